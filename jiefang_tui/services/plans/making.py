"""接访安排规则: made, changed from a day on, ended, laid further; what comes of it are plan days (排班日).

A day that somebody has touched (对调, 代替, 取消, 到岗) stays as it is whatever becomes of its rule; the others follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from jiefang_tui.rules.plans.plan_days import PlanFacts, Turn, plan_days
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import PlanDay, PlanRule, PlanTurn
from jiefang_tui.terms import PlanKind, RestDay, SessionMode


@dataclass(frozen=True)
class TurnIn:
    """A leader's place in a rule, as said: the name, the weekday that is theirs (1 Monday to 7), the village."""

    leader: str
    weekday: int | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleIn:
    """A rule as said. `weekdays` and `digits` are strings of digits (weekdays 1 to 7), `month_days` of numbers."""

    kind: PlanKind
    begins_on: date
    turns: Sequence[TurnIn]
    ends_on: date | None = None
    weekdays: str = ""
    digits: str = ""
    is_lunar: bool = False
    month_days: str = ""
    on_rest_day: RestDay = RestDay.SKIP
    mode: SessionMode = SessionMode.RECEPTION_DAY
    hours: str = ""
    place: str = ""
    phone: str = ""
    units: str = ""


def year_end(day: date) -> date:
    """The last day of its year: that far a plan is laid."""
    return date(day.year, 12, 31)


def make_rule(desk: Desk, given: RuleIn) -> tuple[int, int]:
    """Write down a rule and lay its days to the end of its year. Returns its id and how many days came of it."""
    with acting(desk, "plan_rule.make") as act:
        rule = _create(act, given)
        return rule.id, _lay(act, rule, rule.begins_on, rule.laid_to)


def change_rule(desk: Desk, rule_id: int, given: RuleIn, reason: str) -> tuple[int, int]:
    """From `given.begins_on` on another rule in the place of this one. Returns the new id and how many days."""
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "plan_rule.change", reason) as act:
        old = act.change(PlanRule.get_by_id(rule_id))
        if given.begins_on <= old.begins_on:
            given = replace(given, begins_on=old.begins_on)
        _end(act, old, given.begins_on - timedelta(days=1))
        rule = _create(act, given)
        kept = {day for (day,) in _days_of(old, given.begins_on).select(PlanDay.day).tuples()}
        return rule.id, _lay(act, rule, rule.begins_on, rule.laid_to, without=kept)


def end_rule(desk: Desk, rule_id: int, last_day: date, reason: str) -> int:
    """The rule holds to `last_day`; its later days that nobody touched go. Returns how many."""
    if not reason.strip():
        raise Refused("请写明为什么停用。", "reason")
    with acting(desk, "plan_rule.end", reason) as act:
        return _end(act, act.change(PlanRule.get_by_id(rule_id)), last_day)


