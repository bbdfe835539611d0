"""受理: what is handled without it is in sight, which day is proposed, what is late, and how the rest comes to rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.rules.closing import CHECKS, Signed
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.store.queries.closure.closing import closing_gaps
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import Category, DocumentKind, DueKind, DutyLiesWith, LegalRoute, Outcome
from tests.services.given import days_ago, given_slip, refused, registered

CHECKED = {column: "yes" if column == "solved" else "not_applicable" for column in CHECKS}
TODAY = date(2026, 11, 23)


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def handed_on(desk: Desk, name: str = "甲", outcome: Outcome = Outcome.ASSIGNED, **matter: object) -> int:
    """Received, told by the slip, handed to a station without a date, signed for and entered in the county's system."""
    one = registered(desk, name, matter=matter)
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(outcome, unit="自然资源所", told="已说明", route=LegalRoute.ARBITRATION)
    matter_id = talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id
    given_slip(desk, matter_id)
    matters.record_county(desk, matter_id, "entered", "1")
    for row in Matter.get_by_id(matter_id).dispatches:
        if outcome in (Outcome.ASSIGNED, Outcome.MEDIATION):
            dispatching.sign(desk, row.id, "张三")
    return matter_id


def step(desk: Desk, matter_id: int) -> str:
    return matter_view(matter_id, TODAY, desk.reference).standing.next_step


def unaccepted() -> list[int]:
    found = [line.matter_id for line in morning.rows("unaccepted", TODAY)]
    assert len(found) == morning.count("unaccepted", TODAY)
    return found


# -- in sight


@pytest.mark.parametrize("outcome", [Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.SUBMITTED_UP])
def test_what_is_handled_and_not_accepted_has_no_date_and_is_in_sight(desk: Desk, outcome: Outcome) -> None:
    with days_ago(desk, 93):
        matter_id = handed_on(desk, outcome=outcome)
    assert not Deadline.select().where(Deadline.matter == matter_id, Deadline.is_open).exists()
    assert unaccepted() == [matter_id]
    assert step(desk, matter_id).startswith("受理")
    stages.accept(desk, matter_id)
    assert unaccepted() == [] and "受理" not in step(desk, matter_id)


def test_what_needs_no_acceptance_is_not_listed(desk: Desk) -> None:
    handed_on(desk, outcome=Outcome.ANSWERED)
    handed_on(desk, outcome=Outcome.GUIDED)
    handed_on(desk, category=Category.SUGGESTION)
    registered(desk)
    duty = handed_on(desk)
    stages.set_route(desk, duty, LegalRoute.STATUTORY_DUTY, "由本镇查处", "城建办", duty=DutyLiesWith.OURS)
    assert unaccepted() == []


# -- what was never accepted comes to rest all the same


def rests_in() -> list[str]:
    return [name for name in ("to_execute", "to_visit", "to_close") if morning.count(name, TODAY)]


@pytest.mark.parametrize("outcome", [Outcome.ASSIGNED, Outcome.MEDIATION])
def test_what_was_handled_is_executed_visited_and_closed_also_without_acceptance(desk: Desk, outcome: Outcome) -> None:
    with days_ago(desk, 93):
        matter_id = handed_on(desk, outcome=outcome)
    end = stages.conclude_mediation if outcome is Outcome.MEDIATION else matters.conclude_simple
    end(desk, matter_id, "已答复", TODAY)
    assert rests_in() == ["to_execute"] and step(desk, matter_id) == "核实执行到位"
    (visit,) = [due for due in deadlines_of(matter_id, TODAY, desk.reference) if due.is_open]
    assert (visit.kind, visit.start) == (DueKind.FOLLOW_UP, TODAY)
    resting.mark_executed(desk, matter_id, TODAY, "只要答复", nothing_to_execute=True)
    assert rests_in() == ["to_visit"]
    resting.follow_up(desk, matter_id, "phone", "王芳", "fully")
    assert rests_in() == ["to_close"] and closing_gaps(matter_id, TODAY, Signed(CHECKED, "周敏")) == []
    closing.close_matter(desk, matter_id, CHECKED, "", "周敏", "", True)
    assert rests_in() == []


