"""Fields that writing down an agreement and putting it right have both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from jiefang_tui.rules.agreements.card_numbers import NOTICED, has_card
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.agreed import parse_payees
from jiefang_tui.rules.typed.party_names import parse_party
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn, PayeeIn
from jiefang_tui.terms import AgreementBasis, AgreementKind
from jiefang_tui.ui.toolkit.act_form import Values
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.widgets.form import FieldSpec

T = TypeVar("T")
YES_NO = [("no", "否"), ("yes", "是")]


def payer_field() -> FieldSpec:
    """付款方: who pays in the debtor's place."""
    return FieldSpec(
        "payer",
        "付款方",
        parse=noticing(parse_party),
        width=24,
        hint="和债务人不是一家的才写，例如总包代付",
        words_to="terms",
    )


def payees_field() -> FieldSpec:
    """收款人, a line each."""
    return FieldSpec(
        "payees",
        "收款人",
        kind="notes",
        height=3,
        parse=noticing(parse_payees),
        hint="一人一行：王某 4万 由李方龙代领",
        words_to="terms",
    )


def accelerates_field() -> FieldSpec:
    """加速到期."""
    return FieldSpec(
        "accelerates", "加速到期", kind="choice", options=YES_NO, required=True, hint="一期逾期其余全部到期"
    )


def execution_fields() -> list[FieldSpec]:
    """What the document says, and whether execution was applied for."""
    return [
        day_field("basis_last_day", "履行期满", near=True, hint="文书里写的最后一天"),
        FieldSpec("execution_applied", "申请执行", kind="choice", options=YES_NO),
        day_field("execution_applied_on", "哪天申请", past=True, hint="申请了执行、知道哪天的才写"),
    ]


def other_fields() -> list[FieldSpec]:
    """What most agreements leave as it is, and what a 调解协议书 may state (人民调解法 29)."""
    return [
        FieldSpec("mediator", "主持人", width=24, section="协议的其他内容", parse=noticing_cards),
        FieldSpec(
            "mediation_body", "调解组织", width=0, hint="没有调解组织的是和解，不能司法确认", parse=noticing_cards
        ),
        FieldSpec("has_seal", "签字盖章", kind="choice", options=YES_NO, required=True, hint="调解员签字、组织盖章"),
        FieldSpec("has_employer", "用人单位", kind="choice", options=YES_NO, required=True, hint="债务人是用人单位"),
        FieldSpec("is_oral", "口头协议", kind="choice", options=YES_NO, required=True),
        FieldSpec("basis", "依据", kind="choice", options=AgreementBasis.labels(), required=True),
        FieldSpec("basis_no", "文书案号", width=0, hint="判决书号、执行案号", parse=noticing_cards),
        *execution_fields(),
        words_field("terms", "其他约定"),
        words_field(
            "particulars", "当事人", "一人一行：姓名、性别、年龄、职业、住址", section="协议书上写的，空着的留空手写"
        ),
        words_field("main_facts", "主要事实"),
        words_field("disputes", "争议事项"),
        words_field("liability", "各方责任"),
        words_field("manner", "履行方式", "现金、转账；卡号不写", lines=1),
    ]


def words_field(name: str, label: str, hint: str = "", *, lines: int = 2, section: str = "") -> FieldSpec:
    """Free words; what looks like a bank card number in them is noticed."""
    kind = "notes" if lines > 1 else "line"
    return FieldSpec(
        name,
        label,
        kind=kind,
        height=lines,
        width=None if lines > 1 else 0,
        enter_goes_on=lines > 1,
        hint=hint,
        section=section,
        parse=noticing_cards,
    )


def noticing_cards(text: str) -> Parsed[str]:
    """The text as it stands."""
    return Parsed(text.strip() or None, warning=NOTICED if has_card(text) else "")


def noticing(parse: Callable[[str], Parsed[T]]) -> Callable[[str], Parsed[T]]:
    """`parse`, and what looks like a card number in the text noticed."""

    def parse_and_notice(text: str) -> Parsed[T]:
        said = parse(text)
        return replace(said, warning=NOTICED) if has_card(text) and not said.error else said

    return parse_and_notice


def debtor_field() -> FieldSpec:
    """债务人."""
    return FieldSpec("debtor", "债务人", required=True, parse=noticing(parse_party), width=24, hint="谁来兑现")


def reason_field(name: str, label: str, hint: str = "", *, required: bool = True) -> FieldSpec:
    """Why, or by whose word: a line that goes on the timeline and on papers."""
    return FieldSpec(name, label, required=required, width=0, hint=hint, parse=noticing_cards)


def agreement_of(values: Values, signed_on: date, parts: Sequence[PartIn]) -> AgreementIn:
    """What was filled in."""
    applied, applied_on = values.get("execution_applied"), values["execution_applied_on"]
    return AgreementIn(
        kind=AgreementKind(values["kind"]),
        signed_on=signed_on,
        debtor=values.text("debtor"),
        parts=parts,
        payees=[PayeeIn(*one) for one in values.get("payees") or ()],
        payer=values.text("payer"),
        is_oral=values.is_yes("is_oral"),
        basis=AgreementBasis(values["basis"]),
        basis_no=values.text("basis_no"),
        basis_last_day=values["basis_last_day"],
        execution_applied=has_applied(applied, applied_on),
        execution_applied_on=applied_on,
        mediator=values.text("mediator"),
        mediation_body=values.text("mediation_body"),
        has_seal=values.is_yes("has_seal"),
        has_employer=values.is_yes("has_employer"),
        terms=values.text("terms"),
        accelerates=values.is_yes("accelerates"),
        ends=values.get("ends") == "yes",
        particulars=values.text("particulars"),
        main_facts=values.text("main_facts"),
        disputes=values.text("disputes"),
        liability=values.text("liability"),
        manner=values.text("manner"),
    )


def has_applied(answer: str | None, on_day: date | None) -> bool | None:
    """已申请执行: as answered; a day without an answer is one."""
    if answer is None:
        return True if on_day is not None else None
    return answer == "yes"
