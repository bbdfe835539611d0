"""The stored dates of a matter: computed from its facts in the transaction of the act that changed one.

Rows of `Deadline` and the four date columns of `Matter` are derived. They stand in no audit entry, and `jiefang check`
computes them all again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jiefang_tui.reference import Reference
from jiefang_tui.rules.clocks import LAWS_OWN, clocks, handling_of, next_due, notice_of
from jiefang_tui.rules.deadlines import Due
from jiefang_tui.rules.lights import warns_from
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import lifecycles
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.clock_facts import ROW, facts_of, stored_dates, write_columns
from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.terms import DueKind, MatterState

_PAGE = 400
_LUMP = 200


@dataclass(frozen=True)
class Settled:
    """What the dates of one matter are: rows of `Deadline` by (kind, subject), and the matter's own columns."""

    rows: dict[tuple[str, str], tuple[Any, ...]]
    columns: dict[str, Any]


def settle_all(ids: Sequence[int], reference: Reference) -> tuple[int, set[str]]:
    """Compute the dates of these matters again and store what is different.

    Returns how many matters were different, and the names of the tables it changed. Called by `Act.finish` for every
    matter an act touched.
    """
    different, tables = 0, set[str]()
    for page in _pages(ids):
        count, changed = _store(_compared(page, reference))
        different += count
        tables |= changed
    return different, tables


def settle_every(reference: Reference) -> int:
    """`settle_all` for every matter: after rows were written in bulk, or the rules changed. How many differed."""
    return settle_all(_every(), reference)[0]


def differing(reference: Reference) -> tuple[int, int]:
    """Compute the dates of all matters again without writing: (matters, of these how many differ)."""
    ids = _every()
    wrong = sum(should != stored for page in _pages(ids) for should, stored in _compared(page, reference).values())
    return len(ids), wrong


def due_of(desk: Desk, matter_id: int, kind: DueKind, subject: str = "") -> Due:
    """One date of a matter, as its facts stood before the act in hand; there is one."""
    dues = dues_of(matter_id, desk.reference)
    return next(due for due in dues if (due.kind, due.subject) == (kind, subject))


def touched(rows: Iterable[tuple[str, dict[str, Any], set[str]]]) -> set[int]:
    """The matters whose dates an act may have moved, from (table, values, changed fields) of each row."""
    found: set[int] = set()
    under: defaultdict[Any, set[int]] = defaultdict(set)
    for table, values, changed in rows:
        if not changed & lifecycles.moves_dates(table):
            continue
        model = lifecycles.BY_TABLE[table]
        key = next(iter(lifecycles.way_to(model, Matter) or ()), None)
        if key is None or key.rel_model is Matter:
            found.add(values["id" if key is None else key.name])
        else:
            under[key.rel_model].add(values[key.name])
    for model, ids in under.items():
        query, whose = lifecycles.under_matter(model)
        found |= {number for (number,) in query.select(whose).where(model.id.in_(ids)).tuples()}
    return found


def _every() -> list[int]:
    rows: Any = Matter.select(Matter.id).order_by(Matter.id).tuples()
    return [row[0] for row in rows]


def _pages(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[place : place + _PAGE] for place in range(0, len(ids), _PAGE))


def _compared(ids: Sequence[int], reference: Reference) -> dict[int, tuple[Settled, Settled]]:
    """For each matter what its dates should be and what is stored."""
    policy, calendar = reference.policy, calendar_of(reference)
    stored = _stored(ids)
    return {
        matter_id: (_settled(clocks(facts, policy, calendar), facts.state, policy.yellow_days), stored[matter_id])
        for matter_id, facts in facts_of(ids).items()
    }


def _settled(dues: Sequence[Due], state: MatterState, yellow_days: int) -> Settled:
    kept = [due for due in dues if due.is_open or due.kind in LAWS_OWN]
    notice, handling, following = notice_of(dues), handling_of(dues, state), next_due(dues)
    columns = {
        "notice_due": notice.raw if notice else None,
        "handling_due": handling.raw if handling else None,
        "next_due_on": following.rolled if following else None,
        "next_due_kind": following.kind.value if following else "",
        "next_warn_on": warns_from(following.start, following.raw, yellow_days) if following else None,
    }
    return Settled({(due.kind.value, due.subject): _row(due, yellow_days) for due in kept}, columns)


def _row(due: Due, yellow_days: int) -> tuple[Any, ...]:
    # The petitioner's own time is no duty of ours: its row is not open, so that no list of what is late counts it.
    return (
        due.start,
        due.days,
        due.is_working,
        due.raw,
        due.rolled,
        due.article,
        due.source,
        due.is_open and due.is_ours,
        due.is_paused,
        due.met_on,
        warns_from(due.start, due.raw, yellow_days),
    )


def _stored(ids: Sequence[int]) -> dict[int, Settled]:
    """What is stored now."""
    return {number: Settled(rows, columns) for number, (rows, columns) in stored_dates(ids).items()}


def _store(found: dict[int, tuple[Settled, Settled]]) -> tuple[int, set[str]]:
    """Write what is different: how many matters were, and the tables that changed."""
    new: list[dict[str, Any]] = []
    tables: set[str] = set()
    different = 0
    write_columns({number: one.columns for number, (one, stored) in found.items() if one.columns != stored.columns})
    for matter_id, (should, stored) in found.items():
        if should == stored:
            continue
        different += 1
        tables |= _change(matter_id, should, stored)
        new += [
            {"matter": matter_id, "kind": key[0], "subject": key[1], **dict(zip(ROW, row, strict=True))}
            for key, row in should.rows.items()
            if key not in stored.rows
        ]
    for place in range(0, len(new), _LUMP):
        Deadline.insert_many(new[place : place + _LUMP]).execute()
        tables.add("deadline")
    return different, tables


def _change(matter_id: int, should: Settled, stored: Settled) -> set[str]:
    tables: set[str] = set()
    for key in stored.rows.keys() - should.rows.keys():
        Deadline.delete().where(_key(matter_id, key)).execute()
        tables.add("deadline")
    for key, row in should.rows.items():
        if key in stored.rows and stored.rows[key] != row:
            Deadline.update(**dict(zip(ROW, row, strict=True))).where(_key(matter_id, key)).execute()
            tables.add("deadline")
    if should.columns != stored.columns:
        tables.add("matter")
    return tables


def _key(matter_id: int, key: tuple[str, str]) -> Any:
    return (Deadline.matter == matter_id) & (Deadline.kind == key[0]) & (Deadline.subject == key[1])
