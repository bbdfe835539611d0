"""Beside the list of 督办: the matter under the cursor, who answers for it, what was done last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui.rules.day_counts import named_days
from jiefang_tui.rules.text import one_line
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.terms import MatterState
from jiefang_tui.ui.toolkit.days_left import days_ago, short_day
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

ENTRIES = 5
"""The last entries of the timeline that are shown."""


Line = tuple[str, str]
"""(text, style) of one line."""


def preview_lines(desk: Desk, matter_id: int, reason: str, today: date, room: int) -> list[Line]:
    """Lines of at most `room` cells; `reason` is what the list has to say of it in full."""
    view = matter_view(matter_id, today, desk.reference)
    masks = desk.masks_names
    lines: list[Line] = [(line, "bold") for line in cells.fold(shown_title(view.title, masks), room)[:2]]
    lines += [(f"{shown_name(view.petitioner_name, masks)}  {view.register_no}", "$dim"), (_stands(view), "")]
    if view.standing.next_step:
        lines += [(line, "$now") for line in cells.fold(f"下一步: {view.standing.next_step}", room)[:2]]
    if reason:
        lines += [("", ""), *((line, "$card-yellow") for line in cells.fold(reason, room)[:6])]
    if view.last_entry_on is not None and view.state is not MatterState.CLOSED:
        lines += [("", ""), (f"最近记录 {days_ago((today - view.last_entry_on).days)}", "bold")]
    if not masks and not view.is_sealed:
        for entry in timeline(matter_id, limit=ENTRIES):
            text = f"{short_day(entry.on_day, today)} {entry.kind.label} {one_line(entry.text)}"
            lines += [(line, "$dim") for line in cells.fold(text, room)[:2]]
    return lines


def _stands(view: MatterView) -> str:
    """``办理中  周敏包案  人社所  登记第35日``."""
    handler = "" if view.unsigned else view.handler
    owner = f"{view.sheet.leader}包案" if view.sheet else handler or f"{view.first_receiver}首接"
    parts = (view.state.label, owner, view.lead_unit, named_days("登记", view.received_on, view.counted_to))
    return "  ".join(part for part in parts if part)
