"""今日接访 by its keys: the queue, the question of the leader, leaving, going first, the figures, the preview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.reception import booking, intake, receiving
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import Visit, VisitMatter
from jiefang_tui.store.queries.reception import queue, sessions
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Outcome, VisitPurpose, VisitState
from jiefang_tui.ui import app as app_module
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.desk.clock_check import ClockCheck
from jiefang_tui.ui.desk.notice_dialog import NoticeDialog
from jiefang_tui.ui.reception.records_screen import RecordsScreen
from jiefang_tui.ui.reception.summary_screen import SummaryScreen
from jiefang_tui.ui.reception.today_rows import preview_lines
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.reception.visit_screen import VisitScreen
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets.figures import Figures
from jiefang_tui.ui.widgets.row_list import RowList
from tests.services.given import days_ago, owned, sealed
from tests.store.day import again, arrive, at, end
from tests.ui.painted import ambiguous, english, lines


class Elsewhere(DeskScreen):
    """Stands for a screen that another test looks at."""

    NAME_CN = "别处"

    def __init__(self, **asked: Any) -> None:
        super().__init__()
        self.asked = asked


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The talk, the intake and the matter are only opened, not shown."""
    for name in ("talk", "intake", "matter"):
        monkeypatch.setitem(app_module.SCREEN_MAKERS, name, Elsewhere)
    yield


def states() -> list[str]:
    return [row.state for row in queue.queue_of(clock.today())]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def said(app: DeskApp) -> str:
    screen = app.desk_screen
    return screen.message if screen else ""


async def test_an_empty_day_says_what_to_do(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "今天还没有人来" in text and "F2" in text
        await press(pilot, "enter", "ctrl+n")
        assert said(app) == "没有人在候访"


async def test_next_begins_a_talk_and_says_who_still_sits_there(desk: Desk, elsewhere: None) -> None:
    arrive(desk, "章秀兰")
    arrive(desk, "程有福")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, Elsewhere) and list(app.screen.asked) == ["visit_id"]
        assert said(app) == ""
        await press(pilot, "f3", "ctrl+n")
        assert isinstance(app.screen, Elsewhere)
        assert said(app) == "01 章秀兰 还在接谈中"
        assert states() == [VisitState.IN_TALK, VisitState.IN_TALK]
        await press(pilot, "f3", "ctrl+n")
        assert said(app) == "没有人在候访"


async def test_first_talk_of_the_day_asks_who_receives(desk: Desk) -> None:
    arrive(desk, "章秀兰")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *"周敏", "enter", *"镇党委书记", "ctrl+s")
        session = sessions.session_on(clock.today())
        assert session is not None and (session.leader, session.leader_post) == ("周敏", "镇党委书记")
        assert states() == [VisitState.IN_TALK]


async def test_leaving_takes_a_digit_or_words(desk: Desk) -> None:
    arrive(desk, "甲")
    arrive(desk, "乙")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "delete", "1")
        assert said(app) == "01 甲 记为未接谈离开: 等不及"
        await press(pilot, "down", "delete", "4", *"家里有事", "enter")
        assert said(app) == "02 乙 记为未接谈离开: 家里有事"
        assert states() == [VisitState.LEFT, VisitState.LEFT]
        await press(pilot, "ctrl+t")
        assert states() == [VisitState.LEFT, VisitState.WAITING]


async def test_stepping_out_and_going_first(desk: Desk) -> None:
    for name in "甲乙丙":
        arrive(desk, name)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        assert states()[0] == VisitState.ON_HOLD
        await press(pilot, "ctrl+t", "down", "down", "ctrl+b", "3")
        assert queue.queue_of(clock.today())[2].priority_reason == "孕妇、带婴幼儿"
        assert any(line.startswith(" 03 优") for line in lines(app))
        await press(pilot, "ctrl+b", "1")
        assert queue.queue_of(clock.today())[2].priority_reason == ""


