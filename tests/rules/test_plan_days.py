"""Whose turn it is on which day: holidays, markets, rotation, against calculations of another kind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiefang_tui.rules.plans.plan_days import PlanFacts, Planned, Turn, lunar_day, plan_days
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.terms import PlanKind, RestDay
from tests.rules import sky

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
THREE = (Turn(1), Turn(2), Turn(3))
YEARS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def made(kind: PlanKind, turns: tuple[Turn, ...] = THREE, **more: object) -> PlanFacts:
    return PlanFacts(kind, FIRST, turns, **more)  # type: ignore[arg-type]


def days(rule: PlanFacts, first: date = FIRST, last: date = LAST) -> list[Planned]:
    return plan_days(rule, first, last, PUBLISHED)


def test_one_each_workday_for_three_years() -> None:
    worked = [day for day in YEARS if PUBLISHED.is_workday(day)]
    assert days(made(PlanKind.EACH_WORKDAY)) == [Planned(day, 1 + n % 3) for n, day in enumerate(worked)]


def test_the_heads_on_mondays_and_the_others_in_turn() -> None:
    rule = made(PlanKind.EACH_WORKDAY, (Turn(8, 0), Turn(9, 0), *THREE))
    found = days(rule)
    mondays = [day for day in YEARS if day.weekday() == 0 and PUBLISHED.is_workday(day)]
    others = [day for day in YEARS if day.weekday() != 0 and PUBLISHED.is_workday(day)]
    assert [one for one in found if one.day.weekday() == 0] == [Planned(d, 8 + n % 2) for n, d in enumerate(mondays)]
    assert [one for one in found if one.day.weekday() != 0] == [Planned(d, 1 + n % 3) for n, d in enumerate(others)]


def test_a_fixed_weekday_left_out_kept_or_put_off() -> None:
    def thursdays(how: RestDay) -> list[date]:
        rule = made(PlanKind.WEEKLY, weekdays=frozenset({3}), on_rest_day=how)
        return [one.day for one in days(rule, date(2026, 9, 28), date(2026, 10, 16))]

    # 1 October 2026 is a Thursday; the holiday lasts until the 7th.
    assert thursdays(RestDay.SKIP) == [date(2026, 10, 8), date(2026, 10, 15)]
    assert thursdays(RestDay.KEEP) == [date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 15)]
    assert thursdays(RestDay.NEXT) == [date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 15)]


def test_who_is_put_off_keeps_the_turn_and_no_day_has_two() -> None:
    rule = made(PlanKind.WEEKLY, weekdays=frozenset({3}), on_rest_day=RestDay.NEXT)
    found = days(rule, date(2026, 9, 21), date(2026, 10, 16))
    assert [(b.leader_id - a.leader_id) % 3 for a, b in pairwise(sorted(found))].count(0) == 0
    assert len({one.day for one in found}) == len(found) == 4


@pytest.mark.parametrize("digits", [{3, 6, 9}, {1, 5}, {0, 5}, {2, 8}])
def test_solar_markets(digits: set[int]) -> None:
    rule = made(PlanKind.MARKET_DAY, digits=frozenset(digits), on_rest_day=RestDay.KEEP)
    assert [one.day for one in days(rule)] == [day for day in YEARS if int(f"{day:%d}"[1]) in digits]


def test_lunar_markets_agree_with_the_sky() -> None:
    rule = made(PlanKind.MARKET_DAY, digits=frozenset({3, 6, 9}), is_lunar=True, on_rest_day=RestDay.KEEP)
    found = {one.day for one in days(rule)}
    by_the_sky = sky.lunar_calendar(FIRST.year - 1, LAST.year + 1)
    assert found == {day for day in YEARS if by_the_sky[day][2] % 10 in (3, 6, 9)}
    assert lunar_day(date(2026, 2, 17)) == 1  # 春节


def test_each_leader_in_a_village_on_an_afternoon() -> None:
    turns = (Turn(1, 0, "章湾村"), Turn(2, 0, "柳塘村"), Turn(3, 2, "石桥村"))
    found = days(made(PlanKind.VILLAGE, turns), date(2026, 11, 23), date(2026, 11, 27))
    assert found == [
        Planned(date(2026, 11, 23), 1, "章湾村"),
        Planned(date(2026, 11, 23), 2, "柳塘村"),
        Planned(date(2026, 11, 25), 3, "石桥村"),
    ]


def test_a_date_of_the_month_that_a_month_lacks_is_its_last() -> None:
    rule = made(PlanKind.MONTH_DAY, month_days=frozenset({15, 31}), on_rest_day=RestDay.KEEP)
    found = [one.day for one in days(rule, date(2026, 2, 1), date(2026, 3, 31))]
    assert found == [date(2026, 2, 15), date(2026, 2, 28), date(2026, 3, 15), date(2026, 3, 31)]


RULES = st.builds(
    made,
    st.sampled_from([PlanKind.EACH_WORKDAY, PlanKind.WEEKLY, PlanKind.MARKET_DAY, PlanKind.MONTH_DAY]),
    st.lists(st.builds(Turn, st.integers(1, 9), st.sampled_from([None, None, 0, 4])), min_size=1, unique=True).map(
        tuple
    ),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    digits=st.frozensets(st.integers(0, 9), max_size=3),
    is_lunar=st.booleans(),
    month_days=st.frozensets(st.integers(1, 31), max_size=3),
    on_rest_day=st.sampled_from(list(RestDay)),
    ends_on=st.one_of(st.none(), st.dates(date(2024, 2, 1), date(2025, 3, 1))),
)


@settings(max_examples=300)
@given(RULES, st.dates(FIRST, date(2025, 3, 1)))
def test_two_parts_of_a_year_are_the_year(rule: PlanFacts, cut: date) -> None:
    end = date(2025, 3, 1)
    whole = days(rule, FIRST, end)
    assert days(rule, FIRST, cut) + days(rule, cut + timedelta(days=1), end) == whole
    assert all(a.day < b.day for a, b in pairwise(whole)), "nobody twice, no day twice"


@given(RULES)
def test_only_days_that_are_worked_unless_they_are_kept(rule: PlanFacts) -> None:
    if rule.on_rest_day != RestDay.KEEP:
        assert all(PUBLISHED.is_workday(one.day) for one in days(rule, FIRST, date(2025, 3, 1)))
