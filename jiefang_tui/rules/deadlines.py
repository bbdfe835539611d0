"""Counting of periods, and what a due date is made of. No length and no article is known by heart here.

The Regulation has no rule of its own for counting; by analogy with the Civil Code Art. 201 and 203 the first day is
not counted and a period ending on a rest day ends on the next working day. Everything late goes by that rolled day,
the last on which it can be done in time; warnings by the raw day, which is the safer one and which the county's system
counts by. A date that the assigning body set (Art. 22(1)) is not rolled.

At the end: what becomes of the dates of a matter that goes into another one (并案).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiefang_tui.rules.workdays import MOST_REST, Calendar
from jiefang_tui.terms import WINDOWS, DueKind, Stage

WorkdayCheck = Callable[[date], bool]

STAGES: dict[DueKind, Stage] = {
    DueKind.TRIAGE: Stage.NOTICE,
    DueKind.ACCEPTANCE_NOTICE: Stage.NOTICE,
    DueKind.OBJECTION: Stage.NOTICE,
    DueKind.SIGN: Stage.SIGN,
    DueKind.HANDLING: Stage.REPLY,
    DueKind.EXTENDED: Stage.REPLY,
    DueKind.ASSIGNED: Stage.REPLY,
    DueKind.REPORT_UP: Stage.REPLY,
    DueKind.ROUTE: Stage.REPLY,
    DueKind.REPLY: Stage.REPLY,
    DueKind.SET: Stage.REPLY,
    DueKind.MEASURE: Stage.REPLY,
    DueKind.RESOLVE: Stage.REPLY,
    DueKind.SERVICE: Stage.SERVICE,
    DueKind.FOLLOW_UP: Stage.FOLLOW_UP,
    DueKind.COMMITMENT: Stage.PERFORMANCE,
    DueKind.REVIEW_REQUEST: Stage.REVIEW,
    DueKind.REVIEW: Stage.REVIEW,
    DueKind.RECHECK_REQUEST: Stage.REVIEW,
    DueKind.RECHECK: Stage.REVIEW,
}


@dataclass(frozen=True)
class Stop:
    """Days that are not counted: a hearing during 复核 (Art. 36(2)). Both ends belong to it."""

    begins: date
    ends: date | None = None
    """None while it goes on."""
    why: str = ""

    def covers(self, day: date) -> bool:
        """Whether `day` is not counted; one that goes on covers its first day until its end is known."""
        return self.begins <= day <= (self.ends or self.begins)


@dataclass(frozen=True)
class Longer:
    """Days added to a period (Art. 34): by whom approved, when, why."""

    days: int
    approver: str = ""
    approved_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Due:
    """One due date of a matter and how it came about."""

    kind: DueKind
    subject: str
    """What it is about where there are several: ``commitment:12``; else empty."""
    what: str
    """In words, as the list says it: ``办结``, ``承诺: 首期工资``."""
    start: date
    days: int | None
    """None where somebody set the date itself."""
    is_working: bool
    raw: date
    """The last day by counting; warnings go by it."""
    rolled: date
    """The last day in time: `raw`, or the next working day after it; `raw` when that cannot be known."""
    article: str
    source: str
    """Whose length it is: 信访工作条例, 本台设置(默认), 简易办理 ..."""
    counted_from: str = ""
    """The fact it starts from: ``受理``."""
    stops: tuple[Stop, ...] = ()
    longer: tuple[Longer, ...] = ()
    is_open: bool = True
    """Neither met nor lapsed."""
    is_paused: bool = False
    met_on: date | None = None
    unknown_years: tuple[int, ...] = ()
    """Years whose rest days nobody knows yet and that this date depends on."""
    latest: date | None = None
    """With `unknown_years` a day by which it is surely over, whatever rest days there will be."""

    @property
    def is_ours(self) -> bool:
        """Whether somebody here can be late by it; the petitioner's own windows are not ours, a right is no duty."""
        return self.kind not in WINDOWS

    @property
    def stage(self) -> Stage:
        """Which light it belongs to."""
        return STAGES[self.kind]

    def left_on(self, today: date) -> int:
        """Days left on `today` to the last day in time, negative when overdue."""
        return (self.rolled - today).days

    def is_over_on(self, day: date) -> bool | None:
        """Whether `day` lies after it, rolled; None while that hangs on rest days nobody knows."""
        if day <= self.rolled:
            return False
        return None if self.latest is not None and day <= self.latest else True


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or its last where it has none: a period by months ends there (Civil Code 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def due_date(
    start: date,
    days: int,
    *,
    is_working: bool = False,
    stops: Sequence[Stop] = (),
    longer: Sequence[Longer] = (),
    check: WorkdayCheck | None = None,
) -> date:
    """The last day of a period: `start` is not counted, nor the days of a stop; added days come on top.

    A period of working days needs `check`, which says whether a day is worked.
    """
    left = days + sum(one.days for one in longer)
    if not is_working and not stops:
        return start + timedelta(days=left)
    day = start
    while left > 0:
        day += timedelta(days=1)
        if any(stop.covers(day) for stop in stops):
            continue
        if is_working and check is not None and not check(day):
            continue
        left -= 1
    return day


def enter_by(raw: date, rolled: date, calendar: Calendar) -> date | None:
    """The last working day before `raw` where that is a rest day: who enters it by then is in time for a system that
    does not roll. None where nothing was rolled, or the days before are not known.
    """
    day = raw
    while rolled != raw and (worked := calendar.says(day)) is not None:
        if worked:
            return day
        day -= timedelta(days=1)
    return None


def both_days(raw: date, rolled: date, calendar: Calendar) -> str:
    """``4-03前录入，系统按4-05计`` of a date that was rolled; empty of any other."""
    day = enter_by(raw, rolled, calendar)
    return f"{day.month}-{day:%d}前录入，系统按{raw.month}-{raw:%d}计" if day else ""


def counted_days(due: Due, check: WorkdayCheck) -> list[date]:
    """The working days that make up a period of working days, in order."""
    days = []
    for offset in range(1, (due.raw - due.start).days + 1):
        day = due.start + timedelta(days=offset)
        if check(day) and not any(stop.covers(day) for stop in due.stops):
            days.append(day)
    return days


def rolled_day(day: date, calendar: Calendar) -> tuple[date, tuple[int, ...]]:
    """`day`, or the first working day after it when it is a rest day (Civil Code Art. 203).

    Where the calendar does not know a year on the way: `day` itself and that year.
    """
    there = day
    while True:
        worked = calendar.says(there)
        if worked is None:
            return day, (there.year,)
        if worked:
            return there, ()
        there += timedelta(days=1)


def last_day(
    start: date,
    days: int,
    calendar: Calendar,
    *,
    is_working: bool = False,
    stops: Sequence[Stop] = (),
    longer: Sequence[Longer] = (),
) -> tuple[date, date, tuple[int, ...]]:
    """Raw day, rolled day and the years not known of a period.

    In a year that nobody knows every day counts as worked, so that the day given is never later than the right one.
    """
    unknown: set[int] = set()

    def check(day: date) -> bool:
        worked = calendar.says(day)
        if worked is None:
            unknown.add(day.year)
        return worked is not False

    raw = due_date(start, days, is_working=is_working, stops=stops, longer=longer, check=check)
    rolled, years = rolled_day(raw, calendar)
    return raw, rolled, tuple(sorted(unknown.union(years)))


def latest_day(
    start: date,
    days: int,
    calendar: Calendar,
    unknown_years: Sequence[int],
    *,
    is_working: bool = False,
    stops: Sequence[Stop] = (),
    longer: Sequence[Longer] = (),
) -> date | None:
    """A day by which a period that depends on `unknown_years` is surely over; None when it depends on none."""
    if not unknown_years:
        return None
    likely = due_date(start, days, is_working=is_working, stops=stops, longer=longer, check=calendar.is_workday)
    return likely + timedelta(days=MOST_REST * len(unknown_years))


_GO_ALONG = ("dispatch:", "commitment:")
"""Dates of what moves to the other matter and keeps its day."""


def put_off(
    our_dues: Sequence[Due], other_dues: Sequence[Due], today: date, fixed_days: Collection[date] = ()
) -> Due | None:
    """The first open date in `our_dues` that would come later or be lost if only `other_dues` counted; else None.

    One that is met there and not yet late here is done by that. `fixed_days` move along with the matter (约访).
    """
    for due in our_dues:
        if not (due.is_open and due.is_ours) or due.subject.startswith(_GO_ALONG):
            continue
        if due.kind is DueKind.SET and due.raw in fixed_days:
            continue
        same = [one for one in other_dues if _kind(one) == _kind(due)]
        runs_there = any(one.is_open and one.raw <= due.raw for one in same)
        is_done_there = due.rolled >= today and any(one.met_on is not None for one in same)
        if not (runs_there or is_done_there):
            return due
    return None


def day_there(due: Due, other_dues: Sequence[Due]) -> date | None:
    """The earliest open date in `other_dues` of the same kind as `due`; None where there is none."""
    return min((one.raw for one in other_dues if one.is_open and _kind(one) == _kind(due)), default=None)


def _kind(due: Due) -> DueKind:
    """An extended date is the date of the same duty."""
    return DueKind.HANDLING if due.kind is DueKind.EXTENDED else due.kind
