"""The law's date of each of some matters: with its article and its length, for the lines of 督办."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from jiefang_tui.rules.clocks import is_advice
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


def length_in_words(one: LegalDate) -> str:
    """``60日``, of an extended one all its days; ``5个工作日``; ``2个月`` by another law; empty where none counts."""
    if not one.days:
        return ""
    if is_advice(one.source):
        months = (one.raw.year - one.start.year) * 12 + one.raw.month - one.start.month
        return f"{months}个月"
    if one.kind is DueKind.EXTENDED:
        return f"{(one.raw - one.start).days}日"
    return f"{one.days}个工作日" if one.is_working else f"{one.days}日"


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
