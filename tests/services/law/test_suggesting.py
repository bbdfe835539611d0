"""17: 建议意见 has a life (Art. 29): studied, adopted, adopted in part or explained, and answered; what many have in
common is reported to whoever can change it."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, suggesting
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import Dispatch, Matter
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import Category, DispatchKind, MatterState, SuggestionResult
from tests.services.given import given_slip, one_act, refused, registered, sealed

TODAY = date(2026, 11, 23)


@pytest.fixture
def idea(desk: Desk) -> int:
    return registered(desk, request="集镇装减速带", matter={"category": Category.SUGGESTION}).matter_ids[0]


def row(matter_id: int) -> Matter:
    return Matter.get_by_id(matter_id)


def said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def test_studied_here_or_by_a_unit(desk: Desk, idea: int) -> None:
    with one_act("suggestion.study"):
        suggesting.study_suggestion(desk, idea, "装在哪里、要多少钱", "交管站", date(2026, 12, 10))
    assert (row(idea).state, row(idea).suggestion_result) == (MatterState.HANDLING, SuggestionResult.STUDIED)
    sent = Dispatch.get()
    assert (sent.unit.name, sent.kind, sent.due_on) == ("交管站", DispatchKind.ASSIGN, date(2026, 12, 10))
    with refused("已经是研究论证中"):
        suggesting.study_suggestion(desk, idea, "再看看")
    alone = registered(desk, "乙", matter={"category": Category.SUGGESTION}).matter_ids[0]
    suggesting.study_suggestion(desk, alone, "可不可行", due_on=date(2026, 12, 1))
    assert row(alone).due_on == date(2026, 12, 1) and Dispatch.select().count() == 1


@pytest.mark.parametrize("result", suggesting.ANSWERS)
@pytest.mark.parametrize("is_studied", [False, True])
def test_answered_it_is_concluded_and_told(desk: Desk, idea: int, result: SuggestionResult, is_studied: bool) -> None:
    if is_studied:
        suggesting.study_suggestion(desk, idea, "可不可行")
    with one_act("suggestion.answer"):
        suggesting.answer_suggestion(desk, idea, result, "装两处，年底前装好", "phone")
    at = row(idea)
    assert (at.state, at.suggestion_result, at.result) == (MatterState.CONCLUDED, result, "装两处，年底前装好")
    assert at.concluded_on == at.notified_on == TODAY
    assert said(idea) == f"建议{result.label}，电话回复：装两处，年底前装好"


def test_what_an_answer_cannot_do_without(desk: Desk, idea: int) -> None:
    for result, reply, way, sentence, field in (
        ("", "好", "phone", "请选择采纳", "result"),
        ("studied", "好", "phone", "请选择采纳", "result"),
        ("adopted", " ", "phone", "请写明回复了什么", "reply"),
        ("adopted", "好", "", "怎么回复", "told_way"),
    ):
        with refused(sentence, field):
            suggesting.answer_suggestion(desk, idea, result, reply, way)


def test_each_step_is_taken_back(desk: Desk, idea: int) -> None:
    with refused("还没有研究论证"):
        suggesting.undo_suggestion(desk, idea, "写错了")
    suggesting.study_suggestion(desk, idea, "可不可行")
    suggesting.answer_suggestion(desk, idea, "partly", "先装一处", "home")
    with one_act("suggestion.undo", "还没有定"):
        suggesting.undo_suggestion(desk, idea, "还没有定")
    at = row(idea)
    assert (at.state, at.suggestion_result, at.result) == (MatterState.HANDLING, SuggestionResult.STUDIED, "")
    assert at.concluded_on is at.notified_on is None
    suggesting.undo_suggestion(desk, idea, "不用论证")
    assert row(idea).suggestion_result == ""
    suggesting.answer_suggestion(desk, idea, "explained", "县道归交通局管", "phone")
    suggesting.undo_suggestion(desk, idea, "说错了")
    assert row(idea).suggestion_result == "", "it was no longer being studied"


def test_what_a_slip_told_stays_told(desk: Desk, idea: int) -> None:
    given_slip(desk, idea)
    suggesting.answer_suggestion(desk, idea, "adopted", "照办", "phone")
    suggesting.undo_suggestion(desk, idea, "说错了")
    assert row(idea).notified_on == TODAY


def test_opened_again_its_result_is_open(desk: Desk, idea: int) -> None:
    suggesting.answer_suggestion(desk, idea, "adopted", "照办", "phone")
    closing.reopen(desk, idea, "promise_broken", "没有装")
    assert row(idea).suggestion_result == ""
    suggesting.study_suggestion(desk, idea, "为什么没有装")


def test_a_claim_has_no_such_life(desk: Desk) -> None:
    claim = registered(desk).matter_ids[0]
    with refused("不是建议意见"):
        suggesting.study_suggestion(desk, claim, "可不可行")
    with refused("不是建议意见"):
        suggesting.answer_suggestion(desk, claim, "adopted", "照办", "phone")


def test_a_common_cause_is_reported_and_the_matter_goes_on(desk: Desk) -> None:
    claim = registered(desk).matter_ids[0]
    matters.assign_simple(desk, claim, "水利站", "李强", None)
    with one_act("matter.report_cause"):
        sent = suggesting.report_cause(desk, claim, "县发改委", "机井电价三年五十件，建议明确分摊办法")
    assert (row(claim).state, row(claim).lead_unit.name) == (MatterState.HANDLING, "水利站")
    assert said(claim) == "情况反映，县发改委：机井电价三年五十件，建议明确分摊办法"
    with refused("请写明反映什么问题", "what"):
        suggesting.report_cause(desk, claim, "县发改委", "")
    with refused("请填写交给哪个单位", "unit"):
        suggesting.report_cause(desk, claim, "", "电价")
    dispatching.answer_dispatch(desk, sent, "已列入明年计划")
    assert Dispatch.get_by_id(sent).reply == "已列入明年计划" and row(claim).state == MatterState.HANDLING
    again = suggesting.report_cause(desk, claim, "县发改委", "还是不清")
    dispatching.end_dispatch(desk, again, "重了")
    assert Dispatch.get_by_id(again).ended_on == TODAY and row(claim).lead_unit.name == "水利站"


def test_a_report_is_no_cause(desk: Desk) -> None:
    report = sealed(desk)
    with refused("检举控告不记内容"):
        suggesting.report_cause(desk, report, "县发改委", "电价")
