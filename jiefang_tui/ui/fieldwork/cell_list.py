"""A list whose cells are typed in: rows of groups go over the whole width, and it says where a cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class GroupRow(Row):
    """A parent row: its first cell a name, its second what there is to say of it, over the whole width."""


class CellList(RowList):
    """As a `RowList`; its columns may change under its rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cell-list--band"}

    def lay(self, columns: Sequence[Column]) -> None:
        """Other columns; the rows follow, and the cursor stays."""
        if tuple(columns) != self._columns:
            self._columns, self._shown_for = tuple(columns), -1
            self._lines.clear()

    def place_of(self, column: int) -> tuple[int, int, int]:
        """Where the cell of that column in the cursor's row stands here: x, y, cells; no cells where it is not seen."""
        room = self.scrollable_content_region.width - 2 * self.inset
        x = self.inset
        for index, _, taken in self._lay_columns(room):
            if index == column:
                return x, self._header + self.cursor_index - int(self.scroll_y), taken
            x += taken + 1
        return 0, 0, 0

    def as_line(self, texts: Sequence[str]) -> str:
        """These texts under the columns."""
        room = self.scrollable_content_region.width - 2 * self.inset
        shown = self._lay_columns(room)
        return " ".join(cells.fit(texts[i] if i < len(texts) else "", taken, c.right) for i, c, taken in shown)

    def key_at(self, index: int) -> object | None:
        """The key of a row, read where it must be; None where there is none."""
        if not 0 <= index < len(self.rows):
            return None
        self._read_around(index)
        row = self._row(index)
        return row.key if row else None

    def put_cursor(self, index: int) -> None:
        """Move the cursor to a row."""
        self._put_cursor(index)

    def _put_cursor(self, index: int) -> None:
        """As in every list; what can be done goes by the row."""
        super()._put_cursor(index)
        self.refresh_bindings()

    def _row_strip(self, row: Row, state: str, columns: list[tuple[int, Column, int]], room: int) -> Strip:
        if not isinstance(row, GroupRow):
            return super()._row_strip(row, state, columns, room)
        style = self.get_component_rich_style("cell-list--band")
        if state:
            style += self.get_component_rich_style(f"row-list--{state}")
        name = style if state == "cursor" else style + self._tone("at")
        said = style if state == "cursor" else style + self._tone("dim")
        first = f"{' ' * self.inset}{row.cells[0]}   "
        return Strip(
            [
                Segment(first, name),
                Segment(cells.fit(row.cells[1], max(0, room + 2 * self.inset - cells.width(first))), said),
            ]
        ).adjust_cell_length(room + 2 * self.inset, style)
