"""A month as a calendar: a cell a day, three lines each; the arrows walk over days, also out of the month.

It paints lines, as `RowList` does, and knows no service: the screen says what stands in a cell. Saturday and Sunday
are narrower, so that five workdays have room for a name and what came of it at 80 cells.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells

WEEKDAYS = "一二三四五六日"
LINES = 3
"""Of a cell: the date, who, what came of it."""
_WORKDAY, _RESTDAY, _GAP, _MARGIN = 12, 7, 1, 1
_NARROW = 5 * (_WORKDAY + _GAP) + 2 * _RESTDAY + _GAP


@dataclass(frozen=True)
class DayCell:
    """What stands in a day. `tone` is that of its third line, as of a row: "", dim, faint, now, yellow."""

    who: str = ""
    came: str = ""
    mark: str = ""
    """At the right of the date: 集."""
    tone: str = ""
    is_quiet: bool = False
    """Over, or of no more weight than the others: painted dim."""
    is_now: bool = False
    """Today."""


def weeks_of(month: date) -> list[list[date]]:
    """Whole weeks, Monday first, that have a day of the month of `month`."""
    return Calendar().monthdatescalendar(month.year, month.month)


class MonthGrid(Widget, can_focus=True, inherit_bindings=False):
    """The days of a month. The cursor is a day; going over the edge asks for the next month."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-1)", "前一天", show=False),
        Binding("right", "walk(1)", "后一天", show=False),
        Binding("up", "walk(-7)", "上一周", show=False),
        Binding("down", "walk(7)", "下一周", show=False),
        Binding("pageup", "turn(-1)", "上月", show=False),
        Binding("pagedown", "turn(1)", "下月", show=False),
        Binding("enter", "choose", "办这一天"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-grid--head",
        "month-grid--date",
        "month-grid--cell",
        "month-grid--cursor",
        "month-grid--dim",
        "month-grid--faint",
        "month-grid--now",
        "month-grid--yellow",
        "month-grid--bold",
    }

    class Chosen(Message):
        """Enter on a day."""

        def __init__(self, grid: MonthGrid, day: date) -> None:
            super().__init__()
            self.grid = grid
            self.day = day

        @property
        def control(self) -> MonthGrid:
            return self.grid

    class Moved(Chosen):
        """The cursor went to another day, of this month or of another one."""

    def __init__(self, day: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._day = day
        self._cells: Mapping[date, DayCell] = {}
        self.can_choose = True
        """Whether Enter does anything on a day."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.can_choose if action == "choose" else super().check_action(action, parameters)

    @property
    def day(self) -> date:
        """The day under the cursor; its month is the one that is shown."""
        return self._day

    def set_cells(self, days: Mapping[date, DayCell]) -> None:
        """Show these days; those that are missing are empty."""
        if days != self._cells:
            self._cells = dict(days)
            self.refresh()

    def move_to(self, day: date) -> None:
        """Put the cursor on `day`, of whatever month."""
        if day != self._day:
            weeks = len(weeks_of(self._day))
            self._day = day
            self.refresh(layout=weeks != len(weeks_of(day)))
            self.post_message(self.Moved(self, day))

    def action_walk(self, days: int) -> None:
        self.move_to(self._day + timedelta(days=days))

    def action_turn(self, by: int) -> None:
        """The same date of the month before or after; its last where it has fewer days."""
        month = self._day.month - 1 + by
        year, month = self._day.year + month // 12, month % 12 + 1
        last = max(day.day for week in weeks_of(date(year, month, 1)) for day in week if day.month == month)
        self.move_to(date(year, month, min(self._day.day, last)))

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self, self._day))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, and does nothing else."""
        week, column = (event.y - 1) // LINES, self._column_at(event.x)
        weeks = weeks_of(self._day)
        if event.y >= 1 and week < len(weeks) and column is not None:
            self.move_to(weeks[week][column])

    # -- painting

    def _widths(self) -> list[int]:
        """Cells of each weekday; more room goes to the workdays."""
        more = max(0, self.size.width - _MARGIN - _NARROW) // 5
        return [_WORKDAY + more] * 5 + [_RESTDAY] * 2

    def _column_at(self, x: int) -> int | None:
        start = 0
        for column, width in enumerate(self._widths()):
            if start <= x < start + width:
                return column
            start += width + _GAP
        return None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + LINES * len(weeks_of(self._day))

    def render_line(self, y: int) -> Strip:
        page = self.rich_style
        weeks = weeks_of(self._day)
        segments: list[Segment] = []
        if y == 0:
            head = self.get_component_rich_style("month-grid--head")
            for name, width in zip(WEEKDAYS, self._widths(), strict=True):
                segments += [Segment(cells.fit(" " + name, width), head), Segment(" " * _GAP, head)]
            return Strip(segments).adjust_cell_length(self.size.width, head)
        week, line = divmod(y - 1, LINES)
        if week >= len(weeks):
            return Strip.blank(self.size.width, page)
        for day, width in zip(weeks[week], self._widths(), strict=True):
            segments += [self._segment(day, line, width), Segment(" " * _GAP, page)]
        return Strip(segments).adjust_cell_length(self.size.width, page)

    def _segment(self, day: date, line: int, width: int) -> Segment:
        """One line of one day, in exactly `width` cells."""
        if day.month != self._day.month:
            style = self.rich_style + self._tone("faint")
            return Segment(cells.fit(f" {day.day:2}" if line == 0 else "", width), style)
        shown = self._cells.get(day, DayCell())
        text = (self._date_line(day, shown, width), " " + shown.who, " " + shown.came)[line]
        return Segment(cells.fit(text, width), self._style(day, shown, line))

    def _date_line(self, day: date, shown: DayCell, width: int) -> str:
        text = f" {day.day:2}" + (" 今天" if shown.is_now and width >= _WORKDAY else "")
        room = width - cells.width(text) - cells.width(shown.mark)
        return text + " " * room + shown.mark if shown.mark and room >= 0 else text

    def _style(self, day: date, shown: DayCell, line: int) -> Style:
        style = self.get_component_rich_style("month-grid--date" if line == 0 else "month-grid--cell")
        if day == self._day and self.has_focus:
            return style + self.get_component_rich_style("month-grid--cursor")
        if shown.is_now:
            style += self._tone("bold")
            if line == 0:
                return style + self._tone("now")
        tone = shown.tone if line == 2 and shown.tone else "dim" if shown.is_quiet or line == 0 else ""
        return style + self._tone(tone) if tone else style

    def _tone(self, tone: str) -> Style:
        return self.get_component_rich_style(f"month-grid--{tone}", partial=True)
