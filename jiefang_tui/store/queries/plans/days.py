"""A month of the plan: who was to sit there (排班日), who was (到岗), and what came of it (有访场次). Three facts.

Sessions and visits are read by their days and counted as everywhere (`Visit.is_counted`); a day of the plan adds
nothing to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import Appointment, Officer, PlanDay, ReceptionSession, Visit, VisitMatter
from jiefang_tui.terms import SessionMode, VisitPurpose, VisitState


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
    predecessor: str = ""
    """Whose day it was before 接替; empty where nobody took over."""
    succeeded_from: date | None = None
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
    rows = list(_planned(first, last, with_cancelled))
    came = came_of(first, last)
    lines = [_line(row, counts) for row, counts in zip(rows, _shared_out(rows, came), strict=True)]
    planned = {(line.day, line.leader_id) for line in lines}
    lines += _unplanned({key: counts for key, counts in came.items() if key not in planned and counts.batches})
    return sorted(lines, key=lambda line: (line.day, line.plan_day_id is None, line.plan_day_id or 0))


def _shared_out(rows: Sequence[Any], came: Mapping[tuple[date, int | None], Came]) -> list[Came]:
    """What came of each of these rows; of a leader who sits twice on a day, by the kind of the session."""
    own: dict[tuple[date, int | None], dict[str, int]] = {}
    for place, row in enumerate(rows):
        own.setdefault((row.day, row.leader_id), {}).setdefault(row.mode, place)
    found = [Came()] * len(rows)
    for (day, leader_id), places in own.items():
        first, *others = places
        if not others or (day, leader_id) not in came:
            found[places[first]] = came.get((day, leader_id), Came())
            continue
        ofs = {first: ReceptionSession.mode.not_in(others)} | {mode: ReceptionSession.mode == mode for mode in others}
        for mode, of in ofs.items():
            found[places[mode]] = came_of(day, day, of).get((day, leader_id), Came())
    return found


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
    row = PlanDay.get_or_none(PlanDay.id == plan_day_id)
    lines = plan_lines(row.day, row.day) if row is not None else []
    return next((line for line in lines if line.plan_day_id == plan_day_id), None)


def unentered(first: date, today: date) -> list[PlanLine]:
    """未登记: days of the plan from `first` to yesterday of which nobody has said whether the leader was there."""
    return [line for line in plan_lines(first, today, with_cancelled=False) if line.is_unentered(today)]


def next_planned(day: date) -> date | None:
    """The next day from `day` on that stands in the plan."""
    found: date | None = PlanDay.select(fn.MIN(PlanDay.day)).where((PlanDay.day >= day) & PlanDay.stands).scalar()
    return found


def left_on(day: date, leader_id: int) -> int:
    """How many left on `day` unreceived (未接谈离开), from this leader's sessions or from nobody's."""
    theirs = ReceptionSession.leader.is_null() | (ReceptionSession.leader == leader_id)
    gone = (Visit.day == day) & (Visit.state == VisitState.LEFT) & (Visit.purpose == VisitPurpose.PETITION)
    return int(Visit.select().join(ReceptionSession).where(gone & theirs).count())


def booked_on(first: date, last: date) -> dict[tuple[date, int | None], int]:
    """How many are booked (约访) for a leader on a day; None: for no leader in particular."""
    rows: Any = (
        Appointment.select(Appointment.day, Appointment.leader, fn.COUNT(Appointment.id))
        .where(Appointment.day.between(first, last) & Appointment.is_expected)
        .group_by(Appointment.day, Appointment.leader)
        .tuples()
    )
    return {(day, leader_id): count for day, leader_id, count in rows}


def came_of(first: date, last: date, of: Any = None) -> dict[tuple[date, int | None], Came]:
    """What came of the days of each leader (None: a session without one); `of`: a condition on their sessions."""
    here = Visit.day.between(first, last) & Visit.is_counted
    if of is not None:
        here &= of
    key = (Visit.day, ReceptionSession.leader)
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
        for day, leader_id, batches, persons in _heads(here)
    }


class LeaderDay(NamedTuple):
    """A leader's day, as figures over years count it: once, however many sessions it had."""

    day: date
    leader_id: int | None
    is_planned: bool
    was_there: bool
    batches: int = 0
    persons: int = 0


