"""What was withdrawn by mistake comes back with a reason; both stay told, and what moved on stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import merging
from jiefang_tui.services.office import handover
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import causes, finding_ends, meetings, opposite, owners, undertaking
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import Cause, Matter, MatterEvent, Meeting, OppositeParty, OwnerQuestion, Undertaking
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.together import causes as cause_views
from jiefang_tui.store.queries.together import clinic, radar
from jiefang_tui.store.queries.together import meetings as meeting_views
from jiefang_tui.terms import MatterState, MeetingKind
from tests.services.given import one_act, owned, refused, registered
from tests.services.together.test_causes import TUNNEL, found, tunnel

TODAY = date(2026, 11, 23)
HELD = MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=date(2026, 11, 20), minutes_on=TODAY)
SIDES = [PartIn("自然资源所", said="属村里"), PartIn("民政所", said="属自然资源所")]


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk, "李方龙")


def events(matter_id: int) -> list[str]:
    rows = MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id)
    return [row.text for row in rows]


def _undertaken(desk: Desk, matter_id: int) -> int:
    return undertaking.undertake(desk, UndertakingIn(text="核对工资表", unit="人社所", matter_id=matter_id))


def _asked(desk: Desk, matter_id: int) -> int:
    return owners.confer(desk, OwnerIn(matter_id=matter_id, parts=SIDES, decides="韩平", decide_by=date(2026, 11, 27)))


def _party(desk: Desk, matter_id: int) -> int:
    return opposite.ask_visitor(desk, matter_id, "张某", True)


LINES: dict[str, tuple[Callable[[Desk, int], int], Any, Any]] = {
    "undertaking": (_undertaken, undertaking, Undertaking),
    "opposite": (_party, opposite, OppositeParty),
    "owner": (_asked, owners, OwnerQuestion),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_comes_back_and_both_are_told(desk: Desk, matter_id: int, name: str) -> None:
    make, room, model = LINES[name]
    made = make(desk, matter_id)
    with refused("没有撤回过"):
        room.restore(desk, made, "没撤过")
    room.withdraw(desk, made, "登错了")
    with refused("为什么恢复", "reason"):
        room.restore(desk, made, " ")
    with one_act(f"{name}.restore", "没登错"):
        room.restore(desk, made, "没登错")
    row = model.get_by_id(made)
    assert (row.withdrawn_on, row.withdraw_reason) == (None, "")
    withdrawn, restored = events(matter_id)[-2:]
    assert withdrawn.startswith("撤回") and restored.startswith("恢复") and restored.endswith("：没登错")


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("state", [MatterState.VOIDED, MatterState.CLOSED])
def test_no_work_comes_back_into_a_matter_that_is_over(
    desk: Desk, matter_id: int, name: str, state: MatterState
) -> None:
    make, room, _ = LINES[name]
    made = make(desk, matter_id)
    room.withdraw(desk, made, "登错了")
    Matter.update(state=state).where(Matter.id == matter_id).execute()
    with refused(f"这件{state.label}"):
        room.restore(desk, made, "没登错")


def test_done_before_it_was_withdrawn_is_a_fact_of_a_closed_matter(desk: Desk, matter_id: int) -> None:
    made = _undertaken(desk, matter_id)
    undertaking.done(desk, made, "回单")
    undertaking.withdraw(desk, made, "登错了")
    Matter.update(state=MatterState.CLOSED).where(Matter.id == matter_id).execute()
    undertaking.restore(desk, made, "没登错")
    assert Undertaking.get_by_id(made).done_on == TODAY


def test_what_a_matter_was_asked_goes_on_where_it_was_merged_to(desk: Desk, matter_id: int) -> None:
    other = registered(desk, "李方龙", "又来问工资").matter_ids[0]
    made, asked = _undertaken(desk, other), _asked(desk, other)
    undertaking.withdraw(desk, made, "登错了")
    owners.withdraw(desk, asked, "登错了")
    merging.merge_matters(desk, other, matter_id, "同一件事")
    undertaking.restore(desk, made, "没登错")
    assert Undertaking.get_by_id(made).matter_id == matter_id and events(matter_id)[-1].startswith("恢复人社所认领")
    with refused("这件已并入"):
        owners.restore(desk, asked, "没登错")


def test_an_undertaking_of_the_whole_session(desk: Desk, matter_id: int) -> None:
    session = receiving.change_session(desk, None, "周敏", units=["司法所"])
    made = undertaking.undertake(desk, UndertakingIn(text="带印章", unit="司法所", session_id=session))
    undertaking.withdraw(desk, made, "登错了")
    undertaking.restore(desk, made, "没登错")
    assert morning.count("undertaken", TODAY) == 1


def test_who_is_never_set_before_the_other_side_by_now_is_not(desk: Desk, matter_id: int) -> None:
    made = _party(desk, matter_id)
    opposite.withdraw(desk, made, "登错了")
    Matter.update(facts="丈夫酗酒，经常打人").where(Matter.id == matter_id).execute()
    with refused("涉及家庭暴力"):
        opposite.restore(desk, made, "没登错")


def test_one_open_question_of_whose_it_is_at_a_time(desk: Desk, matter_id: int) -> None:
    made = _asked(desk, matter_id)
    owners.withdraw(desk, made, "登错了")
    other = _asked(desk, matter_id)
    with refused("上次的还没有定"):
        owners.restore(desk, made, "没登错")
    owners.decide(desk, other, "民政所", "周敏")
    owners.restore(desk, made, "没登错")
    (waiting,) = clinic.open_owners(0, 10)
    assert waiting.id == made and morning.count("tasks_open", TODAY) == 1, "who decides has it to do again"
    owners.withdraw(desk, other, "登重了")
    owners.restore(desk, other, "没登重")
    assert clinic.owner_question(other).words == "归民政所办，周敏定", "a decided one is a fact beside it"


# -- 会议


def test_a_meeting_with_what_was_taken_back_with_it(desk: Desk, matter_id: int) -> None:
    items = [
        ItemIn(which="李方龙", decided="分三期付", unit="人社所"),
        ItemIn(about="防汛", decided="值班", unit="水利站"),
    ]
    made = meetings.hold(desk, HELD, items)
    with refused("没有撤回过"):
        meetings.restore(desk, made, "没撤过")
    alone = Undertaking.get(Undertaking.text == "值班").id
    undertaking.withdraw(desk, alone, "水利站不值")
    meetings.withdraw(desk, made, "没开过")
    one = Undertaking.get(Undertaking.text == "分三期付").id
    with refused("布置它的会议已于2026-11-23撤回"):
        undertaking.restore(desk, one, "要办")
    with refused("为什么恢复", "reason"):
        meetings.restore(desk, made, "")
    with one_act("meeting.restore", "开过"):
        assert meetings.restore(desk, made, "开过") == ""
    assert meeting_views.counted_in(2026) == 1 and Meeting.get().withdraw_reason == ""
    assert [row.id for row in Undertaking.select().where(Undertaking.is_awaited)] == [one]
    assert events(matter_id)[-2:] == ["恢复11月20日党政联席会研究的记录：开过", "恢复人社所认领的「分三期付」：开过"]


def test_what_does_not_come_back_with_the_meeting_is_said(desk: Desk, matter_id: int) -> None:
    made = meetings.hold(desk, HELD, [ItemIn(which="李方龙", decided="分三期付", unit="人社所")])
    meetings.withdraw(desk, made, "没开过")
    Matter.update(state=MatterState.CLOSED).where(Matter.id == matter_id).execute()
    assert "人社所「分三期付」没有恢复：不能恢复认领，这件" in meetings.restore(desk, made, "开过")
    assert meeting_views.counted_in(2026) == 1 and not Undertaking.select().where(Undertaking.is_awaited).exists()


# -- 专案


def test_a_team_comes_back_with_what_it_came_out_of(desk: Desk) -> None:
    three = [tunnel(desk, number) for number in range(3)]
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=False)
    made = causes.open_cause(desk, TUNNEL, one.matter_ids, one.key, len(one.matter_ids))
    with refused("没有撤回过"):
        causes.restore(desk, made, "没撤过")
    causes.withdraw(desk, made, "登重了")
    assert len(found(desk)) == 1
    with refused("为什么恢复", "reason"):
        causes.restore(desk, made, "")
    with one_act("cause.restore", "没登重"):
        assert causes.restore(desk, made, "没登重") == ""
    assert found(desk) == [] and [view.id for view in cause_views.causes_of(three[0])] == [made]
    assert events(three[0])[-2:] == ["撤回专案「隧道爆破震损房屋」：登重了", "恢复专案「隧道爆破震损房屋」：没登重"]


def test_who_has_left_the_office_since_is_named(desk: Desk, matter_id: int) -> None:
    made = causes.open_cause(desk, TUNNEL, [matter_id])
    causes.withdraw(desk, made, "登重了")
    handover.hand_over(desk, "周敏", "韩平", "调离")
    assert causes.restore(desk, made, "没登重") == "已恢复；周敏已离任，请改由别人牵头或承办。"


def test_not_where_the_common_cause_got_another_end(desk: Desk) -> None:
    for number in range(3):
        tunnel(desk, number)
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=False)
    made = causes.open_cause(desk, TUNNEL, one.matter_ids, one.key, 3)
    causes.withdraw(desk, made, "登重了")
    finding_ends.set_aside(desk, one.key, 3, "等鉴定")
    with refused("已另外处理(2026-11-23先放着)"):
        causes.restore(desk, made, "没登重")
    (note,) = radar.notes(with_units=False)
    finding_ends.take_back(desk, note.id, "点错了")
    causes.restore(desk, made, "没登重")
    assert Cause.get().withdrawn_on is None and found(desk) == []
