"""What lies over what: a screen of the desk hides what is beneath, a dialog washes what is right beneath it."""

from __future__ import annotations

import pytest
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.desk.blank import BlankScreen
from jiefang_tui.ui.desk.help import HelpScreen
from jiefang_tui.ui.toolkit.dialogs import ConfirmDialog
from tests.ui.painted import lines


@pytest.mark.painted
async def test_a_screen_hides_what_is_beneath_it(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        app.push_screen(BlankScreen())
        app.push_screen(HelpScreen(app.screen))
        await pilot.pause()
        assert [screen.styles.background.a for screen in app.screen_stack] == [1, 1, 1, 1]


@pytest.mark.painted
async def test_only_the_lowest_of_three_dialogs_paints_itself_anew(desk: Desk) -> None:
    """What each washes is the one beneath it, whichever of them still has its picture."""
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        for question in ("一", "二", "三"):
            app.push_screen(ConfirmDialog(question))
            await pilot.pause()
        for number in (1, 2, 1):
            screen = app.screen_stack[number]
            screen.refresh(layout=True)  # as a new size of the window does
            await pilot.pause()
            app.screen.refresh()
            await pilot.pause()
            assert lines(app)
        assert [_beneath(screen) for screen in app.screen_stack[1:]] == app.screen_stack[:-1]


def _beneath(screen: Screen[object]) -> object:
    washed = screen.render()
    assert isinstance(washed, BackgroundScreen)
    return washed.screen
