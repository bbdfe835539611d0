"""The states of a matter and the moves between them: the one table every act asks before it changes a state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiefang_tui.terms import Category, LegalRoute, MatterState

_S = MatterState

BEFORE_REPLY = (_S.REGISTERED, _S.HANDLING, _S.IN_MEDIATION, _S.SUBMITTED_UP)
"""Nothing has been decided yet: the matter may be accepted, handed on, answered, settled or refused."""
HANDED = (_S.HANDLING, _S.SUBMITTED_UP, _S.IN_MEDIATION)
"""In somebody's hands: a leader's, a unit's, a mediation committee's, a higher level's."""
RESTING = (_S.CONCLUDED, _S.CLOSED, _S.REFUSED, _S.ROUTED_OUT, _S.RETURNED)
"""Decided here; only a reopening (with its cause) makes such a matter one that is handled again."""

MOVES: Mapping[MatterState, frozenset[MatterState]] = {
    _S.REGISTERED: frozenset(
        (_S.HANDLING, _S.IN_MEDIATION, _S.SUBMITTED_UP, _S.ROUTED_OUT, _S.REFUSED, _S.OBJECTED, _S.REPLIED,
         _S.CONCLUDED, _S.MERGED, _S.SEALED_OUT, _S.VOIDED)
    ),
    _S.HANDLING: frozenset(
        (_S.IN_MEDIATION, _S.SUBMITTED_UP, _S.ROUTED_OUT, _S.REFUSED, _S.OBJECTED, _S.REPLIED, _S.CONCLUDED,
         _S.MERGED, _S.SEALED_OUT)
    ),
    _S.IN_MEDIATION: frozenset(
        (_S.HANDLING, _S.SUBMITTED_UP, _S.ROUTED_OUT, _S.REFUSED, _S.REPLIED, _S.CONCLUDED, _S.MERGED, _S.SEALED_OUT)
    ),
    _S.SUBMITTED_UP: frozenset(
        (_S.HANDLING, _S.IN_MEDIATION, _S.ROUTED_OUT, _S.REFUSED, _S.REPLIED, _S.CONCLUDED, _S.MERGED, _S.SEALED_OUT)
    ),
    _S.OBJECTED: frozenset((_S.RETURNED, _S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    _S.REPLIED: frozenset((_S.CONCLUDED, _S.MERGED, _S.SEALED_OUT)),
    _S.CONCLUDED: frozenset((_S.REVIEWING, _S.RECHECKING, _S.CLOSED, _S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    _S.REVIEWING: frozenset((_S.CONCLUDED, _S.CLOSED, _S.HANDLING, _S.SEALED_OUT)),
    _S.RECHECKING: frozenset((_S.CONCLUDED, _S.CLOSED, _S.HANDLING, _S.SEALED_OUT)),
    # Closing the line takes no right away: the 30 days of Art. 35 may still run.
    _S.CLOSED: frozenset((_S.REVIEWING, _S.RECHECKING, _S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    _S.REFUSED: frozenset((_S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    _S.ROUTED_OUT: frozenset((_S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    _S.RETURNED: frozenset((_S.HANDLING, _S.MERGED, _S.SEALED_OUT)),
    # Undoing a merge gives the matter back the state it had.
    _S.MERGED: frozenset(set(_S) - {_S.MERGED, _S.REVIEWING, _S.RECHECKING, _S.VOIDED}),
    _S.SEALED_OUT: frozenset(),
    # Nothing had come of it, or it could not have been voided; its words may still be a report's.
    _S.VOIDED: frozenset((_S.REGISTERED, _S.SEALED_OUT)),
}  # fmt: skip
"""From each state, where it may go. Staying is not a move and always allowed."""

_DOES = {
    _S.REGISTERED: "改回已登记", _S.HANDLING: "转为办理", _S.IN_MEDIATION: "转调解", _S.SUBMITTED_UP: "报请上级",
    _S.ROUTED_OUT: "引导分流", _S.REFUSED: "不予受理", _S.OBJECTED: "提出异议", _S.RETURNED: "退回",
    _S.REPLIED: "出具处理意见", _S.CONCLUDED: "办结", _S.REVIEWING: "申请复查", _S.RECHECKING: "申请复核",
    _S.CLOSED: "销号", _S.MERGED: "并入别的事项", _S.SEALED_OUT: "移送",
    _S.VOIDED: "登记作废",
}  # fmt: skip

_AGAIN = "有新情况请重新登记，或者重新办理"
_INSTEAD = {
    _S.REGISTERED: "请先受理或者作出处理",
    _S.HANDLING: "请先出具处理意见书，或者记下办理结果",
    _S.IN_MEDIATION: "请先记下调解的结果",
    _S.SUBMITTED_UP: "请先记下上级的答复",
    _S.OBJECTED: "请先登记上级是否同意退回",
    _S.REPLIED: "请先登记处理意见书的送达",
    _S.REVIEWING: "请先登记复查的结论",
    _S.RECHECKING: "请先登记复核的结论",
    _S.CONCLUDED: _AGAIN,
    _S.CLOSED: _AGAIN,
    _S.REFUSED: _AGAIN,
    _S.ROUTED_OUT: _AGAIN,
    _S.RETURNED: _AGAIN,
    _S.MERGED: "请在并入的原事项里办理",
    _S.SEALED_OUT: "请向移送去的机关了解",
    _S.VOIDED: "作废错了的请在那次来访里恢复登记",
}


def may_move(frm: str, to: str) -> bool:
    """Whether a matter in state `frm` may come to state `to`; staying where it is always may."""
    return frm == to or MatterState(to) in MOVES[MatterState(frm)]


def refusal(frm: str, to: str) -> str:
    """The sentence for a move that is not allowed: the state, what cannot be done, what to do instead."""
    return not_now(frm, _DOES[MatterState(to)])


def not_now(frm: str, what: str) -> str:
    """The same sentence for any act (`what`, a verb in Chinese) that does not suit the state.

    What stands before the semicolon is the reason; a list of acts shows only that (`services.desk.acts.short`).
    """
    state = MatterState(frm)
    return f"不能{what}，这件{state.label}；{_INSTEAD[state]}。"


def short(why: str) -> str:
    """A reason without what to do instead, for a row of a list."""
    return why.partition("；")[0].removesuffix("。")


def awaits_acceptance(state: str, category: str, route: str | None, accepted_on: date | None) -> bool:
    """Whether a claim of the plain procedure (Regulation Art. 31(6)) is handled without 受理: its days do not run."""
    plain = category == Category.CLAIM and route in (None, LegalRoute.PETITION_PROCEDURE)
    return plain and accepted_on is None and state in HANDED


def needs_closing(state: str, *, was_handled: bool) -> bool:
    """Whether a concluded matter still has to be executed, visited and taken off the list (销号).

    What was answered on the spot and was never in anybody's hands is over with the answer; all else is not, accepted
    or not.
    """
    return state == MatterState.CONCLUDED and was_handled
