"""A row of a list, and the columns that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Column(NamedTuple):
    """One column: title, width in cells (0: takes what is left; only one such), and from which list width on."""

    title: str
    width: int
    right: bool = False
    from_width: int = 0


@dataclass(frozen=True)
class Row:
    """One row. `tone` colours all of it: "" plain, "dim" done, "now", "red", "yellow", "bold"; `tones` one cell.

    `enter`: what Enter does on this row, for the key bar, where that is something else than on the others.
    """

    key: object
    cells: tuple[str, ...]
    tone: str = ""
    tones: dict[int, str] = field(default_factory=dict)
    enter: str = ""
