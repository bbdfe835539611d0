"""Figures in named groups, of which one group or one figure is always chosen: its list stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figures import TONES, Figure

NAME, TOTAL, FIRST, PLACE, PLACES = 1, 12, 13, 11, 6
"""Columns: where a group's name begins, where its total ends, where the figures begin, how wide one is, how many."""


class FigureGroup(NamedTuple):
    """A group: its name (what it opens), its label, its total, its figures. A figure of zero is dim, and stays."""

    name: str
    label: str
    total: str
    figures: Sequence[Figure]


class FigureGroups(Widget):
    """Groups below each other, six figures a line; a group of zeros takes one line."""

    class Moved(Message):
        """Another group or figure is chosen now."""

        def __init__(self, groups: FigureGroups, name: str) -> None:
            super().__init__()
            self.groups = groups
            self.name = name

        @property
        def control(self) -> FigureGroups:
            return self.groups

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._groups: tuple[FigureGroup, ...] = ()
        self._chosen = ""

    @property
    def chosen(self) -> str:
        """The name of the group or figure whose list stands below."""
        return self._chosen

    def set_groups(self, groups: Sequence[FigureGroup], chosen: str) -> None:
        """Show these, and which is chosen."""
        new = tuple(groups)
        if (new, chosen) != (self._groups, self._chosen):
            rows = len(list(self._lines()))
            self._groups, self._chosen = new, chosen
            self.refresh(layout=rows != len(list(self._lines())))

    def _lines(self) -> Iterator[tuple[FigureGroup, Sequence[Figure], bool]]:
        """(group, the figures of a line, whether it is the group's first line)."""
        for group in self._groups:
            if group.total == "0" and self._chosen not in [one.name for one in group.figures]:
                yield group, (), True
                continue
            for start in range(0, len(group.figures), PLACES):
                yield group, group.figures[start : start + PLACES], start == 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(list(self._lines())))

    def render(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for group, figures, is_first in self._lines():
            parts.append("\n" if parts else "")
            parts += self._head(group) if is_first else [" " * FIRST]
            parts += [part for figure in figures for part in self._figure(figure)]
            if not figures:
                parts.append(("都没有", "$dim"))
        return Content.assemble(*parts)

    def _head(self, group: FigureGroup) -> list[str | tuple[str, str]]:
        room = TOTAL - NAME - cells.width(group.label)
        text = group.label + group.total.rjust(room)
        is_chosen = group.name == self._chosen
        style = "bold $foreground on $cursor-far" if is_chosen else "$dim" if group.total == "0" else "bold"
        return [" " * NAME, (text, style), " " * (FIRST - TOTAL)]

    def _figure(self, figure: Figure) -> list[str | tuple[str, str]]:
        style = TONES[figure.tone] if figure.tone else ""
        if figure.name == self._chosen:
            style = "bold $foreground on $cursor-far"
        return [(figure.label_and_text, style), " " * max(0, PLACE - cells.width(figure.label_and_text))]

    def on_click(self, event: events.Click) -> None:
        """A click chooses, and does nothing else."""
        lines = list(self._lines())
        if not 0 <= event.y < len(lines):
            return
        group, figures, _ = lines[event.y]
        place, name = (event.x - self.gutter.left - FIRST) // PLACE, group.name
        if 0 <= place < len(figures):
            name = figures[place].name
        if name != self._chosen:
            self.post_message(self.Moved(self, name))
