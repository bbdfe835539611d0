"""The forms of 复查 and 复核, which are done elsewhere: asked for, heard, concluded, served; nothing left to ask."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.services.desk import reopening
from jiefang_tui.services.desk.acts import ActFacts
from jiefang_tui.services.law import reviewing
from jiefang_tui.terms import REOPENING_CONCLUSIONS, ReviewConclusion, ReviewStage
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field, unit_field


def ask_review(request: ActRequest, stage: ReviewStage) -> FormDialog:
    """The petitioner asked the next higher body."""
    return act_form(
        f"申请{stage.label}",
        [
            unit_field("body", f"{stage.label}机关", required=True),
            day_field("requested_on", "收到申请", past=True, required=True, hint=f"{stage.label}机关收到的那天"),
        ],
        lambda v: reviewing.request_review(request.desk, request.matter_id, stage, v["body"], v["requested_on"]),
        note=_until(request.facts, stage),
        form_name="request_review",
        row=stage.value,
    )


def _until(facts: ActFacts, stage: ReviewStage) -> str:
    window = facts.window(stage)
    if window is None:  # the 复查 opinion is not served
        return ""
    is_over = window.is_over_on(facts.today)
    if is_over is None:
        return f"{window.raw}满期；放假安排没有收录，顺延到哪天不知道，不记作逾期。"
    return f"已过申请的期限，照样登记，由{stage.label}机关定。" if is_over else f"可申请到 {window.rolled}。"


def end_review(request: ActRequest) -> FormDialog | None:
    """What the higher body decided; what it sends back is open again."""
    one = request.facts.open_review
    if one is None:
        return None
    proposed_due = reopening.proposed_due(request.desk)
    back = "、".join(each.label for each in REOPENING_CONCLUSIONS)
    specs = [
        choice_field("conclusion", "结论", ReviewConclusion.labels()),
        day_field("concluded_on", "结论日期", past=True, hint=TODAY),
        text_field("note", "要点", lines=2),
        day_field("served_on", "送达日期", past=True, hint="还没送达就空着"),
        day_field(
            "new_due",
            "重办期限",
            hint=f"重新办理的期限；空着到{proposed_due:%m-%d}",
            words_to="note",
            empty_means=f"{proposed_due:%m-%d}",
        ),
    ]
    return act_form(
        f"{one.stage.label}结论  {one.body}",
        specs,
        lambda v: reviewing.conclude_review(
            request.desk,
            one.id,
            v["conclusion"],
            v["concluded_on"] or clock.today(),
            v.text("note"),
            v["served_on"],
            v["new_due"],
        ),
        note=f"{back}的重新办理，维持的仍是办结。",
        form_name="conclude_review",
        row=one.id,
    )


def serve_review(request: ActRequest) -> FormDialog:
    """The opinion of the higher body reached the petitioner."""
    return act_form(
        "复查复核意见送达",
        [day_field("served_on", "送达日期", past=True, hint=TODAY)],
        lambda v: reviewing.serve_review(request.desk, request.row_id, v["served_on"] or clock.today()),
        form_name="serve_review",
        row=request.row_id,
    )


def hearing(request: ActRequest) -> FormDialog:
    """听证: only the clock of 复核 stands still (Art. 36(2))."""
    specs = [
        day_field("begins_on", "开始日期", past=True, hint=TODAY),
        text_field("reason", "听证事由", required=True),
        officer_field("approver", "批准人", required=True),
    ]
    return act_form(
        "复核听证开始",
        specs,
        lambda v: reviewing.begin_hearing(
            request.desk, request.matter_id, v["begins_on"] or clock.today(), v.text("reason"), v["approver"]
        ),
        note="听证所需的时间不计入复核的30日(条例第三十六条第二款)；别的期限照算。",
        form_name="begin_hearing",
    )


def hearing_end(request: ActRequest) -> FormDialog:
    """The hearing is over; the clock goes on the day after."""
    return act_form(
        "复核听证结束",
        [day_field("ends_on", "结束日期", past=True, hint=TODAY)],
        lambda v: reviewing.end_hearing(request.desk, request.facts.hearing_id, v["ends_on"] or clock.today()),
        form_name="end_hearing",
        row=request.facts.hearing_id,
    )


def final(request: ActRequest) -> FormDialog:
    """三级终结 without 复核: the windows have passed."""
    return reason_dialog(
        "认定三级终结",
        lambda reason: reviewing.note_final_closure(request.desk, request.matter_id, reason),
        form_name="note_final_closure",
    )
