"""The first start, and a data file that cannot be opened."""

from __future__ import annotations

import gc
from datetime import datetime

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, safekeeping
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database
from jiefang_tui.store.queries.reception import queue
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.desk.recovery import RecoveryScreen
from jiefang_tui.ui.desk.setup import FirstStartScreen
from jiefang_tui.ui.reception.today_screen import TodayScreen
from tests.store.day import arrive
from tests.ui.painted import ambiguous, english, lines


@pytest.mark.parametrize(
    ("typed", "area"), [("999999001", "999999001"), ("123456789", "123456789"), ("示例镇", "999999001")]
)
async def test_three_answers_and_the_desk_is_open(
    folder: DataFolder, frozen_clock: datetime, typed: str, area: str
) -> None:
    app = DeskApp(None, folder=folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, FirstStartScreen)
        assert (ambiguous(app), english(app)) == (set(), set())
        for key in [*"示例镇信访接待室", "enter", *typed, "enter", *"王芳", "enter"]:
            await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert app.desk is not None
        assert (app.desk.office_name, app.desk.area_code, app.desk.officer_name) == ("示例镇信访接待室", area, "王芳")
        assert "示例镇信访接待室" in lines(app)[0] and "王芳" in lines(app)[0]
    opening.close_desk(app.desk)


async def test_what_is_wrong_is_said_beside_its_field(folder: DataFolder, frozen_clock: datetime) -> None:
    app = DeskApp(None, folder=folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FirstStartScreen)
        for key in [*"某室", "tab", *"12345", "tab", *"王芳", "ctrl+s"]:
            await pilot.press(key)
        await pilot.pause()
        form = app.screen.form
        assert form.row("area").kind == "error" and "9" in form.row("area").text
        assert form.raw()["unit"] == "某室" and not folder.db.exists()


async def test_nothing_opens_before_there_is_a_desk(folder: DataFolder, frozen_clock: datetime) -> None:
    app = DeskApp(None, folder=folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "f3", "f4", "f5", "f6", "f8", "ctrl+f", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, FirstStartScreen) and app.screen.message == ""
        assert "F6" not in lines(app)[-1] and "F8" not in lines(app)[-1]


async def test_a_township_nobody_knows_is_said_on_leaving_the_field(folder: DataFolder, frozen_clock: datetime) -> None:
    app = DeskApp(None, folder=folder)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in [*"某室", "enter", *"天边镇", "enter", *"王芳", "enter"]:
            await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, FirstStartScreen)
        form = app.screen.form
        assert "不认识「天边镇」" in form.row("area").text and form.focused_name == "area"
        assert "不认识「天边镇」" in app.screen.message
        await pilot.press("ctrl+u", *"示例镇", "tab")
        await pilot.pause()
        assert (app.screen.message, form.row("area").kind) == ("", "hint")


@pytest.mark.parametrize("first", [TodayScreen, FirstStartScreen, RecoveryScreen])
async def test_the_collector_works_from_the_first_screen_on(desk: Desk, first: type) -> None:
    closed = opening.DeskClosed("数据文件已损坏。", "damaged") if first is RecoveryScreen else None
    app = DeskApp(desk if first is TodayScreen else None, folder=desk.folder, closed=closed)
    gc.disable()
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, first) and gc.isenabled()
    finally:
        gc.enable()


@pytest.fixture
def damaged(desk: Desk) -> founded.DeskClosed:
    """One visit in the backup, then the file's beginning is overwritten."""
    arrive(desk, "章秀兰")
    opening.close_desk(desk)
    with desk.folder.db.open("r+b") as file:
        file.write(b"\0" * 4096)
    with pytest.raises(founded.DeskClosed) as closed:
        opening.open_desk(desk.folder)
    return closed.value


async def test_recovery_restores_the_newest_backup_and_keeps_the_damaged_file(
    desk: Desk, damaged: founded.DeskClosed
) -> None:
    app = DeskApp(None, folder=desk.folder, closed=damaged)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, RecoveryScreen)
        text = "\n".join(lines(app))
        assert "恢复最近备份 2026-11-23 09:14" in text and "来访 1 批、事项 1 件" in text
        await pilot.press("１")
        await pilot.pause()
        await pilot.pause()
        assert app.desk is not None
        assert [row.name for row in queue.queue_of(clock.today())] == ["章秀兰"]
    assert list(desk.folder.root.glob("*damaged*"))
    opening.close_desk(app.desk)


async def test_leaving_the_recovery_touches_nothing(desk: Desk, damaged: founded.DeskClosed) -> None:
    before = desk.folder.db.read_bytes()
    app = DeskApp(None, folder=desk.folder, closed=damaged)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
    assert app.desk is None and desk.folder.db.read_bytes() == before
    assert not database.holds_lock()


async def test_without_a_backup_only_leaving_is_offered(desk: Desk) -> None:
    opening.close_desk(desk, keeps_backup=False)
    desk.folder.db.write_bytes(b"")
    with pytest.raises(founded.DeskClosed) as closed:
        opening.open_desk(desk.folder)
    app = DeskApp(None, folder=desk.folder, closed=closed.value)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, RecoveryScreen)
        assert "恢复最近备份" not in "\n".join(lines(app))
        await pilot.press("2")
    assert safekeeping.check(desk.folder)[0] is False
