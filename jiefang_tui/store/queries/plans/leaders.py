"""Each leader's receiving: days planned, days there, days with visitors, 批次 and 人次; five years side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jiefang_tui.store.models import Officer
from jiefang_tui.store.queries.plans.days import PlanLine, plan_lines
from jiefang_tui.terms import LeaderLevel

YEARS = 5


class Receiving(NamedTuple):
    """What a leader, or the office, did in a span of days. Days are days, however many sessions they had."""

    planned: int = 0
    """排班日."""
    there: int = 0
    """到岗: written down, or shown by who was received."""
    with_visitors: int = 0
    """有访场次."""
    batches: int = 0
    persons: int = 0


class LeaderYears(NamedTuple):
    """A leader, and what they did in each year, the latest first."""

    id: int
    name: str
    post: str
    level: LeaderLevel
    field_of_work: str
    villages: str
    """包联村, separated by 、."""
    phone: str
    in_office_from: date | None
    years: dict[int, Receiving]

    @property
    def charge(self) -> str:
        """``水利、信访；包联章湾村``: what they are in charge of."""
        return "；".join(filter(None, (self.field_of_work, self.villages and f"包联{self.villages}")))

    @property
    def now(self) -> Receiving:
        """The latest year."""
        return next(iter(self.years.values()))


def office_years(today: date) -> dict[int, Receiving]:
    """The whole office in this year and the four before it, each to its end, this one to `today`."""
    lines = _five_years(today)
    return {year: receiving(line for line in lines if line.day.year == year) for year in _years(today)}


def leaders(today: date) -> list[LeaderYears]:
    """Everybody who had a day of the plan or received somebody in these years, by level and name."""
    lines = _five_years(today)
    ids = {line.leader_id for line in lines if line.leader_id is not None}
    found = [_leader(one, lines, today) for one in Officer.select().where(Officer.id.in_(ids))]
    return sorted(found, key=lambda one: (list(LeaderLevel).index(one.level), one.name))


def receiving(lines: Iterable[PlanLine]) -> Receiving:
    """Count lines: a day of a leader once."""
    planned: set[tuple[date, int | None]] = set()
    there, received = set(planned), set(planned)
    batches = persons = 0
    for line in lines:
        key = (line.day, line.leader_id)
        if line.plan_day_id is not None and line.cancelled_on is None:
            planned.add(key)
        if line.was_there:
            there.add(key)
        if line.came.batches and key not in received:
            received.add(key)
            batches += line.came.batches
            persons += line.came.persons
    return Receiving(len(planned), len(there), len(received), batches, persons)


def _leader(row: Officer, lines: list[PlanLine], today: date) -> LeaderYears:
    own = [line for line in lines if line.leader_id == row.id]
    years = {year: receiving(line for line in own if line.day.year == year) for year in _years(today)}
    return LeaderYears(
        row.id,
        row.name,
        row.post,
        LeaderLevel(row.level),
        row.field_of_work,
        row.villages,
        row.phone,
        row.in_office_from,
        years,
    )


def _years(today: date) -> range:
    return range(today.year, today.year - YEARS, -1)


def _five_years(today: date) -> list[PlanLine]:
    return plan_lines(date(today.year - YEARS + 1, 1, 1), today, with_cancelled=False)
