"""The supervisor's lists: number and rows are one query, who belongs where, and that every number goes by an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from peewee import fn

from jiefang_tui import clock
from jiefang_tui.rules.lights import warns_from
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealing
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import (
    Commitment,
    Deadline,
    Dispatch,
    FollowUp,
    Matter,
    Officer,
    Unit,
    db,
)
from jiefang_tui.store.queries.supervision import foresight, morning
from jiefang_tui.store.queries.supervision.morning import LISTS
from jiefang_tui.store.queries.supervision.scope import Scope
from jiefang_tui.terms import CardColour, DispatchKind, DueKind, Light, MatterState, Outcome, WaitFor
from tests.beginnings import beginning
from tests.services.given import days_ago, given_slip, handed_over, owned, registered, sealed
from tests.store.day import arrive, end

TODAY = date(2026, 11, 23)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def why(name: str, day: date = TODAY, **more: Any) -> list[str]:
    found = morning.rows(name, day, **more)
    assert len(found) == morning.count(name, day, more.get("scope", morning.EVERYBODY))
    return [line.why for line in found]


def due(matter_id: int, kind: DueKind, raw: date, **more: Any) -> None:
    """A date of a matter as `services.clocks` would have stored it, and the nearest of them on the matter."""
    given = {"start_on": raw - timedelta(days=60), "rolled_on": raw, "subject": f"test:{raw}"} | more
    given["warn_on"] = warns_from(given["start_on"], raw)
    Deadline.create(matter=matter_id, kind=kind, raw_on=raw, **given)
    nearest = Deadline.select().where(Deadline.matter == matter_id).order_by(Deadline.raw_on).first()
    now = {"next_due_on": nearest.rolled_on, "next_due_kind": nearest.kind, "next_warn_on": nearest.warn_on}
    Matter.update(**now).where(Matter.id == matter_id).execute()


@pytest.fixture
@beginning
def bare(desk: Desk) -> int:
    """A matter under 周敏 without any stored date."""
    made = owned(desk)
    Deadline.delete().execute()
    Matter.update(next_due_on=None, next_due_kind="", next_warn_on=None).execute()
    return made


# -- lights


def test_red_yellow_and_today_by_the_nearest_date(desk: Desk, bare: int) -> None:
    for days, name, sentence in (
        (8, "", ""),
        (7, "yellow", "办结还剩7日"),
        (0, "", ""),
        (-1, "red", "办结逾期1日"),
    ):
        Deadline.delete().execute()
        due(bare, DueKind.HANDLING, in_days(days))
        for light in ("yellow", "red"):
            assert why(light) == ([sentence] if light == name else [])
        assert why("due_today") == (["办结今日到期"] if days == 0 else [])


def test_yellow_is_at_most_a_third_of_the_period(desk: Desk, bare: int) -> None:
    due(bare, DueKind.ACCEPTANCE_NOTICE, in_days(3), start_on=in_days(-4))
    assert morning.count("yellow", TODAY) == 0
    assert morning.count("yellow", in_days(1)) == 1


def test_due_today_also_where_another_date_is_late(desk: Desk, bare: int) -> None:
    due(bare, DueKind.ACCEPTANCE_NOTICE, in_days(-3))
    due(bare, DueKind.HANDLING, TODAY)
    due(bare, DueKind.SET, TODAY)
    assert why("red") == ["书面告知逾期3日"]
    assert why("due_today") == ["办结今日到期"], "what the office set itself stands elsewhere"


def test_a_date_that_stands_still_is_neither(desk: Desk, bare: int) -> None:
    due(bare, DueKind.RECHECK, in_days(-3), is_paused=True)
    assert why("red") == why("yellow") == why("due_today") == []


def test_why_says_what_it_waits_for(desk: Desk, bare: int) -> None:
    due(bare, DueKind.HANDLING, in_days(-2))
    due(bare, DueKind.RESOLVE, in_days(-2), subject="")
    Matter.update(wait_for=WaitFor.COURT, wait_note="县法院12月开庭", wait_since=in_days(-5)).execute()
    assert why("red") == ["办结逾期2日，等法院: 县法院12月开庭"]
    assert why("resolve") == ["化解期限逾期2日"]
    assert why("waiting") == ["等法院: 县法院12月开庭，2026-11-18写明，已5日"]


def test_the_stored_dates_of_a_real_matter_are_listed(desk: Desk) -> None:
    with days_ago(desk, 54):
        made = owned(desk)
    assert morning.count("red", TODAY) == 1  # 书面告知
    given_slip(desk, made)
    assert why("yellow") == ["办结还剩7日"]
    assert morning.count("red", TODAY + timedelta(days=7)) == 0  # 29 November is a Sunday
    assert morning.count("red", TODAY + timedelta(days=8)) == 1


# -- what does not move


def test_silent_says_how_long_and_why(desk: Desk) -> None:
    with days_ago(desk, 7):
        made = owned(desk)
    assert why("silent") == ["7日无进展，没有写明原因"]
    assert morning.count("silent", TODAY, Scope(silent_days=8)) == 0
    Matter.update(wait_for=WaitFor.SUPERIOR, wait_note="").execute()
    assert why("silent") == ["7日无进展，等上级"]
    Matter.update(wait_for="", state=MatterState.IN_MEDIATION).execute()
    assert why("silent") == ["7日无进展，在调解"]
    matters.add_entry(desk, made, "到户")
    assert why("silent") == []


def test_what_is_concluded_is_not_silent(desk: Desk) -> None:
    with days_ago(desk, 30):
        owned(desk)
    Matter.update(state=MatterState.CONCLUDED).execute()
    assert why("silent") == []


def test_the_first_receiver_owns_what_nobody_signed_for(desk: Desk) -> None:
    came = arrive(desk, "某人")
    assert why("unhanded") == []  # it waits for its talk
    end(desk, came, Outcome.ASSIGNED)
    row = Dispatch.get()
    row.kind = DispatchKind.ASSIGN
    row.save()
    Matter.update(first_receiver=Officer.get(Officer.name == "王芳"), lead_unit=None).execute()
    [line] = morning.rows("unhanded", TODAY)
    assert (line.matter_id, line.owner) == (came.matter_ids[0], "王芳")
    Matter.update(lead_unit=Unit.get()).execute()
    assert (morning.count("unhanded", TODAY), morning.count("unsigned", TODAY)) == (1, 0)
    Dispatch.update(delivered_on=TODAY).execute()
    assert (morning.count("unhanded", TODAY), morning.count("unsigned", TODAY)) == (0, 1)
    Dispatch.update(signed_on=TODAY).execute()
    assert (morning.count("unhanded", TODAY), morning.count("unsigned", TODAY)) == (0, 0)


@pytest.mark.parametrize(
    "change", [{"returned_on": TODAY}, {"replied_on": TODAY}, {"ended_on": TODAY}, {"kind": DispatchKind.GUIDE}]
)
def test_what_was_sent_back_answered_or_ended_waits_for_no_signature(desk: Desk, change: dict[str, Any]) -> None:
    came = arrive(desk, "某人")
    end(desk, came, Outcome.ASSIGNED)
    Dispatch.update(kind=DispatchKind.ASSIGN, delivered_on=TODAY).execute()
    assert morning.count("unsigned", TODAY) == 1
    Dispatch.update(**change).execute()
    assert morning.count("unsigned", TODAY) == 0


def test_what_was_registered_before_today_and_named_to_nobody(desk: Desk) -> None:
    with days_ago(desk, 1):
        registered(desk)
    assert morning.count("unhanded", TODAY) == 1
    owned(desk, "李某某")
    assert morning.count("unhanded", TODAY) == 1


# -- the others


def test_promises_stand_here_once_they_are_near_until_they_are_kept(desk: Desk, bare: int) -> None:
    matters.confirm_commitment(desk, bare, "补发首期", in_days(-3), leader="周敏")
    matters.confirm_commitment(desk, bare, "补发二期", in_days(30), leader="周敏")
    [line] = morning.rows("promises", TODAY)  # C25: 剩30日 is nothing to be asked about
    assert (line.matter_id, line.why, line.days_left(TODAY)) == (bare, "逾期3日: 补发首期", -3)


def test_cards_say_who_what_and_when(desk: Desk, bare: int) -> None:
    people.add_officer(desk, "李强", "自然资源所所长")
    one = cards.issue_card(desk, bare, "red", "", "李强", "逾期", "办完", in_days(4), "周敏")
    [line] = morning.rows("cards_open", TODAY)
    assert (line.id, line.why, line.due_on) == (one, "红牌2026-0001 李强，说明还剩4日: 逾期", in_days(4))
    cards.answer_card(desk, one, "等测绘")
    [line] = morning.rows("cards_open", TODAY)
    assert (line.why, line.due_on) == ("红牌2026-0001 李强，已说明: 逾期", None)


def test_a_group_holds_a_matter_once_and_is_ordered_by_the_date_that_is_named(desk: Desk) -> None:
    """法定: the union of its lists by date, the law's before our own; no more and no fewer than they hold."""
    three_of_each(desk)
    with days_ago(desk, 1):
        fresh = registered(desk, "李守田").matter_ids[0]
    for group in morning.GROUPS:
        whole = morning.rows(group.name, TODAY)
        held = {(line.kind, line.id) for name in group.lists for line in morning.rows(name, TODAY)}
        assert {(line.kind, line.id) for line in whole} == held and len(whole) == len(held)
        assert morning.count(group.name, TODAY) == len(whole)
        dates = [line.named_on or line.due_on or date.max for line in whole]
        assert dates == sorted(dates)
        parts = [morning.rows(group.name, TODAY, at, 1) for at in range(len(whole))]
        assert [part[0] for part in parts] == whole
    assert {name for group in morning.GROUPS for name in group.lists} == set(LISTS), "every list has its group"
    assert fresh in [line.matter_id for line in morning.rows("ask", TODAY)], "nobody was named for it"


