"""Which stored dates run now."""

from __future__ import annotations

from typing import Any

from jiefang_tui.store.models import Deadline, Matter

RUNS: Any = (Deadline.is_open == True) & ~Deadline.is_paused  # noqa: E712
"""Condition: an open date of ours that does not stand still. Compared with 1, or SQLite would not use the index."""


def paused_deadline() -> Any:
    """Correlated: the nearest open deadline of `Matter` is one that stands still (a hearing)."""
    return Deadline.select(Deadline.id).where(
        (Deadline.matter == Matter.id)
        & (Deadline.kind == Matter.next_due_kind)
        & (Deadline.rolled_on == Matter.next_due_on)
        & Deadline.is_open
        & Deadline.is_paused
    )
