"""Numbered, frozen steps that bring a file to the shape of this program.

Each step and its record are one transaction; before its commit the foreign keys are checked and the triggers laid
again. Nothing of playhouse is imported when no step is pending.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jiefang_tui.store import schema
from jiefang_tui.store.models.base import db

STEPS_DIR = Path(__file__).resolve().parent / "migrations"
_TABLE = "schema_migration"


class ForeignKeysBroken(Exception):
    """A step left rows that point nowhere; it was rolled back."""


def steps(directory: Path = STEPS_DIR) -> list[str]:
    """Names of the steps this program has, in order."""
    return sorted(path.stem for path in directory.glob("[0-9]*.py"))


def applied(connection: sqlite3.Connection) -> set[str]:
    """Names of the steps recorded in a file. Raises `sqlite3.Error` when it cannot be read."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name=?", (_TABLE,)).fetchone()
    if not found:
        return set()
    return {str(row[0]) for row in connection.execute(f"SELECT name FROM {_TABLE}")}


def unknown(connection: sqlite3.Connection, directory: Path = STEPS_DIR) -> list[str]:
    """Steps recorded in the file that this program does not have: a newer program wrote it."""
    return sorted(applied(connection) - set(steps(directory)))


def pending(connection: sqlite3.Connection, directory: Path = STEPS_DIR) -> list[str]:
    """Steps of this program that the file lacks, in order."""
    done = applied(connection)
    return [name for name in steps(directory) if name not in done]


def apply_pending(directory: Path = STEPS_DIR) -> list[str]:
    """Run every pending step on the open file and return their names.

    Raises whatever the step raises, `ForeignKeysBroken` when it leaves dangling rows; the step is then rolled back
    whole, earlier ones stay.
    """
    from playhouse.migrate import SqliteMigrator
    from playhouse.migrations import Runner

    base: Any = SqliteMigrator

    class CheckedMigrator(base):  # type: ignore[misc]
        """Wraps each step in the check of its foreign keys and in the triggers."""

        @contextmanager
        def migration_context(self, atomic: bool = True) -> Iterator[None]:
            with super().migration_context(atomic):
                execute: Any = db.execute_sql
                schema.lift_triggers(execute)
                yield
                if execute("PRAGMA foreign_key_check").fetchall():
                    raise ForeignKeysBroken
                schema.lay_triggers(execute)

    runner = Runner(db, str(directory), table_name=_TABLE)
    runner.migrator = CheckedMigrator(db)
    return list(runner.up())
