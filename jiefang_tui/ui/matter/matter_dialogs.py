"""Forms of a matter: correcting, the county's number, commitments, owner and result of a simple matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.amounts import parse_amount, yuan
from jiefang_tui.rules.typed.identity import IdNumber, parse_optional_id, parse_other_document, parse_phone
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.store.queries.matter.matters import MatterView, PersonView
from jiefang_tui.terms import CountyEntry, IdDocument, Sex
from jiefang_tui.ui.toolkit.act_form import act_form
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.class_options import class_options
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec


def first_contact(request: ActRequest) -> FormDialog:
    """首次联系: on which day, by whom; what was written down is put right with a reason."""
    at = request.facts.at
    known = at.first_contact_on is not None
    specs = [
        day_field("on_day", "哪天联系的", past=True, required=not known, hint="空着就是没有联系过" if known else ""),
        FieldSpec("by", "谁联系的", width=0, hint="空着就是登记员本人"),
    ]
    if known:
        specs.append(FieldSpec("reason", "更正原因", required=True, width=0))
    return act_form(
        "更正首次联系" if known else "首次联系",
        specs,
        lambda v: matters.note_first_contact(
            request.desk, request.matter_id, v["on_day"], v.text("by"), v.text("reason")
        ),
        {"on_day": at.first_contact_on, "by": at.first_contact_by} if known else None,
        form_name="first_contact",
    )


def correct_matter(desk: Desk, view: MatterView) -> FormDialog:
    """Fill in or correct what a matter is about; only what was changed is written."""
    areas = [(one.code, one.name) for one in desk.reference.villages_of(desk.area_code)]
    specs = [
        FieldSpec("title", "事项名称", required=True, width=0),
        FieldSpec("request", "诉求", kind="notes", height=2, enter_goes_on=True),
        FieldSpec("facts", "事实理由", kind="notes", height=2, enter_goes_on=True),
        FieldSpec("content_class", "内容分类", kind="choice", options=class_options(desk), width=30),
        FieldSpec("problem_area", "问题属地", kind="choice", options=areas, hint="本镇的村，别处写在地点"),
        FieldSpec("problem_place", "问题地点", width=0),
        day_field("problem_on", "发生日期", past=True, words_to="facts"),
        FieldSpec("concerned_unit", "被反映单位", width=0),
        FieldSpec("concerned_person", "被反映人", width=0),
        FieldSpec("amount_fen", "涉及金额", parse=parse_amount, width=16, hint="10万 3,200", words_to="facts"),
        FieldSpec(
            "affected_count",
            "涉及人数",
            parse=lambda text: parse_count(text, "涉及人数"),
            width=8,
            words_to="facts",
        ),
        FieldSpec("prior_procedures", "已走程序", width=0),
        FieldSpec("prior_query_code", "原查询码", width=20),
        FieldSpec("is_urgent", "紧急", kind="choice", options=[("1", "是"), ("0", "否")], width=8),
        FieldSpec("reason", "改动原因", width=0, hint="补填的可以不写"),
    ]
    initial: dict[str, object] = {spec.name: getattr(view, spec.name, "") for spec in specs if spec.name != "reason"}
    initial["amount_fen"] = yuan(view.amount_fen).removesuffix(" 元") if view.amount_fen is not None else ""
    initial["is_urgent"] = "1" if view.is_urgent else "0"
    if view.problem_area and view.problem_area not in desk.reference.areas:
        specs = [spec for spec in specs if spec.name != "problem_area"]  # a code we cannot offer is not lost here

    def save(filled: Filled) -> None:
        changes: dict[str, Any] = {}
        for spec in specs:
            if spec.name == "reason" or filled.raw[spec.name] == _field_text(initial[spec.name], spec):
                continue
            value = filled[spec.name]
            changes[spec.name] = value if spec.name in _MAY_BE_NONE else value or ""
        if "is_urgent" in changes:
            changes["is_urgent"] = changes["is_urgent"] == "1"
        if changes:
            matters.correct_matter(desk, view.id, changes, filled["reason"] or "", version=view.version)

    return FormDialog("改登记内容", specs, initial, act=save, form_name="correct_matter")


_MAY_BE_NONE = {"problem_on", "amount_fen", "affected_count"}


def _field_text(value: object, spec: FieldSpec) -> str:
    """How a field's first value stands in it."""
    text = "" if value is None else str(value)
    if spec.kind == "choice" and not callable(spec.options):
        return next((option[1] for option in spec.options if option[0] == text), text)
    return text


