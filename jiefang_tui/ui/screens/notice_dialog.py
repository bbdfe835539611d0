"""The small window for what the desk has to say at its start and does not fit on a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui.ui.screens.dialogs import Dialog


class NoticeDialog(Dialog[str]):
    """Sentences to read; Enter closes."""

    HELP_CN = "这些是开台时要知道的事，看过按 Enter 继续。"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "read", "知道了", tooltip="关上，继续")]

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("开台提示", "\n".join(sentences))

    def action_read(self) -> None:
        self.dismiss("read")
