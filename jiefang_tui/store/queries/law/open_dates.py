"""Which stored dates run now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import fn

from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.terms import LAW_HERE, DueKind, MatterState

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


# -- the law's dates that are ours to keep


MOST_YELLOW = 366
"""No warning begins earlier before its day."""


class LegalDates(NamedTuple):
    """Matters with a date of the law that is past, and that is due today."""

    late: int
    today: int


def late(day: date) -> Any:
    """Dates whose last day in time has passed."""
    return _ours(Deadline.raw_on <= day, Deadline.rolled_on < day)


def due_today(day: date) -> Any:
    """Dates of which that day is the last in time."""
    return _ours(Deadline.raw_on <= day, Deadline.rolled_on == day)


def near(day: date, yellow_days: int = MOST_YELLOW) -> Any:
    """Dates that are not past and are warned of already; `yellow_days`, by which at most it begins, finds them fast."""
    soon = Deadline.raw_on <= day + timedelta(days=yellow_days)
    return _ours(soon, Deadline.rolled_on > day, Deadline.warn_on <= day)


def _ours(*where: Any) -> Any:
    """Open dates of the law (Art. 22 to 34), not only the nearest of a matter: a query of `Deadline`.

    The outcome of another authority, to which the petitioner was led, is waited for and not kept here.
    """
    led = fn.EXISTS(
        Matter.select(Matter.id).where((Matter.id == Deadline.matter) & (Matter.state == MatterState.ROUTED_OUT))
    )
    ours = (Deadline.kind != DueKind.ROUTE) | ~led
    return Deadline.select(Deadline.matter).where(RUNS, *where, Deadline.kind.in_(LAW_HERE), ours)


def legal_dates(day: date) -> LegalDates:
    """How many matters wait for the law, as F5 lists them: by the rolled day, on which one can still act."""

    def count(dates: Any) -> int:
        return int(dates.select(fn.COUNT(Deadline.matter.distinct())).scalar() or 0)

    return LegalDates(count(late(day)), count(due_today(day)))
