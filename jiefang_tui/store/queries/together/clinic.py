"""Sessions as a list and in figures (批次 人次 件), and whose matter is still to be decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import (
    ConsultationPart,
    Matter,
    Officer,
    OwnerQuestion,
    ReceptionSession,
    SessionParticipant,
    Undertaking,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import SessionMode, VisitPurpose, VisitState

PAGE = 200


class Came(NamedTuple):
    """What came to some sessions: received arrivals only, as everywhere."""

    batches: int = 0
    persons: int = 0
    items: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def words(self) -> str:
        """``8批次10人次8件``."""
        return f"{self.batches}批次{self.persons}人次{self.items}件"

    @property
    def hours(self) -> str:
        """``8:30-14:20``: from the first arrival to the end of the last talk; empty where that is not known."""
        if self.first_at is None or self.last_at is None:
            return ""
        return f"{self.first_at.hour}:{self.first_at:%M}-{self.last_at.hour}:{self.last_at:%M}"


class SessionLine(NamedTuple):
    """A session as a line of the list."""

    id: int
    day: date
    mode: SessionMode
    leader: str
    subject: str
    place: str
    units: int
    came: Came
    open_undertakings: int


class OwnerView(NamedTuple):
    """归属会商 of a matter."""

    id: int
    matter_id: int
    register_no: str
    petitioner: str
    title: str
    on_day: date
    decides: str
    decide_by: date | None
    decided_on: date | None
    owner: str
    decided_by: str
    reason: str
    withdrawn_on: date | None
    consultation_id: int

    @property
    def words(self) -> str:
        """``归人社所办，周敏定`` or ``由刘静在12-01前定``."""
        if self.decided_on is not None:
            return f"归{self.owner}办，{self.decided_by}定"
        until = f"在{self.decide_by:%m-%d}前" if self.decide_by else ""
        return f"由{self.decides}{until}定"


def came_to(session_ids: Collection[int]) -> Came:
    """What came to these sessions together; a matter once."""
    here = Visit.session.in_(list(session_ids)) & Visit.is_counted
    arrived, finished = fn.MIN(Visit.arrived_at), fn.MAX(Visit.finished_at)
    heads: Any = Visit.select(fn.COUNT(Visit.id), fn.SUM(Visit.headcount), arrived, finished).where(here)
    batches, persons, first, last = heads.tuples().get()
    items = VisitMatter.select(fn.COUNT(VisitMatter.matter.distinct())).join(Visit).where(here).scalar()
    return Came(batches, persons or 0, items or 0, _moment(first), _moment(last))


def left_at(session_id: int) -> int:
    """How many left a session without having been received (未接谈离开)."""
    gone = (Visit.session == session_id) & (Visit.state == VisitState.LEFT) & (Visit.purpose == VisitPurpose.PETITION)
    return int(Visit.select().where(gone).count())


def _moment(value: Any) -> datetime | None:
    moment: datetime | None = Visit.arrived_at.python_value(value) if isinstance(value, str) else value
    return moment


def sessions(offset: int, limit: int) -> list[SessionLine]:
    """The sessions, the latest first."""
    rows = (
        ReceptionSession.select(ReceptionSession, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(ReceptionSession.mode != SessionMode.DESK)
        .order_by(ReceptionSession.day.desc(), ReceptionSession.id.desc())
        .offset(offset)
        .limit(limit)
    )
    found = list(rows)
    ids = [row.id for row in found]
    came, units = _came_by(ids), _count(SessionParticipant, ids)
    waiting = _count(Undertaking, ids, Undertaking.is_awaited)
    return [
        SessionLine(
            row.id,
            row.day,
            SessionMode(row.mode),
            row.leader.name if row.leader is not None else "",
            row.subject,
            row.place,
            units.get(row.id, 0),
            came.get(row.id, Came()),
            waiting.get(row.id, 0),
        )
        for row in found
    ]


def _came_by(ids: list[int]) -> dict[int, Came]:
    here = Visit.session.in_(ids) & Visit.is_counted
    heads: Any = (
        Visit.select(Visit.session, fn.COUNT(Visit.id), fn.SUM(Visit.headcount)).where(here).group_by(Visit.session)
    )
    matters: Any = (
        VisitMatter.select(Visit.session, fn.COUNT(VisitMatter.matter.distinct()))
        .join(Visit)
        .where(here)
        .group_by(Visit.session)
    )
    items = dict(matters.tuples())
    return {one: Came(batches, persons, items.get(one, 0)) for one, batches, persons in heads.tuples()}


def _count(model: Any, ids: list[int], *more: Any) -> dict[int, int]:
    rows: Any = model.select(model.session, fn.COUNT(model.id)).where(model.session.in_(ids), *more)
    return dict(rows.group_by(model.session).tuples())


# -- whose matter it is


def open_owners(offset: int, limit: int) -> list[OwnerView]:
    """Those that nobody has decided, by the day until which somebody will; of a report (检举控告) none."""
    return _owners(OwnerQuestion.is_awaited & Matter.is_readable, offset, limit)


def owners_of(matter_id: int) -> list[OwnerView]:
    """Those of a matter."""
    return _owners(OwnerQuestion.matter == matter_id)


def owners_at(session_id: int) -> list[OwnerView]:
    """Those of a session that were not taken back; of a report (检举控告) none."""
    stands = OwnerQuestion.withdrawn_on.is_null() & Matter.is_readable
    return _owners((OwnerQuestion.session == session_id) & stands)


def owner_question(row_id: int) -> OwnerView:
    """One of them."""
    return _owners(OwnerQuestion.id == row_id)[0]


def _owners(where: Any, offset: int = 0, limit: int = PAGE) -> list[OwnerView]:
    rows = (
        OwnerQuestion.select(OwnerQuestion, Matter, ConsultationPart, Unit)
        .join(Matter)
        .join_from(OwnerQuestion, ConsultationPart, JOIN.LEFT_OUTER)
        .join_from(OwnerQuestion, Unit, JOIN.LEFT_OUTER)
        .where(where)
        .order_by(ConsultationPart.due_on, OwnerQuestion.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        OwnerView(
            id=row.id,
            matter_id=row.matter_id,
            register_no=row.matter.register_no,
            petitioner=row.matter.petitioner_name,
            title=row.matter.title or row.matter.register_no,
            on_day=row.consultation.on_day,
            decides=row.task.person if row.task is not None else "",
            decide_by=row.task.due_on if row.task is not None else None,
            decided_on=row.decided_on,
            owner=row.owner.name if row.owner is not None else "",
            decided_by=row.decided_by,
            reason=row.reason,
            withdrawn_on=row.withdrawn_on,
            consultation_id=row.consultation_id,
        )
        for row in rows
    ]
