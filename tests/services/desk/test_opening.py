"""Founding, opening and closing the desk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import backup, database
from jiefang_tui.store.models import AuditEntry, Officer, Setting, Unit
from tests.conftest import NOW


def _found(folder: DataFolder, unit: str = "示例镇信访接待室", area: str = "999999001", officer: str = "王芳") -> Desk:
    return opening.found_office(folder, unit, area, officer)


def test_a_new_office(desk: Desk) -> None:
    assert (desk.office_name, desk.area_code, desk.officer_name) == ("示例镇信访接待室", "999999001", "王芳")
    assert Officer.get_by_id(desk.officer_id).unit == Unit.get(name="示例镇信访接待室")
    assert [entry.act for entry in AuditEntry.select()] == ["office.found"]
    assert not desk.read_only
    assert desk.notices == []


@pytest.mark.parametrize(
    ("unit", "area", "officer", "field"),
    [
        ("", "999999001", "王芳", "unit"),
        ("  ", "999999001", "王芳", "unit"),
        ("示例镇", "", "王芳", "area"),
        ("示例镇", "99999", "王芳", "area"),
        ("示例镇", "示例镇", "王芳", "area"),
        ("示例镇", "999999001", " ", "officer"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_made(
    folder: DataFolder, frozen_clock: datetime, unit: str, area: str, officer: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        _found(folder, unit, area, officer)
    assert refused.value.field == field
    assert list(folder.root.iterdir()) == []


def test_full_width_and_long_codes(folder: DataFolder, frozen_clock: datetime) -> None:
    desk = _found(folder, " 示例镇 信访接待室 ", "９９９９９９００１００２", " 王芳 ")
    assert (desk.office_name, desk.area_code, desk.officer_name) == ("示例镇 信访接待室", "999999001", "王芳")


def test_an_office_is_founded_once(desk: Desk) -> None:
    opening.close_desk(desk)
    with pytest.raises(Refused, match="没有新建"):
        _found(desk.folder, officer="李四")
    assert opening.open_desk(desk.folder).officer_name == "王芳"


def test_nothing_founded_yet(folder: DataFolder, frozen_clock: datetime) -> None:
    assert not founded.is_founded(folder)
    for reader in (True, False):
        with pytest.raises(founded.NotFounded, match="jiefang init"):
            opening.open_desk(folder, reader=reader)
    assert list(folder.root.iterdir()) == []


def test_a_python_without_full_text_is_told_so(
    folder: DataFolder, frozen_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking() -> list[str]:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(opening.upgrade, "apply_pending", lacking)
    with pytest.raises(Refused, match="请改装"):
        opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
    assert not founded.is_founded(folder)


def test_a_founding_that_was_killed_can_be_done_again(folder: DataFolder, frozen_clock: datetime) -> None:
    folder.db.with_name("jiefang.db.new").write_bytes(b"half")
    assert not founded.is_founded(folder)
    _found(folder)
    assert not folder.db.with_name("jiefang.db.new").exists()


def test_who_sits_there(desk: Desk) -> None:
    Officer.create(name="李四")
    opening.close_desk(desk)
    assert opening.open_desk(desk.folder, officer="李四").officer_name == "李四"
    with pytest.raises(Refused, match="赵六") as refused:
        opening.open_desk(desk.folder, officer="赵六")
    assert refused.value.field == "officer"
    assert not database.holds_lock()


def test_at_rest_there_is_one_file_and_a_backup_only_of_changes(desk: Desk) -> None:
    assert "已备份并核对" in opening.close_desk(desk)
    assert sorted(p.name for p in desk.folder.root.glob("jiefang.db*")) == ["jiefang.db", "jiefang.db.seal"]
    again = opening.open_desk(desk.folder)
    assert opening.close_desk(again) == ""
    assert len(backup.backups(desk.folder.backups)) == 1
    again = opening.open_desk(desk.folder)
    settings.set(again, "masks_names", "1")
    assert "已备份并核对" in opening.close_desk(again)
    assert len(backup.backups(desk.folder.backups)) == 2
    assert opening.open_desk(desk.folder).masks_names


def test_a_backup_of_another_line_of_events_does_not_count(desk: Desk) -> None:
    """Restored to an earlier day, then as many acts as before: the newest backup has the number but not the act."""
    opening.close_desk(desk)
    first = backup.backups(desk.folder.backups)[0].path
    again = opening.open_desk(desk.folder)
    settings.set(again, "a", "1")
    opening.close_desk(again)
    shutil.copyfile(first, desk.folder.db)
    again = opening.open_desk(desk.folder)
    settings.set(again, "b", "1")
    assert "已备份并核对" in opening.close_desk(again)


def test_a_backup_that_cannot_be_made_does_not_keep_the_desk_open(desk: Desk) -> None:
    if desk.folder.backups.exists():
        desk.folder.backups.rmdir()
    desk.folder.backups.write_text("in the way")
    assert "没有备份成" in opening.close_desk(desk)
    assert not database.holds_lock()


def test_settings(desk: Desk) -> None:
    settings.set(desk, "x", "1")
    settings.set(desk, "x", "1")
    settings.set(desk, "x", "2", "改错")
    assert settings.get("x") == "2"
    assert settings.get("none", "default") == "default"
    assert [entry.act for entry in AuditEntry.select()] == ["office.found", "setting.change", "setting.change"]


def test_reference_problems_are_told(desk: Desk) -> None:
    opening.close_desk(desk)
    desk.folder.reference.mkdir()
    (desk.folder.reference / "classification.toml").write_text("not toml at all [", encoding="utf-8")
    again = opening.open_desk(desk.folder)
    assert any("classification.toml" in notice for notice in again.notices)


def test_little_space_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opening.close_desk(desk)
    for free, told in ((backup.LOW_SPACE, False), (backup.LOW_SPACE - 1, True), (5 * 1024 * 1024, True)):
        monkeypatch.setattr(backup, "free_space", lambda _, free=free: free)
        again = opening.open_desk(desk.folder)
        assert any("磁盘只剩" in notice for notice in again.notices) == told
        opening.close_desk(again, keeps_backup=False)


# -- the clock (T10)


@pytest.mark.parametrize(
    "moved",
    [timedelta(hours=-1), timedelta(days=-1), timedelta(days=-9823), timedelta(days=365), timedelta(days=3650)],
)
def test_a_jumped_clock_is_questioned_before_anything_is_written(desk: Desk, moved: timedelta) -> None:
    opening.close_desk(desk)
    with clock.at(NOW + moved):
        again = opening.open_desk(desk.folder)
        with pytest.raises(Refused, match="电脑时间"):
            settings.set(again, "x", "1")
        assert AuditEntry.select().count() == 1
        assert any("电脑时间" in notice for notice in again.notices)
        assert opening.clock_question(again)
        opening.confirm_clock(again)
        assert opening.clock_question(again) == ""
        settings.set(again, "x", "1")
        assert [entry.act for entry in AuditEntry.select().order_by(AuditEntry.id)] == [
            "office.found",
            "clock.confirm",
            "setting.change",
        ]


# -- folders


@pytest.fixture
def readonly_disk(tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder on a disk that becomes read-only; skipped where mounting is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no right to mount a disk")
    folder = DataFolder(place / "data")
    with clock.at(NOW):
        opening.close_desk(_found(folder))
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield folder
    database.close()
    database.release_lock()
    subprocess.run(["umount", str(place)], check=True)


def test_a_readonly_folder_opens_to_look(readonly_disk: DataFolder) -> None:
    desk = opening.open_desk(readonly_disk)
    assert "不能写入" in desk.read_only_because
    assert Setting.select().count() == 5
    with pytest.raises(Refused, match="不能写入"):
        settings.set(desk, "x", "1")
    assert opening.close_desk(desk) == ""
    reader = opening.open_desk(readonly_disk, reader=True)
    assert reader.office_name == "示例镇信访接待室"


def test_no_office_in_a_readonly_place(readonly_disk: DataFolder) -> None:
    with pytest.raises(Refused, match="不能写入"):
        _found(DataFolder(readonly_disk.root.parent / "other"))


def test_a_folder_whose_parent_is_missing(tmp_path: Path, frozen_clock: datetime) -> None:
    with pytest.raises(Refused, match="不存在"):
        _found(DataFolder(tmp_path / "none" / "data"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path, frozen_clock: datetime) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(Refused):
        _found(DataFolder(tmp_path / "data"))
    with pytest.raises(Refused):
        opening.open_desk(DataFolder(tmp_path / "data"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_rights(desk: Desk) -> None:
    opening.close_desk(desk)
    desk.folder.root.chmod(0o500)
    try:
        assert "不能写入" in opening.open_desk(desk.folder).read_only_because
    finally:
        desk.folder.root.chmod(0o700)
