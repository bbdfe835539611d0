"""处理结果: the outcomes of a talk by their digits, each with what follows from it or why it cannot be chosen now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from jiefang_tui.rules.outcomes import OUTCOMES, outcome_choices
from jiefang_tui.services.desk.acts import short
from jiefang_tui.terms import Outcome
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Options
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

LABEL = 18
"""Cells of the longest outcome, 告知并引导法定途径."""


class OutcomeChoice(ChooseDialog):
    """Choose an outcome; one that is not possible is dim, and its digit says why. Returns its code."""

    NAME_CN = "处理结果"
    HELP_CN = "按数字直接选，或用上下键加 Enter；后面写着选了会怎样。灰的现在不能选，按它的数字说为什么。"
    KEEPS_LINE: ClassVar[bool] = True

    def __init__(self, title: str, why: Mapping[Outcome, str], selected: Outcome) -> None:
        """`why`: the sentence of each outcome that is not possible. `selected`: where the cursor stands at first."""
        self._why = {outcome.value: sentence for outcome, sentence in why.items()}
        options = outcome_choices()
        super().__init__(title, options)
        columns = [Column("", 2, right=True), Column("", LABEL), Column("", 0)]
        self._list = RowList(columns, header=False, enter="选定")
        self._list.set_rows(self._rows(options))
        self._list.move_to(selected.value)

    def _rows(self, options: Options) -> list[Row]:
        rows = []
        for value, label in options:
            spec, why = OUTCOMES[Outcome(value)], self._why.get(value)
            shown = (str(spec.digit), label, short(why) if why else spec.follows)
            rows.append(Row(value, shown, "dim" if why else "", {} if why else {2: "head"}))
        return rows

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._choose(str(event.key))

    def action_pick(self, number: int) -> None:
        self._choose(self._options[number - 1][0])

    def _choose(self, value: str) -> None:
        if why := self._why.get(value):
            self.warn(why)
        else:
            self.dismiss(value)
