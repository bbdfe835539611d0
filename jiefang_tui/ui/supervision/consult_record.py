"""A 会商 as it was written down, to read again: who met, what each side said, what was concluded, who does what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult

from jiefang_tui import clock
from jiefang_tui.store.queries.supervision.pushes import ConsultationView, PartView
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.dialogs import Dialog
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

LABEL, ROOM = 8, 60


class ConsultRecord(Dialog[int]):
    """The whole record; Enter on a task that is not done returns the id of its part, anywhere else it closes."""

    NAME_CN = "会商记录"
    HELP_CN = "谁参加、各方怎么说、定了什么、谁在哪天前做什么。上下键看全；光标在没做完的分工上，Enter 登记完成。"
    LINES: ClassVar[tuple[Column, ...]] = (Column("", LABEL), Column("", 0))

    def __init__(self, record: ConsultationView) -> None:
        place, host = record.place, f"{record.host}主持" if record.host else ""
        super().__init__("  ".join(part for part in ("会商", str(record.on_day), place, host) if part))
        self._record = record
        self._list = RowList(self.LINES, header=False, enter="返回")

    def compose_body(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self.query_one("#dialog").add_class("wide")
        rows = list(_lines("结论", self._record.conclusion, ("conclusion", 0)))
        for part in self._record.parts:
            rows += self._side(part, clock.today())
        self._list.set_rows(rows)
        self._list.focus()

    def _side(self, part: PartView, today: date) -> Iterator[Row]:
        yield Row(("side", part.id), ("", ""))
        yield Row(("who", part.id), ("参加", f"{part.unit}  {part.person}".strip()), "bold")
        yield from _lines("意见", part.said, ("said", part.id))
        if not part.task:
            return
        is_open = part.done_on is None
        enter = "完成" if is_open and not self.looks_only else ""
        yield from _lines("由其做", part.task, ("task", part.id), enter)
        told = f"{part.done_on}完成" if part.done_on else "还没有做完"
        if part.due_on is not None:
            told = f"{part.due_on}前  {days_left_words((part.due_on - today).days) if is_open else told}"
        tone = "yellow" if is_open else "dim"
        yield Row(("task", part.id, "due"), ("", told), tones={1: tone}, enter=enter)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        part = next((one for one in self._record.parts if one.id == key[1]), None)
        is_task = key[0] == "task" and part is not None and part.done_on is None and not self.looks_only
        self.dismiss(key[1] if is_task else None)


def _lines(label: str, text: str, key: tuple[Any, ...], enter: str = "") -> Iterator[Row]:
    """`text` over as many lines as it takes; none for an empty one."""
    for number, line in enumerate(cells.fold(text, ROOM) if text else []):
        yield Row((*key, number), (label if number == 0 else "", line), tones={0: "dim"}, enter=enter)
