"""离任移交: all open work in one act; what was done stays; who is recused gets nothing."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.office import handover
from jiefang_tui.services.responsibility import six_boxes as boxes
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Commitment,
    Dispatch,
    Duty,
    Matter,
    Measure,
    Officer,
    Recusal,
    Responsibility,
    Resubmission,
    SupervisionCard,
    TaskForceMember,
    Urge,
    Visit,
)
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.office.handover import in_hand
from jiefang_tui.terms import MatterState
from tests.services.given import fill_six, one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def _officer(name: str) -> Officer:
    return Officer.get(Officer.name == name)


def _all_kinds(desk: Desk) -> int:
    """A matter under 周敏 with one of each kind of work of theirs, and what stays with them."""
    matter_id = owned(desk)
    fill_six(desk, matter_id)
    zhou = _officer("周敏")
    done = boxes.add_measure(desk, matter_id, "入户", "周敏", TODAY)
    boxes.finish_measure(desk, done, TODAY, "已入户")
    boxes.add_measure(desk, matter_id, "约谈施工方", "周敏", TOMORROW)
    Duty.update(officer=zhou).where(Duty.kind == "counsel").execute()
    matters.confirm_commitment(desk, matter_id, "补发", TOMORROW, 1, "周敏")
    Dispatch.create(matter=matter_id, officer=zhou, sent_on=TODAY)
    Dispatch.create(matter=matter_id, officer=zhou, sent_on=TODAY, replied_on=TODAY)
    for number, answered in ((1, None), (2, TODAY)):
        SupervisionCard.create(
            card_no=f"DB-2026-000{number}",
            colour="yellow",
            matter=matter_id,
            to_officer=zhou,
            reason="临期",
            answer_due=TOMORROW,
            signer=zhou,
            issued_on=TODAY,
            answered_on=answered,
        )
    Urge.create(matter=matter_id, to_officer=zhou, text="请办", answer_due=TOMORROW, sent_on=TODAY)
    Resubmission.create(matter=matter_id, leader=zhou, submitted_on=TODAY, difficulty="难", tried="试", asked="求")
    Appointment.create(name="乙", slot_at=Visit.get().arrived_at, day=TOMORROW, leader=zhou)
    return matter_id


def test_everything_open_goes_over_in_one_act(desk: Desk) -> None:
    matter_id = _all_kinds(desk)
    last = Matter.get_by_id(matter_id).last_entry_on
    with refused("手上还有包案1件", "to_officer"):
        handover.hand_over(desk, "周敏", "", "调任")
    with one_act("officer.hand_over", "调任"):
        said = handover.hand_over(desk, "周敏", "吴军", "调任", "镇长")
    assert said == (
        "周敏的包案1件、专班成员1处、化解措施1条、三包责任1项、待签收待答复1件、待回复的催办1件、"
        "待研判的提请1件、约访1人已移交吴军，周敏已离任。"
    )
    wu, zhou = _officer("吴军"), _officer("周敏")
    assert not zhou.is_active
    sheet = Responsibility.get()
    assert (sheet.leader_id, sheet.other_owner_reason) == (wu.id, "周敏离任移交：调任")
    assert [row.owner.name for row in Measure.select().order_by(Measure.id)] == ["李强", "周敏", "吴军"]
    assert [row.to_officer.name for row in SupervisionCard.select().order_by(SupervisionCard.id)] == ["周敏", "周敏"]
    assert SupervisionCard.get().signer_id == zhou.id
    assert [row.officer.name for row in Dispatch.select().order_by(Dispatch.id)] == ["吴军", "周敏"]
    assert Commitment.get().confirmed_by_id == zhou.id
    line = max(timeline(matter_id), key=lambda entry: entry.id).text
    assert line.startswith("工作移交，周敏交吴军：包案1件、专班成员1处") and line.endswith("。调任")
    assert Matter.get_by_id(matter_id).last_entry_on == last
    assert in_hand(zhou.id) == []
    with refused("没有在任的周敏", "from_officer"):
        handover.hand_over(desk, "周敏", "吴军", "调任")
    with refused("已离任", "to_officer"):
        handover.hand_over(desk, "吴军", "周敏", "调回")


def test_one_who_sits_in_the_team_already_takes_over_the_seat(desk: Desk) -> None:
    matter_id = owned(desk)
    boxes.add_member(desk, matter_id, "李强", "测算")
    handover.hand_over(desk, "周敏", "李强", "调任")
    (seat,) = TaskForceMember.select()
    assert (seat.officer.name, seat.is_head, seat.duty) == ("李强", True, "测算")
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert '"task_force_member:1":{"responsibility"' in entry.before


def test_who_is_recused_gets_nothing_and_the_matter_is_named(desk: Desk) -> None:
    kept, moved = owned(desk), owned(desk, "乙")
    wu = Officer.create(name="吴军", post="镇长")
    Recusal.create(matter=kept, officer=wu, reason="亲属", decided_on=TODAY)
    number = Matter.get_by_id(kept).register_no
    said = handover.hand_over(desk, "周敏", "吴军", "调任")
    assert f"另有1件因吴军应回避没有移交：{number}" in said
    assert [row.leader.name for row in Responsibility.select().order_by(Responsibility.id)] == ["周敏", "吴军"]
    assert Responsibility.get(Responsibility.matter == moved).leader_id == wu.id
    assert _officer("周敏").is_active
    said = handover.hand_over(desk, "周敏", "赵刚", "调任", "副镇长")
    assert said == "周敏的包案1件、专班成员1处已移交赵刚，周敏已离任。"
    assert not _officer("周敏").is_active


def test_simple_matters_and_who_registered_them(desk: Desk) -> None:
    first, second = registered(desk, "甲").matter_ids[0], registered(desk, "乙").matter_ids[0]
    matters.assign_simple(desk, first, "司法所", "李强", TOMORROW, "所长")
    Matter.update(first_receiver=_officer("李强")).execute()
    Matter.update(state=MatterState.CLOSED).where(Matter.id == second).execute()
    assert [one.words for one in in_hand(_officer("李强").id)] == ["经办1件", "首接1件"]
    handover.hand_over(desk, "李强", "何静", "退休", "干事")
    assert (Matter.get_by_id(first).handler.name, Matter.get_by_id(first).first_receiver.name) == ("何静", "何静")
    assert Matter.get_by_id(second).first_receiver.name == "李强"


def test_handovers_refused(desk: Desk) -> None:
    owned(desk)
    with refused("请写明移交的原因", "reason"):
        handover.hand_over(desk, "周敏", "吴军", " ")
    with refused("请填写离任的人", "from_officer"):
        handover.hand_over(desk, " ", "吴军", "调任")
    with refused("没有在任的无名", "from_officer"):
        handover.hand_over(desk, "无名", "吴军", "调任")
    with refused("不能移交给本人", "to_officer"):
        handover.hand_over(desk, "周敏", "周敏", "调任")
    with refused("请先换登记员"):
        handover.hand_over(desk, "王芳", "周敏", "调任")


def test_one_without_work_just_leaves(desk: Desk) -> None:
    Officer.create(name="赵刚")
    with one_act("officer.hand_over", "退休"):
        said = handover.hand_over(desk, "赵刚", "", "退休")
    assert said == "赵刚手上没有要移交的工作，赵刚已离任。" and not _officer("赵刚").is_active
    Officer.create(name="孙丽")
    assert handover.hand_over(desk, "孙丽", "周敏", "退休", "镇党委书记") == "孙丽手上没有要移交的工作，孙丽已离任。"


def test_what_is_still_owed_of_a_decided_matter_goes_over_too(desk: Desk) -> None:
    turned_away, done, told = (registered(desk, name).matter_ids[0] for name in ("甲", "乙", "丙"))
    stages.refuse(desk, turned_away, "not_competent", "属邻镇", "周敏")
    for one in (done, told):
        matters.assign_simple(desk, one, "自然资源所", "李强", None, "所长")
    stages.accept(desk, done)
    for one in (done, told):
        matters.conclude_simple(desk, one, "已答复", TODAY)
    Matter.update(first_receiver=Officer.get(Officer.name == "李强")).where(Matter.id == turned_away).execute()
    assert [one.words for one in in_hand(_officer("李强").id)] == ["经办1件", "首接1件"]
    handover.hand_over(desk, "李强", "吴军", "调任", "副所长")
    wu = _officer("吴军").id
    assert [Matter.get_by_id(one).handler_id for one in (done, told)] == [wu, _officer("李强").id]
    assert Matter.get_by_id(turned_away).first_receiver_id == wu
