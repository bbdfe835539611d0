"""协议 and 履约: what may be done with an agreement and its instalments, and why not."""

from __future__ import annotations

from typing import Any

from jiefang_tui.rules.agreements.performance import Signed, why_not_end
from jiefang_tui.rules.moves import not_now
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, by_itself, first, line_act, takes_words, undecided
from jiefang_tui.services.desk.moving import begun_on
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, InstalmentPayment, Matter
from jiefang_tui.terms import AgreementKind, Category, OpinionResult, PartyRole
from jiefang_tui.terms import MatterState as S


def _may_agree(facts: ActFacts) -> str:
    return not_now(facts.at.state, "登记协议") if facts.at.state in (S.VOIDED, S.RETURNED) else ""


def ending_agreement(facts: ActFacts) -> Agreement | None:
    """The latest agreement by which the matter may be concluded (Art. 33); None without one."""
    stand = Agreement.select().where((Agreement.matter == facts.matter_id) & Agreement.stands)
    matter = Matter.get_by_id(facts.matter_id)
    latest = stand.order_by(Agreement.signed_on.desc(), Agreement.id.desc())
    return next((row for row in latest if not why_not_ended_by(matter, row)), None)


def why_not_ended_by(matter: Matter, row: Agreement) -> str:
    """Why this agreement does not end the handling of its matter; empty when it does."""
    parties = list(AgreementParty.select().where(AgreementParty.agreement == row))
    debtor = "、".join(one.name for one in parties if one.role == PartyRole.DEBTOR)
    signed = Signed(
        kind=AgreementKind(row.kind),
        is_oral=row.is_oral,
        signed_on=row.signed_on,
        debtor=debtor,
        has_terms=bool(row.terms or row.liability) or _parts(row).exists(),
        has_payee=any(one.role == PartyRole.PAYEE and one.name != debtor for one in parties),
    )
    return why_not_end(
        signed, begun_on=begun_on(matter), category=Category(matter.category), petitioner=matter.petitioner_name
    )


def _has_one(facts: ActFacts) -> str:
    if ending_agreement(facts) is not None:
        return ""
    there = Agreement.select().where((Agreement.matter == facts.matter_id) & Agreement.stands)
    row = there.order_by(Agreement.id.desc()).first()
    why = why_not_ended_by(Matter.get_by_id(facts.matter_id), row) if row is not None else ""
    why = f"登记了的那份：{why}；" if why else ""
    return f"不能按协议办结，没有本次的书面协议；{why}请先登记这次办理中签的协议，口头的、以前签的不算。"


def _is_ended_so(facts: ActFacts) -> str:
    at = facts.at
    if at.opinion_result is not OpinionResult.MEDIATED:
        return "不能撤回，这件不是按协议办结的；别的办结请重新办理。"
    return "" if at.state is S.CONCLUDED else not_now(at.state, "撤回按协议办结")


def _may_stand_again(facts: ActFacts) -> str:
    if facts.row.withdrawn_on is None:
        return "不能恢复，这份协议没有撤回过。"
    return not_now(facts.at.state, "恢复协议") if facts.at.state in (S.VOIDED, S.RETURNED) else ""


def _stands(row: Agreement) -> str:
    return f"不能，这份协议已于{row.withdrawn_on}撤回。" if row.withdrawn_on is not None else ""


def _may_accelerate(row: Agreement) -> str:
    if why := _stands(row):
        return why
    if row.accelerated_on is not None:
        return f"不能，已于{row.accelerated_on}全部到期。"
    return "" if row.accelerates else "不能，协议里没有约定一期逾期、其余全部到期；双方另行约定的请登记新协议。"


def _is_accelerated(row: Agreement) -> str:
    return _stands(row) or ("" if row.accelerated_on is not None else "不能，没有记过全部到期。")


def _may_keep(row: Agreement) -> str:
    if why := _stands(row):
        return why
    if row.kept_on is not None:
        return f"不能，已于{row.kept_on}兑现。"
    if _parts(row).exists():
        return "不能，这份协议约定了金额，付一笔记一笔，付清就是履行。"
    return ""


def _is_kept(row: Agreement) -> str:
    return _stands(row) or ("" if row.kept_on is not None else "不能，没有记过兑现。")


