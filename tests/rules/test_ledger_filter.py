"""What the ledger is narrowed to: JSON and back, and the sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.ledger_filter import (
    ANY_LEVEL,
    ANY_WAIT,
    OPEN,
    LedgerFilter,
    Sort,
    SortKey,
    from_json,
    quick_filters,
    sentence,
    to_json,
)
from jiefang_tui.terms import Category, LeaderLevel, Light, MatterState, PairKind, WaitFor

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
FILTERS = st.builds(
    LedgerFilter,
    text=st.text(max_size=8),
    states=st.lists(st.sampled_from([state.value for state in MatterState]), unique=True).map(tuple),
    lights=st.lists(st.sampled_from([light.value for light in Light]), unique=True).map(tuple),
    leader=st.text(max_size=4),
    unit=st.text(max_size=4),
    category=st.sampled_from(["", *(one.value for one in Category)]),
    content_class=st.text(max_size=4),
    place=st.text(max_size=4),
    received_from=DAYS,
    received_to=DAYS,
    due_from=DAYS,
    due_to=DAYS,
    visits=st.sampled_from(["", *(one.value for one in PairKind)]),
    silent_days=st.none() | st.integers(1, 3650),
    waiting=st.sampled_from(["", ANY_WAIT, *(one.value for one in WaitFor)]),
    is_backlog=st.booleans(),
    is_reopened=st.booleans(),
    is_urgent_major=st.booleans(),
    work=st.text(max_size=4),
    assigned_level=st.sampled_from(["", ANY_LEVEL, *(one.value for one in LeaderLevel)]),
)
SORTS = st.builds(Sort, st.sampled_from(SortKey), st.booleans())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda each: st.lists(each, max_size=3)
)


@given(FILTERS, SORTS)
def test_json_and_back(wanted: LedgerFilter, sort: Sort) -> None:
    assert from_json(json.loads(json.dumps(to_json(wanted, sort)))) == (wanted, sort)
    assert (to_json(wanted) == {}) == wanted.is_empty == (sentence(wanted) == "全部事项")


@given(st.dictionaries(st.sampled_from([*to_json(OPEN), "lights", "due_to", "silent_days", "sort", "x", "text"]), JSON))
def test_what_is_not_understood_is_passed_over(data: dict[str, object]) -> None:
    wanted, _ = from_json(data)
    assert set(to_json(wanted)) <= set(data)
    assert sentence(wanted)


@pytest.mark.parametrize("data", [None, [], "x", {"states": "handling"}, {"silent_days": True}, {"sort": "-x"}])
def test_nonsense_is_an_empty_filter(data: object) -> None:
    assert from_json(data) == (LedgerFilter(), Sort())


def test_sentences() -> None:
    wanted = LedgerFilter(
        text="征地",
        states=("handling", "in_mediation"),
        lights=("red",),
        leader="周敏",
        silent_days=7,
        received_from=date(2026, 1, 1),
        received_to=date(2026, 3, 31),
        due_to=date(2026, 12, 1),
        content_class="0201",
        visits="repeat",
        is_backlog=True,
    )
    names = {"0201": "征地补偿"}
    assert sentence(wanted, lambda field, value: names[value]) == (
        "办理中、调解中，逾期，积案，无进展7日，重访，包案领导周敏，征地补偿，登记2026-01-01至2026-03-31，"
        "应办2026-12-01以前，含「征地」"
    )
    assert sentence(OPEN) == "在办"
    assert sentence(LedgerFilter(assigned_level=LeaderLevel.COUNTY)) == "县级领导接访交办"
    assert sentence(LedgerFilter(assigned_level=ANY_LEVEL)) == "领导接访交办"
    assert Sort(SortKey.DUE, False).label == "应办日期从早到晚"


def test_nine_quick_filters_and_the_first_takes_all_away() -> None:
    ready = quick_filters(10)
    assert len(ready) == 9
    assert ready[0][1].is_empty and not any(wanted.is_empty for _, wanted in ready[1:])
    assert ("无进展 10 日", LedgerFilter(silent_days=10)) in ready
