"""Many rows at once, for samples and imports: plain tuples, one prepared statement a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from jiefang_tui.store.database import connection
from jiefang_tui.store.models import Row, base


class Pile:
    """Rows of one table, collected as dictionaries of columns and written in lumps inside the caller's transaction."""

    def __init__(self, model: type[Row] | type[Any], lump: int = 4000) -> None:
        self.model = model
        self.lump = lump
        self.columns: Sequence[str] = [field.column_name for field in model._meta.sorted_fields]
        self._defaults: dict[str, Any] = {
            field.column_name: None if callable(field.default) else field.default for field in model._meta.sorted_fields
        }
        self._rows: list[tuple[Any, ...]] = []
        marks = ",".join("?" * len(self.columns))
        names = ",".join(f'"{name}"' for name in self.columns)
        self._sql = f'INSERT INTO "{model._meta.table_name}" ({names}) VALUES ({marks})'
        self.next_id = 1

    def add(self, **values: Any) -> int:
        """Add a row by column (foreign keys as ``_id``); what is not given has its default. Returns its id."""
        row = dict(self._defaults)
        row["id"] = row_id = self.next_id
        self.next_id += 1
        row.update(values)
        self._rows.append(tuple(_plain(row[name]) for name in self.columns))
        if len(self._rows) >= self.lump:
            self.write()
        return row_id

    def write(self) -> None:
        """Write what is collected."""
        if self._rows:
            connection().executemany(self._sql, self._rows)
            self._rows.clear()


@contextmanager
def seeded_uids(rng: Random) -> Iterator[None]:
    """Let the models' UUIDs come out of `rng`, so that a sample is the same every time."""
    before = base.new_uid
    base.new_uid = lambda: UUID(int=rng.getrandbits(128), version=4)
    try:
        yield
    finally:
        base.new_uid = before


def start_after(piles: Iterable[Pile]) -> None:
    """Let every pile number its rows after those that are already in its table."""
    for pile in piles:
        table = pile.model._meta.table_name
        pile.next_id = connection().execute(f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"').fetchone()[0]


def check_links_at_the_end() -> None:
    """Inside a transaction: rows may be written before those they point to; all must be there at its end."""
    connection().execute("PRAGMA defer_foreign_keys=ON")


def tidy_up() -> None:
    """Let SQLite learn how the tables are filled, so that it picks the right indexes."""
    connection().execute("ANALYZE")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
