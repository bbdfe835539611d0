"""Idle time passes at once in the tests of screens, and no other time does: nothing depends on the machine's speed.

Textual's pilot waits at least 20 ms after each key and each pause for what a timer may still do, and tests wait for a
row to be rested on or for a name to be looked up. Here the clock of the event loop and of the timers tells only the
time skipped: when every task waits, it jumps to the moment when the first of them goes on; while something is at work
it stands. What is due happens in the same order, at the same time by that clock, however long the work took.

Nothing else may be waited for but timers: a thread or a process would seem to need no time at all.
"""

from __future__ import annotations

import asyncio
import selectors
from time import monotonic
from typing import Any

from textual import _time, _wait, message_pump
from textual.pilot import Pilot

from jiefang_tui.ui.widgets import row_list

MOMENT = 1e-6
_now = monotonic()


def now() -> float:
    """Seconds on the clock of the screens."""
    return _now


class _Selector(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Skips the time in which the loop would have slept."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        global _now
        if timeout is None:
            return super().select(None)
        ready = super().select(0)
        if not ready and timeout > 0:
            _now += timeout
        return ready


class IdleTimePasses(asyncio.SelectorEventLoop):
    """An event loop that never sleeps."""

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        return now()


def install() -> None:
    """All that reads the time while a screen is tried reads this clock."""
    modules: list[tuple[Any, str]] = [(_time, "get_time"), (_time, "time"), (_wait, "monotonic")]
    for module, name in [*modules, (message_pump, "time"), (row_list, "monotonic")]:
        assert callable(getattr(module, name))
        setattr(module, name, now)
    assert callable(Pilot._wait_for_screen)
    Pilot._wait_for_screen = _all_is_done  # type: ignore[method-assign]


async def _all_is_done(self: Pilot[Any], timeout: float = 0.0) -> bool:
    """Wait until nothing is at work, which is when the clock moves; Textual asks each widget of the screen instead."""
    await asyncio.sleep(MOMENT)
    return True
