"""The forms of what a higher level sent (转送, 交办, 领导接访交办): registered, put right, reported back."""

from __future__ import annotations

from jiefang_tui.services.law import from_above, reporting_up, stages
from jiefang_tui.terms import LeaderLevel
from jiefang_tui.ui.toolkit.act_form import YES_NO, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import unit_field
from jiefang_tui.ui.widgets.form import FieldSpec


def _leader_fields() -> list[FieldSpec]:
    """Out of whose reception it was assigned; both empty for what was not."""
    return [
        choice_field("level", "领导级别", LeaderLevel.above_us(), required=False, hint="领导接访交办的才选"),
        FieldSpec("leader", "交办领导", width=24, hint="哪位领导接访交办的"),
    ]


def transfer_in(request: ActRequest) -> FormDialog:
    """上级转送、交办: the days of Art. 23(3) run from its receipt."""
    specs = [
        day_field("received_on", "收到日期", past=True, required=True),
        unit_field("from_unit", "来文单位", required=True),
        FieldSpec("number", "文号", width=0),
        day_field("assigned_due", "交办期限", near=True, hint="上级定的，没有就空着", words_to="note"),
        text_field("note", "要求", hint="来文上怎么要求的"),
        *_leader_fields(),
    ]
    return act_form(
        "上级转来登记",
        specs,
        lambda v: stages.record_transfer_in(
            request.desk,
            request.matter_id,
            v["received_on"],
            v["from_unit"],
            v.text("number"),
            v["assigned_due"],
            v.text("note"),
            leader=v.text("leader"),
            level=v["level"] or "",
        ),
        note="不属于本单位职权的，收到之日起5个工作日内提出异议(条例第二十三条第三款)。",
        form_name="record_transfer_in",
    )


def report_up(request: ActRequest) -> FormDialog:
    """报办结报告 to whoever assigned the matter (Art. 22(1))."""
    at = request.facts.at
    limit = f"，{at.assigned_due}前要" if at.assigned_due else ""
    return act_form(
        "报办结报告",
        [
            unit_field("body", "报给谁", required=True),
            text_field("what", "报了什么", required=True, lines=3, hint="怎么办的、结果怎样、信访人怎么说"),
            FieldSpec("number", "文号", width=0),
            choice_field("way", "怎么报的", [(one.value, one.label) for one in reporting_up.WAYS]),
            day_field("on_day", "报送日期", past=True, hint=TODAY),
        ],
        lambda v: reporting_up.report_up(
            request.desk, request.matter_id, v["on_day"], v.text("number"), v["way"], v.text("what"), v.text("body")
        ),
        {"body": at.transferred_from},
        f"{at.transferred_from} {at.transfer_no}".strip() + f"交办{limit}(条例第二十二条第一款)。",
        form_name="report_up",
    )


def undo_report_up(request: ActRequest) -> FormDialog:
    """It had not gone up after all."""
    return reason_dialog(
        "撤回办结报告",
        lambda reason: reporting_up.undo_report_up(request.desk, request.row_id, reason),
        form_name="undo_report_up",
        row=request.row_id,
    )


def correct_above(request: ActRequest) -> FormDialog:
    """更正上级转来: all that its paper says but its days, as it stands now."""
    at = request.facts.at
    specs = [
        unit_field("from_unit", "来文单位"),
        FieldSpec("number", "文号", width=0),
        *_leader_fields(),
        choice_field("wants_report", "办结报告", YES_NO, width=8, hint="上级要不要报"),
        text_field("reason", "更正原因", required=True, hint="例如 登记时打错"),
    ]
    begun = {
        "from_unit": at.transferred_from,
        "number": at.transfer_no,
        "level": at.assigned_level or "",
        "leader": at.assigned_leader,
        "wants_report": "yes" if at.wants_report else "no",
    }
    return act_form(
        "更正上级转来",
        specs,
        lambda v: from_above.correct_above(
            request.desk,
            request.matter_id,
            v.text("from_unit"),
            v.text("number"),
            v.text("leader"),
            v["level"] or "",
            wants_report=v.is_yes("wants_report"),
            reason=v.text("reason"),
        ),
        begun,
        "收到日期和交办期限在「更正日期」里改；原来写的留着。",
        form_name="correct_above",
    )


def undo_above(request: ActRequest) -> FormDialog:
    """No higher level sent it after all."""
    return reason_dialog(
        "撤回上级转来",
        lambda reason: from_above.undo_above(request.desk, request.matter_id, reason),
        form_name="undo_above",
    )
