"""接访安排: rules become days, days are put right and taken back, and a plan alone changes no figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import days, making, presence, succession
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.services.reception.statistics import stats
from jiefang_tui.store.models import AuditEntry, Officer, PlanDay, PlanRule, PlanTurn, Responsibility
from jiefang_tui.store.queries.plans.days import PlanLine, plan_line, plan_lines, unentered
from jiefang_tui.store.queries.plans.rules import rule
from jiefang_tui.terms import Outcome, PlanKind, RestDay, SessionMode
from tests.services.given import one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
EACH = RuleIn(
    kind=PlanKind.EACH_WORKDAY,
    begins_on=date(2026, 11, 2),
    turns=[TurnIn("周敏"), TurnIn("刘静"), TurnIn("王建国")],
    hours="8:30-11:30",
    place="接待室",
)


def received(desk: Desk) -> None:
    """One visitor came and was answered on the spot."""
    one = registered(desk)
    receiving.start_talk(desk, one.visit_id)
    talk.decide(desk, one.visit_id, one.matter_ids[0], talk.OutcomeIn(Outcome.ANSWERED, told="当场答复"))


def november() -> list[PlanLine]:
    return plan_lines(date(2026, 11, 1), date(2026, 11, 30))


def line_on(day: date) -> PlanLine:
    (line,) = [one for one in november() if one.day == day]
    return line


def day_id(day: date) -> int:
    found = line_on(day).plan_day_id
    assert found is not None
    return found


def test_a_rule_becomes_days_to_the_end_of_its_year(desk: Desk) -> None:
    with one_act("plan_rule.make"):
        rule_id, laid = making.make_rule(desk, EACH)
    assert laid == PlanDay.select().count() == 44
    assert PlanRule.get_by_id(rule_id).laid_to == date(2026, 12, 31)
    assert [(f"{one.day:%m-%d}", one.leader, one.hours, one.place) for one in november()[:3]] == [
        ("11-02", "周敏", "8:30-11:30", "接待室"),
        ("11-03", "刘静", "8:30-11:30", "接待室"),
        ("11-04", "王建国", "8:30-11:30", "接待室"),
    ]
    with one_act("plan.lay"):
        assert making.lay_further(desk, date(2027, 1, 31)) == 21
    with refused("已经排到那一天"):
        making.lay_further(desk, date(2027, 1, 31))


def test_a_rule_changed_in_the_middle_loses_no_day_and_makes_none_twice(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, EACH)
    days.stand_in(
        desk, day_id(date(2026, 11, 26)), "王建国" if line_on(date(2026, 11, 26)).leader != "王建国" else "周敏"
    )
    kept = line_on(date(2026, 11, 26)).leader
    before = [one.day for one in november()]
    thursday_off = RuleIn(
        kind=PlanKind.EACH_WORKDAY, begins_on=date(2026, 11, 25), turns=[TurnIn("刘静"), TurnIn("赵强")]
    )
    with one_act("plan_rule.change", "班子分工调整"):
        making.change_rule(desk, rule_id, thursday_off, "班子分工调整")
    assert [one.day for one in november()] == before
    assert line_on(date(2026, 11, 26)).leader == kept, "a day that was touched stays"
    assert {one.leader for one in november() if one.day > date(2026, 11, 26)} == {"刘静", "赵强"}
    assert {one.leader for one in november() if one.day < date(2026, 11, 25)} == {"周敏", "刘静", "王建国"}


def test_an_ended_rule_comes_back(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, EACH)
    before = [(one.day, one.leader) for one in november()]
    with one_act("plan_rule.end", "试用结束"):
        assert making.end_rule(desk, rule_id, date(2026, 11, 24), "试用结束") == 27
    assert max(one.day for one in november()) == date(2026, 11, 24)
    with one_act("plan_rule.resume", "继续试用"):
        assert making.resume_rule(desk, rule_id, "继续试用") == 27
    assert [(one.day, one.leader) for one in november()] == before
    with refused("没有停用"):
        making.resume_rule(desk, rule_id, "再来")


@pytest.mark.parametrize(
    ("given", "said", "field"),
    [
        (RuleIn(kind=PlanKind.EACH_WORKDAY, begins_on=TODAY, turns=[]), "轮到的领导", "turns"),
        (RuleIn(kind=PlanKind.WEEKLY, begins_on=TODAY, turns=[TurnIn("周敏")]), "每周哪一天", "weekdays"),
        (RuleIn(kind=PlanKind.MARKET_DAY, begins_on=TODAY, turns=[TurnIn("周敏")]), "逢几赶集", "digits"),
        (RuleIn(kind=PlanKind.MONTH_DAY, begins_on=TODAY, turns=[TurnIn("周敏")]), "每月几号", "month_days"),
        (RuleIn(kind=PlanKind.VILLAGE, begins_on=TODAY, turns=[TurnIn("周敏", place="章湾村")]), "周几到村", "turns"),
        (
            RuleIn(kind=PlanKind.EACH_WORKDAY, begins_on=TODAY, ends_on=date(2026, 1, 1), turns=[TurnIn("周敏")]),
            "止日在起日之前",
            "ends_on",
        ),
    ],
)
def test_what_a_rule_lacks_is_said(desk: Desk, given: RuleIn, said: str, field: str) -> None:
    with refused(said, field):
        making.make_rule(desk, given)
    assert PlanRule.select().count() == 0


def test_two_days_change_places_and_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    one, other = day_id(date(2026, 11, 24)), day_id(date(2026, 11, 25))
    mine, theirs = line_on(date(2026, 11, 24)).leader, line_on(date(2026, 11, 25)).leader
    with one_act("plan_day.swap", "周敏去县里开会"):
        days.swap_days(desk, one, other, "周敏去县里开会")
    swapped = line_on(date(2026, 11, 24))
    assert (swapped.leader, swapped.planned_leader, swapped.swapped_with) == (theirs, mine, date(2026, 11, 25))
    days.swap_days(desk, one, other)
    back = line_on(date(2026, 11, 24))
    assert (back.leader, back.planned_leader, back.swapped_with, back.change_reason) == (mine, "", None, "")


def test_somebody_stands_in_and_the_planned_one_comes_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    day = date(2026, 11, 24)
    planned = line_on(day).leader
    with one_act("plan_day.stand_in", "外出"):
        days.stand_in(desk, day_id(day), "赵强", "外出")
    assert (line_on(day).leader, line_on(day).planned_leader) == ("赵强", planned)
    with refused("本来就是赵强", "leader"):
        days.stand_in(desk, day_id(day), "赵强")
    days.stand_in(desk, day_id(day), planned)
    assert (line_on(day).leader, line_on(day).planned_leader) == (planned, "")


def test_a_day_is_added_changed_taken_out_and_back(desk: Desk) -> None:
    sunday = date(2026, 11, 29)
    with one_act("plan_day.add"):
        added = days.add_day(desk, DayIn(day=sunday, leader="周敏", hours="19:00", place="章湾村"))
    with refused("已经排了周敏", "day"):
        days.add_day(desk, DayIn(day=sunday, leader="周敏", hours="19:00", place="章湾村"))
    with one_act("plan_day.change"):
        days.change_day(desk, added, DayIn(day=date(2026, 11, 28), leader="周敏", hours="19:30"))
    with one_act("plan_day.cancel", "村里停电"):
        days.cancel_day(desk, added, "村里停电")
    assert line_on(date(2026, 11, 28)).cancel_reason == "村里停电"
    with refused("先恢复"):
        days.stand_in(desk, added, "刘静")
    with one_act("plan_day.restore"):
        days.restore_day(desk, added)
    assert line_on(date(2026, 11, 28)).cancelled_on is None


def test_a_plan_alone_changes_no_figure(desk: Desk) -> None:
    before = stats(desk, date(2026, 11, 1), date(2026, 12, 31))
    making.make_rule(desk, EACH)
    assert stats(desk, date(2026, 11, 1), date(2026, 12, 31)) == before
    assert not any(one.was_there for one in november())


def test_three_facts_and_what_is_not_entered(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    friday, today = date(2026, 11, 20), TODAY
    assert [one.day for one in unentered(friday, today)] == [friday]
    with one_act("plan_day.no_visitor"):
        presence.note_no_visitor(desk, day_id(friday), "听取矛盾纠纷排查汇报")
    assert unentered(friday, today) == []
    assert (line_on(friday).was_there, line_on(friday).had_no_visitor, line_on(friday).came.batches) == (True, True, 0)
    with one_act("plan_day.take_back_presence", "记错了日子"):
        presence.take_back_presence(desk, day_id(friday), "记错了日子")
    assert [one.day for one in unentered(friday, today)] == [friday]
    assert AuditEntry.select().where(AuditEntry.act == "plan_day.take_back_presence").get().reason == "记错了日子"
    with refused("还没到"):
        presence.attend(desk, day_id(date(2026, 11, 24)))


def test_who_received_was_there_without_a_word(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    leader = line_on(TODAY).leader
    receiving.open_session(desk, leader=leader)
    received(desk)
    line = line_on(TODAY)
    assert (line.was_there, line.attended_at, line.came.batches) == (True, None, 1)
    with refused("接待了1批"):
        presence.note_no_visitor(desk, day_id(TODAY))


def test_who_received_without_a_plan_stands_in_the_month(desk: Desk) -> None:
    receiving.open_session(desk, leader="钱副镇长")
    received(desk)
    line = line_on(TODAY)
    assert (line.plan_day_id, line.leader, line.came.batches, line.mode_label) == (None, "钱副镇长", 1, "随时接访")


def test_a_rest_day_is_put_off(desk: Desk) -> None:
    making.make_rule(
        desk,
        RuleIn(
            kind=PlanKind.WEEKLY,
            begins_on=date(2026, 9, 28),
            turns=[TurnIn("周敏")],
            weekdays="4",
            on_rest_day=RestDay.NEXT,
        ),
    )
    october = [one.day for one in plan_lines(date(2026, 10, 1), date(2026, 10, 9))]
    assert october == [date(2026, 10, 8), date(2026, 10, 9)]


def test_one_day_by_its_id(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    found = plan_line(day_id(TODAY))
    assert found is not None and found == line_on(TODAY)
    assert plan_line(9999) is None


def test_from_a_day_on_somebody_takes_over_and_gives_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    before = [(one.day, one.leader) for one in november()]
    with one_act("plan.succeed", "分工调整"):
        said = succession.succeed(desk, "刘静", "赵强", TODAY, "分工调整")
    assert said.startswith("11-23起赵强接替刘静：接访日")
    after = november()
    assert [one.day for one in after] == [day for day, _ in before], "no day twice, none lost"
    assert {one.leader for one in after if one.day >= TODAY} == {"周敏", "王建国", "赵强"}
    assert {one.leader for one in after if one.day < TODAY} == {"周敏", "刘静", "王建国"}
    making.lay_further(desk, date(2027, 1, 31))
    january = {one.leader for one in plan_lines(date(2027, 1, 1), date(2027, 1, 31))}
    assert january == {"周敏", "王建国", "赵强"}
    said = succession.succeed(desk, "赵强", "刘静", TODAY, "又调回来")
    assert said.startswith("11-23起还给刘静：接访日")
    assert [(one.day, one.leader) for one in november()] == before
    assert all(not one.predecessor and not one.planned_leader for one in november())


def test_what_is_put_right_in_a_rule_deals_nobody_s_day_anew(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, EACH)
    succession.succeed(desk, "刘静", "赵强", date(2026, 12, 22), "调离")
    before = [(one.day, one.leader) for one in plan_lines(TODAY, date(2026, 12, 31))]
    making.change_rule(desk, rule_id, replace(EACH, begins_on=date(2026, 12, 1), phone="0571-999"), "换电话")
    after = plan_lines(TODAY, date(2026, 12, 31))
    assert [(one.day, one.leader) for one in after] == before
    assert {one.phone for one in after if one.day >= date(2026, 12, 1)} == {"0571-999"}
    making.lay_further(desk, date(2027, 1, 31))
    assert {one.leader for one in plan_lines(date(2027, 1, 1), date(2027, 1, 31))} == {"周敏", "赵强", "王建国"}


def test_work_in_hand_goes_along_only_where_it_is_named(desk: Desk) -> None:
    kept, given = owned(desk, "章德福", "周敏"), owned(desk, "李春生", "周敏")
    making.make_rule(desk, EACH)
    succession.succeed(desk, "周敏", "赵强", TODAY, "分工调整")
    assert {row.leader.name for row in Responsibility.select()} == {"周敏"}
    said = succession.succeed(desk, "周敏", "赵强", TODAY, "分工调整", kinds=["包案"])
    assert "包案2件" in said
    assert {(row.matter_id, row.leader.name) for row in Responsibility.select()} == {(kept, "赵强"), (given, "赵强")}


@pytest.mark.parametrize(
    ("leaving", "taking", "reason", "said", "field"),
    [
        ("刘静", "赵强", "", "为什么接替", "reason"),
        ("没有的人", "赵强", "调整", "没有这位领导", "leaving"),
        ("刘静", "", "调整", "由谁接替", "taking"),
        ("刘静", "刘静", "调整", "同一个人", "taking"),
    ],
)
def test_a_succession_that_cannot_be(desk: Desk, leaving: str, taking: str, reason: str, said: str, field: str) -> None:
    making.make_rule(desk, EACH)
    with refused(said, field):
        succession.succeed(desk, leaving, taking, TODAY, reason)


def test_a_leader_at_two_places_on_a_day_is_said_and_each_session_has_what_came_of_it(desk: Desk) -> None:
    morning_id = days.add_day(desk, DayIn(day=TODAY, leader="周敏", hours="8:30-11:30", place="接待室"))
    assert days.also_there(morning_id) == ""
    evening = DayIn(day=TODAY, leader="周敏", mode=SessionMode.NIGHT_VISIT, hours="19:00", place="章湾村")
    evening_id = days.add_day(desk, evening)
    assert days.also_there(evening_id) == "周敏当天还有：接访日 8:30-11:30 接待室"
    receiving.open_session(desk, "reception_day", "周敏")
    received(desk)
    first, second = (plan_line(one) for one in (morning_id, evening_id))
    assert first is not None and second is not None
    assert (first.came.batches, second.came.batches) == (1, 0) and not second.was_there
    receiving.open_session(desk, SessionMode.NIGHT_VISIT, "周敏")
    received(desk)
    lines = [plan_line(one) for one in (morning_id, evening_id)]
    assert [line.came.batches for line in lines if line] == [1, 1]
    assert [one.came.batches for one in plan_lines(TODAY, TODAY)] == [1, 1]


def test_two_rules_of_different_kinds_lay_both_their_days(desk: Desk) -> None:
    monday = RuleIn(kind=PlanKind.WEEKLY, begins_on=TODAY, weekdays="1", turns=[TurnIn("周敏")])
    making.make_rule(desk, monday)
    night = replace(monday, mode=SessionMode.NIGHT_VISIT)
    assert making.make_rule(desk, night)[1] == PlanDay.select().where(PlanDay.mode == "night_visit").count() == 6


def test_who_came_and_left_was_a_visitor(desk: Desk) -> None:
    added = days.add_day(desk, DayIn(day=TODAY, leader="周敏"))
    one = registered(desk)
    receiving.leave(desk, one.visit_id)
    with refused("1批没有接谈就离开了"):
        presence.note_no_visitor(desk, added)
    presence.attend(desk, added)
    assert not line_on(TODAY).had_no_visitor


def test_somebody_who_came_after_it_was_said_was_a_visitor(desk: Desk) -> None:
    added = days.add_day(desk, DayIn(day=TODAY, leader="周敏"))
    presence.note_no_visitor(desk, added)
    assert line_on(TODAY).had_no_visitor
    receiving.open_session(desk, "reception_day", "周敏")
    received(desk)
    assert not line_on(TODAY).had_no_visitor and line_on(TODAY).came.batches == 1


def test_days_that_are_over_stay_when_a_rule_ends_before_them(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, EACH)
    over = [one.day for one in unentered(date(2026, 11, 1), TODAY)]
    making.end_rule(desk, rule_id, date(2026, 11, 5), "换了办法")
    assert [one.day for one in unentered(date(2026, 11, 1), TODAY)] == over
    assert max(one.day for one in november()) == date(2026, 11, 20)


def test_who_takes_over_next_year_sits_there_from_that_day_in_what_is_laid_later(desk: Desk) -> None:
    weekly = RuleIn(kind=PlanKind.WEEKLY, begins_on=TODAY, weekdays="1", turns=[TurnIn("周敏")])
    making.make_rule(desk, weekly)
    july = date(2027, 7, 1)
    succession.succeed(desk, "周敏", "刘静", july, "分工调整")
    making.lay_further(desk, date(2027, 12, 31))
    lines = plan_lines(date(2027, 1, 1), date(2027, 12, 31))
    assert {one.leader for one in lines if one.day < july} == {"周敏"}
    assert {one.leader for one in lines if one.day >= july} == {"刘静"}
    rule_id = PlanRule.get().id
    changed, _ = making.change_rule(desk, rule_id, replace(weekly, begins_on=date(2027, 11, 1)), "改了周几")
    assert PlanTurn.get(PlanTurn.rule == changed).next_leader.name == "刘静"
    with refused("已由刘静接替周敏", "from_day"):
        succession.succeed(desk, "刘静", "赵强", date(2027, 9, 1), "又调整")
    succession.succeed(desk, "刘静", "周敏", july, "不调了")
    assert {one.leader for one in plan_lines(date(2027, 1, 1), date(2027, 12, 31))} == {"周敏"}
    assert PlanTurn.select().where(PlanTurn.next_from.is_null(False)).count() == 0


def test_an_ended_rule_comes_back_as_it_was_put_right(desk: Desk) -> None:
    """Exchanged, moved and taken out days stay what they are; none is laid twice."""
    making.make_rule(desk, replace(EACH, kind=PlanKind.WEEKLY, weekdays="5", begins_on=date(2026, 12, 1)))
    first, second, third, fourth = plan_lines(date(2026, 12, 1), date(2026, 12, 31))
    ids = [one.plan_day_id or 0 for one in (first, second, third, fourth)]
    days.swap_days(desk, ids[0], ids[1])
    days.cancel_day(desk, ids[2], "开会")
    days.change_day(desk, ids[3], DayIn(day=date(2026, 12, 24), leader=fourth.leader, hours="14:00", place="章湾村"))
    before = plan_lines(date(2026, 12, 1), date(2026, 12, 31))
    rule_id = PlanRule.get().id
    assert making.end_rule(desk, rule_id, date(2026, 11, 30), "试用结束") == 0
    assert making.resume_rule(desk, rule_id, "继续") == 0
    assert plan_lines(date(2026, 12, 1), date(2026, 12, 31)) == before


def test_a_rule_with_a_last_day_of_its_own_keeps_it(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, replace(EACH, ends_on=date(2026, 12, 10)))
    with refused("本来就排到2026-12-10"):
        making.resume_rule(desk, rule_id, "看看")
    assert rule(rule_id, TODAY).holds
    making.end_rule(desk, rule_id, date(2026, 11, 30), "试用结束")
    making.resume_rule(desk, rule_id, "继续")
    assert PlanRule.get_by_id(rule_id).ends_on == date(2026, 12, 10)
    assert max(one.day for one in plan_lines(TODAY, date(2026, 12, 31))) == date(2026, 12, 10)


def test_a_changed_rule_leaves_what_is_over_and_is_not_run_beside_its_successor(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, EACH)
    over = [(one.day, one.leader) for one in november() if one.day < TODAY]
    changed, _ = making.change_rule(desk, rule_id, replace(EACH, turns=[TurnIn("赵强")]), "换人")
    assert [(one.day, one.leader) for one in november() if one.day < TODAY] == over
    assert {one.leader for one in november() if one.day >= TODAY} == {"赵强"}
    with refused("改成了另一条"):
        making.resume_rule(desk, rule_id, "再来")
    with refused("先恢复再改", "begins_on"):
        making.change_rule(desk, rule_id, replace(EACH, begins_on=date(2027, 6, 1)), "再改")
    making.end_rule(desk, changed, date(2026, 11, 22), "不换了")
    making.resume_rule(desk, rule_id, "照旧")
    assert {one.leader for one in november() if one.day >= TODAY} == {"周敏", "刘静", "王建国"}


def test_no_further_than_the_end_of_next_year_and_from_no_first_day_by_a_slip(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    making.lay_further(desk, date(2027, 12, 31))
    with refused("最多排到明年年底"):
        making.lay_further(desk, date(2028, 12, 31))
    lunar = replace(EACH, kind=PlanKind.MARKET_DAY, digits="369", is_lunar=True, begins_on=date(1900, 1, 1))
    with refused("起日要在", "begins_on"):
        making.make_rule(desk, lunar)


def test_a_presence_is_given_to_nobody_else(desk: Desk) -> None:
    added = days.add_day(desk, DayIn(day=TODAY, leader="周敏"))
    presence.attend(desk, added)
    with refused("已经记了到岗", "leader"):
        days.stand_in(desk, added, "刘静")


def test_taking_over_is_taken_back_without_what_was_the_other_one_s_own(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    before = [(one.day, one.leader) for one in november()]
    day = date(2026, 11, 24)
    succession.succeed(desk, "周敏", "刘静", day, "调整")
    assert {one.leader for one in november() if one.day >= day} == {"刘静", "王建国"}
    succession.succeed(desk, "刘静", "周敏", day, "不调了")
    assert [(one.day, one.leader) for one in november()] == before
    making.lay_further(desk, date(2027, 1, 31))
    assert {one.leader for one in plan_lines(date(2027, 1, 1), date(2027, 1, 31))} == {"周敏", "刘静", "王建国"}


def test_a_leader_goes_to_their_own_village_where_the_rule_names_none(desk: Desk) -> None:
    for name, villages in (("周敏", "章湾村"), ("韩平", "章湾村、石桥村"), ("何静", "石桥村")):
        Officer.create(name=name, villages=villages)
    turns = [TurnIn("周敏", 1), TurnIn("韩平", 2), TurnIn("何静", 3, "城东社区")]
    making.make_rule(desk, RuleIn(kind=PlanKind.VILLAGE, begins_on=TODAY, turns=turns))
    assert [row.place for row in PlanTurn.select().order_by(PlanTurn.position)] == ["章湾村", "", "城东社区"]


def test_a_day_exchanged_since_somebody_took_over_comes_back_as_well(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    one, other = (next(x.day for x in november() if x.leader == name and x.day > TODAY) for name in ("刘静", "周敏"))
    succession.succeed(desk, "刘静", "赵强", TODAY, "调整")
    days.swap_days(desk, day_id(one), day_id(other), "换")
    assert (line_on(one).leader, line_on(other).leader) == ("周敏", "赵强")
    succession.succeed(desk, "赵强", "刘静", TODAY, "还原")
    assert (line_on(one).leader, line_on(other).leader) == ("周敏", "刘静")
    days.swap_days(desk, day_id(one), day_id(other), "换回")
    assert [(x.leader, x.planned_leader, x.predecessor) for x in (line_on(one), line_on(other))] == [
        ("刘静", "", ""),
        ("周敏", "", ""),
    ]
