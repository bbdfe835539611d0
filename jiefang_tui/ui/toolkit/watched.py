"""What 督办 looks at, from whom, and how loudly each number is said; shared by F5 and 今日接访."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui.store.clock_facts import calendar_of
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.supervision.morning import Scope
from jiefang_tui.ui.widgets.figures import Figure

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

TONES = {"red": "red", "due_today": "yellow", "yellow": "yellow"}
"""Only what is late, due today or nearly by the law is coloured."""
ON_TODAY = (
    "red", "due_today", "yellow", "to_tell", "to_visit", "cards_open", "resubmissions_open", "urgent_open",
)  # fmt: skip
"""Numbers of F5 that stand on 今日接访, too, where they are not zero."""
PREFIX = "watch:"


def scope_of(desk: Desk, leader_id: int | None = None, unit_id: int | None = None) -> Scope:
    """The office's numbers, and whose matters."""
    policy = desk.reference.policy
    return Scope(policy.silent_days, policy.yellow_days, calendar_of(desk.reference), leader_id, unit_id)


def todays_figures(desk: Desk, day: date) -> list[Figure]:
    """The numbers of F5 for 今日接访; the name of each is that of its list after `PREFIX`."""
    counted = morning.counts(day, scope_of(desk), ON_TODAY)
    return [
        Figure(PREFIX + name, morning.LISTS[name].label, str(number), TONES.get(name, ""))
        for name, number in counted.items()
        if number
    ]
