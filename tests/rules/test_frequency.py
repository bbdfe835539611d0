"""How many days a leader is to receive by now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.plans.frequency import days_required
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.terms import Every

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("every", "today", "required"),
    [
        (Every.WEEK, date(2026, 1, 11), 0),  # the first whole week is the 5th to the 11th: not over
        (Every.WEEK, date(2026, 1, 12), 1),
        (Every.WEEK, date(2026, 2, 24), 6),  # the week of 春节, 16 to 22 February, has no workday
        (Every.MONTH, date(2026, 11, 30), 10),
        (Every.MONTH, date(2026, 12, 1), 11),
        (Every.QUARTER, date(2026, 11, 28), 3),
        (Every.HALF_YEAR, date(2026, 11, 28), 1),
        (Every.YEAR, date(2026, 12, 31), 0),
        (Every.YEAR, date(2027, 1, 1), 1),
    ],
)
def test_spans_that_are_over(every: Every, today: date, required: int) -> None:
    assert days_required(every, 1, NEW_YEAR, today, PUBLISHED) == required
    assert days_required(every, 2, NEW_YEAR, today, PUBLISHED) == 2 * required
    assert days_required(every, 0, NEW_YEAR, today, PUBLISHED) == 0


def test_who_came_in_the_middle_owes_nothing_for_it() -> None:
    assert days_required(Every.MONTH, 1, date(2026, 3, 10), date(2026, 5, 1), PUBLISHED) == 1


@given(st.sampled_from(list(Every)), st.dates(date(2024, 1, 1), date(2025, 12, 1)), st.integers(0, 400))
def test_it_only_grows_and_never_runs_ahead(every: Every, first: date, days: int) -> None:
    today = first + timedelta(days=days)
    now = days_required(every, 1, first, today, PUBLISHED)
    assert now <= days_required(every, 1, first, today + timedelta(days=1), PUBLISHED) <= now + 1
    assert now <= days // 7
