"""当日小结: 批次, 人次 and 件 of a day side by side, reconciled; every number opens its list (`figures`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.rules.outcomes import DAY_FIGURES
from jiefang_tui.store.models import Officer, ReceptionSession, Visit, VisitMatter
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.terms import GROUP_THRESHOLD, LeaderLevel, SessionMode

FROM_LEADERS = tuple(f"assigned_{level}" for level, _ in LeaderLevel.above_us())
"""领导接访交办, a figure a level."""
RECEIVED = (
    "received", "received_single", "received_group", "items", "initial", "repeat", "filed", *FROM_LEADERS, "window",
)  # fmt: skip
RESULTS = (*(figure.name for figure in DAY_FIGURES), "items_undecided")
OPEN_ENDS = ("not_over", "left", "voided", "items_voided", "doubtful", "items_not_entered")
"""Names of the figures, in the order the summary shows them."""


@dataclass(frozen=True)
class Counted:
    """One figure of the day: what it opens, its label, and how many 批次 or 件, with 人次 for visits."""

    name: str
    label: str
    kind: str
    """``visit`` or ``matter``."""
    count: int
    persons: int | None
    """人次 for a figure of visits; None for one of matters."""


@dataclass(frozen=True)
class SessionCounts:
    """One session of the day and what it received."""

    session_id: int
    mode: str
    """Label of `terms.SessionMode`."""
    leader: str
    batches: int
    persons: int
    items: int

    @property
    def name(self) -> str:
        """The figure that opens its visits."""
        return f"session:{self.session_id}"


@dataclass(frozen=True)
class DaySummary:
    """The day, counted."""

    day: date
    batches: int
    """已接批次; individual and group visits add up to it, and so do the sessions."""
    persons: int
    items: int
    """Distinct matters of the received visits."""
    received: tuple[Counted, ...]
    results: tuple[Counted, ...]
    """By what the talk ended in; a matter that came up twice may stand in two of them."""
    open_ends: tuple[Counted, ...]
    sessions: tuple[SessionCounts, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nobody waits any more and every result was entered."""
        undecided = next(one.count for one in self.results if one.name == "items_undecided")
        waiting = next(one.count for one in self.open_ends if one.name == "not_over")
        return not undecided and not waiting


def day_summary(day: date, group_threshold: int = GROUP_THRESHOLD) -> DaySummary:
    """Count `day`."""
    return DaySummary(
        day=day,
        batches=figures.count("received", day),
        persons=figures.persons("received", day),
        items=figures.count("items", day),
        received=tuple(_counted(name, day, group_threshold) for name in RECEIVED),
        results=tuple(_counted(name, day, group_threshold) for name in RESULTS),
        open_ends=tuple(_counted(name, day, group_threshold) for name in OPEN_ENDS),
        sessions=tuple(_sessions(day)),
    )


def _counted(name: str, day: date, group_threshold: int) -> Counted:
    spec = figures.figure(name)
    persons = figures.persons(name, day, group_threshold) if spec.kind == "visit" else None
    return Counted(name, spec.label, spec.kind, figures.count(name, day, group_threshold), persons)


def _is_received(day: date) -> Any:
    return (Visit.day == day) & Visit.is_counted


def _sessions(day: date) -> list[SessionCounts]:
    heads: Any = (
        Visit.select(Visit.session, fn.COUNT(Visit.id), fn.SUM(Visit.headcount))
        .where(_is_received(day))
        .group_by(Visit.session)
        .tuples()
    )
    counted = {session_id: (batches, persons) for session_id, batches, persons in heads}
    matters: Any = (
        VisitMatter.select(Visit.session, fn.COUNT(VisitMatter.matter.distinct()))
        .join(Visit)
        .where(_is_received(day))
        .group_by(Visit.session)
        .tuples()
    )
    items = dict(matters)
    sessions: Any = (
        ReceptionSession.select(ReceptionSession.id, ReceptionSession.mode, Officer.name)
        .join(Officer, JOIN.LEFT_OUTER, on=(ReceptionSession.leader == Officer.id))
        .where((ReceptionSession.day == day) & (ReceptionSession.mode != SessionMode.DESK))
        .order_by(ReceptionSession.id)
        .tuples()
    )
    found = []
    for session_id, mode, leader in sessions:
        batches, persons = counted.get(session_id, (0, 0))
        label = SessionMode(mode).label
        found.append(SessionCounts(session_id, label, leader or "", batches, persons, items.get(session_id, 0)))
    return found