async def test_booking_is_kept_dim_and_opens_a_filled_form(desk: Desk, elsewhere: None) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "insert", *"许志远", "enter", *"10:00", "ctrl+s")
        assert said(app) == "已约 许志远 11-23 10:00"
        (row,) = app.screen.query_one("#queue", RowList).rows
        assert (row.tone, row.cells[6], row.cells[7]) == ("dim", "10:00", "约访")
        await press(pilot, "enter")
        assert isinstance(app.screen, Elsewhere) and list(app.screen.asked) == ["appointment_id"]
        await press(pilot, "f3", "delete", "1")
        assert queue.queue_of(clock.today()) == []


async def test_a_booking_is_put_right_and_a_double_is_said(desk: Desk) -> None:
    booking.book(desk, "许志远", at(10))
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        assert app.screen.form.field("name").raw == "许志远"  # type: ignore[attr-defined]
        await press(pilot, "enter", "ctrl+u", *"11:00", "ctrl+s")
        assert said(app) == "已约 许志远 11-23 11:00"
        assert [row.slot_at for row in queue.queue_of(clock.today())] == [at(11)]
        await press(pilot, "insert", *"许志远", "enter", *"14:00", "ctrl+s")
        assert said(app) == "已约 许志远 11-23 14:00；同名的这天约了 2 次：11:00、14:00"


async def test_what_was_left_in_a_small_box_is_not_in_the_next_one_and_is_not_lost(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "insert", *"许志远", "escape")
        with clock.at(clock.now() + timedelta(seconds=5)):
            await press(pilot, "insert")
            assert app.screen.form.field("name").raw == ""  # type: ignore[attr-defined]
            await press(pilot, "escape")
        app.go("records", figure="drafts")
        await press(pilot, "enter")
        assert app.screen.form.field("name").raw == "许志远", "opened from the list it is filled in"  # type: ignore[attr-defined]


async def test_other_says_enter(desk: Desk) -> None:
    arrive(desk, "甲")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "delete")
        assert "4 其他，写明后按 Enter" in "\n".join(lines(app))
        await press(pilot, "4")
        assert "Enter完成" in lines(app)[-1]


async def test_a_copy_that_only_looks_reads_each_minute_and_says_why_a_key_does_nothing(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        desk.read_only_because = "另一个窗口在用，这里只能看"
        for key in ("f2", "ctrl+n", "insert"):
            await press(pilot, "escape", key)
            assert said(app) == "另一个窗口在用，这里只能看", key
        await press(pilot, "escape", "ctrl+r", "f3")
        assert said(app) == "", "what only looks is done"
        desk.read_only_because = ""
        arrive(desk, "章秀兰")
        desk.read_only_because = "另一个窗口在用，这里只能看"
        app._minute()
        await pilot.pause()
        assert "章秀兰" in "\n".join(lines(app))


async def test_window_arrival_is_closed_with_its_result(desk: Desk) -> None:
    arrive(desk, "罗小燕", "开低保证明", purpose=VisitPurpose.SERVICE)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *"已开", "ctrl+s")
        assert states() == [VisitState.RECEIVED]
        assert said(app) == "01 罗小燕 办事已办"
        await press(pilot, "enter")
        assert "已开" in said(app)


async def test_who_asks_how_it_stands_is_looked_at_and_then_told(desk: Desk) -> None:
    first = arrive(desk, "章秀兰", "征地补偿", person={"phone": "13800000018"})
    again(desk, "章秀兰", first.matter_ids[0], petitioner_id=first.petitioner_id, purpose=VisitPurpose.PROGRESS)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "enter")
        assert "先核对本人或委托人" in "\n".join(lines(app)) and "身份证后四位" not in "\n".join(lines(app))
        await press(pilot, "1", "enter", *"0019", "ctrl+s")
        assert "不符" in "\n".join(lines(app)) and "征地补偿" not in "\n".join(lines(app)[5:20])
        await press(pilot, "ctrl+u", *"0018", "ctrl+s")
        shown = "\n".join(lines(app))
        assert "念给来访人听" in shown and "您反映的「征地补偿」" in shown and "现在：已经登记" in shown
        assert ambiguous(app) == set()
        await press(pilot, "1")
        assert said(app) == "02 章秀兰 已告知，记为问询" and states()[1] == VisitState.RECEIVED


