"""预警: lights computed from due dates and today. Nobody issues them; cards are another thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from jiefang_tui.rules.deadlines import Due
from jiefang_tui.terms import Light

_WORST = (Light.RED, Light.YELLOW, Light.PAUSED, Light.GREEN, Light.GREY)


def warns_from(start: date, raw: date, yellow_days: int = 7) -> date:
    """The first yellow day: `yellow_days` before it, but at most a third of the period, so that nothing is yellow at
    birth. It goes by the raw day: whoever enters it by then is in time by every count, also by the county's."""
    return raw - timedelta(days=min(yellow_days, max(0, (raw - start).days) // 3))


def light(warn_on: date, rolled_on: date, today: date, *, is_open: bool = True, is_paused: bool = False) -> Light:
    """The light of one date: yellow from `warn_on` (`warns_from`), red after its last day, rolled."""
    if not is_open:
        return Light.GREY
    if is_paused:
        return Light.PAUSED
    if today > rolled_on:
        return Light.RED
    return Light.YELLOW if today >= warn_on else Light.GREEN


def light_of(due: Due, today: date, yellow_days: int = 7) -> Light:
    """The light of a due date; a window (`terms.WINDOWS`) warns nobody, it is open or over."""
    if not due.is_ours:
        return Light.GREY if not due.is_open or due.is_over_on(today) else Light.GREEN
    warn_on = warns_from(due.start, due.raw, yellow_days)
    return light(warn_on, due.rolled, today, is_open=due.is_open, is_paused=due.is_paused)


def is_bold(rolled_on: date, today: date, bold_days: int = 3) -> bool:
    """Whether a yellow date is so near that it stands out."""
    return 0 <= (rolled_on - today).days <= bold_days


def worst(lights: Iterable[Light]) -> Light:
    """The worst of several lights; grey when there are none."""
    return min(lights, key=_WORST.index, default=Light.GREY)
