"""What can be done with one line of 履约 and 回访: a promise, 执行到位, what the closing review still lacks."""

from __future__ import annotations

from jiefang_tui.services.desk.acts import ActFacts, ActSpec, line_act, takes_words
from jiefang_tui.store.models import Commitment
from jiefang_tui.terms import MatterState as S


def _may_fulfil(row: Commitment) -> str:
    return f"不能再记，这项承诺已于{row.fulfilled_on}兑现。" if row.fulfilled_on is not None else ""


def _may_unexecute(facts: ActFacts) -> str:
    if why := takes_words("改回未执行")(facts):
        return why
    if facts.at.executed_on is None:
        return "不能改回未执行，还没有记执行到位；不用改回。"
    return "不能改回未执行，这件已经销号；请先重新办理。" if facts.at.state is S.CLOSED else ""


def _may_correct(row: Commitment) -> str:
    if row.fulfilled_on is None:
        return ""
    return f"不能更正，这项承诺已于{row.fulfilled_on}兑现；记错了请先收回兑现。"


def _may_withdraw(row: Commitment) -> str:
    if row.fulfilled_on is None:
        return ""
    return f"不能收回，这项承诺已于{row.fulfilled_on}兑现；记错了请先收回兑现。"


def _may_unfulfil(row: Commitment) -> str:
    return "" if row.fulfilled_on is not None else "不能收回兑现，这项承诺还没有记兑现。"


FULFIL = line_act("fulfil_commitment", "已兑现", 1, Commitment, _may_fulfil, "closure")
CORRECT_COMMITMENT = line_act("correct_commitment", "定日期、更正", 2, Commitment, _may_correct, "closure")
PROMISE_LINE = (FULFIL, CORRECT_COMMITMENT)
WITHDRAW_COMMITMENT = line_act("withdraw_commitment", "收回承诺", 0, Commitment, _may_withdraw, "closure")
UNFULFIL = line_act("unfulfil_commitment", "收回兑现", 0, Commitment, _may_unfulfil, "closure")
UNEXECUTE = ActSpec("unmark_executed", "改回未执行到位", 0, _may_unexecute, "unmark_executed", "closure")
MEND = ActSpec("mend_gap", "去补", 1, lambda facts: "", "mend_gap", "closure", looks=True)
"""To where a gap of the closing review is mended; the line's number is its place among the gaps."""

ACTS = (*PROMISE_LINE, WITHDRAW_COMMITMENT, UNFULFIL, UNEXECUTE, MEND)
