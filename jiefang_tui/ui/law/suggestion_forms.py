"""The forms of 建议意见 (Art. 29) and of 情况反映."""

from __future__ import annotations

from jiefang_tui.services.law import suggesting
from jiefang_tui.terms import FollowUpWay
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import unit_field

ANSWERS = [(one.value, one.label) for one in suggesting.ANSWERS]


def study(request: ActRequest) -> FormDialog:
    """研究论证: what, by whom, until when."""
    specs = [
        text_field("what", "论证什么", required=True, lines=2, hint="可不可行、要多少钱、谁来办"),
        unit_field("unit", "论证单位", hint="空着就是本单位"),
        day_field("due_on", "论证期限", hint="例如 30天后", words_to="what"),
    ]
    return act_form(
        "研究论证",
        specs,
        lambda v: suggesting.study_suggestion(
            request.desk, request.matter_id, v.text("what"), v.text("unit"), v["due_on"]
        ),
        note="建议意见认真研究论证，有结果要回复(条例第二十九条)。",
        form_name="study_suggestion",
    )


def answer(request: ActRequest) -> FormDialog:
    """采纳, 部分采纳 or 解释说明, with the reply."""
    specs = [
        choice_field("result", "结果", ANSWERS, width=12),
        text_field("reply", "回复内容", required=True, lines=3, hint="采纳哪些、怎么办；不能采纳的为什么"),
        choice_field("told_way", "怎么回复", FollowUpWay.labels(), width=12),
        day_field("told_on", "回复日期", past=True, hint=TODAY),
    ]
    return act_form(
        "采纳、解释，回复建议",
        specs,
        lambda v: suggesting.answer_suggestion(
            request.desk, request.matter_id, v["result"], v.text("reply"), v["told_way"], v["told_on"]
        ),
        note="科学合理、现实可行的采纳或者部分采纳，并予以回复(条例第二十九条)；回复了就办结。",
        form_name="answer_suggestion",
    )


def undo(request: ActRequest) -> FormDialog:
    """What was last said of the suggestion is taken back."""
    return reason_dialog(
        "撤回论证或回复",
        lambda reason: suggesting.undo_suggestion(request.desk, request.matter_id, reason),
        form_name="undo_suggestion",
    )


def report_cause(request: ActRequest) -> FormDialog:
    """情况反映: to whoever can change what many complain of."""
    specs = [
        unit_field("unit", "报给谁", required=True, hint="能改这件事的机关，例如 县发改委"),
        text_field("what", "反映问题", required=True, lines=3, hint="什么问题、多少件多少人、建议怎么改"),
    ]
    return act_form(
        "情况反映，共性问题上报",
        specs,
        lambda v: suggesting.report_cause(request.desk, request.matter_id, v.text("unit"), v.text("what")),
        note="不写信访人的姓名。这件照常办，有答复记在这一行上。",
        form_name="report_cause",
    )
