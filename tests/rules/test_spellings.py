"""D: two hundred spellings of amounts, days, names and telephones, in one table each: what is typed, what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jiefang_tui.rules.text import split_names
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.rules.typed.dates import Sense, parse_date
from jiefang_tui.rules.typed.identity import parse_phone

TODAY = date(2026, 11, 23)
TABLES = Path(__file__).parent / "spellings"


def _day(text: str) -> object:
    return parse_date(text[1:], TODAY, Sense.AHEAD if text[0] == ">" else Sense.BACK).value


READERS: dict[str, Callable[[str], object]] = {
    "amounts": lambda text: parse_amount(text).value,
    "dates": _day,
    "names": lambda text: "|".join(split_names(text)),
    "phones": lambda text: parse_phone(text, "0550").value,
}


@pytest.mark.parametrize("name", READERS)
def test_two_hundred_spellings(name: str) -> None:
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len({text for text, _ in table}) >= 200
    wrong = [(text, meant, str(READERS[name](text))) for text, meant in table if str(READERS[name](text)) != meant]
    assert wrong == []
