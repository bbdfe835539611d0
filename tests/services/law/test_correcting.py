"""更正日期: what it moves, what it may not cross, and that the former day stays to be read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import reviewing, stages
from jiefang_tui.services.law.correcting import correct_date
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import Document, Extension, Matter, Reopening, Review
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import DocumentKind, DueKind, MatterState, ServiceWay
from tests.beginnings import beginning
from tests.services.given import acts, days_ago, given_slip, one_act, refused, registered, sealed
from tests.services.replay import differences

TODAY = date(2026, 11, 23)
WHY = "写错了"


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    """Registered forty days ago."""
    with days_ago(desk, 40):
        return registered(desk).matter_ids[0]


@pytest.fixture
@beginning
def accepted(desk: Desk, matter_id: int) -> int:
    """Accepted thirty-five days ago."""
    stages.accept(desk, matter_id, before(35))
    return matter_id


def opinion(desk: Desk, matter_id: int, issued: int, served: int | None = None) -> int:
    paper = stages.issue_opinion(desk, matter_id, "supported", "补发差额", "1号", "周敏", before(issued))
    if served is not None:
        stages.serve(desk, paper, before(served), ServiceWay.DIRECT)
    return paper


def notice(desk: Desk, matter_id: int, kind: DocumentKind, issued: int, served: int) -> int:
    return stages.give_notice(
        desk, matter_id, kind, "", before(issued), served_on=before(served), way=ServiceWay.DIRECT
    )


def raw(desk: Desk, matter_id: int, kind: DueKind) -> date:
    return next(one.raw for one in deadlines_of(matter_id, TODAY, desk.reference) if one.kind is kind)


def row(matter_id: int) -> Any:
    return Matter.get_by_id(matter_id)


@pytest.fixture(autouse=True)
def _the_history_leads_to_the_rows(desk: Desk) -> Any:
    yield
    assert not differences()


# -- 受理


def test_the_day_of_acceptance(desk: Desk, accepted: int) -> None:
    with refused("请写明更正的原因", "reason"):
        correct_date(desk, accepted, "accepted", before(30), " ")
    with refused("请填写正确的日期", "day"):
        correct_date(desk, accepted, "accepted", None, WHY)
    with refused(f"受理日期本来就是{before(35)}，没有改动", "day"):
        correct_date(desk, accepted, "accepted", before(35), WHY)
    for wrong in (before(41), TODAY + timedelta(days=1)):
        with refused(f"受理日期应在{before(40)}到{TODAY}之间", "day"):
            correct_date(desk, accepted, "accepted", wrong, WHY)
    with one_act("matter.correct_date", WHY):
        assert correct_date(desk, accepted, "accepted", before(30), WHY) == ""
    assert row(accepted).handling_due == before(30) + timedelta(days=60)
    assert row(accepted).last_entry_on == before(35), "to put a day right is no progress"
    assert timeline(accepted)[0].text == f"更正受理日期：{before(35)}改为{before(30)}，原因：{WHY}"
    assert f'"accepted_on":"{before(35)}"' in acts()[-1].before
    assert "离登记已20日" in correct_date(desk, accepted, "accepted", before(20), WHY)


def test_acceptance_stays_between_what_came_before_and_after(desk: Desk, accepted: int) -> None:
    stages.extend(desk, accepted, 20, "复杂", "周敏", approved_on=before(10))
    with refused(f"应在{before(40)}到{before(10)}之间", "day"):
        correct_date(desk, accepted, "accepted", before(5), WHY)
    opinion(desk, accepted, 12, 11)
    with refused(f"到{before(12)}之间", "day"):
        correct_date(desk, accepted, "accepted", before(11), WHY)
    closing.reopen(desk, accepted, "new_facts", "没有落实")
    correct_date(desk, accepted, "accepted", before(38), WHY)
    assert row(accepted).accepted_on == before(38)


def test_one_accepted_after_it_was_opened_again_stays_after_that(desk: Desk, matter_id: int) -> None:
    matters.conclude_simple(desk, matter_id, "已答复", before(30))
    with days_ago(desk, 20):
        closing.reopen(desk, matter_id, "new_facts", "答复有误")
    stages.accept(desk, matter_id, before(10))
    with refused(f"应在{before(20)}到", "day"):
        correct_date(desk, matter_id, "accepted", before(25), WHY)


def test_an_extension_that_came_too_late_by_the_right_day_is_said(desk: Desk) -> None:
    with days_ago(desk, 90):
        matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id, before(75))
    stages.extend(desk, matter_id, 20, "复杂", "周敏", approved_on=before(16))
    said = correct_date(desk, matter_id, "accepted", before(80), WHY)
    assert said == f"按更正后的日期，办结期限是{before(20)}，{before(16)}批准的延期已经晚了，请核对。"


# -- sent from above


def test_the_receipt_and_the_date_of_the_superior(desk: Desk, matter_id: int) -> None:
    for what in ("transferred", "assigned"):
        with refused("不能更正日期"):
            correct_date(desk, matter_id, what, before(3), WHY)
    stages.record_transfer_in(desk, matter_id, before(5), "县信访局", "1号", before(1))
    with refused("请更正日期"):
        stages.record_transfer_in(desk, matter_id, before(3), "县信访局")
    correct_date(desk, matter_id, "transferred", before(3), WHY)
    assert raw(desk, matter_id, DueKind.OBJECTION) == date(2026, 11, 27)
    with refused(f"收到上级转来的日期不能晚于{before(1)}", "day"):
        correct_date(desk, matter_id, "transferred", TODAY, WHY)
    with refused(f"交办期限不能早于{before(3)}", "day"):
        correct_date(desk, matter_id, "assigned", before(4), WHY)
    correct_date(desk, matter_id, "assigned", TODAY + timedelta(days=30), WHY)
    assert raw(desk, matter_id, DueKind.ASSIGNED) == TODAY + timedelta(days=30)
    correct_date(desk, matter_id, "assigned", None, WHY)
    assert timeline(matter_id)[0].text == f"更正交办期限：{TODAY + timedelta(days=30)}改为没有，原因：{WHY}"
    stages.object_to(desk, matter_id, "不归本镇", before(2))
    with refused(f"不能晚于{before(2)}", "day"):
        correct_date(desk, matter_id, "transferred", before(1), WHY)


# -- 送达


def test_the_service_of_the_opinion_moves_the_conclusion_and_the_window(desk: Desk, accepted: int) -> None:
    paper = opinion(desk, accepted, 12, 10)
    assert row(accepted).notified_on == before(10)
    with refused(f"处理意见书送达日期应在{before(12)}到", "day"):
        correct_date(desk, accepted, f"served:{paper}", before(13), WHY)
    correct_date(desk, accepted, f"served:{paper}", before(7), WHY)
    one = row(accepted)
    assert (one.served_on, one.concluded_on, one.notified_on) == (before(7),) * 3
    assert Document.get_by_id(paper).served_on == before(7)
    assert raw(desk, accepted, DueKind.REVIEW_REQUEST) == before(7) + timedelta(days=30)
    assert timeline(accepted)[0].text == f"更正信访处理意见书送达日期：{before(10)}改为{before(7)}，原因：{WHY}"


def test_a_request_that_was_late_by_the_wrong_day_is_not_late(desk: Desk) -> None:
    with days_ago(desk, 80):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
    paper = opinion(desk, matter_id, 50, 45)
    asked = reviewing.request_review(desk, matter_id, "review", "县人民政府", before(8))
    assert Review.get_by_id(asked).is_late
    with refused(f"到{before(8)}之间", "day"):
        correct_date(desk, matter_id, f"served:{paper}", before(7), WHY)
    correct_date(desk, matter_id, f"served:{paper}", before(35), WHY)
    assert not Review.get_by_id(asked).is_late and row(matter_id).state == MatterState.REVIEWING
    correct_date(desk, matter_id, f"asked:{asked}", before(2), WHY)
    assert Review.get_by_id(asked).is_late and raw(desk, matter_id, DueKind.REVIEW) == before(2) + timedelta(days=30)
    with refused(f"申请复查日期应在{before(35)}到", "day"):
        correct_date(desk, matter_id, f"asked:{asked}", before(36), WHY)


def test_the_service_of_a_recheck_moves_the_final_closure(desk: Desk) -> None:
    with days_ago(desk, 80):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
    opinion(desk, matter_id, 70, 69)
    for stage, asked, decided in (("review", 60, 50), ("recheck", 40, 30)):
        one = reviewing.request_review(desk, matter_id, stage, "上级", before(asked))
        reviewing.conclude_review(desk, one, "upheld", before(decided), "", before(decided))
    assert row(matter_id).finally_closed_on == before(30)
    with refused(f"应在{before(30)}到", "day"):
        correct_date(desk, matter_id, f"review_served:{one}", before(31), WHY)
    correct_date(desk, matter_id, f"review_served:{one}", before(28), WHY)
    assert row(matter_id).finally_closed_on == before(28)
    first = Review.get(Review.stage == "review").id
    with refused(f"到{before(40)}之间", "day"):
        correct_date(desk, matter_id, f"review_served:{first}", before(39), WHY)


def test_the_service_of_what_came_before_a_reopening(desk: Desk, accepted: int) -> None:
    paper = opinion(desk, accepted, 12, 10)
    with days_ago(desk, 5):
        closing.reopen(desk, accepted, "new_facts", "没有落实")
    assert Reopening.get().concluded_on == before(10)
    with refused(f"到{before(5)}之间", "day"):
        correct_date(desk, accepted, f"served:{paper}", before(4), WHY)
    correct_date(desk, accepted, f"served:{paper}", before(8), WHY)
    assert (row(accepted).served_on, row(accepted).concluded_on) == (None, None)
    assert Reopening.get().concluded_on == before(8)


def test_a_notice_moves_what_it_told(desk: Desk, accepted: int) -> None:
    paper = notice(desk, accepted, DocumentKind.ACCEPTANCE_NOTICE, 35, 20)
    correct_date(desk, accepted, f"served:{paper}", before(30), WHY)
    assert row(accepted).notified_on == before(30)
    stages.extend(desk, accepted, 20, "复杂", "周敏", approved_on=before(10))
    told = notice(desk, accepted, DocumentKind.EXTENSION_NOTICE, 10, 3)
    correct_date(desk, accepted, f"served:{told}", before(8), WHY)
    assert Extension.get().told_on == before(8)
    other = notice(desk, accepted, DocumentKind.OTHER, 9, 3)
    correct_date(desk, accepted, f"served:{other}", before(1), WHY)
    assert row(accepted).notified_on == before(30)


def test_what_another_paper_told_the_same_day_stays_told(desk: Desk, matter_id: int) -> None:
    with days_ago(desk, 20):
        given_slip(desk, matter_id)
    paper = notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE, 20, 20)
    correct_date(desk, matter_id, f"served:{paper}", before(2), WHY)
    assert row(matter_id).notified_on == before(20)


# -- what is not corrected


def test_what_is_not_there_or_not_ours(desk: Desk, accepted: int) -> None:
    other, report = registered(desk, "别人").matter_ids[0], sealed(desk)
    paper = stages.give_notice(desk, other, DocumentKind.OTHER, "", TODAY)
    for what in ("", "concluded", "served:99", f"served:{paper}", "asked:1", "review_served:x"):
        with refused("请选择要更正哪个日期", "what"):
            correct_date(desk, accepted, what, TODAY, WHY)
    with refused("还没有受理、转来、送达的日期"):
        correct_date(desk, other, "accepted", TODAY, WHY)
    with refused("检举控告不记内容"):
        correct_date(desk, report, "accepted", TODAY, WHY)
