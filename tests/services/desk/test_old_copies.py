"""No older copy of the file on this computer keeps what was sealed, and a copy elsewhere is named with its date."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import drafts, old_copies, opening, safekeeping, settings
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


@pytest.mark.parametrize("closed_before", [False, True])
@pytest.mark.parametrize("by_hand", [False, True], ids=["restored", "copied over the file"])
def test_an_older_copy_that_becomes_the_data_file_does_not_bring_it_back(
    held: tuple[Desk, int], tmp_path: Path, closed_before: bool, by_hand: bool
) -> None:
    desk, matter_id = held
    folder = desk.folder
    stick = on_a_stick(desk, tmp_path)
    handed_over(desk, matter_id)
    if closed_before:
        close(desk, 5)
    database.close()
    database.release_lock()
    with clock.at(NOW + timedelta(minutes=6)):
        if by_hand:
            shutil.copy(stick, folder.db)
        else:
            assert any("已再清除" in line for line in safekeeping.restore(folder, stick))
    desk = again(folder, 7)
    assert any("已再清除" in one for one in desk.notices) is by_hand
    assert Matter.get_by_id(matter_id).request == "" and Matter.get(Matter.request == OTHER)
    close(desk, 8)
    assert holding(folder, WORDS, NAME) == []


def test_a_claim_that_a_report_was_taken_out_of_keeps_its_words_when_an_older_copy_is_restored(
    held: tuple[Desk, int], tmp_path: Path
) -> None:
    desk, matter_id = held
    folder, stick = desk.folder, on_a_stick(desk, tmp_path)
    splitting.take_report_out(desk, matter_id, {"request": "补助没有给我"}, "王芳", "何静")
    for path in folder.exports.iterdir():
        path.unlink()
    close(desk, 5)
    with clock.at(NOW + timedelta(minutes=6)):
        safekeeping.restore(folder, stick)
    desk = again(folder, 7)
    assert Matter.get_by_id(matter_id).request == "补助没有给我" and holding(folder, WORDS) == []
    close(desk, 8)
    folder.db.unlink()
    shutil.copy(stick, folder.db)  # nobody knows the claim's words any more
    assert any("请再拆一次" in one for one in again(folder, 9).notices)


def test_a_file_with_later_entries_is_left_alone(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    handed_over(desk, matter_id)
    settings.set(desk, "y", "2")
    database.close()
    database.release_lock()
    assert not [one for one in again(desk.folder, 7).notices if "清除" in one]


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


def test_copies_made_by_hand_are_cleared_or_named_and_what_is_not_ours_stays(held: tuple[Desk, int]) -> None:
    desk, matter_id = held
    folder = desk.folder
    (folder.backups / "手工").mkdir()
    for path in (folder.root / "jiefang - 副本.db", folder.backups / "手工" / "x.db"):
        shutil.copy(folder.db, path)
    packed, foreign = folder.backups / "x.db.zip", folder.root / "别的.db"
    packed.write_bytes(b"PK\x03\x04" + WORDS.encode())
    foreign.write_bytes(b"SQLite format 3\0" + b"x" * 100)
    (folder.attachments).mkdir(exist_ok=True)
    (folder.attachments / "a.zip").write_bytes(b"PK\x03\x04")
    handed_over(desk, matter_id)
    said = close(desk, 5)
    assert holding(folder, WORDS, NAME) == ["x.db.zip"] and "6 份旧备份" in said
    assert "请打开看过删去：x.db.zip、别的.db" in said and foreign.exists()


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


def on_a_stick(desk: Desk, tmp_path: Path) -> Path:
    """The copy on a stick that was written before anything was handed over."""
    stick = tmp_path / "u-disk"
    stick.mkdir()
    with clock.at(NOW + timedelta(minutes=4, seconds=10)):
        safekeeping.back_up(desk.folder, stick)
    return next(stick.iterdir())


def test_a_copy_elsewhere_is_named_with_its_date_until_it_is_gone(held: tuple[Desk, int], tmp_path: Path) -> None:
    desk, matter_id = held
    copy = on_a_stick(desk, tmp_path)
    assert old_copies.copies_elsewhere(desk.folder) == "", "nothing was handed over yet"
    sealing.make_report(desk, matter_id, "王芳", "何静")
    sealed_paper.print_sealed(desk, matter_id)
    with clock.at(NOW + timedelta(minutes=5)):
        said = sealing.hand_over(desk, matter_id, "李处长")
    assert f"{copy}(2026-11-23)" in said and "请插上再备份一份到那里" in said
    with clock.at(NOW + timedelta(minutes=6)):
        safekeeping.back_up(desk.folder, fresh := tmp_path / "fresh.db")
    told = close(desk, 7)
    assert str(copy) in told and str(fresh) not in told, "what was copied after it holds nothing"
    assert WORDS.encode() in copy.read_bytes(), "nobody reaches it from here"
    again(desk.folder, 8)
    assert str(copy) in old_copies.copies_elsewhere(desk.folder), "days after it is still said"
    assert any(str(copy) in line for line in safekeeping.check(desk.folder)[1])
    copy.unlink()
    assert old_copies.copies_elsewhere(desk.folder) == ""


@pytest.mark.parametrize("apart", [False, True], ids=["handed over", "taken out of a claim"])
def test_a_new_copy_on_the_same_stick_takes_it_out_of_the_old_ones_there(
    held: tuple[Desk, int], tmp_path: Path, apart: bool
) -> None:
    desk, matter_id = held
    copy = on_a_stick(desk, tmp_path)
    other = copy.with_name("别家的.db")
    shutil.copy(copy, other)  # nobody wrote it from here
    with clock.at(NOW + timedelta(minutes=5)):
        if apart:
            splitting.take_report_out(desk, matter_id, {"request": "补助没有给我"}, "王芳", "何静")
        else:
            handed_over(desk, matter_id)
    close(desk, 6)
    desk = again(desk.folder, 7)
    with clock.at(NOW + timedelta(minutes=8)):
        said = safekeeping.back_up(desk.folder, copy.parent)
    assert "那里 1 份旧备份里的检举内容已清除" in said
    assert WORDS.encode() not in copy.read_bytes() and backup.verify(copy, values=True)["matter"] == 2
    assert OTHER.encode() in copy.read_bytes() and WORDS.encode() in other.read_bytes()
    assert old_copies.copies_elsewhere(desk.folder) == ""
    assert Matter.select().count() == 2 + apart, "the desk goes on with its own file"


def test_an_old_copy_there_that_cannot_be_sealed_is_named(held: tuple[Desk, int], tmp_path: Path) -> None:
    desk, matter_id = held
    copy = on_a_stick(desk, tmp_path)
    with clock.at(NOW + timedelta(minutes=5)):
        handed_over(desk, matter_id)
    copy.write_bytes(b"SQLite format 3\0" + WORDS.encode() * 50)
    with clock.at(NOW + timedelta(minutes=8)):
        assert f"清除不了，请删去：{copy.name}" in safekeeping.back_up(desk.folder, copy.parent)
    assert str(copy) in old_copies.copies_elsewhere(desk.folder)


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
    registered = intake.register_visit(desk, given)
    assert registered.is_sealed
    handed_over(desk, registered.matter_ids[0])  # until then it waits with its words
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
