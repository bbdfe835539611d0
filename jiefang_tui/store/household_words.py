"""The cells of a household (户) in which a report was told: which they are, and taking them out.

A row of a round is the office's own work and stays with its figures; but what was typed into a column of words may be a
report (检举控告), or tell of the one that was made out of the row, at once or when its matter was found to be one
(`rules.reports.tells_of`). While that waits those cells look empty, so that nothing marks the household, and the
handover empties them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from jiefang_tui.reference import Reference
from jiefang_tui.rules.reports import Words, tells_of
from jiefang_tui.store.models import FieldColumn, Household, Matter, Officer
from jiefang_tui.terms import ColumnKind


def words_of(household: Household) -> dict[str, str]:
    """What stands in its columns of words, by the names of the cells."""
    places = (FieldColumn.campaign == household.campaign_id) & (FieldColumn.kind == ColumnKind.TEXT)
    names = [f"c{one.position}" for one in FieldColumn.select().where(places).order_by(FieldColumn.position)]
    return {name: text for name in names if (text := getattr(household, name))}


def told_in(said: Sequence[str], cells: Iterable[str]) -> frozenset[str]:
    """Which cells tell of a report of which this was `said` (request, facts, who and which unit is meant), and what of
    them stands in it."""
    if not any(said):
        return frozenset()
    names = [*said[2:], *(row.name for row in Officer.select(Officer.name))]
    here = {text for text in cells if tells_of(text, said, names, _words())}
    return frozenset(here | {line for line in (said[1] or "").splitlines() if line})


def said_of(matter: Matter) -> tuple[str, str, str, str]:
    """What was said in a report, for `told_in`."""
    return matter.request or "", matter.facts or "", matter.concerned_person or "", matter.concerned_unit or ""


def of_report(matter: Matter) -> list[Household]:
    """The households whose rows lead to a report that has its words."""
    return list(Household.select().where(Household.matter == matter)) if any(said_of(matter)) else []


@cache
def _words() -> Words:
    return Reference().reports.words


def empty(households: Iterable[Household], told: frozenset[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Empty the cells of words that say what was `told`; None: all of them. Returns which, by ``household:12``."""
    rows: dict[str, tuple[str, ...]] = {}
    for row in households:
        names = tuple(name for name, text in words_of(row).items() if told is None or text in told)
        if names:
            nothing: dict[str, Any] = dict.fromkeys(names, "")
            Household.update(nothing).where(Household.id == row.id).execute()
        rows[f"{Household._meta.table_name}:{row.id}"] = names
    return rows
