from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiefang_tui.rules.duties import (
    BoxKey,
    BoxState,
    Duty,
    Measure,
    Sheet,
    TaskForce,
    boxes,
    first_gap,
    gap_sentence,
)
from jiefang_tui.rules.standing import Facts, Step, standing
from jiefang_tui.rules.who_answers import Part
from jiefang_tui.terms import Category, CountyEntry, DutyKind, MatterState

TODAY = date(2026, 11, 23)


# -- the six boxes

FULL = Sheet(
    TaskForce("周敏", ("李强",)),
    (Measure("核实工资表", "李强", date(2026, 12, 1)),),
    date(2026, 12, 31),
    tuple(Duty(kind, "李强", entries=(date(2026, 11, 20),)) for kind in DutyKind),
)


def state(sheet: Sheet, key: BoxKey) -> BoxState:
    return next(box for box in boxes(sheet, TODAY) if box.key is key).state


def missing(sheet: Sheet, key: BoxKey) -> tuple[str, ...]:
    return next(box for box in boxes(sheet, TODAY) if box.key is key).missing


def test_an_empty_sheet_has_six_open_boxes_in_order() -> None:
    six = boxes(Sheet(), TODAY)
    assert [box.key for box in six] == list(BoxKey)
    assert [box.state.label for box in six] == ["未定"] * 3 + ["未落实"] * 3
    assert not any(box.satisfied for box in six)
    assert all(box.missing for box in six)


def test_a_full_sheet_has_no_gap() -> None:
    six = boxes(FULL, TODAY)
    assert [box.state.label for box in six] == ["已定"] * 3 + ["进行中"] * 3
    assert first_gap(six) is None and gap_sentence(six) == ""
    assert all(box.missing == () for box in six)


def test_a_task_force_needs_a_leader_and_a_member() -> None:
    assert missing(replace(FULL, task_force=TaskForce("", ("李强",))), BoxKey.TASK_FORCE) == ("缺组长",)
    assert missing(replace(FULL, task_force=TaskForce("周敏")), BoxKey.TASK_FORCE) == ("缺成员",)
    assert state(replace(FULL, task_force=TaskForce("周敏")), BoxKey.TASK_FORCE) is BoxState.OPEN


def test_every_measure_needs_owner_and_date() -> None:
    sheet = replace(FULL, measures=(*FULL.measures, Measure("约谈老板")))
    assert state(sheet, BoxKey.MEASURES) is BoxState.OPEN
    assert missing(sheet, BoxKey.MEASURES) == ("第2条缺责任人", "第2条缺完成时间")
    assert missing(replace(FULL, measures=()), BoxKey.MEASURES) == ("还没有措施",)


def test_an_overdue_measure_is_said_but_stays_fixed() -> None:
    late = Measure("核实", "李强", TODAY - timedelta(days=3))
    sheet = replace(FULL, measures=(late,))
    assert state(sheet, BoxKey.MEASURES) is BoxState.FIXED
    assert missing(sheet, BoxKey.MEASURES) == ("第1条已逾期",)
    assert late.is_overdue(TODAY)
    assert not replace(late, done_on=TODAY).is_overdue(TODAY)
    assert not replace(late, due_on=TODAY).is_overdue(TODAY)


def test_the_term_is_a_date_and_may_be_over() -> None:
    assert missing(replace(FULL, resolve_due=None), BoxKey.RESOLVE_DUE) == ("缺期限",)
    assert missing(replace(FULL, resolve_due=TODAY), BoxKey.RESOLVE_DUE) == ()
    assert missing(replace(FULL, resolve_due=TODAY - timedelta(days=3)), BoxKey.RESOLVE_DUE) == ("已过期限3天",)


def with_duty(duty: Duty) -> Sheet:
    return replace(FULL, duties=(duty, *(d for d in FULL.duties if d.kind != duty.kind)))


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (Duty(DutyKind.COUNSEL), BoxState.NOT_BEGUN),
        (Duty(DutyKind.COUNSEL, "李强"), BoxState.NOT_BEGUN),
        (Duty(DutyKind.COUNSEL, entries=(TODAY,)), BoxState.NOT_BEGUN),
        (Duty(DutyKind.COUNSEL, "李强", entries=(TODAY,)), BoxState.UNDER_WAY),
        (Duty(DutyKind.COUNSEL, "李强", fulfilled_on=TODAY), BoxState.NOT_BEGUN),
        (Duty(DutyKind.COUNSEL, "李强", fulfilled_on=TODAY, entries=(TODAY,)), BoxState.DONE),
    ],
)
def test_states_of_a_duty(duty: Duty, expected: BoxState) -> None:
    assert state(with_duty(duty), BoxKey.COUNSEL) is expected


def test_what_a_duty_lacks() -> None:
    assert missing(with_duty(Duty(DutyKind.KNOW_FACTS)), BoxKey.KNOW_FACTS) == ("缺责任人", "还没有记录")


