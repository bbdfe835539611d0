"""The six boxes opened: a list of members, measures or entries with Insert, Enter, Delete and digits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.duties import BoxKey
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.store.queries.responsibility.sheets import MeasureView, MemberView, SheetView
from jiefang_tui.terms import DutyKind
from jiefang_tui.ui.responsibility.box_forms import (
    add_entry,
    add_measure,
    add_member,
    finish_measure,
    measure_specs,
    set_due,
)
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.dialogs import Dialog, TextDialog, digit_bindings
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class BoxDialog(Dialog[bool]):
    """A box with its list; it stays open until Esc, each act is shown at once."""

    CSS_PATH = Path(__file__).with_name("boxes.tcss")
    COLUMNS: ClassVar[list[Column]] = []
    EMPTY: ClassVar[str] = ""

    def __init__(self, desk: Desk, matter_id: int, title: str) -> None:
        super().__init__(title)
        self._desk = desk
        self._matter_id = matter_id
        self._list = RowList(self.COLUMNS, enter="", empty=self.EMPTY)

    @property
    def sheet(self) -> SheetView:
        """The sheet as it is now."""
        found = sheets.sheet(self._matter_id, clock.today(), calendar_of(self._desk.reference))
        assert found is not None
        return found

    def compose_body(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self.show()
        self._list.focus()

    def show(self) -> None:
        """Read the list again."""

    def set_title(self, text: str) -> None:
        """Change what stands at the top."""
        self.query_one("#dialog-title", Static).update(text)

    def ask(self, dialog: Dialog[Any]) -> None:
        """Open a dialog; when it has done its act, show the list as it is then."""

        def done(value: object) -> None:
            if value is not None:
                self.warn("")
                self.show()

        self.app.push_screen(dialog, done)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do one act; a refusal is said on the last line."""
        self.warn("")
        try:
            with storing():
                act()
        except Refused as refused:
            self.warn(str(refused))
        finally:
            self.app.publish_changes()
        self.show()


