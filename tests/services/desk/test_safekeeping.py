"""Backup, restore and check as the clerk meets them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, safekeeping, settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import backup, database
from tests.conftest import NOW
from tests.store.locked import Another


def test_a_backup_while_the_desk_is_open(desk: Desk, tmp_path: Path) -> None:
    said = safekeeping.back_up(desk.folder, tmp_path / "u-disk.db")
    assert str(tmp_path / "u-disk.db") in said
    assert backup.verify(tmp_path / "u-disk.db") == database.count_rows()
    settings.set(desk, "still", "open")


def test_into_a_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "u-disk").mkdir()
    safekeeping.back_up(desk.folder, tmp_path / "u-disk")
    assert [path.name for path in (tmp_path / "u-disk").iterdir()] == ["jiefang-20261123-091400.db"]


def test_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(Refused, match="没有覆盖"):
        safekeeping.back_up(desk.folder, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "mine"
    with pytest.raises(Refused, match="自己身上"):
        safekeeping.back_up(desk.folder, desk.folder.db)


def test_two_backups_in_one_second_are_two_files(desk: Desk) -> None:
    safekeeping.back_up(desk.folder)
    settings.set(desk, "x", "1")
    safekeeping.back_up(desk.folder)
    assert len(list(desk.folder.backups.glob("*.db"))) == 2
    assert backup.last_backed_up(desk.folder.backups) == database.last_entry()


def test_restore_keeps_the_old_file_and_the_acts_in_it(desk: Desk, tmp_path: Path) -> None:
    safekeeping.back_up(desk.folder, tmp_path / "early.db")
    settings.set(desk, "later", "1")
    opening.close_desk(desk)
    said = safekeeping.restore(desk.folder, tmp_path / "early.db")
    assert "jiefang.db.replaced-20261123-091400" in said[1]
    with clock.at(NOW + timedelta(minutes=1)):
        opening.open_desk(desk.folder)
        assert settings.get("later") == ""
    kept = desk.folder.db.with_name("jiefang.db.replaced-20261123-091400")
    database.close()
    safekeeping.restore(desk.folder, kept)
    opening.open_desk(desk.folder)
    assert settings.get("later") == "1"


def test_restore_waits_for_the_desk_to_close(desk: Desk, tmp_path: Path) -> None:
    safekeeping.back_up(desk.folder, tmp_path / "early.db")
    opening.close_desk(desk)
    with Another(desk.folder.lock), pytest.raises(Refused, match="先退出"):
        safekeeping.restore(desk.folder, tmp_path / "early.db")


def test_restore_of_something_bad_touches_nothing(desk: Desk, tmp_path: Path) -> None:
    opening.close_desk(desk)
    before = desk.folder.db.read_bytes()
    (tmp_path / "junk.db").write_text("junk")
    (tmp_path / "cut.db").write_bytes(before[: len(before) // 2])
    for name in ("junk.db", "cut.db", "none.db"):
        with pytest.raises(Refused, match="没有恢复"):
            safekeeping.restore(desk.folder, tmp_path / name)
    with pytest.raises(Refused, match="正在使用的数据文件"):
        safekeeping.restore(desk.folder, desk.folder.db)
    assert desk.folder.db.read_bytes() == before
    assert not list(desk.folder.root.glob("*.replaced*")) and not list(desk.folder.root.glob("*.restoring*"))


def test_restore_of_a_newer_programs_file(desk: Desk, tmp_path: Path) -> None:
    database.connection().execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')")
    safekeeping.back_up(desk.folder, tmp_path / "newer.db")
    database.connection().execute("DELETE FROM schema_migration WHERE name = '9999_later'")
    opening.close_desk(desk)
    with pytest.raises(Refused, match="更新版本"):
        safekeeping.restore(desk.folder, tmp_path / "newer.db")


def test_restore_into_an_empty_folder(desk: Desk, tmp_path: Path) -> None:
    """The old PC is gone; the U-disk is left."""
    safekeeping.back_up(desk.folder, tmp_path / "u-disk.db")
    opening.close_desk(desk)
    fresh = DataFolder(tmp_path / "new")
    assert len(safekeeping.restore(fresh, tmp_path / "u-disk.db")) == 1
    assert opening.open_desk(fresh).officer_name == "王芳"


def test_check_tells_sound_from_unsound(desk: Desk) -> None:
    safekeeping.back_up(desk.folder)
    sound, lines = safekeeping.check(desk.folder)
    assert sound and lines[-1] == "结论：完好。"
    assert any(line.startswith("备份 jiefang-") and "完好" in line for line in lines)


def test_check_names_a_lost_trigger(desk: Desk) -> None:
    database.connection().execute("DROP TRIGGER visit_no_delete")
    sound, lines = safekeeping.check(desk.folder)
    assert not sound and any("visit_no_delete" in line for line in lines)


def test_check_names_a_row_that_points_nowhere(desk: Desk) -> None:
    database.connection().execute("PRAGMA foreign_keys = 0")
    database.connection().execute("UPDATE officer SET unit_id = 999")
    sound, lines = safekeeping.check(desk.folder)
    assert not sound and any("officer" in line for line in lines)


def test_check_names_a_value_that_is_no_time(desk: Desk) -> None:
    database.connection().execute("DROP TRIGGER audit_entry_no_update")
    database.connection().execute("UPDATE audit_entry SET at = 'noon'")
    assert any("audit_entry" in line and "读不出来" in line for line in safekeeping.check(desk.folder)[1])


def test_check_names_a_bad_backup(desk: Desk) -> None:
    """A checker that says all is well after looking at nothing is worse than none."""
    desk.folder.backups.mkdir(exist_ok=True)
    (desk.folder.backups / "jiefang-20261101-170000.db").write_bytes(b"x" * 5000)
    sound, lines = safekeeping.check(desk.folder)
    assert not sound and any("jiefang-20261101-170000.db" in line and "不可用" in line for line in lines)


def test_without_an_office_there_is_nothing_to_keep(folder: DataFolder, frozen_clock: object) -> None:
    for act in (lambda: safekeeping.check(folder), lambda: safekeeping.back_up(folder)):
        with pytest.raises(founded.NotFounded):
            act()


def test_a_backup_into_a_folder_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不存在"):
        safekeeping.back_up(desk.folder, tmp_path / "nonexist" / "x.db")
    assert not (tmp_path / "nonexist").exists()
