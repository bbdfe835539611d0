"""接谈 with real keys: few of them, nothing lost, and the visitor reads only what is theirs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui.documents.desk import write
from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, papers, receiving
from jiefang_tui.services.reception.intake import MaterialIn, MatterIn, VisitIn
from jiefang_tui.store.models import (
    Commitment,
    Instruction,
    Matter,
    ReceptionSession,
    Responsibility,
    SealedReport,
    Visit,
)
from jiefang_tui.terms import MatterState, Outcome, VisitPurpose, VisitState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.outcome_dialogs import OutcomeChoice, OutcomeDialog
from jiefang_tui.ui.reception.readback import ReadBackScreen
from jiefang_tui.ui.reception.talk_screen import TalkScreen
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.widgets.row_list import RowList
from tests.ui.painted import ambiguous, english, lines

WORDS = "工程队欠了三个月工资，找了几次都不给"


def arrive(desk: Desk, *requests: str, name: str = "李某某", leader: str = "周敏", **more: Any) -> int:
    done = intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(r) for r in requests], **more))
    if leader:
        receiving.change_session(desk, None, leader, "镇党委书记")
    return done.visit_id


def form_of(app: DeskApp) -> Any:
    return app.screen._form  # type: ignore[attr-defined]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def open_talk(pilot: Pilot[None], visit_id: int) -> TalkScreen:
    app: Any = pilot.app
    app.go("talk", visit_id=visit_id)
    await pilot.pause()
    return app.screen


async def test_from_the_queue_to_a_case_in_four_keys(desk: Desk) -> None:
    arrive(desk, WORDS)
    arrive(desk, "征地补偿", name="章某某")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(app.screen, TalkScreen)
        assert Visit.get_by_id(1).state == VisitState.IN_TALK
        form_of(app).field("note").insert("说了很多")
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
        assert "01号 李某某" in app.screen.message
        assert "下一位 02号 章某某" in app.screen.message
    sheet = Responsibility.get()
    assert (sheet.leader.name, str(sheet.resolve_due)) == ("周敏", "2026-12-23")
    assert (Visit.get_by_id(1).state, Visit.get_by_id(1).talk_note) == (VisitState.RECEIVED, "说了很多")
    assert drafts.drafts(desk) == []


async def test_a_doubtful_limit_of_the_order_is_kept_in_the_notes_with_a_mark(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("说了很多。")
        form_of(app).field("due_on").raw = "尽快"
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert Visit.get_by_id(visit_id).talk_note == "说了很多。〔期限：尽快，待核〕"
    assert str(Responsibility.get().resolve_due) == "2026-12-23"


async def test_a_new_arrival_in_between_loses_nothing(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("说到一半")
        form_of(app).field("instruction").insert("速办")
        await press(pilot, "f2")
        assert app.screen is not screen
        await press(pilot, "escape")
        assert app.screen is screen
        assert (form_of(app).raw()["note"], form_of(app).raw()["instruction"]) == ("说到一半", "速办")


async def test_what_was_typed_is_there_after_a_crash(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS, "路灯不亮")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("记到这里")
        form_of(app).field("instruction").insert("人社所速办")
        await press(pilot, "ctrl+b")
        form_of(app).field("instruction").insert("村里修好")
        await pilot.pause()
        form_of(app).autosave()
        await pilot.pause()
    # the program is gone without a word; only the file is left
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        assert "已取回" in app.screen.message  # type: ignore[attr-defined]
        assert form_of(app).raw()["note"] == "记到这里"
        assert form_of(app).raw()["instruction"] == "人社所速办"
        await press(pilot, "ctrl+b")
        assert (form_of(app).raw()["note"], form_of(app).raw()["instruction"]) == ("记到这里", "村里修好")


async def test_a_refusal_stands_beside_its_field_and_the_words_stay(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "３")
        dialog: Any = app.screen
        assert isinstance(dialog, OutcomeDialog)
        dialog.form.field("requirement").insert("七日内办好")
        await press(pilot, "ctrl+s")
        assert app.screen is dialog
        assert "请填写交给" in dialog.form.row("unit").text
        await press(pilot, "escape", "ctrl+s", "3")
        dialog = app.screen
        assert dialog.form.raw()["requirement"] == "七日内办好"
        dialog.form.field("unit").value = "村委会"
        await press(pilot, "ctrl+s")
    assert Matter.get().state == MatterState.HANDLING


async def test_the_order_fills_the_outcome(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form = form_of(app)
        form.field("instruction").insert("人社所查清后付清")
        form.field("unit").value = "人社所"
        form.field("due_on").value = "12-10"
        await press(pilot, "ctrl+s", "2")
        dialog: Any = app.screen
        assert dialog.form.raw()["unit"] == "人社所"
        assert dialog.form.raw()["due_on"] == "2026-12-10"
        await press(pilot, "ctrl+s")
    order = Instruction.get()
    assert (order.text, order.unit.name, str(order.due_on)) == ("人社所查清后付清", "人社所", "2026-12-10")
    assert Matter.get().lead_unit.name == "人社所"


async def test_several_matters_one_after_the_other(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS, "路灯不亮")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        assert app.screen is screen
        assert "路灯不亮" in screen.message
        await press(pilot, "ctrl+b", "ctrl+s")
        assert app.screen is screen
        assert "已经定了" in screen.message
        await press(pilot, "ctrl+b", "ctrl+s", "1")
        dialog: Any = app.screen
        dialog.form.field("told").insert("明天修")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert Visit.get().state == VisitState.RECEIVED


async def test_a_mended_pipe_ends_in_six_keys_from_the_talk(desk: Desk) -> None:
    """15: beside what is written."""
    visit_id = arrive(desk, "水管漏水")
    app = DeskApp(desk)
    count = 0

    async def keys(*names: str) -> None:
        nonlocal count
        count += len(names)
        await press(pilot, *names)

    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await keys("ctrl+s", "0")
        assert isinstance(app.screen, OutcomeDialog) and not any(app.screen.form.raw().values()), "never prefilled"
        app.screen.form.field("told").insert_text_at_cursor("换了一截水管")
        await keys("enter")
        app.screen.form.field("said").insert_text_at_cursor("好了")
        await keys("enter", "3", "ctrl+s")
        assert isinstance(app.screen, TodayScreen) and "简易办结" in app.screen.message
    matter = Matter.get()
    assert (matter.state, matter.is_ended_simply, count) == (MatterState.CLOSED, True, 6)


async def test_merging_offers_the_persons_own_matters(desk: Desk) -> None:
    first = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, first)
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        again = arrive(desk, "还是工资", petitioner_id=Visit.get_by_id(first).petitioner_id)
        await open_talk(pilot, again)
        await press(pilot, "ctrl+s", "7")
        assert isinstance(app.screen, ChooseDialog)
        await press(pilot, "1", "ctrl+s")
    assert Matter.get_by_id(2).merged_into_id == 1


async def test_sealing_leaves_no_draft_and_no_name_in_the_sentence(desk: Desk) -> None:
    visit_id = arrive(desk, "举报某某")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("账本在柜子里")
        await pilot.pause()
        form_of(app).autosave()
        await pilot.pause()
        assert "账本" in str(drafts.drafts(desk))
        await press(pilot, "ctrl+s", "8")
        dialog: Any = app.screen
        dialog.form.load({"confirmed_by": "何静"})
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
        assert "李某某" not in app.screen.message
        assert "举报" not in app.screen.message
    assert drafts.drafts(desk) == []
    assert SealedReport.get().handed_to == "县纪委监委"
    assert Visit.get().talk_note == "账本在柜子里"  # for the envelope; it goes with the handover


async def test_whom_a_report_is_against_is_compared_and_kept_nowhere(desk: Desk) -> None:
    visit_id = arrive(desk, "举报某某")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "8")
        dialog: Any = app.screen
        dialog.form.load(
            {"unit": "镇纪委(派出监察办公室)", "accused": "镇领导、镇纪委或其人员", "confirmed_by": "何静"}
        )
        dialog.form.autosave()
        await press(pilot, "ctrl+s")
        assert app.screen is dialog and "第三十条第三款" in "".join(lines(app))
        assert "镇领导" not in str(drafts.drafts(desk))
        dialog.form.load({"unit": "县纪委监委"})
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert drafts.drafts(desk) == []


async def test_3_whom_the_claim_is_about_is_said_and_another_or_a_reason_asked(desk: Desk) -> None:
    matter = MatterIn(WORDS, concerned_person="会计李强", report_answer="claim")
    visit_id = intake.register_visit(desk, VisitIn(name="李某某", matters=[matter])).visit_id
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "3")
        dialog: Any = app.screen
        assert not dialog.form.row("still_reason").display
        dialog.form.load({"unit": "章湾村村委会", "officer": "李强"})
        await press(pilot, "ctrl+s")
        assert app.screen is dialog and "写明仍由其办的理由" in "".join(lines(app))
        assert dialog.form.row("still_reason").display
        dialog.form.load({"still_reason": "只有他管这项"})
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TodayScreen)


async def test_a_report_offers_8_alone_and_takes_no_notes(desk: Desk) -> None:
    given = VisitIn(is_anonymous=True, matters=[MatterIn(category="report_accusation")])
    visit_id = intake.register_visit(desk, given).visit_id
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_talk(pilot, visit_id)
        form = form_of(app)
        assert not any(form.row(name).display for name in ("note", "instruction", "unit", "due_on", "signed_on"))
        await press(pilot, "ctrl+n")
        assert app.screen is screen
        await press(pilot, "ctrl+s")
        dialog: Any = app.screen
        assert isinstance(dialog, OutcomeDialog) and dialog.outcome == "sealed"
        assert "confirmed_by" not in dialog.form.names and dialog.form.raw()["unit"] == "县纪委监委"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert SealedReport.get().handed_to == "县纪委监委"


async def test_read_back_shows_their_words_and_nothing_else(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS, materials=[MaterialIn("欠条")])
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("领导内部意见")
        await press(pilot, "ctrl+r")
        assert isinstance(app.screen, ReadBackScreen)
        shown = [line for line in lines(app) if line.strip()]
        assert "".join("".join(line.split()) for line in shown) == WORDS
        painted = [number for number, line in enumerate(lines(app)) if line.strip()]
        assert all(b - a >= 2 for a, b in pairwise(painted))
        await press(pilot, "enter")
        assert isinstance(app.screen, TalkScreen)
        assert form_of(app).raw()["note"] == "领导内部意见"


async def test_hold_keeps_notes_and_place(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        form_of(app).field("note").insert("先去取材料")
        await press(pilot, "ctrl+t")
        assert isinstance(app.screen, TodayScreen)
        assert (Visit.get().state, Visit.get().talk_note) == (VisitState.ON_HOLD, "先去取材料")
        await open_talk(pilot, visit_id)
        assert Visit.get().state == VisitState.IN_TALK
        assert form_of(app).raw()["note"] == "先去取材料"


async def test_a_commitment_is_recorded_at_once(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+n")
        dialog: Any = app.screen
        dialog.form.field("text").insert("补发首期")
        dialog.form.field("due_on").value = "12-1"
        dialog.form.field("amount").value = "3万"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TalkScreen)
        assert any("补发首期" in line for line in lines(app))
    promise = Commitment.get()
    assert (promise.text, str(promise.due_on), promise.amount_fen) == ("补发首期", "2026-12-01", 3000000)
    assert promise.confirmed_by.name == "周敏"


async def test_a_session_without_leader_is_asked_once(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS, leader="")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("talk", visit_id=visit_id)
        await pilot.pause()
        dialog: Any = app.screen
        assert isinstance(dialog, FormDialog)
        dialog.form.field("leader").value = "周敏"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TalkScreen)
        assert ReceptionSession.get().leader.name == "周敏"


async def test_window_arrivals_only_need_their_result(desk: Desk) -> None:
    done = intake.register_visit(
        desk, VisitIn(name="孙某某", purpose=VisitPurpose.SERVICE, matters=[MatterIn("开证明")])
    )
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("talk", visit_id=done.visit_id)
        await pilot.pause()
        dialog: Any = app.screen
        dialog.form.field("text").insert("已开")
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
    assert (Visit.get().state, Visit.get().talk_note) == (VisitState.RECEIVED, "已开")


async def test_a_paper_that_cannot_be_written_blocks_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    visit_id = arrive(desk, WORDS)

    def full(path: Path, content: bytes) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_bytes", full)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+o")
        assert "磁盘已满" in screen.message
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert Visit.get().state == VisitState.RECEIVED


async def test_papers_are_written_and_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    visit_id = arrive(desk, WORDS)
    opened: list[str] = []
    monkeypatch.setattr(papers, "open_paper", lambda printed: opened.append(printed.name) or True)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+o", "ctrl+s", "2", "ctrl+s")
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+o", "1")
        assert isinstance(app.screen, ChooseDialog) and Matter.get().notified_on is None, "printing is not telling"
        await press(pilot, "1", *"bj", "ctrl+s")
        assert Matter.get().notified_on is not None
    assert opened == ["接访登记表", "来访告知单"]
    assert len(list(desk.folder.exports.glob("*.docx"))) == 2


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_nothing_ambiguous_and_no_english(desk: Desk, size: tuple[int, int]) -> None:
    first = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await open_talk(pilot, first)
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        again = arrive(desk, "又欠工资", petitioner_id=Visit.get_by_id(first).petitioner_id, headcount=3)
        await open_talk(pilot, again)
        assert not ambiguous(app)
        assert not english(app)
        for digit in "1234569":
            await press(pilot, "ctrl+s", digit)
            assert isinstance(app.screen, OutcomeDialog)
            assert not ambiguous(app)
            assert not english(app)
            await press(pilot, "escape")
        await press(pilot, *"abcxyz")
        assert form_of(app).raw()["note"] == "abcxyz"


async def test_a_matter_under_a_leader_is_not_merged_and_that_is_said_at_once(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "2", "ctrl+s")
        given = VisitIn(
            name="李某某",
            petitioner_id=Visit.get_by_id(visit_id).petitioner_id,
            matters=[MatterIn(matter_id=Matter.get().id)],
        )
        again = intake.register_visit(desk, given).visit_id
        screen = await open_talk(pilot, again)
        await press(pilot, "ctrl+s")
        before = "\n".join(lines(app))
        assert "7 并入原事项         不能并入，这件已有领导包案" in before
        await press(pilot, "7")
        assert isinstance(app.screen, OutcomeChoice) and "请选别的结果" in app.screen.message
        shown = "\n".join(lines(app))
        assert all(row in shown.splitlines() for row in before.splitlines()[:15]), "saying so moves nothing"
        await press(pilot, "escape")
        assert app.screen is screen


async def test_each_outcome_says_what_follows_and_the_cursor_is_on_what_the_order_says(desk: Desk) -> None:
    """look.md (2): a unit and a day of the 批示 make it 交办."""
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s")
        shown = "\n".join(lines(app))
        assert all(spec.follows in shown for spec in OUTCOMES.values())
        assert chosen(app) == Outcome.ANSWERED
        await press(pilot, "escape")
        form_of(app).load({"unit": "人社所", "due_on": "10天后"})
        await press(pilot, "ctrl+s")
        assert chosen(app) == Outcome.ASSIGNED


def chosen(app: DeskApp) -> object:
    return app.screen.query_one(RowList).cursor_key


async def test_an_outcome_that_would_be_refused_is_dim_with_its_reason_at_its_digit(desk: Desk) -> None:
    """简易办结 of a crowd: the digit stays, says why not, and nothing is filled in for nothing."""
    visit_id = arrive(desk, WORDS, headcount=6)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s")
        assert len([line for line in lines(app) if "简易办结" in line and "集体访" in line]) == 1
        await press(pilot, "0")
        assert isinstance(app.screen, OutcomeChoice) and "请交办或者受理，书面答复" in app.screen.message
        await press(pilot, "1")
        assert isinstance(app.screen, OutcomeDialog)


@pytest.mark.parametrize(("digit", "stays"), [("5", False), ("2", True)])
async def test_what_was_answered_at_registration_chooses_the_way_beforehand(
    desk: Desk, digit: str, stays: bool
) -> None:
    """请求查处违法行为: Art. 31(5) stands in the field, in the talk as in the forms of the matter."""
    given = MatterIn("邻居违建占了公家的路", report_answer="violation")
    visit_id = intake.register_visit(desk, VisitIn(name="李某某", matters=[given])).visit_id
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", digit)
        dialog: Any = app.screen
        assert dialog.form.raw()["route"] == "履行法定职责或者答复"
        assert not dialog.form.raw()["told"], "the words are the evidence"
        if stays:
            await press(pilot, "ctrl+s")
        else:  # A8: whose duty it is, and a day only where it is ours
            assert dialog.form.row("duty").display and not dialog.form.row("due_on").display
            dialog.form.field("duty").value = "本镇"
            await pilot.pause()
            assert dialog.form.row("due_on").display
            dialog.form.field("route").value = "仲裁"
            await pilot.pause()
            assert not dialog.form.row("duty").display and not dialog.form.row("due_on").display
    if stays:
        assert (Matter.get().route, Matter.get().duty_lies_with) == ("statutory_duty", "ours")


REQUIRED = {"3": "unit", "4": "unit", "5": "route", "6": "unit", "8": "confirmed_by", "9": "next_at"}


@pytest.mark.parametrize("digit", REQUIRED)
async def test_an_empty_outcome_is_refused_beside_its_field_and_keeps_what_was_typed(desk: Desk, digit: str) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", digit)
        dialog: Any = app.screen
        assert isinstance(dialog, OutcomeDialog)
        words = next((name for name in ("told", "requirement") if name in dialog.form.names), "")
        if words:
            dialog.form.field(words).insert("照实写下")
        await press(pilot, "ctrl+s")
        assert app.screen is dialog
        wrong = dialog.form.row(REQUIRED[digit])
        assert wrong.kind == "error" and "请" in wrong.text
        assert dialog.form.focused_name == REQUIRED[digit]
        assert not words or dialog.form.raw()[words] == "照实写下"
    assert Visit.get().state == VisitState.IN_TALK and Matter.get().state == MatterState.REGISTERED


async def test_b13_what_is_usually_told_is_shown_and_never_written_down(desk: Desk) -> None:
    visit_id = arrive(desk, WORDS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot, visit_id)
        await press(pilot, "ctrl+s", "5")
        dialog: Any = app.screen
        dialog.form.focus_field("route")
        dialog.form.field("route").value = "仲裁"
        await press(pilot, "enter")
        assert not dialog.form.raw()["told"] and "请向有管辖权的仲裁机构" in "".join(lines(app))
