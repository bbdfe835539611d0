"""Forms of a report (检举控告): found to be one, taken apart from a claim, printed, handed over, or none after all."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui.services.law import sealed_paper, sealing, splitting
from jiefang_tui.services.law.splitting import TOLD, Place
from jiefang_tui.ui.toolkit import printing
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FORM_CELLS, FormDialog
from jiefang_tui.ui.toolkit.report_fields import accused_field, destinations
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec

WHOSE = [("claim", "求决的，留下"), ("report", "检举的，进密件")]


def _two_people() -> list[FieldSpec]:
    return [
        text_field("noticed_by", "谁发现的", required=True),
        text_field("confirmed_by", "确认人", required=True, hint="第二个人，没有被反映的"),
    ]


def _where(request: ActRequest) -> list[FieldSpec]:
    return [choice_field("destination", "移送到", destinations(request.desk)), accused_field()]


def _default(request: ActRequest) -> dict[str, str]:
    view, listed = request.view, destinations(request.desk)
    return {"destination": next((code for code, name in listed if name == view.handed_to), listed[0][0])}


def make_report(request: ActRequest) -> FormDialog:
    """Whoever notices says so, another one confirms."""
    return act_form(
        "改成检举控告",
        _two_people(),
        lambda v: sealing.make_report(request.desk, request.matter_id, v.text("noticed_by"), v.text("confirmed_by")),
        {"noticed_by": request.desk.officer_name},
        "整件都是检举才用这个；还有求决的，返回用「拆出检举控告」。移送有回执以前不清除，错了可以恢复。",
        form_name="make_report",
    )


def _whose(number: int, place: Place) -> FieldSpec:
    """Whose words these are, below what was written; nothing is chosen beforehand."""
    said = " ".join(place.text.split())
    when = f"{place.day:%m-%d} " if place.day is not None else ""
    said = cells.fit(f"{when}{place.label}：{said}", FORM_CELLS - 2).rstrip()
    return replace(choice_field(f"place_{number}", f"第{number + 1}条", WHOSE), section=said)


def report_apart(request: ActRequest) -> FormDialog:
    """The claim's own words are left, the report's are printed and taken out. No draft of it is kept."""
    view, screen = request.view, request.screen
    places = splitting.places_to_confirm(request.matter_id)
    specs = [
        text_field("request", "诉求", required=True, lines=3),
        text_field("facts", "事实与理由", lines=3),
        text_field("concerned_unit", "被反映单位"),
        text_field("concerned_person", "被反映人"),
        *(_whose(number, place) for number, place in enumerate(places)),
        *_two_people(),
        *_where(request),
    ]

    def act(filled: dict[str, object], claim: dict[str, str]) -> str:
        printed = splitting.take_report_out(
            request.desk,
            request.matter_id,
            claim,
            str(filled.get("noticed_by") or ""),
            str(filled.get("confirmed_by") or ""),
            str(filled.get("destination") or ""),
            str(filled.get("accused") or ""),
            [place.key for number, place in enumerate(places) if filled.get(f"place_{number}") == "claim"],
        )
        screen.call_later(printing.open_printed, screen, printed)
        return printed.sentence

    dialog = act_form(
        "拆出检举控告",
        specs,
        lambda v: act(v, {name: v.text(name) for name in TOLD}),
        {name: getattr(view, name) for name in TOLD} | {"noticed_by": request.desk.officer_name} | _default(request),
        "前四项只写求决的；以前记的逐条选是谁的。检举的整段打印成密件，再从本机清除，不能恢复。编号和期限留给求决的。",
        form_name="report_apart",
    )
    dialog.keeps_nothing = True
    return dialog


def print_sealed(request: ActRequest) -> FormDialog:
    """Addressed to a body of the short list."""
    screen = request.screen

    def act(destination: str, accused: str) -> str:
        printed = sealed_paper.print_sealed(request.desk, request.matter_id, destination, accused)
        screen.call_later(printing.open_printed, screen, printed)
        return printed.sentence

    dialog = act_form(
        "打印移送密件",
        _where(request),
        lambda v: act(v["destination"] or "", v["accused"] or ""),
        _default(request),
        "打印后密封送达，拿回执；被检举的是谁只核对去向，不保存。",
        form_name="print_sealed",
    )
    dialog.keeps_nothing = True
    return dialog


def hand_over(request: ActRequest) -> FormDialog:
    """With the receipt it is over, and its content goes."""
    return act_form(
        "办完移送",
        [
            text_field("receipt", "回执", required=True, hint="对方签收人或者回执编号"),
            day_field("on_day", "移送日期", past=True, hint=TODAY),
        ],
        lambda v: sealing.hand_over(request.desk, request.matter_id, v.text("receipt"), on_day=v["on_day"]),
        note=f"移送{request.view.handed_to}。保存后姓名、诉求、材料、记录和本机旧备份里的内容都清除，不能恢复。",
        form_name="hand_over_sealed",
    )


def no_report(request: ActRequest) -> FormDialog:
    """It was a claim after all."""
    return reason_dialog(
        "不是检举控告，恢复",
        lambda reason: sealing.no_report(request.desk, request.matter_id, reason),
        form_name="no_report",
    )


def tell_organisation(request: ActRequest) -> FormDialog:
    """通报组织部门 (Art. 30(2))."""
    name = request.desk.reference.reports.organisation
    return act_form(
        "通报组织部门",
        [text_field("body", "通报给", required=True), day_field("on_day", "日期", past=True, hint=TODAY)],
        lambda v: sealing.tell_organisation(request.desk, request.matter_id, v.text("body"), v["on_day"]),
        {"body": name},
        "只记日期和去向，不记内容。",
        form_name="tell_organisation",
    )


def untell_organisation(request: ActRequest) -> FormDialog:
    """It was written down by mistake."""
    return reason_dialog(
        "收回通报组织部门",
        lambda reason: sealing.untell_organisation(request.desk, request.matter_id, reason),
        form_name="untell_organisation",
    )


def got_back(request: ActRequest) -> FormDialog:
    """What had been handed to a unit before is here again."""
    return act_form(
        "记材料已收回",
        [day_field("on_day", "收回日期", past=True, hint=TODAY)],
        lambda v: sealing.got_back(request.desk, request.matter_id, v["on_day"]),
        note=sealing.to_call_back(request.matter_id),
        form_name="got_back",
    )
