"""接着办: what is done with a matter that is worked on, from whatever tab it is seen."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui.services.closure.acts import CLOSE, END_SIMPLY, PROMISE, WAIT
from jiefang_tui.services.law.acts import OPINION
from jiefang_tui.services.matter.acts import COUNTY, PROGRESS
from jiefang_tui.services.responsibility.acts import FINISH, FIX, KEEP

WORK = (
    FINISH, KEEP, replace(OPINION, digit=3), COUNTY, replace(PROGRESS, digit=5), replace(PROMISE, digit=6),
    replace(WAIT, digit=7), replace(END_SIMPLY, digit=8), replace(CLOSE, digit=9), FIX,
)  # fmt: skip
"""The list of ^N on a matter that no single act comes next for."""
