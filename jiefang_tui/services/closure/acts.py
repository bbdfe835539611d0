"""履约, 回访 and 销号: the acts by which a matter comes to rest; and what it waits for meanwhile."""

from __future__ import annotations

from jiefang_tui.rules.closing import carried_out, settled_lacks
from jiefang_tui.rules.moves import RESTING, not_now
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, Check, by_itself, first, in_state
from jiefang_tui.terms import OPEN_MATTER_STATES
from jiefang_tui.terms import MatterState as S

CONCLUDED = (S.CONCLUDED, S.CLOSED)


def _is_begun(what: str) -> Check:
    return lambda facts: f"不能{what}，还没有办理。" if facts.at.state is S.REGISTERED else ""


def _may_execute(facts: ActFacts) -> str:
    on = facts.at.executed_on
    return f"不能，已于{on}记为执行到位。" if on is not None else ""


def _may_settle(facts: ActFacts) -> str:
    at = facts.at
    if at.settled_on is not None:
        return f"不能，已于{at.settled_on}记为案结事了。"
    if at.state not in CONCLUDED:
        return not_now(at.state, "记案结事了")
    done = carried_out(at.executed_on, at.opinion_result, at.concluded_on)
    lacks = settled_lacks(done, facts.last_solved, at.reaction)
    return f"不能，{'；'.join(lacks).replace('，', '；')}。" if lacks else ""


def _may_close(facts: ActFacts) -> str:
    at = facts.at
    if at.state is S.CLOSED:
        return f"不能再销号，已于{at.closed_on}销号。"
    return "" if at.state is S.CONCLUDED else not_now(at.state, "销号")


def _may_wait(facts: ActFacts) -> str:
    state = facts.at.state
    return "" if state in OPEN_MATTER_STATES else f"不能记等待，这件{state.label}；了结的不用记在等什么。"


def _may_end_simply(facts: ActFacts) -> str:
    """A small matter only: of one visitor or a few, ours to decide, nothing promised or asked of it from above."""
    at = facts.at
    if at.state not in (S.REGISTERED, S.HANDLING):
        return not_now(at.state, "简易办结")
    if facts.has_sheet:
        return "不能简易办结，这件有领导包案；请按三定三包办理，办完结案审查。"
    if facts.most_people >= (least := facts.desk.reference.policy.group_threshold):
        return f"不能简易办结，是{least}人以上的集体访；请交办或者受理，书面答复。"
    if facts.wants_report:
        return "不能简易办结，上级要报办结报告；请受理后出具处理意见书。"
    if facts.extensions:
        return "不能简易办结，已经延期；请出具处理意见书。"
    if facts.reviews:
        return "不能简易办结，经过复查；请出具处理意见书。"
    if facts.has_open_promise:
        return "不能简易办结，还有承诺没有兑现；兑现了再办结。"
    if facts.awaited is not None:
        return "不能简易办结，协议还没有履行完；请按协议办结，履行完了再销号。"
    return ""


def _may_undo_simple(facts: ActFacts) -> str:
    return "" if facts.is_ended_simply else "不能撤回，这件没有简易办结；别的办结请重新办理。"


def _waits(facts: ActFacts) -> str:
    return "" if facts.at.wait_for else "不能，没有记在等什么。"


def _may_look_again(facts: ActFacts) -> str:
    state = facts.at.state
    if state is S.RETURNED:
        return "不能定复看日，这件已退回；由上级另行处理。"
    return not_now(state, "定复看日") if state is S.VOIDED else ""


def _has_look(facts: ActFacts) -> str:
    if facts.at.look_again_on is None:
        return "不能，还没有定复看日；请先定复看日。"
    return "不能，复看结果已经记了；要再看请另定复看日。" if facts.at.look_again_result else ""


def _look_label(facts: ActFacts) -> str:
    at = facts.at
    return "改复看日" if at.look_again_on is not None and not at.look_again_result else "定复看日"


def _wait_label(facts: ActFacts) -> str:
    return "重写等待原因" if facts.at.wait_for else "记等待原因"


def _backlog_label(facts: ActFacts) -> str:
    return "移出积案" if facts.at.is_backlog_listed else "列入积案"


PROMISE = ActSpec("promise", "承诺事项，一期一条", 1, by_itself("记承诺事项"), "promise", "closure")
EXECUTED = ActSpec(
    "executed",
    "执行到位",
    2,
    first(by_itself("记执行到位"), _is_begun("记执行到位"), _may_execute),
    "executed",
    "closure",
)
RELIEF = ActSpec("relief", "困难帮扶", 3, by_itself("记困难帮扶"), "relief", "closure")
PERFORMANCE = (PROMISE, EXECUTED, RELIEF)
"""The list of the tab 履约."""

VISIT = ActSpec("visit", "记回访", 1, first(by_itself("记回访"), _is_begun("回访")), "visit", "closure")
SETTLED = ActSpec("settled", "案结事了", 2, first(by_itself("记案结事了"), _may_settle), "settled", "closure")
REACTION = ActSpec("reaction", "信访人的态度", 3, by_itself("记态度"), "reaction", "closure")
CLOSE = ActSpec("close", "结案审查、销号", 4, _may_close, "close", "closure")
REOPEN = ActSpec("reopen", "重新办理", 5, in_state("重新办理", *RESTING), "reopen", "closure")
END_SIMPLY = ActSpec(
    "end_simply", "简易办结", 5, first(by_itself("简易办结"), _may_end_simply), "end_simply", "closure"
)
LOOK_AGAIN = ActSpec(
    "look_again", "定复看日", 6, first(by_itself("定复看日"), _may_look_again), "look_again", "closure", _look_label
)
LOOKED = ActSpec("looked", "记复看结果", 7, first(by_itself("记复看结果"), _has_look), "looked", "closure")
END_LOOK = ActSpec("end_look", "不再复看", 8, first(by_itself("改复看"), _has_look), "end_look", "closure")
UNDO_SIMPLE = ActSpec("undo_simple_end", "撤回简易办结", 9, _may_undo_simple, "undo_simple_end", "closure")
REST = (VISIT, SETTLED, REACTION, CLOSE, REOPEN, LOOK_AGAIN, LOOKED, END_LOOK, UNDO_SIMPLE)
"""The list of the tab 回访."""

BACKLOG = ActSpec("backlog", "列入积案", 7, by_itself("列为积案"), "backlog", "closure", _backlog_label)
WAIT = ActSpec("wait", "记等待原因", 9, first(by_itself("记等待"), _may_wait), "wait", "closure", _wait_label)
END_WAIT = ActSpec("end_wait", "不再等待", 10, first(by_itself("改等待"), _waits), "end_wait", "closure")

ACTS = (*PERFORMANCE, *REST, END_SIMPLY, BACKLOG, WAIT, END_WAIT)
