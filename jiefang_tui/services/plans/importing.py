"""已发的接访表 laid as it is, from a file of WPS or Excel or typed down a column; taken back by ending it as a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from jiefang_tui import clock
from jiefang_tui.rules.plans.roster import Roster, RosterLine, read_roster, rows_of
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import typed_table
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.models import PlanDay, PlanRule
from jiefang_tui.terms import PlanKind, RestDay, SessionMode


def read_file(path: str) -> Roster:
    """The roster in a file. Raises `Refused` when it is none, or cannot be read."""
    return _checked(read_roster(typed_table(path), clock.today()), "file")


def read_text(text: str) -> Roster:
    """The roster typed down a column or pasted. Raises `Refused` when nothing of it is one."""
    return _checked(read_roster(rows_of(text), clock.today()), "typed")


def _checked(roster: Roster, field: str) -> Roster:
    if not roster.lines:
        raise Refused("这里面没有找到「日期、领导」两栏，不像接访表；请核对，或者一行一个写：1月4日 周敏。", field)
    return roster


class Laid(NamedTuple):
    """What came of a roster."""

    laid: int
    there: int
    """Lines that stood in the plan already."""
    beside: tuple[str, ...]
    """Days on which somebody else sat already, and now both: ``01-05 韩平、赵立``."""


def lay_roster(
    desk: Desk, lines: Sequence[RosterLine], meant: Mapping[str, str] | None = None, hours: str = "", place: str = ""
) -> Laid:
    """Lay the days of a roster. `meant`: who is meant by a name that nobody here has.

    `hours` and `place` are of the lines that have none of their own.
    """
    meant = meant or {}
    with acting(desk, "plan.import") as act:
        days = [line.day for line in lines]
        rule = act.create(
            PlanRule,
            kind=PlanKind.ROSTER,
            begins_on=min(days),
            ends_on=None,
            laid_to=max(days),
            on_rest_day=RestDay.KEEP,
            hours=hours.strip(),
            place=place.strip(),
        )
        act.about(rule)
        laid = there = 0
        here: Any = PlanDay.select(PlanDay.day, PlanDay.leader).where(PlanDay.day.between(min(days), max(days)))
        standing: set[tuple[date, int]] = set(here.where(PlanDay.stands).tuples())
        planned = {day for day, _ in standing}
        added = set[date]()
        for line in lines:
            leader = officer_named(act, meant.get(line.name, line.name), field="typed")
            assert leader is not None
            if (line.day, leader.id) in standing:
                there += 1
                continue
            standing.add((line.day, leader.id))
            act.create(
                PlanDay,
                day=line.day,
                leader=leader,
                rule=rule,
                mode=SessionMode.RECEPTION_DAY,
                hours=line.hours or hours.strip(),
                place=line.place or place.strip(),
            )
            laid += 1
            added.add(line.day)
        if not laid:
            raise Refused("这张表里的日子都已经排了，没有要加的。", "typed")
    return Laid(laid, there, tuple(_both(day) for day in sorted(planned & added)))


def _both(day: date) -> str:
    rows = PlanDay.select().where((PlanDay.day == day) & PlanDay.stands).order_by(PlanDay.id)
    return f"{day:%m-%d} {'、'.join(dict.fromkeys(row.leader.name for row in rows))}"
