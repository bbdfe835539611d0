"""What can be done with a row of the queue: the talk, the window, stepping out, leaving, going first, the session.

The dialogs are loaded with the first one opened: the first screen does not wait for forms.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import receiving
from jiefang_tui.store.queries.reception import queue
from jiefang_tui.store.queries.reception.queue import QueueRow
from jiefang_tui.store.queries.reception.sessions import SessionView
from jiefang_tui.terms import AppointmentKind, VisitState
from jiefang_tui.ui.reception.today_rows import still_in_talk
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.shown_names import shown_name
from jiefang_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from jiefang_tui.store.queries.reception.visits import VisitView
    from jiefang_tui.ui.toolkit.dialogs import Filled


class QueueActs(DeskScreen):
    """The acts of 今日接访; `TodayScreen` shows what they work on."""

    def __init__(self) -> None:
        super().__init__()
        self._day: date = clock.today()
        self._queue: dict[str, QueueRow] = {}
        self._session: SessionView | None = None

    @property
    def rows(self) -> RowList:
        """The queue."""
        return self.query_one("#queue", RowList)

    @property
    def selected_row(self) -> QueueRow | None:
        """The row under the cursor."""
        return self._queue.get(str(self.rows.cursor_key))

    def _named(self, row: QueueRow) -> str:
        name = shown_name(row.name, self.desk.masks_names)
        return f"{row.number:02} {name}" if row.number else name

    # -- the talk

    # A session without a leader is asked for one by the talk itself, which is also opened from other lists.

    def _begin(self, row: QueueRow) -> None:
        others = self._others_in_talk(row.visit_id)
        if isinstance(self.attempt(receiving.start_talk, self.desk, row.visit_id or 0), Refused):
            return
        self._open_talk(row.visit_id or 0, others)

    def action_next(self) -> None:
        others = self._others_in_talk(None)
        visit_id = self.attempt(receiving.invite_next, self.desk)
        if isinstance(visit_id, Refused):
            return
        if visit_id is None:
            away = sum(row.state == VisitState.ON_HOLD for row in self._queue.values())
            self.say("没有人在候访" + (f"，暂离 {away} 人，回来了按 ^T" if away else ""))
            return
        row = self._queue[f"v{visit_id}"]
        self.rows.move_to(row.key)
        if row.is_petition:
            self._open_talk(visit_id, others)
        else:
            self._at_window(row)

    def _open_talk(self, visit_id: int, others: str) -> None:
        self.rows.move_to(f"v{visit_id}")
        self.app.go("talk", visit_id=visit_id)
        if others:
            self.app.say(others)

    def _others_in_talk(self, but: int | None) -> str:
        names = [(one.number, one.name) for one in queue.in_talk(self._day) if one.visit_id != but]
        return still_in_talk(names, self.desk.masks_names)

    # -- the window

    def _at_window(self, row: QueueRow) -> None:
        """An arrival that is no petition: what was done, or, once written, its matter."""
        from jiefang_tui.store.queries.reception.visits import visit_view

        self.rows.focus()  # where it goes on when they are served
        visit_id = row.visit_id or 0
        view = visit_view(visit_id, self._day)
        if view is None:
            return
        if row.state in (VisitState.RECEIVED, VisitState.LEFT):
            if row.matter_id is not None:
                self.app.go("matter", matter_id=row.matter_id)
            else:
                self.say(f"{self._named(row)} {row.repeat}: {view.talk_note or '没有写结果'}")
            return

        if view.purpose.is_inquiry:
            from jiefang_tui.ui.reception.inquiry_dialogs import asks_after

            asks_after(self, visit_id, lambda: self._serve(row, view))
        else:
            self._serve(row, view)

    def _serve(self, row: QueueRow, view: VisitView) -> None:
        from jiefang_tui.ui.reception.talk_dialogs import window_dialog

        self.ask(window_dialog(self.desk, view), lambda _: self.say(f"{self._named(row)} {row.repeat}已办"))

    # -- the other acts

    def action_book(self, row: str = "") -> None:
        """`row`: of a booking that was left half typed."""
        self._booking_form(None, row)

    def _booking_form(self, appointment_id: int | None, row: str = "") -> None:
        """A new booking, or one that is put right."""
        from jiefang_tui.services.reception import booking
        from jiefang_tui.ui.reception import ask_leader
        from jiefang_tui.ui.reception import today_dialogs as asked

        def save(filled: Filled) -> None:
            told = filled["name"], filled["slot_at"], ask_leader.leader_of(filled)
            more = filled["about"] or "", filled["phone"] or ""
            booking.book(self.desk, *told, *more, is_key=filled["kind"] == AppointmentKind.KEY)

        def saved(filled: Filled) -> None:
            slot, name = filled["slot_at"], filled["name"]
            twice = queue.booked_twice(name.strip(), slot.date())
            said = f"已约 {shown_name(name, self.desk.masks_names)} {slot:%m-%d %H:%M}"
            if twice:
                self.warn(f"{said}；同名的这天约了 {len(twice)} 次：{'、'.join(f'{one:%H:%M}' for one in twice)}")
            else:
                self.say(said)

        if appointment_id is None:
            self.ask(asked.booking_form(save, row=row), saved)
        else:
            self.ask(asked.changing(self.desk, appointment_id), saved)

    def action_left(self) -> None:
        row = self.selected_row
        if row is None:
            return
        from jiefang_tui.ui.reception import today_dialogs as asked

        name = self._named(row)
        if row.visit_id is None:
            dialog = asked.ReasonDialog(f"取消约访 {name}", ("来访人取消", "领导有事改期", "已在别处解决"))
            self.ask(dialog, lambda reason: self._cancel(row, reason))
        else:
            booked = row.named.booking if row.named is not None else None
            first = [f"点名约到{booked.slot_at:%m-%d}"] if booked is not None else []
            dialog = asked.ReasonDialog(f"{name} 未接谈离开，原因", [*first, *asked.LEAVE_REASONS])
            self.ask(dialog, lambda reason: self._leave(row, reason))

    def _leave(self, row: QueueRow, reason: str) -> None:
        if not isinstance(self.attempt(receiving.leave, self.desk, row.visit_id or 0, reason), Refused):
            self.say(f"{self._named(row)} 记为未接谈离开: {reason}")

    def _cancel(self, row: QueueRow, reason: str) -> None:
        from jiefang_tui.services.reception import booking

        done = self.attempt(booking.cancel_booking, self.desk, row.appointment_id or 0, reason)
        if not isinstance(done, Refused):
            self.say(f"已取消约访 {self._named(row)}: {reason}")

    def action_hold(self) -> None:
        row = self.selected_row
        if row is not None and row.visit_id is None:
            self._booking_form(row.appointment_id)
            return
        if row is None or row.visit_id is None:
            return
        back = row.state in (VisitState.ON_HOLD, VisitState.LEFT)
        act = receiving.come_back if back else receiving.hold
        if not isinstance(self.attempt(act, self.desk, row.visit_id), Refused):
            said = "已返回，号不变，继续候访" if back else "暂离，号留着；回来再按 ^T"
            self.say(f"{self._named(row)} {said}")

    def action_first(self) -> None:
        row = self.selected_row
        if row is None or row.visit_id is None:
            return
        from jiefang_tui.ui.reception import today_dialogs as asked

        first = [("", "取消优先")] if row.priority_reason else []
        text = f"现在的事由: {row.priority_reason}" if row.priority_reason else ""
        dialog = asked.ReasonDialog(f"{self._named(row)} 优先接谈，事由", asked.PRIORITY_REASONS, text, first=first)
        self.ask(dialog, lambda reason: self._put_first(row, reason))

    def _put_first(self, row: QueueRow, reason: str) -> None:
        done = self.attempt(receiving.set_priority, self.desk, row.visit_id or 0, reason)
        if not isinstance(done, Refused):
            self.say(f"{self._named(row)} " + (f"优先: {reason}" if reason else "不再优先，按先后"))

    def action_session(self) -> None:
        """Who receives; with units beside the leader, the table at which they sit."""
        if self._session is not None and self._session.units:
            self.app.go("table", session_id=self._session.id)
        else:
            self._ask_session(self._session)

    def _ask_session(self, session: SessionView | None) -> None:
        from jiefang_tui.ui.reception import ask_leader

        self.ask(ask_leader.session_form(self.desk, session), lambda _: self.say("本场接访已记下"))
