"""What of an agreement is still to be kept, in words, and which agreements end the handling (Art. 33)."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.rules.agreements.performance import Awaited, why_not_end
from jiefang_tui.rules.closing import PERFORMANCE, ClosingFacts, gaps
from jiefang_tui.terms import AgreementKind

SIGNED, BEGUN = date(2026, 11, 23), date(2026, 11, 1)
TWO = Awaited(2, 6_840_000, date(2027, 4, 30), date(2027, 6, 30))


def test_what_is_open_is_said() -> None:
    assert TWO.words == "协议还有2期没有履行，尚欠68,400 元，最后一期2027-06-30"
    one = Awaited(1, 3_420_000, date(2027, 6, 30), date(2027, 6, 30))
    assert one.words == "协议还有1期没有履行，尚欠34,200 元，2027-06-30到期"


@pytest.mark.parametrize(("day", "late"), [(date(2027, 4, 1), 0), (date(2027, 4, 30), 0), (date(2027, 5, 2), 2)])
def test_its_light_goes_by_the_first_that_is_open(day: date, late: int) -> None:
    assert TWO.days_late(day) == late


@pytest.mark.parametrize(
    ("kind", "is_oral", "signed_on", "why"),
    [
        (AgreementKind.SETTLEMENT, False, SIGNED, ""),
        (AgreementKind.MEDIATION, False, BEGUN, ""),
        (AgreementKind.EXECUTION, False, SIGNED, ""),
        (AgreementKind.PROMISE, False, SIGNED, "承诺是一方的话"),
        (AgreementKind.SETTLEMENT, True, SIGNED, "口头协议"),
        (AgreementKind.SETTLEMENT, False, date(2026, 10, 1), "开始办理以前"),
    ],
)
def test_a_written_agreement_of_this_handling_ends_it(
    kind: AgreementKind, is_oral: bool, signed_on: date, why: str
) -> None:
    said = why_not_end(kind, is_oral=is_oral, signed_on=signed_on, begun_on=BEGUN)
    assert why in said and bool(why) == bool(said)


def test_the_closing_review_says_what_is_open_and_what_may_be_done() -> None:
    (gap,) = [one for one in gaps(ClosingFacts(awaited=TWO.words)) if one.what == "协议履行"]
    assert gap.key == PERFORMANCE and not gap.is_in_form
    assert gap.sentence == (
        "协议还有2期没有履行，尚欠68,400 元，最后一期2027-06-30；付了的记付款，债权人免了的记免除，等不到的写明原因。"
    )
