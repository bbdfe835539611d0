"""10 A return is seen: what a matter ended in, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiefang_tui.rules.standing import how_it_ended, nothing_new
from jiefang_tui.terms import MatterState as S

TODAY = date(2026, 11, 23)
DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        (S.CONCLUDED, {"concluded_on": DAY, "result": "下月起发放"}, "已办结 06-15 下月起发放"),
        (S.CLOSED, {"concluded_on": date(2024, 6, 15)}, "已销号 2024-06-15"),
        (S.REFUSED, {"refused_on": DAY, "ground": "不属于本机关职权"}, "不予受理 06-15 不属于本机关职权"),
        (S.ROUTED_OUT, {}, "已引导分流"),
        (S.CLOSED, {"concluded_on": DAY, "finally_closed_on": DAY}, "三级终结 06-15"),
        (S.HANDLING, {"concluded_on": DAY}, ""),
    ],
)
def test_10_what_it_ended_in(state: S, facts: dict[str, Any], said: str) -> None:
    assert how_it_ended(state, TODAY, **facts) == said


def test_10_only_a_final_closing_is_a_ground_and_the_duty_to_help_stays() -> None:
    assert nothing_new("三级终结 06-15", is_final=True) == (
        "三级终结 06-15：同一事实和理由不再受理(36条3款)，仍应疏导、帮扶(37条3款)。"
    )
    assert "不再受理" not in nothing_new("已办结 06-15", is_final=False)


@pytest.mark.parametrize("final_on", [date(2026, 6, 15), date(2025, 6, 15)])
def test_c25_what_is_said_of_a_final_matter_is_whole_at_eighty_columns(final_on: date) -> None:
    ended = how_it_ended(S.CLOSED, date(2026, 11, 23), finally_closed_on=final_on)
    assert len(nothing_new(ended, is_final=True).encode("gb18030")) <= 79
