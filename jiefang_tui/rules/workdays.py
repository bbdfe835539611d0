"""Working days: the State Council's calendar, with the office's own changes over it (holidays.toml)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta


def is_workday(day: date, overrides: Mapping[date, bool] | None = None) -> bool:
    """Whether `day` is worked: an override, else chinesecalendar, else Monday to Friday (a year not yet
    published)."""
    if overrides and day in overrides:
        return overrides[day]
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def workday_check(overrides: Mapping[date, bool] | None = None) -> Callable[[date], bool]:
    """`is_workday` bound to the office's overrides, as the deadline functions want it."""
    return lambda day: is_workday(day, overrides)


def add_workdays(start: date, days: int, check: Callable[[date], bool]) -> date:
    """The `days`-th working day after `start`, which itself is not counted (Art. 23(3): five of them)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if check(day):
            days -= 1
    return day
