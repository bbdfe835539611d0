"""Every figure is the list it counts, and no open matter is out of sight."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.rules import duties as rules
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.desk.rollover import roll_over
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.reception.talk import OutcomeIn, decide
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import (
    Duty,
    DutyEntry,
    Matter,
    Measure,
    Officer,
    Responsibility,
    TaskForceMember,
)
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.terms import OPEN_MATTER_STATES, CountyEntry, DutyKind, MatterState, Outcome, VisitPurpose
from tests.beginnings import beginning
from tests.store.day import OUTCOMES, again, arrive, end


def listed(day: date) -> set[int]:
    """Ids of the matters in any list of work that waits, and of the visitors still here."""
    found: set[int] = set()
    for name in (*figures.TODAY, "waiting", "not_over"):
        for line in figures.rows(name, day, limit=10_000):
            matter_id = line.id if figures.figure(name).kind == "matter" else getattr(line, "matter_id", None)
            if matter_id is not None:
                found.add(matter_id)
    return found


def open_matters() -> set[int]:
    return {row.id for row in Matter.select().where(Matter.state.in_(OPEN_MATTER_STATES))}


@pytest.fixture
@beginning
def busy(desk: Desk) -> Desk:
    """One matter of each outcome, one undecided, one waiting, one that left, one at the window."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    for outcome in OUTCOMES:
        end(desk, arrive(desk, f"来访{outcome.value}"), outcome)
    arrive(desk, "候访人", headcount=6)
    gone = arrive(desk, "离开人")
    receiving.leave(desk, gone.visit_id, "等不及")
    served = arrive(desk, "办事人", purpose=VisitPurpose.SERVICE)
    receiving.serve_at_window(desk, served.visit_id, "")
    arrive(desk, "办事人二", purpose=VisitPurpose.SERVICE)  # waits: nothing was done for them yet (B17)
    save_draft(desk, "intake", {"name": "写到一半"}, "写到一半")
    return desk


def test_every_open_matter_stands_in_a_list(busy: Desk) -> None:
    assert open_matters() == open_matters() & listed(clock.today())
    with clock.at(clock.now() + timedelta(days=1)):
        roll_over(busy)
        assert open_matters() <= listed(clock.today())
    with clock.at(clock.now() + timedelta(days=40)):
        roll_over(busy)
        assert open_matters() <= listed(clock.today())


def lists_with(matter_id: int) -> list[str]:
    """Names of the work lists of matters that tell where one stands, as F5 and 今日接访 have them."""
    return [
        name
        for name in figures.WORK
        if figures.figure(name).kind == "matter"
        and name not in ("not_entered", "with_gaps", "assigned_due")
        and matter_id in figures.ids(name, clock.today())
    ]


@pytest.mark.parametrize("state", OPEN_MATTER_STATES)
@pytest.mark.parametrize("has_sheet", [False, True])
def test_no_state_hides_a_matter(desk: Desk, state: MatterState, has_sheet: bool) -> None:
    """Also states reached on roads that no outcome of today takes."""
    came = arrive(desk, "某人")
    receiving.leave(desk, came.visit_id)
    Matter.update(state=state, due_on=None, notified_on=clock.today()).execute()
    if has_sheet:
        leader = Officer.create(name="周敏")
        Responsibility.create(matter=came.matter_ids[0], leader=leader, made_on=clock.today())
    assert set(lists_with(came.matter_ids[0])) & set(figures.TODAY), "an open matter without a list"


@pytest.mark.parametrize("state", [MatterState.REFUSED, MatterState.ROUTED_OUT, MatterState.CONCLUDED])
def test_what_ended_untold_is_to_be_told(desk: Desk, state: MatterState) -> None:
    came = arrive(desk, "某人", person={"phone": "13800000018", "address": "章湾村3组"})
    receiving.leave(desk, came.visit_id)
    Matter.update(state=state).execute()
    assert lists_with(came.matter_ids[0]) == ["to_tell"]
    Matter.update(notified_on=clock.today()).execute()
    assert lists_with(came.matter_ids[0]) == []
    Matter.update(notified_on=None, notice_exempt_reason="姓名住址不清").execute()
    assert lists_with(came.matter_ids[0]) == []


