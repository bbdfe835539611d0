"""The stored dates of a matter: computed from its facts in the transaction of the act that changed one.

Rows of `Deadline` and the four date columns of `Matter` are derived. They stand in no audit entry, and `jiefang check`
computes them all again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.reference import Reference
from jiefang_tui.rules.clocks import LAWS_OWN, clocks, handling_of, next_due, notice_of
from jiefang_tui.rules.deadlines import Due
from jiefang_tui.store.clock_facts import CLOCK_COLUMNS, calendar_of, facts_of
from jiefang_tui.store.models import Deadline, Matter, Responsibility
from jiefang_tui.terms import MatterState

_PAGE = 400
_ROW = ("start_on", "days", "is_working", "raw_on", "rolled_on", "article", "source", "is_open", "is_paused", "met_on")
DERIVED = ("notice_due", "handling_due", "next_due_on", "next_due_kind")
_FACT_TABLES = {
    "dispatch", "document", "extension", "pause", "review", "commitment", "responsibility", "measure", "reopening",
    "sealed_report",
}  # fmt: skip
"""Tables beside the matter's own whose rows move a date."""

_Row = tuple[Any, ...]


@dataclass(frozen=True)
class Settled:
    """What the dates of one matter are: rows of `Deadline` by (kind, subject), and the matter's own columns."""

    rows: dict[tuple[str, str], _Row]
    columns: dict[str, Any]


def settle(matter_id: int, today: date, reference: Reference) -> set[str]:
    """Compute the dates of a matter again and store what is different. Returns the names of the tables it changed.

    Called by `Act.finish` for every matter an act touched; nobody else needs to.
    """
    return settle_all([matter_id], today, reference)[1]


def settle_all(ids: Sequence[int], today: date, reference: Reference) -> tuple[int, set[str]]:
    """`settle` for many matters: how many were different, and the tables changed."""
    different, tables = 0, set[str]()
    for page in _pages(ids):
        for matter_id, (should, stored) in _compared(page, today, reference).items():
            changed = _store(matter_id, should, stored)
            different += bool(changed)
            tables |= changed
    return different, tables


def differing(today: date, reference: Reference) -> tuple[int, int]:
    """Compute the dates of all matters again without writing: (matters, of these how many differ)."""
    rows: Any = Matter.select(Matter.id).order_by(Matter.id).tuples()
    ids = [row[0] for row in rows]
    wrong = sum(
        should != stored for page in _pages(ids) for should, stored in _compared(page, today, reference).values()
    )
    return len(ids), wrong


def touched(rows: Iterable[tuple[str, dict[str, Any], set[str]]]) -> set[int]:
    """The matters whose dates an act may have moved, from (table, values, changed fields) of each row."""
    found: set[int] = set()
    sheets: set[int] = set()
    for table, values, changed in rows:
        if table == "matter":
            if changed & CLOCK_COLUMNS:
                found.add(values["id"])
        elif table == "measure":
            sheets.add(values["responsibility"])
        elif table in _FACT_TABLES:
            found.add(values["matter"])
    if sheets:
        query: Any = Responsibility.select(Responsibility.matter).where(Responsibility.id.in_(sheets)).tuples()
        found |= {row[0] for row in query}
    return found


def _pages(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[place : place + _PAGE] for place in range(0, len(ids), _PAGE))


def _compared(ids: Sequence[int], today: date, reference: Reference) -> dict[int, tuple[Settled, Settled]]:
    """For each matter what its dates should be and what is stored."""
    policy, calendar = reference.policy, calendar_of(reference)
    stored = _stored(ids)
    return {
        matter_id: (_settled(clocks(facts, policy, calendar), facts.state), stored[matter_id])
        for matter_id, facts in facts_of(ids).items()
    }


def _settled(dues: Sequence[Due], state: MatterState) -> Settled:
    kept = [due for due in dues if due.is_open or due.kind in LAWS_OWN]
    notice, handling, following = notice_of(dues), handling_of(dues, state), next_due(dues)
    columns = {
        "notice_due": notice.raw if notice else None,
        "handling_due": handling.raw if handling else None,
        "next_due_on": following.raw if following else None,
        "next_due_kind": following.kind.value if following else "",
    }
    return Settled({(due.kind.value, due.subject): _row(due) for due in kept}, columns)


def _row(due: Due) -> _Row:
    # The petitioner's own time is no duty of ours: its row is not open, so that no list of what is late counts it.
    return (
        due.start, due.days, due.is_working, due.raw, due.rolled, due.article, due.source,
        due.is_open and due.is_ours, due.is_paused, due.met_on,
    )  # fmt: skip


def _stored(ids: Sequence[int]) -> dict[int, Settled]:
    matters: Any = (
        Matter.select(Matter.id, *(getattr(Matter, name) for name in DERIVED)).where(Matter.id.in_(ids)).tuples()
    )
    found = {row[0]: Settled({}, dict(zip(DERIVED, row[1:], strict=True))) for row in matters}
    fields = [getattr(Deadline, name) for name in _ROW]
    rows: Any = (
        Deadline.select(Deadline.matter, Deadline.kind, Deadline.subject, *fields)
        .where(Deadline.matter.in_(ids))
        .tuples()
    )
    for matter_id, kind, subject, *values in rows:
        found[matter_id].rows[kind, subject] = tuple(values)
    return found


def _store(matter_id: int, should: Settled, stored: Settled) -> set[str]:
    tables: set[str] = set()
    for key, row in should.rows.items():
        values = dict(zip(_ROW, row, strict=True))
        if key not in stored.rows:
            Deadline.create(matter=matter_id, kind=key[0], subject=key[1], **values)
        elif stored.rows[key] != row:
            Deadline.update(**values).where(_key(matter_id, key)).execute()
        else:
            continue
        tables.add("deadline")
    for key in stored.rows.keys() - should.rows.keys():
        Deadline.delete().where(_key(matter_id, key)).execute()
        tables.add("deadline")
    if should.columns != stored.columns:
        Matter.update(**should.columns).where(Matter.id == matter_id).execute()
        tables.add("matter")
    return tables


def _key(matter_id: int, key: tuple[str, str]) -> Any:
    return (Deadline.matter == matter_id) & (Deadline.kind == key[0]) & (Deadline.subject == key[1])
