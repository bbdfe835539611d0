"""The forms that put an agreement right, answer what was not known, and say that a promise was kept."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui import clock
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements import paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PayeeIn
from jiefang_tui.services.agreements.correcting import correct, said_of
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementKind
from jiefang_tui.ui.agreements import fields
from jiefang_tui.ui.agreements.fields import YES_NO
from jiefang_tui.ui.toolkit.act_form import Values, act_form
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

WHY = "改了原来记的才写；补上没有记的不用写"


def correct_agreement(request: ActRequest) -> FormDialog:
    """更正: everything that was said but the instalments, which are put off or forgiven on their lines."""
    said = said_of(request.row_id)
    specs = [
        fields.debtor_field(),
        fields.payer_field(),
        fields.payees_field(),
        FieldSpec("kind", "哪一种", kind="choice", options=AgreementKind.labels(), required=True),
        day_field("signed_on", "签订日期", past=True, required=True, hint="写上年份；不写年的是最近过去的那一天"),
        fields.accelerates_field(),
        *fields.other_fields(),
        fields.reason_field("reason", "为什么", WHY, required=False),
    ]

    def save(values: Values) -> str:
        given = fields.agreement_of(values, values["signed_on"], said.parts)
        signed = correct(request.desk, request.row_id, given, values.text("reason"))
        return "已更正，原来记的留在办理过程里" + signed

    note = "金额和日期在各期上改期、免除；付款在付款那一行撤回"
    return act_form("更正协议", specs, save, _initial(said), note, form_name="correct_agreement", row=request.row_id)


def _initial(said: AgreementIn) -> dict[str, object]:
    yes_no = ("is_oral", "has_seal", "has_employer", "accelerates")
    texts: tuple[str, ...] = (
        "debtor",
        "payer",
        "basis_no",
        "mediator",
        "mediation_body",
        "terms",
        "particulars",
        "main_facts",
    )
    texts += ("disputes", "liability", "manner", "signed_on", "basis_last_day", "execution_applied_on")
    return {
        **{name: getattr(said, name) for name in texts},
        **{name: "yes" if getattr(said, name) else "no" for name in yes_no},
        "kind": said.kind.value,
        "basis": said.basis.value,
        "payees": "\n".join(_payee(one) for one in said.payees),
        "execution_applied": _answer(said),
    }


def _answer(said: AgreementIn) -> str | None:
    return None if said.execution_applied is None else "yes" if said.execution_applied else "no"


def _payee(one: PayeeIn) -> str:
    share = f" {amount_text(one.share)}" if one.share is not None else ""
    return one.name + share + (f" 由{one.received_by}代领" if one.received_by else "")


def answer_execution(request: ActRequest) -> FormDialog:
    """已申请执行? and what the document says of the last day."""
    said = said_of(request.row_id)
    asked, day, last = _answer(said), said.execution_applied_on, said.basis_last_day
    last_day, applied, applied_on = fields.execution_fields()
    specs = [
        FieldSpec("execution_applied", "申请执行", kind="choice", options=YES_NO, required=True, hint=applied.hint),
        applied_on,
        last_day,
        fields.reason_field("reason", "为什么", WHY, required=False),
    ]

    def save(values: Values) -> None:
        given = replace(
            said,
            execution_applied=fields.has_applied(values.get("execution_applied"), None),
            execution_applied_on=values["execution_applied_on"],
            basis_last_day=values["basis_last_day"],
        )
        correct(request.desk, request.row_id, given, values.text("reason"))

    initial = {"execution_applied": asked, "execution_applied_on": day, "basis_last_day": last}
    return act_form("记申请执行", specs, save, initial, form_name="answer_execution", row=request.row_id)


def keep_promise(request: ActRequest) -> FormDialog:
    """已兑现, of what was promised without money."""
    specs = [
        fields.reason_field("note", "怎么知道", "例如 看过现场、来访人认可"),
        day_field("on_day", "哪天兑现", past=True, hint=TODAY),
    ]

    def save(values: Values) -> None:
        day = values["on_day"] or clock.today()
        paying.keep_promise(request.desk, request.row_id, day, values.text("note"))

    view = agreement_view(request.row_id, clock.today())
    note = f"{view.debtor}：{view.terms}" if view.terms else view.debtor
    return act_form("记已兑现", specs, save, note=note, form_name="keep_promise", row=request.row_id)


def unkeep_promise(request: ActRequest) -> FormDialog:
    """It was not kept."""
    return reason_dialog(
        "撤「已兑现」",
        lambda reason: paying.unkeep_promise(request.desk, request.row_id, reason),
        form_name="unkeep_promise",
        parse=fields.noticing_cards,
        row=request.row_id,
    )
