"""5 履约 and 6 回访 from the keyboard: promised, kept, executed, visited, settled, reviewed, closed, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import Closing, Commitment, FollowUp, Matter, Relief, Reopening
from jiefang_tui.terms import MatterState, Reaction, Solved
from tests.services.given import days_ago, given_slip, registered
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


def concluded(desk: Desk) -> int:
    """A matter accepted twenty days ago and concluded ten days ago by an agreement."""
    from jiefang_tui.services.law import serving, stages

    with days_ago(desk, 20):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
        given_slip(desk, matter_id)
    with days_ago(desk, 10):
        serving.conclude_agreed(desk, matter_id, "补发差额")
    return matter_id


def rows(app: MatterApp, panel: str) -> Any:
    return app.screen.query_one(f"#{panel} RowList")


async def test_promised_kept_executed_and_helped(desk: Desk) -> None:
    matter_id = concluded(desk)
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        for text, day in (("第一期", "2026-11-20"), ("第二期", "6-30")):
            await keys(pilot, "insert")
            await choose(pilot, "承诺事项")
            await fill(pilot, text=text, due_on=day, amount_fen="5000", leader="周敏")
            await keys(pilot, "ctrl+s")  # 周敏 is asked a post once, and may have none
        late, later = Commitment.select().order_by(Commitment.id)
        assert (late.due_on, later.due_on) == (date(2026, 11, 20), date(2027, 6, 30))
        assert "逾期3日" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "执行到位")
        await fill(pilot, note="都给了")
        assert "还有2项承诺没有兑现" in page(app) and Matter.get_by_id(matter_id).executed_on is None
        await keys(pilot, "escape")
        for one in (late, later):
            rows(app, "performance").move_to(("promise", one.id, 0))
            await keys(pilot, "enter", "1")
            await fill(pilot, proof="转账回单")
        assert [one.fulfilled_on for one in Commitment.select()] == [TODAY, TODAY]
        await keys(pilot, "insert")
        await choose(pilot, "执行到位")
        await fill(pilot, note="两期都有回单")
        assert Matter.get_by_id(matter_id).executed_on == TODAY and "已到位" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "困难帮扶")
        await fill(pilot, source="临时救助", approver="周敏", amount_fen="1200")
        assert Relief.get().amount_fen == 120_000 and "1,200 元" in page(app)
        rows(app, "performance").move_to(("executed", 0, 0))
        await keys(pilot, "delete")
        await fill(pilot, text="第二期其实没到账")
        assert Matter.get_by_id(matter_id).executed_on is None
        assert not ambiguous(app) and not english(app) - {"JF"}


@pytest.mark.slow
async def test_visited_settled_reviewed_closed_and_opened_again(desk: Desk) -> None:
    matter_id = concluded(desk)
    app = MatterApp(desk, matter_id, tab=6)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "缺 执行到位" in page(app) and "缺 回访" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "结案审查")
        assert "还没有记执行到位" in page(app) and "5 履约" in page(app)
        await keys(pilot, "enter")  # to the gap's own page
        await keys(pilot, "insert")
        await choose(pilot, "执行到位")
        await fill(pilot, note="银行回单")

        await keys(pilot, "6", "insert")
        await choose(pilot, "记回访")
        await fill(pilot, way="上门", officer="何静", solved="完全解决", unit="满意", reaction="接受", note="地里看过")
        visit = FollowUp.get()
        assert (visit.solved, visit.unit_satisfaction, visit.reaction) == (Solved.FULLY, "satisfied", "accepted")
        assert "对单位满意" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "案结事了")
        await fill(pilot)
        await keys(pilot, "insert")
        await choose(pilot, "信访人的态度")
        await fill(pilot, reaction="部分接受")
        row = Matter.get_by_id(matter_id)
        assert (row.settled_on, row.reaction) == (TODAY, Reaction.PARTIAL)

        await keys(pilot, "insert")
        await choose(pilot, "结案审查")
        assert "不缺什么" in page(app)
        await fill(pilot, done="1", leader="周敏")
        assert Closing.select().count() == 0  # 三到位一处理 is not whole: said, and nothing lost
        await fill(pilot, others="1", petitioner_signed="否", no_signature_note="外出务工，何静见证")
        closing = Closing.get()
        assert (closing.closed_on, closing.petitioner_signed, closing.leader.name) == (TODAY, False, "周敏")
        assert Matter.get_by_id(matter_id).state == MatterState.CLOSED and "已销号" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "重新办理")
        await fill(pilot, cause="新的事实和理由", reason="又量出二亩", new_due="12-20")
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING
        assert Closing.get().reopened_on == TODAY and Reopening.get().new_due == date(2026, 12, 20)
        assert "11-23又办" in page(app) and "第1次" in page(app) and "原2026-11-13办结 补发差额" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF"}


async def test_the_date_of_a_reopening_is_proposed_and_only_to_be_confirmed(desk: Desk) -> None:
    matter_id = concluded(desk)
    app = MatterApp(desk, matter_id, tab=6)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "重新办理")
        assert "2026-12-23" in page(app)
        await fill(pilot, cause="新的事实和理由", reason="又量出二亩", new_due="")
        assert Reopening.select().count() == 0, "it may be another day, not none"
        await fill(pilot, new_due="30天后")
        assert Matter.get_by_id(matter_id).due_on == date(2026, 12, 23)


async def test_not_solved_at_the_visit_opens_it_again(desk: Desk) -> None:
    matter_id = concluded(desk)
    app = MatterApp(desk, matter_id, tab=6)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "记回访")
        await fill(pilot, officer="何静", solved="未解决", note="钱没到账", reopen_due="12-10")
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING
        assert Reopening.get().new_due == date(2026, 12, 10)
        assert "已记下回访。已重新办理。" in page(app)


async def test_closed_with_gaps_says_only_what_was_checked(desk: Desk) -> None:
    app = MatterApp(desk, concluded(desk), tab=6)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "结案审查")
        await keys(pilot, "ctrl+s")
        await fill(pilot, leader="周敏")
        assert Closing.select().count() == 0 and "请填写本人签字" in page(app)  # never taken for granted
        await fill(pilot, done="1", petitioner_signed="否")
        assert "确实要销的，请在「缺项原因」里写明。" in page(app)  # the whole sentence stands on the smallest screen
        await fill(pilot, waived_reason="电话停机，上门没有人")
        assert "合理诉求已到位" in page(app) and "未核对" in page(app) and "不涉及" not in page(app)


async def test_before_the_law_sets_an_end_the_next_date_stands_on_top(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        due = Matter.get_by_id(matter_id).next_due_on
        assert f"书面告知 {due:%m-%d}" in next(line for line in page(app).splitlines() if "今日登记" in line)


async def test_a_copy_that_may_only_look_offers_no_act(desk: Desk) -> None:
    matter_id = concluded(desk)
    matters.confirm_commitment(desk, matter_id, "第一期", date(2026, 11, 20), None, "周敏")
    desk.read_only_because = "现在只能查看：王芳 09:00 起在另一个窗口登记。"
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "delete", "enter")
        assert "只能查看" in page(app) and "Ins办理" not in page(app)
        assert len(app.screen_stack) == 2


async def test_a_small_matter_ends_in_one_form_and_is_taken_back(desk: Desk) -> None:
    """15: from its page, 8 keys beside what is written; wanted in writing, the opinion is next."""
    matter_id = registered(desk, request="路灯不亮").matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "5")
        assert not any(app.screen.form.raw().values())  # type: ignore[attr-defined]
        await fill(pilot, done="换了灯泡", told_way="2", said="亮了", in_writing="2")
        assert Matter.get().state == MatterState.CLOSED and "已简易办结" in page(app)
        await keys(pilot, "6", "insert", "9")
        await fill(pilot, text="又不亮了")
        assert Matter.get().state == MatterState.HANDLING
        await keys(pilot, "1", "insert", "5")
        await fill(pilot, done="换了线", told_way="2", said="要个字据", in_writing="1")
        assert Matter.get().accepted_on == TODAY and "信访处理意见书" in page(app)


async def test_18_a_promise_is_dated_put_right_and_taken_back_from_its_line(desk: Desk) -> None:
    matter_id = concluded(desk)
    promise = matters.confirm_commitment(desk, matter_id, "第一期", None, None, "周敏")
    app = MatterApp(desk, matter_id, tab=5)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "enter", "2")
        await fill(pilot, due_on="下周四9点")
        assert Commitment.get_by_id(promise).due_on == date(2026, 12, 3) and "未定日期" not in page(app)
        rows(app, "performance").move_to(("promise", promise, 0))
        await keys(pilot, "delete")
        await fill(pilot, text="只是说说")
        assert not Commitment.select().exists() and "第一期" not in page(app)
