"""The one file and its one writer: opening, the lock, counting rows. What is SQLite's own stays here.

Rollback journal, cut to nothing when an act is done, and ``synchronous=FULL``. A journal that is deleted instead comes
back when the power fails before the folder is on the disk, and undoes a confirmed act; SQLite flushes what it cuts. A
clean exit takes the empty journal away, so that one file lies there. A file that is not there is never created by
opening it.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from peewee import SQL, NodeList

from jiefang_tui.store.models.base import db

BUSY_SECONDS = 5
"""How long a statement waits for another program (antivirus, backup) to let go of the file."""

FULL_TEXT = "search_gram"
"""The full-text index (`store.grams`); FTS5 keeps it in tables whose names begin so."""

_writes = False
"""Whether the open file is written to, and leaves an empty journal when it is not closed."""
_lock: sqlite3.Connection | None = None
_note: Path | None = None


def uri(path: Path, mode: str) -> str:
    """SQLite's address of `path`; mode ``rw`` or ``ro`` never creates it, ``rwc`` does."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def connect(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection of its own to `path`, for backup and checks. Raises `sqlite3.Error`."""
    return sqlite3.connect(uri(path, mode), uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def open_file(path: Path, *, read_only: bool = False, only_looks: bool = False, create: bool = False) -> None:
    """Bind the models to `path` and read its schema, which recovers the journal a killed desk left.

    `read_only` is for a folder that cannot be written; `only_looks` opens read-write (a journal can be recovered) and
    then forbids this connection to write. Raises `peewee.DatabaseError` or `sqlite3.Error` for a file that cannot be
    opened or is no database.
    """
    global _writes
    close()
    pragmas: list[tuple[str, Any]] = [("foreign_keys", 1)]
    if not read_only:
        # secure_delete: what is taken out (a sealed report) is overwritten, whatever this SQLite was built with.
        pragmas = [("synchronous", "full"), ("secure_delete", 1), *pragmas]
    if only_looks:
        pragmas.append(("query_only", 1))
    elif not read_only:
        pragmas.insert(0, ("journal_mode", "truncate"))
        _writes = True
    mode = "ro" if read_only else "rwc" if create else "rw"
    db.init(uri(path, mode), uri=True, timeout=BUSY_SECONDS, pragmas=pragmas)
    try:
        db.connect()
        connection().execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        close()
        raise


def do_not_wait_for_disk() -> None:
    """Write without syncing, for a throw-away file (samples); never for an office's own."""
    connection().execute("PRAGMA synchronous=OFF")


def close() -> None:
    """Close the file, if one is open."""
    global _writes
    if not db.deferred and not db.is_closed():
        if _writes:
            with suppress(Exception):
                connection().execute("PRAGMA journal_mode=DELETE")
        with suppress(Exception):
            db.close()
    _writes = False


def connection() -> sqlite3.Connection:
    """The raw connection of the open file, for SQL that stands only in `store`."""
    raw: sqlite3.Connection = db.connection()  # type: ignore[no-untyped-call]
    return raw


def by_index(model: Any, index: str) -> Any:
    """`model` as a source that is read by way of `index` and no other, for ``select().from_(...)``."""
    return NodeList((model, SQL(f'INDEXED BY "{index}"')))


def among(ids: Iterable[int] | Iterable[str]) -> Any:
    """The set of these ids (or texts) for ``column.in_(...)``, however many they are."""
    return SQL("(SELECT value FROM json_each(?))", [json.dumps(list(ids))])


def table_names(connection: sqlite3.Connection) -> list[str]:
    """Names of all tables of rows of ours, sorted; not SQLite's own and not those of the full-text index."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    return sorted(str(row[0]) for row in rows if not str(row[0]).startswith(FULL_TEXT))


def count_rows(file: sqlite3.Connection | None = None) -> dict[str, int]:
    """Number of rows by table, of the open file or of `file`."""
    source = connection() if file is None else file
    return {name: int(source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in table_names(source)}


def last_entry(file: sqlite3.Connection | None = None) -> tuple[int, str]:
    """Number and UUID of the last audit entry: two files of one office that agree in it hold the same acts."""
    source = connection() if file is None else file
    row = source.execute("SELECT id, uid FROM audit_entry ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


class Holder(NamedTuple):
    """Who has the file open for writing, and since when (ISO time); empty when not known."""

    name: str = ""
    since: str = ""


def take_lock(path: Path, note: Path) -> bool:
    """Become the one writer; False when another copy is. The lock dies with the process; `note` says who holds it.

    It is SQLite's own, on an empty file: nothing more is loaded for it, and it holds where that of the data file does.
    Nothing else may open and close `path` in this process: POSIX would let go. Raises `OSError` when the folder
    cannot be written.
    """
    global _lock, _note
    release_lock()
    if not path.exists() or path.stat().st_size:  # whatever was written there is no lock
        os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
    lock = sqlite3.connect(uri(path, "rw"), uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("PRAGMA journal_mode=OFF")  # nothing is written, and no journal lies beside it
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        lock.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise OSError(errno.EACCES, str(error), str(path)) from error
    _lock, _note = lock, note
    return True


def write_note(name: str, since: str) -> None:
    """Say beside the lock who holds it since when (ISO time). A failure is not worth stopping for."""
    if _note is not None:
        with suppress(OSError):
            text = json.dumps({"who": name, "since": since, "pid": os.getpid()}, ensure_ascii=False)
            _note.write_text(text, encoding="utf-8")


def holder(note: Path) -> Holder:
    """Who says in `note` to hold the lock."""
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
        return Holder(str(data.get("who", "")), str(data.get("since", "")))
    except (OSError, ValueError, AttributeError):
        return Holder()


def release_lock() -> None:
    """Stop being the writer."""
    global _lock, _note
    if _lock is not None:
        if _note is not None:
            with suppress(OSError):
                _note.unlink()
        _lock.close()
    _lock = _note = None


def holds_lock() -> bool:
    """Whether this process is the writer."""
    return _lock is not None
