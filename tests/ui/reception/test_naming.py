"""点名接访 and 重点约访 with real keys, counted: at the queue, at registration, out of the lists of 督办."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.plans import days
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking, naming, receiving
from jiefang_tui.store.models import Appointment, NamedLeader, Visit
from jiefang_tui.store.queries.reception.named import named_of
from jiefang_tui.terms import AppointmentState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.reception.visit_screen import VisitScreen
from tests.services.given import owned
from tests.store.day import arrive
from tests.ui.matter_app import fill
from tests.ui.painted import lines

SIZE = (80, 24)
DAY = date(2026, 12, 3)


@pytest.fixture(autouse=True)
def leaders(desk: Desk) -> None:
    """周敏 sits today, 刘静 on 3 December."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    add_officer(desk, "刘静", "镇长")
    days.add_day(desk, DayIn(day=DAY, leader="刘静", hours="8:30-11:30", place="接待大厅"))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def text(app: DeskApp) -> str:
    return "\n".join(lines(app))


async def test_four_keys_from_the_queue_name_a_leader_and_book_the_next_day(desk: Desk) -> None:
    visit_id = arrive(desk, "章德福").visit_id
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right", "ctrl+r", "1")
        assert named_of([visit_id])[visit_id].leader == "刘静"
        assert "刘静今天不接访，约到下次接访日吗？" in text(app) and "12-03 星期四" in text(app)
        await press(pilot, "1")
        assert Appointment.get().day == DAY
        assert "已约 章德福 12-03 星期四 08:30 接待大厅，刘静接访" in text(app)
        assert "刘静 镇长  首问责任人" in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        row = next(line for line in lines(app) if line.startswith(" 01"))
        assert "点" in row and "约12-03" in row
        await press(pilot, "delete")
        assert "1 点名约到12-03" in text(app)
        await press(pilot, "1")
        assert Visit.get_by_id(visit_id).left_reason == "点名约到12-03"


async def test_a_leader_who_is_here_is_not_booked(desk: Desk) -> None:
    visit_id = arrive(desk, "章德福").visit_id
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right", "ctrl+r", "2")
        assert isinstance(app.screen, VisitScreen)
        assert "点名请周敏接访，首问责任人；周敏今天接访。" in text(app)
        assert named_of([visit_id])[visit_id].booking is None


async def test_who_waits_for_a_leader_is_seen_in_the_queue(desk: Desk) -> None:
    days.add_day(desk, DayIn(day=clock.today(), leader="刘静", hours="14:30-17:00"))
    visit_id = arrive(desk, "章德福").visit_id
    naming.name_leader(desk, visit_id, "刘静")
    arrive(desk, "李四")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        with clock.at(clock.now() + timedelta(minutes=5)):
            app.screen.reload()  # type: ignore[attr-defined]
            await pilot.pause()
            assert "等刘静" in next(line for line in lines(app) if line.startswith(" 01"))
            assert "请 02 号 李四" in lines(app)[1]
            app.screen.minute()  # type: ignore[attr-defined]
            await pilot.pause()
            assert "请 02 号 李四" in lines(app)[1]


async def test_the_mark_and_its_time_are_taken_back_by_keys(desk: Desk) -> None:
    visit_id = arrive(desk, "章德福").visit_id
    naming.name_leader(desk, visit_id, "刘静")
    naming.book_named(desk, visit_id)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right")
        app.screen._list.move_to(next(row.key for row in app.screen._list.rows if row.key[0] == "booking"))  # type: ignore
        await press(pilot, "enter")
        assert "1 改约访" in text(app) and "2 取消约访" in text(app)
        await press(pilot, "2", *"ab", "ctrl+s")
        assert Appointment.get().state == AppointmentState.CANCELLED
        await press(pilot, "insert", "pagedown", "6", *"cd", "ctrl+s")
        assert not NamedLeader.select().exists()


async def test_the_talk_says_who_is_first_asked(desk: Desk) -> None:
    visit_id = arrive(desk, "章德福").visit_id
    naming.name_leader(desk, visit_id, "周敏")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+n")
        assert "点名 周敏 镇党委书记" in text(app)


async def test_at_registration_a_leader_is_chosen_in_one_field(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f2")
        await fill(pilot, name="章德福", request="宅基地", named_leader="zm")
        visit = Visit.get()
        assert named_of([visit.id])[visit.id].leader == "周敏"
        assert any("点名请周敏接访" in one.message for one in app._notifications)


async def test_a_letter_and_a_report_are_not_asked_for_a_leader(desk: Desk) -> None:
    app: Any = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f2")
        assert app.screen.form.row("named_leader").display
        form = app.screen.form
        form.focus_field("channel")
        await press(pilot, "2")
        assert not form.row("named_leader").display
        await press(pilot, "1")
        assert form.row("named_leader").display
        form.focus_field("category")
        await press(pilot, "3", "2")
        assert not form.row("named_leader").display


async def test_key_booking_of_a_matter(desk: Desk) -> None:
    matter_id = owned(desk, leader="刘静")
    booking.book(desk, "章德福", clock.now() + timedelta(days=2), "周敏", matter_id=matter_id)
    app: Any = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.go("matter", matter_id=matter_id)
        await pilot.pause()
        await press(pilot, "insert", "pagedown", "6")
        assert "供参考：另已约 11-25" in text(app) and "重点约访" in text(app)
        await press(pilot, "ctrl+s")
        row = Appointment.select().where(Appointment.kind == "key").get()
        assert (row.leader.name, row.day, row.name) == ("刘静", DAY, "章德福")
        assert "刘静重点约访 章德福 12-03 08:30；另已约" in text(app)


async def test_key_booking_out_of_the_lists_of_supervision(desk: Desk) -> None:
    matter_id = owned(desk, leader="刘静")
    from jiefang_tui.services.closure import closing

    closing.list_backlog(desk, matter_id, True, "三年了")
    app: Any = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.go("supervision", figure="backlog")
        await press(pilot, "insert", "pagedown", "6", "ctrl+s")
        assert Appointment.get().kind == "key" and Appointment.get().matter_id == matter_id
        app.go("records", figure="booked_key")
        await pilot.pause()
        assert "2026-12-03 08:30" in text(app)


async def test_a_person_is_booked_so_at_the_queue(desk: Desk) -> None:
    app: Any = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "insert")
        await fill(pilot, name="钱进", slot_at="明天9点", kind="重点约访")
        await press(pilot, "ctrl+s")
        assert Appointment.get().kind == "key"
        await press(pilot, "escape")
        app.go("records", figure="booked_key")
        await press(pilot, "enter")
        assert "1 改约访" in text(app)
        await press(pilot, "1")
        assert "重点约访" in text(app)
        await fill(pilot, kind="约访")
        await press(pilot, "ctrl+s")
        assert Appointment.get().kind == "ordinary"
