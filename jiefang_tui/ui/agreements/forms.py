"""The forms of the acts of `services/agreements/acts.py`, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.agreements.instalments import month_dates
from jiefang_tui.rules.typed.agreed import parse_parts
from jiefang_tui.rules.typed.amounts import amount_text, parse_amount
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.rules.typed.party_names import parse_party
from jiefang_tui.services.agreements import agreeing, agreement_papers, ending, paying, receipt_sheets
from jiefang_tui.services.agreements.acts import END_BY, ending_agreement
from jiefang_tui.services.agreements.agreeing import PartIn
from jiefang_tui.services.desk.acts import facts_of, undecided, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.store.queries.agreements.standing import (
    AgreementView,
    InstalmentView,
    agreement_view,
    instalment_view,
    payment_view,
)
from jiefang_tui.terms import AgreementBasis, AgreementKind
from jiefang_tui.ui.agreements import correct_forms, fields
from jiefang_tui.ui.toolkit.act_form import Values, act_form
from jiefang_tui.ui.toolkit.acts import ActRequest, Maker
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

ENDS = "签了协议书就办结(第三十三条)，各期照样跟踪"
_MOST_PARTS = 120


def agree(request: ActRequest) -> FormDialog:
    """登记协议: what was agreed; the parts by number, last day and total, or typed one a line."""
    desk = request.desk
    may_end = not undecided("办结")(request.facts)
    ends_here = (
        [FieldSpec("ends", "办结", kind="choice", options=fields.YES_NO, required=True, hint=ENDS)] if may_end else []
    )
    specs = [
        FieldSpec("kind", "哪一种", kind="choice", options=AgreementKind.labels(), required=True),
        fields.debtor_field(),
        FieldSpec("total", "总额", parse=parse_amount, width=16, hint="没有金额的空着", words_to="terms"),
        FieldSpec("count", "分几期", parse=_count, width=6, hint="一次付清写 1"),
        day_field("last_on", "最后一期", hint="例如 明年6月底"),
        FieldSpec(
            "parts",
            "各期",
            kind="notes",
            height=3,
            parse=lambda text: parse_parts(text, clock.today()),
            hint="各期不一样的一期一行：2-28 3万",
        ),
        fields.payer_field(),
        fields.payees_field(),
        day_field("signed_on", "签订日期", past=True, hint=TODAY),
        *ends_here,
        fields.accelerates_field(),
        *fields.other_fields(),
    ]
    initial = {
        "kind": AgreementKind.SETTLEMENT.value,
        "accelerates": "no",
        "has_seal": "no",
        "is_oral": "no",
        "has_employer": "no",
        "basis": AgreementBasis.NONE.value,
        "ends": "no" if desk.reference.policy.performed_first else "yes",
    }

    def save(values: Values) -> str:
        signed_on = values["signed_on"] or clock.today()
        given = fields.agreement_of(values, signed_on, _parts(values, signed_on))
        agreement_id = agreeing.agree(desk, request.matter_id, given)
        how = ""
        if given.ends:
            has_ended = ending.is_ended_by_agreement(desk, request.matter_id)
            how = "；已按协议办结" if has_ended else f"；没有办结，{ending.why_not_at_once(desk, agreement_id)}"
        return agreement_view(agreement_id, clock.today()).words + how

    return act_form("登记协议", specs, save, initial, form_name="agree")


def _count(text: str) -> Any:
    return parse_count(text, "期数", _MOST_PARTS)


def _parts(values: Values, signed_on: date) -> list[PartIn]:
    """As typed, or the total in equal parts. `Refused` where one of the three is missing, or the two do not agree."""
    total, count, last = values["total"], values["count"], values["last_on"]
    if values.get("parts"):
        typed = [PartIn(*one) for one in values["parts"]]
        if total is not None and total != sum(one.amount for one in typed):
            said = amount_text(sum(one.amount for one in typed))
            raise Refused(f"各期合计{said}，和总额{amount_text(total)}不符，请核对。", "parts")
        return typed
    if total is None and count is None and last is None:
        return []
    if total is None:
        raise Refused("请填写总额；没有金额的约定写在其他约定里，分几期和最后一期空着。", "total")
    if last is None:
        raise Refused("请填写最后一期哪天付，或者各期一行一行写。", "last_on")
    return agreeing.equal_parts(total, month_dates(signed_on, last, count or 1))


def pay(request: ActRequest) -> FormDialog:
    """记付款 on the agreement: what was paid, the rest of the next instalment where nothing is typed."""
    view = agreement_view(request.row_id, clock.today())
    part = view.standing.next_part()
    return _pay(request, view, part.owed if part else 0)


def pay_part(request: ActRequest) -> FormDialog:
    """The same from one of its instalments."""
    part = instalment_view(request.row_id, clock.today())
    return _pay(request, agreement_view(part.agreement_id, clock.today()), part.view.state.owed)


def _pay(request: ActRequest, view: AgreementView, owed: int) -> FormDialog:
    hint = f"空着就是付清这一期的{amount_text(owed)}" if owed else "这一期已经付清，多付的写金额"
    specs = [
        FieldSpec("amount", "付了多少", parse=parse_amount, width=16, hint=hint),
        day_field("paid_on", "付款日期", past=True, hint=TODAY),
        FieldSpec("proof", "凭据", width=0, hint="转账回单、收条", parse=fields.noticing_cards),
        FieldSpec("payer", "谁付的", parse=fields.noticing(parse_party), width=24, hint="不是债务人付的才写"),
    ]

    def save(values: Values) -> str:
        amount = values["amount"] if values["amount"] is not None else owed
        if not amount:
            raise Refused("请填写付了多少。", "amount")
        day = values["paid_on"] or clock.today()
        stands = paying.pay(request.desk, view.id, amount, day, values.text("proof"), values.text("payer"))
        return stands + _ends_now(request)

    return act_form("记付款", specs, save, note=f"{view.debtor}：{view.words}", form_name="pay", row=view.id)


def _ends_now(request: ActRequest) -> str:
    """Where the office waits with ending until it is kept: that it is."""
    facts = facts_of((END_BY,), request.desk, request.matter_id)
    waited = request.desk.reference.policy.performed_first and facts.awaited is None
    return "；履行完了，可以按协议办结" if waited and not why_not(END_BY, facts) else ""


def reschedule(request: ActRequest) -> FormDialog:
    """改期, as the parties agreed."""
    part = instalment_view(request.row_id, clock.today()).view
    specs = [
        day_field("due_on", "改到哪天", near=True, required=True),
        fields.reason_field("reason", "为什么", "双方怎么说的"),
    ]

    def save(values: Values) -> None:
        paying.reschedule(request.desk, request.row_id, values["due_on"], values.text("reason"))

    note = f"第{part.position}期 现在是{part.state.due_on}，尚欠{amount_text(part.state.owed)}"
    return act_form("改期", specs, save, note=note, form_name="reschedule", row=request.row_id)


def forgive(request: ActRequest) -> FormDialog:
    """免除; 0 takes it back."""
    part: InstalmentView = instalment_view(request.row_id, clock.today()).view
    specs = [
        FieldSpec("amount", "免除多少", parse=parse_amount, width=16, required=True, hint="写 0 就是不再免除"),
        fields.reason_field("reason", "为什么", "谁同意的"),
    ]

    def save(values: Values) -> None:
        paying.forgive(request.desk, request.row_id, values["amount"], values.text("reason"))

    note = f"第{part.position}期 {amount_text(part.state.part.amount)}，尚欠{amount_text(part.state.owed)}"
    return act_form("免除", specs, save, note=note, form_name="forgive", row=request.row_id)


def accelerate(request: ActRequest) -> FormDialog:
    """全部到期 at the creditor's word."""
    specs = [
        fields.reason_field("word", "谁要求的", "例如 李方龙要求其余的一次付清"),
        day_field("on_day", "哪天说的", past=True, hint=TODAY),
    ]

    def save(values: Values) -> None:
        paying.accelerate(request.desk, request.row_id, values["on_day"] or clock.today(), values.text("word"))

    return act_form("全部到期", specs, save, form_name="accelerate", row=request.row_id)


