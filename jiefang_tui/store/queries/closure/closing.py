"""结案审查 (the closing review) of one matter: what is missing, from the rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui.rules.closing import ClosingFacts, Gap, Signed, gaps
from jiefang_tui.store.models import (
    Commitment,
    FollowUp,
    Matter,
    Measure,
    Officer,
    Recusal,
    Responsibility,
    SupervisionCard,
    VisitMatter,
)
from jiefang_tui.store.queries.responsibility.sheets import sheet
from jiefang_tui.terms import CardColour, Category, LegalRoute, MatterState, OpinionResult

__all__ = ["Gap", "closing_facts", "closing_gaps", "last_solved", "open_commitments", "open_measures"]


def closing_gaps(matter_id: int, today: date, signed: Signed | None = None) -> list[Gap]:
    """What the closing review misses, each with the tab and key that fill it; empty for a matter already closed.

    Without `signed` (what the form of the closing says) its own points are listed, too, as `is_in_form`.
    """
    if Matter.get_by_id(matter_id).state == MatterState.CLOSED:
        return []
    return gaps(closing_facts(matter_id, today), signed)


def closing_facts(matter_id: int, today: date) -> ClosingFacts:
    """What `rules.closing` looks at."""
    matter = Matter.get_by_id(matter_id)
    owned = sheet(matter_id, today)
    owes = (
        matter.accepted_on is not None
        and matter.category == Category.CLAIM
        and matter.route == LegalRoute.PETITION_PROCEDURE
        and matter.opinion_result != OpinionResult.MEDIATED
        and not matter.is_simple
    )
    return ClosingFacts(
        owes_opinion=owes,
        replied_on=matter.replied_on,
        served_on=matter.served_on,
        executed_on=matter.executed_on,
        is_visited=bool(last_solved(matter)),
        commitments=open_commitments(matter_id),
        measures=open_measures(matter_id),
        box_gap=owned.gap if owned else "",
        cards=_open_cards(matter_id),
        leaders=_leaders(matter_id),
    )


def open_commitments(matter_id: int) -> tuple[str, ...]:
    """Commitments not fulfilled, by their words."""
    rows: Any = (
        Commitment.select(Commitment.text)
        .where((Commitment.matter == matter_id) & Commitment.fulfilled_on.is_null())
        .order_by(Commitment.due_on, Commitment.id)
        .tuples()
    )
    return tuple(text for (text,) in rows)


def open_measures(matter_id: int) -> tuple[str, ...]:
    """Measures neither done nor taken back, by their words."""
    rows: Any = (
        Measure.select(Measure.text)
        .join(Responsibility)
        .where((Responsibility.matter == matter_id) & Measure.done_on.is_null() & ~Measure.is_dropped)
        .order_by(Measure.ordinal)
        .tuples()
    )
    return tuple(text for (text,) in rows)


def last_solved(matter: Matter) -> str:
    """What the last visit since the matter was concluded found (`terms.Solved`); empty without one."""
    if matter.followed_up_on is None:
        return ""
    since = matter.concluded_on or date.min
    row = (
        FollowUp.select(FollowUp.solved)
        .where((FollowUp.matter == matter) & (FollowUp.on_day >= since))
        .order_by(FollowUp.on_day.desc(), FollowUp.id.desc())
        .first()
    )
    return row.solved if row else ""


def _open_cards(matter_id: int) -> tuple[str, ...]:
    rows: Any = (
        SupervisionCard.select(SupervisionCard.colour, SupervisionCard.card_no)
        .where((SupervisionCard.matter == matter_id) & SupervisionCard.withdrawn_on.is_null())
        .order_by(SupervisionCard.id)
        .tuples()
    )
    return tuple(f"{CardColour(colour).label} {number}" for colour, number in rows)


def _leaders(matter_id: int) -> tuple[str, ...]:
    """Who may sign: the owner, and the leaders who received it; who has left the office or stands aside cannot."""
    owners = Responsibility.select(Responsibility.leader).where(Responsibility.matter == matter_id)
    received = VisitMatter.select(VisitMatter.leader).where(
        (VisitMatter.matter == matter_id) & VisitMatter.leader.is_null(False)
    )
    aside = Recusal.select(Recusal.officer).where((Recusal.matter == matter_id) & Recusal.ended_on.is_null())
    rows: Any = (
        Officer.select(Officer.name)
        .where((Officer.id.in_(owners) | Officer.id.in_(received)) & Officer.is_active & Officer.id.not_in(aside))
        .order_by(Officer.id)
        .tuples()
    )
    return tuple(dict.fromkeys(name for (name,) in rows))
