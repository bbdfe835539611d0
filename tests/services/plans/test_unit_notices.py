"""通知单: a page for each unit that is asked; what is booked in its field, and nothing of who comes or of a report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.law import sealing
from jiefang_tui.services.matter.commitments import CommitmentIn
from jiefang_tui.services.plans import reading, seats, unit_notices
from jiefang_tui.services.reception import booking, receiving, talk
from jiefang_tui.services.together import undertaking
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import Outcome, SeatAnswer
from tests.services.given import owned, refused, registered
from tests.services.plans.test_notices import words
from tests.services.plans.test_seats import THURSDAY, clinic

TEN = datetime(2026, 11, 26, 10, 0).astimezone()


def took(desk: Desk, matter_id: int, unit: str = "人社所", text: str = "核对工资表") -> None:
    given = UndertakingIn(text=text, unit=unit, due_on=date(2026, 12, 1), matter_id=matter_id)
    undertaking.undertake(desk, given)


def assigned(desk: Desk, **more: Any) -> int:
    """The id of a matter that the unit was given (交办)."""
    one = registered(desk)
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(Outcome.ASSIGNED, unit="人社所", due_on=date(2026, 12, 1), **more)
    talk.decide(desk, one.visit_id, one.matter_ids[0], given)
    return one.matter_ids[0]


def notices(desk: Desk) -> str:
    printed = unit_notices.write_notices(desk, THURSDAY)
    assert printed is not None
    return words(printed.path)


def test_a_page_for_each_unit_that_has_not_declined(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    seats.answer(desk, day_id, "自然资源所", SeatAnswer.DECLINED)
    printed = unit_notices.write_notices(desk, THURSDAY)
    assert printed is not None and printed.path.name == "2026-11-26-参加接访通知单.docx"
    told = words(printed.path)
    assert told.count("参加接访通知单") == 2 and "自然资源所" not in told
    assert "请于11月26日（星期四）8:30-14:20到综治中心，同周敏一起接访（联合接访）。" in told
    assert "已回复由李强参加" in told and "请派能当场答复的人参加，并回复来的是谁" in told
    assert "请带" in told and "目前没有约到你单位承办的事项" in told


def test_what_is_booked_in_its_field_without_a_name(desk: Desk) -> None:
    clinic(desk)
    matter_id = owned(desk, "李方龙", request="李方龙的工资没有发")
    took(desk, matter_id, text="替李方龙核对工资表")
    booking.book(desk, "李方龙", TEN, "周敏", "还差多少", matter_id=matter_id)
    told = notices(desk)
    number = Matter.get_by_id(matter_id).register_no
    assert f"10:00 {number} 来访人的工资没有发 认领：替来访人核对工资表 12-01前" in told
    assert "李方龙" not in told and told.count(number) == 1, "the others are told nothing of it"
    Matter.update(content_class="0501").where(Matter.id == matter_id).execute()
    label = desk.reference.class_label("0501")
    assert label in notices(desk) and "来访人的工资" not in notices(desk), "words of ours where there is a class"


def test_what_is_booked_with_another_leader_is_not_told(desk: Desk) -> None:
    clinic(desk)
    matter_id = owned(desk, "李方龙")
    took(desk, matter_id)
    booking.book(desk, "李方龙", TEN, "刘静", "还差多少", matter_id=matter_id)
    assert "10:00" not in notices(desk)


def test_of_a_report_that_waits_no_unit_is_told(desk: Desk) -> None:
    clinic(desk)
    matter_id = assigned(desk)
    booking.book(desk, "章德福", TEN, "周敏", "来谈", matter_id=matter_id)
    number = Matter.get_by_id(matter_id).register_no
    assert f"10:00 {number}" in notices(desk)
    sealing.make_report(desk, matter_id, "王芳", "何静")
    told = notices(desk)
    assert number not in told and "10:00" not in told and "人社所：" in told


def test_who_keeps_away_from_a_matter_hears_nothing_of_it(desk: Desk) -> None:
    day_id = clinic(desk)
    matter_id = owned(desk, "李方龙")
    took(desk, matter_id)
    Matter.update(concerned_person="赵强").where(Matter.id == matter_id).execute()
    booking.book(desk, "李方龙", TEN, "", "还差多少", matter_id=matter_id)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "赵强")
    printed = unit_notices.write_notice_of(desk, day_id, "人社所")
    assert "10:00" not in words(printed.path)
    assert any("赵强" in one and "请人社所换人" in one for one in printed.warnings)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    assert "10:00" in words(unit_notices.write_notice_of(desk, day_id, "人社所").path)


def test_one_unit_in_a_file_of_its_own(desk: Desk) -> None:
    day_id = clinic(desk)
    printed = unit_notices.write_notice_of(desk, day_id, "人社所")
    assert printed.path.name == "2026-11-26-人社所-参加接访通知单.docx"
    assert "人社所：" in words(printed.path) and "司法所" not in words(printed.path)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED)
    assert "请告知来的是谁" in words(unit_notices.write_notice_of(desk, day_id, "人社所").path)
    seats.answer(desk, day_id, "人社所", SeatAnswer.DECLINED)
    with refused("不用通知"):
        unit_notices.write_notice_of(desk, day_id, "人社所")


def test_the_telephone_is_the_offices(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    day_id = clinic(desk)
    printed: Printed = unit_notices.write_notice_of(desk, day_id, "人社所")
    assert any("查询电话" in one for one in printed.warnings) and "联系电话" not in words(printed.path)
    now = office_data.office(desk)
    monkeypatch.setattr(office_data, "office", lambda _: office_data.OfficeIn(now.name, query_phone="0550-7012345"))
    printed = unit_notices.write_notice_of(desk, day_id, "人社所")
    assert "联系电话：0550-7012345" in words(printed.path) and not printed.warnings


def test_where_no_unit_is_asked_there_is_no_notice(desk: Desk) -> None:
    assert unit_notices.write_notices(desk, THURSDAY) is None


def test_the_leader_reads_who_of_the_units_comes_and_what_was_promised(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.add_units(desk, day_id, ["住建所"])
    seats.leave_out(desk, day_id, "住建所", "不用来")
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强", said_on=date(2026, 11, 20))
    seats.answer(desk, day_id, "司法所", SeatAnswer.DECLINED, note="县里开会")
    matter_id = assigned(desk, commitments=[CommitmentIn("月底前付清", date(2026, 11, 30), 200_000)])
    took(desk, matter_id)
    booking.book(desk, "李方龙", TEN, "周敏", "还差多少", matter_id=matter_id)
    assert reading.next_day(date(2026, 11, 25)) == THURSDAY
    with clock.at(datetime(2026, 11, 25, 16, 0).astimezone()):
        told = words(reading.write_materials(desk).path)
    assert "人社所 周敏 已确认 11-20 李强" in told and "司法所 周敏 不来 11-23 县里开会" in told
    assert "住建所" not in told
    assert "自然资源所 周敏 还没回" in told
    assert "承诺" in told and "月底前付清" in told and "还没有兑现" in told
    assert "2026-12-01前 人社所：核对工资表 还没有办到" in told
