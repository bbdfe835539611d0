"""接访安排规则: made, changed from a day on, ended, laid further; what comes of it are plan days (排班日).

A day that somebody has touched (对调, 代替, 取消, 到岗, 参加单位) stays as it is whatever becomes of its rule; the
others follow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from jiefang_tui.rules.plans.plan_days import plan_days
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.plans.chains import chain, facts_of, keys, keys_laid, note_moved, successor, successors
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import PlanDay, PlanRule, PlanSeat, PlanTurn
from jiefang_tui.terms import PlanKind, RestDay, SessionMode

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""First days of a rule that are no slip of a finger; the lunar calendar holds them all."""


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
        return rule.id, _lay(act, rule, rule.begins_on, rule.laid_to, ())


def change_rule(desk: Desk, rule_id: int, given: RuleIn, reason: str) -> tuple[int, int]:
    """From `given.begins_on` on another rule in the place of this one. Returns the new id and how many days.

    It changes what is to come: days that are over stay as they were planned.
    """
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "plan_rule.change", reason) as act:
        old = act.change(PlanRule.get_by_id(rule_id))
        if old.ends_on is not None and old.ends_on < given.begins_on:
            raise Refused(f"这条规则到{old.ends_on}为止，先恢复再改，或者另加一条。", "begins_on")
        if successor(old) is not None:
            raise Refused("这条规则已经改成了另一条，请改那一条；要从这条改，先恢复它。")
        if given.begins_on <= old.begins_on:
            given = replace(given, begins_on=old.begins_on)
        shared = chain(old)
        old.was_to_end_on = old.was_to_end_on if old.stopped_on else old.ends_on
        _end(act, old, given.begins_on - timedelta(days=1))
        rule = _create(act, given, _successions(old, act.today))
        old.replaced_by = rule
        if _turns_of(old, act.today) == _turns_of(rule, act.today):
            rule.counted_from = old.counted_from or old.begins_on  # the turns go on, nobody's day is dealt anew
        if rule.begins_on < act.today:
            rule.laid_to = min(filter(None, (year_end(act.today), rule.ends_on)))
        return rule.id, _lay(act, rule, max(rule.begins_on, act.today), rule.laid_to, shared)


def end_rule(desk: Desk, rule_id: int, last_day: date, reason: str) -> int:
    """The rule holds to `last_day`; its later days that nobody touched go. Returns how many.

    Days that are over stay: somebody has yet to say whether the leader was there (未登记).
    """
    if not reason.strip():
        raise Refused("请写明为什么停用。", "reason")
    with acting(desk, "plan_rule.end", reason) as act:
        rule = act.change(PlanRule.get_by_id(rule_id))
        if rule.ends_on is not None and last_day > rule.ends_on:
            raise Refused(f"这条规则到{rule.ends_on}为止，停用的日子要在那以前；要排得更远，请改规则。", "last_day")
        if rule.stopped_on is None:
            rule.stopped_on, rule.was_to_end_on = act.today, rule.ends_on
        return _end(act, rule, last_day)


def resume_rule(desk: Desk, rule_id: int, reason: str) -> int:
    """An ended rule holds again, to the end of its year; the days that went come back. Returns how many.

    Of one ended before step 5 it is not known whether it had an end of its own: it had, if its days went up to it and
    not to the end of a year.
    """
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "plan_rule.resume", reason) as act:
        rule = act.change(PlanRule.get_by_id(rule_id))
        act.about(rule)
        if rule.ends_on is None:
            raise Refused("这条规则没有停用。")
        if not rule.was_ended and rule.ends_on > act.today:
            raise Refused(f"这条规则没有停用，它本来就排到{rule.ends_on}；要排得更远，请改规则。")
        if rule.kind == PlanKind.ROSTER:
            raise Refused("导入的接访表停用以后不能恢复，请再导入一次。")
        instead, shared = successors(rule), chain(rule)
        if any(one.ends_on is None or one.ends_on >= act.today for one in instead):
            raise Refused("这条规则改成了另一条，两条一起排会重；先停用改成的那一条，再恢复这一条。")
        first = max(rule.ends_on + timedelta(days=1), act.today)
        note_moved(act, rule)
        rule.ends_on, rule.stopped_on, rule.was_to_end_on = _own_end(rule), None, None
        rule.replaced_by = None
        if instead:  # what was its successor is its predecessor now: the two still share their days
            act.change(instead[-1]).replaced_by = rule
        last = max(rule.laid_to, year_end(first))
        rule.laid_to = min(last, rule.ends_on) if rule.ends_on else last
        return _lay(act, rule, first, rule.laid_to, shared)


def _own_end(rule: PlanRule) -> date | None:
    """The last day that an ended rule had of itself."""
    if rule.stopped_on or rule.replaced_by_id or not rule.was_ended:
        return rule.was_to_end_on
    return rule.laid_to if rule.laid_to != year_end(rule.laid_to) else None


