"""转录: one matter in the order of the county system's form, in full, one field a line, to be typed over there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.matter import matters
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.store.queries.matter.transcript import TranscriptLine, transcript
from jiefang_tui.terms import CountyEntry
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

LABEL = 14


class TranscriptScreen(DeskScreen):
    """Every value in full, which is why looking at it is written down; Enter records that it was entered."""

    NAME_CN = "转录"
    HELP_CN = (
        "各项按上级系统表单的顺序排列，照着逐项录入；证件和电话是全号，谁看过有记录。"
        "录完按 Enter，写上那边给的编号和查询码。顺序在 county_form.toml 里改。"
    )
    BOUND = frozenset({"matter", "petitioner", "visit", "visit_matter"})
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"entered"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+r", "entered", "已录", tooltip="录完了，写上上级系统的编号和查询码"),
    ]

    def __init__(self, matter_id: int) -> None:
        super().__init__()
        self._matter_id = matter_id
        self._view: MatterView | None = None
        self._lines: list[TranscriptLine] = []
        self._allowed: bool | None = None
        self._list = RowList([Column("", 3, right=True), Column("", LABEL), Column("", 0)], header=False, enter="")

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        today = clock.today()
        self._view = matter_view(self._matter_id, today, self.desk.reference)
        if self._allowed is None:
            noted = self.attempt(matters.note_access, self.desk, f"matter:{self._matter_id}", "转录")
            self._allowed = not isinstance(noted, Refused)
        self._lines = transcript(self._matter_id, today, self.desk.reference) if self._allowed else []
        self.set_heading(f"转录 {self._view.register_no}")
        entered = self._view.county_state
        number = f" {self._view.county_no}" if self._view.county_no else ""
        self.stand("照着录入上级系统，录完按 Enter  现在: ", (f"{entered.label}{number}", "bold $now"))
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        room = max(20, self.size.width - LABEL - 8)
        rows = []
        for line in self._lines:
            for number, text in enumerate(cells.fold(line.value, room)):
                first = number == 0
                shown = (str(line.order), line.label, text) if first else ("", "", text)
                rows.append(Row((line.order, number), shown, "", {0: "dim", 1: "dim"}))
        self._list.set_rows(rows, empty="没有能转录的内容")

    def action_entered(self) -> None:
        if self._view is not None:
            dialog = forms.county_entry(self.desk, self._view, CountyEntry.ENTERED)
            self.ask(dialog, lambda filled: self.leave(f"已记下录入上级系统，编号 {filled['number']}"))
