"""10 A return is seen: whoever comes again about what ended makes a 重访, and new facts make a new matter."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.returning import new_facts, no_new_facts
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import Matter, MatterEvent, MatterLink, VisitMatter
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.visits import NOTHING_NEW, PairView, visit_view
from jiefang_tui.terms import MatterState, Outcome, PairKind, ReopenCause
from tests.services.given import refused

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


# -- what was finally closed (Art. 36(3), 37(3))

LEFT_BY_36_3 = {Outcome.ANSWERED, Outcome.GUIDED, Outcome.SEALED}
"""疏导 and 帮扶, another way, and a report, which is no claim."""


def finally_closed(before: intake.Registered) -> None:
    final = {"state": MatterState.CLOSED, "finally_closed_on": date(2026, 2, 10), "concluded_on": date(2025, 12, 1)}
    Matter.update(final).where(Matter.id == before.matter_ids[0]).execute()


def test_a1_a_finally_closed_matter_is_not_taken_on_again(desk: Desk, ended: intake.Registered) -> None:
    finally_closed(ended)
    done = again(desk, ended)
    (matter_id,) = ended.matter_ids
    no_new_facts(desk, done.visit_id, matter_id)
    for outcome in Outcome:
        why = talk.why_not_outcome(desk, matter_id, outcome)
        assert ("三级终结" in why) == (outcome not in LEFT_BY_36_3), outcome
        if outcome not in LEFT_BY_36_3:
            assert "第三十六条第三款" in why and "第三十七条第三款" in why and "另登记" in why
            with refused("三级终结"):
                talk.decide(desk, done.visit_id, matter_id, OutcomeIn(outcome, unit="人社所", told="讲"))


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.GUIDED])
def test_a1_who_comes_again_is_counselled_and_the_matter_stays_finally_closed(
    desk: Desk, ended: intake.Registered, outcome: Outcome
) -> None:
    finally_closed(ended)
    done = again(desk, ended)
    (matter_id,) = ended.matter_ids
    given = OutcomeIn(outcome, told="讲清了，帮他申请临时救助", unit="县人民法院", route="judicial")
    talk.decide(desk, done.visit_id, matter_id, given)
    matter = Matter.get_by_id(matter_id)
    assert (matter.state, matter.finally_closed_on) == (MatterState.CLOSED, date(2026, 2, 10))
    assert matter.concluded_on == date(2025, 12, 1)
    assert VisitMatter.get(VisitMatter.visit == done.visit_id).told == given.told


def test_a1_what_is_reopened_in_a_talk_is_not_said_to_have_new_facts(desk: Desk, ended: intake.Registered) -> None:
    done = again(desk, ended)
    (matter_id,) = ended.matter_ids
    no_new_facts(desk, done.visit_id, matter_id)
    talk.decide(desk, done.visit_id, matter_id, OutcomeIn(Outcome.ASSIGNED, unit="农业农村办"))
    texts = [row.text for row in MatterEvent.select().where(MatterEvent.matter == matter_id)]
    assert any("重新办理(再次来访)" in text for text in texts)
    assert not any("重新办理(新的事实和理由)" in text for text in texts)


def test_a1_a_visit_alone_does_not_reopen_what_was_finally_closed(desk: Desk, ended: intake.Registered) -> None:
    finally_closed(ended)
    with refused("第三十六条第三款", "cause"):
        closing.reopen(desk, ended.matter_ids[0], ReopenCause.COME_AGAIN, "又来了")
    closing.reopen(desk, ended.matter_ids[0], ReopenCause.NEW_FACTS, "法院改判")
    assert Matter.get_by_id(ended.matter_ids[0]).state == MatterState.HANDLING


@pytest.mark.parametrize(
    ("handling", "proposed"),
    [(None, "2026-12-23"), (date(2026, 12, 1), "2026-12-01"), (date(2026, 10, 22), "2026-12-23")],
)
def test_a1_the_proposed_limit_is_never_a_past_day(handling: date | None, proposed: str) -> None:
    assert str(talk.default_resolve_due(TODAY, handling)) == proposed


def test_new_facts_of_who_is_no_petitioner_this_time_are_a_sentence(desk: Desk, ended: intake.Registered) -> None:
    matters = [MatterIn("问问补偿", matter_id=ended.matter_ids[0])]
    given = VisitIn(petitioner_id=ended.petitioner_id, purpose="service", matters=matters)
    done = intake.register_visit(desk, given)
    with refused("这次来访登记的不是信访"):
        new_facts(desk, done.visit_id, ended.matter_ids[0], "有新的票据")


def test_new_facts_on_a_ticket_of_the_hotline_make_a_new_matter(desk: Desk, ended: intake.Registered) -> None:
    matters = [MatterIn("还是补偿", matter_id=ended.matter_ids[0])]
    done = intake.register_visit(desk, VisitIn(petitioner_id=ended.petitioner_id, channel="hotline", matters=matters))
    made = new_facts(desk, done.visit_id, ended.matter_ids[0], "有新的票据")
    assert pair_of(done.visit_id).matter_id == made
