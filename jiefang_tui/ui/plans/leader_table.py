"""3 领导: what each did beside what is wanted, and the years side by side. Numbers only: no light, no order by them."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.rules.plans.frequency import days_required
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.plans.leaders import YEARS, FiveYears, LeaderYears, Receiving
from jiefang_tui.ui.widgets.row import Column, Row

EMPTY = "还没有领导接访；1 月历里排班，或者 F3 的场次里写接访领导"
OFFICE = 0
"""The key of the line of the whole office."""


def columns(today: date) -> list[Column]:
    """The year's four figures, then earlier years by their days there."""
    earlier = [
        Column(f"{year % 100}年到", 6, right=True, from_width=100 if year < today.year - 1 else 0)
        for year in range(today.year - 1, today.year - YEARS, -1)
    ]
    return [
        Column("领导", 8),
        Column("职务", 0),
        Column("级别", 4),
        Column("到/应有", 7, right=True),
        Column("排班", 4, right=True),
        Column("有访", 4, right=True),
        Column("批次", 5, right=True),
        Column("人次", 5, right=True),
        *(column for column in earlier),
    ]


def rows(desk: Desk, found: FiveYears, today: date) -> list[Row]:
    """The office first, then everybody by level and name."""
    if not found.leaders:
        return []
    office = found.office
    lines = [Row(OFFICE, ("全台", "", "", str(office[today.year].there), *_figures(office, today)), tone="bold")]
    for one in found.leaders:
        wanted = required(desk, one, today)
        there = f"{one.now.there}/{wanted}" if wanted else str(one.now.there)
        lines.append(Row(one.id, (one.name, one.post, one.level.label, there, *_figures(one.years, today))))
    return lines


def _figures(years: dict[int, Receiving], today: date) -> tuple[str, ...]:
    now = years[today.year]
    earlier = (years[year].there for year in range(today.year - 1, today.year - YEARS, -1))
    return (
        str(now.planned),
        str(now.with_visitors),
        str(now.batches),
        str(now.persons),
        *("-" if not there else str(there) for there in earlier),
    )


def required(desk: Desk, one: LeaderYears, today: date) -> int:
    """How many days by now, or by the end of their office, by the table for the leader's level; 0 where none are."""
    wanted = desk.reference.reception[one.level]
    first = max(date(today.year, 1, 1), one.in_office_from or date.min)
    last = min(today, one.in_office_to + timedelta(days=1)) if one.in_office_to else today
    return days_required(wanted.every, wanted.times, first, last, calendar_of(desk.reference))


def source_of(desk: Desk, found: FiveYears, leader_id: object) -> str:
    """What they are in charge of, and where the number that is wanted comes from."""
    one = next((each for each in found.leaders if each.id == leader_id), None)
    if one is None:
        return "应有几次按级别定；光标移到哪位领导，这里写依据"
    wanted = desk.reference.reception[one.level]
    charge = f"分管{one.charge}；" if one.field_of_work else f"{one.charge}；" if one.charge else ""
    if not wanted.times:
        return f"{one.name} {charge}{wanted.source}"
    return f"{one.name} {charge}{wanted.every.label}{wanted.times}天，过完的才算；{wanted.source}"
