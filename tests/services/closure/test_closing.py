"""结案审查 and 销号; opening again keeps every closing; 积案 by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.closing import answers_of
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk import clocks, reopening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import talk
from jiefang_tui.store.models import (
    Closing,
    Commitment,
    Deadline,
    Dispatch,
    Document,
    Duty,
    Extension,
    Matter,
    Officer,
    Responsibility,
    SupervisionCard,
    Visit,
)
from jiefang_tui.store.queries.closure import resting as reads
from jiefang_tui.store.queries.closure.closing import closing_facts, closing_gaps
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import (
    CheckAnswer,
    DueKind,
    FollowUpWay,
    MatterState,
    OpinionResult,
    Outcome,
    ReopenCause,
    Solved,
)
from tests.beginnings import beginning
from tests.services.closure.test_resting import concluded
from tests.services.given import days_ago, fill_six, given_slip, one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
CHECKS = {
    "solved": CheckAnswer.YES,
    "explained": CheckAnswer.NOT_APPLICABLE,
    "helped": CheckAnswer.YES,
    "handled_by_law": CheckAnswer.NOT_APPLICABLE,
}


@pytest.fixture
@beginning
def ready(desk: Desk) -> int:
    """Concluded, executed, visited: only the form is left."""
    matter_id = concluded(desk)
    given_slip(desk, matter_id)
    resting.mark_executed(desk, matter_id, TODAY, "收条")
    resting.follow_up(desk, matter_id, FollowUpWay.HOME, "何静", Solved.FULLY)
    return matter_id


def _close(desk: Desk, matter_id: int, **more: Any) -> int:
    form: dict[str, Any] = {
        "checks": CHECKS,
        "note": "",
        "leader": "周敏",
        "unit_signed_by": "李强",
        "petitioner_signed": True,
    }
    return closing.close_matter(desk, matter_id, **form | more)


def _said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def _row(matter_id: int) -> Matter:
    return Matter.get_by_id(matter_id)


def _missing(matter_id: int) -> list[str]:
    return [gap.what for gap in closing_gaps(matter_id, TODAY) if not gap.is_in_form]


def test_closed_with_three_signatures(desk: Desk, ready: int) -> None:
    assert _missing(ready) == []
    with one_act("matter.close"):
        _close(desk, ready)
    assert (_row(ready).state, _row(ready).closed_on) == (MatterState.CLOSED, TODAY)
    assert _said(ready) == "销号，周敏签字，责任单位李强签字，信访人已签字"
    (view,) = reads.closings_of(ready)
    assert [answer for _, answer in view.checks] == list(CHECKS.values())
    assert closing_gaps(ready, TODAY) == []
    with refused("已于2026-11-23销号"):
        _close(desk, ready)


def test_who_will_not_sign_hinders_nothing(desk: Desk, ready: int) -> None:
    _close(desk, ready, petitioner_signed=False, no_signature_note="拒签，村主任见证")
    assert _said(ready).endswith("信访人未签字(拒签，村主任见证)")
    again = concluded(desk, "乙")
    given_slip(desk, again)
    resting.mark_executed(desk, again, TODAY, "收条")
    resting.follow_up(desk, again, FollowUpWay.HOME, "何静", Solved.PARTLY)
    _close(desk, again, petitioner_signed=False, unit_signed_by="")
    assert _row(again).state == MatterState.CLOSED


def test_every_gap_is_named_with_where_it_is_filled(desk: Desk) -> None:
    matter_id = owned(desk)
    matters.confirm_commitment(desk, matter_id, "补发第一期", TOMORROW, 500_00, "周敏")
    SupervisionCard.create(
        card_no="DB-2026-0001",
        colour="yellow",
        matter=matter_id,
        reason="临期",
        answer_due=TOMORROW,
        signer=Officer.get(Officer.name == "周敏"),
        issued_on=TODAY,
    )
    Matter.update(state=MatterState.CONCLUDED, concluded_on=TODAY).where(Matter.id == matter_id).execute()
    found = [(gap.what, gap.key) for gap in closing_gaps(matter_id, TODAY)]
    assert found == [
        ("书面告知", "4 文书"),
        ("处理意见书", "4 文书"),
        ("承诺事项", "5 履约"),
        ("执行到位", "5 履约"),
        ("回访", "6 回访 Ins"),
        ("三定三包", "2 三定三包"),
        ("红黄牌", "7 督办"),
        ("三到位一处理", "销号单"),
        ("接访领导签字", "销号单"),
    ]
    with refused("2. 没有出具处理意见书", "waived_reason"):
        _close(desk, matter_id)
    with one_act("matter.close", "信访人去世"):
        _close(desk, matter_id, waived_reason="信访人去世")
    assert "缺书面告知、处理意见书、承诺事项、执行到位、回访、三定三包、红黄牌，原因：信访人去世" in _said(matter_id)
    assert Closing.get().waived_reason == "信访人去世"


def test_an_opinion_not_served_is_a_gap(desk: Desk, ready: int) -> None:
    Matter.update(replied_on=TODAY).where(Matter.id == ready).execute()
    assert _missing(ready) == ["送达"]
    Matter.update(served_on=TODAY).where(Matter.id == ready).execute()
    assert _missing(ready) == []


def test_what_it_passed_it_lists(desk: Desk, ready: int) -> None:
    """14: an extension nobody told, a paper in the drawer, a 三包 that is under way."""
    Extension.create(matter=ready, days=10, reason="鉴定", approver=Officer.get(), approved_on=TODAY)
    Document.create(matter=ready, kind="acceptance_notice", issued_on=TODAY, recorded_at=clock.now())
    assert _missing(ready) == ["延期告知", "文书没给"]
    sentences = [gap.sentence for gap in closing_gaps(ready, TODAY)]
    assert "2026-11-23延10日" in sentences[0] and "受理告知书(2026-11-23)" in sentences[1]
    led = owned(desk, "乙")
    fill_six(desk, led)
    stages.conclude_agreed(desk, led, "付清")
    three = next(gap.sentence for gap in closing_gaps(led, TODAY) if gap.what == "三包")
    assert "掌握情况、解决困难、思想疏导" in three
    Duty.update(fulfilled_on=TODAY).execute()
    assert "三包" not in _missing(led)


def test_what_is_late_is_said_and_hinders_nothing(desk: Desk, ready: int) -> None:
    """14: nobody can mend it any more."""
    due = (Deadline.matter == ready) & (Deadline.kind == DueKind.ACCEPTANCE_NOTICE)
    Deadline.update(raw_on=TODAY - timedelta(days=5), rolled_on=TODAY - timedelta(days=3)).where(due).execute()
    (late,) = [gap for gap in closing_gaps(ready, TODAY) if gap.is_past]
    assert late.sentence == "书面告知应在2026-11-20前，2026-11-23才办，晚了3日；补不了，照实留着。"
    _close(desk, ready)
    assert _row(ready).state == MatterState.CLOSED and Closing.get().waived_reason == ""


def test_once_over_the_four_of_article_27(desk: Desk, ready: int) -> None:
    """14: what was done by its digit, the rest in one answer; what nobody checked is not said to be 不涉及."""
    none = CheckAnswer.NOT_APPLICABLE
    assert list(answers_of(["solved"], [], none).values()) == ["yes", none, none, none]
    assert list(answers_of(["solved"], ["helped"], "").values()) == ["yes", "", "no", ""]


def test_the_receiving_leader_signs(desk: Desk) -> None:
    matter_id = owned(desk)
    given_slip(desk, matter_id)
    fill_six(desk, matter_id)
    Matter.update(
        state=MatterState.CONCLUDED, concluded_on=TODAY, replied_on=TODAY, served_on=TODAY, executed_on=TODAY
    ).where(Matter.id == matter_id).execute()
    resting.follow_up(desk, matter_id, FollowUpWay.PHONE, "何静", Solved.FULLY)
    assert _missing(matter_id) == ["化解措施", "三包"]
    Duty.update(fulfilled_on=TODAY).execute()
    with refused("应由周敏签字，不是何静", "waived_reason"):
        _close(desk, matter_id, leader="何静")
    from jiefang_tui.services.responsibility import six_boxes as boxes

    boxes.finish_measure(desk, 1, TODAY, "已复测")
    with refused("应由周敏签字，不是何静", "leader"):
        _close(desk, matter_id, leader="何静")
    with refused("还要周敏签字", "leader"):
        _close(desk, matter_id, leader=" ")
    Officer.update(is_active=False).where(Officer.name == "周敏").execute()
    _close(desk, matter_id, leader="何静")
    assert _said(matter_id).startswith("销号，何静签字")


def test_the_checks_of_article_27(desk: Desk, ready: int) -> None:
    with refused("还没有逐项核对：生活困难的帮扶救助到位", "done"):
        _close(desk, ready, checks=CHECKS | {"helped": ""})
    with refused("还有没到位的：诉求合理的解决问题到位", "done"):
        _close(desk, ready, checks=CHECKS | {"solved": CheckAnswer.NO})
    with refused("四项不能都不涉及", "done"):
        _close(desk, ready, checks=dict.fromkeys(CHECKS, CheckAnswer.NOT_APPLICABLE))
    with pytest.raises(KeyError):
        _close(desk, ready, checks={"other": CheckAnswer.YES})


def test_only_what_is_concluded_is_closed_and_not_before_or_after_its_days(desk: Desk, ready: int) -> None:
    with refused("不能晚于今天", "on_day"):
        _close(desk, ready, on_day=TOMORROW)
    with refused("不能早于2026-11-23", "on_day"):
        _close(desk, ready, on_day=TODAY - timedelta(days=1))
    handled = owned(desk, "乙")
    with refused("不能销号"):
        _close(desk, handled)


def test_the_review_hinders_neither_the_end_nor_the_notice(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    matters.assign_simple(desk, matter_id, "自然资源所", "李强", TODAY)
    matters.confirm_commitment(desk, matter_id, "补发", TOMORROW, None, "周敏", "镇党委书记")
    given_slip(desk, matter_id)
    matters.conclude_simple(desk, matter_id, "已答复", TODAY)
    assert _row(matter_id).state == MatterState.CONCLUDED
    assert Visit.select().exists()


def test_opened_again_keeps_every_closing(desk: Desk, ready: int) -> None:
    _close(desk, ready)
    with refused("请写明重新办理的原因", "reason"):
        closing.reopen(desk, ready, ReopenCause.NEW_FACTS, " ")
    with refused("请在文书里记复查复核的结论", "cause"):
        closing.reopen(desk, ready, ReopenCause.REVIEW, "发回")
    with refused("新的期限不能早于今天", "new_due"):
        closing.reopen(desk, ready, ReopenCause.NEW_FACTS, "新证据", TODAY - timedelta(days=1))
    with one_act("matter.reopen", "新证据"):
        assert closing.reopen(desk, ready, ReopenCause.NEW_FACTS, "新证据", TOMORROW) == "已重新办理。"
    row = _row(ready)
    assert (row.state, row.due_on, row.closed_on, row.concluded_on, row.executed_on, row.followed_up_on) == (
        MatterState.HANDLING,
        TOMORROW,
        None,
        None,
        None,
        None,
    )
    with refused("不能重新办理"):
        closing.reopen(desk, ready, ReopenCause.NEW_FACTS, "又有")
    matters.conclude_simple(desk, ready, "已补", TODAY)
    _close(desk, ready, waived_reason="已核实")
    said = closing.reopen(desk, ready, ReopenCause.PROMISE_BROKEN, "第二期没有付")
    assert "第2次重新办理" in said
    assert [(view.id, view.reopened_on) for view in reads.closings_of(ready)] == [(2, TODAY), (1, TODAY)]
    assert [view.cause.label for view in reads.reopenings_of(ready)] == ["承诺未兑现", "新的事实和理由"]
    assert _said(ready) == "第2次重新办理(承诺未兑现)，2026-12-23前：第二期没有付"


def _led(desk: Desk, name: str, resolve_due: date) -> int:
    """Concluded, under a leader, with that 化解期限."""
    matter_id = owned(desk, name)
    stages.conclude_agreed(desk, matter_id, "付清")
    Responsibility.update(resolve_due=resolve_due).where(Responsibility.matter == matter_id).execute()
    return matter_id


def test_opened_again_keeps_when_and_how_it_was_concluded(desk: Desk) -> None:
    """没有处理意见书的办结: nothing else tells it any more."""
    matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id)
    matters.conclude_simple(desk, matter_id, "已修好", TODAY)
    closing.reopen(desk, matter_id, ReopenCause.FOLLOW_UP, "没修好", TOMORROW)
    (view,) = reads.reopenings_of(matter_id)
    assert (view.concluded_on, view.result) == (TODAY, "已修好")
    due = next(due for due in deadlines_of(matter_id, TODAY, desk.reference) if due.kind is DueKind.HANDLING)
    assert (due.met_on, due.is_open, due.why[-1]) == (TODAY, False, "结果: 2026-11-23 完成，按期")
    assert clocks.differing(desk.reference)[1] == 0


def test_what_is_opened_again_always_has_a_date(desk: Desk) -> None:
    """Its sixty days ran once: without a date of its own nobody would miss it."""
    simple = registered(desk).matter_ids[0]
    stages.accept(desk, simple)
    matters.conclude_simple(desk, simple, "已修好", TODAY)
    proposed = reopening.proposed_due(desk)
    assert proposed == TODAY + timedelta(days=desk.reference.policy.reopen_days)
    closing.reopen(desk, simple, ReopenCause.FOLLOW_UP, "没修好")
    assert (_row(simple).due_on, _row(simple).next_due_kind) == (proposed, DueKind.ACCEPTANCE_NOTICE)
    assert _said(simple).startswith(f"第1次重新办理(回访发现未落实)，{proposed}前")
    late, early = (_led(desk, name, day) for name, day in (("乙", TODAY - timedelta(days=1)), ("丙", TOMORROW)))
    for matter_id in (late, early):
        closing.reopen(desk, matter_id, ReopenCause.NEW_FACTS, "又有")
    dates = [Responsibility.get(Responsibility.matter == one).resolve_due for one in (late, early)]
    assert dates == [proposed, proposed], "a month from today, never the old date"


def test_who_comes_again_and_is_given_to_somebody_has_a_date(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    matters.conclude_simple(desk, matter_id, "已修好", TODAY)
    person = _row(matter_id).petitioner_id
    again = registered(desk, petitioner_id=person, matter={"matter_id": matter_id})
    talk.decide(desk, again.visit_id, matter_id, talk.OutcomeIn(Outcome.ASSIGNED, unit="自然资源所"))
    assert _row(matter_id).due_on == Dispatch.get().due_on == reopening.proposed_due(desk)


def test_a_leader_who_receives_again_may_set_the_new_date(desk: Desk) -> None:
    matter_id = _led(desk, "乙", TODAY - timedelta(days=1))
    person = _row(matter_id).petitioner_id
    again = registered(desk, petitioner_id=person, matter={"matter_id": matter_id})
    given = talk.OutcomeIn(Outcome.RESPONSIBILITY, due_on=TOMORROW)
    talk.decide(desk, again.visit_id, matter_id, given)
    assert Responsibility.get(Responsibility.matter == matter_id).resolve_due == TOMORROW


def test_backlog_by_hand(desk: Desk, ready: int) -> None:
    with refused("请写明列入积案的原因", "reason"):
        closing.list_backlog(desk, ready, True, "")
    with one_act("matter.backlog", "多年未决"):
        closing.list_backlog(desk, ready, True, "多年未决")
    assert _row(ready).is_backlog_listed
    with refused("已经手工列入"):
        closing.list_backlog(desk, ready, True, "多年未决")
    with one_act("matter.backlog", "已化解"):
        closing.list_backlog(desk, ready, False, "已化解")
    assert _said(ready) == "移出积案：已化解"


def test_a_leader_who_stands_aside_is_not_asked_to_sign(desk: Desk) -> None:
    matter_id = owned(desk)
    assert closing_facts(matter_id, TODAY).leaders == ("周敏",)
    dispatching.recuse(desk, matter_id, "周敏", "亲属", "县委", instead="赵刚", post="镇长")
    assert closing_facts(matter_id, TODAY).leaders == ("赵刚",)


def test_b15_what_the_office_promised_or_set_itself_and_did_not_keep_is_said_too(desk: Desk) -> None:
    with days_ago(desk, 60):
        matter_id = owned(desk, due_on=clock.today() + timedelta(days=10))
        matters.confirm_commitment(desk, matter_id, "补发首期", clock.today() + timedelta(days=7), leader="周敏")
        due = clock.today()
    matters.fulfil_commitment(desk, Commitment.get().id, TODAY, "收条")
    Matter.update(state=MatterState.CONCLUDED, concluded_on=TODAY, was_handled=True).execute()
    last = {7: PUBLISHED.last_in_time(due + timedelta(days=7)), 10: PUBLISHED.last_in_time(due + timedelta(days=10))}
    said = [gap.sentence for gap in closing_gaps(matter_id, TODAY) if gap.is_past]
    assert any(one.startswith(f"承诺「补发首期」应在{last[7]}前") for one in said)
    assert any(one.startswith(f"化解期限应在{last[10]}前，{TODAY}才办") for one in said)


def test_b16_what_was_not_supported_waits_for_no_execution(desk: Desk) -> None:
    """There is nothing to carry out; it is visited and closed, and counsel is owed (Art. 32)."""
    matter_id = concluded(desk)
    given_slip(desk, matter_id)
    assert morning.ids("to_execute", TODAY) == [matter_id]
    Matter.update(opinion_result=OpinionResult.NOT_SUPPORTED).execute()
    assert (morning.ids("to_execute", TODAY), morning.ids("to_visit", TODAY)) == ([], [matter_id])
    assert matter_view(matter_id, TODAY, desk.reference).standing.next_step == "回访信访人"
    assert "执行到位" not in [gap.what for gap in closing_gaps(matter_id, TODAY)]
