"""督办 from the keyboard: numbers and their lists, proposals, cards and what becomes of them, 催办, 再次提请, 会商."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.reception import papers, receiving
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import (
    Consultation,
    ConsultationPart,
    Dispatch,
    Escalation,
    Matter,
    Resubmission,
    SupervisionCard,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.supervision import foresight, pushes
from jiefang_tui.store.queries.supervision import morning as supervision
from jiefang_tui.terms import CardColour, EscalationState, Outcome, UrgentKind, WaitFor
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.supervision import supervision_lists
from jiefang_tui.ui.supervision.supervision_lists import LISTS, Supervised
from jiefang_tui.ui.supervision.supervision_screen import SupervisionScreen
from jiefang_tui.ui.toolkit.act_dialog import ActDialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.widgets.figure_groups import FigureGroups
from jiefang_tui.ui.widgets.row_list import RowList
from tests.beginnings import beginning
from tests.services.given import days_ago, given_slip, owned
from tests.store.day import arrive, end
from tests.ui.painted import lines
from tests.ui.places import walk

SMALL, WIDE = (80, 24), (120, 36)
LAND, WAGES, SUBSIDY = "征地补偿款未足额发放", "拖欠工资", "低保停发"


@pytest.fixture
@beginning
def desk(desk: Desk) -> Desk:
    """A small office: one matter of 周敏's is late, another nearly, one at 社会事务办 was not answered in time."""
    people.add_officer(desk, "刘静", "镇党委政法委员")
    people.add_officer(desk, "李强", "水利站站长", "水利站")
    with days_ago(desk, 70):
        owned(desk)
    with days_ago(desk, 55):
        given_slip(desk, owned(desk, "李守田", request=WAGES))
    with days_ago(desk, 20):
        due = clock.today() + timedelta(days=10)
        came = arrive(desk, "汪来喜", SUBSIDY)
        end(desk, came, Outcome.ASSIGNED, unit="社会事务办", due_on=due)
        dispatching.sign(desk, Dispatch.get().id, "社会事务办窗口")
    receiving.change_session(desk, None, "周敏")
    return desk


def matter(title: str) -> Matter:
    found: Matter = Matter.get(Matter.title == title)
    return found


def screen(app: DeskApp) -> SupervisionScreen:
    found = app.desk_screen
    assert isinstance(found, SupervisionScreen)
    return found


def said(app: DeskApp) -> str:
    found = app.desk_screen
    return found.message if found else ""


async def on(pilot: Pilot[None], app: DeskApp, figure: str, title: str = "", *keys: str) -> None:
    """Open F5 at a figure, the cursor on the line of a matter, and press the keys."""
    app.go("supervision", figure=figure)
    await pilot.pause()
    if title:
        line = next(one for one in screen(app)._lines.values() if one.title == title)
        assert screen(app).query_one(RowList).move_to(line.row.key)
        await pilot.pause(0.2)
    await walk(pilot, keys)


def test_every_list_of_the_store_has_its_meaning_and_no_other_has() -> None:
    assert set(supervision_lists._MEANINGS) == {*supervision.LISTS, *supervision.BY_GROUP}
    assert {name for group in supervision_lists.GROUPS for name in group.lists} == {*supervision.LISTS, "proposals"}


async def test_every_number_is_the_length_of_its_list(desk: Desk) -> None:
    pushing.urge(desk, matter(SUBSIDY).id, "社会事务办", "", "抓紧", clock.today())
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f5",))
        supervised = Supervised(desk, clock.today())
        for name, each in LISTS.items():
            screen(app)._choose(name)
            await pilot.pause()
            number = each.count(supervised)
            assert len(screen(app).query_one(RowList).rows) == number, name
            assert f"{each.label} {number}{each.unit}" in lines(app)[1]


