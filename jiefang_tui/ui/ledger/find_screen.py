"""查找: one line to type in, what is found below it; Enter opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult

from jiefang_tui.rules.text import mask_name
from jiefang_tui.store.queries.ledger import find as queries
from jiefang_tui.store.queries.ledger.find import Found
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.searching import Searching
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

COLUMNS = [
    Column("", 4),
    Column("姓名", 8),
    Column("编号 电话 证件", 20),
    Column("事项 住址", 0),
    Column("日期", 10),
    Column("状态", 15),
]


class FindScreen(Searching, DeskScreen):
    """Any visit, person or matter."""

    NAME_CN = "查找"
    HELP_CN = (
        "打两个汉字、拼音首字母、电话或证件的后几位、编号里的一段，几样之间用空格隔开。"
        "上下键选，Enter 打开：人打开他的来访和事项，事项打开事项。"
    )
    BOUND = frozenset({"petitioner", "matter", "visit", "visit_matter"})
    AUTO_FOCUS = "LineField"
    CSS_PATH = Path(__file__).with_name("find.tcss")
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._line = LineField(text, placeholder="姓名、首字母、电话或证件后几位、编号", enter="打开", id="find-line")
        self._list = RowList(COLUMNS, empty="打两个字就开始找")
        self._list.can_focus = False
        self._sought = ""

    def compose_body(self) -> ComposeResult:
        yield self._line
        yield self._list

    def reload(self) -> None:
        self.look()

    def look(self) -> None:
        typed = self._line.raw
        found = queries.find(typed)
        key = self._list.cursor_key if typed == self._sought else None
        self._sought = typed
        nothing = "没有找到，换个字或少打几个" if self.is_enough else "打两个字就开始找"
        self._list.set_rows([self._row(one) for one in found], empty=nothing)
        if key is None:
            self._list.action_edge(-1)
        count = (
            f"找到 {len(found)} 条"
            if len(found) < queries.LIMIT
            else f"先列出最近的 {queries.LIMIT} 条，再打几个字可缩小"
        )
        self.stand(count if found else "查找人、事项、来访")

    def _row(self, one: Found) -> Row:
        masked = self.desk.masks_names
        number = one.number.removeprefix(f"JF-{self.desk.area_code}-")
        return Row(
            (one.kind, one.id),
            (
                one.kind_label,
                mask_name(one.name) if masked else one.name,
                number,
                "" if masked and one.kind != "person" else one.about,
                str(one.day or ""),
                one.status,
            ),
            "",
            {0: "dim"},
        )

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        kind, row_id = key
        self.app.go(kind, **{f"{kind}_id": row_id})
