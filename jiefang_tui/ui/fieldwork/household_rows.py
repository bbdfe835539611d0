"""How a 入户清单 is laid on the screen: its columns as far as there is room, its rows, what stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn, show_cell, show_fen
from jiefang_tui.store.queries.fieldwork.rounds import GroupLine, HouseholdLine, RoundView, Sums, household_lines
from jiefang_tui.terms import ColumnKind
from jiefang_tui.ui.fieldwork.cell_list import GroupRow
from jiefang_tui.ui.toolkit.shown_names import shown_name
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row

FIXED = 2
"""Number and head stay in sight."""
_WIDTHS = {ColumnKind.TEXT: 12, ColumnKind.AMOUNT: 8, ColumnKind.CHOICE: 6, ColumnKind.PHOTO: 4}
"""The least that a column takes."""


class Laid(NamedTuple):
    """What is seen: the columns of the list, and for each the name of its cell (``head``, ``at_home``, ``c1``)."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    first: int = 0
    """Which of the movable columns is the first in sight."""
    hidden: tuple[str, ...] = ()
    """The cells that are not in sight."""


def names_of(view: RoundView) -> tuple[str, ...]:
    """The cells of a row in the order of Enter."""
    return ("head", "at_home", *(f"c{place}" for place in range(1, len(view.columns) + 1)))


def title_of(view: RoundView, name: str) -> str:
    """What a cell is called."""
    return {"head": "户主", "at_home": "晚上在家"}.get(name) or view.columns[int(name[1:]) - 1].name


def is_replaced(view: RoundView, name: str) -> bool:
    """Whether typing replaces what stands in the cell: an amount or a choice, never words that somebody typed."""
    return name not in ("head", "at_home") and _kind(view, name) is not ColumnKind.TEXT


def lay(view: RoundView, room: int, sums: dict[str, Sums], needed: str = "", first: int = 0) -> Laid:
    """The columns for a list of `room` cells; where not all fit, from `first` on, those with `needed` in sight."""
    columns = {"at_home": Column("晚上在家", 8)}
    columns |= {
        f"c{n}": _column(one, _total(sums, n) if n in view.amounts else 0) for n, one in enumerate(view.columns, 1)
    }
    names = [*columns]
    number = max(3, len(str(view.last_number)))
    first = min(first, names.index(needed) if needed in names else len(names) - 1)
    while True:
        shown = _fitting(names[first:], columns, room - number - 1 - 8)
        if needed not in names or needed in shown or first == len(names) - 1:
            break
        first += 1
    while first and len(_fitting(names[first - 1 :], columns, room - number - 1 - 8)) == len(names) - first + 1:
        first -= 1  # there is room for one more at the left
        shown = names[first:]
    elastic = next((n for n in shown if n != "at_home" and _kind(view, n) is ColumnKind.TEXT), shown[-1])
    laid = [columns[n]._replace(width=0) if n == elastic else columns[n] for n in shown]
    hidden = tuple(name for name in names if name not in shown)
    return Laid((Column("序", number, right=True), Column("户主", 8), *laid), ("number", "head", *shown), first, hidden)


def _kind(view: RoundView, name: str) -> ColumnKind:
    return view.columns[int(name[1:]) - 1].kind


def _column(one: RoundColumn, total: int) -> Column:
    """Wide enough for the words of a choice and for the sum below."""
    words = max((cells.width(word) for word in one.options), default=0)
    return Column(one.name, max(_WIDTHS[one.kind], words, len(show_fen(total))), one.is_number)


def _total(sums: dict[str, Sums], place: int) -> int:
    return sum(one.by_amount[place] for one in sums.values())


def _fitting(names: Sequence[str], columns: dict[str, Column], room: int) -> list[str]:
    taken = 0
    shown: list[str] = []
    for name in names:
        taken += columns[name].width + 1
        if shown and taken > room:
            break
        shown.append(name)
    return shown


def text_of(view: RoundView, line: HouseholdLine, name: str) -> str:
    """A cell as it is shown and typed."""
    if name == "number":
        return str(line.number)
    if name in ("head", "at_home"):
        return str(getattr(line, name))
    place = int(name[1:])
    return show_cell(view.columns[place - 1].kind, line.cells[place - 1])


def household_row(view: RoundView, line: HouseholdLine, laid: Laid, masks: bool) -> Row:
    """A row: settled ones are dim beside their head, open ones have their state in soon."""
    texts = [text_of(view, line, name) for name in laid.names]
    texts[1] = shown_name(line.head, masks)
    state = line.cells[view.state_column - 1] if view.state_column else ""
    tones: dict[int, str] = {0: "faint"}
    if view.states and state == view.states[0]:
        tones |= dict.fromkeys(range(FIXED, len(texts)), "dim")
    elif view.state_column and f"c{view.state_column}" in laid.names:
        tones[laid.names.index(f"c{view.state_column}")] = "yellow" if state in ("", *view.states[-1:]) else ""
    if line.register_no:
        tones[1] = "at"
    return Row(line.id, tuple(texts), "", tones)


def group_row(view: RoundView, group: GroupLine) -> GroupRow:
    """The row above a group's households."""
    said = [f"{sum(group.by_state.values())} 户"]
    said += [f"{word} {group.by_state[word]}" for word in view.states if group.by_state.get(word)]
    return GroupRow(("group", group.id), (group.name or "没写村组", "  ".join(said)))


class Pages:
    """Groups and households as one list of rows, of which a page is read at a time."""

    def __init__(
        self, view: RoundView, groups: Sequence[GroupLine], only: Sequence[str] | None, laid: Laid, masks: bool
    ) -> None:
        self._view, self._groups, self._only, self._laid, self._masks = view, groups, only, laid, masks
        self._starts = [0, *accumulate(one.households + 1 for one in groups)]
        self.lines: dict[int, HouseholdLine] = {}
        """The households that were read."""

    @property
    def total(self) -> int:
        """Rows of all of it."""
        return self._starts[-1]

    def fetch(self, offset: int, limit: int) -> list[Row]:
        """A page."""
        rows: list[Row] = []
        for start, group in zip(self._starts, self._groups, strict=False):
            if start >= offset + limit or start + group.households < offset:
                continue
            if start >= offset:
                rows.append(group_row(self._view, group))
            skip = max(0, offset - start - 1)
            room = limit - len(rows)
            for line in household_lines(self._view, group.id, skip, room, self._only) if room else ():
                self.lines[line.id] = line
                rows.append(household_row(self._view, line, self._laid, self._masks))
        return rows


def total_cells(view: RoundView, sums: dict[str, Sums], laid: Laid) -> list[str]:
    """The line of sums under the columns."""
    shown = []
    for name in laid.names:
        place = int(name[1:]) if name[0] == "c" and name[1:].isdigit() else 0
        if name == "head":
            shown.append("合    计")
        elif name == "at_home":
            shown.append(f"{sum(one.households for one in sums.values())} 户")
        elif place in view.amounts:
            shown.append(show_fen(_total(sums, place)))
        else:
            shown.append("")
    return shown