def correct_person(desk: Desk, person: PersonView, then: Callable[[], object] | None = None) -> FormDialog:
    """Correct or complete a petitioner; sex, birth date and home area come out of a resident ID number."""
    today = clock.today()
    specs = [
        FieldSpec("name", "姓名", required=True),
        FieldSpec("sex", "性别", kind="choice", options=Sex.labels(), width=8),
        FieldSpec("phone", "电话", parse=lambda text: parse_phone(text, desk.reference.policy.phone_area_code)),
        FieldSpec("id_doc", "证件类型", kind="choice", options=IdDocument.labels()),
        FieldSpec("id_no", "证件号码", width=24, parse=_number_parser(person, today)),
        day_field("birth_date", "出生日期", past=True),
        FieldSpec("address", "住址", width=0),
        FieldSpec("reason", "改动原因", width=0, hint="补填的可以不写"),
    ]
    initial: dict[str, object] = {spec.name: getattr(person, spec.name, "") for spec in specs if spec.name != "reason"}

    def save(filled: Filled) -> str:
        said = ""
        changes: dict[str, Any] = {
            name: filled[name] or ""
            for name in ("name", "sex", "phone", "address")
            if filled.raw[name] != _field_text(initial[name], next(spec for spec in specs if spec.name == name))
        }
        if filled["birth_date"] != person.birth_date:
            changes["birth_date"] = filled["birth_date"]
        changes |= _document(filled, person, today)
        if changes:
            said = people.correct_person(desk, person.id, changes, filled["reason"] or "", version=person.version)
        if then is not None:
            then()
        return said

    return FormDialog("改来访人", specs, initial, act=save, form_name="correct_person")


def _number_parser(person: PersonView, today: date) -> Callable[[str], Parsed[Any]]:
    """Reads a number as the document that is written down of this person."""
    kind = IdDocument(person.id_doc)
    if kind is IdDocument.RESIDENT:
        return lambda text: parse_optional_id(text, today)
    return lambda text: parse_other_document(text, kind)


def _document(filled: Filled, person: PersonView, today: date) -> dict[str, Any]:
    """What the document's number changes; a resident number that cannot be right is kept as typed."""
    kind = IdDocument(filled["id_doc"] or IdDocument.RESIDENT)
    typed = filled.raw["id_no"].strip()
    changes: dict[str, Any] = {"id_doc": kind} if kind != person.id_doc else {}
    if typed == person.id_no:
        return changes
    if kind is not IdDocument.RESIDENT or not typed:
        return changes | {"id_no": parse_other_document(typed, kind).value or ""}
    number = parse_optional_id(typed, today).value
    if not isinstance(number, IdNumber):  # kept as it is, and marked where it is shown
        return changes | {"id_no": number or ""}
    return changes | {
        "id_no": number.number,
        "sex": number.sex,
        "birth_date": number.birth_date,
        "area_code": number.area_code,
    }


def county_entry(desk: Desk, view: MatterView, state: CountyEntry | None = None) -> FormDialog:
    """上级系统: the county's number, query code and whether the matter is entered there (Regulation Art. 21(2))."""
    specs = [
        FieldSpec("number", "编号", width=0, hint="上级系统的信访件编号"),
        FieldSpec("query_code", "查询码", width=20),
        FieldSpec("state", "录入状态", kind="choice", options=CountyEntry.labels(), required=True),
        day_field("entered_on", "录入日期", past=True, hint="空着就是今天"),
    ]
    initial: dict[str, object] = {
        "number": view.county_no,
        "query_code": view.county_query_code,
        "state": state or view.county_state,
        "entered_on": view.county_entered_on,
    }
    return FormDialog(
        "上级信访信息系统",
        specs,
        initial,
        act=lambda f: matters.record_county(
            desk, view.id, f["state"], f["number"] or "", f["query_code"] or "", f["entered_on"], version=view.version
        ),
        form_name="record_county",
    )


def assign(desk: Desk, view: MatterView) -> OfficerDialog:
    """Owner, unit and date of a simple matter."""
    specs = [
        officer_field("officer", "责任人"),
        unit_field("unit", "主办单位"),
        day_field("due_on", "限办日期", hint="下周五 月底", words_to="note"),
        FieldSpec("note", "要求", width=0),
    ]
    return OfficerDialog(
        "责任人和限办日期",
        specs,
        "officer",
        lambda v: matters.assign_simple(
            desk, view.id, v["unit"], v["officer"], v["due_on"], v["post"], v["note"] or ""
        ),
        {"officer": view.handler, "unit": view.lead_unit, "due_on": view.due_on},
        asks_unit=False,
        form_name="assign_simple",
    )


def conclude(desk: Desk, view: MatterView) -> FormDialog:
    """办结 of a simple matter."""
    specs = [
        FieldSpec("result", "办理结果", kind="notes", height=3, required=True, enter_goes_on=True),
        day_field("on_day", "办结日期", past=True, hint="空着就是今天"),
    ]
    return FormDialog(
        "办结",
        specs,
        {"result": view.result},
        act=lambda f: matters.conclude_simple(desk, view.id, f["result"] or "", f["on_day"] or clock.today()),
        form_name="conclude_simple",
    )
