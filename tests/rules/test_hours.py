"""When a day of the plan begins, read from its hours as they are printed."""

from __future__ import annotations

from datetime import time

import pytest

from jiefang_tui.rules.plans.hours import USUAL, begins_at


@pytest.mark.parametrize(
    ("hours", "begins"),
    [
        ("8:30-11:30", time(8, 30)),
        ("８：３０—１１：３０", time(8, 30)),
        ("上午8:30-11:30 下午14:30-17:00", time(8, 30)),
        ("下午2点半到5点", time(14, 30)),
        ("14:30-17:00", time(14, 30)),
        ("上午9时", time(9)),
        ("晚上7点", time(19)),
        ("", USUAL),
        ("全天", USUAL),
        ("周一上午", USUAL),
    ],
)
def test_the_first_time_of_the_hours(hours: str, begins: time) -> None:
    assert begins_at(hours) == begins
