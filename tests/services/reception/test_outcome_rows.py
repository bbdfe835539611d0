"""What an outcome's row says of it is what recording it does, from the talk, from a paper, and on the slip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import noon, papers, talk
from jiefang_tui.services.reception import receiving as reception
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import Dispatch, Matter, VisitMatter
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.terms import MatterState, Outcome
from tests.services.given import refused, registered

NEEDED = {"told": "已说明", "unit": "县纪委监委", "route": "judicial", "accused": "other", "confirmed_by": "何静"}
NEEDED |= {"said": "知道了", "told_way": "in_person"}


def _answers(desk: Desk, outcome: Outcome, **more: Any) -> OutcomeIn:
    """Everything any outcome may ask for; for 并入 a matter of somebody else."""
    day = clock.now() + timedelta(days=2)
    into = registered(desk, "原访人").matter_ids[0] if OUTCOMES[outcome].paper_cell == "merge_into" else None
    given: dict[str, Any] = {**NEEDED, "next_at": day, "due_on": day.date(), "merge_into": into} | more
    return OutcomeIn(outcome, **given)


def _talk(desk: Desk) -> tuple[int, int]:
    reception.change_session(desk, None, "周敏", "镇党委书记")
    came = registered(desk, "来访人", request="路灯不亮", person={"id_no": "", "phone": ""})
    reception.start_talk(desk, came.visit_id)
    return came.visit_id, came.matter_ids[0]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_state_the_way_and_the_number_of_the_day(desk: Desk, outcome: Outcome) -> None:
    spec = OUTCOMES[outcome]
    visit_id, matter_id = _talk(desk)
    decided = talk.decide(desk, visit_id, matter_id, _answers(desk, outcome))
    assert Matter.get_by_id(matter_id).state == (spec.state or MatterState.REGISTERED)
    kinds = [row.kind for row in Dispatch.select().where(Dispatch.matter == matter_id)]
    assert kinds == ([spec.dispatch] if spec.dispatch else [])
    assert VisitMatter.get(VisitMatter.visit == visit_id).outcome == outcome
    assert decided.matter_id in figures.ids(spec.counted_as.name, clock.today())


@pytest.mark.parametrize("outcome", list(Outcome))
def test_it_is_refused_without_what_it_cannot_do_without(desk: Desk, outcome: Outcome) -> None:
    visit_id, matter_id = _talk(desk)
    for ask in OUTCOMES[outcome].asks:
        if ask.missing:
            nothing = None if ask.kind in ("day", "moment") else ""
            with refused(ask.missing, ask.name):
                talk.decide(desk, visit_id, matter_id, _answers(desk, outcome, **{ask.name: nothing}))
    assert Matter.get_by_id(matter_id).state == MatterState.REGISTERED


@pytest.mark.parametrize("outcome", [one for one in Outcome if OUTCOMES[one].slip])
def test_the_slip_tells_it(desk: Desk, outcome: Outcome) -> None:
    visit_id, matter_id = _talk(desk)
    talk.decide(desk, visit_id, matter_id, _answers(desk, outcome))
    assert papers.visitor_slip(desk, visit_id).path.is_file()


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_paper_tells_it(desk: Desk, outcome: Outcome) -> None:
    """午间补录, with the answer in the one cell a row has for it."""
    spec = OUTCOMES[outcome]
    at = clock.now() - timedelta(minutes=30)
    whole = _answers(desk, outcome)
    cell = {spec.paper_cell: getattr(whole, spec.paper_cell)}
    row = {
        name: getattr(whole, name)
        for name in ("route", "next_at", "due_on", "accused", "confirmed_by", "said", "told_way")
    }
    visit = VisitIn(name="章秀兰", matters=[MatterIn(request="征地补偿")], arrived_at=at, leader="周敏")
    done = noon.enter_paper(desk, noon.PaperIn(visit, OutcomeIn(outcome, **cell, **row)))
    assert VisitMatter.get(VisitMatter.visit == done.visit_id).outcome == outcome
