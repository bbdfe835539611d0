"""会商: who met where, what each unit said and does by when, and what was concluded."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services import pushing
from jiefang_tui.services.desk import Desk
from jiefang_tui.services.pushing import PartIn
from jiefang_tui.store.queries.people import officer_options, unit_options
from jiefang_tui.store.queries.push_target import PushTarget
from jiefang_tui.ui.screens.act_form import Values, act_form, text_field
from jiefang_tui.ui.screens.box_forms import day_field, past_day
from jiefang_tui.ui.screens.dialogs import Filled, FormDialog
from jiefang_tui.ui.screens.officer_dialog import chosen, officer_field, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row_list import Column, Row, RowList

LEAVING = "写好的各方意见还没有存：^S 保存，再按一次 Esc 就不要了。"


class ConsultDialog(FormDialog):
    """A meeting about a matter: the form, and under it a line for each unit; saved as one act."""

    NAME_CN = "会商"
    HELP_CN = (
        "上面填时间、地点、主持人和结论；按 Ins 加一方：单位、谁来的、说了什么、由它做什么、哪天前完成。"
        "Tab 到下面的清单，Del 去掉一方。^S 一起保存。"
    )
    WRITES = frozenset({"save", "part", "drop"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "part", "加一方", tooltip="参加的单位、意见、任务和完成日期"),
        Binding("delete", "drop", "去掉", tooltip="去掉光标所在的一方"),
    ]

    def __init__(self, desk: Desk, target: PushTarget, note: str) -> None:
        specs = [
            FieldSpec("on_day", "会商日期", parse=past_day, width=16, required=True),
            FieldSpec("place", "地点"),
            officer_field("host", "主持人"),
            text_field("conclusion", "会商结论", required=True, lines=2),
        ]
        super().__init__("会商", specs, {"on_day": clock.today(), "host": target.leader}, note, act=self._consult)
        self._desk = desk
        self._matter_id = target.matter_id
        self._parts: list[PartIn] = []
        self._asked = False
        self._list = RowList(
            [Column("单位", 12), Column("谁", 8), Column("任务", 0), Column("完成", 10)],
            enter="", empty="还没有一方，按 Ins 加",
        )  # fmt: skip

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield self._list

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        rows = []
        for number, part in enumerate(self._parts):
            due = str(part.due_on) if part.due_on else "-"
            rows.append(Row(number, (part.unit, part.person, part.task or part.said, due)))
        self._list.set_rows(rows)
        self.refresh_bindings()

    def _consult(self, filled: Filled) -> int:
        host = chosen(filled.raw["host"], officer_options())
        raw = filled.raw
        return pushing.consult(
            self._desk, self._matter_id, filled["on_day"], raw["place"].strip(), host, self._parts,
            raw["conclusion"].strip(),
        )  # fmt: skip

    def action_part(self) -> None:
        specs = [
            unit_field("unit", "单位", required=True),
            FieldSpec("person", "谁来的"),
            text_field("said", "意见", lines=2),
            text_field("task", "由它做", hint="没有任务可空着"),
            day_field("due_on", "哪天前", hint="月底 下周五"),
        ]
        self.app.push_screen(act_form("会商 加一方", specs, self._add))

    def _add(self, values: Values) -> None:
        due: date | None = values["due_on"]
        unit = chosen(values["unit"], unit_options())
        self._parts.append(PartIn(unit, values.text("person"), values.text("said"), values.text("task"), due))
        self._asked = False
        self.warn("")
        self._show()

    def action_drop(self) -> None:
        if self._parts:
            del self._parts[self._list.cursor_index]
            self._show()

    def action_cancel(self) -> None:
        if self._parts and not self._asked:
            self._asked = True
            self.warn(LEAVING)
            return
        super().action_cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "drop" and (not self._parts or self.focused is not self._list):
            return False
        return super().check_action(action, parameters)