class TeamDialog(BoxDialog):
    """工作专班: members with what they do; a digit names the head."""

    NAME_CN = "工作专班"
    HELP_CN = "专班的组长、成员和分工。数字把这一位定为组长；撤下成员要写原因，办理过程里留有记录。"
    COLUMNS = [Column("", 1), Column("姓名", 10), Column("职务 单位", 24), Column("分工", 0)]
    EMPTY = "还没有成员，按 Ins 增加"
    WRITES = frozenset({"add", "change", "take_back", "owner", "head"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加成员", tooltip="没记过的人，职务单位问一次"),
        Binding("enter", "change", "改分工"),
        Binding("delete", "take_back", "撤下", tooltip="撤下光标所在的成员，要写原因"),
        Binding("ctrl+o", "owner", "换包案领导", tooltip="谁接访谁包案，换人要写原因"),
        Binding("1,１", "head(1)", "定组长", key_display="1-9", tooltip="把这个序号的成员定为组长"),
        *digit_bindings("head")[1:],
    ]

    def __init__(self, desk: Desk, matter_id: int) -> None:
        super().__init__(desk, matter_id, "工作专班")
        self._members: tuple[MemberView, ...] = ()

    def show(self) -> None:
        self._members = self.sheet.members
        self._list.set_rows(
            [
                Row(
                    one.id,
                    (
                        str(number) if number < 10 else "",
                        ("组长 " if one.is_head else "") + one.name,
                        " ".join(part for part in (one.post, one.unit) if part),
                        one.duty,
                    ),
                    "bold" if one.is_head else "",
                )
                for number, one in enumerate(self._members, 1)
            ]
        )

    @property
    def _row_under_cursor(self) -> MemberView | None:
        return next((one for one in self._members if one.id == self._list.cursor_key), None)

    def action_add(self) -> None:
        self.ask(add_member(self._desk, self._matter_id))

    def action_change(self) -> None:
        one = self._row_under_cursor
        if one is None:
            self.action_add()
            return

        def change(duty: str) -> None:
            six_boxes.add_member(self._desk, self._matter_id, one.name, duty, one.post)

        self.ask(
            TextDialog(
                f"{one.name}的分工",
                "分工",
                text=one.duty,
                act=lambda f: change(f["text"]),
                form_name="change_member",
                row=one.id,
            )
        )

    def action_head(self, number: int) -> None:
        if number <= len(self._members):
            one = self._members[number - 1]
            if not one.is_head:
                self.attempt(lambda: six_boxes.set_head(self._desk, self._matter_id, one.id))

    def action_take_back(self) -> None:
        one = self._row_under_cursor
        if one is not None:
            remove = six_boxes.remove_member
            self.ask(
                reason_dialog(
                    f"撤下{one.name}",
                    lambda reason: remove(self._desk, self._matter_id, one.id, reason),
                    form_name="remove_member",
                    row=one.id,
                )
            )

    def action_owner(self) -> None:
        specs = [
            officer_field("leader", "包案领导", required=True),
            FieldSpec("reason", "原因", required=True, width=0),
        ]
        self.ask(
            OfficerDialog(
                "换包案领导",
                specs,
                "leader",
                lambda v: six_boxes.change_owner(
                    self._desk, self._matter_id, v["leader"], v["reason"] or "", v["post"], v["unit"]
                ),
                note=f"现在由{self.sheet.leader}包案。谁接访谁包案，换人要写原因。",
                form_name="change_owner",
            )
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back" and not self._members:
            return False
        return super().check_action(action, parameters)


class MeasuresDialog(BoxDialog):
    """化解措施: steps with owner and day; a digit says that one is done."""

    NAME_CN = "化解措施"
    HELP_CN = "逐条的措施、责任人、完成时间。数字表示那一条完成了（再按一次可改回）；改期和撤下都要写原因。"
    COLUMNS = [Column("", 1), Column("状态", 8), Column("时间", 10), Column("责任人", 8), Column("措施", 0)]
    EMPTY = "还没有措施，按 Ins 增加"
    WRITES = frozenset({"add", "change", "take_back", "done"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加措施"),
        Binding("enter", "change", "修改"),
        Binding("delete", "take_back", "撤下", tooltip="撤下光标所在的措施，要写原因"),
        Binding("1,１", "done(1)", "完成", key_display="1-9", tooltip="这一条完成了，写结果；已完成的改回未完成"),
        *digit_bindings("done")[1:],
    ]

    def __init__(self, desk: Desk, matter_id: int) -> None:
        super().__init__(desk, matter_id, "化解措施")
        self._measures: tuple[MeasureView, ...] = ()

    def show(self) -> None:
        today = clock.today()
        self._measures = self.sheet.measures
        self._list.set_rows([self._row(number, one, today) for number, one in enumerate(self._measures, 1)])

    def _row(self, number: int, one: MeasureView, today: date) -> Row:
        days = one.days_left(today)
        state = "完成" if one.done_on else days_left_words(days) if days is not None else "待办"
        tone = "red" if days is not None and days < 0 else ""
        day = one.done_on or one.last_on
        text = f"{one.text} ({one.result})" if one.result else one.text
        shown = (str(number) if number < 10 else "", state, str(day) if day else "未定", one.owner or "未定", text)
        missing = {column: "yellow" for column, value in ((2, day), (3, one.owner)) if not value}
        return Row(one.id, shown, "dim" if one.done_on else "", {1: tone, **missing} if tone else missing)

    @property
    def _row_under_cursor(self) -> MeasureView | None:
        return next((one for one in self._measures if one.id == self._list.cursor_key), None)

    def action_add(self) -> None:
        self.ask(add_measure(self._desk, self._matter_id))

    def action_change(self) -> None:
        one = self._row_under_cursor
        if one is None:
            self.action_add()
            return
        self.ask(
            OfficerDialog(
                f"修改措施{one.ordinal}",
                measure_specs(with_reason=one.due_on is not None),
                "owner",
                lambda v: six_boxes.change_measure(
                    self._desk,
                    one.id,
                    v["text"] or "",
                    v["owner"],
                    v["due_on"],
                    v.get("reason") or "",
                    v["post"],
                    v["unit"],
                    version=one.version,
                ),
                {"text": one.text, "owner": one.owner, "due_on": one.due_on},
                form_name="change_measure",
                row=one.id,
            )
        )

    def action_done(self, number: int) -> None:
        if number > len(self._measures):
            return
        one = self._measures[number - 1]
        if one.done_on is not None:
            reopen = six_boxes.reopen_measure
            self.ask(
                reason_dialog(
                    f"措施{one.ordinal}改回未完成",
                    lambda reason: reopen(self._desk, one.id, reason),
                    form_name="reopen_measure",
                    row=one.id,
                )
            )
            return
        self.ask(finish_measure(self._desk, one))

    def action_take_back(self) -> None:
        one = self._row_under_cursor
        if one is not None:
            drop = six_boxes.drop_measure
            self.ask(
                reason_dialog(
                    f"撤下措施{one.ordinal}",
                    lambda reason: drop(self._desk, one.id, reason),
                    form_name="drop_measure",
                    row=one.id,
                )
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("take_back", "done") and not self._measures:
            return False
        return super().check_action(action, parameters)


class DutyDialog(BoxDialog):
    """One of 三包: who answers, what is required, what was really done."""

    NAME_CN = "三包"
    HELP_CN = "记的是真正做过的事：见了谁、说了什么、解决了什么。写下的不改不删，写错了再记一条说明。"
    COLUMNS = [Column("日期", 10), Column("做了什么", 0), Column("经办", 8)]
    EMPTY = "还没有记录，按 Ins 记进展"
    WRITES = frozenset({"add", "change", "fulfil"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "记进展"),
        Binding("enter", "change", "责任人和要求"),
        Binding("1,１", "fulfil", "已落实", tooltip="标为已落实；已落实的改回进行中"),
    ]

    def __init__(self, desk: Desk, matter_id: int, key: BoxKey) -> None:
        self._kind = DutyKind(key.value)
        super().__init__(desk, matter_id, f"包{self._kind.label}")
        self._seen: list[sheets.DutyEntryView] = []

    def show(self) -> None:
        duty = self.sheet.duty(self._kind)
        every = f"  每 {duty.every_days} 天一次" if duty.every_days else ""
        state = f"  {duty.fulfilled_on} 已落实" if duty.fulfilled_on else ""
        officer = f"责任人 {duty.officer or '未定'}{every}{state}"
        self.set_title(f"包{self._kind.label}  {officer}" + (f"\n要求 {duty.requirement}" if duty.requirement else ""))
        self._seen = sheets.duty_entries(self._matter_id, self._kind)
        self._list.set_rows(self._rows(self._seen), more=len(self._seen) == sheets.PAGE)

    def _rows(self, entries: list[sheets.DutyEntryView]) -> list[Row]:
        rows = []
        room = max(20, (self._list.size.width or 72) - 22)
        today = clock.today()
        for one in entries:
            for number, text in enumerate(cells.fold(one.text, room)):
                first = number == 0
                day = short_day(one.on_day, today) if first else ""
                rows.append(Row((one.id, number), (day, text, one.officer if first else "")))
        return rows

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        last = self._seen[-1]
        page = sheets.duty_entries(self._matter_id, self._kind, (last.on_day, last.id))
        self._seen += page
        self._list.add_rows(self._rows(page), more=len(page) == sheets.PAGE)

    def action_add(self) -> None:
        self.ask(add_entry(self._desk, self.sheet, self._kind))

    def action_change(self) -> None:
        duty = self.sheet.duty(self._kind)
        specs = [
            officer_field("officer", "责任人", required=True),
            FieldSpec("requirement", "要求", width=0),
            FieldSpec(
                "every_days",
                "几天一次",
                parse=_rhythm,
                width=8,
                hint="一般空着，只在真需要时定",
                words_to="requirement",
            ),
        ]
        self.ask(
            OfficerDialog(
                f"包{self._kind.label}",
                specs,
                "officer",
                lambda v: six_boxes.assign_duty(
                    self._desk,
                    self._matter_id,
                    self._kind,
                    v["officer"],
                    v["requirement"] or "",
                    v["every_days"],
                    v["post"],
                    v["unit"],
                ),
                {"officer": duty.officer, "requirement": duty.requirement, "every_days": duty.every_days},
                form_name="assign_duty",
                row=self._kind.value,
            )
        )

    def action_fulfil(self) -> None:
        day = None if self.sheet.duty(self._kind).fulfilled_on else clock.today()
        self.attempt(lambda: six_boxes.set_fulfilled(self._desk, self._matter_id, self._kind, day))


def _rhythm(text: str) -> Parsed[int]:
    parsed = parse_count(text, "天数", 365)
    return Parsed(None, error="天数至少是 1。") if parsed.value == 0 else parsed


def box_dialog(desk: Desk, sheet: SheetView, key: BoxKey, legal_due: date | None) -> Dialog[Any]:
    """What Enter on a box opens."""
    if key is BoxKey.TASK_FORCE:
        return TeamDialog(desk, sheet.matter_id)
    if key is BoxKey.MEASURES:
        return MeasuresDialog(desk, sheet.matter_id)
    if key is BoxKey.RESOLVE_DUE:
        return set_due(desk, sheet, legal_due)
    return DutyDialog(desk, sheet.matter_id, key)


def adding_dialog(desk: Desk, sheet: SheetView, key: BoxKey, legal_due: date | None) -> Dialog[Any]:
    """What Insert on a box opens."""
    if key is BoxKey.TASK_FORCE:
        return add_member(desk, sheet.matter_id)
    if key is BoxKey.MEASURES:
        return add_measure(desk, sheet.matter_id)
    if key is BoxKey.RESOLVE_DUE:
        return set_due(desk, sheet, legal_due)
    return add_entry(desk, sheet, DutyKind(key.value))
