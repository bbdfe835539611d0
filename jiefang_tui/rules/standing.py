"""Where a matter stands and what comes next, in one line of plain Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.clocks import named_counts, named_handling
from jiefang_tui.terms import Category, CountyEntry, MatterState

_OVER = {
    MatterState.ROUTED_OUT: "已引导到法定途径,本台不再办理",
    MatterState.SEALED_OUT: "已按密件移送,本台不留内容",
    MatterState.MERGED: "已并入原事项,在原事项中办理",
}


@dataclass(frozen=True)
class Facts:
    """What the line is made of; a date or name not known stays None or empty."""

    state: MatterState
    today: date
    received_on: date
    category: Category = Category.CLAIM
    accepted_on: date | None = None
    notified_on: date | None = None
    notice_due: date | None = None
    """None when no written notice is owed."""
    handling_due: date | None = None
    handling_article: str = "第三十四条"
    outcome_due: date | None = None
    """限办日期 set with the outcome (交办, 待核实 ...)."""
    owner: str = ""
    """包案领导, or 责任人 of a simple matter."""
    lead_unit: str = ""
    is_under_leader: bool = False
    """包案件: it has a responsibility sheet."""
    gap: str = ""
    """`duties.gap_sentence`."""
    overdue_measures: int = 0
    next_commitment_due: date | None = None
    county: CountyEntry = CountyEntry.NOT_NEEDED
    merged_into: str = ""
    """Register number."""
    concluded_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """The two halves of the line."""

    stands: str
    next_step: str

    @property
    def line(self) -> str:
        """Both halves in one."""
        return f"{self.stands}。下一步: {self.next_step}" if self.next_step else f"{self.stands}"


def standing(facts: Facts) -> Standing:
    """Where the matter stands, and the one thing that comes next: what is late goes before what is due."""
    return Standing(_stands(facts), _next_step(facts))


def _stands(facts: Facts) -> str:
    parts = [facts.state.label]
    if facts.state is MatterState.MERGED and facts.merged_into:
        parts.append(f"并入 {facts.merged_into}")
    if facts.state is MatterState.CONCLUDED and facts.concluded_on:
        parts.append(f"{facts.concluded_on} 办结")
    if facts.owner:
        parts.append(f"{'包案领导' if facts.is_under_leader else '责任人'} {facts.owner}")
    elif facts.lead_unit:
        parts.append(f"承办 {facts.lead_unit}")
    if facts.state in _OVER or facts.state is MatterState.CONCLUDED:
        return ", ".join(parts)
    parts.append(" ".join(named_counts(facts.received_on, facts.accepted_on, facts.today)))
    if facts.handling_due:
        parts.append(named_handling(facts.handling_due, facts.handling_article))
    elif facts.outcome_due:
        parts.append(f"限办 {facts.outcome_due:%m-%d}")
    return ", ".join(parts)


def _next_step(facts: Facts) -> str:
    if facts.state in _OVER:
        return ""
    for step in (_late(facts), _soon_or_missing(facts)):
        if step:
            return step
    return ""


def _late(facts: Facts) -> str:
    """What is already past its day, the law first."""
    today = facts.today
    open_matter = facts.state is not MatterState.CONCLUDED
    if facts.notice_due and not facts.notified_on and facts.notice_due < today:
        return f"书面告知已逾期 {(today - facts.notice_due).days} 天,请马上告知"
    if open_matter and facts.handling_due and facts.handling_due < today:
        return f"办结已逾期 {(today - facts.handling_due).days} 天,请尽快办结"
    if open_matter and facts.outcome_due and facts.outcome_due < today:
        return f"限办日期已过 {(today - facts.outcome_due).days} 天,请催办"
    if facts.next_commitment_due and facts.next_commitment_due < today:
        return f"承诺事项已逾期 {(today - facts.next_commitment_due).days} 天,请核实履行"
    if open_matter and facts.overdue_measures:
        return f"有 {facts.overdue_measures} 条化解措施逾期,请督促"
    return ""


def _soon_or_missing(facts: Facts) -> str:
    """What comes next when nothing is late."""
    if facts.state is MatterState.REGISTERED and not facts.accepted_on:
        return "接谈并作出处理"
    if facts.notice_due and not facts.notified_on:
        return f"{facts.notice_due:%m-%d} 前书面告知信访人"
    if facts.state is MatterState.CONCLUDED:
        if facts.next_commitment_due:
            return f"承诺事项 {facts.next_commitment_due:%m-%d} 到期,届时核实履行"
        return "录入县信访系统" if facts.county is CountyEntry.NOT_ENTERED else ""
    if not facts.owner and not facts.lead_unit:
        return "确定责任人"
    if facts.is_under_leader and facts.gap:
        return f"补齐三定三包({facts.gap})"
    if facts.next_commitment_due:
        return f"承诺事项 {facts.next_commitment_due:%m-%d} 到期"
    if facts.county is CountyEntry.NOT_ENTERED:
        return "录入县信访系统"
    if facts.state is MatterState.IN_MEDIATION:
        return "等调解结果,记下是否达成协议"
    if facts.state is MatterState.SUBMITTED_UP:
        return "等上级答复,记下答复内容"
    due = facts.handling_due or facts.outcome_due
    return f"推进办理,{due:%m-%d} 前有结果" if due else "推进办理,记进展"
