"""三定三包: three things fixed, three guaranteed. What of the six is there, and what is missing in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jiefang_tui.rules.who_answers import Part, Who, answers
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from jiefang_tui.terms import DueKind, DutyKind, Term


class BoxKey(Term):
    """The six boxes, in their order on the screen."""

    TASK_FORCE = "task_force", "工作专班"
    MEASURES = "measures", "化解措施"
    RESOLVE_DUE = "resolve_due", "化解期限"
    KNOW_FACTS = "know_facts", "掌握情况"
    SOLVE_DIFFICULTY = "solve_difficulty", "解决困难"
    COUNSEL = "counsel", "思想疏导"


class BoxState(Term):
    """A 定 box is open or fixed; a 包 box is not begun, under way or done."""

    OPEN = "open", "未定"
    FIXED = "fixed", "已定"
    NOT_BEGUN = "not_begun", "未落实"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已落实"


SATISFIED = frozenset({BoxState.FIXED, BoxState.DONE})


@dataclass(frozen=True)
class TaskForce:
    """工作专班: names; the leader may also be counted among the members."""

    leader: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """One 化解措施."""

    text: str
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None

    def is_overdue(self, today: date, calendar: Calendar = PUBLISHED) -> bool:
        """Whether its last day in time has passed without it being done."""
        return self.done_on is None and self.due_on is not None and calendar.days_left(self.due_on, today) < 0


@dataclass(frozen=True)
class Duty:
    """One of the 三包."""

    kind: DutyKind
    officer: str = ""
    requirement: str = ""
    every_days: int | None = None
    """How often an entry is wanted; None (the rule) when no rhythm is set."""
    fulfilled_on: date | None = None
    entries: tuple[date, ...] = ()
    """Days of the entries of what was really done."""


@dataclass(frozen=True)
class Sheet:
    """A responsibility sheet (包案责任表) as far as the six boxes go. A duty not listed is one not begun."""

    task_force: TaskForce = field(default_factory=TaskForce)
    measures: tuple[Measure, ...] = ()
    resolve_due: date | None = None
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Box:
    """One box as the screen shows it."""

    key: BoxKey
    state: BoxState
    missing: tuple[str, ...] = ()
    """What is missing, in words; empty when the box is satisfied and nothing is late."""
    days_since_entry: int | None = None
    """Days since the last entry (包 boxes only); None without an entry."""

    @property
    def satisfied(self) -> bool:
        """已定 or 已落实."""
        return self.state in SATISFIED


def _task_force(force: TaskForce) -> Box:
    missing = []
    if not force.leader:
        missing.append("缺组长")
    if not force.members:
        missing.append("缺成员")
    return Box(BoxKey.TASK_FORCE, BoxState.OPEN if missing else BoxState.FIXED, tuple(missing))


def _measures(measures: Sequence[Measure], today: date, calendar: Calendar) -> Box:
    if not measures:
        return Box(BoxKey.MEASURES, BoxState.OPEN, ("还没有措施",))
    missing = []
    for number, measure in enumerate(measures, 1):
        if not measure.owner:
            missing.append(f"第{number}条缺责任人")
        if measure.due_on is None:
            missing.append(f"第{number}条缺完成时间")
    state = BoxState.OPEN if missing else BoxState.FIXED
    missing += [f"第{n}条已逾期" for n, measure in enumerate(measures, 1) if measure.is_overdue(today, calendar)]
    return Box(BoxKey.MEASURES, state, tuple(missing))


def _resolve_due(due: date | None, today: date, calendar: Calendar) -> Box:
    if due is None:
        return Box(BoxKey.RESOLVE_DUE, BoxState.OPEN, ("缺期限",))
    left = calendar.days_left(due, today)
    late = (f"已过期限{-left}天",) if left < 0 else ()
    return Box(BoxKey.RESOLVE_DUE, BoxState.FIXED, late)


def _duty(duty: Duty, today: date) -> Box:
    key = BoxKey(duty.kind.value)
    since = max((today - max(duty.entries)).days, 0) if duty.entries else None
    missing = []
    if not duty.officer:
        missing.append("缺责任人")
    if not duty.entries:
        missing.append("还没有记录")
    if duty.fulfilled_on is not None and duty.entries:
        return Box(key, BoxState.DONE, (), since)
    if missing:
        return Box(key, BoxState.NOT_BEGUN, tuple(missing), since)
    if duty.every_days and since is not None and since > duty.every_days:
        missing.append(f"已{since}天没有记录(要求每{duty.every_days}天)")
    return Box(key, BoxState.UNDER_WAY, tuple(missing), since)


def boxes(sheet: Sheet, today: date, calendar: Calendar = PUBLISHED) -> tuple[Box, ...]:
    """The six boxes of `sheet` in their order; what is late in them goes by the office's `calendar`."""
    duties = {duty.kind: duty for duty in sheet.duties}
    return (
        _task_force(sheet.task_force),
        _measures(sheet.measures, today, calendar),
        _resolve_due(sheet.resolve_due, today, calendar),
        *(_duty(duties.get(kind, Duty(kind)), today) for kind in DutyKind),
    )


def first_gap(six: Sequence[Box]) -> Box | None:
    """The first empty box (未定 or 未落实), None when all have at least begun."""
    return next((box for box in six if box.state in (BoxState.OPEN, BoxState.NOT_BEGUN)), None)


def late_sentence(sheet: Sheet, leader: str, today: date, calendar: Calendar = PUBLISHED) -> str:
    """What on it is late and who answers for that: ``第1条措施已逾期3天(李强)``; empty when nothing is."""
    for number, measure in enumerate(sheet.measures, 1):
        if measure.due_on is not None and measure.is_overdue(today, calendar):
            days = -calendar.days_left(measure.due_on, today)
            return f"第{number}条措施已逾期{days}天({_whose(DueKind.MEASURE, leader, measure.owner)})"
    if sheet.resolve_due is not None and (left := calendar.days_left(sheet.resolve_due, today)) < 0:
        return f"化解期限已过{-left}天({_whose(DueKind.RESOLVE, leader, '')})"
    return ""


def _whose(kind: DueKind, leader: str, named: str) -> str:
    who = answers(kind, Part.LATE)
    return {Who.LEADER: leader, Who.NAMED: named}.get(who) or who.label


def gap_sentence(six: Sequence[Box]) -> str:
    """``工作专班未定: 缺组长``; empty when there is no gap."""
    gap = first_gap(six)
    if gap is None:
        return ""
    return f"{gap.key.label}{gap.state.label}" + (f": {gap.missing[0]}" if gap.missing else "")
