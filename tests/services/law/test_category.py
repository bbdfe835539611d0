"""19 更正类别: the old one is kept, the dates follow, a report is never made silently, what followed is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jiefang_tui import clock
from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import extending, serving, stages, suggesting
from jiefang_tui.services.law.category import correct_category
from jiefang_tui.store.models import Correction, Deadline, Matter
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Category, DocumentKind, DueKind, LegalRoute, RefusalGround
from tests.services.given import days_ago, handed_over, one_act, refused, registered, sealed

TODAY = date(2026, 11, 23)


@pytest.fixture
def claim(desk: Desk) -> int:
    return registered(desk).matter_ids[0]


@pytest.fixture
def idea(desk: Desk) -> int:
    return registered(desk, request="集镇装减速带", matter={"category": Category.SUGGESTION}).matter_ids[0]


def kinds(matter_id: int) -> set[str]:
    return {row.kind for row in Deadline.select().where(Deadline.matter == matter_id)}


def test_the_old_category_is_kept_and_seen(desk: Desk, idea: int) -> None:
    with one_act("matter.correct_category", "说的是自家的补偿"):
        said = correct_category(desk, idea, "claim", "说的是自家的补偿")
    assert "类别更正为申诉求决" in said and Matter.get_by_id(idea).category == Category.CLAIM
    kept = Correction.get()
    assert (kept.matter_id, kept.column, kept.was, kept.reason) == (idea, "category", "建议意见", "说的是自家的补偿")
    assert "类别建议意见更正为申诉求决" in timeline(idea)[0].text
    view = visit_view(1, clock.today())
    assert view is not None and any("更正类别 原：建议意见" in line for line in view.corrected)


def test_the_dates_go_by_the_right_category(desk: Desk, claim: int) -> None:
    stages.accept(desk, claim)
    assert DueKind.HANDLING in kinds(claim)
    assert "研究论证后回复" in correct_category(desk, claim, "suggestion", "只是建议")
    assert Matter.get_by_id(claim).route is None and DueKind.HANDLING not in kinds(claim)
    suggesting.study_suggestion(desk, claim, "可不可行")
    suggesting.undo_suggestion(desk, claim, "不用")
    assert "从2026-11-23受理起算" in correct_category(desk, claim, "claim", "还是求决")
    assert Matter.get_by_id(claim).route == LegalRoute.PETITION_PROCEDURE and DueKind.HANDLING in kinds(claim)


def test_a_paper_that_tells_of_the_former_way_is_named(desk: Desk, claim: int) -> None:
    stages.accept(desk, claim)
    serving.give_notice(desk, claim, DocumentKind.ACCEPTANCE_NOTICE, "1号", TODAY)
    assert "2026-11-23的受理告知书写的是原来的类别" in correct_category(desk, claim, "suggestion", "只是建议")


def test_it_is_no_report_by_this_and_a_report_none_other(desk: Desk, claim: int) -> None:
    with refused("要第二个人确认", "category"):
        correct_category(desk, claim, "report_accusation", "是举报")
    report = sealed(desk)
    with refused("检举控告不记内容"):
        correct_category(desk, report, "claim", "是求决")


def test_it_wants_a_reason_and_a_change(desk: Desk, claim: int) -> None:
    with refused("更正的原因", "reason"):
        correct_category(desk, claim, "suggestion", " ")
    with refused("没有改动", "category"):
        correct_category(desk, claim, "claim", "看错")
    with refused("请选择类别", "category"):
        correct_category(desk, claim, "", "看错")


def test_from_the_second_day_somebody_approved_it_on_paper(desk: Desk) -> None:
    with days_ago(desk, 3):
        old = registered(desk).matter_ids[0]
    with refused("请写批准人", "approver"):
        correct_category(desk, old, "suggestion", "只是建议")
    with refused("书面材料", "paper_on"):
        correct_category(desk, old, "suggestion", "只是建议", "周敏", "镇党委书记")
    correct_category(desk, old, "suggestion", "只是建议", "周敏", "镇党委书记", TODAY)
    assert (Correction.get().approver.name, Correction.get().paper_on) == ("周敏", TODAY)


def _answered(desk: Desk, matter_id: int) -> None:
    Matter.update(category=Category.SUGGESTION).where(Matter.id == matter_id).execute()
    suggesting.answer_suggestion(desk, matter_id, "adopted", "照办", "phone")


def _opinion(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    stages.issue_opinion(desk, matter_id, "supported", "补发", "9号", "周敏")


def _extended(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    stages.extend(desk, matter_id, 10, "复杂", "周敏")


FOLLOWED: list[tuple[Callable[[Desk, int], object], str]] = [
    (_answered, "建议已经是采纳；请先在「4 文书」那一条上按 Del 撤回"),
    (_opinion, "已出具处理意见书"),
    (_extended, "已批延期；请先在「4 文书」那一条上按 Del 撤销"),
    (lambda desk, m: stages.refuse(desk, m, RefusalGround.FINALLY_CLOSED, "终结过", "周敏"), "不受理；请先重新办理"),
    (lambda desk, m: stages.set_route(desk, m, "arbitration", "去仲裁", "县仲裁委"), "已定别的法定途径"),
]


@pytest.mark.parametrize(("then", "named"), FOLLOWED)
def test_what_followed_is_named_and_once_taken_back_is_no_obstacle(
    desk: Desk, claim: int, then: Callable[[Desk, int], object], named: str
) -> None:
    then(desk, claim)
    other = "claim" if Matter.get_by_id(claim).category == "suggestion" else "suggestion"
    with refused(named):
        correct_category(desk, claim, other, "登错")


def test_after_an_extension_is_undone_and_a_refusal_opened_again_it_goes(desk: Desk, claim: int) -> None:
    _extended(desk, claim)
    extending.undo_extension(desk, 1, "不用延")
    correct_category(desk, claim, "suggestion", "登错")
    other = registered(desk, "乙").matter_ids[0]
    stages.refuse(desk, other, RefusalGround.FINALLY_CLOSED, "终结过", "周敏")
    closing.reopen(desk, other, "new_facts", "有新证据")
    correct_category(desk, other, "suggestion", "登错")


def test_found_to_be_a_report_later_nothing_of_it_is_left(desk: Desk, idea: int) -> None:
    correct_category(desk, idea, "claim", "其实是告张三")
    handed_over(desk, idea)
    assert not Correction.select().exists()
    assert "其实是告张三".encode() not in desk.folder.db.read_bytes()
