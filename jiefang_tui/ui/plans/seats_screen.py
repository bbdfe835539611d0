"""参加单位 of one day of the plan: who is asked, who has confirmed, who comes; and a 通知单 for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.rules.typed.group_names import each_unit
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.plans import seats, unit_notices
from jiefang_tui.store.queries.plans.days import PlanLine, plan_line
from jiefang_tui.store.queries.plans.seats import PlanSeatView, seats_of, seats_words
from jiefang_tui.terms import SeatAnswer
from jiefang_tui.ui.plans.month_cells import line_words
from jiefang_tui.ui.toolkit.act_form import Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.candidates import unit_options
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.days_left import short_day
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.printing import open_printed
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

ANSWERS = (SeatAnswer.CONFIRMED, SeatAnswer.DECLINED)
COLUMNS = (Column("单位", 20), Column("回复", 8), Column("哪天回", 8), Column("谁来", 0), Column("", 10))


class SeatsScreen(DeskScreen):
    """The units of one planned day."""

    NAME_CN = "参加单位"
    HELP_CN = (
        "这一天请了哪些单位、回了没有、谁来：光标在单位上，1 已确认 2 不来，自动到下一个；Enter 写谁来、哪天回的。"
        "规则里写的单位都在，Ins 只给这一天加单位。Del 撤掉记错的回复；还没回的，这一天不请；不请的，再请。"
        "确认了不等于到：到没到，当天在那一场里记。^O 打印这个单位的通知单；今日接访的 ^S 一次打印全部。"
    )
    BOUND = frozenset({"plan_day", "plan_rule", "plan_seat", "unit"})
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"said", "add", "take_back", "notice"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,１", "said(1)", "已确认", tooltip="这个单位说来；再按 Enter 写谁来"),
        Binding("2,２", "said(2)", "不来", tooltip="这个单位说不来；不印通知单，开场时不列进去"),
        Binding("insert", "add", "加单位", tooltip="只给这一天加单位；不请了的再写上就又请"),
        Binding("delete", "take_back", "撤回", tooltip="撤掉回复；还没回的这一天不请；不请的再请"),
        Binding("ctrl+o", "notice", "通知单", tooltip="打印光标所在单位的通知单，一个单位一份"),
    ]

    def __init__(self, plan_day_id: int) -> None:
        super().__init__()
        self._day_id = plan_day_id
        self._list = RowList(
            COLUMNS, enter="谁来" if not self.looks_only else "", empty="这一天还没有请单位，Ins 加单位"
        )
        self._seats: list[PlanSeatView] = []

    @property
    def about(self) -> tuple[str, int]:
        return OF_THE_DESK

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        line = plan_line(self._day_id)
        self._seats = seats_of(self._day_id)
        if line is not None:
            day = f"{line.day:%m-%d} {weekday_of(line.day)}"
            self.stand((day, "bold"), f"  {line_words(line)}", right=[seats_words(self._seats)])
        today = clock.today()
        rows = []
        for one in self._seats:
            day = short_day(one.said_on, today) if one.answer and one.said_on else ""
            extra = "" if one.is_usual else "只这一天"
            tone = "yellow" if one.is_asked and one.answer is None else ""
            rows.append(
                Row(one.unit, (one.unit, one.stands, day, one.words, extra), "" if one.is_asked else "dim", {1: tone})
            )
        self._list.set_rows(rows)
        self._show_next()

    @property
    def seat(self) -> PlanSeatView | None:
        """The unit under the cursor."""
        return next((one for one in self._seats if one.unit == self._list.cursor_key), None)

    def _show_next(self) -> None:
        """What is next of a unit that has not answered is its answer."""
        one = self.seat
        self.next_key = "1" if one is not None and one.is_asked and one.answer is None else ""
        self.refresh_bindings()

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self._show_next()

    # -- acts

    def action_said(self, number: int) -> None:
        """已确认 or 不来 of the unit under the cursor, today; the cursor goes on to the next one."""
        one, said = self.seat, ANSWERS[number - 1]
        if one is None:
            return
        if one.answer is not said:  # who comes, and why not, belonged to the other answer
            done = self.attempt(seats.answer, self.desk, self._day_id, one.unit, said)
            if isinstance(done, Refused):
                return
        self.say(f"{one.unit} {said.label}")
        names = [each.unit for each in self._seats]
        if one.unit in names[:-1]:
            self._list.move_to(names[names.index(one.unit) + 1])

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        one = self.seat
        if self.looks_only:
            self.warn(self.desk.read_only_because)
        elif one is not None:
            self.ask(self._answer_form(one), lambda _: self.say("已记下"))

    def _answer_form(self, one: PlanSeatView) -> FormDialog:
        specs = [
            text_field("person", "谁来", hint="姓名、职务；还不知道的空着"),
            choice_field("answer", "回复", SeatAnswer.labels()),
            day_field("said_on", "哪天回的", past=True, hint=TODAY, words_to="note"),
            text_field("note", "说明", hint="可空着；例如 10点以后到，县里开会"),
        ]

        def save(values: Values) -> None:
            seats.answer(
                self.desk,
                self._day_id,
                one.unit,
                SeatAnswer(values["answer"]),
                values.text("person"),
                note=values.text("note"),
                said_on=values["said_on"],
            )

        initial = {
            "person": one.person,
            "answer": (one.answer or SeatAnswer.CONFIRMED).value,
            "said_on": str(one.said_on) if one.answer and one.said_on else "",
            "note": one.note,
        }
        row = f"{self._day_id}:{one.unit}"
        return act_form(f"{one.unit}的回复", specs, save, initial, form_name="plan_seat_answer", row=row)

    def action_add(self) -> None:
        """Units for this one day."""
        specs = [
            FieldSpec("units", "加哪些单位", kind="multi", free=True, options=unit_options, width=0, required=True)
        ]

        def save(filled: Filled) -> None:
            seats.add_units(self.desk, self._day_id, each_unit(filled.raw["units"]))

        note = "只加在这一天；每次都来的，写在规则的「参加单位」里。"
        dialog = FormDialog("加参加单位", specs, note=note, act=save, form_name="plan_seat_add", row=self._day_id)
        self.ask(dialog, lambda _: self.say("已加"))

    def action_take_back(self) -> None:
        """The answer; else that the unit is asked; else that it is not."""
        one = self.seat
        if one is None:
            return
        if one.left_out_on is not None:
            if not isinstance(self.attempt(seats.ask_again, self.desk, one.id or 0), Refused):
                self.say(f"{one.unit} 又请了")
        elif one.said is not None:
            self._with_reason(f"撤{one.unit}的回复", lambda why: seats.take_back_answer(self.desk, one.id or 0, why))
        else:
            self._with_reason(
                f"这一天不请{one.unit}", lambda why: seats.leave_out(self.desk, self._day_id, one.unit, why)
            )

    def _with_reason(self, title: str, act: Callable[[str], object]) -> None:
        dialog = reason_dialog(title, act, form_name="plan_seat_take_back", row=f"{self._day_id}:{title}")
        self.ask(dialog, lambda _: self.say("已记下"))

    def action_notice(self) -> None:
        """The paper of the unit under the cursor, in a file of its own."""
        if (one := self.seat) is not None:
            open_printed(self, self.act(unit_notices.write_notice_of, self.desk, self._day_id, one.unit))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("said", "take_back", "notice") and self.seat is None:
            return False
        return super().check_action(action, parameters)


def standing(lines: list[PlanLine]) -> list[Any]:
    """How far the units of a day's sessions are, for the line under the top; nothing where none is asked."""
    told = [seats_words(seats_of(line.plan_day_id)) for line in lines if line.plan_day_id and not line.cancelled_on]
    return [("  " + " ".join(filter(None, told)), "$dim")] if any(told) else []
