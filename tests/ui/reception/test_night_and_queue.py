"""21, 22 with real keys: leaving with people waiting, the question of the morning, looking without a talk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts, rollover
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, receiving
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.store.models import Visit
from jiefang_tui.terms import VisitState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.records_screen import RecordsScreen
from jiefang_tui.ui.reception.talk_screen import TalkScreen
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.reception.visit_screen import VisitScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from tests.ui.painted import lines

SIZE = (80, 24)
MORNING = datetime(2026, 11, 24, 8, 30).astimezone()


def arrive(desk: Desk, name: str) -> intake.Registered:
    done = intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn("修路")]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    return done


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def shown(app: DeskApp) -> str:
    return "\n".join(lines(app))


def states() -> list[str]:
    return [row.state for row in Visit.select().order_by(Visit.id)]


async def test_22_enter_begins_the_talk_and_right_looks_without_one(desk: Desk) -> None:
    arrive(desk, "甲一")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right")
        assert isinstance(app.screen, VisitScreen) and states() == [VisitState.WAITING]
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, TalkScreen) and states() == [VisitState.IN_TALK]


async def test_22_esc_with_nothing_typed_leaves_the_visitor_waiting(desk: Desk) -> None:
    arrive(desk, "甲一")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, TodayScreen) and "01号 甲一 没有记下什么，仍在候访" in app.screen.message
        assert states() == [VisitState.WAITING] and not drafts.drafts(desk)


async def test_22_esc_with_a_word_typed_stays_a_talk(desk: Desk) -> None:
    arrive(desk, "甲一")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "enter", "a", "escape")
        assert states() == [VisitState.IN_TALK] and len(drafts.drafts(desk)) == 1


async def test_21_leaving_says_who_waits_and_stays_unless_told_otherwise(desk: Desk) -> None:
    arrive(desk, "甲一")
    arrive(desk, "乙二")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+q")
        assert "2 批还在候访或接谈：01 甲一、02 乙二" in shown(app)
        await press(pilot, "1")
        assert isinstance(app.screen, TodayScreen) and app.is_running
        await press(pilot, "ctrl+q", "2")
        assert app._exit


async def test_21_leaving_with_nobody_waiting_asks_nothing(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+q")
        assert app._exit


def _begin_morning(desk: Desk) -> None:
    for name in ("甲一", "乙二", "丙三"):
        arrive(desk, name)
    desk.clock_confirmed = True


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_21_the_morning_asks_once_and_they_really_left(desk: Desk, size: tuple[int, int]) -> None:
    _begin_morning(desk)
    with clock.at(MORNING):
        rollover.roll_over(desk)
        app = DeskApp(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ChooseDialog) and "3 批没有结果" in shown(app)
            await press(pilot, "2")
            assert "3 批记为未接谈离开" in app.screen.message  # type: ignore[attr-defined]
        assert states() == [VisitState.LEFT] * 3
        app = DeskApp(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, TodayScreen)


async def test_21_results_are_given_one_by_one_on_their_own_visits(desk: Desk) -> None:
    _begin_morning(desk)
    with clock.at(MORNING):
        rollover.roll_over(desk)
        app: Any = DeskApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await press(pilot, "1")
            assert isinstance(app.screen, RecordsScreen) and "没有结果 3批次" in shown(app)
            await press(pilot, "enter", "ctrl+s", "1")
            app.screen.form.load({"told": "已修"})
            await press(pilot, "ctrl+s")
            assert isinstance(app.screen, RecordsScreen) and "没有结果 2" in lines(app)[0]
            await press(pilot, "delete", "1")
            assert "没有结果 1" in lines(app)[0]
            await press(pilot, "f3")
            assert "没有结果 1" in shown(app)
    assert states() == [VisitState.RECEIVED, VisitState.LEFT, VisitState.WAITING]
    assert Visit.get_by_id(1).finished_at is None


async def test_21_esc_leaves_it_open_and_nobody_is_asked_twice(desk: Desk) -> None:
    _begin_morning(desk)
    with clock.at(MORNING):
        rollover.roll_over(desk)
        app = DeskApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await press(pilot, "escape")
            assert isinstance(app.screen, TodayScreen) and "没有结果 3" in shown(app)
        app = DeskApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, TodayScreen)
    assert states() == [VisitState.WAITING] * 3
