"""What the queue, its session line and the preview beside it say, as plain texts and styles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from jiefang_tui.rules.day_counts import named_days
from jiefang_tui.rules.text import mask_id, mask_phone
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.store.queries.reception.queue import BOOKED, Called, QueueRow
from jiefang_tui.store.queries.reception.sessions import SessionView
from jiefang_tui.terms import OPEN_MATTER_STATES, VisitState
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.lines import Part
from jiefang_tui.ui.widgets.row import Column, Row

if TYPE_CHECKING:
    from jiefang_tui.store.queries.reception.visits import PairView, VisitView

COLUMNS = (
    Column("号", 2, right=True),
    Column("标记", 4),
    Column("姓名", 8),
    Column("人", 3, right=True),
    Column("诉求", 0),
    Column("初重", 6),
    Column("到达", 5),
    Column("状态", 10),
)
NAME, TITLE, STATE = 2, 4, 7
"""Places of these columns."""

_TONES = {
    VisitState.ON_HOLD: "dim",
    VisitState.RECEIVED: "faint",
    VisitState.LEFT: "faint",
    VisitState.VOIDED: "faint",
    BOOKED: "dim",
}
"""What is finished is faint, who is away is dim, who waits is plain; bold is only who comes next."""
FINISHED = (VisitState.RECEIVED, VisitState.LEFT, VisitState.VOIDED)
FOLDED = "folded"
"""Key of the row that stands for those above it who are finished."""
FOLD_FROM = 3
MARKS = "标记 急 紧急  密 密件  优 优先  点 点名  集 集体  代 代访  约 约访  重 重点"

PREVIEW_PAST = 4
PREVIEW_MATTERS = 3
PREVIEW_PROMISES = 4


def waited(minutes: int | None) -> str:
    """``41分``, from ten hours on ``16时``; empty when nobody waits."""
    if minutes is None:
        return ""
    return f"{minutes}分" if minutes < 600 else f"{minutes // 60}时"


def marks_of(row: QueueRow) -> list[str]:
    """What is peculiar to an arrival, the most urgent first, one character each."""
    marks = {
        "急": row.is_urgent,
        "密": row.is_sealed,
        "优": bool(row.priority_reason),
        "点": row.named is not None,
        "集": row.is_group,
        "代": row.is_for_another,
        "约": row.slot_at is not None and row.state != BOOKED,
        "重": row.is_key,
    }
    return [mark for mark, has in marks.items() if has][:2]


def is_new(row: QueueRow, now: datetime) -> bool:
    """Whether this arrival was registered within the last minute and still waits."""
    return (
        row.state == VisitState.WAITING
        and row.arrived_at is not None
        and 0 <= (now - row.arrived_at).total_seconds() < 60
    )


def _state_words(row: QueueRow, now: datetime) -> str:
    if row.state == BOOKED:
        late = row.slot_at is not None and row.slot_at < now
        return "约访未到" if late else "约访"
    if row.state == VisitState.WAITING and row.named is not None:
        if row.named.booking is not None:
            return f"约{row.named.booking.slot_at:%m-%d}"
        if row.waits_for_leader:
            return f"等{row.named.leader}"
    if is_new(row, now):
        return "刚登记"
    label = {VisitState.WAITING: "候", VisitState.LEFT: "离开"}.get(VisitState(row.state), VisitState(row.state).label)
    return f"{label} {waited(row.waited_minutes(now))}".rstrip()


def queue_line(row: QueueRow, now: datetime, masks: bool, is_next: bool = False) -> Row:
    """One line of the queue; only who comes next is bold."""
    marks = marks_of(row)
    moment = row.arrived_at or row.slot_at
    tone = "bold" if is_next else "added" if is_new(row, now) else _TONES.get(row.state, "")
    tones: dict[int, str] = {}
    if row.state not in FINISHED and marks:
        tones[1] = "red" if marks[0] == "急" else "at" if marks[0] in "密优" else "dim"
    if row.state == VisitState.IN_TALK:
        tones[STATE] = "at"
    return Row(
        row.key,
        (
            f"{row.number:02}" if row.number else "约",
            "".join(marks),
            "-" if row.is_sealed else shown_name(row.name, masks),
            str(row.headcount) if row.state != BOOKED else "",
            "(检举控告，不留内容)" if row.is_sealed else shown_title(row.title, masks),
            row.repeat,
            f"{moment:%H:%M}" if moment else "",
            _state_words(row, now),
        ),
        tone,
        tones,
        enter=_enter(row),
    )


def queue_lines(
    rows: Iterable[QueueRow], now: datetime, masks: bool, next_id: int | None, room: int, unfolded: bool
) -> list[Row]:
    """The lines of the queue. Where they are more than `room`, who is finished above all others is one line."""
    listed = list(rows)
    done = next((n for n, row in enumerate(listed) if row.state not in FINISHED), len(listed))
    lines = [queue_line(row, now, masks, row.visit_id is not None and row.visit_id == next_id) for row in listed]
    if unfolded or done < FOLD_FROM or len(lines) <= room:
        return lines
    left = sum(row.state == VisitState.LEFT for row in listed[: done - 1])
    counted = f"已接 {done - 1 - left}" + (f"  离开 {left}" if left else "")
    folded = Row(FOLDED, ("", "", f"上面{done - 1}位", "", counted, "", "", ""), "faint", enter="展开")
    return [folded, *lines[done - 1 :]]


def _enter(row: QueueRow) -> str:
    """What Enter does on this row, where it is not 接谈."""
    if row.state == BOOKED:
        return "登记"
    if row.state in (VisitState.RECEIVED, VisitState.VOIDED):
        return "打开"
    return "" if row.is_petition else "办理"


def next_parts(
    waiting: int, called: Called | None, away: int, minutes: int | None, masks: bool, window: int = 0
) -> list[Part]:
    """``候 21 批，^N 请 03 号 陈国强  已等 32分  窗口 1``, or that nobody waits. `window`: who waits there."""
    if called is None:
        return ["没有人候访", f"，暂离 {away} 人  ^T 回来" if away else "  F2 登记"]
    counted = f"候 {waiting} 批，" if waiting else f"窗口候 {window}，" if window else ""
    parts: list[Part] = [(f"{counted}^N 请 {called.number:02} 号 {shown_name(called.name, masks)}", "bold")]
    if minutes:
        parts.append(f"  已等 {waited(minutes)}")
    if waiting and window:
        parts.append(f"  窗口候 {window}")
    return parts


def session_parts(session: SessionView | None, resubmitted: int = 0) -> list[Part]:
    """``周敏 镇党委书记 随时接访``, or what to do while there is no leader.

    `resubmitted`: how much was taken back to this leader and waits for a decision in this session.
    """
    if session is None:
        return [("^O 填接访领导", "$dim")]
    parts: list[Part] = [(f"再次提请 {resubmitted} 件  ", "bold $now")] if resubmitted else []
    if session.leader:
        parts += [session.leader, f" {session.leader_post}" if session.leader_post else ""]
    else:
        parts.append(("接访领导未填 ^O", "bold $card-yellow"))
    parts.append((f" {session.mode_label}", "$dim"))
    return [part for part in parts if part]


# -- the preview

Line = tuple[str, str]
"""(text, style) of one line."""


def preview_lines(
    view: VisitView, today: date, gaps: Mapping[int, str], room: int, masks: bool, calendar: Calendar
) -> list[Line]:
    """The visitor under the cursor: person, this visit, earlier ones, open matters, commitments.

    `gaps` has, for each matter under a leader, the first empty box of 三定三包 in words, or an empty text.
    """
    lines = [*_person(view, masks), *_this_visit(view, today, gaps, masks, calendar)]
    if view.past:
        lines += [("", ""), (f"以前来访 {view.past_count} 次", "bold")]
        for past in view.past[:PREVIEW_PAST]:
            ended = past.outcome or "结果未录"
            who = f"{past.leader} " if past.leader else ""
            lines.append((f" {past.day:%Y-%m-%d} {who}{ended}", "$dim"))
            lines.append((f"   {shown_title(past.title, masks)}", "$dim"))
    for pair in view.pairs:
        if pair.visit_no > 1 and pair.last_entry:
            lines += [("", ""), ("本事项最近", "bold"), *_folded(shown_title(pair.last_entry, masks), room, 2)]
    if view.open_matters:
        lines += [("", ""), (f"另有在办 {len(view.open_matters)} 件", "bold")]
        for matter in view.open_matters[:PREVIEW_MATTERS]:
            lines.append((f" {shown_title(matter.title, masks)}", ""))
            lines += _folded(matter.status, room, 2, "$dim")
            if matter.late:
                lines += _folded(matter.late, room, 2, "$card-red")
    if view.promises:
        lines += [("", ""), ("承诺事项", "bold")]
        for promise in view.promises[:PREVIEW_PROMISES]:
            due = f"{short_day(promise.due_on, today)}前 " if promise.due_on else ""
            late = "(逾期)" if promise.is_late else ""
            style = "$card-red" if promise.is_late else ""
            by = f" {promise.leader}确认" if promise.leader else ""
            lines += _folded(f"{due}{late}{shown_title(promise.text, masks)}{by}", room, 2, style)
    return lines


def _person(view: VisitView, masks: bool) -> list[Line]:
    person = view.person
    if person is None:
        return [(view.name, "bold")]
    facts = " ".join(part for part in (person.sex, f"{person.age}岁" if person.age is not None else "") if part)
    lines: list[Line] = [(f"{shown_name(person.name, masks)}  {facts}".rstrip(), "bold")]
    if person.address:
        lines.append((person.address, ""))
    numbers = "  ".join(part for part in (mask_phone(person.phone), mask_id(person.id_no)) if part)
    if numbers:
        lines.append((numbers, ""))
    return lines


def _this_visit(view: VisitView, today: date, gaps: Mapping[int, str], masks: bool, calendar: Calendar) -> list[Line]:
    lines: list[Line] = [("", ""), *named_lines(view)]
    if not view.pairs:
        lines += [(view.purpose.label, "bold"), (f" {shown_title(view.window_note, masks)}", "")]
    for pair in view.pairs:
        nth = f"第{pair.visit_no}次来访" if pair.visit_no > 1 else "初访"
        ended = f"  {pair.outcome.label}" if pair.outcome else ""
        lines.append((f"{nth}{ended}", "bold"))
        lines.append((f" {shown_title(pair.title, masks)}", ""))
        lines += [(f" {pair.register_no}", "$dim"), *_where_it_stands(pair, today, gaps, calendar)]
    if view.headcount > 1:
        known = len(view.representatives)
        lines.append((f" 同来 {view.headcount}人" + (f"，代表 {known}人" if known else ""), ""))
    extra = [*view.needs, *(["紧急"] if view.is_urgent else [])]
    if view.on_behalf_of:
        extra.append(f"代{shown_name(view.on_behalf_of, masks)}来访")
    if extra:
        lines.append((" " + " ".join(extra), "$card-yellow"))
    return lines


def named_lines(view: VisitView) -> list[Line]:
    """点名接访: who was asked for, and when they are booked with them."""
    if view.named is None:
        return []
    lines: list[Line] = [(f"点名 {view.named.words}", "$now")]
    if view.named.booking is not None:
        lines.append((f" {view.named.booking.words}", ""))
    return lines


def _where_it_stands(pair: PairView, today: date, gaps: Mapping[int, str], calendar: Calendar) -> list[Line]:
    """``办理中 周敏包案 受理第40日``, ``应办结 12-13 剩20日`` by the last day in time, and what 三定三包 lacks."""
    stands = pair.state.label + (f" {pair.owner}包案" if pair.owner else f" {pair.lead_unit}" if pair.lead_unit else "")
    if pair.accepted_on is not None:
        stands += f" {named_days('受理', pair.accepted_on, today)}"
    lines: list[Line] = [(f" {stands}", "")]
    for label, due in (("应办结", pair.handling_due), ("化解期限", pair.resolve_due)):
        if due is not None and pair.state in OPEN_MATTER_STATES:
            last = calendar.last_in_time(due)
            left = (last - today).days
            lines.append((f" {label} {last:%m-%d} {days_left_words(left)}", "$card-red" if left < 0 else ""))
    if pair.matter_id in gaps:
        gap = gaps[pair.matter_id]
        lines.append((f" {gap}", "$card-yellow") if gap else (" 三定三包 已齐", ""))
    return lines


def _folded(text: str, room: int, most: int, style: str = "") -> list[Line]:
    return [(f" {line}", style) for line in cells.fold(text, max(8, room - 1))[:most]]


def booking_lines(row: QueueRow, masks: bool) -> list[Line]:
    """A booked visitor who is not here yet."""
    slot = f"{row.slot_at:%H:%M}" if row.slot_at else ""
    return [
        (shown_name(row.name, masks), "bold"),
        (f"{'重点约访' if row.is_key else '约在'} {slot}", ""),
        (shown_title(row.title, masks), ""),
        ("", ""),
        ("到了按 Enter 登记，不来按 Del 取消", "$dim"),
    ]


def still_in_talk(names: Sequence[tuple[int, str]], masks: bool) -> str:
    """``01 李某某 还在接谈中``; empty when nobody is."""
    if not names:
        return ""
    return "、".join(f"{number:02} {shown_name(name, masks)}" for number, name in names) + " 还在接谈中"
