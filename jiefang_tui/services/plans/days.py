"""One day of the plan put right: added, changed, taken out, exchanged (对调), taken over for once (代替)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.models import Officer, PlanDay
from jiefang_tui.terms import SessionMode


@dataclass(frozen=True, kw_only=True)
class DayIn:
    """A day of the plan as said."""

    day: date
    leader: str
    mode: SessionMode = SessionMode.RECEPTION_DAY
    hours: str = ""
    place: str = ""
    phone: str = ""


def add_day(desk: Desk, given: DayIn) -> int:
    """加一场: also on a rest day, in the evening, beside others. Returns its id."""
    with acting(desk, "plan_day.add") as act:
        leader = _leader(act, given.leader)
        _not_twice(given.day, leader, given)
        row = act.create(
            PlanDay,
            day=given.day,
            leader=leader,
            mode=given.mode,
            hours=given.hours.strip(),
            place=given.place.strip(),
            phone=given.phone.strip(),
        )
        act.about(row)
    return row.id


def change_day(desk: Desk, day_id: int, given: DayIn, reason: str = "") -> None:
    """Its date, hours, place, telephone, kind; who sits there is changed by `stand_in`, which keeps whose it was."""
    with acting(desk, "plan_day.change", reason) as act:
        row = _standing(act, day_id)
        if given.day != row.day:
            if row.attended_at is not None:
                raise Refused("已经记了到岗，日期不能改；记错了先撤到岗。", "day")
            _not_twice(given.day, row.leader, given, row.id)
        row.laid_on = row.laid_on or row.day  # its rule lays no other one for that day
        row.day, row.mode = given.day, given.mode
        row.hours, row.place, row.phone = given.hours.strip(), given.place.strip(), given.phone.strip()


def cancel_day(desk: Desk, day_id: int, reason: str) -> None:
    """Take a day out of the plan; it stays to be seen with its reason."""
    if not reason.strip():
        raise Refused("请写明取消的原因。", "reason")
    with acting(desk, "plan_day.cancel", reason) as act:
        row = _standing(act, day_id)
        if row.attended_at is not None:
            raise Refused("已经记了到岗，不能取消；记错了先撤到岗。")
        row.cancelled_on, row.cancel_reason = act.today, reason.strip()


def restore_day(desk: Desk, day_id: int) -> None:
    """A day that was taken out stands again."""
    with acting(desk, "plan_day.restore") as act:
        row = act.change(PlanDay.get_by_id(day_id))
        act.about(row)
        if row.cancelled_on is None:
            raise Refused("这一天没有取消。")
        _not_twice(row.day, row.leader, row, row.id)
        row.cancelled_on, row.cancel_reason = None, ""


def swap_days(desk: Desk, day_id: int, other_id: int, reason: str = "") -> None:
    """对调: the leaders of two days change places; done once more it is as it was."""
    with acting(desk, "plan_day.swap", reason) as act:
        one, other = _standing(act, day_id), _standing(act, other_id)
        if one.leader_id == other.leader_id:
            raise Refused("两天是同一位领导，不用对调。")
        for row in (one, other):
            if row.attended_at is not None:
                raise Refused(f"{row.day:%m-%d}已经记了到岗，不能对调。")
        mine, theirs = one.leader, other.leader
        _not_twice(one.day, theirs, one, other.id)
        _not_twice(other.day, mine, other, one.id)
        _seat(one, theirs, reason, other.day)
        _seat(other, mine, reason, one.day)


def stand_in(desk: Desk, day_id: int, leader: str, reason: str = "") -> None:
    """代替: somebody else sits there for once; naming who was planned puts it back."""
    with acting(desk, "plan_day.stand_in", reason) as act:
        row = _standing(act, day_id)
        other = _leader(act, leader)
        if other.id == row.leader_id:
            raise Refused(f"这一天本来就是{other.name}。", "leader")
        if row.attended_at is not None:
            raise Refused(f"{row.leader.name}已经记了到岗，不能再代替；记错了先撤到岗。", "leader")
        _not_twice(row.day, other, row, row.id)
        _seat(row, other, reason, None)


def _seat(row: PlanDay, leader: Officer, reason: str, swapped_with: date | None) -> None:
    """Put somebody else there and keep whose day it was; who comes back to their own day leaves no trace on it."""
    planned = row.planned_leader_id or row.leader_id
    row.leader = leader
    if leader.id == planned:
        row.planned_leader, row.swapped_with, row.change_reason = None, None, ""
    else:
        row.planned_leader_id, row.swapped_with, row.change_reason = planned, swapped_with, reason.strip()


def _standing(act: Act, day_id: int) -> PlanDay:
    row = act.change(PlanDay.get_by_id(day_id))
    act.about(row)
    if row.cancelled_on is not None:
        raise Refused(f"{row.day:%m-%d}这一场已经取消，先恢复再改。")
    return row


def _leader(act: Act, name: str) -> Officer:
    leader = officer_named(act, name, field="leader")
    if leader is None:
        raise Refused("请填写接访领导。", "leader")
    return leader


def also_there(day_id: int) -> str:
    """Where else this leader sits on that day, to be said and never refused; empty where nowhere."""
    row = PlanDay.get_by_id(day_id)
    same = (PlanDay.day == row.day) & (PlanDay.leader == row.leader) & PlanDay.stands & (PlanDay.id != row.id)
    others = [
        " ".join(filter(None, (SessionMode(one.mode).label, one.hours, one.place)))
        for one in PlanDay.select().where(same).order_by(PlanDay.id)
    ]
    return f"{row.leader.name}当天还有：{'、'.join(others)}" if others else ""


def _not_twice(day: date, leader: Officer, given: Any, apart_from: int | None = None) -> None:
    """The same leader, kind, hours and place on one day is one line written down twice, not two sessions."""
    same = (PlanDay.day == day) & (PlanDay.leader == leader) & (PlanDay.mode == given.mode) & PlanDay.stands
    same &= (PlanDay.hours == given.hours.strip()) & (PlanDay.place == given.place.strip())
    if PlanDay.select().where(same & (PlanDay.id != (apart_from or 0))).exists():
        raise Refused(f"{day:%m-%d}已经排了{leader.name}，时间地点都一样；另一场请写上时间或地点。", "day")