def end_acceleration(request: ActRequest) -> FormDialog:
    """The instalments stand as agreed again."""
    return reason_dialog(
        "撤「全部到期」",
        lambda reason: paying.end_acceleration(request.desk, request.row_id, reason),
        form_name="end_acceleration",
        parse=fields.noticing_cards,
        row=request.row_id,
    )


def withdraw(request: ActRequest) -> FormDialog:
    """登错了. Where the matter was ended by agreement, whether that goes with it is asked."""
    specs = [fields.reason_field("reason", "原因")]
    if ending.is_ended_by_agreement(request.desk, request.matter_id):
        hint = "1 办结还在，2 接着办理"
        specs.append(
            FieldSpec("undoes_end", "撤回办结", kind="choice", options=fields.YES_NO, required=True, hint=hint)
        )

    def save(values: Values) -> None:
        undoes_end = values.get("undoes_end") == "yes"
        agreeing.withdraw(request.desk, request.row_id, values.text("reason"), undoes_end=undoes_end)

    return act_form("撤回这份协议", specs, save, form_name="withdraw_agreement", row=request.row_id)


def restore(request: ActRequest) -> FormDialog:
    """撤错了: it holds again."""
    return reason_dialog(
        "恢复这份协议",
        lambda reason: agreeing.restore(request.desk, request.row_id, reason),
        form_name="restore_agreement",
        parse=fields.noticing_cards,
        row=request.row_id,
    )


