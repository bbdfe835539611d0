"""越级登记: the lines of higher levels' notices, and how many in each year beside the year before."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.services.supervision import level_skips
from jiefang_tui.store.queries.supervision.level_skips import PAGE, SkipView, skip_count, skip_rows, skip_years
from jiefang_tui.terms import SkippedTo
from jiefang_tui.ui.toolkit.act_form import act_form, choice_field
from jiefang_tui.ui.toolkit.day_and_reason import day_field, reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

YEARS = 3


class LevelSkipsScreen(DeskScreen):
    """Lines of notices, the latest first; nothing about routes or persons is kept."""

    NAME_CN = "越级登记"
    HELP_CN = (
        "按上级的通报一条一条登记：哪天、到哪一级、哪一件。不记行程，不记人，也不写进办理过程。"
        "上面是今年和前两年的条数、与上年同期比。Enter 打开事项，Ins 登记一条，Del 删去登记错的。"
    )
    BOUND = frozenset({"level_skip"})
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"add", "remove"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "登记一条"),
        Binding("delete", "remove", "删去", tooltip="登记错的，写明原因"),
    ]

    def __init__(self) -> None:
        super().__init__()
        columns = [Column("日期", 10), Column("到", 6), Column("事项编号", 0), Column("通报文号", 24)]
        self._list = RowList(columns, enter="打开事项", empty="还没有登记")
        self._years = Static("", id="years", markup=False)
        self._lines: dict[int, SkipView] = {}

    @property
    def about(self) -> tuple[str, int]:
        return OF_THE_DESK

    def compose_body(self) -> ComposeResult:
        yield self._years
        yield self._list

    def reload(self) -> None:
        today = clock.today()
        years = skip_years(today, YEARS)
        told = []
        for one in years:
            levels = "、".join(f"{level.label}{count}" for level, count in one.levels.items() if count)
            told.append(
                f"{one.year}年{' 至今' if one.to == today else ''} {one.total}条"
                + (f"({levels})" if levels else "")
                + f"  同比 {one.change_label}"
            )
        self._years.update("\n".join(told))
        self._years.styles.height = len(told)
        self._years.styles.padding = (0, 1)
        self.stand("越级登记", (f" 今年 {years[0].total}条", "bold"), f"  上年同期 {years[0].then}条")
        have = max(PAGE, len(self._list.rows))
        self._lines = {}
        rows = self._page(0, have)
        self._list.set_rows(rows, more=len(rows) < skip_count(*self._span))
        self.refresh_bindings()

    @property
    def _span(self) -> tuple[date, date]:
        """The years that are counted above."""
        today = clock.today()
        return date(today.year - YEARS + 1, 1, 1), today

    def _page(self, offset: int, limit: int) -> list[Row]:
        page = skip_rows(*self._span, offset=offset, limit=limit)
        self._lines |= {one.id: one for one in page}
        return [Row(one.id, (str(one.on_day), one.level.label, one.register_no or "-", one.notice)) for one in page]

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        rows = self._page(event.have, PAGE)
        self._list.add_rows(rows, more=len(rows) == PAGE)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        one = self._lines[int(str(event.key))]
        if one.matter_id is not None:
            self.app.go("matter", matter_id=one.matter_id)
        else:
            self.say("这一条没有写是哪一件事项")

    def action_add(self) -> None:
        specs = [
            day_field("on_day", "日期", past=True, required=True, hint="去的那一天"),
            choice_field("level", "到哪一级", SkippedTo.labels(), width=12),
            FieldSpec("matter", "事项编号", width=0, hint="编号后几位也行；不知道就空着"),
            FieldSpec("notice", "通报文号", width=0),
        ]
        dialog = act_form(
            "越级登记",
            specs,
            lambda v: level_skips.add_level_skip(
                self.desk, v["on_day"], v["level"], v.text("matter"), v.text("notice")
            ),
            note="只记日期、级别和事项，不记行程，不记人。",
            form_name="add_level_skip",
        )
        self.ask(dialog, lambda _: self.say("已登记越级一条"))

    def action_remove(self) -> None:
        row_id: Any = self._list.cursor_key
        dialog = reason_dialog(
            "删去这一条",
            lambda reason: level_skips.remove_level_skip(self.desk, row_id, reason),
            form_name="remove_level_skip",
            row=row_id,
        )
        self.ask(dialog, lambda _: self.say("已删去"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "remove" and self._list.cursor_key is None:
            return False
        return super().check_action(action, parameters)
