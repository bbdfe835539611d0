"""付款, 改期, 免除, 全部到期, 兑现: what becomes of an agreement; each act can be taken back, with a reason."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import (
    ACCELERATE,
    END_ACCELERATION,
    FORGIVE,
    KEEP,
    PAY,
    RESCHEDULE,
    TAKE_BACK_PAYMENT,
    UNKEEP,
)
from jiefang_tui.services.agreements.telling import tell
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment, Matter
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementKind, EntryKind, MatterState


def pay(desk: Desk, agreement_id: int, amount: int, paid_on: date, proof: str = "", payer: str = "") -> str:
    """Write down a payment of `amount` fen: whole, in part, more than agreed, before signing. Returns how it stands."""
    if amount <= 0:
        raise Refused("请填写付了多少。", "amount")
    with acting(desk, "agreement.pay") as act:
        agreement = Agreement.get_by_id(agreement_id)
        must(PAY, desk, agreement.matter_id, agreement)
        if paid_on > act.today:
            raise Refused("付款日期不能晚于今天；还没付的等付了再记。", "paid_on")
        proof = words_as_written(act, {"proof": proof}, day=paid_on)["proof"]
        row = act.create(
            InstalmentPayment,
            agreement=agreement,
            paid_on=paid_on,
            amount=amount,
            payer=payer.strip(),
            proof=proof,
        )
        act.about(row)
        stands = agreement_view(agreement_id, act.today).words
        by = f"{payer.strip()}代付" if payer.strip() else "付"
        told = f"{by}{amount_text(amount)}" + (f"，凭据：{proof.strip()}" if proof.strip() else "")
        tell(act, agreement.matter_id, EntryKind.AGREEMENT, f"{told}。{stands}", paid_on)
    return stands


def take_back_payment(desk: Desk, payment_id: int, reason: str) -> str:
    """The payment was not made, or entered twice: it counts no more; the row stays.

    Returns how the agreement stands, and what of the matter was said by it and stands on: the clerk takes that back.
    """
    reason = _reason(reason, "请写明为什么撤回这笔付款。")
    with acting(desk, "agreement.take_back_payment", without_cards(reason)) as act:
        row = act.change(InstalmentPayment.get_by_id(payment_id))
        act.about(row)
        must(TAKE_BACK_PAYMENT, desk, row.agreement.matter_id, row)
        row.removed_on, row.remove_reason = act.today, reason
        told = f"撤回{row.paid_on}付款{amount_text(row.amount)}：{reason}"
        tell(act, row.agreement.matter_id, EntryKind.CHANGE, told)
    view = agreement_view(row.agreement_id, act.today)
    return (
        f"已撤回，{view.words}{_said_before(row.agreement.matter)}" if view.standing.owed else f"已撤回，{view.words}"
    )


def _said_before(matter: Matter) -> str:
    """案结事了 and 执行到位 stay what was said until somebody takes them back."""
    said = [f"{on}记的{what}" for what, on in (("执行到位", matter.executed_on), ("案结事了", matter.settled_on)) if on]
    first = "先重新办理，再" if matter.state == MatterState.CLOSED else ""
    return f"；{'、'.join(said)}还在，不再是这样的请{first}在履约「执行到位」那一行改回未执行" if said else ""


def reschedule(desk: Desk, instalment_id: int, due_on: date, reason: str) -> None:
    """改期: another day, as the parties agreed; back to the first one leaves no trace on the line."""
    reason = _reason(reason, "请写明为什么改期，双方怎么说的。")
    with acting(desk, "agreement.reschedule", without_cards(reason)) as act:
        row = act.change(Instalment.get_by_id(instalment_id))
        act.about(row)
        must(RESCHEDULE, desk, row.agreement.matter_id, row)
        if due_on < row.agreement.signed_on:
            raise Refused("新的日期在签订之前，请核对。", "due_on")
        reason = _asked(act, reason)
        was = row.due_on
        first = row.agreed_due_on or row.due_on
        row.due_on = due_on
        back = due_on == first
        row.agreed_due_on, row.change_reason, row.changed_on = (None, "", None) if back else (first, reason, act.today)
        told = f"第{row.position}期改期，{was}改为{due_on}：{reason}"
        tell(act, row.agreement.matter_id, EntryKind.AGREEMENT, told)


def forgive(desk: Desk, instalment_id: int, amount: int, reason: str) -> None:
    """免除 `amount` fen of an instalment in all; 0 takes it back."""
    reason = _reason(reason, "请写明谁同意免除、为什么。")
    with acting(desk, "agreement.forgive", without_cards(reason)) as act:
        row = act.change(Instalment.get_by_id(instalment_id))
        act.about(row)
        must(FORGIVE, desk, row.agreement.matter_id, row)
        if not 0 <= amount <= row.amount:
            raise Refused(f"免除的不能多于这一期的{amount_text(row.amount)}。", "amount")
        reason = _asked(act, reason)
        row.forgiven, row.forgive_reason = amount, reason if amount else ""
        row.forgiven_on = act.today if amount else None
        what = f"第{row.position}期免除{amount_text(amount)}" if amount else f"第{row.position}期不再免除"
        tell(act, row.agreement.matter_id, EntryKind.AGREEMENT, f"{what}：{reason}")


def accelerate(desk: Desk, agreement_id: int, on_day: date, word: str) -> None:
    """全部到期: at the creditor's word, on a day, where it was agreed and an instalment is late."""
    word = _reason(word, "请写明谁要求全部到期、怎么说的。", "word")
    with acting(desk, "agreement.accelerate", without_cards(word)) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(ACCELERATE, desk, row.matter_id, row)
        if on_day > act.today:
            raise Refused("日期不能晚于今天。", "on_day")
        if not agreement_view(agreement_id, on_day).standing.due_by(_day_before(on_day)):
            raise Refused("没有逾期的一期，还不能要求全部到期。", "on_day")
        word = _asked(act, word)
        row.accelerated_on, row.accelerated_word = on_day, word
        tell(act, row.matter_id, EntryKind.AGREEMENT, f"全部到期：{word}", on_day)


