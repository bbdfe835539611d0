"""Each list that the random play trusts (T28) is one that somebody can open, and holds there what the play counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.store.queries.ledger import ledger_rows
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import Outcome
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.reception import today_screen
from jiefang_tui.ui.supervision import supervision_lists
from jiefang_tui.ui.toolkit import places
from tests.services.given import days_ago, given_slip, owned, registered
from tests.services.play import TRUSTED
from tests.ui.painted import lines
from tests.ui.places import walk

SMALL = (80, 24)


@pytest.mark.parametrize("name", TRUSTED)
def test_a_list_that_counts_stands_on_a_screen(name: str) -> None:
    on_today = name in (*today_screen.COUNTED, "not_over")  # not over: the queue itself
    on_ledger = name in [value for value, _ in ledger_rows.work_options()]
    in_palette = name in [listed for listed, _ in places.WORK_LISTS]
    on_f5 = name in supervision_lists.LISTS
    assert on_today or in_palette or on_f5 or on_ledger, f"{figures.figure(name).label} is nowhere"


@pytest.mark.parametrize("name", [name for name in TRUSTED if name in morning.LISTS])
def test_f5_lists_what_the_play_counted(desk: Desk, name: str) -> None:
    promised(desk, "修好门前排水沟", None)
    owned(desk)
    for day in (clock.today(), clock.today() + timedelta(days=400)):
        assert sorted(morning.ids(name, day)) == sorted(figures.ids(name, day))


def promised(desk: Desk, text: str, due_on: date | None) -> int:
    """A matter answered on the spot, with a promise."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    came = registered(desk)
    (matter_id,) = came.matter_ids
    receiving.start_talk(desk, came.visit_id)
    given_slip(desk, matter_id)
    given = talk.OutcomeIn(Outcome.ANSWERED, told="年内修好", commitments=[talk.CommitmentIn(text, due_on)])
    talk.decide(desk, came.visit_id, matter_id, given)
    matters.record_county(desk, matter_id, "entered", "1")
    return matter_id


async def test_a_promise_without_a_date_is_found_a_year_later_and_opens_at_its_tab(desk: Desk) -> None:
    with days_ago(desk, 390):
        promised(desk, "修好门前排水沟", None)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.go("supervision", figure="promises")
        await pilot.pause()
        shown = "".join(lines(app))
        assert "承诺 1件" in shown and "没有定日期" in shown and "修好门前排水沟" in shown
        await walk(pilot, ("enter",))
        assert isinstance(app.screen, MatterScreen) and "修好门前排水沟" in "".join(lines(app))
        assert "兑现、改" in lines(app)[-1], "at the tab 履约, the cursor on the promise"
