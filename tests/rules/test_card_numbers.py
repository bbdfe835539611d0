"""Card numbers in free words are noticed; amounts, case numbers, dates and phones are none."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.agreements.card_numbers import has_card, without_cards


@pytest.mark.parametrize(
    "text",
    [
        "汇入李方龙卡 6222021234567890123",
        "6222 0212 3456 7890",
        "卡号６２２２０２１２３４５６７８９０",
        "6222-0212-3456-7890-123",
    ],
)
def test_a_card_number_is_left_out(text: str) -> None:
    assert has_card(text)
    told = without_cards(text)
    assert "(卡号不印)" in told and not has_card(told) and "6222" not in told and "６" not in told


@pytest.mark.parametrize(
    "text", ["", "(2026)皖9999民初12号", "13800001234 到 13800005678", "2027-06-30 102,600 元", "1" * 20]
)
def test_other_digits_stay(text: str) -> None:
    assert not has_card(text) and without_cards(text) == text
