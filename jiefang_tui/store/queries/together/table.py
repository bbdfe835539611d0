"""The table of a session: its units, what was undertaken, the other side; and all of that under a matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.store.models import (
    Matter,
    OppositeParty,
    SessionParticipant,
    Undertaking,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import Attendance, Category, Presence, VisitState


class SeatView(NamedTuple):
    """A unit beside the leader."""

    id: int
    unit: str
    person: str
    attendance: Attendance | None
    presence: Presence | None


class UndertakingView(NamedTuple):
    """What was undertaken."""

    id: int
    matter_id: int | None
    matter: str
    """Title or number; empty where it is about the session."""
    petitioner: str
    unit: str
    person: str
    text: str
    said_on: date
    due_on: date | None
    first_due_on: date | None
    change_reason: str
    done_on: date | None
    proof: str
    withdrawn_on: date | None
    withdraw_reason: str
    session_id: int | None

    @property
    def who(self) -> str:
        """``人社所李强``."""
        return self.unit + self.person

    @property
    def is_open(self) -> bool:
        """Whether it stands and is not done."""
        return self.done_on is None and self.withdrawn_on is None

    @property
    def words(self) -> str:
        """``核对工资表  原定12-01，账本没拿到``."""
        put_off = f"原定{self.first_due_on:%m-%d}，{self.change_reason}" if self.first_due_on else self.change_reason
        return "  ".join(part for part in (self.text, put_off, self.proof, _taken_back(self)) if part)


class PartyView(NamedTuple):
    """The other side."""

    id: int
    matter_id: int
    name: str
    relation: str
    phone: str
    asked_on: date
    may_meet: bool
    visitor_said: str
    invited_on: date | None
    invited_how: str
    attendance: Attendance | None
    has_agreed: bool | None
    outcome: str
    withdrawn_on: date | None
    withdraw_reason: str
    petitioner: str
    matter: str
    """Title or number of the matter."""

    @property
    def who(self) -> str:
        """``班组长张某``."""
        return self.relation + self.name

    @property
    def words(self) -> str:
        """``来访人同意见面  11-23约(电话)  同意分三期``."""
        answer = "来访人同意见面" if self.may_meet else "来访人不同意见面"
        how = f"({self.invited_how})" if self.invited_how else ""
        invited = f"{self.invited_on:%m-%d}约{how}" if self.invited_on else ""
        said = (answer, self.visitor_said, invited, self.outcome, _taken_back(self))
        return "  ".join(part for part in said if part)

    @property
    def stands(self) -> str:
        """How far it is: 不见面, 还没约, 已约, 到，谈成."""
        if self.withdrawn_on is not None:
            return f"{self.withdrawn_on:%m-%d}撤回"
        if not self.may_meet:
            return "不见面"
        if self.attendance is None:
            return "已约" if self.invited_on else "还没约"
        agreed = {True: "，谈成", False: "，没谈成", None: ""}[self.has_agreed]
        return f"{self.attendance.label}{agreed}"


def _taken_back(one: UndertakingView | PartyView) -> str:
    """Why it was taken back, as what it is: no part of what was said."""
    return f"撤回：{one.withdraw_reason}" if one.withdraw_reason else ""


class TableMatter(NamedTuple):
    """A matter of those who came to a session."""

    id: int
    visit_id: int
    number: int | None
    """Of the arrival in that day's queue."""
    name: str
    title: str
    register_no: str
    is_in_talk: bool
    """They are being received now."""


_READABLE: Any = Undertaking.matter.is_null() | Matter.is_readable
"""Condition: what was undertaken as a whole, or in a matter that is no report."""


def seats_of(session_id: int) -> list[SeatView]:
    """参加单位 in the order in which they were written down."""
    rows = SessionParticipant.select(SessionParticipant, Unit).join(Unit)
    rows = rows.where(SessionParticipant.session == session_id).order_by(SessionParticipant.id)
    return [
        SeatView(
            row.id,
            row.unit.name,
            row.person,
            Attendance(row.attendance) if row.attendance else None,
            Presence(row.presence) if row.presence else None,
        )
        for row in rows
    ]


