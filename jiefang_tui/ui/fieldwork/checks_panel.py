"""F8 3 排查: the villages of a span, each with the disputes it found; 0 is one key."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.fieldwork.check_spans import neighbour, report_spans, span_of, span_words
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.fieldwork import check_papers, checks
from jiefang_tui.store.queries.fieldwork.checks import DisputeLine, VillageLine, village_lines
from jiefang_tui.store.queries.office.villages import own_villages
from jiefang_tui.terms import DisputeState
from jiefang_tui.ui.fieldwork import check_forms
from jiefang_tui.ui.fieldwork.cell_list import CellList, GroupRow
from jiefang_tui.ui.fieldwork.panel import FieldPanel
from jiefang_tui.ui.fieldwork.quick_form import QuickForm
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, TextDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.printing import open_printed
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

COLUMNS = (
    Column("类别", 8),
    Column("纠纷", 0),
    Column("户", 3, right=True),
    Column("程度", 4),
    Column("谁调处", 10),
    Column("进展", 8),
    Column("事项", 12),
)
VILLAGE, DISPUTE, OTHER = "village", "dispute", "other"


def _acts_of(line: DisputeLine) -> list[tuple[str, str]]:
    """What can be done with a dispute as it stands, in a fixed order."""
    linked = line.matter_id is not None
    found = [("open", f"打开 {line.register_no}")] if linked else []
    if line.withdrawn_on is not None:
        return [("withdraw", "恢复"), *found]
    unlink = [("unlink", "不连着事项了")] if linked else []
    acts = [("state", "进展到哪一步"), *(found or ([] if line.register_no else [("matter", "转为事项")]))]
    return [*acts, ("correct", "改这一件"), ("withdraw", "撤回(登错了)"), *unlink]


def _acts_of_village(line: VillageLine) -> list[tuple[str, str]]:
    """What can be reported of a village as it stands."""
    none = [] if line.has_reported else [("none", "零报告")]
    return [*none, ("add", "报一件"), *([("take_back", "撤回零报告")] if line.found_none else [])]


class ChecksPanel(FieldPanel):
    """A row a village and its disputes below it; the form writes the next one of the village under the cursor."""

    WRITES = frozenset({"none", "add", "save", "matter", "withdraw", "other"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0,０", "none", "零报告", key_display="0", tooltip="这个村这一期没有纠纷，一个键"),
        Binding("left", "span(-1)", "换期", key_display="左右", tooltip="前一期、后一期"),
        Binding("right", "span(1)", "下一期", show=False),
        Binding("insert", "add", "报一件", tooltip="光标所在的村报一件纠纷；类别、程度、进展按数字"),
        Binding("ctrl+s", "save", "存这一件", tooltip="存下这一件，接着报下一件"),
        Binding("ctrl+n", "matter", "转为事项", tooltip="没有化解的登记成信访事项"),
        Binding("ctrl+o", "only", "只看没报的", tooltip="只看这一期还没有报的村，再按看全部"),
        Binding("ctrl+b", "paper", "情况表", tooltip="打印矛盾纠纷排查情况表：这一期、本月、本季、半年、全年"),
        Binding("delete", "withdraw", "撤回", tooltip="登错了，写明原因撤回；撤回过的恢复"),
        Binding("ctrl+r", "other", "别的村", tooltip="报一个不在表里的村、居"),
    ]

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen, id="field-checks")
        self.list = CellList(
            COLUMNS, enter="办理" if not screen.looks_only else "打开", empty="没有村。^R 报一个村", id="check-list"
        )
        self.form = QuickForm(check_forms.specs(), id="dispute-form")
        self.form.display = False
        self._span = span_of(clock.today(), checks.check_span())
        self._villages: dict[str, VillageLine] = {}
        self._disputes: dict[int, DisputeLine] = {}
        self._only_missing = False
        self._village = ""
        """Of which the form writes."""

    def compose(self) -> ComposeResult:
        yield self.list
        yield self.form

    # -- what it shows

    def reload(self) -> None:
        names = own_villages(self.desk.reference, self.desk.area_code)
        found = village_lines(*self._span, names)
        self._villages = {one.village: one for one in found}
        self._disputes = {each.id: each for one in found for each in one.disputes}
        rows: list[Row] = []
        for one in found:
            if self._only_missing and one.has_reported:
                continue
            rows.append(_village_row(one))
            rows += [_dispute_row(each, one) for each in one.disputes]
        self.list.set_rows(rows)
        self._show_lines()

    def _show_lines(self) -> None:
        reported = sum(one.has_reported for one in self._villages.values())
        none = sum(one.found_none for one in self._villages.values())
        number = sum(one.of_span for one in self._villages.values())
        still = sum(one.is_open for one in self._disputes.values())
        only = "  只看没报的 ^O" if self._only_missing else ""
        self.desk_screen.stand(
            (f"{span_words(*self._span)} 排查 {number}件", "bold"),
            f"  已报 {reported}/{len(self._villages)} 村  零报告 {none}",
            (only, "$now"),
            right=[f"没化解 {still}件"],
        )
        if self.form.display:
            self.desk_screen.stand((f"{self._village} 报一件", "bold"), "  ^S 存下接着报，Esc 完了")

    def take_focus(self) -> None:
        self.list.focus()

    @property
    def village(self) -> str:
        """The one under the cursor, or of the dispute there."""
        kind, value = self._at
        if kind == VILLAGE:
            return str(value)
        one = self._disputes.get(int(value)) if kind == DISPUTE else None
        return one.village if one else ""

    @property
    def dispute(self) -> DisputeLine | None:
        """The one under the cursor."""
        kind, value = self._at
        return self._disputes.get(int(value)) if kind == DISPUTE else None

    @property
    def _at(self) -> tuple[str, Any]:
        key = self.list.cursor_key
        return (str(key[0]), key[1]) if isinstance(key, tuple) else ("", "")

    def action_span(self, by: int) -> None:
        self._span = neighbour(self._span[0], checks.check_span(), by)
        self.reload()

    def action_only(self) -> None:
        self._only_missing = not self._only_missing
        self.reload()

    # -- reporting

    def action_none(self) -> None:
        """零报告 of the village under the cursor; then the next village."""
        village = self.village
        if not village:
            return
        if self.desk_screen.act(checks.report_none, self.desk, village, *self._span) is not None:
            self.desk_screen.say(f"{village} 零报告；Del 撤回")
            self.list.action_move(1)

    def action_add(self) -> None:
        if self.village:
            self._begin_form(self.village)

    def action_other(self) -> None:
        dialog = TextDialog("报哪个村、居", "名称", form_name="check_other")
        dialog.about = OF_THE_DESK
        self.desk_screen.ask(dialog, lambda filled: self._begin_form(filled["text"]))

    def _begin_form(self, village: str) -> None:
        self._village = village
        self.form.display = True
        self.form.worth = ("about", "households", "handler")
        told = self.form.take_draft(self.desk, f"desk:0:dispute_add:{village}", f"{village} 报一件")
        self.form.focus_field("kind")
        self._show_lines()
        if told:
            self.desk_screen.say("上次没写完的已填上，没有保存过；^N 重新写")
        self.desk_screen.refresh_bindings()

    def keep(self) -> str:
        return self.form.keep_draft() if self.form.display else ""

    def leave(self) -> bool:
        if not self.form.display:
            return False
        self.form.keep_draft()
        self.form.clear()
        self.form.display = False
        self.list.focus()
        self._show_lines()
        return True

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        if not self.form.check():
            return
        given = check_forms.dispute_of(self.form.raw(), self.form.values())
        made = self.desk_screen.attempt(checks.add, self.desk, self._village, *self._span, given)
        if isinstance(made, Asks):
            self.app.ask_first(made, self.action_save)
            return
        if isinstance(made, Refused):
            if made.field in self.form.names:
                self.form.set_wrong(made.field, str(made))
            return
        self.form.clear()
        self.form.saved()
        self.form.keep_draft()
        self.list.move_to((DISPUTE, made))
        self.form.focus_field("kind")
        told = f"{given.kind.label}，{given.level.label}，{given.state.label}"
        self.desk_screen.say(f"{self._village} 已报一件：{told}；接着报，Esc 完了")

    # -- acts

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        line = self.dispute
        if self.looks_only:
            if line is not None and line.matter_id is not None:
                self.app.go("matter", matter_id=line.matter_id)
            else:
                self.desk_screen.warn(self.desk.read_only_because)
            return
        if line is None:
            if self.village:
                acts = _acts_of_village(self._villages[self.village])
                self.desk_screen.ask(ChooseDialog(self.village, acts), self._of_village)
            return
        text = f"撤回了：{line.withdraw_reason}" if line.withdrawn_on else line.about
        dialog = ChooseDialog(f"{line.village} {line.kind.label}", _acts_of(line), text)
        self.desk_screen.ask(dialog, lambda name: self._begin(name, line))

    def _of_village(self, name: str) -> None:
        if name == "none":
            self.action_none()
        elif name == "add":
            self.action_add()
        else:
            self.action_withdraw()

    def _begin(self, name: str, line: DisputeLine) -> None:
        if name == "state":
            options = DisputeState.labels()
            self.desk_screen.ask(
                ChooseDialog("进展到哪一步", options, selected=line.state.value), lambda v: self._state(line, v)
            )
        elif name == "matter":
            self._to_matter(line)
        elif name == "correct":
            self.ask_form(check_forms.correct_form(self.desk, line))
        elif name == "withdraw":
            self._take_back(line)
        elif name == "open":
            self.app.go("matter", matter_id=line.matter_id)
        else:
            self._unlink(line)

    def _state(self, line: DisputeLine, value: str) -> None:
        if self.done(checks.set_state, self.desk, line.id, DisputeState(value)):
            self.desk_screen.say(f"已记{DisputeState(value).label}")

    def _unlink(self, line: DisputeLine) -> None:
        dialog = reason_dialog(
            "这一件不连着事项了",
            lambda reason: checks.unlink(self.desk, line.id, reason),
            form_name="dispute_unlink",
            row=line.id,
        )
        self.desk_screen.ask(dialog, lambda _: self.desk_screen.say(f"已取消；{line.register_no}登错了的，在那里作废"))

    def action_matter(self) -> None:
        if (line := self.dispute) is not None:
            self._to_matter(line)

    def _to_matter(self, line: DisputeLine) -> None:
        if line.register_no or line.withdrawn_on is not None:
            why = f"已经转为 {line.register_no}" if line.register_no else "已经撤回，先恢复"
            self.desk_screen.warn(f"这一件{why}。")
        else:
            self.ask_form(check_forms.matter_form(self.desk, line))

    def action_withdraw(self) -> None:
        if (line := self.dispute) is not None:
            self._take_back(line)
        elif (village := self._villages.get(self.village)) is not None and village.check_id is not None:
            check_id = village.check_id
            dialog = reason_dialog(
                f"撤回 {village.village} 的零报告",
                lambda reason: checks.take_back_none(self.desk, check_id, reason),
                form_name="check_withdraw",
                row=check_id,
            )
            self.desk_screen.ask(dialog, lambda _: self.desk_screen.say("已撤回，算没报"))

    def _take_back(self, line: DisputeLine) -> None:
        if line.withdrawn_on is not None:
            if self.done(checks.restore, self.desk, line.id):
                self.desk_screen.say("已恢复")
            return
        dialog = reason_dialog(
            f"撤回 {line.village} {line.kind.label}",
            lambda reason: checks.withdraw(self.desk, line.id, reason),
            form_name="dispute_withdraw",
            row=line.id,
        )
        self.desk_screen.ask(dialog, lambda _: self.desk_screen.say("已撤回，不再计数；Del 可以恢复"))

    def action_paper(self) -> None:
        """The table of this span, or of the month, quarter, half-year and year around it."""
        spans = {"这一期": self._span, **report_spans(self._span[0])}
        options = [(name, f"{name}：{span_words(*span)}") for name, span in spans.items()]
        villages = own_villages(self.desk.reference, self.desk.area_code)

        def chosen(name: str) -> None:
            open_printed(
                self.desk_screen, self.desk_screen.act(check_papers.write_table, self.desk, *spans[name], villages)
            )

        self.desk_screen.ask(ChooseDialog(check_papers.TABLE, options), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = bool(self.form.display and self.form.focused_name)
        if action == "save":
            return typing and not self.looks_only
        if typing and action != "paper":
            return False
        kind = self._at[0]
        if action in ("none", "add") and not self.village:
            return False
        if action == "none":
            return kind == VILLAGE and not self._villages[self.village].has_reported and not self.looks_only
        if action == "matter":
            return kind == DISPUTE and not self.looks_only
        if action == "withdraw":
            none = kind == VILLAGE and self._villages[self.village].found_none
            return (kind == DISPUTE or none) and not self.looks_only
        return super().check_action(action, parameters)


def _village_row(one: VillageLine) -> Row:
    said = "没报"
    if one.found_none:
        said = f"零报告  {one.reported_on:%m-%d}"
    elif one.of_span:
        settled = sum(
            each.state is DisputeState.SETTLED and each.withdrawn_on is None and each.first_day == one.first_day
            for each in one.disputes
        )
        said = f"{one.of_span}件  已化解 {settled}"
    before = sum(each.first_day < one.first_day for each in one.disputes)
    return GroupRow((VILLAGE, one.village), (one.village, said + (f"  以前没化解 {before}件" if before else "")))


def _dispute_row(one: DisputeLine, village: VillageLine) -> Row:
    is_old = one.first_day < village.first_day
    about = f"{one.first_day:%m-%d}起 {one.about}" if is_old else one.about
    cells = (
        one.kind.label,
        about,
        str(one.households or ""),
        one.level.label,
        one.handler,
        "已撤回" if one.withdrawn_on else one.state.label,
        one.register_no[-12:],
    )
    tone = "faint" if one.withdrawn_on else "dim" if one.state is DisputeState.SETTLED or is_old else ""
    return Row((DISPUTE, one.id), cells, tone, {5: "yellow"} if one.is_open else {})
