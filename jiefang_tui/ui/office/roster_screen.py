"""名册: the office's people, units and villages as three lists; what every field offers comes from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.text import plain_name
from jiefang_tui.store.queries.office import roster
from jiefang_tui.store.queries.office.roster import OfficerLine, UnitLine
from jiefang_tui.store.queries.office.villages import VillageLine, village_lines
from jiefang_tui.ui.office import roster_forms
from jiefang_tui.ui.office.roster_forms import Line
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import FormDialog, digit_bindings
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

KINDS = ("officer", "unit", "village")
TABS = ("领导", "单位", "村组")
COLUMNS = {
    "officer": (
        Column("姓名", 8), Column("职务", 16), Column("单位", 16), Column("级别", 4), Column("分管", 0),
        Column("在任起止", 18), Column("包联村", 16, from_width=100), Column("电话", 14, from_width=100),
    ),
    "unit": (
        Column("名称", 0), Column("上级", 18), Column("管理关系", 8), Column("电话", 14), Column("情况", 12),
    ),
    "village": (
        Column("名称", 14), Column("区划代码", 12), Column("又名", 0), Column("组", 14), Column("情况", 12),
    ),
}  # fmt: skip
EMPTY = {
    "officer": "还没有记过人。按 Ins 加一位；别处填过的姓名也会到这里来",
    "unit": "还没有记过单位。按 Ins 加一个",
    "village": "区划代码表里没有本镇的村。按 Ins 加，不知道代码就空着",
}


def term(start: date | None, end: date | None) -> str:
    """在任起止: ``21-03-01 至今``, ``21-03-01至26-11-20``; empty where nobody wrote it down."""
    if start is None and end is None:
        return ""
    first = f"{start:%y-%m-%d}" if start else ""
    return f"{first}至{end:%y-%m-%d}" if end else f"{first} 至今"


def _use(line: UnitLine | VillageLine) -> str:
    """情况: what stands there of a row that is not in use."""
    if line.into:
        return f"并入{line.into}"
    return "" if line.is_active else "停用"


class RosterScreen(DeskScreen):
    """Three lists of one screen, by digit. Rows that are not in use stand below, faint."""

    NAME_CN = "名册"
    HELP_CN = (
        "各处填姓名、单位、村组时列出来选的，都从这里来；离任的、停用的不再列出，旧的记录照样显示，打字也能写上。"
        "Ins 加一条，Enter 改；改名以后打过的文书不变。同一个写成了两条的，在写错的那条上按 ^R 并到对的那条。"
        "Del 停用或恢复：人员离任先把没办完的移交；并错的，在并掉的那条上按 Del 撤销。"
    )
    BOUND = frozenset({"officer", "unit", "village", "merge"})
    AUTO_FOCUS = "RowList"
    CSS_PATH = Path(__file__).with_name("roster.tcss")
    WRITES = frozenset({"add", "merge", "stop"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,１", "tab(1)", "换页", key_display="1-3", tooltip="1 领导 2 单位 3 村组"),
        *digit_bindings("tab", len(TABS))[1:],
        Binding("insert", "add", "加一条"),
        Binding("ctrl+r", "merge", "合并", tooltip="同一个写成了两条：并到对的那一条，可以撤销"),
        Binding("delete", "stop", "停用/恢复", tooltip="停用、离任移交；已停用的恢复，并错的撤销"),
    ]

    def __init__(self, officer_id: int = 0) -> None:
        """`officer_id`: whose line the cursor begins on."""
        super().__init__()
        self._begins_on = officer_id
        self._kind = KINDS[0]
        self._tab_line = Static("", id="tab-line", markup=False)
        self._list = RowList(COLUMNS[self._kind], enter="打开")
        self._lines: dict[str, Line] = {}

    @property
    def about(self) -> tuple[str, int]:
        return OF_THE_DESK

    def compose_body(self) -> ComposeResult:
        yield self._tab_line
        yield self._list

    # -- what is shown

    def reload(self) -> None:
        counts = roster.counts(clock.today())
        villages = village_lines(self.desk.reference, self.desk.area_code)
        counts["village"] = (sum(one.is_active for one in villages), len(villages))
        in_use, total = counts[self._kind]
        name = TABS[KINDS.index(self._kind)]
        self.stand((f"{name} {in_use}", "bold"), f"  停用、离任 {total - in_use}" if total > in_use else "")
        self._tab_line.update(self._tabs())
        self._lines = {}
        self._list.set_columns(COLUMNS[self._kind])
        if self._kind == "village":
            self._list.set_rows([self._row(one) for one in villages], empty=EMPTY[self._kind])
        else:
            self._list.set_pages(total, self._fetch, empty=EMPTY[self._kind])
        if self._begins_on:
            self._list.move_to(str(self._begins_on))
            self._begins_on = 0
        self.refresh_bindings()

    def _tabs(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for number, (kind, name) in enumerate(zip(KINDS, TABS, strict=True), 1):
            style = "bold $cursor-text on $cursor" if kind == self._kind else "$dim"
            parts.append((f" {number}{name} ", style))
        return Content.assemble(*parts)

    def _fetch(self, offset: int, limit: int) -> list[Row]:
        if self._kind == "officer":
            return [self._row(one) for one in roster.officer_lines(offset, limit, clock.today())]
        return [self._row(one) for one in roster.unit_lines(offset, limit)]

    def _row(self, line: Line) -> Row:
        ref = roster_forms.ref_of(line)
        self._lines[ref] = line
        if isinstance(line, OfficerLine):
            ends = term(line.in_office_from, line.in_office_to)
            ends = f"并入{line.into}" if line.into else ends if line.is_active or ends else "离任"
            cells: tuple[str, ...] = (
                line.name,
                line.post,
                line.unit,
                line.level.label,
                line.field_of_work,
                ends,
                line.villages,
                line.phone,
            )
            return Row(ref, cells, "" if line.serves(clock.today()) else "faint")
        if isinstance(line, UnitLine):
            cells = (line.name, line.parent, line.relation_label, line.phone, _use(line))
        else:
            cells = (line.name, line.area_code, line.other_names, line.groups, _use(line))
        return Row(ref, cells, "" if line.is_active else "faint")

    @property
    def _line(self) -> Line | None:
        key = self._list.cursor_key
        return self._lines.get(str(key)) if key is not None else None

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        """What Delete and Ctrl+R do depends on the line."""
        event.stop()
        self.refresh_bindings()

    # -- acts

    def action_tab(self, number: int) -> None:
        self._kind = KINDS[number - 1]
        self.reload()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if (line := self._line) is not None:
            self._open(roster_forms.change(self.desk, line))

    def action_add(self) -> None:
        dialog = roster_forms.add(self.desk, self._kind)
        self._open(dialog, lambda: self._go_to(str(dialog.raw["name"])))

    def _go_to(self, name: str) -> None:
        """Put the cursor on what was just written down."""
        added = [ref for ref, line in self._lines.items() if line.name == plain_name(name)]
        if added:
            self._list.move_to(max(added, key=int))

    def action_merge(self) -> None:
        if (line := self._line) is not None:
            self._open(roster_forms.merge(self.desk, line))

    def action_stop(self) -> None:
        if (line := self._line) is not None:
            self._open(roster_forms.stop_or_restore(self.desk, line))

    def _open(self, dialog: FormDialog, then: Callable[[], object] = lambda: None) -> None:
        def done(_: Any) -> None:
            for screen in self.app.screen_stack:
                if isinstance(screen, DeskScreen):
                    screen.everything_changed()  # the clerk may have got another name
            self.reload_if_stale()
            then()
            came = dialog.came_of_it
            self.say(came if isinstance(came, str) else "已保存")

        self.ask(dialog, done)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A merge wants a row in use; all but adding wants a row."""
        line = self._line
        if action == "merge" and (line is None or bool(line.into)):
            return False
        if action == "stop" and line is None:
            return False
        return super().check_action(action, parameters)
