"""A roster as offices send it round: heads or none, titles above, several names in a cell, what is no day named."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.rules.plans.roster import RosterLine, read_roster, rows_of

TODAY = date(2026, 12, 28)
FIRST, SECOND = date(2027, 1, 4), date(2027, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-04 周敏\n2027-01-05 韩平",
        "1月4日 星期一 周敏\n1月5日(星期二) 韩平",
        "2027年1月4日,周敏\n2027年1月5日，韩平",
        "2027/1/4\t周敏\n2027/1/5\t韩平",
        "１月４日　周敏\n１月５日　韩平",
    ],
)
def test_typed_down_a_column(text: str) -> None:
    assert read_roster(rows_of(text), TODAY).lines == (RosterLine(FIRST, "周敏"), RosterLine(SECOND, "韩平"))


def test_a_table_with_title_heads_and_notes() -> None:
    rows = [
        ["示例镇2027年1月领导接访安排表"],
        ["序号", "日 期", "星期", "接访领导", "职务", "接访时间", "接访地点"],
        ["1", "2027-01-04", "星期一", "周敏", "书记", "8:30-11:30", "接待大厅"],
        ["2", "1月5日", "星期二", "韩平、刘静", "副镇长", "8:30-11:30", "接待大厅"],
        ["注：遇节假日顺延"],
    ]
    found = read_roster(rows, TODAY)
    assert found.lines == (
        RosterLine(FIRST, "周敏", "8:30-11:30", "接待大厅"),
        RosterLine(SECOND, "韩平", "8:30-11:30", "接待大厅"),
        RosterLine(SECOND, "刘静", "8:30-11:30", "接待大厅"),
    )
    assert found.unread == ((5, "注：遇节假日顺延"),)


def test_what_is_no_roster_has_no_lines() -> None:
    assert read_roster([["合计", "12"], ["电话", "0550-1234567"]], TODAY).lines == ()
    assert read_roster([], TODAY).lines == ()
    assert read_roster(rows_of("随便写写"), TODAY).lines == ()


def test_the_year_left_out_is_the_near_one() -> None:
    assert read_roster(rows_of("12-30 周敏\n1-4 韩平"), TODAY).lines == (
        RosterLine(date(2026, 12, 30), "周敏"),
        RosterLine(FIRST, "韩平"),
    )


def test_words_that_are_nobody_s_name_are_unread_and_a_merged_day_holds_for_the_next_line() -> None:
    rows = [
        ["日期", "接访领导", "时间"],
        ["1月4日", "周敏", ""],
        ["", "王强", ""],
        ["1月5日", "待定", ""],
        ["1月6日", "全体班子成员", ""],
        ["1月7日", "李定国", ""],
    ]
    read = read_roster(rows, TODAY)
    assert [(one.day.day, one.name) for one in read.lines] == [(4, "周敏"), (4, "王强"), (7, "李定国")]
    assert [number for number, _ in read.unread] == [4, 5]


def test_a_time_that_is_typed_is_kept() -> None:
    read = read_roster(rows_of("1月4日 周敏 8:30-11:30\n1月5日 韩平"), TODAY)
    assert [(one.name, one.hours) for one in read.lines] == [("周敏", "8:30-11:30"), ("韩平", "")]


@pytest.mark.parametrize(
    "text", ["1月4日 周敏、韩平", "1月4日 周敏，韩平", "1月4日 周敏 韩平", "1月4日,周敏,韩平,8:30"]
)
def test_several_names_on_a_typed_line_are_all_there(text: str) -> None:
    assert [line.name for line in read_roster(rows_of(text), TODAY).lines] == ["周敏", "韩平"]


def test_what_stands_behind_a_name_is_no_leader() -> None:
    typed = "日期 接访领导 联系人\n1月4日 周敏 吴涛"
    assert [line.name for line in read_roster(rows_of(typed), TODAY).lines] == ["周敏"]
    assert [line.name for line in read_roster(rows_of("1月4日 周敏 接待室 书记"), TODAY).lines] == ["周敏"]
