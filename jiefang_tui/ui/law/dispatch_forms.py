"""Forms of handing on (交办、转送、协办、呈报): sent, signed for, sent back, answered, taken back; and 回避."""

from __future__ import annotations

from jiefang_tui.rules.dispatches import OFFERED
from jiefang_tui.rules.outcomes import STILL
from jiefang_tui.services.law import dispatching, recusing
from jiefang_tui.terms import DispatchKind
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field, unit_field

KINDS = [(kind.value, kind.label) for kind in OFFERED]


def dispatch(request: ActRequest) -> FormDialog:
    """A matter has one lead unit and any number of assisting ones."""
    view = request.view
    now = f"，现在是{view.lead_unit}" if view.lead_unit else ""
    specs = [
        choice_field("kind", "怎样交", KINDS),
        unit_field("unit", "交给单位", required=True),
        officer_field("officer", "责任人"),
        text_field("still_reason", STILL.label, hint=STILL.hint),
        text_field("requirement", "办理要求", lines=2),
        day_field("due_on", "办理期限", hint="10天后 12-3", words_to="requirement"),
    ]
    return act_form(
        "交办、转送、协办、呈报",
        specs,
        lambda v: dispatching.dispatch(
            request.desk,
            view.id,
            v["kind"],
            v["unit"],
            v["officer"],
            v.text("requirement"),
            v["due_on"],
            v.text("post"),
            v.text("still_reason"),
        ),
        {"kind": DispatchKind.ASSIST if view.lead_unit else DispatchKind.ASSIGN},
        f"主办只有一个{now}；协办可以有几个。",
        new_officer="officer",
        form_name="dispatch",
    )


def sign(request: ActRequest) -> FormDialog:
    """签收: until then the 首接人 owns the matter."""
    return act_form(
        "签收",
        [text_field("by", "签收人", required=True), day_field("on_day", "签收日期", past=True, hint=TODAY)],
        lambda v: dispatching.sign(request.desk, request.row_id, v.text("by"), v["on_day"]),
        note="没有人签收之前，由首接人负责。",
        form_name="sign",
        row=request.row_id,
    )


def deliver(request: ActRequest) -> FormDialog:
    """交件: only from then is the unit late in signing."""
    return act_form(
        "交件",
        [
            text_field("how", "怎样交给谁", required=True, hint="当面交李强、微信发张会计"),
            day_field("on_day", "交件日期", past=True, hint=TODAY),
        ],
        lambda v: dispatching.deliver(request.desk, request.row_id, v.text("how"), v["on_day"]),
        note="交到了才开始算签收的日子；没有交到的，不能说单位没有签收。",
        form_name="deliver",
        row=request.row_id,
    )


def undo_delivery(request: ActRequest) -> FormDialog:
    """It did not reach them after all."""
    return reason_dialog(
        "撤销交件",
        lambda reason: dispatching.undo_delivery(request.desk, request.row_id, reason),
        form_name="undo_delivery",
        row=request.row_id,
    )


def send_back(request: ActRequest) -> FormDialog:
    """退回, with whom agreed."""
    specs = [
        text_field("reason", "退回理由", required=True, lines=2),
        text_field("agreed_by", "谁同意的", required=True),
        day_field("on_day", "退回日期", past=True, hint=TODAY),
    ]
    return act_form(
        "退回",
        specs,
        lambda v: dispatching.send_back(
            request.desk, request.row_id, v.text("reason"), v.text("agreed_by"), v["on_day"]
        ),
        form_name="send_back",
        row=request.row_id,
    )


def answer(request: ActRequest) -> FormDialog:
    """What the unit answered."""
    return act_form(
        "承办单位答复",
        [
            text_field("reply", "答复内容", required=True, lines=3),
            day_field("on_day", "答复日期", past=True, hint=TODAY),
        ],
        lambda v: dispatching.answer_dispatch(request.desk, request.row_id, v.text("reply"), v["on_day"]),
        form_name="answer_dispatch",
        row=request.row_id,
    )


def end(request: ActRequest) -> FormDialog:
    """Taken back."""
    return reason_dialog(
        "收回",
        lambda reason: dispatching.end_dispatch(request.desk, request.row_id, reason),
        form_name="end_dispatch",
        row=request.row_id,
    )


def recuse(request: ActRequest) -> FormDialog:
    """回避 (Art. 28(3)): an officer with an interest takes no part."""
    specs = [
        officer_field("officer", "回避的人", required=True),
        text_field("reason", "原因", required=True, hint="与事项或者信访人有直接利害关系"),
        text_field("decided_by", "谁决定的", required=True),
        officer_field("instead", "由谁接手", hint="手上有这件事的，转给谁"),
    ]
    return act_form(
        "回避",
        specs,
        lambda v: recusing.recuse(
            request.desk,
            request.matter_id,
            v["officer"],
            v.text("reason"),
            v.text("decided_by"),
            instead=v["instead"],
            post=v.text("post"),
        ),
        note="以后这件事不能再交给这个人(条例第二十八条第三款)。",
        new_officer="instead",
        form_name="recuse",
    )


def end_recusal(request: ActRequest) -> FormDialog:
    """No reason to stand aside any more."""
    return reason_dialog(
        "解除回避",
        lambda reason: recusing.end_recusal(request.desk, request.row_id, reason),
        form_name="end_recusal",
        row=request.row_id,
    )
