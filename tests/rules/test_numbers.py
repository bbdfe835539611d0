from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.rules.typed.group_names import each_unit, group_names, unit_names
from jiefang_tui.rules.typed.numbers import (
    digits,
    parse_count,
    parse_headcount,
    parse_pages,
    parse_representatives,
    register_no,
    split_register_no,
)


@pytest.mark.parametrize("odd", ["", "²", "①", "፩", "٣", "1 ", "-1", "1.0", "9" * 5000])
def test_only_a_few_plain_digits_are_a_number(odd: str) -> None:
    assert digits(odd) is None and digits("058") == 58


@pytest.mark.parametrize(
    ("typed", "count", "said"),
    [("1", 1, "个访"), ("４", 4, "个访"), ("5", 5, "集体访"), ("12人", 12, "集体访"), ("十二", 12, "集体访"),
     ("9999", 9999, "集体访"), ("约 30 人", 30, "集体访 约数")],
)  # fmt: skip
def test_headcounts(typed: str, count: int, said: str) -> None:
    parsed = parse_headcount(typed)
    assert (parsed.value, parsed.hint, parsed.error) == (count, said, "")


@pytest.mark.parametrize(
    ("typed", "count", "is_rough"),
    [("30余人", 30, True), ("五六人", 5, True), ("3户12人", 12, False), ("12人3户", 12, False), ("3个人", 3, False),
     ("十几人", 10, True), ("二十多人", 20, True), ("全村200余人", 200, True), ("一行7人", 7, False),
     ("俩人", 2, False),
     ("5人左右", 5, True), ("大约30人", 30, True), ("十来个人", 10, True), ("三五十人", 30, True),
     ("30人次", 30, False),
     ("共12名", 12, False), ("连同家属5人", 5, False), ("一百余人", 100, True), ("四口", 4, False)],
)  # fmt: skip
def test_how_many_came_as_people_say_it(typed: str, count: int, is_rough: bool) -> None:
    parsed = parse_headcount(typed)
    assert (parsed.value, parsed.is_rough, "约数" in parsed.hint) == (count, is_rough, is_rough)
    assert parse_count(typed).value == count


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "至少是 1 人"), ("10000", "10000 太大"), ("-3", "写数字"), ("多人", "写数字"), ("1" * 20, "太大")],
)
def test_wrong_headcounts(typed: str, sentence: str) -> None:
    parsed = parse_headcount(typed)
    assert parsed.value is None and sentence in parsed.error


def test_the_threshold_is_the_offices_own() -> None:
    assert parse_headcount("5", 6).hint == "个访"
    assert parse_headcount("6", 6).hint == "集体访"


def test_a_sixth_representative_is_a_companion_not_an_error() -> None:
    parsed = parse_representatives("6", 12)
    assert parsed.value == 5 and parsed.ok
    assert "其余 1 人记为同访人" in parsed.warning
    assert parse_representatives("5", 12).warning == ""


def test_more_representatives_than_people() -> None:
    assert "多于来访人数 3 人" in parse_representatives("4", 3).error
    assert parse_representatives("4", None).value == 4


def test_counts_and_pages() -> None:
    assert parse_count("171户").value == 171
    assert parse_count("", "涉及人数") == parse_pages("")
    assert "涉及人数" in parse_count("很多", "涉及人数").error
    assert parse_pages("3页").value == 3
    assert "太大" in parse_pages("10000").error


def test_register_numbers() -> None:
    day = date(2026, 11, 23)
    assert register_no("999999001", day, 7) == "JF-999999001-20261123-007"
    assert split_register_no("JF-999999001-20261123-007") == ("999999001", day, 7)
    assert split_register_no("ｊｆ－999999001-20261123-1000").ordinal == 1000
    assert register_no("999999001", day, 1000).endswith("-1000")


@pytest.mark.parametrize("area", ["999999", "", "99999900x", "９９９９９９００１"])
def test_a_register_number_needs_a_township(area: str) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        register_no(area, date(2026, 11, 23), 1)


@pytest.mark.parametrize("text", ["", "JF-999999001-20261331-001", "JF-1-20261123-001", "x"])
def test_what_is_no_register_number(text: str) -> None:
    with pytest.raises(ValueError):
        split_register_no(text)


def test_ordinals_begin_at_one() -> None:
    with pytest.raises(ValueError, match="below 1"):
        register_no("999999001", date(2026, 11, 23), 0)


@pytest.mark.parametrize(
    ("typed", "names", "count"),
    [
        ("吴丁等5人", ("吴丁",), 5),
        ("吴丁 等五人", ("吴丁",), 5),
        ("吴丁等５个人", ("吴丁",), 5),
        ("吴丁一行12人", ("吴丁",), 12),
        ("张建国、李秀英、王五等6人", ("张建国", "李秀英", "王五"), 6),
        ("张建国、李秀英、王五等共6名", ("张建国", "李秀英", "王五"), 6),
        ("张三、李四、王五等2人", ("张三", "李四", "王五"), 3),
        ("吴丁等30余人", ("吴丁",), 30),
    ],
)
def test_names_with_how_many_they_are(typed: str, names: tuple[str, ...], count: int) -> None:
    assert group_names(typed) == (names, count)


@pytest.mark.parametrize("typed", ["吴丁", "吴丁等人", "张明、李强、赵六", "吴丁等6户", "等5人", ""])
def test_names_without_a_number_say_none(typed: str) -> None:
    assert group_names(typed) is None


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("自然资源所 财政所", ["自然资源所", "财政所"]),
        ("自然资源所、财政所", ["自然资源所", "财政所"]),
        ("人社所，派出所；便民服务中心", ["人社所", "派出所", "便民服务中心"]),
        ("司法所", ["司法所"]),
        ("示例镇 司法所", ["示例镇 司法所"]),
        ("县公安局和平派出所", ["县公安局和平派出所"]),
        ("司法所、司法所", ["司法所"]),
        ("", []),
    ],
)
def test_units_in_one_field(typed: str, units: list[str]) -> None:
    assert unit_names(typed) == units


def test_where_units_are_asked_for_blanks_part_them_whatever_they_are_called() -> None:
    assert each_unit("  司法所 政法  人社所、司法所，派出所;") == ["司法所", "政法", "人社所", "派出所"]
    assert each_unit(" ") == []