def test_what_was_led_elsewhere_is_no_date_of_the_laws_here(desk: Desk, bare: int) -> None:
    due(bare, DueKind.ROUTE, in_days(-2))
    assert (morning.count("red", TODAY), morning.count("led", TODAY)) == (1, 0)
    Matter.update(state=MatterState.ROUTED_OUT).execute()
    assert (morning.count("red", TODAY), morning.count("led", TODAY)) == (0, 1)
    Deadline.delete().execute()
    due(bare, DueKind.REVIEW, in_days(-5))
    Matter.update(state=MatterState.REVIEWING).execute()
    assert morning.count("red", TODAY) == 0, "复查 is decided elsewhere"


def test_only_one_leaders_or_one_units(desk: Desk) -> None:
    with days_ago(desk, 30):
        first = owned(desk)
        six_boxes.set_resolve_due(desk, first, in_days(-1))
        second = owned(desk, "李某某", leader="何静")
        for made in (first, second):
            pushing.urge(desk, made, "司法所", "", "请到户", in_days(-10))
            matters.confirm_commitment(desk, made, "补发首期", in_days(-2), leader="周敏")
    Matter.update(lead_unit=Unit.get(Unit.name == "司法所")).where(Matter.id == second).execute()
    leader = Officer.get(Officer.name == "周敏")
    unit = Unit.get(Unit.name == "司法所")
    pushing.consult(desk, first, TODAY, "", "周敏", [pushing.PartIn("司法所", task="做")], "定")
    pushing.consult(desk, second, TODAY, "", "周敏", [pushing.PartIn("司法所", task="做")], "定")
    for name in ("red", "urges_open", "promises", "tasks_open"):
        assert [line.matter_id for line in morning.rows(name, TODAY, scope=Scope(leader_id=leader.id))] == [first]
        assert [line.matter_id for line in morning.rows(name, TODAY, scope=Scope(unit_id=unit.id))] == [second]
        assert why(name, scope=Scope(leader_id=leader.id, unit_id=unit.id)) == []
        assert morning.count(name, TODAY) == 2


