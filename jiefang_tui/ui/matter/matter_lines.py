"""The clock over a matter: both counts by name, the date the law sets, and what stands still."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from textual.content import Content

from jiefang_tui.rules.day_counts import named_counts
from jiefang_tui.rules.why import cited_shortly
from jiefang_tui.store.queries.law.due import DeadlineView
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import BY_LAW, DueKind, Light, MatterState
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.widgets import cells

BAR_CELLS = 12
LEGAL = {
    DueKind.HANDLING: "应办结", DueKind.EXTENDED: "延期后应办结", DueKind.ROUTE: "法定途径",
    DueKind.REVIEW: "复查意见", DueKind.RECHECK: "复核意见", DueKind.ASSIGNED: "交办期限",
}  # fmt: skip
_ENDS = (DueKind.EXTENDED, DueKind.HANDLING, DueKind.ASSIGNED)
"""What is met by being concluded, the one that holds first."""
_DECIDED = (MatterState.REFUSED, MatterState.ROUTED_OUT)
_STYLES = {Light.RED: "bold $card-red", Light.YELLOW: "bold $card-yellow"}


def legal_deadline(deadlines: Sequence[DeadlineView]) -> DeadlineView | None:
    """The open date by which the law wants an end: 办结, extended or not, or that of another route."""
    return _first(deadlines, [*LEGAL])


def _first(deadlines: Sequence[DeadlineView], kinds: Collection[DueKind]) -> DeadlineView | None:
    running = [one for one in deadlines if one.kind in kinds and one.is_ours and one.light is not Light.GREY]
    return min(running, key=lambda one: one.last, default=None)


def clock_line(view: MatterView, deadlines: Sequence[DeadlineView], today: date, room: int) -> Content:
    """``登记第42日  受理第40日  应办结 12-13(第三十四条)  剩20日`` with a bar of plain signs where there is room.

    The law's date goes before our own, and every date says which one it is.
    """
    counts = named_counts(view.received_on, view.accepted_on, view.counted_to, is_over=view.counted_to < today)
    parts: list[str | tuple[str, str]] = ["  ".join(counts)]
    nearest = _first(deadlines, BY_LAW) or _first(deadlines, tuple(DueKind))
    if view.concluded_on is not None and not view.is_open:
        parts.append((f"  {view.concluded_on} 办结", "$said"))
        parts += _how_late(parts, deadlines, today, room)
        report = _first(deadlines, (DueKind.REPORT_UP,))
        if report is not None:
            parts.append(f"  {report.what} {short_day(report.last, today)} ")
            parts.append((days_left_words(report.days_left), _STYLES.get(report.light, "")))
    elif view.state in _DECIDED and (told := _told_late(deadlines, today)):
        parts += told
    elif (due := legal_deadline(deadlines)) is not None:
        parts += _legal(parts, due, today, room)
    elif nearest is not None:
        article = _article(nearest)
        parts.append(f"  {nearest.what} {short_day(nearest.last, today)}{article}  ")
        parts.append((days_left_words(nearest.days_left), _STYLES.get(nearest.light, "")))
        parts.append(f"  {nearest.both}" if nearest.both else "")
    if view.open_visit is not None:
        parts.append((f"  今日来访 {view.open_visit[1]}", "bold $now"))
    return Content.assemble(*parts)


def _told_late(deadlines: Sequence[DeadlineView], today: date) -> list[str | tuple[str, str]]:
    """That a refusal, or that it was led elsewhere, was told after its day: nothing else of it can be late."""
    for one in deadlines:
        if one.kind is DueKind.ACCEPTANCE_NOTICE and not one.subject and one.met_on is not None:
            late = (one.met_on - one.last).days
            said = f"  应告知 {short_day(one.last, today)}{_article(one)}"
            return [(f"  逾期{late}日告知", "bold $card-red"), said] if late > 0 else []
    return []


def _how_late(
    before: list[str | tuple[str, str]], deadlines: Sequence[DeadlineView], today: date, room: int
) -> list[str | tuple[str, str]]:
    """That it was concluded late, and by how much: it stays said, also when it is off the list. Without room for
    the article the date stands alone.
    """
    met = {one.kind: one for one in deadlines if one.kind in _ENDS and not one.subject and one.met_on is not None}
    due = next((met[kind] for kind in _ENDS if kind in met), None)
    if due is None or due.met_on is None or due.met_on <= due.last:
        return []
    late = f"  逾期{(due.met_on - due.last).days}日办结"
    date_said = f"  {LEGAL.get(due.kind, due.what)} {short_day(due.last, today)}"
    article = _article(due)
    fits = _width(before) + cells.width(f"{late}{date_said}{article}") <= room
    return [(late, "bold $card-red"), f"{date_said}{article}" if fits else date_said]


def _article(due: DeadlineView) -> str:
    said = cited_shortly(due.source, due.article)
    return f"({said})" if said else ""


def _width(parts: list[str | tuple[str, str]]) -> int:
    return cells.width("".join(part if isinstance(part, str) else part[0] for part in parts))


def _legal(
    before: list[str | tuple[str, str]], due: DeadlineView, today: date, room: int
) -> list[str | tuple[str, str]]:
    """The legal date with its article, and how much of its days is gone; a hearing stops only 复核 (Art. 36(2))."""
    what = LEGAL.get(due.kind, due.what)
    if due.light is Light.PAUSED:
        return [(f"  {what} 听证中，期限中止，现算到 {short_day(due.last, today)}", "bold $now")]
    parts: list[str | tuple[str, str]] = []
    days_left = due.days_left
    if _width(before) + BAR_CELLS + 46 <= room:
        length = max(1, (due.last - due.start).days)
        done = max(0, min(BAR_CELLS, round((length - days_left) / length * BAR_CELLS)))
        style = "$card-red" if days_left < 0 else "$said"
        parts += ["  ", ("=" * done, style), ("-" * (BAR_CELLS - done), "$dim")]
    article = _article(due)
    parts.append(f"  {what} {short_day(due.last, today)}{article}  ")
    parts.append((days_left_words(days_left), _STYLES.get(due.light, "")))
    parts.append(f"  {due.both}" if due.both else "")
    return parts
