"""T10, T11: the computer's clock jumps, midnight and New Year pass, the office is closed for days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.desk.rollover import roll_over
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import booking, intake, receiving, talk
from jiefang_tui.services.supervision import cards
from jiefang_tui.store import database
from jiefang_tui.store.models import AuditEntry, Matter, MatterEvent, SupervisionCard, Visit
from jiefang_tui.store.queries.supervision.morning import LISTS, count
from jiefang_tui.terms import CardColour, Outcome, VisitState
from tests.services.given import everything

EVE = datetime(2026, 12, 31, 16, 30).astimezone()
JUMPS = {
    "back 1 h": timedelta(hours=-1),
    "back 1 d": timedelta(days=-1),
    "to 2000": datetime(2000, 1, 1, 0, 3).astimezone() - EVE,
    "forward 1 y": timedelta(days=365),
    "forward 10 y": timedelta(days=3653),
}


BEFORE = 1
"""Day rollovers there were by New Year's Eve."""


def _arrive(desk: Desk, name: str) -> intake.Registered:
    given = intake.VisitIn(name=name, person={"phone": "13800000018"}, matters=[intake.MatterIn("路灯不亮")])
    return intake.register_visit(desk, given)


def _card(desk: Desk, matter: int) -> SupervisionCard:
    due = clock.today() + timedelta(days=7)
    number = cards.issue_card(desk, matter, CardColour.YELLOW, "", "李强", "逾期", "七日内办结", due, "周敏")
    row: SupervisionCard = SupervisionCard.get_by_id(number)
    return row


@contextmanager
def _opened(folder: DataFolder, at: datetime) -> Iterator[Desk]:
    """The desk opened at that moment, and closed again."""
    with clock.at(at):
        desk = opening.open_desk(folder)
        try:
            yield desk
        finally:
            opening.close_desk(desk, keeps_backup=False)


@pytest.fixture
def office(folder: DataFolder) -> DataFolder:
    """New Year's Eve: one handed over and carded, one in talk, one waiting, one booked for tomorrow."""
    with clock.at(EVE - timedelta(days=30)):
        desk = opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
        add_officer(desk, "周敏", "镇党委书记")
        add_officer(desk, "李强", "水利站站长", "水利站")
        receiving.open_session(desk, leader="周敏")
        came = _arrive(desk, "章某某")
        talk.decide(desk, came.visit_id, came.matter_ids[0], talk.OutcomeIn(Outcome.ASSIGNED, unit="水利站"))
        stages.accept(desk, came.matter_ids[0])
        _card(desk, came.matter_ids[0])
        opening.close_desk(desk, keeps_backup=False)
    with _opened(folder, EVE) as desk:
        receiving.open_session(desk, leader="周敏")
        receiving.start_talk(desk, _arrive(desk, "李某某").visit_id)
        _arrive(desk, "王某某")
        booking.book(desk, "许某某", EVE + timedelta(days=1), "周敏")
        _card(desk, 1)
    return folder


def _rollovers() -> int:
    return AuditEntry.select().where(AuditEntry.act == "day.roll_over").count()


def _states() -> list[str]:
    return [visit.state for visit in Visit.select().where(Visit.day == EVE.date()).order_by(Visit.id)]


# -- the office was closed, the program stayed open


def test_three_days_off_over_new_year_roll_over_once(office: DataFolder) -> None:
    with _opened(office, EVE + timedelta(days=3)) as desk:
        (notice,) = [said for said in desk.notices if "已结转" in said]
        assert "2 批没有结果" in notice and "1 位约访未到" in notice
        assert _states() == [VisitState.IN_TALK, VisitState.WAITING]
        assert all(visit.is_time_doubtful for visit in Visit.select().where(Visit.day == EVE.date()))
        before = everything()
        assert roll_over(desk) == ""
        assert everything() == before
    with _opened(office, EVE + timedelta(days=3, hours=2)) as desk:
        assert everything() == before
        assert _rollovers() == BEFORE + 1


def test_open_across_midnight_the_new_day_begins_at_one(office: DataFolder) -> None:
    with _opened(office, EVE.replace(hour=23, minute=58)) as desk:
        last = _arrive(desk, "夜里的人")
        assert last.register_nos[0].endswith("-20261231-003")
        with clock.at(EVE + timedelta(hours=8)):  # 00:30
            assert roll_over(desk)
            first = _arrive(desk, "新年的人")
            assert (first.queue_no, first.register_nos[0]) == (1, "JF-999999001-20270101-001")
            before = everything()
            assert roll_over(desk) == ""
            assert everything() == before
        assert _rollovers() == BEFORE + 1


