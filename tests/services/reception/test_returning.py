"""10 A return is seen: whoever comes again about what ended makes a 重访, and new facts make a new matter."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.returning import new_facts, no_new_facts
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import Matter, MatterEvent, MatterLink, VisitMatter
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.visits import NOTHING_NEW, PairView, visit_view
from jiefang_tui.terms import MatterState, Outcome, PairKind

TODAY = date(2026, 11, 23)


@pytest.fixture
def ended(desk: Desk) -> intake.Registered:
    """A matter that was answered on the spot."""
    done = intake.register_visit(desk, VisitIn(name="章某某", matters=[MatterIn("补偿差额", problem_place="章湾村")]))
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="下月起发放"))
    return done


def again(desk: Desk, before: intake.Registered) -> intake.Registered:
    matters = [MatterIn("还是补偿", matter_id=before.matter_ids[0])]
    return intake.register_visit(desk, VisitIn(petitioner_id=before.petitioner_id, matters=matters))


def pair_of(visit_id: int) -> PairView:
    view = visit_view(visit_id, TODAY)
    assert view is not None
    return view.pairs[0]


def test_10_what_ended_is_offered_with_its_result_after_what_goes_on(desk: Desk, ended: intake.Registered) -> None:
    intake.register_visit(desk, VisitIn(petitioner_id=ended.petitioner_id, matters=[MatterIn("修路")]))
    (one,) = people.candidates("章某某", today=TODAY)
    assert [(matter.title, matter.status) for matter in one.matters] == [
        ("修路", one.matters[0].status),
        ("补偿差额", "已办结 11-23 下月起发放"),
    ]


def test_10_choosing_it_makes_a_repeat_visit_that_says_the_end_first(desk: Desk, ended: intake.Registered) -> None:
    done = again(desk, ended)
    pair = pair_of(done.visit_id)
    assert (pair.kind, pair.ended, pair.is_final) == (PairKind.REPEAT, "已办结 11-23 下月起发放", False)
    assert pair_of(ended.visit_id).ended == ""


def test_10_new_facts_make_a_new_matter_linked_with_the_old(desk: Desk, ended: intake.Registered) -> None:
    done = again(desk, ended)
    made = new_facts(desk, done.visit_id, ended.matter_ids[0], "又少发了两个月")
    matter, old = Matter.get_by_id(made), Matter.get_by_id(ended.matter_ids[0])
    assert (matter.request, matter.problem_place, matter.state) == ("又少发了两个月", "章湾村", MatterState.REGISTERED)
    assert (old.state, old.result) == (MatterState.CONCLUDED, "下月起发放")
    pair = VisitMatter.get(VisitMatter.visit == done.visit_id)
    assert (pair.matter_id, pair.kind) == (made, PairKind.INITIAL)
    assert {MatterLink.get().first_id, MatterLink.get().second_id} == {made, old.id}
    assert pair_of(done.visit_id).ended == ""


def test_10_nothing_new_is_written_down_and_not_asked_again(desk: Desk, ended: intake.Registered) -> None:
    done = again(desk, ended)
    no_new_facts(desk, done.visit_id, ended.matter_ids[0])
    assert MatterEvent.select().where(MatterEvent.text == NOTHING_NEW).count() == 1
    assert pair_of(done.visit_id).ended == ""
    talk.decide(desk, done.visit_id, ended.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="已讲清"))
    assert Matter.get_by_id(ended.matter_ids[0]).state == MatterState.CONCLUDED


def test_10_what_is_decided_is_not_turned_into_another_matter(desk: Desk, ended: intake.Registered) -> None:
    with pytest.raises(Refused, match="已经定了"):
        new_facts(desk, ended.visit_id, ended.matter_ids[0], "新的")
    with pytest.raises(Refused) as refused:
        new_facts(desk, again(desk, ended).visit_id, ended.matter_ids[0], " ")
    assert refused.value.field == "text"
