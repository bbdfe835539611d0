"""The cells of a household (户) in which a report was told: which they are, and taking them out.

A row of a round is the office's own work and stays with its figures; but what was typed into a column of words may be a
report (检举控告). It then stands among the facts of the report that was made out of the row, a line each. While that
waits those cells look empty, so that nothing marks the household, and the handover empties them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jiefang_tui.store.models import FieldColumn, Household, Matter
from jiefang_tui.terms import ColumnKind


def words_of(household: Household) -> dict[str, str]:
    """What stands in its columns of words, by the names of the cells."""
    places = (FieldColumn.campaign == household.campaign_id) & (FieldColumn.kind == ColumnKind.TEXT)
    names = [f"c{one.position}" for one in FieldColumn.select().where(places).order_by(FieldColumn.position)]
    return {name: text for name in names if (text := getattr(household, name))}


def told_in(matter: Matter) -> frozenset[str]:
    """The words of cells that stand in a report."""
    return frozenset(line for line in (matter.facts or "").splitlines() if line)


def of_report(matter: Matter) -> list[Household]:
    """The households whose rows lead to a report and said, or say, some of its words."""
    return list(Household.select().where(Household.matter == matter)) if told_in(matter) else []


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