def lay_further(desk: Desk, last_day: date) -> int:
    """Lay the days of every rule that holds to `last_day` (排下月, 排明年). Returns how many days came of it."""
    with acting(desk, "plan.lay") as act:
        furthest = year_end(date(act.today.year + 1, 1, 1))
        if last_day > furthest:
            raise Refused(f"最多排到明年年底{furthest}，已经排到了。")
        laid = 0
        for rule in PlanRule.select().order_by(PlanRule.id):
            end = min(last_day, rule.ends_on) if rule.ends_on else last_day
            if end > rule.laid_to and rule.kind != PlanKind.ROSTER:
                rule = act.change(rule)
                laid += _lay(act, rule, max(rule.laid_to + timedelta(days=1), act.today), end, chain(rule))
                rule.laid_to = end
        if not laid:
            raise Refused("没有可排的：还没有规则，或者已经排到那一天。请先定规则，或者按 Ins 加一场。")
    return laid


def _create(act: Act, given: RuleIn, successions: Mapping[int, PlanTurn] | None = None) -> PlanRule:
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
        coming = (successions or {}).get(leader.id) if leader is not None else None
        place = turn.place.strip()
        if given.kind == PlanKind.VILLAGE and leader is not None and "、" not in leader.villages:
            place = place or leader.villages
        act.create(
            PlanTurn,
            rule=rule,
            position=position,
            leader=leader,
            weekday=turn.weekday,
            place=place,
            next_leader=coming.next_leader_id if coming else None,
            next_from=coming.next_from if coming else None,
        )
    return rule


def _check(given: RuleIn) -> None:
    if not EARLIEST <= given.begins_on <= LATEST:
        raise Refused(f"起日要在{EARLIEST.year}年到{LATEST.year}年之间，请核对。", "begins_on")
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


def _lay(act: Act, rule: PlanRule, first: date, last: date, shared: Collection[int]) -> int:
    """Make the days of a rule from `first` to `last`. Returns how many.

    A day that the rule or one of the `shared` (it was changed from or into them) has already, moved, exchanged or
    taken out as it may be, is not laid again; where a leader sits on that day in another session of the kind, there is
    none beside it, but for one's own village when it is another's that they stand in for.
    """
    elsewhere = PlanDay.stands & (PlanDay.mode == rule.mode) & PlanDay.day.between(first, last)
    if rule.kind == PlanKind.VILLAGE:
        elsewhere &= PlanDay.planned_leader.is_null() | PlanDay.rule.is_null() | PlanDay.rule.not_in(shared)
    taken = set(PlanDay.select(PlanDay.day, PlanDay.leader).where(elsewhere).tuples())
    has = keys_laid(act, rule, {rule.id, *shared})
    laid = 0
    for one in plan_days(facts_of(rule), first, last, calendar_of(act.desk.reference)):
        is_laid = keys(rule, one.day, (one.leader_id, one.predecessor_id)) & has
        if is_laid or (one.day, one.leader_id) in taken:
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
            predecessor=one.predecessor_id,
            succeeded_from=one.succeeded_from,
        )
        laid += 1
    return laid


def _end(act: Act, rule: PlanRule, last_day: date) -> int:
    """Let it hold to `last_day`; what it has laid later goes, but for what is over and what somebody touched."""
    moved = note_moved(act, rule)
    rule.ends_on = last_day
    act.about(rule)
    untouched = (
        PlanDay.attended_at.is_null()
        & PlanDay.cancelled_on.is_null()
        & PlanDay.planned_leader.is_null()
        & PlanDay.laid_on.is_null()
        & PlanDay.id.not_in(moved)
        & PlanDay.id.not_in(PlanSeat.select(PlanSeat.plan_day))
    )
    going = list(_days_of(rule, max(last_day + timedelta(days=1), act.today)).where(untouched))
    for row in going:
        act.remove(row)
    return len(going)


def _turns_of(rule: PlanRule, today: date) -> list[tuple[int, int | None, str]]:
    """Who stands in a rule now, in order, each with their weekday and village."""
    found = []
    for one in PlanTurn.select().where(PlanTurn.rule == rule).order_by(PlanTurn.position):
        has_come = one.next_from is not None and one.next_from <= today
        found.append((one.next_leader_id or one.leader_id if has_come else one.leader_id, one.weekday, one.place))
    return found


def _successions(rule: PlanRule, today: date) -> dict[int, PlanTurn]:
    """By leader, whose place goes to another one on a day to come (接替): it does so in the changed rule as well."""
    coming = PlanTurn.select().where((PlanTurn.rule == rule) & (PlanTurn.next_from > today))
    return {turn.leader_id: turn for turn in coming}


def _days_of(rule: PlanRule, first: date) -> Any:
    return PlanDay.select().where((PlanDay.rule == rule) & (PlanDay.day >= first))