def end_acceleration(desk: Desk, agreement_id: int, reason: str) -> None:
    """The instalments stand as agreed again."""
    reason = _reason(reason, "请写明为什么撤。")
    with acting(desk, "agreement.end_acceleration", without_cards(reason)) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(END_ACCELERATION, desk, row.matter_id, row)
        row.accelerated_on, row.accelerated_word = None, ""
        tell(act, row.matter_id, EntryKind.CHANGE, f"撤「全部到期」：{reason}")


def keep_promise(desk: Desk, agreement_id: int, on_day: date, note: str) -> None:
    """已兑现: what was promised without money was done, and by what that is known."""
    note = _reason(note, "请写明怎么知道兑现了，例如 看过现场、来访人认可。", "note")
    with acting(desk, "agreement.keep") as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(KEEP, desk, row.matter_id, row)
        if on_day > act.today:
            raise Refused("日期不能晚于今天；还没办到的等办到了再记。", "on_day")
        note = words_as_written(act, {"note": note}, day=on_day)["note"]
        row.kept_on, row.kept_note = on_day, note
        tell(act, row.matter_id, EntryKind.AGREEMENT, f"{AgreementKind(row.kind).label}已兑现：{note}", on_day)


def unkeep_promise(desk: Desk, agreement_id: int, reason: str) -> None:
    """It was not kept, or something else was meant."""
    reason = _reason(reason, "请写明为什么撤。")
    with acting(desk, "agreement.unkeep", without_cards(reason)) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(UNKEEP, desk, row.matter_id, row)
        keep_old(act, row.matter_id, row, ("kept_on", "kept_note"), reason)
        row.kept_on, row.kept_note = None, ""
        tell(act, row.matter_id, EntryKind.CHANGE, f"撤「已兑现」：{reason}")


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _asked(act: Act, reason: str) -> str:
    """Why, as it is written down, also in the trail: it stands on the 补充协议, which both sides get."""
    said = words_as_written(act, {"reason": reason})["reason"]
    act.reason = without_cards(said)
    return said


def _reason(text: str, missing: str, field: str = "reason") -> str:
    if not text.strip():
        raise Refused(missing, field)
    return text.strip()
