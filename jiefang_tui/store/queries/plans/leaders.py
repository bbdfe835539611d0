"""Each leader's receiving: days planned, days there, days with visitors, 批次 and 人次; five years side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from jiefang_tui.store.models import Officer, PlanDay, PlanRule, PlanTurn, Responsibility
from jiefang_tui.store.queries.office.roster import serving
from jiefang_tui.store.queries.plans.days import LeaderDay, leader_days
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
    in_office_to: date | None
    years: dict[int, Receiving]

    def serves(self, today: date) -> bool:
        """In office on `today`, as far as the roster says."""
        return self.in_office_to is None or self.in_office_to >= today

    @property
    def charge(self) -> str:
        """``水利、信访；包联章湾村``: what they are in charge of."""
        return "；".join(filter(None, (self.field_of_work, self.villages and f"包联{self.villages}")))

    @property
    def now(self) -> Receiving:
        """The latest year."""
        return next(iter(self.years.values()))


class FiveYears(NamedTuple):
    """The whole office and each leader in this year and the four before it, each to its end, this one to today."""

    office: dict[int, Receiving]
    leaders: tuple[LeaderYears, ...]
    """By level and name: everybody who had a day of the plan or received somebody in these years, and who is to.

    To receive have, of those in office, who stands in a rule that holds or in the plan, who owns a matter (包案), and
    whose 分管 is written down: a leader who never came stands there with 0.
    """


def five_years(today: date) -> FiveYears:
    """What was done in these years, read once."""
    days = leader_days(date(today.year - YEARS + 1, 1, 1), today)
    own: dict[int, list[LeaderDay]] = {row_id: [] for row_id in _to_receive(today)}
    for one in days:
        if one.leader_id is not None:
            own.setdefault(one.leader_id, []).append(one)
    found = [_leader(row, own[row.id], today) for row in Officer.select().where(Officer.id.in_(list(own)))]
    found.sort(key=lambda one: (list(LeaderLevel).index(one.level), one.name))
    return FiveYears(_by_year(days, today), tuple(found))


def _to_receive(today: date) -> set[int]:
    holds = PlanRule.ends_on.is_null() | (PlanRule.ends_on >= today)
    in_turn = PlanTurn.select(PlanTurn.leader).join(PlanRule).where(holds)
    owning = Responsibility.select(Responsibility.leader).where(Responsibility.leader.is_null(False))
    planned = PlanDay.select(PlanDay.leader).where((PlanDay.day >= today) & PlanDay.stands)
    is_one = Officer.id.in_(in_turn) | Officer.id.in_(planned) | Officer.id.in_(owning) | (Officer.field_of_work != "")
    rows: Any = Officer.select(Officer.id).where(serving(today) & is_one).tuples()
    return {row_id for (row_id,) in rows}


def _by_year(days: Iterable[LeaderDay], today: date) -> dict[int, Receiving]:
    by_year: dict[int, list[LeaderDay]] = {year: [] for year in _years(today)}
    for one in days:
        by_year[one.day.year].append(one)
    return {year: _receiving(there) for year, there in by_year.items()}


def _receiving(days: Collection[LeaderDay]) -> Receiving:
    return Receiving(
        sum(one.is_planned for one in days),
        sum(one.was_there for one in days),
        sum(one.batches > 0 for one in days),
        sum(one.batches for one in days),
        sum(one.persons for one in days),
    )


def _leader(row: Officer, days: Iterable[LeaderDay], today: date) -> LeaderYears:
    return LeaderYears(
        row.id,
        row.name,
        row.post,
        LeaderLevel(row.level),
        row.field_of_work,
        row.villages,
        row.phone,
        row.in_office_from,
        row.in_office_to,
        _by_year(days, today),
    )


def _years(today: date) -> range:
    return range(today.year, today.year - YEARS, -1)
