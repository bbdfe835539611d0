"""F8 2 户册: the lists of rounds from house to house."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.services.fieldwork import rounds
from jiefang_tui.store.queries.fieldwork.rounds import RoundLine
from jiefang_tui.store.queries.fieldwork.rounds import rounds as round_lines
from jiefang_tui.ui.fieldwork import household_forms
from jiefang_tui.ui.fieldwork.panel import FieldPanel
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

EMPTY = "还没有入户清单。Ins 开一份：名称、各栏，户可以从表格导入或一户一户打"


class RoundsPanel(FieldPanel):
    """The lists; Enter opens one."""

    WRITES = frozenset({"add", "withdraw"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "新清单", tooltip="开一份入户清单，自己定最多八栏"),
        Binding("delete", "withdraw", "撤回", tooltip="建错了，写明原因撤回；撤回过的恢复"),
    ]

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen, id="field-rounds")
        columns = [Column("清单", 0), Column("户", 7, right=True), Column("没办", 7, right=True), Column("开始", 10)]
        self._list = RowList([*columns, Column("情况", 20)], empty=EMPTY, id="round-list")
        self._lines: dict[int, RoundLine] = {}

    def compose(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        self._lines = {one.id: one for one in round_lines()}
        self._list.set_rows([_row(one) for one in self._lines.values()])
        running = [one for one in self._lines.values() if one.closed_on is None and one.withdrawn_on is None]
        self.desk_screen.stand(
            (f"入户清单 {len(running)}份在走", "bold"), f"  {sum(one.households for one in running)}户"
        )

    def take_focus(self) -> None:
        self._list.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.app.go("households", round_id=int(str(event.key)))

    def action_add(self) -> None:
        form = household_forms.begin_form(self.desk)
        form.about = OF_THE_DESK
        self.desk_screen.ask(form, lambda _: self.app.go("households", round_id=form.came_of_it))

    def action_withdraw(self) -> None:
        one = self._lines.get(int(str(self._list.cursor_key or 0)))
        if one is None:
            return
        if one.withdrawn_on is not None:
            if self.done(rounds.restore, self.desk, one.id):
                self.desk_screen.say("已恢复；晚上在家要重新问")
            return
        dialog = reason_dialog(
            f"撤回「{one.name}」",
            lambda reason: rounds.withdraw(self.desk, one.id, reason),
            form_name="round_withdraw",
            row=one.id,
        )
        self.desk_screen.ask(dialog, lambda _: self.desk_screen.say("已撤回；Del 可以恢复"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "withdraw" and not self._list.rows:
            return False
        return super().check_action(action, parameters)


def _row(one: RoundLine) -> Row:
    state = "在走"
    if one.withdrawn_on is not None:
        state = f"已撤回：{one.withdraw_reason}"
    elif one.closed_on is not None:
        state = f"{one.closed_on}收尾"
    cells = (one.name, f"{one.households:,}", f"{one.open:,}", str(one.begun_on), state)
    return Row(one.id, cells, "" if state == "在走" else "faint", {2: "yellow"} if one.open and state == "在走" else {})
