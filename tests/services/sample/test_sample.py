"""The sample day tells the article's numbers; the large sample is the same for the same seed and day."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import clocks
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.opening import open_desk
from jiefang_tui.services.reception.statistics import stats
from jiefang_tui.services.sample import load, sample_day
from jiefang_tui.store import database, owed
from jiefang_tui.store.models import (
    Commitment,
    Extension,
    FieldVisit,
    Instalment,
    Matter,
    PlanDay,
    ReceptionSession,
    Resubmission,
    SupervisionCard,
)
from jiefang_tui.store.queries.fieldwork import rounds
from jiefang_tui.store.queries.plans.days import plan_lines
from jiefang_tui.store.queries.supervision import level_skips, morning
from tests import made_once
from tests.services.given import all_rows
from tests.services.replay import differences

MONDAY = date(2026, 11, 23)


def any_day(*others: date) -> list[Any]:
    """The Monday of all tests, and the other days among the long ones."""
    return [pytest.param(MONDAY, id=str(MONDAY)), *(pytest.param(d, id=str(d), marks=pytest.mark.slow) for d in others)]


def opened_on(day: date, tmp_path: Path) -> DataFolder:
    """A copy of the sample day of `day`."""
    shutil.copytree(made_once.sample_day(day), tmp_path / "d")
    return DataFolder(tmp_path / "d")


@pytest.mark.parametrize("day", any_day(date(2026, 11, 20), date(2027, 3, 4), date(2028, 2, 29)))
def test_the_clinic_is_the_last_thursday_with_8_batches_10_people_8_matters(tmp_path: Path, day: date) -> None:
    folder = opened_on(day, tmp_path)
    thursday = sample_day.clinic_day(day)
    assert thursday.weekday() == 3 and 1 <= (day - thursday).days <= 7
    with clock.at(datetime.combine(day, sample_day.OPENS_AT).astimezone()):
        desk = open_desk(folder)
        told = stats(desk, thursday, thursday)
        database.close()
        database.release_lock()
    assert (told["batch_count"], told["person_count"], told["item_count"]) == (8, 10, 8)
    assert (told["initial_count"], told["repeat_count"], told["group_batch_count"]) == (8, 0, 0)


DAYS = any_day(*(MONDAY + timedelta(days=n) for n in range(1, 7)), date(2027, 1, 3), date(2028, 2, 29))


@pytest.fixture(params=DAYS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The sample day on its morning, whatever day it is opened."""
    folder = opened_on(request.param, tmp_path)
    with clock.at(datetime.combine(request.param, sample_day.OPENS_AT).astimezone()):
        yield open_desk(folder)
        database.close()
        database.release_lock()


FEW = ("red", "due_today", "led", "look_again", "to_seal", "undertaken", "instalments")
"""Nothing is late by the law on the sample day, nobody set a 复看 day, no report waits, no periods of its own, and the
article's day tells of no agreement and no undertaking."""


def test_every_list_of_the_morning_has_something_and_none_is_a_disaster(opened: Desk) -> None:
    day = clock.today()
    counts = {name: morning.count(name, day) for name in morning.LISTS}
    assert [name for name, number in counts.items() if not number and name not in FEW] == []
    assert max(counts.values()) <= 9
    this_year = level_skips.skip_years(day)[0]
    assert (this_year.total, this_year.then) == (1, 10)  # the article's 90% less


def test_the_stories_have_come_where_they_are_told_to(opened: Desk) -> None:
    matter = {row.title: row for row in Matter.select()}
    pond = matter["养殖场污水排进门口塘"]
    assert (pond.state, pond.reaction) == ("closed", "accepted") and pond.settled_on and pond.served_on
    (card,) = SupervisionCard.select().where(SupervisionCard.matter == pond)
    assert card.answered_on < card.withdrawn_on and card.issued_on > pond.handling_due
    (again,) = Resubmission.select().where(Resubmission.matter == pond)
    assert again.decision and again.new_due
    tunnel = matter["隧道爆破震裂房屋"]
    assert (tunnel.state, tunnel.affected_count, tunnel.opinion_result) == ("closed", 171, "mediated")
    assert [row.amount_fen for row in Commitment.select().where(Commitment.matter == tunnel)] == [32_680_000]
    refused = matter["承包地界线纠纷要求重新处理"]
    assert refused.state == "refused" and refused.notified_on and refused.register_no
    assert sorted(row.days for row in Extension.select()) == [10, 15]
    left = [row.due_on for row in Commitment.select().where(Commitment.fulfilled_on.is_null())]
    assert date(clock.today().year + 1, 6, 30) in left
    assert matter["山羊啃树苗赔偿太少"].state == "reviewing"
    assert matter["采石场运料车扬尘"].assigned_due is not None


def test_the_sample_is_sound(opened: Desk) -> None:
    assert clocks.differing(opened.reference)[1] == 0
    assert differences() == []


def _dump(folder: DataFolder) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder.db)) as connection:
        return all_rows(connection)


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


def test_the_large_office_has_a_plan_goes_out_and_knows_what_is_owed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a")
    load.build(folder, 400, 1, MONDAY)
    with clock.at(datetime.combine(MONDAY, sample_day.OPENS_AT).astimezone()):
        open_desk(folder)
        sat, planned = ReceptionSession.select().count(), PlanDay.select().where(PlanDay.day <= MONDAY).count()
        assert planned > 0.9 * sat > 0
        lines = plan_lines(MONDAY - timedelta(days=60), MONDAY)
        assert {line.was_there for line in lines if line.plan_day_id is not None} == {True, False}
        assert max(one.households for one in rounds.rounds()) == 400 / 5
        assert FieldVisit.select().count() == 400 / 10
        assert owed.unsettled() == [] and Instalment.select().where(Instalment.is_awaited).exists()
        database.close()
        database.release_lock()


def test_invented_rows_are_never_mixed_with_an_office(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a")
    load.build(folder, 10, 1, MONDAY)
    with pytest.raises(Refused, match="已有数据"):
        load.build(folder, 10, 1, MONDAY)
