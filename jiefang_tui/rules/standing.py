"""Where a matter stands and what comes next, in one line of plain Chinese; both counts of its days by name; and what it
ended in, for who brings it again.

A review that was not asked for in time is no ground of the Regulation: only 三级终结 is (Art. 36(3)), and what is owed
to the petitioner as a person stays owed (Art. 37(3)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.day_counts import named_counts, named_handling
from jiefang_tui.rules.moves import RESTING
from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.rules.who_answers import Duty, Part
from jiefang_tui.rules.who_answers import Step as Whose
from jiefang_tui.terms import Category, CountyEntry, DueKind, MatterState, Term

_OVER = (
    MatterState.ROUTED_OUT,
    MatterState.SEALED_OUT,
    MatterState.MERGED,
    MatterState.RETURNED,
    MatterState.REFUSED,
    MatterState.CLOSED,
    MatterState.VOIDED,
)
"""Decided here, with at most the written notice or a promise left to do."""
_RESTS = (*_OVER, MatterState.CONCLUDED)
_TOLD_ELSEWHERE = (MatterState.SEALED_OUT, MatterState.MERGED, MatterState.RETURNED, MatterState.VOIDED)
_ELSEWHERE = (MatterState.REVIEWING, MatterState.RECHECKING)
"""With a higher body: nothing here can be late by it."""


class Step(Term):
    """What kind of thing comes next (下一步), with the word that the key bar has for it."""

    HAND_OVER = "hand_over", "移送"
    TELL = "tell", "告知"
    TALK = "talk", "接谈"
    TELL_EXTENSION = "tell_extension", "延期告知"
    OBJECTION = "objection", "异议结果"
    SERVE = "serve", "登记送达"
    REVIEW = "review", "记结论"
    ACCEPT = "accept", "受理"
    ASSIGN = "assign", "定责任人"
    SIGN = "sign", "签收"
    BOXES = "boxes", "三定三包"
    PROMISE = "promise", "看承诺"
    MEDIATION = "mediation", "调解结果"
    ABOVE = "above", "上级答复"
    ROUTE = "route", "途径结果"
    REPORT_UP = "report_up", "报办结"
    ENTER = "enter", "接着办"
    """Into the county's system: what else is possible is listed with it, for it waits for nobody here."""
    WORK = "work", "接着办"
    """No single act: it is worked on, and what is possible is listed."""
    EXECUTE = "execute", "执行到位"
    VISIT = "visit", "回访"
    LOOK = "look", "复看结果"
    CLOSE = "close", "结案审查"


class Next(NamedTuple):
    """What comes next: its kind (None: nothing), in words, and what of it `who_answers` says whose it is."""

    step: Step | None = None
    words: str = ""
    whose: Duty | None = None


@dataclass(frozen=True)
class Facts:
    """What the line is made of; a date or name not known stays None or empty."""

    state: MatterState
    today: date
    received_on: date
    category: Category = Category.CLAIM
    accepted_on: date | None = None
    awaits_acceptance: bool = False
    """`moves.awaits_acceptance`."""
    notified_on: date | None = None
    notice_due: date | None = None
    """None when no written notice is owed."""
    handling_due: date | None = None
    handling_article: str = "第三十四条"
    assigned_due: date | None = None
    """What a superior set (Art. 22(1)), while it runs."""
    is_extension_untold: bool = False
    """Extended, and the reason was not told in writing (Art. 34)."""
    part: Part = Part.LATE
    """How far whoever has it in hand did their part."""
    outcome_due: date | None = None
    """限办日期 set with the outcome (交办, 待核实 ...)."""
    owner: str = ""
    """包案领导, or 责任人 of a simple matter."""
    lead_unit: str = ""
    authority: str = ""
    """有权机关 that the petitioner was led to."""
    unsigned: str = ""
    """Who was to take it over and has not signed for it: the owner is the 首接人 until then."""
    is_under_leader: bool = False
    """包案件: it has a responsibility sheet."""
    gap: str = ""
    """`duties.gap_sentence`."""
    overdue_measures: int = 0
    next_commitment_due: date | None = None
    next_instalment_due: date | None = None
    """When the first unpaid instalment of its agreements falls due, or fell: the debtor's day, none of the office's."""
    route_due: date | None = None
    """Until when the outcome of another way (Art. 31(1)-(5)) may be expected, by the office's own table."""
    report_due: date | None = None
    """By when whoever assigned it wants its 办结报告; None when none is owed."""
    county: CountyEntry = CountyEntry.NOT_NEEDED
    merged_into: str = ""
    """Register number."""
    concluded_on: date | None = None
    needs_closing: bool = False
    """Concluded, and to be executed, visited and closed (`moves.needs_closing`)."""
    executed_on: date | None = None
    followed_up_on: date | None = None
    closed_on: date | None = None
    finally_closed_on: date | None = None
    replied_on: date | None = None
    refused_on: date | None = None
    refusal_label: str = ""
    transferred_from: str = ""
    wait_label: str = ""
    """`terms.WaitFor`: why nothing moves; empty when it is not waiting."""
    wait_note: str = ""
    wait_since: date | None = None
    """The day the reason was last written down."""
    is_printed: bool = False
    """Of a report: the sealed paper was printed."""
    look_again_on: date | None = None
    """复看: the day on which it is looked at again; None when there is none, or the result is written down."""
    last_days: Mapping[date, date] = field(default_factory=dict)
    """The last day in time of each of these dates that falls on a rest day."""

    def days_late(self, due: date | None) -> int:
        """By how many days that date has passed; 0 while it is in time, or there is none."""
        return 0 if due is None else max(0, (self.today - self.last_days.get(due, due)).days)


