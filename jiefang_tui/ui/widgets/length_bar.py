"""One bar of the whole width: each part as long as its number, none shorter than a cell; the figures stand beside."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

PLANES = ("$bar-1", "$bar-3", "$bar-2")
"""What is done, what is between, what is open: in the order of the parts, the last always the last of these."""


def plane_of(place: int, parts: int) -> str:
    """The plane of a part."""
    return PLANES[2] if place and place == parts - 1 else PLANES[place % 2]


def lengths(numbers: Sequence[int], room: int) -> list[int]:
    """Cells of each part, together `room` where there is anything; what is more than nothing has at least one."""
    total = sum(numbers)
    if not total or room < len(numbers):
        return [0] * len(numbers)
    found = [max(1, round(number * room / total)) if number else 0 for number in numbers]
    widest = max(range(len(found)), key=lambda place: found[place])
    found[widest] += room - sum(found)
    return found


class LengthBar(Widget):
    """See above."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._numbers: tuple[int, ...] = ()

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show these parts."""
        if tuple(numbers) != self._numbers:
            self._numbers = tuple(numbers)
            self.refresh()

    def render(self) -> Content:
        taken = lengths(self._numbers, self.content_size.width)
        parts = [(" " * cells, f"on {plane_of(place, len(taken))}") for place, cells in enumerate(taken) if cells]
        return Content.assemble(*parts)
