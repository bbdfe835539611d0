"""专案 with their teams, measures and matters; and those that a matter is in."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.store.models import Cause, CauseMatter, CauseMeasure, CauseMember, Matter, Officer
from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState


class MemberView(NamedTuple):
    """Somebody in the team."""

    id: int
    name: str
    duty: str


class CauseMeasureView(NamedTuple):
    """A measure of the team."""

    id: int
    text: str
    owner: str
    due_on: date | None
    done_on: date | None
    result: str
    dropped_on: date | None
    drop_reason: str


class CauseMatterView(NamedTuple):
    """A matter that has the cause."""

    matter_id: int
    register_no: str
    name: str
    title: str
    state: MatterState

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is in hand any more."""
        return self.state not in OPEN_MATTER_STATES


class CauseView(NamedTuple):
    """A cause with its team."""

    id: int
    title: str
    cause: str
    leader: str
    opened_on: date
    closed_on: date | None
    result: str
    withdrawn_on: date | None
    withdraw_reason: str
    members: tuple[MemberView, ...]
    measures: tuple[CauseMeasureView, ...]
    matters: tuple[CauseMatterView, ...]

    @property
    def goes_on(self) -> bool:
        """Whether the team is at work."""
        return self.closed_on is None and self.withdrawn_on is None

    @property
    def open_measures(self) -> int:
        """How many are to be done."""
        return sum(one.done_on is None and one.dropped_on is None for one in self.measures)

    @property
    def words(self) -> str:
        """``隧道爆破震损房屋  周敏牵头  措施1/3``."""
        led = f"{self.leader}牵头" if self.leader else ""
        stands = [one for one in self.measures if one.dropped_on is None]
        done = f"措施{len(stands) - self.open_measures}/{len(stands)}" if stands else ""
        ended = f"{self.closed_on:%m-%d}了结" if self.closed_on else ""
        return "  ".join(filter(None, (self.title, led, done, ended)))


def causes() -> list[CauseView]:
    """Every cause, those at work first."""
    order = (Cause.closed_on.is_null().desc(), Cause.withdrawn_on.is_null().desc(), Cause.id.desc())
    return [_view(row) for row in Cause.select().order_by(*order)]


def cause(cause_id: int) -> CauseView:
    """One of them."""
    return _view(Cause.get_by_id(cause_id))


def causes_of(matter_id: int) -> list[CauseView]:
    """Those that a matter is in now."""
    its_own = CauseMatter.select(CauseMatter.cause).where((CauseMatter.matter == matter_id) & CauseMatter.stands)
    return [_view(row) for row in Cause.select().where(Cause.id.in_(its_own) & Cause.withdrawn_on.is_null())]


class CauseHand(NamedTuple):
    """What somebody has in a cause that is at work."""

    officer_id: int
    title: str
    what: str
    """组长, 成员, 措施."""


def hands_in_cause(cause_id: int) -> list[CauseHand]:
    """Who leads the team, sits in it or has a measure to do."""
    row = Cause.get_by_id(cause_id)
    found = [CauseHand(row.leader_id, row.title, "组长")] if row.leader_id is not None else []
    members = CauseMember.select().where(CauseMember.cause == row).order_by(CauseMember.id)
    found += [CauseHand(one.officer_id, row.title, "成员") for one in members]
    owned = (CauseMeasure.cause == row) & CauseMeasure.is_awaited & CauseMeasure.owner.is_null(False)
    measures = CauseMeasure.select().where(owned).order_by(CauseMeasure.id)
    return found + [CauseHand(one.owner_id, row.title, "措施") for one in measures if one.owner_id is not None]


def hands_over(matter_id: int) -> list[CauseHand]:
    """The same in every cause at work that a matter is in."""
    its_own = CauseMatter.select(CauseMatter.cause).where((CauseMatter.matter == matter_id) & CauseMatter.stands)
    rows = Cause.select().where(Cause.id.in_(its_own) & Cause.goes_on).order_by(Cause.id)
    return [hand for row in rows for hand in hands_in_cause(row.id)]


def matters_in(cause_id: int) -> list[Matter]:
    """The matters that a cause has now."""
    its_own = (CauseMatter.cause == cause_id) & CauseMatter.stands
    return list(Matter.select().join(CauseMatter).where(its_own).distinct().order_by(Matter.id))


def open_causes() -> list[tuple[int, str]]:
    """Those at work, to choose from."""
    return [(row.id, row.title) for row in Cause.select().where(Cause.goes_on).order_by(Cause.id.desc())]


def _view(row: Cause) -> CauseView:
    members: Any = CauseMember.select(CauseMember.id, Officer.name, CauseMember.duty).join(Officer)
    measures = CauseMeasure.select(CauseMeasure, Officer).join(Officer, JOIN.LEFT_OUTER)
    matters = (
        Matter.select()
        .join(CauseMatter)
        .where((CauseMatter.cause == row) & CauseMatter.stands & Matter.stands & Matter.is_readable)
        .distinct()
    )
    return CauseView(
        id=row.id,
        title=row.title,
        cause=row.cause,
        leader=row.leader.name if row.leader is not None else "",
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        result=row.result,
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason,
        members=tuple(
            MemberView(*one) for one in members.where(CauseMember.cause == row).order_by(CauseMember.id).tuples()
        ),
        measures=tuple(_measure(one) for one in measures.where(CauseMeasure.cause == row).order_by(CauseMeasure.id)),
        matters=tuple(
            CauseMatterView(
                one.id, one.register_no, one.petitioner_name, one.title or one.register_no, MatterState(one.state)
            )
            for one in matters.order_by(Matter.received_on, Matter.id)
        ),
    )


def _measure(row: CauseMeasure) -> CauseMeasureView:
    return CauseMeasureView(
        row.id,
        row.text,
        row.owner.name if row.owner is not None else "",
        row.due_on,
        row.done_on,
        row.result,
        row.dropped_on,
        row.drop_reason,
    )
