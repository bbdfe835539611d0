"""结案审查: what is still missing before a matter comes off the list, and which page fills it; from here 销号."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.closure.acts import VISIT
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.closure.closing import Gap, closing_gaps
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.ui.closure import rest_forms
from jiefang_tui.ui.toolkit.acts import ActRequest, begin
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import Dialog, Filled
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

CLOSED = "closed"


def before_the_form(matter_id: int, today: date) -> list[Gap]:
    """What has to be done before the form of the closing; what that form itself asks for is left to it."""
    return [gap for gap in closing_gaps(matter_id, today) if not gap.is_in_form]


class ClosingReview(Dialog[str]):
    """The gaps; Enter returns the key of the page that fills one, ^S closes the matter and returns `CLOSED`."""

    NAME_CN = "结案审查"
    HELP_CN = (
        "还缺什么、到哪一页补。Enter 到那一页去。^S 填销号单；有缺项的写明原因也能销号。"
        "已经晚了、补不了的只列出来，不挡销号。"
        "审查只管销号，不影响告知、办结和送达。"
    )
    WRITES = frozenset({"close"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "close", "销号", tooltip="填销号单；有缺项的要写明原因"),
    ]

    def __init__(self, desk: Desk, view: MatterView) -> None:
        super().__init__("结案审查")
        self._desk, self._view = desk, view
        self._gaps: list[Gap] = []
        columns = [Column("缺项", 10), Column("说明", 0), Column("到哪补", 13)]
        self._list = RowList(columns, enter="去补", empty="不缺什么，^S 销号")

    def compose_body(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self.query_one("#dialog").add_class("wide")
        self._gaps = before_the_form(self._view.id, clock.today())
        self._list.set_rows(
            [
                Row((place, number), (gap.what, line, gap.key) if number == 0 else ("", line, ""))
                for place, gap in enumerate(self._gaps)
                for number, line in enumerate(cells.fold(gap.sentence, 44))
            ]
        )
        self._list.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        gap = self._gaps[key[0]]
        if gap.is_past:
            self.say("这一项已经过去，补不了；不挡销号，^S 填销号单")
        else:
            self.dismiss(gap.key)

    def action_close(self) -> None:
        missing = "、".join(gap.what for gap in self._gaps if not gap.is_past)
        dialog = rest_forms.close(self._desk, self._view, missing)

        def closed(filled: Filled | None) -> None:
            if filled is not None:
                self.dismiss(CLOSED)

        self.app.push_screen(dialog, closed)


def review(request: ActRequest) -> None:
    """结案审查, and from it to 销号 or to the page that fills a gap. Nothing to review: the form of the closing."""
    screen, matter_id = request.screen, request.matter_id
    if not before_the_form(matter_id, clock.today()):
        screen.ask(rest_forms.close(request.desk, request.view, ""), lambda _: screen.say("已销号"))
        return

    def reviewed(key: str) -> None:
        if key == CLOSED:
            screen.say("已销号")
        else:
            go_to(screen, matter_id, key)

    screen.ask(ClosingReview(request.desk, request.view), reviewed)


def mend(request: ActRequest) -> None:
    """To where the gap is mended whose place among the gaps is the line's number."""
    gap = before_the_form(request.matter_id, clock.today())[request.row_id]
    if gap.is_past:
        request.screen.say("这一项已经过去，补不了；不挡销号")
    else:
        go_to(request.screen, request.matter_id, gap.key)


def go_to(screen: DeskScreen, matter_id: int, key: str) -> None:
    """To the page of the matter that fills a gap; a visit is entered at once."""
    if key[:1].isdigit() and not key.startswith("6"):
        screen.call_later(screen.run_action, f"tab({key[0]})")
    else:
        begin(screen, VISIT, matter_id)
