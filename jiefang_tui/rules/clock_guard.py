"""The clock guard: an office PC with an empty battery starts in the year 2000."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

BACKWARD_TOLERANCE = timedelta(minutes=2)
"""A clock set right by hand or by the network may step back a little."""
FORWARD_TOLERANCE = timedelta(days=60)
"""A desk may rest over the longest holiday and some weeks more; beyond that the clock is questioned."""


class ClockVerdict(NamedTuple):
    """What to think of the computer's clock; `sentence` is empty when it is all right."""

    kind: Literal["ok", "behind", "far_ahead"]
    sentence: str = ""

    @property
    def ok(self) -> bool:
        """Whether acts may be written with this clock."""
        return self.kind == "ok"


def judge_clock(now: datetime, last_entry_at: datetime | None) -> ClockVerdict:
    """Compare `now` with the time of the last audit entry (both aware); None when there is none yet."""
    if last_entry_at is None:
        return ClockVerdict("ok")
    last, shown = f"{last_entry_at:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}"
    if now < last_entry_at - BACKWARD_TOLERANCE:
        sentence = f"电脑时间 {shown} 早于最后一笔记录 {last}；请先校准电脑时间，或确认时间无误后再保存。"
        return ClockVerdict("behind", sentence)
    if now > last_entry_at + FORWARD_TOLERANCE:
        days = (now - last_entry_at).days
        sentence = f"电脑时间 {shown} 比最后一笔记录 {last} 晚了 {days} 天；请先校准电脑时间，或确认时间无误后再保存。"
        return ClockVerdict("far_ahead", sentence)
    return ClockVerdict("ok")
