"""办理过程: everything that happened to a matter, the newest day first, read page by page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import instructions, matters
from jiefang_tui.store.queries.matter.matter_history import Entry, instructions_of, timeline
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import EntryKind
from jiefang_tui.ui.toolkit.act_form import act_form
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import unit_field
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

PAGE = 200
TURNS = frozenset(
    {
        EntryKind.INSTRUCTION, EntryKind.OUTCOME, EntryKind.COMMITMENT, EntryKind.CLOSING, EntryKind.SUPERVISION,
        EntryKind.REFUSAL, EntryKind.OBJECTION,
    }
)  # fmt: skip
"""What a reader looks for among the rest. Bold and no colour: amber is what is due, here nothing is."""


def progress_dialog(desk: Desk, matter_id: int) -> FormDialog:
    """记进展: what happened, and on which day."""
    specs = [
        FieldSpec("text", "进展", kind="notes", height=4, required=True, enter_goes_on=True),
        day_field("on_day", "日期", past=True, hint="空着就是今天", words_to="text", empty_means="今天"),
    ]
    return FormDialog(
        "记进展",
        specs,
        act=lambda f: matters.add_entry(desk, matter_id, f["text"] or "", f["on_day"]),
        form_name="add_entry",
    )


def correct_instruction(request: ActRequest) -> FormDialog:
    """更正批示: what the leader wrote, to whom, by when."""
    said = next(one for one in instructions_of(request.matter_id) if one.id == request.row_id)
    specs = [
        FieldSpec("text", "批示", kind="notes", height=4, required=True, enter_goes_on=True),
        unit_field("unit", "承办单位"),
        day_field("due_on", "期限", words_to="reason"),
        day_field("signed_on", "签批日期", past=True, words_to="reason", empty_means="原来的日期"),
        FieldSpec("reason", "更正原因", required=True, width=0),
    ]
    return act_form(
        f"更正批示  {said.leader}".rstrip(),
        specs,
        lambda v: instructions.correct_instruction(
            request.desk, said.id, v.text("text"), v["unit"], v["due_on"], v["signed_on"], v.text("reason")
        ),
        {"text": said.text, "unit": said.unit, "due_on": said.due_on, "signed_on": said.signed_on},
        note="改成领导实际批的；原来的留有记录。",
        form_name="correct_instruction",
        row=said.id,
    )


def answer_instruction(request: ActRequest) -> FormDialog:
    """批示办理情况: what became of it, told the leader."""
    specs = [
        FieldSpec("answer", "办理情况", kind="notes", height=4, required=True, enter_goes_on=True),
        day_field("on_day", "日期", past=True, hint="空着就是今天", words_to="answer", empty_means="今天"),
    ]
    return act_form(
        "批示办理情况",
        specs,
        lambda v: instructions.answer_instruction(request.desk, request.row_id, v.text("answer"), v["on_day"]),
        note=next(one.text for one in instructions_of(request.matter_id) if one.id == request.row_id),
        form_name="answer_instruction",
        row=request.row_id,
    )


def unanswer_instruction(request: ActRequest) -> FormDialog:
    """收回办理情况: it waits again."""
    return reason_dialog(
        "收回办理情况",
        lambda reason: instructions.unanswer_instruction(request.desk, request.row_id, reason),
        form_name="unanswer_instruction",
        row=request.row_id,
    )


class TimelinePanel(Panel):
    """The timeline of a matter as a list; Insert writes an entry, nothing takes one back."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "记进展", tooltip="今天的，或者补记以前某一天的"),
    ]

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self._list = RowList(
            [Column("日期", 10), Column("类别", 4), Column("内容", 0), Column("记录人", 8)],
            enter="",
            empty="还没有记录",
        )
        self._entries: list[Entry] = []
        self._more = False
        self._matter_id = 0

    def compose(self) -> ComposeResult:
        yield self._list

    def show(self, view: MatterView) -> None:
        self._matter_id = view.id
        have = max(PAGE, len(self._entries))
        self._entries = timeline(view.id, limit=have)
        self._more = len(self._entries) == have
        self._paint()

    def take_focus(self) -> None:
        self._list.focus()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        self._list.set_rows(self._rows(self._entries), more=self._more)

    def _rows(self, entries: list[Entry]) -> list[Row]:
        room = max(20, (self.size.width or self.app.size.width) - 28)
        rows = []
        for entry in entries:
            text = f"{entry.text} ({entry.at:%m-%d}补记)" if entry.is_later else entry.text
            for number, line in enumerate(cells.fold(text, room)):
                first = number == 0
                shown = (str(entry.on_day), entry.kind.label, line, entry.officer) if first else ("", "", line, "")
                rows.append(Row((entry.id, number), shown, "", {1: "bold" if entry.kind in TURNS else "dim", 3: "dim"}))
        return rows

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        event.stop()
        last = self._entries[-1]
        page = timeline(self._matter_id, (last.on_day, last.id), PAGE)
        self._more = len(page) == PAGE
        self._entries += page
        self._list.add_rows(self._rows(page), more=self._more)

    def action_add(self) -> None:
        self.app.push_screen(progress_dialog(self.desk, self._matter_id))
