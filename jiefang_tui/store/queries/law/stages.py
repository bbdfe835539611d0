"""What stands in a matter's 文书: papers and their receipts, handings-over, extensions, 复查 and 复核, recusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from jiefang_tui.store.models import Dispatch, Document, Extension, Officer, Pause, Recusal, Review, Unit
from jiefang_tui.terms import DispatchKind, DocumentKind, Outcome, ReviewConclusion, ReviewStage, ServiceWay


@dataclass(frozen=True)
class DocumentView:
    """A paper given to the petitioner."""

    id: int
    kind: DocumentKind
    doc_no: str
    issued_on: date
    signer: str
    summary: str
    served_on: date | None
    way: ServiceWay | None
    received_by: str
    refusal_note: str

    @property
    def kind_label(self) -> str:
        """受理告知书, 信访处理意见书 ..."""
        return self.kind.label

    @property
    def way_label(self) -> str:
        """直接送达, 留置送达 ..., empty while not served."""
        return self.way.label if self.way else ""


def documents_of(matter_id: int) -> list[DocumentView]:
    """Its papers, newest first."""
    rows: Any = (
        Document.select().where(Document.matter == matter_id).order_by(Document.issued_on.desc(), Document.id.desc())
    )
    return [
        DocumentView(
            row.id,
            DocumentKind(row.kind),
            row.doc_no,
            row.issued_on,
            row.signer,
            row.summary,
            row.served_on,
            ServiceWay(row.service_way) if row.service_way else None,
            row.received_by,
            row.refusal_note,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class DispatchView:
    """A handing-over (交办, 转送, 协办, 呈报, 转调解, 引导) and what became of it."""

    id: int
    kind: DispatchKind
    outcome: str
    """Label of `terms.Outcome` that caused it; that of the kind when it was handed on from the matter."""
    unit: str
    officer: str
    requirement: str
    due_on: date | None
    sent_on: date
    signed_on: date | None
    signed_by: str
    returned_on: date | None
    return_reason: str
    return_agreed_by: str
    replied_on: date | None
    reply: str
    ended_on: date | None
    delivered_on: date | None
    delivered_how: str

    @property
    def kind_label(self) -> str:
        """交办, 协办 ..."""
        return self.kind.label

    @property
    def is_live(self) -> bool:
        """Neither answered nor sent back nor taken back."""
        return self.replied_on is None and self.returned_on is None and self.ended_on is None


def dispatches_of(matter_id: int) -> list[DispatchView]:
    """Where it was handed to, newest first."""
    rows: Any = (
        Dispatch.select(Dispatch, Unit, Officer)
        .join(Unit, JOIN.LEFT_OUTER)
        .switch(Dispatch)
        .join(Officer, JOIN.LEFT_OUTER, on=(Dispatch.officer == Officer.id))
        .where(Dispatch.matter == matter_id)
        .order_by(Dispatch.sent_on.desc(), Dispatch.id.desc())
    )
    return [
        DispatchView(
            row.id,
            DispatchKind(row.kind),
            Outcome(row.outcome).label if row.outcome else DispatchKind(row.kind).label,
            row.unit.name if row.unit else "",
            row.officer.name if row.officer else "",
            row.requirement,
            row.due_on,
            row.sent_on,
            row.signed_on,
            row.signed_by,
            row.returned_on,
            row.return_reason,
            row.return_agreed_by,
            row.replied_on,
            row.reply,
            row.ended_on,
            row.delivered_on,
            row.delivered_how,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ExtensionView:
    """延期 (Art. 34)."""

    id: int
    days: int
    reason: str
    approver: str
    approved_on: date
    told_on: date | None
    undone_on: date | None


def extensions_of(matter_id: int) -> list[ExtensionView]:
    """Its extensions in order, those taken back among them."""
    rows: Any = (
        Extension.select(Extension, Officer).join(Officer).where(Extension.matter == matter_id).order_by(Extension.id)
    )
    return [
        ExtensionView(row.id, row.days, row.reason, row.approver.name, row.approved_on, row.told_on, row.undone_on)
        for row in rows
    ]


@dataclass(frozen=True)
class ReviewView:
    """复查 or 复核, done elsewhere."""

    id: int
    stage: ReviewStage
    requested_on: date
    body: str
    is_late: bool
    concluded_on: date | None
    conclusion: ReviewConclusion | None
    note: str
    served_on: date | None


def reviews_of(matter_id: int) -> list[ReviewView]:
    """Its 复查 and 复核 in order."""
    rows: Any = Review.select().where(Review.matter == matter_id).order_by(Review.id)
    return [
        ReviewView(
            row.id,
            ReviewStage(row.stage),
            row.requested_on,
            row.body,
            row.is_late,
            row.concluded_on,
            ReviewConclusion(row.conclusion) if row.conclusion else None,
            row.note,
            row.served_on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class PauseView:
    """听证 during 复核: its days are not counted (Art. 36(2))."""

    id: int
    begins_on: date
    ends_on: date | None
    reason: str
    approver: str


def pauses_of(matter_id: int) -> list[PauseView]:
    """Its hearings in order."""
    rows: Any = (
        Pause.select(Pause, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Pause.matter == matter_id)
        .order_by(Pause.begins_on, Pause.id)
    )
    return [
        PauseView(row.id, row.begins_on, row.ends_on, row.reason, row.approver.name if row.approver else "")
        for row in rows
    ]


@dataclass(frozen=True)
class RecusalView:
    """回避 (Art. 28(3))."""

    id: int
    officer: str
    reason: str
    decided_by: str
    decided_on: date
    ended_on: date | None


def recusals_of(matter_id: int) -> list[RecusalView]:
    """Who stands or stood aside, in order."""
    rows: Any = Recusal.select(Recusal, Officer).join(Officer).where(Recusal.matter == matter_id).order_by(Recusal.id)
    return [
        RecusalView(row.id, row.officer.name, row.reason, row.decided_by, row.decided_on, row.ended_on) for row in rows
    ]
