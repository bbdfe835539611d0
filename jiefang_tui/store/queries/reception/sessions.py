"""A reception session (接访场次): who receives, and who sits there (1+X)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.store.models import Officer, ReceptionSession, Resubmission, SessionParticipant, Unit
from jiefang_tui.terms import SessionMode


class SessionView(NamedTuple):
    """Who receives and who sits there."""

    id: int
    mode: str
    """`terms.SessionMode`."""
    leader_id: int | None
    leader: str
    leader_post: str
    units: tuple[str, ...]
    """参加单位, by name."""
    people: tuple[str, ...]
    """The same, each with the person where known."""
    subject: str
    place: str
    is_open: bool

    @property
    def mode_label(self) -> str:
        """随时接访, 接访日 ..."""
        return SessionMode(self.mode).label


def session_on(day: date) -> SessionView | None:
    """The session arrivals of `day` go to: the open one, else the last; None before anybody came."""
    newest = _sessions().where((ReceptionSession.day == day) & (ReceptionSession.mode != SessionMode.DESK))
    row = newest.order_by(ReceptionSession.closed_at.is_null().desc(), ReceptionSession.id.desc()).first()
    return None if row is None else _view(row)


def session_view(session_id: int) -> SessionView:
    """The session of that id, which a visit names."""
    return _view(_sessions().where(ReceptionSession.id == session_id).get())


def _sessions() -> Any:
    return ReceptionSession.select(ReceptionSession, Officer).join(Officer, JOIN.LEFT_OUTER)


def _view(row: Any) -> SessionView:
    seats: Any = (
        SessionParticipant.select(Unit.name, SessionParticipant.person)
        .join(Unit)
        .where(SessionParticipant.session == row.id)
        .order_by(SessionParticipant.id)
        .tuples()
    )
    seated = [(unit, person) for unit, person in seats]
    leader = row.leader if row.leader_id else None
    return SessionView(
        id=row.id,
        mode=row.mode,
        leader_id=row.leader_id,
        leader=leader.name if leader else "",
        leader_post=leader.post if leader else "",
        units=tuple(unit for unit, _ in seated),
        people=tuple(f"{unit} {person}".rstrip() for unit, person in seated),
        subject=row.subject,
        place=row.place,
        is_open=row.closed_at is None,
    )


def resubmission_count_for(leader_id: int) -> int:
    """How many resubmissions wait for this leader's decision."""
    waiting = (Resubmission.leader == leader_id) & Resubmission.decided_on.is_null()
    return int(Resubmission.select().where(waiting).count())
