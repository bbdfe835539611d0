"""What an officer or a unit is and was called: who is protected from a complaint stays so under any name (Art. 28(3)).

A former name stands in the audit entry of the act that changed it, and in the row that was merged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiefang_tui.store.models import AuditEntry, Officer, Unit
from jiefang_tui.store.queries.office.merged import all_of, went_into

_CHANGED = {"officer": ("officer.change",), "unit": ("unit.change", "office.change")}
"""The acts that change a name."""


@dataclass(frozen=True)
class KnownAs:
    """Every name, post and unit of an officer, the present ones first."""

    names: tuple[str, ...]
    posts: tuple[str, ...]
    """One empty post where nobody ever wrote one down."""
    units: tuple[str, ...]


def known_as(officer: Officer) -> KnownAs:
    """All that words may mean this officer by. Of the row given its present columns count, saved or not."""
    ids = all_of("officer", officer.id)
    others = Officer.select().where(Officer.id.in_(ids) & (Officer.id != officer.id)).order_by(Officer.id)
    rows: list[dict[str, Any]] = [one.__data__ for one in (officer, *others)]
    rows += _former("officer", ids)
    posts = tuple(dict.fromkeys(row["post"] for row in rows if row.get("post")))
    units = dict.fromkeys(row["unit"] for row in rows if row.get("unit"))
    return KnownAs(
        names=tuple(dict.fromkeys(row["name"] for row in rows if row.get("name"))),
        posts=posts or ("",),
        units=tuple(dict.fromkeys(name for unit_id in units for name in names_of_unit(unit_id))),
    )


def names_of_unit(unit_id: int) -> list[str]:
    """The present name of a unit, and those it or what was merged into it had."""
    ids = all_of("unit", unit_id)
    rows: Any = Unit.select(Unit.name).where(Unit.id.in_(ids)).order_by(Unit.id != ids[0]).tuples()
    former = (row["name"] for row in _former("unit", ids) if row.get("name"))
    return list(dict.fromkeys([*(name for (name,) in rows), *former]))


def unit_once_called(name: str) -> Unit | None:
    """The unit that had this name before it got another; None when no unit had."""
    entries = AuditEntry.select().where(AuditEntry.act.in_(_CHANGED["unit"])).order_by(AuditEntry.id.desc())
    for entry in entries:
        for key, columns in json.loads(entry.before).items():
            table, _, number = key.partition(":")
            if table == "unit" and columns.get("name") == name:
                found: Unit | None = Unit.get_or_none(Unit.id == int(number))
                return found
    return None


def names_by_officer() -> dict[int, list[str]]:
    """Every name that an officer has or had, by the id under which they stand now."""
    rows: Any = Officer.select(Officer.id, Officer.name).order_by(Officer.id).tuples()
    named = list(rows)
    for entry in AuditEntry.select().where(AuditEntry.act.in_(_CHANGED["officer"])).order_by(AuditEntry.id):
        for key, columns in json.loads(entry.before).items():
            if key.startswith("officer:") and columns.get("name"):
                named.append((int(key.partition(":")[2]), columns["name"]))
    into = went_into("officer")
    found: dict[int, list[str]] = {}
    for row_id, name in named:
        names = found.setdefault(into.get(row_id, row_id), [])
        if name not in names:
            names.append(name)
    return found


def officers_called(name: str) -> list[int]:
    """Ids of all rows of whoever has or had this name."""
    return [row_id for who, names in names_by_officer().items() if name in names for row_id in all_of("officer", who)]


def units_called(name: str) -> list[int]:
    """Ids of all rows of the unit that has or had this name."""
    unit = Unit.get_or_none(Unit.name == name) or unit_once_called(name)
    return [] if unit is None else all_of("unit", unit.id)


def officers_names(*, only_active: bool = False) -> list[str]:
    """Every name that an officer has or had; `only_active`: those of officers who have not left."""
    rows: Any = Officer.select(Officer.id).where(Officer.is_active).tuples()
    active = {row_id for (row_id,) in rows}
    named = names_by_officer().items()
    return list(dict.fromkeys(name for who, names in named if not only_active or who in active for name in names))


def _former(table: str, ids: list[int]) -> Iterator[dict[str, Any]]:
    """What stood in these rows before each change, the columns that were changed only."""
    keys = [f"{table}:{row_id}" for row_id in ids]
    about = AuditEntry.act.in_(_CHANGED[table]) & AuditEntry.subject.in_(keys)
    for entry in AuditEntry.select().where(about).order_by(AuditEntry.id.desc()):
        before = json.loads(entry.before)
        yield from (before[key] for key in keys if key in before)
