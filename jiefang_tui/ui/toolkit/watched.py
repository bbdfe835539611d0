"""What 督办 looks at, from whom, and how loudly each number is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui.store.queries.supervision.morning import Scope

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

TONES = {
    "red": "red",
    "due_today": "now",
    "yellow": "yellow",
    "to_tell": "now",
    "cards_open": "now",
    "resubmissions_open": "now",
    "urgent_open": "now",
}
"""Tones of the numbers that should be seen first; red and yellow only for the lights that are called so."""


def scope_of(desk: Desk, leader_id: int | None = None, unit_id: int | None = None) -> Scope:
    """The office's numbers, and whose matters."""
    policy = desk.reference.policy
    return Scope(policy.silent_days, policy.yellow_days, leader_id, unit_id)
