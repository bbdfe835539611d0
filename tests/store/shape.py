"""The shape of a data file: its tables, columns, indexes and foreign keys, as SQLite tells them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from peewee import SqliteDatabase

from jiefang_tui.store import database, grams
from jiefang_tui.store.models import ALL

Shape = dict[str, tuple[object, object, object]]


def shape_of(connection: sqlite3.Connection) -> Shape:
    """For each table its columns, its indexes, its foreign keys; the record of the steps is left out."""
    shape: Shape = {}
    for name in database.table_names(connection):
        if name == "schema_migration":
            continue
        indexes = {
            (row[2], row[3], row[4], tuple(one[2] for one in connection.execute(f"PRAGMA index_info('{row[1]}')")))
            for row in connection.execute(f"PRAGMA index_list('{name}')")
        }
        keys = {tuple(row[2:]) for row in connection.execute(f"PRAGMA foreign_key_list('{name}')")}
        shape[name] = (connection.execute(f"PRAGMA table_info('{name}')").fetchall(), indexes, keys)
    return shape


def statements_of_models() -> list[str]:
    """The SQL that creates the models' tables and indexes, in the order SQLite got it."""
    memory = SqliteDatabase(":memory:")
    with memory.bind_ctx(ALL, bind_refs=False, bind_backrefs=False):
        memory.create_tables(ALL, safe=False)
    rows = memory.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    memory.close()
    return [*(row[0] for row in rows), grams.CREATE]


def file_of_models(path: Path) -> None:
    """A file as the models would have it, without any step."""
    second = SqliteDatabase(path)
    with second.bind_ctx(ALL, bind_refs=False, bind_backrefs=False):
        second.create_tables(ALL)
    second.close()
