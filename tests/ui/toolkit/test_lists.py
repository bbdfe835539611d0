"""Row lists and figures: the cursor stays, nothing is cut off, keys repaint little."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figures import Figure, Figures
from jiefang_tui.ui.widgets.key_bar import lay_out
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList
from tests.ui.painted import QueueScreen, ToolkitApp, lines


async def test_cursor_stays_on_its_key_and_more_is_asked_for() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, QueueScreen)
        await pilot.press("down", "down", "down")
        assert screen.rows.cursor_key == 4
        await pilot.press("ctrl+n")
        assert screen.rows.cursor_key == 4
        assert screen.rows.cursor_index == 2
        assert "请 01 号" in lines(app)[1]
        await pilot.press("end")
        assert screen.rows.cursor_key == 40
        assert any(line.lstrip().startswith("40") for line in lines(app))
        assert lines(app)[4].split()[:2] == ["号", "姓名"], "the header stays while the list scrolls"
        await pilot.press("enter")
        assert screen.heard == [40]
        screen.keys = []
        app.publish({"visit"})
        await pilot.pause()
        assert screen.rows.cursor_key is None
        assert any("今天还没有人来" in line for line in lines(app))
        await pilot.press("enter")
        assert screen.heard == [40]


async def test_the_row_that_enter_acts_on_has_the_cursor_s_plane() -> None:
    """Also where a field above the list has the focus and moves its cursor; one left with Tab keeps the other plane."""
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        rows = app.screen.query_one(RowList)
        rows.focus()
        await pilot.pause()
        cursor = rows.get_component_rich_style("row-list--cursor").bgcolor
        far = rows.get_component_rich_style("row-list--cursor-far").bgcolor

        def plane() -> object:
            return next(segment.style and segment.style.bgcolor for segment in rows.render_line(1))

        assert plane() == cursor != far
        app.screen.set_focus(None)
        await pilot.pause()
        assert plane() == far
        rows.can_focus = False
        rows._lines.clear()
        assert plane() == cursor


async def test_paging_asks_once_and_appends() -> None:
    app = ToolkitApp()
    asked: list[int] = []

    def hook(message: object) -> None:
        if isinstance(message, RowList.NeedMore):
            asked.append(message.have)

    async with app.run_test(size=(80, 24), message_hook=hook) as pilot:
        rows = app.screen.query_one(RowList)
        rows.set_rows([Row(k, (str(k),)) for k in range(200)], more=True)
        await pilot.press("end", "up", "down")
        # The hook sees a message once for each node it bubbles through.
        assert set(asked) == {200}
        rows.add_rows([Row(k, (str(k),)) for k in range(200, 250)])
        await pilot.press("end")
        assert rows.cursor_key == 249
        assert set(asked) == {200}


@pytest.mark.painted
async def test_a_move_repaints_two_lines(monkeypatch) -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        rows = app.screen.query_one(RowList)
        await pilot.pause()
        painted: list[int] = []
        whole = RowList.render_line

        def counting(self: RowList, y: int):
            painted.append(y)
            return whole(self, y)

        monkeypatch.setattr(RowList, "render_line", counting)
        await pilot.press("down")
        await pilot.pause()
        assert rows.cursor_key == 2
        assert sorted(set(painted)) == [1, 2]


async def test_columns_by_width_in_cells() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "电话" not in lines(app)[4]
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert "电话" in lines(app)[3]
        assert app.screen.has_class("-wide")


async def test_rare_characters_and_line_ends_keep_the_columns() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        rows = app.screen.query_one(RowList)
        rows.set_rows(
            [
                Row(1, ("01", "𬭚𫓧\n某某某某某", "要钱👨‍👩‍👧\t=1+1", "候访")),
                Row(2, ("02", "章某某", "x" * 200, "候访")),
            ]
        )
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {80}
        assert [line.index("候访") >= 0 for line in lines(app)[5:7]] == [True, True]
        where = [cells.width(line[: line.index("候访")]) for line in lines(app)[5:7]]
        assert where[0] == where[1]


async def test_figures_wrap_and_open() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = " ".join(lines(app)[2:4])
        figures = app.screen.query_one(Figures)
        assert all(f"{figure.label} 12" in shown for figure in figures._figures)
        figures.focus()
        await pilot.press("right", "right", "enter")
        assert app.screen.heard == ["今日到期"]
        figures.set_figures([Figure("今日到期", "今日到期", "0"), Figure("红牌", "红牌", "1", "red")])
        assert figures.at == "今日到期"


async def test_figures_go_up_and_down_by_line() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        figures = app.screen.query_one(Figures)
        figures.set_figures([Figure(f"数{i}", "三定三包有缺", "12") for i in range(6)])
        figures.focus()
        await pilot.pause()
        await pilot.press("right", "down")
        assert figures.at == "数5" and figures.has_focus
        await pilot.press("up")
        assert figures.at == "数1"


def test_key_bar_is_cut_in_whole_entries_with_help_at_the_end() -> None:
    keys = [("F2", "登记"), ("Enter", "接谈"), ("^N", "请下一位"), ("Ins", "预约"), ("Del", "离开")]
    tail = [("Esc", "返回"), ("F1", "帮助")]
    for room in range(16, 80):
        entries = lay_out(keys, room, tail)
        text = " ".join(key + what for key, what in entries)
        assert cells.width(text) <= room
        assert entries[-2:] == tail
        assert entries[:-2] == keys[: len(entries) - 2]
    assert lay_out(keys, 80, tail) == keys + tail
    assert lay_out(keys, 58, tail) == keys + tail
    assert lay_out(keys, 57, tail) == keys[:-1] + tail


def test_fit_and_fold() -> None:
    assert cells.fit("章某某", 8) == "章某某  "
    assert cells.fit("12", 4, right=True) == "  12"
    for text in ("征地补偿款未足额发放", "a征地补偿款未足额发放", "1234567890"):
        for room in range(1, 24):
            assert cells.width(cells.fit(text, room)) == room
    assert cells.fit("征地补偿款", 8) == "征地补.."
    folded = cells.fold("电话 13800000018 少了几位\n再看一遍", 12)
    assert folded == ["电话", "13800000018", "少了几位", "再看一遍"]
    assert all(cells.width(line) <= 7 for line in cells.fold("征" * 20 + "x" * 20, 7))
    assert cells.fold("想一起商量还款。后来", 14) == ["想一起商量还", "款。后来"]


def test_columns_want_one_flexible() -> None:
    rows = RowList([Column("甲", 4), Column("乙", 0)])
    assert isinstance(rows, Widget)
    assert [taken for _, _, taken in rows._lay_columns(40)] == [4, 35]
