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
from jiefang_tui.rules.typed.numbers import register_no
from jiefang_tui.services.desk.clocks import settle_every
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.founded import is_founded
from jiefang_tui.services.desk.opening import close_desk, found_office
from jiefang_tui.services.sample.load_agreements import Agreements, Mediated
from jiefang_tui.services.sample.load_lives import Life, Lives
from jiefang_tui.services.sample.load_outside import Outside
from jiefang_tui.services.sample.load_people import People, Person
from jiefang_tui.services.sample.load_plans import Plans, Sat
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.services.sample.load_sheets import Sheets
from jiefang_tui.services.sample.load_stages import Stages
from jiefang_tui.store import database, grams, search
from jiefang_tui.store.bulk import check_links_at_the_end, seeded_uids, tidy_up
from jiefang_tui.store.models import (
    AuditEntry,
    Companion,
    Matter,
    ReceptionSession,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.terms import (
    AreaLevel,
    Channel,
    CountyEntry,
    EntryKind,
    MatterState,
    OpinionResult,
    Outcome,
    PairKind,
    SessionMode,
    VisitPurpose,
    VisitState,
)

if TYPE_CHECKING:
    from pathlib import Path

    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk.desk import Desk

YEARS = 10
TODAYS_QUEUE = 40
LONGEST_TIMELINE = 300
"""One matter has this many entries: opening it is measured."""

JOINT_DAY = 3
"""Thursday: units sit beside the leader (联合接访)."""

_OUTCOMES = [
    (Outcome.ANSWERED, 34),
    (Outcome.RESPONSIBILITY, 16),
    (Outcome.ASSIGNED, 24),
    (Outcome.MEDIATION, 12),
    (Outcome.GUIDED, 8),
    (Outcome.SUBMITTED_UP, 3),
    (Outcome.TO_VERIFY, 3),
]


@dataclass
class _Open:
    """A matter that may be brought again."""

    id: int
    person: Person
    title: str
    since: date


@dataclass
class _About:
    """Who brought a new matter, what it is about and what the first talk ended in."""

    person: Person
    village: Any
    code: str
    title: str
    number: int
    outcome: Outcome | None
    unit: int | None


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
                settle_every(desk.reference)  # as the acts would have stored them
                grams.rebuild(database.connection())
            tidy_up()
            rows = sum(database.count_rows().values())
        finally:
            close_desk(desk, keeps_backup=False)
    return f"样本已建：{matters}件事项，共{rows}行，在 {folder.root}"


class _Filler:
    """Makes the rows, day by day in order of time."""

    def __init__(self, desk: Desk, rng: random.Random, script: dict[str, Any], day: date) -> None:
        self.desk, self.rng, self.day = desk, rng, day
        self.rows = Rows(desk, rng, script, day)
        self.script, self.add, self._event = script, self.rows.add, self.rows.event
        self.lives, self.stages, self.sheets = Lives(rng, day), Stages(self.rows), Sheets(self.rows)
        self.people = People(self.rows)
        self.pinyin = desk.reference.pinyin
        self.villages = [a for a in desk.reference.areas.values() if a.level == AreaLevel.VILLAGE]
        self.requests = [(r["class"], text, r["weight"]) for r in script["request"] for text in r["texts"]]
        self.weights = [weight for _, _, weight in self.requests]
        self.outcomes = [outcome for outcome, _ in _OUTCOMES]
        self.outcome_weights = [weight for _, weight in _OUTCOMES]
        self.open: list[_Open] = []
        self.sat: list[Sat] = []
        self.mediated: list[Mediated] = []
        self.owned: list[int] = []
        """Matters that a leader took on."""

    def fill(self, matters: int, progress: Callable[[int, int], None] | None) -> None:
        """All days up to and with today's waiting queue, then the longest timeline."""
        todays = min(TODAYS_QUEUE, matters)
        made = 0
        for day, count in self._days(matters - todays):
            self._reception(day, count)
            made += count
            if progress and made % 500 < count:
                progress(made, matters)
        self._reception(self.day, todays)
        self._longest_timeline()
        self._around(matters)
        self.stages.level_skips(matters)
        self.add(AuditEntry, at=clock.now(), officer_name=self.desk.officer_name, act="office.sample", subject="")
        self.rows.write()

    def _around(self, matters: int) -> None:
        """The plan the sessions came from, what was agreed, and what was done outside."""
        villages = [village.name for village in self.villages]
        Plans(self.rows, villages).add(self.sat)
        Agreements(self.rows).add(self.mediated)
        Outside(self.rows, villages).add(matters, self.owned)

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
        leader = rng.choice(self.rows.leaders)
        opened = self.rows.at(day, 8)
        today = day == self.day
        mode = SessionMode.JOINT if day.weekday() == JOINT_DAY else SessionMode.RECEPTION_DAY
        closed = None if today else opened
        session = self.add(ReceptionSession, day=day, mode=mode, leader_id=leader, opened_at=opened, closed_at=closed)
        self.sat.append(Sat(day, session, leader, mode))
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
        person = self.people.draw(village.name, day)
        code, title, _ = rng.choices(self.requests, self.weights)[0]
        headcount = rng.choices((1, 2, 3, 4, rng.randint(5, 30)), (70, 17, 6, 3, 4))[0]
        waiting = day == self.day and queue_no > 6
        visit = self._visit(day, session, at, queue_no, person, headcount, waiting)
        outcome = rng.choices(self.outcomes, self.outcome_weights)[0]
        life = Life(MatterState.REGISTERED) if waiting else self.lives.draw(outcome, day)
        progress = [] if waiting else self._progress(day, life)
        unit = rng.choice(self.rows.units) if outcome in (Outcome.RESPONSIBILITY, Outcome.ASSIGNED) else None
        about = _About(person, village, code, title, number, outcome if not waiting else None, unit)
        matter = self._matter(day, about, life, progress[-1] if progress else day)
        self.add(
            VisitMatter,
            visit_id=visit,
            matter_id=matter,
            kind=PairKind.INITIAL,
            request_said=title,
            outcome="" if waiting else outcome,
            told="" if waiting else rng.choice(self.script["told"]),
            decided_at=None if waiting else at + timedelta(minutes=25),
            leader_id=leader,
        )
        self._event(matter, at, EntryKind.REGISTERED, f"登记，第{queue_no:02d}号")
        if waiting:
            return
        self._event(matter, at + timedelta(minutes=25), EntryKind.OUTCOME, outcome.label)
        if outcome is Outcome.RESPONSIBILITY:
            self.sheets.add(matter, at, leader, visit, life)
            self.owned.append(matter)
        if life.opinion_result == OpinionResult.MEDIATED and life.concluded_on:
            self.mediated.append(Mediated(matter, person.name, life.concluded_on))
        self.stages.tell(matter, visit, outcome, day, unit, life)
        for on in progress:
            moment = datetime.combine(on, at.timetz())
            self._event(matter, moment, EntryKind.PROGRESS, rng.choice(self.script["progress"]))
        self.open.append(_Open(matter, person, title, day))

    def _progress(self, day: date, life: Life) -> list[date]:
        """Days of entries while it was handled."""
        if life.concluded_on == day:
            return []
        until = min(self.day, life.concluded_on or self.day)
        days = [day + timedelta(days=3 + 6 * n) for n in range(self.rng.choice((0, 0, 1, 1, 2, 3)))]
        if life.is_stuck and self.rng.random() < 0.7:
            days += [day + timedelta(days=40 + 30 * n) for n in range(12)]
        elif life.concluded_on is None and self.rng.random() < 0.9:
            days.append(self.day - timedelta(days=self.rng.randint(1, 12)))
        return [on for on in sorted(set(days)) if day < on < until]

    def _repeat(self, day: date, session: int, leader: int, at: datetime, queue_no: int) -> None:
        again = self.rng.choice(self.open)
        visit = self._visit(day, session, at, queue_no, again.person, 1, False)
        self.add(
            VisitMatter,
            visit_id=visit,
            matter_id=again.id,
            kind=PairKind.REPEAT,
            request_said=again.title,
            outcome=Outcome.ANSWERED,
            told=self.rng.choice(self.script["told"]),
            decided_at=at + timedelta(minutes=15),
            leader_id=leader,
        )
        self._event(again.id, at, EntryKind.REGISTERED, f"再次来访，第{queue_no:02d}号")

    def _visit(
        self, day: date, session: int, at: datetime, queue_no: int, person: Person, headcount: int, waiting: bool
    ) -> int:
        visit = self.add(
            Visit,
            session_id=session,
            day=day,
            queue_no=queue_no,
            arrived_at=at,
            recorded_at=at,
            purpose=VisitPurpose.PETITION,
            petitioner_id=person.id,
            shown_name=person.name,
            headcount=headcount,
            representative_count=min(headcount, 5) if headcount >= 5 else 0,
            state=VisitState.WAITING if waiting else VisitState.RECEIVED,
            called_at=None if waiting else at + timedelta(minutes=9),
            finished_at=None if waiting else at + timedelta(minutes=26),
            talk_note="" if waiting else self.rng.choice(self.script["notes"]),
            registrar_id=self.desk.officer_id,
        )
        if headcount >= 5:
            for ordinal in range(1, min(headcount, 5)):
                name = self.rng.choice(self.script["surnames"]) + self.rng.choice(self.script["given_second"])
                self.add(Companion, visit_id=visit, ordinal=ordinal, role="representative", name=name)
        return visit

    def _matter(self, day: date, about: _About, life: Life, last_progress: date) -> int:
        rng = self.rng
        age = (self.day - day).days
        village, outcome = about.village, about.outcome
        entered = age > 3 and rng.random() < 0.97
        handler = rng.choice(self.rows.handlers) if outcome is Outcome.ASSIGNED else None
        no = register_no(self.desk.area_code, day, about.number)
        county_no = f"SL{day:%Y%m%d}{about.number:04d}" if entered else ""
        row = self.add(
            Matter,
            register_no=no,
            received_on=day,
            recorded_on=day,
            petitioner_id=about.person.id,
            petitioner_name=about.person.name,
            title=about.title,
            request=f"{about.title}。{rng.choice(self.script['notes'])}",
            content_class=about.code,
            problem_area=village.code,
            problem_place=village.name,
            amount_fen=rng.randrange(2, 900) * 10_000 if rng.random() < 0.3 else None,
            first_receiver_id=self.desk.officer_id,
            lead_unit_id=about.unit,
            handler_id=handler,
            due_on=day + timedelta(days=15) if handler else None,
            result=rng.choice(self.script["told"]) if life.concluded_on else "",
            last_entry_on=max(last_progress, life.last_day or day),
            county_state=CountyEntry.ENTERED if entered else CountyEntry.NOT_ENTERED,
            county_no=county_no,
            county_entered_on=day if entered else None,
            **_columns(life),
        )
        texts = search.matter_texts(no, about.person.name, about.title, village.name, county_no, self.pinyin)
        self.rows.findable("matter", row, texts)
        return row

    def _longest_timeline(self) -> None:
        if not self.open:
            return
        matter = self.open[-1].id
        moment = self.rows.at(self.day, 8)
        for n in range(LONGEST_TIMELINE):
            text = f"第{n + 1}次记录：{self.rng.choice(self.script['progress'])}"
            self._event(matter, moment, EntryKind.PROGRESS, text)


def _columns(life: Life) -> dict[str, Any]:
    """What `Matter` keeps of a life, by column."""
    columns = {name: getattr(life, name) for name in _KEPT}
    if life.found_wanting_on:  # open again: of the time before only its papers tell
        columns |= {"replied_on": None, "served_on": None, "opinion_result": ""}
    if life.executed_on:
        columns["executed_note"] = "签收单、照片"
    if life.transferred_in_on:
        columns |= {"transferred_from": "示例县信访局", "transfer_no": f"县信交〔{life.transferred_in_on.year}〕号"}
        columns["channel"] = Channel.ASSIGN
    return columns


_KEPT = (
    "state", "is_simple", "was_handled", "route", "accepted_on", "notified_on", "refused_on", "refusal_ground",
    "transferred_in_on", "assigned_due", "replied_on", "served_on", "concluded_on", "opinion_result", "executed_on",
    "followed_up_on", "reaction", "settled_on", "closed_on", "wait_for", "wait_since",
)  # fmt: skip
