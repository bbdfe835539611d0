"""The columns of a campaign's table: typed, kept, summed."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.together.campaigns import (
    WAGES,
    Figure,
    columns_text,
    disagrees,
    dump_columns,
    load_columns,
    parse_columns,
    parse_figure,
    shown,
    totals,
    typed_again,
)
from jiefang_tui.terms import FigureKind

MONEY = Figure("已付", FigureKind.MONEY)


def test_what_is_typed_comes_back() -> None:
    assert parse_columns(columns_text(WAGES)).value == WAGES
    assert load_columns(dump_columns(WAGES)) == WAGES
    assert parse_columns("欠薪企业\n人数 数").value == (
        Figure("欠薪企业", FigureKind.TEXT),
        Figure("人数", FigureKind.NUMBER),
    )
    assert "写了两次" in parse_columns("人数 数，人数 钱").error
    assert "最多" in parse_columns("，".join(f"栏{n}" for n in range(13))).error
    assert parse_columns(" ， ").value is None


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "seen"),
    [
        (FigureKind.MONEY, "10.26万", "10260000", "102,600"),
        (FigureKind.NUMBER, "１２", "12", "12"),
        (FigureKind.TEXT, "滨河花园二期", "滨河花园二期", "滨河花园二期"),
        (FigureKind.TICK, "是", "是", "是"),
    ],
)
def test_a_value(kind: FigureKind, typed: str, kept: str, seen: str) -> None:
    column = Figure("栏", kind)
    assert parse_figure(column, typed).value == kept
    assert shown(column, kept) == seen
    assert parse_figure(column, typed_again(column, kept)).value == kept
    assert parse_figure(column, " ").value is None


def test_what_is_no_value_is_said() -> None:
    assert parse_figure(MONEY, "很多钱").error and parse_figure(Figure("人数", FigureKind.NUMBER), "几个").error
    assert "写是或者否" in parse_figure(Figure("已立案", FigureKind.TICK), "不清楚").error


def test_sums() -> None:
    lines = [
        {"人数": "12", "已付": "500000", "项目": "二期", "已立案": "是"},
        {"人数": "3", "已付": "", "已立案": "否"},
        {},
    ]
    assert totals(WAGES, lines) == {
        "人数": "15",
        "涉及金额": "",
        "当场兑付": "",
        "已付": "500000",
        "未付": "",
        "已立案": "1",
    }


def test_paid_and_unpaid_are_what_is_owed_or_it_is_said() -> None:
    assert disagrees({"涉及金额": "100", "已付": "60", "未付": "40"}) == ""
    assert disagrees({"涉及金额": "100", "已付": "60"}) == ""
    assert "对" in disagrees({"涉及金额": "10000", "已付": "6000", "未付": "3000"})
