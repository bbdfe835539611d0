"""The forms of the acts of `services/reception/visit_acts.py` and `acts.py`, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.ui.reception import person_forms, today_dialogs, visit_forms
from jiefang_tui.ui.toolkit.acts import Maker

FORMS: Mapping[str, Maker] = {
    "correct_outcome": visit_forms.correct_outcome,
    "correct_note": visit_forms.correct_note,
    "correct_visit": visit_forms.correct_visit,
    "move_visit": person_forms.move_visit,
    "correct_name": person_forms.correct_name,
    "was_not_received": visit_forms.was_not_received,
    "was_received": visit_forms.was_received,
    "print_form": visit_forms.print_form,
    "void": visit_forms.void,
    "restore": visit_forms.restore,
    "visit_category": visit_forms.visit_category,
    "void_one": visit_forms.void_one,
    "restore_one": visit_forms.restore_one,
    "name_leader": visit_forms.name_leader,
    "book_named": visit_forms.book_named,
    "unname_leader": visit_forms.unname_leader,
    "key_booking": today_dialogs.key_booking,
    "change_booking": today_dialogs.change_booking,
    "cancel_booking": today_dialogs.cancel_booking,
}
