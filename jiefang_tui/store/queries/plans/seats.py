"""参加单位 of a day of the plan (1+X): the units of its rule and those put to that one day, and what each answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jiefang_tui.store.models import PlanDay, PlanSeat, ReceptionSession, Unit
from jiefang_tui.store.queries.office.known_as import unit_once_called
from jiefang_tui.store.queries.office.merged import went_into
from jiefang_tui.terms import SeatAnswer


class PlanSeatView(NamedTuple):
    """A unit of one day of the plan."""

    unit: str
    unit_id: int | None
    """None: it stands in the rule under a name that no unit has yet."""
    is_usual: bool
    """The rule names it; else it was put to that one day."""
    id: int | None = None
    """None: nothing was said of it yet."""
    said: SeatAnswer | None = None
    person: str = ""
    note: str = ""
    said_on: date | None = None
    was_for: date | None = None
    """The date it answered for, where the day was moved since."""
    left_out_on: date | None = None
    left_out_reason: str = ""

    @property
    def answer(self) -> SeatAnswer | None:
        """What it answered for the day as it stands now; None: 还没回."""
        return self.said if self.was_for is None and self.left_out_on is None else None

    @property
    def is_asked(self) -> bool:
        """Whether it is wanted there and has not declined."""
        return self.left_out_on is None and self.answer is not SeatAnswer.DECLINED

    @property
    def stands(self) -> str:
        """``已确认``, ``不来``, ``还没回``, ``不请``."""
        if self.left_out_on is not None:
            return "不请"
        return self.answer.label if self.answer else "还没回"

    @property
    def words(self) -> str:
        """Who comes, what else it said: ``李强 10点以后``."""
        if self.left_out_on is not None:
            return self.left_out_reason
        moved = f"原说{self.was_for:%m-%d}{self.said.label}" if self.was_for and self.said else ""
        return " ".join(part for part in (moved, self.person, self.note) if part)


def seats_of(plan_day_id: int) -> list[PlanSeatView]:
    """The units of a day of the plan: those of its rule in their order, then those put to the day."""
    day: PlanDay | None = PlanDay.get_or_none(PlanDay.id == plan_day_id)
    return _seats(day) if day is not None else []


def _seats(day: PlanDay) -> list[PlanSeatView]:
    into = went_into("unit")
    found: dict[int | str, PlanSeatView] = {}
    usual = day.rule.units.split() if day.rule is not None else []
    called = {row.name: row for row in Unit.select().where(Unit.name.in_(usual))}
    for name in usual:
        unit = called.get(name) or unit_once_called(name)
        unit_id = into.get(unit.id, unit.id) if unit is not None else None
        found[unit_id or name] = PlanSeatView(name, unit_id, is_usual=True)
    for row in PlanSeat.select().where(PlanSeat.plan_day == day).order_by(PlanSeat.id):
        unit_id = into.get(row.unit_id, row.unit_id)
        found[unit_id] = _view(row, day, unit_id, is_usual=unit_id in found and found[unit_id].is_usual)
    ids = [one.unit_id for one in found.values() if one.unit_id is not None]
    names = {row.id: row.name for row in Unit.select().where(Unit.id.in_(ids))}
    return [one._replace(unit=names.get(one.unit_id or 0, one.unit)) for one in found.values()]


def _view(row: PlanSeat, day: PlanDay, unit_id: int, *, is_usual: bool) -> PlanSeatView:
    said = SeatAnswer(row.answer) if row.answer else None
    return PlanSeatView(
        unit="",
        unit_id=unit_id,
        is_usual=is_usual,
        id=row.id,
        said=said,
        person=row.person,
        note=row.note,
        said_on=row.said_on,
        was_for=row.said_for if said and row.said_for != day.day else None,
        left_out_on=row.withdrawn_on,
        left_out_reason=row.withdraw_reason,
    )


def proposed(day: PlanDay) -> str:
    """Who is proposed as 参加单位 when the session of that day is opened, by name, separated by spaces.

    Those that confirmed; where none did, those that usually sit there and did not decline.
    """
    asked = [one for one in _seats(day) if one.is_asked]
    confirmed = [one for one in asked if one.answer is SeatAnswer.CONFIRMED]
    return " ".join(one.unit for one in confirmed or asked)


def who_comes(session_id: int, unit: str) -> str:
    """Who was said to come for a unit on the day of a session; empty where nobody said."""
    day = ReceptionSession.get_by_id(session_id).day
    for row in PlanDay.select().where((PlanDay.day == day) & PlanDay.stands).order_by(PlanDay.id):
        for one in _seats(row):
            if one.unit == unit and one.answer is SeatAnswer.CONFIRMED and one.person:
                return one.person
    return ""


def to_be_told(plan_day_id: int) -> str:
    """Which units have confirmed and have to hear of a change, as a sentence; empty where none has."""
    confirmed = [one.unit for one in seats_of(plan_day_id) if one.said is SeatAnswer.CONFIRMED and not one.left_out_on]
    return f"已确认的{'、'.join(confirmed)}，请另行告知" if confirmed else ""


def seats_words(seats: Sequence[PlanSeatView]) -> str:
    """``单位4 已确认2 不来1``; empty where no unit is asked."""
    asked = [one for one in seats if one.left_out_on is None]
    if not asked:
        return ""
    told = [f"单位{len(asked)}"]
    for answer in SeatAnswer:
        count = sum(one.answer is answer for one in asked)
        told += [f"{answer.label}{count}"] if count else []
    return " ".join(told)
