"""The ledger: a thousand random filters over a random office, against a reading of every row in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from jiefang_tui.rules.backlog import BacklogFacts, why_backlog
from jiefang_tui.rules.ledger_filter import ANY_LEVEL, ANY_WAIT, LedgerFilter, Sort, SortKey
from jiefang_tui.rules.pinyin import initials
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.database import connection
from jiefang_tui.store.models import (
    Deadline,
    Matter,
    Officer,
    Petitioner,
    ReceptionSession,
    Reopening,
    Responsibility,
    SupervisionCard,
    Unit,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.store.queries.ledger import ledger_rows as queries
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.search import index_matter, index_person
from jiefang_tui.terms import (
    OPEN_MATTER_STATES,
    CardColour,
    Category,
    DueKind,
    LeaderLevel,
    Light,
    MatterState,
    PairKind,
    WaitFor,
)
from tests.beginnings import beginning

TODAY = date(2026, 11, 23)
MATTERS = 330
LEADERS, UNITS = ("周敏", "刘静", "何卫东"), ("人社所", "自然资源所", "司法所")
NAMES = ("章德福", "李守田", "王建", "欧阳明", "单小兵", "曾玉")
TITLES = ("征地补偿未到位", "拖欠工资", "房屋开裂", "邻里排水", "低保停发")
CLASSES = ("01", "0101", "02", "0201", "0203", "")
AREAS = ("999999001001", "999999001003", "999999002001", "")
PLACES = ("章湾村", "石桥村", "外县工地", "")
KINDS = (DueKind.HANDLING, DueKind.ACCEPTANCE_NOTICE, DueKind.RECHECK, DueKind.COMMITMENT)
ORDINARY = ("due_from", "due_to", "received_from", "received_to")


@dataclass
class Known:
    """A matter as the random office made it."""

    row: Matter
    person: Petitioner
    leader: str
    unit: str
    repeats: int
    reopened: int
    is_paused: bool
    card: CardColour | None


@pytest.fixture
@beginning
def office(desk: Desk) -> list[Known]:
    """Some hundred matters with all states, deadlines, sheets."""
    rng = Random(20261123)
    with db.atomic():
        return _office(rng, desk)


def _office(rng: Random, desk: Desk) -> list[Known]:
    leaders = [Officer.create(name=name) for name in LEADERS]
    units = [Unit.create(name=name) for name in UNITS]
    session = ReceptionSession.create(day=TODAY, opened_at=_moment())
    pinyin = desk.reference.pinyin
    people = []
    for at in range(60):
        person = Petitioner.create(
            name=rng.choice(NAMES), phone=f"1380000{at:04d}", id_no=f"99999919700101{at:03d}X", recorded_on=TODAY
        )
        index_person(person, pinyin)
        people.append(person)
    known = []
    for at in range(MATTERS):
        person, leader, unit = rng.choice(people), rng.choice([*leaders, None]), rng.choice([*units, None])
        matter = _matter(rng, at, person, unit)
        if leader:
            Responsibility.create(matter=matter, leader=leader, made_on=TODAY)
        index_matter(matter, pinyin)
        paused = _deadline(rng, matter)
        repeats, reopened = rng.choice([0, 0, 0, 1, 2, 3, 4]), rng.choice([0, 0, 0, 1, 2])
        for n in range(repeats + 1):
            kind = PairKind.REPEAT if n else PairKind.INITIAL
            visit = Visit.create(
                session=session,
                day=TODAY,
                queue_no=at * 10 + n,
                arrived_at=_moment(),
                recorded_at=_moment(),
                shown_name=person.name,
                state="received",
            )
            VisitMatter.create(visit=visit, matter=matter, kind=kind)
        for _ in range(reopened):
            Reopening.create(matter=matter, on_day=TODAY, cause="review")
        card = _cards(rng, matter, leaders[0])
        name = leader.name if leader else ""
        known.append(Known(matter, person, name, unit.name if unit else "", repeats, reopened, paused, card))
    return known


def _moment() -> Any:
    from jiefang_tui import clock

    return clock.now()


def _matter(rng: Random, at: int, person: Petitioner, unit: Unit | None) -> Matter:
    received = TODAY - timedelta(days=rng.choice([0, 1, 5, 30, 179, 180, 181, 400]))
    entry = rng.choice([None, received, min(TODAY, received + timedelta(days=rng.randrange(30)))])
    concluded = rng.choice([None, TODAY])
    return Matter.create(
        register_no=f"JF-999999001-{received:%Y%m%d}-{at:03d}",
        received_on=received,
        recorded_on=received,
        state=rng.choice(list(MatterState)),
        category=rng.choice(list(Category)[:2]),
        petitioner=person,
        petitioner_name=person.name,
        title=rng.choice(TITLES),
        content_class=rng.choice(CLASSES),
        problem_area=rng.choice(AREAS),
        problem_place=rng.choice(PLACES),
        lead_unit=unit,
        last_entry_on=entry,
        wait_for=rng.choice(["", "", *WaitFor]),
        is_backlog_listed=rng.random() < 0.1,
        is_urgent_major=rng.random() < 0.1,
        assigned_level=rng.choice(["", "", "county", "province"]),
        accepted_on=rng.choice([None, received]),
        notice_due=rng.choice([None, received]),
        notified_on=rng.choice([None, received]),
        concluded_on=concluded,
        executed_on=rng.choice([None, concluded]),
        followed_up_on=rng.choice([None, concluded]),
    )


def _deadline(rng: Random, matter: Matter) -> bool:
    """Up to three dates, one of them the nearest open one; whether that one stands still."""
    nearest = None
    for kind in rng.sample(KINDS, rng.randrange(4)):
        due = TODAY + timedelta(days=rng.choice([-40, -1, 0, 1, 7, 8, 60]))
        is_open = rng.random() < 0.7
        one = Deadline.create(
            matter=matter,
            kind=kind,
            start_on=due,
            raw_on=due,
            rolled_on=due,
            warn_on=due - timedelta(days=7),
            is_open=is_open,
            is_paused=kind == DueKind.RECHECK and rng.random() < 0.6,
        )
        if is_open and (nearest is None or due < nearest.raw_on):
            nearest = one
    if nearest is None:
        return False
    matter.next_due_on, matter.next_due_kind, matter.next_warn_on = nearest.rolled_on, nearest.kind, nearest.warn_on
    matter.save()
    return bool(nearest.is_paused)


def _cards(rng: Random, matter: Matter, signer: Officer) -> CardColour | None:
    standing = []
    for colour in rng.sample([CardColour.YELLOW, CardColour.RED], rng.choice([0, 0, 0, 1, 2])):
        withdrawn = rng.choice([None, TODAY])
        SupervisionCard.create(
            card_no=f"DB-{matter.id}-{colour}",
            colour=colour,
            matter=matter,
            reason="逾期",
            answer_due=TODAY,
            signer=signer,
            issued_on=TODAY,
            withdrawn_on=withdrawn,
        )
        standing += [] if withdrawn else [colour]
    return max(standing, key=[CardColour.YELLOW, CardColour.RED].index, default=None)


# -- the same in Python


def holds(known: Known, wanted: LedgerFilter, desk: Desk, lists: Callable[[str], set[int]]) -> bool:
    """Whether this matter must stand in the list."""
    row = known.row
    policy = desk.reference.policy
    is_open = row.state in OPEN_MATTER_STATES
    due = row.next_due_on
    checks = [
        all(_found(known, word, desk) for word in wanted.text.lower().split()),
        row.state in wanted.states if wanted.states else row.state != MatterState.VOIDED,
        not wanted.lights or _light(known, policy.yellow_days) in wanted.lights,
        wanted.leader in ("", known.leader),
        wanted.unit in ("", known.unit),
        wanted.category in ("", row.category),
        wanted.content_class in ("", row.content_class, row.content_class[:2]),
        row.problem_area.startswith(wanted.place) if wanted.place.isdigit() else wanted.place in row.problem_place,
        wanted.received_from is None or row.received_on >= wanted.received_from,
        wanted.received_to is None or row.received_on <= wanted.received_to,
        wanted.due_from is None or (due is not None and due >= wanted.due_from),
        wanted.due_to is None or (due is not None and due <= wanted.due_to),
        not wanted.visits or (wanted.visits == "repeat") == (known.repeats > 0),
        not wanted.waiting or (row.wait_for != "" if wanted.waiting == ANY_WAIT else row.wait_for == wanted.waiting),
        not wanted.is_backlog or bool(_why(known, policy)),
        not wanted.is_reopened or known.reopened > 0,
        not wanted.is_urgent_major or row.is_urgent_major,
        not wanted.work or row.id in lists(wanted.work),
        not wanted.assigned_level
        or row.assigned_level == wanted.assigned_level
        or (wanted.assigned_level == ANY_LEVEL and row.assigned_level != ""),
    ]
    if wanted.silent_days is not None:
        checks.append(is_open and (TODAY - (row.last_entry_on or row.received_on)).days >= wanted.silent_days)
    return all(checks)


def _why(known: Known, policy: Any) -> str:
    row = known.row
    facts = BacklogFacts(MatterState(row.state), row.received_on, TODAY, known.repeats, row.is_backlog_listed)
    return why_backlog(facts, policy)


def _light(known: Known, yellow_days: int) -> Light:
    due = known.row.next_due_on
    if due is None:
        return Light.GREY
    if known.is_paused:
        return Light.PAUSED
    left = (due - TODAY).days
    return Light.RED if left < 0 else Light.YELLOW if left <= yellow_days else Light.GREEN


def _found(known: Known, word: str, desk: Desk) -> bool:
    pinyin = desk.reference.pinyin
    row, name = known.row, known.person.name
    letters = (initials(name, pinyin, surname=True), initials(row.title, pinyin))
    numbers = (row.register_no[-12:], known.person.phone, known.person.id_no.lower())
    if word.isalpha() and word.isascii():
        return any(word in text for text in letters)
    if any(sign.isdigit() for sign in word):
        return any(word in text for text in numbers)
    return word in row.title or word in name or word in row.problem_place


def random_filter(rng: Random) -> LedgerFilter:
    """One to four fields set."""
    day = lambda: TODAY + timedelta(days=rng.choice([-200, -40, -7, -1, 0, 1, 7, 8, 60]))  # noqa: E731
    choices: dict[str, Callable[[], Any]] = {
        "text": lambda: rng.choice(
            ["征地", "章德", "zdf", "0012", "010", "王建 工资", "szb", "工资 gz", "20261123", "龘龘", "外县", "003x"]
        ),
        "states": lambda: tuple(rng.sample([state.value for state in MatterState], rng.randrange(1, 6))),
        "lights": lambda: tuple(rng.sample([light.value for light in Light], rng.randrange(1, 4))),
        "leader": lambda: rng.choice([*LEADERS, "无此人"]),
        "unit": lambda: rng.choice(UNITS),
        "category": lambda: rng.choice(list(Category)[:2]).value,
        "content_class": lambda: rng.choice(["01", "02", "0201", "09"]),
        "place": lambda: rng.choice(["999999001", "999999001003", "石桥", "工地"]),
        "visits": lambda: rng.choice(list(PairKind)).value,
        "silent_days": lambda: rng.choice([1, 7, 30, 200]),
        "waiting": lambda: rng.choice([ANY_WAIT, *(one.value for one in WaitFor)]),
        "is_backlog": lambda: True,
        "is_reopened": lambda: True,
        "is_urgent_major": lambda: True,
        "assigned_level": lambda: rng.choice([ANY_LEVEL, *(code for code, _ in LeaderLevel.above_us())]),
        "work": lambda: rng.choice(["to_tell", "to_visit", "to_execute", "owned", "not_entered", "无此清单"]),
        **dict.fromkeys(ORDINARY, day),
    }
    assert set(choices) == {field.name for field in fields(LedgerFilter)}
    names = rng.sample(list(choices), rng.choice([1, 1, 2, 2, 3, 4]))
    return LedgerFilter(**{name: choices[name]() for name in names})


def key_of(known: Known, sort: Sort, desk: Desk) -> tuple[Any, ...]:
    """What the list is ordered by, with what has none at the end either way."""
    row = known.row
    states = list(MatterState)
    value: Any = {
        SortKey.RECEIVED: row.received_on,
        SortKey.DUE: row.next_due_on,
        SortKey.LAST_ENTRY: row.last_entry_on,
        SortKey.LEADER: initials(known.leader, desk.reference.pinyin, surname=True) or None,
        SortKey.STATE: states.index(MatterState(row.state)),
        SortKey.NUMBER: row.register_no,
    }[sort.key]
    return (value is None) != sort.descending, value, row.id


def in_order(rows: list[Known], sort: Sort, desk: Desk) -> list[int]:
    """Ids as they must follow each other."""
    keyed = [(key_of(one, sort, desk), one.row.id) for one in rows]
    with_value = sorted((key, i) for key, i in keyed if key[1] is not None)
    without = sorted(i for key, i in keyed if key[1] is None)
    if sort.descending:
        with_value.reverse()
        without.reverse()
    return [i for _, i in with_value] + without


@pytest.mark.parametrize("number", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_thousand_random_filters(office: list[Known], desk: Desk, number: int) -> None:
    """The first twenty of them every time."""
    rng = Random(7)
    group = desk.reference.policy.group_threshold

    def lists(name: str) -> set[int]:
        return set(figures.ids(name, TODAY, 0, MATTERS, group)) if name in figures.FIGURES else set()

    found_some = 0
    for at in range(number):
        wanted = random_filter(rng)
        sort = Sort(rng.choice(list(SortKey)), rng.random() < 0.5)
        ledger = Ledger(wanted, sort, TODAY, desk.reference)
        total = ledger.count()
        size = rng.choice([7, 50, 200])
        read = [i for offset in range(0, total + size, size) for i in ledger.ids(offset, size, total)]
        assert len(read) == total == len(set(read)), wanted
        assert read == in_order([one for one in office if holds(one, wanted, desk, lists)], sort, desk), (wanted, sort)
        if total:
            found_some += 1
            offset = rng.randrange(total)
            assert ledger.ids(offset, size) == ledger.ids(offset, size, total), "from either end"
        if at % 50 == 0:
            assert [line.id for line in ledger.rows(0, 20, total)] == read[:20]
    assert found_some > number * 0.4


def _standing(office: list[Known]) -> int:
    """How many were not voided."""
    return sum(known.row.state != MatterState.VOIDED for known in office)


def test_a_line_tells_what_is_there(office: list[Known], desk: Desk) -> None:
    known = {one.row.id: one for one in office}
    read = Ledger(LedgerFilter(), Sort(), TODAY, desk.reference).rows(0, MATTERS)
    assert len(read) == _standing(office)
    for line in read:
        one = known[line.id]
        assert (line.leader, line.unit, line.card, line.reopened) == (one.leader, one.unit, one.card, one.reopened)
        assert line.owner == (one.leader or one.unit)
        assert line.light == _light(one, desk.reference.policy.yellow_days)
        assert (line.name, line.title, line.state) == (one.person.name, one.row.title, one.row.state)
        assert line.waiting == (WaitFor(one.row.wait_for).label if one.row.wait_for else "")


def test_what_filters_are_made_of(office: list[Known], desk: Desk) -> None:
    assert [name for name, _ in queries.leader_options(desk.reference)] == ["何卫东", "刘静", "周敏"]
    assert {name for name, _ in queries.unit_options()} == set(UNITS)
    assert ("to_tell", "待告知") in queries.work_options()


def test_one_character_is_not_looked_for(office: list[Known], desk: Desk) -> None:
    assert Ledger(LedgerFilter(text="章"), Sort(), TODAY, desk.reference).count() == _standing(office)


@pytest.mark.parametrize(
    "wanted", [LedgerFilter(), LedgerFilter(states=("closed",), lights=("red", "grey"), place="村")]
)
def test_the_index_is_read_instead_of_the_wide_rows(desk: Desk, wanted: LedgerFilter) -> None:
    ledger = Ledger(wanted, Sort(), TODAY, desk.reference)
    for query in (ledger._query(Matter.id).order_by(*(key.desc() for key, _ in ledger._order())), ledger._query()):
        sql, params = query.select(Matter.id).sql()
        plan = connection().execute(f"EXPLAIN QUERY PLAN {sql}", [str(p) for p in params]).fetchall()
        assert "COVERING INDEX matter_ledger" in plan[0][3]
        assert not any("TEMP B-TREE" in step[3] for step in plan)
