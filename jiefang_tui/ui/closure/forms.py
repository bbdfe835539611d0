"""The forms of the acts of `services/closure/acts.py` and `line_acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.ui.closure import closing_review, commitment_forms, rest_forms
from jiefang_tui.ui.toolkit.acts import Maker

FORMS: Mapping[str, Maker] = {
    "promise": commitment_forms.new_commitment,
    "executed": rest_forms.executed,
    "relief": rest_forms.relief,
    "visit": rest_forms.follow_up,
    "settled": rest_forms.settled,
    "reaction": rest_forms.reaction,
    "close": closing_review.review,
    "reopen": rest_forms.reopen,
    "end_simply": rest_forms.end_simply,
    "undo_simple_end": rest_forms.undo_simple_end,
    "backlog": rest_forms.backlog,
    "wait": rest_forms.wait,
    "end_wait": rest_forms.end_wait,
    "look_again": rest_forms.look_again,
    "looked": rest_forms.looked,
    "end_look": rest_forms.end_look,
    "fulfil_commitment": commitment_forms.fulfil,
    "correct_commitment": commitment_forms.correct,
    "withdraw_commitment": commitment_forms.withdraw,
    "unfulfil_commitment": commitment_forms.unfulfil,
    "unmark_executed": rest_forms.not_executed,
    "mend_gap": closing_review.mend,
}
