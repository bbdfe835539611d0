"""What holds on every screen and in every dialog, on the sample day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets._input import Input
from textual.widgets._text_area import TextArea

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.figures import Figures
from jiefang_tui.ui.widgets.form_row import LABEL_CELLS, FormRow
from jiefang_tui.ui.widgets.key_bar import shown_keys
from jiefang_tui.ui.widgets.option_line import OptionLine
from jiefang_tui.ui.widgets.row_list import RowList
from jiefang_tui.ui.widgets.themes import SIXTEEN
from tests.ui.painted import ambiguous, english, lines
from tests.ui.places import PLACES, sample_desk, walk

SMALL, LARGE = (80, 24), (120, 36)
CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 的是章某一，。,.-=/;"
DIGITS = "0123456789０１９"
NO_WORDS = frozenset(["JF", "DB", "SHA", "SL", "DUST", "WAGES", "holidays", "toml", "yf"])
"""Latin letters that are not words of a program: numbers of matters, a fingerprint's name, a file the office fills in,
what the test types."""

SEEN_ELSEWHERE = ("today, stepped out", "intake, half filled", "intake, wrong")
"""Places with the keys of another."""

EVERY_TIME = ("summary", "intake, wrong", "talk, outcomes", "matter, tab 4", "ledger, filter")
"""Places of every kind of screen; all the others are looked at among the long tests."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample_desk(tmp_path / "data") as opened:
        yield opened


def state(app: DeskApp) -> tuple[Any, ...]:
    """Whatever a key could have changed."""
    return *here(app), str(app.focused), app.theme, app._exit, _count("draft"), lines(app)


def here(app: DeskApp) -> tuple[list[str], int]:
    """The screens that are open, and how many acts are written down."""
    return list(map(str, app.screen_stack)), _count("audit_entry")


def _count(table: str) -> int:
    return int(database.connection().execute(f"select count(*) from {table}").fetchone()[0])


def the_desk(pilot: Pilot[Any]) -> DeskApp:
    assert isinstance(pilot.app, DeskApp)
    return pilot.app


@pytest.mark.parametrize(
    "place", [pytest.param(name, marks=[] if name in EVERY_TIME else pytest.mark.slow) for name in PLACES]
)
async def test_a_place(desk: Desk, place: str) -> None:
    """The chrome, bare characters, every key on the key bar.

    In one walk as far as possible, because getting there is what takes long; walked again where a key led away.
    """
    waiting: list[tuple[str, ...]] | None = None
    while waiting is None or waiting:
        app = DeskApp(desk)
        async with app.run_test(size=SMALL) as pilot:
            await walk(pilot, PLACES[place])
            if waiting is None:
                waiting = [] if place in SEEN_ELSEWHERE else keys_shown(app, everywhere=place == "today")
                await the_chrome_is_ours(pilot)
                await characters_do_nothing(pilot)
            await keys_do_something(pilot, waiting)


async def the_chrome_is_ours(pilot: Pilot[Any]) -> None:
    """At both sizes; the small one again afterwards."""
    app = the_desk(pilot)
    look_at_the_chrome(app)
    await pilot.resize_terminal(*LARGE)
    await pilot.pause()
    look_at_the_chrome(app)
    await pilot.resize_terminal(*SMALL)


async def characters_do_nothing(pilot: Pilot[Any]) -> None:
    """Bare ones, with the focus anywhere but in a text field. The focus is then where it was."""
    app = the_desk(pilot)
    focused = app.screen.focused
    others = [w for w in app.screen.query("*") if w.focusable and not isinstance(w, Input | TextArea)]
    for focus in [None, *others]:
        app.screen.set_focus(focus)
        await pilot.press("z")  # takes away what was said; pressed again below
        await pilot.pause()
        before = state(app)
        for character in bare_characters(app):
            app.post_message(Key({" ": "space"}.get(character, character), character))
        await pilot.pause()
        assert state(app) == before, f"with the focus on {focus}"
    app.screen.set_focus(focused)
    await pilot.pause()


