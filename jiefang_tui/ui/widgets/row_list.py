"""A list of rows that paints lines, not widgets: the queue, the lists behind the figures, the choices of a dialog.

It holds what it was given and nothing else: the screen reads one page (200 rows) with a query and calls
`set_rows`; the cursor stays on the row with the same key. A move of the cursor repaints two lines. A list of which
the length is known and which may be long gets `set_pages` instead: End is as near as the first row then.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_pages import Fetch, RowPages

STRIPS_KEPT = 1000
"""Painted lines that are remembered."""
REST_SECONDS = 0.15
"""How long the cursor must rest before a preview may follow (design, budgets)."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling list with a header line, a cursor, and columns measured in terminal cells."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "上一行", show=False),
        Binding("down", "move(1)", "下一行", show=False),
        Binding("pageup", "page(-1)", "上一页", show=False),
        Binding("pagedown", "page(1)", "下一页", show=False),
        Binding("home", "edge(-1)", "第一行", show=False),
        Binding("end", "edge(1)", "最后一行", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--head",
        "row-list--row",
        "row-list--cursor",
        "row-list--cursor-far",
        "row-list--dim",
        "row-list--now",
        "row-list--red",
        "row-list--yellow",
        "row-list--bold",
        "row-list--faint",
        "row-list--at",
        "row-list--added",
        "row-list--chip-red",
        "row-list--chip-yellow",
        "row-list--empty",
    }

    class Chosen(Message):
        """Enter on a row. `key` is the row's key."""

        def __init__(self, row_list: RowList, key: object) -> None:
            super().__init__()
            self.row_list = row_list
            self.key = key

        @property
        def control(self) -> RowList:
            return self.row_list

    class Rested(Chosen):
        """The cursor has rested on a row for 150 ms: a preview may be read. `key` is None for an empty list."""

    class NeedMore(Message):
        """The cursor is near the end of a list of which there is more: read the next page, call `add_rows`."""

        def __init__(self, row_list: RowList, have: int) -> None:
            super().__init__()
            self.row_list = row_list
            self.have = have

        @property
        def control(self) -> RowList:
            return self.row_list

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "没有记录",
        enter: str = "打开",
        header: bool = True,
        pages: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`enter` names what Enter does, for the key bar; empty: Enter does nothing here.

        `pages`: PgUp and PgDn are the list's; else they are left to the screen.
        """
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._header = 1 if header else 0
        self.inset = 1
        """Cells left of the first column and right of the last one; a row's plane covers them."""
        self._rows: Sequence[Row] = []
        self._cursor = 0
        self._more = False
        self._asked_more = False
        self._shown: list[tuple[int, Column, int]] = []
        self._shown_for = -1
        self._lines: dict[tuple[int, str], Strip] = {}
        self._moved_at = 0.0
        self._rest_timer: Timer | None = None
        self._enter = self._enter_now = enter
        if enter:
            self._bindings.bind("enter", "choose", enter)
        if not pages:
            for key in ("pageup", "pagedown"):
                del self._bindings.key_to_bindings[key]

    # -- what it holds

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def cursor_key(self) -> object | None:
        """The key of the row under the cursor, None if the list is empty."""
        row = self._row(self._cursor)
        return row.key if row else None

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """Title and text, in the cursor's row, of each column for which there is no room."""
        row = self._row(self._cursor)
        room = self.scrollable_content_region.width - 2 * self.inset
        if row is None or room <= 0:
            return []
        return [(c.title, cell) for c, cell in zip(self._columns, row.cells, strict=False) if room < c.from_width]

    def _row(self, index: int) -> Row | None:
        """The row if it is held; painting never reads."""
        if isinstance(self._rows, RowPages):
            return self._rows.peek(index)
        return self._rows[index] if 0 <= index < len(self._rows) else None

    @property
    def cursor_index(self) -> int:
        return self._cursor

    def set_rows(self, rows: Sequence[Row], *, more: bool = False, empty: str | None = None) -> None:
        """Show these rows; the cursor stays on the same key, else on the same line. `more`: there is a next page."""
        key = self.cursor_key
        if empty is not None:
            self._empty = empty
        self._rows = list(rows)
        self._more, self._asked_more = more, False
        index = next((i for i, row in enumerate(self._rows) if row.key == key), None) if key is not None else 0
        self._cursor = min(self._cursor, max(0, len(self._rows) - 1)) if index is None else index
        self._changed()
        if self.cursor_key != key or key is None:
            self._start_rest()

    def set_pages(self, total: int, fetch: Fetch, *, empty: str | None = None) -> None:
        """Show `total` rows, read with ``fetch(offset, limit)`` as they come into sight.

        The cursor stays on the same key where that is still near, else on the same line.
        """
        key = self.cursor_key
        if empty is not None:
            self._empty = empty
        rows = RowPages(total, fetch)
        self._rows, self._more = rows, False
        index = rows.index_near(key, self._cursor) if key is not None else None
        self._cursor = min(self._cursor, max(0, total - 1)) if index is None else index
        self._read_around(self._cursor)
        self._changed()
        if self.cursor_key != key or key is None:
            self._start_rest()

    def _read_around(self, *indices: int) -> None:
        """Read what a screen that shows these rows needs."""
        if isinstance(self._rows, RowPages):
            for index in indices:
                for each in (index, index - self._room, index + self._room):
                    self._rows.load(each)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show a list of another kind; its rows follow with `set_rows`."""
        if tuple(columns) != self._columns:
            self._columns, self._rows, self._cursor, self._shown_for = tuple(columns), [], 0, -1
            self._changed()

    def add_rows(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Append the next page."""
        self._rows = [*self._rows, *rows]
        self._more, self._asked_more = more, False
        self._changed()

    def move_to(self, key: object) -> bool:
        """Put the cursor on the row with this key; False if there is none (in a long list: none near by)."""
        if isinstance(self._rows, RowPages):
            near = self._rows.index_near(key, self._cursor)
            if near is not None:
                self._put_cursor(near)
            return near is not None
        for index, row in enumerate(self._rows):
            if row.key == key:
                self._put_cursor(index)
                return True
        return False

    def show_key(self, key: object) -> None:
        """Scroll so that this row is in sight; the cursor stays where it is, in sight too where both have room."""
        index = next((i for i, row in enumerate(self._rows) if row.key == key), None)
        if index is None or not self.is_attached:
            return
        top, room = int(self.scroll_offset.y), self._room
        target = min(max(top, index - room + 1), index)
        target = max(0, min(target, len(self._rows) - room))
        if target != top:
            self.scroll_to(y=target, animate=False, immediate=True)

    def _name_enter(self) -> None:
        """Let the key bar say what Enter does on the row under the cursor."""
        row = self._row(self._cursor)
        wanted = (row.enter if row else "") or self._enter
        if self._enter and wanted != self._enter_now:
            self._enter_now = wanted
            self._bindings.key_to_bindings["enter"] = [Binding("enter", "choose", wanted)]
            if self.is_attached:
                self.refresh_bindings()

    def _changed(self) -> None:
        self._lines.clear()
        self._name_enter()
        if self.is_attached:
            self.virtual_size = Size(0, max(1, len(self._rows)) + self._header)
            self._keep_in_view()
            self.refresh()

    # -- keys

    def action_move(self, by: int) -> None:
        self._put_cursor(self._cursor + by)

    def action_page(self, by: int) -> None:
        self._put_cursor(self._cursor + by * max(1, self._room - 1))

    def action_edge(self, way: int) -> None:
        self._put_cursor(0 if way < 0 else len(self._rows) - 1)

    def action_choose(self) -> None:
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._rows) if action == "choose" else True

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, and does nothing else."""
        line = event.y + self.scroll_offset.y - self._header
        if event.y >= self._header and 0 <= line < len(self._rows):
            self._put_cursor(line)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.height - self._header)

    def _put_cursor(self, index: int) -> None:
        if not self._rows:
            return
        index = max(0, min(index, len(self._rows) - 1))
        if self._more and not self._asked_more and index >= len(self._rows) - self._room:
            self._asked_more = True
            self.post_message(self.NeedMore(self, len(self._rows)))
        if index == self._cursor:
            return
        self._read_around(index)
        old, self._cursor = self._cursor, index
        self._name_enter()
        if not self._keep_in_view():
            top = self.scroll_offset.y
            across = self.size.width
            for line in (old - top, index - top):
                self.refresh(Region(0, line + self._header, across, 1))
        self._start_rest()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The wheel and the scroll bar bring rows into sight that no cursor has reached."""
        super().watch_scroll_y(old_value, new_value)
        self._read_around(int(new_value))

    def _keep_in_view(self) -> bool:
        """Scroll so that the cursor's line is seen; True if that repaints all of the list."""
        top, room = self.scroll_offset.y, self._room
        target = min(max(top, self._cursor - room + 1), self._cursor)
        target = max(0, min(target, len(self._rows) - room))
        if target == top:
            return False
        self.scroll_to(y=target, animate=False, immediate=True)
        return True

    def _start_rest(self) -> None:
        self._moved_at = monotonic()
        if self._rest_timer is None and self.is_attached:
            self._rest_timer = self.set_timer(REST_SECONDS, self._rested)

    def _rested(self) -> None:
        left = self._moved_at + REST_SECONDS - monotonic()
        if left > 0.005:
            self._rest_timer = self.set_timer(left, self._rested)
            return
        self._rest_timer = None
        self.post_message(self.Rested(self, self.cursor_key))

    # -- paint

    def on_mount(self) -> None:
        self._changed()
        self._start_rest()

    def on_resize(self) -> None:
        self._read_around(int(self.scroll_y))
        self._keep_in_view()

    def notify_style_update(self) -> None:
        self._lines.clear()
        super().notify_style_update()

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self._lines.clear()

    def _lay_columns(self, room: int) -> list[tuple[int, Column, int]]:
        """The columns shown in `room` cells as (index, column, cells), one cell between two."""
        if room != self._shown_for:
            self._lines.clear()
            self._shown_for = room
            shown = [(i, c) for i, c in enumerate(self._columns) if room >= c.from_width]
            fixed = sum(c.width for _, c in shown) + max(0, len(shown) - 1)
            self._shown = [(i, c, c.width or max(4, room - fixed)) for i, c in shown]
        return self._shown

    def render_line(self, y: int) -> Strip:
        region = self.scrollable_content_region
        room = region.width - 2 * self.inset
        columns = self._lay_columns(room)
        if self._header and y == 0:
            head = self.get_component_rich_style("row-list--head")
            return self._strip(tuple(c.title for c in self._columns), columns, head, {}, room)
        index = y - self._header + self.scroll_offset.y
        if not self._rows and y == self._header:
            style = self.get_component_rich_style("row-list--empty")
            return Strip([Segment(cells.fit(" " * self.inset + self._empty, region.width), style)])
        if index >= len(self._rows):
            return Strip.blank(region.width, self.rich_style)
        acts = self.has_focus or not self.can_focus  # a field above moves this cursor, and its Enter acts on the row
        state = "" if index != self._cursor else "cursor" if acts else "cursor-far"
        strip = self._lines.get((index, state))
        if strip is None:
            row = self._row(index)
            if row is None:
                return Strip.blank(region.width, self.rich_style)
            if len(self._lines) > STRIPS_KEPT:
                self._lines.clear()
            strip = self._lines[index, state] = self._row_strip(row, state, columns, room)
        return strip

    def _row_strip(self, row: Row, state: str, columns: list[tuple[int, Column, int]], room: int) -> Strip:
        style = self.get_component_rich_style("row-list--row")
        if row.tone:
            style += self._tone(row.tone)
        if state:
            style += self.get_component_rich_style(f"row-list--{state}")
        tones = {} if state == "cursor" else {i: style + self._tone(t) for i, t in row.tones.items() if t}
        return self._strip(row.cells, columns, style, tones, room)

    def _tone(self, tone: str) -> Style:
        return self.get_component_rich_style(f"row-list--{tone}", partial=True)

    def _strip(
        self,
        texts: tuple[str, ...],
        columns: list[tuple[int, Column, int]],
        style: Style,
        tones: dict[int, Style],
        room: int,
    ) -> Strip:
        segments: list[Segment] = []
        line = " " * self.inset
        for position, (i, column, taken) in enumerate(columns):
            if position:
                line += " "
            text = cells.fit(texts[i] if i < len(texts) else "", taken, column.right)
            if i in tones:
                segments += [Segment(line, style), Segment(text, tones[i])]
                line = ""
            else:
                line += text
        segments.append(Segment(line, style))
        return Strip(segments).adjust_cell_length(room + 2 * self.inset, style)
