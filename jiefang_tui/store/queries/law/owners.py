"""Whose a matter is, by one rule for every list, the cards and ``jiefang due``; and where its petitioner was led.

The 包案领导; else who signed for it, officer before unit; else, because nobody signed or nobody was named, the 首接人.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.rules.dispatches import OWNED_BY_SIGNING
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Dispatch, Matter, Officer, Unit
from jiefang_tui.terms import DispatchKind, MatterState

UNSIGNED: Any = (
    Dispatch.signed_on.is_null()
    & Dispatch.returned_on.is_null()
    & Dispatch.replied_on.is_null()
    & Dispatch.ended_on.is_null()
)
"""Condition on `Dispatch`: it was handed on, and nobody has signed for it."""


def lead_unsigned() -> Any:
    """Correlated condition: who was to take `Matter` over has not signed."""
    return fn.EXISTS(
        Dispatch.select(Dispatch.id).where(
            (Dispatch.matter == Matter.id) & Dispatch.kind.in_(OWNED_BY_SIGNING) & UNSIGNED
        )
    )


def owner_name(
    leader: str | None, is_unsigned: bool | int, handler: str | None, unit: str | None, receiver: str | None
) -> str:
    """Whose it is; empty where not even the 首接人 is known."""
    if leader:
        return leader
    return (receiver if is_unsigned else None) or handler or unit or receiver or ""


def unsigned_by(matter_id: int) -> str:
    """``自然资源所李强``: who leads and has not signed for it; empty when nobody has to."""
    row: Any = (
        Dispatch.select(Unit.name, Officer.name)
        .join(Unit, JOIN.LEFT_OUTER)
        .join_from(Dispatch, Officer, JOIN.LEFT_OUTER)
        .where((Dispatch.matter == matter_id) & Dispatch.kind.in_(OWNED_BY_SIGNING) & UNSIGNED)
        .order_by(Dispatch.id.desc())
        .tuples()
        .first()
    )
    return "".join(name for name in row if name) if row else ""


def authorities(ids: Iterable[int]) -> dict[int, str]:
    """By matter the authority (有权机关) that its petitioner was led to, of those led elsewhere (Art. 23(1), 31)."""
    rows: Any = (
        Dispatch.select(Dispatch.matter, Unit.name)
        .join(Unit)
        .switch(Dispatch)
        .join(Matter)
        .where(
            Dispatch.matter.in_(among(list(ids)))
            & (Matter.state == MatterState.ROUTED_OUT)
            & (Dispatch.kind == DispatchKind.GUIDE)
            & Dispatch.ended_on.is_null()
        )
        .order_by(Dispatch.id)
        .tuples()
    )
    return dict(rows)
