"""协议 from the keyboard: agreed in few keys, paid from F5 in four, taken back on its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.rules.agreements.card_numbers import NOTICED
from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn
from jiefang_tui.services.closure import resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import papers
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, InstalmentPayment, Matter
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import AgreementKind, MatterState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.supervision.supervision_screen import SupervisionScreen
from jiefang_tui.ui.widgets.form import Form
from tests.services.agreements.test_agreements import JUNE, WAGES
from tests.services.agreements.test_ending import come_to_rest
from tests.services.given import days_ago, owned
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL = (80, 24)
TODAY = date(2026, 11, 23)


async def test_three_parts_in_at_most_twelve_keys(desk: Desk) -> None:
    app = MatterApp(desk, owned(desk, "李方龙"), tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await keys(pilot, "insert", "4", "3", "=张某", "tab", "=10.26万", "tab", "=3", "tab", "=明年6月底", "ctrl+s")
        assert Agreement.get().kind == "execution"
        assert [(row.due_on, row.amount) for row in Instalment.select().order_by(Instalment.position)][-1] == (
            JUNE,
            3_420_000,
        )
        assert "付到0%" in page(app) and "剩" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF"}


async def test_paid_from_the_list_of_what_is_due_and_taken_back(desk: Desk) -> None:
    with days_ago(desk, 60):
        matter_id = owned(desk, "李方龙")
        parts = [PartIn(date(2026, 11, 20), 3_000_000), PartIn(JUNE, 7_260_000)]
        agreeing.agree(desk, matter_id, replace(WAGES, signed_on=date(2026, 9, 25), parts=parts, payees=()))
    assert morning.count("instalments", TODAY) == 1
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(SupervisionScreen("instalments"))
        await pilot.pause()
        assert "张某第1期尚欠30,000 元，逾期3日" in page(app)
        await keys(pilot, "enter", "tab", "tab", "=回单", "ctrl+s")
        paid = InstalmentPayment.get()
        assert (paid.amount, paid.paid_on, paid.proof) == (3_000_000, TODAY, "回单")
        assert morning.count("instalments", TODAY) == 0
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "晚3日付清" in page(app)
        rows = app.screen.query_one("#performance RowList")
        rows.move_to(("payment", InstalmentPayment.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="退回了")
        assert InstalmentPayment.get().removed_on == TODAY and "逾期3日" in page(app)


async def test_withdrawn_on_its_line_and_back_again(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, WAGES)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#performance RowList")
        rows.move_to(("agreement", made, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, reason="登错了事项")
        rows.move_to(("agreement", made, 0))  # type: ignore[attr-defined]
        await pilot.pause()
        assert "登错了事项" in page(app) and "Enter恢复协议" in page(app).replace(" ", "")
        await keys(pilot, "enter")
        await fill(pilot, text="没登错")
        assert Agreement.get().withdrawn_on is None and "这一件还没有办结" in page(app) and "付到0%" in page(app)
        assert not ambiguous(app)


async def test_put_off_on_its_line(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    agreeing.agree(desk, matter_id, WAGES)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#performance RowList")
        rows.move_to(("instalment", Instalment.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        await choose(pilot, "改期")
        await fill(pilot, due_on="2027-3-31", reason="双方同意")
        assert Instalment.get().due_on == date(2027, 3, 31) and "原定02-28" in page(app)


async def test_signed_it_ends_the_handling_and_that_is_taken_back(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await keys(pilot, "insert", "4", "3", "=张某", "tab", "=10.26万", "tab", "=3", "tab", "=明年6月底", "ctrl+s")
        assert Matter.get_by_id(matter_id).state == MatterState.CONCLUDED
        assert "协议还有3期没有履行，尚欠102,600" in page(app) and "履行中" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF"}
        await keys(pilot, "insert", "6", "=签字的不是本人", "ctrl+s")
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING
        await keys(pilot, "insert", "5", "ctrl+s")
        assert Matter.get_by_id(matter_id).state == MatterState.CONCLUDED


async def test_an_oral_one_is_written_down_and_says_why_it_ends_nothing(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await keys(pilot, "insert", "4")
        await fill(pilot, debtor="张某", total="3000", count="1", last_on="明年6月底", is_oral="是")
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING and Agreement.get().is_oral
        assert "没有办结，口头协议" in page(app)


async def test_the_one_that_ended_it_is_withdrawn_with_the_end(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    agreeing.agree(desk, matter_id, replace(WAGES, ends=True))
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#performance RowList")
        rows.move_to(("agreement", Agreement.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, reason="登错了事项", undoes_end="是")
        assert Agreement.get().withdrawn_on == TODAY
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING


async def test_settled_though_not_paid_says_who_agreed(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    agreeing.agree(desk, matter_id, replace(WAGES, ends=True))
    come_to_rest(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=6)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await keys(pilot, "insert", "2")
        assert "债权人免了的记免除" in page(app) and not ambiguous(app)
        await keys(pilot, "ctrl+s")
        assert "不再等的，写明为什么" in page(app)
        await fill(pilot, despite="债务人破产", agreed_by="周敏")
        assert Matter.get_by_id(matter_id).settled_on == TODAY


PROMISE = AgreementIn(kind=AgreementKind.PROMISE, signed_on=TODAY, debtor="张某", terms="春节前把门修好")


def at(app: MatterApp, about: str, row_id: int) -> None:
    app.screen.query_one("#performance RowList").move_to((about, row_id, 0))  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [SMALL, (120, 36)])
async def test_nothing_of_it_is_cut_off_and_the_advice_is_no_wait(desk: Desk, size: tuple[int, int]) -> None:
    matter_id = owned(desk, "李方龙")
    wages = replace(WAGES, kind=AgreementKind.SETTLEMENT, basis_no="", has_employer=True, terms="现金，当面点清")
    made = agreeing.agree(desk, matter_id, wages)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        at(app, "advice0", made)
        told = "".join(page(app).split())
        assert ".." not in told, "with a scroll bar too"
        assert "债权人2030-06-30前可以向法院起诉(三年诉讼时效)(民法典第一百八十八条、第一百八十九条，" in told
        assert "须先申请劳动仲裁，仅凭工资欠条起诉的除外" in told
        assert "劳动者2027-11-23前可以申请劳动仲裁(一年时效)" in told and "恢复执行" not in told
        assert "前没有履行" not in told


async def test_whether_execution_was_applied_for_is_answered_on_the_advice(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, WAGES)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "先问清楚" in "".join(page(app).split())
        at(app, "advice0", made)
        await keys(pilot, "enter", "2", "=2026-3-1", "ctrl+s")
        told = "".join(page(app).split())
        assert Agreement.get().execution_applied is True and Agreement.get().execution_applied_on == date(2026, 3, 1)
        assert "2029-06-30前可以向执行法院申请恢复执行" in told and "2026-03-01申请执行" in told


async def test_put_right_without_entering_anything_again(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, replace(WAGES, terms="汇入卡 6222021234567890123"))
    paying.pay(desk, made, 1_000_000, TODAY, "收条")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "6222" not in page(app)
        at(app, "agreement", made)
        await keys(pilot, "enter", "4", "=张大某", "ctrl+s")
        assert "请写明更正的原因" in page(app)
        await fill(pilot, reason="听错了")
        assert "张大某付102,600 元" in page(app) and "付到9.7%" in page(app)
    row = Agreement.get()
    assert row.terms == "汇入卡 6222021234567890123", "what nobody touched stays"
    assert [one.share for one in AgreementParty.select().where(AgreementParty.role == "payee")] == [
        6_000_000,
        4_260_000,
    ]


async def test_a_promise_without_money_is_kept_from_its_line(desk: Desk) -> None:
    matter_id = owned(desk, "程有福")
    made = agreeing.agree(desk, matter_id, PROMISE)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "待兑现" in page(app)
        at(app, "agreement", made)
        await keys(pilot, "enter", "8", "=看过，门修好了", "ctrl+s")
        assert "11-23已兑现" in page(app) and "兑现：看过，门修好了" in page(app)
        at(app, "agreement", made)
        await keys(pilot, "enter", "9", "=另一家", "ctrl+s")
        assert "待兑现" in page(app) and not ambiguous(app)


async def test_a_card_number_is_noticed_while_it_is_typed(desk: Desk) -> None:
    app = MatterApp(desk, owned(desk, "李方龙"), tab=5)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await keys(pilot, "insert", "4", "4", "=张某")
        form = app.screen.query_one(Form)
        form.load({"terms": "汇入卡 6222021234567890123"}, typed=True)
        assert form.meaning("terms")[3] == NOTICED
        await keys(pilot, "ctrl+s")
    assert Agreement.get().terms == "汇入卡 6222021234567890123", "never refused"


async def test_the_list_to_sign_is_printed_from_the_payment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "open_paper", lambda _: True)
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, WAGES)
    paying.pay(desk, made, 1_000_000, TODAY, "收条")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        at(app, "payment", InstalmentPayment.get().id)
        await keys(pilot, "enter")
        at(app, "instalment", Instalment.get().id)
        await keys(pilot, "enter", "6")
    assert len(list(desk.folder.exports.glob("*签领表*.docx"))) == 2


async def test_a_payment_taken_back_after_it_was_executed_is_listed_as_owed_again(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    agreeing.agree(desk, matter_id, replace(WAGES, ends=True))
    paying.pay(desk, Agreement.get().id, 10_260_000, TODAY, "收条")
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert "已到位" in page(app) and "履行中" not in page(app)
        at(app, "payment", InstalmentPayment.get().id)
        await keys(pilot, "delete", "=退票", "ctrl+s")
        told = "".join(page(app).split())
        assert "已到位" in told and "协议还有3期没有履行，尚欠102,600元" in told and "履行中" in told
        assert "记的执行到位还在" in told