async def test_session_says_who_receives_and_who_sits_there(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+o", "tab", "tab", *"周敏", "tab", *"镇党委书记", "tab", *"司法所 人社所", "ctrl+s")
        assert said(app) == "本场接访已记下"
        await press(pilot, "up")
        assert lines(app)[1].endswith("周敏 镇党委书记 随时接访"), "who sits beside them stands in ^O"
        receiving.open_session(desk, leader="李强", leader_post="镇长")
        app.publish_changes()
        assert "李强 镇长" in lines(app)[1]
        await press(pilot, "ctrl+o", "tab", "tab", "ctrl+u", *"周敏", "ctrl+s", "up")
        assert "周敏 镇党委书记" in lines(app)[1], "a known leader keeps the own post"


async def test_who_was_received_becomes_somebody_else_s_only_after_it_was_said(desk: Desk) -> None:
    receiving.open_session(desk, leader="周敏", leader_post="镇党委书记")
    receiving.open_session(desk, leader="李强", leader_post="镇长")
    end(desk, arrive(desk, "章秀兰"), Outcome.ANSWERED)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+o", "tab", "tab", "ctrl+u", *"周敏", "ctrl+s")
        shown = "\n".join(lines(app))
        assert "李强已接1批" in shown and "另开一场" in shown
        session = sessions.session_on(clock.today())
        assert session is not None and session.leader == "李强", "nothing was saved yet"
        await press(pilot, "ctrl+s")
        session = sessions.session_on(clock.today())
        assert session is not None and session.leader == "周敏"


async def test_28_who_waits_at_the_window_is_said_beside_the_petitions(desk: Desk) -> None:
    arrive(desk, "章秀兰")
    intake.register_visit(
        desk, intake.VisitIn(name="孙某", purpose=VisitPurpose.CONSULTATION, matters=[intake.MatterIn("问社保")])
    )
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "候 1 批，^N 请 01 号 章秀兰  窗口候 1" in lines(app)[1]


async def test_22_a_sealed_arrival_that_is_over_opens_its_page(desk: Desk) -> None:
    sealed(desk)
    Visit.update(state=VisitState.RECEIVED).execute()
    VisitMatter.delete().execute()
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert isinstance(app.screen, VisitScreen)


async def test_18_a_post_typed_with_the_name_leaves_the_units_where_they_are_typed(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+o", "tab", "tab")
        app.screen.form.field("leader").raw = "张建军副镇长"  # type: ignore[attr-defined]
        app.screen.form.focus_field("units")  # type: ignore[attr-defined]
        await press(pilot, *"司法所 人社所", "ctrl+s")
        session = sessions.session_on(clock.today())
        assert session is not None and (session.leader, session.leader_post) == ("张建军", "副镇长")
        assert session.units == ("司法所", "人社所")


async def test_18_words_that_are_no_name_become_no_leader_unseen(desk: Desk) -> None:
    arrive(desk, "章秀兰")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *"还没查清", "ctrl+s")
        assert "没记过「还没查清」这个人" in "\n".join(lines(app))
        session = sessions.session_on(clock.today())
        assert session is None or session.leader == ""


async def test_waiting_minutes_move_with_the_minute(desk: Desk) -> None:
    arrive(desk, "章秀兰")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#queue", RowList)
        assert rows.rows[0].cells[7] == "刚登记"
        with clock.at(clock.now() + timedelta(minutes=41)):
            app.screen.tick()  # type: ignore[attr-defined]
            assert rows.rows[0].cells[7] == "候 41分"
            assert "已等 41分" in lines(app)[1]


async def test_figures_open_their_list(desk: Desk, elsewhere: None) -> None:
    receiving.change_session(desk, None, "周敏")
    end(desk, arrive(desk, "甲", headcount=3), Outcome.RESPONSIBILITY)
    arrive(desk, "乙")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "shift+tab")
        figures = app.screen.query_one(Figures)
        assert figures.has_focus and figures.at == "waiting"
        assert lines(app)[3].startswith(" 候 1批 1人      已接 1批 3人") and "结果未录 0" in lines(app)[3]
        await press(pilot, "down")
        assert app.screen.query_one("#queue").has_focus, "down from the figures is the queue"
        await press(pilot, "shift+tab", "right", "enter")
        assert isinstance(app.screen, RecordsScreen)
        assert "已接" in lines(app)[0]
        await press(pilot, "enter")
        assert app.screen.NAME_CN == "来访"  # type: ignore[attr-defined]


