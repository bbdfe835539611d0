"""Is a database file sound? Structure, foreign keys, triggers, and every value readable as what it should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from uuid import UUID

from jiefang_tui.store import grams, schema, upgrade
from jiefang_tui.store.database import connect, table_names
from jiefang_tui.store.models import ALL

HEADER = b"SQLite format 3\x00"


class OutOfTime(Exception):
    """The check was longer than it was allowed to be; nothing bad was found so far."""


def header_problem(path: Path) -> str:
    """What is wrong with the first bytes of `path`, in Chinese; empty when they are a database's. Raises `OSError`."""
    if path.stat().st_size == 0:
        return "文件是空的(0 字节)"
    with path.open("rb") as file:
        head = file.read(len(HEADER))
    return "" if head == HEADER else "文件头已损坏,不是接访台的数据文件"


def problems(path: Path, seconds: float | None = None, *, full: bool = False, values: bool = False) -> list[str]:
    """Chinese sentences on what is wrong with the file at `path`; empty when it is sound.

    `full` compares indexes with their rows, too (integrity_check); `values` reads every value. Raises `OutOfTime`
    after `seconds`, `OSError` when the file cannot be reached, `sqlite3.OperationalError` when it is busy.
    """
    wrong = header_problem(path)
    if wrong:
        return [wrong]
    deadline = None if seconds is None else monotonic() + seconds
    try:
        with closing(connect(path, "rw" if _writable(path) else "ro")) as connection:
            return _examine(connection, deadline, full, values)
    except sqlite3.OperationalError as error:
        text = str(error)
        if "interrupted" in text:
            raise OutOfTime from error
        if "locked" in text or "busy" in text:
            raise
        return [f"文件读不出来({text})"]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # its message may hold the damaged bytes
        return [f"文件已损坏({type(error).__name__})"]


def rebuild_indexes(path: Path) -> None:
    """Make every index of the file at `path` anew from its rows. Raises `sqlite3.Error`."""
    with closing(connect(path, "rw")) as connection:
        connection.execute("REINDEX")
        grams.rebuild(connection)
        connection.commit()


def _writable(path: Path) -> bool:
    import os

    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _examine(connection: sqlite3.Connection, deadline: float | None, full: bool, values: bool) -> list[str]:
    if deadline is not None:
        connection.set_progress_handler(lambda: monotonic() > deadline, 20_000)
    rows = connection.execute("PRAGMA integrity_check(5)" if full else "PRAGMA quick_check(5)").fetchall()
    if [row[0] for row in rows] != ["ok"]:
        return ["文件内部结构已损坏:" + ";".join(str(row[0]).replace("\n", " ") for row in rows[:3])]
    if not upgrade.applied(connection):
        return ["不是接访台的数据文件"]
    if full and not upgrade.pending(connection) and not _can_find(connection):
        return ["查找用的索引已损坏"]
    found: list[str] = []
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        found.append(f"有 {len(dangling)} 处记录指向不存在的记录(表 {dangling[0][0]})")
    if not upgrade.pending(connection):  # an older file gets what it lacks by its upgrade
        found += _lacking(connection)
    if values:
        found += _unreadable(connection, deadline)
    return found


def _can_find(connection: sqlite3.Connection) -> bool:
    """Whether the full-text index hangs together; of a file that cannot be written nobody can tell."""
    try:
        return grams.is_sound(connection)
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            return True
        raise


def _lacking(connection: sqlite3.Connection) -> Iterator[str]:
    names = set(table_names(connection))
    missing = sorted(name for name in (model._meta.table_name for model in ALL) if name not in names)
    if missing:
        yield "缺少数据表:" + "、".join(missing)
    have = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    lost = sorted(set(schema.triggers()) - have)
    if lost:
        yield "缺少防改防删的触发器:" + "、".join(lost)


def _unreadable(connection: sqlite3.Connection, deadline: float | None) -> Iterator[str]:
    """Values that are no text, time, day, number or UUID although their column says so. One sentence a table."""
    present = {
        table: {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
        for table in table_names(connection)
    }
    connection.text_factory = bytes
    for model in ALL:
        meta = model._meta
        there = present.get(meta.table_name, set())
        fields = [(f.column_name, _reader(f), bool(f.null)) for f in meta.sorted_fields if f.column_name in there]
        if not fields:
            continue
        columns = ", ".join(f'"{name}"' for name, _, _ in fields)
        bad = 0
        for count, row in enumerate(connection.execute(f'SELECT {columns} FROM "{meta.table_name}"')):
            if deadline is not None and count % 500 == 0 and monotonic() > deadline:
                raise OutOfTime
            for value, (_, read, null) in zip(row, fields, strict=True):
                if value is None:
                    bad += not null
                    continue
                try:
                    read(value)
                except (ValueError, TypeError, AttributeError):
                    bad += 1
        if bad:
            yield f"表 {meta.table_name} 有 {bad} 个值读不出来"


def _reader(field: object) -> Callable[[bytes], object]:
    kind = type(field).__name__
    readers: dict[str, Callable[[bytes], object]] = {
        "MomentField": lambda raw: _aware(raw.decode()),
        "DateField": lambda raw: date.fromisoformat(raw.decode()),
        "UUIDField": lambda raw: UUID(raw.decode()),
        "TextField": lambda raw: raw.decode(),
    }
    return readers.get(kind, _whole)


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _whole(raw: object) -> int:
    if not isinstance(raw, int):
        raise ValueError(raw)
    return raw
