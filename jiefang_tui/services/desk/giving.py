"""One piece of work goes from one officer to another: at a handover, and when somebody stands aside."""

from __future__ import annotations

from typing import Any

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.store.models import Officer, Responsibility, TaskForceMember
from jiefang_tui.store.models.lifecycle import Hand


def give(act: Act, hand: Hand, row: Any, taking: Officer, why: str) -> None:
    """Put `row` into the hand of `taking`. A sheet says why another than who received owns it."""
    if isinstance(row, TaskForceMember) and _sits_already(act, row, taking):
        return
    row = act.change(row)
    setattr(row, hand.column, taking)
    if isinstance(row, Responsibility):
        row.other_owner_reason = why


def _sits_already(act: Act, seat: TaskForceMember, taking: Officer) -> bool:
    """A team has one seat for each: where the other one sits already, that seat takes over what this one was."""
    theirs: TaskForceMember | None = TaskForceMember.get_or_none(
        (TaskForceMember.responsibility == seat.responsibility_id) & (TaskForceMember.officer == taking)
    )
    if theirs is None:
        return False
    theirs = act.change(theirs)
    theirs.is_head = theirs.is_head or seat.is_head
    theirs.duty = "、".join(dict.fromkeys(filter(None, (theirs.duty, seat.duty))))
    act.remove(seat)
    return True
