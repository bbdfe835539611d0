"""Files of offices of then: each is migrated, has the shape of a new one, and its rows are as they were."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.store import database, soundness, upgrade
from tests.store.keep_file import FILES, MATTERS, read_kept
from tests.store.shape import file_of_models, shape_of

FROZEN = {
    "0001_start": "cd043a563af56649ab87bf81acb36a3b8ec01ac4388e88947139c316fd3f119e",
    "0002_just_and_correctable": "489b1859b882222a022b689878b9ab4107c526cc8b2da72e60ff4a54b0a73b43",
    "0003_plans_and_places": "e7be6589639198cc678f03a5b21dd71f78204cc4c30ab71229a02068e26a0193",
    "0004_morning_indexes": "5f6da4cb9096cc0e1f1eb4fb39e047ccccde5f13f5f22e6f9a0e664690f935c4",
    "0005_rests_of_eight": "7448f77a7ac651f76cf0ef044e8cd5bf5b3e7c07808b37244bc931da581ea86b",
}
"""SHA-256 of each released step. A step that an office may have run is never changed: write the next one."""

KEPT = sorted(FILES.glob("*.sql.xz"))


def test_a_released_step_is_frozen() -> None:
    written = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in upgrade.STEPS_DIR.glob("[0-9]*.py")}
    assert written == FROZEN, "a new step goes in here with its hash; one that stands here is never changed"


def test_every_step_has_its_kept_file() -> None:
    assert [path.name.partition(".")[0] for path in KEPT] == [name.partition("_")[0] for name in upgrade.steps()]


def _rows(connection: sqlite3.Connection, columns: dict[str, list[str]]) -> dict[str, list[Any]]:
    rows = {}
    for table, names in columns.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        rows[table] = connection.execute(f'SELECT {quoted} FROM "{table}" ORDER BY 1, 2').fetchall()
    return rows


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_kept_file_is_migrated(frozen_clock: object, tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "office.db"
    read_kept(kept, path)
    with closing(database.connect(path)) as connection:
        columns = {
            table: [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
            for table in database.table_names(connection)
            if table != "schema_migration"
        }
        before = _rows(connection, columns)
        lacking = upgrade.pending(connection)
    assert len(before["matter"]) == MATTERS
    database.open_file(path)
    assert upgrade.apply_pending() == lacking
    database.close()
    file_of_models(tmp_path / "fresh.db")
    with closing(database.connect(path)) as ours, closing(database.connect(tmp_path / "fresh.db")) as fresh:
        assert shape_of(ours) == shape_of(fresh)
        assert _rows(ours, columns) == before
    assert list(soundness.problems(path, full=True, values=True)) == []
