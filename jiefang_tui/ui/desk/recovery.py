"""The data file is missing or damaged: what is wrong, and its newest backup. Nothing is ever replaced by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets._static import Static

from jiefang_tui.services.desk import opening, safekeeping
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import digit_bindings
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class RecoveryScreen(DeskScreen):
    """Restore the newest verified backup, or leave everything as it is."""

    NAME_CN = "数据文件打不开"
    HELP_CN = (
        "数据文件不见了或者坏了。1 用最近一份核对过的备份恢复，坏的文件另名保留；2 退出，什么也不动。"
        "备份以后登记的内容要照纸质登记表补录。"
    )
    CSS_PATH = Path(__file__).with_name("setup.tcss")
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [*digit_bindings("pick", 2)]

    def compose_body(self) -> ComposeResult:
        yield Static(str(self.app.closed or ""), id="what", markup=False)
        choices = RowList([Column("", 2, right=True), Column("", 0)], header=False, enter="选定")
        choices.set_rows(self._choices())
        yield choices

    def _choices(self) -> list[Row]:
        backup = self.app.closed.backup if self.app.closed else None
        if backup is None:
            return [Row("leave", ("2", "退出，什么也不动"))]
        held = f"来访 {backup.counts.get('visit', 0)} 批、事项 {backup.counts.get('matter', 0)} 件"
        return [
            Row("restore", ("1", f"恢复最近备份 {backup.made_at:%Y-%m-%d %H:%M}（{held}），坏的文件另名保留")),
            Row("leave", ("2", "退出，什么也不动")),
        ]

    def reload(self) -> None:
        self.stand("按数字选：先看清楚上面说的，再决定")

    def action_pick(self, number: int) -> None:
        if number == 1:
            self._restore()
        else:
            self.app.exit()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.action_pick(1 if event.key == "restore" else 2)

    def _restore(self) -> None:
        closed, folder = self.app.closed, self.app.folder
        if closed is None or closed.backup is None or folder is None:
            return
        lines: Any = self.attempt(safekeeping.restore, folder, closed.backup.path)
        if isinstance(lines, Refused):
            return
        desk = self.attempt(opening.open_desk, folder)
        if isinstance(desk, Refused):
            return
        desk.notices = [*lines, *desk.notices]
        self.app.closed = None
        self.app.start_desk(desk)
