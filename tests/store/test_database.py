"""One file, one writer."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from peewee import DatabaseError

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.settings import set as set_setting
from jiefang_tui.store import database
from jiefang_tui.store.models import AuditEntry, Matter, MatterEvent, Setting, db


def test_pragmas(desk: Desk) -> None:
    folder = desk.folder  # opened anew: the tests' desk does not wait for the disk
    database.close()
    database.open_file(folder.db)
    said = {
        name: database.connection().execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert said == {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_an_empty_journal_lies_there_while_the_desk_is_open_and_a_clean_close_takes_it_away(desk: Desk) -> None:
    folder = desk.folder
    journal = folder.db.with_name(folder.db.name + "-journal")
    opening.close_desk(desk, keeps_backup=False)
    desk = opening.open_desk(folder)
    set_setting(desk, "query_phone", "6120")
    assert journal.stat().st_size == 0
    opening.close_desk(desk, keeps_backup=False)
    assert not journal.exists()


def test_a_copy_that_only_looks_leaves_the_writer_s_journal_alone(desk: Desk) -> None:
    folder = desk.folder
    journal = folder.db.with_name(folder.db.name + "-journal")
    database.close()
    journal.touch()
    database.open_file(folder.db, only_looks=True)
    database.close()
    assert journal.exists()


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        database.open_file(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_odd_characters(tmp_path: Path, frozen_clock: object) -> None:
    folder = DataFolder(tmp_path / "示例 镇#1?%20")
    assert opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳").officer_name == "王芳"
    assert folder.db.exists()


def test_count_rows(desk: Desk) -> None:
    counts = database.count_rows()
    assert (counts["setting"], counts["officer"], counts["visit"], counts["audit_entry"]) == (5, 1, 0, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET act = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE matter_event SET text = 'x'",
        "DELETE FROM matter_event",
        "DELETE FROM matter",
        "DELETE FROM visit",
    ],
)
def test_history_and_arrivals_stay(desk: Desk, sql: str) -> None:
    Matter.create(id=1, register_no="n", received_on="2026-11-23", recorded_on="2026-11-23")
    MatterEvent.create(matter=1, at="2026-11-23 09:14:00+08:00", on_day="2026-11-23", kind="progress", text="t")
    db.execute_sql(
        "INSERT INTO reception_session (id, uid, version, day, mode, subject, place, opened_at)"
        " VALUES (1, 's', 1, '2026-11-23', 'any_time', '', '', '2026-11-23 08:00:00+08:00')"
    )
    columns = [row for row in database.connection().execute("PRAGMA table_info(visit)") if row[3]]  # NOT NULL
    values = [1 if row[1] in ("id", "session_id") else 0 if row[2] == "INTEGER" else "x" for row in columns]
    names, marks = ", ".join(row[1] for row in columns), ", ".join("?" * len(columns))
    db.execute_sql(f"INSERT INTO visit ({names}) VALUES ({marks})", values)
    before = database.count_rows()
    with pytest.raises(sqlite3.IntegrityError):
        database.connection().execute(sql)
    assert database.count_rows() == before


_HOLDER = """
import sys, datetime
from pathlib import Path
from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import opening, settings
clock.freeze(datetime.datetime(2026, 11, 23, 8, 20).astimezone())
desk = opening.open_desk(DataFolder(Path(sys.argv[1])))
print(desk.read_only_because or "writer", flush=True)
if len(sys.argv) > 2:
    from jiefang_tui.store.models import db, Setting
    db.execute_sql("PRAGMA cache_size=1")
    db.begin()
    for i in range(400):
        Setting.create(key=f"half-{i}", value="x" * 2000)
    print("half", flush=True)
sys.stdin.read()
"""


def _holder(root: Path, *more: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(root), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "writer"
    return process


def _left(desk: Desk) -> DataFolder:
    opening.close_desk(desk)
    return desk.folder


def test_a_second_copy_looks_only_and_says_who(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """T7: who and since when, after 2 s of work at most and no waiting; after kill -9 the next start simply writes."""
    folder = _left(desk)
    first = _holder(folder.root)
    try:
        slept: list[float] = []
        with monkeypatch.context() as watched:
            watched.setattr(time, "sleep", slept.append)
            began = time.process_time()
            second = opening.open_desk(folder)
            assert time.process_time() - began < 2
        assert slept == []
        assert second.read_only
        assert "王芳自 11-23 08:20 起正在使用" in second.read_only_because
        with pytest.raises(Refused, match="只能查看"):
            set_setting(second, "masks_names", "1")
        with pytest.raises(DatabaseError):  # not even by mistake
            Setting.create(key="x", value="y")
        reader = opening.open_desk(folder, reader=True)
        assert not reader.read_only_because
        opening.close_desk(reader)
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate()
    third = opening.open_desk(folder)
    assert not third.read_only
    set_setting(third, "masks_names", "1")


@pytest.mark.parametrize("reader", [True, False])
def test_a_killed_desks_journal_recovers(desk: Desk, reader: bool) -> None:
    """Half a transaction on the disk, the journal beside it: whoever opens next, even to look, recovers it."""
    folder = _left(desk)
    first = _holder(folder.root, "half")
    assert first.stdout is not None and first.stdout.readline().strip() == "half"
    first.send_signal(signal.SIGKILL)
    first.communicate()
    journal = folder.db.with_name("jiefang.db-journal")
    assert journal.stat().st_size > 0
    opened = opening.open_desk(folder, reader=reader)
    assert opened.office_name == "示例镇信访接待室"
    assert Setting.select().where(Setting.key.startswith("half")).count() == 0
    assert database.connection().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not journal.exists() or journal.stat().st_size == 0


def test_a_busy_file_is_waited_for_and_then_refused_in_plain_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """T24: something holds the file exclusively."""
    database.connection().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(desk.folder.db)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="占用"):
        set_setting(desk, "masks_names", "1")
    other.rollback()
    other.close()
    set_setting(desk, "masks_names", "1")
    assert AuditEntry.select().count() == 2


def test_a_copy_by_hand_opens(desk: Desk, tmp_path: Path) -> None:
    """T9: the file at rest is one file; copied 100 times between acts, each copy opens with all its rows."""
    for number in range(100):
        set_setting(desk, f"n{number}", "x")
        copy = tmp_path / "copy.db"
        shutil.copyfile(desk.folder.db, copy)
        with sqlite3.connect(copy) as connection:
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM audit_entry").fetchone() == (number + 2,)
        connection.close()
