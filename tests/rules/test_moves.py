"""The table of states: every move allowed or refused with a sentence, and no state without a way to its end."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules import moves
from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState
from tests.work_left import is_over, owes_notice

STATES = st.sampled_from(list(MatterState))
S = MatterState


def _reach(start: MatterState, without: frozenset[MatterState] = frozenset()) -> set[MatterState]:
    found, todo = {start}, [start]
    while todo:
        for state in moves.MOVES[todo.pop()] - found - without:
            found.add(state)
            todo.append(state)
    return found


@given(STATES, st.lists(STATES, max_size=20))
def test_a_walk_by_the_table_never_leaves_it(start: MatterState, tries: list[MatterState]) -> None:
    state = start
    for to in tries:
        if moves.may_move(state, to):
            state = to
        else:
            said = moves.refusal(state, to)
            assert state.label in said and said.endswith("。") and "请" in said
        assert state in moves.MOVES
    if start is S.SEALED_OUT:
        assert state is S.SEALED_OUT


@given(STATES)
def test_every_state_is_in_the_table_and_is_reached(state: MatterState) -> None:
    assert state in _reach(S.REGISTERED)
    assert moves.may_move(state, state)


@given(st.sampled_from(OPEN_MATTER_STATES))
def test_every_open_matter_can_be_concluded_and_closed_without_merging(state: MatterState) -> None:
    assert {S.CONCLUDED, S.CLOSED} <= _reach(state, frozenset({S.MERGED, S.SEALED_OUT}))


@given(st.sampled_from(moves.RESTING))
def test_what_rests_comes_back_only_as_handled(state: MatterState) -> None:
    back = moves.MOVES[state] & set(OPEN_MATTER_STATES)
    assert back - {S.REVIEWING, S.RECHECKING} == {S.HANDLING}


def test_a_report_does_not_come_back() -> None:
    assert moves.MOVES[S.SEALED_OUT] == frozenset()
    assert all(moves.may_move(state, S.SEALED_OUT) for state in MatterState)


def test_moves_that_are_refused() -> None:
    for frm, to in (
        (S.REGISTERED, S.CLOSED),
        (S.REGISTERED, S.REVIEWING),
        (S.HANDLING, S.CLOSED),
        (S.REPLIED, S.HANDLING),
        (S.REFUSED, S.CONCLUDED),
        (S.CLOSED, S.CONCLUDED),
        (S.OBJECTED, S.CONCLUDED),
        (S.CONCLUDED, S.REFUSED),
    ):
        assert not moves.may_move(frm, to)
    assert moves.refusal(S.REPLIED, S.HANDLING) == "不能转为办理，这件已答复待送达；请先登记处理意见书的送达。"


@given(STATES, st.booleans(), st.booleans(), st.booleans())
def test_over_is_what_stands_in_no_list(state: MatterState, handled: bool, told: bool, promised: bool) -> None:
    day = date(2026, 11, 23)
    over = is_over(state, was_handled=handled, notified_on=day if told else None, has_open_commitment=promised)
    if promised or state in OPEN_MATTER_STATES:
        assert not over
    elif state is S.CONCLUDED:
        assert over is not handled
        assert moves.needs_closing(state, was_handled=handled) is not over
    elif state in (S.REFUSED, S.ROUTED_OUT):
        assert over is told
    else:
        assert over
    assert not owes_notice(state, notified_on=None, exempt_reason="住址不清")
