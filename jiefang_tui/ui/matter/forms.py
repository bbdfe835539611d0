"""The forms of the acts of `services/matter/acts.py` and `line_acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.ui.matter import matter_dialogs, merge_dialogs, timeline_panel
from jiefang_tui.ui.toolkit.acts import Maker

FORMS: Mapping[str, Maker] = {
    "progress": lambda asked: timeline_panel.progress_dialog(asked.desk, asked.matter_id),
    "link": merge_dialogs.link_matter,
    "merge": merge_dialogs.merge_matter,
    "first_contact": matter_dialogs.first_contact,
    "county": lambda asked: matter_dialogs.county_entry(asked.desk, asked.view),
    "correct_instruction": timeline_panel.correct_instruction,
    "answer_instruction": timeline_panel.answer_instruction,
    "unanswer_instruction": timeline_panel.unanswer_instruction,
    "open_linked": merge_dialogs.open_linked,
    "unlink": merge_dialogs.unlink,
    "open_merged": merge_dialogs.open_merged,
    "undo_merge": lambda asked: merge_dialogs.undo_merge(asked.desk, asked.row_id),
}
