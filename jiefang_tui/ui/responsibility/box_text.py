"""What a box of 三定三包 says, as lines of styled pieces that fit its cells. No widget here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiefang_tui.rules.duties import Box, BoxKey, BoxState
from jiefang_tui.store.queries.responsibility.sheets import DutyView, MeasureView, SheetView
from jiefang_tui.store.queries.together.table import UndertakingView
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words, short_day
from jiefang_tui.ui.widgets import cells

Piece = tuple[str, str]
"""(text, style)."""
Line = list[Piece]

FIXED = (BoxKey.TASK_FORCE, BoxKey.MEASURES, BoxKey.RESOLVE_DUE)
TONES = {
    BoxState.OPEN: "bold $card-yellow",
    BoxState.NOT_BEGUN: "bold $card-yellow",
    BoxState.UNDER_WAY: "",
    BoxState.FIXED: "$said",
    BoxState.DONE: "$said",
}


def box_lines(
    sheet: SheetView,
    box: Box,
    today: date,
    legal_due: date | None,
    width: int,
    height: int,
    undertaken: Sequence[UndertakingView] = (),
) -> list[Line]:
    """The lines of one box: its name and state, what stands in it, what is missing.

    `undertaken`: what units undertook and have not done, which stands beside the measures.
    """
    head = _head(sheet, box, width)
    if box.key is BoxKey.TASK_FORCE:
        body = _task_force(sheet, width)
    elif box.key is BoxKey.MEASURES:
        theirs = [_undertaken(one, today, width) for one in undertaken]
        body = [*_measures(sheet.measures, today, width, height - 1 - len(theirs)), *theirs]
    elif box.key is BoxKey.RESOLVE_DUE:
        body = _resolve_due(sheet.resolve_due, sheet.resolve_last, today, legal_due, width)
    else:
        body = _duty(sheet.duty(box.key.value), box, today, width, height - 1 - len(box.missing))
    missing: list[Line] = []
    if box.key is not BoxKey.MEASURES or not sheet.measures:
        missing = [[(cells.fit(text, width), "$card-yellow")] for text in box.missing if text not in _SAID_ELSEWHERE]
    room = height - 1 - len(missing)
    if len(body) > room:
        body = [*body[: max(0, room - 1)], [(f"另有{len(body) - max(0, room - 1)}行，Enter 打开", "$dim")]]
    return [head, *body, *missing][:height]


_SAID_ELSEWHERE = ("缺期限",)


def _head(sheet: SheetView, box: Box, width: int) -> Line:
    prefix = "定 " if box.key in FIXED else "包 "
    state = box.state.label
    if box.key is BoxKey.MEASURES and sheet.measures:
        done = sum(one.done_on is not None for one in sheet.measures)
        state = f"{done}/{len(sheet.measures)} 完成" if box.satisfied else f"{state} {done}/{len(sheet.measures)}"
    if box.days_since_entry is not None and box.state is BoxState.UNDER_WAY:
        since = days_ago(box.days_since_entry)
        full = f"{state} {since}"
        if cells.width(prefix + box.key.label + full) < width:  # else the days stand at 近记
            state = full
    room = max(0, width - cells.width(prefix) - cells.width(state) - 1)
    return [(prefix + cells.fit(box.key.label, room) + " ", "bold"), (state, TONES[box.state])]


def _task_force(sheet: SheetView, width: int) -> list[Line]:
    lines: list[Line] = []
    for one in sheet.members:
        title = " ".join(part for part in (one.post if one.is_head else one.unit or one.post, one.duty) if part)
        role = "组长 " if one.is_head else ""
        name = f"{role}{one.name} " if one.is_head else cells.fit(one.name, 8)
        lines.append([(cells.fit(name + title, width), "bold" if one.is_head else "")])
    return lines


def _measures(measures: tuple[MeasureView, ...], today: date, width: int, room: int) -> list[Line]:
    shown = list(measures)
    if len(shown) > room:  # what is still to do matters more than what is done
        shown.sort(key=lambda one: one.done_on is not None)
    wide = len(shown) * 2 <= room
    lines: list[Line] = []
    for one in shown:
        days = one.days_left(today)
        mark, style = ("完成", "$said") if one.done_on else ("待办", "")
        if days is not None and days < 0:
            mark, style = "逾期", "bold $card-red"
        day = one.done_on or one.last_on
        when = short_day(day, today) if day else "未定  "
        lines.append([(mark + " ", style), (cells.fit(f"{when} {one.text}", width - 5), "$dim" if one.done_on else "")])
        if wide and one.done_on is None:
            owner = one.owner or "缺责任人"
            lines.append(
                [
                    ("     ", ""),
                    (
                        cells.fit(f"{owner} {days_left_words(days)}" if days is not None else owner, width - 5),
                        "" if one.owner and one.due_on else "$card-yellow",
                    ),
                ]
            )
    return lines


def _undertaken(one: UndertakingView, today: date, width: int) -> Line:
    is_late = one.due_on is not None and one.due_on < today
    when = short_day(one.due_on, today) if one.due_on else "未定  "
    text = cells.fit(f"{when} {one.who} {one.text}", width - 5)
    return [("认领 ", "bold $card-red" if is_late else ""), (text, "")]


def _resolve_due(due: date | None, last: date | None, today: date, legal: date | None, width: int) -> list[Line]:
    if due is None:
        lines: list[Line] = [[("缺期限，Enter 填写", "$card-yellow")]]
    else:
        until = last or due
        days = (until - today).days
        put_off = f"定的 {due:%m-%d} 是休息日" if until != due else ""
        lines = [[(f"{until}  ", "bold"), (days_left_words(days), "bold $card-red" if days < 0 else "")]]
        lines.append([(cells.fit(put_off, width), "$dim")])
    if legal is not None:
        lines.append([(cells.fit(_against_law(last or due, legal), width), _law_style(last or due, legal))])
    return lines


def _against_law(due: date | None, legal: date) -> str:
    if due is None or due == legal:
        return f"法定应办结 {legal:%m-%d}"
    days = abs((legal - due).days)
    return f"{'早于' if due < legal else '晚于'}法定 {legal:%m-%d} {days}日"


def _law_style(due: date | None, legal: date) -> str:
    return "bold $card-red" if due is not None and due > legal else "$dim"


def _duty(duty: DutyView, box: Box, today: date, width: int, room: int) -> list[Line]:
    lines: list[Line] = []
    if duty.officer:
        lines.append([("责任 ", "$dim"), (cells.fit(duty.officer, width - 5), "")])
    if duty.requirement:
        lines.append([("要求 ", "$dim"), (cells.fit(duty.requirement, width - 5), "")])
    if duty.last_on is not None:
        ago = f" ({days_ago(box.days_since_entry or 0)})"
        lines.append([("近记 ", "$dim"), (cells.fit(short_day(duty.last_on, today) + ago, width - 5), "")])
        folded = cells.fold(duty.last_text, width)
        lines += [[(text, "")] for text in folded[: max(1, room - len(lines) - 1)]]
        count = f"共 {duty.entry_count} 次"
        if duty.fulfilled_on:
            count += f"  {short_day(duty.fulfilled_on, today)} 落实"
        lines.append([(count, "$dim")])
    return lines
