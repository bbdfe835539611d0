"""Who owes or pays under an agreement."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.typed.party_names import parse_party


@pytest.mark.parametrize("text", ["李方龙", "某建筑公司", "中铁12局", "360公司", " 张某 "])
def test_a_name_or_a_firm(text: str) -> None:
    assert parse_party(text).value == text.strip()


@pytest.mark.parametrize("text", ["2.5", "12", "3万", "张"])
def test_an_amount_or_a_share_is_nobody(text: str) -> None:
    assert "不是姓名，也不是单位名称" in parse_party(text).error


def test_nobody_is_said_by_nothing() -> None:
    assert parse_party(" ").value is None and not parse_party("").error
