"""The facts of matters that the clock looks at, read in a fixed number of queries however many matters there are.

Every act reads them, so the statements stand here as they are sent: to build them costs ten times what they cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from peewee import DateField

from jiefang_tui.rules.deadlines import Longer, Stop
from jiefang_tui.rules.matter_facts import DispatchFact, DocumentFact, MatterFacts, ReviewFact, ToDo
from jiefang_tui.store.database import connection
from jiefang_tui.store.lifecycles import moves_dates
from jiefang_tui.store.models import Matter, db
from jiefang_tui.terms import (
    Category,
    DispatchKind,
    DocumentKind,
    DutyLiesWith,
    LegalRoute,
    MatterState,
    ReviewConclusion,
    ReviewStage,
)

_PAGE = 400
"""Matters a round: SQLite takes a limited number of values in one statement."""

_DAYS = tuple(
    name
    for name, field in Matter._meta.fields.items()
    if isinstance(field, DateField) and name in moves_dates("matter")
)
"""Days of a matter by which another moves."""
_MATTERS = (
    "SELECT id, state, category, route, duty_lies_with, petitioner_id, notice_exempt_reason, is_simple, was_handled,"
    " wants_report,"
    f" {', '.join(_DAYS)}"
    " FROM matter WHERE id IN ({ids})"
)
_DISPATCHES = """
    SELECT d.matter_id, d.id, d.kind, COALESCE(u.name, o.name, ''), d.sent_on, d.due_on, d.signed_on, d.returned_on,
           d.replied_on, d.ended_on, d.delivered_on
    FROM dispatch d LEFT JOIN unit u ON u.id = d.unit_id LEFT JOIN officer o ON o.id = d.officer_id
    WHERE d.matter_id IN ({ids}) ORDER BY d.id"""
_DOCUMENTS = """
    SELECT matter_id, id, kind, issued_on, served_on FROM document
    WHERE matter_id IN ({ids}) ORDER BY issued_on, id"""
_LONGER = """
    SELECT e.matter_id, e.days, o.name, e.approved_on, e.reason
    FROM extension e JOIN officer o ON o.id = e.approver_id
    WHERE e.matter_id IN ({ids}) AND e.undone_on IS NULL ORDER BY e.approved_on, e.id"""
_STOPS = """
    SELECT matter_id, begins_on, ends_on, reason FROM pause WHERE matter_id IN ({ids}) ORDER BY begins_on, id"""
_REVIEWS = """
    SELECT matter_id, id, stage, requested_on, concluded_on, served_on, conclusion FROM review
    WHERE matter_id IN ({ids}) ORDER BY requested_on, id"""
_COMMITMENTS = """
    SELECT matter_id, id, text, confirmed_on, due_on, fulfilled_on FROM commitment
    WHERE matter_id IN ({ids}) AND due_on IS NOT NULL ORDER BY due_on, id"""
_SHEETS = "SELECT matter_id, made_on, resolve_due FROM responsibility WHERE matter_id IN ({ids})"
_MEASURES = """
    SELECT r.matter_id, m.id, m.text, r.made_on, m.due_on, m.done_on
    FROM responsibility r JOIN measure m ON m.responsibility_id = r.id
    WHERE r.matter_id IN ({ids}) AND m.due_on IS NOT NULL AND NOT m.is_dropped ORDER BY m.due_on, m.id"""
_REOPENED = """
    SELECT matter_id, on_day, concluded_on FROM reopening WHERE matter_id IN ({ids}) ORDER BY on_day, id"""
_HANDED = "SELECT matter_id, handed_on FROM sealed_report WHERE matter_id IN ({ids})"
ROW = ("start_on", "days", "is_working", "raw_on", "rolled_on", "article", "source", "is_open", "is_paused", "met_on",
       "warn_on")  # fmt: skip
"""Fields of `Deadline` that say what a date is, beside its matter, kind and subject."""
DERIVED = ("notice_due", "handling_due", "next_due_on", "next_due_kind", "next_warn_on")
"""Fields of `Matter` that are computed with its dates."""
_STORED_ROWS = f"SELECT matter_id, kind, subject, {', '.join(ROW)} FROM deadline WHERE matter_id IN ({{ids}})"
_STORED_COLUMNS = f"SELECT id, {', '.join(DERIVED)} FROM matter WHERE id IN ({{ids}})"


def facts_of(ids: Sequence[int]) -> dict[int, MatterFacts]:
    """The facts of each matter of `ids` that exists."""
    found: dict[int, MatterFacts] = {}
    for place in range(0, len(ids), _PAGE):
        found.update(_facts(ids[place : place + _PAGE]))
    return found


def stored_dates(ids: Sequence[int]) -> dict[int, tuple[dict[tuple[str, str], tuple[Any, ...]], dict[str, Any]]]:
    """What is stored of each matter: rows of `Deadline` by (kind, subject), and the columns of the matter."""
    found: dict[int, tuple[dict[tuple[str, str], tuple[Any, ...]], dict[str, Any]]] = {}
    for number, notice, handling, following, kind, warn in rows_of(_STORED_COLUMNS, ids):
        days = (day_of(notice), day_of(handling), day_of(following))
        found[number] = ({}, dict(zip(DERIVED, (*days, kind, day_of(warn)), strict=True)))
    for (
        matter,
        kind,
        subject,
        start,
        days_,
        working,
        raw,
        rolled,
        article,
        source,
        is_open,
        paused,
        met,
        warn,
    ) in rows_of(_STORED_ROWS, ids):
        found[matter][0][kind, subject] = (
            day_of(start),
            days_,
            bool(working),
            day_of(raw),
            day_of(rolled),
            article,
            source,
            bool(is_open),
            bool(paused),
            day_of(met),
            day_of(warn),
        )
    return found


def write_columns(values: dict[int, dict[str, Any]]) -> None:
    """Write the derived columns (`DERIVED`) of matters by id, inside the caller's transaction."""
    if values:
        connection().executemany(
            _set_columns(), [(*(_plain(one[name]) for name in DERIVED), number) for number, one in values.items()]
        )


