"""场次 from the keyboard: who came, what was undertaken, the other side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import making
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import opposite, owners, undertaking
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import OppositeParty, OwnerQuestion, SessionParticipant, Undertaking
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.child_rows import ChildRow
from tests.services.given import owned, registered
from tests.services.together.test_clinic import UNITS, WEEKLY
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


def seat(desk: Desk) -> int:
    matter_id = owned(desk, "李方龙", request="班组长欠劳务费十万多元")
    receiving.change_session(desk, None, "周敏", units=["人社所", "司法所", "建管站"])
    return matter_id


async def test_three_units_with_four_keys_and_an_undertaking_with_three_beside_the_text(desk: Desk) -> None:
    matter_id = seat(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+o", "1", "３", "2")  # the middle one full-width, as an input method gives it
        assert [row.attendance for row in SessionParticipant.select().order_by(SessionParticipant.id)] == [
            "came",
            "phone",
            "absent",
        ]
        await keys(pilot, "home")
        assert "参加单位 3 个，到 2 个" in page(app)
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "insert")
        await fill(pilot, text="核对工资表", due_on="周五")
        row = Undertaking.get()
        assert (row.matter_id, row.unit.name, row.due_on) == (matter_id, "人社所", date(2026, 11, 27))
        assert "待办" in page(app) and "认领1条" in page(app)
        await keys(pilot, "delete")
        await fill(pilot, text="看错了")
        assert SessionParticipant.select().order_by(SessionParticipant.id).get().attendance == ""
        await keys(pilot, "enter")
        await fill(pilot, person="何静", presence="轮驻")
        assert "何静" in page(app) and "轮驻" in page(app)


async def test_why_it_was_taken_back_is_no_part_of_what_was_said_and_whose_matter_it_is(desk: Desk) -> None:
    matter_id = seat(desk)
    opposite.ask_visitor(desk, matter_id, "张某", True, relation="班组长")
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "ctrl+o", "insert")
        await fill(pilot, text="到现场核对")
        await keys(pilot, "down", "down", "down", "delete")
        await fill(pilot, text="谈不成")
        shown = page(app)
        assert "到现场核对  撤回：谈不成  (李方龙" in shown
        (party,) = [line for line in shown.splitlines() if "来访人同意见面" in line]
        assert "(李方龙 " in party
        await keys(pilot, "enter")
        await fill(pilot, text="谈得成")
        assert Undertaking.get().withdrawn_on is None and "撤回：谈不成" not in page(app)


async def test_what_was_withdrawn_comes_back_where_it_stands_in_the_matter(desk: Desk) -> None:
    matter_id = seat(desk)
    undertaken = undertaking.undertake(desk, UndertakingIn(text="核对", unit="人社所", matter_id=matter_id))
    party = opposite.ask_visitor(desk, matter_id, "张某", True)
    sides = [PartIn("人社所", said="归建管站")]
    asked = owners.confer(desk, OwnerIn(matter_id=matter_id, parts=sides, decides="韩平", decide_by=date(2026, 11, 27)))
    for room, row in ((undertaking, undertaken), (opposite, party), (owners, asked)):
        room.withdraw(desk, row, "登错了")  # type: ignore[attr-defined]
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#pushes RowList")
        lines = (
            ("undertaking", undertaken, Undertaking),
            ("party", party, OppositeParty),
            ("owner", asked, OwnerQuestion),
        )
        for kind, row, model in lines:
            rows.move_to((kind, row, 0))  # type: ignore[attr-defined]
            await pilot.pause()
            assert "Enter恢复" in page(app).replace(" ", "")
            await keys(pilot, "enter")
            await fill(pilot, text="没登错")
            assert model.get_by_id(row).withdrawn_on is None
        assert not ambiguous(app)


async def test_the_other_side_is_asked_for_and_comes(desk: Desk) -> None:
    seat(desk)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "ctrl+o", "ctrl+n", "1")
        await fill(pilot, name="张某", relation="班组长")
        assert OppositeParty.get().may_meet and "来访人同意见面" in page(app)
        await keys(pilot, "down", "down", "down", "enter", "1", "ctrl+s")
        assert OppositeParty.get().invited_on == date(2026, 11, 23)
        await keys(pilot, "enter", "2", "1")
        await fill(pilot, has_agreed="谈成", outcome="同意分三期")
        assert OppositeParty.get().has_agreed and "到，谈成" in page(app)
        assert not ambiguous(app) and not english(app)


async def test_under_the_matter_and_on_the_morning_list(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "单位认领")
        await fill(pilot, unit="人社所", text="核对工资表", due_on="周五")
        assert "人社所  核对工资表" in page(app)
        app.go("supervision", figure="undertaken")
        await pilot.pause()
        assert "认领 剩4日" in page(app) or "认领" in page(app)
        await keys(pilot, "enter", "1", "=工资表复印件", "ctrl+s")
        assert Undertaking.get().done_on == date(2026, 11, 23)


async def test_no_table_yet_asks_for_the_session(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.go("table")
        await pilot.pause()
        assert "今天还没有场次" in page(app)
        await keys(pilot, "ctrl+o")
        await fill(pilot, leader="周敏", units="人社所")
        await keys(pilot, "up")
        assert "人社所" in page(app) and "周敏" in page(app)


async def test_the_thursday_clinic_begins_as_planned_and_asks_whose_it_is(desk: Desk) -> None:
    making.make_rule(desk, replace(WEEKLY, weekdays="1"))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+o")
        assert "联合接访" in page(app) and "刘静" in page(app) and "示例法庭" in page(app)
        await keys(pilot, "ctrl+s")
        registered(desk, "王某", "宅基地界址不清")
        app.publish_changes()
        await keys(pilot, "ctrl+o", "end", "ctrl+b")
        assert [row.texts and row.texts["unit"] for row in app.screen.rows] == UNITS.split()  # type: ignore[attr-defined]
        form = app.screen
        form.rows = [ChildRow({"unit": "司法所", "said": "属民事纠纷"})]  # type: ignore[attr-defined]
        await fill(pilot, decides="刘静", decide_by="周五")
        assert "待定" in page(app) and "由刘静在11-27前定" in page(app)
        app.go("owners")
        await pilot.pause()
        assert "刘静" in page(app) and "王某" in page(app)
        await keys(pilot, "enter", "1")
        await fill(pilot, owner="自然资源所")
        assert "没有归属待定的事项" in page(app)
        app.go("sessions")
        await pilot.pause()
        await keys(pilot, "up")
        assert "联合接访" in page(app) and "刘静" in page(app)
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "enter", "ctrl+r")
        assert "联合接访小结" in page(app)
        assert list(desk.folder.exports.glob("*联合接访小结.docx"))
