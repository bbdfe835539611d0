"""The forms of the acts of `services/matter/acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.ui.matter import merge_dialogs, timeline_panel
from jiefang_tui.ui.toolkit.acts import Maker

FORMS: Mapping[str, Maker] = {
    "progress": lambda asked: timeline_panel.progress_dialog(asked.desk, asked.matter_id),
    "link": merge_dialogs.link_matter,
    "merge": merge_dialogs.merge_matter,
}