@beginning
def three_of_each(desk: Desk) -> None:
    """Three matters with all that is pushed, a month ago."""
    with days_ago(desk, 30):
        for number in range(3):
            made = owned(desk, f"来访人{'甲乙丙'[number]}")
            pushing.urge(desk, made, "司法所", "", "请到户", in_days(-20))
            pushing.escalate(desk, made, "县信访局", "请办")
            pushing.resubmit(desk, made, "难", "做", "请")
            pushing.report_urgent(desk, made, "first", "县委办", "情况")
            pushing.consult(desk, made, None, "", "", [pushing.PartIn("司法所", task="做")], "定")
            cards.issue_card(desk, made, "yellow", "司法所", "", "慢", "办", in_days(-20), "周敏")
            matters.confirm_commitment(desk, made, "补发首期", in_days(-2), leader="周敏")


@pytest.mark.parametrize("name", list(LISTS))
def test_the_number_is_the_length_of_the_list_and_pages_join(desk: Desk, name: str) -> None:
    three_of_each(desk)
    whole = morning.rows(name, TODAY)
    assert morning.count(name, TODAY) == len(whole) == morning.counts(TODAY)[name]
    assert [line.id for line in whole] == morning.ids(name, TODAY)
    parts = [morning.rows(name, TODAY, at, 1) for at in range(len(whole))]
    assert [part[0] for part in parts] == whole
    assert all(line.why and line.register_no for line in whole)


def test_an_empty_office_has_nothing(desk: Desk) -> None:
    assert set(morning.counts(TODAY).values()) == {0}
    assert foresight.proposals(TODAY, desk.reference) == []
    assert foresight.forecast(TODAY, desk.reference) == []


