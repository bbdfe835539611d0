"""Where every matter stands: the work lists of matters, one builder of ids each, by an index.

What is still handled stands in 待定去向, 包案在办, 交办在办, 报请上级, 调解中, 异议待同意, 待送达 or 复查复核中; what
is concluded and has to come to rest in 待执行, 待回访 or 待销号, one after the other; what ended without the written
notice of Regulation Art. 23(2) in 待告知. `figures` and `supervision` name and order them; nothing else decides who
belongs.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from peewee import fn

from jiefang_tui.rules.moves import HANDED
from jiefang_tui.store.models import (
    Appointment,
    Correction,
    Extension,
    Matter,
    Responsibility,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.responsibility.empty_boxes import empty_box
from jiefang_tui.terms import (
    OPEN_MATTER_STATES,
    OPEN_VISIT_STATES,
    AppointmentState,
    Category,
    CountyEntry,
    LeaderLevel,
    LegalRoute,
    MatterState,
    OpinionResult,
)

ASSIGNED_DAYS = 3
"""What was handed over stands in 交办到期 this many days before its date."""
_TOLD_ELSEWHERE = (
    MatterState.RETURNED, MatterState.MERGED, MatterState.SEALED_OUT, MatterState.CLOSED, MatterState.VOIDED,
    MatterState.OBJECTED,
)  # fmt: skip
"""Not in 待告知: objected to, told by who has it now, or over."""
RECEIVED_PETITION = Visit.is_counted


def in_states(*states: MatterState) -> Any:
    """Matters in one of these states."""
    return Matter.select(Matter.id).where(Matter.state.in_(states))


def sheet() -> Any:
    """Correlated: the sheet of 三定三包 of `Matter`."""
    return Responsibility.select(Responsibility.id).where(Responsibility.matter == Matter.id)


# -- handled


def pending(day: date, group: int) -> Any:
    """Registered, no visit about it goes on, none is booked: nobody has said where it goes."""
    going_on = (
        VisitMatter.select(VisitMatter.id)
        .join(Visit)
        .where((VisitMatter.matter == Matter.id) & (Visit.day == day) & Visit.state.in_(OPEN_VISIT_STATES))
    )
    booked = Appointment.select(Appointment.id).where(
        (Appointment.matter == Matter.id) & (Appointment.state == AppointmentState.BOOKED)
    )
    return in_states(MatterState.REGISTERED).where(~fn.EXISTS(going_on) & ~fn.EXISTS(booked))


def owned(day: date, group: int) -> Any:
    """Under a leader and open."""
    return in_states(*OPEN_MATTER_STATES).where(fn.EXISTS(sheet()))


def assigned(day: date, group: int) -> Any:
    """Handled by a station, a village or an officer, without a leader's sheet."""
    return in_states(MatterState.HANDLING).where(~fn.EXISTS(sheet()))


def submitted_up(day: date, group: int) -> Any:
    """With a higher level that coordinates."""
    return in_states(MatterState.SUBMITTED_UP)


def in_mediation(day: date, group: int) -> Any:
    """With a mediation committee."""
    return in_states(MatterState.IN_MEDIATION)


def objected(day: date, group: int) -> Any:
    """Not ours: waits for the consent to return it (Regulation Art. 23(3))."""
    return in_states(MatterState.OBJECTED)


def replied(day: date, group: int) -> Any:
    """The handling opinion is issued and not yet served."""
    return in_states(MatterState.REPLIED)


def in_review(day: date, group: int) -> Any:
    """With the body that does 复查 or 复核 (Regulation Art. 35, 36)."""
    return in_states(MatterState.REVIEWING, MatterState.RECHECKING)


DECIDED_ABOVE = (MatterState.OBJECTED, MatterState.REVIEWING, MatterState.RECHECKING)
"""A higher body decides: nothing can be done here until it has."""


def above(day: date, group: int) -> Any:
    """A higher body has to answer: asked to coordinate, to take it back (Art. 23(3)), to review it (Art. 35, 36)."""
    return in_states(MatterState.SUBMITTED_UP, *DECIDED_ABOVE)


def assigned_due(day: date, group: int) -> Any:
    """Handed over, and the date set by hand is near or past."""
    return in_states(*HANDED).where(Matter.due_on <= day + timedelta(days=ASSIGNED_DAYS))


def unaccepted(day: date, group: int) -> Any:
    """`rules.moves.awaits_acceptance`: handled, and the days of Art. 34 do not run."""
    plain = Matter.route.is_null() | (Matter.route == LegalRoute.PETITION_PROCEDURE)
    return in_states(*HANDED).where((Matter.category == Category.CLAIM) & plain & Matter.accepted_on.is_null())


