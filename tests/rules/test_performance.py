"""What of an agreement is still to be kept, in words, and which agreements end the handling (Art. 33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.rules.agreements.performance import Awaited, Signed, why_not_end
from jiefang_tui.rules.closing import PERFORMANCE, ClosingFacts, gaps
from jiefang_tui.terms import AgreementKind, Category

SIGNED, BEGUN = date(2026, 11, 23), date(2026, 11, 1)
TWO = Awaited(2, 6_840_000, date(2027, 4, 30), date(2027, 6, 30))


def test_what_is_open_is_said() -> None:
    assert TWO.words == "协议还有2期没有履行，尚欠68,400 元，最后一期2027-06-30"
    one = Awaited(1, 3_420_000, date(2027, 6, 30), date(2027, 6, 30))
    assert one.words == "协议还有1期没有履行，尚欠34,200 元，2027-06-30到期"


@pytest.mark.parametrize(("day", "late"), [(date(2027, 4, 1), 0), (date(2027, 4, 30), 0), (date(2027, 5, 2), 2)])
def test_its_light_goes_by_the_first_that_is_open(day: date, late: int) -> None:
    assert TWO.days_late(day) == late


WRITTEN = Signed(
    kind=AgreementKind.SETTLEMENT, is_oral=False, signed_on=SIGNED, debtor="张某", has_terms=True, has_payee=False
)


@pytest.mark.parametrize(
    ("signed", "category", "why"),
    [
        (WRITTEN, Category.CLAIM, ""),
        (replace(WRITTEN, kind=AgreementKind.MEDIATION, signed_on=BEGUN), Category.CLAIM, ""),
        (replace(WRITTEN, kind=AgreementKind.EXECUTION), Category.CLAIM, ""),
        (replace(WRITTEN, kind=AgreementKind.PROMISE), Category.CLAIM, "承诺是一方的话"),
        (replace(WRITTEN, is_oral=True), Category.CLAIM, "口头协议"),
        (replace(WRITTEN, signed_on=date(2026, 10, 1)), Category.CLAIM, "开始办理以前"),
        (replace(WRITTEN, has_terms=False), Category.CLAIM, "没有写约定了什么"),
        (replace(WRITTEN, debtor="李方龙"), Category.CLAIM, "债务人是来访人自己"),
        (replace(WRITTEN, debtor="李方龙", has_payee=True), Category.CLAIM, ""),
        (WRITTEN, Category.SUGGESTION, "建议意见不按协议办结"),
    ],
)
def test_a_written_agreement_of_this_handling_ends_it(signed: Signed, category: Category, why: str) -> None:
    said = why_not_end(signed, begun_on=BEGUN, category=category, petitioner="李方龙")
    assert why in said and bool(why) == bool(said)


def test_the_closing_review_says_what_is_open_and_what_may_be_done() -> None:
    (gap,) = [one for one in gaps(ClosingFacts(awaited=TWO.words)) if one.what == "协议履行"]
    assert gap.key == PERFORMANCE and not gap.is_in_form
    assert gap.sentence == (
        "协议还有2期没有履行，尚欠68,400 元，最后一期2027-06-30；付了的记付款，债权人免了的记免除，等不到的写明原因。"
    )
