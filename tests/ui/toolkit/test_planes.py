"""Dialogs stand on a plane of their own, with an empty moat around it and the screen beneath washed (issue 7, 28)."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual._context import visible_screen_stack

from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.widgets import themes
from tests.ui.painted import ToolkitApp


def _cells(app: ToolkitApp) -> list[list[tuple[str, str, str]]]:
    """Of every cell of the screen: its character, its colour and the colour of its plane, by name."""
    visible_screen_stack.set(list(app._background_screens))  # as where Textual paints by itself
    app.screen._styles_cache.clear()
    screen = []
    for strip in app.screen._compositor.render_strips():
        row: list[tuple[str, str, str]] = []
        for text, style, _ in Segment.adjust_line_length(list(strip), 80):
            color = style.color.name if style and style.color else ""
            plane = style.bgcolor.name if style and style.bgcolor else ""
            for char in text:
                row += [(char, color, plane)] * (1 if ord(char) < 0x1100 else 2)
        screen.append(row)
    return screen


def _luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [theme.name for theme in themes.THEMES])
async def test_a_dialog_has_its_own_plane_an_empty_moat_and_a_washed_screen_beneath(theme: str) -> None:
    app = ToolkitApp(theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = _cells(app)
        await app.push_screen(ChooseDialog("处理结果", [("a", "当场答复"), ("b", "交办")]))
        await pilot.pause()
        plane, moat = app.screen.query_one("#dialog-plane").region, app.screen.query_one("#dialog").region
        after = _cells(app)
    inside = {after[y][x][2] for y in plane.line_range for x in plane.column_range} - {after[plane.y + 2][plane.x][2]}
    ring = [
        after[y][x]
        for y in moat.line_range
        for x in moat.column_range
        if not (plane.y <= y < plane.bottom and plane.x <= x < plane.right)
    ]
    assert (moat.width - plane.width, moat.height - plane.height) == (4, 2)
    assert {char for char, _, _ in ring} == {" "}
    assert len({ground for _, _, ground in ring}) == 1
    assert len(inside) == 1 and not inside & {ground for _, _, ground in ring}, "the dialog's plane is its own"
    beneath = [(x, y) for y in range(23) for x in range(80) if before[y][x][0] != " " and (x, y) not in moat]
    assert beneath and all(after[y][x][1] != before[y][x][1] for x, y in beneath if before[y][x][1]), "washed"
    if theme == themes.SIXTEEN.name:
        text = after[plane.y + 1][plane.x + 2]
        assert text[1:] == ("color(0)", "color(7)"), "black on white"
        assert {after[y][x][1:] for x, y in beneath} == {("bright_black", "black")}
        assert not any("#" in color + ground for row in after for _, color, ground in row), "names of colours only"


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=["dark", "light"])
def test_fields_and_dialogs_differ_visibly_from_the_page(theme: object) -> None:
    assert isinstance(theme, type(themes.DARK))
    page, of = theme.background or "", theme.variables
    least = 1.3 if theme.dark else 1.15
    for plane in ("field", "field-2", "dialog"):
        assert contrast(of[plane], page) >= least, plane
    assert contrast(of["well"], of["dialog"]) >= 1.15
    assert contrast(of["cursor-text"], of["cursor"]) >= 4.5
    for text in ("dim", "card-red", "card-yellow", "now", "said"):
        assert contrast(of[text], page) >= 4.5, text
    for text in ("dialog-dim", "dialog-text"):
        assert contrast(of[text], of["dialog"]) >= 4.5, text
