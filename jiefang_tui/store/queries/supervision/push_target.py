"""Whom a matter that does not move is pushed at, and what its pushing forms begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.rules.dispatches import OWNED_BY_SIGNING
from jiefang_tui.store.models import (
    ConsultationPart,
    Dispatch,
    Escalation,
    Instruction,
    Matter,
    Officer,
    Responsibility,
    Resubmission,
    SupervisionCard,
    Unit,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.law.open_dates import paused_deadline
from jiefang_tui.store.queries.law.owners import unsigned_by
from jiefang_tui.terms import OPEN_MATTER_STATES, DueKind, MatterState


@dataclass(frozen=True)
class PushTarget:
    """As much of a matter as an act of pushing needs."""

    matter_id: int
    register_no: str
    title: str
    name: str
    state: MatterState
    leader: str
    """包案领导; empty for a matter that no leader owns."""
    officer: str
    """Whose it is (`owners.owner_name`), where that is a person; a card is proposed to them."""
    unit: str
    """The unit of that officer, or the unit that signed where nobody was named."""
    handler: str
    """The 责任人, or who signed for it; they bring it back to the leader (再次提请)."""
    unsigned: str
    """Who was to take it over and has not signed, ``自然资源所李强``."""
    due_on: date | None
    """The nearest open date of ours."""
    due_kind: str
    """Its label of `terms.DueKind`, empty without one."""


def target_of(matter_id: int) -> PushTarget:
    """The matter as an act of pushing sees it; `Matter.DoesNotExist` for an unknown id."""
    is_stopped = fn.EXISTS(paused_deadline()).alias("is_stopped")
    row: Any = (
        Matter.select(Matter, Responsibility.leader.alias("leader_id"), is_stopped)
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id))
        .where(Matter.id == matter_id)
        .objects()
        .get()
    )
    runs = row.next_due_on is not None and not row.is_stopped
    people = {one.id: one for one in _people(row.leader_id, row.handler_id, row.first_receiver_id)}
    leader, handler = people.get(row.leader_id), people.get(row.handler_id)
    unsigned = unsigned_by(matter_id)
    unit = row.lead_unit.name if row.lead_unit_id else ""
    owner = leader or (None if unsigned else handler)
    if owner is None and (unsigned or not unit):
        owner = people.get(row.first_receiver_id) or handler
    home = owner.unit.name if owner is not None and owner.unit_id else ""
    return PushTarget(
        matter_id=row.id,
        register_no=row.register_no,
        title=row.title,
        name=row.petitioner_name,
        state=MatterState(row.state),
        leader=leader.name if leader else "",
        officer=owner.name if owner else "",
        unit=(unit or home) if owner is handler else home,
        handler=_signed_officer(matter_id) or (handler.name if handler else ""),
        unsigned=unsigned,
        due_on=row.next_due_on if runs else None,
        due_kind=DueKind(row.next_due_kind).label if runs else "",
    )


def _people(*ids: int | None) -> Any:
    """These officers, each with their unit."""
    return Officer.select(Officer, Unit).join(Unit, JOIN.LEFT_OUTER).where(Officer.id.in_([one for one in ids if one]))


def _signed_officer(matter_id: int) -> str:
    """The officer of the last handing on to a lead that was signed for and is not over."""
    row: Any = (
        Dispatch.select(Officer.name)
        .join(Officer)
        .where(
            (Dispatch.matter == matter_id)
            & Dispatch.kind.in_(OWNED_BY_SIGNING)
            & Dispatch.signed_on.is_null(False)
            & Dispatch.returned_on.is_null()
            & Dispatch.ended_on.is_null()
        )
        .order_by(Dispatch.id.desc())
        .tuples()
        .first()
    )
    return row[0] if row else ""


_TABLES: dict[str, Any] = {
    "card": SupervisionCard,
    "urge": Urge,
    "resubmission": Resubmission,
    "escalation": Escalation,
    "urgent": UrgentReport,
    "instruction": Instruction,
}


def matter_of(kind: str, row_id: int) -> int:
    """The matter a card, urge, resubmission, task of a 会商, escalation urgent report or 批示 is about."""
    if kind == "task":
        return int(ConsultationPart.get_by_id(row_id).consultation.matter_id)
    matter_id: int = _TABLES[kind].get_by_id(row_id).matter_id
    return matter_id


def owners() -> list[tuple[str, str]]:
    """Whom the morning can be narrowed to: (``leader:3``, name) of 包案领导, (``unit:7``, name) of 主办单位."""
    at_work = Matter.state.in_((*OPEN_MATTER_STATES, MatterState.CONCLUDED))
    leaders: Any = (
        Officer.select(Officer.id, Officer.name, Officer.post)
        .where(Officer.id.in_(Responsibility.select(Responsibility.leader).join(Matter).where(at_work)))
        .order_by(Officer.id)
        .tuples()
    )
    units: Any = (
        Unit.select(Unit.id, Unit.name)
        .where(Unit.id.in_(Matter.select(Matter.lead_unit).where(at_work)))
        .order_by(Unit.name)
        .tuples()
    )
    named = [(f"leader:{row_id}", f"{name} {post}".rstrip()) for row_id, name, post in leaders]
    return named + [(f"unit:{row_id}", name) for row_id, name in units]


def owned_by(matter_ids: Iterable[int], leader_id: int | None, unit_id: int | None) -> set[int]:
    """Those of these matters that this leader owns or this unit handles; all of them where neither is given."""
    wanted = set(matter_ids)
    if leader_id is not None:
        rows: Any = Responsibility.select(Responsibility.matter).where(Responsibility.leader == leader_id).tuples()
        wanted &= {row[0] for row in rows}
    if unit_id is not None:
        rows = Matter.select(Matter.id).where(Matter.lead_unit == unit_id).tuples()
        wanted &= {row[0] for row in rows}
    return wanted
