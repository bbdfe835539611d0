"""会议研究: counted once its minutes have a date; what was decided is work in a unit's hand; corrected, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.together import meetings as acts
from jiefang_tui.services.together import undertaking
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.store.models import Matter, MatterEvent, Meeting, Undertaking
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.together import meetings
from jiefang_tui.terms import MeetingKind
from tests.services.given import one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
HELD = MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=date(2026, 11, 20), host="周敏")


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk, "李方龙")


def test_a_meeting_without_minutes_does_not_count_yet(desk: Desk, matter_id: int) -> None:
    items = [
        ItemIn(which="李方龙", decided="分三期付", unit="人社所", due_on=date(2026, 12, 1)),
        ItemIn(about="四季度信访形势"),
    ]
    with one_act("meeting.hold"):
        made = acts.hold(desk, HELD, items)
    assert meetings.counted_in(2026) == 0
    one = meetings.meeting(made)
    assert [(item.matter_id, item.about, item.decided, item.tasks) for item in one.items] == [
        (matter_id, "", "分三期付", ("12-01前 人社所",)),
        (None, "四季度信访形势", "", ()),
    ]
    told = [row.text for row in MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id)]
    assert told[-2:] == ["11月20日党政联席会研究，定：分三期付", "人社所认领：分三期付(2026-12-01前)"]
    (line,) = morning.rows("undertaken", TODAY)
    assert line.matter_id == matter_id
    with one_act("meeting.correct"):
        acts.correct(desk, made, replace(HELD, minutes_on=TODAY, minutes_no="第7期"))
    assert meetings.counted_in(2026) == 1 and meetings.counted_in(2025) == 0
    with refused("为什么更正", "reason"):
        acts.correct(desk, made, replace(HELD, kind=MeetingKind.JOINT, minutes_on=TODAY))
    with one_act("meeting.correct", "纪要还没印"):
        acts.correct(desk, made, HELD, "纪要还没印")
    assert meetings.counted_in(2026) == 0


def test_corrected_added_to_and_taken_back(desk: Desk, matter_id: int) -> None:
    number = Matter.get_by_id(matter_id).register_no
    made = acts.hold(
        desk, replace(HELD, minutes_on=TODAY), [ItemIn(which=number[-12:], decided="先行垫付", unit="财政所")]
    )
    (item,) = meetings.meeting(made).items
    with one_act("meeting.correct_item", "记错了"):
        acts.correct_item(desk, item.id, "", "分期垫付", "记错了")
    with one_act("meeting.add_item"):
        acts.add_item(desk, made, ItemIn(about="防汛", decided="值班", unit="水利站"))
    assert [one.decided for one in meetings.meeting(made).items] == ["分期垫付", "值班"]
    with one_act("meeting.withdraw", "记到别的会去了"):
        acts.withdraw(desk, made, "记到别的会去了")
    assert meetings.counted_in(2026) == 0 and morning.count("undertaken", TODAY) == 0
    assert Meeting.select().count() == 1 and Undertaking.select().count() == 2
    with refused("已于2026-11-23撤回"):
        acts.add_item(desk, made, ItemIn(about="再加"))


@pytest.mark.parametrize(
    ("head", "items", "said", "field"),
    [
        (replace(HELD, held_on=date(2026, 11, 24)), [ItemIn(about="x")], "还没有开", "held_on"),
        (replace(HELD, minutes_on=date(2026, 11, 19)), [ItemIn(about="x")], "纪要的日期", "minutes_on"),
        (HELD, [], "至少写一件", "items"),
        (HELD, [ItemIn()], "第1件请填写研究了什么", "items"),
        (HELD, [ItemIn(about="x", unit="财政所")], "定了做什么", "items"),
        (HELD, [ItemIn(about="x", decided="办", due_on=TODAY)], "谁来办", "items"),
        (HELD, [ItemIn(which="无此人")], "没有找到", "items"),
    ],
)
def test_what_cannot_be_is_said(desk: Desk, head: MeetingIn, items: list[ItemIn], said: str, field: str) -> None:
    with refused(said, field):
        acts.hold(desk, head, items)


def test_which_of_several_is_asked_and_a_report_never_taken(desk: Desk) -> None:
    for what in ("修路", "修渠"):
        registered(desk, "王某", what)
    with refused("王某有几件没有办结的", "items"):
        acts.hold(desk, HELD, [ItemIn(which="王某")])
    report = Matter.get_by_id(sealed(desk)).register_no
    with refused("密件", "items"):
        acts.hold(desk, HELD, [ItemIn(which=report)])


def test_what_a_withdrawn_meeting_gave_to_do_is_never_open_again(desk: Desk, matter_id: int) -> None:
    made = acts.hold(desk, HELD, [ItemIn(which="李方龙", decided="分三期付", unit="人社所")])
    (task,) = Undertaking.select()
    undertaking.done(desk, task.id, "回单")
    acts.withdraw(desk, made, "没开过")
    undertaking.not_done(desk, task.id, "回单是别人的")
    task = Undertaking.get_by_id(task.id)
    assert (task.done_on, task.withdrawn_on, task.withdraw_reason) == (None, TODAY, "没开过")
    assert morning.rows("undertaken", TODAY) == []
