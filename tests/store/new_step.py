"""Write the next migration step from the models: ``python -m tests.store.new_step NAME``.

It knows new tables, new columns, new indexes and indexes that are gone. A new column stands last in its model and has a
constant default (or may be NULL). A column that was changed, moved or taken away is a rebuild that a person writes by
hand, and is named.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from peewee import ForeignKeyField

from jiefang_tui.store import database, upgrade
from jiefang_tui.store.models import ALL
from tests.store.shape import statements_of_models

HEAD = '''"""Step {number}: {name}. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
{imports}

def up(migrator, db):
    """Bring the file from the shape before to this one."""
'''


class ByHand(Exception):
    """The models differ from the file in a way that no generator should decide."""


def migrated(path: Path, directory: Path = upgrade.STEPS_DIR) -> None:
    """A file with every step of `directory` applied."""
    database.open_file(path, create=True)
    upgrade.apply_pending(directory)
    database.close()


def new_columns(connection: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    """(table, field) for every column that the models have and the file lacks. Raises `ByHand`."""
    for model in ALL:
        meta: Any = model._meta
        rows = connection.execute(f'PRAGMA table_info("{meta.table_name}")').fetchall()
        if not rows:
            continue
        there = [str(row[1]) for row in rows]
        wanted = [field.column_name for field in meta.sorted_fields]
        if wanted[: len(there)] != there:
            raise ByHand(f"{meta.table_name}: {there} became {wanted}; only columns at the end are added")
        for field in meta.sorted_fields[len(there) :]:
            constant = field.default is not None and not callable(field.default)
            if not (constant or field.null):
                raise ByHand(f"{meta.table_name}.{field.column_name}: no constant default")
            yield meta.table_name, field


def _call(field: Any) -> tuple[str, str]:
    """(class to import, call) of a column of this kind."""
    kind = next(one.__name__ for one in type(field).__mro__ if one.__module__ == "peewee")
    given = ["null=True"] if field.null else [f"default={field.default!r}"]
    return kind, f"{kind}({', '.join(given)})"


def _added(table: str, field: Any) -> tuple[str, str]:
    """(class to import or empty, line) that adds this column to its table."""
    if isinstance(field, ForeignKeyField):  # Peewee's migrator rebuilds the table for it, SQLite need not
        column = f'"{field.column_name}" INTEGER REFERENCES "{field.rel_model._meta.table_name}" ("id")'
        sql = f'ALTER TABLE "{table}" ADD COLUMN {column}'
        return "", f"    db.execute_sql({sql!r})"
    kind, call = _call(field)
    return kind, f'    migrate(migrator.add_column("{table}", "{field.column_name}", {call}))'


def _new_statements(connection: sqlite3.Connection, known: Sequence[str]) -> list[str]:
    """SQL of the models' tables and indexes that the file lacks."""
    names = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master")}
    return [sql for sql in known if sql.split('"')[1] not in names]


def _gone_indexes(connection: sqlite3.Connection, known: Sequence[str]) -> list[str]:
    """SQL that drops the indexes of tables of models that no model names; those that SQLite made have no words."""
    rows = connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    kept = {sql.split('"')[1] for sql in known}
    return [f'DROP INDEX "{name}"' for name, table in sorted(rows) if table in kept and name not in kept]


def text_of_step(number: int, name: str, connection: sqlite3.Connection) -> str:
    """The whole file that brings the shape of `connection` to that of the models. Raises `ByHand`."""
    columns = [_added(table, field) for table, field in new_columns(connection)]
    known = statements_of_models()
    statements = [*_gone_indexes(connection, known), *_new_statements(connection, known)]
    if not (columns or statements):
        raise ByHand("the models have the shape that the steps make; there is nothing to write")
    kinds = sorted({kind for kind, _ in columns if kind})
    imports = f"from peewee import {', '.join(kinds)}\nfrom playhouse.migrate import migrate\n" if kinds else ""
    lines = [line for _, line in columns]
    lines += [f"    db.execute_sql({sql!r})" for sql in statements]
    return HEAD.format(number=number, name=name, imports=imports) + "\n".join(lines) + "\n"


def write_step(name: str, directory: Path = upgrade.STEPS_DIR) -> Path:
    """Write the next step into `directory`. Raises `ByHand`."""
    number = int(upgrade.steps(directory)[-1].partition("_")[0]) + 1
    with TemporaryDirectory() as folder:
        migrated(Path(folder) / "before.db", directory)
        with closing(database.connect(Path(folder) / "before.db")) as connection:
            text = text_of_step(number, name, connection)
    path = directory / f"{number:04d}_{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isidentifier():
        sys.exit("python -m tests.store.new_step NAME  (a name of letters and underscores)")
    try:
        print(write_step(sys.argv[1]))
    except ByHand as problem:
        sys.exit(str(problem))
