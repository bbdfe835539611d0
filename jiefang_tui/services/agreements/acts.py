"""协议 and 履约: what may be done with an agreement and its instalments, and why not."""

from __future__ import annotations

from jiefang_tui.rules.moves import not_now
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, by_itself, first, line_act
from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment
from jiefang_tui.terms import MatterState as S


def _may_agree(facts: ActFacts) -> str:
    return not_now(facts.at.state, "登记协议") if facts.at.state in (S.VOIDED, S.RETURNED) else ""


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
PAY = line_act("pay", "记付款", 1, Agreement, _stands, "agreements")
ACCELERATE = line_act("accelerate", "全部到期", 2, Agreement, _may_accelerate, "agreements")
END_ACCELERATION = line_act("end_acceleration", "撤全部到期", 3, Agreement, _is_accelerated, "agreements")
WITHDRAW = line_act("withdraw_agreement", "撤回协议", 0, Agreement, _stands, "agreements")
PAY_PART = line_act("pay_part", "记付款", 1, Instalment, _part_stands, "agreements")
"""The same from one of its instalments."""
RESCHEDULE = line_act("reschedule", "改期", 4, Instalment, _may_reschedule, "agreements")
FORGIVE = line_act("forgive", "免除", 5, Instalment, _part_stands, "agreements")
TAKE_BACK_PAYMENT = line_act("take_back_payment", "撤回这笔付款", 0, InstalmentPayment, _payment_stands, "agreements")

PRINT = line_act("print_agreement", "打印协议、签领表", 6, Agreement, _stands, "agreements", looks=True)

ACTS = (AGREE, PAY, ACCELERATE, END_ACCELERATION, WITHDRAW, PAY_PART, RESCHEDULE, FORGIVE, TAKE_BACK_PAYMENT, PRINT)
