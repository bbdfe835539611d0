"""The law's date of each of some matters: with its article and its length, for the lines of 督办."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from jiefang_tui.store.database import among
from jiefang_tui.store.models import Deadline
from jiefang_tui.store.queries.law.open_dates import RUNS
from jiefang_tui.terms import BY_LAW, DueKind


class LegalDate(NamedTuple):
    """An open date of the law."""

    kind: DueKind
    start: date
    raw: date
    last: date
    """The last day in time, rolled."""
    article: str
    days: int | None
    is_working: bool
    source: str


def legal_dates(matter_ids: Iterable[int]) -> dict[int, list[LegalDate]]:
    """The open dates of the law of each matter that has one, the nearest first."""
    rows: Any = (
        Deadline.select(
            Deadline.matter,
            Deadline.kind,
            Deadline.start_on,
            Deadline.raw_on,
            Deadline.rolled_on,
            Deadline.article,
            Deadline.days,
            Deadline.is_working,
            Deadline.source,
        )
        .where(RUNS & Deadline.matter.in_(among(list(matter_ids))) & Deadline.kind.in_(BY_LAW))
        .order_by(Deadline.rolled_on, Deadline.id)
        .tuples()
    )
    found: dict[int, list[LegalDate]] = {}
    for matter, kind, *told in rows:
        found.setdefault(matter, []).append(LegalDate(DueKind(kind), *told))
    return found
