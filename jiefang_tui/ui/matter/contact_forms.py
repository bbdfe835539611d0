"""本人不愿再上门, and its end: on the matter's page and on a 走访 about it."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import contact
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog


def no_more_form(desk: Desk, matter_id: int) -> FormDialog:
    """本人不愿再上门: in their words, as far as they said any."""

    def save(values: Values) -> str:
        contact.no_more_visits(desk, matter_id, values.text("said"))
        return "已记，不再提醒上门"

    fields = [text_field("said", "本人的话", hint="可空着；例如 电话说就行")]
    note = "记下以后不再提醒联系；电话、来访照样接待。"
    return act_form("本人不愿再上门", fields, save, note=note, form_name="no_more_visits", row=matter_id)


def again_form(desk: Desk, matter_id: int) -> FormDialog:
    """They want to be visited again, or it was written down by mistake."""

    def save(values: Values) -> None:
        contact.visits_again(desk, matter_id, values.text("reason"))

    fields = [text_field("reason", "原因", required=True, hint="本人又愿意了、记错了")]
    return act_form("撤「本人不愿再上门」", fields, save, form_name="visits_again", row=matter_id)
