"""The page of a visit with real keys: looked at without a talk, and put right by digits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, receiving, taking_back, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import (
    Companion,
    Correction,
    Dispatch,
    Instruction,
    Matter,
    Petitioner,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import MatterState, Outcome, VisitState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.talk_screen import TalkScreen
from jiefang_tui.ui.reception.visit_screen import VisitScreen
from tests.ui.matter_app import fill
from tests.ui.painted import lines

SIZE = (80, 24)


def arrive(desk: Desk, name: str = "李某某", request: str = "拖欠工资") -> intake.Registered:
    done = intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(request)]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    return done


def talked(desk: Desk) -> intake.Registered:
    done = arrive(desk)
    receiving.start_talk(desk, done.visit_id)
    given = OutcomeIn(Outcome.ASSIGNED, unit="人社所", talk_note="说了工资")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    return done


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def open_visit(pilot: Pilot[None], visit_id: int) -> Any:
    app: Any = pilot.app
    await pilot.pause()
    app.go("visit", visit_id=visit_id)
    await pilot.pause()
    return app.screen


async def test_18_a_wrong_digit_is_put_right_from_the_visit_and_the_talk_asks_again(desk: Desk) -> None:
    done = talked(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "1")
        assert "交办(站所、村)" in "\n".join(lines(app))
        await fill(pilot, reason="按错了数字")
        assert isinstance(app.screen, TalkScreen) and "请重新定处理" in app.screen.message
        await press(pilot, "ctrl+s", "4")
        await fill(pilot, unit="镇调委会")
    assert (VisitMatter.get().outcome, Matter.get().state) == (Outcome.MEDIATION, MatterState.IN_MEDIATION)
    assert Correction.get().was == "交办(站所、村)，人社所"


async def test_19_after_a_result_is_taken_back_the_right_one_begins_with_the_instruction(desk: Desk) -> None:
    done = arrive(desk)
    receiving.start_talk(desk, done.visit_id)
    order = talk.InstructionIn("十日内查清", "人社所", date(2026, 12, 10))
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.MEDIATION, unit="调委会", instruction=order))
    taking_back.correct_outcome(desk, done.visit_id, done.matter_ids[0], "按错了数字")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        assert "十日内查清" in "\n".join(lines(app)), "the page of the visit shows the 批示"
        app.go("talk", visit_id=done.visit_id)
        await pilot.pause()
        await press(pilot, "ctrl+s", "3")
        raw = app.screen.form.raw()  # type: ignore[attr-defined]
        assert (raw["unit"], raw["requirement"], raw["due_on"]) == ("人社所", "十日内查清", "2026-12-10")
        await press(pilot, "ctrl+s")
    assert (Dispatch.get().unit.name, Dispatch.get().due_on) == ("人社所", date(2026, 12, 10))
    assert Instruction.select().count() == 1


async def test_18_notes_are_put_right_and_the_page_shows_what_they_said(desk: Desk) -> None:
    done = talked(desk)
    app = DeskApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "2")
        await fill(pilot, text="说了工资和社保", reason="漏记")
        shown = "\n".join(lines(app))
        assert "说了工资和社保" in shown and "更正接谈记录 原：说了工资（漏记）" in shown
        assert isinstance(screen, VisitScreen)


async def test_19_what_was_registered_is_put_right_field_by_field(desk: Desk) -> None:
    done = arrive(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "3")
        await fill(pilot, headcount="3", companions="张三 13800000018 代表", needs="老人", arrived_at="8:50")
    visit = Visit.get()
    assert (visit.headcount, visit.representative_count, visit.needs) == (3, 1, "elderly")
    assert (f"{visit.arrived_at:%H:%M}", visit.purpose, Companion.get().phone) == ("08:50", "petition", "13800000018")


async def test_19_a_number_typed_into_the_correction_takes_the_place_of_what_stood_there(desk: Desk) -> None:
    done = arrive(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "3")
        dialog: Any = app.screen
        while dialog.form.focused_name != "headcount":
            await press(pilot, "tab")
        await press(pilot, "6")
        assert dialog.form.raw()["headcount"] == "6"


async def test_19_the_visit_goes_over_to_somebody_new(desk: Desk) -> None:
    done = arrive(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "4", "2")
        await fill(pilot, name="李某某", phone="13900001234", reason="同名的另一人")
        assert "已换到李某某名下" in app.screen.message  # type: ignore[attr-defined]
    assert Visit.get().petitioner_id != done.petitioner_id
    assert Matter.get().petitioner.phone == "13900001234"


async def test_19_the_visit_goes_over_to_somebody_known(desk: Desk) -> None:
    wrong, right = arrive(desk), arrive(desk, "王五")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, wrong.visit_id)
        await press(pilot, "insert", "4", "1")
        dialog: Any = app.screen
        dialog._line.raw = "王五"
        dialog.look()
        await press(pilot, "enter")
        await fill(pilot, reason="选错了人")
    assert Visit.get_by_id(wrong.visit_id).petitioner_id == right.petitioner_id


async def test_19_a_mistyped_name_is_put_right_where_it_is_seen(desk: Desk) -> None:
    done = arrive(desk, "李某莫")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "5")
        await fill(pilot, name="李某某")
        assert "李某某" in "\n".join(lines(app)[2:])
        await press(pilot, "f3")
        assert any("李某某" in line for line in lines(app))
    assert (Petitioner.get().name, Visit.get().shown_name) == ("李某某", "李某某")


async def test_20_a_registration_is_voided_stays_in_the_queue_and_comes_back(desk: Desk) -> None:
    done = arrive(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "8")
        await fill(pilot, ground="登重了", reason="点了两次")
        assert "已作废" in "\n".join(lines(app))
        await press(pilot, "f3")
        assert any("李某某" in line and "已作废" in line for line in lines(app))
        await press(pilot, "enter", "insert", "9")
        await fill(pilot, text="真来过")
    assert Visit.get().state == VisitState.WAITING


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_20_what_is_not_possible_says_why(desk: Desk, size: tuple[int, int]) -> None:
    done = talked(desk)
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "8")
        assert "不能作废，已经接谈；重复的请接谈时按7并入" in "".join("".join(lines(app)).split())


async def test_20_one_matter_of_several_is_voided_and_comes_back_by_digits(desk: Desk) -> None:
    done = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn("拖欠工资"), MatterIn("修水渠")]))
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "pagedown", "2", "2")
        await fill(pilot, ground="登重了", reason="按了两次")
        shown = "".join("".join(lines(app)).split())
        assert "来访和别的事项照旧" in shown and f"原：{done.register_nos[1]}修水渠" in shown
        assert Matter.get_by_id(done.matter_ids[1]).state == MatterState.VOIDED
        await press(pilot, "f3", "ctrl+r")
        assert any("作废其中一件" in line and "来访照算" in line for line in lines(app))
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "pagedown", "3", "1")
        await fill(pilot, text="真有这件")
    assert Matter.get_by_id(done.matter_ids[1]).state == MatterState.REGISTERED
    assert VisitMatter.select().count() == 2


async def test_19_the_category_is_put_right_from_the_visit(desk: Desk) -> None:
    done = arrive(desk, request="集镇装减速带")
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot, done.visit_id)
        await press(pilot, "insert", "pagedown", "1")
        assert any("1 建议意见" in line for line in lines(app)), "the one it is now is not offered"
        assert any("检举控告，要第二个人确认" in line for line in lines(app))
        await press(pilot, "1")
        await fill(pilot, reason="是建议，不是求决")
        assert any("更正类别 原：申诉求决" in line for line in lines(app))
        assert Matter.get().category == "suggestion"
        await press(pilot, "insert", "pagedown", "1", "2")
        assert "改成检举控告" in "\n".join(lines(app)), "a report goes on in its own form"
        await press(pilot, "escape")
    assert Matter.get().category == "suggestion"
