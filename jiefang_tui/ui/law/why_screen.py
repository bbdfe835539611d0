"""为什么是这一天: every date that runs for a matter, and for the one under the cursor how it was counted."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, ScrollableContainer
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.terms import Light
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.light_words import TONES, light_words
from jiefang_tui.ui.toolkit.shown_names import shown_title
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class WhyScreen(DeskScreen):
    """The deadlines of one matter, the nearest open one first, and the arithmetic of one."""

    NAME_CN = "期限怎么算的"
    HELP_CN = (
        "这件事的每一个期限：红是逾期，黄是临期，遇休息日的另写顺延到哪天；逾期按顺延后的那一天，预警按没有顺延的那一天。"
        "上下键选一个，下面写它从哪天起、数了多少日、扣了什么、延了什么、依据哪一条。"
    )
    BOUND = frozenset(
        {
            "matter", "deadline", "extension", "pause", "review", "document", "dispatch", "commitment", "measure",
            "responsibility", "follow_up",
        }
    )  # fmt: skip
    AUTO_FOCUS = "RowList"
    CSS_PATH = Path(__file__).with_name("why.tcss")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, matter_id: int) -> None:
        super().__init__()
        self._matter_id = matter_id
        self._view: MatterView | None = None
        self._deadlines: list[DeadlineView] = []
        columns = [Column("期限", 0), Column("灯", 12), Column("到期", 10), Column("顺延到", 6), Column("依据", 16)]
        self._list = RowList(columns, enter="", empty="这个事项现在没有期限")
        self._why = Static("", id="why-lines", markup=False)

    def compose_body(self) -> ComposeResult:
        with Container(id="why-body"):
            yield self._list
            with ScrollableContainer(id="why", can_focus=False):
                yield self._why

    def reload(self) -> None:
        today = clock.today()
        view = self._view = matter_view(self._matter_id, today, self.desk.reference)
        self._deadlines = deadlines_of(self._matter_id, today, self.desk.reference)
        self.set_heading(f"期限 {view.register_no}")
        self.stand((shown_title(view.title or view.request, self.desk.masks_names), "bold"), f"  {view.state.label}")
        self._list.set_rows([self._row(one) for one in self._deadlines])
        self._explain()

    def _what(self, one: DeadlineView) -> str:
        """What is due; only of which kind where matters are masked, since it may tell what they are about."""
        return one.kind.label if self.desk.masks_names else one.what

    def _row(self, one: DeadlineView) -> Row:
        over = one.light is Light.GREY
        rolled = "未知" if one.rolled is None else f"{one.rolled:%m-%d}" if one.rolled != one.raw else ""
        shown = (self._what(one), light_words(one), str(one.raw), rolled, one.article)
        return Row((one.kind, one.subject), shown, "dim" if over else "", {} if over else {1: TONES.get(one.light, "")})

    def _explain(self) -> None:
        """The arithmetic of the deadline under the cursor."""
        key = self._list.cursor_key
        one = next((each for each in self._deadlines if (each.kind, each.subject) == key), None)
        parts: list[str | tuple[str, str]] = []
        if one is not None:
            parts = [(self._what(one), "bold"), *(f"\n{line}" for line in one.why)]
        self._why.update(Content.assemble(*parts))

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        event.stop()
        self._explain()
