"""会议研究 from the palette and from a matter; counted once the minutes are there."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Matter, Meeting, MeetingItem
from jiefang_tui.ui.app import DeskApp
from tests.services.given import owned
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL = (80, 24)


async def test_from_the_palette_with_its_minutes_later(desk: Desk) -> None:
    owned(desk, "李方龙")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=会议", "enter")
        assert "还没有记过会议研究" in page(app)
        await keys(pilot, "insert", "1", "insert", "=李方龙")
        await fill(pilot, decided="分三期付", unit="人社所", person="陈刚", due_on="下周五")
        assert "分三期付" in page(app)
        await keys(pilot, "ctrl+s")
        assert "12-04前 人社所陈刚" in page(app)
        assert MeetingItem.get().decided == "分三期付" and "有了纪要再补" in page(app)
        await keys(pilot, "home")
        assert "2026年有纪要的 0 次" in page(app)
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "enter", "1")
        await fill(pilot, minutes_on="今天")
        await keys(pilot, "home")
        assert "2026年有纪要的 1 次" in page(app)
        await keys(pilot, "down", "enter", "1")
        await fill(pilot, decided="分四期付", reason="记错了")
        assert MeetingItem.get().decided == "分四期付"
        await keys(pilot, "delete")
        await fill(pilot, text="不是这次会")
        assert Meeting.get().withdraw_reason == "不是这次会"
        await keys(pilot, "home")
        assert "Enter恢复" in page(app).replace(" ", "") and "Del撤回" not in page(app).replace(" ", "")
        await keys(pilot, "enter")
        await fill(pilot, text="是这次会")
        assert Meeting.get().withdrawn_on is None and "一起撤回的认领也恢复了" in page(app)


async def test_from_a_matter_its_item_is_there(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "会议研究")
        await keys(pilot, "3", "ctrl+s")
        assert MeetingItem.get().matter_id == matter_id and Meeting.get().kind == "dispatch"


async def test_the_last_digits_of_a_number_are_enough_and_looked_up_in_the_row(desk: Desk) -> None:
    number = str(Matter.get_by_id(owned(desk, "李方龙", request="班组长欠劳务费十万多元")).register_no)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=会议", "enter", "insert", "1", "insert", "=9871", "ctrl+s")
        assert "没有编号末尾是「9871」的事项" in page(app), "said in the row's own form"
        await fill(pilot, which=number[-3:], decided="分三期付")
        assert "李方龙 班组长" in page(app) and "没写完" not in page(app)
        await keys(pilot, "ctrl+s")
        assert MeetingItem.get().matter.register_no == number


async def test_who_is_in_the_chair_is_looked_at_once_more(desk: Desk) -> None:
    owned(desk, "李方龙")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=会议", "enter", "insert", "1", "insert", "=李方龙", "ctrl+s")
        await fill(pilot, host="周敏周敏")
        assert "没记过「周敏周敏」" in page(app) and not Meeting.select().count()
        await fill(pilot, host="2.5")
        assert "不是完整的姓名" in page(app)
        await fill(pilot, host="周敏书记")
        assert Meeting.get().host == "周敏书记"
