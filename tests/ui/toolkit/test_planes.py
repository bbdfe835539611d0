"""Dialogs stand on a plane of their own, with an empty moat around it and the screen beneath washed (issue 7, 28)."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual._context import visible_screen_stack

from jiefang_tui.rules.text import Parsed
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.widgets import themes
from jiefang_tui.ui.widgets.form import FieldSpec
from tests.ui.painted import ToolkitApp, lines


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


async def test_no_line_of_a_dialog_s_text_begins_with_what_ends_a_sentence() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        text = "双管、派出、上级的单位不归本镇管：只发商请函或者催办，不发牌。"
        await app.push_screen(ChooseDialog("单位情况", [("a", "知道了")], text))
        await pilot.pause()
        said = [line.strip() for line in lines(app)]
    assert any("  牌。" in line for line in said) and not any(" 。" in line for line in said)


@pytest.mark.parametrize("theme", [theme.name for theme in themes.THEMES])
async def test_what_stands_in_a_dialog_is_read_on_its_plane(theme: str) -> None:
    """Choices, examples, what was understood and what is missing: no text in the colour of what it stands on."""
    specs = [
        FieldSpec("way", "方式", "choice", options=[("a", "当面"), ("b", "邮寄")], required=True),
        FieldSpec("who", "签收人", hint="代收的写明关系", required=True),
        FieldSpec("day", "日期", parse=lambda text: Parsed(text, hint="星期五"), width=12),
    ]
    app = ToolkitApp(theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = FormDialog("送达", specs, {"day": "12-3"}, form_name="x")
        await app.push_screen(dialog)
        await pilot.pause()
        dialog.form.check()
        await pilot.pause()
        plane = dialog.query_one("#dialog-plane").region
        seen = [cell for row in _cells(app)[plane.y : plane.bottom] for cell in row[plane.x : plane.right]]
    assert {"面", "代", "期", "*", "请"} <= {char for char, _, _ in seen}
    for char, color, ground in seen:
        if char != " ":
            assert _rgb(color) != _rgb(ground) and contrast(_rgb(color), _rgb(ground)) >= 2.2, (char, color, ground)


SIXTEEN_VALUES = {
    "black": "#000000", "red": "#aa0000", "green": "#00aa00", "yellow": "#aa5500", "blue": "#0000aa",
    "magenta": "#aa00aa", "cyan": "#00aaaa", "white": "#aaaaaa", "bright_black": "#555555", "bright_red": "#ff5555",
    "bright_white": "#ffffff", "bright_green": "#55ff55",
}  # fmt: skip
"""As a VGA console paints them."""


def _rgb(color: str) -> str:
    if color.startswith("color("):
        return list(SIXTEEN_VALUES.values())[int(color[6:-1])]
    return SIXTEEN_VALUES.get(color, color)
