"""Who is next (请下一位).

Booked visitors (约访) keep their slot: once their time has come they go before everybody else, by
slot. Among walk-ins those with a priority reason go first, then the order of arrival. Who named a
leader (点名接访) that receives later today waits for that leader, and a booked visitor who is early
for the slot; both are taken when nobody else is there. Who stepped out (暂离) is not in the list and
keeps the number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

SLOT_TOLERANCE = timedelta(minutes=5)
"""A slot counts as due this long before its time, so that no walk-in is begun right before it."""


class Waiting(NamedTuple):
    """An arrival that waits (候访). Nobody on hold or in a talk belongs here."""

    visit_id: int
    queue_no: int
    arrived_at: datetime
    has_priority: bool = False
    """A priority reason was written down (老人, 孕妇 ...)."""
    slot_at: datetime | None = None
    """The booked time; None for a walk-in."""
    waits_for_leader: bool = False
    """They named a leader (点名接访) who receives today, and does not sit there now."""


def _rank(visit: Waiting, now: datetime) -> tuple[int, float, int]:
    if visit.slot_at is not None:
        due = visit.slot_at - SLOT_TOLERANCE <= now
        return (0 if due else 4, visit.slot_at.timestamp(), visit.queue_no)
    return (3 if visit.waits_for_leader else 1 if visit.has_priority else 2, 0.0, visit.queue_no)


def in_order(waiting: Iterable[Waiting], now: datetime) -> list[Waiting]:
    """`waiting` in the order in which they would be asked in at `now`."""
    return sorted(waiting, key=lambda visit: _rank(visit, now))


def next_visit(waiting: Iterable[Waiting], now: datetime) -> int | None:
    """The visit to ask in now, or None when nobody waits."""
    ordered = in_order(waiting, now)
    return ordered[0].visit_id if ordered else None
