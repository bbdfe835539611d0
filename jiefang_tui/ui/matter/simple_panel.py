"""A simple matter, under no leader: its owner, its date, its result."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.law.acts import ACCEPT
from jiefang_tui.services.matter.acts import PROGRESS
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.toolkit.acts import begin
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class SimplePanel(Panel):
    """Owner, date and result as a short list; Enter fills or changes the line."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [Binding("insert", "add", "记进展")]

    def __init__(self) -> None:
        super().__init__(id="simple")
        self._list = RowList([Column("", 8), Column("", 0)], header=False, enter="填写" if not self.looks_only else "")
        self._view: MatterView | None = None

    def compose(self) -> ComposeResult:
        yield self._list

    def show(self, view: MatterView) -> None:
        self._view = view
        days = (
            calendar_of(self.desk.reference).days_left(view.due_on, clock.today())
            if view.due_on and view.is_open
            else None
        )
        due = f"{view.due_on}  {days_left_words(days)}" if days is not None else str(view.due_on or "未定")
        result = f"{view.concluded_on}  {view.result}" if view.concluded_on else "还没有结果"
        handler = view.handler or "未定"
        if view.unsigned or not view.handler:
            told = "没有签收，" if view.unsigned and view.handler else ""
            handler += f"，{told}现由首接人 {view.first_receiver} 负责"
        self._list.set_rows(
            [
                _row("assign", "责任人", handler, bool(view.handler) and not view.unsigned),
                _row("assign", "主办单位", view.lead_unit or "未定", bool(view.lead_unit), 1),
                _row("assign", "限办日期", due, bool(view.due_on), 2, "red" if days is not None and days < 0 else ""),
                _row("accept", "受理", str(view.accepted_on or "未受理"), bool(view.accepted_on)),
                _row("conclude", "结果", result, bool(view.concluded_on)),
                Row(("", 0), ("", ""), ""),
                Row(("", 1), ("", "这一件没有包案领导，不用三定三包；由领导接谈时受理并包案的才有。"), "dim"),
            ]
        )

    def take_focus(self) -> None:
        self._list.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        name = str(event.key[0])  # type: ignore[index]
        view = self._view
        if view is None or not name:
            return
        if name != "conclude" and not view.is_open:
            self.desk_screen.warn(f"这个事项{view.state.label}，不再改责任人；有新情况请重新登记")
        elif name == "accept" and view.accepted_on is not None:
            self.desk_screen.say(f"已于{view.accepted_on}受理")
        elif name == "conclude" and not view.is_open:
            self.desk_screen.say(f"这个事项{view.state.label}")
        elif name == "accept":
            begin(self.desk_screen, ACCEPT, view.id)
        else:
            make = {"assign": forms.assign, "conclude": forms.conclude}[name]
            self.app.push_screen(make(self.desk, view))

    def action_add(self) -> None:
        if self._view is not None:
            begin(self.desk_screen, PROGRESS, self._view.id)


def _row(act: str, label: str, text: str, there: bool, number: int = 0, tone: str = "") -> Row:
    return Row((act, number), (label, text), "", {0: "dim", 1: tone or ("" if there else "yellow")})
