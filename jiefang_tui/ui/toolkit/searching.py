"""A line to type in above a list: it looks a moment after the last key, and keys for the list go to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from jiefang_tui.store.queries.ledger.find import LEAST, words_of
from jiefang_tui.ui.widgets.fields import Field, LineField
from jiefang_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.screen import Screen as _Screen

    Base = _Screen[object]
else:
    Base = object

WAIT_SECONDS = 0.15
"""From the last keystroke to the search."""


class Searching(Base):
    """Mixed into a screen that has `_line` and `_list`; `look` fills the list from what is typed."""

    _line: LineField
    _list: RowList
    _timer: Timer | None = None

    def look(self) -> None:
        """Fill the list from what is typed now."""
        raise NotImplementedError

    @property
    def is_enough(self) -> bool:
        """Whether enough is typed to look for."""
        return sum(map(len, words_of(self._line.raw))) >= LEAST

    def on_field_edited(self, event: Field.Edited) -> None:
        event.stop()
        self.stop_waiting()
        self._timer = self.set_timer(WAIT_SECONDS, self._look)

    def _look(self) -> None:
        self.stop_waiting()
        self.look()

    def stop_waiting(self) -> None:
        """The list is up to date, or about to be."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_field_step(self, event: Field.Step) -> None:
        event.stop()
        self._list.action_move(event.by)

    def on_field_done(self, event: Field.Done) -> None:
        event.stop()
        if self._timer is not None:  # Enter right after typing: what is meant is what would be found now
            self._look()
        self._list.action_choose()
