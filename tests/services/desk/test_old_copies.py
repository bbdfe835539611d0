"""No older copy of the file on this computer keeps what was sealed, and a copy elsewhere is named with its date."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import drafts, opening, safekeeping, settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealed_paper, sealing, splitting
from jiefang_tui.services.reception import intake
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.store import backup, database
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import Category
from tests.conftest import NOW
from tests.services.given import handed_over, registered

NAME, WORDS, OTHER = "马秘密", "村会计饕餮鳏魍套取补助", "路灯不亮"


def holding(folder: DataFolder, *words: str) -> list[str]:
    """Files in the data folder that hold any of these."""
    files = [path for path in sorted(folder.root.rglob("*")) if path.is_file()]
    return [path.name for path in files if any(word.encode() in path.read_bytes() for word in words)]


def close(desk: Desk, minutes: int) -> str:
    with clock.at(NOW + timedelta(minutes=minutes)):
        return opening.close_desk(desk)


def again(folder: DataFolder, minutes: int) -> Desk:
    with clock.at(NOW + timedelta(minutes=minutes)):
        return opening.open_desk(folder)


@pytest.fixture
def held(desk: Desk) -> tuple[Desk, int]:
    """Two backups, one before an upgrade and one put aside hold the report and somebody else's claim."""
    registered(desk, "旁人", OTHER)
    matter_id = registered(desk, NAME, WORDS).matter_ids[0]
    folder = desk.folder
    close(desk, 1)
    desk = again(folder, 2)
    settings.set(desk, "x", "1")
    close(desk, 3)
    shutil.copy(next(folder.backups.glob("*.db")), folder.backups / "before-0002-20261101-080000.db")
    shutil.copy(next(folder.backups.glob("*.db")), folder.root / "jiefang.db.replaced-20261101-080000")
    assert len(holding(folder, WORDS)) == 5
    return again(folder, 4), matter_id


def test_the_next_close_takes_it_out_of_every_older_copy_and_the_rest_stays(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    folder = desk.folder
    handed_over(desk, matter_id)
    assert len(holding(folder, WORDS)) == 4, "until the close they hold it"
    said = close(desk, 5)
    assert holding(folder, WORDS, NAME) == [] and "4 份旧备份里不该留的已清除" in said
    copies = [*folder.backups.glob("*.db"), folder.root / "jiefang.db.replaced-20261101-080000"]
    assert len(copies) == 5
    for path in copies:
        assert backup.verify(path, values=True)["matter"] == 2
        assert OTHER.encode() in path.read_bytes()
    assert not folder.unsealed.exists()


def test_a_copy_that_was_sealed_can_be_restored(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    folder = desk.folder
    handed_over(desk, matter_id)
    close(desk, 5)
    oldest = backup.backups(folder.backups)[-1].path
    with clock.at(NOW + timedelta(minutes=6)):
        safekeeping.restore(folder, oldest)
    again(folder, 7)
    assert Matter.get_by_id(matter_id).category == Category.REPORT_ACCUSATION
    assert Matter.get_by_id(matter_id).request == ""


def test_one_that_cannot_be_sealed_is_deleted_with_a_sentence(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    folder = desk.folder
    damaged = folder.root / "jiefang.db.damaged-20261101-080000"
    damaged.write_bytes(b"SQLite format 3\0" + WORDS.encode() * 50)
    (folder.backups / "jiefang-20261120-080000.db.part").write_bytes(WORDS.encode())
    handed_over(desk, matter_id)
    said = close(desk, 5)
    assert holding(folder, WORDS) == [] and not damaged.exists()
    assert "清除不了的旧备份已删除" in said and damaged.name in said


def test_nothing_older_is_touched_before_a_new_verified_copy_is_there(
    held: tuple[Desk, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, matter_id = held
    folder = desk.folder
    handed_over(desk, matter_id)

    def full(*_: object, **__: object) -> dict[str, int]:
        raise backup.BackupFailed("磁盘已满，没有备份成。")

    with monkeypatch.context() as still:
        still.setattr(backup, "copy_to", full)
        assert "磁盘已满" in close(desk, 5)
    assert len(holding(folder, WORDS)) == 4 and folder.unsealed.exists()
    said = close(again(folder, 6), 7)  # and the close after it does what that one could not
    assert holding(folder, WORDS) == [] and "已清除" in said


def test_a_copy_elsewhere_is_named_with_its_date_until_it_is_gone(held: tuple[Desk, int], tmp_path: Path) -> None:
    desk, matter_id = held
    stick = tmp_path / "u-disk"
    stick.mkdir()
    with clock.at(NOW + timedelta(minutes=4, seconds=10)):
        safekeeping.back_up(desk.folder, stick)
    copy = next(stick.iterdir())
    sealing.make_report(desk, matter_id, "王芳", "何静")
    sealed_paper.print_sealed(desk, matter_id)
    with clock.at(NOW + timedelta(minutes=5)):
        said = sealing.hand_over(desk, matter_id, "李处长")
    assert f"{copy}(2026-11-23)" in said and "请插上后删去" in said
    with clock.at(NOW + timedelta(minutes=6)):
        safekeeping.back_up(desk.folder, fresh := tmp_path / "fresh.db")
    told = close(desk, 7)
    assert str(copy) in told and str(fresh) not in told, "what was copied after it holds nothing"
    assert WORDS.encode() in copy.read_bytes(), "nobody reaches it from here"


def test_the_report_beside_a_claim_is_taken_out_of_older_copies_and_the_claim_stays(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    folder = desk.folder
    claim = {"request": "补助没有给我"}
    splitting.take_report_out(desk, matter_id, claim, "王芳", "何静")
    for path in folder.exports.iterdir():
        path.unlink()  # the paper of the report is on its way
    close(desk, 5)
    assert holding(folder, WORDS) == []
    assert len(holding(folder, "补助没有给我", NAME)) == 6


def test_a_half_typed_report_goes_from_older_copies_too(desk: Desk) -> None:
    folder = desk.folder
    uid = drafts.save_draft(desk, "intake", {"request": WORDS}, NAME)
    settings.set(desk, "x", "1")
    close(desk, 1)
    assert len(holding(folder, WORDS)) == 2
    desk = again(folder, 2)
    given = VisitIn(NAME, matters=[MatterIn(WORDS, report_answer="report")], draft_uid=uid)
    assert intake.register_visit(desk, given).is_sealed
    close(desk, 3)
    assert holding(folder, WORDS, NAME) == []


def test_where_nothing_was_sealed_no_copy_is_touched(held: tuple[Desk, int]) -> None:
    desk, _ = held
    before = {path.name: path.read_bytes() for path in desk.folder.backups.glob("*.db")}
    settings.set(desk, "y", "2")
    assert "检举" not in close(desk, 5)
    for name, content in before.items():
        assert (desk.folder.backups / name).read_bytes() == content
    database.close()
