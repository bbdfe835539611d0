"""What somebody may do on F6, in the random play: days, rules, who was there, the units of a day; each taken back."""

from __future__ import annotations

from jiefang_tui.services.plans import days, making, presence, seats, unit_notices
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.store.models import PlanDay, PlanRule, PlanSeat
from jiefang_tui.terms import PlanKind, SeatAnswer, SessionMode
from tests.services.play import LEADERS, OFFICERS, UNITS, Doing, Ground, one


def a_day(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    given = DayIn(
        day=ground.in_days(days_on),
        leader=one(LEADERS, pick),
        mode=one((SessionMode.RECEPTION_DAY, SessionMode.JOINT), turn),
        hours=one(("8:30-11:30", "14:30-17:00"), turn),
    )
    row = ground.row(pick, PlanDay.select())
    if row is None or turn % 4 == 0:
        ground.attempt(days.add_day, given)
    elif turn % 4 == 1:
        ground.attempt(days.change_day, row.id, given, "改时间")
    elif row.cancelled_on is None:
        ground.attempt(days.cancel_day, row.id, "开会")
    else:
        ground.attempt(days.restore_day, row.id)


def a_rule(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    row = ground.row(pick, PlanRule.select())
    if row is None or turn % 9 == 0:
        given = RuleIn(
            kind=PlanKind.MONTH_DAY,
            begins_on=ground.today,
            turns=[TurnIn(name) for name in LEADERS],
            month_days="5 25",
            units=" ".join(UNITS[: 1 + turn % 3]),
        )
        ground.attempt(making.make_rule, given)
    elif turn % 2:
        ground.attempt(making.end_rule, row.id, ground.in_days(days_on), "停了")
    else:
        ground.attempt(making.resume_rule, row.id, "还是办")


def was_there(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    if (row := ground.row(pick, PlanDay.select().where(PlanDay.day <= ground.today))) is None:
        return
    if turn % 3 == 0:
        ground.attempt(presence.take_back_presence, row.id, "记错了")
    else:
        ground.attempt(one((presence.attend, presence.note_no_visitor), turn), row.id)


def units_of_a_day(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    if (day := ground.row(pick, PlanDay.select())) is None:
        return
    unit = one(UNITS, turn)
    if turn % 4 == 0:
        ground.attempt(seats.add_units, day.id, [unit])
    elif turn % 4 == 1:
        ground.attempt(seats.leave_out, day.id, unit, "不用来")
    else:
        said_on = ground.in_days(-1) if turn % 3 else None
        ground.attempt(seats.answer, day.id, unit, one(SeatAnswer, pick), one(OFFICERS, turn), said_on=said_on)


def units_taken_back(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    if (row := ground.row(pick, PlanSeat.select())) is None:
        return
    if row.withdrawn_on is not None and turn % 3:
        ground.attempt(seats.ask_again, row.id)
    else:
        ground.attempt(seats.take_back_answer, row.id, "听错了")


def a_notice(ground: Ground, pick: int, turn: int, days_on: int) -> None:
    if (row := ground.row(pick, PlanSeat.select())) is not None:
        ground.attempt(unit_notices.write_notice_of, row.plan_day_id, row.unit.name)


ACTS: tuple[Doing, ...] = (a_day, a_day, a_rule, was_there, units_of_a_day, units_of_a_day, units_taken_back, a_notice)
"""All of them, the more usual ones more than once."""
