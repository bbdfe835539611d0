"""连续登记 and 午间补录: rows typed quickly, each its own act; both dates kept; nothing blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Companion,
    Dispatch,
    Draft,
    Instruction,
    Matter,
    Petitioner,
    Responsibility,
    Search,
    Visit,
    VisitMatter,
)
from jiefang_tui.ui import app as app_module
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.lines_screen import LinesScreen
from tests.ui.painted import ambiguous, english, lines
from tests.ui.reception.test_intake import SIZE, Clerk, Home, known


@pytest.fixture
def app(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskApp]:
    monkeypatch.setitem(app_module.SCREEN_MAKERS, "today", lambda: Home())
    yield DeskApp(desk)


async def row(clerk: Clerk, *cells: str) -> None:
    """Type cells from the focused one on, Enter after each."""
    for text in cells:
        if text:
            await clerk.text(text)
        await clerk.press("enter")


async def test_rows_one_after_the_other(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        began = clerk.keys
        await row(clerk, "李某", "拖欠工资", "章湾村3组", "13800000018", "2")
        assert clerk.keys - began == 5
        assert clerk.form.field("address").raw == "章湾村"
        assert clerk.form.focused_name == "name"
        await clerk.text("赵某")
        await clerk.press("enter")
        await clerk.text("水渠淤塞")
        await clerk.press("ctrl+s")
        screen = app.screen
        assert isinstance(screen, LinesScreen)
        assert [entry.cells[:4] for entry in screen.list.rows] == [
            ("01", "李某", "2", "拖欠工资"),
            ("02", "赵某", "1", "水渠淤塞"),
        ]
    assert [(row.address, row.phone) for row in Petitioner.select().order_by(Petitioner.id)] == [
        ("章湾村3组", "13800000018"),
        ("章湾村", ""),
    ]
    assert AuditEntry.select().where(AuditEntry.act == "visit.register").count() == 2
    assert Draft.select().count() == 0


async def test_kind_is_held_and_a_wrong_row_says_so(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await clerk.fill(purpose="咨询", name="李某")
        await clerk.press("ctrl+s")
        assert clerk.form.field("purpose").raw == "咨询"
        await clerk.fill(purpose="信访", name="赵某")
        await clerk.press("ctrl+s")
        assert clerk.said.startswith("请填写诉求")
        assert "请填写诉求" in "".join(lines(app)[2:])
        assert Visit.select().count() == 1
        await clerk.fill(request="水渠", headcount="10000")
        await clerk.press("ctrl+s")
        assert "太大" in clerk.beside("headcount")
        await clerk.fill(headcount="3")
        await clerk.press("ctrl+s")
    assert [row.headcount for row in Visit.select().order_by(Visit.id)] == [1, 3]


async def test_a_name_with_how_many_is_counted_so(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await clerk.fill(name="张建国、李秀英等6人", request="路不通")
        await clerk.press("ctrl+s")
        assert app.screen.list.rows[0].cells[:3] == ("01", "张建国", "6")  # type: ignore[attr-defined]
    assert (Visit.get().shown_name, Visit.get().headcount) == ("张建国", 6)
    assert [one.name for one in Companion.select()] == ["李秀英"]


@pytest.mark.slow
async def test_duplicates_are_marked_and_never_block(app: DeskApp, desk: Desk) -> None:
    first = known(desk, address="章湾村3组")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await row(clerk, "章某某", "另一件", "章湾村", "", "")
        await row(clerk, "新来的", "路灯", "", "", "")
        await row(clerk, "新来的", "路灯", "", "", "")
        screen = app.screen
        assert isinstance(screen, LinesScreen)
        assert [entry.cells[5] for entry in screen.list.rows] == ["同名? 姓名、村相同", "", "同名? 第03号"]
        await clerk.text("章某某")
        await clerk.press("ctrl+o", "1", "ctrl+s")
        assert screen.list.rows[3].cells[5] == "02号还在候访"
    last = VisitMatter.select().order_by(VisitMatter.id.desc()).get()
    assert last.matter_id in {first.matter_ids[0], first.matter_ids[0] + 1}
    assert last.kind == "repeat"


async def test_draft_of_the_row_being_typed(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await clerk.text("李某")
        await clerk.press("enter")
        await clerk.text("拖欠")
        await clerk.press("escape", "ctrl+b")
        assert "未完 1 份" in "".join(lines(app))
        await clerk.press("ctrl+r", "enter")
        assert clerk.form.field("request").raw == "拖欠"
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
    assert Draft.select().count() == 0


async def test_an_earlier_day_needs_its_time(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await clerk.fill(day="11-20", name="李某", request="拖欠")
        await clerk.press("ctrl+s")
        assert "要写到达时间" in clerk.beside("time")
        await clerk.fill(time="9:30")
        await clerk.press("ctrl+s")
        assert clerk.form.field("day").raw == "11-20"
        await clerk.fill(day="12-31", name="李某", request="拖欠")
        await clerk.press("ctrl+s")
        assert "第01号" not in clerk.said
    visit = Visit.get()
    assert (str(visit.day), visit.is_backfilled) == ("2026-11-20", True)
    assert visit.arrived_at == datetime(2026, 11, 20, 9, 30).astimezone()
    assert visit.recorded_at == clock.now()


async def noon(clerk: Clerk) -> None:
    await clerk.press("f2", "ctrl+b", "ctrl+t")


@pytest.mark.slow
async def test_twenty_papers_at_noon(app: DeskApp, desk: Desk) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(leader="周敏")
        clerk.form.focus_field("time")
        await pilot.pause()
        began = clerk.keys
        for n in range(20):
            assert clerk.form.focused_name == "time"
            await row(clerk, f"8:{n + 10}", f"村民{n}", f"第{n}件事", "章湾村", "", "")
            await row(clerk, "3", "国土所", "12-10", "三天内核实")
        assert clerk.keys - began <= 20 * 10
        assert len(app.screen.list.rows) == 20  # type: ignore[attr-defined]
    assert Visit.select().count() == 20
    visit = Visit.get()
    assert (visit.state, visit.is_backfilled, visit.session.leader.name) == ("received", True, "周敏")
    assert (visit.arrived_at.hour, visit.arrived_at.minute, visit.recorded_at) == (8, 10, clock.now())
    dispatch, word = Dispatch.get(), Instruction.get()
    assert (dispatch.unit.name, str(dispatch.due_on)) == ("国土所", "2026-12-10")
    assert (word.text, word.leader.name) == ("三天内核实", "周敏")


@pytest.mark.slow
async def test_each_outcome_from_paper(app: DeskApp, desk: Desk) -> None:
    first = known(desk, "原来的", "老事")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(leader="周敏")
        papers: list[dict[str, str]] = [
            {"outcome": "1", "handed": "已当面说明政策"},
            {"outcome": "2"},
            {"outcome": "4", "handed": "镇调解委员会"},
            {"outcome": "5", "handed": "到县法院起诉", "route": "1"},
            {"outcome": "6", "handed": "县住建局"},
            {"outcome": "7", "handed": first.register_nos[0]},
            {"outcome": "9", "due": "12-1 9:00"},
        ]
        for n, paper in enumerate(papers):
            await clerk.fill(time=f"8:{n + 10}", name=f"村民{n}", request=f"第{n}件", outcome=paper.pop("outcome"))
            await clerk.press("tab")
            await clerk.fill(**paper)
            await clerk.press("ctrl+s")
            assert "已登记" in clerk.said, clerk.said
    pairs = VisitMatter.select().where(VisitMatter.visit != first.visit_id).order_by(VisitMatter.id)
    assert [pair.outcome for pair in pairs] == [
        "answered",
        "responsibility",
        "mediation",
        "guided",
        "submitted_up",
        "merged",
        "to_verify",
    ]
    assert Responsibility.get().leader.name == "周敏"
    assert str(Appointment.get().day) == "2026-12-01"


async def test_a_small_matter_ended_on_paper_is_asked_the_three_things(app: DeskApp, desk: Desk) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(time="8:30", name="村民某", request="水管漏", outcome="0")
        await clerk.press("tab")
        await clerk.fill(handed="已当场解决")
        await clerk.press("ctrl+s")
        assert "请写明信访人怎么说" in clerk.beside("said") and not Visit.select().exists()
        await clerk.fill(said="同意", told_way="3")
        await clerk.press("ctrl+s")
    assert Matter.get().notified_on == clock.today() and Matter.get().state == "closed"


async def test_what_an_outcome_lacks_is_said_beside_the_cell(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(name="李某", request="拖欠")
        await clerk.press("ctrl+s")
        assert "请填写纸质登记表上的时间" in clerk.beside("time")
        await clerk.fill(time="8:30", outcome="3")
        await clerk.press("ctrl+s")
        assert "请填写交给哪个" in clerk.beside("handed")
        assert Visit.select().count() == 0
        await clerk.fill(outcome="", handed="", instruction="速办")
        await clerk.press("ctrl+s")
        assert "请先填处理" in clerk.beside("outcome")
        await clerk.fill(time="23:30", instruction="")
        await clerk.press("ctrl+s")
        assert "不能晚于现在" in clerk.beside("time")


async def test_a_sealed_paper_leaves_nothing(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(time="8:30", name="举报人赵某", request="某站长受贿", outcome="8")
        await clerk.press("enter")
        assert Draft.select().count() == 0
        assert clerk.form.field("request").raw == ""
        await clerk.fill(handed="县纪委监委")
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
        assert "赵某" not in "".join(lines(app))
    assert (Matter.get().category, Petitioner.select().count()) == ("report_accusation", 0)
    told = " ".join(f"{e.before} {e.after}" for e in AuditEntry.select())
    told += " ".join(s.words + s.numbers for s in Search.select())
    assert "受贿" not in told
    assert "赵某" not in told


@pytest.mark.parametrize("is_noon", [False, True])
async def test_a_row_whose_words_report_is_asked_about(app: DeskApp, is_noon: bool) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        if is_noon:
            await noon(clerk)
            await clerk.fill(time="8:30")
        else:
            await clerk.press("f2", "ctrl+b")
        await clerk.fill(name="赵某甲", request="村主任贪污补偿款")
        await clerk.press("ctrl+s")
        assert "是检举控告吗" in "".join(lines(app))
        await clerk.press("1")
        assert "第01号" in clerk.said and "赵某甲" not in "".join(lines(app))
    assert (Matter.get().category, Visit.get().shown_name) == ("report_accusation", "(密)")


@pytest.mark.slow
async def test_a_sealed_paper_goes_to_the_short_list_only(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await noon(clerk)
        await clerk.fill(time="8:30", outcome="8")
        await clerk.press("tab")
        await clerk.fill(handed="章湾村村委会")
        await clerk.press("ctrl+s")
        assert "检举控告只能移送到" in clerk.said
        await clerk.fill(handed="镇纪委(派出监察办公室)", accused="2")
        assert Draft.select().count() == 0
        await clerk.press("ctrl+s")
        assert "不能移送镇纪委" in clerk.said
        await clerk.fill(accused="1")
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
    told = " ".join(f"{e.before} {e.after} {e.reason}" for e in AuditEntry.select())
    assert "village" not in told and "普通党员" not in told


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_chrome(app: DeskApp, desk: Desk, size: tuple[int, int]) -> None:
    intake.register_visit(desk, intake.VisitIn(name="章某某", matters=[intake.MatterIn("补偿")]))
    async with app.run_test(size=size) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await clerk.text("章某某")
        for keys in (["tab"], ["ctrl+t"], ["f1"], ["escape"]):
            await clerk.press(*keys)
            assert ambiguous(app) == set()
            assert english(app) == set()


async def test_a_name_typed_as_the_time_is_said_on_leaving_it(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b", "ctrl+t")
        assert clerk.form.focused_name == "time"
        await row(clerk, "李某")
        assert clerk.form.row("time").kind == "error"
        await pilot.pause()
        assert clerk.beside("time")[:4] in "".join(lines(app))


async def test_three_rows_hold_day_and_village(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+b")
        await row(clerk, "李某", "拖欠工资", "章湾村3组", "13800000018", "2")
        await row(clerk, "赵某", "水渠淤塞", "", "", "")
        await row(clerk, "孙某", "路灯不亮", "", "", "")
        screen = app.screen
        assert isinstance(screen, LinesScreen)
        assert [entry.cells[1] for entry in screen.list.rows] == ["李某", "赵某", "孙某"]
    assert [one.address for one in Petitioner.select().order_by(Petitioner.id)] == ["章湾村3组", "章湾村", "章湾村"]
