"""Measurements of the ways of receiving: F6, F8, what is due of agreements, 共性问题; each as its screen reads it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk

if TYPE_CHECKING:
    from jiefang_tui.store.queries.fieldwork.rounds import RoundView
    from jiefang_tui.ui.fieldwork.household_rows import Pages

PAGE = 200


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _months(day: date) -> Iterable[date]:
    """A day of this month and of each of the twelve before it."""
    for _ in range(13):
        yield day
        day = day.replace(day=1) - timedelta(days=1)


def plan_month(desk: Desk) -> list[float]:
    """F6 1: the rules, and the month with what came of each day; a year back by PgUp."""
    from jiefang_tui.store.queries.plans.days import booked_on, plan_lines
    from jiefang_tui.store.queries.plans.rules import rules
    from jiefang_tui.ui.widgets.month_grid import weeks_of

    def read(day: date) -> None:
        rules(clock.today())
        weeks = weeks_of(day)
        booked_on(weeks[0][0], weeks[-1][-1])
        plan_lines(weeks[0][0], weeks[-1][-1])

    return [timed(lambda day=day: read(day)) for day in _months(clock.today())]


def plan_leaders(desk: Desk) -> list[float]:
    """F6 3: five years of the office and of each leader side by side, a page of statistics."""
    from jiefang_tui.store.queries.plans.leaders import five_years
    from jiefang_tui.ui.plans import leader_table

    day = clock.today()
    return [timed(lambda: leader_table.rows(desk, five_years(day), day)) for _ in range(5)]


def field_month(desk: Desk) -> list[float]:
    """F8 1: a month of 走访 with its figures, and the months before it."""
    from jiefang_tui.store.queries.fieldwork import visits

    def read(day: date) -> None:
        first = day.replace(day=1)
        span = (first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        visits.visit_count(*span)
        visits.visit_lines(*span)
        visits.counts(*span)
        visits.counts_of_people(*span)
        visits.counts_of_villages(*span)

    return [timed(lambda day=day: read(day)) for day in _months(clock.today())]


def rounds(desk: Desk) -> list[float]:
    """F8 2: the lists, each with how many are still open."""
    from jiefang_tui.store.queries.fieldwork import rounds as queries

    return [timed(queries.rounds) for _ in range(10)]


def households(desk: Desk) -> list[float]:
    """The longest 入户清单: its sums, its groups and the first page; and what is not settled only."""
    from jiefang_tui.store.queries.fieldwork import rounds as queries

    longest = _longest()
    _pages(queries.round_view(longest), None)  # its modules are loaded

    def read(is_open: bool) -> None:
        view = queries.round_view(longest)
        queries.sums_by_state(view)
        _pages(view, queries.open_states(view) if is_open else None).fetch(0, PAGE)

    return [timed(lambda is_open=is_open: read(is_open)) for is_open in (False, True) for _ in range(5)]


def household_pages(desk: Desk) -> list[float]:
    """PgDn in it, to its end: each page (the median counts, as a collection of garbage falls into one)."""
    from jiefang_tui.store.queries.fieldwork import rounds as queries

    pages = _pages(queries.round_view(_longest()), None)
    return [timed(lambda at=at: pages.fetch(at, PAGE)) for at in range(0, pages.total, PAGE)]


def household_typed(desk: Desk) -> list[float]:
    """A household typed down the column of the longest list, saved, and the screen's page read again."""
    from jiefang_tui.services.fieldwork import households as acts
    from jiefang_tui.store.queries.fieldwork import rounds as queries

    longest = _longest()
    group = queries.group_lines(queries.round_view(longest))[0]

    def type_one(number: int) -> None:
        acts.add(desk, longest, acts.HouseholdIn(head=f"测{number}", group=group.name, cells={1: "墙裂", 3: "2400"}))
        view = queries.round_view(longest)
        queries.sums_by_state(view)
        _pages(view, None).fetch(0, PAGE)

    first = group.households  # so that a second run on the same data finds no name twice
    return [timed(lambda number=number: type_one(number)) for number in range(first, first + 20)]


def _longest() -> int:
    from jiefang_tui.store.queries.fieldwork import rounds as queries

    lists = queries.rounds()
    if not lists:
        raise SystemExit("no 入户清单 in these data: make them anew (jiefang sample)")
    return max(lists, key=lambda one: one.households).id


def _pages(view: RoundView, only: tuple[str, ...] | None) -> Pages:
    from jiefang_tui.store.queries.fieldwork import rounds as queries
    from jiefang_tui.ui.fieldwork import household_rows

    laid = household_rows.lay(view, 77, {})
    return household_rows.Pages(view, queries.group_lines(view, only), only, laid, masks=False)


def checks(desk: Desk) -> list[float]:
    """F8 3: what each village reported for the half month, and what of before is not settled."""
    from jiefang_tui.rules.fieldwork.check_spans import span_of
    from jiefang_tui.store.queries.fieldwork.checks import village_lines
    from jiefang_tui.terms import CheckSpan

    names = [area.name for area in desk.reference.areas.values()]
    span = span_of(clock.today(), CheckSpan.HALF_MONTH)
    return [timed(lambda: village_lines(*span, names)) for _ in range(10)]


def radar(desk: Desk) -> list[float]:
    """共性问题 as a leader sees it: the causes, and the matters of the first page."""
    from jiefang_tui.store.queries.together import radar as queries

    def read() -> None:
        found = queries.open_findings(clock.today(), desk.reference, with_units=True)
        queries.matters_in([row_id for one in found for row_id in one.matter_ids][:PAGE])
        queries.notes(with_units=True)

    return [timed(read) for _ in range(5)]


def instalments(desk: Desk) -> list[float]:
    """F5 履约: its number, its first page and its last."""
    from jiefang_tui.store.queries.supervision import morning

    day = clock.today()

    def read(is_last: bool) -> None:
        offset = max(0, morning.count("instalments", day) - PAGE) if is_last else 0
        morning.rows("instalments", day, offset, PAGE)

    return [timed(lambda is_last=is_last: read(is_last)) for is_last in (False, True) for _ in range(5)]


def sessions(desk: Desk) -> list[float]:
    """历次场次: the first page of the sessions with their figures, and the last."""
    from jiefang_tui.store.queries.together import clinic

    return [timed(lambda at=at: clinic.sessions(at, PAGE)) for at in (0, 1000, 2400) for _ in range(3)]


PROBES: dict[str, Callable[[Desk], list[float]]] = {
    "plan_month": plan_month,
    "plan_leaders": plan_leaders,
    "field_month": field_month,
    "rounds": rounds,
    "households": households,
    "household_pages": household_pages,
    "household_typed": household_typed,
    "checks": checks,
    "radar": radar,
    "instalments": instalments,
    "sessions": sessions,
}
