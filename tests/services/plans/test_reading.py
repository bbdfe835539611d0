"""明天的材料: the next day's plan and bookings, and what the leader reads of each."""

from __future__ import annotations

from datetime import date, datetime

from jiefang_tui.services.agreements import agreeing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import days, reading
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking
from tests.services.agreements.test_agreements import WAGES
from tests.services.given import owned, refused, sealed
from tests.services.plans.test_notices import words

TOMORROW = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 10, 0).astimezone()


def test_the_day_and_a_page_for_who_is_booked(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    agreeing.agree(desk, matter_id, WAGES)
    days.add_day(desk, DayIn(day=TOMORROW, leader="周敏", hours="8:30-11:30", place="接待大厅"))
    booking.book(desk, "李方龙", TEN, "周敏", "还差多少", matter_id=matter_id)
    printed = reading.write_materials(desk)
    told = words(printed.path)
    assert printed.path.name == "2026-11-24-接访材料.docx"
    assert "11月24日 星期二 接访材料" in told and "周敏 镇党委书记 8:30-11:30 接待大厅" in told
    assert "10:00 李方龙 还差多少 周敏" in told
    assert "阅 件 单" in told and "张某：尚欠102,600 元" in told and "征地补偿款未足额发放" in told


def test_of_a_report_nothing_is_read(desk: Desk) -> None:
    days.add_day(desk, DayIn(day=TOMORROW, leader="周敏"))
    booking.book(desk, "某人", TEN, "周敏", "来谈", matter_id=sealed(desk))
    told = words(reading.write_materials(desk).path)
    assert "阅 件 单" not in told and "某人" not in told and "来谈" not in told


def test_nothing_to_read_is_said(desk: Desk) -> None:
    with refused("没有排班，也没有约访"):
        reading.write_materials(desk)
