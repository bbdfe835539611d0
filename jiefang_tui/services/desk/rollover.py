"""The day rollover: office PCs are off at night, so the day before is closed at the next start."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Appointment, ReceptionSession, Visit
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.store.queries.reception.queue import was_decided
from jiefang_tui.terms import OPEN_VISIT_STATES, AppointmentState, VisitState


def roll_over(desk: Desk) -> str:
    """Close every earlier day once, in one act, and return a sentence for the clerk; empty when nothing was open.

    Of a visitor without a result it decides nothing: nobody was there at night to know whether they were talked to or
    went home. They are marked (`is_time_doubtful`: when it ended is not known, and no time is invented), counted in
    `Desk.unended`, by which the clerk is asked once, and stay in the list 没有结果. Only who has one matter decided
    was received for certain. Sessions are closed, booked visitors who did not come are 未到. Raises `Refused` (also by
    the clock guard).
    """
    today = clock.today()
    # Sorted here: asked for in order of id, SQLite would go through every visit there ever was (30 ms of each start).
    visits = sorted(
        Visit.select().where(
            (Visit.day < today) & Visit.state.in_(OPEN_VISIT_STATES) & (Visit.is_time_doubtful == False)  # noqa: E712
        ),
        key=lambda visit: visit.id,
    )
    sessions = list(
        ReceptionSession.select().where((ReceptionSession.day < today) & ReceptionSession.closed_at.is_null())
    )
    missed = list(
        Appointment.select().where((Appointment.day < today) & (Appointment.state == AppointmentState.BOOKED))
    )
    if not (visits or sessions or missed):
        return ""
    unended = talked = 0
    with acting(desk, "day.roll_over", "") as act:
        for visit in visits:
            act.change(visit)
            visit.is_time_doubtful = True
            if was_decided(visit):
                visit.state = VisitState.RECEIVED
                talked += 1
            else:
                unended += 1
        for session in sessions:
            act.change(session).closed_at = act.now
        forgotten = [appointment for appointment in missed if appointment.about == CLEARED]
        if forgotten:  # who would have come with a report and did not; hardly any start needs what forgets them
            from jiefang_tui.services.desk.old_copies import must_forget
            from jiefang_tui.store.sealing import forget

            forget(Appointment, [one.id for one in forgotten])
            must_forget(desk.folder, appointments=[one.uid for one in forgotten])
        for appointment in missed:
            act.change(appointment).state = AppointmentState.MISSED
    desk.unended += unended
    days = sorted({*(one.day for one in visits), *(one.day for one in sessions), *(one.day for one in missed)})
    return _sentence(unended, talked, len(missed), days, today)


def _sentence(unended: int, talked: int, missed: int, days: list[date], today: date) -> str:
    parts = []
    if unended:
        parts.append(f"{unended} 批没有结果，请补记")
    if talked:
        parts.append(f"{talked} 批还有事没定，已记为已接，请补处理结果")
    if missed:
        parts.append(f"{missed} 位约访未到")
    return f"已结转{_named(days, today)}：{'；'.join(parts)}。" if parts else ""


def _named(days: list[date], today: date) -> str:
    """The days that were ended: 前一天 only where that was yesterday."""
    if days == [today - timedelta(days=1)]:
        return "前一天"
    written = [f"{day:%m-%d}" if day.year == today.year else str(day) for day in days]
    return "、".join(written) if len(days) <= 3 else f"{written[0]}至{written[-1]}的{len(days)}天"
