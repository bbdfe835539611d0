"""回避 (Art. 28(3)) where an act gives work back, hands it on by words, or lets somebody sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.rules.closing import CHECKS
from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.law import dispatching, recusing, serving
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import pushing
from jiefang_tui.store.models import Duty, Measure, Resubmission
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import DispatchKind, DutyKind
from tests.services.given import owned, refused, registered

TODAY = date(2026, 11, 23)


def _said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def test_who_has_yet_to_decide_is_not_written_down_as_the_one_complained_of(desk: Desk) -> None:
    matter_id = owned(desk, leader="韩平")
    pushing.resubmit(desk, matter_id, "意见不一致", "协商两次", "请召集会商")
    six_boxes.change_owner(desk, matter_id, "周敏", "分工调整", "镇党委书记")
    six_boxes.remove_member(desk, matter_id, _seat(matter_id, "韩平"), "分工调整")
    with refused("韩平在这件里是再次提请的领导", "concerned_person"):
        matters.correct_matter(desk, matter_id, {"concerned_person": "韩平"}, "补充")
    with refused("再次提请的领导", "concerned_person"):
        matters.correct_matter(desk, matter_id, {"concerned_person": "韩书记"}, "补充")
    recusing.recuse(desk, matter_id, "韩平", "被反映", "镇党委", instead="周敏")
    assert Resubmission.get().leader.name == "周敏"
    matters.correct_matter(desk, matter_id, {"concerned_person": "韩平"}, "补充")


def _seat(matter_id: int, name: str) -> int:
    sheet = six_boxes.sheet_of(matter_id)
    return next(
        row.id for row in six_boxes.TaskForceMember.select() if row.responsibility == sheet and row.officer.name == name
    )


def test_who_was_recused_meanwhile_gets_nothing_back(desk: Desk) -> None:
    matter_id = owned(desk)
    measure = six_boxes.add_measure(desk, matter_id, "复测", "汪洋", TODAY + timedelta(9), "所长", "司法所")
    six_boxes.finish_measure(desk, measure, TODAY, "复测完成")
    six_boxes.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, "走访", officer="陈刚", post="干部")
    six_boxes.set_fulfilled(desk, matter_id, DutyKind.KNOW_FACTS, TODAY)
    for name in ("汪洋", "陈刚"):
        recusing.recuse(desk, matter_id, name, "亲属", "镇党委")
    six_boxes.reopen_measure(desk, measure, "面积有误")
    assert Measure.get_by_id(measure).owner is None
    assert _said(matter_id) == "措施1改回未完成：面积有误；汪洋应回避，请另定责任人"
    six_boxes.set_fulfilled(desk, matter_id, DutyKind.KNOW_FACTS, None)
    assert Duty.get(Duty.kind == DutyKind.KNOW_FACTS).officer is None
    assert _said(matter_id).endswith("陈刚应回避，请另定责任人")


def test_who_stays_gets_it_back(desk: Desk) -> None:
    matter_id = owned(desk)
    measure = six_boxes.add_measure(desk, matter_id, "复测", "汪洋", TODAY + timedelta(9), "所长", "司法所")
    six_boxes.finish_measure(desk, measure, TODAY, "复测完成")
    six_boxes.reopen_measure(desk, measure, "面积有误")
    assert Measure.get_by_id(measure).owner.name == "汪洋"
    assert _said(matter_id) == "措施1改回未完成：面积有误"


def test_nobody_decides_on_their_own_standing_aside(desk: Desk) -> None:
    matter_id = owned(desk)
    add_officer(desk, "李强", "所长")
    for words in ("李强", "李 强", "所长李强"):
        with refused("回避由别人决定", "decided_by"):
            recusing.recuse(desk, matter_id, "李强", "亲属", words)
    recusing.recuse(desk, matter_id, "李强", "亲属", "镇长李强国")


@pytest.mark.parametrize("words", ["李强", "李 强", "所长李强", "李强所长", "自然资源所 李强"])
def test_words_that_name_who_stands_aside(desk: Desk, words: str) -> None:
    matter_id = owned(desk)
    add_officer(desk, "李强", "所长")
    recusing.recuse(desk, matter_id, "李强", "亲属", "镇党委")
    sent = dispatching.dispatch(desk, matter_id, DispatchKind.ASSIST, "自然资源所")
    with refused("李强在这件里已回避", "by"):
        dispatching.sign(desk, sent, words)
    with refused("李强在这件里已回避", "agreed_by"):
        dispatching.send_back(desk, sent, "不属本所", words)
    part = pushing.PartIn("自然资源所", words, "同意", "复测")
    with refused("李强在这件里已回避", "parts"):
        pushing.consult(desk, matter_id, TODAY, "", "", [part], "先复测")
    _ready_to_close(desk, matter_id)
    with refused("李强在这件里已回避", "unit_signed_by"):
        _close(desk, matter_id, words)
    dispatching.sign(desk, sent, "李强国")


def _ready_to_close(desk: Desk, matter_id: int) -> None:
    paper = serving.issue_opinion(desk, matter_id, "supported", "补发", "处1号", "周敏")
    serving.serve(desk, paper, TODAY, "direct")


def _close(desk: Desk, matter_id: int, unit_signed_by: str) -> None:
    checks = dict.fromkeys(CHECKS, "yes")
    closing.close_matter(desk, matter_id, checks, "", "周敏", unit_signed_by, True, "", "缺回访")


def test_who_is_complained_of_signs_nothing(desk: Desk) -> None:
    matter_id = owned(desk, matter={"concerned_person": "村主任李强、孙会计"})
    _ready_to_close(desk, matter_id)
    with refused("李强是这件反映的人", "unit_signed_by"):
        _close(desk, matter_id, "李强")
    add_officer(desk, "孙丽", "会计")
    for words in ("孙丽", "会计孙丽"):
        with refused("孙丽(会计)与这件的被反映人相符", "unit_signed_by"):
            _close(desk, matter_id, words)
    with refused("村主任是这件反映的人", "unit_signed_by"):
        _close(desk, matter_id, "村主任")
    _close(desk, matter_id, "司法所")


def test_a_leader_who_may_not_any_more_does_not_decide(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    matters.assign_simple(desk, one, "自然资源所", "", TODAY)
    leader = add_officer(desk, "韩平", "镇长")
    waiting = Resubmission.create(
        matter=one, leader=leader, submitted_on=TODAY, difficulty="难", tried="试", asked="求"
    )
    matters.Matter.update(concerned_person="韩平").where(matters.Matter.id == one).execute()
    with refused("韩平是这件反映的人"):
        pushing.decide_resubmission(desk, waiting.id, "不办")
