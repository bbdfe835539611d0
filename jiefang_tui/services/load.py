"""`jiefang sample`: a large, plausible, invented office, for trials and benchmarks.

Rows are written in lumps, not through the acts: 100,000 matters through the acts would take hours. The same seed and
day always give the same rows. Villages and classes come from the reference data, words from data/sample/words.toml.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jiefang_tui import clock, paths
from jiefang_tui.rules.deadlines import acceptance_notice_due, handling_due
from jiefang_tui.rules.identity import upgrade_id
from jiefang_tui.rules.register_no import register_no
from jiefang_tui.services.errors import Refused
from jiefang_tui.services.opening import close_desk, found_office, is_founded
from jiefang_tui.store import database, search
from jiefang_tui.store.bulk import Pile, check_links_at_the_end, seeded_uids, start_after, tidy_up
from jiefang_tui.store.models import (
    AuditEntry,
    Commitment,
    Companion,
    Dispatch,
    Duty,
    DutyEntry,
    Instruction,
    Matter,
    MatterEvent,
    Measure,
    Officer,
    Petitioner,
    ReceptionSession,
    Responsibility,
    Search,
    TaskForceMember,
    Unit,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.terms import (
    AreaLevel,
    Category,
    CountyEntry,
    DutyKind,
    EntryKind,
    LegalRoute,
    MatterState,
    Outcome,
    PairKind,
    Sex,
    VisitPurpose,
    VisitState,
)

if TYPE_CHECKING:
    from pathlib import Path

    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk import Desk

YEARS = 10
TODAYS_QUEUE = 40
LONGEST_TIMELINE = 300
"""One matter has this many entries: opening it is measured."""

_OUTCOMES = [
    (Outcome.ANSWERED, 34),
    (Outcome.RESPONSIBILITY, 16),
    (Outcome.ASSIGNED, 24),
    (Outcome.MEDIATION, 12),
    (Outcome.GUIDED, 8),
    (Outcome.SUBMITTED_UP, 3),
    (Outcome.TO_VERIFY, 3),
]
_STATE_AFTER = {
    Outcome.ANSWERED: MatterState.CONCLUDED,
    Outcome.RESPONSIBILITY: MatterState.HANDLING,
    Outcome.ASSIGNED: MatterState.HANDLING,
    Outcome.MEDIATION: MatterState.IN_MEDIATION,
    Outcome.GUIDED: MatterState.ROUTED_OUT,
    Outcome.SUBMITTED_UP: MatterState.SUBMITTED_UP,
    Outcome.TO_VERIFY: MatterState.REGISTERED,
}


@dataclass
class _Person:
    id: int
    name: str
    phone: str


@dataclass
class _Open:
    """A matter that may be brought again."""

    id: int
    person: _Person
    title: str
    since: date


def build(
    folder: DataFolder,
    matters: int,
    seed: int,
    day: date,
    progress: Callable[[int, int], None] | None = None,
    words: Path | None = None,
) -> str:
    """Found an office in `folder` and fill it with `matters` matters up to `day`. Returns a sentence on what it holds.

    Raises `Refused` when there is already an office, so that no office's data are mixed with invented ones.
    """
    if is_founded(folder):
        raise Refused("这个数据文件夹里已有数据，不能再放样本；请换一个空文件夹(--data)。")
    rng = random.Random(f"{seed}/{day}/{matters}")
    with clock.at(datetime.combine(day, time(8, 0)).astimezone()), seeded_uids(rng):
        desk = found_office(folder, "示例镇信访接待室", "999999001", "王芳")
        try:
            database.do_not_wait_for_disk()
            script = tomllib.loads((words or paths.sample_dir() / "words.toml").read_text(encoding="utf-8"))
            filler = _Filler(desk, rng, script, day)
            with db.atomic():
                check_links_at_the_end()
                filler.fill(matters, progress)
            tidy_up()
            rows = sum(database.count_rows().values())
        finally:
            close_desk(desk, keeps_backup=False)
    return f"样本已建: {matters}件事项,共{rows}行,在 {folder.root}"


class _Filler:
    """Makes the rows, day by day in order of time."""

    def __init__(self, desk: Desk, rng: random.Random, script: dict[str, Any], day: date) -> None:
        self.desk, self.rng, self.script, self.day = desk, rng, script, day
        self.piles: dict[type[Any], Pile] = {
            model: Pile(model)
            for model in (
                Unit, Officer, Petitioner, ReceptionSession, Matter, Visit, VisitMatter, Companion, MatterEvent,
                Instruction, Dispatch, Commitment, Responsibility, TaskForceMember, Measure, Duty, DutyEntry, Search,
                AuditEntry,
            )
        }  # fmt: skip
        start_after(self.piles.values())
        self.policy = desk.reference.policy
        self.pinyin = desk.reference.pinyin
        self.villages = [a for a in desk.reference.areas.values() if a.level == AreaLevel.VILLAGE]
        self.requests = [(r["class"], text, r["weight"]) for r in script["request"] for text in r["texts"]]
        self.weights = [weight for _, _, weight in self.requests]
        self.outcomes = [outcome for outcome, _ in _OUTCOMES]
        self.outcome_weights = [weight for _, weight in _OUTCOMES]
        self.people: list[_Person] = []
        self.open: list[_Open] = []
        self.zone = clock.now().tzinfo

    def add(self, model: type[Any], **values: Any) -> int:
        """One row with a UUID out of the seed."""
        if "uid" in self.piles[model].columns:
            values["uid"] = f"{self.rng.getrandbits(128):032x}"
        return self.piles[model].add(**values)

    def fill(self, matters: int, progress: Callable[[int, int], None] | None) -> None:
        """All days up to and with today's waiting queue, then the longest timeline."""
        self._office()
        todays = min(TODAYS_QUEUE, matters)
        made = 0
        for day, count in self._days(matters - todays):
            self._reception(day, count)
            made += count
            if progress and made % 500 < count:
                progress(made, matters)
        self._reception(self.day, todays)
        self._longest_timeline()
        self.add(AuditEntry, at=clock.now(), officer_name=self.desk.officer_name, act="office.sample", subject="")
        for pile in self.piles.values():
            pile.write()

    def _office(self) -> None:
        self.units = [self.add(Unit, name=name) for name in self.script["units"]]
        self.leaders = [self._officer(text) for text in self.script["leaders"]]
        self.handlers = [self._officer(text) for text in self.script["handlers"]]

    def _officer(self, text: str) -> int:
        name, post = text.split()
        return self.add(Officer, name=name, post=post, unit_id=None)

    def _days(self, matters: int) -> list[tuple[date, int]]:
        """Working days of the last ten years with how many new matters each had, market days (3, 8) busier."""
        first = self.day - timedelta(days=365 * YEARS)
        days = [first + timedelta(days=n) for n in range(365 * YEARS)]
        days = [day for day in days if day.weekday() < 5]
        weights = [2 if day.day % 5 == 3 else 1 for day in days]
        counts: dict[date, int] = {}
        for day in self.rng.choices(days, weights, k=matters):
            counts[day] = counts.get(day, 0) + 1
        return sorted(counts.items())

    def _reception(self, day: date, count: int) -> None:
        """One day: its session, its new matters, and about a quarter as many repeat visits."""
        rng = self.rng
        leader = rng.choice(self.leaders)
        opened = datetime.combine(day, time(8, 0), self.zone)
        today = day == self.day
        session = self.add(
            ReceptionSession, day=day, leader_id=leader, opened_at=opened, closed_at=None if today else opened
        )
        arrivals = [False] * count + [True] * (0 if today else round(count * 0.25))
        rng.shuffle(arrivals)
        at = opened + timedelta(minutes=20)
        number = 0
        for queue_no, repeat in enumerate(arrivals, 1):
            at += timedelta(minutes=rng.randint(1, 12 if len(arrivals) < 30 else 3))
            if repeat and self.open:
                self._repeat(day, session, leader, at, queue_no)
            else:
                number += 1
                self._first(day, session, leader, at, queue_no, number)
        self.open = [one for one in self.open[-400:] if (day - one.since).days < 400]

    def _first(self, day: date, session: int, leader: int, at: datetime, queue_no: int, number: int) -> None:
        rng = self.rng
        village = rng.choice(self.villages)
        person = rng.choice(self.people) if self.people and rng.random() < 0.12 else self._person(village.name, day)
        code, title, _ = rng.choices(self.requests, self.weights)[0]
        headcount = rng.choices((1, 2, 3, 4, rng.randint(5, 30)), (70, 17, 6, 3, 4))[0]
        waiting = day == self.day and queue_no > 6
        visit = self._visit(day, session, at, queue_no, person, headcount, waiting)
        outcome = rng.choices(self.outcomes, self.outcome_weights)[0]
        matter = self._matter(day, person, village, code, title, number, None if waiting else outcome, leader)
        self.add(
            VisitMatter, visit_id=visit, matter_id=matter, kind=PairKind.INITIAL, request_said=title,
            outcome="" if waiting else outcome, told="" if waiting else rng.choice(self.script["told"]),
            decided_at=None if waiting else at + timedelta(minutes=25), leader_id=leader,
        )  # fmt: skip
        if waiting:
            self._event(matter, at, EntryKind.REGISTERED, f"登记,第{queue_no:02d}号")
            return
        self._handled(day, at, matter, outcome, leader, visit, queue_no)
        self.open.append(_Open(matter, person, title, day))

    def _repeat(self, day: date, session: int, leader: int, at: datetime, queue_no: int) -> None:
        again = self.rng.choice(self.open)
        visit = self._visit(day, session, at, queue_no, again.person, 1, False)
        self.add(
            VisitMatter, visit_id=visit, matter_id=again.id, kind=PairKind.REPEAT, request_said=again.title,
            outcome=Outcome.ANSWERED, told=self.rng.choice(self.script["told"]),
            decided_at=at + timedelta(minutes=15), leader_id=leader,
        )  # fmt: skip
        self._event(again.id, at, EntryKind.REGISTERED, f"再次来访,第{queue_no:02d}号")

    def _person(self, village: str, day: date) -> _Person:
        rng, script = self.rng, self.script
        surname = rng.choices(script["surnames"], range(len(script["surnames"]), 0, -1))[0]
        name = surname + rng.choice(script["given_first"])
        if rng.random() < 0.86:
            name += rng.choice(script["given_second"])
        phone = f"1{rng.choice('3578')}{rng.randrange(10**9):09d}" if rng.random() < 0.9 else ""
        born = date(1940, 1, 1) + timedelta(days=rng.randrange(60 * 365))
        serial = rng.randrange(1000)
        id_no = upgrade_id(f"999999{born:%y%m%d}{serial:03d}") if born.year < 2000 and rng.random() < 0.6 else ""
        row = self.add(
            Petitioner, name=name, phone=phone, id_no=id_no, birth_date=born if id_no else None,
            sex=(Sex.MALE if serial % 2 else Sex.FEMALE) if id_no else "",
            address=f"{village}{rng.choice(script['streets'])}", recorded_on=day,
        )  # fmt: skip
        self._search("person", row, search.person_texts(name, phone, id_no, self.pinyin))
        person = _Person(row, name, phone)
        self.people.append(person)
        return person

    def _visit(
        self, day: date, session: int, at: datetime, queue_no: int, person: _Person, headcount: int, waiting: bool
    ) -> int:
        visit = self.add(
            Visit, session_id=session, day=day, queue_no=queue_no, arrived_at=at, recorded_at=at,
            purpose=VisitPurpose.PETITION, petitioner_id=person.id, shown_name=person.name, headcount=headcount,
            representative_count=min(headcount, 5) if headcount >= 5 else 0,
            state=VisitState.WAITING if waiting else VisitState.RECEIVED,
            called_at=None if waiting else at + timedelta(minutes=9),
            finished_at=None if waiting else at + timedelta(minutes=26),
            talk_note="" if waiting else self.rng.choice(self.script["notes"]),
            registrar_id=self.desk.officer_id,
        )  # fmt: skip
        if headcount >= 5:
            for ordinal in range(1, min(headcount, 5)):
                name = self.rng.choice(self.script["surnames"]) + self.rng.choice(self.script["given_second"])
                self.add(Companion, visit_id=visit, ordinal=ordinal, role="representative", name=name)
        return visit

    def _matter(
        self,
        day: date,
        person: _Person,
        village: Any,
        code: str,
        title: str,
        number: int,
        outcome: Outcome | None,
        leader: int,
    ) -> int:
        rng = self.rng
        age = (self.day - day).days
        state = _STATE_AFTER[outcome] if outcome else MatterState.REGISTERED
        concluded = None
        if state is MatterState.CONCLUDED:
            concluded = day
        elif state is not MatterState.ROUTED_OUT and age > 20 and rng.random() < min(0.985, 0.3 + age / 150):
            state, concluded = MatterState.CONCLUDED, day + timedelta(days=rng.randint(3, min(age, 75)))
        accepted = day if outcome is Outcome.RESPONSIBILITY else None
        route = LegalRoute.PETITION_PROCEDURE if accepted else None
        due = handling_due(accepted, Category.CLAIM, route, self.policy)
        entered = age > 3 and rng.random() < 0.97
        unit = rng.choice(self.units) if outcome in (Outcome.RESPONSIBILITY, Outcome.ASSIGNED) else None
        handler = rng.choice(self.handlers) if outcome is Outcome.ASSIGNED else None
        no = register_no(self.desk.area_code, day, number)
        county_no = f"SL{day:%Y%m%d}{number:04d}" if entered else ""
        row = self.add(
            Matter, register_no=no, received_on=day, recorded_on=day, state=state, petitioner_id=person.id,
            petitioner_name=person.name, title=title, request=f"{title}。{rng.choice(self.script['notes'])}",
            content_class=code, problem_area=village.code, problem_place=village.name,
            amount_fen=rng.randrange(2, 900) * 10_000 if rng.random() < 0.3 else None,
            first_receiver_id=self.desk.officer_id, accepted_on=accepted, route=route,
            notified_on=day if outcome else None, notice_due=acceptance_notice_due(day, self.policy).raw,
            handling_due=due.raw if due else None, lead_unit_id=unit, handler_id=handler,
            due_on=day + timedelta(days=15) if handler else None, concluded_on=concluded,
            result=rng.choice(self.script["told"]) if concluded else "", last_entry_on=concluded or day,
            county_state=CountyEntry.ENTERED if entered else CountyEntry.NOT_ENTERED, county_no=county_no,
            county_entered_on=day if entered else None,
        )  # fmt: skip
        texts = search.matter_texts(no, person.name, title, village.name, county_no, self.pinyin)
        self._search("matter", row, texts)
        return row

    def _handled(
        self, day: date, at: datetime, matter: int, outcome: Outcome, leader: int, visit: int, queue_no: int
    ) -> None:
        rng = self.rng
        self._event(matter, at, EntryKind.REGISTERED, f"登记,第{queue_no:02d}号")
        self._event(matter, at + timedelta(minutes=25), EntryKind.OUTCOME, outcome.label)
        if outcome in (Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.GUIDED, Outcome.SUBMITTED_UP):
            self.add(
                Dispatch, matter_id=matter, visit_id=visit, outcome=outcome, unit_id=rng.choice(self.units),
                officer_id=None, due_on=day + timedelta(days=15), sent_on=day,
            )  # fmt: skip
        if outcome is Outcome.RESPONSIBILITY:
            self._sheet(day, at, matter, leader, visit)
        for n in range(rng.choice((0, 0, 1, 1, 2, 3))):
            when = at + timedelta(days=3 + 6 * n, hours=1)
            if when.date() < self.day:
                self._event(matter, when, EntryKind.PROGRESS, rng.choice(self.script["progress"]))

    def _sheet(self, day: date, at: datetime, matter: int, leader: int, visit: int) -> None:
        rng = self.rng
        sheet = self.add(
            Responsibility, matter_id=matter, leader_id=leader, made_on=day,
            resolve_due=day + timedelta(days=30) if rng.random() < 0.9 else None,
        )  # fmt: skip
        self.add(
            Instruction, matter_id=matter, visit_id=visit, leader_id=leader, unit_id=rng.choice(self.units),
            text="请牵头单位核实情况，依法依规办理，按期答复。", due_on=day + timedelta(days=30), signed_on=day,
        )  # fmt: skip
        self.add(TaskForceMember, responsibility_id=sheet, officer_id=leader, is_head=True)
        for officer in rng.sample(self.handlers, rng.choice((0, 2, 3))):
            self.add(TaskForceMember, responsibility_id=sheet, officer_id=officer, duty="协办")
        for ordinal in range(1, rng.choice((1, 3, 4))):
            due = day + timedelta(days=10 * ordinal)
            done = due if due < self.day and rng.random() < 0.9 else None
            self.add(
                Measure, responsibility_id=sheet, ordinal=ordinal, text=rng.choice(self.script["progress"]),
                owner_id=rng.choice(self.handlers), due_on=due, done_on=done, result="完成" if done else "",
            )  # fmt: skip
        for kind in DutyKind:
            self._duty(sheet, kind, day, at, matter)
        if rng.random() < 0.2:
            due = day + timedelta(days=rng.randint(10, 200))
            kept = due if due < self.day and rng.random() < 0.93 else None
            self.add(
                Commitment, matter_id=matter, text="按约定日期兑现", due_on=due,
                amount_fen=rng.randrange(1, 90) * 100_000, confirmed_by_id=leader, confirmed_on=day, fulfilled_on=kept,
            )  # fmt: skip

    def _duty(self, sheet: int, kind: DutyKind, day: date, at: datetime, matter: int) -> None:
        rng = self.rng
        entries = [day + timedelta(days=5 + 7 * n) for n in range(rng.choice((0, 1, 2)))]
        entries = [on for on in entries if on < self.day]
        officer = rng.choice(self.handlers) if entries or rng.random() < 0.8 else None
        fulfilled = entries[-1] if entries and (self.day - day).days > 60 else None
        duty = self.add(Duty, responsibility_id=sheet, kind=kind, officer_id=officer, fulfilled_on=fulfilled)
        for on in entries:
            text = rng.choice(self.script["progress"])
            moment = datetime.combine(on, at.timetz())
            self.add(DutyEntry, duty_id=duty, on_day=on, text=text, officer_id=officer, recorded_at=moment)
            self._event(matter, moment, EntryKind.DUTY, f"{kind.label}: {text}")

    def _longest_timeline(self) -> None:
        if not self.open:
            return
        matter = self.open[-1].id
        moment = datetime.combine(self.day, time(8, 0), self.zone)
        for n in range(LONGEST_TIMELINE):
            text = f"第{n + 1}次记录: {self.rng.choice(self.script['progress'])}"
            self._event(matter, moment, EntryKind.PROGRESS, text)

    def _event(self, matter: int, at: datetime, kind: EntryKind, text: str) -> None:
        self.add(
            MatterEvent, matter_id=matter, at=at, on_day=at.date(), kind=kind, text=text,
            officer_id=self.desk.officer_id,
        )  # fmt: skip

    def _search(self, kind: str, row_id: int, texts: search.Texts) -> None:
        self.piles[Search].add(kind=kind, row_id=row_id, **texts._asdict())
