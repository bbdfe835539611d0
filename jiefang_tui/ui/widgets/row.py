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
    """One row. `tone` colours all of it: "" plain, "dim" away, "faint" finished, "now", "red" (past due), "yellow"
    (soon), "bold", "added" (just now); `tones` one cell, also "at" (who is being received) and the planes of cards.

    `enter`: what Enter does on this row, for the key bar, where that is something else than on the others.
    """

    key: object
    cells: tuple[str, ...]
    tone: str = ""
    tones: dict[int, str] = field(default_factory=dict)
    enter: str = ""
