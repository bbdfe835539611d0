"""重点约访: a leader has somebody come out of the list of outstanding matters; doubles and other places are said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import days
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking
from jiefang_tui.services.supervision import level_skips
from jiefang_tui.store.models import Appointment, Matter, MatterEvent
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.reception.named import bookings_of
from tests.services.given import PHONE, one_act, owned, refused, sealed

DAY = date(2026, 12, 3)
AT = datetime(2026, 12, 1, 15).astimezone()


@pytest.fixture
def matter_id(desk: Desk) -> int:
    """A matter of 周敏's, who sits on 3 December."""
    found = owned(desk)
    days.add_day(desk, DayIn(day=DAY, leader="周敏", hours="上午8:30-11:30"))
    return found


def test_without_a_time_it_is_the_leaders_next_day(desk: Desk, matter_id: int) -> None:
    with one_act("appointment.book_key"):
        said = booking.book_key(desk, matter_id, "周敏")
    assert said == "周敏重点约访 章德福 12-03 08:30"
    row = Appointment.get()
    assert (row.kind, row.name, row.phone, row.about) == ("key", "章德福", PHONE, "征地补偿款未足额发放")
    last = MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id.desc()).get()
    assert last.text == "周敏重点约访 章德福，约在 2026-12-03 08:30"
    assert figures.count("booked_key", clock.today()) == 1


def test_somebody_else_may_be_asked_to_come(desk: Desk, matter_id: int) -> None:
    booking.book_key(desk, matter_id, "周敏", AT, "章小宝", "说说分家的事")
    row = Appointment.get()
    assert (row.name, row.phone, row.about, row.slot_at) == ("章小宝", "", "说说分家的事", AT)


def test_a_person_without_a_matter_is_booked_at_the_queue(desk: Desk) -> None:
    booking.book(desk, "钱进", AT, "周敏", is_key=True)
    row = Appointment.get()
    assert row.kind == "key" and row.matter_id is None
    booking.change_booking(desk, row.id, "钱进", AT, "周敏", is_key=False)
    assert Appointment.get().kind == "ordinary"


def test_doubles_are_said_and_not_refused(desk: Desk, matter_id: int) -> None:
    booking.book(desk, "章德福", AT, "刘静")
    assert booking.advice_on(matter_id) == ["另已约 12-01 15:00 章德福 刘静(约访)"]
    assert booking.book_key(desk, matter_id, "周敏").endswith("；另已约 12-01 15:00 章德福 刘静(约访)")
    booking.book_key(desk, matter_id, "周敏")
    assert len(bookings_of(matter_id)) == 3


def test_what_other_places_registered_is_advice(desk: Desk, matter_id: int) -> None:
    number = Matter.get_by_id(matter_id).register_no
    level_skips.add_level_skip(desk, clock.today() - timedelta(days=3), "province", number, "通报5号")
    level_skips.add_level_skip(desk, clock.today() - timedelta(days=200), "city", number, "通报1号")
    Matter.update(transferred_from="县信访局").execute()
    assert booking.advice_on(matter_id) == ["2026-11-20到省里登记过", "县信访局已登记并转来"]
    assert "2026-11-20到省里登记过" in booking.book_key(desk, matter_id, "周敏")


def test_it_is_refused_where_nobody_or_nothing_is_named(desk: Desk, matter_id: int) -> None:
    with refused("请填写哪位领导约", "leader"):
        booking.book_key(desk, matter_id, "")
    with refused("刘静往后没有排接访日", "slot_at"):
        booking.book_key(desk, matter_id, "刘静")
    with refused("约访时间已经过去", "slot_at"):
        booking.book_key(desk, matter_id, "周敏", AT - timedelta(days=30))


def test_whom_it_is_about_has_nobody_come(desk: Desk, matter_id: int) -> None:
    Matter.update(concerned_person="周敏").execute()
    with refused("周敏是这件反映的人", "leader"):
        booking.book_key(desk, matter_id, "周敏")
    booking.book_key(desk, matter_id, "刘静", AT)
    row = Appointment.get()
    with refused("周敏是这件反映的人", "leader"):
        booking.change_booking(desk, row.id, row.name, AT, "周敏")


def test_nobody_is_asked_to_come_about_a_report(desk: Desk) -> None:
    report = sealed(desk)
    with refused("不能约访，检举控告不记内容"):
        booking.book_key(desk, report, "周敏", AT)


def test_it_is_put_right_and_cancelled_once(desk: Desk, matter_id: int) -> None:
    booking.book_key(desk, matter_id, "周敏")
    row = Appointment.get()
    booking.change_booking(desk, row.id, row.name, AT, "刘静", row.about, row.phone)
    assert (Appointment.get().kind, Appointment.get().leader.name) == ("key", "刘静")
    with refused("请写明取消的原因", "reason"):
        booking.cancel_booking(desk, row.id, "")
    booking.cancel_booking(desk, row.id, "领导有事")
    with refused("不能改，这个约访已取消。"):
        booking.cancel_booking(desk, row.id, "再取消")
    said = [one.text for one in MatterEvent.select().where(MatterEvent.matter == matter_id)]
    assert "取消2026-12-01的重点约访：领导有事" in said
    assert "重点约访由 2026-12-03 08:30 改到 2026-12-01 15:00" in said
    assert figures.count("booked_key", clock.today()) == 0
