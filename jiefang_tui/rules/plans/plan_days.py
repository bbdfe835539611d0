"""接访安排: which leader's turn is on which day, from a rule of the office.

A rule is asked from its own first day on, whatever part of it is wanted: so the turns of a month do not depend on
which months were asked for before, and two parts of a year laid beside one another are the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from typing import NamedTuple

from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.terms import PlanKind, RestDay

LONGEST_REST = 16
"""Days within which a workday follows any day (`workdays.MOST_REST`)."""


class Turn(NamedTuple):
    """A leader's place in a rule."""

    leader_id: int
    weekday: int | None = None
    """The weekday that is theirs alone (Monday 0): 书记、镇长固定周一, or the afternoon in their village."""
    place: str = ""
    """Where they sit then, when it is not the rule's own place: the village."""
    next_leader_id: int | None = None
    next_from: date | None = None
    """From this day on it is the other one's (接替)."""

    def on(self, day: date) -> Planned:
        """Who sits there on `day`."""
        if self.next_leader_id is None or self.next_from is None or day < self.next_from:
            return Planned(day, self.leader_id, self.place)
        return Planned(day, self.next_leader_id, self.place, self.leader_id, self.next_from)


class Planned(NamedTuple):
    """A day and who sits there."""

    day: date
    leader_id: int
    place: str = ""
    predecessor_id: int | None = None
    succeeded_from: date | None = None
    """Whose place it was until which day (接替)."""


@dataclass(frozen=True)
class PlanFacts:
    """What a rule says (接访安排规则).

    `weekdays` are Monday 0 to Sunday 6; `digits` the last digits of a market day's date, of the lunar calendar
    (农历) where `is_lunar`; `month_days` the dates of a month, one that a month lacks being its last.
    """

    kind: PlanKind
    begins_on: date
    turns: tuple[Turn, ...]
    ends_on: date | None = None
    weekdays: frozenset[int] = frozenset()
    digits: frozenset[int] = frozenset()
    is_lunar: bool = False
    month_days: frozenset[int] = frozenset()
    on_rest_day: RestDay = RestDay.SKIP
    counted_from: date | None = None
    """From which day the turns are counted, where that is before its own first day."""


def plan_days(rule: PlanFacts, first: date, last: date, calendar: Calendar) -> list[Planned]:
    """Who sits on which day from `first` to `last`, in order; no leader twice on a day.

    A day that is put off (顺延) goes to the next workday on which this rule has nobody yet.
    """
    begun = max(first, rule.begins_on)
    return [one for one in _all_days(rule, last, calendar) if begun <= one.day <= last]


def _all_days(rule: PlanFacts, last: date, calendar: Calendar) -> list[Planned]:
    """From the first day of the rule to `last`, and what is put off to it from before."""
    end = min(last, rule.ends_on) if rule.ends_on else last
    if rule.kind == PlanKind.ROSTER:
        return []
    if rule.kind == PlanKind.VILLAGE:  # each on a day of their own, several on one
        found = [one for turn in rule.turns for one in _in_turn(rule, [turn], _weekdays(rule, turn, end), calendar)]
    else:
        meant = [day for day in _span(rule, end) if _is_meant(rule, day, calendar)]
        found = _in_turn(rule, rule.turns, meant, calendar)
    return sorted(one for one in found if rule.ends_on is None or one.day <= rule.ends_on)


def _in_turn(rule: PlanFacts, turns: Iterable[Turn], days: list[date], calendar: Calendar) -> list[Planned]:
    """Give each day the next leader: of those whose weekday it is, else of those who have none."""
    by_weekday: dict[int | None, list[Turn]] = {}
    for turn in turns:
        by_weekday.setdefault(turn.weekday, []).append(turn)
    in_turn = {weekday: cycle(theirs) for weekday, theirs in by_weekday.items()}
    taken = {day for day in days if day.weekday() in in_turn or None in in_turn}
    found = []
    for day in days:
        turns_here = in_turn.get(day.weekday(), in_turn.get(None))
        there = _worked(rule, day, calendar, taken) if turns_here is not None else None
        if turns_here is None or there is None:
            continue
        turn = next(turns_here)
        taken.add(there)
        found.append(turn.on(there))
    return found


def _weekdays(rule: PlanFacts, turn: Turn, end: date) -> list[date]:
    return [day for day in _span(rule, end) if day.weekday() == turn.weekday]


def _worked(rule: PlanFacts, day: date, calendar: Calendar, taken: set[date]) -> date | None:
    """The day itself where it is worked or kept, else the one it is put off to; None when it is left out."""
    if rule.on_rest_day == RestDay.KEEP or calendar.is_workday(day):
        return day
    if rule.on_rest_day == RestDay.SKIP:
        return None
    for after in range(1, 2 * LONGEST_REST):
        there = day + timedelta(days=after)
        if calendar.is_workday(there) and there not in taken:
            return there
    return None


def _is_meant(rule: PlanFacts, day: date, calendar: Calendar) -> bool:
    """Whether the rule means `day`, before rest days are looked at."""
    if rule.kind == PlanKind.EACH_WORKDAY:
        return calendar.is_workday(day)
    if rule.kind == PlanKind.WEEKLY:
        own = {turn.weekday for turn in rule.turns if turn.weekday is not None}
        return day.weekday() in rule.weekdays | own
    if rule.kind == PlanKind.MONTH_DAY:
        is_last = (day + timedelta(days=1)).day == 1
        return day.day in rule.month_days or (is_last and any(one > day.day for one in rule.month_days))
    number = lunar_day(day) if rule.is_lunar else day.day
    return number % 10 in rule.digits


@cache
def lunar_day(day: date) -> int:
    """The day of the lunar month (农历), 1 to 30. Raises ValueError outside borax's calendar (1900 to 2100)."""
    from borax.calendars.lunardate import LunarDate  # 65 kB that only an office with lunar markets needs

    return int(LunarDate.from_solar(day).day)


def _span(rule: PlanFacts, last: date) -> Iterator[date]:
    day = rule.counted_from or rule.begins_on
    while day <= last:
        yield day
        day += timedelta(days=1)
