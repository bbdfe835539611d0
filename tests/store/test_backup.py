"""Backups: verified before they count, thinned without ever losing the last good one."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft, take_draft
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import backup, database
from jiefang_tui.store.models import AuditEntry


def test_a_copy_is_equal_and_verified(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    counts = backup.copy_to(desk.folder.db, tmp_path / "copy.db", lambda done, total: told.append((done, total)))
    assert counts == database.count_rows()
    assert told[-1][0] == told[-1][1] > 0
    with closing(database.connect(tmp_path / "copy.db")) as copy:
        assert database.last_entry(copy) == database.last_entry()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]


def test_a_copy_made_during_work_is_one_moment_of_it(desk: Desk, tmp_path: Path) -> None:
    """Acts between the copy and the counting: it is made again and holds all of them."""
    written: list[int] = []

    def work(done: int, total: int) -> None:
        if len(written) < 2:
            written.append(done)
            settings.set(desk, f"k{len(written)}", "x" * 3000)

    backup.copy_to(desk.folder.db, tmp_path / "copy.db", work)
    with closing(database.connect(tmp_path / "copy.db")) as copy:
        number, _ = database.last_entry(copy)
        assert number == 3
        assert number == copy.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_source_gives_no_backup_and_keeps_the_old_one(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup.copy_to(desk.folder.db, target)
    good = target.read_bytes()
    database.close()
    _spoil(desk.folder.db)
    with pytest.raises(backup.BackupFailed):
        backup.copy_to(desk.folder.db, target)
    assert target.read_bytes() == good
    assert list(tmp_path.glob("*.part")) == []


def _spoil(path: Path) -> None:
    """Zero the second page and what follows it: past repair, with its header intact."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\0" * 8192)


