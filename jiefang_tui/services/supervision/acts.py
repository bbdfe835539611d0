"""督办: the acts that push a matter; and what it waits for, which tells why nothing moves."""

from __future__ import annotations

from jiefang_tui.services.closure.acts import END_WAIT, WAIT
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, Check, first
from jiefang_tui.terms import MatterState

OVER = (
    MatterState.MERGED, MatterState.SEALED_OUT, MatterState.RETURNED, MatterState.CLOSED, MatterState.VOIDED,
)  # fmt: skip
"""Nobody is pushed about these."""


def pushable(what: str) -> Check:
    """Neither a sealed report nor over."""

    def check(facts: ActFacts) -> str:
        if facts.is_sealed:
            return f"不能{what}，检举控告不在这里督办；请向移送的机关了解。"
        if facts.at.state in OVER:
            return f"不能{what}，这件{facts.at.state.label}，不用再督办。"
        return ""

    return check


def _may_resubmit(facts: ActFacts) -> str:
    if (waits := facts.undecided) is not None:
        said = f"{waits.submitted_on}已提请{waits.leader.name}，还没有决定"
        return f"不能再提请，上次的还没有决定；{said}，请先登记领导的决定。"
    if facts.receiving_leader is None:
        return "不能提请，没有可以提请的接访领导；请先定包案领导。"
    return ""


def _may_escalate(facts: ActFacts) -> str:
    if (asked := facts.asked_above) is None:
        return ""
    said = f"{asked.asked_on}已提请{asked.to_unit}，还没有答复"
    return f"不能再提，上次的还没有答复；{said}，请先登记答复。"


def _major_label(facts: ActFacts) -> str:
    return "不再列为重大紧急" if facts.at.is_urgent_major else "列为重大紧急"


def _act(name: str, label: str, digit: int, may: Check) -> ActSpec:
    return ActSpec(name, label, digit, may, name, "supervision")


URGE = _act("urge", "催办", 1, pushable("催办"))
YELLOW = _act("yellow", "发黄牌", 2, pushable("发牌"))
RED = _act("red", "发红牌", 3, pushable("发牌"))
RESUBMIT = _act("resubmit", "再次提请", 4, first(pushable("提请"), _may_resubmit))
CONSULT = _act("consult", "会商", 5, pushable("会商"))
ESCALATE = _act("escalate", "提级办理", 6, first(pushable("提级"), _may_escalate))
URGENT = _act("urgent", "紧急报送", 7, pushable("报送"))
MAJOR = ActSpec("major", "列为重大紧急", 8, pushable("改"), "major", "supervision", _major_label)

ACTS = (URGE, YELLOW, RED, RESUBMIT, CONSULT, ESCALATE, URGENT, MAJOR)
PUSHES = (*ACTS, WAIT, END_WAIT)
"""The list of the tab 督办 and of F5."""
