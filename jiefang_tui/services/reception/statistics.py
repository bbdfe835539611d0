"""`jiefang stats`: 批次, 人次 and 件 of a span of days, counted as design §6 and domain §3.4 say.

批次 and 人次 come from visits that are 已接 and whose 来由 is 信访, 件 from the distinct matters of those visits,
初访 and 重访 from the pairs of visit and matter. A window arrival (窗口接待) counts apart, once it was dealt with.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception.statistics_of_ways import ways, ways_lines
from jiefang_tui.store.models import Correction, Officer, ReceptionSession, Visit, VisitMatter
from jiefang_tui.store.queries.matter.figures_of_matters import voided_pairs
from jiefang_tui.store.queries.reception.incoming import assigned_by_level
from jiefang_tui.terms import LeaderLevel, PairKind, SessionMode, VisitState

LABELS = {
    "batch_count": "批次", "person_count": "人次", "item_count": "件",
    "group_batch_count": "集体访批次", "group_person_count": "集体访人次",
    "initial_count": "初访", "repeat_count": "重访", "window_count": "窗口接待",
    "left_count": "未接谈离开", "void_count": "登记作废", "void_item_count": "作废其中一件",
}  # fmt: skip
KEYS = tuple(LABELS)
"""The counts, of the whole span and of each session."""

Stats = dict[str, Any]


def stats(desk: Desk, from_day: date, to_day: date) -> Stats:
    """Counts of both days and those between, with the keys of `KEYS`, ``sessions`` with the same keys, and the `ways`.

    ``assigned_by_level`` counts 领导接访交办 (件, by the day they were received here) a level of the leader.
    Each session has ``session`` (随时接访 周敏) and ``date`` (ISO). The sessions add up to the whole in every key but
    ``item_count``, because one matter may be talked about twice. Raises `Refused` when the span is backwards.
    """
    if to_day < from_day:
        raise Refused("截止日期早于起始日期，请核对 --from 和 --to。", "to_day")
    span = Visit.day.between(from_day, to_day)
    by_session = _by_session(span, desk.reference.policy.group_threshold)
    total: Stats = {key: sum(counts[key] for counts in by_session.values()) for key in KEYS}
    received = VisitMatter.select(fn.COUNT(VisitMatter.matter.distinct())).join(Visit).where(span & Visit.is_counted)
    total["item_count"] = int(received.scalar() or 0)
    assigned = assigned_by_level(from_day, to_day)
    total["assigned_by_level"] = {level: assigned.get(LeaderLevel(level), 0) for level, _ in LeaderLevel.above_us()}
    total["sessions"] = _named(by_session)
    return total | ways(from_day, to_day)


_APART = (("left_count", VisitState.LEFT), ("void_count", VisitState.VOIDED))
"""Who was not received, and what was voided: each a line of its own under the table (Art. 44(1))."""


def _by_session(span: Any, group_threshold: int) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}

    def counts_of(session_id: int) -> dict[str, int]:
        return found.setdefault(session_id, dict.fromkeys(KEYS, 0))

    is_group = Visit.headcount >= group_threshold
    visits: Any = (
        Visit.select(Visit.session, is_group, fn.COUNT(Visit.id), fn.SUM(Visit.headcount))
        .where(span & Visit.is_counted)
        .group_by(Visit.session, is_group)
        .tuples()
    )
    for session_id, group, batches, persons in visits:
        counts = counts_of(session_id)
        counts["batch_count"] += batches
        counts["person_count"] += persons
        if group:
            counts["group_batch_count"] += batches
            counts["group_person_count"] += persons
    pairs: Any = (
        VisitMatter.select(Visit.session, VisitMatter.kind, fn.COUNT(VisitMatter.id))
        .join(Visit)
        .where(span & Visit.is_counted)
        .group_by(Visit.session, VisitMatter.kind)
        .tuples()
    )
    for session_id, kind, number in pairs:
        if kind != PairKind.INQUIRY:  # who asked how it stands came for nothing new
            counts_of(session_id)["initial_count" if kind == PairKind.INITIAL else "repeat_count"] += number
    items: Any = (
        VisitMatter.select(Visit.session, fn.COUNT(VisitMatter.matter.distinct()))
        .join(Visit)
        .where(span & Visit.is_counted)
        .group_by(Visit.session)
        .tuples()
    )
    for session_id, number in items:
        counts_of(session_id)["item_count"] = number
    window: Any = (
        Visit.select(Visit.session, fn.COUNT(Visit.id)).where(span & Visit.is_served).group_by(Visit.session).tuples()
    )
    for session_id, number in window:
        counts_of(session_id)["window_count"] = number
    ended: Any = (
        Visit.select(Visit.session, Visit.state, fn.COUNT(Visit.id))
        .where(span & Visit.state.in_([state for _, state in _APART]))
        .group_by(Visit.session, Visit.state)
        .tuples()
    )
    for session_id, state, number in ended:
        key = next(key for key, apart in _APART if apart == state)
        counts_of(session_id)[key] += number
    apart: Any = voided_pairs(Visit.session, fn.COUNT(Correction.matter.distinct())).where(span).group_by(Visit.session)
    for session_id, number in apart.tuples():
        counts_of(session_id)["void_item_count"] = number
    return found


def _named(by_session: dict[int, dict[str, int]]) -> list[Stats]:
    """The sessions in order of their day, each with its name."""
    rows: Any = (
        ReceptionSession.select(ReceptionSession.id, ReceptionSession.day, ReceptionSession.mode, Officer.name)
        .join(Officer, JOIN.LEFT_OUTER, on=(ReceptionSession.leader == Officer.id))
        .where(ReceptionSession.id.in_(list(by_session)))
        .order_by(ReceptionSession.day, ReceptionSession.id)
        .tuples()
    )
    return [
        {"session": f"{SessionMode(mode).label} {leader or ''}".strip(), "date": day.isoformat(), **by_session[row_id]}
        for row_id, day, mode, leader in rows
    ]


def stats_text(desk: Desk, from_day: date, to_day: date) -> str:
    """The same for people: a line for the whole span and one for each session. Raises `Refused`."""
    counted = stats(desk, from_day, to_day)
    span = f"{from_day}" if from_day == to_day else f"{from_day} 至 {to_day}"
    lines = [
        f"{span}  已接 {counted['batch_count']} 批次 {counted['person_count']} 人次 {counted['item_count']} 件",
        f"  集体访 {counted['group_batch_count']} 批次 {counted['group_person_count']} 人次  "
        f"初访 {counted['initial_count']}  重访 {counted['repeat_count']}  窗口接待 {counted['window_count']}",
    ]
    apart = [f"{LABELS[key]} {counted[key]} 批次" for key, _ in _APART if counted[key]]
    if counted["void_item_count"]:
        apart.append(f"{LABELS['void_item_count']} {counted['void_item_count']} 件")
    if apart:
        lines.append(f"  不计在内：{'  '.join(apart)}")
    if any(counted["assigned_by_level"].values()):
        levels = (f"{label} {counted['assigned_by_level'][level]} 件" for level, label in LeaderLevel.above_us())
        lines.append(f"  领导接访交办：{'  '.join(levels)}")
    for one in counted["sessions"]:
        lines.append(
            f"  {one['date']} {one['session']}：{one['batch_count']} 批次 {one['person_count']} 人次 "
            f"{one['item_count']} 件" + (f"  窗口接待 {one['window_count']}" if one["window_count"] else "")
        )
    if not counted["sessions"]:
        lines.append("  这段时间没有接访记录。")
    return "\n".join(lines + ways_lines(counted))
