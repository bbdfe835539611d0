"""T5, T6: 221 ways to damage the file. No traceback; it works and is sound, or the desk stays shut and says why."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, safekeeping
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import database
from jiefang_tui.store.models import ALL, Matter, MatterEvent, Petitioner, ReceptionSession, Visit, VisitMatter
from tests.conftest import NOW


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """An office with some hundred rows, closed cleanly, with one verified backup."""
    folder = DataFolder(tmp_path_factory.mktemp("office") / "data")
    with clock.at(NOW):
        desk = opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
        _fill()
        save_draft(desk, "intake", {"name": "李某某"})
        opening.close_desk(desk)
    return folder


def _fill() -> None:
    day = date(2026, 11, 23)
    session = ReceptionSession.create(day=day, opened_at=NOW)
    for number in range(1, 61):
        person = Petitioner.create(name=f"示例{number}", phone=f"1380000{number:04}", recorded_on=day)
        matter = Matter.create(
            register_no=f"JF-999999001-20261123-{number:03}",
            received_on=day,
            recorded_on=day,
            petitioner=person,
            petitioner_name=person.name,
            title="拖欠工资",
            request="施工队拖欠工资,多次催要没有结果" * 4,
        )
        visit = Visit.create(
            session=session,
            day=day,
            queue_no=number,
            arrived_at=NOW,
            recorded_at=NOW,
            petitioner=person,
            shown_name=person.name,
            state="received",
        )
        VisitMatter.create(visit=visit, matter=matter, request_said=matter.request)
        MatterEvent.create(matter=matter, at=NOW, on_day=day, kind="registered", text="登记")


def _cases(size: int) -> list[tuple[str, int]]:
    chance = random.Random(20261124)
    flips = [("flip", at) for at in sorted(chance.sample(range(size), 200))]
    cuts = [("cut", at) for at in sorted(chance.sample(range(1, size), 20))]
    return [*flips, *cuts, ("zero a page", 4096)]


def _damage(good: bytes, how: str, at: int) -> bytes:
    if how == "flip":
        return good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
    if how == "cut":
        return good[:at]
    return good[:at] + b"\0" * 4096 + good[at + 4096 :]


def test_a_few_ways_to_damage_the_file(office: DataFolder, tmp_path: Path) -> None:
    closed, worked, _ = _damaged(office, tmp_path, every=24)
    assert closed >= 1 and worked >= 1 and closed + worked == 10


@pytest.mark.slow
def test_221_ways_to_damage_the_file(office: DataFolder, tmp_path: Path) -> None:
    closed, worked, mended = _damaged(office, tmp_path, every=1)
    assert closed >= 20 and mended >= 5 and worked - mended >= 5, (closed, mended, worked)
    assert closed + worked == 222


def _damaged(office: DataFolder, tmp_path: Path, every: int) -> tuple[int, int, int]:
    """How often the desk stays shut, works, and works after mending, of every so manyeth damage."""
    good = office.db.read_bytes()
    cases = [*_cases(len(good)), ("wipe header", 0)]
    assert len(cases) == 222
    cases = cases[::every]
    folder = DataFolder(tmp_path / "data")
    folder.backups.mkdir(parents=True)
    for path in (*office.backups.iterdir(), office.db.with_name("jiefang.db.seal")):
        (folder.root / path.relative_to(office.root)).write_bytes(path.read_bytes())
    closed = mended = worked = 0
    with clock.at(NOW):
        for how, at in cases:
            spoiled = bytes(100) + good[100:] if how == "wipe header" else _damage(good, how, at)
            folder.db.write_bytes(spoiled)
            began = process_time()
            try:
                desk = opening.open_desk(folder)
            except founded.DeskClosed as shut:
                closed += 1
                assert process_time() - began < 3
                assert shut.kind == "damaged", (how, at)
                assert shut.backup is not None and shut.backup.counts["visit"] == 60
                assert folder.db.read_bytes() == spoiled, (how, at)
            else:
                worked += 1
                mended += any("已重建" in notice for notice in desk.notices)
                sound, lines = safekeeping.check(folder)
                if not sound:  # a fact changed its value unseen: the dates tell, and the next start puts them right
                    assert [line for line in lines if "有问题" in line and "期限" in line], (how, at, lines)
                    opening.close_desk(desk, keeps_backup=False)
                    desk = opening.open_desk(folder)
                    sound, lines = safekeeping.check(folder)
                assert sound, (how, at, lines)
                for model in ALL:
                    list(model.select())
                opening.close_desk(desk, keeps_backup=False)
    return closed, worked, mended


def test_a_damaged_file_is_kept_when_a_backup_is_restored(office: DataFolder, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    spoiled = b"\0" * 100 + office.db.read_bytes()[100:]
    folder.db.write_bytes(spoiled)
    source = next(office.backups.iterdir())
    with clock.at(NOW):
        said = safekeeping.restore(folder, source)
        assert "jiefang.db.damaged-20261123-091400" in "".join(said)
        assert (folder.root / "jiefang.db.damaged-20261123-091400").read_bytes() == spoiled
        desk = opening.open_desk(folder)
        assert Visit.select().count() == 60
        opening.close_desk(desk, keeps_backup=False)


@pytest.mark.parametrize("how", ["missing", "empty"])
@pytest.mark.parametrize("reader", [True, False])
def test_a_missing_or_empty_file_is_never_started_anew(
    office: DataFolder, tmp_path: Path, how: str, reader: bool
) -> None:
    """T6: it offers the newest verified backup with its day and counts."""
    folder = DataFolder(tmp_path / "data")
    folder.backups.mkdir(parents=True)
    backup = next(office.backups.iterdir())
    (folder.backups / backup.name).write_bytes(backup.read_bytes())
    if how == "empty":
        folder.db.write_bytes(b"")
    with clock.at(NOW):
        with pytest.raises(founded.DeskClosed) as shut:
            opening.open_desk(folder, reader=reader)
        assert shut.value.kind == how
        assert "2026-11-23 09:14" in str(shut.value) and "来访 60 批、事项 60 件" in str(shut.value)
        assert shut.value.backup is not None
        with pytest.raises(Refused, match="没有新建"):
            opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
        assert folder.db.exists() == (how == "empty")
        assert not safekeeping.check(folder)[0]
        safekeeping.restore(folder, shut.value.backup.path)
        opening.close_desk(opening.open_desk(folder))


def test_without_any_backup_it_says_so_and_founds_nothing(office: DataFolder, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    (folder.root / "jiefang.db.seal").write_bytes(b"{}")
    with clock.at(NOW), pytest.raises(founded.DeskClosed, match="没有找到可用的备份") as shut:
        opening.open_desk(folder)
    assert shut.value.backup is None
    assert not folder.db.exists()
    assert database.holds_lock() is False


def test_something_else_in_its_place(tmp_path: Path) -> None:
    import sqlite3

    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    with sqlite3.connect(folder.db) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = folder.db.read_bytes()
    for reader in (True, False):
        with clock.at(NOW), pytest.raises(Refused):
            opening.open_desk(folder, reader=reader)
    assert folder.db.read_bytes() == before
