"""7 督办 from the keyboard: urged and answered, a card with its answer, 再次提请 and the leader's decision."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk import Desk
from jiefang_tui.store.models import Resubmission, SupervisionCard, Urge
from tests.services.given import days_ago, fill_six, owned
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.toolkit import ambiguous, english

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


async def test_urged_carded_and_gone_back_to_the_leader(desk: Desk) -> None:
    with days_ago(desk, 70):
        matter_id = owned(desk)
        fill_six(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "周敏接访后" in page(app) and "还没有参与" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "催办")
        await fill(pilot, to_officer="李强", text="请报测算结果", answer_due="明天")
        assert Urge.get().answer_due == date(2026, 11, 24) and "待回复 剩1日" in page(app)
        await keys(pilot, "home", "enter")
        await choose(pilot, "催办回复")
        await fill(pilot, text="周三出结果")
        assert Urge.get().answer == "周三出结果" and "11-23回复" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "发黄牌")
        given = {"reason": "逾期未办结", "requirement": "报测算结果", "answer_due": "三天后", "signer": "周敏"}
        await fill(pilot, to_officer="李强", **given)
        assert SupervisionCard.get().card_no == "DB-2026-0001" and "黄牌 DB-2026-0001" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "再次提请")
        await fill(pilot, difficulty="测绘不认", tried="复测一次", asked="请领导协调")
        assert "待领导决定" in page(app)
        rows = app.screen.query_one("#pushes RowList")
        rows.move_to(("resubmission", Resubmission.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        await choose(pilot, "领导决定")
        await fill(pilot, decision="县测绘队再测", new_due="12-10")
        assert Resubmission.get().decided_on == TODAY and "决定: 县测绘队再测" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF", "DB"}