def test_the_yearly_number_begins_again_once(office: DataFolder) -> None:
    numbers = []
    for day in (0, 1, 1, 2):
        with _opened(office, EVE + timedelta(days=day, minutes=20)) as desk:
            numbers.append(_card(desk, 1).card_no)
    assert numbers == ["DB-2026-0003", "DB-2027-0001", "DB-2027-0002", "DB-2027-0003"]


# -- the clock jumps


@pytest.mark.parametrize("jump", JUMPS)
def test_nothing_happens_until_the_clock_is_confirmed(office: DataFolder, jump: str) -> None:
    with _opened(office, EVE + timedelta(minutes=5)):
        before = everything()
    with _opened(office, EVE + JUMPS[jump]) as desk:
        assert [said for said in desk.notices if "请先校准电脑时间" in said]
        assert cards.proposed(desk) == []
        for act in (
            lambda: _card(desk, 1),
            lambda: _arrive(desk, "某人"),
            lambda: matters.add_entry(desk, 1, "到户核实"),
        ):
            with pytest.raises(Refused, match="请先校准电脑时间"):
                act()
        with suppress(Refused):
            assert roll_over(desk) == ""
        assert everything() == before
    with _opened(office, EVE + timedelta(minutes=5)) as desk:
        assert not opening.clock_question(desk) and everything() == before


@pytest.mark.parametrize("jump", JUMPS)
def test_once_confirmed_it_goes_on_without_a_card_and_in_order(office: DataFolder, jump: str) -> None:
    with _opened(office, EVE + timedelta(minutes=5)):
        history = [(row.id, row.at, row.act) for row in AuditEntry.select().order_by(AuditEntry.id)]
        timeline = [(row.id, row.text) for row in MatterEvent.select().order_by(MatterEvent.id)]
        numbers = {row.register_no for row in Matter.select()}
    with _opened(office, EVE + JUMPS[jump]) as desk:
        opening.confirm_clock(desk)
        assert SupervisionCard.select().count() == 2  # proposed perhaps, issued by nobody
        for name in LISTS:
            assert count(name, clock.today()) >= 0
        came = _arrive(desk, "新来的人")
        assert not numbers & set(came.register_nos)
        assert _card(desk, 1).card_no not in ("DB-2026-0001", "DB-2026-0002")
        matters.add_entry(desk, 1, "到户核实")
        assert AuditEntry.select().order_by(AuditEntry.id.desc()).get().act == "matter.entry"
    with _opened(office, EVE + max(JUMPS[jump], timedelta()) + timedelta(days=1)) as desk:
        if opening.clock_question(desk):
            opening.confirm_clock(desk)
        _arrive(desk, "第二天的人")
        after = [(row.id, row.at, row.act) for row in AuditEntry.select().order_by(AuditEntry.id)]
        assert after[: len(history)] == history
        told = [(row.id, row.text) for row in MatterEvent.select().order_by(MatterEvent.id)]
        assert told[: len(timeline)] == timeline
        assert len({row.register_no for row in Matter.select()}) == Matter.select().count()
        assert len({(row.day, row.queue_no) for row in Visit.select()}) == Visit.select().count()


def test_a_clock_set_back_over_new_year_repeats_no_number(office: DataFolder) -> None:
    """Into the new year, back into the old one, and forward again: each year's numbers go on where they were."""
    numbers, registers = [], []
    for days in (1, 0, 1, 0, 2):
        with _opened(office, EVE + timedelta(days=days, minutes=30)) as desk:
            if opening.clock_question(desk):
                opening.confirm_clock(desk)
            numbers.append(_card(desk, 1).card_no)
            registers.append(_arrive(desk, "某人").register_nos[0].removeprefix("JF-999999001-"))
    assert numbers == ["DB-2027-0001", "DB-2026-0003", "DB-2027-0002", "DB-2026-0004", "DB-2027-0003"]
    assert registers == ["20270101-001", "20261231-003", "20270101-002", "20261231-004", "20270102-001"]


def test_a_wrong_start_in_2000_leaves_no_date_behind(office: DataFolder) -> None:
    """An empty battery: looked at, not confirmed, the clock put right. Nothing of it is in the file."""
    with _opened(office, EVE + timedelta(minutes=5)):
        pass
    written = database_bytes(office)
    with _opened(office, EVE + JUMPS["to 2000"]) as desk:
        assert opening.clock_question(desk)
    assert database_bytes(office) == written


def database_bytes(folder: DataFolder) -> bytes:
    database.close()
    return folder.db.read_bytes()
