"""The forms of the acts of `services/law/acts.py` and `line_acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from jiefang_tui.terms import ReviewStage
from jiefang_tui.ui.law import category_forms, dispatch_forms, report_forms, review_forms, stage_forms, suggestion_forms
from jiefang_tui.ui.toolkit.acts import Maker

FORMS: Mapping[str, Maker] = {
    "accept": stage_forms.accept,
    "notice": stage_forms.notice,
    "dispatch": dispatch_forms.dispatch,
    "extend": stage_forms.extend,
    "opinion": stage_forms.opinion,
    "serve": stage_forms.serve,
    "refuse": stage_forms.refuse,
    "route": stage_forms.route,
    "review": partial(review_forms.ask_review, stage=ReviewStage.REVIEW),
    "recheck": partial(review_forms.ask_review, stage=ReviewStage.RECHECK),
    "transfer_in": stage_forms.transfer_in,
    "object": stage_forms.object_to,
    "objected_back": stage_forms.objected_back,
    "objection_over": stage_forms.objection_over,
    "answer_up": stage_forms.answer_up,
    "agreed": stage_forms.agreed,
    "mediated": stage_forms.mediated,
    "not_mediated": stage_forms.not_mediated,
    "given_up": stage_forms.given_up,
    "review_end": review_forms.end_review,
    "hearing": review_forms.hearing,
    "hearing_end": review_forms.hearing_end,
    "final": review_forms.final,
    "route_result": stage_forms.route_result,
    "exempt": stage_forms.exempt,
    "correct_date": stage_forms.correct_date,
    "study": suggestion_forms.study,
    "answer_suggestion": suggestion_forms.answer,
    "undo_suggestion": suggestion_forms.undo,
    "report_cause": suggestion_forms.report_cause,
    "recuse": dispatch_forms.recuse,
    "untell": stage_forms.untell,
    "correct_category": category_forms.correct_category,
    "report": report_forms.make_report,
    "report_apart": report_forms.report_apart,
    "print_sealed": report_forms.print_sealed,
    "hand_over_sealed": report_forms.hand_over,
    "no_report": report_forms.no_report,
    "tell_organisation": report_forms.tell_organisation,
    "untell_organisation": report_forms.untell_organisation,
    "sign": dispatch_forms.sign,
    "deliver": dispatch_forms.deliver,
    "undo_delivery": dispatch_forms.undo_delivery,
    "answer_dispatch": dispatch_forms.answer,
    "send_back": dispatch_forms.send_back,
    "end_dispatch": dispatch_forms.end,
    "tell_extension": stage_forms.tell_extension,
    "undo_extension": stage_forms.undo_extension,
    "serve_review": review_forms.serve_review,
    "end_recusal": dispatch_forms.end_recusal,
}