async def keys_do_something(pilot: Pilot[Any], waiting: list[tuple[str, ...]]) -> None:
    """Press what waits, until nothing does or a key has led away, be it into a form on the same screen."""
    app = the_desk(pilot)
    stack, acts = here(app)
    types = isinstance(app.focused, LineField)
    while waiting and not app._exit and (*here(app), isinstance(app.focused, LineField)) == (stack, acts, types):
        await press_one(pilot, waiting.pop(0))
        while not app._exit and len(app.screen_stack) > len(stack):
            await pilot.press("escape")
            await pilot.pause()


def look_at_the_chrome(app: DeskApp) -> None:
    """No character of disputed width, no English, no line wider than the screen, no figure cut off."""
    assert ambiguous(app) == set()
    assert english(app) <= NO_WORDS
    assert max(cells.width(line) for line in lines(app)) <= app.size.width
    for row in app.screen.query(FormRow):
        beside = row.size.width - LABEL_CELLS - row.field_width - 1
        whole = not row.text or row._is_inside or row.says_below or cells.width(row.text) <= beside
        assert row.kind != "hint" or whole, f"an example is cut: {row.text}"
    shown = " ".join(lines(app))
    for figures in app.screen.query(Figures):
        assert [figure.label_and_text for figure in figures._figures if figure.label_and_text not in shown] == []


def bare_characters(app: DeskApp) -> str:
    """Letters, Chinese characters and punctuation; digits where they choose nothing."""
    bound = app.screen.active_bindings
    assert not set(CHARACTERS) & set(bound) and "space" not in bound
    return CHARACTERS + "".join(digit for digit in DIGITS if digit not in bound)


@pytest.mark.parametrize("place", ["today", "intake", "talk", "matter, why", "ledger", "find", "supervision", "lines"])
async def test_sixteen_colours_leave_no_ground_to_the_terminal(desk: Desk, place: str) -> None:
    """It may be white there, and white text on it is not seen; what is transparent would show it."""
    app = DeskApp(desk, theme=SIXTEEN.name)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, PLACES[place])
        await pilot.pause()
        grounds = {
            segment.style.bgcolor.name if segment.style and segment.style.bgcolor else ""
            for strip in app.screen._compositor.render_strips()
            for segment in strip
        }
        fields = [one for one in app.screen.query(LineField) if not isinstance(one, OptionLine) and not one.has_focus]
        planes = {one.styles.background.ansi for one in fields}
    assert not grounds & {"", "default"}
    assert planes <= {4}, "places to type are blue"


async def test_toasts_are_ours(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        for severity in ("information", "warning", "error"):
            app.notify("备份已做好。", severity=severity)
        await pilot.pause(0.3)
        assert "备份已做好" in "".join(lines(app))
        assert ambiguous(app) == set()
        assert english(app) <= NO_WORDS


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_first_start_is_ours(tmp_path: Path, size: tuple[int, int]) -> None:
    app = DeskApp(None, folder=DataFolder(tmp_path))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+s")
        look_at_the_chrome(app)


async def press_one(pilot: Pilot[Any], keys: tuple[str, ...]) -> None:
    """Press these (the digits of one list, or a single key) until one does something; one of them must."""
    app = the_desk(pilot)
    before = state(app)
    for key in keys:
        if key in app.screen.active_bindings:
            item = app.screen.active_bindings[key]
            await pilot.press(key)
            await pilot.pause()
            if state(app) != before:
                return
            assert len(keys) > 1 or item.binding.action in ("choose", "done"), f"{key} {item.binding.description}"


def keys_shown(app: DeskApp, everywhere: bool) -> list[tuple[str, ...]]:
    """The keys on the key bar, those of one act together, those that may lead away last, Esc behind a save refused."""
    active = app.screen.active_bindings
    shown = {description for _, description in shown_keys(active.values())}
    found: dict[str, list[str]] = {}
    for key, item in active.items():
        if item.enabled and item.binding.description in shown and (everywhere or item.node is not app):
            found.setdefault(item.binding.action.split("(")[0], []).append(key)
    last = ("tab", "save", "cancel", "leave", "quit")
    return [tuple(found[act]) for act in sorted(found, key=lambda act: last.index(act) if act in last else -1)]


async def test_a_scrollbar_is_ours(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 12)) as pilot:
        await walk(pilot, PLACES["records, matters"])
        assert app.screen.query_one(RowList).max_scroll_y > 0
        look_at_the_chrome(app)
