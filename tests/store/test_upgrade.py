"""Migrations: the file they make is the models' file; half a step never stays; a newer file is not touched."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from jiefang_tui.services.desk import founded, opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import database, schema, upgrade
from jiefang_tui.store.models import ALL
from tests.store.shape import file_of_models, shape_of

STEPS = set(upgrade.steps())
"""Of this program."""
NEXT = f"{int(upgrade.steps()[-1][:4]) + 1:04d}_more"
"""A step that no program has yet."""


def test_migrated_file_has_the_shape_of_the_models(desk: Desk, tmp_path: Path) -> None:
    file_of_models(tmp_path / "models.db")
    with closing(database.connect(desk.folder.db)) as ours, closing(database.connect(tmp_path / "models.db")) as theirs:
        migrated, modelled = shape_of(ours), shape_of(theirs)
    assert len(migrated) == len(ALL)
    assert migrated == modelled


def test_steps_import_nothing_of_ours() -> None:
    for path in upgrade.STEPS_DIR.glob("[0-9]*.py"):
        assert "jiefang_tui" not in path.read_text(encoding="utf-8"), path.name


def test_every_step_is_recorded(desk: Desk) -> None:
    with closing(database.connect(desk.folder.db)) as connection:
        assert upgrade.applied(connection) == set(upgrade.steps())
        assert upgrade.pending(connection) == []


def test_a_start_without_pending_steps_does_not_load_playhouse(desk: Desk) -> None:
    root = str(desk.folder.root)
    database.close()
    database.release_lock()
    script = (
        "import sys; from pathlib import Path; from jiefang_tui.paths import DataFolder\n"
        "from jiefang_tui.services.desk.opening import open_desk\n"
        f"open_desk(DataFolder(Path({root!r})))\n"
        "print([m for m in sys.modules if m.startswith(('playhouse', 'textual', 'pendulum', 'docx'))])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def _steps_with(tmp_path: Path, body: str) -> Path:
    directory = tmp_path / "steps"
    directory.mkdir()
    for path in upgrade.STEPS_DIR.glob("[0-9]*.py"):
        shutil.copy(path, directory)
    (directory / f"{NEXT}.py").write_text(body, encoding="utf-8")
    return directory


def test_a_failing_step_leaves_nothing_of_itself(desk: Desk, tmp_path: Path) -> None:
    body = (
        "def up(migrator, db):\n"
        "    db.execute_sql('ALTER TABLE unit ADD COLUMN extra TEXT')\n"
        "    raise RuntimeError('power cut')\n"
    )
    with pytest.raises(RuntimeError):
        upgrade.apply_pending(_steps_with(tmp_path, body))
    connection = database.connection()
    assert "extra" not in {row[1] for row in connection.execute("PRAGMA table_info(unit)")}
    assert upgrade.applied(connection) == set(upgrade.steps())
    assert _triggers(connection) == set(schema.triggers())


def test_a_step_that_breaks_foreign_keys_is_rolled_back(desk: Desk, tmp_path: Path) -> None:
    body = "def up(migrator, db):\n    db.execute_sql('UPDATE officer SET unit_id = 999')\n"
    with pytest.raises(upgrade.ForeignKeysBroken):
        upgrade.apply_pending(_steps_with(tmp_path, body))
    assert database.connection().execute("SELECT unit_id FROM officer").fetchall() == [(1,)]
    assert database.connection().execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_may_rewrite_history_and_the_triggers_are_laid_again(desk: Desk, tmp_path: Path) -> None:
    body = "def up(migrator, db):\n    db.execute_sql(\"UPDATE audit_entry SET reason = 'x'\")\n"
    assert upgrade.apply_pending(_steps_with(tmp_path, body)) == [NEXT]
    assert _triggers(database.connection()) == set(schema.triggers())
    with pytest.raises(sqlite3.IntegrityError):
        database.connection().execute("UPDATE audit_entry SET reason = ''")


def _triggers(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}


def test_killed_in_a_step_the_file_is_old_or_new(desk: Desk, tmp_path: Path) -> None:
    body = (
        "import os, signal\n"
        "def up(migrator, db):\n"
        "    db.execute_sql('ALTER TABLE unit ADD COLUMN extra TEXT')\n"
        "    db.execute_sql(\"UPDATE unit SET extra = 'half'\")\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    directory = _steps_with(tmp_path, body)
    path = desk.folder.db
    database.close()
    database.release_lock()
    script = (
        "from pathlib import Path; from jiefang_tui.store import database, upgrade\n"
        f"database.open_file(Path({str(path)!r})); upgrade.apply_pending(Path({str(directory)!r}))"
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert killed.returncode == -9
    opened = opening.open_desk(desk.folder)
    assert opened.office_name == "示例镇信访接待室"
    assert "extra" not in {row[1] for row in database.connection().execute("PRAGMA table_info(unit)")}


def test_an_older_file_is_copied_before_its_upgrade(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE unit ADD COLUMN extra TEXT')\n"
    directory = _steps_with(tmp_path, body)
    database.close()
    database.release_lock()
    _later_program(monkeypatch, directory)
    reader_sees = pytest.raises(Refused, match="先升级")
    with reader_sees:
        opening.open_desk(desk.folder, reader=True)
    opening.open_desk(desk.folder)
    assert "extra" in {row[1] for row in database.connection().execute("PRAGMA table_info(unit)")}
    copies = list(desk.folder.backups.glob(f"before-{NEXT}-*.db"))
    assert len(copies) == 1
    with closing(database.connect(copies[0])) as copy:
        assert upgrade.applied(copy) == STEPS


def _later_program(monkeypatch: pytest.MonkeyPatch, directory: Path) -> None:
    steps, apply_pending = upgrade.steps, upgrade.apply_pending
    monkeypatch.setattr(upgrade, "steps", lambda _=None: steps(directory))
    monkeypatch.setattr(upgrade, "apply_pending", lambda _=None: apply_pending(directory))


def test_a_newer_file_is_refused_and_not_touched(desk: Desk) -> None:
    path = desk.folder.db
    database.connection().execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')")
    database.close()
    database.release_lock()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for reader in (False, True):
        with pytest.raises(founded.DeskClosed, match="更新版本") as closed:
            opening.open_desk(desk.folder, reader=reader)
        assert closed.value.kind == "newer"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not path.with_name(path.name + "-journal").exists()
