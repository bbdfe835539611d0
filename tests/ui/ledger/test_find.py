"""Ctrl+F, the person's page, an arrival's page and the gap meter, from the keyboard."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake
from jiefang_tui.store.models import Petitioner
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.terms import VisitPurpose
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.ledger.find_screen import FindScreen
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.reception.person_screen import PersonScreen
from jiefang_tui.ui.reception.visit_screen import VisitScreen
from jiefang_tui.ui.responsibility.boxes_panel import BoxesPanel
from jiefang_tui.ui.responsibility.gaps_screen import GapsScreen
from tests.services.given import ID_NO, PHONE, fill_six, owned, registered
from tests.ui.matter_app import Bottom, keys, page
from tests.ui.painted import ambiguous

TODAY = date(2026, 11, 23)


class SmallApp(DeskApp):
    """The desk above an empty screen."""

    def get_default_screen(self) -> Bottom:
        return Bottom()


@pytest.mark.parametrize("typed", ["德福", "zdf", "1234", "0018", "征地", "20261123-001"])
async def test_what_is_typed_is_found_and_enter_opens_it(desk: Desk, typed: str) -> None:
    registered(desk)
    registered(desk, "李某某", "拖欠工资", person={"phone": "13900005678", "id_no": ""})
    app = SmallApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "ctrl+f", f"={typed}", "enter")
        assert isinstance(app.screen, MatterScreen if typed in ("征地", "20261123-001") else PersonScreen)
        assert "章德福" in page(app)
        await keys(pilot, "escape")
        text = page(app)
        assert isinstance(app.screen, FindScreen) and "章德福" in text and "李某某" not in text
        assert PHONE not in text and ID_NO not in text
        assert not ambiguous(app)


async def test_a_masked_desk_shows_no_name_and_no_title(desk: Desk) -> None:
    registered(desk)
    desk.masks_names = True
    app = SmallApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("find", text="德福")
        await pilot.pause()
        assert "章*福" in page(app) and "章德福" not in page(app) and "征地" not in page(app)


async def test_a_person_is_corrected_on_their_page(desk: Desk) -> None:
    one = registered(desk)
    app = SmallApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("person", person_id=one.petitioner_id)
        await pilot.pause()
        text = page(app)
        assert "事项1件" in text and "来访1次" in text and ID_NO not in text
        await keys(pilot, "ctrl+o", "tab", "tab", "tab", "tab", "ctrl+u", "=999999195001010019", "ctrl+s", "down")
        assert "999***********0019 待核" in page(app), "a wrong one is kept, marked and masked"
        await keys(pilot, "ctrl+o", "tab", "tab", "tab", "tab", "ctrl+u", "=999999196808150024", "ctrl+s", "up")
        row = Petitioner.get_by_id(one.petitioner_id)
        assert (row.id_no, row.sex, row.birth_date) == ("999999196808150024", "female", date(1968, 8, 15))
        assert "女58岁" in page(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, MatterScreen)


async def test_a_visit_at_the_window_has_its_page(desk: Desk) -> None:
    given = intake.VisitIn(
        name="李某某",
        purpose=VisitPurpose.CONSULTATION,
        is_anonymous=True,
        matters=[intake.MatterIn(request="医保报销")],
    )
    intake.register_visit(desk, given)
    app = SmallApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "ctrl+f", "=医保", "enter")
        assert isinstance(app.screen, VisitScreen)
        assert "医保报销" in page(app) and "候访" in page(app)
        assert not ambiguous(app)


async def test_the_gap_meter_lists_what_the_figure_counts(desk: Desk) -> None:
    first = owned(desk, "甲一", leader="周敏")
    owned(desk, "甲二", leader="赵刚")
    full = owned(desk, "甲三", leader="赵刚")
    fill_six(desk, full)
    app = SmallApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await keys(pilot, "ctrl+p", "=三定三包进度", "enter")
        assert isinstance(app.screen, GapsScreen)
        text = page(app)
        assert f"有空格 {figures.count('with_gaps', TODAY)} 件" in text and "包案在办 3 件" in text
        assert "甲一" in text and "甲二" in text and "甲三" not in text and "工作专班未定: 缺成员" in text
        assert not ambiguous(app)
        await keys(pilot, "ctrl+t")
        assert "甲三" in page(app) and "六格都已开始" in page(app)
        await keys(pilot, "ctrl+n", "3")
        assert "甲一" in page(app) or "甲二" in page(app)
        await keys(pilot, "ctrl+n", "1", "home", "enter")
        assert isinstance(app.screen, MatterScreen) and isinstance(app.focused, BoxesPanel)
        assert app.screen.matter_id == first
