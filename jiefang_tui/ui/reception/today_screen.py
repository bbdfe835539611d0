"""今日接访: the queue of the day, who receives, what waits, and who the visitor under the cursor is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.queue import Waiting, next_visit
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.law.open_dates import legal_dates
from jiefang_tui.store.queries.reception import figures, queue, sessions
from jiefang_tui.store.queries.reception.queue import BOOKED, Called, QueueRow
from jiefang_tui.terms import OPEN_VISIT_STATES, VisitState
from jiefang_tui.ui.reception.today_acts import QueueActs
from jiefang_tui.ui.reception.today_figures import LAW, DayFigures, law_figure
from jiefang_tui.ui.reception.today_rows import (
    COLUMNS,
    FOLDED,
    MARKS,
    Line,
    booking_lines,
    next_parts,
    preview_lines,
    queue_lines,
    session_parts,
)
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figures import Figure, Figures
from jiefang_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from jiefang_tui.store.queries.reception.visits import PairView
    from jiefang_tui.store.queries.responsibility.sheets import SheetView

EMPTY = "今天还没有人来；来了人按 F2 登记，约访按 Ins"
COUNTED = ("waiting", "received", "unended", "undecided_visits", "drafts")
"""The clerk's four, and those of earlier days without a result where there are any. The other lists stand on 督办,
台账 (快选) and in the palette."""
LABELS = {"drafts": "草稿"}
CLOSE = {"unended": "", "undecided_visits": "", "drafts": ""}
"""Units of those that are no visits of the day."""


class TodayScreen(QueueActs):
    """The queue. It stays at the bottom of the stack for as long as the program runs."""

    NAME_CN = "今日接访"
    HELP_CN = (
        "今天来的人按到达先后排在这里，约好还没到的按约定时间排着。Enter 和光标所在的一位接谈；"
        "办事、咨询等不是信访的，Enter 写下结果。Tab 到上面那行数字，Enter 看每个数的清单。"
        "今天排了班的领导来不了，按 F6 再 ^T 代替，按数字选谁来。"
    )
    BOUND = frozenset(
        {
            "visit", "visit_matter", "matter", "appointment", "reception_session", "session_participant", "officer",
            "petitioner", "companion", "commitment", "responsibility", "task_force_member", "measure", "duty",
            "duty_entry", "setting", "deadline", "supervision_card", "urge", "resubmission", "urgent_report",
            "dispatch", "document", "named_leader",
        }
    )  # fmt: skip
    AUTO_FOCUS = "#queue"
    CSS_PATH = Path(__file__).with_name("today.tcss")
    WRITES = frozenset({"materials", "next", "book", "left", "hold", "first", "session"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "look", "看和改", tooltip="看这次来访的登记，登错了的改正；不算开始接谈"),
        Binding("f2", "app.register", "登记", tooltip="来了新人：开一张空白来访登记"),
        Binding("ctrl+n", "next", "请下一位", tooltip="按约定时间、优先、先后请下一位，开始接谈"),
        Binding("insert", "book", "约访", tooltip="约一位来访人：姓名、时间、领导"),
        Binding("delete", "left", "离开", tooltip="没接谈就走了，写明原因；约访的这里取消"),
        Binding("ctrl+t", "hold", "暂离", tooltip="出去一会儿，号留着，回来再按一次；约访的这里改时间"),
        Binding("ctrl+b", "first", "优先", tooltip="让这一位先谈，写明事由；再按可取消"),
        Binding("ctrl+o", "session", "场次", tooltip="谁接访、参加单位、类型；另开一场"),
        Binding("ctrl+s", "materials", "材料", tooltip="打印明天的材料：每件一页阅件单，每个单位一页通知单"),
        Binding("ctrl+r", "summary", "小结", tooltip="今天的批次、人次、件数和没做完的"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, int] = {}
        self._next: Called | None = None
        self._unfolded = False
        self._told = False

    # -- what it shows

    def heading(self) -> str:
        return str(self.desk.office_name)

    def compose_body(self) -> ComposeResult:
        yield DayFigures()
        with Horizontal(id="today-body"):
            with Vertical(id="queue-side"):
                yield RowList(COLUMNS, enter="接谈" if not self.looks_only else "打开", empty=EMPTY, id="queue")
                yield Static(MARKS, id="marks", markup=False)
            yield Static("", id="preview", markup=False)

    def reload(self) -> None:
        self._day = clock.today()
        group = self.desk.reference.policy.group_threshold
        known = self._queue
        under = known.get(str(self.rows.cursor_key))
        self._queue = {row.key: row for row in queue.queue_of(self._day, group)}
        self._session = sessions.session_on(self._day)
        self._counts = figures.counts(COUNTED, self._day, group)
        self._next = queue.next_waiting(self._day, clock.now())
        self.set_heading(self.heading())
        self._stand()
        self._show_queue()
        self._show_figures()
        self._show_preview()
        arrived = [row.key for row in self._queue.values() if row.visit_id is not None and row.key not in known]
        self._name_next()
        over = under is not None and under.state != VisitState.RECEIVED and self._is_received(under.key)
        talking = under is not None and (row := self._queue.get(under.key)) and row.state == VisitState.IN_TALK
        if self._next is not None and (not known or over or (arrived and not talking)):
            self.rows.move_to(f"v{self._next.visit_id}")
        if known and arrived:
            self.rows.focus()  # whoever was registered: the queue is what goes on
            self.call_after_refresh(self.rows.show_key, arrived[-1])
        self.refresh_bindings()

    def _is_received(self, key: str) -> bool:
        row = self._queue.get(key)
        return row is not None and row.state == VisitState.RECEIVED

    def _stand(self) -> None:
        """Who comes next, and who receives."""
        called = self._next
        away = sum(row.state == VisitState.ON_HOLD for row in self._queue.values())
        row = self._queue.get(f"v{called.visit_id}") if called else None
        minutes = row.waited_minutes(clock.now()) if row else None
        window = sum(one.state == VisitState.WAITING and not one.is_petition for one in self._queue.values())
        parts = next_parts(self._counts["waiting"], called, away, minutes, self.desk.masks_names, window)
        self.stand(*parts, right=session_parts(self._session, self._resubmitted()))

    def _name_next(self) -> None:
        """The key that asks the next visitor in names them, and stands first on the bar."""
        number = f"请{self._next.number:02}号" if self._next else ""
        self.next_key = "ctrl+n" if self._next else ""
        binding = next(one for one in self.BINDINGS if isinstance(one, Binding) and one.key == "ctrl+n")
        self._bindings.key_to_bindings["ctrl+n"] = [replace(binding, description=number) if number else binding]

    def _resubmitted(self) -> int:
        """How much was taken back to the leader who sits here now and waits for a decision (再次提请)."""
        leader_id = self._session.leader_id if self._session else None
        return sessions.resubmission_count_for(leader_id) if leader_id is not None else 0

    def _show_queue(self) -> None:
        now = clock.now()
        room = self.rows.size.height - 1
        next_id = self._next.visit_id if self._next else None
        fits = room if room > 0 else len(self._queue)
        lines = queue_lines(self._queue.values(), now, self.desk.masks_names, next_id, fits, self._unfolded)
        self.rows.set_rows(lines)
        self.query_one("#marks").visible = any(line.cells[1] for line in lines)

    def _show_figures(self) -> None:
        shown = []
        for name in COUNTED:
            number = self._counts[name]
            if name == "unended" and not number:
                continue
            unit = CLOSE.get(name, f"批 {figures.persons(name, self._day)}人" if name not in CLOSE else "")
            shown.append(Figure(name, LABELS.get(name, figures.figure(name).label), str(number), unit=unit))
        self.query_one(DayFigures).set_figures([*shown, law_figure(legal_dates(self._day))])

    def minute(self) -> None:
        if clock.today() != self._day:
            self.reload()
        else:
            self._next = self._next_now()
            self._name_next()
            self._stand()
            self._show_queue()

    def _next_now(self) -> Called | None:
        """Who comes next by now, of those who stood in the queue when it was read: a minute reads nothing."""
        waiting = [
            Waiting(
                row.visit_id,
                row.number,
                row.arrived_at,
                bool(row.priority_reason),
                row.slot_at,
                row.waits_for_leader,
            )
            for row in self._queue.values()
            if row.visit_id is not None and row.arrived_at is not None and row.state == VisitState.WAITING
        ]
        chosen = next_visit(waiting, clock.now())
        row = self._queue.get(f"v{chosen}") if chosen is not None else None
        return Called(row.visit_id or 0, row.number, row.name) if row is not None else None

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        drafts = figures.count("drafts", self._day)
        if self._counts and drafts != self._counts["drafts"]:  # drafts are kept without a change signal
            self._counts["drafts"] = drafts
            self._show_figures()
        if not self._told:
            self._told = True
            self.call_after_refresh(self._tell_of_start)
        else:
            self.call_after_refresh(self.app.ask_unended, self)

    def _tell_of_start(self) -> None:
        self.app.tell_of_start(self, self._counts.get("drafts", 0))

    # -- the preview

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self._show_preview()

    def on_resize(self) -> None:
        self._show_preview()
        self.call_after_refresh(self._show_queue)

    def _show_preview(self) -> None:
        if not self.has_class("-wide"):
            return
        panel = self.query_one("#preview", Static)
        room = max(20, panel.content_size.width or 40)
        parts: list[Any] = []
        for text, style in self._preview(room):
            parts += [(cells.fit(text, room), style), "\n"]
        panel.update(Content.assemble(*parts))

    def _preview(self, room: int) -> list[Line]:
        row = self.selected_row
        if row is None:
            return []
        if row.visit_id is None:
            return booking_lines(row, self.desk.masks_names)
        from jiefang_tui.store.queries.reception.visits import visit_view

        view = visit_view(row.visit_id, self._day)
        if view is None:
            return []
        gaps = {pair.matter_id: sheet.gap for pair in view.pairs if pair.owner and (sheet := self._sheet(pair))}
        calendar = calendar_of(self.desk.reference)
        return preview_lines(view, self._day, gaps, room, self.desk.masks_names, calendar)

    def _sheet(self, pair: PairView) -> SheetView | None:
        from jiefang_tui.store.queries.responsibility import sheets

        return sheets.sheet(pair.matter_id, self._day, calendar_of(self.desk.reference))

    # -- the row under the cursor

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        if action not in ("left", "hold", "first", "look"):
            return True
        row = self.selected_row if self.is_mounted and self._queue else None
        if row is None:
            return False
        if action == "look":
            return row.visit_id is not None
        if action == "left":
            return row.state in (*OPEN_VISIT_STATES, BOOKED)
        if action == "hold":
            return row.state in (*OPEN_VISIT_STATES, VisitState.LEFT, BOOKED)
        return row.state in (VisitState.WAITING, VisitState.ON_HOLD)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == FOLDED:
            self._unfolded = True
            self._show_queue()
            return
        row = self.selected_row
        if row is None:
            return
        if row.visit_id is not None and self.looks_only:
            self._look_at(row.visit_id, row.matter_id)
        elif row.visit_id is None:
            self.app.go("intake", appointment_id=row.appointment_id)
        elif row.state == VisitState.VOIDED:
            self.app.go("visit", visit_id=row.visit_id)
        elif not row.is_petition:
            self._at_window(row)
        elif row.state == VisitState.IN_TALK:
            self.app.go("talk", visit_id=row.visit_id)
        elif row.state == VisitState.RECEIVED:
            self._look_again(row)
        elif row.state == VisitState.LEFT:
            from jiefang_tui.ui.toolkit.dialogs import ConfirmDialog

            question = ConfirmDialog(f"{self._named(row)} 已记为离开，现在回来接谈吗？")
            self.ask(question, lambda answer: self._begin(row) if answer == "yes" else None)
        else:
            self._begin(row)

    def _look_at(self, visit_id: int, matter_id: int | None) -> None:
        """The page of an arrival, where this copy may only look."""
        if matter_id is not None:
            self.app.go("matter", matter_id=matter_id)
        else:
            self.app.go("visit", visit_id=visit_id)

    def _look_again(self, row: QueueRow) -> None:
        """A visit that is over: its result if that is missing, else its matter."""

        from jiefang_tui.store.queries.reception.visits import visit_view

        view = visit_view(row.visit_id or 0, self._day)
        if view is not None and view.undecided:
            self.app.go("talk", visit_id=row.visit_id)
        elif row.matter_id is not None:
            self.app.go("matter", matter_id=row.matter_id)
        elif row.visit_id is not None:
            self.app.go("visit", visit_id=row.visit_id)

    def action_look(self) -> None:
        """The page of the arrival under the cursor: the talk does not begin by it."""
        row = self.selected_row
        if row is not None and row.visit_id is not None:
            self.app.go("visit", visit_id=row.visit_id)

    def action_materials(self) -> None:
        """明天的材料, or of the next day that has any: what the leader reads, and what goes out to the units."""
        from jiefang_tui.services.plans import reading, unit_notices
        from jiefang_tui.ui.toolkit.printing import open_printed

        day, materials = reading.next_day(clock.today()), self.act(reading.write_materials, self.desk)
        if materials is None or day is None:
            return
        notices = self.act(unit_notices.write_notices, self.desk, day)  # an act takes away what was said before it
        open_printed(self, materials, *filter(None, (notices,)))

    def action_summary(self) -> None:
        self.app.go("summary")

    def on_figures_opened(self, event: Figures.Opened) -> None:
        if event.name == LAW:
            self.app.go("supervision")
        else:
            self.app.go("records", figure=event.name)
