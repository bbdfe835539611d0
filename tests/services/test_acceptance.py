"""受理: what is handled without it is in sight, which day is proposed, what is late, and how the rest comes to rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.services import dispatching, matters, reception, stages, talk
from jiefang_tui.services.desk import Desk
from jiefang_tui.store.models import Deadline, Matter
from jiefang_tui.store.queries import supervision
from jiefang_tui.store.queries.matters import matter_view
from jiefang_tui.terms import Category, LegalRoute, Outcome
from tests.services.given import days_ago, registered

TODAY = date(2026, 11, 23)


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def handed_on(desk: Desk, name: str = "甲", outcome: Outcome = Outcome.ASSIGNED, **matter: object) -> int:
    """Received, told by the slip, handed to a station without a date, signed for and entered in the county's system."""
    one = registered(desk, name, matter=matter)
    reception.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(outcome, unit="自然资源所", told="已说明", route=LegalRoute.ARBITRATION)
    matter_id = talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id
    matters.note_notice(desk, (matter_id,), "来访告知单")
    matters.record_county(desk, matter_id, "entered", "1")
    for row in Matter.get_by_id(matter_id).dispatches:
        if outcome in (Outcome.ASSIGNED, Outcome.MEDIATION):
            dispatching.sign(desk, row.id, "张三")
    return matter_id


def step(desk: Desk, matter_id: int) -> str:
    return matter_view(matter_id, TODAY, desk.reference).standing.next_step


def unaccepted() -> list[int]:
    found = [line.matter_id for line in supervision.rows("unaccepted", TODAY)]
    assert len(found) == supervision.count("unaccepted", TODAY)
    return found


# -- in sight


@pytest.mark.parametrize("outcome", [Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.SUBMITTED_UP])
def test_what_is_handled_and_not_accepted_has_no_date_and_is_in_sight(desk: Desk, outcome: Outcome) -> None:
    with days_ago(desk, 93):
        matter_id = handed_on(desk, outcome=outcome)
    assert not Deadline.select().where(Deadline.matter == matter_id, Deadline.is_open).exists()
    assert unaccepted() == [matter_id]
    assert step(desk, matter_id) == "受理,受理了才起算办结期限"
    stages.accept(desk, matter_id)
    assert unaccepted() == [] and "受理" not in step(desk, matter_id)


def test_what_needs_no_acceptance_is_not_listed(desk: Desk) -> None:
    handed_on(desk, outcome=Outcome.ANSWERED)
    handed_on(desk, outcome=Outcome.GUIDED)
    handed_on(desk, category=Category.SUGGESTION)
    registered(desk)
    duty = handed_on(desk)
    stages.set_route(desk, duty, LegalRoute.STATUTORY_DUTY, "由本镇查处")
    assert unaccepted() == []
