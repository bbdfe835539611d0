"""Coming to rest, as the tabs of a matter show it: visits afterwards, relief, closings, reopenings, merges, links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from jiefang_tui.rules.closing import CHECKS
from jiefang_tui.store.models import (
    Closing,
    FollowUp,
    Matter,
    MatterLink,
    Merge,
    Officer,
    Petitioner,
    Relief,
    Reopening,
)
from jiefang_tui.terms import CheckAnswer, FollowUpWay, MatterState, Reaction, ReopenCause, Satisfaction, Solved


@dataclass(frozen=True)
class FollowUpView:
    """One 回访."""

    id: int
    on_day: date
    way: FollowUpWay
    officer: str
    met: str
    solved: Solved
    promises_kept: str
    office: Satisfaction
    """With the reception office."""
    unit: Satisfaction
    """With the responsible unit."""
    reaction: Reaction
    new_request: str
    note: str
    recorded_at: datetime

    @property
    def line(self) -> str:
        """``上门 何静 未解决 对责任单位不满意``."""
        rated = [
            f"对{whose}{answer.label}"
            for whose, answer in (("接访室", self.office), ("责任单位", self.unit))
            if answer is not Satisfaction.NOT_SAID
        ]
        return " ".join(part for part in (self.way.label, self.officer, self.solved.label, *rated) if part)


@dataclass(frozen=True)
class ReliefView:
    """One 困难帮扶."""

    id: int
    on_day: date
    source: str
    approver: str
    amount_fen: int | None
    note: str


@dataclass(frozen=True)
class ClosingView:
    """One 销号; one that was opened again stays."""

    id: int
    closed_on: date
    checks: tuple[tuple[str, CheckAnswer | None], ...]
    """三到位一处理: words and answer, in order; None where nobody checked it."""
    note: str
    leader: str
    unit_signed_by: str
    petitioner_signed: bool
    no_signature_note: str
    waived_reason: str
    reopened_on: date | None


@dataclass(frozen=True)
class ReopeningView:
    """One 重新办理."""

    id: int
    ordinal: int
    """第几次."""
    on_day: date
    cause: ReopenCause
    reason: str
    new_due: date | None
    concluded_on: date | None
    """办结 of the time before, and how."""
    result: str
    officer: str


@dataclass(frozen=True)
class LinkView:
    """A matter this one is linked with (关联)."""

    id: int
    matter_id: int
    register_no: str
    title: str
    state: MatterState
    reason: str
    linked_on: date
    undone_on: date | None


@dataclass(frozen=True)
class MergeView:
    """A merge of matters (并案) or people (系同一人) that touches a matter or a person."""

    id: int
    kind: str
    """``matter`` or ``person``."""
    from_id: int
    into_id: int
    from_name: str
    """Register number and title of a matter; name of a person."""
    into_name: str
    reason: str
    merged_on: date
    undone_on: date | None
    undone_reason: str

    @property
    def kind_label(self) -> str:
        """并案 or 系同一人."""
        return "并案" if self.kind == "matter" else "系同一人"


def follow_ups_of(matter_id: int) -> list[FollowUpView]:
    """The visits to a matter after it was handled, the latest first."""
    rows: Any = (
        FollowUp.select(FollowUp, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(FollowUp.matter == matter_id)
        .order_by(FollowUp.on_day.desc(), FollowUp.id.desc())
    )
    return [
        FollowUpView(
            id=row.id,
            on_day=row.on_day,
            way=FollowUpWay(row.way),
            officer=row.officer.name if row.officer else "",
            met=row.met,
            solved=Solved(row.solved),
            promises_kept=row.promises_kept,
            office=Satisfaction(row.office_satisfaction),
            unit=Satisfaction(row.unit_satisfaction),
            reaction=Reaction(row.reaction),
            new_request=row.new_request,
            note=row.note,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def reliefs_of(matter_id: int) -> list[ReliefView]:
    """Relief given in a matter, the latest first."""
    rows: Any = (
        Relief.select(Relief, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Relief.matter == matter_id)
        .order_by(Relief.on_day.desc(), Relief.id.desc())
    )
    return [
        ReliefView(row.id, row.on_day, row.source, row.approver.name if row.approver else "", row.amount_fen, row.note)
        for row in rows
    ]


def _answer(stored: str) -> CheckAnswer | None:
    return CheckAnswer(stored) if stored else None


def closings_of(matter_id: int) -> list[ClosingView]:
    """Every closing of a matter, the latest first."""
    rows: Any = (
        Closing.select(Closing, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Closing.matter == matter_id)
        .order_by(Closing.id.desc())
    )
    return [
        ClosingView(
            id=row.id,
            closed_on=row.closed_on,
            checks=tuple((words, _answer(getattr(row, column))) for column, words in CHECKS.items()),
            note=row.note,
            leader=row.leader.name if row.leader else "",
            unit_signed_by=row.unit_signed_by,
            petitioner_signed=row.petitioner_signed,
            no_signature_note=row.no_signature_note,
            waived_reason=row.waived_reason,
            reopened_on=row.reopened_on,
        )
        for row in rows
    ]


def reopenings_of(matter_id: int) -> list[ReopeningView]:
    """How often a matter was opened again, the latest first."""
    rows: Any = (
        Reopening.select(Reopening, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Reopening.matter == matter_id)
        .order_by(Reopening.id)
    )
    views = [
        ReopeningView(
            row.id,
            place,
            row.on_day,
            ReopenCause(row.cause),
            row.reason,
            row.new_due,
            row.concluded_on,
            row.result,
            row.officer.name if row.officer else "",
        )
        for place, row in enumerate(rows, 1)
    ]
    return views[::-1]


def links_of(matter_id: int, *, undone: bool = False) -> list[LinkView]:
    """The matters linked with this one; with `undone` also the links taken back."""
    where: Any = (MatterLink.first == matter_id) | (MatterLink.second == matter_id)
    if not undone:
        where &= MatterLink.undone_on.is_null()
    rows: Any = list(MatterLink.select().where(where).order_by(MatterLink.id))
    others = {row.id: row.second_id if row.first_id == matter_id else row.first_id for row in rows}
    columns = (Matter.id, Matter.register_no, Matter.title, Matter.state)
    found: Any = Matter.select(*columns).where(Matter.id.in_(list(others.values())))
    matters = {row.id: row for row in found}
    views = []
    for row in rows:
        other = matters[others[row.id]]
        views.append(
            LinkView(
                row.id,
                other.id,
                other.register_no,
                other.title,
                MatterState(other.state),
                row.reason,
                row.linked_on,
                row.undone_on,
            )
        )
    return views


def merges_of(matter_id: int) -> list[MergeView]:
    """The merges into and out of a matter, and those of its petitioner; undone ones, too. The latest first."""
    matter = Matter.get_by_id(matter_id)
    where: Any = (Merge.kind == "matter") & ((Merge.from_id == matter_id) | (Merge.into_id == matter_id))
    if matter.petitioner_id is not None:
        where |= _of_person(matter.petitioner_id)
    return _merges(where)


def merges_of_person(person_id: int) -> list[MergeView]:
    """The merges into and out of a petitioner (系同一人), the latest first."""
    return _merges(_of_person(person_id))


def _of_person(person_id: int) -> Any:
    return (Merge.kind == "person") & ((Merge.from_id == person_id) | (Merge.into_id == person_id))


def _merges(where: Any) -> list[MergeView]:
    rows: Any = list(Merge.select().where(where).order_by(Merge.id.desc()))
    names = {
        "matter": _matter_names([i for row in rows if row.kind == "matter" for i in (row.from_id, row.into_id)]),
        "person": _person_names([i for row in rows if row.kind == "person" for i in (row.from_id, row.into_id)]),
    }
    return [
        MergeView(
            row.id,
            row.kind,
            row.from_id,
            row.into_id,
            names[row.kind].get(row.from_id, ""),
            names[row.kind].get(row.into_id, ""),
            row.reason,
            row.merged_on,
            row.undone_on,
            row.undone_reason,
        )
        for row in rows
    ]


def _matter_names(ids: list[int]) -> dict[int, str]:
    rows: Any = Matter.select(Matter.id, Matter.register_no, Matter.title).where(Matter.id.in_(ids)).tuples()
    return {row_id: f"{number} {title}".rstrip() for row_id, number, title in rows}


def _person_names(ids: list[int]) -> dict[int, str]:
    rows: Any = Petitioner.select(Petitioner.id, Petitioner.name).where(Petitioner.id.in_(ids)).tuples()
    return dict(rows)
