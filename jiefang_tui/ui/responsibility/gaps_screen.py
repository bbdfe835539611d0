"""三定三包进度: every matter under a leader that has an empty box, and which one is the first."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.duties import BoxKey
from jiefang_tui.rules.text import mask_name
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.store.queries.responsibility.sheets import GapRow
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words, short_day
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

PAGE = 200
EVERYBODY = "all"


class GapsScreen(DeskScreen):
    """The gap meter. At first what has a gap; ^T shows all that leaders own."""

    NAME_CN = "三定三包进度"
    HELP_CN = (
        "领导包案的每一件，六格里第一个空着的是哪一格，空的补上才往下走。Enter 打开它的三定三包；"
        "^N 只看一位领导的；^T 连六格都已开始的也列出来。"
    )
    BOUND = frozenset({"matter", "responsibility", "task_force_member", "measure", "duty", "duty_entry", "officer"})
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "leader", "选领导", tooltip="只看一位包案领导的，或看全部"),
        Binding("ctrl+t", "every", "全部/有缺", tooltip="只看有空格的，或者全部包案件"),
    ]

    def __init__(self, leader_id: int | None = None) -> None:
        super().__init__()
        self._leader = leader_id
        self._every = False
        columns = [
            Column("格", 3),
            Column("领导", 8),
            Column("姓名", 8),
            Column("事项", 0),
            Column("第一个空格", 27),
            Column("近记", 6, right=True),
            Column("期限", 16, from_width=100),
        ]
        self._list = RowList(columns, enter="三定三包", empty="没有空着的格子")

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        leaders = {one.officer_id: one for one in sheets.gap_leaders()}
        one = leaders.get(self._leader) if self._leader is not None else None
        owned = one.owned if one else sum(each.owned for each in leaders.values())
        gaps = one.with_gap if one else sum(each.with_gap for each in leaders.values())
        if self._leader is not None and one is None:
            owned = gaps = 0
        whose = f"{one.name} {one.post}".rstrip() if one else "全部领导" if self._leader is None else "这位领导"
        self.stand(
            (whose, "bold"), f"  包案在办 {owned} 件  ", (f"有空格 {gaps} 件", "bold $card-yellow" if gaps else "")
        )
        have = max(PAGE, len(self._list.rows))
        rows = self._read(0, have)
        empty = "没有空着的格子" if owned else "还没有领导包案的事项"
        self._list.set_rows(rows, more=len(rows) == have, empty=empty)

    def _read(self, offset: int, limit: int) -> list[Row]:
        found = sheets.gap_rows(
            self._leader, offset, limit, clock.today(), self._every, calendar_of(self.desk.reference)
        )
        return [self._row(one) for one in found]

    def _row(self, one: GapRow) -> Row:
        today = clock.today()
        masked = self.desk.masks_names
        due = ""
        if one.resolve_last is not None:
            due = f"{short_day(one.resolve_last, today)} {days_left_words((one.resolve_last - today).days)}"
        gap = one.gap or "六格都已开始"
        since = days_ago(one.days_since_entry) if one.days_since_entry is not None else "无"
        return Row(
            one.matter_id,
            (
                f"{one.filled}/{len(BoxKey)}",
                one.leader,
                mask_name(one.petitioner_name) if masked else one.petitioner_name,
                "" if masked else one.title,
                gap,
                since,
                due,
            ),
            "" if one.gap else "dim",
            {4: "yellow"} if one.gap else {},
        )

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        rows = self._read(event.have, PAGE)
        self._list.add_rows(rows, more=len(rows) == PAGE)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        self.app.go("matter", matter_id=key, tab=2)

    def action_every(self) -> None:
        self._every = not self._every
        self.reload()

    def action_leader(self) -> None:
        options = [(EVERYBODY, "全部领导")]
        for one in sheets.gap_leaders():
            name = f"{one.name} {one.post}".rstrip()
            options.append((str(one.officer_id), f"{name}  包案 {one.owned} 件，有空格 {one.with_gap} 件"))
        chosen = str(self._leader) if self._leader is not None else EVERYBODY
        self.ask(ChooseDialog("看哪位领导的", options, selected=chosen), self._choose_leader)

    def _choose_leader(self, value: str) -> None:
        self._leader = None if value == EVERYBODY else int(value)
        self.reload()
