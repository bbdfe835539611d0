"""Filters of the ledger under a name: each change is one act."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort, SortKey
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.ledger.saved_filters import remove_filter, rename_filter, save_filter, saved_filters
from jiefang_tui.store.models import SavedFilter
from tests.services.given import one_act

RED = LedgerFilter(lights=("red",), leader="周敏")
BY_DUE = Sort(SortKey.DUE, False)


def test_saved_replaced_renamed_removed(desk: Desk) -> None:
    with one_act("saved_filter.save"):
        first = save_filter(desk, " 周书记 逾期 ", RED, BY_DUE)
    with one_act("saved_filter.save"):
        assert save_filter(desk, "周书记 逾期", LedgerFilter(lights=("red",)), BY_DUE) == first
    second = save_filter(desk, "积案", LedgerFilter(is_backlog=True), Sort())
    assert [(one.name, one.wanted, one.sort) for one in saved_filters()] == [
        ("周书记 逾期", LedgerFilter(lights=("red",)), BY_DUE),
        ("积案", LedgerFilter(is_backlog=True), Sort()),
    ]
    with one_act("saved_filter.rename"):
        rename_filter(desk, second, "全部积案")
    with pytest.raises(Refused, match="请换个名称"):
        rename_filter(desk, second, "周书记 逾期")
    with one_act("saved_filter.remove"):
        remove_filter(desk, first)
    assert [one.name for one in saved_filters()] == ["全部积案"]
    for act in (lambda: remove_filter(desk, first), lambda: rename_filter(desk, first, "新名")):
        with pytest.raises(Refused, match="已经删去"):
            act()


@pytest.mark.parametrize("name", ["", "  ", "字" * 21])
def test_a_name_is_needed_and_short(desk: Desk, name: str) -> None:
    with pytest.raises(Refused) as refused:
        save_filter(desk, name, RED, BY_DUE)
    assert refused.value.field == "text"
    assert saved_filters() == []


def test_a_damaged_one_is_everything(desk: Desk) -> None:
    save_filter(desk, "坏", RED, BY_DUE)
    SavedFilter.update(body="{").execute()
    assert [(one.wanted, one.sort) for one in saved_filters()] == [(LedgerFilter(), Sort())]