@dataclass(frozen=True)
class Standing:
    """The two halves of the line."""

    status: str
    next_step: str
    step: Step | None = None
    """What kind of thing `next_step` asks for; None where nothing comes next."""
    whose: Duty | None = None
    """What the next step is of, for `who_answers`; None where there is none."""

    @property
    def line(self) -> str:
        """Both halves in one."""
        return f"{self.status}。下一步: {self.next_step}" if self.next_step else f"{self.status}"


def standing(facts: Facts) -> Standing:
    """Where the matter stands, and the one thing that comes next: what is late goes before what is due."""
    step, words, whose = _next_step(facts)
    return Standing(_status(facts), words, step, whose)


def _status(facts: Facts) -> str:
    parts = [facts.state.label, *_since(facts)]
    if facts.unsigned and facts.owner:
        parts.append(f"首接人 {facts.owner}负责({facts.unsigned}没有签收)")
    elif facts.owner:
        parts.append(f"{'包案领导' if facts.is_under_leader else '责任人'} {facts.owner}")
    elif facts.lead_unit:
        parts.append(f"承办 {facts.lead_unit}")
    if facts.state in _RESTS:
        return "，".join(parts)
    parts.append(" ".join(named_counts(facts.received_on, facts.accepted_on, facts.today)))
    if facts.handling_due:
        last = facts.last_days.get(facts.handling_due, facts.handling_due)
        parts.append(named_handling(last, facts.handling_article))
    elif facts.outcome_due:
        parts.append(f"限办 {facts.outcome_due:%m-%d}")
    elif facts.route_due:
        parts.append(f"法定途径 {facts.route_due:%m-%d}")
    if facts.wait_label:
        written = f"{facts.wait_since:%m-%d}写明" if facts.wait_since else ""
        said = "，".join(part for part in (facts.wait_note, written) if part)
        parts.append(facts.wait_label + (f"({said})" if said else ""))
    return "，".join(parts)


def _since(facts: Facts) -> list[str]:
    """What belongs to the state itself: since when, why, into which."""
    state = facts.state
    parts = []
    if state is MatterState.ROUTED_OUT and facts.authority:
        parts.append(f"向{facts.authority}提出")
    if state is MatterState.MERGED and facts.merged_into:
        parts.append(f"并入 {facts.merged_into}")
    if state is MatterState.CONCLUDED and facts.concluded_on:
        parts.append(f"{facts.concluded_on} 办结")
    if state is MatterState.CLOSED and facts.closed_on:
        parts.append(f"{facts.closed_on} 销号")
    if state is MatterState.REFUSED:
        parts += [str(part) for part in (facts.refused_on, facts.refusal_label) if part]
    if state is MatterState.REPLIED and facts.replied_on:
        parts.append(f"{facts.replied_on} 出具处理意见书")
    if state is MatterState.OBJECTED and facts.transferred_from:
        parts.append(f"{facts.transferred_from}转来")
    if facts.finally_closed_on:
        parts.append(f"{facts.finally_closed_on} 三级终结")
    return parts


def _next_step(facts: Facts) -> Next:
    if facts.state in _TOLD_ELSEWHERE:
        return Next()
    if facts.category is Category.REPORT_ACCUSATION:
        said = "密件已打印，密封送达，拿回执办完移送" if facts.is_printed else "打印移送密件，密封送达，拿回执办完移送"
        return Next(Step.HAND_OVER, said, DueKind.TRIAGE)
    late = _late(facts)
    return late if late.step else _soon_or_missing(facts)


