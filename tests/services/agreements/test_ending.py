"""An agreement ends the handling (Art. 33); it being kept is a fact of its own, for which 案结事了 and 销号 wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.closing import gaps
from jiefang_tui.services.agreements import agreeing, ending, paying
from jiefang_tui.services.agreements.correcting import correct, said_of
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.closure.ending import SimpleEnd, end_simply
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import talk
from jiefang_tui.store.models import (
    Agreement,
    Dispatch,
    Instalment,
    InstalmentPayment,
    Matter,
    MatterEvent,
    SupervisionCard,
)
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.closure.closing import closing_facts
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import (
    AgreementKind,
    Category,
    FollowUpWay,
    MatterState,
    OpinionResult,
    Outcome,
    Reaction,
    Solved,
)
from tests.services.agreements.test_agreements import JUNE, TODAY, WAGES
from tests.services.given import days_ago, given_slip, one_act, owned, refused, registered

S = MatterState
ENDS = replace(WAGES, ends=True)
OPEN = "协议还有3期没有履行，尚欠102,600 元，最后一期2027-06-30"


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk, "李方龙")


def row(matter_id: int) -> Matter:
    return Matter.get_by_id(matter_id)


def last_event() -> str:
    return MatterEvent.select().order_by(MatterEvent.id.desc()).get().text


def performed_first(desk: Desk) -> None:
    """The office waits with ending until it is kept."""
    desk.folder.reference.mkdir(parents=True, exist_ok=True)
    own = desk.folder.reference / "regulation.toml"
    own.write_text("[desk]\nperformed_first = true\n", encoding="utf-8")
    desk.reference = Reference(own=desk.folder.reference)
    assert not desk.reference.problems


def come_to_rest(desk: Desk, matter_id: int) -> None:
    """Nothing more is waited for but the money."""
    resting.mark_executed(desk, matter_id, TODAY, "债务人破产，等不到", nothing_to_execute=True)
    resting.follow_up(desk, matter_id, FollowUpWay.PHONE, "何静", Solved.PARTLY, reaction=Reaction.ACCEPTED)


# -- it ends the handling


def test_signed_it_is_concluded_and_its_instalments_are_followed(desk: Desk, matter_id: int) -> None:
    with one_act("agreement.make"):
        agreeing.agree(desk, matter_id, ENDS)
    matter = row(matter_id)
    assert (matter.state, matter.concluded_on, matter.opinion_result) == (S.CONCLUDED, TODAY, OpinionResult.MEDIATED)
    assert last_event() == "按执行和解办结：达成执行和解：张某付102,600 元，分3期，最后一期2027-06-30"
    assert awaited_of(matter_id) is not None and Instalment.select().where(Instalment.is_awaited).count() == 3
    assert morning.count("instalments", date(2027, 2, 28)) == 1


def test_a_walk_in_matter_is_followed_to_its_end_too(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    agreeing.agree(desk, one, ENDS)
    assert row(one).state == S.CONCLUDED and row(one).was_handled


def test_what_was_in_mediation_is_answered_by_it_and_out_again_when_it_is_taken_back(desk: Desk) -> None:
    came = registered(desk)
    given = talk.OutcomeIn(Outcome.MEDIATION, unit="镇调委会", due_on=TODAY + timedelta(days=1))
    one = talk.decide(desk, came.visit_id, came.matter_ids[0], given).matter_id
    assert row(one).state == S.IN_MEDIATION
    agreeing.agree(desk, one, replace(ENDS, kind=AgreementKind.MEDIATION))
    sent = Dispatch.get(Dispatch.matter == one)
    assert (row(one).state, sent.replied_on) == (S.CONCLUDED, TODAY)
    with one_act("agreement.undo_end", "签字的不是本人"):
        ending.undo_end(desk, one, "签字的不是本人")
    sent = Dispatch.get(Dispatch.matter == one)
    assert (row(one).state, sent.replied_on, sent.reply) == (S.IN_MEDIATION, None, "")
    assert (row(one).concluded_on, row(one).result, row(one).opinion_result) == (None, "", "")
    assert last_event() == "撤回按协议办结，接着办理：签字的不是本人"


@pytest.mark.parametrize(
    "given",
    [replace(ENDS, is_oral=True), replace(ENDS, kind=AgreementKind.PROMISE), replace(ENDS, signed_on=date(2026, 9, 1))],
)
def test_oral_words_a_promise_and_what_was_signed_before_end_nothing(
    desk: Desk, matter_id: int, given: agreeing.AgreementIn
) -> None:
    agreeing.agree(desk, matter_id, given)
    assert row(matter_id).state == S.HANDLING
    with refused("没有本次的书面协议"):
        ending.end_by(desk, matter_id)


def test_ended_later_on_the_day_of_signing_and_taken_back(desk: Desk) -> None:
    with days_ago(desk, 5):
        matter_id = owned(desk, "李方龙")
    signed = TODAY - timedelta(days=3)
    agreeing.agree(desk, matter_id, replace(WAGES, signed_on=signed))
    with one_act("agreement.end"):
        ending.end_by(desk, matter_id)
    assert (row(matter_id).state, row(matter_id).concluded_on) == (S.CONCLUDED, signed)
    with refused("不能按协议办结，这件已办结"):
        ending.end_by(desk, matter_id)
    with refused("写明为什么撤回办结", "reason"):
        ending.undo_end(desk, matter_id, " ")
    ending.undo_end(desk, matter_id, "还有一项没谈")
    assert row(matter_id).state == S.HANDLING and Agreement.get().withdrawn_on is None
    with refused("不是按协议办结的"):
        ending.undo_end(desk, matter_id, "再撤")


def test_what_ended_it_is_withdrawn_with_or_without_the_end(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, ENDS)
    with one_act("agreement.withdraw", "登错了金额"):
        agreeing.withdraw(desk, made, "登错了金额")
    assert row(matter_id).state == S.CONCLUDED and awaited_of(matter_id) is None
    again = owned(desk, "赵强")
    made = agreeing.agree(desk, again, ENDS)
    with one_act("agreement.withdraw", "登错了事项"):
        agreeing.withdraw(desk, made, "登错了事项", undoes_end=True)
    assert row(again).state == S.HANDLING


# -- the office that waits until it is kept


def test_the_regulation_s_way_is_the_default(desk: Desk) -> None:
    assert desk.reference.policy.performed_first is False


def test_where_it_is_performed_first_the_last_payment_lets_it_end(desk: Desk, matter_id: int) -> None:
    performed_first(desk)
    with refused("履行完再办结", "ends"):
        agreeing.agree(desk, matter_id, ENDS)
    made = agreeing.agree(desk, matter_id, WAGES)
    with refused(f"{OPEN}；本单位定的是履行完再办结", "reason"):
        ending.end_by(desk, matter_id)
    paying.pay(desk, made, 10_260_000, TODAY)
    ending.end_by(desk, matter_id)
    assert row(matter_id).state == S.CONCLUDED


def test_and_it_may_be_ended_before_with_a_reason(desk: Desk, matter_id: int) -> None:
    performed_first(desk)
    agreeing.agree(desk, matter_id, WAGES)
    with one_act("agreement.end", "双方要求先结"):
        ending.end_by(desk, matter_id, reason="双方要求先结")
    assert "(没有履行完，双方要求先结)" in last_event()


# -- what waits for it


def test_settled_waits_for_the_instalments_and_a_leader_may_say_that_nobody_does(desk: Desk, matter_id: int) -> None:
    agreeing.agree(desk, matter_id, ENDS)
    with refused(f"{OPEN}；请先逐项记完成", "note"):
        resting.mark_executed(desk, matter_id, TODAY, "收条")
    come_to_rest(desk, matter_id)
    with refused(f"{OPEN}；不再等的，写明为什么", "despite"):
        resting.mark_settled(desk, matter_id)
    with refused("哪位领导", "agreed_by"):
        resting.mark_settled(desk, matter_id, despite="债务人破产")
    with one_act("matter.settle"):
        resting.mark_settled(desk, matter_id, despite="债务人破产", agreed_by="周敏")
    assert row(matter_id).settled_on == TODAY
    assert last_event() == f"案结事了({OPEN}，周敏同意不再等：债务人破产)"
    assert awaited_of(matter_id) is not None, "who owes what stays"
    resting.unmark_executed(desk, matter_id, "法院分到了钱")
    assert row(matter_id).settled_on is None


def test_paid_or_forgiven_nothing_is_waited_for(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, ENDS)
    paying.pay(desk, made, 6_840_000, TODAY)
    paying.forgive(desk, Instalment.get(Instalment.position == 3).id, 3_420_000, "李方龙同意免去最后一期")
    assert awaited_of(matter_id) is None
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    resting.follow_up(desk, matter_id, FollowUpWay.PHONE, "何静", Solved.FULLY)
    resting.mark_settled(desk, matter_id)
    assert row(matter_id).settled_on == TODAY


def test_the_closing_review_waits_for_it_and_a_reason_closes(desk: Desk, matter_id: int) -> None:
    agreeing.agree(desk, matter_id, ENDS)
    come_to_rest(desk, matter_id)
    assert f"{OPEN}；付了的记付款" in "".join(gap.sentence for gap in gaps(closing_facts(matter_id, TODAY)))
    checks = dict.fromkeys(("solved", "explained", "helped", "handled_by_law"), "yes")
    with refused("没有履行", "waived_reason"):
        closing.close_matter(desk, matter_id, checks, "", "周敏", "李强", True, "")
    closing.close_matter(desk, matter_id, checks, "", "周敏", "李强", True, "", "债务人破产，领导班子会同意")
    assert row(matter_id).state == S.CLOSED
    assert morning.count("instalments", date(2027, 2, 28)) == 1, "closed, it is still asked after"


def test_a_small_matter_with_open_instalments_is_not_ended_simply(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    agreeing.agree(desk, one, WAGES)
    with refused("协议还没有履行完"):
        end_simply(desk, one, SimpleEnd("付了", "phone", None, "行"))


# -- its own light


def test_what_comes_next_is_the_instalment_and_its_delay_is_nobody_s_card(desk: Desk) -> None:
    with days_ago(desk, 59):
        matter_id = owned(desk, "李方龙")
        given_slip(desk, matter_id)
        signed = date(2026, 9, 25)
        parts = [agreeing.PartIn(date(2026, 11, 20), 3_000_000), agreeing.PartIn(JUNE, 7_260_000)]
        agreeing.agree(desk, matter_id, replace(ENDS, signed_on=signed, parts=parts, payees=()))

    def said(reference: Reference, day: date) -> str:
        return matter_view(matter_id, day, reference).standing.next_step

    assert said(desk.reference, date(2026, 11, 1)) == "协议一期 11-20 到期，届时核实履行"
    assert said(desk.reference, TODAY) == "协议一期已逾期 3 天没付，请催付、核实"
    assert morning.count("instalments", TODAY) == 1
    assert not SupervisionCard.select().exists()


# -- put right after it ended the handling


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"is_oral": True}, "口头协议还没有做成协议书"),
        ({"kind": AgreementKind.PROMISE}, "承诺是一方的话"),
        ({"signed_on": date(2026, 9, 1)}, "在这件开始办理以前"),
    ],
)
def test_what_is_ended_by_it_is_taken_back_before_it_is_put_right_into_what_ends_nothing(
    desk: Desk, matter_id: int, wrong: dict[str, Any], why: str
) -> None:
    made = agreeing.agree(desk, matter_id, ENDS)
    right = replace(said_of(made), **wrong)
    with refused(why, "reason"):
        correct(desk, made, right, "登错了")
    with refused("请先「撤回按协议办结」", "reason"):
        correct(desk, made, right, "登错了")
    assert row(matter_id).state == S.CONCLUDED
    ending.undo_end(desk, matter_id, "登错了")
    correct(desk, made, right, "登错了")
    assert row(matter_id).state == S.HANDLING


def test_signed_after_the_day_it_was_ended_is_refused_and_another_agreement_lets_it_be(desk: Desk) -> None:
    with days_ago(desk, 5):
        matter_id = owned(desk, "李方龙")
        made = agreeing.agree(desk, matter_id, replace(ENDS, signed_on=TODAY - timedelta(days=5)))
    with refused("办结以后", "reason"):
        correct(desk, made, replace(said_of(made), signed_on=TODAY), "签得晚")
    agreeing.agree(desk, matter_id, replace(WAGES, signed_on=TODAY - timedelta(days=5)))
    correct(desk, made, replace(said_of(made), signed_on=TODAY), "签得晚")


def test_no_longer_agreed_to_fall_due_at_once_only_after_that_is_taken_back(desk: Desk, matter_id: int) -> None:
    signed = date(2026, 9, 1)
    parts = [agreeing.PartIn(date(2026, 11, 1), 500), agreeing.PartIn(JUNE, 9_500)]
    made = agreeing.agree(desk, matter_id, replace(WAGES, signed_on=signed, parts=parts, payees=()))
    paying.accelerate(desk, made, TODAY, "要求一次付清")
    with refused("请先「撤全部到期」", "accelerates"):
        correct(desk, made, replace(said_of(made), accelerates=False), "没有约定")
    paying.end_acceleration(desk, made, "没有约定")
    correct(desk, made, replace(said_of(made), accelerates=False), "没有约定")


def test_a_payment_taken_back_after_it_was_settled_says_what_still_stands(desk: Desk, matter_id: int) -> None:
    made = agreeing.agree(desk, matter_id, ENDS)
    paying.pay(desk, made, 10_260_000, TODAY)
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    resting.follow_up(desk, matter_id, FollowUpWay.PHONE, "何静", Solved.FULLY)
    resting.mark_settled(desk, matter_id)
    told = paying.take_back_payment(desk, InstalmentPayment.get().id, "退票")
    assert told == (
        "已撤回，尚欠102,600 元；2026-11-23记的执行到位、2026-11-23记的案结事了还在，"
        "不再是这样的请在履约「执行到位」那一行改回未执行"
    )
    assert row(matter_id).settled_on == TODAY and awaited_of(matter_id) is not None


def test_why_the_agreement_there_is_ends_nothing_is_said(desk: Desk, matter_id: int) -> None:
    """Nothing agreed in it; one's own debt; of a suggestion none does (Art. 33 is for 申诉求决)."""
    made = agreeing.agree(desk, matter_id, replace(ENDS, parts=(), payees=(), accelerates=False))
    assert row(matter_id).state == S.HANDLING
    with refused("登记了的那份：协议里没有写约定了什么"):
        ending.end_by(desk, matter_id)
    correct(desk, made, replace(said_of(made), terms="当面道歉", debtor="李方龙"), "抄错")
    with refused("债务人是来访人自己"):
        ending.end_by(desk, matter_id)
    correct(desk, made, replace(said_of(made), debtor="张某"), "抄错")
    ending.end_by(desk, matter_id)
    assert row(matter_id).state == S.CONCLUDED
    ending.undo_end(desk, matter_id, "再看")
    Matter.update(category=Category.SUGGESTION).where(Matter.id == matter_id).execute()
    with refused("建议意见不按协议办结"):
        ending.end_by(desk, matter_id)
