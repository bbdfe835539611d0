"""The queue: sessions, who is next, who waits, who left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiefang_tui import clock
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store.models import (
    Officer,
    ReceptionSession,
    SessionParticipant,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception.named import named_of
from jiefang_tui.store.queries.reception.queue import next_waiting, was_decided
from jiefang_tui.terms import EntryKind, SessionMode, VisitState


def session_of(act: Act, day: date, leader: Officer | None = None) -> ReceptionSession:
    """The session visits of `day` belong to; an any-time session (随时接访) is opened by itself.

    With a leader, the session of that leader on that day (paper forms of a past morning name who received).
    """
    sessions = ReceptionSession.select().where(
        (ReceptionSession.day == day) & (ReceptionSession.mode != SessionMode.DESK)
    )
    if leader is not None:
        led = sessions.where(ReceptionSession.leader == leader)
        own: ReceptionSession | None = led.order_by(ReceptionSession.id.desc()).first()
        if own is not None:
            return own
        unled: ReceptionSession | None = sessions.where(ReceptionSession.leader.is_null()).first()
        if unled is not None and day == act.today:
            unled = act.change(unled)
            unled.leader = leader
            return unled
    else:
        newest = sessions.order_by(ReceptionSession.closed_at.is_null().desc(), ReceptionSession.id.desc())
        current: ReceptionSession | None = newest.first()
        if current is not None:
            return current
    return act.create(
        ReceptionSession,
        day=day,
        mode=SessionMode.ANY_TIME,
        leader=leader,
        opened_at=act.now,
        closed_at=None if day == act.today else act.now,
    )


def sit_with_named(visit: Visit) -> None:
    """点名接访: who was asked for receives, as soon as they sit there; nothing of the talk may be decided yet."""
    named = named_of([visit.id]).get(visit.id)
    if named is None or was_decided(visit):
        return
    sits = ReceptionSession.select().where(
        (ReceptionSession.day == visit.day)
        & (ReceptionSession.leader == named.leader_id)
        & ReceptionSession.closed_at.is_null()
    )
    visit.session = sits.order_by(ReceptionSession.id.desc()).first() or visit.session


def desk_of(act: Act, day: date) -> ReceptionSession:
    """Where what came in on `day` belongs although nobody came: no session, and under no leader."""
    found: ReceptionSession | None = ReceptionSession.get_or_none(
        (ReceptionSession.day == day) & (ReceptionSession.mode == SessionMode.DESK)
    )
    if found is not None:
        return found
    return act.create(ReceptionSession, day=day, mode=SessionMode.DESK, opened_at=act.now, closed_at=act.now)


def open_session(
    desk: Desk,
    mode: str = SessionMode.ANY_TIME,
    leader: str = "",
    leader_post: str = "",
    subject: str = "",
    place: str = "",
    units: Sequence[str] = (),
) -> int:
    """Open a session for today and close the one before it. Returns its id."""
    with acting(desk, "session.open") as act:
        for other in ReceptionSession.select().where(
            (ReceptionSession.day == act.today) & ReceptionSession.closed_at.is_null()
        ):
            act.change(other).closed_at = act.now
        session = act.create(
            ReceptionSession,
            day=act.today,
            mode=SessionMode(mode),
            leader=officer_named(act, leader, leader_post, field="leader"),
            subject=subject,
            place=place,
            opened_at=act.now,
        )
        act.about(session)
        _seat(act, session, units)
    return session.id


def change_session(
    desk: Desk,
    session_id: int | None,
    leader: str,
    leader_post: str = "",
    mode: str = "",
    subject: str = "",
    place: str = "",
    units: Sequence[str] | None = None,
) -> int:
    """Set who receives and who else sits there; with None, in today's session, opened if there is none yet."""
    with acting(desk, "session.change") as act:
        if session_id is None:
            session = session_of(act, act.today)
        else:
            session = ReceptionSession.get_by_id(session_id)
        session = act.change(session)
        act.about(session)
        session.leader = officer_named(act, leader, leader_post, field="leader")
        if mode:
            session.mode = SessionMode(mode)
        session.subject, session.place = subject, place
        if units is not None:
            _seat(act, session, units)
    return session.id


def _seat(act: Act, session: ReceptionSession, units: Sequence[str]) -> None:
    wanted = [unit for unit in (unit_named(act, name) for name in units) if unit is not None]
    seated = list(SessionParticipant.select().where(SessionParticipant.session == session))
    for row in seated:
        if row.unit_id not in {unit.id for unit in wanted}:
            act.remove(row)
    for unit in wanted:
        if unit.id not in {row.unit_id for row in seated}:
            act.create(SessionParticipant, session=session, unit=unit)