def resume_rule(desk: Desk, rule_id: int, reason: str) -> int:
    """An ended rule holds again, to the end of its year; the days that went come back. Returns how many."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "plan_rule.resume", reason) as act:
        rule = act.change(PlanRule.get_by_id(rule_id))
        if rule.ends_on is None:
            raise Refused("这条规则没有停用。")
        if rule.kind == PlanKind.ROSTER:
            raise Refused("导入的接访表停用以后不能恢复，请再导入一次。")
        first = rule.ends_on + timedelta(days=1)
        rule.ends_on, rule.laid_to = None, max(rule.laid_to, year_end(first))
        return _lay(act, rule, first, rule.laid_to)


def lay_further(desk: Desk, last_day: date) -> int:
    """Lay the days of every rule that holds to `last_day` (排下月, 排明年). Returns how many days came of it."""
    with acting(desk, "plan.lay") as act:
        laid = 0
        for rule in PlanRule.select().order_by(PlanRule.id):
            end = min(last_day, rule.ends_on) if rule.ends_on else last_day
            if end > rule.laid_to and rule.kind != PlanKind.ROSTER:
                rule = act.change(rule)
                laid += _lay(act, rule, rule.laid_to + timedelta(days=1), end)
                rule.laid_to = end
        if not laid:
            raise Refused("没有可排的：还没有规则，或者已经排到那一天。请先定规则，或者按 Ins 加一场。")
    return laid


def _create(act: Act, given: RuleIn) -> PlanRule:
    _check(given)
    end = year_end(given.begins_on)
    rule = act.create(
        PlanRule,
        kind=given.kind,
        begins_on=given.begins_on,
        ends_on=given.ends_on,
        laid_to=min(end, given.ends_on) if given.ends_on else end,
        weekdays=given.weekdays,
        digits=given.digits,
        is_lunar=given.is_lunar,
        month_days=given.month_days,
        on_rest_day=given.on_rest_day,
        mode=given.mode,
        hours=given.hours.strip(),
        place=given.place.strip(),
        phone=given.phone.strip(),
        units=" ".join(given.units.split()),
    )
    act.about(rule)
    for position, turn in enumerate(given.turns):
        leader = officer_named(act, turn.leader, field="turns")
        place = turn.place.strip()
        if given.kind == PlanKind.VILLAGE and leader is not None and "、" not in leader.villages:
            place = place or leader.villages
        act.create(PlanTurn, rule=rule, position=position, leader=leader, weekday=turn.weekday, place=place)
    return rule


def _check(given: RuleIn) -> None:
    if not given.turns or not all(turn.leader.strip() for turn in given.turns):
        raise Refused("请填写轮到的领导，一个一行。", "turns")
    if given.ends_on is not None and given.ends_on < given.begins_on:
        raise Refused("止日在起日之前，请核对。", "ends_on")
    own = [turn.weekday for turn in given.turns if turn.weekday]
    if given.kind == PlanKind.WEEKLY and not (given.weekdays or own):
        raise Refused("请填写每周哪一天：1 是周一，7 是周日。", "weekdays")
    if given.kind == PlanKind.MARKET_DAY and not given.digits:
        raise Refused("请填写逢几赶集，例如 369。", "digits")
    if given.kind == PlanKind.MONTH_DAY and not given.month_days:
        raise Refused("请填写每月几号，例如 5 15 25。", "month_days")
    if given.kind == PlanKind.VILLAGE and len(own) < len(given.turns):
        raise Refused("请给每位领导填写周几到村。", "turns")


def facts_of(rule: PlanRule) -> PlanFacts:
    """The rule as `rules.plans.plan_days` reads it."""
    turns: Any = PlanTurn.select().where(PlanTurn.rule == rule).order_by(PlanTurn.position)
    return PlanFacts(
        kind=PlanKind(rule.kind),
        begins_on=rule.begins_on,
        ends_on=rule.ends_on,
        turns=tuple(Turn(turn.leader_id, turn.weekday - 1 if turn.weekday else None, turn.place) for turn in turns),
        weekdays=frozenset(int(one) - 1 for one in rule.weekdays),
        digits=frozenset(map(int, rule.digits)),
        is_lunar=rule.is_lunar,
        month_days=frozenset(map(int, rule.month_days.split())),
        on_rest_day=RestDay(rule.on_rest_day),
    )


def _lay(act: Act, rule: PlanRule, first: date, last: date, without: frozenset[date] | set[date] = frozenset()) -> int:
    """Make the days of a rule; a leader who stands on that day already is not put there twice."""
    standing: Any = PlanDay.select(PlanDay.day, PlanDay.leader).where(PlanDay.day.between(first, last) & PlanDay.stands)
    there = set(standing.tuples())
    laid = 0
    for one in plan_days(facts_of(rule), first, last, calendar_of(act.desk.reference)):
        if one.day in without or (one.day, one.leader_id) in there:
            continue
        act.create(
            PlanDay,
            day=one.day,
            leader=one.leader_id,
            rule=rule,
            mode=rule.mode,
            hours=rule.hours,
            place=one.place or rule.place,
            phone=rule.phone,
        )
        laid += 1
    return laid


def _end(act: Act, rule: PlanRule, last_day: date) -> int:
    rule.ends_on = last_day
    act.about(rule)
    untouched = PlanDay.attended_at.is_null() & PlanDay.cancelled_on.is_null() & PlanDay.planned_leader.is_null()
    going = list(_days_of(rule, last_day + timedelta(days=1)).where(untouched))
    for row in going:
        act.remove(row)
    return len(going)


def _days_of(rule: PlanRule, first: date) -> Any:
    return PlanDay.select().where((PlanDay.rule == rule) & (PlanDay.day >= first))
