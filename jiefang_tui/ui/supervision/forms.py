"""The forms of the acts of `services/supervision/acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.terms import CardColour
from jiefang_tui.ui.supervision import push_forms
from jiefang_tui.ui.supervision.consult_dialog import ConsultDialog
from jiefang_tui.ui.toolkit.acts import Asked, Maker
from jiefang_tui.ui.toolkit.dialogs import FormDialog


def _card(colour: CardColour) -> Maker:
    def make(asked: Asked) -> FormDialog:
        return push_forms.issue_card(asked.desk, target_of(asked.matter_id), colour)

    return make


FORMS: Mapping[str, Maker] = {
    "urge": push_forms.urge,
    "yellow": _card(CardColour.YELLOW),
    "red": _card(CardColour.RED),
    "resubmit": push_forms.resubmit,
    "consult": ConsultDialog,
    "escalate": push_forms.escalate,
    "urgent": push_forms.next_report,
    "major": push_forms.mark_urgent,
}
