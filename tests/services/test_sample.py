"""The sample day tells the article's numbers; the large sample is the same for the same seed and day."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services import load, sample_day
from jiefang_tui.services.errors import Refused
from jiefang_tui.services.opening import open_desk
from jiefang_tui.services.statistics import stats
from jiefang_tui.store import database

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", [MONDAY, date(2026, 11, 20), date(2027, 3, 4), date(2028, 2, 29)])
def test_the_clinic_is_the_last_thursday_with_8_batches_10_people_8_matters(tmp_path: Path, day: date) -> None:
    folder = DataFolder(tmp_path / "d")
    sample_day.build(folder, day)
    thursday = sample_day.clinic_day(day)
    assert thursday.weekday() == 3 and 1 <= (day - thursday).days <= 7
    with clock.at(datetime.combine(day, sample_day.OPENS_AT).astimezone()):
        desk = open_desk(folder)
        told = stats(desk, thursday, thursday)
        database.close()
        database.release_lock()
    assert (told["batch_count"], told["person_count"], told["item_count"]) == (8, 10, 8)
    assert (told["initial_count"], told["repeat_count"], told["group_batch_count"]) == (8, 0, 0)


def _dump(folder: DataFolder) -> list[str]:
    connection = sqlite3.connect(folder.db)
    try:
        return [line for line in connection.iterdump() if "schema_migration" not in line]
    finally:
        connection.close()


def test_the_same_seed_and_day_give_the_same_rows(tmp_path: Path) -> None:
    one, two, other = (DataFolder(tmp_path / name) for name in "abc")
    load.build(one, 300, 7, MONDAY)
    load.build(two, 300, 7, MONDAY)
    load.build(other, 300, 8, MONDAY)
    assert _dump(one) == _dump(two)
    assert _dump(one) != _dump(other)


def test_the_large_office_hangs_together(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a")
    load.build(folder, 400, 1, MONDAY)
    connection = sqlite3.connect(folder.db)
    count = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("matter", "visit", "visit_matter", "search", "petitioner")
    }
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert count["matter"] == 400 and count["visit"] == count["visit_matter"] >= 400
    assert count["search"] == count["matter"] + count["petitioner"]


def test_invented_rows_are_never_mixed_with_an_office(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a")
    load.build(folder, 10, 1, MONDAY)
    with pytest.raises(Refused, match="已有数据"):
        load.build(folder, 10, 1, MONDAY)
