"""What the desk has to say after it was opened: once, on the line if it fits, else in a small window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui.ui.screens.base import DeskScreen
from jiefang_tui.ui.screens.dialogs import Dialog
from jiefang_tui.ui.widgets import cells


class NoticeDialog(Dialog[str]):
    """Sentences to read; Enter closes."""

    HELP_CN = "这些是开台时要知道的事，看过按 Enter 继续。"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "read", "知道了", tooltip="关上，继续")]

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("开台提示", "\n".join(sentences))

    def action_read(self) -> None:
        self.dismiss("read")


def start_notices(screen: DeskScreen, drafts: int) -> None:
    """Show `desk.notices` once, and that unfinished forms wait."""
    sentences = [str(notice) for notice in screen.desk.notices]
    screen.desk.notices = []
    if screen.desk.read_only_because:
        sentences.insert(0, screen.desk.read_only_because)
    if drafts:
        sentences.append(f"未完草稿 {drafts} 份，按 F2 后按 ^R 取回")
    if not sentences:
        return
    line = "  ".join(sentences)
    if cells.width(line) <= screen.size.width - 2:
        screen.say(line)
    else:
        screen.app.push_screen(NoticeDialog(sentences))
