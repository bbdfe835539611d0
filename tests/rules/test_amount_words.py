"""Money in words: the examples of the 支付结算办法, and read back by the reader of typed amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.agreements.amount_words import amount_in_words
from jiefang_tui.rules.typed.amounts import parse_amount


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (10_768_000, "壹拾万柒仟陆佰捌拾元整"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (10_000_000, "壹拾万元整"),
        (10_260_000, "壹拾万贰仟陆佰元整"),
        (1_000_000_100, "壹仟万零壹元整"),
        (1, "壹分"),
        (50, "伍角整"),
        (0, "零元整"),
        (10_000_000_000_000, "壹仟亿元整"),
    ],
)
def test_words(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


@given(st.integers(1, 99_999_999_999))
def test_what_is_written_can_be_read(fen: int) -> None:
    assert parse_amount(amount_in_words(fen)).value == fen


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_out_of_reach(fen: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        amount_in_words(fen)
