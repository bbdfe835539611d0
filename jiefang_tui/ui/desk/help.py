"""F1: what the present screen is for, and every key that acts on it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from jiefang_tui.ui.toolkit.whole_lines import WholeLines
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.key_bar import KeyBar, key_name
from jiefang_tui.ui.widgets.lines import StatusLine, TopLine
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

KEY_CELLS = 18
"""Cells for the names of a key: Ctrl+Shift+Left at the longest."""


class HelpScreen(WholeLines, ModalScreen[None]):
    """The help of `screen`: its sentences, its keys, the keys of the field one was in; Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "返回"),
        Binding("f1,ctrl+g,enter", "close", "返回", show=False),
        Binding("up", "turn(-1)", "上", show=False),
        Binding("down", "turn(1)", "下", show=False),
        Binding("pageup", "turn(-15)", "向上翻", show=False),
        Binding("pagedown", "turn(15)", "向下翻", show=False),
        Binding("home", "turn(-9999)", "到开头", show=False),
        Binding("end", "turn(9999)", "到末尾", show=False),
        Binding("ctrl+l", "app.blank", "遮屏", show=False),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        name = getattr(screen, "NAME_CN", "") or _heading(screen)
        self._top = TopLine(f"帮助  {name}", "")
        self._status = StatusLine()
        self._status.stand("上下翻看，Esc 返回")
        self._text = getattr(screen, "HELP_CN", "")
        self._keys = keys_of(screen)
        self._list = RowList([Column("", 0)], header=False, enter="", empty="这一屏没有说明")
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._status
        yield self._list
        yield KeyBar()

    def on_resize(self) -> None:
        self._list.set_rows(self._rows(max(20, self.size.width - 4)))

    def _rows(self, room: int) -> list[Row]:
        lines: list[tuple[str, str]] = [(line, "") for line in cells.fold(self._text, room)] if self._text else []
        for title, keys in self._keys:
            lines += [("", ""), (title, "now")]
            for key, text in keys:
                head = cells.fit(key, KEY_CELLS)
                for number, line in enumerate(cells.fold(text, room - KEY_CELLS)):
                    lines.append(((head if not number else " " * KEY_CELLS) + line, ""))
        return [Row(number, (text,), tone) for number, (text, tone) in enumerate(lines)]

    def action_turn(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._list.scroll_relative(y=lines, animate=False, immediate=True)

    def action_close(self) -> None:
        self.dismiss(None)


def _heading(screen: Screen[Any]) -> str:
    heading = getattr(screen, "heading", None)
    return str(heading()) if callable(heading) else ""


def keys_of(screen: Screen[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (title, [(key, what it does)]): this screen's acts, the keys for moving and editing, everywhere's."""
    here: dict[tuple[int, str], tuple[list[str], str]] = {}
    moving: dict[tuple[int, str], tuple[list[str], str]] = {}
    everywhere: dict[tuple[int, str], tuple[list[str], str]] = {}
    for item in screen.active_bindings.values():
        binding = item.binding
        if not binding.description or not any("\u4e00" <= char <= "\u9fff" for char in binding.description):
            continue
        if binding.key.startswith(("super+", "alt+")):
            continue
        group = everywhere if item.node is screen.app else here if binding.show or binding.tooltip else moving
        text = binding.description + (f"  {binding.tooltip}" if binding.tooltip else "")
        names, _ = group.setdefault((id(item.node), binding.action), ([], text))
        names.append(binding.key_display or key_name(binding.key))
    titled = (("这里", here), ("处处可用", everywhere), ("移动和修改文字", moving))
    return [
        (title, [(" ".join(names[:2]), text) for names, text in group.values()]) for title, group in titled if group
    ]
