"""Handing on, signing, sending back, answering; recusal with everything handed on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import (
    Dispatch,
    Duty,
    Matter,
    Measure,
    Officer,
    Responsibility,
    TaskForceMember,
    Unit,
)
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.store.queries.law.stages import dispatches_of, recusals_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import DispatchKind, DueKind, DutyKind, MatterState, Outcome
from tests.beginnings import beginning
from tests.services.given import days_ago, fill_six, one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
S = MatterState
KIND = DispatchKind


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    with days_ago(desk, 5):
        return registered(desk).matter_ids[0]


@pytest.fixture
@beginning
def sent(desk: Desk, matter_id: int) -> int:
    """Assigned to 自然资源所, 李强, three days ago."""
    with days_ago(desk, 3):
        return dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "自然资源所", "李强", "复测面积", TOMORROW, "所长")


def matter_of(matter_id: int) -> Matter:
    found: Matter = Matter.get_by_id(matter_id)
    return found


def row_of(dispatch_id: int) -> Dispatch:
    found: Dispatch = Dispatch.get_by_id(dispatch_id)
    return found


def told(matter_id: int) -> str:
    return timeline(matter_id)[0].text


def test_one_lead_and_any_number_of_assistants(desk: Desk, matter_id: int, sent: int) -> None:
    row = matter_of(matter_id)
    assert (row.state, row.lead_unit.name, row.handler.name, row.due_on) == (S.HANDLING, "自然资源所", "李强", TOMORROW)
    assert (row.handler.post, row.handler.unit.name) == ("所长", "自然资源所")
    assert told(matter_id) == "交办，自然资源所、李强，2026-11-24前：复测面积"
    with one_act("dispatch.send"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIST, "司法所", requirement="提供法律意见", due_on=TOMORROW)
    dispatching.dispatch(desk, matter_id, KIND.ASSIST, "章湾村")
    assert matter_of(matter_id).lead_unit.name == "自然资源所"
    with refused("自然资源所是主办单位", "unit"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIST, "自然资源所")
    with refused("司法所已经在协办", "unit"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIST, "司法所")
    with refused("已经交办自然资源所", "unit"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "自然资源所", "李强")
    dispatching.dispatch(desk, matter_id, KIND.TRANSFER, "县自然资源局")
    assert matter_of(matter_id).lead_unit.name == "县自然资源局" and matter_of(matter_id).handler is None
    assert row_of(sent).ended_on == TODAY, "there is one lead"
    assert [one.is_live for one in dispatches_of(matter_id)] == [True, True, True, False]


def test_what_is_refused_when_handing_on(desk: Desk, matter_id: int) -> None:
    with refused("请选择交办、转送", "kind"):
        dispatching.dispatch(desk, matter_id, KIND.GUIDE, "司法所")
    with refused("请填写交给哪个单位", "unit"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIGN, " ")
    with refused("不能早于今天", "due_on"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "司法所", due_on=YESTERDAY)
    report = sealed(desk)
    with refused("检举控告不记内容"):
        dispatching.dispatch(desk, report, KIND.ASSIGN, "司法所")
    matters.conclude_simple(desk, matter_id, "好了", TODAY)
    with refused("不能交办，这件已办结"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "司法所")


def test_a_leaders_matter_stays_with_the_leader(desk: Desk) -> None:
    mine = owned(desk)
    dispatching.dispatch(desk, mine, KIND.ASSIGN, "自然资源所", "李强", due_on=TOMORROW)
    row = matter_of(mine)
    assert row.lead_unit.name == "自然资源所" and row.handler is None and row.due_on is None
    assert Responsibility.get().leader.name == "周敏"


def test_signing(desk: Desk, matter_id: int, sent: int) -> None:
    with refused("请填写签收人", "by"):
        dispatching.sign(desk, sent, " ")
    with refused("不能早于2026-11-20", "on_day"):
        dispatching.sign(desk, sent, "李强", TODAY - timedelta(days=4))
    with refused("不能晚于今天", "on_day"):
        dispatching.sign(desk, sent, "李强", TOMORROW)
    with one_act("dispatch.sign"):
        dispatching.sign(desk, sent, "李强", YESTERDAY)
    assert (row_of(sent).signed_on, row_of(sent).signed_by) == (YESTERDAY, "李强")
    assert told(matter_id) == "自然资源所、李强签收(李强)"
    with refused("已于2026-11-22由李强签收"):
        dispatching.sign(desk, sent, "李强")


def test_a_unit_is_late_in_signing_only_once_its_delivery_is_on_record(desk: Desk, matter_id: int, sent: int) -> None:
    def signing() -> list[date]:
        return [due.raw for due in dues_of(matter_id, desk.reference) if due.kind is DueKind.SIGN]

    assert signing() == []
    with refused("请写明怎样交的、交给谁", "how"):
        dispatching.deliver(desk, sent, " ")
    with one_act("dispatch.deliver"):
        dispatching.deliver(desk, sent, "微信发李强", YESTERDAY)
    assert signing() == [YESTERDAY + timedelta(days=3)]
    assert told(matter_id) == "交件给自然资源所、李强：微信发李强"
    with refused("已于2026-11-22交到"):
        dispatching.deliver(desk, sent, "再送一次")
    with one_act("dispatch.undo_delivery", "发错了人"):
        dispatching.undo_delivery(desk, sent, "发错了人")
    assert signing() == [] and row_of(sent).delivered_how == ""
    with refused("还没有记过交件"):
        dispatching.undo_delivery(desk, sent, "发错了人")


def test_what_is_sent_back_belongs_to_who_received_it_first(desk: Desk, matter_id: int, sent: int) -> None:
    with refused("请写明退回的理由", "reason"):
        dispatching.send_back(desk, sent, "", "周敏")
    with refused("未经同意不能退回", "agreed_by"):
        dispatching.send_back(desk, sent, "不归我所", "")
    with one_act("dispatch.return", "不归我所"):
        dispatching.send_back(desk, sent, "不归我所", "周敏")
    row = matter_of(matter_id)
    assert row.lead_unit is None and row.handler is None and row.first_receiver.name == "王芳"
    assert row.state == S.HANDLING and told(matter_id) == "自然资源所、李强退回：不归我所，周敏同意"
    for act in (
        lambda: dispatching.sign(desk, sent, "李强"),
        lambda: dispatching.answer_dispatch(desk, sent, "x"),
        lambda: dispatching.end_dispatch(desk, sent, "x"),
    ):
        with refused("已于2026-11-23退回"):
            act()


def test_answering_and_taking_back(desk: Desk, matter_id: int, sent: int) -> None:
    with refused("请写明答复的内容", "reply"):
        dispatching.answer_dispatch(desk, sent, "")
    with one_act("dispatch.answer"):
        dispatching.answer_dispatch(desk, sent, "少量了0.3亩", YESTERDAY)
    row = row_of(sent)
    assert (row.replied_on, row.reply, row.signed_on) == (YESTERDAY, "少量了0.3亩", YESTERDAY)
    assert matter_of(matter_id).state == S.HANDLING and matter_of(matter_id).lead_unit.name == "自然资源所"
    with refused("已于2026-11-22答复"):
        dispatching.send_back(desk, sent, "x", "周敏")
    helped = dispatching.dispatch(desk, matter_id, KIND.ASSIST, "司法所")
    with refused("请写明收回的原因", "reason"):
        dispatching.end_dispatch(desk, helped, "")
    with one_act("dispatch.end", "不需要了"):
        dispatching.end_dispatch(desk, helped, "不需要了")
    assert row_of(helped).ended_on == TODAY and matter_of(matter_id).lead_unit.name == "自然资源所"
    with refused("已于2026-11-23收回"):
        dispatching.sign(desk, helped, "汪洋")


def test_what_went_up_comes_back(desk: Desk, matter_id: int) -> None:
    up = dispatching.dispatch(desk, matter_id, KIND.SUBMIT_UP, "县信访局", requirement="请协调", due_on=TOMORROW)
    assert matter_of(matter_id).state == S.SUBMITTED_UP
    with one_act("dispatch.answer"):
        dispatching.answer_dispatch(desk, up, "由镇里办")
    assert matter_of(matter_id).state == S.HANDLING and told(matter_id) == "上级答复：由镇里办"
    again = dispatching.dispatch(desk, matter_id, KIND.SUBMIT_UP, "县信访局")
    dispatching.end_dispatch(desk, again, "不用了")
    assert matter_of(matter_id).state == S.HANDLING


def test_a_talk_hands_on_by_the_same_rows(desk: Desk) -> None:
    one = registered(desk)
    given = talk.OutcomeIn(Outcome.ASSIGNED, unit="司法所", officer="汪洋", due_on=TOMORROW)
    matter_id = talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id
    dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "自然资源所")
    kinds = [(row.kind_label, row.outcome, row.is_live) for row in dispatches_of(matter_id)]
    assert kinds == [("交办", "交办", True), ("交办", "交办(站所、村)", False)]


def test_units_stand_under_units(desk: Desk) -> None:
    with refused("请填写单位", "unit"):
        dispatching.set_parent(desk, "", "示例镇人民政府")
    with one_act("unit.parent"):
        dispatching.set_parent(desk, "章湾村", "示例镇人民政府")
    with refused("不能做它的上级单位", "parent"):
        dispatching.set_parent(desk, "示例镇人民政府", "章湾村")
    with refused("不能做它的上级单位", "parent"):
        dispatching.set_parent(desk, "章湾村", "章湾村")
    dispatching.set_parent(desk, "章湾村", "")
    assert Unit.get(Unit.name == "章湾村").parent is None


# -- recusal


def test_a_recused_officer_is_given_nothing(desk: Desk, matter_id: int) -> None:
    people.add_officer(desk, "李强", "所长", "自然资源所")
    for given, part, field in (
        (("", "亲属", "周敏"), "请填写回避的人", "officer"),
        (("李强", "", "周敏"), "请写明回避的原因", "reason"),
        (("李强", "亲属", ""), "请写明谁决定的", "decided_by"),
    ):
        with refused(part, field):
            dispatching.recuse(desk, matter_id, *given)
    with one_act("recusal.add", "与信访人是亲属"):
        one = dispatching.recuse(desk, matter_id, "李强", "与信访人是亲属", "周敏")
    with refused("李强在这件里已经回避", "officer"):
        dispatching.recuse(desk, matter_id, "李强", "亲属", "周敏")
    with refused("李强在这件里已回避", "officer"):
        dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "自然资源所", "李强")
    with refused("李强在这件里已回避", "officer"):
        matters.assign_simple(desk, matter_id, "自然资源所", "李强", None)
    with refused("李强在这件里已回避", "leader"):
        matters.confirm_commitment(desk, matter_id, "补发", leader="李强")
    with refused("请写明解除回避的原因", "reason"):
        dispatching.end_recusal(desk, one, "")
    with one_act("recusal.end", "弄错了"):
        dispatching.end_recusal(desk, one, "弄错了")
    with refused("已于2026-11-23解除"):
        dispatching.end_recusal(desk, one, "再解")
    dispatching.dispatch(desk, matter_id, KIND.ASSIGN, "自然资源所", "李强")
    assert [row.ended_on for row in recusals_of(matter_id)] == [TODAY]


def test_who_has_work_hands_all_of_it_on_in_the_same_act(desk: Desk) -> None:
    mine = owned(desk)
    fill_six(desk, mine)
    six_boxes.assign_duty(desk, mine, DutyKind.COUNSEL, "李强")
    held = "李强在这件里是专班成员、措施1责任人、包思想疏导责任人，请填写由谁接手"
    with refused(held, "instead"):
        dispatching.recuse(desk, mine, "李强", "亲属", "周敏")
    with refused("李强在这件里已回避", "instead"):
        dispatching.recuse(desk, mine, "李强", "亲属", "周敏", instead="李强")
    with one_act("recusal.add", "亲属"):
        dispatching.recuse(desk, mine, "李强", "亲属", "周敏", instead="陈刚", post="副所长")
    new = Officer.get(Officer.name == "陈刚")
    assert Measure.get().owner_id == new.id
    assert [row.officer.name for row in Duty.select().order_by(Duty.id)][-1] == "陈刚"
    assert {row.officer.name for row in TaskForceMember.select()} == {"周敏", "陈刚"}
    assert "专班成员、措施1责任人、包思想疏导责任人改由陈刚担任" in told(mine)
    for act, field in (
        (lambda: six_boxes.add_member(desk, mine, "李强"), "name"),
        (lambda: six_boxes.add_measure(desk, mine, "再测", "李强"), "owner"),
        (lambda: six_boxes.change_measure(desk, Measure.get().id, "", "李强", Measure.get().due_on), "owner"),
        (lambda: six_boxes.assign_duty(desk, mine, DutyKind.KNOW_FACTS, "李强"), "officer"),
        (lambda: six_boxes.add_duty_entry(desk, mine, DutyKind.KNOW_FACTS, "到户", officer="李强"), "officer"),
        (lambda: six_boxes.change_owner(desk, mine, "李强", "分管"), "leader"),
    ):
        with refused("李强在这件里已回避", field):
            act()


def test_a_leader_stands_aside(desk: Desk) -> None:
    mine = owned(desk)
    with refused("周敏在这件里是包案领导、专班成员", "instead"):
        dispatching.recuse(desk, mine, "周敏", "亲属", "县委")
    dispatching.recuse(desk, mine, "周敏", "亲属", "县委", instead="刘静", post="镇长")
    sheet = Responsibility.get()
    assert sheet.leader.name == "刘静" and sheet.other_owner_reason == "周敏回避：亲属"
    assert [(row.officer.name, row.is_head) for row in TaskForceMember.select()] == [("刘静", True)]


def test_handler_and_first_receiver_are_handed_on(desk: Desk, matter_id: int, sent: int) -> None:
    with refused("李强在这件里是责任人、承办人", "instead"):
        dispatching.recuse(desk, matter_id, "李强", "亲属", "周敏")
    dispatching.recuse(desk, matter_id, "李强", "亲属", "周敏", instead="陈刚")
    assert matter_of(matter_id).handler.name == "陈刚" and row_of(sent).officer.name == "陈刚"
    dispatching.recuse(desk, matter_id, "王芳", "亲属", "周敏", instead="陈刚")
    assert matter_of(matter_id).first_receiver.name == "陈刚"


def test_whom_a_matter_is_about_has_no_part_in_it(desk: Desk, matter_id: int, sent: int) -> None:
    with refused("请先登记李强回避、由别人接手", "concerned_person"):
        matters.correct_matter(desk, matter_id, {"concerned_person": "所长李强"})
    dispatching.recuse(desk, matter_id, "李强", "信访人反映的就是他", "周敏", instead="陈刚")
    matters.correct_matter(desk, matter_id, {"concerned_person": "所长李强"})
    with refused("李强在这件里已回避", "by"):
        dispatching.sign(desk, sent, "李强")


def test_a_leader_who_is_complained_of_does_not_own_or_instruct(desk: Desk) -> None:
    from jiefang_tui.services.reception import receiving

    receiving.change_session(desk, None, "周敏", "镇党委书记")
    one = registered(desk, matter={"concerned_person": "周敏书记"})
    matter_id = one.matter_ids[0]
    with refused("周敏是这件反映的人", "leader"):
        talk.decide(desk, one.visit_id, matter_id, talk.OutcomeIn(Outcome.RESPONSIBILITY))
    given = talk.OutcomeIn(Outcome.ASSIGNED, unit="司法所", instruction=talk.InstructionIn("请办"))
    with refused("周敏是这件反映的人", "instruction"):
        talk.decide(desk, one.visit_id, matter_id, given)
    given = talk.OutcomeIn(Outcome.ASSIGNED, unit="司法所", commitments=[talk.CommitmentIn("补发")])
    with refused("周敏是这件反映的人", "commitments"):
        talk.decide(desk, one.visit_id, matter_id, given)
    talk.decide(desk, one.visit_id, matter_id, talk.OutcomeIn(Outcome.ASSIGNED, unit="司法所"))