def end_by(request: ActRequest) -> FormDialog:
    """按协议办结; where the office waits until it is kept, and it is not, why now."""
    row = ending_agreement(request.facts)
    told = agreement_view(row.id, clock.today()).told if row is not None else ""
    specs = [day_field("on_day", "办结日期", past=True, hint="空着就是签订那天")]
    awaited = request.facts.awaited
    if awaited is not None and request.desk.reference.policy.performed_first:
        specs.append(fields.reason_field("reason", "原因", "本单位履行完再办结，为什么现在办结"))
        told = f"{told}\n{awaited.words}"

    def save(values: Values) -> str:
        ending.end_by(request.desk, request.matter_id, values["on_day"], values.get("reason") or "")
        return "已按协议办结，各期照样跟踪"

    return act_form("按协议办结", specs, save, note=told, form_name="end_by")


def undo_end(request: ActRequest) -> FormDialog:
    """It was not ended by that; the agreement stands."""
    return reason_dialog(
        "撤回按协议办结",
        lambda reason: ending.undo_end(request.desk, request.matter_id, reason),
        form_name="undo_end",
        parse=fields.noticing_cards,
    )


def take_back_payment(request: ActRequest) -> FormDialog:
    """The payment was not made, or entered twice."""
    paid = payment_view(request.row_id)
    return reason_dialog(
        f"撤回{paid.paid_on:%m-%d}付的{amount_text(paid.amount)}",
        lambda reason: paying.take_back_payment(request.desk, request.row_id, reason),
        form_name="take_back_payment",
        parse=fields.noticing_cards,
        row=request.row_id,
    )


def _prints(write: Callable[[Desk, int], Printed]) -> Maker:
    """An act that writes a paper about its line and opens it."""

    def act(request: ActRequest) -> None:
        from jiefang_tui.ui.toolkit.printing import open_printed

        open_printed(request.screen, request.screen.act(write, request.desk, request.row_id))

    return act


FORMS: Mapping[str, Maker] = {
    "agree": agree,
    "pay": pay,
    "pay_part": pay_part,
    "reschedule": reschedule,
    "forgive": forgive,
    "accelerate": accelerate,
    "end_acceleration": end_acceleration,
    "withdraw_agreement": withdraw,
    "restore_agreement": restore,
    "end_by": end_by,
    "undo_end": undo_end,
    "take_back_payment": take_back_payment,
    "correct_agreement": correct_forms.correct_agreement,
    "answer_execution": correct_forms.answer_execution,
    "keep_promise": correct_forms.keep_promise,
    "unkeep_promise": correct_forms.unkeep_promise,
    "print_agreement": _prints(agreement_papers.agreement_paper),
    "print_changes": _prints(agreement_papers.change_paper),
    "print_part": _prints(receipt_sheets.sheet_of_part),
    "print_payment": _prints(receipt_sheets.sheet_of_payment),
}
