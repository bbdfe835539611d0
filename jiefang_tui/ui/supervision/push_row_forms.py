"""What can be done with a card, an urge, a resubmission, an escalation once it is there, as forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiefang_tui import clock
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.pushes import CardView, EscalationView, ResubmissionView, UrgeView
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field

# -- what a line is, over the list of its acts and in their forms


def _card(matter_id: int, row_id: int) -> CardView:
    return next(one for one in pushes.cards_of(matter_id) if one.id == row_id)


def card_title(matter_id: int, row_id: int) -> str:
    """Colour, number, and who got it."""
    card = _card(matter_id, row_id)
    return f"{card.colour.label} {card.card_no}  {card.to}"


def _card_note(request: ActRequest) -> str:
    title = card_title(request.matter_id, request.row_id)
    return f"{title}\n{_card(request.matter_id, request.row_id).reason}"


def _urge(matter_id: int, row_id: int) -> UrgeView:
    return next(one for one in pushes.urges_of(matter_id) if one.id == row_id)


def urge_title(matter_id: int, row_id: int) -> str:
    """Who was urged, and until when they are to answer."""
    urge = _urge(matter_id, row_id)
    return f"催办 {urge.to}  限{urge.answer_due}回复 {days_left_words((urge.answer_due - clock.today()).days)}"


def _urge_note(request: ActRequest) -> str:
    return f"{urge_title(request.matter_id, request.row_id)}\n{_urge(request.matter_id, request.row_id).text}"


def _resubmission(matter_id: int, row_id: int) -> ResubmissionView:
    return next(one for one in pushes.resubmissions_of(matter_id) if one.id == row_id)


def _resubmission_note(request: ActRequest) -> str:
    one = _resubmission(request.matter_id, request.row_id)
    return f"难在: {one.difficulty}\n做过: {one.tried}\n请定: {one.asked}"


def task_title(matter_id: int, row_id: int) -> str:
    """Who does what, as a 会商 said."""
    parts = [part for one in pushes.consultations_of(matter_id) for part in one.parts]
    part = next(one for one in parts if one.id == row_id)
    return f"{part.unit}{part.person} {part.task}".strip()


def _escalation(matter_id: int, row_id: int) -> EscalationView:
    return next(one for one in pushes.escalations_of(matter_id) if one.id == row_id)


TITLES: Mapping[str, Callable[[int, int], str]] = {
    "card": card_title,
    "urge": urge_title,
    "resubmission": lambda matter_id, row_id: f"再次提请 {_resubmission(matter_id, row_id).leader}",
    "task": task_title,
    "escalation": lambda matter_id, row_id: f"提级办理 {_escalation(matter_id, row_id).to_unit}",
}
"""What stands over the acts of a line of F5, by its kind, from its matter and its id."""


# -- the forms


def answer_card(request: ActRequest) -> FormDialog:
    """书面说明 of whoever got the card."""
    specs = [
        text_field("text", "书面说明", required=True, lines=4),
        day_field("on_day", "收到日期", past=True, hint="空着就是今天"),
    ]
    return act_form(
        "书面说明",
        specs,
        lambda v: cards.answer_card(request.desk, request.row_id, v.text("text"), v["on_day"]),
        note=_card_note(request),
        form_name="answer_card",
        row=request.row_id,
    )


def appeal_card(request: ActRequest) -> FormDialog:
    """申辩: the addressee does not accept the card."""
    return act_form(
        "申辩",
        [text_field("text", "申辩内容", required=True, lines=4)],
        lambda v: cards.appeal_card(request.desk, request.row_id, v.text("text")),
        note=_card_note(request),
        form_name="appeal_card",
        row=request.row_id,
    )


def decide_appeal(request: ActRequest) -> FormDialog:
    """What was decided on the appeal, by whom, and whether the card is withdrawn with it."""
    specs = [
        choice_field("withdraws", "结论", [("no", "维持"), ("yes", "撤销这张牌")]),
        text_field("decision", "决定理由", required=True, lines=3),
        officer_field("by", "决定人", required=True),
    ]
    return act_form(
        "申辩决定",
        specs,
        lambda v: cards.decide_appeal(request.desk, request.row_id, v.text("decision"), v.is_yes("withdraws"), v["by"]),
        note=f"{_card_note(request)}\n申辩: {_card(request.matter_id, request.row_id).appeal}",
        form_name="decide_appeal",
        row=request.row_id,
    )


def record_talk(request: ActRequest) -> FormDialog:
    """约谈 of the addressee."""
    specs = [
        day_field("on_day", "约谈日期", past=True, required=True),
        text_field("note", "约谈情况", required=True, lines=3),
    ]
    return act_form(
        "约谈",
        specs,
        lambda v: cards.record_talk(request.desk, request.row_id, v["on_day"], v.text("note")),
        note=_card_note(request),
        form_name="record_talk",
        row=request.row_id,
    )


def withdraw_card(request: ActRequest) -> FormDialog:
    """销牌: what led to it is over."""
    specs = [
        text_field("reason", "销牌理由", required=True, lines=2),
        officer_field("by", "批准人", required=True),
    ]
    return act_form(
        "销牌",
        specs,
        lambda v: cards.withdraw_card(request.desk, request.row_id, v.text("reason"), v["by"]),
        note=_card_note(request),
        form_name="withdraw_card",
        row=request.row_id,
    )


def answer_urge(request: ActRequest) -> FormDialog:
    """What was answered to 催办."""
    specs = [
        text_field("text", "回复", required=True, lines=3),
        day_field("on_day", "收到日期", past=True, hint="空着就是今天"),
    ]
    return act_form(
        "催办回复",
        specs,
        lambda v: pushing.answer_urge(request.desk, request.row_id, v.text("text"), v["on_day"]),
        note=_urge_note(request),
        form_name="answer_urge",
        row=request.row_id,
    )


def decide_resubmission(request: ActRequest) -> FormDialog:
    """What the leader decided, the new date, the new measure."""
    specs = [
        text_field("decision", "领导决定", required=True, lines=3),
        day_field("new_due", "新的期限", hint="空着不改", words_to="decision"),
        text_field("new_measure", "新的措施", hint="空着不加"),
    ]
    return act_form(
        "再次提请 领导决定",
        specs,
        lambda v: pushing.decide_resubmission(
            request.desk, request.row_id, v.text("decision"), v["new_due"], v.text("new_measure")
        ),
        note=_resubmission_note(request),
        form_name="decide_resubmission",
        row=request.row_id,
    )


def answer_escalation(request: ActRequest) -> FormDialog:
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
            request.desk, request.row_id, v.is_yes("accepted"), v.text("answer"), v.text("task_force")
        ),
        note=_escalation(request.matter_id, request.row_id).reason,
        form_name="answer_escalation",
        row=request.row_id,
    )


def finish_task(request: ActRequest) -> FormDialog:
    """A task given at a 会商 is done."""
    specs = [day_field("on_day", "完成日期", past=True, required=True)]
    return act_form(
        "会商任务完成",
        specs,
        lambda v: pushing.finish_task(request.desk, request.row_id, v["on_day"]),
        note=task_title(request.matter_id, request.row_id),
        form_name="finish_task",
        row=request.row_id,
    )
