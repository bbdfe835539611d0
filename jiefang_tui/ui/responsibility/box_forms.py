"""The forms that fill the six boxes: a member, a measure, the deadline, an entry of one of 三包, a reason."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.queries.responsibility.sheets import SheetView
from jiefang_tui.terms import DutyKind
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

# -- the forms, also opened straight from the boxes


def add_member(desk: Desk, matter_id: int) -> OfficerDialog:
    """Insert on 工作专班."""
    specs = [officer_field("name", "姓名", required=True), FieldSpec("duty", "分工", width=0)]
    return OfficerDialog(
        "工作专班 增加成员",
        specs,
        "name",
        lambda v: six_boxes.add_member(desk, matter_id, v["name"], v["duty"] or "", v["post"], v["unit"]),
        form_name="add_member",
    )


def add_measure(desk: Desk, matter_id: int) -> OfficerDialog:
    """Insert on 化解措施."""
    return OfficerDialog(
        "增加化解措施",
        measure_specs(),
        "owner",
        lambda v: six_boxes.add_measure(
            desk, matter_id, v["text"] or "", v["owner"], v["due_on"], v["post"], v["unit"]
        ),
        form_name="add_measure",
    )


def measure_specs(with_reason: bool = False) -> list[FieldSpec]:
    specs = [
        FieldSpec("text", "措施", required=True, width=0),
        officer_field("owner", "责任人"),
        day_field("due_on", "完成时间", hint="明天 下周四 12-1", words_to="text"),
    ]
    return [*specs, FieldSpec("reason", "改期原因", width=0)] if with_reason else specs


def set_due(desk: Desk, sheet: SheetView, legal_due: date | None) -> FormDialog:
    """Enter on 化解期限."""
    specs = [day_field("due_on", "化解期限", required=True, hint="月底 30天后 12-5")]
    if sheet.resolve_due is not None:
        specs.append(FieldSpec("reason", "改期原因", required=True, width=0))
    legal = f"法定应办结 {legal_due}" if legal_due else ""
    return FormDialog(
        "化解期限",
        specs,
        {"due_on": sheet.resolve_due},
        legal,
        act=lambda f: six_boxes.set_resolve_due(
            desk, sheet.matter_id, f["due_on"], f.values.get("reason") or "", version=sheet.version
        ),
        form_name="set_resolve_due",
    )


def add_entry(desk: Desk, sheet: SheetView, kind: DutyKind) -> OfficerDialog:
    """记进展 on one of 三包; where nobody answers for it yet, who did it will."""
    officer = sheet.duty(kind).officer
    specs = [
        FieldSpec("text", "做了什么", kind="notes", height=3, required=True, enter_goes_on=True),
        day_field("on_day", "日期", past=True, hint="空着就是今天", words_to="text", empty_means="今天"),
        officer_field("officer", "经办人" if officer else "责任人", hint="空着就是责任人" if officer else ""),
    ]
    return OfficerDialog(
        f"包{kind.label} 记进展",
        specs,
        "officer",
        lambda v: six_boxes.add_duty_entry(
            desk, sheet.matter_id, kind, v["text"] or "", v["on_day"], v["officer"], v["post"], v["unit"]
        ),
        note="写见了谁、说了什么、解决了什么。",
        form_name="add_duty_entry",
        row=kind.value,
    )


# -- the boxes with a list
