"""走访 from the keyboard: a line with five keys beside the text, a column of them, acts on one, a matter of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import contact, visits
from jiefang_tui.store.models import FieldVisit, Matter
from jiefang_tui.store.queries.fieldwork.visits import visit_lines
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.widgets.row_list import RowList
from tests.services.fieldwork.test_reports import as_none
from tests.services.fieldwork.test_visits import HOME, NOVEMBER
from tests.services.given import owned
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


async def test_a_line_with_five_keys_beside_the_text(desk: Desk) -> None:
    visits.record(desk, HOME)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        pressed = ["f8", "insert", "7", "enter", "ctrl+s"]
        await keys(pilot, *pressed[:3], "=吴老太", pressed[3], "=屋脊错位，明天请人看", pressed[4])
        assert len(pressed) == 5
        line = visit_lines(*NOVEMBER)[0]
        assert (line.kind.label, line.who, line.village, line.whom) == ("夜访", "周敏、李强", "章湾村", "吴老太")
        assert (line.day, line.learnt) == (date(2026, 11, 23), "屋脊错位，明天请人看")
        assert "已存" in page(app)


async def test_a_village_s_month_typed_down_a_column(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "insert", "3", "=周敏", "enter", "=章湾村", "enter")
        await keys(pilot, "=程有福", "enter", "=程有福说水渠不通", "ctrl+s")
        assert "没记过「周敏」" in page(app) and not FieldVisit.select().count(), "asked once, then known"
        await keys(pilot, "ctrl+s", "enter")
        for name in ("程有财", "30人"):
            await keys(pilot, f"={name}", "enter", f"={name}说水渠不通", "ctrl+s", "enter")
        lines = visit_lines(*NOVEMBER)
        assert [(one.whom, one.headcount) for one in lines] == [("30人", 30), ("程有财", None), ("程有福", None)]
        assert {(one.who, one.village, one.kind.label) for one in lines} == {("周敏", "章湾村", "走访")}
        await keys(pilot, "escape")
        assert "走访 3次" in page(app) and "周敏 3次" in page(app) and "章湾村 3次" in page(app)
        assert ambiguous(app) == set() and english(app) == set()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert ambiguous(app) == set()


async def test_every_row_begins_alike_and_tab_stays_in_it(desk: Desk) -> None:
    visits.record(desk, HOME)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(
            pilot, "f8", "insert", "7", "=吴老太", "enter", "=屋脊错位", "ctrl+s", "8", "=30人", "enter", "=谈征地"
        )
        assert app.screen.panel.form.raw()["kind"] == "院坝夜会"  # type: ignore[attr-defined]
        await keys(pilot, "tab", "tab", "tab", "2", "ctrl+s")
        kinds = [one.kind.label for one in visit_lines(*NOVEMBER)]
        assert kinds[:2] == ["约访", "夜访"], "Tab goes round in the form: the digit turned no page"


async def test_a_day_of_another_year_is_said(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "insert", "3", "=周敏", "shift+tab", "ctrl+u", "=12.5", "enter")
        assert "算 2025-12-05" in page(app)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "算 2025-12-05" in page(app)


async def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "insert", "1", "=周敏", "ctrl+s")
        assert "请填写了解到" in page(app) and FieldVisit.select().count() == 0
        await keys(pilot, "=路灯不亮", "escape", "escape", "f8")
        assert "未完 1 份" in page(app)
        await keys(pilot, "ctrl+r", "enter", "ctrl+s", "ctrl+s")
        assert visit_lines(*NOVEMBER)[0].learnt == "路灯不亮"


async def test_acts_on_a_line(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "enter", "1")
        assert "已记当场答复" in page(app)
        await keys(pilot, "down")
        assert "当场答复 1" in page(app)
        await keys(pilot, "enter")
        assert "改为记下再办" in page(app) and "打开" not in page(app) and "恢复" not in page(app)
        await choose(pilot, "改这一条")
        await fill(pilot, whom="程有财", reason="记错了")
        assert visit_lines(*NOVEMBER)[0].whom == "程有财"
        await keys(pilot, "delete")
        await fill(pilot, text="登重了")
        await keys(pilot, "down")
        assert "走访 0次" in page(app) and FieldVisit.get_by_id(one).withdraw_reason == "登重了"
        await keys(pilot, "delete", "down")
        assert "走访 1次" in page(app)


async def test_one_key_makes_a_matter_and_opens_it(desk: Desk) -> None:
    visits.record(desk, HOME)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "ctrl+n", "ctrl+s")
        assert Matter.select().count() == 1 and "已转为事项" in page(app)
        await keys(pilot, "ctrl+n")
        assert "已经连着" in page(app)
        await keys(pilot, "enter")
        assert "本人不愿再上门" in page(app) and "转为事项" not in page(app).split("打开")[1]
        await choose(pilot, "打开")
        assert app.screen.NAME_CN == "事项"  # type: ignore[attr-defined]


async def test_months_and_each_number_opens_its_list(desk: Desk) -> None:
    visits.record(desk, HOME)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "left")
        assert "10月 走访 0次" in page(app)
        await keys(pilot, "right", "ctrl+b", "2")
        assert "只看周敏" in page(app) and "程有福" in page(app)
        await keys(pilot, "ctrl+b", "1")
        assert "只看" not in page(app)


async def test_the_matter_s_page_says_when_somebody_was_there_last(desk: Desk) -> None:
    matter_id = owned(desk)
    number = str(Matter.get_by_id(matter_id).register_no)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "还没有联系过" in page(app) and "没联系" not in page(app)
        visits.record(desk, replace(HOME, day=date(2026, 11, 23), matter_no=number))
        app.publish_changes()
        await pilot.pause()
        assert "11-23 家访  包案以来 1次" in page(app)


async def test_the_reminder_is_the_office_s_and_who_wants_no_visits_hides_it(desk: Desk) -> None:
    matter_id = owned(desk)
    contact.set_contact_days(desk, 10)
    app = MatterApp(desk, matter_id)
    with clock.at(clock.now() + timedelta(days=12)):
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            assert "12天没联系，本单位定的是10天" in page(app)
            rows = list(app.screen.query_one("#facts", RowList).rows)
            place = next(n for n, row in enumerate(rows) if row.cells[0] == "联系")
            await keys(pilot, *["down"] * place, "enter", "=电话说就行", "ctrl+s")
            assert "本人不愿再上门" in page(app) and "没联系" not in page(app)
            await keys(pilot, "enter", "=又愿意了", "ctrl+s")
            assert "12天没联系" in page(app)


async def test_a_line_that_holds_a_claim_and_a_report_shows_neither_afterwards(desk: Desk) -> None:
    as_none(lambda: visits.record(desk, replace(HOME, learnt="举报所长李强收红包，后墙裂缝没人修")))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8")
        assert "举报" in page(app)
        await keys(pilot, "ctrl+n", "ctrl+s")
        assert "是检举控告吗？" in page(app) and Matter.select().count() == 0
        await keys(pilot, "4")
        await fill(pilot, request="后墙裂缝没人修")
        assert sorted(matter.category for matter in Matter.select()) == ["claim", "report_accusation"]
        assert Matter.get(Matter.category == "claim").request == "后墙裂缝没人修"
        await keys(pilot, "down")
        shown = page(app)
        assert "(密)" in shown and "举报" not in shown and "程有福" not in shown and ambiguous(app) == set()