def _open_visit(act: Act, visit_id: int, *allowed: VisitState) -> Visit:
    visit = act.change(Visit.get_by_id(visit_id))
    act.about(visit)
    if visit.state not in allowed:
        raise Refused(f"{visit.shown_name}现在是「{VisitState(visit.state).label}」，不能这样做。")
    if visit.state == VisitState.LEFT and visit.day != act.today:
        raise Refused(f"{visit.shown_name}是{visit.day}来的，当天已结；今天再来请按 F2 登记。")
    return visit


def start_talk(desk: Desk, visit_id: int) -> None:
    """Let this visitor in: 接谈中. A visitor who was on hold or had left and came back is let in as well."""
    with acting(desk, "visit.start_talk") as act:
        visit = _open_visit(act, visit_id, VisitState.WAITING, VisitState.ON_HOLD, VisitState.LEFT)
        sit_with_named(visit)
        visit.state = VisitState.IN_TALK
        visit.called_at = visit.called_at or act.now
        visit.hold_since = visit.finished_at = None
        visit.left_reason = ""


def invite_next(desk: Desk) -> int | None:
    """请下一位: let in who is next by slot, priority and order of arrival. None when nobody waits."""
    with storing():
        chosen = next_waiting(clock.today(), clock.now())
    if chosen is None:
        return None
    start_talk(desk, chosen.visit_id)
    return chosen.visit_id


def hold(desk: Desk, visit_id: int) -> None:
    """暂离: keep the place of a visitor who stepped out. What was said so far stays."""
    with acting(desk, "visit.hold") as act:
        visit = _open_visit(act, visit_id, VisitState.WAITING, VisitState.IN_TALK)
        visit.state = VisitState.ON_HOLD
        visit.hold_since = act.now


def come_back(desk: Desk, visit_id: int) -> None:
    """A visitor on hold, or one marked as left, waits again with the same number."""
    with acting(desk, "visit.come_back") as act:
        visit = _open_visit(act, visit_id, VisitState.ON_HOLD, VisitState.LEFT, VisitState.IN_TALK)
        visit.state = VisitState.WAITING
        visit.hold_since = visit.finished_at = None
        visit.left_reason = ""


def leave(desk: Desk, visit_id: int, reason: str = "") -> None:
    """未接谈离开: the visitor left without a talk. Never deleted, never counted as received."""
    with acting(desk, "visit.leave", reason) as act:
        visit = _open_visit(act, visit_id, VisitState.WAITING, VisitState.ON_HOLD, VisitState.IN_TALK)
        if was_decided(visit):
            raise Refused(f"{visit.shown_name}有一件已记处理结果，不是未接谈；请在接谈里把其余的也记下。")
        visit.state = VisitState.LEFT
        visit.finished_at = act.now if visit.day == act.today else None  # of an earlier day nobody knows when
        visit.left_reason = reason


def not_begun(desk: Desk, visit_id: int) -> None:
    """The talk was opened and nothing was said in it: the visitor waits as before."""
    with acting(desk, "visit.not_begun") as act:
        visit = _open_visit(act, visit_id, VisitState.IN_TALK)
        visit.state, visit.called_at = VisitState.WAITING, None


def set_priority(desk: Desk, visit_id: int, reason: str) -> None:
    """Let this visitor go first, for a reason that stands in the queue; an empty reason takes it back."""
    with acting(desk, "visit.priority", reason) as act:
        visit = _open_visit(act, visit_id, VisitState.WAITING, VisitState.ON_HOLD)
        visit.priority_reason = reason.strip()


def serve_at_window(desk: Desk, visit_id: int, note: str) -> None:
    """窗口接待: close an arrival that was no petition, with what was done."""
    with acting(desk, "visit.serve") as act:
        open_ones = (VisitState.WAITING, VisitState.IN_TALK, VisitState.ON_HOLD, VisitState.FILED)
        visit = _open_visit(act, visit_id, *open_ones)
        visit.talk_note = note
        today = visit.day == act.today  # of an earlier day nobody knows when
        visit.finished_at = act.now if today or visit.state == VisitState.FILED else None
        if visit.state != VisitState.FILED:
            visit.called_at = visit.called_at or (act.now if today else None)
            visit.state = VisitState.RECEIVED
        for pair in VisitMatter.select().where(VisitMatter.visit == visit):
            act.event(pair.matter_id, EntryKind.PROGRESS, f"窗口接待：{note}" if note else "窗口接待")
