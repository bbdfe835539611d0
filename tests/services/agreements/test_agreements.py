"""协议: agreed with instalments, paid, put off, forgiven, fallen due at once, and every act taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.rules.agreements.instalments import month_dates
from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn, PayeeIn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import owed
from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment, Matter, MatterEvent, SupervisionCard, db
from jiefang_tui.store.queries.agreements.standing import AgreementView, agreement_view, agreements_of
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import AgreementKind, MatterState, PartyRole
from tests.services.given import one_act, owned, refused

TODAY = date(2026, 11, 23)
JUNE = date(2027, 6, 30)
WAGES = AgreementIn(
    kind=AgreementKind.EXECUTION,
    signed_on=TODAY,
    debtor="张某",
    payer="宏远建筑公司",
    basis_no="(2026)皖9999民初12号",
    parts=agreeing.equal_parts(10_260_000, month_dates(TODAY, JUNE, 3)),
    payees=[PayeeIn("李方龙", 6_000_000), PayeeIn("王某", 4_260_000, "李方龙")],
    mediator="刘静",
    accelerates=True,
)


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk, "李方龙")


def now(agreement_id: int, day: date = TODAY) -> AgreementView:
    return agreement_view(agreement_id, day)


def events() -> list[str]:
    return [row.text for row in MatterEvent.select().order_by(MatterEvent.id)]


def test_three_parts_to_the_end_of_june(desk: Desk, matter_id: int) -> None:
    with one_act("agreement.make"):
        made = agreeing.agree(desk, matter_id, WAGES)
    view = now(made)
    assert [(one.state.part.due_on, one.state.part.amount) for one in view.instalments] == [
        (date(2027, 2, 28), 3_420_000),
        (date(2027, 4, 30), 3_420_000),
        (JUNE, 3_420_000),
    ]
    assert view.debtor == "张某" and [one.name for one in view.of(PartyRole.PAYER)] == ["宏远建筑公司"]
    assert [(one.name, one.share, one.received_by) for one in view.of(PartyRole.PAYEE)] == [
        ("李方龙", 6_000_000, ""),
        ("王某", 4_260_000, "李方龙"),
    ]
    assert "达成执行和解：张某付102,600 元，分3期，最后一期2027-06-30" in events()[-1]
    assert view.words == "尚欠102,600 元"


def test_paid_in_part_more_and_taken_back(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, WAGES)
    with one_act("agreement.pay"):
        assert paying.pay(desk, made, 1_000_000, date(2026, 11, 1), "收条") == "已付10,000 元，尚欠92,600 元"
    paying.pay(desk, made, 10_000_000, TODAY, "回单", "宏远建筑公司")
    assert now(made).words == "付清，多付7,400 元"
    payment = InstalmentPayment.select().order_by(InstalmentPayment.id.desc()).get()
    with one_act("agreement.take_back_payment", "记重了"):
        paying.take_back_payment(desk, payment.id, "记重了")
    assert now(made).standing.paid == 1_000_000
    with refused("已于2026-11-23撤回"):
        paying.take_back_payment(desk, payment.id, "再撤")
    with refused("不能晚于今天", "paid_on"):
        paying.pay(desk, made, 100, date(2026, 11, 24))
    with refused("付了多少", "amount"):
        paying.pay(desk, made, 0, TODAY)


def test_put_off_and_back(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, WAGES)
    first = now(made).instalments[0]
    with one_act("agreement.reschedule", "双方同意春节后付"):
        paying.reschedule(desk, first.id, date(2027, 3, 15), "双方同意春节后付")
    put_off = now(made).instalments[0]
    assert (put_off.state.due_on, put_off.agreed_due_on) == (date(2027, 3, 15), date(2027, 2, 28))
    paying.reschedule(desk, first.id, date(2027, 2, 28), "还是按原来的")
    back = now(made).instalments[0]
    assert (back.state.due_on, back.agreed_due_on, back.change_reason) == (date(2027, 2, 28), None, "")
    with refused("在签订之前", "due_on"):
        paying.reschedule(desk, first.id, date(2026, 1, 1), "早一点")


def test_forgiven_and_not(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, WAGES)
    last = now(made).instalments[-1]
    paying.forgive(desk, last.id, 3_420_000, "李方龙同意免去最后一期")
    assert now(made).standing.owed == 6_840_000
    with refused("不能多于这一期", "amount"):
        paying.forgive(desk, last.id, 3_420_001, "太多")
    with one_act("agreement.forgive", "反悔了"):
        paying.forgive(desk, last.id, 0, "反悔了")
    assert now(made).standing.owed == 10_260_000


def test_one_late_makes_all_due_where_it_was_agreed_and_somebody_says_so(desk: Desk, matter_id: int) -> None:
    soon = replace(
        WAGES, signed_on=date(2026, 9, 1), parts=[PartIn(date(2026, 11, 1), 500), PartIn(JUNE, 9_500)], payees=()
    )
    made = agreeing.agree(desk, matter_id, soon)
    assert now(made).words == "尚欠100 元，其中逾期5 元"
    with one_act("agreement.accelerate", "李方龙要求其余的一次付清"):
        paying.accelerate(desk, made, TODAY, "李方龙要求其余的一次付清")
    assert now(made).standing.due_by(TODAY) == 10_000
    with refused("已于2026-11-23全部到期"):
        paying.accelerate(desk, made, TODAY, "再要求")
    with refused("先撤全部到期再改"):
        paying.reschedule(desk, now(made).instalments[1].id, date(2027, 9, 1), "秋后付")
    with one_act("agreement.end_acceleration", "双方重新说好了"):
        paying.end_acceleration(desk, made, "双方重新说好了")
    assert now(made).standing.due_by(TODAY) == 500
    early = agreeing.agree(desk, matter_id, WAGES)
    with refused("没有逾期的一期", "on_day"):
        paying.accelerate(desk, early, TODAY, "要求")
    plain = agreeing.agree(desk, matter_id, replace(soon, accelerates=False))
    with refused("没有约定一期逾期"):
        paying.accelerate(desk, plain, TODAY, "要求")


def test_taken_back_it_counts_no_more_and_stays(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, WAGES)
    with one_act("agreement.withdraw", "登错了事项"):
        agreeing.withdraw(desk, made, "登错了事项")
    (view,) = agreements_of(matter_id, TODAY)
    assert view.withdraw_reason == "登错了事项" and Agreement.select().count() == 1
    with refused("已于2026-11-23撤回"):
        paying.pay(desk, made, 100, TODAY)


def test_withdrawn_by_mistake_it_holds_again_with_what_was_paid(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, WAGES)
    paying.pay(desk, made, 1_000_000, TODAY, "收条")
    with refused("没有撤回过"):
        agreeing.restore(desk, made, "没撤过")
    agreeing.withdraw(desk, made, "登错了事项")
    assert sum(one.owed for one in Instalment.select()) == 0
    with refused("为什么恢复", "reason"):
        agreeing.restore(desk, made, " ")
    with one_act("agreement.restore", "没登错"):
        said = agreeing.restore(desk, made, "没登错")
    assert "按协议办结" in said and now(made).words == "已付10,000 元，尚欠92,600 元"
    assert sum(one.owed for one in Instalment.select()) == 9_260_000
    assert events()[-2:] == ["撤回执行和解：登错了事项", "恢复执行和解：没登错"]
    agreeing.withdraw(desk, made, "登错了")
    Matter.update(state=MatterState.VOIDED).where(Matter.id == matter_id).execute()
    with refused("不能恢复协议，这件已作废"):
        agreeing.restore(desk, made, "没登错")


@pytest.mark.parametrize(
    ("given", "said", "field"),
    [
        (replace(WAGES, debtor=" "), "谁来兑现", "debtor"),
        (replace(WAGES, parts=[PartIn(date(2026, 11, 1), 500)], payees=()), "在签订之前", "parts"),
        (replace(WAGES, payees=[PayeeIn("李方龙", 1)]), "和总额102,600 元不符", "payees"),
        (replace(WAGES, payees=[PayeeIn("李方龙", 1), PayeeIn("王某")]), "要么每人都写", "payees"),
        (replace(WAGES, parts=[PartIn(JUNE, 0)], payees=()), "大于零", "parts"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    desk: Desk, matter_id: int, given: AgreementIn, said: str, field: str
) -> None:
    with refused(said, field):
        agreeing.agree(desk, matter_id, given)
    assert Agreement.select().count() == 0


def test_a_promise_without_money_and_a_debtor_without_cards(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(
        desk,
        matter_id,
        AgreementIn(kind=AgreementKind.PROMISE, signed_on=TODAY, debtor="张某", is_oral=True, terms="春节前把门修好"),
    )
    assert now(made).words == "没有约定金额"
    assert "口头承诺：张某。春节前把门修好" in events()[-1]
    assert SupervisionCard.select().count() == 0


def owed_now() -> list[tuple[date | None, int]]:
    """The stored columns of every instalment, and that they are what is reckoned."""
    assert owed.unsettled() == []
    return [(row.falls_due_on, row.owed) for row in Instalment.select().order_by(Instalment.position)]


def test_what_is_stored_is_what_is_reckoned_after_every_act(desk: Desk, matter_id: int) -> None:
    days = month_dates(TODAY, JUNE, 3)
    made = agreeing.agree(desk, matter_id, WAGES)
    assert owed_now() == [(day, 3_420_000) for day in days]
    paying.pay(desk, made, 4_000_000, TODAY)
    assert owed_now() == [(days[0], 0), (days[1], 2_840_000), (days[2], 3_420_000)]
    second = now(made).instalments[1]
    paying.reschedule(desk, second.id, date(2027, 5, 31), "春耕后付")
    paying.forgive(desk, second.id, 840_000, "双方商定")
    assert owed_now()[1] == (date(2027, 5, 31), 2_000_000)
    paying.take_back_payment(desk, InstalmentPayment.get().id, "退回了")
    assert [fen for _, fen in owed_now()] == [3_420_000, 2_580_000, 3_420_000]
    agreeing.withdraw(desk, made, "登错了")
    assert [fen for _, fen in owed_now()] == [0, 0, 0]


def test_what_a_voided_matter_agreed_is_no_morning_work(desk: Desk, matter_id: int) -> None:
    agreeing.agree(desk, matter_id, replace(WAGES, parts=[PartIn(TODAY, 10_260_000)]))
    assert morning.count("instalments", TODAY) == 1
    Matter.update(state=MatterState.VOIDED).where(Matter.id == matter_id).execute()
    assert morning.count("instalments", TODAY) == 0


def test_what_is_due_is_told_with_its_debtors_in_as_many_reads_for_many_as_for_one(desk: Desk, matter_id: int) -> None:
    at_once = replace(WAGES, parts=[PartIn(TODAY, 10_260_000)])
    agreeing.agree(desk, matter_id, at_once)
    one, few = _due()
    assert one == ["张某第1期尚欠102,600 元，今日到期"]
    for name in ("李某", "赵某"):
        agreeing.agree(desk, owned(desk, f"{name}的邻居"), replace(at_once, debtor=name))
    three, many = _due()
    assert [text[:2] for text in three] == ["张某", "李某", "赵某"] and many == few


def _due() -> tuple[list[str], int]:
    """The lines of 履约, and how many reads they took."""
    statements: list[str] = []
    db.connection().set_trace_callback(statements.append)
    try:
        return [line.why for line in morning.rows("instalments", TODAY)], len(statements)
    finally:
        db.connection().set_trace_callback(None)


def test_falling_due_at_once_and_forgiving_move_the_last_day(desk: Desk, matter_id: int) -> None:
    """民法典 189: three years from the last instalment; 全部到期 brings it forward, forgiven whole it is none."""
    parts = [PartIn(date(2026, 11, 1), 500), PartIn(date(2027, 4, 30), 500), PartIn(JUNE, 9_000)]
    made = agreeing.agree(
        desk,
        matter_id,
        replace(WAGES, kind=AgreementKind.SETTLEMENT, signed_on=date(2026, 9, 1), parts=parts, payees=()),
    )
    assert now(made).agreed.last_due == JUNE
    paying.forgive(desk, now(made).instalments[-1].id, 9_000, "免去最后一期")
    assert now(made).agreed.last_due == date(2027, 4, 30)
    paying.accelerate(desk, made, TODAY, "要求其余的一次付清")
    assert now(made).agreed.last_due == TODAY
    paying.end_acceleration(desk, made, "重新说好了")
    assert now(made).agreed.last_due == date(2027, 4, 30)


def test_what_was_only_said_is_not_confirmed_by_a_court(desk: Desk, matter_id: int) -> None:
    sealed = replace(WAGES, kind=AgreementKind.MEDIATION, mediation_body="章湾村调委会", has_seal=True)
    assert now(agreeing.agree(desk, matter_id, sealed)).agreed.is_mediated
    assert not now(agreeing.agree(desk, matter_id, replace(sealed, is_oral=True))).agreed.is_mediated