def test_a_concluded_matter_comes_to_rest_by_three_lists(desk: Desk) -> None:
    """待执行, 待回访, 待销号: exactly one until it is closed; a visit before the last conclusion is old."""
    day = clock.today()
    came = arrive(desk, "某人")
    receiving.leave(desk, came.visit_id)
    (matter_id,) = came.matter_ids
    Matter.update(was_handled=True, state=MatterState.CONCLUDED, concluded_on=day, notified_on=day).execute()
    assert lists_with(matter_id) == ["to_execute"]
    Matter.update(executed_on=day, followed_up_on=day - timedelta(days=1)).execute()
    assert lists_with(matter_id) == ["to_visit"]
    Matter.update(followed_up_on=day).execute()
    assert lists_with(matter_id) == ["to_close"]
    Matter.update(state=MatterState.CLOSED, closed_on=day).execute()
    assert lists_with(matter_id) == []


def test_a_promise_stays_in_sight_whatever_its_date_and_the_state(desk: Desk) -> None:
    came = arrive(desk, "某人")
    (matter_id,) = came.matter_ids
    kept = matters.confirm_commitment(desk, matter_id, "修好路灯", None, leader="周敏", post="镇党委书记")
    Matter.update(state=MatterState.CLOSED).execute()
    assert figures.ids("promises", clock.today()) == [kept]


def test_left_over_visit_of_yesterday_does_not_hide_its_matter(desk: Desk) -> None:
    came = arrive(desk, "昨天的人")
    assert figures.count("pending", clock.today()) == 0
    assert came.matter_ids[0] in figures.ids("pending", clock.today() + timedelta(days=1))


@pytest.mark.parametrize("name", figures.FIGURES)
def test_count_is_the_list(busy: Desk, name: str) -> None:
    day = clock.today()
    assert figures.count(name, day) == len(figures.rows(name, day)) == len(set(figures.ids(name, day)))
    if figures.figure(name).kind == "visit":
        assert figures.persons(name, day) == sum(line.headcount for line in figures.rows(name, day))  # type: ignore[union-attr]


def test_figures_of_a_busy_day(busy: Desk) -> None:
    day = clock.today()
    got = figures.counts(list(figures.FIGURES), day)
    assert got["received"] == len(OUTCOMES) == got["received_single"]
    assert (got["waiting"], figures.persons("waiting", day)) == (1, 6)
    assert (got["left"], got["window"], got["drafts"]) == (1, 1, 1)
    assert got["pending"] == 1  # who left; what is to be verified has its appointment
    assert (got["owned"], got["assigned"], got["in_mediation"], got["submitted_up"]) == (1, 1, 1, 1)
    assert (got["booked_again"], got["booked_today"]) == (1, 0)
    assert got["with_gaps"] == 1
    assert got["answered"] == got["taken"] == got["to_verify"] == 1
    assert got["handed_over"] == 4
    assert got["not_over"] == 2
    assert got["not_entered"] == len(OUTCOMES) + 2


def test_result_missing_is_listed_until_it_is_entered(desk: Desk) -> None:
    came = arrive(desk, "某人")
    receiving.start_talk(desk, came.visit_id)
    assert figures.count("undecided_visits", clock.today()) == 0
    with clock.at(clock.now() + timedelta(days=1)):
        roll_over(desk)
        (line,) = figures.rows("unended", clock.today())
        assert line.id == came.visit_id
        assert figures.count("undecided_visits", clock.today()) == 0
        end(desk, came, Outcome.ANSWERED)
        assert figures.count("undecided_visits", clock.today()) == figures.count("unended", clock.today()) == 0


def test_commitments_and_dates_come_due(desk: Desk) -> None:
    day = clock.today()
    came = arrive(desk, "某人")
    end(desk, came, Outcome.ASSIGNED, due_on=day + timedelta(days=4))
    (matter_id,) = came.matter_ids
    kept = matters.confirm_commitment(desk, matter_id, "公示清册", day + timedelta(days=8), leader="周敏")
    assert (figures.count("commitments", day), figures.count("assigned_due", day)) == (0, 0)
    tomorrow = day + timedelta(days=1)
    assert (figures.count("commitments", tomorrow), figures.count("assigned_due", tomorrow)) == (1, 1)
    matters.fulfil_commitment(desk, kept, day, "照片")
    assert figures.count("commitments", day + timedelta(days=400)) == 0
    assert figures.count("assigned_due", day + timedelta(days=400)) == 1


