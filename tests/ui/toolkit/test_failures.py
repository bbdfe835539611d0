"""What stands on the screen when the data file cannot be read or written, and at midnight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from peewee import OperationalError

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import AuditEntry, Visit, db
from jiefang_tui.terms import VisitState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from tests.services.given import registered


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Call it: from then on every statement fails as it does beside a program that holds the file."""

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    yield lambda: monkeypatch.setattr(db, "execute_sql", refuse)


@pytest.mark.parametrize("keys", [["f2"], ["ctrl+f", "章", "德"], ["enter"], ["ctrl+n"], ["ctrl+o"], ["ctrl+r"]])
async def test_a_file_that_cannot_be_read_is_one_sentence_and_the_desk_stays_open(
    desk: Desk, locked: Any, keys: list[str]
) -> None:
    registered(desk)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        locked()
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.2)
        assert app.is_running and app.return_code is None
        said = getattr(app.screen, "message", "") or (app.desk_screen.message if app.desk_screen else "")
        if keys != ["ctrl+o"]:  # the form of the session reads nothing
            assert "占用" in said and said.endswith("。")
        await pilot.press("escape")
        assert app.is_running


async def test_a_screen_read_again_says_so_and_keeps_what_it_showed(desk: Desk, locked: Any) -> None:
    registered(desk)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.desk_screen
        assert isinstance(screen, TodayScreen)
        locked()
        screen.stale = True
        app._minute()
        with clock.at(clock.now() + timedelta(days=1)):
            app._minute()
        await pilot.pause()
        assert "占用" in screen.message and screen.rows.cursor_key == "v1"


async def test_midnight_ends_the_day_once(desk: Desk, frozen_clock: datetime) -> None:
    registered(desk)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")  # the queue lies beneath a form
        await pilot.pause()
        with clock.at(frozen_clock + timedelta(hours=15)):
            app._minute()
            app._minute()
            await pilot.pause()
            assert Visit.get().state == VisitState.WAITING and Visit.get().is_time_doubtful
            assert [entry.act for entry in AuditEntry.select()].count("day.roll_over") == 1
            assert app.desk_screen is not None and "已结转前一天" in app.desk_screen.message
            await pilot.press("f3")
            await pilot.pause()
            assert isinstance(app.screen, ChooseDialog), "asked where no digit is on its way into a form"
            await pilot.press("escape")
            await pilot.pause()
            screen = app.desk_screen
            assert isinstance(screen, TodayScreen) and screen._day == clock.today()
            assert screen.rows.cursor_key is None
