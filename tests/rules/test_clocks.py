"""Which dates run for which matter, and how each explains itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.clocks import clocks, handling_of, next_due, notice_of
from jiefang_tui.rules.day_counts import named_counts
from jiefang_tui.rules.deadlines import Due, Longer, Stop
from jiefang_tui.rules.lights import light_of, worst
from jiefang_tui.rules.matter_facts import DispatchFact, DocumentFact, MatterFacts, ReviewFact, ToDo
from jiefang_tui.rules.why import cited, why
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.terms import (
    Category,
    DispatchKind,
    DocumentKind,
    DueKind,
    LegalRoute,
    Light,
    MatterState,
    ReviewConclusion,
    ReviewStage,
    Stage,
)

POLICY = Reference().policy
CALENDAR = Calendar()
TODAY = date(2026, 11, 23)
CAME = date(2026, 10, 12)
ACCEPTED = MatterFacts(
    1, MatterState.HANDLING, CAME, route=LegalRoute.PETITION_PROCEDURE, was_handled=True,
    accepted_on=date(2026, 10, 14), notified_on=CAME,
)  # fmt: skip
CONCLUDED = replace(
    ACCEPTED, state=MatterState.CONCLUDED, served_on=date(2026, 11, 2), concluded_on=date(2026, 11, 2),
    documents=(DocumentFact(5, DocumentKind.HANDLING_OPINION, date(2026, 10, 30), date(2026, 11, 2)),),
)  # fmt: skip


def dues(facts: MatterFacts, **change: Any) -> dict[tuple[DueKind, str], Due]:
    made = clocks(replace(facts, **change), POLICY, CALENDAR, TODAY)
    found = {(due.kind, due.subject): due for due in made}
    assert len(found) == len(made)
    return found


def one(facts: MatterFacts, kind: DueKind, subject: str = "", **change: Any) -> Due:
    return dues(facts, **change)[kind, subject]


def kinds(facts: MatterFacts, **change: Any) -> set[DueKind]:
    return {kind for kind, _ in dues(facts, **change)}


def lines(due: Due, today: date = TODAY) -> str:
    return "\n".join(why(due, CALENDAR, today))


# -- D1 to D4


def test_the_written_notice_is_owed_from_receipt_or_from_being_sent_here() -> None:
    fresh = MatterFacts(1, MatterState.REGISTERED, TODAY)
    due = one(fresh, DueKind.ACCEPTANCE_NOTICE)
    assert (due.start, due.days, due.raw, due.article, due.is_open) == (
        TODAY,
        15,
        date(2026, 12, 8),
        "第二十三条第二款",
        True,
    )
    sent = one(fresh, DueKind.ACCEPTANCE_NOTICE, transferred_in_on=date(2026, 11, 20))
    assert (sent.start, sent.article) == (date(2026, 11, 20), "第二十三条第三款")
    later = one(fresh, DueKind.ACCEPTANCE_NOTICE, transferred_in_on=date(2026, 11, 25))
    assert (later.start, later.article) == (TODAY, "第二十三条第二款")  # being sent it as well puts nothing off
    assert one(fresh, DueKind.ACCEPTANCE_NOTICE, notified_on=TODAY).met_on == TODAY
    assert DueKind.ACCEPTANCE_NOTICE not in kinds(fresh, is_named=False)
    assert DueKind.ACCEPTANCE_NOTICE not in kinds(fresh, notice_exempt_reason="住址不清")


@pytest.mark.parametrize("state", [MatterState.REFUSED, MatterState.ROUTED_OUT, MatterState.CONCLUDED])
def test_a_notice_is_still_owed_after_the_decision(state: MatterState) -> None:
    assert one(MatterFacts(1, state, CAME), DueKind.ACCEPTANCE_NOTICE).is_open


@pytest.mark.parametrize("state", [MatterState.MERGED, MatterState.RETURNED, MatterState.CLOSED])
def test_no_notice_is_owed_of_what_is_no_longer_here(state: MatterState) -> None:
    assert not one(MatterFacts(1, state, CAME), DueKind.ACCEPTANCE_NOTICE).is_open


def test_passing_on_counts_only_for_what_is_passed_on() -> None:
    fresh = MatterFacts(1, MatterState.SUBMITTED_UP, CAME)
    assert DueKind.TRIAGE not in kinds(fresh)
    up = DispatchFact(3, DispatchKind.SUBMIT_UP, CAME + timedelta(days=2))
    due = one(fresh, DueKind.TRIAGE, dispatches=(up,))
    assert (due.raw, due.met_on, due.is_open) == (CAME + timedelta(days=15), up.sent_on, False)


def test_of_a_sealed_report_only_the_passing_on_is_watched() -> None:
    sealed = replace(ACCEPTED, category=Category.REPORT_ACCUSATION, due_on=TODAY, commitments=(TO_DO,))
    assert kinds(sealed) == {DueKind.TRIAGE}
    assert one(sealed, DueKind.TRIAGE).is_open
    handed = one(sealed, DueKind.TRIAGE, handed_on=TODAY, state=MatterState.SEALED_OUT)
    assert not handed.is_open and handed.met_on == TODAY


TO_DO = ToDo(7, "首期工资五万元", CAME, date(2026, 11, 30))


def test_five_working_days_to_object() -> None:
    sent = MatterFacts(1, MatterState.REGISTERED, CAME, transferred_in_on=date(2026, 9, 18))
    due = one(sent, DueKind.OBJECTION)
    assert (due.days, due.is_working, due.raw) == (5, True, date(2026, 9, 24))  # 20 September is worked
    assert "计入: 09-20、09-21、09-22、09-23、09-24" in lines(due)
    assert "5 个工作日" in lines(due) and "唯一的工作日期限" in lines(due)
    assert not one(sent, DueKind.OBJECTION, state=MatterState.OBJECTED).is_open
    assert not one(sent, DueKind.OBJECTION, accepted_on=TODAY).is_open
    assert DueKind.OBJECTION not in kinds(MatterFacts(1, MatterState.REGISTERED, CAME))


def test_b12_an_objection_is_a_right_and_nobody_is_late_by_it() -> None:
    sent = MatterFacts(1, MatterState.REGISTERED, CAME, transferred_in_on=date(2026, 9, 18))
    due = one(sent, DueKind.OBJECTION)
    assert not due.is_ours and light_of(due, date(2026, 9, 24)) is Light.GREEN and light_of(due, TODAY) is Light.GREY
    assert one(sent, DueKind.ACCEPTANCE_NOTICE).is_open
    assert not one(sent, DueKind.ACCEPTANCE_NOTICE, state=MatterState.OBJECTED).is_open
    assert one(sent, DueKind.ACCEPTANCE_NOTICE, state=MatterState.HANDLING).is_open, "not agreed to: it is owed again"


def test_working_days_in_a_year_without_holidays_say_how_they_were_counted() -> None:
    sent = MatterFacts(1, MatterState.REGISTERED, CAME, transferred_in_on=date(2026, 12, 28))
    due = one(sent, DueKind.OBJECTION)
    assert (due.raw, due.unknown_years, due.is_over_on(date(2027, 1, 4))) == (date(2027, 1, 2), (2027,), None)
    assert "其中 01-01 至 01-02 没有放假安排可查，逐日都算工作日，只会算早，不会算晚" in lines(due)
    assert due.is_over_on(date(2027, 1, 2)) is False and due.is_over_on(date(2027, 2, 1)) is True


# -- D5, D6


@pytest.mark.parametrize("category", [Category.CLAIM, Category.SUGGESTION])
@pytest.mark.parametrize("route", [None, *LegalRoute])
def test_only_a_claim_on_the_petition_procedure_has_sixty_days(category: Category, route: LegalRoute | None) -> None:
    found = kinds(ACCEPTED, category=category, route=route)
    assert (DueKind.HANDLING in found) == (category is Category.CLAIM and route is LegalRoute.PETITION_PROCEDURE)
    assert DueKind.ROUTE not in found  # no period of theirs was entered


def test_no_sixty_days_before_acceptance() -> None:
    assert DueKind.HANDLING not in kinds(ACCEPTED, accepted_on=None)


def test_sixty_days_from_acceptance() -> None:
    due = one(ACCEPTED, DueKind.HANDLING)
    assert (due.raw, due.rolled, due.article) == (date(2026, 12, 13), date(2026, 12, 14), "第三十四条")
    assert why(due, CALENDAR, TODAY) == (
        "起算: 2026-10-14(星期三) 受理",
        "当日不计，从次日 10-15 算第一日(民法典第二百零一条)",
        "期限: 60 日，按自然日计算",
        "届满: 2026-12-13(星期日)",
        "顺延: 12-13 是休息日，顺延到 2026-12-14(星期一)(民法典第二百零三条)",
        "逾期按 12-14 计，预警按 12-13 计；12-11前录入，系统按12-13计",
        "依据: 信访工作条例第三十四条",
        "只适用于第三十一条第六项的申诉求决事项；建议意见、检举控告和其他法定途径没有这个期限。",
        "今天 2026-11-23，还剩 21 日",
    )


def test_extensions_add_up_to_thirty_days_and_the_last_taken_back_restores_the_date() -> None:
    first, second = Longer(20, "周敏", TODAY, "需要鉴定"), Longer(15, "周敏", TODAY, "补充鉴定")
    extended = dues(ACCEPTED, longer=(first,))
    assert not extended[DueKind.HANDLING, ""].is_open
    assert extended[DueKind.EXTENDED, ""].raw == date(2027, 1, 2)
    assert "延长: 20 日，周敏 2026-11-23 批准，理由: 需要鉴定" in lines(extended[DueKind.EXTENDED, ""])
    twice = one(ACCEPTED, DueKind.EXTENDED, longer=(first, second))
    assert twice.raw == date(2026, 12, 13) + timedelta(days=30)  # never more, whatever was entered
    assert dues(ACCEPTED, longer=()) == dues(ACCEPTED)
    assert handling_of(list(extended.values()), MatterState.HANDLING) == extended[DueKind.EXTENDED, ""]


def test_service_meets_it_and_opening_again_does_not_restart_it() -> None:
    assert one(CONCLUDED, DueKind.HANDLING).met_on == date(2026, 11, 2)
    again = dues(
        CONCLUDED,
        state=MatterState.HANDLING,
        served_on=None,
        concluded_on=None,
        reopened_on=TODAY,
        due_on=date(2026, 12, 1),
    )
    assert not again[DueKind.HANDLING, ""].is_open and again[DueKind.HANDLING, ""].met_on == date(2026, 11, 2)
    assert handling_of(list(again.values()), MatterState.HANDLING) is None
    assert again[DueKind.SET, ""].start == TODAY and again[DueKind.SET, ""].is_open
    no_paper = one(ACCEPTED, DueKind.HANDLING, reopened_on=TODAY, concluded_before=(date(2026, 11, 9), TODAY))
    assert (no_paper.is_open, no_paper.met_on) == (False, date(2026, 11, 9))
    assert one(ACCEPTED, DueKind.HANDLING, concluded_before=(CAME,)).is_open, "answered before it was accepted"


def test_an_opinion_that_is_issued_and_not_served_does_not_meet_it() -> None:
    paper = DocumentFact(5, DocumentKind.HANDLING_OPINION, date(2026, 11, 20))
    found = dues(ACCEPTED, state=MatterState.REPLIED, documents=(paper,))
    assert found[DueKind.HANDLING, ""].is_open
    service = found[DueKind.SERVICE, "document:5"]
    assert (service.raw, service.source) == (date(2026, 11, 25), "本台设置(不是法定期限)")


def test_simple_handling_runs_beside_the_law() -> None:
    found = dues(ACCEPTED, is_simple=True, accepted_on=date(2026, 10, 14))
    assert found[DueKind.HANDLING, "simple"].raw == date(2026, 10, 28)  # ten working days
    assert found[DueKind.HANDLING, ""].raw == date(2026, 12, 13)
    assert "简易办理(预设" in found[DueKind.HANDLING, "simple"].source
    decide = found[DueKind.ACCEPTANCE_NOTICE, "simple"]
    assert (decide.days, decide.is_working, decide.met_on) == (3, True, date(2026, 10, 14))
    assert notice_of(list(found.values())) == found[DueKind.ACCEPTANCE_NOTICE, ""]


# -- D7 to D10


def test_the_petitioners_windows_are_not_ours() -> None:
    window = one(CONCLUDED, DueKind.REVIEW_REQUEST)
    assert (window.start, window.raw, window.is_ours) == (date(2026, 11, 2), date(2026, 12, 2), False)
    assert light_of(window, TODAY) is Light.GREEN  # no yellow: nobody here is late by it
    assert light_of(window, date(2027, 1, 1)) is Light.GREY
    follow_up = next_due(list(dues(CONCLUDED).values()))
    assert follow_up is not None and follow_up.kind is DueKind.FOLLOW_UP
    asked = ReviewFact(2, ReviewStage.REVIEW, date(2026, 11, 20))
    reviewing = dues(CONCLUDED, state=MatterState.REVIEWING, reviews=(asked,))
    assert reviewing[DueKind.REVIEW_REQUEST, ""].met_on == date(2026, 11, 20)
    assert reviewing[DueKind.REVIEW, "review:2"].raw == date(2026, 12, 20)


def test_a_recheck_that_changed_the_opinion_leaves_no_window() -> None:
    """Art. 36(3): its opinion is the last one. What it revoked or sent back is decided, and may be reviewed, anew."""
    review = ReviewFact(2, ReviewStage.REVIEW, CAME, CAME, CAME, ReviewConclusion.UPHELD)
    for conclusion in (ReviewConclusion.CHANGED, ReviewConclusion.REVOKED, ReviewConclusion.REDO):
        recheck = ReviewFact(3, ReviewStage.RECHECK, CAME, date(2026, 10, 30), date(2026, 11, 1), conclusion)
        found = dues(CONCLUDED, reviews=(review, recheck))
        assert ((DueKind.REVIEW_REQUEST, "") in found) == (conclusion is not ReviewConclusion.CHANGED)
        assert not found[DueKind.RECHECK_REQUEST, "review:2"].is_open
    before = replace(recheck, concluded_on=TODAY, conclusion=ReviewConclusion.CHANGED)
    asked = replace(review, requested_on=date(2026, 11, 5))
    window = one(CONCLUDED, DueKind.REVIEW_REQUEST, reviews=(asked, before))
    assert window.met_on == date(2026, 11, 5), "the window of the opinion that was changed was there, and was used"


@pytest.mark.parametrize("conclusion", [ReviewConclusion.CHANGED, ReviewConclusion.REVOKED, ReviewConclusion.REDO])
def test_what_a_review_sent_back_is_reviewed_anew_and_not_rechecked(conclusion: ReviewConclusion) -> None:
    sent_back = ReviewFact(2, ReviewStage.REVIEW, CAME, date(2026, 10, 30), date(2026, 11, 1), conclusion)
    found = dues(CONCLUDED, reviews=(sent_back,))
    assert found[DueKind.REVIEW_REQUEST, ""].is_open
    assert DueKind.RECHECK_REQUEST not in kinds(CONCLUDED, reviews=(sent_back,))


def test_a_hearing_stops_recheck_and_nothing_else() -> None:
    reviews = (
        ReviewFact(2, ReviewStage.REVIEW, date(2026, 8, 3), date(2026, 8, 20), date(2026, 8, 25)),
        ReviewFact(3, ReviewStage.RECHECK, date(2026, 9, 1)),
    )
    hearing = (Stop(date(2026, 9, 10), date(2026, 9, 19), "听证"),)
    state = MatterState.RECHECKING
    found = dues(CONCLUDED, state=state, reviews=reviews, stops=hearing)
    recheck = found[DueKind.RECHECK, "review:3"]
    assert recheck.raw == date(2026, 10, 11)  # 1 October and ten days more
    assert "不计: 听证 09-10 至 09-19，共 10 日(条例第三十六条第二款)" in lines(recheck)
    without = dues(CONCLUDED, state=state, reviews=reviews)
    assert {key for key in found if found[key] != without[key]} == {(DueKind.RECHECK, "review:3")}
    assert found[DueKind.RECHECK_REQUEST, "review:2"].met_on == date(2026, 9, 1)


def test_a_hearing_that_goes_on_pauses_the_light() -> None:
    reviews, stops = (ReviewFact(3, ReviewStage.RECHECK, date(2026, 11, 2)),), (Stop(date(2026, 11, 9)),)
    facts = replace(CONCLUDED, state=MatterState.RECHECKING, reviews=reviews, stops=stops)
    now = clocks(facts, POLICY, CALENDAR, TODAY)
    recheck = next(due for due in now if due.kind is DueKind.RECHECK)
    assert recheck.is_paused and light_of(recheck, TODAY) is Light.PAUSED
    assert recheck.raw == date(2026, 12, 2) + timedelta(days=15)  # 9 to 23 November
    stored = next(due for due in clocks(facts, POLICY, CALENDAR) if due.kind is DueKind.RECHECK)
    assert stored.raw == date(2026, 12, 3)  # hangs on no day: the earliest it can be
    assert "听证" in lines(recheck) and "中止" in lines(recheck)


# -- the desk's own


def test_signing_answering_and_who_has_to() -> None:
    sent = DispatchFact(4, DispatchKind.ASSIGN, date(2026, 11, 16), "司法所", due_on=date(2026, 11, 30))
    found = dues(ACCEPTED, dispatches=(sent,))
    assert (DueKind.SIGN, "dispatch:4") not in found, "nobody is late in signing what did not reach them"
    found = dues(ACCEPTED, dispatches=(replace(sent, delivered_on=date(2026, 11, 17)),))
    assert found[DueKind.SIGN, "dispatch:4"].raw == date(2026, 11, 20)
    assert found[DueKind.SIGN, "dispatch:4"].what == "签收: 司法所"
    assert found[DueKind.REPLY, "dispatch:4"].raw == date(2026, 11, 30)
    signed = dues(ACCEPTED, dispatches=(replace(sent, signed_on=TODAY),))
    assert not signed[DueKind.SIGN, "dispatch:4"].is_open and signed[DueKind.REPLY, "dispatch:4"].is_open
    back = dues(ACCEPTED, dispatches=(replace(sent, returned_on=TODAY),))
    assert not any(due.is_open for key, due in back.items() if key[1])
    guided = dues(ACCEPTED, dispatches=(replace(sent, kind=DispatchKind.GUIDE),))
    assert not [key for key in guided if key[1]]


def test_a_date_that_stands_with_the_dispatch_is_not_shown_twice() -> None:
    day = date(2026, 11, 30)
    sent = DispatchFact(4, DispatchKind.ASSIGN, CAME, due_on=day)
    assert DueKind.SET not in kinds(ACCEPTED, due_on=day, dispatches=(sent,))
    assert DueKind.SET in kinds(ACCEPTED, due_on=day, dispatches=(replace(sent, replied_on=TODAY),))


def test_what_was_promised_stays_open_until_it_is_done() -> None:
    for state in (MatterState.HANDLING, MatterState.CONCLUDED, MatterState.CLOSED):
        assert one(ACCEPTED, DueKind.COMMITMENT, "commitment:7", commitments=(TO_DO,), state=state).is_open
    kept = one(ACCEPTED, DueKind.COMMITMENT, "commitment:7", commitments=(replace(TO_DO, done_on=TODAY),))
    assert kept.met_on == TODAY and "按期" in lines(kept)


def test_measures_and_the_date_of_the_sheet() -> None:
    change = {"sheet_made_on": CAME, "resolve_due": date(2026, 11, 12), "measures": (TO_DO,)}
    found = dues(ACCEPTED, **change)
    assert found[DueKind.RESOLVE, ""].is_open and found[DueKind.MEASURE, "measure:7"].is_open
    over = dues(CONCLUDED, **change)
    assert not over[DueKind.RESOLVE, ""].is_open and over[DueKind.MEASURE, "measure:7"].is_open
    assert not dues(CONCLUDED, **change, executed_on=TODAY)[DueKind.MEASURE, "measure:7"].is_open


def test_a_visit_afterwards_is_due_where_the_matter_is_to_be_closed() -> None:
    due = one(CONCLUDED, DueKind.FOLLOW_UP)
    assert (due.start, due.raw, due.counted_from) == (date(2026, 11, 2), date(2026, 12, 2), "送达")
    assert one(CONCLUDED, DueKind.FOLLOW_UP, executed_on=date(2026, 11, 20)).start == date(2026, 11, 20)
    assert one(CONCLUDED, DueKind.FOLLOW_UP, followed_up_on=TODAY).met_on == TODAY
    earlier_round = one(CONCLUDED, DueKind.FOLLOW_UP, followed_up_on=CAME)
    assert earlier_round.is_open and earlier_round.met_on is None
    on_the_spot = MatterFacts(1, MatterState.CONCLUDED, CAME, concluded_on=CAME)
    assert DueKind.FOLLOW_UP not in kinds(on_the_spot)


def test_assigned_from_above_with_a_date() -> None:
    due = one(ACCEPTED, DueKind.ASSIGNED, assigned_due=date(2026, 12, 1), transferred_in_on=CAME)
    assert (due.days, due.source, due.article) == (None, "上级交办", "第二十二条第一款")
    sunday = one(ACCEPTED, DueKind.ASSIGNED, assigned_due=date(2026, 12, 6), transferred_in_on=CAME)
    assert sunday.rolled == sunday.raw, "what the assigning body set is that day, rest day or not (Art. 22(1))"
    assert "定到 2026-12-01" in lines(due)
    again = replace(ACCEPTED, reopened_on=TODAY)
    assert not one(again, DueKind.ASSIGNED, assigned_due=CAME, transferred_in_on=CAME).is_open  # it was reported once
    unaccepted = MatterFacts(
        1,
        MatterState.HANDLING,
        CAME,
        transferred_in_on=CAME,
        assigned_due=TODAY,
        reopened_on=TODAY,
        concluded_before=(date(2026, 11, 9),),
    )
    reported = one(unaccepted, DueKind.ASSIGNED)
    assert (reported.is_open, reported.met_on) == (False, date(2026, 11, 9))


def test_a7_a_report_that_is_wanted_is_due_until_it_is_made() -> None:
    sent = {"assigned_due": TODAY, "transferred_in_on": CAME, "wants_report": True}
    refused = replace(CONCLUDED, state=MatterState.REFUSED)
    for facts in (ACCEPTED, CONCLUDED, replace(ACCEPTED, reopened_on=TODAY), refused):
        due = one(facts, DueKind.REPORT_UP, **sent)
        assert (due.is_open, due.met_on, due.rolled, due.article) == (True, None, TODAY, "第二十二条第一款")
    made = DocumentFact(9, DocumentKind.REPORT_UP, TODAY, TODAY)
    met = one(CONCLUDED, DueKind.REPORT_UP, **sent, documents=(made,))
    assert (met.is_open, met.met_on) == (False, TODAY)
    assert DueKind.REPORT_UP not in kinds(replace(CONCLUDED, assigned_due=TODAY, transferred_in_on=CAME))
    closed = replace(CONCLUDED, state=MatterState.CLOSED)
    assert not one(closed, DueKind.REPORT_UP, **sent).is_open, "taken off the list with a reason"


def test_what_was_answered_by_its_day_is_not_late_after_it() -> None:
    """Answered on the 16th for the 20th: the day of the matter is met by that, and the next step is ours."""
    sent = DispatchFact(4, DispatchKind.ASSIGN, date(2026, 11, 2), "司法所", due_on=date(2026, 11, 20))
    given = replace(ACCEPTED, due_on=date(2026, 11, 20))
    assert (DueKind.SET, "") not in dues(given, dispatches=(sent,)), "it stands as the unit's"
    answered = dues(given, dispatches=(replace(sent, replied_on=date(2026, 11, 16)),))[DueKind.SET, ""]
    assert (answered.is_open, answered.met_on) == (False, date(2026, 11, 16))
    returned = dues(given, dispatches=(replace(sent, returned_on=date(2026, 11, 16)),))[DueKind.SET, ""]
    assert returned.is_open


def test_a_light_for_each_stage() -> None:
    facts = replace(
        ACCEPTED,
        notified_on=None,
        commitments=(replace(TO_DO, due_on=TODAY),),
        dispatches=(DispatchFact(4, DispatchKind.ASSIGN, CAME, "司法所", delivered_on=date(2026, 11, 16)),),
    )
    by_stage: dict[Stage, list[Light]] = {}
    for due in clocks(facts, POLICY, CALENDAR, TODAY):
        by_stage.setdefault(due.stage, []).append(light_of(due, TODAY))
    lights = {stage: worst(those) for stage, those in by_stage.items()}
    assert lights == {
        Stage.NOTICE: Light.RED,
        Stage.SIGN: Light.RED,
        Stage.REPLY: Light.GREEN,
        Stage.PERFORMANCE: Light.YELLOW,
    }


def test_both_counts_have_their_names() -> None:
    assert named_counts(CAME, date(2026, 10, 14), TODAY) == ("登记第42日", "受理第40日")
    assert named_counts(TODAY, None, TODAY) == ("今日登记",)


@pytest.mark.parametrize("facts", [ACCEPTED, CONCLUDED], ids=["accepted", "concluded"])
@pytest.mark.parametrize("state", list(MatterState))
def test_every_state_has_its_dates_and_every_date_its_reasons(facts: MatterFacts, state: MatterState) -> None:
    full = replace(
        facts,
        state=state,
        due_on=TODAY,
        assigned_due=TODAY,
        transferred_in_on=CAME,
        sheet_made_on=CAME,
        resolve_due=TODAY,
        measures=(TO_DO,),
        commitments=(TO_DO,),
        is_simple=True,
        longer=(Longer(10),),
        dispatches=(DispatchFact(4, DispatchKind.TRANSFER, CAME, "司法所", due_on=TODAY),),
        reviews=(ReviewFact(3, ReviewStage.RECHECK, CAME),),
        stops=(Stop(CAME, TODAY),),
    )
    for due in clocks(full, POLICY, CALENDAR, TODAY):
        said = why(due, CALENDAR, TODAY)
        assert said[0].startswith("起算: ") and said[-1]
        assert cited(due.source, due.article) in "".join(said)
        assert not any(sign in "".join(said) for sign in "“”…─●→")
        assert not (due.is_open and due.met_on)