@cache
def _set_columns() -> str:
    sets = ", ".join(f"{name} = {db.param}" for name in DERIVED)
    return f"UPDATE matter SET {sets} WHERE id = {db.param}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def rows_of(sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of a statement with ``{ids}`` in it."""
    cursor = db.execute_sql(_with_marks(sql, len(ids)), tuple(ids))  # type: ignore[no-untyped-call]
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def day_of(value: Any) -> Any:
    """A day as read: SQLite gives its text, PostgreSQL the day itself."""
    return _day(value) if isinstance(value, str) else value


@cache
def _with_marks(sql: str, number: int) -> str:
    return sql.format(ids=",".join([db.param] * number))


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _facts(ids: Sequence[int]) -> Iterator[tuple[int, MatterFacts]]:
    parts: dict[str, dict[int, list[Any]]] = {
        "dispatches": _dispatches(ids),
        "documents": _documents(ids),
        "longer": _longer(ids),
        "stops": _stops(ids),
        "reviews": _reviews(ids),
        "commitments": _to_do(_COMMITMENTS, ids),
        "measures": _to_do(_MEASURES, ids),
    }
    sheets = {number: (day_of(made), day_of(due)) for number, made, due in rows_of(_SHEETS, ids)}
    reopened, concluded = _reopened(ids)
    handed = {number: day_of(day) for number, day in rows_of(_HANDED, ids)}
    for number, state, category, route, duty, petitioner, exempt, simple, handled, wants, *days in rows_of(
        _MATTERS, ids
    ):
        made_on, resolve_due = sheets.get(number, (None, None))
        values: dict[str, Any] = {name: day_of(day) for name, day in zip(_DAYS, days, strict=True)}
        values |= {name: tuple(rows[number]) for name, rows in parts.items() if number in rows}
        yield (
            number,
            MatterFacts(
                id=number,
                state=MatterState(state),
                category=Category(category),
                route=LegalRoute(route) if route else None,
                duty_lies_with=DutyLiesWith(duty) if duty else None,
                is_named=petitioner is not None,
                notice_exempt_reason=exempt,
                is_simple=bool(simple),
                was_handled=bool(handled),
                wants_report=bool(wants),
                reopened_on=reopened.get(number),
                concluded_before=tuple(concluded[number]) if number in concluded else (),
                handed_on=handed.get(number),
                sheet_made_on=made_on,
                resolve_due=resolve_due,
                **values,
            ),
        )


def _reopened(ids: Sequence[int]) -> tuple[dict[int, Any], dict[int, list[Any]]]:
    """When each was last opened again, and when it had been concluded before."""
    last: dict[int, Any] = {}
    concluded: dict[int, list[Any]] = defaultdict(list)
    for matter, on_day, concluded_on in rows_of(_REOPENED, ids):
        last[matter] = day_of(on_day)
        if concluded_on is not None:
            concluded[matter].append(day_of(concluded_on))
    return last, concluded


def _dispatches(ids: Sequence[int]) -> dict[int, list[DispatchFact]]:
    found: dict[int, list[DispatchFact]] = defaultdict(list)
    for matter, number, kind, to, sent_on, *days in rows_of(_DISPATCHES, ids):
        found[matter].append(DispatchFact(number, DispatchKind(kind), day_of(sent_on), to, *map(day_of, days)))
    return found


def _documents(ids: Sequence[int]) -> dict[int, list[DocumentFact]]:
    found: dict[int, list[DocumentFact]] = defaultdict(list)
    for matter, number, kind, *days in rows_of(_DOCUMENTS, ids):
        found[matter].append(DocumentFact(number, DocumentKind(kind), *map(day_of, days)))
    return found


def _longer(ids: Sequence[int]) -> dict[int, list[Longer]]:
    found: dict[int, list[Longer]] = defaultdict(list)
    for matter, days, approver, approved_on, reason in rows_of(_LONGER, ids):
        found[matter].append(Longer(days, approver, day_of(approved_on), reason))
    return found


def _stops(ids: Sequence[int]) -> dict[int, list[Stop]]:
    found: dict[int, list[Stop]] = defaultdict(list)
    for matter, begins, ends, reason in rows_of(_STOPS, ids):
        found[matter].append(Stop(day_of(begins), day_of(ends), reason))
    return found


def _reviews(ids: Sequence[int]) -> dict[int, list[ReviewFact]]:
    found: dict[int, list[ReviewFact]] = defaultdict(list)
    for matter, number, stage, requested, concluded, served, conclusion in rows_of(_REVIEWS, ids):
        decided = ReviewConclusion(conclusion) if conclusion else None
        days = day_of(requested), day_of(concluded), day_of(served)
        found[matter].append(ReviewFact(number, ReviewStage(stage), *days, decided))
    return found


def _to_do(sql: str, ids: Sequence[int]) -> dict[int, list[ToDo]]:
    found: dict[int, list[ToDo]] = defaultdict(list)
    for matter, number, text, *days in rows_of(sql, ids):
        found[matter].append(ToDo(number, text, *map(day_of, days)))
    return found
