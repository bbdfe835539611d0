"""来件: what came in although nobody came, newest first, with where it stands."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import Matter, Visit, VisitMatter
from jiefang_tui.store.queries.matter.figures_of_matters import assigned_from
from jiefang_tui.terms import Channel, LeaderLevel, MatterState, Outcome, VisitState

PAGE = 200


class IncomingLine(NamedTuple):
    """One letter, call, ticket or paper from above; of several matters the first."""

    visit_id: int
    matter_id: int | None
    """None for a ticket that is no matter."""
    received_on: date
    channel: Channel
    how: str
    """How it came, as lists say it: the label of `channel`, ``县领导交办``."""
    outside_no: str
    name: str
    title: str
    stands: str
    due_on: date | None
    is_open: bool
    """Whether nothing was decided of it yet."""


_UNDECIDED = VisitMatter.select(VisitMatter.visit).where(VisitMatter.outcome == "")
_OPEN: Any = Visit.finished_at.is_null()
"""Nothing is left to decide once an outcome ends it or a ticket has its result."""


def incoming(offset: int = 0, limit: int = PAGE, *, only_open: bool = False) -> list[IncomingLine]:
    """A page of what came in, newest first; `only_open`: of which nothing was decided yet."""
    first = VisitMatter.select(fn.MIN(VisitMatter.ordinal)).where(VisitMatter.visit == Visit.id)
    query: Any = (
        Visit.select(
            Visit.id,
            VisitMatter.matter,
            Visit.day,
            Visit.channel,
            Visit.outside_no,
            Visit.shown_name,
            Matter.title,
            Visit.window_note,
            VisitMatter.outcome,
            Matter.state,
            Matter.next_due_on,
            Visit.outside_due,
            Visit.finished_at,
            Matter.assigned_level,
        )
        .join(VisitMatter, JOIN.LEFT_OUTER, on=((VisitMatter.visit == Visit.id) & (VisitMatter.ordinal == first)))
        .join(Matter, JOIN.LEFT_OUTER, on=(VisitMatter.matter == Matter.id))
        .where(_filed(only_open))
        .order_by(Visit.day.desc(), Visit.id.desc())
        .offset(offset)
        .limit(limit)
        .tuples()
    )
    return [_line(*row) for row in query]


def incoming_count(*, only_open: bool = False) -> int:
    """How many there are."""
    return int(Visit.select(fn.COUNT(Visit.id)).where(_filed(only_open)).scalar() or 0)


def incoming_by_channel(day: date) -> dict[Channel, int]:
    """How many came in on `day`, by how; tickets of the hotline are counted apart from matters (件)."""
    rows: Any = (
        Visit.select(Visit.channel, fn.COUNT(Visit.id))
        .where(_filed(only_open=False) & (Visit.day == day))
        .group_by(Visit.channel)
        .tuples()
    )
    found = {Channel(channel): number for channel, number in rows}
    return {channel: found[channel] for channel in Channel if channel in found}


def assigned_by_level(first: date, last: date) -> dict[LeaderLevel, int]:
    """领导接访交办 received in these days, by the leader's level, those of which there are any."""
    counted = {level: assigned_from(level, first, last).count() for level in LeaderLevel}
    return {level: number for level, number in counted.items() if number}


def _filed(only_open: bool) -> Any:
    filed: Any = Visit.state == VisitState.FILED
    return filed & _OPEN if only_open else filed


def _line(
    visit_id: int,
    matter_id: int | None,
    day: date,
    channel: str,
    outside_no: str,
    name: str,
    title: str | None,
    note: str,
    outcome: str | None,
    state: str | None,
    due: date | None,
    outside_due: date | None,
    finished_at: Any,
    assigned_level: str | None,
) -> IncomingLine:
    if outcome:
        stands = MatterState(state).list_label if state else Outcome(outcome).label
    elif matter_id is not None:
        stands = "待处理"
    else:
        stands = "已办" if finished_at else "待处理"
    return IncomingLine(
        visit_id,
        matter_id,
        day,
        Channel(channel),
        f"{LeaderLevel(assigned_level).label[0]}领导交办" if assigned_level else Channel(channel).label,
        outside_no,
        name,
        title or note,
        stands,
        due or outside_due,
        finished_at is None,
    )
