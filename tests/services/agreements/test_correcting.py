"""更正: an agreement put right with a reason, the old kept, payments untouched; blanks filled in without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PayeeIn
from jiefang_tui.services.agreements.correcting import correct, said_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import AgreementParty, Correction, MatterEvent
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementBasis, AgreementKind, PartyRole
from tests.services.agreements.test_agreements import TODAY, WAGES, owed_now
from tests.services.given import one_act, owned, refused


@pytest.fixture
def made(desk: Desk) -> int:
    return agreeing.agree(desk, owned(desk, "李方龙"), WAGES)


def last_event() -> str:
    text: str = MatterEvent.select().order_by(MatterEvent.id.desc()).get().text
    return text


def kept() -> list[tuple[str, str, str]]:
    return [(row.about, row.column, row.was) for row in Correction.select().order_by(Correction.id)]


def test_said_again_it_is_what_was_said(made: int) -> None:
    assert said_of(made) == WAGES


def test_names_number_and_words_are_put_right_and_the_old_kept(desk: Desk, made: int) -> None:
    paying.pay(desk, made, 3_420_000, TODAY, "回单")
    right = replace(WAGES, debtor="张某某", payer="", basis_no="(2025)皖9999民初12号", terms="付到本人手里")
    with one_act("agreement.correct", "抄错了"):
        correct(desk, made, right, "抄错了")
    view = agreement_view(made, TODAY)
    assert (view.debtor, view.of(PartyRole.PAYER), view.basis_no) == ("张某某", (), "(2025)皖9999民初12号")
    assert view.words == "已付34,200 元，尚欠68,400 元", "what was paid stays"
    assert [one[1] for one in owed_now()] == [0, 3_420_000, 3_420_000]
    assert kept() == [
        ("agreement", "basis_no", "(2026)皖9999民初12号"),
        ("agreement_party", "name", "张某"),
        ("agreement_party", "name", "宏远建筑公司"),
    ]
    assert "债务人「张某」改为「张某某」" in last_event() and "其他约定记为「付到本人手里」" in last_event()
    assert "付款方「宏远建筑公司」去掉，原因：抄错了" in last_event()


def test_payees_are_put_right_one_by_one(desk: Desk, made: int) -> None:
    right = replace(
        WAGES, payees=[PayeeIn("李方龙", 6_000_000), PayeeIn("王明", 2_260_000), PayeeIn("赵六", 2_000_000)]
    )
    correct(desk, made, right, "名单少一人")
    assert [(one.name, one.share, one.received_by) for one in agreement_view(made, TODAY).of(PartyRole.PAYEE)] == [
        ("李方龙", 6_000_000, ""),
        ("王明", 2_260_000, ""),
        ("赵六", 2_000_000, ""),
    ]
    assert kept() == [
        ("agreement_party", "name", "王某"),
        ("agreement_party", "share", "42,600 元"),
        ("agreement_party", "received_by", "李方龙"),
    ]
    correct(desk, made, replace(right, payees=[PayeeIn("李方龙", 10_260_000)]), "只有他一人")
    assert AgreementParty.select().where(AgreementParty.role == PartyRole.PAYEE).count() == 1
    with refused("和总额102,600 元不符", "payees"):
        correct(desk, made, replace(right, payees=[PayeeIn("李方龙", 1)]), "错")


def test_whether_execution_was_applied_for_is_answered_later(desk: Desk, made: int) -> None:
    assert agreement_view(made, TODAY).agreed.execution_applied is None
    answered = replace(said_of(made), execution_applied=True, execution_applied_on=date(2026, 3, 1))
    with one_act("agreement.correct"):
        correct(desk, made, answered)
    view = agreement_view(made, TODAY)
    assert view.agreed.execution_applied and view.execution_applied_on == date(2026, 3, 1)
    assert kept() == [] and "申请执行记为「是」；申请执行日期记为「2026-03-01」" in last_event()
    with refused("更正的原因", "reason"):
        correct(desk, made, replace(said_of(made), execution_applied=False, execution_applied_on=None))
    with refused("不能晚于今天", "execution_applied_on"):
        correct(desk, made, replace(answered, execution_applied_on=date(2026, 11, 24)), "错")
    with refused("请选「是」", "execution_applied_on"):
        correct(desk, made, replace(answered, execution_applied=False), "错")


def test_what_moves_the_advice_is_put_right(desk: Desk, made: int) -> None:
    right = replace(
        WAGES,
        kind=AgreementKind.MEDIATION,
        mediation_body="示例镇调委会",
        has_seal=True,
        basis=AgreementBasis.CONFIRMED,
        basis_last_day=date(2027, 6, 30),
    )
    correct(desk, made, right, "登成执行和解")
    agreed = agreement_view(made, TODAY).agreed
    assert agreed.is_mediated and agreed.basis == AgreementBasis.CONFIRMED
    assert "种类「执行和解」改为「调解协议」" in last_event() and "签字盖章记为「是」" in last_event()


def test_what_cannot_be_is_refused_and_nothing_changed(desk: Desk, made: int) -> None:
    with refused("没有改动", "debtor"):
        correct(desk, made, WAGES, "看看")
    with refused("更正的原因", "reason"):
        correct(desk, made, replace(WAGES, debtor="李某"))
    with refused("在签订之前", "parts"):
        correct(desk, made, replace(WAGES, signed_on=date(2027, 5, 1)), "签订日错")
    agreeing.withdraw(desk, made, "登错了")
    with refused("撤回"):
        correct(desk, made, replace(WAGES, debtor="李某"), "错")


def test_a_card_number_stands_in_the_row_alone(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, replace(WAGES, terms="汇入李方龙卡 6222021234567890123"))
    assert agreement_view(made, TODAY).terms == "汇入李方龙卡 (卡号不印)"
    assert "6222" not in last_event() and "6222" in said_of(made).terms
    paying.pay(desk, made, 100, TODAY, "转到6222021234567890123")
    assert "6222" not in last_event() and "6222" not in agreement_view(made, TODAY).payments[0].proof


def test_a_promise_without_money_is_kept_and_that_taken_back(desk: Desk, made: int) -> None:
    promise = AgreementIn(kind=AgreementKind.PROMISE, signed_on=TODAY, debtor="张某", terms="春节前把门修好")
    said = agreeing.agree(desk, owned(desk, "程有福"), promise)
    with refused("没有记过兑现"):
        paying.unkeep_promise(desk, said, "记错")
    with refused("怎么知道", "note"):
        paying.keep_promise(desk, said, TODAY, " ")
    with refused("不能晚于今天", "on_day"):
        paying.keep_promise(desk, said, date(2026, 11, 24), "看过")
    with one_act("agreement.keep"):
        paying.keep_promise(desk, said, TODAY, "到家看过，门修好了")
    assert agreement_view(said, TODAY).words == "2026-11-23已兑现"
    assert last_event() == "承诺已兑现：到家看过，门修好了"
    with refused("已于2026-11-23兑现"):
        paying.keep_promise(desk, said, TODAY, "再记")
    with one_act("agreement.unkeep", "是另一家的门"):
        paying.unkeep_promise(desk, said, "是另一家的门")
    assert agreement_view(said, TODAY).words == "没有约定金额"
    assert ("agreement", "kept_note", "到家看过，门修好了") in kept()
    with refused("约定了金额"):
        paying.keep_promise(desk, made, TODAY, "付了")


def test_the_day_of_signing_is_said_with_its_year(desk: Desk, made: int) -> None:
    assert correct(desk, made, replace(WAGES, signed_on=date(2025, 12, 10)), "抄错") == (
        "；签订日期现在是2025-12-10，在这件2026-11-23登记以前，请核对"
    )
    assert correct(desk, made, replace(said_of(made), signed_on=TODAY), "抄错") == "；签订日期现在是2026-11-23"
    assert correct(desk, made, replace(said_of(made), terms="付现"), "补") == ""
