"""The lines behind the figures: what a list shows of a matter, a visit, a commitment, an appointment, a draft.

Each `*_lines` function takes the ids of one page, in order, and reads what belongs to them in one or two queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN, fn

from jiefang_tui.store.models import (
    Appointment,
    Commitment,
    Draft,
    Matter,
    Officer,
    Responsibility,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.law.owners import lead_unsigned, owner_name
from jiefang_tui.store.queries.reception.bookings import shown
from jiefang_tui.terms import AppointmentState, Category, MatterState, PairKind, VisitPurpose, VisitState


class MatterLine(NamedTuple):
    """A matter in a list."""

    id: int
    register_no: str
    name: str
    title: str
    state: str
    """Label of `terms.MatterState`."""
    received_on: date
    owner: str
    """`owners.owner_name`."""
    due_on: date | None
    """化解期限 of a sheet, else the date set by hand, else the legal one."""
    last_entry_on: date | None


class VisitLine(NamedTuple):
    """A visit in a list."""

    id: int
    matter_id: int | None
    """The first matter it was about; None for a window arrival without one."""
    number: int
    day: date
    arrived_at: datetime
    name: str
    headcount: int
    title: str
    repeat: str
    """初访, 第N次, or the purpose of a window arrival."""
    state: str
    """Label of `terms.VisitState`."""
    state_code: str


class CommitmentLine(NamedTuple):
    """A commitment (承诺事项) in a list; it opens its matter."""

    id: int
    matter_id: int
    due_on: date | None
    text: str
    name: str
    title: str
    confirmed_by: str


class AppointmentLine(NamedTuple):
    """A booked visit (约访) in a list."""

    id: int
    matter_id: int | None
    slot_at: datetime
    name: str
    about: str
    leader: str
    state: str
    """Label of `terms.AppointmentState`."""


class DraftLine(NamedTuple):
    """An unfinished form in a list."""

    id: int
    uid: UUID
    form: str
    title: str
    officer_name: str
    updated_at: datetime


Line = MatterLine | VisitLine | CommitmentLine | AppointmentLine | DraftLine


class PairView(NamedTuple):
    """What one visit was about: a matter, and the how many-th petition visit about it this was."""

    matter_id: int
    title: str
    kind: str
    ordinal: int
    """1 for the first visit about this matter."""
    outcome: str
    is_sealed: bool = False
    """检举控告, of which no words are kept."""


def pairs_of(visit_ids: Sequence[int]) -> dict[int, list[PairView]]:
    """The matters of these visits by visit id, in the order they were registered."""
    if not visit_ids:
        return {}
    other, other_visit = VisitMatter.alias(), Visit.alias()
    earlier: Any = (
        other.select(fn.COUNT(other.id))
        .join(other_visit, on=(other.visit == other_visit.id))
        .where(
            (other.matter == VisitMatter.matter)
            & (other.visit <= VisitMatter.visit)
            & (other_visit.purpose == VisitPurpose.PETITION)
            & other_visit.state.not_in((VisitState.FILED, VisitState.VOIDED))
        )
    )
    rows: Any = (
        VisitMatter.select(
            VisitMatter.visit,
            VisitMatter.matter,
            Matter.title,
            VisitMatter.kind,
            VisitMatter.outcome,
            earlier,
            Matter.category,
        )
        .join(Matter)
        .where(VisitMatter.visit.in_(list(visit_ids)))
        .order_by(VisitMatter.visit, VisitMatter.ordinal, VisitMatter.id)
        .tuples()
    )
    found: dict[int, list[PairView]] = defaultdict(list)
    for visit_id, matter_id, title, kind, outcome, number, category in rows:
        sealed = category == Category.REPORT_ACCUSATION
        found[visit_id].append(PairView(matter_id, title, kind, number, outcome, sealed))
    return found


def repeat_label(purpose: str, pair: PairView | None) -> str:
    """初访, 第N次, 重访 (a repeat of something older than this desk), or why a window arrival came."""
    if purpose != VisitPurpose.PETITION or pair is None:
        return VisitPurpose(purpose).label
    if pair.kind == PairKind.INITIAL:
        return PairKind.INITIAL.label
    return f"第{pair.ordinal}次" if pair.ordinal > 1 else PairKind.REPEAT.label


def title_of_visit(pairs: Sequence[PairView], window_note: str) -> str:
    """What a visit is about in one line: its matter, with how many more, or what a window arrival wanted."""
    if not pairs:
        return window_note
    more = f" 等{len(pairs)}件" if len(pairs) > 1 else ""
    return (pairs[0].title or window_note) + more


def matter_lines(ids: Sequence[int]) -> list[MatterLine]:
    """Lines of these matters, in this order."""
    leader, receiver = Officer.alias(), Officer.alias()
    rows: Any = (
        Matter.select(
            Matter.id,
            Matter.register_no,
            Matter.petitioner_name,
            Matter.title,
            Matter.state,
            Matter.received_on,
            leader.name,
            lead_unsigned(),
            Officer.name,
            Unit.name,
            receiver.name,
            Responsibility.id,
            Responsibility.resolve_due,
            Matter.due_on,
            Matter.handling_due,
            Matter.last_entry_on,
        )
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id))
        .join(leader, JOIN.LEFT_OUTER, on=(Responsibility.leader == leader.id))
        .join(Officer, JOIN.LEFT_OUTER, on=(Matter.handler == Officer.id))
        .join(Unit, JOIN.LEFT_OUTER, on=(Matter.lead_unit == Unit.id))
        .join(receiver, JOIN.LEFT_OUTER, on=(Matter.first_receiver == receiver.id))
        .where(Matter.id.in_(list(ids)))
        .tuples()
    )
    found = {}
    for row in rows:
        (row_id, number, name, title, state, received, *owners, sheet, resolve, due, legal, last) = row
        until = (resolve if sheet else None) or due or legal
        label = MatterState(state).list_label
        found[row_id] = MatterLine(row_id, number, name, title, label, received, owner_name(*owners), until, last)
    return [found[row_id] for row_id in ids if row_id in found]


def visit_lines(ids: Sequence[int]) -> list[VisitLine]:
    """Lines of these visits, in this order."""
    pairs = pairs_of(ids)
    found = {}
    for visit in Visit.select().where(Visit.id.in_(list(ids))):
        about = pairs.get(visit.id, [])
        first = about[0] if about else None
        found[visit.id] = VisitLine(
            id=visit.id,
            matter_id=first.matter_id if first else None,
            number=visit.queue_no or 0,
            day=visit.day,
            arrived_at=visit.arrived_at,
            name=visit.shown_name,
            headcount=visit.headcount,
            title=title_of_visit(about, visit.window_note),
            repeat=repeat_label(visit.purpose, first),
            state=VisitState(visit.state).label,
            state_code=visit.state,
        )
    return [found[row_id] for row_id in ids if row_id in found]


def commitment_lines(ids: Sequence[int]) -> list[CommitmentLine]:
    """Lines of these commitments, in this order."""
    rows: Any = (
        Commitment.select(
            Commitment.id,
            Commitment.matter,
            Commitment.due_on,
            Commitment.text,
            Matter.petitioner_name,
            Matter.title,
            Officer.name,
        )
        .join(Matter)
        .join(Officer, JOIN.LEFT_OUTER, on=(Commitment.confirmed_by == Officer.id))
        .where(Commitment.id.in_(list(ids)))
        .tuples()
    )
    found: dict[int, CommitmentLine] = {}
    for row_id, matter_id, due_on, text, name, title, leader in rows:
        found[row_id] = CommitmentLine(row_id, matter_id, due_on, text, name, title, leader or "")
    return [found[row_id] for row_id in ids if row_id in found]


def appointment_lines(ids: Sequence[int]) -> list[AppointmentLine]:
    """Lines of these appointments, in this order."""
    rows = (
        Appointment.select(Appointment, Officer, Matter)
        .join(Officer, JOIN.LEFT_OUTER, on=(Appointment.leader == Officer.id))
        .switch(Appointment)
        .join(Matter, JOIN.LEFT_OUTER)
        .where(Appointment.id.in_(list(ids)))
    )
    found: dict[int, AppointmentLine] = {}
    for row in rows:
        (name, about), leader = shown(row), row.leader.name if row.leader is not None else ""
        label = AppointmentState(row.state).label
        found[row.id] = AppointmentLine(row.id, row.matter_id, row.slot_at, name, about, leader, label)
    return [found[row_id] for row_id in ids if row_id in found]


def draft_lines(ids: Sequence[int]) -> list[DraftLine]:
    """Lines of these drafts, in this order."""
    rows = Draft.select().where(Draft.id.in_(list(ids)))
    found = {row.id: DraftLine(row.id, row.uid, row.form, row.title, row.officer_name, row.updated_at) for row in rows}
    return [found[row_id] for row_id in ids if row_id in found]
