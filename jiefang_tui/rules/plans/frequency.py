"""接访频次: how many days a leader is to receive by now: a plain number beside how many they did, no light, no card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.terms import Every

_MONTHS = {Every.WEEK: 0, Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
"""Months of a span; a week is counted by itself."""


def days_required(every: Every, times: int, first: date, today: date, calendar: Calendar) -> int:
    """`times` for each span that lies within `first` to `today` and is over; a week without a workday asks nothing.

    A span that began before `first` (who came into office in its middle) or is not over yet asks nothing either, so
    that nobody is behind who may still do it.
    """
    return times * sum(
        any(calendar.is_workday(begun + timedelta(days=n)) for n in range((ended - begun).days + 1))
        for begun, ended in _spans(every, first, today)
    )


def _spans(every: Every, first: date, today: date) -> Iterator[tuple[date, date]]:
    """Whole spans of the calendar, first day and last, that begin from `first` on and are over before `today`."""
    begun = first
    if every == Every.WEEK:
        begun += timedelta(days=-first.weekday() % 7)
        while begun + timedelta(days=6) < today:
            yield begun, begun + timedelta(days=6)
            begun += timedelta(days=7)
        return
    months = _MONTHS[every]
    begun = _month_start(first, months)
    while (after := _add_months(begun, months)) <= today:
        yield begun, after - timedelta(days=1)
        begun = after


def _month_start(day: date, months: int) -> date:
    """The first day of the span of so many months that begins on `day` or next after it."""
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return start if start == day else _add_months(start, months)


def _add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)
