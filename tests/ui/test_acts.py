"""Acts and their forms: every act has one, its digit acts on its page, what is not possible is dim and says why."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import MatterState
from jiefang_tui.ui.toolkit.act_dialog import ActDialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from tests.services.desk.test_acts import EVERY, EVERY_LINE
from tests.services.given import handed_over, registered, sealed
from tests.ui.matter_app import MatterApp, fill, keys, page

SMALL, TALL = (80, 24), (120, 36)


def test_every_act_has_its_form_and_every_form_its_act() -> None:
    specs = (*EVERY, *EVERY_LINE)
    topics = {spec.topic for spec in specs}
    forms = {(topic, name) for topic in topics for name in import_module(f"jiefang_tui.ui.{topic}.forms").FORMS}
    assert forms == {(spec.topic, spec.form) for spec in specs}


@pytest.mark.parametrize("size", [SMALL, TALL])
async def test_ten_rows_of_the_first_page_and_only_what_is_possible_after_it(desk: Desk, size: tuple[int, int]) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=size) as pilot:
        await keys(pilot, "insert")
        shown = page(app)
        assert all(f" {digit} " in shown for digit in "1234567890") and "PgDn下十件" in shown and "PgUp" not in shown
        assert "1 受理\n" in "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
        await keys(pilot, "pagedown")
        shown = page(app)
        assert "1 登记上级转来" in shown and "6 达成和解协议" in shown and "9 终止办理" in shown
        assert "调解" not in shown and "PgUp上十件" in shown
        await keys(pilot, "7")
        assert "不能登记调解协议，不在调解中；达成和解的请登记和解。" in "".join(page(app).split())
        await keys(pilot, "0")
        assert "不是建议意见" in page(app)
        await keys(pilot, "pagedown", "pagedown")
        assert "6 免予书面告知" in page(app) and "PgDn" not in page(app)
        await keys(pilot, "pageup", "pageup", "pageup")
        assert "1 受理" in page(app)


async def test_full_width_digits_act_and_a_dim_row_does_nothing(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "down", "down", "down", "enter")
        assert isinstance(app.screen, ActDialog) and "不能延期，还没有受理；受理了才起算办结期限" in page(app)
        await keys(pilot, "０")
        assert isinstance(app.screen, ActDialog) and "不能申请复核" in app.screen.message
        await keys(pilot, "pagedown", "９")
        assert isinstance(app.screen, FormDialog) and "终止办理" in page(app)
        await fill(pilot, reason="书面撤回")
        assert Matter.get_by_id(matter_id).state == MatterState.CONCLUDED


async def test_saying_why_not_moves_nothing(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        before = app.screen.query_one("#dialog-plane").region
        await keys(pilot, "0")
        assert "不能申请复核" in page(app) and app.screen.query_one("#dialog-plane").region == before


async def test_the_cursor_begins_on_the_first_act_that_is_possible(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert "不能再受理，已于2026-11-23受理" in page(app)
        await keys(pilot, "enter")
        assert "出具告知书" in page(app) and isinstance(app.screen, FormDialog)


async def test_where_nothing_is_possible_it_is_said_instead(desk: Desk) -> None:
    handed_on = sealed(desk)
    handed_over(desk, handed_on)
    app = MatterApp(desk, handed_on)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert not isinstance(app.screen, ActDialog) and "不能" in page(app).splitlines()[1]


async def test_acts_of_a_line_are_on_the_digits_they_have_everywhere(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, matter_id, date(2026, 11, 23), "县信访局")
    stages.object_to(desk, matter_id, "地块在邻镇")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        key = next(
            row.key
            for row in app.screen.query_one("#papers RowList").rows  # type: ignore[attr-defined]
            if row.key[0] == "objection"
        )
        app.screen.query_one("#papers RowList").move_to(key)  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        assert "3 异议: 上级同意退回" in page(app) and "4 异议: 上级不同意" in page(app)
        await keys(pilot, "4")
        await fill(pilot, by="县信访局", note="由你镇办理")
        assert Matter.get_by_id(matter_id).state == MatterState.HANDLING
