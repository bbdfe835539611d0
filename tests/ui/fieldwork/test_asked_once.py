"""A line of F8 whose words sound like a report (检举控告) is asked about by digit, and nothing typed is lost."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Dispute, FieldVisit, SealedReport
from jiefang_tui.ui.app import DeskApp
from tests.services.fieldwork.test_rounds import tunnel  # noqa: F401
from tests.services.fieldwork.test_visits import HOME
from tests.ui.fieldwork.test_household_screen import cell
from tests.ui.matter_app import keys, page

SMALL = (80, 24)
WORDS = "举报村会计冒领补助款"


async def test_a_dispute_of_a_village(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "insert", "4", f"={WORDS}", "ctrl+s")
        assert "是检举控告吗" in page(app) and f"「{WORDS}」像检举控告" in page(app)
        await keys(pilot, "escape")
        assert not Dispute.select().exists() and WORDS in page(app)
        await keys(pilot, "ctrl+s", "1")
        assert Dispute.get().about == "(密)" and SealedReport.get().matter.request == WORDS
        assert WORDS not in page(app)


async def test_a_visit(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "insert", "3", f"={HOME.who[0]}", "enter", "=章湾村", "enter")
        await keys(pilot, "=程有福", "enter", f"={WORDS}", "ctrl+s", "ctrl+s")
        assert "是检举控告吗" in page(app)
        await keys(pilot, "2")
        assert FieldVisit.get().learnt == WORDS and not SealedReport.select().exists()


async def test_a_cell_of_a_household(desk: Desk, tunnel: int) -> None:  # noqa: F811
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "enter", "ctrl+u", f"={WORDS}", "down")
        assert "是检举控告吗" in page(app)
        await keys(pilot, "escape")
        assert cell("程有福", "c1") == "东山墙裂缝两处" and app.focused.value == WORDS  # type: ignore[union-attr]
        await keys(pilot, "down", "1")
        assert cell("程有福", "c1") == "(密)" and SealedReport.get().matter.request == WORDS
