"""What the parties of an agreement may do themselves: by its kind and basis, never the desk's own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.agreements.after_agreeing import Agreed, Open, ways_open
from jiefang_tui.terms import AgreementBasis, AgreementKind

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


def told(agreed: Agreed) -> list[Open]:
    return ways_open(agreed, Reference().other_periods)


def test_a_plain_settlement_may_be_sued_on_for_three_years_from_the_last_part() -> None:
    (way,) = told(PLAIN)
    assert (way.until, way.article) == (date(2030, 6, 30), "民法典第一百八十八条、第一百八十九条")
    assert told(replace(PLAIN, last_due=None)) == []


def test_a_sealed_mediation_may_be_confirmed_within_thirty_days() -> None:
    sealed = replace(PLAIN, kind=AgreementKind.MEDIATION, is_mediated=True)
    first = told(sealed)[0]
    assert (first.until, first.says) == (date(2026, 12, 23), "双方可以共同申请司法确认")
    assert not any("司法确认" in one.says for one in told(replace(sealed, is_mediated=False))), "no 调解组织, none"
    employer = told(replace(sealed, has_employer=True))
    assert [one.article for one in employer if "支付令" in one.says] == ["劳动争议调解仲裁法第十六条"]


@pytest.mark.parametrize("basis", [AgreementBasis.JUDGMENT, AgreementBasis.CONFIRMED, AgreementBasis.ARBITRATION])
def test_execution_runs_from_the_day_in_that_document(basis: AgreementBasis) -> None:
    judged = replace(PLAIN, basis=basis, basis_last_day=date(2026, 2, 28))
    (way,) = told(judged)
    assert way.until == date(2028, 2, 28) and "是否已经申请执行" in way.says
    assert told(replace(judged, execution_applied=True)) == []
    (unknown,) = told(replace(judged, basis_last_day=None, execution_applied=False))
    assert unknown.until is None and "申请执行" in unknown.says


def test_a_settlement_in_execution_is_resumed() -> None:
    (way,) = told(replace(PLAIN, kind=AgreementKind.EXECUTION, basis=AgreementBasis.JUDGMENT))
    assert way.until == date(2029, 6, 30) and "恢复执行" in way.says


def test_the_leap_day_ends_with_february() -> None:
    assert told(replace(PLAIN, last_due=date(2028, 2, 29)))[0].until == date(2031, 2, 28)
