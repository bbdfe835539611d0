"""Plays the history (audit entries) onto empty tables and compares the outcome with the rows of the file.

What is derived (dates, and by which rules) has no history of its own, nor has what is no act (drafts, who looked at
what). The words of a petitioner stand in the row only, and the entry says so (见原行); from the first change on their
history is compared. What was sealed (密件) has left the history as well.
"""

from __future__ import annotations

import json
from typing import Any

from jiefang_tui.services.desk import clock_rules
from jiefang_tui.services.desk.acting import _audited, _table
from jiefang_tui.store import clock_facts
from jiefang_tui.store.models import ALL, AuditEntry
from jiefang_tui.store.sealing import CLEARED

WITHOUT_HISTORY = {"audit_entry", "access_entry", "draft", "search", "deadline", "matter_event"}
DERIVED = {("matter", column) for column in clock_facts.DERIVED} | {
    ("instalment", column) for column in ("falls_due_on", "owed")
}
_NOT_COMPARED = ("见原行", CLEARED)


def replayed() -> dict[str, dict[str, Any]]:
    """Every row as the history tells it: ``matter:12`` to its columns."""
    rows: dict[str, dict[str, Any]] = {}
    for entry in AuditEntry.select().order_by(AuditEntry.id):
        before, after = json.loads(entry.before), json.loads(entry.after)
        assert before.keys() <= after.keys(), f"{entry.act}: a before without an after"
        for key, columns in after.items():
            if columns:
                rows.setdefault(key, {}).update(columns)
            else:
                rows.pop(key, None)
    return {key: row for key, row in rows.items() if not set(row.values()) <= {CLEARED, None}}


def differences() -> list[str]:
    """Every column in which the file is not what its history says; empty when all is well."""
    told = replayed()
    found: list[str] = []
    for model in ALL:
        if model._meta.table_name in WITHOUT_HISTORY:
            continue
        for row in model.select():
            key = f"{_table(row)}:{row.id}"
            if getattr(row, "key", "") == clock_rules.RULES:  # derived as the dates are
                told.pop(key, None)
            elif key in told:
                found += _of_row(key, told.pop(key), _audited(row.__data__))
            else:
                found.append(f"{key} is in the file and not in the history")
    return found + [f"{key} is in the history and not in the file" for key in told]


def _of_row(key: str, told: dict[str, Any], row: dict[str, Any]) -> list[str]:
    table = key.partition(":")[0]
    return [
        f"{key}.{column}: history {told.get(column)!r}, file {value!r}"
        for column, value in row.items()
        if (table, column) not in DERIVED
        and told.get(column) not in _NOT_COMPARED
        and (told.get(column) or None) != (value or None)
    ]
