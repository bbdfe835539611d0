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
from jiefang_tui.services.sample.sample_dates import campaign_day
from jiefang_tui.store import database, owed
from jiefang_tui.store.models import (
    Commitment,
    Extension,
    FieldVisit,
    Instalment,
    Matter,
    OppositeParty,
    PlanDay,
    ReceptionSession,
    Resubmission,
    SupervisionCard,
)
from jiefang_tui.store.queries.agreements.standing import agreements_of
from jiefang_tui.store.queries.fieldwork import visits
from jiefang_tui.store.queries.fieldwork.rounds import round_view, rounds, sums_by_state
from jiefang_tui.store.queries.plans.days import plan_lines
from jiefang_tui.store.queries.supervision import level_skips, morning
from jiefang_tui.store.queries.together.campaigns import campaigns
from jiefang_tui.terms import AgreementBasis, AgreementKind, Attendance, FieldVisitKind
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


FEW = ("red", "due_today", "led", "look_again", "to_seal")
"""Nothing is late by the law on the sample day, nobody set a 复看 day, no report waits, no periods of its own."""


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
    assert matter["山羊啃树苗赔偿太少"].state == "reviewing"
    assert matter["采石场运料车扬尘"].assigned_due is not None


def test_the_wages_are_paid_in_three_parts_of_which_one_is_late(opened: Desk) -> None:
    day = clock.today()
    wages = Matter.get(Matter.title == "拖欠工资")
    assert wages.amount_fen > 100_000_00
    (foreman,) = OppositeParty.select().where(OppositeParty.matter == wages)
    assert foreman.may_meet and foreman.invited_on and foreman.attendance == Attendance.CAME and foreman.has_agreed
    (agreed,) = agreements_of(wages.id, day)
    assert agreed.kind is AgreementKind.EXECUTION and agreed.basis is AgreementBasis.JUDGMENT
    assert [one.state.part.amount for one in agreed.instalments] == [35_000_00] * 3
    assert agreed.instalments[-1].state.part.due_on == date(day.year + 1, 6, 30)
    assert [one.state.days_late(day) > 0 for one in agreed.instalments] == [True, False, False]
    assert agreed.standing.due_by(day) == 15_000_00


def test_the_campaign_is_the_afternoon_of_22_february_at_three_places_and_two_more_sessions(opened: Desk) -> None:
    (campaign,) = campaigns()
    assert (campaign.begins_on.month, campaign.begins_on.day) == (2, 22)
    afternoon = [one for one in campaign.sessions if one.day == campaign.begins_on]
    assert len({one.place for one in afternoon}) == 3 and len(campaign.sessions) == 5
    assert campaign.words == "7批次13人次7件" and campaign.open_count == 0
    assert campaign.totals["涉及金额"] == campaign.totals["已付"] == "22100000"


def test_the_office_went_to_171_households_by_night_and_to_the_backlog_case_at_home(opened: Desk) -> None:
    day = clock.today()
    tunnel = next(one for one in rounds() if one.households == 171)
    paid = sums_by_state(round_view(tunnel.id))["已付"]
    assert (tunnel.open, paid.households, paid.newest) == (0, 171, 326_800_00)
    went = visits.counts(day - timedelta(days=70), day)
    assert went.by_kind[FieldVisitKind.NIGHT] == 3 and went.by_kind[FieldVisitKind.NIGHT_MEETING] == 1
    (backlog,) = Matter.select().where(Matter.is_backlog_listed)
    at_home = FieldVisit.select().where((FieldVisit.matter == backlog) & (FieldVisit.kind == FieldVisitKind.HOME))
    assert at_home.count() == 2


def test_stats_give_the_article_s_numbers_under_their_keys(opened: Desk) -> None:
    day = clock.today()
    told = stats(opened, date(day.year, 1, 1), day)
    skips = told["level_skips"]
    assert skips == {"count": 1, "year_before_count": 10, "change": {"numerator": -9, "denominator": 10}}  # 90% less
    told = stats(opened, day - timedelta(days=70), day)
    assert told["agreements"] == {
        "agreement_count": 1,
        "instalment_count": 3,
        "agreed_fen": 105_000_00,
        "paid_fen": 20_000_00,
        "owed_fen": 85_000_00,
        "late_instalment_count": 1,
        "late_fen": 15_000_00,
        "last_due_on": f"{day.year + 1}-06-30",
    }
    tunnel = told["rounds"][0]
    assert tunnel.pop("date") < day.isoformat() and tunnel == {
        "round": "隧道爆破房屋受损",
        "household_count": 171,
        "open_count": 0,
        "amount_fen": 326_800_00,
    }
    assert told["field_visits"]["visit_count"] == 8 and told["field_visits"]["night"] == 3
    afternoon = campaign_day(day)
    told = stats(opened, afternoon, afternoon)
    assert (told["batch_count"], told["person_count"], told["item_count"], len(told["sessions"])) == (5, 10, 5, 3)
    assert told["campaigns"] == [
        {
            "campaign": "根治欠薪集中接访",
            "date": afternoon.isoformat(),
            "session_count": 5,
            "place_count": 3,
            "batch_count": 7,
            "person_count": 13,
            "item_count": 7,
            "open_count": 0,
        }
    ]


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
        assert max(one.households for one in rounds()) == 400 / 5
        assert FieldVisit.select().count() == 400 / 10
        assert owed.unsettled() == [] and Instalment.select().where(Instalment.is_awaited).exists()
        database.close()
        database.release_lock()


def test_invented_rows_are_never_mixed_with_an_office(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a")
    load.build(folder, 10, 1, MONDAY)
    with pytest.raises(Refused, match="已有数据"):
        load.build(folder, 10, 1, MONDAY)
