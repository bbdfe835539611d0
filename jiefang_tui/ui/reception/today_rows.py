"""What the queue, its session line and the preview beside it say, as plain texts and styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from jiefang_tui.rules.day_counts import named_days
from jiefang_tui.rules.text import mask_id, mask_phone
from jiefang_tui.store.queries.reception.queue import BOOKED, QueueRow
from jiefang_tui.store.queries.reception.sessions import SessionView
from jiefang_tui.terms import OPEN_MATTER_STATES, VisitState
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.lines import Part
from jiefang_tui.ui.widgets.row import Column, Row

if TYPE_CHECKING:
    from jiefang_tui.store.queries.reception.visits import PairView, VisitView

COLUMNS = (
    Column("号", 3, right=True),
    Column("到达", 5),
    Column("姓名", 8),
    Column("人", 4, right=True),
    Column("诉求", 0),
    Column("初重", 6),
    Column("状态", 10),
    Column("已等", 5),
)

_TONES = {
    VisitState.IN_TALK: "now",
    VisitState.WAITING: "bold",
    VisitState.RECEIVED: "dim",
    VisitState.LEFT: "dim",
    VisitState.VOIDED: "dim",
    BOOKED: "dim",
}
"""What is done is dim, what is now is bold; 暂离 stays plain."""

PREVIEW_PAST = 4
PREVIEW_MATTERS = 3
PREVIEW_PROMISES = 4


def waited(minutes: int | None) -> str:
    """``41分``, from ten hours on ``16时``; ``-`` when nobody waits."""
    if minutes is None:
        return "-"
    return f"{minutes}分" if minutes < 600 else f"{minutes // 60}时"


def queue_line(row: QueueRow, now: datetime, masks: bool) -> Row:
    """One line of the queue."""
    marks = []
    if row.is_urgent:
        marks.append("急")
    if row.priority_reason:
        marks.append(f"优先 {row.priority_reason}")
    if row.slot_at is not None and row.state != BOOKED:
        marks.append(f"约{row.slot_at:%H:%M}")
    title = "".join(f"[{mark}]" for mark in marks) + shown_title(row.title, masks)
    moment = row.arrived_at or row.slot_at
    tone = _TONES.get(row.state, "")
    late = row.state == BOOKED and row.slot_at is not None and row.slot_at < now
    return Row(
        row.key,
        (
            f"{row.number:02}" if row.number else "约",
            f"{moment:%H:%M}" if moment else "",
            shown_name(row.name, masks),
            str(row.headcount) if row.state != BOOKED else "",
            title,
            row.repeat,
            ("约访未到" if late else "约访") if row.state == BOOKED else VisitState(row.state).label,
            waited(row.waited_minutes(now)),
        ),
        tone,
        enter=_enter(row),
    )


def _enter(row: QueueRow) -> str:
    """What Enter does on this row, where it is not 接谈."""
    if row.state == BOOKED:
        return "登记"
    if row.state == VisitState.RECEIVED:
        return "打开"
    return "" if row.is_petition else "办理"


def session_parts(session: SessionView | None, resubmitted: int = 0) -> list[Part]:
    """``随时接访  接访领导 周敏 镇党委书记  参加单位 司法所 人社所``, or what to do while there is no leader.

    `resubmitted`: how much was taken back to this leader and waits for a decision in this session.
    """
    if session is None:
        return ["登记第一位时自动开场；^O 可先填接访领导"]
    parts: list[Part] = [session.mode_label, "  "]
    if session.leader:
        parts += ["接访领导 ", (session.leader, "bold"), f" {session.leader_post}" if session.leader_post else ""]
    else:
        parts += [("接访领导未填，按 ^O 填写", "bold $card-yellow")]
    if resubmitted:
        parts.append((f"  再次提请 {resubmitted} 件待决定", "bold $now"))
    if session.units:
        parts.append("  参加单位 " + " ".join(session.units))
    if session.subject:
        parts.append(f"  {session.subject}")
    return [part for part in parts if part]


# -- the preview

Line = tuple[str, str]
"""(text, style) of one line."""


def preview_lines(view: VisitView, today: date, gaps: Mapping[int, str], room: int, masks: bool) -> list[Line]:
    """The visitor under the cursor: person, this visit, earlier ones, open matters, commitments.

    `gaps` has, for each matter under a leader, the first empty box of 三定三包 in words, or an empty text.
    """
    lines = [*_person(view, masks), *_this_visit(view, today, gaps, masks)]
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
        from jiefang_tui.ui.toolkit.days_left import short_day

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


def _this_visit(view: VisitView, today: date, gaps: Mapping[int, str], masks: bool) -> list[Line]:
    lines: list[Line] = [("", "")]
    if not view.pairs:
        lines += [(view.purpose.label, "bold"), (f" {shown_title(view.window_note, masks)}", "")]
    for pair in view.pairs:
        nth = f"第{pair.visit_no}次来访" if pair.visit_no > 1 else "初访"
        ended = f"  {pair.outcome.label}" if pair.outcome else ""
        lines.append((f"{nth}{ended}", "bold"))
        lines.append((f" {shown_title(pair.title, masks)}", ""))
        lines += [(f" {pair.register_no}", "$dim"), *_where_it_stands(pair, today, gaps)]
    if view.headcount > 1:
        known = len(view.representatives)
        lines.append((f" 同来 {view.headcount}人" + (f"，代表 {known}人" if known else ""), ""))
    extra = [*view.needs, *(["紧急"] if view.is_urgent else [])]
    if view.on_behalf_of:
        extra.append(f"代{shown_name(view.on_behalf_of, masks)}来访")
    if extra:
        lines.append((" " + " ".join(extra), "$card-yellow"))
    return lines


def _where_it_stands(pair: PairView, today: date, gaps: Mapping[int, str]) -> list[Line]:
    """``办理中 周敏包案 受理第40日``, ``应办结 12-13 剩20日``, and what 三定三包 lacks."""
    stands = pair.state.label + (f" {pair.owner}包案" if pair.owner else f" {pair.lead_unit}" if pair.lead_unit else "")
    if pair.accepted_on is not None:
        stands += f" {named_days('受理', pair.accepted_on, today)}"
    lines: list[Line] = [(f" {stands}", "")]
    for label, due in (("应办结", pair.handling_due), ("化解期限", pair.resolve_due)):
        if due is not None and pair.state in OPEN_MATTER_STATES:
            left = (due - today).days
            words, style = (f"剩{left}日", "") if left >= 0 else (f"逾期{-left}日", "$card-red")
            lines.append((f" {label} {due:%m-%d} {words}", style))
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
        (f"约在 {slot}", ""),
        (shown_title(row.title, masks), ""),
        ("", ""),
        ("到了按 Enter 登记，不来按 Del 取消", "$dim"),
    ]


def still_in_talk(names: Sequence[tuple[int, str]], masks: bool) -> str:
    """``01 李某某 还在接谈中``; empty when nobody is."""
    if not names:
        return ""
    return "、".join(f"{number:02} {shown_name(name, masks)}" for number, name in names) + " 还在接谈中"
