from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.typed.amounts import LARGEST_FEN, parse_amount, yuan
from jiefang_tui.rules.typed.numbers import chinese_integer, integer


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("10万", 10_000_000),
        ("10.5万", 10_500_000),
        ("3,200", 320_000),
        ("３，２００元", 320_000),
        ("3200.5", 320_050),
        ("¥3,200.50", 320_050),
        ("三万", 3_000_000),
        ("三万五", 3_500_000),
        ("三万零五", 3_000_500),
        ("十二万三千", 12_300_000),
        ("3万5千", 3_500_000),
        ("3万5", 3_500_000),
        ("1万5000", 1_500_000),
        ("1亿2千万", 12_000_000_000),
        ("约10万余元", 10_000_000),
        ("５百块", 50_000),
        ("0.0001万", 100),
        ("0.1", 10),
        ("0", 0),
    ],
)
def test_amounts(typed: str, fen: int) -> None:
    parsed = parse_amount(typed)
    assert (parsed.value, parsed.error) == (fen, "")


@pytest.mark.parametrize(
    "typed", ["几万", "十几万", "数万元", "三五万", "3万至5万", "3-5万", "3万-5万", "3万到5万", "上百万", "四五百块"]
)
def test_a_range_is_no_amount_and_says_so(typed: str) -> None:
    parsed = parse_amount(typed)
    assert parsed.value is None and "不是一个确定的数" in parsed.error


@pytest.mark.parametrize(
    ("typed", "is_rough"), [("10余万元", True), ("近10万", True), ("10万左右", True), ("10万", False)]
)
def test_what_is_about_so_much_says_it(typed: str, is_rough: bool) -> None:
    parsed = parse_amount(typed)
    assert parsed.is_rough is is_rough and parsed.hint == ("约 100,000 元" if is_rough else "100,000 元")


def test_what_is_said() -> None:
    assert parse_amount("18.6万").hint == "186,000 元"
    assert yuan(320_050) == "3,200.50 元"
    assert yuan(-5) == "-0.05 元"


@pytest.mark.parametrize(
    "typed", ["x", "3,20", ",300", "1.234", "-5", "3万4亿", "万", "=1+1", "1.2.3", "9" * 30, "99999亿"]
)
def test_wrong_amounts_get_one_sentence(typed: str) -> None:
    parsed = parse_amount(typed)
    assert parsed.value is None and parsed.error.endswith("。")


def test_a_very_large_amount_is_questioned_not_refused() -> None:
    assert "过亿" in parse_amount("2亿").warning


@given(st.integers(0, LARGEST_FEN))
def test_said_amounts_are_read_back_exactly(fen: int) -> None:
    assert parse_amount(yuan(fen)).value == fen


@given(st.integers(0, 10**9), st.integers(0, 9999))
def test_decimals_of_wan_are_exact(whole: int, part: int) -> None:
    parsed = parse_amount(f"{whole // 10**5}.{part:04d}万")
    assert parsed.value == (whole // 10**5 * 10_000 + part) * 100


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("十二", 12), ("二十", 20), ("二百零五", 205), ("两千", 2000), ("二〇二六", 2026), ("一百二", 120),
     ("一亿零三万", 100_030_000), ("二十一", 21), ("壹万", 10_000), ("百", None), ("", None), ("一x", None)],
)  # fmt: skip
def test_chinese_integers(text: str, number: int | None) -> None:
    assert chinese_integer(text) == number


def test_plain_integers() -> None:
    assert integer("3,200") == 3200
    assert integer("3,20") is None
    assert integer("12") == integer("十二") == 12
