"""Choose another matter, or another person: near ones are there at once, any other is found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult

from jiefang_tui.rules.text import mask_name
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.ledger import find as queries
from jiefang_tui.store.queries.ledger.find import Found
from jiefang_tui.ui.toolkit.dialogs import Dialog
from jiefang_tui.ui.toolkit.searching import Searching
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class Picker(Searching, Dialog[Found]):
    """Returns the one chosen with Enter. `near`: what is offered before anything is typed."""

    NAME_CN = "选一条"
    HELP_CN = "先列出可能的；打两个字、首字母、编号或电话后几位找别的。上下键选，Enter 选定。"

    def __init__(self, desk: Desk, title: str, kind: str, not_this: int, near: Sequence[Found] = ()) -> None:
        """`kind`: ``matter`` or ``person``. `not_this`: the id that is never offered."""
        super().__init__(title)
        self._desk, self._kind, self._not_this, self._near = desk, kind, not_this, list(near)
        self._found: dict[int, Found] = {}
        self._line = LineField(placeholder="姓名、首字母、编号、电话或证件后几位", enter="选定")
        columns = [Column("", 8), Column("", 14 if kind == "matter" else 22), Column("", 0), Column("", 12)]
        self._list = RowList(columns, header=False, enter="选定")
        self._list.can_focus = False

    def compose_body(self) -> ComposeResult:
        yield self._line
        yield self._list

    def on_mount(self) -> None:
        self.query_one("#dialog").add_class("wide")
        self.look()

    def look(self) -> None:
        found = queries.find(self._line.raw, kinds=(self._kind,)) if self.is_enough else self._near
        self._found = {one.id: one for one in found if one.kind == self._kind and one.id != self._not_this}
        self._list.set_rows(
            [self._row(one) for one in self._found.values()],
            empty="没有找到，换个字或少打几个" if self.is_enough else "打两个字就开始找",
        )
        self._list.action_edge(-1)

    def _row(self, one: Found) -> Row:
        masked = self._desk.masks_names
        number = one.number.removeprefix(f"JF-{self._desk.area_code}-")
        about = "" if masked and self._kind == "matter" else one.about
        stands = one.status if self._kind == "matter" else str(one.day or "")
        return Row(one.id, (mask_name(one.name) if masked else one.name, number, about, stands))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        self.dismiss(self._found[key])
