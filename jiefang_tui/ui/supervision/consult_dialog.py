"""会商: who met where, what each unit said and does by when, and what was concluded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.ui.supervision.push_forms import shown, what
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.acts import Asked
from jiefang_tui.ui.toolkit.day_and_reason import day_field, past_day
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import chosen, officer_field, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

SIDES = 50
"""As many sides as a draft is looked through for."""


class ConsultDialog(FormDialog):
    """A meeting about a matter: the form, and under it a line for each unit; saved as one act."""

    NAME_CN = "会商"
    HELP_CN = (
        "上面填时间、地点、主持人和结论；按 Ins 加一方：单位、谁来的、说了什么、由它做什么、哪天前完成。"
        "Tab 到下面的清单，Enter 改、Del 去掉一方。^S 一起保存；没存的留着，再打开还在。"
    )
    WRITES = frozenset({"save", "part", "drop"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "part", "加一方", tooltip="参加的单位、意见、任务和完成日期"),
        Binding("delete", "drop", "去掉", tooltip="去掉光标所在的一方"),
    ]

    def __init__(self, asked: Asked) -> None:
        desk, target = asked.desk, target_of(asked.matter_id)
        specs = [
            FieldSpec("on_day", "会商日期", parse=past_day, width=16, required=True),
            FieldSpec("place", "地点"),
            officer_field("host", "主持人"),
            text_field("conclusion", "会商结论", required=True, lines=2),
        ]
        super().__init__(
            "会商", specs, {"on_day": clock.today(), "host": target.leader}, what(desk, target), act=self._consult
        )
        self._desk = desk
        self._target = target
        self._parts: list[PartIn] = []
        self._list = RowList(
            [Column("单位", 12), Column("谁", 8), Column("任务", 0), Column("完成", 10)],
            enter="改",
            empty="还没有一方，按 Ins 加",
        )

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield self._list

    def on_mount(self) -> None:
        self.call_next(self._take_back)  # when the form has its draft

    def _take_back(self) -> None:
        """The sides that were entered last time and not saved."""
        names = [f"side{number}" for number in range(SIDES)]
        kept = self._half.texts(names) if self._half is not None else {}
        self._parts = [_side(kept[name]) for name in names if name in kept]
        if self._parts:
            self.say("上次没写完的已填上，没有保存过")
        self._show()

    def half_typed(self, raw: Mapping[str, str]) -> dict[str, str]:
        """Also the sides."""
        kept = [json.dumps(asdict(part), ensure_ascii=False, default=str) for part in self._parts]
        return super().half_typed(raw) | {f"side{number}": text for number, text in enumerate(kept)}

    def _show(self) -> None:
        rows = []
        for number, part in enumerate(self._parts):
            due = str(part.due_on) if part.due_on else "-"
            rows.append(Row(number, (part.unit, part.person, part.task or part.said, due)))
        self._list.set_rows(rows)
        self.refresh_bindings()

    def _consult(self, filled: Filled) -> str:
        host = chosen(filled.raw["host"], officer_options())
        raw = filled.raw
        pushing.consult(
            self._desk,
            self._target.matter_id,
            filled["on_day"],
            raw["place"].strip(),
            host,
            self._parts,
            raw["conclusion"].strip(),
        )
        return f"已记会商: {shown(self._desk, self._target)}"

    def action_part(self) -> None:
        self._ask(None)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._ask(self._list.cursor_index)

    def _ask(self, place: int | None) -> None:
        """The form of a side: of a new one, or of the one at this place."""
        specs = [
            unit_field("unit", "单位", required=True),
            FieldSpec("person", "谁来的"),
            text_field("said", "意见", lines=2),
            text_field("task", "由它做", hint="没有任务可空着"),
            day_field("due_on", "哪天前", hint="月底 下周五"),
        ]
        begun = asdict(self._parts[place]) if place is not None else None
        title = "会商 加一方" if place is None else f"会商 改第{place + 1}方"
        self.app.push_screen(act_form(title, specs, lambda values: self._put(values, place), begun))

    def _put(self, values: Values, place: int | None) -> None:
        due: date | None = values["due_on"]
        unit = chosen(values["unit"], unit_options())
        part = PartIn(unit, values.text("person"), values.text("said"), values.text("task"), due)
        at = len(self._parts) if place is None else place
        self._parts[at : at + 1] = [part]
        self._changed()

    def action_drop(self) -> None:
        if self._parts:
            del self._parts[self._list.cursor_index]
            self._changed()

    def _changed(self) -> None:
        self._keep_half_typed(self.form.raw())
        self.warn("")
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "drop" and (not self._parts or self.focused is not self._list):
            return False
        return super().check_action(action, parameters)


def _side(text: str) -> PartIn:
    """A side out of the draft."""
    kept = json.loads(text)
    return PartIn(**kept | {"due_on": date.fromisoformat(kept["due_on"]) if kept["due_on"] else None})
