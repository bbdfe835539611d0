"""What can be done with a card, an urge, a resubmission, an escalation once it is there, as forms."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field


def answer_card(desk: Desk, card_id: int, note: str) -> FormDialog:
    """书面说明 of whoever got the card."""
    specs = [
        text_field("text", "书面说明", required=True, lines=4),
        day_field("on_day", "收到日期", past=True, hint="空着就是今天"),
    ]
    return act_form(
        "书面说明",
        specs,
        lambda v: cards.answer_card(desk, card_id, v.text("text"), v["on_day"]),
        note=note,
        form_name="answer_card",
        row=card_id,
    )


def appeal_card(desk: Desk, card_id: int, note: str) -> FormDialog:
    """申辩: the addressee does not accept the card."""
    return act_form(
        "申辩",
        [text_field("text", "申辩内容", required=True, lines=4)],
        lambda v: cards.appeal_card(desk, card_id, v.text("text")),
        note=note,
        form_name="appeal_card",
        row=card_id,
    )


def decide_appeal(desk: Desk, card_id: int, note: str) -> FormDialog:
    """What was decided on the appeal, by whom, and whether the card is withdrawn with it."""
    specs = [
        choice_field("withdraws", "结论", [("no", "维持"), ("yes", "撤销这张牌")]),
        text_field("decision", "决定理由", required=True, lines=3),
        officer_field("by", "决定人", required=True),
    ]
    return act_form(
        "申辩决定",
        specs,
        lambda v: cards.decide_appeal(desk, card_id, v.text("decision"), v.is_yes("withdraws"), v["by"]),
        note=note,
        form_name="decide_appeal",
        row=card_id,
    )


def record_talk(desk: Desk, card_id: int, note: str) -> FormDialog:
    """约谈 of the addressee."""
    specs = [
        day_field("on_day", "约谈日期", past=True, required=True),
        text_field("note", "约谈情况", required=True, lines=3),
    ]
    return act_form(
        "约谈",
        specs,
        lambda v: cards.record_talk(desk, card_id, v["on_day"], v.text("note")),
        note=note,
        form_name="record_talk",
        row=card_id,
    )


def withdraw_card(desk: Desk, card_id: int, note: str) -> FormDialog:
    """销牌: what led to it is over."""
    specs = [
        text_field("reason", "销牌理由", required=True, lines=2),
        officer_field("by", "批准人", required=True),
    ]
    return act_form(
        "销牌",
        specs,
        lambda v: cards.withdraw_card(desk, card_id, v.text("reason"), v["by"]),
        note=note,
        form_name="withdraw_card",
        row=card_id,
    )


def answer_urge(desk: Desk, urge_id: int, note: str) -> FormDialog:
    """What was answered to 催办."""
    specs = [
        text_field("text", "回复", required=True, lines=3),
        day_field("on_day", "收到日期", past=True, hint="空着就是今天"),
    ]
    return act_form(
        "催办回复",
        specs,
        lambda v: pushing.answer_urge(desk, urge_id, v.text("text"), v["on_day"]),
        note=note,
        form_name="answer_urge",
        row=urge_id,
    )


def decide_resubmission(desk: Desk, resubmission_id: int, note: str) -> FormDialog:
    """What the leader decided, the new date, the new measure."""
    specs = [
        text_field("decision", "领导决定", required=True, lines=3),
        day_field("new_due", "新的期限", hint="空着不改"),
        text_field("new_measure", "新的措施", hint="空着不加"),
    ]
    return act_form(
        "再次提请 领导决定",
        specs,
        lambda v: pushing.decide_resubmission(
            desk, resubmission_id, v.text("decision"), v["new_due"], v.text("new_measure")
        ),
        note=note,
        form_name="decide_resubmission",
        row=resubmission_id,
    )


def answer_escalation(desk: Desk, escalation_id: int, note: str) -> FormDialog:
    """Whether the higher level took it over."""
    options = [("yes", "同意提级"), ("no", "不同意")]
    specs = [
        choice_field("accepted", "上级答复", options),
        text_field("answer", "答复内容", lines=2, hint="不同意的要写明"),
        text_field("task_force", "上级专班", hint="上级成立专班的，写明"),
    ]
    return act_form(
        "提级办理 上级答复",
        specs,
        lambda v: pushing.answer_escalation(
            desk, escalation_id, v.is_yes("accepted"), v.text("answer"), v.text("task_force")
        ),
        note=note,
        form_name="answer_escalation",
        row=escalation_id,
    )


def finish_task(desk: Desk, part_id: int, note: str) -> FormDialog:
    """A task given at a 会商 is done."""
    specs = [day_field("on_day", "完成日期", past=True, required=True)]
    return act_form(
        "会商任务完成",
        specs,
        lambda v: pushing.finish_task(desk, part_id, v["on_day"]),
        note=note,
        form_name="finish_task",
        row=part_id,
    )
