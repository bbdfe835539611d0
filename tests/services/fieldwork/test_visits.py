"""走访 written down, put right, taken back; counted for who went and for the village; a matter of what was learnt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.services.closure import resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.fieldwork import contact, visits
from jiefang_tui.services.fieldwork.visits import FieldVisitIn
from jiefang_tui.services.law import sealing
from jiefang_tui.services.reception import voiding
from jiefang_tui.services.reception.statistics import stats
from jiefang_tui.store.models import AuditEntry, FieldVisit, Matter, MatterEvent, Visit
from jiefang_tui.store.queries.fieldwork.contact import contact_of
from jiefang_tui.store.queries.fieldwork.visits import (
    counts,
    counts_of_people,
    counts_of_villages,
    last_entered,
    visit_count,
    visit_line,
    visit_lines,
)
from jiefang_tui.terms import (
    Channel,
    FieldResult,
    FieldVisitKind,
    FollowUpWay,
    MatterState,
    ReportAnswer,
    Solved,
    VoidGround,
)
from tests.services.given import answered, handed_over, one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
HOME = FieldVisitIn(
    day=date(2026, 11, 20),
    kind=FieldVisitKind.HOME,
    who=("周敏", "李强"),
    village="章湾村",
    whom="程有福",
    learnt="后墙裂缝又宽了，答应下周请人来看",
)


def number_of(matter_id: int) -> str:
    return str(Matter.get_by_id(matter_id).register_no)


def test_a_line_is_one_act_and_counts_for_who_went_and_for_the_village(desk: Desk) -> None:
    with one_act("field_visit.record"):
        first = visits.record(desk, HOME)
    visits.record(desk, replace(HOME, kind=FieldVisitKind.NIGHT_MEETING, who=["周敏"], whom="30人", headcount=30))
    visits.record(desk, replace(HOME, day=date(2026, 10, 8)))
    line = visit_line(first)
    assert (line.who, line.whom, line.result_words) == ("周敏、李强", "程有福", "记下再办")
    assert [one.day for one in visit_lines(*NOVEMBER)] == [date(2026, 11, 20)] * 2
    assert visit_count(*NOVEMBER) == counts(*NOVEMBER).total == 2
    assert counts_of_people(*NOVEMBER) == [("周敏", 2), ("李强", 1)]
    assert counts_of_villages(*NOVEMBER) == [("章湾村", 2)]
    assert stats(desk, TODAY, TODAY)["batch_count"] == 0, "a 走访 is no visit to the desk"


def test_what_it_needs_is_said_and_nothing_is_lost(desk: Desk) -> None:
    with refused("写明了解到什么", "learnt"):
        visits.record(desk, replace(HOME, learnt=" "))
    with refused("谁去的", "who"):
        visits.record(desk, replace(HOME, who=[]))
    with refused("还没到", "day"):
        visits.record(desk, replace(HOME, day=date(2026, 11, 24)))
    with refused("没有找到编号", "matter_no"):
        visits.record(desk, replace(HOME, matter_no="999"))
    visits.record(desk, replace(HOME, village="", whom=""))


def test_it_is_put_right_and_taken_back_with_a_reason(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    with refused("为什么改", "reason"):
        visits.correct(desk, one, HOME, "")
    with one_act("field_visit.correct", "记错了人"):
        visits.correct(desk, one, replace(HOME, who=["何静"], whom="程有财"), "记错了人")
    assert (visit_line(one).who, visit_line(one).whom) == ("何静", "程有财")
    with refused("为什么撤回", "reason"):
        visits.withdraw(desk, one, "")
    with one_act("field_visit.withdraw", "登重了"):
        visits.withdraw(desk, one, "登重了")
    assert visit_line(one).withdraw_reason == "登重了" and visit_count(*NOVEMBER) == 1
    assert counts(*NOVEMBER).total == 0 and counts_of_people(*NOVEMBER) == [] and last_entered() is None
    with refused("先恢复再改"):
        visits.correct(desk, one, HOME, "再改")
    with one_act("field_visit.restore"):
        visits.restore(desk, one)
    assert counts(*NOVEMBER).total == 1 and last_entered() is not None
    with refused("没有撤回过"):
        visits.restore(desk, one)


def test_answered_on_the_spot_or_not_after_all(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    with one_act("field_visit.answer"):
        visits.answer(desk, one, FieldResult.ANSWERED)
    assert counts(*NOVEMBER).answered == 1
    with refused("已经是当场答复"):
        visits.answer(desk, one, FieldResult.ANSWERED)
    visits.answer(desk, one, FieldResult.NOTED)
    assert counts(*NOVEMBER).answered == 0


def test_one_key_makes_a_matter_through_the_registration(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    with one_act("field_visit.to_matter"):
        became = visits.to_matter(desk, one, "程有福", "隧道爆破震裂后墙")
    matter = Matter.get_by_id(became.matter_id)
    visit = Visit.get_by_id(became.visit_id)
    assert (matter.request, matter.state, matter.received_on) == ("隧道爆破震裂后墙", MatterState.REGISTERED, HOME.day)
    assert visit.channel == Channel.FIELD_VISIT and visit.queue_no is None and visit.shown_name == "程有福"
    assert visit_line(one).result_words.startswith("转1120-") and counts(*NOVEMBER).made_matters == 1
    with refused("已经连着"):
        visits.to_matter(desk, one, "程有福", "再来一次")
    visits.correct(desk, one, HOME, "不是这件")
    assert visit_line(one).matter_id is None and not visit_line(one).made_matter


def test_without_a_name_it_is_anonymous(desk: Desk) -> None:
    one = visits.record(desk, replace(HOME, whom="30人", headcount=30))
    became = visits.to_matter(desk, one, "", "夜里路灯不亮")
    assert Matter.get_by_id(became.matter_id).petitioner_name == "匿名"


def test_what_turns_out_to_be_a_report_leaves_no_word_in_the_line(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    became = visits.to_matter(desk, one, "程有福", "后墙裂缝")
    assert became.matter_id is not None
    handed_over(desk, became.matter_id)
    line = visit_line(one)
    assert (line.matter_id, line.whom, line.learnt) == (None, "", "(密)")
    assert not any("裂缝" in entry.before + entry.after for entry in AuditEntry.select())


def test_about_a_matter_it_stands_in_its_timeline(desk: Desk) -> None:
    matter_id = owned(desk)
    one = visits.record(desk, replace(HOME, matter_no=number_of(matter_id)[-3:], day=TODAY))
    told = [event.text for event in MatterEvent.select().where(MatterEvent.matter == matter_id)]
    assert "家访(周敏、李强，程有福)：后墙裂缝又宽了，答应下周请人来看" in told
    visits.withdraw(desk, one, "登重了")
    assert "撤回2026-11-23的家访：登重了" in MatterEvent.select().order_by(MatterEvent.id.desc()).first().text


def test_a_number_must_mean_one_matter(desk: Desk) -> None:
    registered(desk)
    registered(desk, name="方大山", request="修水渠")
    with refused("没有找到编号", "matter_no"):
        visits.record(desk, replace(HOME, matter_no="003"))
    visits.record(desk, replace(HOME, matter_no="20261123-002"))


def test_last_contact_of_a_matter_from_visits_and_follow_ups(desk: Desk) -> None:
    matter_id = owned(desk)
    found = contact_of(matter_id)
    assert found is not None and (found.last_on, found.times) == (None, 0)
    number = number_of(matter_id)
    visits.record(desk, replace(HOME, matter_no=number))
    visits.record(desk, replace(HOME, matter_no=number, day=TODAY))
    found = contact_of(matter_id)
    assert found is not None and (found.last_on, found.last_how, found.times) == (TODAY, "家访", 1)
    assert found.quiet_days(date(2026, 12, 3)) == 10
    assert contact_of(registered(desk, name="方大山").matter_ids[0]) is None


def test_a_follow_up_is_a_contact(desk: Desk) -> None:
    matter_id = owned(desk)
    matter = Matter.get_by_id(matter_id)
    matter.state = MatterState.CONCLUDED
    matter.concluded_on = TODAY
    matter.save()
    resting.follow_up(desk, matter_id, FollowUpWay.PHONE, "何静", Solved.FULLY)
    found = contact_of(matter_id)
    assert found is not None and (found.last_how, found.times) == ("电话回访", 1)


def test_who_does_not_want_to_be_visited_any_more(desk: Desk) -> None:
    matter_id = owned(desk)
    with one_act("no_more_visits.note"):
        contact.no_more_visits(desk, matter_id, "不要再来了，电话说就行")
    found = contact_of(matter_id)
    assert found is not None and (found.not_wanted_on, found.not_wanted_said) == (TODAY, "不要再来了，电话说就行")
    with refused("已经记过"):
        contact.no_more_visits(desk, matter_id, "")
    with refused("写明原因", "reason"):
        contact.visits_again(desk, matter_id, "")
    with one_act("no_more_visits.end", "本人又愿意了"):
        contact.visits_again(desk, matter_id, "本人又愿意了")
    found = contact_of(matter_id)
    assert found is not None and found.not_wanted_on is None


def test_the_reminder_is_off_until_the_office_sets_it(desk: Desk) -> None:
    assert contact.contact_days() is None
    with refused("天数请填", "days"):
        contact.set_contact_days(desk, 0)
    contact.set_contact_days(desk, 30)
    assert contact.contact_days() == 30
    contact.set_contact_days(desk, None)
    assert contact.contact_days() is None


def test_who_has_to_keep_away_does_not_go(desk: Desk) -> None:
    from jiefang_tui.services.law import recusing

    matter_id = owned(desk)
    FieldVisit.delete().execute()
    recusing.recuse(desk, matter_id, "李强", "亲属", "周敏")
    with refused("回避", "who"):
        visits.record(desk, replace(HOME, matter_no=number_of(matter_id)))


def test_a_matter_that_was_voided_is_none_and_another_may_be_made(desk: Desk) -> None:
    one = visits.record(desk, HOME)
    became = visits.to_matter(desk, one, "程有福", "后墙裂缝")
    voiding.void_registration(desk, became.visit_id, VoidGround.TRIAL, approver="周敏")
    assert visit_line(one).matter_id is None and counts(*NOVEMBER).made_matters == 0
    again = visits.to_matter(desk, one, "程有福", "后墙裂缝")
    assert visit_line(one).matter_id == again.matter_id and counts(*NOVEMBER).made_matters == 1


def reported(desk: Desk) -> int:
    """A line whose words were answered to be a report."""
    one = answered(ReportAnswer.CLAIM, lambda: visits.record(desk, replace(HOME, learnt="举报所长李强收红包")))
    right = replace(HOME, learnt="举报所长李强收了红包")
    answered(ReportAnswer.CLAIM, lambda: visits.correct(desk, one, right, "补一个字"))
    with pytest.raises(Asks) as asked:
        visits.to_matter(desk, one, "程有福", "举报所长李强收红包")
    asked.value.answer(ReportAnswer.REPORT, {})
    visits.to_matter(desk, one, "程有福", "举报所长李强收红包")
    return one


def test_words_that_sound_like_a_report_are_asked_about_and_wait_unread_until_they_are_handed_over(desk: Desk) -> None:
    one = reported(desk)
    line = visit_line(one)
    assert (line.whom, line.learnt, line.matter_id, line.register_no) == ("", "(密)", None, "")
    with refused("已按检举控告登记"):
        visits.correct(desk, one, HOME, "看看")
    handed_over(desk, Matter.get().id)
    row = FieldVisit.get_by_id(one)
    assert (row.whom, row.learnt, row.matter_id) == ("", "(密)", None)
    assert not any("红包" in entry.before + entry.after for entry in AuditEntry.select())


def test_what_was_no_report_after_all_is_read_in_the_line_again(desk: Desk) -> None:
    one = reported(desk)
    matter = Matter.get()
    sealing.no_report(desk, matter.id, "只是要补助")
    line = visit_line(one)
    assert (line.learnt, line.matter_id) == ("举报所长李强收了红包", matter.id)
