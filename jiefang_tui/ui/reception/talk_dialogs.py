"""Small dialogs of the talk that other screens use, too: a commitment, the result at the window, the two papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_name
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.rules.typed.dates import not_past
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import receiving
from jiefang_tui.store.queries.reception.people import officer_options
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog, TextDialog
from jiefang_tui.ui.toolkit.officer_fields import choice_value
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.typed_days import typed_day

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.store.queries.reception.visits import VisitView


def promise_dialog(desk: Desk, matter_id: int, leader: str, title: str = "") -> FormDialog:
    """承诺事项 of a matter: what, by when, how much, and the leader who confirms it (proposed: `leader`)."""
    leaders = dict(officer_options())
    specs = [
        FieldSpec("text", "承诺内容", kind="notes", required=True, height=2, enter_goes_on=True),
        FieldSpec(
            "due_on",
            "兑现日期",
            parse=lambda text: not_past(typed_day(text), clock.today(), "兑现日期"),
            hint="例如 月底、12-3",
            words_to="text",
        ),
        FieldSpec("amount", "金额", parse=parse_amount, hint="例如 3万(可不填)", words_to="text"),
        FieldSpec(
            "leader",
            "确认领导",
            kind="choice",
            options=list(leaders.items()),
            free=True,
            required=True,
            parse=parse_full_name,
        ),
        FieldSpec("owed_by", "谁来兑现", hint="个人、企业兑现的写名字，只催不发牌"),
    ]

    def save(filled: Filled) -> None:
        matters.confirm_commitment(
            desk,
            matter_id,
            filled.raw["text"].strip(),
            filled["due_on"],
            filled["amount"],
            choice_value(filled.raw["leader"], list(leaders.items())),
            owed_by=filled.raw["owed_by"],
        )

    note = f"{title}\n只记领导确认了的；说说而已的不记。" if title else "只记领导确认了的；说说而已的不记。"
    form = FormDialog(
        "承诺事项", specs, {"leader": leaders.get(leader, leader)}, note, act=save, form_name="confirm_commitment"
    )
    form.about = ("matter", matter_id)
    return form


def window_dialog(desk: Desk, view: VisitView) -> TextDialog:
    """窗口接待: what an arrival that is no petition came for, and how it ended."""
    name = mask_name(view.name) if desk.masks_names else view.name
    dialog = TextDialog(
        f"{view.purpose.label}  {view.number} {name}",
        "办理结果",
        note=view.window_note,
        text=view.talk_note,
        required=False,
        lines=3,
        act=lambda filled: receiving.serve_at_window(desk, view.id, filled.raw["text"].strip()),
        form_name="serve_at_window",
    )
    dialog.about = ("visit", view.id)
    return dialog
