"""SQLite's own part of the schema: the triggers that keep history and arrivals from being changed or deleted.

They are laid again after every migration step, before its commit, so that no step can leave the file without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_UNCHANGEABLE = ("audit_entry", "matter_event")
_UNDELETABLE = ("visit", "matter")

_WHY = {
    "audit_entry": "the audit trail is append-only",
    "matter_event": "the timeline is append-only",
    "visit": "a visit is never deleted",
    "matter": "a matter is never deleted",
}


def triggers() -> dict[str, str]:
    """Every trigger by name with its SQL: no update or delete of history, no delete of a visit or a matter."""
    wanted = [(table, "UPDATE") for table in _UNCHANGEABLE]
    wanted += [(table, "DELETE") for table in _UNCHANGEABLE + _UNDELETABLE]
    return {
        f"{table}_no_{what.lower()}": f'CREATE TRIGGER "{table}_no_{what.lower()}" BEFORE {what} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{_WHY[table]}'); END"
        for table, what in wanted
    }


def lay_triggers(execute: Callable[[str], Any]) -> None:
    """Drop and create every trigger of ours. `execute` runs one SQL statement, inside the caller's transaction."""
    lift_triggers(execute)
    for sql in triggers().values():
        execute(sql)


def lift_triggers(execute: Callable[[str], Any]) -> None:
    """Drop every trigger of ours, so that a migration step may rewrite a table."""
    for name in triggers():
        execute(f'DROP TRIGGER IF EXISTS "{name}"')
