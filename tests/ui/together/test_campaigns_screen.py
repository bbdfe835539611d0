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
