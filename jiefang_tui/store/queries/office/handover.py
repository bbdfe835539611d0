"""What an officer still has in hand: what a handover moves, and what stands in the way of leaving.

One table (`WORK`) says what counts; the counts before a handover and the rows it moves come from the same queries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peewee import fn

from jiefang_tui.store.models import (
    Appointment,
    Dispatch,
    Duty,
    Matter,
    Measure,
    Officer,
    Responsibility,
    Resubmission,
    TaskForceMember,
    Urge,
)
from jiefang_tui.terms import OPEN_MATTER_STATES, AppointmentState, MatterState

_UNRESTED = (*OPEN_MATTER_STATES, MatterState.CONCLUDED)
"""A matter under a leader is in hand until it is closed (销号)."""


@dataclass(frozen=True)
class Work:
    """One kind of work: what it is called, the column that names the officer, and the rows that are open."""

    label: str
    measure: str
    """The word it is counted with: 件, 条."""
    model: Any
    column: str
    rows: Callable[[int], Any]
    """Officer id -> query of open rows."""
    matter_of: Callable[[Any], int | None]
    """Row -> the matter it belongs to."""


def _on_sheet(model: Any) -> Any:
    """Rows of a sheet whose matter is not at rest."""
    return model.select().join(Responsibility).join(Matter).where(Matter.state.in_(_UNRESTED))


def _sheets(officer: int) -> Any:
    return Responsibility.select().join(Matter).where(Matter.state.in_(_UNRESTED) & (Responsibility.leader == officer))


def _seats(officer: int) -> Any:
    return _on_sheet(TaskForceMember).where(TaskForceMember.officer == officer)


def _measures(officer: int) -> Any:
    return _on_sheet(Measure).where((Measure.owner == officer) & Measure.done_on.is_null() & ~Measure.is_dropped)


def _duties(officer: int) -> Any:
    return _on_sheet(Duty).where((Duty.officer == officer) & Duty.fulfilled_on.is_null())


def _to_do() -> Any:
    """Condition on `Matter`: open, to be executed, visited and closed, or not yet told in writing of its refusal."""
    owes_notice = (
        Matter.state.in_((MatterState.REFUSED, MatterState.ROUTED_OUT))
        & Matter.notified_on.is_null()
        & (Matter.notice_exempt_reason == "")
    )
    to_rest = (Matter.state == MatterState.CONCLUDED) & Matter.accepted_on.is_null(False)
    return Matter.state.in_(OPEN_MATTER_STATES) | to_rest | owes_notice


def _handled(officer: int) -> Any:
    return Matter.select().where((Matter.handler == officer) & _to_do())


def _first_received(officer: int) -> Any:
    return Matter.select().where((Matter.first_receiver == officer) & _to_do())


def _dispatches(officer: int) -> Any:
    return (
        Dispatch.select()
        .join(Matter)
        .where(
            (Dispatch.officer == officer)
            & Matter.state.in_(OPEN_MATTER_STATES)
            & Dispatch.returned_on.is_null()
            & Dispatch.replied_on.is_null()
            & Dispatch.ended_on.is_null()
        )
    )


def _urges(officer: int) -> Any:
    return Urge.select().where((Urge.to_officer == officer) & Urge.answered_on.is_null())


def _resubmissions(officer: int) -> Any:
    return Resubmission.select().where((Resubmission.leader == officer) & Resubmission.decided_on.is_null())


def _booked(officer: int) -> Any:
    return Appointment.select().where((Appointment.leader == officer) & (Appointment.state == AppointmentState.BOOKED))


def _by_sheet(row: Any) -> int:
    return int(row.responsibility.matter_id)


def _itself(row: Any) -> int:
    return int(row.id)


def _by_matter(row: Any) -> int | None:
    matter_id: int | None = row.matter_id
    return matter_id


WORK: tuple[Work, ...] = (
    Work("包案", "件", Responsibility, "leader", _sheets, _by_matter),
    Work("专班成员", "处", TaskForceMember, "officer", _seats, _by_sheet),
    Work("化解措施", "条", Measure, "owner", _measures, _by_sheet),
    Work("三包责任", "项", Duty, "officer", _duties, _by_sheet),
    Work("经办", "件", Matter, "handler", _handled, _itself),
    Work("首接", "件", Matter, "first_receiver", _first_received, _itself),
    Work("待签收待答复", "件", Dispatch, "officer", _dispatches, _by_matter),
    Work("待回复的催办", "件", Urge, "to_officer", _urges, _by_matter),
    Work("待研判的提请", "件", Resubmission, "leader", _resubmissions, _by_matter),
    Work("约访", "人", Appointment, "leader", _booked, _by_matter),
)
"""In the order in which they are told. Confirmed commitments and what was signed or done stays with who did it, and a
card with who got it: nobody inherits a card."""


@dataclass(frozen=True)
class InHand:
    """How much of one kind an officer still has."""

    label: str
    measure: str
    count: int

    @property
    def words(self) -> str:
        """``包案3件``."""
        return f"{self.label}{self.count}{self.measure}"


def in_hand(officer_id: int) -> list[InHand]:
    """What the officer still has to do, without the kinds there are none of."""
    found = []
    for work in WORK:
        count = int(work.rows(officer_id).select(fn.COUNT(work.model.id)).scalar() or 0)
        if count:
            found.append(InHand(work.label, work.measure, count))
    return found


def in_hand_of(name: str) -> list[InHand]:
    """The same for the active officer of that name; empty for an unknown one."""
    row = Officer.select(Officer.id).where((Officer.name == name.strip()) & Officer.is_active).first()
    return in_hand(row.id) if row is not None else []
