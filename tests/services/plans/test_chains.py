"""Rules changed, ended and brought back however often: no day twice, none lost that nobody took out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.plans import days, making, succession
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.store.models import Officer, PlanDay, PlanRule
from jiefang_tui.store.queries.plans.rules import rule
from jiefang_tui.terms import PlanKind, SessionMode
from tests.services.given import refused

TODAY = date(2026, 11, 23)
END = date(2026, 12, 31)
THURSDAYS = [date(2026, 11, 26) + timedelta(days=7 * n) for n in range(6)]
TENTH, NINTH = date(2026, 12, 10), date(2026, 12, 9)


def weekly(*names: str, begins: date = TODAY, ends: date | None = None) -> RuleIn:
    """Every Thursday."""
    turns = [TurnIn(name) for name in names]
    return RuleIn(kind=PlanKind.WEEKLY, begins_on=begins, ends_on=ends, weekdays="4", turns=turns, hours="8:30")


VILLAGES = RuleIn(
    kind=PlanKind.VILLAGE,
    begins_on=TODAY,
    mode=SessionMode.DOWN_VISIT,
    turns=[TurnIn("周敏", 3, "章湾村"), TurnIn("刘静", 3, "石桥村")],
)


def standing() -> list[tuple[date, str]]:
    rows = PlanDay.select().where(PlanDay.stands).order_by(PlanDay.day, PlanDay.id)
    return [(row.day, row.leader.name) for row in rows]


def on(day: date, leader: str = "") -> int:
    """The line of that day."""
    here = (PlanDay.day == day) & PlanDay.stands
    if leader:
        here &= PlanDay.leader == Officer.get(Officer.name == leader)
    return int(PlanDay.get(here).id)


def move(desk: Desk, day: date, to: date) -> None:
    row = PlanDay.get_by_id(on(day))
    days.change_day(desk, row.id, DayIn(day=to, leader=row.leader.name, hours="14:00"))


def as_before_step_5(*rule_ids: int) -> None:
    """The columns of step 5 are empty."""
    PlanRule.update(replaced_by=None, stopped_on=None, was_to_end_on=None).where(PlanRule.id.in_(rule_ids)).execute()
    PlanDay.update(laid_on=None).where(PlanDay.rule.in_(rule_ids)).execute()


def test_the_first_of_three_rules_is_not_brought_back_beside_the_last(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    second, _ = making.change_rule(desk, first, weekly("刘静"), "换")
    third, _ = making.change_rule(desk, second, weekly("赵强"), "换")
    for one in (first, second):
        with refused("先停用改成的那一条"):
            making.resume_rule(desk, one, "恢复")
    making.end_rule(desk, third, TODAY - timedelta(days=1), "停")
    making.resume_rule(desk, first, "恢复")
    assert standing() == [(day, "周敏") for day in THURSDAYS]
    for one in (second, third):
        with refused("先停用改成的那一条"):
            making.resume_rule(desk, one, "恢复")


def test_a_touched_day_is_not_laid_again_by_a_change(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏", "刘静"))
    move(desk, TENTH, date(2026, 12, 1))
    making.change_rule(desk, first, weekly("赵强", begins=date(2026, 12, 7)), "换")
    assert TENTH not in dict(standing()) and date(2026, 12, 1) in dict(standing())


def test_a_day_taken_out_stays_out_through_two_changes(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏", "刘静"))
    days.cancel_day(desk, on(TENTH), "会")
    second, _ = making.change_rule(desk, first, weekly("赵强", begins=date(2026, 12, 1)), "换")
    making.change_rule(desk, second, weekly("周敏", begins=date(2026, 12, 1)), "换")
    assert [day for day, _ in standing()] == [day for day in THURSDAYS if day != TENTH]


def test_one_village_s_day_taken_out_leaves_the_other_s(desk: Desk) -> None:
    first, _ = making.make_rule(desk, VILLAGES)
    days.cancel_day(desk, on(NINTH, "周敏"), "会")
    making.change_rule(desk, first, replace(VILLAGES, hours="9:00", begins_on=date(2026, 12, 1)), "换时间")
    assert [name for day, name in standing() if day == NINTH] == ["刘静"]


def test_who_stands_in_at_a_village_is_not_doubled_by_who_takes_over(desk: Desk) -> None:
    first, _ = making.make_rule(desk, VILLAGES)
    days.stand_in(desk, on(NINTH, "周敏"), "赵强", "外出")
    succession.succeed(desk, "周敏", "王建国", date(2026, 12, 1), "调整")
    making.end_rule(desk, first, date(2026, 11, 26), "停")
    making.resume_rule(desk, first, "恢复")
    assert sorted(name for day, name in standing() if day == NINTH) == ["刘静", "赵强"]


def test_what_was_replaced_before_step_5_is_not_brought_back_beside_its_successor(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    second, _ = making.change_rule(desk, first, weekly("刘静"), "换")
    beside, _ = making.make_rule(desk, replace(weekly("赵强"), weekdays="2"))
    making.end_rule(desk, beside, TODAY - timedelta(days=1), "停")
    as_before_step_5(first, second, beside)
    with refused("先停用改成的那一条"):
        making.resume_rule(desk, first, "恢复")
    assert making.resume_rule(desk, beside, "恢复") == 6, "one of other days has nothing to do with them"


def test_a_day_moved_before_step_5_is_lost_by_no_end_and_no_change(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    moved_to = date(2026, 12, 8)
    move(desk, THURSDAYS[1], moved_to)
    as_before_step_5(first)
    want = sorted([moved_to, THURSDAYS[0], *THURSDAYS[2:]])
    making.end_rule(desk, first, date(2026, 11, 25), "停")
    making.resume_rule(desk, first, "恢复")
    assert [day for day, _ in standing()] == want
    as_before_step_5(first)
    making.change_rule(desk, first, weekly("刘静", begins=date(2026, 12, 1)), "换")
    assert [day for day, _ in standing()] == want


def test_what_was_ended_before_step_5_with_a_last_day_to_come_is_brought_back(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    other, _ = making.make_rule(desk, replace(weekly("刘静", ends=date(2026, 12, 20)), weekdays="2"))
    for one in (first, other):
        making.end_rule(desk, one, TENTH, "停")
    as_before_step_5(first, other)
    assert not rule(first, TODAY).holds
    assert (making.resume_rule(desk, first, "恢复"), making.resume_rule(desk, other, "恢复")) == (3, 1)
    assert (PlanRule.get_by_id(first).ends_on, PlanRule.get_by_id(other).ends_on) == (None, date(2026, 12, 20))


def test_a_changed_rule_comes_back_to_its_own_end(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏", ends=TENTH))
    second, _ = making.change_rule(desk, first, weekly("刘静", begins=date(2026, 11, 24), ends=TENTH), "换")
    making.end_rule(desk, second, date(2026, 11, 22), "停")
    making.resume_rule(desk, first, "恢复")
    assert PlanRule.get_by_id(first).ends_on == TENTH
    assert standing() == [(day, "周敏") for day in THURSDAYS if day <= TENTH]


def test_no_rule_is_stopped_later_than_it_ends(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏", ends=TENTH))
    with refused("到2026-12-10为止", "last_day"):
        making.end_rule(desk, first, END, "停")
    assert PlanRule.get_by_id(first).ends_on == TENTH


def test_what_was_changed_on_a_day_to_come_is_changed_in_its_successor(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    making.change_rule(desk, first, weekly("刘静", begins=date(2026, 12, 7)), "换")
    with refused("已经改成了另一条"):
        making.change_rule(desk, first, weekly("赵强", begins=date(2026, 11, 30)), "换")
    assert len(standing()) == len(THURSDAYS)


@pytest.mark.parametrize("given", [weekly("周敏", "刘静", "赵强"), VILLAGES], ids=["weekly", "villages"])
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_done_no_day_is_twice_and_none_is_lost(desk: Desk, given: RuleIn, seed: int) -> None:
    chance = random.Random(seed)
    making.make_rule(desk, given)
    meant = Counter(day for day, _ in standing())
    for _ in range(25):
        _something(desk, given, chance)
        rows = list(PlanDay.select().where(PlanDay.stands))
        twice = Counter((row.day, row.leader_id, row.mode, row.hours, row.place) for row in rows)
        assert max(twice.values(), default=0) <= 1
    for one in list(PlanRule.select().order_by(PlanRule.id.desc())):  # the last rule holds again to its end
        try:
            making.resume_rule(desk, one.id, "恢复")
        except Refused:
            continue
    has = Counter(row.laid_on or row.day for row in PlanDay.select() if row.rule_id)
    assert has == meant


def _something(desk: Desk, given: RuleIn, chance: random.Random) -> None:
    """One act, as a clerk might; what is refused was not done."""
    rules, rows = list(PlanRule.select()), list(PlanDay.select().where(PlanDay.day >= TODAY))
    which = chance.choice(rules)
    later = TODAY + timedelta(days=chance.randrange(-1, 30))
    turns = list(given.turns)
    chance.shuffle(turns)
    row, other = (chance.choice(rows), chance.choice(rows)) if rows else (None, None)
    acts: list[Callable[[], object]] = [lambda: making.resume_rule(desk, which.id, "恢复")]
    if rule(which.id, TODAY).holds:  # the screen offers no other
        acts = [
            lambda: making.end_rule(desk, which.id, later, "停"),
            lambda: making.change_rule(desk, which.id, replace(given, begins_on=later, turns=turns), "换"),
        ]
    if row is not None and other is not None:
        free = date(2026, 12, chance.choice([5, 6, 12, 13, 19, 20]))
        acts += [
            lambda: days.change_day(
                desk, row.id, DayIn(day=free, leader="", mode=SessionMode(row.mode), hours="14:00")
            ),
            lambda: days.swap_days(desk, row.id, other.id, "换"),
            lambda: days.cancel_day(desk, row.id, "会"),
            lambda: days.stand_in(desk, row.id, "王建国", "外出"),
        ]
    with suppress(Refused):
        chance.choice(acts)()


def test_days_that_went_by_while_a_rule_was_stopped_are_not_laid(desk: Desk) -> None:
    first, _ = making.make_rule(desk, weekly("周敏"))
    making.end_rule(desk, first, date(2026, 11, 24), "停")
    PlanRule.update(laid_to=date(2025, 12, 31), ends_on=date(2025, 11, 30)).where(PlanRule.id == first).execute()
    assert making.resume_rule(desk, first, "恢复") == len(THURSDAYS)
    assert PlanRule.get_by_id(first).laid_to == END
    PlanDay.delete().execute()
    PlanRule.update(laid_to=date(2025, 12, 31)).where(PlanRule.id == first).execute()
    assert making.lay_further(desk, END) == len(THURSDAYS)
