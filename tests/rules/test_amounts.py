from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.amounts import LARGEST_FEN, parse_amount, yuan
from jiefang_tui.rules.numbers import chinese_integer, integer


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
        ("3元5角", 350), ("3元5角2分", 352), ("3块5", 350), ("五块五", 550), ("8毛", 80), ("三百块零五毛", 30_050),
        ("五分", 5), ("12块钱", 1_200), ("三千二百元五角", 320_050), ("12万3千元5角", 12_300_050),
        ("玖仟陆佰陆拾伍圆壹角捌分", 966_518), ("贰拾壹元肆角整", 2_140), ("人民币壹佰万元整", 100_000_000),
        ("壹万贰仟叁佰元正", 1_230_000), ("貳拾萬圓", 20_000_000), ("伍佰元零伍分", 50_005), ("叁萬", 3_000_000),
        ("叁拾元", 3_000), ("柒仟零叁拾元", 703_000), ("廿万", 20_000_000), ("廿五万", 25_000_000),
        ("卅万", 30_000_000), ("12W", 12_000_000), ("12.5w", 12_500_000), ("5k", 500_000), ("1.2w元", 1_200_000),
        ("10余万元", 10_000_000), ("10万余元", 10_000_000), ("三十余万元", 30_000_000), ("二十多万", 20_000_000),
        ("十来万", 10_000_000), ("一百多块钱", 10_000), ("3万多", 3_000_000), ("近10万", 10_000_000),
        ("将近十万元", 10_000_000), ("近百万元", 100_000_000), ("不到五万", 5_000_000), ("10万元左右", 10_000_000),
        ("大约3000元上下", 300_000), ("差不多两万", 2_000_000), ("合计12万元。", 12_000_000), ("共计：320元", 32_000),
        ("总计8万", 8_000_000), ("金额：5000元", 500_000), ("RMB 5,000", 500_000), ("￥３，２００．５０", 320_050),
        ("3千5百万", 3_500_000_000), ("3千5百", 350_000), ("3千5", 350_000), ("一千二", 120_000), ("两千三", 230_000),
        ("2千万", 2_000_000_000), ("5百万", 500_000_000), ("三千五百万元", 3_500_000_000), ("百万", 100_000_000),
        ("1亿零5百万", 10_500_000_000), ("3个亿", 30_000_000_000), ("1.5亿", 15_000_000_000),
        ("一千零五十", 105_000), ("一千零一十", 101_000), ("10万零500", 10_050_000), ("三万零五百", 3_050_000),
        ("三点五万", 3_500_000), ("十二点五万", 12_500_000), ("八万六千四百", 8_640_000), ("1,234.56万", 1_234_560_000),
        ("0.0000万", 0), ("五十", 5_000), ("十", 1_000), ("两百五", 25_000), ("3200.", 320_000), (" 1 万 ", 1_000_000),
    ],
)  # fmt: skip
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
