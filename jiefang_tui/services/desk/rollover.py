"""The day rollover: office PCs are off at night, so the day before ends at the next start."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Appointment, ReceptionSession, Visit
from jiefang_tui.store.queries.reception.queue import was_decided
from jiefang_tui.terms import OPEN_VISIT_STATES, AppointmentState, VisitState

NOT_TALKED = "当日未接谈"
"""Why a visitor of an earlier day counts as having left."""


def roll_over(desk: Desk) -> str:
    """End every earlier day once, in one act, and return a sentence for the clerk; empty when nothing was open.

    Who was still waiting or away has left without a talk; who sat with the leader, or has one matter decided, was
    received, and the missing outcome stays to be entered. When either ended is not known: it is marked doubtful and no
    time is invented. Sessions are closed, booked visitors who did not come are 未到. Raises `Refused` (also by the
    clock guard).
    """
    today = clock.today()
    # Sorted here: asked for in order of id, SQLite would go through every visit there ever was (30 ms of each start).
    visits = sorted(
        Visit.select().where((Visit.day < today) & Visit.state.in_(OPEN_VISIT_STATES)), key=lambda visit: visit.id
    )
    sessions = list(
        ReceptionSession.select().where((ReceptionSession.day < today) & ReceptionSession.closed_at.is_null())
    )
    missed = list(
        Appointment.select().where((Appointment.day < today) & (Appointment.state == AppointmentState.BOOKED))
    )
    if not (visits or sessions or missed):
        return ""
    left = talked = 0
    with acting(desk, "day.roll_over", "") as act:
        for visit in visits:
            act.change(visit)
            visit.is_time_doubtful = True
            if visit.state == VisitState.IN_TALK or was_decided(visit):
                visit.state = VisitState.RECEIVED
                talked += 1
            else:
                visit.state = VisitState.LEFT
                visit.left_reason = NOT_TALKED
                left += 1
        for session in sessions:
            act.change(session).closed_at = act.now
        for appointment in missed:
            act.change(appointment).state = AppointmentState.MISSED
    days = sorted({*(one.day for one in visits), *(one.day for one in sessions), *(one.day for one in missed)})
    return _sentence(left, talked, len(missed), days, today)


def _sentence(left: int, talked: int, missed: int, days: list[date], today: date) -> str:
    parts = []
    if left:
        parts.append(f"{left} 批候访未接谈，记为未接谈离开")
    if talked:
        parts.append(f"{talked} 批接谈没有记结束，记为已接，请补处理结果")
    if missed:
        parts.append(f"{missed} 位约访未到")
    return f"已结转{_named(days, today)}：{';'.join(parts)}。" if parts else ""


def _named(days: list[date], today: date) -> str:
    """The days that were ended: 前一天 only where that was yesterday."""
    if days == [today - timedelta(days=1)]:
        return "前一天"
    written = [f"{day:%m-%d}" if day.year == today.year else str(day) for day in days]
    return "、".join(written) if len(days) <= 3 else f"{written[0]}至{written[-1]}的{len(days)}天"
