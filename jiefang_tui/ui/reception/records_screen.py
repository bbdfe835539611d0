"""The list behind a figure: what it counts, page by page, from the same query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_name
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import booking, receiving
from jiefang_tui.services.reception.acts import BOOKING_LINE
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.reception.figure_lines import (
    AppointmentLine,
    CommitmentLine,
    DraftLine,
    Line,
    MatterLine,
    VisitLine,
)
from jiefang_tui.terms import VisitState
from jiefang_tui.ui.reception.today_dialogs import LEAVE_REASONS, ReasonDialog
from jiefang_tui.ui.toolkit.acts import offer_line
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ConfirmDialog
from jiefang_tui.ui.toolkit.places import SETTINGS
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

COLUMNS: dict[str, tuple[Column, ...]] = {
    "matter": (
        Column("登记", 10), Column("姓名", 8), Column("事项", 0), Column("状态", 10), Column("承办", 10),
        Column("期限", 10), Column("最近记录", 10, from_width=90), Column("编号", 25, from_width=110),
    ),
    "visit": (
        Column("日期", 10), Column("号", 3, right=True), Column("到达", 5), Column("姓名", 8),
        Column("人", 4, right=True), Column("诉求", 0), Column("初重", 6), Column("状态", 10),
    ),
    "commitment": (
        Column("到期", 10), Column("承诺事项", 0), Column("姓名", 8), Column("事项", 20), Column("确认", 8),
    ),
    "appointment": (
        Column("约定时间", 16), Column("姓名", 8), Column("事由", 0), Column("领导", 8), Column("状态", 6),
    ),
    "draft": (Column("写到", 16), Column("哪一张", 10), Column("内容", 0), Column("登记员", 8)),
}  # fmt: skip

FORMS = {
    "intake": "来访登记", "talk": "接谈", "lines": "连续登记", "noon": "午间补录", "matter": "事项", "person": "来访人",
    "visit": "来访", "session": "场次", "desk": "本台",
}  # fmt: skip
"""What the forms that leave drafts are called, by the first part of their name."""


UNENDED = "unended"
"""The figure of those of earlier days who have no result: Enter gives them one, Del says that they left."""

OPENED_BY = dict.fromkeys((name for name, _, _ in SETTINGS), "按 ^P 打") | {
    "add_level_skip": "按 ^P 打",
    "book": "按 Ins 打开",
    "change_session": "按 ^O 打开",
    **dict.fromkeys(
        ("add_to_roster", "change_in_roster", "merge_rows", "roster_use", "leave"), "按 ^P 打「名册」再打开"
    ),
}
"""How a form is opened again which belongs to no row of any list, by its `form_name`."""


class RecordsScreen(DeskScreen):
    """A plain list of one figure on one day."""

    NAME_CN = "清单"
    HELP_CN = "这里列的就是那个数所数的每一条。Enter 打开：事项、来访、约访或没写完的一张。"
    BOUND = frozenset(
        {
            "visit", "visit_matter", "matter", "appointment", "commitment", "responsibility", "task_force_member",
            "measure", "duty", "duty_entry", "officer",
        }
    )  # fmt: skip
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"remove"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", "去掉", tooltip="约访：取消，写明原因；没有结果的来访：确实离开了；草稿：不要了"),
    ]

    def __init__(self, figure: str, day: date | None = None) -> None:
        self._figure = figures.figure(figure)
        self._day = day
        self._lines: dict[int, Line] = {}
        super().__init__()

    @property
    def day(self) -> date:
        """The day the figure is of."""
        return self._day or clock.today()

    def heading(self) -> str:
        return self._figure.label

    def on_mount(self) -> None:
        super().on_mount()
        if self._figure.name == UNENDED:
            kept = next(one for one in self.BINDINGS if isinstance(one, Binding) and one.action == "remove")
            self._bindings.key_to_bindings["delete"] = [replace(kept, description="记离开")]

    def compose_body(self) -> ComposeResult:
        yield RowList(COLUMNS[self._figure.kind], enter="打开", empty="现在没有了")

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def reload(self) -> None:
        number = figures.count(self._figure.name, self.day, self._group)
        self._lines = {}
        have = max(figures.PAGE, len(self.rows.rows))
        rows = self._page(0, have)
        self.rows.set_rows(rows, more=len(rows) < number)
        self.set_heading(f"{self._figure.label} {number}")
        unit = {"visit": "批次", "matter": "件"}.get(self._figure.kind, "条")
        if self._figure.kind == "visit":
            people = f"{figures.persons(self._figure.name, self.day, self._group)}人次"
        else:
            people = ""
        when = "" if self._figure.is_todo else f"  {self.day:%Y-%m-%d}"
        self.stand(self._figure.label, (f" {number}{unit}{people}", "bold"), when)
        self.refresh_bindings()

    @property
    def _group(self) -> int:
        return int(self.desk.reference.policy.group_threshold)

    def _page(self, offset: int, limit: int) -> list[Row]:
        page = figures.rows(self._figure.name, self.day, offset, limit, self._group)
        self._lines |= {line.id: line for line in page}
        show: Callable[[Any], Row] = getattr(self, f"_{self._figure.kind}_row")
        return [show(line) for line in page]

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        rows = self._page(event.have, figures.PAGE)
        self.rows.add_rows(rows, more=len(rows) == figures.PAGE)

    # -- one line of each kind

    def _masked(self, name: str) -> str:
        return shown_name(name, self.desk.masks_names)

    def _title(self, title: str) -> str:
        return shown_title(title, self.desk.masks_names)

    def _due_tone(self, due: date | None) -> str:
        return "red" if due is not None and due < clock.today() else ""

    def _matter_row(self, line: MatterLine) -> Row:
        due, last = line.due_on, line.last_entry_on
        return Row(
            line.id,
            (
                str(line.received_on),
                self._masked(line.name),
                self._title(line.title),
                line.state,
                line.owner,
                str(due) if due else "-",
                str(last) if last else "-",
                line.register_no,
            ),
            tones={5: self._due_tone(due)} if self._figure.is_todo and self._due_tone(due) else {},
        )

    def _visit_row(self, line: VisitLine) -> Row:
        return Row(
            line.id,
            (
                str(line.day),
                f"{line.number:02}",
                f"{line.arrived_at:%H:%M}",
                self._masked(line.name),
                str(line.headcount),
                self._title(line.title),
                line.repeat,
                line.state,
            ),
        )

    def _commitment_row(self, line: CommitmentLine) -> Row:
        due = str(line.due_on) if line.due_on else "-"
        cells = (due, self._title(line.text), self._masked(line.name), self._title(line.title), line.confirmed_by)
        tone = self._due_tone(line.due_on)
        return Row(line.id, cells, tones={0: tone} if tone else {})

    def _appointment_row(self, line: AppointmentLine) -> Row:
        name = mask_name(line.name) if self.desk.masks_names else line.name
        return Row(line.id, (_moment(line.slot_at), name, self._title(line.about), line.leader, line.state))

    def _draft_row(self, line: DraftLine) -> Row:
        form = FORMS.get(line.form.partition(":")[0], line.form)
        return Row(line.id, (_moment(line.updated_at), form, self._title(line.title), line.officer_name))

    # -- what Enter and Del do

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        line = self._lines.get(int(str(event.key)))
        if isinstance(line, MatterLine):
            self.app.go("matter", matter_id=line.id)
        elif isinstance(line, CommitmentLine):
            self.app.go("matter", matter_id=line.matter_id)
        elif isinstance(line, VisitLine):
            self._open_visit(line)
        elif isinstance(line, AppointmentLine):
            self._open_appointment(line)
        elif isinstance(line, DraftLine):
            self._open_draft(line)

    def _open_visit(self, line: VisitLine) -> None:
        goes_on = self._figure.name in ("undecided_visits", UNENDED) or line.state_code == VisitState.IN_TALK
        self.app.go("talk" if goes_on and line.matter_id is not None else "visit", visit_id=line.id)

    def _open_appointment(self, line: AppointmentLine) -> None:
        if line.slot_at.date() == clock.today():
            self.app.go("intake", appointment_id=line.id)
        elif line.matter_id is not None:
            self.app.go("matter", matter_id=line.matter_id)
        else:
            offer_line(self, f"约在 {_moment(line.slot_at)}，到那天在今日接访里登记", BOOKING_LINE, 0, line.id)

    def _open_draft(self, line: DraftLine) -> None:
        form, number, name, row, *_ = [*line.form.split(":"), "", "", ""]
        if form == "talk" and number.isdigit():
            self.app.go("talk", visit_id=int(number))
        elif form == "matter" and number.isdigit():
            self.app.go("matter", matter_id=int(number))
        elif form in ("person", "visit") and number.isdigit():
            self.app.go(form, **{f"{form}_id": int(number)})
        elif name == "book":
            self.app.go("today")
            open_book = getattr(self.app.desk_screen, "action_book", None)
            if open_book is not None:
                open_book(row)
        elif form in ("session", "desk"):
            self.app.go("today")
            self.app.say(f"{OPENED_BY.get(name, '再打开')}「{line.title.partition(': ')[0]}」，写过的已填在里面")
        else:
            self.app.go("lines" if form == "lines" else "intake", draft_uid=line.uid)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "remove" and (not self._lines or not self._removes):
            return False
        return super().check_action(action, parameters)

    @property
    def _removes(self) -> bool:
        return self._figure.kind in ("appointment", "draft") or self._figure.name == UNENDED

    def action_remove(self) -> None:
        line = self._lines.get(int(str(self.rows.cursor_key or 0)))
        if isinstance(line, AppointmentLine):
            dialog = ReasonDialog(f"取消约访 {self._masked(line.name)}", ("来访人取消", "领导有事改期", "已在别处解决"))
            self.ask(dialog, lambda reason: self._cancel(line, reason))
        elif isinstance(line, VisitLine):
            left = ReasonDialog(f"{line.day} {self._masked(line.name)} 未接谈离开，原因", LEAVE_REASONS)
            self.ask(left, lambda reason: self._left(line, reason))
        elif isinstance(line, DraftLine):
            question = ConfirmDialog(
                "这份草稿不要了吗？", self._title(line.title), yes="丢弃", no="保留", safe_first=True
            )
            self.ask(question, lambda answer: self._drop(line) if answer == "yes" else None)

    def _cancel(self, line: AppointmentLine, reason: str) -> None:
        if not isinstance(self.attempt(booking.cancel_booking, self.desk, line.id, reason), Refused):
            self.say(f"已取消约访 {self._masked(line.name)}: {reason}")

    def _left(self, line: VisitLine, reason: str) -> None:
        if not isinstance(self.attempt(receiving.leave, self.desk, line.id, reason), Refused):
            self.say(f"{self._masked(line.name)} 记为未接谈离开: {reason}")

    def _drop(self, line: DraftLine) -> None:
        if not isinstance(self.attempt(drafts.clear_draft, line.uid), Refused):
            self.reload()  # drafts are kept without a change signal
            self.say("草稿已去掉")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
