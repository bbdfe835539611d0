"""Years of open dates whose rest days nobody knows yet. Every start asks; no date is computed for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import fn

from jiefang_tui.reference import Reference
from jiefang_tui.rules.workdays import SURE_TO, known_year
from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.terms import PETITIONERS_WINDOWS, MatterState

IS_OPEN: Any = Deadline.is_open == True  # noqa: E712
_IS_NOT_OPEN: Any = Deadline.is_open == False  # noqa: E712
"""Compared with 1 and 0, or SQLite would not use the index."""


def unknown_years(today: date, reference: Reference) -> tuple[int, ...]:
    """Years in which an open date or a petitioner's time ends and whose rest days nobody knows yet.

    A few reads of the index.
    """
    last = Deadline.select(fn.MAX(Deadline.raw_on)).where(IS_OPEN).scalar()
    until = int(str(last)[:4]) if last else 0
    return tuple(
        year
        for year in range(max(SURE_TO + 1, today.year - 1), max(until, today.year + 1) + 1)
        if not known_year(year, reference.holiday_years) and (_open_in(year) or _window_in(year))
    )


def _open_in(year: int) -> bool:
    return bool(Deadline.select(Deadline.id).where(IS_OPEN & _within(year)).exists())


def _window_in(year: int) -> bool:
    """A petitioner may still ask for 复查 or 复核; the rows of these windows are not open, being no duty of ours."""
    rests = Matter.state.in_((MatterState.CONCLUDED, MatterState.CLOSED)) & Matter.finally_closed_on.is_null()
    asked = Deadline.kind.in_(PETITIONERS_WINDOWS) & Deadline.met_on.is_null()
    query = Deadline.select(Deadline.id).join(Matter).where(_IS_NOT_OPEN & _within(year) & asked & rests)
    return bool(query.exists())


def _within(year: int) -> Any:
    return Deadline.raw_on.between(date(year, 1, 1), date(year, 12, 31))
