"""并案 walks round neither Art. 28(3) nor a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.law import dispatching, recusing, serving, stages
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import Dispatch, Matter, MatterLink, VisitMatter
from jiefang_tui.terms import DispatchKind, MatterState, Outcome
from tests.services.given import days_ago, owned, refused, registered

TODAY = date(2026, 11, 23)


def _new(desk: Desk, name: str, **told: str) -> int:
    return registered(desk, name, matter=told).matter_ids[0]


def _no(matter_id: int) -> str:
    return str(Matter.get_by_id(matter_id).register_no)


def _merge(desk: Desk, source: int, target: int) -> int:
    return merging.merge_matters(desk, source, target, "同一件事")


# -- who keeps away


@pytest.mark.parametrize("told", ["周敏", "镇党委书记周敏", "周书记"])
def test_a_matter_about_somebody_does_not_go_into_theirs(desk: Desk, told: str) -> None:
    target = owned(desk, "甲", "周敏")
    source = _new(desk, "乙", concerned_person=told)
    with refused(f"在 {_no(target)} 里却是包案领导、专班成员；请先在那件里登记周敏回避"):
        _merge(desk, source, target)
    merging.link(desk, source, target)
    recusing.recuse(desk, target, "周敏", "被反映", "镇党委", instead="韩平", post="镇长")
    _merge(desk, source, target)


def test_who_stands_aside_in_one_has_no_work_in_the_other(desk: Desk) -> None:
    target, source = owned(desk, "甲", "周敏"), _new(desk, "乙")
    six_boxes.add_member(desk, target, "李强", "测算", "所长", "自然资源所")
    recusing.recuse(desk, source, "李强", "亲属", "镇党委")
    with refused("李强在这件里已回避，在"):
        _merge(desk, source, target)


def test_what_goes_along_is_in_nobodys_hand_who_keeps_away_there(desk: Desk) -> None:
    source, target = _new(desk, "甲"), _new(desk, "乙", concerned_person="刘静")
    dispatching.dispatch(desk, source, DispatchKind.ASSIGN, "司法所", "刘静", post="所长")
    matters.assign_simple(desk, target, "派出所", "", None)
    with refused(f"刘静是 {_no(target)} 反映的人，这件却交在刘静手上；请先收回或者换人"):
        _merge(desk, source, target)
    dispatching.end_dispatch(desk, Dispatch.get().id, "换人")
    _merge(desk, source, target)


def test_who_kept_away_from_one_keeps_away_from_what_it_became(desk: Desk) -> None:
    source, target, last = _new(desk, "甲", concerned_person="村主任孙河"), _new(desk, "乙"), _new(desk, "丙")
    add_officer(desk, "孙河", "村主任", "章湾村村委会")
    add_officer(desk, "李强", "所长")
    recusing.recuse(desk, source, "李强", "亲属", "镇党委")
    _merge(desk, source, target)
    merge = _merge(desk, target, last)
    for name, why in (("孙河", "孙河是这件反映的人"), ("李强", "李强在这件里已回避")):
        with refused(why, "officer"):
            matters.assign_simple(desk, last, "", name, None)
    with refused("王芳在这件里是首接人", "concerned_person"):
        matters.correct_matter(desk, source, {"concerned_person": "王芳"}, "补充")
    recusing.recuse(desk, last, "李强", "亲属", "镇党委")
    merging.undo_merge(desk, merge, "不是一件")
    matters.assign_simple(desk, last, "", "孙河", None)


def test_at_a_talk_too(desk: Desk) -> None:
    target = owned(desk, "甲", "周敏")
    one = registered(desk, "乙", matter={"concerned_person": "周敏"})
    receiving.start_talk(desk, one.visit_id)
    with refused("周敏是这件反映的人", "merge_into"):
        talk.decide(desk, one.visit_id, one.matter_ids[0], talk.OutcomeIn(Outcome.MERGED, merge_into=target))


def test_who_the_merged_matter_is_about_writes_no_instruction_on_the_other(desk: Desk) -> None:
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    target = _new(desk, "甲")
    one = registered(desk, "乙", matter={"concerned_person": "周敏"})
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(Outcome.MERGED, merge_into=target, instruction=talk.InstructionIn("速办"))
    with refused("周敏是这件反映的人", "instruction"):
        talk.decide(desk, one.visit_id, one.matter_ids[0], given)
    given.instruction = None
    talk.decide(desk, one.visit_id, one.matter_ids[0], given)
    assert VisitMatter.get(VisitMatter.visit == one.visit_id).leader is None


# -- dates


def test_a_notice_that_is_late_does_not_vanish(desk: Desk) -> None:
    with days_ago(desk, 60):
        old = _new(desk, "甲")
    new = _new(desk, "甲")
    due = Matter.get_by_id(old).notice_due
    with refused(f"这件的书面告知应在{due}前(已逾期)，{_no(new)} 的是{Matter.get_by_id(new).notice_due}"):
        _merge(desk, old, new)
    _merge(desk, new, old)
    assert Matter.get_by_id(old).notice_due == due


def test_told_there_is_told_here_until_it_is_late(desk: Desk) -> None:
    with days_ago(desk, 30):
        old, target = _new(desk, "甲"), _new(desk, "乙")
        serving.give_notice(
            desk,
            target,
            "acceptance_notice",
            "告1号",
            TODAY - timedelta(30),
            "周敏",
            "",
            TODAY - timedelta(30),
            "direct",
            "本人",
        )
    with refused(f"(已逾期)，{_no(target)} 没有在走的这个期限"):
        _merge(desk, old, target)
    _merge(desk, _new(desk, "丙"), target)


def test_an_extended_date_is_later(desk: Desk) -> None:
    with days_ago(desk, 10):
        target = _new(desk, "甲")
        stages.accept(desk, target)
        stages.extend(desk, target, 30, "需要鉴定", "周敏")
    source = _new(desk, "乙")
    stages.accept(desk, source)
    with refused("这件的办结应在2027-01-22前"):
        _merge(desk, source, target)


def test_a_date_by_hand_is_kept(desk: Desk) -> None:
    source, target = _new(desk, "甲"), _new(desk, "乙")
    matters.assign_simple(desk, source, "", "张三", TODAY + timedelta(9), "干部")
    matters.assign_simple(desk, target, "", "李四", None, "干部")
    with refused("这件的限办应在2026-12-02前"):
        _merge(desk, source, target)
    matters.assign_simple(desk, target, "", "李四", TODAY + timedelta(9))
    _merge(desk, source, target)


def test_a_booked_day_goes_along_with_the_booking(desk: Desk) -> None:
    target, one = _new(desk, "甲"), registered(desk, "甲")
    (source,) = one.matter_ids
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(Outcome.TO_VERIFY, next_at=datetime(2026, 12, 3, 9).astimezone())
    talk.decide(desk, one.visit_id, source, given)
    _merge(desk, source, target)
    assert Matter.get_by_id(source).state == MatterState.MERGED


def test_a_visit_afterwards_is_not_lost(desk: Desk) -> None:
    source, target = _new(desk, "甲"), _new(desk, "乙")
    for matter_id in (source, target):
        stages.accept(desk, matter_id)
    matters.conclude_simple(desk, source, "已修好", TODAY)
    with refused("这件的回访应在"):
        _merge(desk, source, target)
    merging.link(desk, source, target)
    assert MatterLink.select().count() == 1
