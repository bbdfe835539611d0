"""回读: the visitor reads on the screen what was written down of their words, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.screen import ModalScreen
from textual.widgets._static import Static

from jiefang_tui.ui.toolkit.whole_lines import WholeLines
from jiefang_tui.ui.widgets import cells

MARGIN = 4
"""Blank cells left and right."""


def spaced(line: str) -> str:
    """`line` with a blank after every wide character, so that it can be read from a chair."""
    wide = [char + " " if cells.width(char) > 1 else char for char in line]
    return "".join(wide).rstrip()


def wide_lines(texts: Sequence[str], room: int) -> list[str]:
    """`texts` in spaced lines of at most `room` cells, one blank line between two lines."""
    lines: list[str] = []
    for text in texts:
        for line in cells.fold(text, max(8, room * 2 // 3)):
            lines += ["", spaced(line)] if lines else [spaced(line)]
    return lines


class _Page(ScrollableContainer, inherit_bindings=False):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "上移", show=False),
        Binding("down", "scroll_down", "下移", show=False),
        Binding("pageup", "page_up", "上一页", show=False),
        Binding("pagedown", "page_down", "下一页", show=False),
        Binding("home", "scroll_home", "到开头", show=False),
        Binding("end", "scroll_end", "到末尾", show=False),
    ]


class ReadBackScreen(WholeLines, ModalScreen[None]):
    """Their own words over the whole screen. Esc or Enter goes back; arrows and PgUp, PgDn scroll."""

    CSS_PATH = Path(__file__).with_name("readback.tcss")
    NAME_CN: ClassVar[str] = "回读"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,ctrl+r", "close", "返回", show=False)]

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = [text for text in texts if text.strip()]

    def compose(self) -> ComposeResult:
        with _Page():
            yield Static(id="words", markup=False)

    def on_mount(self) -> None:
        self.query_one(_Page).focus()

    def on_resize(self) -> None:
        room = self.size.width - 2 * MARGIN
        self.query_one("#words", Static).update("\n".join(wide_lines(self._texts, room)))

    def action_close(self) -> None:
        self.dismiss(None)