async def test_preview_follows_when_the_cursor_rests_and_only_where_there_is_room(desk: Desk) -> None:
    receiving.change_session(desk, None, "周敏")
    first = arrive(desk, "章秀兰", "征地补偿", person={"phone": "13800000018"})
    end(desk, first, Outcome.RESPONSIBILITY)
    again(desk, "章秀兰", first.matter_ids[0], petitioner_id=first.petitioner_id)
    arrive(desk, "程有福", "房屋开裂")
    app = DeskApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause(0.3)
        text = "\n".join(lines(app))
        assert "第2次来访" in text and "138****0018" in text and "13800000018" not in text
        assert "周敏包案" in text and "工作专班未定" in text
        await press(pilot, "down")
        await pilot.pause(0.3)
        assert "\n".join(lines(app)).count("程有福") == 2
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "第2次来访" not in "\n".join(lines(app))


async def test_masked_desk_shows_no_name_and_no_matter(desk: Desk) -> None:
    desk.masks_names = True
    arrive(desk, "章秀兰", "征地补偿")
    app = DeskApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause(0.3)
        text = "\n".join(lines(app))
        assert "章*兰" in text and "章秀兰" not in text and "征地补偿" not in text


async def test_what_the_desk_has_to_say_is_said_once(desk: Desk) -> None:
    desk.notices = ["已结转前一天：1 批候访未接谈，记为未接谈离开。"]
    save_draft(desk, "intake", {"name": "写到一半"}, "写到一半")
    app = DeskApp(desk)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "已结转前一天" in said(app) and "未完草稿 1 份" in said(app)
        assert desk.notices == []
    desk.notices = ["甲" * 30, "乙" * 30]
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, NoticeDialog)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("answer", ["1", "2"])
async def test_a_clock_that_jumped_is_questioned_first(desk: Desk, answer: str) -> None:
    arrive(desk, "章秀兰")
    with clock.at(clock.now() + timedelta(days=100)):
        app = DeskApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert isinstance(app.screen, ClockCheck)
            assert "晚了 100 天" in "".join(lines(app)).replace(" ", "").replace("100", " 100 ")
            await press(pilot, answer)
            assert desk.clock_confirmed == (answer == "2")
            assert app._exit == (answer == "1")


async def test_summary_walks_the_days_and_opens_lists(desk: Desk) -> None:
    receiving.change_session(desk, None, "周敏")
    end(desk, arrive(desk, "甲", headcount=5), Outcome.ANSWERED)
    with clock.at(at(9) + timedelta(days=1)):
        app = DeskApp(desk)
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.pause()
            await press(pilot, "ctrl+r")
            assert isinstance(app.screen, SummaryScreen)
            assert "已接 0批次 0人次 0件" in lines(app)[1]
            await press(pilot, "right", "left")
            assert "已接 1批次 5人次 1件" in lines(app)[1]
            assert "随时接访 周敏" in "\n".join(lines(app))
            await press(pilot, "enter")
            assert isinstance(app.screen, RecordsScreen)
            assert "已接 1批次5人次  2026-11-23" in lines(app)[1]
            await press(pilot, "escape", "end", "enter")
            assert isinstance(app.screen, RecordsScreen) and len(app.screen.rows.rows) == 1


async def test_only_who_comes_next_is_bold_and_marks_stand_in_a_column(desk: Desk) -> None:
    for n, name in enumerate("甲乙丙丁"):
        arrive(desk, name, headcount=6 if n == 1 else 1, is_urgent=n == 2, on_behalf_of="父亲" if n == 1 else "")
    app = DeskApp(desk)
    with clock.at(clock.now() + timedelta(minutes=30)):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            rows = app.screen.query_one("#queue", RowList).rows
            assert [row.tone for row in rows] == ["bold", "", "", ""]
            assert [row.cells[1] for row in rows] == ["", "集代", "急", ""]
            assert all("集体访" not in row.cells[4] for row in rows)
            assert lines(app)[1].startswith(" 候 4 批，^N 请 01 号 甲  已等 30分")
            assert lines(app)[-1].startswith(" ^N请01号"), "the next act stands first and names whom"
            await press(pilot, "ctrl+b")
            assert rows[0].key == f"v{queue.queue_of(clock.today())[0].visit_id}"


