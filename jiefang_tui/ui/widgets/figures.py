"""A line of figures, each of which opens its list: 红牌 1  黄牌 2  今日到期 1. None is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells

GAP = 2
TONES = {"": "", "dim": "$dim", "now": "bold $now", "red": "bold $card-red", "yellow": "bold $card-yellow"}


class Figure(NamedTuple):
    """One figure: its name (what it opens), label and text. `tone` as for a row: "", dim, now, red, yellow."""

    name: str
    label: str
    text: str
    tone: str = ""
    unit: str = ""
    """What is counted, less loud than the number."""

    @property
    def label_and_text(self) -> str:
        return f"{self.label} {self.text}{self.unit}"


class Figures(Widget, can_focus=True):
    """Figures side by side, going on to a second line where they do not fit; the arrows move, Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "前一个数", show=False),
        Binding("right", "move(1)", "后一个数", show=False),
        Binding("up", "line(-1)", "上一行", show=False),
        Binding("down", "line(1)", "下一行", show=False),
        Binding("enter", "open", "看清单"),
    ]

    class Opened(Message):
        """Enter on a figure. `name` is the figure's name."""

        def __init__(self, figures: Figures, name: str) -> None:
            super().__init__()
            self.figures = figures
            self.name = name

        @property
        def control(self) -> Figures:
            return self.figures

    def __init__(self, figures: Sequence[Figure] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figures = tuple(figures)
        self._at = 0

    @property
    def at(self) -> str | None:
        """The name of the figure under the cursor."""
        return self._figures[self._at].name if self._figures else None

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these; the cursor stays on the figure of the same name."""
        new = tuple(figures)
        if new == self._figures:
            return
        name, rows = self.at, self._row_count
        self._figures = new
        self._at = next((i for i, figure in enumerate(new) if figure.name == name), 0)
        self.refresh(layout=rows != self._row_count)

    @property
    def _row_count(self) -> int:
        return len(self._lines(self.content_size.width or 80))

    def _lines(self, room: int) -> list[list[int]]:
        """Which figures (by index) stand on which line of `room` cells."""
        lines: list[list[int]] = [[]]
        taken = 0
        for index, figure in enumerate(self._figures):
            need = cells.width(figure.label_and_text)
            if lines[-1] and taken + GAP + need > room:
                lines.append([])
                taken = 0
            taken += need + (GAP if lines[-1] else 0)
            lines[-1].append(index)
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def action_move(self, by: int) -> None:
        if self._figures:
            self._at = max(0, min(self._at + by, len(self._figures) - 1))
            self.refresh()

    def action_line(self, by: int) -> None:
        """To the line of figures above or below; down from the last one to what stands under the figures."""
        lines = self._lines(self.content_size.width or 80)
        here = next((number for number, line in enumerate(lines) if self._at in line), 0)
        if 0 <= here + by < len(lines):
            place = lines[here].index(self._at)
            self._at = lines[here + by][min(place, len(lines[here + by]) - 1)]
            self.refresh()
        elif by > 0:
            self.screen.focus_next()

    def action_open(self) -> None:
        if self.at is not None:
            self.post_message(self.Opened(self, self.at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._figures) if action == "open" else True

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, and does nothing else."""
        lines = self._lines(self.content_size.width)
        x = event.x - self.gutter.left
        start = 0
        for index in lines[event.y] if event.y < len(lines) else []:
            end = start + cells.width(self._figures[index].label_and_text)
            if start <= x < end:
                self._at = index
                self.refresh()
            start = end + GAP

    def _style(self, index: int) -> str:
        """How the figure of that index is painted."""
        if self.has_focus and index == self._at:
            return "bold $cursor-text on $cursor"
        return TONES[self._figures[index].tone]

    def render(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for number, line in enumerate(self._lines(self.content_size.width)):
            if number:
                parts.append("\n")
            for place, index in enumerate(line):
                if place:
                    parts.append(" " * GAP)
                parts.append((self._figures[index].label_and_text, self._style(index)))
        return Content.assemble(*parts)


class FigureTabs(Figures):
    """Figures of which one is always chosen: its list stands below. A move of the cursor chooses; Enter goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "到清单")]

    class Moved(Figures.Opened):
        """Another figure is chosen now."""

    def choose(self, name: str) -> None:
        """Put the cursor on the figure of that name, without a message."""
        self._at = next((i for i, figure in enumerate(self._figures) if figure.name == name), self._at)
        self.refresh()

    def _tell(self, before: str | None) -> None:
        if self.at is not None and self.at != before:
            self.post_message(self.Moved(self, self.at))

    def action_move(self, by: int) -> None:
        before = self.at
        super().action_move(by)
        self._tell(before)

    def action_line(self, by: int) -> None:
        before = self.at
        super().action_line(by)
        self._tell(before)

    def on_click(self, event: events.Click) -> None:
        before = self.at
        event.prevent_default()  # Textual would call the base class's by itself, too
        super().on_click(event)
        self._tell(before)

    def _style(self, index: int) -> str:
        if index == self._at and not self.has_focus:
            return "bold $foreground on $cursor-far"
        return super()._style(index) or "$foreground"  # so that only what is zero is dim
