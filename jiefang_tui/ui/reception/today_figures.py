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

    def _parts(self, index: int) -> list[tuple[str, str]]:
        figure = self._figures[index]
        label, number, unit = figure.label, figure.text, figure.unit
        if self.has_focus and index == self._at:
            return [(f"{label} {number}{unit}", "bold $cursor-text on $cursor")]
        if figure.tone:
            return [(label, "$dim"), (f" {number}{unit}", figure.tone)]
        if number == "0":
            return [(f"{label} {number}{unit}", "$faint")]
        return [(f"{label} ", "$dim"), (number, "bold"), (unit, "$dim")]

    def render(self) -> Content:
        room = self.content_size.width
        parts: list[str | tuple[str, str]] = []
        taken = 0
        for index, figure in enumerate(self._figures):
            pieces = self._parts(index)
            need = sum(cells.width(text) for text, _ in pieces)
            at = room - need if figure.name == LAW else PLACES[index] if index < len(PLACES) else taken
            gap = max(at - taken, 2 if index else 0)
            parts += [" " * gap, *pieces]
            taken += gap + need
        return Content.assemble(*parts)


def law_figure(dates: LegalDates) -> Figure:
    """Whether F5 has something that the law waits for: what is past first, what is due today else."""
    if dates.late:
        return Figure(LAW, "督办", f"法定逾期 {dates.late}", "bold $card-red", " F5")
    if dates.today:
        return Figure(LAW, "督办", f"法定今日 {dates.today}", "bold $card-yellow", " F5")
    return Figure(LAW, "督办", "法定无到期", "$faint")
