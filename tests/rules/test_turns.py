"""Who takes turns and on which days, as a clerk types it."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.typed.turns import (
    SaidTurn,
    parse_digits,
    parse_leaders,
    parse_month_days,
    parse_turns,
    parse_weekdays,
)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("周敏、韩平，刘静", (("周敏", None, ""), ("韩平", None, ""), ("刘静", None, ""))),
        ("周敏\n韩平\n", (("周敏", None, ""), ("韩平", None, ""))),
        ("周敏 周一 章湾村；韩平 星期三下午 柳塘村", (("周敏", 1, "章湾村"), ("韩平", 3, "柳塘村"))),
        ("周敏　礼拜天", (("周敏", 7, ""),)),
        ("阿依古丽·买买提 周五", (("阿依古丽·买买提", 5, ""),)),
    ],
)
def test_names_with_weekday_and_village(text: str, turns: tuple[tuple[str, int | None, str], ...]) -> None:
    assert parse_turns(text).value == tuple(SaidTurn(*one) for one in turns)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("赵明 刘静", (("赵明", None, ""), ("刘静", None, ""))),
        ("赵明 刘静 周四、韩平", (("赵明", None, ""), ("刘静", 4, ""), ("韩平", None, ""))),
        ("周敏 周四 接待室", (("周敏", 4, "接待室"),)),
        ("周敏 周四\n刘静 章湾村", (("周敏", 4, ""), ("刘静", None, "章湾村"))),
        ("周敏 阿依古丽·买买提", (("周敏", None, ""), ("阿依古丽·买买提", None, ""))),
    ],
)
def test_where_there_are_no_villages_a_second_name_is_a_second_leader(
    text: str, turns: tuple[tuple[str, int | None, str], ...]
) -> None:
    assert parse_leaders(text).value == tuple(SaidTurn(*one) for one in turns)


def test_words_behind_a_name_that_are_neither_name_nor_place_are_asked_about() -> None:
    assert "「吴涛换电话」" in parse_leaders("周敏 吴涛换电话").error
    assert "「镇长」" in parse_leaders("周敏 镇长、韩平").error
    assert parse_leaders(" ").value is None and "姓名" in parse_leaders("周敏、韩").error


def test_a_piece_of_a_name_is_no_leader() -> None:
    assert "姓名" in parse_turns("周敏、韩").error
    assert parse_turns("  ").value is None


@pytest.mark.parametrize(
    ("text", "digits"),
    [("1 4", "14"), ("周一、周四", "14"), ("一四", "14"), ("星期天", "7"), ("１，５", "15"), ("每周三", "3")],
)
def test_weekdays(text: str, digits: str) -> None:
    assert parse_weekdays(text).value == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [("三六九", "369"), ("逢五逢十", "05"), ("3、6、9", "369"), ("5 10", "05"), ("一四七", "147"), ("逢2、8", "28")],
)
def test_market_digits(text: str, digits: str) -> None:
    assert parse_digits(text).value == digits


@pytest.mark.parametrize(("text", "days"), [("5 15 25", "5 15 25"), ("15号、5号", "5 15"), ("１０日", "10")])
def test_dates_of_the_month(text: str, days: str) -> None:
    assert parse_month_days(text).value == days


def test_what_is_no_day_is_said() -> None:
    assert parse_weekdays("8").error and parse_weekdays("春").error
    assert parse_digits("春").error
    assert parse_month_days("32").error and parse_month_days("春").error
    assert not (parse_weekdays("").error or parse_digits("").error or parse_month_days("").error)