def test_a_spoiled_copy_is_not_accepted(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T14: the medium damages the copy while it is written."""
    monkeypatch.setattr(backup, "problems", lambda path: (_spoil(path), _problems(path))[1])
    with pytest.raises(backup.BackupFailed, match="没有采用"):
        backup.copy_to(desk.folder.db, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


_problems = backup.problems


def test_a_copy_with_missing_rows_is_not_accepted(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_a_row(path: Path) -> list[str]:
        with closing(database.connect(path, "rw")) as copy:
            copy.execute("DELETE FROM setting WHERE id = 1")
            copy.commit()
        return []

    monkeypatch.setattr(backup, "problems", lose_a_row)
    with pytest.raises(backup.BackupFailed, match="行数不一致"):
        backup.copy_to(desk.folder.db, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_newest_verified_passes_over_a_bad_one(desk: Desk) -> None:
    folder = desk.folder.backups
    backup.copy_to(desk.folder.db, folder / "jiefang-20261120-170000.db")
    for name in ("jiefang-20261121-170000.db", "jiefang-20261122-170000.db", "jiefang-20261122-180000.db"):
        (folder / name).write_bytes((folder / "jiefang-20261120-170000.db").read_bytes())
    _spoil(folder / "jiefang-20261121-170000.db")
    (folder / "jiefang-20261122-170000.db").write_bytes(b"")
    (folder / "jiefang-20261122-180000.db").write_bytes(b"x" * 9000)
    newest = backup.newest_verified(folder)
    assert newest is not None
    assert newest.path.name == "jiefang-20261120-170000.db"
    assert newest.counts["officer"] == 1


def test_no_backup_that_would_fill_the_disk(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = desk.folder.db.stat().st_size + backup.KEEP_FREE - 1
    monkeypatch.setattr(backup, "free_space", lambda _: free)
    with pytest.raises(backup.BackupFailed, match="磁盘空间不够"):
        backup.copy_to(desk.folder.db, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("seed", range(5))
def test_thinning_over_400_days(seed: int) -> None:
    """T16: at most 40 files; the newest, all of two days, 12 daily, 10 weekly, 9 monthly are kept."""
    chance = random.Random(seed)
    held: set[datetime] = set()
    made: list[datetime] = []
    day = datetime(2026, 1, 1)  # noqa: DTZ001
    for number in range(400):
        if chance.random() < 0.8 or number == 399:
            for hour in sorted(chance.sample(range(8, 19), chance.randint(1, 3))):
                now = day + timedelta(days=number, hours=hour)
                made.append(now)
                held.add(now)
                held = backup.to_keep(held, now)
                assert len(held) <= 40
                assert now in held
    now = made[-1]
    recent = (now - timedelta(days=1)).date()
    assert {one for one in made if one.date() >= recent} <= held
    older = [one for one in made if one.date() < recent]
    assert _last_of(older, lambda one: one.date(), 12) <= held
    assert len({one.isocalendar()[:2] for one in held}) >= 10
    assert len({(one.year, one.month) for one in held}) >= 9


def _last_of(made: list[datetime], span: object, count: int) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for one in made:
        newest[span(one)] = one  # type: ignore[operator]
    return set(sorted(newest.values(), reverse=True)[:count])


def test_thinning_removes_files_but_never_the_last_good_one(tmp_path: Path, desk: Desk) -> None:
    folder = tmp_path / "many"
    now = datetime(2026, 11, 23, 17).astimezone()
    backup.copy_to(desk.folder.db, folder / backup.backup_name(now - timedelta(days=500)))
    good = next(folder.iterdir())
    for number in range(1, 60):
        (folder / backup.backup_name(now - timedelta(days=number))).write_bytes(b"not a database")
    assert backup.thin(folder, now) == []
    assert good.exists()
    for number in range(100, 160):
        (folder / backup.backup_name(now - timedelta(days=number))).write_bytes(good.read_bytes())
    gone = backup.thin(folder, now)
    assert 0 < len(gone) < 61
    assert backup.newest_verified(folder) is not None
    (folder / "mine.db").write_bytes(b"")
    (folder / "before-0002_x-20250101-080000.db").write_bytes(good.read_bytes())
    backup.thin(folder, now)
    assert (folder / "mine.db").exists()
    assert (folder / "before-0002_x-20250101-080000.db").exists()


# -- a full disk (T3)


def _fill(desk: Desk) -> int:
    """Write settings until the disk is full; how many were confirmed."""
    done = 0
    with pytest.raises(Refused, match="磁盘已满"):
        for number in range(5000):
            settings.set(desk, f"k{number}", "字" * 300)
            done += 1
    return done


def _says_only_what_was_confirmed(confirmed: int) -> None:
    assert AuditEntry.select().count() == confirmed + 1
    assert settings.get(f"k{confirmed - 1}") == "字" * 300
    assert settings.get(f"k{confirmed}") == ""
    assert database.connection().execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_full_by_page_count(desk: Desk) -> None:
    pages = database.connection().execute("PRAGMA page_count").fetchone()[0]
    database.connection().execute(f"PRAGMA max_page_count = {pages + 20}")
    confirmed = _fill(desk)
    assert confirmed > 0
    _says_only_what_was_confirmed(confirmed)
    body = {"name": "李某某", "request": "字" * 20_000}
    with pytest.raises(Refused, match="磁盘已满"):
        save_draft(desk, "intake", body)
    database.connection().execute("PRAGMA max_page_count = 100000")
    uid = save_draft(desk, "intake", body)
    kept = take_draft(uid)
    assert kept is not None and kept.body == body
    settings.set(desk, f"k{confirmed}", "after")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB; skipped where mounting is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield place
    database.close()
    database.release_lock()
    subprocess.run(["umount", str(place)], check=True)


def test_full_by_a_small_disk(small_disk: Path, tmp_path: Path, frozen_clock: object) -> None:
    folder = DataFolder(small_disk / "data")
    desk = opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
    assert any("磁盘只剩" in notice for notice in desk.notices)
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast.write_bytes(b"x" * (free - 200_000))
    confirmed = _fill(desk)
    _says_only_what_was_confirmed(confirmed)
    assert "磁盘空间不够" in opening.close_desk(desk)  # the backup is refused, the desk closes all the same
    again = opening.open_desk(folder)
    _says_only_what_was_confirmed(confirmed)
    backup.copy_to(folder.db, tmp_path / "elsewhere.db")
    ballast.unlink()
    settings.set(again, f"k{confirmed}", "after")


def test_founding_on_a_full_disk_leaves_nothing(small_disk: Path, frozen_clock: object) -> None:
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "ballast").write_bytes(b"x" * (free - 20_000))
    folder = DataFolder(small_disk / "data")
    with pytest.raises(Refused, match="磁盘已满"):
        opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
    assert not founded.is_founded(folder)
    assert not [path for path in folder.root.iterdir() if "jiefang.db" in path.name]