async def test_after_a_save_the_queue_goes_on_and_the_new_arrival_is_in_sight(desk: Desk) -> None:
    for n in range(25):
        arrive(desk, f"来人{n:02}")
    app = DeskApp(desk)
    with clock.at(clock.now() + timedelta(minutes=30)):
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "shift+tab", "f2")
            await press(pilot, *"钱小二", "enter", *"低保", "ctrl+s")
            await pilot.pause()
            rows = app.screen.query_one("#queue", RowList)
            assert rows.has_focus and rows.cursor_key == f"v{queue.queue_of(clock.today())[0].visit_id}"
            shown = "\n".join(lines(app))
            assert "钱小二" in shown and "刚登记" in shown
            assert rows.rows[-1].tone == "added"


async def test_who_is_finished_above_the_others_folds_where_there_is_no_room(desk: Desk) -> None:
    came = [arrive(desk, f"来人{n:02}") for n in range(25)]
    for one in came[:6]:
        receiving.leave(desk, one.visit_id, "等不及")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        rows = app.screen.query_one("#queue", RowList)
        assert rows.rows[0].cells[2:5] == ("上面5位", "", "已接 0  离开 5")
        rows.action_edge(-1)
        await press(pilot, "enter")
        assert len(rows.rows) == 25


async def test_f5_is_named_only_where_the_law_waits(desk: Desk) -> None:
    with days_ago(desk, 40):
        receiving.change_session(desk, None, "周敏")
        end(desk, arrive(desk, "甲"), Outcome.RESPONSIBILITY)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "督办 法定逾期 1 F5" in lines(app)[3]
        await press(pilot, "shift+tab", "left", *["right"] * 5, "enter")
        assert app.screen.NAME_CN == "督办"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("keys", [(), ("ctrl+r",), ("ctrl+o",), ("insert",), ("delete",), ("ctrl+b",)])
async def test_chrome_is_chinese_and_unambiguous(desk: Desk, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    arrive(desk, "章秀兰")
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await pilot.pause(0.2)
        assert ambiguous(app) == set()
        assert english(app) <= {"JF"}


async def test_no_letter_acts(desk: Desk) -> None:
    arrive(desk, "章秀兰")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = lines(app)
        await press(pilot, *"abcdefghijklmnopqrstuvwxyz0123456789")
        assert lines(app) == before and states() == [VisitState.WAITING]


async def test_the_key_bar_says_what_enter_does_on_this_row(desk: Desk) -> None:
    for name in ("甲", "乙"):
        arrive(desk, name)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+n", *"周敏", "ctrl+s", "ctrl+s", "1", *"已答复", "ctrl+s")
        screen: Any = app.screen
        screen.rows.action_edge(-1)
        await pilot.pause()
        assert states() == [VisitState.RECEIVED, VisitState.WAITING]
        assert "Enter打开" in lines(app)[-1] and "接谈" not in lines(app)[-1]
        await press(pilot, "down")
        assert "Enter接谈" in lines(app)[-1]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 2), "应办结 10-08 剩6日"),
        (date(2026, 10, 8), "应办结 10-08 今日到期"),
        (date(2027, 3, 6), "应办结 10-08 逾期149日"),
    ],
)
def test_the_side_pane_counts_to_the_day_that_f5_counts_to(desk: Desk, today: date, said: str) -> None:
    """Accepted 3 August 2026: its sixtieth day lies in the holiday of October and is put off to the 8th."""
    with days_ago(desk, (clock.today() - date(2026, 8, 3)).days):
        owned(desk, due_on=date(2026, 10, 3))
    view = visit_view(1, today)
    assert view is not None
    texts = [text.strip() for text, _ in preview_lines(view, today, {}, 40, False, calendar_of(desk.reference))]
    assert said in texts and said.replace("应办结", "化解期限") in texts
