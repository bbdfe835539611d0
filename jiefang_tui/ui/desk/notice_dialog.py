"""The small window for what the desk has to say and does not fit on a line: at its start, or what came of an act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui.ui.toolkit.dialogs import Dialog


class NoticeDialog(Dialog[str]):
    """Sentences to read; Enter closes."""

    HELP_CN = "这些是要知道的事，看过按 Enter 继续。"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "read", "知道了", tooltip="关上，继续")]

    def __init__(self, sentences: Sequence[str], title: str = "开台提示") -> None:
        super().__init__(title, "\n".join(sentences))

    def action_read(self) -> None:
        self.dismiss("read")
