"""18 更正处理结果: a wrong digit is taken back with what it did, or what followed is named; the old stays on record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import dispatching, serving, telling
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, noon, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.taking_back import correct_outcome
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import (
    Appointment,
    Correction,
    Deadline,
    Dispatch,
    Duty,
    Instruction,
    Matter,
    MatterEvent,
    Responsibility,
    TaskForceMember,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import AppointmentState, LegalRoute, MatterState, Outcome, ServiceWay, VisitState
from tests.services.given import all_rows, handed_over

TODAY = date(2026, 11, 23)
LATER = datetime(2026, 11, 25, 9, 0).astimezone()
GIVEN: dict[Outcome, dict[str, Any]] = {
    Outcome.ANSWERED: {"told": "下月起发放"},
    Outcome.RESPONSIBILITY: {"unit": "人社所", "due_on": date(2026, 12, 20)},
    Outcome.ASSIGNED: {"unit": "人社所", "requirement": "核实", "due_on": date(2026, 12, 1)},
    Outcome.MEDIATION: {"unit": "镇调委会"},
    Outcome.GUIDED: {"route": LegalRoute.JUDICIAL, "told": "向县法院起诉"},
    Outcome.SUBMITTED_UP: {"unit": "县住建局"},
    Outcome.TO_VERIFY: {"next_at": datetime(2026, 11, 26, 9, 0).astimezone()},
    Outcome.ENDED_SIMPLY: {"told": "换了灯泡", "told_way": "phone", "said": "好"},
}


def arrive(desk: Desk, name: str = "李某某", request: str = "拖欠工资", **more: Any) -> Registered:
    done = intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(request, **more)]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, done.visit_id)
    return done


def decide(desk: Desk, done: Registered, outcome: Outcome, **more: Any) -> None:
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(outcome, **(GIVEN.get(outcome, {}) | more)))


def correct(desk: Desk, done: Registered, **more: Any) -> str:
    return correct_outcome(desk, done.visit_id, done.matter_ids[0], more.pop("reason", "按错了数字"), **more)


SAME = (
    "state", "result", "concluded_on", "accepted_on", "route", "due_on", "lead_unit", "handler", "was_handled",
    "is_ended_simply", "executed_on", "executed_note", "closed_on", "notified_on",
)  # fmt: skip


@pytest.mark.parametrize("outcome", GIVEN)
def test_18_every_outcome_that_is_not_sealed_is_taken_back_whole(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk)
    before = {name: Matter.get().__data__[name] for name in SAME}
    dates = sorted((row.kind, row.raw_on) for row in Deadline.select())
    decide(desk, done, outcome, talk_note="说了工资的事")
    said = correct(desk, done)
    pair, visit, matter = VisitMatter.get(), Visit.get(), Matter.get()
    assert outcome.label in said
    assert {name: matter.__data__[name] for name in SAME} == before
    assert (pair.outcome, pair.told, pair.decided_at, pair.leader) == ("", "", None, None)
    assert (visit.state, visit.talk_note) == (VisitState.RECEIVED, "说了工资的事")
    assert not Dispatch.select().where(Dispatch.ended_on.is_null()).exists()
    assert not Appointment.select().where(Appointment.state == AppointmentState.BOOKED).exists()
    assert [Responsibility.select().count(), Duty.select().count(), TaskForceMember.select().count()] == [0, 0, 0]
    assert sorted((row.kind, row.raw_on) for row in Deadline.select()) == dates
    kept = Correction.get()
    assert (kept.about, kept.column, kept.reason, kept.officer_id) == (
        "visit_matter",
        "outcome",
        "按错了数字",
        desk.officer_id,
    )
    assert kept.was.startswith(outcome.label)
    assert MatterEvent.select().where(MatterEvent.text.contains("更正处理结果")).count() == 1


@pytest.mark.parametrize("outcome", GIVEN)
def test_18_after_that_the_right_one_is_recorded_and_the_end_of_the_visit_stays(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk)
    decide(desk, done, outcome)
    finished = Visit.get().finished_at
    correct(desk, done)
    with clock.at(datetime(2026, 11, 23, 16, 0).astimezone()):
        decide(desk, done, Outcome.MEDIATION)
    assert (VisitMatter.get().outcome, Matter.get().state) == (Outcome.MEDIATION, MatterState.IN_MEDIATION)
    assert (Visit.get().state, Visit.get().finished_at) == (VisitState.RECEIVED, finished)


def test_18_what_was_merged_comes_back_to_its_own_matter(desk: Desk) -> None:
    first, second = arrive(desk), arrive(desk, request="又说工资")
    talk.decide(desk, second.visit_id, second.matter_ids[0], OutcomeIn(Outcome.MERGED, merge_into=first.matter_ids[0]))
    correct_outcome(desk, second.visit_id, first.matter_ids[0], "不是一件事")
    pair = VisitMatter.get(VisitMatter.visit == second.visit_id)
    assert (pair.matter_id, pair.outcome) == (second.matter_ids[0], "")
    again = Matter.get_by_id(second.matter_ids[0])
    assert (again.state, again.merged_into_id) == (MatterState.REGISTERED, None)


def test_18_a_paper_entered_at_noon_is_put_right_too(desk: Desk) -> None:
    at = datetime(2026, 11, 23, 8, 30).astimezone()
    visit = VisitIn(name="李某某", matters=[MatterIn("修路")], arrived_at=at, leader="周敏")
    done = noon.enter_paper(desk, noon.PaperIn(visit, OutcomeIn(Outcome.ASSIGNED, unit="村镇办")))
    correct(desk, done)
    matter = Matter.get()
    assert (matter.state, matter.lead_unit_id, matter.was_handled) == (MatterState.REGISTERED, None, False)


def test_18_a_repeat_visit_gives_back_what_stood_there_before(desk: Desk) -> None:
    first = arrive(desk)
    decide(desk, first, Outcome.ASSIGNED)
    second = arrive(desk, matter_id=first.matter_ids[0])
    decide(desk, second, Outcome.SUBMITTED_UP)
    correct(desk, second)
    matter, sent = Matter.get(), Dispatch.get(Dispatch.visit_id == first.visit_id)
    assert (matter.state, matter.lead_unit.name, sent.ended_on) == (MatterState.HANDLING, "人社所", None)


def test_18_what_was_concluded_and_reopened_by_the_wrong_digit_is_concluded_again(desk: Desk) -> None:
    first = arrive(desk)
    decide(desk, first, Outcome.ANSWERED)
    second = arrive(desk, matter_id=first.matter_ids[0])
    decide(desk, second, Outcome.ASSIGNED)
    correct(desk, second)
    matter = Matter.get()
    assert (matter.state, matter.result, matter.concluded_on) == (MatterState.CONCLUDED, "下月起发放", TODAY)


def test_18_the_leaders_words_stay(desk: Desk) -> None:
    done = arrive(desk)
    decide(desk, done, Outcome.ASSIGNED, instruction=talk.InstructionIn("请人社所速办"))
    assert "批示仍在" in correct(desk, done)
    assert Instruction.get().text == "请人社所速办"


def test_18_later_somebody_has_to_have_approved_it_on_a_paper(desk: Desk) -> None:
    done = arrive(desk)
    decide(desk, done, Outcome.ANSWERED)
    desk.clock_confirmed = True
    with clock.at(LATER):
        for more, field in (({}, "approver"), ({"approver": "周敏"}, "paper_on")):
            with pytest.raises(Refused) as refused:
                correct(desk, done, **more)
            assert refused.value.field == field
        correct(desk, done, approver="周敏", paper_on=date(2026, 11, 24))
    kept = Correction.get(Correction.column == "outcome")
    assert (kept.approver.name, kept.paper_on) == ("周敏", date(2026, 11, 24))


def test_18_nobody_whom_it_is_about_approves_it(desk: Desk) -> None:
    done = arrive(desk, concerned_person="李强")
    decide(desk, done, Outcome.ANSWERED)
    desk.clock_confirmed = True
    with clock.at(LATER), pytest.raises(Refused, match="李强"):
        correct(desk, done, approver="李强", paper_on=TODAY)


def test_18_the_notice_that_told_of_the_wrong_result_no_longer_counts(desk: Desk) -> None:
    done = arrive(desk)
    decide(desk, done, Outcome.GUIDED)
    telling.tell(desk, telling.note_slips(desk, done.matter_ids), ServiceWay.DIRECT, "本人")
    assert "重新告知" in correct(desk, done)
    assert Matter.get().notified_on is None


def _signed(desk: Desk, done: Registered) -> None:
    dispatching.sign(desk, Dispatch.get().id, "何静")


def _delivered(desk: Desk, done: Registered) -> None:
    dispatching.deliver(desk, Dispatch.get().id, "当面交何静")


def _answered(desk: Desk, done: Registered) -> None:
    dispatching.answer_dispatch(desk, Dispatch.get().id, "已修好")


def _sent_elsewhere(desk: Desk, done: Registered) -> None:
    dispatching.dispatch(desk, done.matter_ids[0], "assign", "司法所")


def _opinion(desk: Desk, done: Registered) -> None:
    serving.issue_opinion(desk, done.matter_ids[0], "示信处〔2026〕1号", "supported", "予以支持", "周敏", TODAY)


def _measure(desk: Desk, done: Registered) -> None:
    six_boxes.add_measure(desk, done.matter_ids[0], "复测", "李强", date(2026, 12, 1))


def _concluded(desk: Desk, done: Registered) -> None:
    matters.conclude_simple(desk, done.matter_ids[0], "修好了", TODAY)


@pytest.mark.parametrize(
    ("outcome", "then", "named"),
    [
        (Outcome.ASSIGNED, _signed, "签收，请先在「4 文书」"),
        (Outcome.ASSIGNED, _delivered, "交件给人社所，请先"),
        (Outcome.ASSIGNED, _answered, "答复"),
        (Outcome.ASSIGNED, _sent_elsewhere, "司法所"),
        (Outcome.ASSIGNED, _concluded, "已办结"),
        (Outcome.RESPONSIBILITY, _measure, "三定三包已经填写"),
    ],
)
def test_18_what_followed_is_named_and_nothing_of_it_is_torn_away(
    desk: Desk, outcome: Outcome, then: Any, named: str
) -> None:
    from jiefang_tui.store import database

    done = arrive(desk)
    decide(desk, done, outcome)
    then(desk, done)
    before = all_rows(database.connection())
    with pytest.raises(Refused, match=named):
        correct(desk, done)
    assert all_rows(database.connection()) == before


def test_18_what_was_signed_for_is_taken_back_first_and_then_it_goes(desk: Desk) -> None:
    done = arrive(desk)
    decide(desk, done, Outcome.SUBMITTED_UP)
    dispatching.sign(desk, Dispatch.get().id, "何静")
    dispatching.end_dispatch(desk, Dispatch.get().id, "报错了")
    correct(desk, done)
    assert Matter.get().state == MatterState.REGISTERED


def test_18_a_sealed_report_has_nothing_to_put_right(desk: Desk) -> None:
    done = arrive(desk)
    decide(desk, done, Outcome.SEALED, confirmed_by="何静")
    with pytest.raises(Refused, match="检举控告"):
        correct(desk, done)
    handed_over(desk, done.matter_ids[0])
    with pytest.raises(Refused, match="检举控告"):
        correct(desk, done)


def test_18_without_a_reason_or_a_result_there_is_nothing_to_do(desk: Desk) -> None:
    done = arrive(desk)
    with pytest.raises(Refused, match="还没有"):
        correct(desk, done)
    with pytest.raises(Refused, match="哪里"):
        correct(desk, done, reason=" ")
