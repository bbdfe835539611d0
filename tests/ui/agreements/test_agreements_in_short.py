"""协议 where it is not written down: on the matter's first page and beside the talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements.agreeing import PartIn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Agreement
from jiefang_tui.store.queries.reception.visit_history import promises_of
from tests.services.agreements.test_agreements import JUNE, WAGES
from tests.services.given import days_ago, owned
from tests.ui.matter_app import MatterApp, page

SMALL = (80, 24)
TODAY = date(2026, 11, 23)


async def test_what_is_owed_is_seen_on_the_matter_and_beside_the_talk(desk: Desk) -> None:
    with days_ago(desk, 60):
        matter_id = owned(desk, "李方龙")
        parts = [PartIn(date(2026, 11, 20), 3_000_000), PartIn(JUNE, 7_260_000)]
        agreeing.agree(desk, matter_id, replace(WAGES, signed_on=date(2026, 9, 25), parts=parts, payees=()))
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        said = "执行和解  09-25  张某付102,600 元  尚欠102,600 元，其中逾期30,000 元"
        assert said.replace(" ", "") in page(app).replace(" ", "").replace("\n", "")
    promised = promises_of([matter_id], TODAY)
    assert [(one.due_on, one.text, one.is_late) for one in promised] == [
        (date(2026, 11, 20), "协议第1期 张某尚欠30,000 元", True),
        (JUNE, "协议第2期 张某尚欠72,600 元", False),
    ]
    paying.pay(desk, Agreement.get().id, 10_260_000, TODAY)
    assert promises_of([matter_id], TODAY) == ()
