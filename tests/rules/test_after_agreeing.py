"""What the parties of an agreement may do themselves: by its kind and basis, never the desk's own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.reference.other_periods import OtherPeriod, read_other_periods
from jiefang_tui.rules.agreements.after_agreeing import Agreed, Open, ways_open
from jiefang_tui.terms import AgreementBasis, AgreementKind

TODAY = date(2026, 11, 28)
PLAIN = Agreed(
    kind=AgreementKind.SETTLEMENT,
    basis=AgreementBasis.NONE,
    signed_on=date(2026, 11, 23),
    last_due=date(2027, 6, 30),
    basis_last_day=None,
    is_mediated=False,
    has_employer=False,
    execution_applied=None,
)
IN_EXECUTION = replace(PLAIN, kind=AgreementKind.EXECUTION, basis=AgreementBasis.JUDGMENT)
SEALED = replace(PLAIN, kind=AgreementKind.MEDIATION, is_mediated=True)


def told(agreed: Agreed, today: date = TODAY) -> list[Open]:
    return ways_open(agreed, Reference().other_periods, today)


def articles(agreed: Agreed, today: date = TODAY) -> list[str]:
    return [one.article for one in told(agreed, today)]


def test_a_plain_settlement_may_be_sued_on_for_three_years_from_the_last_part() -> None:
    (way,) = told(PLAIN)
    assert (way.until, way.article) == (date(2030, 6, 30), "民法典第一百八十八条、第一百八十九条")
    assert told(replace(PLAIN, last_due=None)) == []


@pytest.mark.parametrize(
    "agreed",
    [PLAIN, SEALED, IN_EXECUTION, replace(IN_EXECUTION, execution_applied=True), replace(SEALED, has_employer=True)],
)
def test_it_says_the_creditor_s_right_and_its_last_day_and_nobody_is_told_to_wait(agreed: Agreed) -> None:
    for way in told(agreed):
        assert "可以" in way.says and "{" not in way.says
        assert way.until is None or f"{way.until}前可以" in way.says
        assert not way.says.startswith("2") and "前没有履行" not in way.says, "not: until then it may be left unkept"


def test_a_sealed_mediation_may_be_confirmed_within_thirty_days_and_not_after() -> None:
    first = told(SEALED)[0]
    assert (first.until, first.says) == (date(2026, 12, 23), "双方2026-12-23前可以共同申请司法确认")
    assert not any("司法确认" in one.says for one in told(replace(SEALED, is_mediated=False))), "no 调解组织, none"
    assert any("司法确认" in one.says for one in told(SEALED, date(2026, 12, 23)))
    assert not any("司法确认" in one.says for one in told(SEALED, date(2026, 12, 24)))
    confirmed = replace(SEALED, basis=AgreementBasis.CONFIRMED, basis_last_day=date(2027, 6, 30))
    assert articles(confirmed) == ["民事诉讼法第二百五十条"], "it is confirmed: it is executed"


@pytest.mark.parametrize("basis", [AgreementBasis.JUDGMENT, AgreementBasis.CONFIRMED, AgreementBasis.ARBITRATION])
def test_execution_runs_from_the_day_in_that_document(basis: AgreementBasis) -> None:
    judged = replace(PLAIN, basis=basis, basis_last_day=date(2026, 2, 28))
    (way,) = told(judged)
    assert way.until == date(2028, 2, 28) and way.asks and "是否已经申请执行" in way.says
    (running,) = told(replace(judged, execution_applied=True))
    assert running.until is None and "交给执行法院" in running.says and not running.asks
    assert told(replace(judged, execution_applied=True, kind=AgreementKind.PROMISE)) == []
    (unknown,) = told(replace(judged, basis_last_day=None, execution_applied=False))
    assert unknown.until is None and "从文书写的履行期最后一天起两年内可以向法院申请执行" in unknown.says
    assert not unknown.asks


def test_a_settlement_in_execution_is_resumed_only_where_execution_was_applied_for() -> None:
    (way,) = told(replace(IN_EXECUTION, execution_applied=True, basis_last_day=date(2025, 6, 30)))
    assert way.until == date(2029, 6, 30) and "恢复执行" in way.says and "第十条" in way.article
    (way,) = told(replace(IN_EXECUTION, execution_applied=False, basis_last_day=date(2025, 6, 30)))
    assert way.until == date(2027, 6, 30) and way.article == "民事诉讼法第二百五十条" and "恢复" not in way.says
    (way,) = told(replace(IN_EXECUTION, basis_last_day=date(2025, 6, 30)))
    assert way.asks and way.until == date(2027, 6, 30) and "恢复" not in way.says, "nobody has said: the nearer one"
    (way,) = told(replace(IN_EXECUTION, basis=AgreementBasis.NONE, execution_applied=False))
    assert way.article == "民事诉讼法第二百五十条", "what is settled in execution rests on a document"


def test_what_is_over_is_said_as_over_and_stands_last() -> None:
    (way,) = told(replace(IN_EXECUTION, execution_applied=False, basis_last_day=date(2023, 1, 1)))
    assert way.is_over and way.says == "申请执行的两年已过，有中止、中断的另算(2025-01-01)"
    (way,) = told(replace(IN_EXECUTION, basis_last_day=date(2023, 1, 1)))
    assert way.is_over and "先问清楚是否已经申请执行" in way.says, "where it was, 恢复执行 may be open"
    last = told(PLAIN, date(2030, 6, 30))
    assert not last[0].is_over, "the last day is in time"
    assert told(PLAIN, date(2030, 7, 1))[0].is_over
    wages = told(replace(PLAIN, has_employer=True), date(2028, 1, 1))
    assert [one.is_over for one in wages] == [False, True]


def test_wages_owed_by_an_employer_have_the_year_of_arbitration() -> None:
    """劳动争议调解仲裁法 27: one year, anew from the day the debtor agreed; wages of a job that goes on: no limit."""
    first, second = told(replace(PLAIN, has_employer=True))
    assert (first.article, first.until) == ("劳动争议调解仲裁法第二十七条", date(2027, 11, 23))
    assert "劳动仲裁" in first.says and "从离职起一年内" in first.says
    assert second.until == date(2030, 6, 30)
    assert "须先申请劳动仲裁，仅凭工资欠条起诉的除外" in second.says, "劳动争议调解仲裁法 5, 司法解释(一) 15"
    assert "仲裁" not in told(PLAIN)[0].says
    judged = replace(PLAIN, has_employer=True, basis=AgreementBasis.ARBITRATION)
    assert articles(judged) == ["民事诉讼法第二百五十条"], "it has been decided"


def test_a_payment_order_names_its_four_subjects() -> None:
    employer = told(replace(SEALED, has_employer=True))
    (order,) = (one for one in employer if one.article == "劳动争议调解仲裁法第十六条")
    assert "拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金" in order.says and order.until is None
    assert not any("支付令" in one.says for one in told(replace(PLAIN, has_employer=True))), "mediated by nobody"


def test_an_office_s_own_words_without_a_place_for_the_day_have_it_in_front() -> None:
    own = {"sue": OtherPeriod("可以起诉", "某条", years=3)}
    assert ways_open(PLAIN, own, TODAY)[0].says == "2030-06-30前可以起诉"


def test_the_leap_day_ends_with_february() -> None:
    assert told(replace(PLAIN, last_due=date(2028, 2, 29)))[0].until == date(2031, 2, 28)


def test_an_office_may_word_what_is_over_and_a_wrong_entry_is_told() -> None:
    told_of: list[str] = []
    shipped = {"confirm": {"says": "可以", "article": "某条", "days": 30}}
    own = {"confirm": {"over": "司法确认的三十天已过", "days": "三十"}}
    (way,) = read_other_periods(shipped, own, lambda key, *_: told_of.append(key)).values()
    assert (way.over, way.days, told_of) == ("司法确认的三十天已过", 30, ["confirm.days"])
    (over,) = ways_open(replace(SEALED, last_due=None), {"confirm": way}, date(2027, 1, 1))
    assert over.says == "司法确认的三十天已过(2026-12-23)"
