"""1+X: seats by digit, what was undertaken with its own light, the other side; every act taken back."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealing
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.together import opposite, seats, undertaking
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import MatterEvent, OppositeParty, SupervisionCard, Undertaking
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.together import table
from jiefang_tui.terms import Attendance, Presence
from tests.services.given import one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk, "李方龙", request="班组长欠劳务费十万多元")


@pytest.fixture
def session_id(desk: Desk, matter_id: int) -> int:
    return receiving.change_session(desk, None, "周敏", units=["人社所", "司法所"])


def events() -> list[str]:
    return [row.text for row in MatterEvent.select().order_by(MatterEvent.id)]


def test_who_came_by_a_digit_put_right_and_taken_back(desk: Desk, session_id: int) -> None:
    one, other = table.seats_of(session_id)
    assert one.attendance is None, "to be asked is not to have come"
    with one_act("seat.mark"):
        seats.mark(desk, one.id, Attendance.ABSENT)
    seats.mark(desk, one.id, Attendance.PHONE)
    seats.mark(desk, other.id, Attendance.CAME)
    assert [seat.attendance for seat in table.seats_of(session_id)] == [Attendance.PHONE, Attendance.CAME]
    with one_act("seat.unmark", "看错了"):
        seats.unmark(desk, one.id, "看错了")
    assert table.seats_of(session_id)[0].attendance is None
    with refused("到没到还没有记"):
        seats.unmark(desk, one.id, "再撤")
    with refused("为什么撤", "reason"):
        seats.unmark(desk, other.id, " ")
    with one_act("seat.set"):
        seats.set_seat(desk, other.id, "何静", Presence.ROTATING)
    assert table.seats_of(session_id)[1][2:] == ("何静", Attendance.CAME, Presence.ROTATING)
    receiving.change_session(desk, session_id, "周敏", units=["人社所", "司法所", "派出所"])
    assert [seat.person for seat in table.seats_of(session_id)] == ["", "何静", ""], "who sat there stays"


def test_undertaken_done_and_not_after_all(desk: Desk, session_id: int, matter_id: int) -> None:
    given = UndertakingIn(
        text="核对工资表", unit="人社所", person="何静", due_on=FRIDAY, matter_id=matter_id, session_id=session_id
    )
    with one_act("undertaking.make"):
        made = undertaking.undertake(desk, given)
    assert "人社所何静认领：核对工资表(2026-11-27前)" in events()[-1]
    (line,) = morning.rows("undertaken", TODAY)
    assert (line.id, line.matter_id, line.due_on) == (made, matter_id, FRIDAY) and "人社所何静 还剩4日" in line.why
    assert morning.count("undertaken", TODAY) == 1
    assert SupervisionCard.select().count() == 0
    with refused("用什么办到的", "proof"):
        undertaking.done(desk, made, " ")
    with one_act("undertaking.done"):
        undertaking.done(desk, made, "工资表复印件")
    assert morning.count("undertaken", TODAY) == 0 and "办到：核对工资表，工资表复印件" in events()[-1]
    with refused("已于2026-11-23办到"):
        undertaking.done(desk, made, "再办")
    with one_act("undertaking.not_done", "表不全"):
        undertaking.not_done(desk, made, "表不全")
    assert morning.count("undertaken", TODAY) == 1 and table.undertaking(made).proof == ""


def test_put_off_corrected_and_withdrawn(desk: Desk, session_id: int, matter_id: int) -> None:
    made = undertaking.undertake(
        desk, UndertakingIn(text="找班组长", unit="建管站", due_on=FRIDAY, matter_id=matter_id, session_id=session_id)
    )
    later = date(2026, 12, 4)
    with one_act("undertaking.put_off", "账本没拿到"):
        undertaking.put_off(desk, made, later, "账本没拿到")
    one = table.undertaking(made)
    assert (one.due_on, one.first_due_on, one.change_reason) == (later, FRIDAY, "账本没拿到")
    undertaking.put_off(desk, made, FRIDAY, "拿到了")
    assert table.undertaking(made).first_due_on is None
    with refused("没有改动", "due_on"):
        undertaking.put_off(desk, made, FRIDAY, "再来")
    with one_act("undertaking.correct", "写错单位"):
        undertaking.correct(desk, made, UndertakingIn(text="找班组长", unit="人社所"), "写错单位")
    assert table.undertaking(made).who == "人社所"
    with one_act("undertaking.withdraw", "本人自己找到了"):
        undertaking.withdraw(desk, made, "本人自己找到了")
    assert morning.count("undertaken", TODAY) == 0 and Undertaking.select().count() == 1
    with refused("已于2026-11-23撤回"):
        undertaking.put_off(desk, made, later, "还是要办")


def test_of_what_waits_as_a_report_the_table_shows_nothing_and_then_everything_again(
    desk: Desk, session_id: int
) -> None:
    matter_id = registered(desk, "程有福", "村会计不给补助").matter_ids[0]
    given = UndertakingIn(text="查账", unit="司法所", matter_id=matter_id, session_id=session_id)
    made = undertaking.undertake(desk, given)
    opposite.ask_visitor(desk, matter_id, "张某", True, session_id=session_id)
    sealing.make_report(desk, matter_id, "王芳", "何静")
    assert table.undertakings_at(session_id) == table.parties_at(session_id, [matter_id]) == []
    sealing.no_report(desk, matter_id, "只是要补助")
    assert [one.id for one in table.undertakings_at(session_id)] == [made]
    assert [one.name for one in table.parties_at(session_id, [])] == ["张某"]


def test_what_was_said_for_the_whole_session_stands_in_the_list_too(desk: Desk, session_id: int) -> None:
    made = undertaking.undertake(desk, UndertakingIn(text="下周带印章来", unit="司法所", session_id=session_id))
    (line,) = morning.rows("undertaken", TODAY)
    assert (line.id, line.matter_id, line.due_on) == (made, 0, None) and "司法所" in line.title
    assert [one.id for one in morning.rows("others", TODAY) if one.kind == "undertaking"] == [made]
    with one_act("undertaking.done"):
        undertaking.done(desk, made, "带来了")


@pytest.mark.parametrize(
    ("more", "said", "field"),
    [
        ({"unit": ""}, "哪个单位", "unit"),
        ({"text": " "}, "认领了什么", "text"),
        ({"due_on": date(2026, 11, 22)}, "不能早于2026-11-23", "due_on"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    desk: Desk, matter_id: int, more: dict[str, object], said: str, field: str
) -> None:
    with refused(said, field):
        undertaking.undertake(desk, UndertakingIn(**{"text": "核对", "unit": "人社所", "matter_id": matter_id} | more))  # type: ignore[arg-type]


def test_nothing_is_undertaken_in_a_report(desk: Desk) -> None:
    report = sealed(desk)
    with refused("检举控告不记内容"):
        undertaking.undertake(desk, UndertakingIn(text="核查", unit="财政所", matter_id=report))
    with refused("检举控告"):
        opposite.ask_visitor(desk, report, "张某", True)


# -- the other side


def test_the_visitor_is_asked_first(desk: Desk, session_id: int, matter_id: int) -> None:
    with one_act("opposite.ask"):
        no = opposite.ask_visitor(desk, matter_id, "张某", False, relation="班组长", visitor_said="怕当面吵起来")
    with refused("来访人不同意见面"):
        opposite.invite(desk, no, "电话")
    with one_act("opposite.ask"):
        made = opposite.ask_visitor(desk, matter_id, "张某", True, relation="班组长", session_id=session_id)
    with one_act("opposite.invite"):
        opposite.invite(desk, made, "电话")
    with refused("不会谈成", "has_agreed"):
        opposite.note_presence(desk, made, Attendance.ABSENT, True)
    with one_act("opposite.presence"):
        opposite.note_presence(desk, made, Attendance.CAME, True, "同意分三期")
    assert events()[-1] == "班组长张某到，谈成：同意分三期"
    assert [one.may_meet for one in table.parties_of(matter_id)] == [False, True]
    with one_act("opposite.withdraw", "登重了"):
        opposite.withdraw(desk, no, "登重了")
    assert OppositeParty.select().count() == 2
    with refused("已于2026-11-23撤回"):
        opposite.withdraw(desk, no, "再撤")


def test_never_for_violence_at_home_and_children(desk: Desk) -> None:
    beaten = registered(desk, "王某", "丈夫长期家暴，要求处理").matter_ids[0]
    with refused("家庭暴力"):
        opposite.ask_visitor(desk, beaten, "李某", True)
    child = registered(desk, "小陈", "要求返还学费", person={"birth_date": date(2010, 5, 1)}).matter_ids[0]
    with refused("未成年人"):
        opposite.ask_visitor(desk, child, "学校", True)