# -- proposals and forecast


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (lambda m: due(m, DueKind.HANDLING, in_days(-1)), "overdue"),
        (lambda m: due(m, DueKind.HANDLING, in_days(3)), "due_soon_silent"),
        (lambda m: due(m, DueKind.HANDLING, in_days(20), start_on=in_days(-30)), "half_gone"),
        (lambda m: Commitment.create(matter=m, text="首期", due_on=in_days(-3), confirmed_on=TODAY), "promise_overdue"),
        (lambda m: [FollowUp.create(matter=m, on_day=TODAY, way="phone", solved="not", unit_satisfaction="dissatisfied",
                                    recorded_at=clock.now()) for _ in "12"], "dissatisfied_again"),
    ],
    ids=["overdue", "due_soon_silent", "half_gone", "promise_overdue", "dissatisfied_again"],
)  # fmt: skip
def test_each_rule_finds_its_matter(desk: Desk, bare: int, given: Callable[[int], Any], rule: str) -> None:
    Matter.update(last_entry_on=in_days(-30)).execute()
    given(bare)
    [found] = foresight.proposals(TODAY, desk.reference)
    assert (found.matter_id, found.rule) == (bare, rule)
    assert found.label == desk.reference.cards.rules[rule].label and found.owner == "周敏"
    Matter.update(state=MatterState.CLOSED).execute()
    assert foresight.proposals(TODAY, desk.reference) == []


def test_yellow_cards_lead_to_red_ones(desk: Desk, bare: int) -> None:
    people.add_officer(desk, "李强", "自然资源所所长")
    with days_ago(desk, 10):
        one = cards.issue_card(desk, bare, "yellow", "", "李强", "慢", "办", in_days(-3), "周敏")
    [found] = foresight.proposals(TODAY, desk.reference)
    assert (found.rule, found.colour) == ("yellow_unanswered", CardColour.RED)
    cards.answer_card(desk, one, "已办")
    assert foresight.proposals(TODAY, desk.reference) == []
    cards.issue_card(desk, bare, "yellow", "", "李强", "又慢", "办", in_days(7), "周敏")
    [found] = foresight.proposals(TODAY, desk.reference)
    assert found.rule == "second_yellow"


def test_nothing_is_proposed_about_a_sealed_report(desk: Desk) -> None:
    report = sealed(desk)
    due(report, DueKind.SET, in_days(-9))
    assert foresight.proposals(TODAY, desk.reference) == []


def test_4_a_report_waits_among_what_the_law_wants_until_it_is_handed_over(desk: Desk) -> None:
    report = sealed(desk)
    found = registered(desk, "马秘密", "村会计套取补助").matter_ids[0]
    sealing.make_report(desk, found, "王芳", "何静")
    lines = morning.rows("law", TODAY)
    waiting = [(line.matter_id, line.name, line.title, line.step) for line in lines if line.step == "移送"]
    assert waiting == [(one, "(密)", "检举控告(密)", "移送") for one in (report, found)]
    assert not {report, found} & {line.matter_id for line in morning.rows("unhanded", in_days(3))}
    handed_over(desk, report)
    assert morning.ids("to_seal", TODAY) == [found]


def test_forecast_of_seven_working_days(desk: Desk, bare: int) -> None:
    """From Monday 23 November the seventh working day is Wednesday 2 December."""
    last = date(2026, 12, 2)
    for raw in (TODAY, in_days(4), last - timedelta(days=1), last, last + timedelta(days=7), last + timedelta(days=8)):
        due(bare, DueKind.SET, raw)
    found = [(turn.day, turn.light, turn.due_on) for turn in foresight.forecast(TODAY, desk.reference)]
    assert found == [
        (in_days(1), Light.RED, TODAY),
        (in_days(1), Light.YELLOW, last - timedelta(days=1)),
        (in_days(2), Light.YELLOW, last),
        (in_days(5), Light.RED, in_days(4)),  # a Saturday: lights do not rest
        (last, Light.RED, last - timedelta(days=1)),
        (last, Light.YELLOW, last + timedelta(days=7)),
    ]


def test_what_was_forecast_comes(desk: Desk) -> None:
    """Whatever turns red by the forecast stands in the red list on its day, and not on the day before."""
    with days_ago(desk, 54):
        made = owned(desk)
    given_slip(desk, made)
    [turn] = foresight.forecast(TODAY, desk.reference)
    assert (turn.light, turn.kind, turn.owner) == (Light.RED, "办结", "周敏")
    assert morning.count("red", turn.day) == 1
    assert morning.count("red", turn.day - timedelta(days=1)) == 0
    assert morning.count("due_today", turn.day - timedelta(days=1)) == 1


# -- by an index


@pytest.mark.parametrize("name", list(LISTS))
def test_no_number_looks_at_every_matter_there_is(desk: Desk, name: str) -> None:
    """Of the large tables none is read whole: not matters, dates, visits, nor what was handed over."""
    query = LISTS[name].ids(TODAY, morning.EVERYBODY)
    sql, params = query.select(fn.COUNT(1)).sql()
    plan = [row[3] for row in db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()]
    model = morning.MODELS[LISTS[name].kind]
    small = model not in (Matter, Commitment)
    for step in plan:
        assert not step.startswith("SCAN") or small, plan
