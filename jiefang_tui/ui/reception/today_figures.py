"""The figures of 今日接访: the clerk's four, each always at its place, and at the right whether the law waits on F5."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from jiefang_tui.store.queries.law.open_dates import LegalDates
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figures import Figure, Figures

PLACES = (0, 16, 35, 51)
"""The first cells of the four."""
LAW = "law"
"""The name of the figure that leads to F5."""


class DayFigures(Figures):
    """One line of them, with a blank one above and below; a zero stays where it is and is faint."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def _lines(self, room: int) -> list[list[int]]:
        return [list(range(len(self._figures)))]

    def _parts(self, index: int, *, is_short: bool = False) -> list[tuple[str, str]]:
        figure = self._figures[index]
        label, number, unit = figure.label, figure.text, figure.unit
        if is_short and figure.name == LAW:
            label, number = number.rpartition(" ")[::2]  # 法定逾期 says by itself whose it is
        if self.has_focus and index == self._at:
            return [(f"{label} {number}{unit}", "bold $cursor-text on $cursor")]
        if figure.tone:
            return [(label, "$dim"), (f" {number}{unit}", figure.tone)]
        if number == "0":
            return [(f"{label} {number}{unit}", "$faint")]
        return [(f"{label} ", "$dim"), (number, "bold"), (unit, "$dim")]

    def render(self) -> Content:
        """Each at its place; where that is too much for the line, close together and the last one short."""
        room, every = self.content_size.width, range(len(self._figures))
        parts = [self._parts(index) for index in every]
        taken = self._placed(parts, room)
        if taken and taken[-1] + _width(parts[-1]) > room:
            parts = [self._parts(index, is_short=True) for index in every]
            free = room - sum(map(_width, parts))
            gap = max(1, min(2, free // max(1, len(parts) - 1)))
            taken = [sum(map(_width, parts[:index])) + gap * index for index in every]
            taken[-1] = max(taken[-1], room - _width(parts[-1]))
        shown: list[str | tuple[str, str]] = []
        at = 0
        for begins, pieces in zip(taken, parts, strict=True):
            shown += [" " * (begins - at), *pieces]
            at = begins + _width(pieces)
        return Content.assemble(*shown)

    def _placed(self, parts: list[list[tuple[str, str]]], room: int) -> list[int]:
        """The first cell of each: the clerk's four where they always stand, the law's at the right."""
        taken: list[int] = []
        end = 0
        for index, pieces in enumerate(parts):
            at = PLACES[index] if index < len(PLACES) else end
            if self._figures[index].name == LAW:
                at = room - _width(pieces)
            taken.append(max(at, end + 2 if index else 0))
            end = taken[-1] + _width(pieces)
        return taken


def _width(pieces: list[tuple[str, str]]) -> int:
    return sum(cells.width(text) for text, _ in pieces)


def law_figure(dates: LegalDates) -> Figure:
    """Whether F5 has something that the law waits for: what is past first, what is due today else."""
    if dates.late:
        return Figure(LAW, "督办", f"法定逾期 {dates.late}", "bold $card-red", " F5")
    if dates.today:
        return Figure(LAW, "督办", f"法定今日 {dates.today}", "bold $card-yellow", " F5")
    return Figure(LAW, "督办", "法定无到期", "$faint")
