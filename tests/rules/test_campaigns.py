"""The columns of a campaign's table: typed, kept, summed."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.together.campaigns import (
    WAGES,
    Figure,
    columns_text,
    disagrees,
    dump_columns,
    kinds_of,
    load_columns,
    parse_columns,
    parse_figure,
    recast,
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


@pytest.mark.parametrize(
    ("kept", "was", "now", "becomes"),
    [
        ("12", FigureKind.NUMBER, FigureKind.MONEY, None),
        ("100000", FigureKind.MONEY, FigureKind.NUMBER, None),
        ("是", FigureKind.TICK, FigureKind.NUMBER, None),
        ("100000", FigureKind.MONEY, FigureKind.TEXT, "1,000"),
        ("12", FigureKind.NUMBER, FigureKind.TEXT, "12"),
        ("1,000", FigureKind.TEXT, FigureKind.MONEY, "100000"),
        ("12人", FigureKind.TEXT, FigureKind.NUMBER, "12"),
        ("好几个", FigureKind.TEXT, FigureKind.NUMBER, None),
        ("10余万", FigureKind.TEXT, FigureKind.MONEY, None),
        ("是", FigureKind.TEXT, FigureKind.TICK, "是"),
        ("500", FigureKind.MONEY, FigureKind.MONEY, "500"),
    ],
)
def test_a_value_in_a_column_of_another_kind(kept: str, was: FigureKind, now: FigureKind, becomes: str | None) -> None:
    assert recast(kept, was, now) == becomes


def test_a_column_that_went_keeps_its_kind() -> None:
    kept = dump_columns(WAGES[:1], WAGES[1:2])
    assert load_columns(kept) == WAGES[:1]
    assert kinds_of(kept) == {"人数": FigureKind.NUMBER, "涉及金额": FigureKind.MONEY}


def test_signs_that_are_no_number_are_summed_as_nothing() -> None:
    odd = {"人数": "①", "涉及金额": "²", "已付": "፩", "未付": "1"}
    assert totals(WAGES, [odd, {"人数": "3"}])["人数"] == "3" and disagrees(odd) == ""
    assert shown(MONEY, "①") == typed_again(MONEY, "①") == "①"


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