def leader_days(first: date, last: date) -> list[LeaderDay]:
    """Every day of every leader that was planned or on which somebody was received, each once."""
    where = PlanDay.day.between(first, last) & PlanDay.stands
    rows: Any = PlanDay.select(PlanDay.day, PlanDay.leader, PlanDay.attended_at.is_null(False)).where(where).tuples()
    planned: dict[tuple[date, int | None], bool] = {}
    for day, leader_id, attended in rows:
        planned[day, leader_id] = planned.get((day, leader_id), False) or bool(attended)
    heads = _heads(Visit.day.between(first, last) & Visit.is_counted)
    came = {(day, leader_id): (batches, persons) for day, leader_id, batches, persons in heads}
    return [
        LeaderDay(*key, key in planned, planned.get(key, False) or key in came, *came.get(key, (0, 0)))
        for key in dict.fromkeys((*planned, *came))
    ]


def _heads(here: Any) -> Any:
    """(day, leader, 批次, 人次) of every leader's day with visitors, of visits of which `here` holds."""
    key = (Visit.day, ReceptionSession.leader)
    heads = Visit.select(*key, fn.COUNT(Visit.id), fn.SUM(Visit.headcount)).join(ReceptionSession)
    return heads.where(here).group_by(*key).tuples()


_PLANNED_LEADER, _PREDECESSOR = Officer.alias(), Officer.alias()


def _rows() -> Any:
    return (
        PlanDay.select(
            PlanDay,
            Officer.name.alias("leader_name"),
            Officer.post.alias("leader_post"),
            _PLANNED_LEADER.name.alias("planned_name"),
            _PREDECESSOR.name.alias("predecessor_name"),
        )
        .join_from(PlanDay, Officer, on=(PlanDay.leader == Officer.id))
        .join_from(PlanDay, _PLANNED_LEADER, JOIN.LEFT_OUTER, on=(PlanDay.planned_leader == _PLANNED_LEADER.id))
        .join_from(PlanDay, _PREDECESSOR, JOIN.LEFT_OUTER, on=(PlanDay.predecessor == _PREDECESSOR.id))
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
        planned_leader=(row.planned_name or "") if row.planned_leader_id != row.leader_id else "",
        predecessor=row.predecessor_name or "",
        succeeded_from=row.succeeded_from,
        swapped_with=row.swapped_with,
        change_reason=row.change_reason,
        cancelled_on=row.cancelled_on,
        cancel_reason=row.cancel_reason,
        attended_at=row.attended_at,
        had_no_visitor=row.had_no_visitor and not came.batches,  # somebody came after it was said
        done_instead=row.done_instead,
        came=came,
    )


def _unplanned(came: dict[tuple[date, int | None], Came]) -> list[PlanLine]:
    """Lines of those that received without a plan: how the last session of the day was held."""
    if not came:
        return []
    days = {day for day, _ in came}
    ids = {leader_id for _, leader_id in came if leader_id is not None}
    leaders = {row.id: row for row in Officer.select().where(Officer.id.in_(ids))}
    rows: Any = (
        ReceptionSession.select(
            ReceptionSession.day, ReceptionSession.leader, ReceptionSession.mode, ReceptionSession.place
        )
        .where(ReceptionSession.day.between(min(days), max(days)))
        .order_by(ReceptionSession.id)
        .tuples()
    )
    sat = {(day, leader_id): (mode, place) for day, leader_id, mode, place in rows}
    found = []
    for key, counts in came.items():
        leader = leaders.get(key[1] or 0)
        mode, place = sat.get(key, (SessionMode.ANY_TIME, ""))
        name, post = (leader.name, leader.post) if leader else ("", "")
        found.append(PlanLine(*key, name, post, mode, counts, place=place))
    return found
