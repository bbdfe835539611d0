"""约访 that has to do with a report (检举控告): it stands on no list or paper, and leads to no one whom it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import rollover
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.law import sealing
from jiefang_tui.services.plans import days, reading
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking, intake
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.store.models import Appointment, Matter, Officer
from jiefang_tui.store.queries.reception import figure_lines, people, queue
from jiefang_tui.terms import ReportAnswer
from tests.services.given import handed_over, refused, registered
from tests.services.plans.test_notices import words

NAME, ABOUT, REPORT = "程有福", "修路工程款账目", "举报周敏收工程队好处费"
TOMORROW = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 10, 0).astimezone()


def answered(desk: Desk, answer: str, act: Callable[[], int]) -> int:
    """Do it, answer what it asks once, and do it again."""
    with pytest.raises(Asks, match="像检举控告。只问这一次") as asks:
        act()
    assert [label[:4] for _, label in asks.value.options] == ["检举控告", "不是检举"]
    asks.value.answer(answer, {})
    return act()


def _paper(desk: Desk) -> str:
    return words(reading.write_materials(desk).path)


LISTS: dict[str, Callable[[Desk], object]] = {
    "今日接访": lambda desk: [(row.name, row.title) for row in queue.queue_of(TOMORROW)],
    "清单": lambda desk: figure_lines.appointment_lines([row.id for row in Appointment.select()]),
    "明天的材料": _paper,
    "登记时填入的": lambda desk: people.booked(Appointment.get().id)._replace(name="", phone=""),  # type: ignore[union-attr]
    "改约访": lambda desk: (open_one := queue.booking(Appointment.get().id)) and open_one._replace(name="", phone=""),
}


@pytest.mark.parametrize("name", LISTS)
def test_of_one_tied_to_a_report_that_waits_nothing_is_read(desk: Desk, name: str) -> None:
    days.add_day(desk, DayIn(day=TOMORROW, leader="周敏"))
    matter_id = registered(desk, NAME, "村里修路的工程款账目对不上").matter_ids[0]
    booked = booking.book(desk, NAME, TEN, "周敏", ABOUT, matter_id=matter_id)
    before = LISTS[name](desk)
    assert ABOUT in repr(before)
    sealing.make_report(desk, matter_id, "王芳", "何静")
    told = repr(LISTS[name](desk))
    assert NAME not in told and ABOUT not in told and "修路" not in told
    booking.change_booking(desk, booked, NAME, TEN.replace(hour=11), "", "", "13800001234")
    assert Appointment.get_by_id(booked).about == ABOUT, "its words are not lost before the handover"
    booking.change_booking(desk, booked, NAME, TEN, "周敏", "", "")
    sealing.no_report(desk, matter_id, "只是要账目")
    assert LISTS[name](desk) == before


@pytest.mark.parametrize("name", LISTS)
def test_of_one_that_was_said_to_be_a_report_nothing_is_read(desk: Desk, name: str) -> None:
    days.add_day(desk, DayIn(day=TOMORROW, leader="周敏"))
    answered(desk, ReportAnswer.REPORT, lambda: booking.book(desk, NAME, TEN, "韩平", REPORT))
    told = repr(LISTS[name](desk))
    assert NAME not in told and "举报" not in told and "好处费" not in told
    assert not Matter.select().exists(), "it is registered when they come"


MEANT = (REPORT, "举报周书记收好处费", "检举镇党委书记受贿", "周敏收了工程队好处", "检举他本人", "反映镇一把手的问题")
MEANT += ("周书记的弟弟包工程",)


@pytest.mark.parametrize("about", MEANT)
def test_never_with_whom_it_means(desk: Desk, about: str) -> None:
    add_officer(desk, "周敏", "镇党委书记")
    with pytest.raises(Asks) as asks:
        booking.book(desk, NAME, TEN, "周敏", about)
    asks.value.answer(ReportAnswer.REPORT, {})
    with refused("话里说的就是周敏", "leader"):
        booking.book(desk, NAME, TEN, "周敏", about)
    booked = booking.book(desk, NAME, TEN, "", about)
    assert desk.answered == {}
    booking.cancel_booking(desk, booked, "不来了")
    assert Appointment.get_by_id(booked).name == "(密)"


def test_what_is_none_is_booked_as_it_was_said_and_not_asked_about_again(desk: Desk) -> None:
    booked = answered(desk, ReportAnswer.CLAIM, lambda: booking.book(desk, NAME, TEN, "周敏", REPORT))
    row = Appointment.get_by_id(booked)
    assert (row.about, row.leader) == (REPORT, Officer.get(Officer.name == "周敏"))
    booking.change_booking(desk, booked, NAME, TEN, "韩平", REPORT)
    with pytest.raises(Asks):
        booking.change_booking(desk, booked, NAME, TEN, "韩平", "举报韩平挪用公款")
    assert Appointment.get_by_id(booked).about == REPORT


def test_who_did_not_come_with_one_is_forgotten(desk: Desk) -> None:
    add_officer(desk, "周敏", "镇党委书记")
    booked = answered(desk, ReportAnswer.REPORT, lambda: booking.book(desk, NAME, TEN, "", REPORT, "13900001111"))
    desk.clock_confirmed = True
    with clock.at(datetime(2026, 11, 25, 9, 0).astimezone()):
        rollover.roll_over(desk)
    row = Appointment.get_by_id(booked)
    assert (row.state, row.name, row.phone) == ("missed", "(密)", "")


def test_who_comes_with_one_is_registered_and_forgotten(desk: Desk) -> None:
    add_officer(desk, "周敏", "镇党委书记")
    booked = answered(desk, ReportAnswer.REPORT, lambda: booking.book(desk, NAME, TEN, "", REPORT))
    given = VisitIn(NAME, appointment_id=booked, matters=[MatterIn(REPORT, report_answer=ReportAnswer.REPORT)])
    done = intake.register_visit(desk, given)
    assert done.is_sealed
    handed_over(desk, done.matter_ids[0])
    assert Appointment.get_by_id(booked).name == "(密)"


@pytest.mark.parametrize("about", ["找周书记问低保", "周书记上次答应修的路", "宅基地界址", "想见周敏，说说欠的工钱"])
def test_who_only_comes_to_them_is_not_asked(desk: Desk, about: str) -> None:
    add_officer(desk, "周敏", "镇党委书记")
    booked = booking.book(desk, NAME, TEN, "周敏", about)
    assert Appointment.get_by_id(booked).about == about


def test_it_is_asked_again_of_whoever_is_to_receive_instead(desk: Desk) -> None:
    add_officer(desk, "周敏", "镇党委书记")
    about = "周书记的弟弟包工程"
    booked = booking.book(desk, NAME, TEN, "韩平", about)
    with pytest.raises(Asks) as asks:
        booking.change_booking(desk, booked, NAME, TEN, "周敏", about)
    asks.value.answer(ReportAnswer.REPORT, {})
    with refused("话里说的就是周敏", "leader"):
        booking.change_booking(desk, booked, NAME, TEN, "周敏", about)
