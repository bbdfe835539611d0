"""What hangs on a matter (事项): its timeline, visits, commitments, instructions, dispatches, files; paged or short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from jiefang_tui.store.models import (
    Attachment,
    Commitment,
    Companion,
    Instruction,
    MatterEvent,
    Officer,
    ReceptionSession,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.law.stages import dispatches_of as dispatches_of
from jiefang_tui.store.queries.matter.corrections import corrected_instruction
from jiefang_tui.terms import Channel, EntryKind, Outcome, PairKind, VisitPurpose, VisitState


@dataclass(frozen=True)
class Entry:
    """One entry of the timeline (办理过程)."""

    id: int
    on_day: date
    """The day it happened."""
    at: datetime
    """When it was entered."""
    kind: EntryKind
    text: str
    officer: str

    @property
    def is_later(self) -> bool:
        """Whether it was written down on another day than it happened."""
        return self.at.date() != self.on_day


def timeline(matter_id: int, before: tuple[date, int] | None = None, limit: int = 200) -> list[Entry]:
    """The timeline, newest day first; the next page with (day, id) of the last entry given."""
    query = (
        MatterEvent.select(MatterEvent, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(MatterEvent.matter == matter_id)
        .order_by(MatterEvent.on_day.desc(), MatterEvent.id.desc())
        .limit(limit)
    )
    if before is not None:
        day, event_id = before
        query = query.where((MatterEvent.on_day < day) | ((MatterEvent.on_day == day) & (MatterEvent.id < event_id)))
    return [_entry(row) for row in query]


def entries_of(matter_id: int, kind: EntryKind) -> list[Entry]:
    """Every entry of one kind in the timeline of a matter, in order: few, so not paged."""
    mine = (MatterEvent.matter == matter_id) & (MatterEvent.kind == kind)
    rows: Any = (
        MatterEvent.select(MatterEvent, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(mine)
        .order_by(MatterEvent.on_day, MatterEvent.id)
    )
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(row.id, row.on_day, row.at, EntryKind(row.kind), row.text, row.officer.name if row.officer else "")


@dataclass(frozen=True)
class MatterVisit:
    """One arrival about a matter."""

    visit_id: int
    day: date
    number: str
    """``第03号``, or how what is no visit came."""
    name: str
    headcount: int
    purpose: VisitPurpose
    kind: PairKind
    state: VisitState
    outcome: str
    """Label of `terms.Outcome`, empty while undecided."""
    request_said: str
    told_words: str
    talk_note: str
    leader: str


def visits_of(matter_id: int, limit: int = 200) -> list[MatterVisit]:
    """The arrivals about a matter, newest first."""
    rows: Any = (
        VisitMatter.select(VisitMatter, Visit, ReceptionSession, Officer)
        .join(Visit)
        .join(ReceptionSession)
        .join(Officer, JOIN.LEFT_OUTER, on=(ReceptionSession.leader == Officer.id), attr="_leader")
        .where(VisitMatter.matter == matter_id)
        .order_by(Visit.day.desc(), Visit.queue_no.desc())
        .limit(limit)
    )
    return [_matter_visit(row) for row in rows]


def _matter_visit(row: Any) -> MatterVisit:
    visit, leader = row.visit, getattr(row.visit.session, "_leader", None)
    return MatterVisit(
        visit_id=visit.id,
        day=visit.day,
        number=arrival_label(visit.queue_no, Channel(visit.channel).label),
        name=visit.shown_name,
        headcount=visit.headcount,
        purpose=VisitPurpose(visit.purpose),
        kind=PairKind(row.kind),
        state=VisitState(visit.state),
        outcome=Outcome(row.outcome).label if row.outcome else "",
        request_said=row.request_said,
        told_words=row.told,
        talk_note=visit.talk_note,
        leader=leader.name if leader else "",
    )


@dataclass(frozen=True)
class CommitmentView:
    """A commitment (承诺事项)."""

    id: int
    text: str
    due_on: date | None
    amount_fen: int | None
    confirmed_by: str
    confirmed_on: date
    fulfilled_on: date | None
    proof: str
    last_on: date | None
    """The last day in time: `due_on`, rolled."""
    owed_by: str
    """The private debtor who has to keep it; empty where the office has to."""

    def days_left(self, today: date) -> int | None:
        """Days to the last one in time, negative when late; None when it has no date or was kept."""
        return None if self.last_on is None or self.fulfilled_on is not None else (self.last_on - today).days


def commitments_of(matter_id: int, calendar: Calendar = PUBLISHED) -> list[CommitmentView]:
    """Its commitments: open ones first by date, then those kept."""
    rows: Any = (
        Commitment.select(Commitment, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Commitment.matter == matter_id)
        .order_by(
            Commitment.fulfilled_on.is_null().desc(),
            Commitment.due_on.is_null(),
            Commitment.due_on,
            Commitment.id,
        )
    )
    return [
        CommitmentView(
            row.id,
            row.text,
            row.due_on,
            row.amount_fen,
            row.confirmed_by.name if row.confirmed_by else "",
            row.confirmed_on,
            row.fulfilled_on,
            row.proof,
            calendar.last_in_time(row.due_on) if row.due_on else None,
            row.owed_by,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class InstructionView:
    """批示 of a leader."""

    id: int
    leader: str
    text: str
    unit: str
    due_on: date | None
    signed_on: date
    answered_on: date | None
    answer: str
    corrected: tuple[str, ...]
    """What it said before it was put right, a line each."""


def instructions_of(matter_id: int) -> list[InstructionView]:
    """What leaders wrote on it, newest first."""
    rows: Any = (
        Instruction.select(Instruction, Officer, Unit)
        .join(Officer, JOIN.LEFT_OUTER)
        .switch(Instruction)
        .join(Unit, JOIN.LEFT_OUTER, on=(Instruction.unit == Unit.id))
        .where(Instruction.matter == matter_id)
        .order_by(Instruction.signed_on.desc(), Instruction.id.desc())
    )
    return [
        InstructionView(
            row.id,
            row.leader.name if row.leader else "",
            row.text,
            row.unit.name if row.unit else "",
            row.due_on,
            row.signed_on,
            row.answered_on,
            row.answer,
            corrected_instruction(row.id),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class AttachmentView:
    """A file (with its digest and size) or a paper (with where it lies)."""

    id: int
    name: str
    kept_at: str
    sha256: str
    size: int
    """Bytes; 0 for a paper."""
    added_at: datetime
    officer: str

    @property
    def is_file(self) -> bool:
        """Whether a copy lies in the data folder."""
        return bool(self.sha256)


def attachments_of(matter_id: int, limit: int = 200) -> list[AttachmentView]:
    """Its attachments, newest first."""
    rows: Any = (
        Attachment.select(Attachment, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Attachment.matter == matter_id)
        .order_by(Attachment.id.desc())
        .limit(limit)
    )
    return [
        AttachmentView(
            row.id, row.name, row.kept_at, row.sha256, row.size, row.added_at, row.officer.name if row.officer else ""
        )
        for row in rows
    ]


def companions_of(visit_id: int) -> Sequence[str]:
    """Names of those who came along with a visit, representatives first."""
    rows: Any = (
        Companion.select(Companion.name)
        .where(Companion.visit == visit_id)
        .order_by(Companion.role.desc(), Companion.ordinal)
    )
    return [row.name for row in rows]
