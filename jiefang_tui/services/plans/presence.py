"""到岗 and 当日无来访: said by a person, on the day or later, and taken back with a reason. A plan says neither."""

from __future__ import annotations

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import PlanDay
from jiefang_tui.store.queries.plans.days import left_on, plan_line


def attend(desk: Desk, day_id: int) -> None:
    """到岗: the leader was there."""
    with acting(desk, "plan_day.attend") as act:
        _attend(act, _past(act, day_id))


def note_no_visitor(desk: Desk, day_id: int, done_instead: str = "") -> None:
    """当日无来访: the leader was there (值守) and nobody came; what was done instead, if anything."""
    with acting(desk, "plan_day.no_visitor") as act:
        row = _past(act, day_id)
        line = plan_line(day_id)
        if line is not None and line.came.batches:
            raise Refused(f"{row.leader.name}当天接待了{line.came.batches}批，不是无来访。")
        if left := left_on(row.day, row.leader_id):
            raise Refused(f"当天有{left}批没有接谈就离开了，不是无来访；领导在的，请记到岗。")
        if row.attended_at is None:
            _attend(act, row)
        said = words_as_written(act, {"done_instead": done_instead}, (row.done_instead,), day=row.day)
        row.had_no_visitor, row.done_instead = True, said["done_instead"]


def take_back_presence(desk: Desk, day_id: int, reason: str) -> None:
    """The leader was not there after all, or somebody came: 到岗 and 无来访 are taken back."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "plan_day.take_back_presence", reason) as act:
        row = act.change(PlanDay.get_by_id(day_id))
        act.about(row)
        if row.attended_at is None:
            raise Refused("这一天没有记到岗。")
        row.attended_at, row.attended_by, row.had_no_visitor, row.done_instead = None, "", False, ""


def _attend(act: Act, row: PlanDay) -> None:
    if row.attended_at is not None:
        raise Refused(f"{row.leader.name}{row.day:%m-%d}已经记了到岗。")
    row.attended_at, row.attended_by = act.now, act.desk.officer_name


def _past(act: Act, day_id: int) -> PlanDay:
    row = act.change(PlanDay.get_by_id(day_id))
    act.about(row)
    if row.cancelled_on is not None:
        raise Refused("这一场已经取消；领导还是来了的，先恢复再记到岗。")
    if row.day > act.today:
        raise Refused(f"{row.day:%m-%d}还没到，到了那天再记到岗。")
    return row
