"""Days as they are typed here: today is the desk's clock, a working day (3个工作日) one of the office's own calendar.

Forms read days by these, so that a promise is counted as the legal dates are (holidays.toml over the published list).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.workdays import PUBLISHED, Calendar

# Reading dates is imported with the first typed day, not with the desk.
if TYPE_CHECKING:
    from jiefang_tui.rules.text import Parsed
    from jiefang_tui.rules.typed.dates import Sense

_calendar: Callable[[], Calendar] = Calendar
"""Gives the calendar; before the desk is open the published one."""


def use(calendar: Callable[[], Calendar]) -> None:
    """Count by this calendar from now on; it is called when working days are first typed, not before."""
    global _calendar
    _calendar = calendar


def typed_day(text: str, sense: Sense | None = None) -> Parsed[date]:
    """Read a day; without a `sense` of year, one to come."""
    from jiefang_tui.rules.typed.dates import Sense, parse_date

    return parse_date(text, clock.today(), sense or Sense.AHEAD, calendar=_calendar_for(text))


def typed_moment(text: str, sense: Sense | None = None) -> Parsed[datetime]:
    """Read a day with a time; without a `sense` of year, one to come."""
    from jiefang_tui.rules.typed.dates import Sense, parse_moment

    return parse_moment(text, clock.now(), sense or Sense.AHEAD, calendar=_calendar_for(text))


def typed_span(first: str, last: str, sense: Sense) -> tuple[Parsed[date], Parsed[date]]:
    """Read a pair from-to."""
    from jiefang_tui.rules.typed.dates import parse_span

    return parse_span(first, last, clock.today(), sense, calendar=_calendar_for(first + last))


def _calendar_for(text: str) -> Calendar:
    return _calendar() if "工作日" in text else PUBLISHED
