"""会商: who met where, what each unit said and does by when, and what was concluded."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.ui.supervision.push_forms import matter_line, matter_title
from jiefang_tui.ui.toolkit.act_form import Values, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.candidates import officer_options
from jiefang_tui.ui.toolkit.child_rows import Children, ChildRow, ChildRowsDialog
from jiefang_tui.ui.toolkit.day_and_reason import day_field, past_day
from jiefang_tui.ui.toolkit.dialogs import Filled
from jiefang_tui.ui.toolkit.half_typed import Half, HalfTyped, kept_under_title, place_of
from jiefang_tui.ui.toolkit.officer_fields import choice_value, officer_field, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column

OLD_SIDES = [f"side{number}" for number in range(50)]
"""Where the sides lay in a draft before all forms with rows kept them in one way."""


def _part(values: Values) -> PartIn:
    said, task = values.text("said"), values.text("task")
    return PartIn(values.text("unit"), values.text("person"), said, task, values["due_on"])


def _cells(values: Values) -> tuple[str, ...]:
    part = _part(values)
    return part.unit, part.person, part.task or part.said, str(part.due_on or "-")


SIDES = Children(
    "一方",
    "parts",
    [
        unit_field("unit", "单位", required=True),
        FieldSpec("person", "谁来的"),
        text_field("said", "意见", lines=2),
        text_field("task", "由它做", hint="没有任务可空着"),
        day_field("due_on", "哪天前", hint="月底 下周五", words_to="task"),
    ],
    [Column("单位", 12), Column("谁", 8), Column("任务", 0), Column("完成", 10)],
    _cells,
)


class ConsultDialog(ChildRowsDialog):
    """A meeting about a matter: the form, and under it a line for each unit; saved as one act."""

    NAME_CN = "会商"
    HELP_CN = (
        "上面填时间、地点、主持人和结论；按 Ins 加一方：单位、谁来的、说了什么、由它做什么、哪天前完成。"
        "Tab 到下面的清单，Enter 改、Del 去掉一方，^R 取回刚去掉的。^S 一起保存；没存的留着，再打开还在。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert,enter", "add_row", "加一方", tooltip="参加的单位、意见、任务和完成日期"),
    ]

    def __init__(self, request: ActRequest) -> None:
        desk, target = request.desk, target_of(request.matter_id)
        specs = [
            FieldSpec("on_day", "会商日期", parse=past_day, width=16, required=True),
            FieldSpec("place", "地点"),
            officer_field("host", "主持人"),
            text_field("conclusion", "会商结论", required=True, lines=2),
        ]

        def consult(filled: Filled, sides: list[Values]) -> str:
            raw = {name: text.strip() for name, text in filled.raw.items()}
            host = choice_value(raw["host"], officer_options())
            parts = [_part(values) for values in sides]
            pushing.consult(desk, target.matter_id, filled["on_day"], raw["place"], host, parts, raw["conclusion"])
            return f"已记会商: {matter_title(desk, target)}"

        initial = {"on_day": clock.today(), "host": target.leader}
        super().__init__("会商", specs, SIDES, initial, matter_line(desk, target), act=consult, form_name="consult")

    def kept_rows(self, half: Half) -> list[ChildRow]:
        """Also out of a draft from before all forms with rows kept them in one way."""
        old = [json.loads(text) for text in half.texts(OLD_SIDES).values()]
        rows = [ChildRow({name: text or "" for name, text in side.items()}) for side in old]
        return [*rows, *super().kept_rows(half)]

    def fill_in(self, half: Half) -> bool:
        """Also what was half typed of a side when that was a draft of its own."""
        filled = super().fill_in(half)
        found = place_of(self, self.about)
        if found is None:
            return filled
        titles = [*(f"会商 改第{number}方" for number in range(1, len(self.rows) + 1)), "会商 加一方"]
        for place, title in enumerate(titles):
            kept = kept_under_title(*found, title, [None])
            if kept is not None:
                self.put_row(place, ChildRow(self.row_at(place).texts, kept.body))
                HalfTyped(found[0], kept.form, title, kept).keep({})
                filled = True
        return filled
