"""接待室设置 and 换登记员 from the palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from tests.ui.painted import lines
from tests.ui.places import sample_desk, walk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample_desk(tmp_path / "data") as opened:
        yield opened


async def from_palette(pilot: Pilot[Any], label: str) -> FormDialog:
    await walk(pilot, ("ctrl+p", f"={label}", "enter"))
    await pilot.pause()
    dialog = pilot.app.screen
    assert isinstance(dialog, FormDialog)
    return dialog


async def test_masked_names_are_masked_at_once(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "章秀兰" in "".join(lines(app))
        dialog = await from_palette(pilot, "接待室设置")
        dialog.form.load({**dialog.form.raw(), "masks_names": "yes", "query_phone": "0550-7654321"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "接待室设置已保存" in "".join(lines(app)) and "章秀兰" not in "".join(lines(app))
        assert settings.get(settings.QUERY_PHONE) == "0550-7654321"


async def test_the_top_line_names_the_new_clerk_on_every_screen(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, ("ctrl+f",))
        dialog = await from_palette(pilot, "换登记员")
        dialog.form.load({"officer": "刘小洋"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "^S" in dialog.message, "the post of a new name is asked once"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "登记员 刘小洋" in lines(app)[0] and "登记员现在是 刘小洋" in lines(app)[1]
        await pilot.press("escape")
        await pilot.pause()
        assert "登记员 刘小洋" in lines(app)[0]