def test_days_since_the_last_entry() -> None:
    duty = Duty(DutyKind.COUNSEL, "李强", entries=(date(2026, 11, 1), date(2026, 11, 13)))
    box = boxes(with_duty(duty), TODAY)[5]
    assert box.days_since_entry == 10
    assert box.missing == ()  # no rhythm is set, so nothing is late


def test_a_set_rhythm_is_watched() -> None:
    duty = Duty(DutyKind.COUNSEL, "李强", every_days=7, entries=(date(2026, 11, 13),))
    assert boxes(with_duty(duty), TODAY)[5].missing == ("已10天没有记录(要求每7天)",)


def test_the_first_gap_is_the_first_in_order() -> None:
    sheet = replace(FULL, resolve_due=None, duties=())
    gap = first_gap(boxes(sheet, TODAY))
    assert gap is not None and gap.key is BoxKey.RESOLVE_DUE
    assert gap_sentence(boxes(sheet, TODAY)) == "化解期限未定: 缺期限"


def test_duties_in_any_order_land_in_their_boxes() -> None:
    shuffled = replace(FULL, duties=tuple(reversed(FULL.duties)))
    assert boxes(shuffled, TODAY) == boxes(FULL, TODAY)


# -- where a matter stands

HANDLING = Facts(
    state=MatterState.HANDLING,
    today=TODAY,
    received_on=date(2026, 10, 12),
    accepted_on=date(2026, 10, 14),
    notified_on=date(2026, 10, 14),
    notice_due=date(2026, 10, 27),
    handling_due=date(2026, 12, 13),
    owner="周敏",
    is_under_leader=True,
)


def test_a_matter_under_way_says_both_counts_and_the_article() -> None:
    assert standing(HANDLING).status == "办理中，包案领导 周敏，登记第42日 受理第40日，应办结 12-13(第三十四条)"
    assert standing(HANDLING).next_step == "推进办理，12-13 前有结果"


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"notified_on": None}, "书面告知已逾期 27 天，请马上告知"),
        ({"notified_on": None, "notice_due": TODAY}, "11-23 前书面告知信访人"),
        ({"handling_due": date(2026, 11, 20)}, "办结已逾期 3 天，请尽快办结"),
        ({"handling_due": None, "outcome_due": date(2026, 11, 21)}, "化解期限已过 2 天，请尽快化解，要改期的写明原因"),
        (
            {"handling_due": None, "outcome_due": date(2026, 11, 21), "is_under_leader": False},
            "限办日期已过 2 天，请尽快办理",
        ),
        ({"assigned_due": date(2026, 11, 27)}, "推进办理，11-27 前有结果"),
        ({"assigned_due": date(2026, 11, 20)}, "上级交办期限已过 3 天，请尽快办结"),
        ({"is_extension_untold": True}, "把延期的理由书面告知信访人"),
        ({"part": Part.ANSWERED}, "承办单位已答复，出具处理意见或者记办理结果，12-13 前有结果"),
        ({"unsigned": "水利站", "part": Part.UNDELIVERED}, "把件交到水利站，登记交件"),
        ({"unsigned": "水利站"}, "请水利站签收，登记签收"),
        ({"next_commitment_due": date(2026, 11, 22)}, "承诺事项已逾期 1 天，请核实履行"),
        ({"overdue_measures": 2}, "有 2 条化解措施逾期，请督促"),
        ({"gap": "工作专班未定: 缺组长"}, "补齐三定三包(工作专班未定: 缺组长)"),
        ({"gap": "工作专班未定", "is_under_leader": False}, "推进办理，12-13 前有结果"),
        ({"next_commitment_due": date(2026, 12, 1)}, "承诺事项 12-01 到期"),
        ({"county": CountyEntry.NOT_ENTERED}, "录入县信访系统"),
        ({"owner": "", "lead_unit": ""}, "确定责任人"),
        ({"handling_due": None}, "推进办理，记进展"),
        ({"state": MatterState.IN_MEDIATION}, "等调解结果，记下是否达成协议"),
        ({"state": MatterState.SUBMITTED_UP}, "等上级答复，记下答复内容"),
        ({"state": MatterState.CONCLUDED}, ""),
        (
            {"state": MatterState.CONCLUDED, "next_commitment_due": date(2026, 12, 1)},
            "承诺事项 12-01 到期，届时核实履行",
        ),
        ({"state": MatterState.CONCLUDED, "handling_due": date(2026, 11, 1)}, ""),
        ({"state": MatterState.MERGED, "notified_on": None}, ""),
    ],
)
def test_what_comes_next(change: dict[str, object], step: str) -> None:
    said = standing(replace(HANDLING, **change))  # type: ignore[arg-type]
    assert said.next_step == step and (said.step is None) == (step == "")


def test_a_matter_just_registered() -> None:
    fresh = Facts(MatterState.REGISTERED, TODAY, TODAY, notice_due=TODAY + timedelta(days=15))
    assert standing(fresh).status == "已登记，今日登记"
    assert standing(fresh).next_step == "接谈并作出处理"


