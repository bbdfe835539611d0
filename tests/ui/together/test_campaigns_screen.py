"""集中接访 from the keyboard: opened, its sessions and matters, the figures of the evening, the table as paper."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import CampaignSession, JointCampaign
from jiefang_tui.store.queries.together import campaigns
from jiefang_tui.ui.app import DeskApp
from tests.services.together.test_campaigns import session_ids  # noqa: F401
from tests.ui.matter_app import fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL = (80, 24)


async def test_a_sunday_afternoon(desk: Desk, session_ids: list[int]) -> None:  # noqa: F811
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=集中", "enter", "insert", "=根治欠薪集中接访")
        await fill(pilot, begins_on="11-22")
        assert JointCampaign.get().theme == "根治欠薪集中接访"
        await keys(pilot, "insert", "1", "1")  # all of these days' sessions with three keys
        assert CampaignSession.select().count() == 3
        assert "7批次" in page(app) and "3场" in page(app)
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "home", "enter")
        await fill(pilot, figure0="12", figure1="10万", figure3="2万", figure4="8万")
        assert "已记下" in page(app) and "100,000" in page(app)
        await keys(pilot, "delete")
        await fill(pilot, text="不是欠薪")
        made = JointCampaign.get().id
        assert len(campaigns.campaign(made).lines) == 5
        await keys(pilot, "ctrl+r")
        assert list(desk.folder.exports.glob("*集中接访情况表.docx"))
        await keys(pilot, "ctrl+o")
        await fill(pilot, columns="欠薪企业，人数 数", reason="按市里的表")
        assert "欠薪企业" in page(app)
        await keys(pilot, "escape")
        assert "根治欠薪集中接访" in page(app)


async def test_what_there_is_no_room_for_stands_below_the_list(desk: Desk, session_ids: list[int]) -> None:  # noqa: F811
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=集中", "enter", "insert", "=根治欠薪集中接访")
        await fill(pilot, begins_on="11-22")
        await keys(pilot, "insert", "1", "1", "home", "enter")
        await fill(pilot, figure0="12", figure1="10万", figure3="2万", figure4="8万", figure6="宏远建筑")
        await keys(pilot, "down", "up")
        assert "这一行还有：未付 80,000  项目 -  总包分包 宏远建筑  已立案 -" in page(app)
        await keys(pilot, "end")
        await pilot.pause(0.2)  # the row is rested on
        assert "刘静  章湾村  3批" in page(app).splitlines()[-2]
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        await keys(pilot, "home")
        await pilot.pause(0.2)
        assert not ambiguous(app) and "这一行还有" in page(app) and "已立案" in page(app)


async def test_what_was_withdrawn_can_be_brought_back_where_it_stands(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=集中", "enter", "insert", "=根治欠薪集中接访")
        await fill(pilot, begins_on="11-22")
        await keys(pilot, "ctrl+b")
        await fill(pilot, text="登重了")
        await keys(pilot, "down")
        assert "^B恢复" in page(app) and JointCampaign.get().withdrawn_on is not None
        await keys(pilot, "ctrl+b")
        await fill(pilot, text="没有登重")
        assert JointCampaign.get().withdrawn_on is None and "已恢复" in page(app)
        await keys(pilot, "down")
        assert "^B恢复" not in page(app) and "^B撤回" in page(app)
