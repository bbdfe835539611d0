"""A tab of a matter that is a list: groups of dated lines, the acts that are possible now, and taking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.lights import light, warns_from
from jiefang_tui.services.desk.acts import ActSpec
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import Light
from jiefang_tui.ui.toolkit import acts
from jiefang_tui.ui.toolkit.days_left import short_day
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

About = tuple[str, int]
"""What a line is about: a kind and the id of its row."""

LABEL, DAY, STANDS = 8, 10, 16


@dataclass(frozen=True)
class Item:
    """One line: what, since when, its status. `acts`: what Enter offers; `undo`: what Delete asks for."""

    about: About
    day: date | None
    text: str
    status: str = ""
    tone: str = ""
    """Of `status`; "dim" greys the whole line."""
    acts: tuple[ActSpec, ...] = ()
    enter_name: str = ""
    """What Enter is called here, where that is not the label of the only act."""
    date_key: str = ""
    """Which date of the line its act puts right (`ActRequest.date_key`)."""
    undo: ActSpec | None = None
    """The act that takes it back; None when nothing does."""


@dataclass(frozen=True)
class Group:
    """Lines of one kind under their label."""

    label: str
    items: Sequence[Item]


class ListPanel(Panel):
    """Insert offers what is possible in this tab now, Enter what is possible with a line, Delete takes it back."""

    TITLE: ClassVar[str] = ""
    """Over the list of acts."""
    ACTS: ClassVar[tuple[ActSpec, ...]] = ()
    """What Insert offers."""
    EMPTY: ClassVar[str] = ""
    WRITES = frozenset({"add", "take_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "办理", tooltip="此刻能做的每件事，按数字选"),
        Binding("delete", "take_back", "撤销", tooltip="撤回光标所在的一条，要写原因"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        columns = [Column("", LABEL), Column("日期", DAY), Column("内容", 0), Column("状态", STANDS)]
        self._list = RowList(columns, enter="打开", empty=self.EMPTY)
        self._groups: list[Group] = []
        self._items: dict[About, Item] = {}
        self._view: MatterView | None = None

    # -- for subclasses

    def groups(self, view: MatterView, today: date) -> list[Group]:
        """What stands in this tab."""
        raise NotImplementedError

    # -- what is shown

    @property
    def view(self) -> MatterView:
        """The matter as last read."""
        assert self._view is not None
        return self._view

    def date_light(self, start: date, due: date, today: date) -> tuple[Light, int]:
        """The light of a date of our own that began on `start`, and the days to the last one in time."""
        reference = self.desk.reference
        last = calendar_of(reference).last_in_time(due)
        return light(warns_from(start, due, reference.policy.yellow_days), last, today), (last - today).days

    def compose(self) -> ComposeResult:
        yield self._list

    def show(self, view: MatterView) -> None:
        self._view = view
        self._groups = [group for group in self.groups(view, clock.today()) if group.items]
        self._items = {item.about: item for group in self._groups for item in group.items}
        self._paint()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._view is None:
            return
        room = max(20, (self.size.width or self.app.size.width) - LABEL - DAY - STANDS - 5)
        rows = self._all_rows(room)
        if len(rows) >= self.size.height:  # under the heads they do not fit: the scroll bar takes its cell
            rows = self._all_rows(room - 1)
        self._list.set_rows(rows)

    def _all_rows(self, room: int) -> list[Row]:
        today, rows = clock.today(), list[Row]()
        for group in self._groups:
            for place, item in enumerate(group.items):
                rows += self._rows(item, group.label if place == 0 else "", room, today)
        return rows

    def _rows(self, item: Item, label: str, room: int, today: date) -> list[Row]:
        rows = []
        enter = self.enter_name(item)
        for number, line in enumerate(cells.fold(item.text, room) or [""]):
            first = number == 0
            day = short_day(item.day, today) if item.day and first else ""
            shown = (label if first else "", day, line, item.status if first else "")
            dim = item.tone == "dim"
            tones = {0: "dim"} if dim else {0: "dim", 3: item.tone}
            rows.append(Row((*item.about, number), shown, "dim" if dim else "", tones, enter))
        return rows

    def enter_name(self, item: Item) -> str:
        """What Enter does on this line, for the key bar."""
        acts = [spec for spec in item.acts if spec.looks or not self.looks_only]
        if not acts:
            return ""
        name = item.enter_name or (acts[0].label if len(acts) == 1 else "")
        return name if cells.width(name) <= 8 else ""

    def take_focus(self) -> None:
        self._list.focus()

    # -- acts

    @property
    def _item_under_cursor(self) -> Item | None:
        key: Any = self._list.cursor_key
        return self._items.get((key[0], key[1])) if key else None

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        """What Delete does depends on the line."""
        event.stop()
        self.refresh_bindings()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        item = self._item_under_cursor
        if item is not None:
            self.open(item)

    def open(self, item: Item) -> None:
        """Enter on a line: its only act at once, several as a list."""
        if not item.acts:
            self.desk_screen.say("这一行没有要办的，按 Ins 看这一页能办什么")
        elif item.date_key and not self.looks_only:
            acts.begin(self.desk_screen, item.acts[0], self.view.id, item.about[1], item.date_key)
        else:
            title = cells.fit(item.text, 56).rstrip()
            acts.offer_line(self.desk_screen, title, item.acts, self.view.id, item.about[1])

    def action_add(self) -> None:
        """What is possible now; the digits choose."""
        acts.offer(self.desk_screen, self.TITLE, self.ACTS, self.view.id)

    def action_take_back(self) -> None:
        """Take the line under the cursor back, with a reason."""
        item = self._item_under_cursor
        if item is not None and item.undo is not None:
            acts.begin(self.desk_screen, item.undo, self.view.id, item.about[1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back":
            item = self._item_under_cursor
            if self._view is None or item is None or item.undo is None:
                return False
        return super().check_action(action, parameters)
