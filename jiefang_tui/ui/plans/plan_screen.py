"""接访安排 (F6): 1 月历 2 规则 3 领导. Three facts stay three: 排班日, 到岗, 有访场次."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.services.plans import days, making, presence
from jiefang_tui.store.queries.plans.days import PlanLine, booked_on, next_planned, plan_lines, unentered
from jiefang_tui.store.queries.plans.leaders import FiveYears, five_years
from jiefang_tui.store.queries.plans.rules import RuleView, rules
from jiefang_tui.terms import PlanKind
from jiefang_tui.ui.plans import leader_table, notice_acts, plan_forms, roster_acts, seats_screen
from jiefang_tui.ui.plans.month_cells import choice_words, day_cell, day_words, line_words
from jiefang_tui.ui.toolkit.candidates import officer_options
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog, digit_bindings
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.month_grid import MonthGrid, weeks_of
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

TABS = ("月历", "规则", "领导")
MONTH, RULES, LEADERS = 1, 2, 3
OTHER = "other"
DIGITS = {
    "attend": "1", "no_visitor": "2", "take_back": "3", "change": "4", "succeed": "5", "add": "6", "seats": "7",
    "give_back": "8", "restore": "9", "plan": "0",
}  # fmt: skip
"""Of what can be done with a line: its digit, whatever else is possible that day."""
SWAPS = 10
"""Days that are offered for an exchange."""
LOOKS_BACK = 62
"""Days in which what is not entered is looked for."""


class PlanScreen(DeskScreen):
    """The plan of a month and its rules. `tab` is the page opened first."""

    NAME_CN = "接访安排"
    HELP_CN = (
        "每一天谁接访、后来怎样。排了班不等于到岗：到岗由人记下，或者当天接待了人就算；都没有的叫未登记。"
        "方向键走到哪一天，Enter 办那一天的事：记到岗、当日无来访、改时间地点、接替、参加单位。"
        "休息日、晚上也可以加一场。规则改了只影响以后没动过的日子，对调、代替过的留着。"
    )
    BOUND = frozenset(
        {
            "plan_day", "plan_rule", "plan_turn", "plan_seat", "visit", "reception_session", "appointment", "officer",
            "unit", "public_notice",
        }
    )  # fmt: skip
    AUTO_FOCUS = ""
    CSS_PATH = Path(__file__).with_name("plan.tcss")
    WRITES = frozenset({"swap", "stand_in", "add", "cancel", "lay", "publish"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,１", "tab(1)", "换页", key_display="1-3", tooltip="1 月历 2 规则 3 领导"),
        *digit_bindings("tab", len(TABS))[1:],
        Binding("ctrl+n", "swap", "对调", tooltip="这一天的领导和另一天的换"),
        Binding("ctrl+t", "stand_in", "代替", tooltip="这一天换一位领导来，原来是谁留着"),
        Binding("insert", "add", "加一场", tooltip="在这一天加一场，休息日、晚上也行；规则那一页是加一条规则"),
        Binding("delete", "cancel", "取消", tooltip="这一场不办了，写明原因；规则那一页是停用"),
        Binding(
            "ctrl+o", "publish", "公示", tooltip="打印本月、下月、全年的接访安排公示，领导接访公示栏；改过的写明变更"
        ),
        Binding("ctrl+b", "unentered", "未登记", tooltip="排了班、日子过了、没有人记过到岗的每一天"),
        Binding("ctrl+r", "lay", "往后排", tooltip="按规则把以后的日子排到下一年年底"),
    ]

    def __init__(self, tab: int = MONTH, stands_in: bool = False) -> None:
        """`stands_in`: opened for 代替 of today."""
        super().__init__()
        self._stands_in_today = stands_in
        self._tab = tab
        self._grid = MonthGrid(clock.today(), id="plan-month")
        self._grid.can_choose = not self.looks_only
        columns = [Column("哪些日子", 20), Column("领导", 0), Column("时间", 14), Column("起", 10), Column("止", 10)]
        self._list = RowList(
            columns, enter="改规则" if not self.looks_only else "", empty="还没有规则；Ins 定一条", id="plan-rules"
        )
        self._leaders = RowList(
            leader_table.columns(clock.today()), enter="名册", empty=leader_table.EMPTY, id="plan-leaders"
        )
        self._tab_line = Static("", id="tab-line", markup=False)
        self._sums = Static("", id="plan-sums", markup=False)
        self._lines: dict[date, list[PlanLine]] = {}
        self._rules: dict[int, RuleView] = {}
        self._years = FiveYears({}, ())
        self._asked = False
        self._month = (0, 0)
        """The month that was read."""

    def compose_body(self) -> ComposeResult:
        yield self._tab_line
        with Container(id="plan-body"):
            yield self._grid
            yield self._list
            yield self._leaders
        yield self._sums

    # -- what it shows

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._grid.day

    @property
    def lines(self) -> list[PlanLine]:
        """What stands on it."""
        return self._lines.get(self.day, [])

    def reload(self) -> None:
        today = clock.today()
        self._rules = {one.id: one for one in rules(today)}
        self._list.set_rows([_rule_row(one) for one in self._rules.values()])
        self._show_month()
        self._show_tab()
        planned = any(line.plan_day_id is not None for there in self._lines.values() for line in there)
        if self._stands_in_today and not self._asked:
            self.call_after_refresh(self._stand_in_today)
        elif not (self._asked or self._rules or planned or self.looks_only):
            self.call_after_refresh(self._ask_first)
        self._asked = True

    def _show_month(self) -> None:
        today = clock.today()
        self._month = (self.day.year, self.day.month)
        weeks = weeks_of(self.day)
        first, last = weeks[0][0], weeks[-1][-1]
        booked = booked_on(first, last)
        markets = {one.id for one in self._rules.values() if one.kind == PlanKind.MARKET_DAY}
        self._lines = {}
        for line in plan_lines(first, last):
            self._lines.setdefault(line.day, []).append(line)
        shown = {}
        for day in (day for week in weeks for day in week if day.month == self.day.month):
            lines = self._lines.get(day, [])
            waiting = sum(count for (on, _), count in booked.items() if on == day)
            shown[day] = day_cell(day, lines, waiting, any(line.rule_id in markets for line in lines), today)
        self._grid.set_cells(shown)
        self._show_lines()

    def _show_lines(self) -> None:
        month = self.day
        parts: list[str | tuple[str, str]] = []
        for number, name in enumerate(TABS, 1):
            style = "bold $cursor-text on $cursor" if number == self._tab else "$dim"
            parts.append((f" {number}{name} ", style))
        parts.append((f"  PgUp上月  {month.year}年{month.month}月  PgDn下月" if self._tab == MONTH else "", "$dim"))
        self._tab_line.update(Content.assemble(*parts))
        if self._tab == MONTH:
            units = seats_screen.standing(self.lines)
            self.stand(*day_words(self.day, self.lines), *units, right=notice_acts.standing(self.day))
        elif self._tab == RULES:
            self.stand((f"规则 {len(self._rules)}条", "bold"), "  改了只影响以后没动过的日子")
        else:
            self.stand((f"{clock.today().year}年领导接访", "bold"), "  做了几次/应有几次，只并排看，不亮灯不发牌")
        self._sums.update(cells.fit(self._foot(), max(20, self.size.width - 2)).rstrip())
        self.refresh_bindings()

    def _foot(self) -> str:
        """The month in figures, each counted from its lines; of a leader where the number wanted comes from."""
        today = clock.today()
        if self._tab == LEADERS:
            return leader_table.source_of(self.desk, self._years, self._leaders.cursor_key)
        if self._tab != MONTH:
            return ""
        lines = [
            line
            for day, there in self._lines.items()
            if day.month == self.day.month
            for line in there
            if line.cancelled_on is None
        ]
        planned = [line for line in lines if line.plan_day_id is not None]
        told = [
            ("排班", len(planned)),
            ("到岗", sum(line.was_there for line in planned)),
            ("有访场次", sum(line.came.batches > 0 for line in lines)),
            ("无来访", sum(line.had_no_visitor for line in lines)),
            ("未登记", sum(line.is_unentered(today) for line in lines)),
        ]
        return "  ".join(f"{label} {number}" for label, number in told)

    def _show_tab(self) -> None:
        self._grid.display = self._tab == MONTH
        self._list.display = self._tab == RULES
        self._leaders.display = self._tab == LEADERS
        if self._tab == LEADERS:
            self._years = five_years(clock.today())
            self._leaders.set_rows(leader_table.rows(self.desk, self._years, clock.today()))
        self._show_lines()
        {MONTH: self._grid, RULES: self._list, LEADERS: self._leaders}[self._tab].focus()

    def action_tab(self, number: int) -> None:
        self._tab = number
        self._show_tab()

    def on_month_grid_moved(self, event: MonthGrid.Moved) -> None:
        event.stop()
        if (self.day.year, self.day.month) != self._month:
            self._show_month()
        else:
            self._show_lines()

    def on_resize(self) -> None:
        self._show_lines()

    # -- the first rule

    def _ask_first(self) -> None:
        """An empty plan asks one question; not over a form opened meanwhile, into which a digit is on its way."""
        if self.app.screen is not self:
            self._asked = False
            return
        options = [(kind.value, kind.label) for kind in PlanKind]
        dialog = ChooseDialog("还没有接访安排，怎样排", options, "选一种，写上领导，一次排到年底；以后都能改。")
        self.ask(dialog, self._make)

    def _make(self, kind: str) -> None:
        """The form of a rule of that kind, or of a roster."""
        if kind == PlanKind.ROSTER:
            roster_acts.ask_roster(self, self.show_planned)
        else:
            self._do(plan_forms.rule_form(self.desk, PlanKind(kind)))

    def _do(self, form: FormDialog) -> None:
        """Ask a form and say what came of it; where this month has nothing of it, the month that has is shown."""

        def done(_: object) -> None:
            self.show_planned()
            self.say(str(form.came_of_it or "已保存"))

        self.ask(form, done)

    def show_planned(self) -> None:
        """Where nothing is planned in the month that is shown, go to the next day that is."""
        self._show_month()
        here = any(line.plan_day_id is not None for there in self._lines.values() for line in there)
        if not here and (day := next_planned(clock.today())) is not None:
            self._grid.move_to(day)

    # -- acts on the day

    def on_month_grid_chosen(self, event: MonthGrid.Chosen) -> None:
        """Enter: what can be done on that day, of one leader."""
        event.stop()
        self._with_line("办哪一场", self._offer)

    def _with_line(self, title: str, then: Any, *, standing: bool = False) -> None:
        """The line of the day; of several it is asked which."""
        lines = [line for line in self.lines if not (standing and (line.cancelled_on or line.plan_day_id is None))]
        if not lines:
            self._add()
        elif len(lines) == 1:
            then(lines[0])
        else:
            options = [(str(i), line_words(line)) for i, line in enumerate(lines)]
            self.ask(ChooseDialog(title, options), lambda chosen: then(lines[int(chosen)]))

    def _offer(self, line: PlanLine) -> None:
        if self.looks_only:
            return
        acts = self._acts_of(line)
        title = f"{line.day:%m-%d} {line.leader}"
        self.ask(ChooseDialog(title, acts, digits=DIGITS), lambda name: self._begin(name, line))

    def _acts_of(self, line: PlanLine) -> list[tuple[str, str]]:
        """What can be done with a line, in the order of its digits."""
        today = clock.today()
        if line.plan_day_id is None:
            return [("add", "再加一场"), ("plan", "补进安排")]
        if line.cancelled_on is not None:
            return [("add", "再加一场"), ("restore", "恢复这一场")]
        found = []
        if line.day <= today and line.attended_at is None:
            found.append(("attend", "到岗"))
        if line.day <= today and not line.came.batches and not line.had_no_visitor:
            found.append(("no_visitor", "当日无来访(值守)"))
        if line.attended_at is not None:
            found.append(("take_back", "撤到岗、无来访"))
        found += [("change", "改时间、地点"), ("succeed", "从这天起接替"), ("add", "再加一场"), ("seats", "参加单位")]
        if line.predecessor:
            found.append(("give_back", f"撤接替，还给{line.predecessor}"))
        return found

    def _begin(self, name: str, line: PlanLine) -> None:
        day_id = line.plan_day_id or 0
        if name == "attend":
            if self.done(presence.attend, self.desk, day_id):
                self.say(f"{line.leader} {line.day:%m-%d} 到岗")
        elif name == "restore":
            if self.done(days.restore_day, self.desk, day_id):
                self.say(f"{line.day:%m-%d} {line.leader} 已恢复")
        elif name == "no_visitor":
            self.ask(plan_forms.no_visitor_form(self.desk, line), lambda _: self.say("已记当日无来访，算值守"))
        elif name == "take_back":
            dialog = reason_dialog(
                "撤到岗、无来访",
                lambda reason: presence.take_back_presence(self.desk, day_id, reason),
                form_name="plan_take_back",
                row=day_id,
            )
            self.ask(dialog, lambda _: self.say("已撤"))
        elif name == "succeed":
            self._do(plan_forms.succession_form(self.desk, line.day, line.leader))
        elif name == "give_back":
            self._do(plan_forms.give_back_form(self.desk, line))
        elif name == "seats":
            self.app.go("plan_seats", plan_day_id=day_id)
        elif name == "add":
            self._add()
        else:
            self._do(plan_forms.day_form(self.desk, line.day, line))

    def done(self, fn: Any, *args: Any) -> bool:
        """Whether an act that returns nothing was done."""
        from jiefang_tui.services.desk.errors import Refused

        return not isinstance(self.attempt(fn, *args), Refused)

    def action_add(self) -> None:
        if self._tab == RULES:
            options = [(kind.value, kind.label) for kind in PlanKind]
            self.ask(ChooseDialog("加一条规则", options), self._make)
        else:
            self._add()

    def _add(self) -> None:
        if not self.looks_only:
            self._do(plan_forms.day_form(self.desk, self.day))

    def action_stand_in(self) -> None:
        self._with_line("代替哪一场", self._stand_in, standing=True)

    def _stand_in_today(self) -> None:
        if self.check_action("stand_in", ()):
            self.action_stand_in()
        else:
            self.warn("今天没有排班的领导；走到那一天按 ^T 代替，或者 Ins 加一场。")

    def _stand_in(self, line: PlanLine) -> None:
        names = _leaders([one for there in self._lines.values() for one in there], self._rules.values(), line)
        options = [*((name, name) for name in names), (OTHER, "其他人，写姓名和原因")]
        self.ask(ChooseDialog(f"{line.day:%m-%d} 代替{line.leader}", options), lambda name: self._stands_in(line, name))

    def _stands_in(self, line: PlanLine, name: str) -> None:
        if name == OTHER:
            self._do(plan_forms.stand_in_form(self.desk, line))
        elif self.done(days.stand_in, self.desk, line.plan_day_id, name):
            said = f"{line.day:%m-%d} 由{name}代替{line.leader}"
            self.say(plan_forms.and_where_else(said, line.plan_day_id or 0))

    def action_swap(self) -> None:
        self._with_line("对调哪一场", self._swap, standing=True)

    def _swap(self, line: PlanLine) -> None:
        today = clock.today()
        near = plan_lines(
            max(today, line.day - timedelta(days=31)), line.day + timedelta(days=62), with_cancelled=False
        )
        others = [
            one
            for one in near
            if one.plan_day_id and one.leader_id != line.leader_id and one.attended_at is None and one.day != line.day
        ]
        others.sort(key=lambda one: (abs(one.day - line.day), one.day))
        options = [(str(one.plan_day_id), choice_words(one)) for one in others]
        if not options:
            self.warn("前后没有可以对调的一天。")
            return
        self.ask(
            ChooseDialog(f"{line.day:%m-%d} {line.leader} 和哪一天对调", options[:SWAPS]),
            lambda other: self._swaps(line, int(other)),
        )

    def _swaps(self, line: PlanLine, other_id: int) -> None:
        if self.done(days.swap_days, self.desk, line.plan_day_id, other_id):
            self.say("已对调；再对调一次就还原")

    def action_cancel(self) -> None:
        if self._tab == RULES:
            one = self._rules.get(int(str(self._list.cursor_key or 0)))
            if one is not None:
                self._end_or_resume(one)
        else:
            self._with_line("取消哪一场", self._cancel, standing=True)

    def _cancel(self, line: PlanLine) -> None:
        dialog = reason_dialog(
            f"取消 {line.day:%m-%d} {line.leader} 这一场",
            lambda reason: days.cancel_day(self.desk, line.plan_day_id or 0, reason),
            form_name="plan_cancel",
            row=line.plan_day_id,
        )
        said = plan_forms.and_who_hears("已取消；Enter 可以恢复", line.plan_day_id or 0)
        self.ask(dialog, lambda _: self.say(said))

    def _end_or_resume(self, one: RuleView) -> None:
        if one.holds:
            self._do(plan_forms.end_rule_form(self.desk, one))
            return
        dialog = reason_dialog(
            "恢复这条规则",
            lambda reason: making.resume_rule(self.desk, one.id, reason),
            form_name="plan_rule_resume",
            row=one.id,
        )
        self.ask(dialog, lambda _: self.say("已恢复"))

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self._show_lines()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.row_list is self._leaders:
            self.app.go("roster", officer_id=int(str(event.key)))
            return
        one = self._rules.get(int(str(event.key)))
        if one is not None and one.kind == PlanKind.ROSTER:
            self.say("导入的接访表按表里的日子排；改哪一天，在月历里改；不要了按 Del 停用")
        elif one is not None and not one.holds:
            self.say("这条规则已经停用；按 Del 恢复，再改")
        elif one is not None and not self.looks_only:
            self._do(plan_forms.rule_form(self.desk, one.kind, one))

    def action_lay(self) -> None:
        """On to the end of this year; where that is laid, of the next one."""
        today = clock.today()
        holding = [one for one in self._rules.values() if one.holds]
        further = [one.laid_to for one in holding if one.ends_on is None or one.ends_on > one.laid_to]
        laid_to = min(further, default=today)
        end = making.year_end(laid_to if laid_to < making.year_end(laid_to) else laid_to + timedelta(days=1))
        laid = self.act(making.lay_further, self.desk, end)
        if laid:
            self.say(f"已排 {laid} 天，到 {end}。{plan_forms.guessed_in(self.desk, end.year)}")

    def action_publish(self) -> None:
        notice_acts.offer(self, self.day)

    def action_unentered(self) -> None:
        """未登记: every one of them; choosing one goes to its day and offers what can be entered."""
        today = clock.today()
        found = unentered(today - timedelta(days=LOOKS_BACK), today)
        if not found:
            self.say("没有未登记的：排了班的日子都有记录")
            return
        options = [(str(i), choice_words(one)) for i, one in enumerate(found)]
        self.ask(ChooseDialog(f"未登记 {len(found)}天", options), lambda chosen: self._go_to(found[int(chosen)]))

    def _go_to(self, line: PlanLine) -> None:
        self._grid.move_to(line.day)
        self._offer(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_month = self._tab == MONTH
        if action in self.WRITES and self.looks_only:
            return False
        if action in ("swap", "stand_in", "unentered") and not is_month:
            return False
        if action in ("add", "cancel") and self._tab == LEADERS:
            return False
        if action in ("swap", "stand_in", "cancel") and is_month:
            return any(line.plan_day_id is not None and line.cancelled_on is None for line in self.lines)
        if action == "cancel":
            return bool(self._rules)
        if action == "lay":
            return any(one.holds for one in self._rules.values())
        return super().check_action(action, parameters)


def _rule_row(one: RuleView) -> Row:
    is_roster = one.kind == PlanKind.ROSTER
    leaders = "表里的领导" if is_roster else "、".join(turn.words for turn in one.turns)
    end = one.ends_on or (one.laid_to if is_roster else None)
    cells = (one.when, leaders, one.hours, str(one.begins_on), str(end or "一直"))
    return Row(one.id, cells, tone="" if one.holds else "faint")


def _leaders(lines: list[PlanLine], made: Any, line: PlanLine) -> list[str]:
    """Who is offered to stand in: the planned one first, then those of the rules and of this month."""
    names = [line.planned_leader] if line.planned_leader else []
    names += [turn.name for one in made for turn in one.turns]
    names += [one.leader for one in lines]
    here = {name for name, _ in officer_options()}
    return [name for name in dict.fromkeys(names) if name in here and name != line.leader][:9]
