"""A list with acts on its lines, read page by page: sessions, meetings, campaigns, causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult

from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

PAGE = 200


class ListScreen(DeskScreen):
    """Subclasses give the columns and `page`, and say what Enter does (`opened`)."""

    AUTO_FOCUS = "RowList"
    COLUMNS: ClassVar[Sequence[Column]] = ()
    EMPTY: ClassVar[str] = ""
    ENTER: ClassVar[str] = "打开"
    STANDS: ClassVar[str] = ""
    """What the line under the top says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowList(self.COLUMNS, enter=self.ENTER, empty=self.EMPTY)

    @property
    def about(self) -> tuple[str, int]:
        return OF_THE_DESK

    def page(self, offset: int, limit: int) -> list[Row]:
        """Rows of the list."""
        raise NotImplementedError

    def standing(self) -> str:
        """What the line under the top says."""
        return self.STANDS

    def opened(self, key: Any) -> None:
        """Enter on a row."""

    def compose_body(self) -> ComposeResult:
        yield self.rows

    def reload(self) -> None:
        have = max(PAGE, len(self.rows.rows))
        rows = self.page(0, have)
        self.stand(self.standing())
        self.rows.set_rows(rows, more=len(rows) >= have)
        self.refresh_bindings()

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        rows = self.page(event.have, PAGE)
        self.rows.add_rows(rows, more=len(rows) == PAGE)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self.refresh_bindings()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.opened(event.key)

    @property
    def key(self) -> Any:
        """The key of the row under the cursor; None in an empty list."""
        return self.rows.cursor_key
