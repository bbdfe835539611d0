"""排查周期: every day lies in one span, and the spans follow one another without a hole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.fieldwork.check_spans import neighbour, report_spans, span_of, span_words
from jiefang_tui.terms import CheckSpan


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(CheckSpan))
def test_no_day_is_lost_and_none_is_twice(day: date, span: CheckSpan) -> None:
    first, last = span_of(day, span)
    assert first <= day <= last
    after, before = neighbour(first, span, 1), neighbour(first, span, -1)
    assert after[0] == last + timedelta(days=1) and before[1] == first - timedelta(days=1)
    assert neighbour(after[0], span, -1) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 1), date(2026, 11, 15), "2026年11月上半月"),
        (date(2026, 11, 16), date(2026, 11, 30), "2026年11月下半月"),
        (date(2026, 2, 16), date(2026, 2, 28), "2026年2月下半月"),
        (date(2026, 12, 1), date(2026, 12, 31), "2026年12月"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
        (date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (date(2026, 1, 3), date(2026, 2, 4), "2026-01-03至2026-02-04"),
    ],
)
def test_how_a_span_is_called(first: date, last: date, words: str) -> None:
    assert span_words(first, last) == words


def test_the_spans_of_a_report() -> None:
    assert [span_words(*span) for span in report_spans(date(2026, 5, 9)).values()] == [
        "2026年5月",
        "2026年第2季度",
        "2026年上半年",
        "2026年",
    ]
