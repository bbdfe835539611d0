"""The queue of a day: who came, who is booked, and what the top of the screen counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN

from jiefang_tui.rules.queue import Waiting, next_visit
from jiefang_tui.rules.text import fold
from jiefang_tui.store.models import (
    Appointment,
    Petitioner,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception.bookings import is_of_report
from jiefang_tui.store.queries.reception.bookings import shown as said_of
from jiefang_tui.store.queries.reception.figure_lines import pairs_of, repeat_label, title_of_visit
from jiefang_tui.store.queries.reception.named import Named, named_of, receiving_today
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.terms import (
    GROUP_THRESHOLD,
    OPEN_VISIT_STATES,
    AppointmentKind,
    VisitPurpose,
    VisitState,
)

BOOKED = "booked"
"""`QueueRow.state` of a booked visitor who is not here yet."""


class QueueRow(NamedTuple):
    """One line of the queue: an arrival, or a booked visitor (约访) who is not here yet."""

    visit_id: int | None
    """None for a booking; then `appointment_id` is set."""
    appointment_id: int | None
    number: int
    """Order of arrival that day; 0 for a booking."""
    arrived_at: datetime | None
    name: str
    headcount: int
    title: str
    """What it is about."""
    repeat: str
    """初访, 第N次, or why a window arrival came."""
    state: str
    """`terms.VisitState`, or `BOOKED`."""
    slot_at: datetime | None
    priority_reason: str
    purpose: str
    """`terms.VisitPurpose`."""
    needs: str
    is_urgent: bool
    matter_id: int | None
    is_group: bool = False
    """集体访: as many heads as the policy says."""
    is_for_another: bool = False
    """代访."""
    is_sealed: bool = False
    """检举控告: no name and no words."""
    named: Named | None = None
    """The leader they asked for (点名接访)."""
    waits_for_leader: bool = False
    """That leader receives today, and does not sit there now."""
    is_key: bool = False
    """重点约访."""

    @property
    def key(self) -> str:
        """Names the row in a list: ``v7`` for an arrival, ``a3`` for a booking."""
        return f"v{self.visit_id}" if self.visit_id is not None else f"a{self.appointment_id}"

    @property
    def is_petition(self) -> bool:
        """Whether it counts in 批次 and 人次 once received."""
        return self.purpose == VisitPurpose.PETITION

    def waited_minutes(self, now: datetime) -> int | None:
        """Whole minutes since the arrival, while the visitor waits or stepped out; else None."""
        if self.arrived_at is None or self.state not in (VisitState.WAITING, VisitState.ON_HOLD):
            return None
        return max(0, int((now - self.arrived_at).total_seconds() // 60))


def queue_of(day: date, group_threshold: int = GROUP_THRESHOLD) -> list[QueueRow]:
    """Arrivals of `day` in order of arrival, with the booked visitors still to come at their slots."""
    visits = list(Visit.select().where((Visit.day == day) & Visit.is_arrival).order_by(Visit.queue_no))
    pairs = pairs_of([visit.id for visit in visits])
    asked_for = named_of([visit.id for visit in visits])
    coming = _coming(day) if asked_for else set()
    rows = []
    for visit in visits:
        about = pairs.get(visit.id, [])
        first = about[0] if about else None
        title = title_of_visit(about, visit.window_note)
        named = asked_for.get(visit.id)
        is_group = visit.headcount >= group_threshold and visit.purpose == VisitPurpose.PETITION
        rows.append(
            QueueRow(
                visit_id=visit.id,
                appointment_id=None,
                number=visit.queue_no or 0,
                arrived_at=visit.arrived_at,
                name=visit.shown_name,
                headcount=visit.headcount,
                title=title,
                repeat=repeat_label(visit.purpose, first),
                state=visit.state,
                slot_at=visit.slot_at,
                priority_reason=visit.priority_reason,
                purpose=visit.purpose,
                needs=visit.needs,
                is_urgent=visit.is_urgent,
                matter_id=first.matter_id if first else None,
                is_group=is_group,
                is_for_another=bool(visit.on_behalf_of),
                is_sealed=any(pair.is_sealed for pair in about),
                named=named,
                waits_for_leader=named is not None and named.leader_id in coming,
            )
        )
    for row in _bookings(day):
        rows.insert(_index_of_booking(rows, row), row)
    return rows


def _coming(day: date) -> set[int]:
    """Leaders who receive on `day`, but the one who sits there now."""
    session = session_on(day)
    return receiving_today(day) - {session.leader_id if session is not None and session.is_open else None}


def _bookings(day: date) -> list[QueueRow]:
    booked = (
        Appointment.select()
        .where((Appointment.day == day) & Appointment.is_expected)
        .order_by(Appointment.slot_at, Appointment.id)
    )
    return [
        QueueRow(
            visit_id=None,
            appointment_id=row.id,
            number=0,
            arrived_at=None,
            name=said_of(row)[0],
            headcount=1,
            title=said_of(row)[1],
            repeat="",
            state=BOOKED,
            slot_at=row.slot_at,
            priority_reason="",
            purpose=VisitPurpose.PETITION,
            needs="",
            is_urgent=False,
            matter_id=row.matter_id,
            is_sealed=is_of_report(row),
            is_key=row.kind == AppointmentKind.KEY,
        )
        for row in booked
    ]


def _index_of_booking(rows: list[QueueRow], booking: QueueRow) -> int:
    """Where a booking stands: before the first arrival (or booking) later than its slot."""
    slot = booking.slot_at
    assert slot is not None
    for index, row in enumerate(rows):
        moment = row.arrived_at or row.slot_at
        if moment is not None and moment > slot:
            return index
    return len(rows)


class Booking(NamedTuple):
    """A booking as its form shows it."""

    name: str
    slot_at: datetime
    leader: str
    about: str
    phone: str
    is_key: bool
    """重点约访."""


def booking(appointment_id: int) -> Booking | None:
    """The booking of that id, if it is still open: whoever puts it right sees who it is, of a report not what about."""
    row = Appointment.get_or_none((Appointment.id == appointment_id) & Appointment.is_expected)
    if row is None:
        return None
    leader = row.leader.name if row.leader is not None else ""
    is_key = row.kind == AppointmentKind.KEY
    return Booking(row.name, row.slot_at, leader, said_of(row)[1], row.phone, is_key)


def booked_twice(name: str, day: date) -> list[datetime]:
    """The open slots of that name on that day, where there are several: somebody was booked twice."""
    rows: Any = (
        Appointment.select(Appointment.slot_at)
        .where((Appointment.day == day) & Appointment.is_expected & (Appointment.name == name))
        .order_by(Appointment.slot_at)
    )
    slots = [row.slot_at for row in rows]
    return slots if len(slots) > 1 else []


class Called(NamedTuple):
    """Somebody who is 接谈中, or who would be asked in next."""

    visit_id: int
    number: int
    name: str


def in_talk(day: date) -> list[Called]:
    """Who is 接谈中 now, in order of arrival."""
    query: Any = (
        Visit.select(Visit.id, Visit.queue_no, Visit.shown_name)
        .where((Visit.day == day) & (Visit.state == VisitState.IN_TALK))
        .order_by(Visit.queue_no)
        .tuples()
    )
    return [Called(visit_id, number, name) for visit_id, number, name in query]


def waiting_still(day: date) -> list[Called]:
    """Who of `day` waits, has stepped out or is 接谈中, in order of arrival."""
    query: Any = (
        Visit.select(Visit.id, Visit.queue_no, Visit.shown_name)
        .where((Visit.day == day) & Visit.state.in_(OPEN_VISIT_STATES))
        .order_by(Visit.queue_no)
        .tuples()
    )
    return [Called(visit_id, number or 0, name) for visit_id, number, name in query]


def next_waiting(day: date, now: datetime) -> Called | None:
    """Who would be asked in next, by slot, priority and order of arrival; None when nobody waits."""
    rows = list(Visit.select().where((Visit.day == day) & (Visit.state == VisitState.WAITING)))
    named = named_of([row.id for row in rows])
    coming = _coming(day) if named else set()
    waits = {visit_id for visit_id, one in named.items() if one.leader_id in coming}
    chosen = next_visit(
        [
            Waiting(row.id, row.queue_no or 0, row.arrived_at, bool(row.priority_reason), row.slot_at, row.id in waits)
            for row in rows
        ],
        now,
    )
    return next((Called(row.id, row.queue_no or 0, row.shown_name) for row in rows if row.id == chosen), None)


def still_here(
    day: date,
    name: str,
    person_id: int | None = None,
    id_no: str = "",
    not_same: Collection[int] = (),
    saved_as: UUID | None = None,
) -> Called | None:
    """Who of this name, of this person or with this ID number waits or is talked to on `day`; None when nobody is.

    `not_same`: petitioners who were said to be somebody else. `saved_as`: the draft that is saved; once it is a visit,
    to save it again registers nothing.
    """
    wanted = fold(name)
    if saved_as is not None and Visit.select().where(Visit.uid == saved_as).exists():
        return None
    rows: Any = (
        Visit.select(Visit.id, Visit.queue_no, Visit.shown_name, Visit.petitioner, Petitioner.id_no)
        .join(Petitioner, JOIN.LEFT_OUTER)
        .where((Visit.day == day) & Visit.state.in_(OPEN_VISIT_STATES))
        .order_by(Visit.queue_no)
        .tuples()
    )
    for visit_id, number, shown, petitioner, known_id in rows:
        if petitioner in not_same:
            continue
        same = petitioner is not None and petitioner == person_id
        same = same or bool(id_no and known_id == id_no)
        if same or (person_id is None and wanted and not (id_no and known_id) and fold(shown) == wanted):
            return Called(visit_id, number or 0, shown)
    return None


def was_decided(visit: Visit) -> bool:
    """Whether the talk about at least one matter of this visit has an outcome: that visitor was received."""
    return VisitMatter.select().where((VisitMatter.visit == visit) & (VisitMatter.outcome != "")).exists()
