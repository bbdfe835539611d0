"""Booked matters of a day that a unit has in hand: what its 通知单 may say of them, without who comes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.store.models import (
    Appointment,
    Companion,
    Dispatch,
    Matter,
    OwnerQuestion,
    Petitioner,
    Undertaking,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import DispatchKind

SOMEBODY = "来访人"
"""Stands for a petitioner's name."""


class UnitBooking(NamedTuple):
    """A booked matter that a unit has in hand."""

    slot_at: datetime
    matter_id: int
    register_no: str
    content_class: str
    title: str
    tasks: tuple[str, ...]
    """``主办``, ``交办 12-01前``, ``认领：核对工资表 12-01前``."""


def unit_bookings(day: date, leader_id: int, unit_ids: Collection[int]) -> list[UnitBooking]:
    """Those booked with this leader, or with none in particular, that the unit has in hand; `unit_ids`: all its rows.

    None that has to do with a report (检举控告): of one that waits no unit is told, least of all the one it means
    (Regulation Art. 30(3)).
    """
    whose = Appointment.leader.is_null() | (Appointment.leader == leader_id)
    waits = (Appointment.day == day) & Appointment.is_expected & (Appointment.about != CLEARED)
    rows = (
        Appointment.select(Appointment, Matter, Petitioner)
        .join(Matter)
        .join(Petitioner, JOIN.LEFT_OUTER)
        .where(waits & whose & Matter.stands)
        .order_by(Appointment.slot_at, Appointment.id)
    )
    found = []
    for row in rows:
        matter: Any = row.matter
        if tasks := tuple(_tasks(matter, list(unit_ids))):
            names = _names(matter, row.name)
            told = tuple(_without(names, one) for one in tasks)
            title = _without(names, matter.title)
            found.append(UnitBooking(row.slot_at, matter.id, matter.register_no, matter.content_class, title, told))
    return found


def _tasks(matter: Matter, unit_ids: list[int]) -> Iterator[str]:
    """What of a matter a unit has in hand."""
    in_hand = Dispatch.returned_on.is_null() & Dispatch.replied_on.is_null() & Dispatch.ended_on.is_null()
    sent = (Dispatch.matter == matter) & Dispatch.unit.in_(unit_ids) & in_hand
    dispatches = list(Dispatch.select().where(sent).order_by(Dispatch.id))
    if matter.lead_unit_id in unit_ids and not dispatches:
        yield "主办"
    for row in dispatches:
        yield DispatchKind(row.kind).label + _until(row.due_on)
    took = (Undertaking.matter == matter) & Undertaking.unit.in_(unit_ids) & Undertaking.is_awaited
    for one in Undertaking.select().where(took).order_by(Undertaking.id):
        yield f"认领：{one.text}" + _until(one.due_on)
    decided = OwnerQuestion.decided_on.is_null(False) & OwnerQuestion.withdrawn_on.is_null()
    if OwnerQuestion.select().where((OwnerQuestion.matter == matter) & OwnerQuestion.owner.in_(unit_ids) & decided):
        yield "会商归你单位办"


def _until(day: date | None) -> str:
    return f" {day:%m-%d}前" if day else ""


def _names(matter: Matter, booked: str) -> list[str]:
    """Everybody who came with the matter, the longest name first."""
    came: Any = (
        Companion.select(Companion.name).join(Visit).join(VisitMatter).where(VisitMatter.matter == matter).tuples()
    )
    names = {booked, matter.petitioner_name, *(name for (name,) in came)}
    if matter.petitioner is not None:
        names.add(matter.petitioner.name)
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)


def _without(names: list[str], text: str) -> str:
    for name in names:
        text = text.replace(name, SOMEBODY)
    return text
