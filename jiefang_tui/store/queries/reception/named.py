"""点名接访: whom visitors asked for, who is first asked about a matter (首问责任人), whom they can ask for.

Of what waits as a report (检举控告) nothing is told: no mark, nobody first asked, no appointment.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from jiefang_tui.store.models import (
    Appointment,
    LevelSkip,
    Matter,
    NamedLeader,
    Officer,
    PlanDay,
    ReceptionSession,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import AppointmentKind, AppointmentState, SkippedTo

_RECENT = timedelta(days=400)
"""A leader who had a day of the plan or a session in so many days is one who can be asked for."""


class OpenBooking(NamedTuple):
    """An appointment (约访) that is still to come."""

    id: int
    name: str
    slot_at: datetime
    leader: str
    kind: AppointmentKind

    @property
    def words(self) -> str:
        """``2026-12-03 08:30 周敏 重点约访 李国平``."""
        parts = (f"{self.slot_at:%Y-%m-%d %H:%M}", self.leader, self.kind.label, self.name)
        return " ".join(part for part in parts if part)


class Named(NamedTuple):
    """The leader a visitor asked for, and what was booked with them because they were not there."""

    leader_id: int
    leader: str
    post: str
    booking: OpenBooking | None
    """None: nothing, or it was cancelled, or they came."""

    @property
    def words(self) -> str:
        """``周敏 镇党委书记  首问责任人``."""
        return f"{self.leader} {self.post}".rstrip() + "  首问责任人"


class FirstAsked(NamedTuple):
    """首问责任人 of a matter: asked for at the first visit that named anybody."""

    leader: str
    post: str
    day: date


def named_of(visit_ids: Collection[int]) -> dict[int, Named]:
    """Whom these visits named; those that named nobody are not in it."""
    reports = VisitMatter.select(VisitMatter.visit).join(Matter).where(~Matter.is_readable)
    ids = list(visit_ids)
    rows = (
        NamedLeader.select(NamedLeader, Officer)
        .join(Officer)
        .where(NamedLeader.visit.in_(ids) & NamedLeader.visit.not_in(reports.where(VisitMatter.visit.in_(ids))))
    )
    return {row.visit_id: _named(row) for row in rows}


def _named(row: NamedLeader) -> Named:
    booked = row.appointment
    is_open = booked is not None and booked.state == AppointmentState.BOOKED
    return Named(row.leader_id, row.leader.name, row.leader.post, _open(booked) if booked and is_open else None)


def receiving_today(day: date) -> set[int]:
    """Leaders who sit in an open session of `day`, or are planned for it and have not yet sat there."""
    sat: Any = ReceptionSession.select(ReceptionSession.leader, ReceptionSession.closed_at).where(
        (ReceptionSession.day == day) & ReceptionSession.leader.is_null(False)
    )
    planned: Any = PlanDay.select(PlanDay.leader).where((PlanDay.day == day) & PlanDay.stands)
    sessions = list(sat.tuples())
    is_over = {leader_id for leader_id, closed in sessions if closed is not None}
    sits = {leader_id for leader_id, closed in sessions if closed is None}
    return sits | ({leader_id for (leader_id,) in planned.tuples()} - is_over)


def first_asked(matter_id: int) -> FirstAsked | None:
    """首问责任人 of the matter; None where nobody was named."""
    about: Any = (
        VisitMatter.select(VisitMatter.visit)
        .join_from(VisitMatter, Visit)
        .where((VisitMatter.matter == matter_id) & Visit.counts)
        .order_by(Visit.day, Visit.id)
        .tuples()
    )
    visit_ids = [visit_id for (visit_id,) in about]
    named = named_of(visit_ids)
    first = next((visit_id for visit_id in visit_ids if visit_id in named), None)
    if first is None:
        return None
    return FirstAsked(named[first].leader, named[first].post, Visit.get_by_id(first).day)


def leader_options(today: date) -> list[tuple[str, str]]:
    """Leaders who can be asked for, (name, ``name post``): who has days of the plan or received of late.

    Where the office has neither yet, everybody who serves.
    """
    # The queue reads the marks at the start; names to choose from are read when somebody chooses.
    from jiefang_tui.store.queries.office.roster import serving
    from jiefang_tui.store.queries.reception.people import officer_options

    since = today - _RECENT
    planned = PlanDay.select(PlanDay.leader).where((PlanDay.day >= since) & PlanDay.stands)
    sat = ReceptionSession.select(ReceptionSession.leader).where(
        (ReceptionSession.day >= since) & ReceptionSession.leader.is_null(False)
    )
    leads = Officer.id.in_(planned) | Officer.id.in_(sat)
    rows: Any = Officer.select(Officer.name, Officer.post).where(leads & serving(today)).order_by(Officer.name)
    found = {name: f"{name} {post}".strip() for name, post in rows.tuples()}
    return list(found.items()) or officer_options(today)


# -- what is booked about a matter


def bookings_of(matter_id: int) -> list[OpenBooking]:
    """The open appointments about a matter, or of whoever came with it, by their slots."""
    matter = Matter.get_by_id(matter_id)
    theirs = Appointment.matter == matter_id
    if matter.petitioner_id is not None:
        others = Matter.select(Matter.id).where(Matter.petitioner == matter.petitioner_id)
        theirs |= Appointment.matter.in_(others)
        theirs |= Appointment.matter.is_null() & (Appointment.name == matter.petitioner_name)
    rows = Appointment.select().where(theirs & Appointment.is_expected)
    return [_open(row) for row in rows.order_by(Appointment.slot_at, Appointment.id)]


def _open(row: Appointment) -> OpenBooking:
    leader = row.leader.name if row.leader is not None else ""
    return OpenBooking(row.id, row.name, row.slot_at, leader, AppointmentKind(row.kind))


def elsewhere_of(matter_id: int, since: date) -> list[str]:
    """What is known of the matter at other places (他地登记), a piece of a sentence each: advice, no obstacle."""
    matter = Matter.get_by_id(matter_id)
    skipped = LevelSkip.select().where(
        (LevelSkip.matter == matter_id) & (LevelSkip.on_day >= since) & LevelSkip.removed_on.is_null()
    )
    rows = skipped.order_by(LevelSkip.on_day, LevelSkip.id)
    found = [f"{row.on_day}到{SkippedTo(row.level).label}里登记过" for row in rows]
    if matter.transferred_from:
        found.append(f"{matter.transferred_from}已登记并转来")
    elif matter.prior_query_code:
        found.append("来之前在别处登记过(有查询码)")
    return found
