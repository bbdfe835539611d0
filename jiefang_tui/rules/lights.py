"""预警: lights computed from due dates and today. Nobody issues them; cards are another thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiefang_tui.rules.deadlines import Due
from jiefang_tui.terms import Light

_WORST = (Light.RED, Light.YELLOW, Light.PAUSED, Light.GREEN, Light.GREY)


def light(raw_on: date, today: date, *, is_open: bool = True, is_paused: bool = False, yellow_days: int = 7) -> Light:
    """The light of one date: red when it is past, yellow in the last `yellow_days` days with the day itself."""
    if not is_open:
        return Light.GREY
    if is_paused:
        return Light.PAUSED
    left = (raw_on - today).days
    if left < 0:
        return Light.RED
    return Light.YELLOW if left <= yellow_days else Light.GREEN


def light_of(due: Due, today: date, yellow_days: int = 7) -> Light:
    """The light of a due date; the petitioner's own window warns nobody, it is open or it is over."""
    if not due.is_ours:
        return Light.GREY if not due.is_open or due.is_over_on(today) else Light.GREEN
    return light(due.raw, today, is_open=due.is_open, is_paused=due.is_paused, yellow_days=yellow_days)


def is_bold(raw_on: date, today: date, bold_days: int = 3) -> bool:
    """Whether a yellow date is so near that it stands out."""
    return 0 <= (raw_on - today).days <= bold_days


def worst(lights: Iterable[Light]) -> Light:
    """The worst of several lights; grey when there are none."""
    return min(lights, key=_WORST.index, default=Light.GREY)