def test_what_was_answered_on_the_spot_is_over_with_the_answer(desk: Desk) -> None:
    answered = handed_on(desk, outcome=Outcome.ANSWERED)
    simple = registered(desk, "乙").matter_ids[0]
    matters.conclude_simple(desk, simple, "已答复", TODAY)
    assert rests_in() == [] and step(desk, answered) == ""
    closing.reopen(desk, answered, "new_facts", "答复有误")
    matters.conclude_simple(desk, answered, "重新答复", TODAY)
    assert rests_in() == ["to_execute"], "somebody had it this time"


def test_a_matter_that_has_to_rest_is_not_folded_into_one_that_has_not(desk: Desk) -> None:
    handled, on_the_spot = handed_on(desk), handed_on(desk, "乙", Outcome.ANSWERED)
    matters.conclude_simple(desk, handled, "已答复", TODAY)
    with refused("请反过来"):
        merging.merge_matters(desk, handled, on_the_spot, "同一件事")
    merging.merge_matters(desk, on_the_spot, handled, "同一件事")
    assert rests_in() == ["to_execute"]


# -- which day


def test_the_day_proposed_is_that_of_the_notice(desk: Desk) -> None:
    with days_ago(desk, 40):
        matter_id = registered(desk).matter_ids[0]
        assert stages.acceptance_day(matter_id) is None
        given_slip(desk, matter_id)
    assert stages.acceptance_day(matter_id) == before(40)
    stages.give_notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE, "受1号", before(30))
    assert stages.acceptance_day(matter_id) == before(30)
    matters.conclude_simple(desk, matter_id, "已答复", before(5))
    closing.reopen(desk, matter_id, "new_facts", "答复有误")
    assert stages.acceptance_day(matter_id) is None, "it is handled anew since"


def test_an_acceptance_after_the_fifteen_days_is_taken_and_said(desk: Desk) -> None:
    with days_ago(desk, 34):
        first, second, third = (registered(desk, name).matter_ids[0] for name in "甲乙丙")
    assert stages.accept(desk, first, before(19)) == ""
    said = stages.accept(desk, second, before(18))
    assert said.startswith("受理日期离登记已16日，一般应在2026-11-04前受理并告知信访人（条例第二十三条第二款）")
    assert Matter.get_by_id(second).accepted_on == before(18)
    matters.conclude_simple(desk, third, "已答复", before(20))
    with days_ago(desk, 3):
        closing.reopen(desk, third, "new_facts", "答复有误")
    with refused(f"受理日期应在重新办理的{before(3)}到今天之间", "on_day"):
        stages.accept(desk, third, before(10))
    assert stages.accept(desk, third) == "" and Matter.get_by_id(third).handling_due == TODAY + timedelta(days=60)


# -- answered at registration: a request to act against unlawful conduct (Art. 31(5))


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ("", (LegalRoute.STATUTORY_DUTY, DutyLiesWith.OURS)),
        (LegalRoute.PETITION_PROCEDURE, (LegalRoute.PETITION_PROCEDURE, "")),
    ],
)
def test_what_was_answered_is_the_way_until_somebody_chooses_another(
    desk: Desk, route: str, expected: tuple[str, str]
) -> None:
    matter_id = registered(desk, matter={"report_answer": "violation"}).matter_ids[0]
    stages.accept(desk, matter_id, route=route)
    matter = Matter.get_by_id(matter_id)
    assert (matter.route, matter.duty_lies_with) == expected
    runs = {due.kind for due in deadlines_of(matter_id, TODAY, desk.reference) if due.is_open}
    assert (DueKind.HANDLING in runs) == (expected[0] == LegalRoute.PETITION_PROCEDURE), "no sixty days on (5)"


def test_what_is_accepted_stays_here(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    with refused("第五项", "route"):
        stages.accept(desk, matter_id, route=LegalRoute.ARBITRATION)
