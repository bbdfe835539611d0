"""来件 at the desk: one digit before the name, four keys beside the text, a list of their own (issue 7, 11)."""

from __future__ import annotations

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake
from jiefang_tui.store.models import Matter, Visit
from jiefang_tui.terms import Channel, VisitState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.incoming_screen import IncomingScreen
from jiefang_tui.ui.reception.intake_fields import channel_of_digit
from jiefang_tui.ui.widgets.row_list import RowList
from tests.ui.painted import ambiguous, english, lines
from tests.ui.places import walk

SMALL = (80, 24)


@pytest.mark.parametrize(("digit", "channel"), [("2", Channel.LETTER), ("3", Channel.PHONE), ("4", Channel.ONLINE)])
async def test_a_letter_takes_four_keys_beside_the_text(desk: Desk, digit: str, channel: Channel) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f2", digit, "=章某某", "enter", "=补偿款没发到", "ctrl+s"))
        assert f"{channel.label} 章某某 已登记" in "\n".join(lines(app))
    row = Visit.get()
    assert (row.channel, row.state, row.shown_name) == (channel, VisitState.FILED, "章某某")


async def test_a_full_width_digit_means_the_same_and_a_name_is_never_taken_for_one(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f2", "２"))
        assert "登记 来信" in lines(app)[0]
        await walk(pilot, ("=7号楼业主", "enter", "=漏水", "ctrl+s"))
    assert Visit.get().shown_name == "7号楼业主"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2", (Channel.LETTER, "")),
        ("３李某某", (Channel.PHONE, "李某某")),
        ("0", (Channel.DOWN_VISIT, "")),
        ("7号楼业主", None),
        ("13800000018", None),
        ("3组村民", None),
        ("李某某", None),
        ("", None),
    ],
)
def test_which_digit_is_a_key_and_which_belongs_to_the_name(text: str, means: tuple[Channel, str] | None) -> None:
    assert channel_of_digit(text) == means


async def test_the_list_says_what_waits_and_enter_goes_on_with_it(desk: Desk) -> None:
    given = intake.VisitIn(name="章某某", channel=Channel.LETTER, matters=[intake.MatterIn("补偿款没发到")])
    intake.register_visit(desk, given)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.go("incoming")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "来件 待处理 1" in shown and "剩15日" in shown and not ambiguous(app) and not english(app)
        await walk(pilot, ("enter",))
        assert "办理 来信 章某某" in lines(app)[0] and "接访领导" not in "\n".join(lines(app))
        await walk(pilot, ("ctrl+s", "1", "=已电话答复", "ctrl+s"))
        assert isinstance(app.screen, IncomingScreen) and "章某某 补偿款没发到 当场答复" in "\n".join(lines(app))
        await walk(pilot, ("ctrl+o",))
        assert not app.screen.query_one(RowList).rows


async def test_a_ticket_becomes_a_matter_by_one_key(desk: Desk) -> None:
    given = intake.VisitIn(name="章某某", channel=Channel.HOTLINE, outside_no="GD7", matters=[intake.MatterIn("路灯")])
    intake.register_visit(desk, given)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.go("incoming")
        await pilot.pause()
        await walk(pilot, ("enter", "1"))
        assert "办理 12345热线 章某某" in lines(app)[0]
    assert Matter.get().request == "路灯"


FROM_A_LEADER = (
    "f2", "7", "=章某某", "enter", "=县长接访时说的", "enter", "enter", "=县领交7号", "enter", "=县信访局", "enter",
    "3", "=沈克勤", "enter", "=12-20",
)  # fmt: skip


async def test_what_a_higher_leader_assigned_takes_ten_keys_beside_the_text(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, (*FROM_A_LEADER, "ctrl+s"))
    assert sum(not step.startswith("=") for step in (*FROM_A_LEADER, "ctrl+s")) == 10
    matter = Matter.get()
    assert (matter.channel, matter.assigned_leader, matter.assigned_level) == ("assign", "沈克勤", "county")
    assert (matter.transfer_no, str(matter.assigned_due), matter.wants_report) == ("县领交7号", "2026-12-20", True)


async def test_only_what_was_assigned_is_asked_out_of_whose_reception_and_a_level_is_taken_back(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, ("f2", "6"))
        assert "领导级别" not in "\n".join(lines(app)), "what was only passed on"
        await walk(pilot, ("escape", *FROM_A_LEADER, "shift+tab", "shift+tab", "backspace", "ctrl+s"))
        assert "请选沈克勤是省、市、县哪一级的领导" in "\n".join(lines(app)).replace("\n", "")
        assert not Matter.select().exists() and "县领交7号" in "\n".join(lines(app)), "nothing that was typed is lost"
        await walk(pilot, ("2", "ctrl+s"))
    assert Matter.get().assigned_level == "city"


async def test_the_list_of_what_came_names_the_level(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await walk(pilot, (*FROM_A_LEADER, "ctrl+s"))
        app.go("incoming")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "县领导交办 章某某" in shown and "今天 上级交办 1  领导接访交办 县级 1" in shown
