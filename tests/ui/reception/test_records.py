"""The list behind a figure: its count, its pages, what Enter and Del do."""

from __future__ import annotations

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import drafts, save_draft
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import booking, receiving
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.terms import CountyEntry, Outcome, VisitPurpose
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.records_screen import RecordsScreen
from tests.store.day import OUTCOMES, arrive, at, end
from tests.ui.painted import ambiguous, english, lines
from tests.ui.reception.test_today import Elsewhere, elsewhere, press, said  # noqa: F401


def records(app: DeskApp) -> RecordsScreen:
    assert isinstance(app.screen, RecordsScreen)
    return app.screen


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_figure_has_a_list_that_can_be_read(desk: Desk, size: tuple[int, int]) -> None:
    receiving.change_session(desk, None, "周敏")
    for outcome in OUTCOMES:
        people = 1 if outcome is Outcome.ENDED_SIMPLY else 5  # 集体访 is never ended simply
        end(desk, arrive(desk, "章秀兰", headcount=people), outcome)
    arrive(desk, "罗小燕", purpose=VisitPurpose.SERVICE)
    save_draft(desk, "intake", {"name": "程有福"}, "程有福")
    booking.book(desk, "许志远", at(10))
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        for name in figures.FIGURES:
            app.go("records", figure=name)
            await pilot.pause()
            number = figures.count(name, clock.today())
            screen = records(app)
            assert len(screen.rows.rows) == number
            assert f"{figures.figure(name).label} {number}" in lines(app)[0]
            assert ambiguous(app) == set() and english(app) <= {"JF"}, name
            await press(pilot, "escape")


async def test_long_lists_are_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "PAGE", 10)
    for number in range(35):
        arrive(desk, f"人{number:02}")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("records", figure="not_entered")
        await pilot.pause()
        assert (len(records(app).rows.rows), "未录系统 35" in lines(app)[0]) == (10, True)
        await press(pilot, "end", "end", "end", "end")
        assert len(records(app).rows.rows) == 35
        assert len({row.key for row in records(app).rows.rows}) == 35


async def test_a_list_follows_what_was_done(desk: Desk) -> None:
    came = arrive(desk, "章秀兰")
    arrive(desk, "程有福")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("records", figure="not_entered")
        await pilot.pause()
        records(app).act(matters.record_county, desk, came.matter_ids[0], CountyEntry.ENTERED, "X1")
        await pilot.pause()
        assert [row.cells[1] for row in records(app).rows.rows] == ["程有福"]
        assert "未录系统 1" in lines(app)[0]


async def test_enter_opens_what_the_line_is(desk: Desk, elsewhere: None) -> None:  # noqa: F811
    receiving.change_session(desk, None, "周敏")
    came = arrive(desk, "章秀兰")
    end(desk, came, Outcome.RESPONSIBILITY)
    matters.confirm_commitment(desk, came.matter_ids[0], "公示清册", clock.today(), leader="周敏")
    end(desk, arrive(desk, "程有福"), Outcome.TO_VERIFY)
    receiving.start_talk(desk, arrive(desk, "吴桂英").visit_id)
    save_draft(desk, "intake", {"name": "写到一半"}, "写到一半")
    wanted = {
        "owned": {"matter_id"},
        "commitments": {"matter_id"},
        "booked_again": {"matter_id"},
        "not_over": {"visit_id"},
        "drafts": {"draft_uid"},  # the form opens filled
    }
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, asked in wanted.items():
            app.go("records", figure=name)
            await press(pilot, "enter")
            assert isinstance(app.screen, Elsewhere) and set(app.screen.asked) == asked, name
            await press(pilot, "f3")


async def test_a_booking_is_cancelled_and_a_draft_thrown_away_after_a_question(desk: Desk) -> None:
    booking.book(desk, "许志远", at(10))
    save_draft(desk, "intake", {"name": "写到一半"}, "写到一半")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("records", figure="booked_today")
        await press(pilot, "delete", "1")
        assert said(app) == "已取消约访 许志远: 来访人取消"
        assert figures.count("booked_today", clock.today()) == 0
        await press(pilot, "escape")
        app.go("records", figure="drafts")
        await press(pilot, "delete", "1")
        assert len(drafts(desk)) == 1, "what keeps it stands first"
        await press(pilot, "delete", "2")
        assert drafts(desk) == [] and said(app) == "草稿已去掉"
        await press(pilot, "f3")
        assert "未完草稿" not in "\n".join(lines(app)[2:])