def _may_supplement(row: Agreement) -> str:
    changed = Instalment.agreed_due_on.is_null(False) | (Instalment.forgiven > 0)
    if why := _stands(row):
        return why
    if row.accelerated_on is not None or _parts(row).where(changed).exists():
        return ""
    return "不能，签订以后没有改期、免除、全部到期；原协议按「打印协议」。"


def _parts(row: Agreement) -> Any:
    return Instalment.select().where(Instalment.agreement == row)


def _was_paid(row: Instalment) -> str:
    if why := _part_stands(row):
        return why
    paid = row.amount - row.forgiven - row.owed
    return "" if paid > 0 else "不能，这一期还没有付款；付了再打印签领表，写的是实际付的。"


def _part_stands(row: Instalment) -> str:
    return _stands(row.agreement)


def _may_reschedule(row: Instalment) -> str:
    if why := _part_stands(row):
        return why
    since = row.agreement.accelerated_on
    return (
        f"不能改期，已于{since}全部到期，改了也不起作用；双方又谈好的，先撤全部到期再改。" if since is not None else ""
    )


def _payment_stands(row: InstalmentPayment) -> str:
    if row.removed_on is not None:
        return f"不能，这笔付款已于{row.removed_on}撤回。"
    return _stands(row.agreement)


AGREE = ActSpec("agree", "登记协议(分期)", 4, first(by_itself("登记协议"), _may_agree), "agree", "agreements")
END_BY = ActSpec("end_by", "按协议办结", 5, first(undecided("按协议办结"), _has_one), "end_by", "agreements")
UNDO_END = ActSpec("undo_end", "撤回按协议办结", 6, first(takes_words("撤回"), _is_ended_so), "undo_end", "agreements")
OF_MATTER = (AGREE, END_BY, UNDO_END)
"""The list of 履约 has these beside its own."""

PAY = line_act("pay", "记付款", 1, Agreement, _stands, "agreements")
ACCELERATE = line_act("accelerate", "全部到期", 2, Agreement, _may_accelerate, "agreements")
END_ACCELERATION = line_act("end_acceleration", "撤全部到期", 3, Agreement, _is_accelerated, "agreements")
WITHDRAW = line_act("withdraw_agreement", "撤回协议", 0, Agreement, _stands, "agreements")
_AGAIN = first(by_itself("恢复协议"), _may_stand_again)
RESTORE = ActSpec("restore_agreement", "恢复协议", 10, _AGAIN, "restore_agreement", "agreements", model=Agreement)
"""All that there is to do with one that was withdrawn."""
PAY_PART = line_act("pay_part", "记付款", 1, Instalment, _part_stands, "agreements")
"""The same from one of its instalments."""
RESCHEDULE = line_act("reschedule", "改期", 4, Instalment, _may_reschedule, "agreements")
FORGIVE = line_act("forgive", "免除", 5, Instalment, _part_stands, "agreements")
TAKE_BACK_PAYMENT = line_act("take_back_payment", "撤回这笔付款", 0, InstalmentPayment, _payment_stands, "agreements")

CORRECT = line_act("correct_agreement", "更正", 4, Agreement, _stands, "agreements")
EXECUTION = line_act("answer_execution", "记申请执行", 5, Agreement, _stands, "agreements")
PRINT = line_act("print_agreement", "打印协议", 6, Agreement, _stands, "agreements", looks=True)
PRINT_CHANGES = line_act("print_changes", "打印补充协议", 7, Agreement, _may_supplement, "agreements", looks=True)
KEEP = line_act("keep_promise", "记已兑现", 8, Agreement, _may_keep, "agreements")
UNKEEP = line_act("unkeep_promise", "撤已兑现", 9, Agreement, _is_kept, "agreements")
PRINT_PART = line_act("print_part", "打印签领表", 6, Instalment, _was_paid, "agreements", looks=True)
PRINT_PAYMENT = line_act("print_payment", "打印签领表", 6, InstalmentPayment, _payment_stands, "agreements", looks=True)
"""Who took what of the money that was really paid."""

OF_LINES = (
    PAY, ACCELERATE, END_ACCELERATION, WITHDRAW, RESTORE, CORRECT, EXECUTION, PRINT, PRINT_CHANGES, KEEP, UNKEEP,
    PAY_PART, RESCHEDULE, FORGIVE, PRINT_PART, TAKE_BACK_PAYMENT, PRINT_PAYMENT,
)  # fmt: skip
"""What is done with an agreement, an instalment, a payment."""
