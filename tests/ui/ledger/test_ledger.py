"""F4: the ledger from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from jiefang_tui.rules.ledger_filter import LedgerFilter
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.ledger.saved_filters import saved_filters
from jiefang_tui.store import search
from jiefang_tui.store.models import Matter, db
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.ledger.ledger_screen import LedgerScreen, SearchLine
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.widgets.row_list import RowList
from tests.services.given import owned, registered
from tests.ui.painted import lines

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


def many(count: int) -> None:
    """So many matters of days gone by, numbered upwards."""
    rows = [
        {
            "register_no": f"JF-999999001-20250101-{at:06d}",
            "received_on": date(2024, 1, 1) + timedelta(days=at // 5),
            "recorded_on": TODAY,
            "petitioner_name": "章德福",
            "title": f"第{at}件",
            "state": "concluded",
        }
        for at in range(count)
    ]
    with db.atomic():
        for row in rows:
            matter = Matter.create(**row)
            search.index_row("matter", matter.id, search.Texts(words=row["title"]))


async def press(pilot: object, *keys: str) -> None:
    """Keys; ``=TEXT`` is typed; then what follows 150 ms after typing."""
    for key in keys:
        if key.startswith("="):
            for char in key[1:]:
                pilot.app.focused.insert_text_at_cursor(char)  # type: ignore[attr-defined]
            await pilot.pause(0.25)  # type: ignore[attr-defined]
        else:
            await pilot.press(key)  # type: ignore[attr-defined]
        await pilot.pause()  # type: ignore[attr-defined]


def page(app: DeskApp) -> str:
    return "\n".join(lines(app))


@pytest.fixture
def app(desk: Desk) -> Iterator[DeskApp]:
    yield DeskApp(desk)


async def test_search_open_and_back(app: DeskApp, desk: Desk) -> None:
    registered(desk)
    owned(desk, "李守田", request="拖欠工资", person={"phone": "13900005678", "id_no": ""})
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4")
        assert isinstance(app.screen, LedgerScreen) and isinstance(app.focused, SearchLine)
        assert "2 件  全部事项  登记日期从晚到早" in page(app)
        for typed in ("工资", "lst", "5678", "tqgz"):
            await press(pilot, "ctrl+u", f"={typed}")
            assert "李守田" in page(app) and "章德福" not in page(app) and f"1 件  含「{typed}」" in page(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, MatterScreen) and "拖欠工资" in page(app)
        await press(pilot, "escape")
        assert "1 件" in page(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, LedgerScreen) and "2 件  全部事项" in page(app), "Esc clears first"
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_the_end_is_near_and_no_page_is_kept_for_long(app: DeskApp, desk: Desk) -> None:
    many(2500)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4")
        assert "2,500 件" in page(app)
        rows = app.screen.query_one(RowList)
        await press(pilot, "end")
        assert "第0件" in page(app) and rows.cursor_index == 2499
        await press(pilot, "pageup", "up", "up")
        assert "第20件" in page(app)
        await press(pilot, "home")
        assert "第2499件" in page(app)
        for _ in range(120):
            await pilot.press("pagedown")
        assert rows.cursor_index == 120 * 18
        assert len(rows.rows._pages) <= 5  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert isinstance(app.screen, MatterScreen) and f"第{2499 - 120 * 18}件" in page(app)


async def test_quick_filters_the_form_and_the_order(app: DeskApp, desk: Desk) -> None:
    one, two = owned(desk, "甲一一", leader="周敏"), owned(desk, "乙二二", leader="赵刚")
    Matter.update(next_due_on=TODAY - timedelta(days=3), next_due_kind="handling_due").where(Matter.id == one).execute()
    Matter.update(next_due_on=TODAY + timedelta(days=3), next_due_kind="handling_due").where(Matter.id == two).execute()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4", "ctrl+n", "3")
        assert "1 件  逾期" in page(app) and "逾3" in page(app) and "甲一一" in page(app)
        await press(pilot, "ctrl+n", "1", "ctrl+o", "tab", "tab", "=赵刚", "ctrl+s")
        assert "1 件  包案领导赵刚" in page(app) and "乙二二" in page(app)
        await press(pilot, "ctrl+o", *["tab"] * 6, "=2026-12-01", "tab", "=2026-11-01", "ctrl+s")
        assert "后一个日期早于前一个" in page(app)
        await press(pilot, "escape", "ctrl+n", "1", "ctrl+t", "2")
        assert "应办日期从早到晚" in page(app)
        assert page(app).index("甲一一") < page(app).index("乙二二")
        await press(pilot, "ctrl+t", "2")
        assert page(app).index("乙二二") < page(app).index("甲一一")


async def test_from_and_to_of_a_filter_mean_the_same_year(app: DeskApp, desk: Desk) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4", "ctrl+o")
        form = app.screen.form  # type: ignore[attr-defined]
        assert (TODAY.month, TODAY.day) == (11, 23)
        form.field("received_from").raw, form.field("received_to").raw = "12-1", "12-31"
        form.field("due_from").raw, form.field("due_to").raw = "12-1", "12-31"
        await pilot.pause()
        form.read_now()
        last = TODAY.year - 1
        spans = [str(form.meaning(name)[0]) for name in ("received_from", "received_to", "due_from", "due_to")]
        assert spans == [f"{last}-12-01", f"{last}-12-31", f"{TODAY.year}-12-01", f"{TODAY.year}-12-31"]
        assert f"{last}-12-01" in form.row("received_from").text, "what is said is what is meant"
        form.field("received_to").raw = f"{last - 4}-12-31"
        await pilot.pause()
        form.read_now()
        assert f"{last - 4}-12-01" in form.row("received_from").text, "also when the other one changes"


async def test_filters_are_kept_under_a_name(app: DeskApp, desk: Desk) -> None:
    registered(desk)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4", "ctrl+n", "5", "ctrl+b", "insert", "=积案清单", "enter")
        assert "已存下「积案清单」" in page(app)
        assert [(kept.name, kept.wanted) for kept in saved_filters()] == [("积案清单", LedgerFilter(is_backlog=True))]
        await press(pilot, "ctrl+n", "1", "ctrl+b", "enter")
        assert "积案清单：0 件" in page(app) and "没有这样的事项" in page(app)
        await press(pilot, "ctrl+b", "ctrl+r", "=二", "enter")
        assert "改名为「积案清单二」" in page(app)
        await press(pilot, "ctrl+b", "delete")
        assert "已删去「积案清单二」" in page(app) and saved_filters() == []


async def test_a_change_elsewhere_shows_and_the_cursor_stays(app: DeskApp, desk: Desk) -> None:
    many(450)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4", "end", "up")
        rows = app.screen.query_one(RowList)
        key = rows.cursor_key
        registered(desk, "新来人")
        app.publish_changes()
        await pilot.pause()
        assert rows.cursor_key == key and "451 件" in page(app)
        await press(pilot, "home")
        assert "新来人" in page(app)


async def test_masked_names_and_a_first_filter(app: DeskApp, desk: Desk) -> None:
    owned(desk, leader="周敏")
    owned(desk, "李守田", leader="赵刚", request="拖欠工资")
    desk.masks_names = True
    async with app.run_test(size=(120, 36)) as pilot:
        app.go("ledger", wanted=LedgerFilter(leader="周敏", text="征地"))
        await pilot.pause(0.3)
        text = page(app)
        assert "1 件  包案领导周敏，含「征地」" in text and "章*福" in text
        assert "章德福" not in text and "足额" not in text


async def test_a_wide_screen_shows_the_matter_beside(app: DeskApp, desk: Desk) -> None:
    owned(desk, leader="周敏")
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "f4")
        await pilot.pause(0.3)
        assert "JF-999999001-20261123-001" in page(app) and "下一步" in page(app)


async def test_the_key_comes_back_to_the_ledger_that_was_left(app: DeskApp, desk: Desk) -> None:
    """F4 in a matter opened from the ledger is the way back to it, filter and all; a form is not left by it."""
    registered(desk)
    owned(desk, "李守田", request="拖欠工资")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f4", "=工资", "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "f4")
        assert len(app.screen_stack) == 2 and "1 件  含「工资」" in page(app)
        await press(pilot, "f4")
        assert len(app.screen_stack) == 2
        await press(pilot, "f2", "f4")
        assert isinstance(app.screen, LedgerScreen) and len(app.screen_stack) == 4 and "2 件" in page(app)
        await press(pilot, "escape")
        assert app.screen.NAME_CN == "来访登记"  # type: ignore[attr-defined]
