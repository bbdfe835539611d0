"""The desk with one matter open, and typing into its forms: for the tests of its tabs."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from tests.ui.painted import lines


class Bottom(DeskScreen):
    """What lies beneath the screens that are tried."""

    NAME_CN = "底屏"


class MatterApp(DeskApp):
    """The desk with one matter open."""

    def __init__(self, desk: Desk, matter_id: int, tab: int = 1) -> None:
        super().__init__(desk)
        self._open_at_first = {"matter_id": matter_id, "tab": tab}

    def get_default_screen(self) -> Bottom:
        return Bottom()

    def on_mount(self) -> None:
        self.go("matter", **self._open_at_first)


async def keys(pilot: Pilot[Any], *what: str) -> None:
    """Press keys; a text of Chinese characters is typed as it is (`=` before it)."""
    for one in what:
        if one.startswith("="):
            field: Any = pilot.app.focused
            field.insert_text_at_cursor(one[1:]) if hasattr(field, "insert_text_at_cursor") else field.insert(one[1:])
            await pilot.pause()
        else:
            await pilot.press(one)
            await pilot.pause()


def page(app: DeskApp) -> str:
    return "\n".join(lines(app))


async def choose(pilot: Pilot[Any], label: str) -> None:
    """Press the digit of a list's line that begins with `label`; PgDn before where it is further down."""
    for _ in range(3):
        for line in lines(pilot.app):  # type: ignore[arg-type]
            words = line.split()
            for at, word in enumerate(words[1:], 1):
                if word.startswith(label) and words[at - 1].isdigit():
                    await keys(pilot, words[at - 1])
                    return
        await keys(pilot, "pagedown")
    raise AssertionError(f"{label} is not offered:\n{page(pilot.app)}")  # type: ignore[arg-type]


async def fill(pilot: Pilot[Any], **fields: str) -> None:
    """Write into the fields of the open form by their names, and save."""
    form = pilot.app.screen.form  # type: ignore[attr-defined]
    for name, text in fields.items():
        form.focus_field(name)
        await pilot.pause()
        await keys(pilot, "ctrl+u", f"={text}")
    await keys(pilot, "ctrl+s")
