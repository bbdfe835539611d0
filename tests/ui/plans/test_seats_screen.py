"""参加单位 of a planned day from F6: answered by digit, taken back, proposed when the session is opened."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import seats
from jiefang_tui.store.models import PlanSeat, SessionParticipant
from jiefang_tui.terms import SeatAnswer
from jiefang_tui.ui.app import DeskApp
from tests.services.plans.test_seats import MONDAY, THURSDAY, clinic, stands
from tests.ui.matter_app import choose, fill, keys, page
from tests.ui.painted import ambiguous, english
from tests.ui.plans.test_plan_screen import to

SMALL, WIDE = (80, 24), (120, 36)


async def test_a_digit_for_each_unit(desk: Desk) -> None:
    day_id = clinic(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, THURSDAY)
        assert "单位3" in page(app).splitlines()[1]
        await keys(pilot, "enter", "7", "1", "1", "2")
        assert stands(day_id) == {"司法所": "已确认", "人社所": "已确认", "自然资源所": "不来"}
        assert "自然资源所 不来" in page(app) and not ambiguous(app) and not english(app)
        await keys(pilot, "home", "down")
        assert "单位3 已确认2 不来1" in page(app).splitlines()[1]
        await keys(pilot, "enter", "=李强", "ctrl+s")
        assert "李强" in page(app) and PlanSeat.get(PlanSeat.person == "李强").unit.name == "人社所"
        await keys(pilot, "1")
        assert PlanSeat.get(PlanSeat.person == "李强").answer == "confirmed", "said once more it keeps who comes"
        await keys(pilot, "escape")
        assert "单位3 已确认2 不来1" in page(app).splitlines()[1]


async def test_units_for_one_day_and_back(desk: Desk) -> None:
    day_id = clinic(desk)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        app.go("plan_seats", plan_day_id=day_id)
        await pilot.pause()
        await keys(pilot, "insert", "=派出所 住建所", "ctrl+s")
        assert list(stands(day_id))[3:] == ["派出所", "住建所"] and "只这一天" in page(app)
        await keys(pilot, "end", "delete")
        await fill(pilot, text="不用来了")
        assert stands(day_id)["住建所"] == "不请" and "不用来了" in page(app)
        await keys(pilot, "end", "delete")
        assert stands(day_id)["住建所"] == "还没回", "asked again without a reason"
        await keys(pilot, "home", "1", "home", "delete")
        await fill(pilot, text="听错了")
        assert stands(day_id)["司法所"] == "还没回" and not ambiguous(app) and not english(app)


async def test_a_notice_of_the_unit_under_the_cursor(desk: Desk) -> None:
    day_id = clinic(desk)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        app.go("plan_seats", plan_day_id=day_id)
        await pilot.pause()
        await keys(pilot, "down", "ctrl+o")
        assert (desk.folder.exports / "2026-11-26-人社所-参加接访通知单.docx").exists()
        await keys(pilot, "2", "up", "ctrl+o")
        assert "不用通知" in page(app)


async def test_the_materials_come_with_the_notices(desk: Desk) -> None:
    clinic(desk)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "ctrl+s")
        names = {path.name for path in desk.folder.exports.iterdir()}
        assert names == {"2026-11-26-接访材料.docx", "2026-11-26-参加接访通知单.docx"}


async def test_who_confirmed_is_proposed_and_who_came_is_said_on_the_day(desk: Desk) -> None:
    day_id = clinic(desk, MONDAY)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "ctrl+o")
        assert "人社所" in page(app) and "司法所" not in page(app)
        await keys(pilot, "ctrl+s")
        (row,) = SessionParticipant.select()
        assert (row.unit.name, row.attendance, row.person) == ("人社所", "", "")
        app.go("table", session_id=row.session_id)
        await pilot.pause()
        await keys(pilot, "enter")
        assert "李强" in page(app), "as it was said beforehand"
        await keys(pilot, "ctrl+s", "1")
        (row,) = SessionParticipant.select()
        assert (row.attendance, row.person) == ("came", "李强")


async def test_a_change_names_who_has_to_hear_of_it(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "f6")
        await to(pilot, app, THURSDAY)
        await keys(pilot, "enter")
        await choose(pilot, "改时间")
        await fill(pilot, day="2026-11-27")
        assert "已确认的人社所，请另行告知" in page(app)
        await to(pilot, app, date(2026, 11, 28))
        await keys(pilot, "left")
        assert "单位3" in page(app).splitlines()[1] and "已确认" not in page(app).splitlines()[1]
        await keys(pilot, "delete")
        await fill(pilot, text="开会")
        assert "已确认的人社所，请另行告知" in page(app)