def undertakings_at(session_id: int) -> list[UndertakingView]:
    """What was undertaken at a session; in what waits as a report (检举控告) nothing is read (Art. 30(3))."""
    return _undertakings((Undertaking.session == session_id) & _READABLE)


def undertakings_of(matter_id: int) -> list[UndertakingView]:
    """What was undertaken in a matter, wherever it was said."""
    return _undertakings(Undertaking.matter == matter_id)


def undertaking(row_id: int) -> UndertakingView:
    """One of them."""
    return _undertakings(Undertaking.id == row_id)[0]


def open_undertakings(limit: int, offset: int = 0) -> list[UndertakingView]:
    """Every one that stands and is not done, by its day."""
    return _undertakings(Undertaking.is_awaited & _READABLE, limit, offset)


def _undertakings(where: Any, limit: int | None = None, offset: int = 0) -> list[UndertakingView]:
    rows = (
        Undertaking.select(Undertaking, Unit, Matter)
        .join(Unit, JOIN.LEFT_OUTER)
        .join_from(Undertaking, Matter, JOIN.LEFT_OUTER)
        .where(where)
        .order_by(Undertaking.due_on.asc(nulls="last"), Undertaking.id)
    )
    if limit is not None:
        rows = rows.limit(limit).offset(offset)
    return [_undertaking(row) for row in rows]


def _undertaking(row: Any) -> UndertakingView:
    matter = row.matter if row.matter_id is not None else None
    return UndertakingView(
        id=row.id,
        matter_id=row.matter_id,
        matter=(matter.title or matter.register_no) if matter is not None else "",
        petitioner=matter.petitioner_name if matter is not None else "",
        unit=row.unit.name if row.unit_id is not None else "",
        person=row.person,
        text=row.text,
        said_on=row.said_on,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        change_reason=row.change_reason,
        done_on=row.done_on,
        proof=row.proof,
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason,
        session_id=row.session_id,
    )


def parties_at(session_id: int, matter_ids: Sequence[int]) -> list[PartyView]:
    """Those asked to this session, and those of its matters; of what waits as a report nobody is named."""
    asked = (OppositeParty.session == session_id) | OppositeParty.matter.in_(list(matter_ids))
    return _parties(asked & Matter.is_readable)


def parties_of(matter_id: int) -> list[PartyView]:
    """The other side of a matter."""
    return _parties(OppositeParty.matter == matter_id)


def party(row_id: int) -> PartyView:
    """One of them."""
    return _parties(OppositeParty.id == row_id)[0]


def _parties(where: Any) -> list[PartyView]:
    return [
        PartyView(
            id=row.id,
            matter_id=row.matter_id,
            name=row.name,
            relation=row.relation,
            phone=row.phone,
            asked_on=row.asked_on,
            may_meet=row.may_meet,
            visitor_said=row.visitor_said,
            invited_on=row.invited_on,
            invited_how=row.invited_how,
            attendance=Attendance(row.attendance) if row.attendance else None,
            has_agreed=row.has_agreed,
            outcome=row.outcome,
            withdrawn_on=row.withdrawn_on,
            withdraw_reason=row.withdraw_reason,
            petitioner=row.matter.petitioner_name,
            matter=row.matter.title or row.matter.register_no,
        )
        for row in OppositeParty.select(OppositeParty, Matter).join(Matter).where(where).order_by(OppositeParty.id)
    ]


def matters_at(session_id: int, *, received: bool = False) -> list[TableMatter]:
    """The matters that were brought to a session, by the order of arrival; of a report (检举控告) nothing.

    `received`: of those only that count as 批次 (`Visit.is_counted`), not of who waits or left.
    """
    come = Visit.is_counted if received else Visit.counts
    rows: Any = (
        VisitMatter.select(
            Matter.id,
            Visit.id,
            Visit.queue_no,
            Visit.shown_name,
            Matter.title,
            Matter.register_no,
            Visit.state == VisitState.IN_TALK,
        )
        .join(Visit)
        .join_from(VisitMatter, Matter)
        .where((Visit.session == session_id) & come & (Matter.category != Category.REPORT_ACCUSATION))
        .order_by(Visit.queue_no, VisitMatter.ordinal)
        .tuples()
    )
    return [TableMatter(*row) for row in rows]
