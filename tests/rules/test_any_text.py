"""Whatever is pasted into a field, a parser answers: it never raises, and says something when it takes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.rules.typed.dates import Sense, parse_date, parse_moment
from jiefang_tui.rules.typed.identity import parse_id, parse_other_document, parse_phone
from jiefang_tui.rules.typed.numbers import parse_count, parse_headcount, parse_pages, parse_representatives
from jiefang_tui.rules.typed.times import parse_time

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=timezone(timedelta(hours=8)))
PARSERS: dict[str, Callable[[str], Parsed[Any]]] = {
    "amount": parse_amount,
    "date": lambda text: parse_date(text, TODAY),
    "past date": lambda text: parse_date(text, TODAY, Sense.BACK),
    "time": parse_time,
    "moment": lambda text: parse_moment(text, NOW),
    "id": lambda text: parse_id(text, TODAY),
    "document": parse_other_document,
    "phone": lambda text: parse_phone(text, "0550"),
    "headcount": parse_headcount,
    "count": parse_count,
    "pages": parse_pages,
    "representatives": lambda text: parse_representatives(text, 12),
}
PASTED = [
    "一" * 20_000,
    "9" * 20_000,
    "9," * 10_000,
    "十" * 20_000,
    "x" * 20_000,
    "=1+1",
    "\U00020bb7" * 50,
    "👨\u200d👩\u200d👧",
    "\ud800",
    "²³",
    "٣",
    "1\x002",
    "1e5",
    "NaN",
    "-0",
    "零",
]


def pasted() -> list[Any]:
    """Every text in every field."""
    return [pytest.param(name, text, id=f"{number}-{name}") for number, text in enumerate(PASTED) for name in PARSERS]


@pytest.mark.parametrize(("name", "text"), pasted())
def test_pasted_text(name: str, text: str) -> None:
    check(PARSERS[name](text), text)


@pytest.mark.parametrize("name", PARSERS)
@given(
    text=st.text(max_size=40)
    | st.text(st.sampled_from("0123456789零一二十百千万亿半年月日天周号底点时分上下明后前,.-/: X元"), max_size=20)
)
def test_any_text(name: str, text: str) -> None:
    check(PARSERS[name](text), text)


def check(parsed: Parsed[Any], text: str) -> None:
    if parsed.value is None and parsed.ok:
        assert normalise(text).strip("-. ") == ""
    if parsed.error:
        assert parsed.value is None
        assert parsed.error.endswith("。") and len(parsed.error) < 80 and "\n" not in parsed.error


@pytest.mark.parametrize("name", PARSERS)
def test_empty_text_means_nothing(name: str) -> None:
    for text in ("", "   ", "\u3000"):
        assert PARSERS[name](text) == Parsed(None)
