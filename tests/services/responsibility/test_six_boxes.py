"""三定三包: each act does one thing, leaves one audit entry, and refuses without changing anything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.responsibility import six_boxes as acts
from jiefang_tui.store.models import Duty, Measure, Officer, Responsibility, TaskForceMember
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.reception.people import is_known_officer
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.terms import DutyKind
from tests.beginnings import beginning
from tests.services.given import days_ago, one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    return owned(desk)


def _sheet(matter_id: int) -> sheets.SheetView:
    found = sheets.sheet(matter_id, TODAY)
    assert found is not None
    return found


def _said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def test_a_simple_matter_has_no_sheet(desk: Desk) -> None:
    simple = registered(desk).matter_ids[0]
    with refused("没有包案领导"):
        acts.add_member(desk, simple, "李强")
    with refused("没有包案领导"):
        acts.set_resolve_due(desk, simple, TOMORROW)


def test_a_member_comes_and_an_unknown_name_makes_the_officer(desk: Desk, matter_id: int) -> None:
    with one_act("task_force.add"):
        acts.add_member(desk, matter_id, " 李强 ", "测算", "所长", "自然资源所")
    officer = Officer.get(Officer.name == "李强")
    assert (officer.post, officer.unit.name) == ("所长", "自然资源所")
    assert _said(matter_id) == "工作专班增加李强(测算)"
    with one_act("task_force.add"):
        acts.add_member(desk, matter_id, "李强", "复测")
    assert [(one.name, one.duty) for one in _sheet(matter_id).members] == [("周敏", ""), ("李强", "复测")]
    with refused("请填写成员姓名", "name"):
        acts.add_member(desk, matter_id, "  ")
    with refused("已经在专班里", "name"):
        acts.add_member(desk, matter_id, "李强")


def test_another_head(desk: Desk, matter_id: int) -> None:
    member = acts.add_member(desk, matter_id, "李强")
    with one_act("task_force.head"):
        acts.set_head(desk, matter_id, member)
    assert [(one.name, one.is_head) for one in _sheet(matter_id).members] == [("李强", True), ("周敏", False)]
    other = owned(desk, "乙")
    with refused("没有这个成员"):
        acts.set_head(desk, other, member)


def test_a_member_leaves_with_a_reason_but_the_head_stays(desk: Desk, matter_id: int) -> None:
    member = acts.add_member(desk, matter_id, "李强")
    with refused("请写明调整的原因", "reason"):
        acts.remove_member(desk, matter_id, member, " ")
    head = _sheet(matter_id).members[0].id
    with refused("是组长"):
        acts.remove_member(desk, matter_id, head, "调走")
    with one_act("task_force.remove", "调走"):
        acts.remove_member(desk, matter_id, member, "调走")
    assert [one.name for one in _sheet(matter_id).members] == ["周敏"]
    assert _said(matter_id) == "工作专班减少李强：调走"


def test_the_owner_changes_with_a_reason_and_the_head_with_the_owner(desk: Desk, matter_id: int) -> None:
    with refused("谁接访谁包案", "reason"):
        acts.change_owner(desk, matter_id, "赵刚", "")
    with refused("请填写包案领导", "leader"):
        acts.change_owner(desk, matter_id, " ", "分工调整")
    with refused("本来就是周敏", "leader"):
        acts.change_owner(desk, matter_id, "周敏", "分工调整")
    with one_act("responsibility.owner", "分工调整"):
        acts.change_owner(desk, matter_id, "赵刚", "分工调整", "副镇长")
    sheet = _sheet(matter_id)
    assert (sheet.leader, sheet.leader_post, sheet.other_owner_reason) == ("赵刚", "副镇长", "分工调整")
    assert [(one.name, one.is_head) for one in sheet.members] == [("赵刚", True), ("周敏", False)]


def test_a_measure_is_added_changed_done_reopened_and_dropped(desk: Desk, matter_id: int) -> None:
    with refused("请填写措施内容", "text"):
        acts.add_measure(desk, matter_id, " ")
    with one_act("measure.add"):
        measure = acts.add_measure(desk, matter_id, "复测", "李强", TOMORROW, "所长", "自然资源所")
    with refused("改动措施的日期请写明原因", "reason"):
        acts.change_measure(desk, measure, "复测", "李强", TODAY)
    with one_act("measure.change", "等测绘"):
        acts.change_measure(desk, measure, "复测面积", "汪洋", TODAY, "等测绘")
    view = _sheet(matter_id).measures[0]
    assert (view.text, view.owner, view.due_on) == ("复测面积", "汪洋", TODAY)
    with refused("请写明完成的结果", "result"):
        acts.finish_measure(desk, measure, TODAY, "")
    with refused("不能晚于今天", "done_on"):
        acts.finish_measure(desk, measure, TOMORROW, "做完")
    with one_act("measure.finish"):
        acts.finish_measure(desk, measure, TODAY, "差0.3亩")
    assert (Measure.get_by_id(measure).done_on, Measure.get_by_id(measure).result) == (TODAY, "差0.3亩")
    with refused("请写明改回未完成的原因", "reason"):
        acts.reopen_measure(desk, measure, "")
    with one_act("measure.reopen", "测错"):
        acts.reopen_measure(desk, measure, "测错")
    with refused("还没有完成"):
        acts.reopen_measure(desk, measure, "再来")
    with refused("请写明撤下这条措施的原因", "reason"):
        acts.drop_measure(desk, measure, "")
    with one_act("measure.drop", "并入别的"):
        acts.drop_measure(desk, measure, "并入别的")
    assert _sheet(matter_id).measures == () and Measure.get_by_id(measure).text == "复测面积"
    with refused("已经撤下"):
        acts.finish_measure(desk, measure, TODAY, "做完")
    assert acts.add_measure(desk, matter_id, "另一条") and _sheet(matter_id).measures[0].ordinal == 2


def test_the_resolve_date(desk: Desk, matter_id: int) -> None:
    with refused("太远", "due_on"):
        acts.set_resolve_due(desk, matter_id, date(9999, 12, 31))
    with refused("不能早于包案的日期", "due_on"):
        acts.set_resolve_due(desk, matter_id, TODAY - timedelta(days=1))
    with one_act("responsibility.due"):
        acts.set_resolve_due(desk, matter_id, TOMORROW)
    with refused("没有改动", "due_on"):
        acts.set_resolve_due(desk, matter_id, TOMORROW, "再说一遍")
    with refused("请写明原因", "reason"):
        acts.set_resolve_due(desk, matter_id, TOMORROW + timedelta(days=9))
    with one_act("responsibility.due", "等鉴定"):
        acts.set_resolve_due(desk, matter_id, TOMORROW + timedelta(days=9), "等鉴定")
    assert Responsibility.get(Responsibility.matter == matter_id).resolve_due == TOMORROW + timedelta(days=9)


def test_a_duty_is_assigned(desk: Desk, matter_id: int) -> None:
    with refused("请填写责任人", "officer"):
        acts.assign_duty(desk, matter_id, DutyKind.COUNSEL, " ")
    with one_act("duty.assign"):
        acts.assign_duty(desk, matter_id, DutyKind.COUNSEL, "何静", "每月谈心", 30, "驻村干部", "章湾村")
    duty = _sheet(matter_id).duty(DutyKind.COUNSEL)
    assert (duty.officer, duty.requirement, duty.every_days) == ("何静", "每月谈心", 30)


def test_an_entry_names_the_officer_where_there_is_none_yet(desk: Desk) -> None:
    with days_ago(desk, 5):
        matter_id = owned(desk)
    with refused("请写明做了什么", "text"):
        acts.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, "\n")
    with refused("不能晚于今天", "on_day"):
        acts.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, "到户", TOMORROW)
    with one_act("duty.entry"):
        acts.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, "到户", TODAY - timedelta(days=2), "何静")
    acts.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, "再到户", officer="李强")
    duty = _sheet(matter_id).duty(DutyKind.KNOW_FACTS)
    assert (duty.officer, duty.entry_count, duty.last_on) == ("何静", 2, TODAY)
    assert [one.officer for one in sheets.duty_entries(matter_id, DutyKind.KNOW_FACTS)] == ["李强", "何静"]


def test_nothing_is_fulfilled_without_an_entry(desk: Desk, matter_id: int) -> None:
    with refused("请先按 Ins 记进展"):
        acts.set_fulfilled(desk, matter_id, DutyKind.COUNSEL, TODAY)
    acts.add_duty_entry(desk, matter_id, DutyKind.COUNSEL, "谈心", officer="何静")
    with refused("不能晚于今天", "on_day"):
        acts.set_fulfilled(desk, matter_id, DutyKind.COUNSEL, TOMORROW)
    with one_act("duty.fulfil"):
        acts.set_fulfilled(desk, matter_id, DutyKind.COUNSEL, TODAY)
    assert Duty.get(Duty.fulfilled_on.is_null(False)).kind == DutyKind.COUNSEL
    with one_act("duty.fulfil"):
        acts.set_fulfilled(desk, matter_id, DutyKind.COUNSEL, None)
    assert _sheet(matter_id).duty(DutyKind.COUNSEL).fulfilled_on is None


def test_whoever_is_taken_out_stays_an_officer(desk: Desk, matter_id: int) -> None:
    member = acts.add_member(desk, matter_id, "李强")
    acts.remove_member(desk, matter_id, member, "调走")
    assert is_known_officer("李强") and not is_known_officer("没有此人")
    assert TaskForceMember.select().count() == 1


@pytest.mark.parametrize("piece", ["陈", "６月底", "cg"])
def test_a_piece_of_a_name_makes_no_officer(desk: Desk, matter_id: int, piece: str) -> None:
    known = Officer.select().count()
    for field, act in (
        ("leader", lambda: acts.change_owner(desk, matter_id, piece, "调整分工")),
        ("name", lambda: acts.add_member(desk, matter_id, piece)),
        ("owner", lambda: acts.add_measure(desk, matter_id, "复测面积", piece)),
        ("officer", lambda: acts.assign_duty(desk, matter_id, DutyKind.KNOW_FACTS, piece, "")),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert "请写全姓名" in str(caught.value) and caught.value.field == field
    assert Officer.select().count() == known
