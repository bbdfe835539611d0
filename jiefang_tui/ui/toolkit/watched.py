"""What 督办 looks at, from whom, and how loudly each number is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.supervision.scope import Scope

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

TONES = {"red": "red", "due_today": "yellow", "yellow": "yellow"}
"""Only what is late, due today or nearly by the law is coloured."""


def scope_of(desk: Desk, leader_id: int | None = None, unit_id: int | None = None) -> Scope:
    """The office's numbers, and whose matters."""
    policy = desk.reference.policy
    return Scope(policy.silent_days, policy.yellow_days, calendar_of(desk.reference), leader_id, unit_id)
