"""What becomes of the dates of a matter that goes into another one (并案). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from jiefang_tui.rules.deadlines import Due
from jiefang_tui.terms import DueKind

_GO_ALONG = ("dispatch:", "commitment:")
"""Dates of what moves to the other matter and keeps its day."""


def put_off(mine: Sequence[Due], theirs: Sequence[Due], today: date, kept: Collection[date] = ()) -> Due | None:
    """The first open date of ours in `mine` that would come later, or be gone, if all went on by `theirs`; else None.

    One that is met there and not yet late here is done by that. `kept` are days that go along by themselves (约访).
    """
    for due in mine:
        if not (due.is_open and due.is_ours) or due.subject.startswith(_GO_ALONG):
            continue
        if due.kind is DueKind.SET and due.raw in kept:
            continue
        same = [one for one in theirs if _kind(one) == _kind(due)]
        runs_there = any(one.is_open and one.raw <= due.raw for one in same)
        is_done_there = due.raw >= today and any(one.met_on is not None for one in same)
        if not (runs_there or is_done_there):
            return due
    return None


def day_there(due: Due, theirs: Sequence[Due]) -> date | None:
    """By when the same is to be done by `theirs`, where it runs there."""
    return min((one.raw for one in theirs if one.is_open and _kind(one) == _kind(due)), default=None)


def _kind(due: Due) -> DueKind:
    """An extended date is the date of the same duty."""
    return DueKind.HANDLING if due.kind is DueKind.EXTENDED else due.kind