async def test_it_opens_on_the_law_and_every_line_has_its_date_and_article(desk: Desk) -> None:
    """法定 is the union by date; the next step and who takes it stand below the list."""
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f5",))
        found = screen(app).query_one(FigureGroups)
        assert found.chosen == "law" and "法定 " in lines(app)[1]
        rows = screen(app).query_one(RowList).rows
        assert rows[0].cells[1] == LAND, "the latest first"
        assert rows[0].cells[2:6] == ("告知", "09-29", "逾55", "23条 收到15日")
        text = "".join(lines(app))
        assert "为什么 书面告知应在09-29前(信访工作条例第二十三条第二款，15日)，逾期55日" in text
        assert "下一步 本台：书面告知已逾期 55 天，请马上告知" in text
        assert all(label in text for label in ("法定", "等别人", "到期要问"))


async def test_the_figures_and_groups_are_walked_from_the_list(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f5",))
        found = screen(app).query_one(FigureGroups)
        await walk(pilot, ("right",))
        assert found.chosen == "red" and "逾期 2件" in lines(app)[1]
        await walk(pilot, ("tab",))
        assert found.chosen == "others" and "等别人 " in lines(app)[1]
        await walk(pilot, ("tab", "tab"))
        assert found.chosen == "law", "behind the last group comes the first"
        await walk(pilot, ("left",))
        assert found.chosen == "law" and "第一组" in said(app)
        await walk(pilot, ("shift+tab", "left"))
        assert found.chosen in dict.fromkeys(supervision_lists.GROUPS[1].lists), "a zero is passed over"
        assert screen(app).query_one(RowList).has_focus
        await walk(pilot, ("enter",))
        assert isinstance(app.screen, MatterScreen)
        await walk(pilot, ("escape", "f5"))
        assert len(app.screen_stack) == 2, "F5 on F5 opens no second one"


async def test_narrowed_to_one_unit_every_number_follows(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "red", "", "ctrl+o")
        assert isinstance(app.screen, ChooseDialog)
        options = [row.cells[1] for row in app.screen.query_one(RowList).rows]
        await walk(pilot, (str(options.index("社会事务办") + 1),))
        assert "只看社会事务办" in lines(app)[1] and "逾期 1件" in lines(app)[1]
        assert [row.cells[1] for row in screen(app).query_one(RowList).rows] == [SUBSIDY]
        await walk(pilot, ("ctrl+o", "1"))
        assert "逾期 2件" in lines(app)[1]


async def test_a_proposal_is_issued_with_the_signer_alone_or_left(desk: Desk) -> None:
    app = DeskApp(desk)
    before = {(one.matter_id, one.rule) for one in foresight.proposals(clock.today(), desk.reference)}
    async with app.run_test(size=WIDE) as pilot:
        await on(pilot, app, "red", "", "ctrl+n", "enter", "escape")
        assert SupervisionCard.select().count() == 0, "left: nothing is kept"
        await on(pilot, app, "proposals", SUBSIDY)
        assert "消除" in "".join(lines(app)) and "承办答复" in "".join(lines(app))
        await walk(pilot, ("enter", "=周敏", "ctrl+s"))
        card = SupervisionCard.get()
        assert (card.matter_id, card.colour, card.rule) == (matter(SUBSIDY).id, CardColour.RED, "overdue")
        assert card.to_unit.name == "社会事务办" and card.to_officer is None and card.signer.name == "周敏"
        assert said(app).startswith(f"已发红牌 {card.card_no} 给社会事务办")
        after = {(one.matter_id, one.rule) for one in foresight.proposals(clock.today(), desk.reference)}
        assert before - after == {(matter(SUBSIDY).id, "overdue")}


async def test_what_would_clear_a_proposed_card_stands_under_the_list_on_a_small_screen(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "proposals")
        for one in cards.proposed(desk):
            text = "".join(lines(app))
            assert f"{one.label}：{one.why}" in text and f"怎样消除 {one.clears}" in text
            await walk(pilot, ("down",))
            await pilot.pause(0.2)
        await on(pilot, app, "red")
        assert "怎样消除" not in "".join(lines(app))


async def test_who_does_not_outrank_the_addressee_does_not_sign(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "proposals", SUBSIDY, "enter", "=赵小明", "ctrl+s")
        assert SupervisionCard.select().count() == 0
        text = "".join(lines(app))
        assert "职务要高于" in text and "赵小明" in text, "refused beside the field, nothing typed is lost"
        await walk(pilot, ("enter", "=镇党委副书记", "ctrl+s"))
        assert SupervisionCard.get().signer.post == "镇党委副书记"


async def test_a_card_to_the_head_becomes_a_reminder(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "proposals", LAND, "enter", "=刘静", "ctrl+s")
        assert SupervisionCard.get().colour == CardColour.REMINDER
        assert said(app).startswith("已发提醒函")


def issue(desk: Desk) -> int:
    return cards.issue_card(
        desk, matter(SUBSIDY).id, CardColour.YELLOW, "社会事务办", "", "没有进展", "三日内报进展", clock.today(), "周敏"
    )


async def test_a_card_is_answered_talked_about_and_withdrawn(desk: Desk) -> None:
    card_id = issue(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "cards_open", SUBSIDY, "enter", "1", "=已经核实，下周恢复", "ctrl+s")
        await walk(pilot, ("enter",))
        rows = [row.cells[1] for row in app.screen.query_one(RowList).rows]
        assert rows[0].startswith("书面说明 ") and "已于2026-11-23说明" in rows[0]
        assert [row.split()[0] for row in rows[1:3]] == ["申辩", "申辩决定"] and rows[3:5] == ["约谈", "销牌"]
        await walk(pilot, ("4", "=今天", "enter", "=约谈所长", "ctrl+s"))
        await walk(pilot, ("enter", "5", "=已经恢复发放", "enter", "=周敏", "ctrl+s"))
        card = pushes.card_view(card_id)
        assert card is not None
        assert (card.answer, card.talk_note, card.withdrawn_by) == ("已经核实，下周恢复", "约谈所长", "周敏")
        assert card.withdrawn_on == clock.today() and not screen(app).query_one(RowList).rows


async def test_an_appeal_is_decided_and_takes_the_card_away(desk: Desk) -> None:
    card_id = issue(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "cards_open", SUBSIDY, "enter", "2", "=材料上周才到", "ctrl+s")
        await walk(pilot, ("enter", "3"))
        assert "材料上周才到" in "".join(lines(app))
        await walk(pilot, ("=撤销这张牌", "enter", "=情况属实", "enter", "=周敏", "ctrl+s"))
        card = pushes.card_view(card_id)
        assert card is not None and card.withdrawn_on == clock.today() and "申辩成立" in card.withdrawn_reason


async def test_urging_and_its_answer(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "red", SUBSIDY, "insert", "1", "ctrl+s")
        urge = Urge.get()
        assert urge.to_unit.name == "社会事务办" and "逾期" in urge.text and urge.answer_due > clock.today()
        assert said(app) == f"已催办: {SUBSIDY}"
        await on(pilot, app, "urges_open", SUBSIDY, "enter", "1", "=本周五前恢复", "ctrl+s")
        assert Urge.get().answer == "本周五前恢复"


async def test_what_is_stuck_goes_back_to_the_leader_and_stands_on_the_next_session(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(
            pilot,
            app,
            "red",
            LAND,
            "insert",
            "4",
            "=面积有争议",
            "enter",
            "=测了两次",
            "enter",
            "=请定第三方复测",
            "ctrl+s",
            "f3",
            "down",
        )
        assert Resubmission.get().leader.name == "周敏"
        assert "再次提请 1 件" in lines(app)[1], "the session's leader sees it on 今日接访"
        app.go("supervision", figure="resubmissions_open")
        await pilot.pause()
        await walk(pilot, ("enter", "1"))
        assert "面积有争议" in "".join(lines(app))
        await walk(pilot, ("=请县里测绘队复测", "enter", "=12-20", "enter", "=县测绘队复测", "ctrl+s"))
        row = Resubmission.get()
        assert (row.decision, str(row.new_due)) == ("请县里测绘队复测", "2026-12-20")
        await walk(pilot, ("f3", "down"))
        assert "待决定" not in lines(app)[1]


@pytest.mark.slow
async def test_a_meeting_with_its_parts_and_their_tasks(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(
            pilot,
            app,
            "red",
            LAND,
            "insert",
            "5",
            "insert",
            "=水利站",
            "enter",
            "=李强",
            "enter",
            "=同意复测",
            "enter",
            "=复测",
            "enter",
            "=12-1",
            "ctrl+s",
        )
        await walk(pilot, ("escape",))
        assert "写过的留着" in said(app)
        await walk(pilot, ("insert", "5"))
        assert "李强" in "".join(lines(app)), "the sides are there again"
        await walk(pilot, ("enter", "enter", "enter", "=按复测结果补发", "ctrl+s"))
        assert Consultation.get().conclusion == "按复测结果补发"
        part = ConsultationPart.get()
        assert (part.unit.name, part.person, part.task) == ("水利站", "李强", "复测")
        assert str(part.due_on) == "2026-12-01"
        await on(pilot, app, "tasks_open", LAND, "enter", "1", "=今天", "ctrl+s")
        assert ConsultationPart.get().done_on == clock.today()


@pytest.mark.slow
async def test_escalation_urgent_reports_and_waiting(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "red", LAND, "insert", "6", "=县信访局", "enter", "=跨乡镇", "ctrl+s")
        await on(pilot, app, "escalations_open", LAND, "enter", "1", "=同意提级", "enter", "ctrl+s")
        assert Escalation.get().state == EscalationState.ACCEPTED
        await on(pilot, app, "red", LAND, "insert", "7", "enter", "=县信访局值班", "enter", "=多人聚集", "ctrl+s")
        assert UrgentReport.get().kind == UrgentKind.FIRST and matter(LAND).is_urgent_major
        await on(pilot, app, "urgent_open", LAND, "insert", "7")
        assert "续报" in "".join(lines(app))
        await walk(pilot, ("escape", "insert", "9", "=等上级", "enter", "=县里协调", "ctrl+s"))
        assert matter(LAND).wait_for == WaitFor.SUPERIOR
        await walk(pilot, ("insert", "9", "enter", "end", "=，12月开会", "ctrl+s"))
        assert matter(LAND).wait_note == "县里协调，12月开会" and said(app).startswith("已记等待原因")
        await walk(pilot, ("insert", "0"))
        assert matter(LAND).wait_for == "" and said(app) == "不再等待"


async def test_a_copy_that_may_only_look_opens_and_pushes_nothing(desk: Desk) -> None:
    issue(desk)
    desk.read_only_because = "另一个窗口正在登记"
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("enter",))  # what is said at the start
        await on(pilot, app, "cards_open", SUBSIDY)
        assert "督办" not in lines(app)[-1] and "打开" in lines(app)[-1]
        await walk(pilot, ("insert", "enter"))
        assert isinstance(app.screen, MatterScreen)


async def test_the_sheet_of_a_card_is_written_from_its_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "open_paper", lambda printed: True)
    issue(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, app, "cards_open", SUBSIDY, "enter")
        assert isinstance(app.screen, ActDialog)
        assert [row.cells for row in app.screen.query_one(RowList).rows][-2:] == [
            ("6", "打印督办单"),
            ("0", "打开事项"),
        ]
        await walk(pilot, ("6",))
        assert [path.name for path in desk.folder.exports.glob("*督办单.docx")]
        assert "督办单" in said(app)


async def test_the_signers_post_is_in_sight_as_it_is_written_down(desk: Desk) -> None:
    """No field of a card comes and goes."""
    from jiefang_tui.store.queries.supervision.push_target import target_of
    from jiefang_tui.ui.supervision.push_forms import issue_card

    target = target_of(1)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        dialog = issue_card(desk, target)
        app.push_screen(dialog)
        await pilot.pause()
        assert dialog.form.row("signer_post").display
        dialog.form.focus_field("signer")
        await walk(pilot, ("=周敏", "enter"))
        assert dialog.form.field("signer_post").raw == "镇党委书记"
