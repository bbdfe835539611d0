"""Working days: the State Council's calendar, with the office's own changes over it (holidays.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SURE_FROM, SURE_TO = 2004, 2026
"""Years that every chinesecalendar we accept has in full: said without the 16 ms of its import."""
MOST_REST = 15
"""Days by which rest days can put a date off, generously: the longest rest so far had ten (24 January to 2 February
2020), and no count of working days ended more than twelve days after one by Monday to Friday."""


def known_year(year: int, complete_years: frozenset[int] = frozenset()) -> bool:
    """Whether the rest days of `year` are known: published and in chinesecalendar, or entered in full by the office."""
    if SURE_FROM <= year <= SURE_TO or year in complete_years:
        return True
    return SURE_FROM <= year <= published_to()


def is_workday(day: date, overrides: Mapping[date, bool] | None = None) -> bool:
    """Whether `day` is worked: an override, else chinesecalendar, else Monday to Friday (a year not yet
    published; a legal date is never rolled by that, see `Calendar`)."""
    if overrides and day in overrides:
        return overrides[day]
    published = _published(day)
    return day.weekday() < 5 if published is None else published


@cache
def _published(day: date) -> bool | None:
    """What chinesecalendar says of a day, None when its year is not there; asked anew it takes forty times as long."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@dataclass(frozen=True)
class Calendar:
    """The office's calendar: which days are worked, and of which years that is known at all."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    complete_years: frozenset[int] = frozenset()
    """Years whose list the office entered in full (``years = [2027]`` in holidays.toml)."""

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked; of a year that is not known, Monday to Friday."""
        return is_workday(day, self.overrides)

    def knows(self, year: int) -> bool:
        """Whether the list of `year` is there."""
        return known_year(year, self.complete_years)

    def says(self, day: date) -> bool | None:
        """Whether `day` is worked, None when nobody has said so: a year not known, and no override for the day."""
        if day in self.overrides:
            return self.overrides[day]
        return is_workday(day) if self.knows(day.year) else None

    def last_in_time(self, day: date) -> date:
        """`day`, or the first working day after it when it is a rest day; `day` itself where nobody knows that year."""
        there = day
        while True:
            worked = self.says(there)
            if worked is not False:
                return day if worked is None else there
            there += timedelta(days=1)

    def days_left(self, day: date, today: date) -> int:
        """Days from `today` to the last one in time, negative when late."""
        return (self.last_in_time(day) - today).days

    def workday_after(self, start: date, days: int) -> tuple[date, tuple[int, ...]]:
        """The `days`-th working day after `start`, and the years of which only Monday to Friday could be taken.

        For what is proposed to a person, or looked ahead to; a legal date is counted by `deadlines.last_day`.
        """
        day, guessed = start, set[int]()
        while days > 0:
            day += timedelta(days=1)
            if self.says(day) is None:
                guessed.add(day.year)
            days -= self.is_workday(day)
        return day, tuple(sorted(guessed))


PUBLISHED = Calendar()
"""What the State Council published, without anything of the office's own."""


@cache
def published_to() -> int:
    """The last year that chinesecalendar has, read off the end of its list: each start asks, an import costs 16 ms."""
    found = re.findall(rb"date\(year=(\d{4})", _list_of_days()[-2000:])
    if found:
        return max(map(int, found))
    import chinese_calendar

    return int(max(chinese_calendar.constants.holidays).year)


def calendar_version() -> str:
    """Which edition of chinesecalendar is here, without importing it."""
    return str(len(_list_of_days()))


def _list_of_days() -> bytes:
    spec = find_spec("chinese_calendar")
    try:
        return Path(spec.origin).with_name("constants.py").read_bytes() if spec and spec.origin else b""
    except OSError:  # in an archive
        return b""


def unknown_in_short(years: tuple[int, ...]) -> str:
    """The same for the line of the start, where unfinished drafts are told as well: 40 cells for one year."""
    return f"{_not_there(years)}，请录入holidays.toml" if years else ""


def unknown_sentence(years: tuple[int, ...]) -> str:
    """What the clerk is told of years without a list; empty when there are none. Fits on one line of 78 cells."""
    return f"{_not_there(years)}，落在该年的期限不作顺延；公布后请录入 holidays.toml。" if years else ""


def guessed_sentence(years: tuple[int, ...]) -> str:
    """What is said beside a day that was reached by Monday to Friday in years without a list; empty without any."""
    return f"{_not_there(years)}，暂按周一至周五上班推算，请核对。" if years else ""


def _not_there(years: tuple[int, ...]) -> str:
    return f"{'、'.join(str(year) for year in years)}年放假安排未收录"
