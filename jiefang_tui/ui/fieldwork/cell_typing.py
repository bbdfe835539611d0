"""Typing in the cells of a list: a field lies over the cell; the row is saved when it is left, in one act."""

from __future__ import annotations

from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.fieldwork import households
from jiefang_tui.store.queries.fieldwork.rounds import HouseholdLine
from jiefang_tui.ui.fieldwork.cell_list import CellList
from jiefang_tui.ui.fieldwork.household_page import HouseholdPage
from jiefang_tui.ui.fieldwork.household_rows import is_replaced, names_of, text_of, title_of
from jiefang_tui.ui.widgets.fields import LineField


class CellTyping:
    """What is being typed: which household, which cell, and what of the row was typed already."""

    def __init__(self, screen: HouseholdPage, shown: CellList) -> None:
        self._screen, self._list = screen, shown
        self.field = LineField(id="cell", enter="下一格")
        self.field.display = False
        self.name = ""
        """The cell that is, or was last, typed in."""
        self._line: HouseholdLine | None = None
        self._typed: dict[str, str] = {}

    @property
    def is_on(self) -> bool:
        """Whether a cell is being typed in."""
        return self._line is not None

    def begin(self, line: HouseholdLine, name: str = "") -> None:
        """Type in a row: the cell that was typed in last, else the first of the office's own."""
        self._line, self._typed = line, {}
        self._go_to(name or self.name or "c1")

    def next_cell(self) -> None:
        """Enter: the next cell; behind the last one the next household."""
        if self._line is None:
            return
        names = names_of(self._screen.view)
        at = names.index(self.name) + 1
        self._take()
        if at < len(names):
            self._go_to(names[at])
        elif self._save():
            self._to_row(1, names[2])

    def step(self, by: int) -> None:
        """Up and Down: the same cell of the next household; the row that is left is saved."""
        if self._line is None:
            return
        self._take()
        if self._save():
            self._to_row(by, self.name)

    def end(self, *, focus: bool = True) -> bool:
        """Stop typing and save the row; whether it could be."""
        if self._line is None:
            return True
        self._take()
        if not self._save():
            return False
        self._line = None
        self.field.display = False
        if focus:
            self._list.focus()
        self._screen.refresh_bindings()
        return True

    def _to_row(self, by: int, name: str) -> None:
        """On to the next household that way; at the end the typing ends."""
        index = self._list.cursor_index + by
        while isinstance(self._list.key_at(index), tuple):
            index += by
        key = self._list.key_at(index)
        if not isinstance(key, int):
            self.end()
            self._screen.say("已存；这是最后一户，Ins 加户" if by > 0 else "已存；这是第一户")
            return
        self._list.put_cursor(index)
        self.begin(self._screen.line_of(key), name)

    def _take(self) -> None:
        """What stands in the field belongs to the row now."""
        line = self._line
        if (
            line is not None and self.field.raw != text_of(self._screen.view, line, self.name)
        ) or self.name in self._typed:
            self._typed[self.name] = self.field.raw

    def _save(self) -> bool:
        """Save what was typed in the row. Refused, its cell is typed in again and nothing is lost."""
        if self._line is None or not self._typed:
            return True
        done = self._screen.attempt(households.fill, self._screen.desk, self._line.id, self._typed)
        if not isinstance(done, Refused):
            self._typed = {}
            return True
        if isinstance(done, Asks):
            self._screen.app.ask_first(done, self._save)
        elif done.field in names_of(self._screen.view):
            self._go_to(done.field)
        return False

    def _go_to(self, name: str) -> None:
        """Lay the field over the cell."""
        line = self._line
        assert line is not None
        self.name = name
        self._screen.relay()
        self.field.raw = self._typed.get(name, text_of(self._screen.view, line, name))
        self.field.cursor_position = len(self.field.raw)
        if is_replaced(self._screen.view, name):
            self.field.select_all()
        self.place()
        self.field.display = True
        self.field.focus()
        title = title_of(self._screen.view, name)
        self._screen.stand((f"{line.number}号 {line.head}", "bold"), f"  {title}  Enter 下一格  下键 下一户")
        self._screen.refresh_bindings()

    def place(self) -> None:
        """Where the cell is now."""
        x, y, width = self._list.place_of(self._screen.column_of(self.name))
        self.field.styles.offset = (x, y)
        self.field.styles.width = max(2, width)
        self._screen.call_after_refresh(self.field.place_cursor)
