"""A month of the plan: who was to sit there (排班日), who was (到岗), and what came of it (有访场次). Three facts.

Sessions and visits are read by their days and counted as everywhere (`Visit.is_counted`); a day of the plan adds
nothing to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import Appointment, Officer, PlanDay, ReceptionSession, Visit, VisitMatter
from jiefang_tui.terms import SessionMode


class Came(NamedTuple):
    """What came of a leader's day: 批次, 人次, 件; all 0 where nobody was received."""

    batches: int = 0
    persons: int = 0
    items: int = 0


class PlanLine(NamedTuple):
    """A leader and a day: planned, or received without a plan (随时接访)."""

    day: date
    leader_id: int | None
    leader: str
    post: str
    mode: str
    """`terms.SessionMode`."""
    came: Came
    hours: str = ""
    place: str = ""
    phone: str = ""
    plan_day_id: int | None = None
    """None: nobody planned it, somebody was received."""
    rule_id: int | None = None
    planned_leader: str = ""
    """Whose day it was before; empty where it is as planned."""
    swapped_with: date | None = None
    change_reason: str = ""
    cancelled_on: date | None = None
    cancel_reason: str = ""
    attended_at: datetime | None = None
    had_no_visitor: bool = False
    done_instead: str = ""

    @property
    def mode_label(self) -> str:
        """接访日, 下访 ..."""
        return SessionMode(self.mode).label

    @property
    def was_there(self) -> bool:
        """到岗: written down by a person, or shown by who was received."""
        return self.attended_at is not None or self.came.batches > 0

    def is_unentered(self, today: date) -> bool:
        """未登记: the day is over, and nobody said whether the leader was there."""
        return self.plan_day_id is not None and self.cancelled_on is None and self.day < today and not self.was_there


def plan_lines(first: date, last: date, *, with_cancelled: bool = True) -> list[PlanLine]:
    """Every leader's days from `first` to `last`, by date; what was planned first."""
    came = came_of(first, last)
    lines = [_line(row, came.pop((row.day, row.leader_id), Came())) for row in _planned(first, last, with_cancelled)]
    planned = {(line.day, line.leader_id) for line in lines}
    for (day, leader_id), counts in came.items():
        if (day, leader_id) not in planned and counts.batches:
            lines.append(_unplanned(day, leader_id, counts))
    return sorted(lines, key=lambda line: (line.day, line.plan_day_id is None, line.plan_day_id or 0))


class PlannedSession(NamedTuple):
    """What the plan says of a session: whose it is, of which kind, where, and who usually sits there."""

    mode: str
    leader: str
    place: str
    units: str


def planned_today(day: date) -> PlannedSession | None:
    """What the plan says of `day`, a joint clinic (联合接访) first; None where nobody is planned."""
    rows = PlanDay.select().where((PlanDay.day == day) & PlanDay.stands).order_by(PlanDay.id)
    found = sorted(rows, key=lambda row: row.mode != SessionMode.JOINT)
    if not found:
        return None
    row = found[0]
    return PlannedSession(row.mode, row.leader.name, row.place, row.rule.units if row.rule is not None else "")


class NextDay(NamedTuple):
    """The next day on which a leader is to receive, and how many are booked for it already."""

    day: date
    hours: str
    place: str
    mode: str
    """`terms.SessionMode`."""
    booked: int


def next_of(leader_id: int, after: date) -> NextDay | None:
    """The leader's first day of the plan after `after`; None where none is planned."""
    mine = (PlanDay.leader == leader_id) & (PlanDay.day > after) & PlanDay.stands
    row = PlanDay.select().where(mine).order_by(PlanDay.day, PlanDay.id).first()
    if row is None:
        return None
    booked = booked_on(row.day, row.day).get((row.day, leader_id), 0)
    return NextDay(row.day, row.hours, row.place, row.mode, booked)


def plan_line(plan_day_id: int) -> PlanLine | None:
    """One day of the plan."""
    row = _rows().where(PlanDay.id == plan_day_id).objects().first()
    return None if row is None else _line(row, came_of(row.day, row.day).get((row.day, row.leader_id), Came()))