def _late(facts: Facts) -> Next:
    """What is already past its day, the law first."""
    late = facts.days_late
    at_work = facts.state not in _RESTS and facts.state not in _ELSEWHERE
    if _owes_notice(facts) and (days := late(facts.notice_due)):
        return Next(Step.TELL, f"书面告知已逾期 {days} 天，请马上告知", DueKind.ACCEPTANCE_NOTICE)
    if at_work and (days := late(facts.handling_due)):
        if facts.state is MatterState.REPLIED:
            return Next(Step.SERVE, f"办结已逾期 {days} 天，请尽快送达", DueKind.SERVICE)
        return Next(Step.WORK, f"办结已逾期 {days} 天，请尽快办结", DueKind.HANDLING)
    if at_work and (days := late(facts.assigned_due)):
        return Next(Step.WORK, f"上级交办期限已过 {days} 天，请尽快办结", DueKind.ASSIGNED)
    if not at_work and facts.report_due is not None and (days := (facts.today - facts.report_due).days) > 0:
        # What a higher level set is that day, rest day or not.
        return Next(Step.REPORT_UP, f"办结报告已逾期 {days} 天，请马上报", DueKind.REPORT_UP)
    if facts.is_extension_untold:
        return Next(Step.TELL_EXTENSION, "把延期的理由书面告知信访人", Whose.TELL_EXTENSION)
    if at_work and (days := late(facts.outcome_due)):
        if facts.is_under_leader:
            return Next(Step.WORK, f"化解期限已过 {days} 天，请尽快化解，要改期的写明原因", DueKind.RESOLVE)
        return Next(Step.WORK, f"限办日期已过 {days} 天，请尽快办理", DueKind.SET)
    if days := late(facts.route_due):
        if at_work:
            return Next(Step.WORK, f"法定途径期限已过 {days} 天，请尽快答复", DueKind.ROUTE)
        return Next(Step.ROUTE, f"法定途径期限已过 {days} 天，请核实结果，记法定途径的结果", Whose.SEE_TO)
    if days := late(facts.next_commitment_due):
        return Next(Step.PROMISE, f"承诺事项已逾期 {days} 天，请核实履行", DueKind.COMMITMENT)
    if at_work and facts.overdue_measures:
        return Next(Step.WORK, f"有 {facts.overdue_measures} 条化解措施逾期，请督促", Whose.BOXES)
    return Next()


def _owes_notice(facts: Facts) -> bool:
    return facts.notified_on is None and facts.state not in (MatterState.CLOSED, MatterState.OBJECTED)


_WAITS: Mapping[MatterState, Next] = {
    MatterState.OBJECTED: Next(Step.OBJECTION, "等上级答复是否同意退回，记下结果", Whose.HIGHER),
    MatterState.REPLIED: Next(Step.SERVE, "送达处理意见书，登记送达回证", DueKind.SERVICE),
    MatterState.REVIEWING: Next(Step.REVIEW, "等复查机关的意见，记下结论", DueKind.REVIEW),
    MatterState.RECHECKING: Next(Step.REVIEW, "等复核机关的意见，记下结论", DueKind.RECHECK),
}


def _soon_or_missing(facts: Facts) -> Next:
    """What comes next when nothing is late."""
    if facts.state is MatterState.REGISTERED and not facts.accepted_on:
        return Next(Step.TALK, "接谈并作出处理", Whose.TALK)
    if facts.notice_due and _owes_notice(facts):
        return Next(Step.TELL, f"{facts.notice_due:%m-%d} 前书面告知信访人", DueKind.ACCEPTANCE_NOTICE)
    if facts.state in _RESTS:
        return _to_rest(facts)
    if waits := _WAITS.get(facts.state):
        return waits
    if facts.awaits_acceptance:
        return Next(Step.ACCEPT, "受理，受理了才起算办结期限", Whose.ACCEPT)
    if not facts.owner and not facts.lead_unit:
        return Next(Step.ASSIGN, "确定责任人", Whose.HAND_ON)
    if facts.unsigned:
        if facts.part is Part.UNDELIVERED:
            return Next(Step.SIGN, f"把件交到{facts.unsigned}，登记交件", Whose.HAND_ON)
        return Next(Step.SIGN, f"请{facts.unsigned}签收，登记签收", DueKind.SIGN)
    if facts.is_under_leader and facts.gap:
        return Next(Step.BOXES, f"补齐三定三包({facts.gap})", Whose.BOXES)
    if facts.next_commitment_due:
        return Next(Step.PROMISE, f"承诺事项 {facts.next_commitment_due:%m-%d} 到期", DueKind.COMMITMENT)
    if facts.county is CountyEntry.NOT_ENTERED:
        return Next(Step.ENTER, "录入县信访系统", Whose.ENTER)
    return _under_way(facts)


