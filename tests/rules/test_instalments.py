"""Instalments add up to the fen at every step: any total, count, dates, payments, forgiving, acceleration."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.agreements.instalments import (
    Paid,
    Part,
    Standing,
    laid_on_payees,
    month_dates,
    shares,
    split_total,
    standing,
)

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PARTS = st.lists(
    st.builds(Part, DAYS, st.integers(0, 10_000_000)).flatmap(
        lambda part: st.builds(Part, st.just(part.due_on), st.just(part.amount), st.integers(0, part.amount))
    ),
    min_size=1,
    max_size=12,
)
PAYMENTS = st.lists(st.builds(Paid, DAYS, st.integers(1, 20_000_000)), max_size=12)


@given(st.integers(0, 10**12), st.integers(1, 60))
def test_parts_are_the_total(total: int, count: int) -> None:
    parts = split_total(total, count)
    assert sum(parts) == total and len(parts) == count
    assert len(set(parts[:-1])) <= 1 and all(one % 100 == 0 for one in parts[:-1])
    assert 0 <= parts[-1] - parts[0] < count * 100 or count == 1


@given(PARTS, PAYMENTS, st.none() | DAYS)
def test_every_fen_is_in_one_place(parts: list[Part], payments: list[Paid], accelerated: date | None) -> None:
    now = standing(parts, payments, accelerated)
    assert now.paid == sum(one.amount for one in payments)
    assert now.total == now.forgiven + now.owed + now.paid - now.surplus
    assert all(one.owed >= 0 and one.paid >= 0 for one in now.parts) and now.surplus >= 0
    assert not (now.surplus and now.owed), "nothing is too much while something is owed"
    assert now.is_kept == (now.next_part() is None)
    assert now.due_by(date.max) == now.owed
    owed = [one.owed > 0 for one in now.parts if one.part.to_pay]
    assert owed == sorted(owed), "the earlier ones are paid first"


@given(PARTS, PAYMENTS)
def test_one_payment_after_another_only_lowers_what_is_owed(parts: list[Part], payments: list[Paid]) -> None:
    owed = [standing(parts, payments[:count]).owed for count in range(len(payments) + 1)]
    assert owed == sorted(owed, reverse=True)


@given(PARTS, PAYMENTS, DAYS, DAYS)
def test_acceleration_owes_the_same_but_sooner(parts: list[Part], paid: list[Paid], day: date, on: date) -> None:
    before, after = standing(parts, paid), standing(parts, paid, on)
    assert after.owed == before.owed and after.due_by(day) >= before.due_by(day)
    assert day < on or after.due_by(day) == after.owed


@given(st.integers(0, 10**10), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_payees_get_all_of_it(amount: int, agreed: list[int]) -> None:
    given = shares(amount, agreed)
    assert sum(given) == amount and len(given) == len(agreed)
    if amount == sum(agreed):
        assert list(given) == agreed, "paid whole, each has what was agreed"


JUNE = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "count", "days"),
    [
        (date(2026, 11, 28), JUNE, 3, (date(2027, 2, 28), date(2027, 4, 30), JUNE)),
        (date(2026, 11, 28), date(2027, 5, 15), 3, (date(2027, 1, 15), date(2027, 3, 15), date(2027, 5, 15))),
        (date(2026, 11, 28), date(2026, 12, 31), 1, (date(2026, 12, 31),)),
        (date(2026, 11, 23), date(2026, 12, 25), 3, (date(2026, 12, 3), date(2026, 12, 14), date(2026, 12, 25))),
        (date(2026, 11, 23), date(2026, 11, 23), 2, (date(2026, 11, 23), date(2026, 11, 23))),
        (date(2027, 1, 1), date(2027, 3, 30), 3, (date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 30))),
    ],
)
def test_days_are_proposed_whole_months_apart(first: date, last: date, count: int, days: tuple[date, ...]) -> None:
    assert month_dates(first, last, count) == days


def test_the_article_s_case() -> None:
    """100,000 yuan and more in three parts to the end of next June, the second late and in two pieces."""
    parts = [
        Part(day, fen)
        for day, fen in zip(month_dates(date(2026, 11, 28), JUNE, 3), (3000000, 3000000, 4260000), strict=True)
    ]
    paid = [Paid(date(2027, 2, 20), 3000000), Paid(date(2027, 4, 30), 1000000), Paid(date(2027, 5, 20), 2000000)]
    now: Standing = standing(parts, paid)
    assert [one.cleared_on for one in now.parts] == [date(2027, 2, 20), date(2027, 5, 20), None]
    assert [one.days_late(date(2027, 6, 1)) for one in now.parts] == [0, 20, 0]
    assert (now.paid, now.owed, now.due_by(date(2027, 6, 29)), now.due_by(JUNE)) == (6000000, 4260000, 0, 4260000)
    sooner = standing(parts, paid[:1], date(2027, 5, 4))
    assert sooner.due_by(date(2027, 5, 4)) == 7260000
    assert sooner.parts[2].days_late(date(2027, 5, 14)) == 10


def test_what_is_forgiven_whole_is_owed_by_nobody() -> None:
    now = standing([Part(date(2026, 1, 1), 500, 500)], [])
    assert now.is_kept and now.parts[0].days_late(date(2027, 1, 1)) == 0


def test_paid_before_signing_counts() -> None:
    early = Paid(date(2026, 1, 1) - timedelta(days=40), 700)
    assert standing([Part(date(2026, 1, 1), 500), Part(date(2026, 2, 1), 500)], [early]).owed == 300


@pytest.mark.parametrize("count", [0, -1])
def test_no_parts_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="parts"):
        split_total(100, count)
    with pytest.raises(ValueError, match="count"):
        month_dates(JUNE, JUNE, count)


AGREED = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=12)


@given(AGREED, st.lists(st.integers(1, 20_000_000), max_size=8))
def test_payments_laid_on_payees_add_up_and_nobody_gives_back(agreed: list[int], amounts: list[int]) -> None:
    laid = laid_on_payees(amounts, agreed)
    assert [sum(one) for one in laid] == amounts
    assert all(fen >= 0 for one in laid for fen in one)


@given(AGREED, st.data())
def test_when_all_is_paid_each_has_had_what_was_agreed(agreed: list[int], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, sum(agreed)), max_size=6)))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, sum(agreed)], strict=True) if b > a]
    laid = laid_on_payees(amounts, agreed)
    assert not laid or [sum(one) for one in zip(*laid, strict=True)] == agreed


def test_the_first_payment_is_divided_by_the_shares() -> None:
    assert laid_on_payees([3_420_000], [6_000_000, 4_260_000]) == [shares(3_420_000, [6_000_000, 4_260_000])]
    assert laid_on_payees([100], []) == [] and laid_on_payees([3], [0, 0]) == [(2, 1)]
