"""The facts of matters that the clock looks at, read in a fixed number of queries however many matters there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import JOIN

from jiefang_tui.reference import Reference
from jiefang_tui.rules.deadlines import Longer, Stop
from jiefang_tui.rules.matter_facts import DispatchFact, DocumentFact, MatterFacts, ReviewFact, ToDo
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.store.models import (
    Commitment,
    Dispatch,
    Document,
    Extension,
    Matter,
    Measure,
    Officer,
    Pause,
    Reopening,
    Responsibility,
    Review,
    SealedReport,
    Unit,
)
from jiefang_tui.terms import Category, DispatchKind, DocumentKind, LegalRoute, MatterState, ReviewStage

_PAGE = 400
"""Matters a round: SQLite takes a limited number of values in one statement."""

_COLUMNS = (
    "id", "state", "received_on", "category", "route", "notice_exempt_reason", "transferred_in_on", "assigned_due",
    "is_simple", "accepted_on", "notified_on", "served_on", "concluded_on", "executed_on", "followed_up_on",
    "finally_closed_on", "due_on", "petitioner_id",
)  # fmt: skip
CLOCK_COLUMNS = {*_COLUMNS[1:-1], "petitioner"}
"""Fields of a matter that move a date; a change of any other leaves every date as it was."""


def calendar_of(reference: Reference) -> Calendar:
    """The office's calendar."""
    return Calendar(reference.holidays, reference.holiday_years)


def facts_of(ids: Sequence[int]) -> dict[int, MatterFacts]:
    """The facts of each matter of `ids` that exists."""
    found: dict[int, MatterFacts] = {}
    for place in range(0, len(ids), _PAGE):
        found.update(_facts(ids[place : place + _PAGE]))
    return found


def _facts(ids: Sequence[int]) -> Iterator[tuple[int, MatterFacts]]:
    fields = [getattr(Matter, name) for name in _COLUMNS[:-1]]
    matters: Any = Matter.select(*fields, Matter.petitioner).where(Matter.id.in_(ids)).tuples()
    parts: dict[str, dict[int, list[Any]]] = {
        "dispatches": _dispatches(ids), "documents": _documents(ids), "longer": _longer(ids), "stops": _stops(ids),
        "reviews": _reviews(ids), "commitments": _commitments(ids),
    }  # fmt: skip
    sheets, measures = _sheets(ids), _measures(ids)
    reopened, handed = _reopened(ids), _handed(ids)
    for row in matters:
        values = dict(zip(_COLUMNS, row, strict=True))
        matter_id = values["id"]
        made_on, resolve_due = sheets.get(matter_id, (None, None))
        values |= {
            "state": MatterState(values["state"]),
            "category": Category(values["category"]),
            "route": LegalRoute(values["route"]) if values["route"] else None,
            "is_named": values.pop("petitioner_id") is not None,
            "reopened_on": reopened.get(matter_id),
            "handed_on": handed.get(matter_id),
            "sheet_made_on": made_on,
            "resolve_due": resolve_due,
            "measures": tuple(measures.get(matter_id, ())),
        }
        values |= {name: tuple(rows.get(matter_id, ())) for name, rows in parts.items()}
        yield matter_id, MatterFacts(**values)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for matter_id, *rest in rows:
        found[matter_id].append(tuple(rest))
    return found


def _dispatches(ids: Sequence[int]) -> dict[int, list[DispatchFact]]:
    one = Dispatch
    rows: Any = (
        one.select(
            one.matter, one.id, one.kind, one.sent_on, Unit.name, Officer.name, one.due_on, one.signed_on,
            one.returned_on, one.replied_on, one.ended_on,
        )
        .join(Unit, JOIN.LEFT_OUTER, on=(one.unit == Unit.id))
        .switch(one)
        .join(Officer, JOIN.LEFT_OUTER, on=(one.officer == Officer.id))
        .where(one.matter.in_(ids))
        .order_by(one.id)
        .tuples()
    )  # fmt: skip
    return {
        matter_id: [
            DispatchFact(number, DispatchKind(kind), sent_on, unit or officer or "", *days)
            for number, kind, sent_on, unit, officer, *days in group
        ]
        for matter_id, group in _grouped(rows).items()
    }


