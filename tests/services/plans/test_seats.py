"""参加单位 of a planned day: asked, answered, taken back; proposed when the day comes; and never a presence."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.office import roster, roster_merging
from jiefang_tui.services.office.roster import UnitIn
from jiefang_tui.services.plans import days, making, seats
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.services.reception import receiving
from jiefang_tui.store.models import PlanDay, PlanSeat, SessionParticipant, Unit
from jiefang_tui.store.queries.plans.days import planned_today
from jiefang_tui.store.queries.plans.seats import PlanSeatView, seats_of, seats_words, to_be_told, who_comes
from jiefang_tui.terms import PlanKind, SeatAnswer, SessionMode
from tests.services.given import one_act, refused

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
CLINIC = RuleIn(
    kind=PlanKind.WEEKLY,
    begins_on=MONDAY,
    turns=[TurnIn("周敏")],
    weekdays="14",
    hours="8:30-14:20",
    place="综治中心",
    mode=SessionMode.JOINT,
    units="司法所 人社所 自然资源所",
)


def clinic(desk: Desk, day: date = THURSDAY) -> int:
    """The day of the weekly clinic: its id."""
    making.make_rule(desk, CLINIC)
    return int(PlanDay.get(PlanDay.day == day).id)


def seat(day_id: int, unit: str) -> PlanSeatView:
    (found,) = [one for one in seats_of(day_id) if one.unit == unit]
    return found


def row_of(day_id: int, unit: str) -> int:
    found = seat(day_id, unit).id
    assert found is not None
    return found


def stands(day_id: int) -> dict[str, str]:
    return {one.unit: one.stands for one in seats_of(day_id)}


def test_the_units_of_the_rule_have_not_answered_until_somebody_says_so(desk: Desk) -> None:
    day_id = clinic(desk)
    assert stands(day_id) == {"司法所": "还没回", "人社所": "还没回", "自然资源所": "还没回"}
    assert not PlanSeat.select().exists(), "a plan alone writes nothing of a unit"
    with one_act("plan_seat.answer"):
        seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强", said_on=date(2026, 11, 20))
    seats.answer(desk, day_id, "司法所", SeatAnswer.DECLINED, note="县里开会")
    assert stands(day_id) == {"司法所": "不来", "人社所": "已确认", "自然资源所": "还没回"}
    one = seat(day_id, "人社所")
    assert (one.words, one.said_on) == ("李强", date(2026, 11, 20)) and seat(day_id, "司法所").words == "县里开会"
    assert PlanSeat.get_by_id(one.id).said_by == "王芳"
    assert seats_words(seats_of(day_id)) == "单位3 已确认1 不来1"
    seats.answer(desk, day_id, "司法所", SeatAnswer.CONFIRMED, "陈刚")
    assert (seat(day_id, "司法所").stands, seat(day_id, "司法所").words) == ("已确认", "陈刚")


def test_an_answer_is_taken_back_with_a_reason(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    with refused("写明为什么撤", "reason"):
        seats.take_back_answer(desk, row_of(day_id, "人社所"), " ")
    with one_act("plan_seat.take_back_answer", "听错了"):
        seats.take_back_answer(desk, row_of(day_id, "人社所"), "听错了")
    one = seat(day_id, "人社所")
    assert (one.stands, one.words, one.said_on) == ("还没回", "", None)
    with refused("人社所还没有回"):
        seats.take_back_answer(desk, row_of(day_id, "人社所"), "再撤")


def test_units_for_one_day_only(desk: Desk) -> None:
    day_id = clinic(desk)
    other = int(PlanDay.get(PlanDay.day == date(2026, 11, 30)).id)
    with one_act("plan_seat.add"):
        seats.add_units(desk, day_id, ["派出所", "住建所"])
    assert list(stands(day_id)) == ["司法所", "人社所", "自然资源所", "派出所", "住建所"]
    assert not seat(day_id, "派出所").is_usual and len(seats_of(other)) == 3
    with refused("请写明请哪个单位", "units"):
        seats.add_units(desk, day_id, [" "])
    days.add_day(desk, DayIn(day=THURSDAY, leader="刘静"))
    alone = int(PlanDay.get(PlanDay.rule.is_null()).id)
    seats.add_units(desk, alone, ["派出所"])
    assert list(stands(alone)) == ["派出所"], "a day without a rule has those it was given"


def test_a_unit_is_left_out_of_one_day_and_asked_again(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    with refused("为什么不请", "reason"):
        seats.leave_out(desk, day_id, "人社所", "")
    with one_act("plan_seat.leave_out", "没有劳动的事"):
        seats.leave_out(desk, day_id, "人社所", "没有劳动的事")
    assert (seat(day_id, "人社所").stands, seat(day_id, "人社所").words) == ("不请", "没有劳动的事")
    with refused("已经不请了"):
        seats.leave_out(desk, day_id, "人社所", "再说一次")
    with one_act("plan_seat.ask_again"):
        seats.ask_again(desk, row_of(day_id, "人社所"))
    assert (seat(day_id, "人社所").stands, seat(day_id, "人社所").words) == ("已确认", "李强"), "as it was"
    with refused("本来就请了"):
        seats.ask_again(desk, row_of(day_id, "人社所"))
    seats.leave_out(desk, day_id, "司法所", "不用来")
    seats.answer(desk, day_id, "司法所", SeatAnswer.CONFIRMED)
    assert seat(day_id, "司法所").stands == "已确认", "who answers is asked"


def test_a_day_that_is_moved_has_to_be_asked_about_anew(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    friday = DayIn(day=date(2026, 11, 27), leader="周敏", mode=SessionMode.JOINT, hours="8:30-14:20", place="综治中心")
    days.change_day(desk, day_id, friday)
    one = seat(day_id, "人社所")
    assert (one.stands, one.words) == ("还没回", "原说11-26已确认 李强")
    assert to_be_told(day_id) == "已确认的人社所，请另行告知"
    days.change_day(desk, day_id, DayIn(day=THURSDAY, leader="周敏", mode=SessionMode.JOINT))
    assert seat(day_id, "人社所").stands == "已确认"


def test_what_was_asked_keeps_its_day_whatever_becomes_of_the_rule(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, CLINIC)
    day_id = int(PlanDay.get(PlanDay.day == THURSDAY).id)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED)
    making.end_rule(desk, rule_id, MONDAY, "改在周五")
    assert [row.day for row in PlanDay.select().where(PlanDay.day > MONDAY)] == [THURSDAY]
    assert seat(day_id, "人社所").stands == "已确认", "somebody has to tell the unit before the day goes"


def test_days_that_are_over_or_cancelled(desk: Desk) -> None:
    day_id = clinic(desk)
    days.cancel_day(desk, day_id, "开会")
    with refused("已经取消，先恢复"):
        seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED)
    days.restore_day(desk, day_id)
    with refused("日子还没到", "said_on"):
        seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, said_on=THURSDAY)
    past = days.add_day(desk, DayIn(day=date(2026, 11, 20), leader="周敏"))
    with refused("已经过去；来没来的"):
        seats.answer(desk, past, "人社所", SeatAnswer.CONFIRMED)


def test_who_confirmed_is_proposed_for_the_session_and_present_only_when_somebody_says_so(desk: Desk) -> None:
    day_id = clinic(desk, MONDAY)
    planned = planned_today(MONDAY)
    assert planned is not None and planned.units == "司法所 人社所 自然资源所", "nobody has answered: the usual ones"
    seats.answer(desk, day_id, "司法所", SeatAnswer.DECLINED)
    planned = planned_today(MONDAY)
    assert planned is not None and planned.units == "人社所 自然资源所"
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    seats.add_units(desk, day_id, ["派出所"])
    seats.answer(desk, day_id, "派出所", SeatAnswer.CONFIRMED)
    planned = planned_today(MONDAY)
    assert planned is not None and planned.units == "人社所 派出所"
    assert not SessionParticipant.select().exists(), "the plan seats nobody"
    session = receiving.open_session(desk, "joint", planned.leader, units=planned.units.split())
    rows = list(SessionParticipant.select())
    assert [(row.unit.name, row.attendance, row.person) for row in rows] == [("人社所", "", ""), ("派出所", "", "")]
    assert who_comes(session, "人社所") == "李强" and who_comes(session, "派出所") == ""


def test_a_unit_that_got_another_name_or_was_written_twice_is_one(desk: Desk) -> None:
    day_id = clinic(desk)
    seats.answer(desk, day_id, "人社所", SeatAnswer.CONFIRMED, "李强")
    seats.add_units(desk, day_id, ["劳动所"])
    seats.answer(desk, day_id, "劳动所", SeatAnswer.CONFIRMED, "李强")
    labour, social = Unit.get(Unit.name == "劳动所"), Unit.get(Unit.name == "人社所")
    roster_merging.merge_rows(desk, "unit", str(labour.id), str(social.id), "同一个所")
    assert list(stands(day_id)) == ["司法所", "人社所", "自然资源所"]
    roster.change_unit(desk, social.id, UnitIn(name="人社分局"), "机构改革", version=None)
    assert stands(day_id)["人社分局"] == "已确认" and "人社所" not in stands(day_id)
    seats.leave_out(desk, day_id, "人社分局", "不用来")
    assert stands(day_id)["人社分局"] == "不请"
