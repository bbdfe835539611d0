"""接访安排 from the keyboard: the first question, the month, one day put right, rules, leaders, the notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual import events
from textual.pilot import Pilot

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import days, making, succession
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.store.models import Officer, PlanDay, PlanRule, PublicNotice, Responsibility, db
from jiefang_tui.store.queries.plans.days import plan_lines
from jiefang_tui.terms import PlanKind, RestDay
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.plans.plan_screen import PlanScreen
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.month_grid import MonthGrid
from tests.services.given import owned
from tests.services.plans.test_plan import EACH
from tests.ui.matter_app import choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


def grid(app: DeskApp) -> MonthGrid:
    return app.screen.query_one(MonthGrid)


def leader_on(day: date) -> str:
    return next(line.leader for line in plan_lines(day, day, with_cancelled=False))


async def to(pilot: Pilot[Any], app: DeskApp, day: date) -> None:
    """Put the cursor on a day."""
    grid(app).move_to(day)
    await pilot.pause()


async def test_january_with_few_keys(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        assert "还没有接访安排" in page(app) and not ambiguous(app) and not english(app)
        pressed = ["f6", "2", "enter", "enter", "ctrl+u", "ctrl+s", "ctrl+s"]  # names and the day are text
        await keys(pilot, "2", "=周敏、韩平、刘静", "tab", "tab", "ctrl+u", "=2027-1-1", "ctrl+s")
        assert "没记过「周敏」「韩平」「刘静」：是新的人再按 ^S" in page(app) and not PlanRule.select().count()
        await keys(pilot, "ctrl+s")
        assert "已排" in page(app) and "2027年放假安排未收录" in page(app)
        assert len(pressed) <= 25
        assert [line.day.day for line in plan_lines(date(2027, 1, 2), date(2027, 1, 10))] == [4, 5, 6, 7, 8]
        assert PlanRule.get().kind == PlanKind.EACH_WORKDAY


async def test_a_slip_in_a_name_is_looked_at_once_more(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "2", "enter")
        await fill(pilot, turns="周敏周敏、刘静", reason="分工调整")
        assert "没记过「周敏周敏」" in page(app) and app.screen.form.focused_name == "turns"  # type: ignore[attr-defined]
        await fill(pilot, turns="周敏、刘静")
        assert "已排" in page(app) and not Officer.select().where(Officer.name == "周敏周敏").count()


async def test_the_first_question_does_not_lie_over_a_form_that_was_opened_faster(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for key in ("f6", "insert"):
            app._driver.process_message(events.Key(key, None))  # type: ignore[union-attr]
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, FormDialog) and "还没有接访安排" not in page(app)


async def test_the_heads_on_mondays_in_the_same_form(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "2")
        await fill(pilot, turns="韩平、刘静", heads="周敏")
        await keys(pilot, "ctrl+s")
        assert {leader_on(date(2026, 11, 23)), leader_on(date(2026, 11, 30))} == {"周敏"}
        assert leader_on(date(2026, 11, 24)) == "韩平"


async def test_stand_in_is_found_from_today_s_screen(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=代替", "enter")
        assert "今天没有排班的领导" in page(app)
        await keys(pilot, "escape", "escape")
        making.make_rule(desk, EACH)
        today = date(2026, 11, 23)
        planned = leader_on(today)
        await keys(pilot, "ctrl+p", "=代替", "enter")
        assert f"11-23 代替{planned}" in page(app)
        await keys(pilot, "1")
        assert leader_on(today) != planned
        await keys(pilot, "f3", "f1")
        assert "按 F6 再 ^T 代替" in page(app)


async def test_one_day_put_right_and_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    tuesday = date(2026, 11, 24)
    planned = leader_on(tuesday)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "right")
        assert grid(app).day == tuesday and f"{planned}" in page(app).splitlines()[1]
        await keys(pilot, "ctrl+t", "1")
        assert leader_on(tuesday) != planned and f"代替{planned}" in page(app)
        await keys(pilot, "ctrl+t", "1")
        assert leader_on(tuesday) == planned, "whose day it was stands first"
        await keys(pilot, "ctrl+n", "1")
        assert "已对调" in page(app) and leader_on(tuesday) != planned
        await keys(pilot, "delete")
        await fill(pilot, text="会议冲突")
        assert PlanDay.get(PlanDay.day == tuesday).cancel_reason == "会议冲突" and "已取消" in page(app)
        await keys(pilot, "enter", "1", "9")
        assert PlanDay.get(PlanDay.day == tuesday).cancelled_on is None
        assert not ambiguous(app) and not english(app)


async def test_what_can_be_done_with_a_day_keeps_its_digit(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        for day in (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)):
            await to(pilot, app, day)
            await keys(pilot, "enter")
            assert " 7 参加单位" in page(app) and " 4 改时间" in page(app)
            assert (" 1 到岗" in page(app)) == (day <= date(2026, 11, 23))
            await keys(pilot, "escape")


async def test_what_came_of_a_day_is_said_and_taken_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    friday = date(2026, 11, 20)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, friday)
        assert "未登记" in page(app)
        await keys(pilot, "enter")
        await choose(pilot, "当日无来访")
        await fill(pilot, done_instead="听取排查汇报")
        assert PlanDay.get(PlanDay.day == friday).done_instead == "听取排查汇报" and "无人来访" in page(app)
        await keys(pilot, "enter")
        await choose(pilot, "撤到岗")
        await fill(pilot, text="记错了")
        assert PlanDay.get(PlanDay.day == friday).attended_at is None
        await keys(pilot, "ctrl+b", "1", "enter")
        await choose(pilot, "到岗")
        assert grid(app).day < date(2026, 11, 23)
        assert PlanDay.select().where(PlanDay.attended_at.is_null(False)).count() == 1


async def test_a_session_that_nobody_planned_is_put_into_the_plan(desk: Desk) -> None:
    owned(desk, "李方龙")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "escape")
        await keys(pilot, "enter")
        await choose(pilot, "补进安排")
        assert "补进安排 周敏" in page(app) and not english(app)
        await keys(pilot, "ctrl+s")
        assert PlanDay.get().mode == "reception_day"


async def test_a_night_meeting_on_a_sunday_beside_the_plan(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, date(2026, 11, 29))
        await keys(pilot, "insert")
        await fill(pilot, leader="周敏", mode="夜访", hours="19:00-21:00", place="章湾村")
        assert PlanDay.get(PlanDay.day == date(2026, 11, 29)).mode == "night_visit"
        await keys(pilot, "left", "right")
        assert "章湾村" in page(app).splitlines()[1]


async def test_two_of_a_day_are_asked_which(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    tuesday = date(2026, 11, 24)
    days.add_day(desk, DayIn(day=tuesday, leader="钱副镇长"))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, tuesday)
        assert "+1" in page(app)
        await keys(pilot, "delete", "2")
        await fill(pilot, text="不来了")
        cancelled = PlanDay.get(PlanDay.cancelled_on.is_null(False))
        assert cancelled.leader.name == "钱副镇长"


async def test_a_rule_is_changed_ended_and_comes_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "2", "enter")
        await fill(pilot, turns="周敏、赵强", begins_on="2026-12-1", reason="分工调整")
        assert "没记过「赵强」" in page(app), "those of the rule before are known"
        await keys(pilot, "ctrl+s")
        december = {line.leader for line in plan_lines(date(2026, 12, 1), date(2026, 12, 31))}
        assert december == {"周敏", "赵强"}
        await keys(pilot, "home", "delete")
        await fill(pilot, last_day="2026-12-10", reason="年底停")
        assert max(row.day for row in PlanDay.select()) == date(2026, 12, 10)
        await keys(pilot, "home", "delete")
        await fill(pilot, text="还是排到年底")
        assert max(row.day for row in PlanDay.select()) == date(2026, 12, 31)


async def test_from_a_day_on_somebody_else(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    tuesday = date(2026, 11, 24)
    leaving = leader_on(tuesday)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, tuesday)
        await keys(pilot, "enter")
        await choose(pilot, "从这天起接替")
        assert "没有没办完的工作" in page(app)
        await fill(pilot, taking="赵强", reason="调离")
        await keys(pilot, "ctrl+s")
        assert leader_on(tuesday) == "赵强"
        assert leaving not in {line.leader for line in plan_lines(tuesday, date(2026, 12, 31))}


async def test_giving_back_offers_the_work_in_hand_as_well(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    tuesday = date(2026, 11, 24)
    leaving = leader_on(tuesday)
    owned(desk, "章德福", leaving)
    succession.succeed(desk, leaving, "赵强", tuesday, "调离", kinds=["包案"])
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, tuesday)
        await keys(pilot, "enter", "8")
        assert f"选了哪一种，那一种全部交给{leaving}" in page(app)
        await fill(pilot, reason="又回来了", kinds="包案")
        assert f"还给{leaving}" in page(app) and "包案1件" in page(app)
        assert {row.leader.name for row in Responsibility.select()} == {leaving}


async def test_leaders_have_numbers_with_their_source(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "f6", "pagedown", "pagedown", "3", "down")
        assert "2026年领导接访" in page(app), "the figures are of this year, whatever month was looked at"
        await pilot.pause(1)  # idle time passes at once
        assert "每周1天" in page(app) and "请核对本地规定" in page(app)
        assert "22年到" in page(app), "five years where there is room"
        assert not ambiguous(app)
        read: list[str] = []
        db.connection().set_trace_callback(read.append)
        await keys(pilot, "down", "up")
        await pilot.pause(1)
        db.connection().set_trace_callback(None)
        assert not any("visit" in one for one in read), "who is under the cursor is not counted anew"


async def test_enter_on_a_leader_leads_to_their_line_of_the_roster(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "3", "down", "enter", "enter")
        who = app.screen.query_one(Form).raw()["name"]
        await fill(pilot, field_of_work="信访、水利", villages="章湾村，石桥村")
        officer = Officer.get(Officer.name == who)
        assert (officer.field_of_work, officer.villages) == ("信访、水利", "章湾村、石桥村")
        await keys(pilot, "escape")
        await pilot.pause(1)  # idle time passes at once
        assert "分管信访、水利；包联章湾村、石桥村" in page(app)


async def test_enter_on_the_line_of_the_office_opens_the_roster(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "3")
        assert "Enter名册" in page(app)
        await keys(pilot, "enter")
        assert "在任起止" in page(app)


async def test_a_day_to_choose_says_who_stands_in_before_the_place(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    wednesday = date(2026, 11, 25)
    line = plan_lines(wednesday, wednesday)[0]
    days.stand_in(desk, line.plan_day_id or 0, "韩平", "到县里开会，下午回来")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, date(2026, 11, 24))
        await keys(pilot, "ctrl+n")
        assert f"11-25 星期三  韩平  代{line.leader}(到县里开会，下午回来) 8:30" in page(app)


async def test_the_notice_takes_two_keys_and_hangs_when_somebody_says_so(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "ctrl+o", "1")
        assert PublicNotice.get().published_on is None
        await keys(pilot, "2")
        await to(pilot, app, date(2026, 12, 1))
        await keys(pilot, "right")
        assert "还没公示" in page(app)
        await keys(pilot, "ctrl+o")
        await choose(pilot, "第1版")
        assert PublicNotice.get().published_on == date(2026, 11, 23)
        await keys(pilot, "right")
        assert "已公示 第1版" in page(app)
        await keys(pilot, "ctrl+o")
        await choose(pilot, "撤「已公示」")
        await fill(pilot, text="还没贴")
        assert PublicNotice.get().published_on is None


async def test_a_roster_is_typed_down_a_column(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "2", "insert", "1")
        await fill(pilot, typed="2027-1-4 周敏\n2027-1-5 周书记")
        assert "表里的「周书记」是谁" in page(app)
        await keys(pilot, "1")
        assert [leader_on(date(2027, 1, 4)), leader_on(date(2027, 1, 5))] == ["周敏", "周敏"]


async def test_the_arrows_walk_out_of_the_month(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6", "down")
        assert grid(app).day == date(2026, 11, 30)
        await keys(pilot, "right")
        assert "2026年12月" in page(app) and "12-01 星期二" in page(app)
        await keys(pilot, "pagedown", "pageup")
        assert grid(app).day == date(2026, 12, 1)
        assert isinstance(app.screen, PlanScreen)


async def test_a_market_is_marked(desk: Desk) -> None:
    making.make_rule(
        desk,
        making.RuleIn(
            kind=PlanKind.MARKET_DAY,
            begins_on=date(2026, 11, 1),
            turns=[making.TurnIn("周敏")],
            digits="369",
            on_rest_day=RestDay.KEEP,
        ),
    )
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        assert page(app).count("集") == 9