def _documents(ids: Sequence[int]) -> dict[int, list[DocumentFact]]:
    one = Document
    rows: Any = (
        one.select(one.matter, one.id, one.kind, one.issued_on, one.served_on)
        .where(one.matter.in_(ids))
        .order_by(one.issued_on, one.id)
        .tuples()
    )
    return {
        matter_id: [DocumentFact(number, DocumentKind(kind), *days) for number, kind, *days in group]
        for matter_id, group in _grouped(rows).items()
    }


def _longer(ids: Sequence[int]) -> dict[int, list[Longer]]:
    one = Extension
    rows: Any = (
        one.select(one.matter, one.days, Officer.name, one.approved_on, one.reason)
        .join(Officer, on=(one.approver == Officer.id))
        .where(one.matter.in_(ids) & one.undone_on.is_null())
        .order_by(one.approved_on, one.id)
        .tuples()
    )
    return {matter_id: [Longer(*values) for values in group] for matter_id, group in _grouped(rows).items()}


def _stops(ids: Sequence[int]) -> dict[int, list[Stop]]:
    one = Pause
    rows: Any = (
        one.select(one.matter, one.begins_on, one.ends_on, one.reason)
        .where(one.matter.in_(ids))
        .order_by(one.begins_on, one.id)
        .tuples()
    )
    return {matter_id: [Stop(*values) for values in group] for matter_id, group in _grouped(rows).items()}


def _reviews(ids: Sequence[int]) -> dict[int, list[ReviewFact]]:
    one = Review
    rows: Any = (
        one.select(one.matter, one.id, one.stage, one.requested_on, one.concluded_on, one.served_on)
        .where(one.matter.in_(ids))
        .order_by(one.requested_on, one.id)
        .tuples()
    )
    return {
        matter_id: [ReviewFact(number, ReviewStage(stage), *days) for number, stage, *days in group]
        for matter_id, group in _grouped(rows).items()
    }


def _commitments(ids: Sequence[int]) -> dict[int, list[ToDo]]:
    one = Commitment
    rows: Any = (
        one.select(one.matter, one.id, one.text, one.confirmed_on, one.due_on, one.fulfilled_on)
        .where(one.matter.in_(ids) & one.due_on.is_null(False))
        .order_by(one.due_on, one.id)
        .tuples()
    )
    return {matter_id: [ToDo(*values) for values in group] for matter_id, group in _grouped(rows).items()}


def _measures(ids: Sequence[int]) -> dict[int, list[ToDo]]:
    one, sheet = Measure, Responsibility
    rows: Any = (
        one.select(sheet.matter, one.id, one.text, sheet.made_on, one.due_on, one.done_on)
        .join(sheet, on=(one.responsibility == sheet.id))
        .where(sheet.matter.in_(ids) & one.due_on.is_null(False) & ~one.is_dropped)
        .order_by(one.due_on, one.id)
        .tuples()
    )
    return {matter_id: [ToDo(*values) for values in group] for matter_id, group in _grouped(rows).items()}


def _sheets(ids: Sequence[int]) -> dict[int, tuple[Any, Any]]:
    one = Responsibility
    rows: Any = one.select(one.matter, one.made_on, one.resolve_due).where(one.matter.in_(ids)).tuples()
    return {matter_id: (made_on, due) for matter_id, made_on, due in rows}


def _reopened(ids: Sequence[int]) -> dict[int, Any]:
    one = Reopening
    rows: Any = one.select(one.matter, one.on_day).where(one.matter.in_(ids)).order_by(one.on_day).tuples()
    return dict(rows)  # the last one stays


def _handed(ids: Sequence[int]) -> dict[int, Any]:
    one = SealedReport
    rows: Any = one.select(one.matter, one.handed_on).where(one.matter.in_(ids)).tuples()
    return dict(rows)