def with_gaps(day: date, group: int) -> Any:
    """Open, and one of the six boxes is empty."""
    # Not a join: SQLite would begin with every sheet there ever was instead of the few open matters.
    gaps = Responsibility.select(Responsibility.id).where((Responsibility.matter == Matter.id) & empty_box())
    return in_states(*OPEN_MATTER_STATES).where(fn.EXISTS(gaps))


# -- coming to rest


def to_tell(day: date, group: int) -> Any:
    """The petitioner has no written notice yet (Regulation Art. 23(2)), or was not told why it was extended.

    Decided or not: the days run from the day it came. What came today and waits for its talk is not listed.
    Where name or address are unclear none is owed; of a refusal or another route the reason must then be written down.
    """
    return Matter.select(Matter.id).where(Matter.id.in_(_without_notice(day) | _extension_untold()))


def _extension_untold() -> Any:
    """Open, and the reason of an extension was not told (Art. 34)."""
    untold = Extension.told_on.is_null() & Extension.undone_on.is_null()
    return Extension.select(Extension.matter).where(untold & Extension.matter.in_(in_states(*OPEN_MATTER_STATES)))


def _without_notice(day: date) -> Any:
    return Matter.select(Matter.id).where(
        Matter.notified_on.is_null()
        & Matter.state.not_in(_TOLD_ELSEWHERE)
        & ((Matter.state != MatterState.REGISTERED) | (Matter.received_on < day))
        & (Matter.notice_due.is_null(False) | Matter.state.in_((MatterState.REFUSED, MatterState.ROUTED_OUT)))
        & (Matter.notice_exempt_reason == "")
    )


def _to_rest() -> Any:
    """Concluded, and handled before (`rules.moves.needs_closing`): it has to be executed, visited and closed."""
    handled = Matter.was_handled == True  # noqa: E712  (else SQLite does not use the index)
    return in_states(MatterState.CONCLUDED).where(handled)


_IS_VISITED = Matter.followed_up_on.is_null(False) & (
    Matter.concluded_on.is_null() | (Matter.followed_up_on >= Matter.concluded_on)
)
"""Visited since it was concluded; a visit before it was open again tells nothing of this time."""


_IS_CARRIED_OUT = Matter.executed_on.is_null(False) | (Matter.opinion_result == OpinionResult.NOT_SUPPORTED)
"""`rules.closing.carried_out`: what was not supported has nothing to execute."""


def to_execute(day: date, group: int) -> Any:
    """Concluded, not yet 执行到位."""
    return _to_rest().where(~_IS_CARRIED_OUT)


def to_visit(day: date, group: int) -> Any:
    """Executed, not yet visited again (回访)."""
    return _to_rest().where(_IS_CARRIED_OUT & ~_IS_VISITED)


def to_close(day: date, group: int) -> Any:
    """Executed and visited, not yet 销号."""
    return _to_rest().where(_IS_CARRIED_OUT & _IS_VISITED)


# -- the county's system, and the matters of a day


def not_entered(day: date, group: int) -> Any:
    """Open or not; a merged matter is entered with the one it was merged into."""
    return Matter.select(Matter.id).where(
        (Matter.county_state == CountyEntry.NOT_ENTERED) & Matter.state.not_in((MatterState.MERGED, MatterState.VOIDED))
    )


def of_day(day: date, *where: Any) -> Any:
    """Distinct matters of the day's received petition visits."""
    pairs = VisitMatter.select(VisitMatter.matter).join(Visit).where((Visit.day == day) & RECEIVED_PETITION)
    return Matter.select(Matter.id).where(Matter.id.in_(pairs.where(*where) if where else pairs))


def filed_on(day: date) -> Any:
    """Distinct matters of what was filed on the day and is no visit (来件): counted as 件, never as 批次."""
    came = (Visit.day == day) & ~Visit.is_arrival & Visit.counts
    return Matter.select(Matter.id).where(
        Matter.id.in_(VisitMatter.select(VisitMatter.matter).join(Visit).where(came)) & Matter.stands
    )


def assigned_from(level: LeaderLevel, first: date, last: date) -> Any:
    """Received from above in these days out of the reception of a leader of this level (领导接访交办)."""
    received = Matter.transferred_in_on.between(first, last)
    return Matter.select(Matter.id).where((Matter.assigned_level == level) & received & Matter.stands)


def voided_pairs(*columns: Any) -> Any:
    """`columns` of matters voided by themselves (登记作废 of one of several) whose visit stands, with that visit."""
    is_back = VisitMatter.select().where((VisitMatter.visit == Visit.id) & (VisitMatter.matter == Correction.matter))
    return (
        Correction.select(*columns)
        .join(Visit, on=(Correction.row_id == Visit.id))
        .where(Correction.is_voided_pair & Visit.counts & ~fn.EXISTS(is_back))
    )


def voided_apart(*where: Any) -> Any:
    """The same as matters."""
    return Matter.select(Matter.id).where(Matter.id.in_(voided_pairs(Correction.matter).where(*where)))
