"""Ctrl+L: nothing on the screen that a visitor should not read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets._static import Static

from jiefang_tui.ui.toolkit.whole_lines import WholeLines


class BlankScreen(WholeLines, ModalScreen[None]):
    """A whole screen of nothing; only Ctrl+L or Esc bring back what was there, with what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l,escape", "uncover", "返回", show=False)]
    DEFAULT_CSS = """
    BlankScreen { background: $background; align: center middle; }
    BlankScreen > Static { width: auto; color: $dim; }
    """

    def compose(self) -> ComposeResult:
        yield Static("已遮屏  按 Ctrl+L 返回", markup=False)

    def action_uncover(self) -> None:
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action == "uncover"
