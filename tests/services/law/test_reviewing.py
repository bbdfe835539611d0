"""复查 and 复核: asked for, heard, decided, served; what is sent back is open again; final closure."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import reviewing, stages
from jiefang_tui.store.models import Document, Matter, Pause, Reopening, Review
from jiefang_tui.store.queries.law.due import deadlines_of, due_lines
from jiefang_tui.store.queries.law.stages import pauses_of, reviews_of
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.terms import (
    PETITIONERS_WINDOWS,
    DueKind,
    DutyLiesWith,
    LegalRoute,
    Light,
    MatterState,
    ReopenCause,
    ReviewConclusion,
    ReviewStage,
    ServiceWay,
)
from tests.beginnings import beginning
from tests.services.given import days_ago, one_act, refused, registered

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
S, STAGE, SAYS = MatterState, ReviewStage, ReviewConclusion


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def answered(desk: Desk, days: int, today: date = TODAY) -> int:
    """A matter whose opinion was served that many days ago."""
    with days_ago(desk, days):
        one = registered(desk).matter_ids[0]
        stages.accept(desk, one)
        paper = stages.issue_opinion(desk, one, "not_supported", "无依据", "1号", "周敏")
        stages.serve(desk, paper, today - timedelta(days=days), ServiceWay.DIRECT)
    return one


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    return answered(desk, 20)


def matter_of(matter_id: int) -> Matter:
    found: Matter = Matter.get_by_id(matter_id)
    return found


def ask(desk: Desk, matter_id: int, stage: ReviewStage, on_day: date) -> int:
    return reviewing.request_review(desk, matter_id, stage, "县人民政府", on_day)


def reviewed(desk: Desk, matter_id: int, conclusion: str = SAYS.UPHELD) -> int:
    """复查 asked fifteen days ago, decided and served ten days ago."""
    one = ask(desk, matter_id, STAGE.REVIEW, before(15))
    reviewing.conclude_review(desk, one, conclusion, before(10), "", before(10))
    return one


def test_asking_for_a_review(desk: Desk, matter_id: int) -> None:
    with refused("请选择复查或者复核", "stage"):
        reviewing.request_review(desk, matter_id, "x", "县人民政府", TODAY)
    with refused("请填写复查复核机关", "body"):
        reviewing.request_review(desk, matter_id, STAGE.REVIEW, " ", TODAY)
    with refused("不能早于2026-11-03", "requested_on"):
        ask(desk, matter_id, STAGE.REVIEW, before(21))
    with refused("不能晚于今天", "requested_on"):
        ask(desk, matter_id, STAGE.REVIEW, TOMORROW)
    with refused("请先申请复查"):
        ask(desk, matter_id, STAGE.RECHECK, TODAY)
    with one_act("review.request"):
        one = ask(desk, matter_id, STAGE.REVIEW, before(1))
    assert matter_of(matter_id).state == S.REVIEWING and not Review.get_by_id(one).is_late
    assert timeline(matter_id)[0].text == "信访人向县人民政府申请复查"
    with refused("请先登记复查的结论"):
        ask(desk, matter_id, STAGE.REVIEW, TODAY)


def test_nothing_to_review_without_a_served_opinion(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    with refused("不能申请复查"):
        ask(desk, one, STAGE.REVIEW, TODAY)
    stages.conclude_agreed(desk, one, "付清")
    with refused("没有送达的处理意见书"):
        ask(desk, one, STAGE.REVIEW, TODAY)


def test_a_late_request_is_written_down_as_late(desk: Desk) -> None:
    # Served on Friday 2026-10-16; the thirtieth day is Sunday 2026-11-15, so the petitioner has Monday as well.
    early, late = answered(desk, 38), answered(desk, 38)
    assert not Review.get_by_id(ask(desk, early, STAGE.REVIEW, date(2026, 11, 16))).is_late
    assert Review.get_by_id(ask(desk, late, STAGE.REVIEW, date(2026, 11, 17))).is_late
    assert timeline(late)[0].text.endswith("(已过申请期限2026-11-16)")


def on(desk: Desk, day: date) -> AbstractContextManager[None]:
    """What runs inside happens on that day."""
    return days_ago(desk, (TODAY - day).days)


def _answered_on(desk: Desk, day: date) -> int:
    with on(desk, day):
        return answered(desk, 0, day)


def test_in_a_year_without_holidays_nobody_is_late_by_a_guess(desk: Desk) -> None:
    """Served 2026-12-02: the thirtieth day is 1 January 2027, a rest day, and how many follow it nobody knows yet."""
    early, late = _answered_on(desk, date(2026, 12, 2)), _answered_on(desk, date(2026, 12, 2))
    with on(desk, date(2027, 1, 4)):
        assert not Review.get_by_id(ask(desk, early, STAGE.REVIEW, date(2027, 1, 4))).is_late
        assert timeline(early)[0].text.endswith("(申请期限最早到2027-01-01，2027年放假安排未收录，过没过期待核)")
    with on(desk, date(2027, 1, 17)):  # after any rest there can be
        assert Review.get_by_id(ask(desk, late, STAGE.REVIEW, date(2027, 1, 17))).is_late


def test_nothing_is_over_for_good_by_a_guess(desk: Desk) -> None:
    one = _answered_on(desk, date(2026, 12, 2))
    for day in (date(2027, 1, 2), date(2027, 1, 16)):
        with on(desk, day), refused("2027年放假安排没有收录，还可能顺延，请先录入 holidays.toml，或者2027-01-16以后"):
            reviewing.note_final_closure(desk, one, "期满")
        (view,) = (view for view in deadlines_of(one, day, desk.reference) if view.kind is DueKind.REVIEW_REQUEST)
        assert view.light is Light.GREEN and "过没过期现在不能定" in view.why[-1]
    with on(desk, date(2027, 1, 17)):
        reviewing.note_final_closure(desk, one, "期满")
    assert matter_of(one).finally_closed_on == date(2027, 1, 17)


def test_with_the_years_holidays_it_is_as_in_any_other_year(desk: Desk) -> None:
    desk.folder.reference.mkdir(parents=True, exist_ok=True)
    days = "".join(f'2027-01-0{day} = "rest"\n' for day in (1, 2, 3))
    (desk.folder.reference / "holidays.toml").write_text(f"years = [2027]\n[days]\n{days}", encoding="utf-8")
    desk.reference = Reference(own=desk.folder.reference)
    one, two = _answered_on(desk, date(2026, 12, 2)), _answered_on(desk, date(2026, 12, 2))
    with on(desk, date(2027, 1, 4)), refused("信访人到2027-01-04还可以申请复查"):
        reviewing.note_final_closure(desk, one, "期满")
    with on(desk, date(2027, 1, 5)):
        assert Review.get_by_id(ask(desk, two, STAGE.REVIEW, date(2027, 1, 5))).is_late
        reviewing.note_final_closure(desk, one, "期满")


def test_the_offices_own_longer_window_is_the_one_that_counts(desk: Desk) -> None:
    """Thirty working days for 复查, as 9 期限 shows it: until 30 November, not 15."""
    desk.folder.reference.mkdir(parents=True, exist_ok=True)
    own = '[law.review_request_until]\ndays = 30\nunit = "working"\n'
    (desk.folder.reference / "regulation.toml").write_text(own, encoding="utf-8")
    desk.reference = Reference(own=desk.folder.reference)
    one = answered(desk, 38)
    (view,) = (view for view in deadlines_of(one, TODAY, desk.reference) if view.kind is DueKind.REVIEW_REQUEST)
    assert view.raw == date(2026, 11, 27)
    with refused("信访人到2026-11-27还可以申请复查"):
        reviewing.note_final_closure(desk, one, "期满")
    assert not Review.get_by_id(ask(desk, one, STAGE.REVIEW, TODAY)).is_late


def test_upheld_twice_and_served_is_the_end(desk: Desk, matter_id: int) -> None:
    first = ask(desk, matter_id, STAGE.REVIEW, before(15))
    with refused("还没有结论"):
        reviewing.serve_review(desk, first, TODAY)
    with refused("请选择复查复核的结论", "conclusion"):
        reviewing.conclude_review(desk, first, "x", TODAY, "")
    with refused("不能早于2026-11-08", "concluded_on"):
        reviewing.conclude_review(desk, first, SAYS.UPHELD, before(16), "")
    with refused("不用重办期限", "new_due"):
        reviewing.conclude_review(desk, first, SAYS.UPHELD, TODAY, "", new_due=TOMORROW)
    with one_act("review.conclude"):
        reviewing.conclude_review(desk, first, SAYS.UPHELD, before(10), "无新事实")
    assert matter_of(matter_id).state == S.CONCLUDED and matter_of(matter_id).finally_closed_on is None
    with refused("已于2026-11-13作出结论"):
        reviewing.conclude_review(desk, first, SAYS.UPHELD, TODAY, "")
    with one_act("review.serve"):
        reviewing.serve_review(desk, first, before(9))
    with refused("已于2026-11-14送达"):
        reviewing.serve_review(desk, first, TODAY)
    with refused("请申请复核"):
        ask(desk, matter_id, STAGE.REVIEW, TODAY)
    second = ask(desk, matter_id, STAGE.RECHECK, before(8))
    assert matter_of(matter_id).state == S.RECHECKING
    reviewing.conclude_review(desk, second, SAYS.UPHELD, before(1), "")
    assert matter_of(matter_id).finally_closed_on is None, "not before it is served"
    with refused("已经复核过"):
        ask(desk, matter_id, STAGE.RECHECK, TODAY)
    reviewing.serve_review(desk, second, TODAY)
    assert (matter_of(matter_id).finally_closed_on, matter_of(matter_id).state) == (TODAY, S.CONCLUDED)
    with refused("2026-11-23三级终结的不再受理"):
        ask(desk, matter_id, STAGE.RECHECK, TODAY)
    assert [row.conclusion and row.conclusion.label for row in reviews_of(matter_id)] == ["维持", "维持"]


@pytest.mark.parametrize("conclusion", [SAYS.CHANGED, SAYS.REVOKED, SAYS.REDO])
def test_what_is_sent_back_is_open_again_and_keeps_everything(
    desk: Desk, matter_id: int, conclusion: ReviewConclusion
) -> None:
    one = ask(desk, matter_id, STAGE.REVIEW, before(15))
    with refused("新的期限不能早于今天", "new_due"):
        reviewing.conclude_review(desk, one, conclusion, TODAY, "", new_due=before(1))
    reviewing.conclude_review(desk, one, conclusion, before(1), "事实不清", before(1), TOMORROW)
    row = matter_of(matter_id)
    assert (row.state, row.concluded_on, row.served_on, row.due_on) == (S.HANDLING, None, None, TOMORROW)
    again = Reopening.get()
    assert (again.cause, again.new_due) == (ReopenCause.REVIEW, TOMORROW) and "事实不清" in again.reason
    assert Document.get().served_on == before(20)
    paper = stages.issue_opinion(desk, matter_id, "supported", "补发", "2号", "周敏")
    stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    ask(desk, matter_id, STAGE.REVIEW, TODAY)
    assert matter_of(matter_id).state == S.REVIEWING, "a new opinion may be reviewed again"


def test_a_review_not_taken_leaves_it_concluded(desk: Desk, matter_id: int) -> None:
    reviewed(desk, matter_id, SAYS.NOT_ACCEPTED)
    assert matter_of(matter_id).state == S.CONCLUDED and Reopening.select().count() == 0


def test_a_closed_matter_may_be_reviewed_and_stays_closed_when_upheld(desk: Desk, matter_id: int) -> None:
    Matter.update(state=S.CLOSED, closed_on=before(16)).where(Matter.id == matter_id).execute()
    reviewed(desk, matter_id)
    assert matter_of(matter_id).state == S.CLOSED


def test_a_hearing_stops_only_the_recheck(desk: Desk, matter_id: int) -> None:
    with refused("只有复核期间的听证"):
        reviewing.begin_hearing(desk, matter_id, TODAY, "争议大", "周敏")
    reviewed(desk, matter_id)
    second = ask(desk, matter_id, STAGE.RECHECK, before(8))
    with refused("请写明听证的事由", "reason"):
        reviewing.begin_hearing(desk, matter_id, TODAY, "", "周敏")
    with refused("不能早于2026-11-15", "begins_on"):
        reviewing.begin_hearing(desk, matter_id, before(9), "争议大", "周敏")
    with one_act("hearing.begin", "争议大"):
        pause = reviewing.begin_hearing(desk, matter_id, before(5), "争议大", "周敏")
    with refused("听证已经开始"):
        reviewing.begin_hearing(desk, matter_id, TODAY, "争议大", "周敏")
    with refused("听证还没有结束"):
        reviewing.conclude_review(desk, second, SAYS.UPHELD, TODAY, "")
    with refused("不能早于2026-11-18", "ends_on"):
        reviewing.end_hearing(desk, pause, before(6))
    with one_act("hearing.end"):
        reviewing.end_hearing(desk, pause, before(3))
    assert "3日不计入复核期限" in timeline(matter_id)[0].text
    with refused("听证已于2026-11-20结束"):
        reviewing.end_hearing(desk, pause, TODAY)
    with refused("已在前一次听证之内", "begins_on"):
        reviewing.begin_hearing(desk, matter_id, before(4), "再听", "周敏")
    reviewing.conclude_review(desk, second, SAYS.REDO, TODAY, "", TODAY, TOMORROW)
    assert Reopening.get().cause == ReopenCause.RECHECK
    assert Pause.select().count() == 1 and pauses_of(matter_id)[0].approver == "周敏"


def test_a_date_that_a_hearing_stops_is_the_same_wherever_it_is_shown(desk: Desk) -> None:
    """Asked on 20 August, heard since 1 September: by the stored row alone it would be overdue since 20 September."""
    one = answered(desk, 120)
    with on(desk, date(2026, 8, 20)):
        first = ask(desk, one, STAGE.REVIEW, before(110))
        reviewing.conclude_review(desk, first, SAYS.UPHELD, before(100), "", before(100))
        ask(desk, one, STAGE.RECHECK, date(2026, 8, 20))
    with on(desk, date(2026, 9, 1)):
        pause = reviewing.begin_hearing(desk, one, date(2026, 9, 1), "争议大", "周敏")
    (view,) = (view for view in deadlines_of(one, TODAY, desk.reference) if view.kind is DueKind.RECHECK)
    assert (view.raw, view.light) == (date(2026, 12, 12), Light.PAUSED)
    (line,) = (line for line in due_lines(TODAY, desk.reference) if line.kind is DueKind.RECHECK)
    assert (line.due_raw, line.days_left, line.light) == (view.raw, view.days_left, Light.PAUSED)

    def listed(**wanted: Any) -> list[tuple[date | None, Light]]:
        ledger = Ledger(LedgerFilter(**wanted), Sort(), TODAY, desk.reference)
        assert ledger.count() == len(ledger.rows())
        return [(row.due_on, row.light) for row in ledger.rows()]

    last = date(2026, 12, 14)
    assert listed() == listed(due_from=TODAY) == listed(due_to=last) == [(last, Light.PAUSED)]
    assert listed(due_to=TODAY) == [] and listed(due_from=last + timedelta(days=1)) == []
    assert target_of(one).due_on is None, "nobody is urged about a date that stands still"
    reviewing.end_hearing(desk, pause, TODAY)
    assert listed() == [(last, Light.GREEN)] and target_of(one).due_on == last


def test_windows_that_passed_end_it(desk: Desk) -> None:
    fresh, old, twice = answered(desk, 30), answered(desk, 40), answered(desk, 80)
    with refused("请写明认定三级终结的依据", "reason"):
        reviewing.note_final_closure(desk, old, "")
    with refused("还可以申请复查"):
        reviewing.note_final_closure(desk, fresh, "期满")
    with one_act("matter.final", "期满"):
        reviewing.note_final_closure(desk, old, "期满")
    assert matter_of(old).finally_closed_on == TODAY
    with refused("已于2026-11-23三级终结"):
        reviewing.note_final_closure(desk, old, "期满")
    one = ask(desk, twice, STAGE.REVIEW, before(70))
    with refused("请先登记复查的结论"):
        reviewing.note_final_closure(desk, twice, "期满")
    reviewing.conclude_review(desk, one, SAYS.UPHELD, before(50), "")
    with refused("复查意见还没有送达"):
        reviewing.note_final_closure(desk, twice, "期满")
    reviewing.serve_review(desk, one, before(45))
    reviewing.note_final_closure(desk, twice, "期满")
    assert "没有申请复核" in timeline(twice)[0].text


def test_no_final_closure_without_a_served_opinion(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    with refused("不能认定三级终结"):
        reviewing.note_final_closure(desk, one, "期满")
    stages.conclude_agreed(desk, one, "付清")
    with refused("复查期限没有起算"):
        reviewing.note_final_closure(desk, one, "期满")


def test_only_a_handling_opinion_is_reviewed(desk: Desk) -> None:
    duty = registered(desk).matter_ids[0]
    stages.set_route(desk, duty, LegalRoute.STATUTORY_DUTY, "由本镇查处", "城建办", duty=DutyLiesWith.OURS)
    paper = stages.issue_opinion(desk, duty, "supported", "已查处", "1号", "周敏")
    stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    with refused("只有按信访程序出具的处理意见才能申请复查"):
        ask(desk, duty, STAGE.REVIEW, TODAY)
    with refused("才能认定三级终结"):
        reviewing.note_final_closure(desk, duty, "期满")


def test_what_a_recheck_changed_is_the_last_word(desk: Desk) -> None:
    one = answered(desk, 40)
    reviewed(desk, one)
    again = ask(desk, one, STAGE.RECHECK, before(5))
    reviewing.conclude_review(desk, again, SAYS.CHANGED, before(2), "改为支持")
    paper = stages.issue_opinion(desk, one, "supported", "按复核意见补发", "2号", "周敏")
    stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    for stage in STAGE:
        with refused("复核已变更处理意见"):
            ask(desk, one, stage, TODAY)
    with refused("复核意见还没有送达"):
        reviewing.note_final_closure(desk, one, "复核变更")
    reviewing.serve_review(desk, again, TODAY)
    reviewing.note_final_closure(desk, one, "已经执行")
    assert matter_of(one).finally_closed_on == TODAY


WINDOW_OF = {STAGE.REVIEW: DueKind.REVIEW_REQUEST, STAGE.RECHECK: DueKind.RECHECK_REQUEST}


@pytest.mark.parametrize("stage", STAGE)
@pytest.mark.parametrize("conclusion", [SAYS.CHANGED, SAYS.REVOKED, SAYS.REDO])
def test_the_windows_shown_are_those_in_which_one_may_ask(
    desk: Desk, matter_id: int, stage: ReviewStage, conclusion: ReviewConclusion
) -> None:
    """Sent back by `stage`, answered and served anew."""
    one = ask(desk, matter_id, STAGE.REVIEW, before(15))
    if stage is STAGE.RECHECK:
        reviewing.conclude_review(desk, one, SAYS.UPHELD, before(12), "", before(12))
        one = ask(desk, matter_id, STAGE.RECHECK, before(8))
    reviewing.conclude_review(desk, one, conclusion, before(4), "", before(4))
    paper = stages.issue_opinion(desk, matter_id, "supported", "补发", "2号", "周敏")
    stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    views = deadlines_of(matter_id, TODAY, desk.reference)
    shown = {view.kind for view in views if view.kind in PETITIONERS_WINDOWS and view.is_open}
    final = (stage, conclusion) == (STAGE.RECHECK, SAYS.CHANGED)
    assert shown == (set() if final else {DueKind.REVIEW_REQUEST})
    for each in STAGE:
        if WINDOW_OF[each] not in shown:
            with refused("不能申请"):
                ask(desk, matter_id, each, TODAY)
    for kind in shown:
        ask(desk, matter_id, next(each for each in STAGE if WINDOW_OF[each] == kind), TODAY)
