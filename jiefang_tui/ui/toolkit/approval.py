"""Who approved that what was written down is put right (更正), and on which paper: asked from the second day on."""

from __future__ import annotations

from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.officer_fields import officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

APPROVED = "不是当天更正，要有批准人和书面材料。"


def approval(was_today: bool) -> list[FieldSpec]:
    """The fields ``approver`` and ``paper_on``; none on the very day."""
    if was_today:
        return []
    return [
        officer_field("approver", "批准人", required=True),
        day_field("paper_on", "书面材料", past=True, required=True, hint="材料上的日期"),
    ]
