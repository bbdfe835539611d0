"""A rule of 接访安排 and those it was changed from and into (改规则): they share their days, so none is laid twice.

Files from before step 5 say neither `replaced_by`, `stopped_on` nor `laid_on`: there it is read from what stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from jiefang_tui.rules.plans.plan_days import PlanFacts, Planned, Turn, plan_days
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import PlanDay, PlanRule, PlanTurn
from jiefang_tui.terms import PlanKind, RestDay


def facts_of(rule: PlanRule) -> PlanFacts:
    """The rule as `rules.plans.plan_days` reads it."""
    turns: Any = PlanTurn.select().where(PlanTurn.rule == rule).order_by(PlanTurn.position)
    return PlanFacts(
        kind=PlanKind(rule.kind),
        begins_on=rule.begins_on,
        ends_on=rule.ends_on,
        turns=tuple(
            Turn(
                turn.leader_id,
                turn.weekday - 1 if turn.weekday else None,
                turn.place,
                turn.next_leader_id,
                turn.next_from,
            )
            for turn in turns
        ),
        weekdays=frozenset(int(one) - 1 for one in rule.weekdays),
        digits=frozenset(map(int, rule.digits)),
        is_lunar=rule.is_lunar,
        month_days=frozenset(map(int, rule.month_days.split())),
        on_rest_day=RestDay(rule.on_rest_day),
        counted_from=rule.counted_from,
    )


def successor(rule: PlanRule) -> PlanRule | None:
    """The rule that holds in its place: as it was written down, else one of the same days that begins the day after."""
    written: PlanRule | None = rule.replaced_by
    if written is not None:
        return written
    if rule.ends_on is None or rule.stopped_on is not None or rule.kind == PlanKind.ROSTER:
        return None
    after = (PlanRule.begins_on == rule.ends_on + timedelta(days=1)) & (PlanRule.id > rule.id)
    alike = (PlanRule.kind == rule.kind) & (PlanRule.mode == rule.mode) & (PlanRule.weekdays == rule.weekdays)
    alike &= (PlanRule.digits == rule.digits) & (PlanRule.month_days == rule.month_days)
    found: PlanRule | None = PlanRule.select().where(after & alike).order_by(PlanRule.id).first()
    return found


def successors(rule: PlanRule) -> list[PlanRule]:
    """Every rule that came in its place, in order; the last is the one that holds now, if any does."""
    found: list[PlanRule] = []
    after = successor(rule)
    while after is not None and after.id not in {rule.id, *(one.id for one in found)}:
        found.append(after)
        after = successor(after)
    return found


def chain(rule: PlanRule) -> set[int]:
    """Ids of the rule and of all it was changed from and into, however many changes away."""
    after = {one.id: successor(one) for one in PlanRule.select()}
    found = {rule.id}
    while True:
        more = {one.id for one in after.values() if one is not None and one.id in found}
        more |= {other.id for one, other in after.items() if other is not None and one in found}
        more |= {one for one, other in after.items() if other is not None and other.id in found}
        if more <= found:
            return found
        found |= more


def keys_laid(act: Act, rule: PlanRule, ids: Iterable[int]) -> set[tuple[date, int]]:
    """The days for which the rules of those `ids` have a line, as `rule` keeps them apart, by what was meant."""
    found = set[tuple[date, int]]()
    for row in PlanDay.select().where(PlanDay.rule.in_(ids)):
        row = act.change(row)  # as this act has left it
        found |= keys(rule, row.laid_on or row.day, _whose(row))
    return found


def keys(rule: PlanRule, day: date, whose: Iterable[int | None]) -> set[tuple[date, int]]:
    """What is once in a rule: a day; of villages a leader's day, and that of whom they took over from (接替)."""
    return {(day, one) for one in whose if one} if rule.kind == PlanKind.VILLAGE else {(day, 0)}


def note_moved(act: Act, rule: PlanRule) -> set[int]:
    """A line on a day that the rule does not mean was moved by hand, also where nothing says so (before step 5).

    It is noted for which day it was laid: the nearest one that has no line, of its own leader if there is one.
    Returns the ids of what was found.
    """
    if rule.kind == PlanKind.ROSTER:
        return set()
    rows = list(PlanDay.select().where(PlanDay.rule == rule).order_by(PlanDay.day))
    if not rows:
        return set()
    last = max(rule.laid_to, *(row.day for row in rows))
    facts = replace(facts_of(rule), ends_on=None)
    meant = plan_days(facts, rule.begins_on, last, calendar_of(act.desk.reference))
    days = {one.day for one in meant}
    has = {key for row in rows for key in keys(rule, row.laid_on or row.day, _whose(row))}
    laid = [one for one in meant if one.day <= rule.laid_to]
    free = [one for one in laid if not keys(rule, one.day, (one.leader_id, one.predecessor_id)) & has]
    noted = set()
    for row in rows:
        if row.laid_on is not None or row.day in days:
            continue
        came_from = min(free, key=lambda one: _distance(row, one), default=None)
        row = act.change(row)
        row.laid_on = came_from.day if came_from is not None else row.day
        if came_from is not None:
            free.remove(came_from)
        noted.add(row.id)
    return noted


def _whose(row: PlanDay) -> tuple[int, int]:
    return row.planned_leader_id or row.leader_id, row.predecessor_id or 0


def _distance(row: PlanDay, one: Planned) -> tuple[bool, int]:
    """Own days first, then by how far away they are."""
    return not {one.leader_id, one.predecessor_id} & set(_whose(row)), abs((one.day - row.day).days)
