"""The lines of agreements in 履约: the agreement, its instalments, what was paid. A private debtor gets no card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from jiefang_tui.rules.agreements.after_agreeing import Open, Way, ways_open
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import (
    ACCELERATE,
    CORRECT,
    END_ACCELERATION,
    EXECUTION,
    FORGIVE,
    KEEP,
    PAY,
    PAY_PART,
    PRINT,
    PRINT_CHANGES,
    PRINT_PART,
    PRINT_PAYMENT,
    RESCHEDULE,
    RESTORE,
    TAKE_BACK_PAYMENT,
    UNKEEP,
    WITHDRAW,
)
from jiefang_tui.services.desk.acts import ActSpec
from jiefang_tui.store.queries.agreements.standing import AgreementView, InstalmentView, PaymentView, agreements_of
from jiefang_tui.terms import AgreementBasis, AgreementKind, PartyRole
from jiefang_tui.ui.toolkit.days_left import short_day
from jiefang_tui.ui.toolkit.list_panel import Group, Item

SOON = timedelta(days=7)
_PART_ACTS = (PAY_PART, RESCHEDULE, FORGIVE, PRINT_PART)


def agreement_groups(matter_id: int, today: date, ways: Mapping[str, Way]) -> list[Group]:
    """Each agreement of the matter with its lines. `ways`: what the parties may do themselves."""
    return [Group(view.kind.label, _items(view, today, ways)) for view in agreements_of(matter_id, today)]


def agreements_in_short(matter_id: int, today: date) -> list[tuple[str, str]]:
    """Each agreement that stands in a line, and its tone: 执行和解 10-26 张某付105,000 元 尚欠85,000 元."""
    told = []
    for view in agreements_of(matter_id, today):
        if view.withdrawn_on is None:
            is_late = any(one.state.owed and one.state.days_late(today) for one in view.instalments)
            said = [view.kind.label, short_day(view.signed_on, today), _owes(view), view.words]
            told.append(("  ".join(said), "red" if is_late else "dim" if view.standing.is_kept else ""))
    return told


def _items(view: AgreementView, today: date, ways: Mapping[str, Way]) -> list[Item]:
    if view.withdrawn_on is not None:
        said = f"{_head(view)}\n{view.withdraw_reason}"
        return [Item(("agreement", view.id), view.signed_on, said, f"{view.withdrawn_on:%m-%d}撤回", "dim", (RESTORE,))]
    now = view.standing
    head = Item(("agreement", view.id), view.signed_on, _head(view), _stands(view), "", _acts(view), undo=WITHDRAW)
    parts = [_part(one, today) for one in view.instalments]
    payments = [_payment(one) for one in view.payments]
    is_done = now.is_kept if now.parts else view.kept_on is not None
    advice = [] if is_done else ways_open(view.agreed, ways, today)
    return [head, *parts, *payments, *(_advice(one, number, view.id) for number, one in enumerate(advice))]


def _acts(view: AgreementView) -> tuple[ActSpec, ...]:
    """What is done with an agreement of its kind: with money it is paid, without it is kept."""
    money = (PAY, *((ACCELERATE, END_ACCELERATION) if view.accelerates else ()))
    promise = (KEEP,) if view.kept_on is None else (UNKEEP,)
    rests = view.basis != AgreementBasis.NONE or view.kind == AgreementKind.EXECUTION
    asks = (EXECUTION,) if rests else ()
    changes = (PRINT_CHANGES,) if view.instalments else ()
    return (
        *(money if view.instalments else ()),
        CORRECT,
        *asks,
        PRINT,
        *changes,
        *(() if view.instalments else promise),
    )


def _stands(view: AgreementView) -> str:
    now = view.standing
    if not now.parts:
        return f"{view.kept_on:%m-%d}已兑现" if view.kept_on else "待兑现"
    return "付清" if now.is_kept else _percent(now.paid, now.total)


def _advice(one: Open, number: int, agreement_id: int) -> Item:
    """What the parties may do: advice with its article, no date of the desk's. What it asks is answered on it."""
    acts = (EXECUTION,) if one.asks else ()
    return Item((f"advice{number}", agreement_id), None, f"  参考：{one.says}({one.article})", "", "dim", acts)


def _percent(paid: int, total: int) -> str:
    return f"付到{paid * 1000 // total / 10:g}%" if total else ""


def _head(view: AgreementView) -> str:
    """Who owes how much, who pays; to whom; on what it rests; what was agreed: a line each."""
    payees, payer = view.of(PartyRole.PAYEE), view.of(PartyRole.PAYER)
    first = _owes(view)
    first += f"  {payer[0].name}代付" if payer else ""
    names = "、".join(one.name for one in payees[:3])
    to_whom = f"收款人{names}" + (f"等{len(payees)}人" if len(payees) > 3 else "") if payees else ""
    by = f"{view.mediation_body}{view.mediator}主持" if view.mediator or view.mediation_body else ""
    rests = view.basis_no or (view.basis.label if view.basis != AgreementBasis.NONE else "")
    if view.execution_applied:
        day = view.execution_applied_on
        rests += f"  {day}申请执行" if day else "  已申请执行"
    due = "一期逾期其余全部到期" if view.accelerates else ""
    if view.accelerated_on:
        due = f"{view.accelerated_on:%m-%d}全部到期：{view.accelerated_word}"
    kept = f"兑现：{view.kept_note}" if view.kept_note else ""
    oral = "口头" if view.is_oral else ""
    lines = (first, _line(to_whom, by), _line(rests, due), _line(oral, view.terms), kept)
    return "\n".join(line for line in lines if line)


def _line(*said: str) -> str:
    return "  ".join(filter(None, (one.strip() for one in said)))


def _owes(view: AgreementView) -> str:
    return f"{view.debtor}付{amount_text(view.standing.total)}" if view.standing.parts else view.debtor


def _part(one: InstalmentView, today: date) -> Item:
    state = one.state
    said = [f"  第{one.position}期 {amount_text(state.part.amount)}"]
    if state.part.forgiven:
        said.append(f"免除{amount_text(state.part.forgiven)}")
    if state.paid and state.owed:
        said.append(f"已付{amount_text(state.paid)} 尚欠{amount_text(state.owed)}")
    if one.agreed_due_on:
        said.append(f"原定{one.agreed_due_on:%m-%d}，{one.change_reason}")
    status, tone = _status(one, today)
    return Item(("instalment", one.id), state.due_on, "  ".join(said), status, tone, _PART_ACTS)


def _status(one: InstalmentView, today: date) -> tuple[str, str]:
    """付清, 晚几日付清, 逾期, 剩几日: words and tone."""
    state, late = one.state, one.state.days_late(today)
    if not state.owed:
        return (f"晚{late}日付清" if late else "付清" if state.paid else "免除"), "dim"
    if late:
        return f"逾期{late}日", "red"
    days = (state.due_on - today).days
    return ("今日" if not days else f"剩{days}日"), "yellow" if state.due_on - today <= SOON else ""


def _payment(one: PaymentView) -> Item:
    said = [f"    付{amount_text(one.amount)}", f"{one.payer}代付" if one.payer else "", one.proof]
    text = "  ".join(part for part in said if part)
    return Item(("payment", one.id), one.paid_on, text, "已付", "dim", (PRINT_PAYMENT,), undo=TAKE_BACK_PAYMENT)