def test_county_list_leaves_out_what_was_entered_or_merged(desk: Desk) -> None:
    first, second = arrive(desk, "甲"), arrive(desk, "乙")
    assert figures.count("not_entered", clock.today()) == 2
    matters.record_county(desk, first.matter_ids[0], CountyEntry.ENTERED, "X1")
    assert figures.ids("not_entered", clock.today()) == list(second.matter_ids)
    decide(desk, second.visit_id, second.matter_ids[0], OutcomeIn(Outcome.MERGED, merge_into=first.matter_ids[0]))
    assert figures.count("not_entered", clock.today()) == 0


def _sheet_as_rules_see_it(sheet: Responsibility) -> rules.Sheet:
    members = list(TaskForceMember.select().where(TaskForceMember.responsibility == sheet))
    heads = [member.officer.name for member in members if member.is_head]
    measures = Measure.select().where((Measure.responsibility == sheet) & ~Measure.is_dropped)
    duties = []
    for duty in Duty.select().where(Duty.responsibility == sheet):
        entries = tuple(entry.on_day for entry in DutyEntry.select().where(DutyEntry.duty == duty))
        officer = duty.officer.name if duty.officer_id else ""
        duties.append(rules.Duty(DutyKind(duty.kind), officer, fulfilled_on=duty.fulfilled_on, entries=entries))
    return rules.Sheet(
        rules.TaskForce(heads[0] if heads else "", tuple(m.officer.name for m in members if not m.is_head)),
        tuple(rules.Measure(m.text, m.owner.name if m.owner_id else "", m.due_on, m.done_on) for m in measures),
        sheet.resolve_due,
        tuple(duties),
    )


@pytest.mark.parametrize("number", [15, pytest.param(60, marks=pytest.mark.slow)])
def test_gaps_in_sql_are_the_gaps_of_the_rules(desk: Desk, number: int) -> None:
    """So many sheets filled at random, from nothing to everything: both sides name the same ones."""
    dice = random.Random(7)
    day = clock.today()
    receiving.change_session(desk, None, "周敏")
    came = [arrive(desk, f"人{n}") for n in range(number)]
    for one in came:
        end(desk, one, Outcome.RESPONSIBILITY, due_on=day if dice.random() < 0.9 else None)
        (matter_id,) = one.matter_ids
        if dice.random() < 0.9:
            six_boxes.add_member(desk, matter_id, "李强")
        if dice.random() < 0.9:
            owner, due = ("李强" if dice.random() < 0.95 else ""), (day if dice.random() < 0.95 else None)
            measure = six_boxes.add_measure(desk, matter_id, "核对清册", owner, due)
            if dice.random() < 0.1:
                six_boxes.drop_measure(desk, measure, "不需要")
        for kind in DutyKind:
            if dice.random() < 0.95:
                six_boxes.assign_duty(desk, matter_id, kind, "李强")
            if dice.random() < 0.95:
                six_boxes.add_duty_entry(desk, matter_id, kind, "见面")
                if dice.random() < 0.3:
                    six_boxes.set_fulfilled(desk, matter_id, kind, day)
    expected = {
        sheet.matter_id
        for sheet in Responsibility.select()
        if rules.first_gap(rules.boxes(_sheet_as_rules_see_it(sheet), day)) is not None
    }
    assert 0 < len(expected) < len(came)
    assert set(figures.ids("with_gaps", day)) == expected


def test_pages_join_without_gap_or_repeat(desk: Desk) -> None:
    for n in range(25):
        arrive(desk, f"人{n:02}")
    day = clock.today()
    pages = [figures.ids("not_entered", day, offset, 10) for offset in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [number for page in pages for number in page] == figures.ids("not_entered", day)


def test_lines_name_who_has_it_and_how_often_they_came(busy: Desk) -> None:
    day = clock.today()
    (owned,) = figures.rows("owned", day)
    assert owned.owner == "周敏"  # type: ignore[union-attr]
    (assigned,) = figures.rows("assigned", day)
    assert assigned.owner == "王芳", "nobody has signed for it"  # type: ignore[union-attr]
    back = again(busy, "来访assigned", assigned.id)
    line = next(line for line in figures.rows("waiting", day) if line.id == back.visit_id)
    assert (line.repeat, line.title) == ("第2次", "路灯不亮")  # type: ignore[union-attr]
    (window,) = figures.rows("window", day)
    assert (window.repeat, window.title, window.matter_id) == ("办事", "路灯不亮", None)  # type: ignore[union-attr]
