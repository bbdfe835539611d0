"""What stands in a cell of the month: who, and what came of it or is to come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.store.queries.plans.days import PlanLine
from jiefang_tui.terms import SessionMode
from jiefang_tui.ui.widgets.month_grid import DayCell

_SHORT = {
    SessionMode.JOINT: "联合",
    SessionMode.APPOINTMENT: "约访",
    SessionMode.DOWN_VISIT: "下访",
    SessionMode.NIGHT_VISIT: "夜访",
}
"""Kinds that are said in the cell; an ordinary day is not."""


def day_cell(day: date, lines: Sequence[PlanLine], booked: int, is_market: bool, today: date) -> DayCell:
    """The cell of a day from its lines."""
    standing = [line for line in lines if line.cancelled_on is None]
    mark = "集" if is_market else ""
    if not standing:
        words = "已取消" if lines else f"约{booked}" if booked and day >= today else ""
        return DayCell(came=words, mark=mark, tone="faint", is_quiet=day < today, is_now=day == today)
    first = max(standing, key=lambda line: line.came.batches)  # whose visitors the cell tells of
    is_stand_in = bool(first.planned_leader) and first.swapped_with is None
    name = first.planned_leader if is_stand_in else first.leader or "未定领导"
    who = f"{name} +{len(standing) - 1}" if len(standing) > 1 else f"{name} {_SHORT.get(SessionMode(first.mode), '')}"
    came, tone = _came(standing, day, booked, today)
    return DayCell(who.rstrip(), came, mark, tone, is_quiet=day < today, is_now=day == today)


def _came(lines: Sequence[PlanLine], day: date, booked: int, today: date) -> tuple[str, str]:
    """The third line and its tone."""
    batches = sum(line.came.batches for line in lines)
    first = lines[0]
    if batches:
        items = sum(line.came.items for line in lines)
        told = f"{batches}批{sum(line.came.persons for line in lines)}人"
        tone = "yellow" if any(line.is_unentered(today) for line in lines) else "" if day == today else "dim"
        return told + (f"{items}件" if first.mode == SessionMode.JOINT else ""), tone
    if any(line.is_unentered(today) for line in lines):
        return "未登记", "yellow"
    if first.had_no_visitor:
        return "无人来访", "faint"
    if first.attended_at is not None:
        return "到岗", "dim"
    if first.swapped_with is not None:
        return f"换自 {first.swapped_with:%m-%d}", "now"
    if first.planned_leader:
        return f"{first.leader}代", "now"
    return (f"约{booked}" if booked else ""), ""


def day_words(day: date, lines: Collection[PlanLine]) -> list[tuple[str, str]]:
    """The day in words, for the status line: date, who, where, when, what became of it."""
    parts = [(f"{day:%m-%d} {weekday_of(day)}", "bold")]
    for line in lines:
        parts.append(("  " + line_words(line), "$dim" if line.cancelled_on else ""))
    return parts if lines else [*parts, ("  没有安排，Ins加一场", "$dim")]


def choice_words(line: PlanLine) -> str:
    """One of several days to choose from: what is cut at the end of the line is the place."""
    words = " ".join([*_changes(line), *filter(None, (line.hours, line.place))])
    return f"{line.day:%m-%d} {weekday_of(line.day)}  {line.leader or '未定领导'}  {words}"


def line_words(line: PlanLine) -> str:
    """One leader's day in words."""
    said = [" ".join(filter(None, (line.leader or "未定领导", line.post)))]
    said += [word for word in (line.place, line.hours) if word]
    return " ".join([*said, *_changes(line)])


def _changes(line: PlanLine) -> list[str]:
    """What became of it beside the plan."""
    said = []
    if line.cancelled_on:
        said.append(f"已取消({line.cancel_reason})")
    elif line.swapped_with:
        said.append(f"与{line.planned_leader}对调，换自{line.swapped_with:%m-%d}")
    elif line.planned_leader:
        said.append(f"代{line.planned_leader}" + (f"({line.change_reason})" if line.change_reason else ""))
    if line.predecessor:
        said.append(f"{line.succeeded_from:%m-%d}起接替{line.predecessor}")
    if line.plan_day_id is None:
        said.append("没有排班，随时接访")
    if line.had_no_visitor:
        said.append("当日无来访" + (f"，{line.done_instead}" if line.done_instead else ""))
    return said
