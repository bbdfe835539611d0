"""The forms of the acts of `services/supervision/acts.py` and `line_acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.terms import CardColour, UrgentKind
from jiefang_tui.ui.supervision import push_dialogs, push_forms, push_row_forms
from jiefang_tui.ui.supervision.consult_dialog import ConsultDialog
from jiefang_tui.ui.toolkit.acts import ActRequest, Maker
from jiefang_tui.ui.toolkit.dialogs import FormDialog


def _card(colour: CardColour) -> Maker:
    def make(request: ActRequest) -> FormDialog:
        return push_forms.issue_card(request.desk, target_of(request.matter_id), colour)

    return make


def _report(kind: UrgentKind) -> Maker:
    def make(request: ActRequest) -> FormDialog:
        return push_forms.report_urgent(request.desk, target_of(request.matter_id), kind)

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
    "answer_card": push_row_forms.answer_card,
    "appeal_card": push_row_forms.appeal_card,
    "decide_appeal": push_row_forms.decide_appeal,
    "record_talk": push_row_forms.record_talk,
    "withdraw_card": push_row_forms.withdraw_card,
    "print_card": push_dialogs.print_card,
    "answer_urge": push_row_forms.answer_urge,
    "print_urge": push_dialogs.print_urge,
    "decide_resubmission": push_row_forms.decide_resubmission,
    "finish_task": push_row_forms.finish_task,
    "read_task": push_dialogs.read_task,
    "read_consultation": push_dialogs.read_consultation,
    "answer_escalation": push_row_forms.answer_escalation,
    "following_report": _report(UrgentKind.FOLLOWING),
    "final_report": _report(UrgentKind.FINAL),
    "open_matter": push_dialogs.open_matter,
}
