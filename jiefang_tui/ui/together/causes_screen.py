"""专案专班: the causes, and one with its team, measures and matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.lights import light, warns_from
from jiefang_tui.services.together import causes as acts
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.together import causes
from jiefang_tui.store.queries.together.causes import CauseMeasureView, CauseView
from jiefang_tui.ui.together.cause_forms import cause_form, close_form, measure_done_form, measure_form, member_form
from jiefang_tui.ui.together.list_screen import ListScreen
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.light_words import TONES
from jiefang_tui.ui.toolkit.picker import Picker
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class CausesScreen(ListScreen):
    """The causes, those at work first."""

    NAME_CN = "专案专班"
    HELP_CN = "几件有同一个原因的，成立一个专班一起办。Ins 新成立，Enter 打开；每一件的概况和督办页都写着它在哪个专案。"
    BOUND = frozenset({"cause", "cause_matter", "cause_measure", "matter", "officer"})
    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "成立专班", tooltip="名称、原因、牵头领导；事项在里面加"),
    ]
    COLUMNS = (
        Column("成立", 10), Column("专案", 0), Column("牵头", 8), Column("件", 4, right=True),
        Column("在办", 4, right=True), Column("措施未完", 8, right=True), Column("状态", 12),
    )  # fmt: skip
    EMPTY = "还没有专案，按 Ins 成立专班"
    STANDS = "在办的在上面"

    def page(self, offset: int, limit: int) -> list[Row]:
        return [] if offset else [self._row(one) for one in causes.causes()]

    def _row(self, one: CauseView) -> Row:
        stands = "已撤回" if one.withdrawn_on else f"{one.closed_on:%m-%d}了结" if one.closed_on else "在办"
        waiting = sum(not matter.is_over for matter in one.matters)
        texts = (str(one.opened_on), one.title, one.leader, str(len(one.matters)), str(waiting), str(one.open_measures))
        return Row(one.id, (*texts, stands), "" if one.goes_on else "dim")

    def opened(self, key: Any) -> None:
        self.app.go("cause", cause_id=key)

    def action_add(self) -> None:
        form = cause_form(self.desk, [])
        self.ask(form, lambda _: self.app.go("cause", cause_id=int(str(form.came_of_it))))


class CauseScreen(DeskScreen):
    """One cause."""

    NAME_CN = "专案"
    HELP_CN = (
        "一个专案：成员、措施、事项。Ins 加；光标在措施上 Enter 记完成，在事项上打开；Del 去掉光标所在的，写明原因；"
        "^O 改名称、原因、牵头领导；^R 了结或恢复；^B 整个撤回，撤回过的恢复。"
    )
    BOUND = CausesScreen.BOUND | {"cause_member"}
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"add", "take_out", "change", "end", "withdraw", "restore"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加", tooltip="成员、措施、事项"),
        Binding("delete", "take_out", "去掉", tooltip="光标所在的成员、措施、事项，写明原因"),
        Binding("ctrl+o", "change", "改", tooltip="名称、原因、牵头领导"),
        Binding("ctrl+r", "end", "了结", tooltip="专班做成了什么；了结了的再按是恢复"),
        Binding("ctrl+b", "withdraw", "撤回", tooltip="登错了，整个撤回，写明原因"),
        Binding("ctrl+b", "restore", "恢复", tooltip="撤错了，写明原因恢复，成员、措施、事项都还在"),
    ]

    def __init__(self, cause_id: int = 0) -> None:
        super().__init__()
        found = [cause_id] if cause_id else [one.id for one in causes.causes()]
        self.cause_id = found[0] if found else 0
        self._view: CauseView | None = None
        columns = [Column("", 8), Column("谁", 10), Column("内容", 0), Column("状态", 16)]
        self._list = RowList(columns, enter="打开", empty="还没有成员、措施、事项，按 Ins 加")

    @property
    def about(self) -> tuple[str, int]:
        return ("cause", self.cause_id)

    @property
    def view(self) -> CauseView:
        """As last read."""
        assert self._view is not None
        return self._view

    @property
    def _key(self) -> tuple[str, int, int]:
        """What the cursor stands on: its kind, its id, the line of it."""
        key: Any = self._list.cursor_key
        return key or ("", 0, 0)

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        if not self.cause_id:
            self.stand("还没有专案")
            return
        self._view = one = causes.cause(self.cause_id)
        self.set_heading(f"专案 {one.title}")
        led = (f"{one.leader}牵头", "bold")
        if one.withdrawn_on is not None:
            self.stand(f"已撤回：{one.withdraw_reason}", right=("" if self.looks_only else "^B恢复",))
        elif one.closed_on is not None:
            self.stand(led, f"  {one.closed_on}了结：{one.result}")
        else:
            self.stand(led, f"  {one.cause}".rstrip(), right=(f"{len(one.matters)}件",))
        self._show()

    def on_resize(self) -> None:
        if self._view is not None:
            self._show()

    def _show(self) -> None:
        one, masks = self.view, self.desk.masks_names
        rows = self._group("成员", "member", [(each.id, each.name, each.duty, "", "") for each in one.members])
        rows += self._group("措施", "measure", [self._measure(each) for each in one.measures])
        matters = [
            (
                each.matter_id,
                shown_name(each.name, masks),
                shown_title(each.title, masks),
                each.state.label,
                "dim" if each.is_over else "",
            )
            for each in one.matters
        ]
        self._list.set_rows(rows + self._group("事项", "matter", matters))
        self.refresh_bindings()

    def _group(self, label: str, kind: str, lines: list[tuple[int, str, str, str, str]]) -> list[Row]:
        room = max(20, (self.size.width or self.app.size.width) - 40)
        enter = {"member": "", "measure": "完成", "matter": "打开事项"}[kind]
        rows = []
        for place, (number, who, text, stands, tone) in enumerate(lines):
            for at, part in enumerate(cells.fold(text, room) or [""]):
                first = at == 0
                shown = (label if first and not place else "", who if first else "", part, stands if first else "")
                dim = tone if tone == "dim" else ""
                tones = {0: "dim"} if dim else {0: "dim", 3: tone}
                rows.append(Row((kind, number, at), shown, dim, tones, enter))
        return rows

    def _measure(self, one: CauseMeasureView) -> tuple[int, str, str, str, str]:
        if one.dropped_on is not None:
            return one.id, one.owner, f"{one.text}  {one.drop_reason}", f"{one.dropped_on:%m-%d}不做了", "dim"
        if one.done_on is not None:
            return one.id, one.owner, f"{one.text}  {one.result}", f"{one.done_on:%m-%d}完成", "dim"
        if one.due_on is None:
            return one.id, one.owner, one.text, "没有定日期", ""
        reference, today = self.desk.reference, clock.today()
        last = calendar_of(reference).last_in_time(one.due_on)
        now = light(warns_from(self.view.opened_on, one.due_on, reference.policy.yellow_days), last, today)
        return one.id, one.owner, one.text, f"待办 {days_left_words((last - today).days)}", TONES.get(now, "")

    # -- acts

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self.refresh_bindings()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        kind, number, _ = self._key
        if kind == "matter":
            self.app.go("matter", matter_id=number)
        elif kind == "measure" and not self.looks_only:
            self._finish(next(one for one in self.view.measures if one.id == number))

    def _finish(self, one: CauseMeasureView) -> None:
        if one.dropped_on is not None:
            self.say(f"{one.dropped_on}不做了：{one.drop_reason}")
        elif one.done_on is None:
            self.ask(measure_done_form(self.desk, one), lambda _: self.say("已记完成"))
        else:
            self._ask_reason("撤「完成」", "measure_undone", one.id, acts.unfinish_measure)

    def _ask_reason(self, title: str, name: str, number: int, act: Callable[..., object], *more: int) -> None:
        """Ask why. `name`: what is undone, under which with the number a half typed reason is kept."""
        dialog = reason_dialog(
            title,
            lambda reason: act(self.desk, *more, number, reason),
            form_name="cause_reason",
            row=f"{name}:{number}",
        )
        self.ask(dialog, lambda _: self.say(str(dialog.came_of_it or "已记下")))

    def action_add(self) -> None:
        options = [("member", "成员"), ("measure", "措施"), ("matter", "事项")]
        self.ask(ChooseDialog("加什么", options), self._add)

    def _add(self, what: str) -> None:
        if what == "matter":
            self.ask(Picker(self.desk, "加哪一件", "matter", 0), lambda found: self._put(found.id))
        else:
            form = (member_form if what == "member" else measure_form)(self.desk, self.cause_id)
            self.ask(form, lambda _: self.say("已记下"))

    def _put(self, matter_id: int) -> None:
        self.act(acts.add_matter, self.desk, self.cause_id, matter_id)

    def action_take_out(self) -> None:
        kind, number, _ = self._key
        if kind == "member":
            self._ask_reason("退出专班", "member_out", number, acts.remove_member)
        elif kind == "measure":
            self._ask_reason("这条措施不做了", "measure_drop", number, acts.drop_measure)
        else:
            self._ask_reason("从专案去掉", "matter_out", number, acts.take_out_matter, self.cause_id)

    def action_change(self) -> None:
        self.ask(cause_form(self.desk, [], now=self.view), lambda _: self.say("已改"))

    def action_end(self) -> None:
        if self.view.closed_on is not None:
            self._ask_reason("恢复这个专案", "reopen", self.cause_id, acts.reopen)
            return
        self.ask(close_form(self.desk, self.view), lambda _: self.say("已了结；再按 ^R 恢复"))

    def action_withdraw(self) -> None:
        self._ask_reason("撤回这个专案", "withdraw", self.cause_id, acts.withdraw)

    def action_restore(self) -> None:
        self._ask_reason("恢复这个撤回的专案", "restore", self.cause_id, acts.restore)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in self.WRITES:
            if self._view is None or (self._view.withdrawn_on is not None) is not (action == "restore"):
                return False
            if action == "take_out" and not self._key[0]:
                return False
        return super().check_action(action, parameters)
