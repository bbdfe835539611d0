"""参加单位 of one day of the plan (1+X): who is asked, what each answered beforehand; each can be taken back.

It is no presence: whether a unit came is said on the day, at the table (`services.together.seats`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.store.models import PlanDay, PlanSeat, Unit
from jiefang_tui.store.queries.office.merged import all_of
from jiefang_tui.terms import SeatAnswer


def add_units(desk: Desk, day_id: int, units: Sequence[str]) -> None:
    """These units are asked as well, on this one day; one that was left out is asked again."""
    with acting(desk, "plan_seat.add") as act:
        day = _day(day_id)
        wanted = [unit for unit in (unit_named(act, name) for name in units) if unit is not None]
        if not wanted:
            raise Refused("请写明请哪个单位。", "units")
        for unit in wanted:
            row = _seat(act, day, unit)
            row.withdrawn_on, row.withdraw_reason = None, ""


def answer(
    desk: Desk,
    day_id: int,
    unit: str,
    said: SeatAnswer,
    person: str = "",
    *,
    note: str = "",
    said_on: date | None = None,
) -> None:
    """What a unit answered, who comes for it, and when it said so (None: today); another answer puts the one before
    right.
    """
    with acting(desk, "plan_seat.answer") as act:
        day = _day(day_id)
        if day.day < act.today:
            raise Refused(f"{day.day:%m-%d}已经过去；来没来的，请在那一场的参加单位里记到、未到。")
        if said_on is not None and said_on > act.today:
            raise Refused("回复的日子还没到，请核对。", "said_on")
        named = unit_named(act, unit)
        if named is None:
            raise Refused("请写明是哪个单位回的。", "unit")
        row = _seat(act, day, named)
        row.note = words_as_written(act, {"note": note}, (row.note,))["note"]
        row.answer, row.person = said, person.strip()
        row.said_on, row.said_by, row.said_for = said_on or act.today, act.desk.officer_name, day.day
        row.withdrawn_on, row.withdraw_reason = None, ""  # who answers is asked


def take_back_answer(desk: Desk, seat_id: int, reason: str) -> None:
    """It has not answered after all, or nobody knows any more."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "plan_seat.take_back_answer", reason) as act:
        row = act.change(PlanSeat.get_by_id(seat_id))
        act.about(row)
        if not row.answer:
            raise Refused(f"{row.unit.name}还没有回。")
        row.answer, row.person, row.note = "", "", ""
        row.said_on, row.said_by, row.said_for = None, "", None


def leave_out(desk: Desk, day_id: int, unit: str, reason: str) -> None:
    """这一天不请: a unit that usually sits there, or was put to the day, is not asked this once."""
    if not reason.strip():
        raise Refused("请写明这一天为什么不请。", "reason")
    with acting(desk, "plan_seat.leave_out", reason) as act:
        day, named = _day(day_id), unit_named(act, unit)
        if named is None:
            raise Refused("请写明不请哪个单位。", "unit")
        row = _seat(act, day, named)
        if row.withdrawn_on is not None:
            raise Refused(f"{named.name}{day.day:%m-%d}已经不请了。")
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()


def ask_again(desk: Desk, seat_id: int) -> None:
    """A unit that was left out is asked all the same; what it had answered stands again."""
    with acting(desk, "plan_seat.ask_again") as act:
        row = act.change(PlanSeat.get_by_id(seat_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused(f"{row.unit.name}本来就请了。")
        row.withdrawn_on, row.withdraw_reason = None, ""


def _day(day_id: int) -> PlanDay:
    day: PlanDay = PlanDay.get_by_id(day_id)
    if day.cancelled_on is not None:
        raise Refused(f"{day.day:%m-%d}这一场已经取消，先恢复再请单位。")
    return day


def _seat(act: Act, day: PlanDay, unit: Unit) -> PlanSeat:
    """The row of a unit on a day, made when nothing was said of it yet; what is one on the roster now has one row."""
    same = (PlanSeat.plan_day == day) & PlanSeat.unit.in_(all_of("unit", unit.id))
    found: PlanSeat | None = PlanSeat.select().where(same).order_by(PlanSeat.id.desc()).first()
    row = act.change(found) if found is not None else act.create(PlanSeat, plan_day=day, unit=unit)
    act.about(row)
    return row
