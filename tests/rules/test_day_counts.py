"""Both counts of a matter's days, in words."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.day_counts import named_counts

DAY = date(2026, 11, 23)


def test_26_what_ended_on_its_first_day_is_not_of_today() -> None:
    assert named_counts(DAY, None, DAY) == ("今日登记",)
    assert named_counts(DAY, DAY, DAY, is_over=True) == ("登记当日", "受理当日")
    assert named_counts(DAY, None, date(2026, 12, 9), is_over=True) == ("登记第16日",)
