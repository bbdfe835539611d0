"""Counting: the vectors of domain §1.1, an independent day count, the State Council's calendar, unknown years."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.deadlines import (
    STAGES,
    Longer,
    Stop,
    both_days,
    due_date,
    enter_by,
    last_day,
    latest_day,
    rolled_day,
)
from jiefang_tui.rules.lights import is_bold, light, warns_from, worst
from jiefang_tui.rules.workdays import (
    MOST_REST,
    SURE_FROM,
    SURE_TO,
    Calendar,
    guessed_sentence,
    is_workday,
    known_year,
    published_to,
    unknown_sentence,
)
from jiefang_tui.terms import DueKind, Light
from tests.rules.state_council import rest_days

REST = rest_days()
CALENDAR = Calendar()
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-01-31", 15, "2024-02-15"), ("2024-01-31", 30, "2024-03-01"),
        ("2024-01-31", 60, "2024-03-31"), ("2024-01-31", 90, "2024-04-30"),
        ("2024-02-29", 15, "2024-03-15"), ("2024-02-29", 30, "2024-03-30"),
        ("2024-02-29", 60, "2024-04-29"), ("2024-02-29", 90, "2024-05-29"),
        ("2023-12-20", 15, "2024-01-04"), ("2023-12-20", 30, "2024-01-19"),
        ("2023-12-20", 60, "2024-02-18"), ("2023-12-20", 90, "2024-03-19"),
        ("2024-08-03", 60, "2024-10-02"),
    ],
)  # fmt: skip
def test_vectors_of_the_regulation(start: str, days: int, due: str) -> None:
    assert str(due_date(date.fromisoformat(start), days)) == due


def test_a_due_date_in_the_national_holiday_is_rolled() -> None:
    assert last_day(date(2024, 8, 3), 60, CALENDAR) == (date(2024, 10, 2), date(2024, 10, 8), ())


def test_five_working_days() -> None:
    assert CALENDAR.workday_after(date(2024, 9, 27), 5) == (date(2024, 10, 10), ())  # the 29th is made up for
    assert due_date(date(2024, 9, 27), 5, is_working=True, check=is_workday) == date(2024, 10, 10)


# -- an independent count: all days after the start, those that do not count struck out, the n-th of the rest


def _by_hand(start: date, total: int, working: bool, stopped: set[date]) -> date:
    ordinals = range(start.toordinal() + 1, start.toordinal() + 1000)
    struck = stopped | REST if working else stopped
    return [date.fromordinal(n) for n in ordinals if date.fromordinal(n) not in struck][total - 1]


def _rolled_by_hand(day: date) -> date:
    return min(set(map(date.fromordinal, range(day.toordinal(), day.toordinal() + 60))) - REST)


@pytest.mark.parametrize("number", [200, pytest.param(2000, marks=pytest.mark.slow)])
def test_random_periods_against_a_count_by_hand(number: int) -> None:
    rng = random.Random("第三十四条")
    seen = {"working": 0, "stopped": 0, "longer": 0, "rolled": 0}
    for _ in range(number):
        start = date(2023, 1, 1) + timedelta(days=rng.randrange(1000))
        days, working = rng.randint(1, 90), rng.random() < 0.4
        stops, stopped = [], set()
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
            begins = start + timedelta(days=rng.randint(-5, 100))
            length = rng.randint(1, 20)
            stops.append(Stop(begins, begins + timedelta(days=length - 1), "听证"))
            stopped |= {begins + timedelta(days=n) for n in range(length)}
        longer = [Longer(rng.randint(1, 30)) for _ in range(rng.choice((0, 0, 1, 2)))]
        raw, rolled, unknown = last_day(start, days, CALENDAR, is_working=working, stops=stops, longer=longer)
        total = days + sum(one.days for one in longer)
        assert raw == _by_hand(start, total, working, stopped), (start, days, working, stops, longer)
        assert rolled == _rolled_by_hand(raw)
        assert unknown == ()
        if longer:  # the last one taken back: the former date
            former = last_day(start, days, CALENDAR, is_working=working, stops=stops, longer=longer[:-1])[0]
            assert former == _by_hand(start, total - longer[-1].days, working, stopped) <= raw
        if stops:
            less = stopped - {day for day in stopped if not any(stop.covers(day) for stop in stops[:-1])}
            former = last_day(start, days, CALENDAR, is_working=working, stops=stops[:-1], longer=longer)[0]
            assert former == _by_hand(start, total, working, less) <= raw
        for name, hit in (("working", working), ("stopped", stops), ("longer", longer), ("rolled", raw != rolled)):
            seen[name] += bool(hit)
    assert min(seen.values()) > number * 0.15, seen


def test_working_days_are_those_of_the_state_council() -> None:
    day = date(2023, 1, 1)
    while day < date(2027, 1, 1):
        assert is_workday(day) == (day not in REST), day
        day += timedelta(days=1)


def test_the_years_said_to_be_known_are_those_of_the_library() -> None:
    import chinese_calendar

    for year in range(SURE_FROM, SURE_TO + 1):
        chinese_calendar.is_workday(date(year, 3, 1))
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(SURE_FROM - 1, 3, 1))
    assert published_to() == max(chinese_calendar.constants.holidays).year >= SURE_TO
    assert known_year(2026) and not known_year(2045) and known_year(2045, frozenset({2045}))


@given(st.dates(date(2004, 1, 1), date(2026, 12, 1)))
def test_rolling_ends_on_a_working_day_and_never_goes_back(day: date) -> None:
    rolled, unknown = rolled_day(day, CALENDAR)
    assert is_workday(rolled) and rolled >= day
    assert (rolled == day) == is_workday(day)
    assert unknown == ()


def test_the_calendar_knows_make_up_days_and_the_offices_own_changes() -> None:
    assert not is_workday(date(2024, 10, 1))
    assert is_workday(date(2024, 10, 12))  # a Saturday worked
    assert is_workday(date(2024, 10, 1), {date(2024, 10, 1): True})


# -- a year that nobody published yet


def test_a_year_without_a_list_is_said_and_not_guessed() -> None:
    raw, rolled, unknown = last_day(date(2045, 3, 1), 60, CALENDAR)
    assert (raw, rolled, unknown) == (date(2045, 4, 30), date(2045, 4, 30), (2045,))  # a Sunday, not rolled
    assert "2045年放假安排未收录" in unknown_sentence(unknown)
    assert unknown_sentence(()) == ""


def test_rolling_into_a_year_without_a_list_stops_before_it() -> None:
    shut = Calendar({date(2026, 12, 31): False})
    assert rolled_day(date(2026, 12, 31), shut) == (date(2026, 12, 31), (2027,))


def test_working_days_into_an_unknown_year_are_the_earliest_there_can_be() -> None:
    raw, _, unknown = last_day(date(2044, 12, 28), 5, CALENDAR, is_working=True)
    assert unknown == (2044, 2045)
    assert raw == date(2045, 1, 2)
    own = Calendar({date(2045, 1, 2): False}, frozenset({2044, 2045}))  # entered by the office
    raw, _, unknown = last_day(date(2044, 12, 28), 5, own, is_working=True)
    assert (raw, unknown) == (date(2045, 1, 5), ())


def test_by_a_latest_day_it_is_over_whatever_rest_days_there_will_be() -> None:
    """Counted with the calendar of 2005 to 2025 hidden: the day with it lies between what is given without it."""
    rng = random.Random("顺延")
    for _ in range(600):
        start, days = date(2005, 1, 1) + timedelta(days=rng.randrange(7600)), rng.choice((1, 5, 15, 30, 60))
        working = rng.random() < 0.5
        raw, _, unknown = last_day(start, days, UNKNOWN, is_working=working)
        latest = latest_day(start, days, UNKNOWN, unknown, is_working=working)
        rolled = last_day(start, days, CALENDAR, is_working=working)[1]
        assert unknown and latest is not None and raw <= rolled <= latest
    assert latest_day(date(2024, 8, 3), 60, CALENDAR, ()) is None


class _Unknown(Calendar):
    """Knows no year at all."""

    def knows(self, year: int) -> bool:
        return False

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5


UNKNOWN = _Unknown()


def test_no_rest_was_longer_than_what_is_allowed_for() -> None:
    rest, longest, day = 0, 0, date(SURE_FROM, 1, 1)
    while day <= date(SURE_TO, 12, 31):
        rest = 0 if is_workday(day) else rest + 1
        longest, day = max(longest, rest), day + timedelta(days=1)
    assert 10 == longest < MOST_REST


def test_working_days_looked_ahead_to_say_that_they_were_guessed() -> None:
    assert CALENDAR.workday_after(date(2044, 12, 30), 5) == (date(2045, 1, 6), (2044, 2045))
    assert CALENDAR.workday_after(date(2026, 11, 23), 5)[1] == ()
    assert "2045年放假安排未收录，暂按周一至周五" in guessed_sentence((2045,)) and guessed_sentence(()) == ""


def test_what_the_office_entered_of_an_unknown_year_counts_day_by_day() -> None:
    own = Calendar({date(2045, 4, 30): False, date(2045, 5, 1): False, date(2045, 5, 2): True})
    assert last_day(date(2045, 3, 1), 60, own)[1:] == (date(2045, 5, 2), ())


# -- lights


@pytest.mark.parametrize(
    ("left", "expected"),
    [(-30, Light.RED), (-1, Light.RED), (0, Light.YELLOW), (7, Light.YELLOW), (8, Light.GREEN), (90, Light.GREEN)],
)
def test_lights(left: int, expected: Light) -> None:
    due = TODAY + timedelta(days=left)
    warn = due - timedelta(days=7)
    assert light(warn, due, TODAY) is expected
    assert light(warn, due, TODAY, is_open=False) is Light.GREY
    assert light(warn, due, TODAY, is_paused=True) is Light.PAUSED
    assert light(warn, due, TODAY, is_open=False, is_paused=True) is Light.GREY


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 90), st.integers(-100, 400), st.integers(1, 60))
def test_a_light_only_gets_worse(start: date, length: int, days: int, yellow: int) -> None:
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    due, today = start + timedelta(days=length), start + timedelta(days=days)
    warn, last = warns_from(start, due, yellow), CALENDAR.last_in_time(due)
    now, then = (order.index(light(warn, last, day)) for day in (today, today + timedelta(days=1)))
    assert then >= now


def test_late_goes_by_the_rolled_day_and_the_warning_by_the_raw_one() -> None:
    """Due on Sunday 5 April 2026, the middle of 清明: the last day in time is the Tuesday after."""
    start, raw = date(2026, 2, 4), date(2026, 4, 5)
    assert last_day(start, 60, CALENDAR) == (raw, date(2026, 4, 7), ())
    warn, last = warns_from(start, raw), CALENDAR.last_in_time(raw)
    assert (warn, last) == (date(2026, 3, 29), date(2026, 4, 7))
    found = [light(warn, last, day) for day in (date(2026, 3, 28), warn, raw, last, date(2026, 4, 8))]
    assert found == [Light.GREEN, Light.YELLOW, Light.YELLOW, Light.YELLOW, Light.RED]
    assert [CALENDAR.days_left(raw, day) for day in (raw, last, date(2026, 4, 8))] == [2, 0, -1]
    assert enter_by(raw, last, CALENDAR) == date(2026, 4, 3)
    assert both_days(raw, last, CALENDAR) == "4-03前录入，系统按4-05计"
    assert both_days(last, last, CALENDAR) == ""


@pytest.mark.parametrize("days", range(91))
def test_nothing_is_yellow_at_birth(days: int) -> None:
    """Yellow is at most a third of the period, and at most seven days."""
    start = date(2026, 3, 2)
    raw = start + timedelta(days=days)
    warn = warns_from(start, raw)
    assert (raw - warn).days == min(7, days // 3)
    assert days < 1 or light(warn, raw, start) is Light.GREEN


def test_what_is_near_is_bold() -> None:
    assert is_bold(TODAY, TODAY) and is_bold(TODAY + timedelta(days=3), TODAY)
    assert not is_bold(TODAY + timedelta(days=4), TODAY) and not is_bold(TODAY - timedelta(days=1), TODAY)


def test_the_worst_light() -> None:
    assert worst([Light.GREEN, Light.RED, Light.GREY]) is Light.RED
    assert worst([]) is Light.GREY


def test_every_kind_has_a_stage() -> None:
    assert set(STAGES) == set(DueKind)
