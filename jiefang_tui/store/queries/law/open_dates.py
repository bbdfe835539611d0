"""Which stored dates run now."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.terms import DueKind

RUNS: Any = (Deadline.is_open == True) & ~Deadline.is_paused  # noqa: E712
"""Condition: an open date of ours that does not stand still. Compared with 1, or SQLite would not use the index."""


def paused_deadline() -> Any:
    """Correlated: the nearest open deadline of `Matter` is one that stands still (a hearing)."""
    return Deadline.select(Deadline.id).where(
        (Deadline.matter == Matter.id)
        & (Deadline.kind == Matter.next_due_kind)
        & (Deadline.rolled_on == Matter.next_due_on)
        & Deadline.is_open
        & Deadline.is_paused
    )


LAW = (
    DueKind.TRIAGE, DueKind.ACCEPTANCE_NOTICE, DueKind.OBJECTION, DueKind.HANDLING, DueKind.EXTENDED, DueKind.REVIEW,
    DueKind.RECHECK, DueKind.ASSIGNED, DueKind.REPORT_UP, DueKind.ROUTE, DueKind.SERVICE,
)  # fmt: skip
"""Dates that the Regulation sets, or who assigned the matter under it (Art. 22(1)); the others are the office's own."""


class LegalDates(NamedTuple):
    """Matters with a date of the law that is past, and that is due today."""

    late: int
    today: int


def legal_dates(day: date) -> LegalDates:
    """How many matters wait for the law: by the rolled day, on which one can still act."""

    def count(*where: Any) -> int:
        query = Deadline.select(fn.COUNT(Deadline.matter.distinct())).where(
            RUNS, Deadline.raw_on <= day, Deadline.kind.in_(LAW), *where
        )
        return int(query.scalar() or 0)

    return LegalDates(count(Deadline.rolled_on < day), count(Deadline.rolled_on == day))
