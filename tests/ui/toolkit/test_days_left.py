"""Days in words."""

from __future__ import annotations

import pytest

from jiefang_tui.ui.toolkit.days_left import days_ago


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "今天"),
        (1, "昨天"),
        (2, "2日前"),
        (40, "40日前"),
        (-1, "1日后"),
        (-2, "2日后"),
        (-3, "3日后"),
        (-40, "40日后"),
    ],
)
def test_an_entry_that_lies_ahead_has_its_words_too(days: int, said: str) -> None:
    """The clock was set back: F5 opens all the same (B11)."""
    assert days_ago(days) == said
