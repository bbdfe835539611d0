"""Coming to rest: visited again, executed, settled, relief, waiting. Each is a fact of its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes as boxes
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import FollowUp, Matter, MatterEvent, Officer, Recusal, Reopening, Responsibility
from jiefang_tui.store.queries.closure import resting as reads
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import FollowUpWay, MatterState, Reaction, Satisfaction, Solved, WaitFor
from tests.beginnings import beginning
from tests.services.given import days_ago, given_slip, one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def concluded(desk: Desk, name: str = "章德福") -> int:
    """A simple matter, accepted and concluded."""
    matter_id = registered(desk, name).matter_ids[0]
    matters.assign_simple(desk, matter_id, "自然资源所", "李强", TODAY)
    matters.conclude_simple(desk, matter_id, "已补发", TODAY)
    return matter_id


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    return concluded(desk)


def _visit(desk: Desk, matter_id: int, solved: Solved = Solved.FULLY, **more: object) -> int:
    return resting.follow_up(desk, matter_id, FollowUpWay.HOME, "何静", solved, **more)  # type: ignore[arg-type]


def _said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def _row(matter_id: int) -> Matter:
    return Matter.get_by_id(matter_id)


def test_a_visit_tells_how_by_whom_and_asks_the_two_apart(desk: Desk, matter_id: int) -> None:
    with one_act("follow_up.add"):
        _visit(
            desk,
            matter_id,
            Solved.PARTLY,
            met="其妻",
            promises_kept="已付两期",
            office=Satisfaction.SATISFIED,
            unit=Satisfaction.DISSATISFIED,
            reaction=Reaction.PARTIAL,
            new_request="要求公示",
            note="房屋已修",
        )
    (view,) = reads.follow_ups_of(matter_id)
    assert (view.office, view.unit) == (Satisfaction.SATISFIED, Satisfaction.DISSATISFIED)
    assert view.line == "上门 何静 部分解决 对接访室满意 对责任单位不满意"
    matter = _row(matter_id)
    assert (matter.state, matter.followed_up_on, matter.reaction) == (MatterState.CONCLUDED, TODAY, Reaction.PARTIAL)
    assert _said(matter_id).startswith("回访(上门)，回访人何静，见到其妻，部分解决，对接访室满意，对责任单位不满意")
    assert "新诉求：要求公示" in _said(matter_id)


def test_not_solved_opens_again_and_counts(desk: Desk, matter_id: int) -> None:
    with one_act("follow_up.add"):
        _visit(desk, matter_id, Solved.NOT, note="还差一半", reopen_due=TOMORROW)
    matter = _row(matter_id)
    assert (matter.state, matter.due_on, matter.concluded_on, matter.followed_up_on) == (
        MatterState.HANDLING,
        TOMORROW,
        None,
        None,
    )
    (one,) = reads.reopenings_of(matter_id)
    assert (one.ordinal, one.cause.label, one.reason, one.new_due) == (1, "回访发现未落实", "还差一半", TOMORROW)
    matters.conclude_simple(desk, matter_id, "已补足", TODAY)
    _visit(desk, matter_id, Solved.NOT)
    assert _said(matter_id).startswith("第2次重新办理(回访发现未落实)")
    assert [view.ordinal for view in reads.reopenings_of(matter_id)] == [2, 1]


def test_not_solved_while_it_is_handled_opens_nothing(desk: Desk) -> None:
    matter_id = owned(desk)
    _visit(desk, matter_id, Solved.NOT)
    assert not Reopening.select().exists()
    assert _row(matter_id).state == MatterState.HANDLING


def test_a_past_date_of_the_sheet_is_put_off_and_not_late(desk: Desk) -> None:
    with days_ago(desk, 20):
        matter_id = owned(desk, due_on=TODAY - timedelta(days=5))
    Matter.update(state=MatterState.CONCLUDED, concluded_on=TODAY - timedelta(days=6)).execute()
    _visit(desk, matter_id, Solved.NOT)
    assert Responsibility.get().resolve_due == TODAY + timedelta(days=desk.reference.policy.reopen_days)
    Matter.update(state=MatterState.CONCLUDED, concluded_on=TODAY).execute()
    _visit(desk, matter_id, Solved.NOT, reopen_due=TOMORROW)
    assert Responsibility.get().resolve_due == TOMORROW
    assert _row(matter_id).due_on is None


def test_a_visit_entered_late_keeps_both_days_and_changes_nothing_newer(desk: Desk, matter_id: int) -> None:
    Matter.update(received_on=TODAY - timedelta(days=9), concluded_on=TODAY - timedelta(days=5)).execute()
    _visit(desk, matter_id, Solved.FULLY, reaction=Reaction.ACCEPTED)
    _visit(desk, matter_id, Solved.NOT, on_day=TODAY - timedelta(days=3), reaction=Reaction.NOT_ACCEPTED)
    matter = _row(matter_id)
    assert (matter.state, matter.followed_up_on, matter.reaction) == (MatterState.CONCLUDED, TODAY, Reaction.ACCEPTED)
    late = FollowUp.select().order_by(FollowUp.id.desc()).get()
    assert (late.on_day, late.recorded_at.date()) == (TODAY - timedelta(days=3), TODAY)


def test_a_visit_before_the_end_opens_nothing(desk: Desk, matter_id: int) -> None:
    Matter.update(received_on=TODAY - timedelta(days=9)).execute()
    _visit(desk, matter_id, Solved.NOT, on_day=YESTERDAY)
    assert _row(matter_id).state == MatterState.CONCLUDED


def test_visits_refused(desk: Desk, matter_id: int) -> None:
    with refused("请填写回访人", "officer"):
        resting.follow_up(desk, matter_id, FollowUpWay.PHONE, " ", Solved.FULLY)
    with refused("不能晚于今天", "on_day"):
        _visit(desk, matter_id, on_day=TOMORROW)
    with refused("不能早于2026-11-23", "on_day"):
        _visit(desk, matter_id, on_day=YESTERDAY)
    with refused("重新办理的期限不能早于今天", "reopen_due"):
        _visit(desk, matter_id, Solved.NOT, reopen_due=YESTERDAY)
    untouched, closed = registered(desk, "乙").matter_ids[0], sealed(desk)
    with refused("还没有办理"):
        _visit(desk, untouched)
    with refused("检举控告不记内容"):
        _visit(desk, closed)


def test_a_recused_officer_visits_nobody_and_approves_no_relief(desk: Desk, matter_id: int) -> None:
    officer = Officer.create(name="何静")
    Recusal.create(matter=matter_id, officer=officer, reason="亲属", decided_on=TODAY)
    with refused("回避", "officer"):
        _visit(desk, matter_id)
    with refused("回避", "approver"):
        resting.give_relief(desk, matter_id, TODAY, "临时救助", "何静", 100)


def test_executed_names_what_is_open(desk: Desk) -> None:
    matter_id = owned(desk)
    promise = matters.confirm_commitment(desk, matter_id, "补发第一期", TOMORROW, 500_00, "周敏")
    boxes.add_measure(desk, matter_id, "复测面积", "李强", TOMORROW, post="所长")
    with refused("还有1项承诺没有兑现：补发第一期；还有1条措施没有完成：复测面积", "note"):
        resting.mark_executed(desk, matter_id, TODAY, "收条")
    matters.fulfil_commitment(desk, promise, TODAY, "转账凭证")
    with refused("还有1条措施没有完成", "note"):
        resting.mark_executed(desk, matter_id, TODAY, "收条")
    with refused("请写明执行到位的凭据", "note"):
        resting.mark_executed(desk, matter_id, TODAY, " ")
    with one_act("matter.execute"):
        resting.mark_executed(desk, matter_id, TODAY, "政策解释，无需执行", nothing_to_execute=True)
    assert _row(matter_id).executed_note == "政策解释，无需执行"
    assert _said(matter_id) == "没有要执行的：政策解释，无需执行 (还有1条措施没有完成：复测面积)"


def test_executed_and_taken_back(desk: Desk, matter_id: int) -> None:
    with refused("不用改回"):
        resting.unmark_executed(desk, matter_id, "记错了")
    with refused("不能晚于今天", "on_day"):
        resting.mark_executed(desk, matter_id, TOMORROW, "收条")
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    with refused("已于2026-11-23记为执行到位"):
        resting.mark_executed(desk, matter_id, TODAY, "收条")
    with one_act("matter.unexecute", "记错了"):
        resting.unmark_executed(desk, matter_id, "记错了")
    assert (_row(matter_id).executed_on, _row(matter_id).executed_note) == (None, "")


def test_settled_says_what_lacks(desk: Desk, matter_id: int) -> None:
    with refused("还没有执行到位；办结以后还没有回访"):
        resting.mark_settled(desk, matter_id)
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    _visit(desk, matter_id, Solved.PARTLY)
    with refused("回访是部分解决；信访人未表态"):
        resting.mark_settled(desk, matter_id)
    with one_act("matter.reaction"):
        resting.set_reaction(desk, matter_id, Reaction.ACCEPTED, "认可处理结果")
    assert _row(matter_id).settled_on is None
    with one_act("matter.settle"):
        resting.mark_settled(desk, matter_id)
    assert _row(matter_id).settled_on == TODAY
    with refused("已于2026-11-23记为案结事了"):
        resting.mark_settled(desk, matter_id)


def test_the_reaction_is_a_fact_apart(desk: Desk, matter_id: int) -> None:
    resting.set_reaction(desk, matter_id, Reaction.NOT_ACCEPTED)
    assert (_row(matter_id).state, _said(matter_id)) == (MatterState.CONCLUDED, "息诉息访情况，信访人不接受")
    with refused("没有改动", "reaction"):
        resting.set_reaction(desk, matter_id, Reaction.NOT_ACCEPTED)


def test_relief_is_given_for_hardship_and_nothing_else(desk: Desk, matter_id: int) -> None:
    with one_act("relief.give"):
        resting.give_relief(desk, matter_id, TODAY, "临时救助", "周敏", 3_000_00, post="镇党委书记")
    (view,) = reads.reliefs_of(matter_id)
    assert (view.source, view.approver, view.amount_fen) == ("临时救助", "周敏", 300000)
    assert _said(matter_id) == "困难帮扶 3,000 元，来源临时救助，周敏批准。按困难情况给予，不以息诉息访为条件"
    with refused("请填写帮扶资金", "source"):
        resting.give_relief(desk, matter_id, TODAY, "", "周敏", 1)
    with refused("请填写批准人", "approver"):
        resting.give_relief(desk, matter_id, TODAY, "慈善", "", 1)
    with refused("请填写金额", "amount_fen"):
        resting.give_relief(desk, matter_id, TODAY, "慈善", "周敏", None)
    with refused("金额应大于 0", "amount_fen"):
        resting.give_relief(desk, matter_id, TODAY, "慈善", "周敏", 0)
    resting.give_relief(desk, matter_id, TODAY, "慈善", "周敏", None, "大米两袋")
    assert "困难帮扶 大米两袋，" in _said(matter_id)


def test_a_reason_written_anew_protects_anew(desk: Desk) -> None:
    """cards.toml [wait]: for so many days from the day the reason was last written down."""
    days = desk.reference.cards.wait_days
    with days_ago(desk, days + 1):
        matter_id = owned(desk, due_on=clock.today() + timedelta(days=3))
        given_slip(desk, matter_id)
        resting.wait(desk, matter_id, WaitFor.COURT, "县法院10月开庭")
    assert "overdue" in [one.rule for one in cards.proposed(desk)]
    resting.wait(desk, matter_id, WaitFor.COURT, "县法院改到12月开庭")
    assert _row(matter_id).wait_since == TODAY and cards.proposed(desk) == []
    assert [row.text for row in MatterEvent.select().where(MatterEvent.text.startswith("等法院"))] == [
        "等法院：县法院10月开庭",
        "等法院：县法院改到12月开庭",
    ]


def test_waiting_says_why_nothing_moves(desk: Desk) -> None:
    matter_id = owned(desk)
    with refused("请写明在等什么", "note"):
        resting.wait(desk, matter_id, WaitFor.OTHER)
    with one_act("matter.wait"):
        resting.wait(desk, matter_id, WaitFor.COURT, "一审")
    assert (_row(matter_id).wait_since, _said(matter_id)) == (TODAY, "等法院：一审")
    with refused("请写明现在等到哪一步", "note"):
        resting.wait(desk, matter_id, WaitFor.COURT, "一审")
    with one_act("matter.end_wait"):
        resting.end_wait(desk, matter_id)
    assert (_row(matter_id).wait_for, _said(matter_id)) == ("", "不再等法院，原因于2026-11-23写明")
    with refused("没有记在等什么"):
        resting.end_wait(desk, matter_id)
    over = concluded(desk, "乙")
    with refused("不用记在等什么"):
        resting.wait(desk, over, WaitFor.COURT)


def test_a_choice_that_was_not_made_is_asked_for(desk: Desk, matter_id: int) -> None:
    going_on = owned(desk, "乙")
    for made, field in (
        (lambda: resting.follow_up(desk, matter_id, "", "何静", Solved.FULLY), "way"),
        (lambda: resting.follow_up(desk, matter_id, FollowUpWay.HOME, "何静", ""), "solved"),
        (lambda: resting.set_reaction(desk, matter_id, ""), "reaction"),
        (lambda: resting.wait(desk, going_on, "x"), "wait_for"),
        (lambda: closing.reopen(desk, matter_id, "", "新证据"), "cause"),
        (lambda: pushing.report_urgent(desk, matter_id, "", "县委", "多户"), "kind"),
    ):
        with refused("请选择", field):
            made()
