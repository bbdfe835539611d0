"""^P: a page down moves its list, and what an act does is read whole."""

from __future__ import annotations

from typing import Any

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.ui.app import DeskApp
from tests.ui.painted import lines


async def test_31_a_page_down_moves_the_list_and_the_act_under_the_cursor_is_explained_whole(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        palette: Any = app.screen
        first = palette._list.cursor_index
        await pilot.press("pagedown")
        await pilot.pause()
        assert palette._list.cursor_index > first
        await pilot.press("pageup")
        key = next(name for name, act in palette._acts.items() if act[1] == "next")
        palette._list.move_to(key)
        palette._list.post_message(palette._list.Rested(palette._list, key))
        await pilot.pause()
        assert "按约定时间、优先、先后请下一位，开始接谈" in "".join(lines(app))
