"""协议: written down with its parties and instalments, put right, taken back.

Where the form says so it ends the handling with it (Art. 33, `ending`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.agreements.instalments import split_total
from jiefang_tui.rules.text import plain_name
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import AGREE, END_BY, RESTORE, UNDO_END, WITHDRAW
from jiefang_tui.services.agreements.ending import end_in, undo_in, why_not_at_once
from jiefang_tui.services.agreements.telling import tell
from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActFacts, must, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.services.desk.moving import day_of
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, Matter
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementBasis, AgreementKind, EntryKind, PartyRole


@dataclass(frozen=True)
class PartIn:
    """An instalment as agreed: the day, and fen."""

    due_on: date
    amount: int


@dataclass(frozen=True)
class PayeeIn:
    """A payee: the name, fen of their own if they have any, who takes it for them."""

    name: str
    share: int | None = None
    received_by: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementIn:
    """An agreement as said. `parts` may be empty: a promise without money has its words only."""

    kind: AgreementKind
    signed_on: date
    debtor: str
    parts: Sequence[PartIn] = ()
    payees: Sequence[PayeeIn] = ()
    payer: str = ""
    is_oral: bool = False
    basis: AgreementBasis = AgreementBasis.NONE
    basis_no: str = ""
    basis_last_day: date | None = None
    execution_applied: bool | None = None
    execution_applied_on: date | None = None
    mediator: str = ""
    mediation_body: str = ""
    has_seal: bool = False
    has_employer: bool = False
    terms: str = ""
    accelerates: bool = False
    ends: bool = False
    """办结: it ends the handling, where it is one that does (`rules.agreements.performance.why_not_end`)."""
    particulars: str = ""
    """当事人基本情况, a line each; what of this and the next four is empty is written on the paper by hand."""
    main_facts: str = ""
    disputes: str = ""
    liability: str = ""
    manner: str = ""

    @property
    def total(self) -> int:
        """Fen."""
        return sum(part.amount for part in self.parts)


def equal_parts(total: int, days: Sequence[date]) -> list[PartIn]:
    """The total in as many parts as there are days, the remainder in the last."""
    return [PartIn(day, fen) for day, fen in zip(days, split_total(total, len(days)), strict=True)]


def agree(desk: Desk, matter_id: int, given: AgreementIn) -> int:
    """Write down an agreement, and end the handling by it where that is wanted and it can. Returns its id.

    Raises `Refused` without a debtor, with an instalment before the day of signing, or when the payees' shares are
    not the total; and where the office waits with ending until it is kept.
    """
    with acting(desk, "agreement.make") as act:
        must(AGREE, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        check_said(given, act.today)
        must_not_be_kept_away(matter, given.mediator, field="mediator")
        given = as_written(act, given, told_before(matter_id))
        if given.ends and given.parts and desk.reference.policy.performed_first:
            raise Refused("本单位定的是履行完再办结；先登记，等不到的再「按协议办结」，写明原因。", "ends")
        row = act.create(Agreement, matter=matter, **columns_of(given))
        act.about(row)
        _lay_parties(act, row, given)
        for position, part in enumerate(given.parts, 1):
            act.create(Instalment, agreement=row, position=position, due_on=part.due_on, amount=part.amount)
        tell(act, matter_id, EntryKind.AGREEMENT, agreement_view(row.id, act.today).told, given.signed_on)
        if given.ends and not why_not_at_once(desk, row.id):
            end_in(act, matter, row, day_of(act, given.signed_on, field="signed_on"))
    return row.id


def withdraw(desk: Desk, agreement_id: int, reason: str, *, undoes_end: bool = False) -> None:
    """登错了: the agreement counts no more; it stays to be seen with its reason. `undoes_end`: with it is taken back
    that the handling was ended by it.
    """
    if not reason.strip():
        raise Refused("请写明为什么撤回这份协议。", "reason")
    with acting(desk, "agreement.withdraw", without_cards(reason)) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(WITHDRAW, desk, row.matter_id, row)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        tell(act, row.matter_id, EntryKind.CHANGE, f"撤回{AgreementKind(row.kind).label}：{reason.strip()}")
        if undoes_end:
            must(UNDO_END, desk, row.matter_id)
            undo_in(act, act.change(Matter.get_by_id(row.matter_id)), reason.strip())


def restore(desk: Desk, agreement_id: int, reason: str) -> str:
    """It was withdrawn by mistake: it holds again, with its instalments and payments.

    An end of the handling that was taken back with it is an act of its own: returns a sentence where that is possible.
    """
    if not reason.strip():
        raise Refused("请写明为什么恢复这份协议。", "reason")
    with acting(desk, "agreement.restore", without_cards(reason)) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(RESTORE, desk, row.matter_id, row)
        row.withdrawn_on, row.withdraw_reason = None, ""
        tell(act, row.matter_id, EntryKind.CHANGE, f"恢复{AgreementKind(row.kind).label}：{reason.strip()}")
    ends = not why_not(END_BY, ActFacts(desk, row.matter_id))
    return "协议已恢复；这一件还没有办结，要按它办结的按 Ins 选「按协议办结」。" if ends else "协议已恢复。"


_WORDS = ("terms", "particulars", "main_facts", "disputes", "liability", "manner", "mediator", "mediation_body")


def as_written(act: Act, given: AgreementIn, was: Sequence[str]) -> AgreementIn:
    """What was agreed, with its words asked about where they sound like a report (检举控告): a party may be whom it is
    about. `was`: what stands there already.
    """
    said: dict[str, Any] = {**words_as_written(act, {name: getattr(given, name) for name in _WORDS}, was)}
    return replace(given, **said)


def check_said(given: AgreementIn, today: date) -> None:
    """`Refused` for what cannot be in an agreement."""
    if not given.debtor.strip():
        raise Refused("请填写谁来兑现(债务人)。", "debtor")
    early = next((part for part in given.parts if part.due_on < given.signed_on), None)
    if early is not None:
        raise Refused(f"{early.due_on}这一期在签订之前；签订以前付的，签好以后记成付款。", "parts")
    if any(part.amount <= 0 for part in given.parts):
        raise Refused("每一期的金额要大于零。", "parts")
    applied = given.execution_applied_on
    if applied is not None and (not given.execution_applied or applied > today):
        said = "申请执行的日期不能晚于今天。" if given.execution_applied else "填了申请执行的日期，申请执行请选「是」。"
        raise Refused(said, "execution_applied_on")
    told = [one.share for one in given.payees if one.share is not None]
    if told and len(told) == len(given.payees) and sum(told) != given.total:
        raise Refused(
            f"各人的金额合计{amount_text(sum(told))}，和总额{amount_text(given.total)}不符，请核对。", "payees"
        )
    if told and len(told) != len(given.payees):
        raise Refused("有人写了金额、有人没写；要么每人都写，要么都不写。", "payees")


def columns_of(given: AgreementIn) -> dict[str, object]:
    """The columns of its row; parties and instalments are rows of their own."""
    return {
        "kind": given.kind,
        "is_oral": given.is_oral,
        "basis": given.basis,
        "basis_no": given.basis_no.strip(),
        "basis_last_day": given.basis_last_day,
        "execution_applied": given.execution_applied,
        "execution_applied_on": given.execution_applied_on,
        "signed_on": given.signed_on,
        "mediator": given.mediator.strip(),
        "mediation_body": given.mediation_body.strip(),
        "has_seal": given.has_seal,
        "has_employer": given.has_employer,
        "terms": given.terms.strip(),
        "accelerates": given.accelerates,
        "particulars": given.particulars.strip(),
        "main_facts": given.main_facts.strip(),
        "disputes": given.disputes.strip(),
        "liability": given.liability.strip(),
        "manner": given.manner.strip(),
    }


def _lay_parties(act: Act, row: Agreement, given: AgreementIn) -> None:
    parties = [(PartyRole.DEBTOR, PayeeIn(given.debtor))]
    if given.payer.strip():
        parties.append((PartyRole.PAYER, PayeeIn(given.payer)))
    parties += [(PartyRole.PAYEE, one) for one in given.payees if one.name.strip()]
    for position, (role, one) in enumerate(parties):
        act.create(
            AgreementParty,
            agreement=row,
            position=position,
            role=role,
            name=plain_name(one.name),
            share=one.share,
            received_by=one.received_by.strip(),
        )
