"""拆出检举控告: every place in which the words of a claim and of a report may stand, and what becomes of each.

A place is one column of one row (`Lifecycle.told`). What the clerk confirmed as the claim's stays as it is; every other
place goes whole to the sealed paper and holds nothing, or the confirmed words, from then on. Nothing is cut out of a
text, nothing marks where one stood, and numbers, codes, dates and names of tables are no places.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.rules.reports import taken_out
from jiefang_tui.store import lifecycles, schema
from jiefang_tui.store.database import among
from jiefang_tui.store.drafts_of import Concerned, forget_drafts
from jiefang_tui.store.models import (
    Attachment,
    AuditEntry,
    Companion,
    Correction,
    Material,
    Matter,
    MatterEvent,
    Row,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.terms import EntryKind, PairKind

TOLD = ("request", "facts", "concerned_unit", "concerned_person")
"""Columns of a matter whose words the clerk writes anew for the claim."""

_WHOLE = (MatterEvent, Companion, Material, Attachment, Correction)
"""Of these the row goes with its words: without them it says nothing, or that something was taken away."""


@dataclass(frozen=True)
class Place:
    """One column of one row, with what stands there."""

    key: str
    """By the row's UUID, so that it is the same place in every copy of the file."""
    label: str
    day: date | None
    text: str


def places(matter: Matter) -> list[Place]:
    """Every place of the matter that has words, those of `TOLD` first."""
    found = [
        Place(key_of(row, column), label, _day(row), getattr(row, column))
        for row in _rows(matter)
        for column, label in told_of(row).items()
        if (getattr(row, column) or "").strip()
    ]
    mine = {key_of(matter, name) for name in TOLD}
    return [one for one in found if one.key in mine] + [one for one in found if one.key not in mine]


def key_of(row: Row, column: str) -> str:
    """What a place is called."""
    return f"{row.uid}.{column}"


def told_of(row: Row) -> Mapping[str, str]:
    """The columns of a row that are places, and what they are called."""
    return lifecycles.lifecycle_of(type(row)).told


def first_said(matter: Matter) -> str | None:
    """The place of the words with which it was first registered: the claim's are what it says there now."""
    pair = VisitMatter.get_or_none((VisitMatter.matter == matter) & (VisitMatter.kind == PairKind.INITIAL))
    return None if pair is None else key_of(pair, "request_said")


def _rows(matter: Matter) -> Iterator[Row]:
    """The rows that hang on the matter and on the visits about it; what they say of other matters is not among them."""
    visits = [pair.visit_id for pair in VisitMatter.select().where(VisitMatter.matter == matter)]
    for model, ids in lifecycles.hanging({Matter: [matter.id], Visit: visits}).items():
        if not lifecycles.lifecycle_of(model).told:
            continue
        mine = model.id.in_(ids)
        if model is MatterEvent:  # that it was registered is written by the desk
            mine &= MatterEvent.kind != EntryKind.REGISTERED
        for row in model.select().where(mine).order_by(model.id):
            if row.__data__.get("matter") in (None, matter.id):
                yield row


def _day(row: Any) -> date | None:
    """The day a row is of, for the paper; a pair and a companion are of their visit."""
    row = row.visit if isinstance(row, (VisitMatter, Companion)) else row
    if isinstance(row, Matter):
        return None
    names = ("on_day", "day", "sent_on", "issued_on", "signed_on", "made_on", "asked_on", "said_on", "confirmed_on")
    found: date | None = next((row.__data__[name] for name in names if row.__data__.get(name)), None)
    return found


def take_out(matter: Matter, now: Mapping[str, str], title: str) -> tuple[str, ...]:
    """Let each place say what `now` has for it and nothing else, also in the audit trail; drafts about it go.

    Runs inside the caller's transaction. Returns names of attached files nothing points at any more.
    """
    schema.lift_triggers(db.execute_sql)
    rows = list(_rows(matter))
    gone = [one.text for one in places(matter) if now.get(one.key, "") != one.text]
    about = _by_number(rows)
    visits = frozenset(row.uid for row in rows if isinstance(row, Visit))
    _clear_entries(about, now, {*gone})
    files = set[str]()
    for row in rows:
        files |= _say(row, now)
    Matter.update(title=title).where(Matter.id == matter.id).execute()
    kept = [*now.values(), matter.petitioner_name]
    forget_drafts(Concerned(frozenset(about), visits, said=taken_out(gone, kept)))
    schema.lay_triggers(db.execute_sql)
    left = {one.kept_at for one in Attachment.select().where(Attachment.kept_at.in_(files))}
    return tuple(sorted(files - left))


def _say(row: Any, now: Mapping[str, str]) -> set[str]:
    """Let a row say what it says now. Returns the file it pointed at, when it goes."""
    model: Any = type(row)
    told = {name: now.get(key_of(row, name), "") for name in told_of(row)}
    if isinstance(row, _WHOLE) and not any(told.values()):
        model.delete().where(model.id == row.id).execute()
        return {row.kept_at} if isinstance(row, Attachment) and row.size else set()
    new = {name: text for name, text in told.items() if text != (getattr(row, name) or "")}
    if new:
        model.update(new).where(model.id == row.id).execute()
    return set()


def reasons(matter: Matter) -> list[str]:
    """What was written as the reason of an act on the matter: it goes with the report unless the claim says it."""
    about = [*_by_number(_rows(matter))]
    entries = AuditEntry.select(AuditEntry.reason).where(
        AuditEntry.subject.in_(among(about)) & (AuditEntry.reason != "")
    )
    return [*dict.fromkeys(one.reason for one in entries.order_by(AuditEntry.id))]


def _by_number(rows: Iterable[Row]) -> dict[str, Row]:
    return {f"{row._meta.table_name}:{row.id}": row for row in rows}


def _clear_entries(about: Mapping[str, Row], now: Mapping[str, str], gone: Container[str]) -> None:
    """The audit trail says of these rows what they say now; what it told of the others, and when, stays."""
    kept = "\n".join(now.values())
    for entry in AuditEntry.select().iterator():
        told = {name: json.loads(getattr(entry, name)) for name in ("before", "after")}
        if entry.subject not in about and not any(about.keys() & rows.keys() for rows in told.values()):
            continue
        for rows in told.values():
            for key in about.keys() & rows.keys():
                _clear_columns(about[key], rows[key], now)
        new = {name: json.dumps(rows, ensure_ascii=False, separators=(",", ":")) for name, rows in told.items()}
        ours = entry.subject in about or entry.reason in gone
        new["reason"] = entry.reason if entry.reason in kept or not ours else ""
        if any(getattr(entry, name) != text for name, text in new.items()):
            AuditEntry.update(**new, salt="").where(AuditEntry.id == entry.id).execute()


def _clear_columns(row: Row, columns: dict[str, Any], now: Mapping[str, str]) -> None:
    names = [*told_of(row), *(["title"] if isinstance(row, Matter) else [])]
    if isinstance(row, _WHOLE):  # the file of a paper that goes leads to where it went
        stays = any(key_of(row, name) in now for name in told_of(row))
        names += [] if stays else lifecycles.lifecycle_of(type(row)).fixed.split()
    for name in names:
        if columns.get(name) and columns[name] != now.get(key_of(row, name)):
            columns[name] = ""
