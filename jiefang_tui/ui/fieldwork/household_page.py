"""What the typing in cells and the acts know of the screen of a 入户清单."""

from __future__ import annotations

from collections.abc import Sequence

from jiefang_tui.store.queries.fieldwork.rounds import HouseholdLine, RoundView
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen


class HouseholdPage(DeskScreen):
    """One list, its household under the cursor, and where its cells stand."""

    view: RoundView
    only: Sequence[str] | None = None
    """The states that are looked at; None: all."""

    @property
    def line(self) -> HouseholdLine | None:
        """The household under the cursor; None on a group's row."""
        raise NotImplementedError

    def line_of(self, household_id: int) -> HouseholdLine:
        """A household as it lies in the file."""
        raise NotImplementedError

    def column_of(self, name: str) -> int:
        """Where the cell of that name stands in the list, -1 where it is not in sight."""
        raise NotImplementedError

    def relay(self) -> None:
        """Another cell is typed in: bring its column into sight."""
        raise NotImplementedError

    def stop_typing(self) -> bool:
        """Save the row that is being typed; whether it could be."""
        raise NotImplementedError