def _under_way(facts: Facts) -> Next:
    """Nothing is late and nothing missing: by when the result has to be there."""
    if facts.state is MatterState.SUBMITTED_UP:
        return Next(Step.ABOVE, "等上级答复，记下答复内容", Whose.HIGHER)
    if facts.state is MatterState.IN_MEDIATION:
        return Next(Step.MEDIATION, "等调解结果，记下是否达成协议", Whose.WORK)
    due = facts.handling_due or facts.outcome_due or facts.route_due
    if facts.assigned_due is not None:  # what a superior set is due by itself, whatever else runs
        due = min(due or facts.assigned_due, facts.assigned_due)
    until = f"，{due:%m-%d} 前有结果" if due else ""
    if facts.wait_label:
        return Next(Step.WORK, f"{facts.wait_label}，有了回音就记进展{until}", Whose.WORK)
    if facts.part is Part.ANSWERED:
        return Next(Step.WORK, f"承办单位已答复，出具处理意见或者记办理结果{until}", Whose.WORK)
    return Next(Step.WORK, f"推进办理{until or '，记进展'}", Whose.WORK)


def _to_rest(facts: Facts) -> Next:
    """What is decided has to be kept, looked at and closed, one after the other."""
    if facts.report_due:
        return Next(Step.REPORT_UP, f"{facts.report_due:%m-%d} 前报办结报告", DueKind.REPORT_UP)
    if facts.next_commitment_due:
        return Next(Step.PROMISE, f"承诺事项 {facts.next_commitment_due:%m-%d} 到期，届时核实履行", DueKind.COMMITMENT)
    if facts.route_due:
        return Next(Step.ROUTE, f"等法定途径的结果，{facts.route_due:%m-%d} 前应有，有了就记下", DueKind.ROUTE)
    if facts.look_again_on:
        return Next(Step.LOOK, f"{facts.look_again_on:%m-%d} 复看，记下结果", Whose.SEE_TO)
    if facts.state is not MatterState.CONCLUDED:
        return Next()
    if facts.needs_closing and facts.executed_on is None:
        if (due := facts.next_instalment_due) is not None:
            late = (facts.today - due).days
            words = (
                f"协议一期已逾期 {late} 天没付，请催付、核实"
                if late > 0
                else f"协议一期 {due:%m-%d} 到期，届时核实履行"
            )
            return Next(Step.PROMISE, words, Whose.SEE_TO)
        return Next(Step.EXECUTE, "核实执行到位", Whose.SEE_TO)
    visited, concluded = facts.followed_up_on, facts.concluded_on
    if facts.needs_closing and (visited is None or (concluded is not None and visited < concluded)):
        return Next(Step.VISIT, "回访信访人", DueKind.FOLLOW_UP)
    if facts.county is CountyEntry.NOT_ENTERED:
        return Next(Step.ENTER, "录入县信访系统", Whose.ENTER)
    return Next(Step.CLOSE, "结案审查，销号", Whose.CLOSE) if facts.needs_closing else Next()


# -- what it ended in

RESULT_CELLS = 24


def how_it_ended(
    state: MatterState,
    today: date,
    concluded_on: date | None = None,
    result: str = "",
    refused_on: date | None = None,
    ground: str = "",
    finally_closed_on: date | None = None,
) -> str:
    """``三级终结 06-15``, ``不予受理 06-15 不属于本机关职权``, ``已办结 11-02 下月起发放``; empty while it goes on."""
    if finally_closed_on is not None:
        return f"三级终结 {_day(finally_closed_on, today)}"
    if state not in RESTING:
        return ""
    day, said = (refused_on, ground) if state is MatterState.REFUSED else (concluded_on, result)
    parts = [state.label, _day(day, today) if day else "", cut(one_line(said), RESULT_CELLS, "..")]
    return " ".join(part for part in parts if part)


def nothing_new(ended: str, *, is_final: bool) -> str:
    """What is said when there are no new facts or reasons."""
    if is_final:
        return f"{ended}：同一事实和理由不再受理(36条3款)，仍应疏导、帮扶(37条3款)。"
    return f"{ended}：没有新的事实和理由，把原来的结果讲清楚，按 ^S 再按 1 当场答复。"


def _day(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else str(day)
