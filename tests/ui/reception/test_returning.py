"""10 with real keys: ^O lists what ended, the talk says it first and asks whether there is anything new."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import Matter, VisitMatter
from jiefang_tui.terms import MatterState, Outcome, PairKind
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.outcome_dialogs import OutcomeDialog
from jiefang_tui.ui.reception.readback import ReadBackScreen
from jiefang_tui.ui.reception.talk_screen import TalkScreen
from tests.ui.matter_app import fill
from tests.ui.painted import lines

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def ended(desk: Desk) -> intake.Registered:
    done = intake.register_visit(desk, VisitIn(name="章某某", matters=[MatterIn("补偿差额")]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="下月起发放"))
    return done


def come_again(desk: Desk, before: intake.Registered) -> int:
    matters = [MatterIn("还是补偿", matter_id=before.matter_ids[0])]
    return intake.register_visit(desk, VisitIn(petitioner_id=before.petitioner_id, matters=matters)).visit_id


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def shown(app: DeskApp) -> str:
    return "\n".join(lines(app))


async def open_talk(pilot: Pilot[None], visit_id: int) -> None:
    app: Any = pilot.app
    await pilot.pause()
    app.go("talk", visit_id=visit_id)
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_10_the_same_person_is_offered_what_ended_and_it_makes_a_repeat(
    desk: Desk, ended: intake.Registered, size: tuple[int, int]
) -> None:
    app: Any = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f2")
        app.screen.form.load({"name": "章某某"})
        await press(pilot, "ctrl+o")
        assert "重访 补偿差额" in shown(app) and "已办结 11-23" in shown(app)
        await press(pilot, "2", "ctrl+s")
        assert "重访" in app.screen.message
    assert VisitMatter.select().where(VisitMatter.kind == PairKind.REPEAT).count() == 1


@pytest.mark.parametrize("size", SIZES)
async def test_10_the_talk_says_the_end_first_and_no_says_what_still_holds(
    desk: Desk, ended: intake.Registered, size: tuple[int, int]
) -> None:
    Matter.update(finally_closed_on=date(2026, 6, 15)).execute()
    visit_id = come_again(desk, ended)
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await open_talk(pilot, visit_id)
        assert "有新的事实或理由吗" in shown(app) and "三级终结 06-15" in shown(app)
        await press(pilot, "1")
        assert isinstance(app.screen, TalkScreen)
        assert "同一事实和理由不再受理(36条3款)，仍应疏导、帮扶(37条3款)" in app.screen.message
        await press(pilot, "ctrl+r")
        assert isinstance(app.screen, ReadBackScreen) and "终结" not in shown(app)


async def test_10_yes_makes_a_new_matter_and_the_talk_goes_on_with_it(desk: Desk, ended: intake.Registered) -> None:
    visit_id = come_again(desk, ended)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "2")
        await fill(pilot, text="又少发了两个月")
        assert isinstance(app.screen, TalkScreen) and "已另立新事项" in app.screen.message
    pair = VisitMatter.get(VisitMatter.visit == visit_id)
    assert (pair.kind, pair.matter.request) == (PairKind.INITIAL, "又少发了两个月")


@pytest.mark.parametrize("size", SIZES)
async def test_a1_a_finally_closed_matter_offers_counsel_and_says_why_at_every_other_digit(
    desk: Desk, ended: intake.Registered, size: tuple[int, int]
) -> None:
    Matter.update(finally_closed_on=date(2026, 2, 10)).execute()
    visit_id = come_again(desk, ended)
    app: Any = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "1", "ctrl+s")
        offered = [line for line in lines(app) if "已于2026-02-10三级终结" in line]
        assert len(offered) == 7, "2 3 4 6 7 9 0"
        await press(pilot, "2")
        assert "第三十七条第三款" in shown(app) and "另登记一件" in shown(app)
        await press(pilot, "1")
        assert isinstance(app.screen, OutcomeDialog) and "只作疏导、帮扶" in shown(app)
        app.screen.form.field("told").insert("讲清了政策，帮他申请临时救助")
        await press(pilot, "ctrl+s")
    matter = Matter.get()
    assert (matter.state, matter.finally_closed_on) == (MatterState.CONCLUDED, date(2026, 2, 10))
