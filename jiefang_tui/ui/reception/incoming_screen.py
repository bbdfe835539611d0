"""来件: letters, calls, tickets of the hotline and papers from above, which are no visits and wait in no queue."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake
from jiefang_tui.store.queries.reception.incoming import (
    PAGE,
    IncomingLine,
    assigned_by_level,
    incoming,
    incoming_by_channel,
    incoming_count,
)
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.ui.reception.talk_dialogs import window_dialog
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

MATTER, DONE, LOOK = "matter", "done", "look"


class IncomingScreen(DeskScreen):
    """What came in, newest first. Enter goes on with it: its outcome, its matter, the result of a ticket."""

    NAME_CN = "来件"
    HELP_CN = (
        "来信、来电、网信、12345热线、上级转送交办和领导信箱都在这里，不排号，不算批次人次，算件。F2 登记时先按数字："
        "2来信 3来电 4网信 5热线 6转送 7交办 8领导信箱。Enter 接着办；热线工单不是信访事项，要办成事项的按 1。"
    )
    BOUND = frozenset({"visit", "visit_matter", "matter"})
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "only", "只看待处理", tooltip="只看还没有处理的，再按看全部"),
    ]

    def __init__(self) -> None:
        super().__init__()
        columns = [
            Column("收到", 10),
            Column("形式", 10),
            Column("姓名", 8),
            Column("事项", 0),
            Column("状态", 10),
            Column("期限", 10),
        ]
        self._list = RowList(columns, enter="办理", empty="没有来件。F2 登记，先按 2 是来信、3 是来电")
        self._lines: dict[int, IncomingLine] = {}
        self._only_open = False

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        total = incoming_count(only_open=self._only_open)
        waiting = incoming_count(only_open=True)
        today = "  ".join(f"{channel.label} {number}" for channel, number in incoming_by_channel(clock.today()).items())
        levels = assigned_by_level(clock.today(), clock.today())
        if levels:
            apart = " ".join(f"{level.label} {number}" for level, number in levels.items())
            today = f"{today}  领导接访交办 {apart}".strip()
        shown = "只看待处理" if self._only_open else "全部"
        self.stand("来件", (f" 待处理 {waiting}", "bold"), f"  {shown} {total}", f"  今天 {today}" if today else "")
        have = max(PAGE, len(self._list.rows))
        self._lines = {}
        rows = self._page(0, have)
        self._list.set_rows(rows, more=len(rows) < total)

    def _page(self, offset: int, limit: int) -> list[Row]:
        page = incoming(offset, limit, only_open=self._only_open)
        self._lines |= {one.visit_id: one for one in page}
        return [self._row(one) for one in page]

    def _row(self, one: IncomingLine) -> Row:
        masks = self.desk.masks_names
        days = (one.due_on - clock.today()).days if one.due_on is not None and one.is_open else None
        due = days_left_words(days) if days is not None else str(one.due_on or "-")
        shown = (
            str(one.received_on),
            one.how,
            shown_name(one.name, masks),
            shown_title(one.title, masks),
            one.stands,
            due,
        )
        tones = {5: "red"} if days is not None and days < 0 else {}
        return Row(one.visit_id, shown, "" if one.is_open else "dim", tones)

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        rows = self._page(event.have, PAGE)
        self._list.add_rows(rows, more=len(rows) == PAGE)

    def action_only(self) -> None:
        """Only what nothing was decided of, or all."""
        self._only_open = not self._only_open
        self.reload()

    # -- Enter

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        one = self._lines[int(str(event.key))]
        if one.matter_id is not None:
            name, number = ("talk", one.visit_id) if one.is_open else ("matter", one.matter_id)
            self.app.go(name, **{f"{'visit' if name == 'talk' else 'matter'}_id": number})
        elif self.looks_only or not one.is_open:
            self.app.go("visit", visit_id=one.visit_id)
        else:
            options = [(MATTER, "转为信访事项"), (DONE, "记办理结果"), (LOOK, "看登记的内容")]
            self.ask(ChooseDialog(f"{one.channel.label} {one.outside_no}".strip(), options), lambda v: self._do(one, v))

    def _do(self, one: IncomingLine, value: str) -> None:
        if value == LOOK:
            self.app.go("visit", visit_id=one.visit_id)
        elif value == MATTER:
            if not isinstance(self.attempt(intake.take_up, self.desk, one.visit_id), Refused):
                self.app.go("talk", visit_id=one.visit_id)
        else:
            view: Any = visit_view(one.visit_id, clock.today())
            self.ask(window_dialog(self.desk, view), lambda _: self.say(f"已记办理结果 {one.outside_no}".strip()))
