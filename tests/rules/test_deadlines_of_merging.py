"""No date comes later or is gone because a matter goes into another one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.deadlines import Due, day_there, put_off
from jiefang_tui.terms import DueKind

TODAY = date(2026, 11, 23)


def _due(kind: DueKind, left: int, **more: Any) -> Due:
    raw = TODAY + timedelta(left)
    given = {"subject": "", "days": None, "is_working": False, "article": "", "source": ""} | more
    return Due(kind=kind, what=kind.label, start=TODAY, raw=raw, rolled=raw, **given)


def _done(kind: DueKind, left: int) -> Due:
    return _due(kind, left, is_open=False, met_on=TODAY)


NOTICE, HANDLING, SET = DueKind.ACCEPTANCE_NOTICE, DueKind.HANDLING, DueKind.SET


def test_what_runs_earlier_there_is_kept() -> None:
    assert put_off([_due(NOTICE, 5)], [_due(NOTICE, 5)], TODAY) is None
    assert put_off([_due(NOTICE, 5)], [_due(NOTICE, -3)], TODAY) is None
    late = _due(NOTICE, 5)
    assert put_off([late], [_due(NOTICE, 6)], TODAY) is late
    assert day_there(late, [_due(NOTICE, 6)]) == TODAY + timedelta(6)
    assert put_off([late], [_due(SET, 1)], TODAY) is late
    assert day_there(late, [_done(NOTICE, 6)]) is None


def test_what_was_done_there_is_done_unless_it_is_late_here() -> None:
    assert put_off([_due(NOTICE, 0)], [_done(NOTICE, 2)], TODAY) is None
    assert put_off([_due(NOTICE, -1)], [_done(NOTICE, 2)], TODAY) is not None


def test_an_extended_date_is_the_same_duty() -> None:
    assert put_off([_due(HANDLING, 40)], [_due(DueKind.EXTENDED, 70)], TODAY) is not None
    assert put_off([_due(DueKind.EXTENDED, 70)], [_due(HANDLING, 40)], TODAY) is None


def test_what_goes_along_is_not_lost() -> None:
    mine = [
        _due(DueKind.COMMITMENT, -2, subject="commitment:3"),
        _due(DueKind.REPLY, 1, subject="dispatch:2"),
        _due(SET, 4),
        _due(DueKind.REVIEW_REQUEST, 3),
        _done(HANDLING, 9),
    ]
    assert put_off(mine, [], TODAY, fixed_days=[TODAY + timedelta(4)]) is None
    assert put_off(mine, [], TODAY) is mine[2]


_DUES = st.lists(
    st.builds(_due, st.sampled_from([NOTICE, HANDLING, DueKind.EXTENDED, SET, DueKind.FOLLOW_UP]), st.integers(-9, 9))
)


@given(_DUES, _DUES)
def test_either_way_the_earliest_of_each_duty_is_kept(mine: list[Due], theirs: list[Due]) -> None:
    if put_off(mine, theirs, TODAY) is not None:
        return
    for due in mine:
        there = day_there(due, theirs)
        assert there is not None and there <= due.raw