def unentered(first: date, today: date) -> list[PlanLine]:
    """未登记: days of the plan from `first` to yesterday of which nobody has said whether the leader was there."""
    return [line for line in plan_lines(first, today, with_cancelled=False) if line.is_unentered(today)]


def batches_on(day: date, leader_id: int) -> int:
    """How many 批次 the leader received on `day`."""
    return came_of(day, day).get((day, leader_id), Came()).batches


def booked_on(first: date, last: date) -> dict[tuple[date, int | None], int]:
    """How many are booked (约访) for a leader on a day; None: for no leader in particular."""
    rows: Any = (
        Appointment.select(Appointment.day, Appointment.leader, fn.COUNT(Appointment.id))
        .where(Appointment.day.between(first, last) & Appointment.is_expected)
        .group_by(Appointment.day, Appointment.leader)
        .tuples()
    )
    return {(day, leader_id): count for day, leader_id, count in rows}


def came_of(first: date, last: date) -> dict[tuple[date, int | None], Came]:
    """What came of the days of each leader (None: a session without one)."""
    here = Visit.day.between(first, last) & Visit.is_counted
    key = (Visit.day, ReceptionSession.leader)
    heads: Any = (
        Visit.select(*key, fn.COUNT(Visit.id), fn.SUM(Visit.headcount))
        .join(ReceptionSession)
        .where(here)
        .group_by(*key)
        .tuples()
    )
    matters: Any = (
        VisitMatter.select(*key, fn.COUNT(VisitMatter.matter.distinct()))
        .join(Visit)
        .join(ReceptionSession)
        .where(here)
        .group_by(*key)
        .tuples()
    )
    items = {(day, leader_id): count for day, leader_id, count in matters}
    return {
        (day, leader_id): Came(batches, persons, items.get((day, leader_id), 0))
        for day, leader_id, batches, persons in heads
    }


_PLANNED_LEADER = Officer.alias()


def _rows() -> Any:
    return (
        PlanDay.select(
            PlanDay,
            Officer.name.alias("leader_name"),
            Officer.post.alias("leader_post"),
            _PLANNED_LEADER.name.alias("planned_name"),
        )
        .join_from(PlanDay, Officer, on=(PlanDay.leader == Officer.id))
        .join_from(PlanDay, _PLANNED_LEADER, JOIN.LEFT_OUTER, on=(PlanDay.planned_leader == _PLANNED_LEADER.id))
    )


def _planned(first: date, last: date, with_cancelled: bool) -> Iterable[Any]:
    rows = _rows().where(PlanDay.day.between(first, last))
    if not with_cancelled:
        rows = rows.where(PlanDay.stands)
    return list(rows.order_by(PlanDay.day, PlanDay.id).objects())


def _line(row: Any, came: Came) -> PlanLine:
    return PlanLine(
        day=row.day,
        leader_id=row.leader_id,
        leader=row.leader_name,
        post=row.leader_post,
        mode=row.mode,
        hours=row.hours,
        place=row.place,
        phone=row.phone,
        plan_day_id=row.id,
        rule_id=row.rule_id,
        planned_leader=row.planned_name or "",
        swapped_with=row.swapped_with,
        change_reason=row.change_reason,
        cancelled_on=row.cancelled_on,
        cancel_reason=row.cancel_reason,
        attended_at=row.attended_at,
        had_no_visitor=row.had_no_visitor,
        done_instead=row.done_instead,
        came=came,
    )


def _unplanned(day: date, leader_id: int | None, came: Came) -> PlanLine:
    leader = Officer.get_or_none(Officer.id == leader_id) if leader_id is not None else None
    sat = ReceptionSession.select(ReceptionSession.mode, ReceptionSession.place).where(
        (ReceptionSession.day == day) & (ReceptionSession.leader == leader_id)
    )
    mode, place = sat.order_by(ReceptionSession.id.desc()).tuples().first() or (SessionMode.ANY_TIME, "")
    name, post = (leader.name, leader.post) if leader else ("", "")
    return PlanLine(day, leader_id, name, post, mode, came, place=place)
