"""15: a small matter ends in one form, from the talk or its page; it is taken back; what is not small is not so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jiefang_tui import clock
from jiefang_tui.services.closure import closing, ending
from jiefang_tui.services.closure.acts import END_SIMPLY
from jiefang_tui.services.desk import clocks
from jiefang_tui.services.desk.acts import ActFacts, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, extending, serving, stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import papers, receiving, talk
from jiefang_tui.store.models import FollowUp, Matter, Visit, VisitMatter
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import LegalRoute, MatterState, Outcome, VisitState
from tests.services.given import given_slip, one_act, owned, refused, registered, sealed
from tests.services.reception.test_papers import words

TODAY = date(2026, 11, 23)
END = ending.SimpleEnd("路灯换了灯泡，亮了", "phone", None, "谢谢，看到了")


def row(matter_id: int) -> Matter:
    return Matter.get_by_id(matter_id)


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return registered(desk, request="路灯不亮").matter_ids[0]


@pytest.mark.parametrize("is_handed_on", [False, True])
def test_done_told_and_off_the_list_in_one(desk: Desk, matter_id: int, is_handed_on: bool) -> None:
    if is_handed_on:
        dispatching.dispatch(desk, matter_id, "assign", "水利站", "李强")
    with one_act("matter.end_simply"):
        ending.end_simply(desk, matter_id, END)
    at = row(matter_id)
    assert (at.state, at.is_ended_simply, at.result) == (MatterState.CLOSED, True, "路灯换了灯泡，亮了")
    assert at.concluded_on == at.executed_on == at.closed_on == at.notified_on == TODAY
    assert max(timeline(matter_id), key=lambda one: one.id).text == (
        "简易办结：路灯换了灯泡，亮了；电话告知，信访人说：谢谢，看到了；不要书面答复"
    )
    assert FollowUp.select().count() == 0, "satisfaction is not asked"
    assert at.next_due_on is None and clocks.differing(desk.reference)[1] == 0, "nothing of it waits any more"


def test_what_the_form_cannot_do_without(desk: Desk, matter_id: int) -> None:
    for end, sentence, field in (
        (ending.SimpleEnd("", "phone", None, "好"), "请写明办了什么", "done"),
        (ending.SimpleEnd("修好了", "", None, "好"), "怎么告知", "told_way"),
        (ending.SimpleEnd("修好了", "phone", None, " "), "信访人怎么说", "said"),
        (ending.SimpleEnd("修好了", "phone", date(2026, 11, 24), "好"), "不能晚于今天", "told_on"),
    ):
        with refused(sentence, field):
            ending.end_simply(desk, matter_id, end)


def test_wanted_in_writing_an_opinion_is_next(desk: Desk, matter_id: int) -> None:
    ending.end_simply(desk, matter_id, ending.SimpleEnd("修好了", "phone", None, "给我个字据", in_writing=True))
    at = row(matter_id)
    assert (at.state, at.is_ended_simply, at.accepted_on) == (MatterState.HANDLING, False, TODAY)
    assert at.route == LegalRoute.PETITION_PROCEDURE
    paper = serving.issue_opinion(desk, matter_id, "supported", "路灯已修好", "1号", "周敏")
    serving.serve(desk, paper, TODAY, "direct", "本人")
    assert row(matter_id).state == MatterState.CONCLUDED


def _from_above(desk: Desk) -> int:
    made = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, made, TODAY, "县信访局", "1号", date(2026, 12, 20))
    return made


def _asked_for(desk: Desk) -> int:
    made = registered(desk).matter_ids[0]
    Matter.update(wants_report=True).where(Matter.id == made).execute()
    return made


def _extended(desk: Desk) -> int:
    made = registered(desk).matter_ids[0]
    stages.accept(desk, made)
    extending.extend(desk, made, 5, "鉴定", "周敏", None)
    return made


def _promised(desk: Desk) -> int:
    made = registered(desk).matter_ids[0]
    matters.confirm_commitment(desk, made, "补发", date(2026, 12, 1), None, "周敏", "镇党委书记")
    return made


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda desk: registered(desk, headcount=5).matter_ids[0], "集体访"),
        (sealed, "检举控告不记内容"),
        (_from_above, "要报办结报告"),
        (_asked_for, "要报办结报告"),
        (_extended, "已经延期"),
        (_promised, "还有承诺没有兑现"),
        (owned, "有领导包案"),
    ],
)
def test_what_is_not_small_is_not_offered(desk: Desk, make: Callable[[Desk], int], why: str) -> None:
    made = make(desk)
    assert why in why_not(END_SIMPLY, ActFacts(desk, made))
    with refused(why):
        ending.end_simply(desk, made, END)


def test_it_is_taken_back(desk: Desk, matter_id: int) -> None:
    with refused("没有简易办结"):
        ending.undo_simple_end(desk, matter_id, "没有修好")
    ending.end_simply(desk, matter_id, END)
    with refused("请写明为什么", "reason"):
        ending.undo_simple_end(desk, matter_id, " ")
    with one_act("matter.undo_simple_end", "又坏了"):
        ending.undo_simple_end(desk, matter_id, "又坏了")
    at = row(matter_id)
    assert (at.state, at.is_ended_simply, at.result, at.notified_on) == (MatterState.HANDLING, False, "", None)
    assert at.concluded_on is at.executed_on is at.closed_on is None
    ending.end_simply(desk, matter_id, END)
    assert row(matter_id).state == MatterState.CLOSED


def test_what_a_slip_told_stays_told_when_it_is_taken_back(desk: Desk, matter_id: int) -> None:
    given_slip(desk, matter_id)
    ending.end_simply(desk, matter_id, END)
    ending.undo_simple_end(desk, matter_id, "又坏了")
    assert row(matter_id).notified_on == TODAY


def test_opened_again_it_is_no_longer_ended_simply(desk: Desk, matter_id: int) -> None:
    ending.end_simply(desk, matter_id, END)
    closing.reopen(desk, matter_id, "new_facts", "又坏了")
    assert (row(matter_id).is_ended_simply, row(matter_id).state) == (False, MatterState.HANDLING)


def _talk(desk: Desk, **more: object) -> tuple[int, int]:
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    came = registered(desk, request="路灯不亮", **more)
    receiving.start_talk(desk, came.visit_id)
    return came.visit_id, came.matter_ids[0]


def test_from_the_talk_by_0(desk: Desk) -> None:
    visit_id, made = _talk(desk)
    given = talk.OutcomeIn(Outcome.ENDED_SIMPLY, told="换了灯泡", told_way="in_person", said="好")
    talk.decide(desk, visit_id, made, given)
    assert (row(made).state, row(made).is_ended_simply) == (MatterState.CLOSED, True)
    assert VisitMatter.get().outcome == Outcome.ENDED_SIMPLY and Visit.get().state == VisitState.RECEIVED
    assert "换了灯泡" in words(papers.visitor_slip(desk, visit_id).path)


def test_a_group_does_not_end_so_in_the_talk(desk: Desk) -> None:
    visit_id, made = _talk(desk, headcount=6)
    with refused("集体访"):
        given = talk.OutcomeIn(Outcome.ENDED_SIMPLY, told="换了灯泡", told_way="in_person", said="好")
        talk.decide(desk, visit_id, made, given)


def test_the_slip_of_one_wanted_in_writing_says_so(desk: Desk) -> None:
    visit_id, made = _talk(desk)
    given = talk.OutcomeIn(Outcome.ENDED_SIMPLY, told="换了灯泡", told_way="in_person", said="好", in_writing=True)
    talk.decide(desk, visit_id, made, given)
    assert row(made).state == MatterState.HANDLING
    assert "正在办理" in words(papers.visitor_slip(desk, visit_id).path)
    assert clock.today() == row(made).accepted_on
