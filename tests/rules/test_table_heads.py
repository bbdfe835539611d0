"""Columns of an imported table that a 入户清单 does not have."""

from __future__ import annotations

from jiefang_tui.rules.fieldwork.table_heads import unread_heads
from tests.rules.test_round_columns import AGREED, DAMAGE, ESTIMATE


def test_what_is_not_read_is_named_where_something_stands_under_it() -> None:
    rows = [
        ["隧道受损登记"],
        ["序号", "村民组", "户主", "损失情况", "评估", "协议金额", "照片号", "电话", "备注", "晚上在家"],
        ["1", "一组", "程有福", "裂缝", "2400", "2400", "17", "138", "", "七点后"],
    ]
    assert unread_heads(rows, [DAMAGE, ESTIMATE, AGREED]) == ["损失情况", "评估", "协议金额", "照片号", "电话"]


def test_where_all_is_read_nothing_is_named() -> None:
    assert (
        unread_heads([["村组", "户主", "损坏", "估价"], ["一组", "程有福", "裂缝", "2400"]], [DAMAGE, ESTIMATE]) == []
    )
    assert unread_heads([["程有福", "2400"]], [DAMAGE]) == []
