"""Cards and urgings never go at who came, by whatever words."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.supervision import cards, pushing
from tests.services.given import owned, refused

DUE = date(2026, 12, 1)


def _urge(desk: Desk, matter_id: int, unit: str = "", officer: str = "") -> None:
    pushing.urge(desk, matter_id, unit, officer, "请说明进展", DUE, post="干部")


@pytest.mark.parametrize("words", ["乙", "乙家", "信访人乙", "乙本人", "乙（来访人）", "村民乙一家"])
def test_a_name_of_one_character(desk: Desk, words: str) -> None:
    matter_id = owned(desk, "乙")
    with refused("是来访人", "to_unit"):
        cards.issue_card(desk, matter_id, "yellow", words, "", "逾期", "七日内办结", DUE, "周敏")
    with refused("是来访人", "to_unit"):
        _urge(desk, matter_id, words)


@pytest.mark.parametrize("words", ["王建", "王建家", "信访人王建", "章湾村村民王建", "王建户", "王 建"])
def test_a_name_of_more(desk: Desk, words: str) -> None:
    matter_id = owned(desk, "王建")
    with refused("是来访人", "to_unit"):
        _urge(desk, matter_id, words)


def test_what_only_looks_like_it_is_pushed(desk: Desk) -> None:
    matter_id = owned(desk, "乙")
    for words in ("乙级资质办", "乙方公司", "司法所"):
        _urge(desk, matter_id, words)
    matter_id = owned(desk, "王建")
    _urge(desk, matter_id, officer="王建国")
    add_officer(desk, "王建", "所长", "司法所")
    _urge(desk, matter_id, officer="王建")