def test_every_state_stands_somewhere() -> None:
    for state_ in MatterState:
        said = standing(replace(HANDLING, state=state_))
        assert said.status.startswith(state_.label) and said.line
    merged = replace(HANDLING, state=MatterState.MERGED, merged_into="JF-999999001-20261001-001")
    assert "JF-999999001-20261001-001" in standing(merged).status


CONCLUDED = replace(HANDLING, state=MatterState.CONCLUDED, concluded_on=date(2026, 11, 10), needs_closing=True)
EXECUTED = replace(CONCLUDED, executed_on=date(2026, 11, 12))
VISITED = replace(EXECUTED, followed_up_on=date(2026, 11, 15))
REFUSED = replace(HANDLING, state=MatterState.REFUSED, accepted_on=None, handling_due=None)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (CONCLUDED, "核实执行到位"),
        (replace(CONCLUDED, next_commitment_due=date(2026, 12, 1)), "承诺事项 12-01 到期，届时核实履行"),
        (replace(CONCLUDED, next_instalment_due=date(2026, 12, 1)), "协议一期 12-01 到期，届时核实履行"),
        (replace(CONCLUDED, next_instalment_due=date(2026, 11, 20)), "协议一期已逾期 3 天没付，请催付、核实"),
        (EXECUTED, "回访信访人"),
        (replace(EXECUTED, followed_up_on=date(2026, 11, 9)), "回访信访人"),
        (VISITED, "结案审查，销号"),
        (replace(VISITED, county=CountyEntry.NOT_ENTERED), "录入县信访系统"),
        (replace(VISITED, needs_closing=False), ""),
        (replace(VISITED, state=MatterState.CLOSED), ""),
        (replace(HANDLING, state=MatterState.REPLIED), "送达处理意见书，登记送达回证"),
        (
            replace(HANDLING, state=MatterState.REPLIED, handling_due=date(2026, 11, 20)),
            "办结已逾期 3 天，请尽快送达",
        ),
        (replace(HANDLING, state=MatterState.OBJECTED), "等上级答复是否同意退回，记下结果"),
        (replace(HANDLING, state=MatterState.REVIEWING, outcome_due=date(2026, 11, 1)), "等复查机关的意见，记下结论"),
        (replace(HANDLING, state=MatterState.RECHECKING), "等复核机关的意见，记下结论"),
        (REFUSED, ""),
        (replace(REFUSED, notified_on=None, notice_due=date(2026, 12, 1)), "12-01 前书面告知信访人"),
        (replace(REFUSED, notified_on=None), "书面告知已逾期 27 天，请马上告知"),
        (replace(REFUSED, state=MatterState.RETURNED, notified_on=None), ""),
        (replace(HANDLING, wait_label="等法院"), "等法院，有了回音就记进展，12-13 前有结果"),
    ],
)
def test_what_comes_next_on_the_way_to_rest(facts: Facts, step: str) -> None:
    said = standing(facts)
    assert said.next_step == step and (said.step is None) == (step == "")


def test_what_is_said_to_come_next_is_what_its_key_does() -> None:
    kinds = {
        Step.TELL: replace(HANDLING, notified_on=None),
        Step.SERVE: replace(HANDLING, state=MatterState.REPLIED, handling_due=date(2026, 11, 20)),
        Step.BOXES: replace(HANDLING, gap="工作专班未定: 缺组长"),
        Step.WORK: replace(HANDLING, handling_due=None, outcome_due=date(2026, 11, 21)),
        Step.REPORT_UP: replace(CONCLUDED, report_due=date(2026, 11, 30)),
        Step.TELL_EXTENSION: replace(HANDLING, is_extension_untold=True),
        Step.ENTER: replace(VISITED, county=CountyEntry.NOT_ENTERED),
        Step.EXECUTE: CONCLUDED,
        Step.VISIT: EXECUTED,
        Step.CLOSE: VISITED,
        Step.HAND_OVER: replace(HANDLING, category=Category.REPORT_ACCUSATION),
    }
    assert {step: standing(facts).step for step, facts in kinds.items()} == {step: step for step in kinds}


def test_a_state_says_what_belongs_to_it() -> None:
    for facts, part in (
        (replace(REFUSED, refused_on=TODAY, refusal_label="三级终结"), "不予受理，2026-11-23，三级终结"),
        (replace(HANDLING, state=MatterState.REPLIED, replied_on=TODAY), "已答复待送达，2026-11-23 出具处理意见书"),
        (replace(VISITED, state=MatterState.CLOSED, closed_on=TODAY), "已销号，2026-11-23 销号"),
        (replace(VISITED, finally_closed_on=TODAY), "已办结，2026-11-10 办结，2026-11-23 三级终结"),
    ):
        assert standing(facts).status.startswith(part)
    waiting = replace(HANDLING, wait_label="等法院", wait_note="二审", wait_since=date(2026, 11, 11))
    assert standing(waiting).status.endswith("等法院(二审，11-11写明)")
