"""The dates of a matter, each with its arithmetic, and every open date of the office in order (``jiefang due``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import merge
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.reference import Reference
from jiefang_tui.rules.clocks import clocks
from jiefang_tui.rules.deadlines import Due, both_days, rolled_day
from jiefang_tui.rules.lights import is_bold, light, light_of, warns_from
from jiefang_tui.rules.why import cited_shortly, why
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.clock_facts import facts_of
from jiefang_tui.store.models import Deadline, Matter, Officer, Pause, Responsibility, Unit
from jiefang_tui.store.queries.law.open_dates import RUNS
from jiefang_tui.store.queries.law.owners import lead_unsigned, owner_name
from jiefang_tui.store.queries.law.unknown_years import IS_OPEN
from jiefang_tui.terms import DueKind, Light, Stage

PAGE = 200


class DeadlineView(NamedTuple):
    """One date of a matter for the screen."""

    kind: DueKind
    subject: str
    """``commitment:12``, ``dispatch:3``; empty where there is only one."""
    what: str
    stage: Stage
    light: Light
    start: date
    raw: date
    """Warnings go by this one."""
    rolled: date | None
    """None when the rest days of that year are not known."""
    days_left: int
    """To the last day in time, rolled; negative when overdue."""
    article: str
    source: str
    is_open: bool
    is_ours: bool
    is_bold: bool
    """So near that it stands out."""
    met_on: date | None
    why: tuple[str, ...]
    """The arithmetic, a line each."""
    both: str = ""
    """``4-03前录入，系统按4-05计`` of a date that was rolled."""

    @property
    def last(self) -> date:
        """The last day in time, as far as it is known."""
        return self.rolled or self.raw


def dues_of(matter_id: int, reference: Reference, today: date | None = None) -> list[Due]:
    """Every date of a matter in the order of the law, as it is on that day; none of an unknown id."""
    facts = facts_of([matter_id]).get(matter_id)
    return clocks(facts, reference.policy, calendar_of(reference), today) if facts else []


def deadlines_of(matter_id: int, today: date, reference: Reference) -> list[DeadlineView]:
    """Every date of a matter: those that run first and by day, then those that are met or have lapsed."""
    dues, calendar = dues_of(matter_id, reference, today), calendar_of(reference)
    dues.sort(key=lambda due: (light_of(due, today) is Light.GREY, due.raw))
    return [
        _view(due, today, reference, why(due, calendar, today), both_days(due.raw, due.rolled, calendar))
        for due in dues
    ]


def _view(due: Due, today: date, reference: Reference, lines: tuple[str, ...], both: str) -> DeadlineView:
    policy = reference.policy
    return DeadlineView(
        kind=due.kind,
        subject=due.subject,
        what=due.what,
        stage=due.stage,
        light=light_of(due, today, policy.yellow_days),
        start=due.start,
        raw=due.raw,
        rolled=None if due.unknown_years else due.rolled,
        days_left=due.left_on(today),
        article=due.article,
        source=due.source,
        is_open=due.is_open,
        is_ours=due.is_ours,
        is_bold=due.is_open and due.is_ours and is_bold(due.rolled, today, policy.bold_days),
        met_on=due.met_on,
        why=lines,
        both=both,
    )


# -- what stands still


def standing_still(on: date, reference: Reference, ids: Iterable[int] | None = None) -> dict[int, Due]:
    """By matter the date that a hearing of 复核 stops, as it is on that day; of all matters, or of these.

    Each day of the hearing moves it: what is stored of it is the earliest it can be, and is shown nowhere.
    """
    heard: Any = Pause.select(Pause.matter).where(Pause.ends_on.is_null()).distinct().tuples()
    wanted = {row[0] for row in heard}
    if ids is not None:
        wanted &= set(ids)
    policy, calendar = reference.policy, calendar_of(reference)
    return {
        matter_id: due
        for matter_id, facts in facts_of(sorted(wanted)).items()
        for due in clocks(facts, policy, calendar, on)
        if due.is_open and due.is_paused
    }


# -- every open date of the office


class DueLine(NamedTuple):
    """One open date as the command lists it."""

    register_no: str
    title: str
    kind: DueKind
    start: date
    due_raw: date
    due_rolled: date | None
    """None when the rest days of that year are not known."""
    days_left: int
    light: Light
    article: str
    """Of the Regulation; of another law with its name."""
    leader: str
    """`owners.owner_name`."""
    both: str
    """As in `DeadlineView`."""


def due_lines(on: date, reference: Reference) -> Iterator[DueLine]:
    """Every open date of ours, the most urgent first, with its light on that day; read in pages."""
    still = standing_still(on, reference)
    stopped = [_line(row, on, reference, still.get(row[1])) for row in _rows(IS_OPEN & Deadline.is_paused)]
    return merge(_running(on, reference), sorted(stopped, key=_by_day), key=_by_day)


def _by_day(line: DueLine) -> date:
    return line.due_raw


def _running(on: date, reference: Reference) -> Iterator[DueLine]:
    after: Any = True
    while True:
        rows = _rows(RUNS & after, PAGE)
        for row in rows:
            yield _line(row, on, reference)
        if len(rows) < PAGE:
            return
        number, _, day = rows[-1][:3]
        # The first condition lets the index begin where the page before ended.
        after = (Deadline.raw_on >= day) & ((Deadline.raw_on > day) | (Deadline.id > number))


def _line(row: tuple[Any, ...], on: date, reference: Reference, stopped: Due | None = None) -> DueLine:
    """`stopped`: the date as it is on that day, where it stands still."""
    raw, kind, start, article, source, paused, register_no, title, *owners = row[2:]
    due, calendar = (stopped.raw if stopped else raw), calendar_of(reference)
    rolled, unknown = (due, ()) if kind in (DueKind.ASSIGNED, DueKind.REPORT_UP) else rolled_day(due, calendar)
    return DueLine(
        register_no=register_no,
        title=title,
        kind=DueKind(kind),
        start=start,
        due_raw=due,
        due_rolled=None if unknown else rolled,
        days_left=(rolled - on).days,
        light=light(warns_from(start, due, reference.policy.yellow_days), rolled, on, is_paused=paused),
        article=cited_shortly(source, article),
        leader=owner_name(*owners),
        both=both_days(due, rolled, calendar),
    )


def _rows(where: Any, limit: int | None = None) -> list[tuple[Any, ...]]:
    leader, receiver = Officer.alias(), Officer.alias()
    query: Any = (
        Deadline.select(
            Deadline.id,
            Deadline.matter,
            Deadline.raw_on,
            Deadline.kind,
            Deadline.start_on,
            Deadline.article,
            Deadline.source,
            Deadline.is_paused,
            Matter.register_no,
            Matter.title,
            leader.name,
            lead_unsigned(),
            Officer.name,
            Unit.name,
            receiver.name,
        )
        .join(Matter)
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id))
        .join(leader, JOIN.LEFT_OUTER, on=(Responsibility.leader == leader.id))
        .switch(Matter)
        .join(Officer, JOIN.LEFT_OUTER, on=(Matter.handler == Officer.id))
        .switch(Matter)
        .join(Unit, JOIN.LEFT_OUTER, on=(Matter.lead_unit == Unit.id))
        .switch(Matter)
        .join(receiver, JOIN.LEFT_OUTER, on=(Matter.first_receiver == receiver.id))
        .where(where)
        .order_by(Deadline.raw_on, Deadline.id)
        .limit(limit)
        .tuples()
    )
    return list(query)
