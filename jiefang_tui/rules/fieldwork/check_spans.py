"""排查周期: the span of days that a report of the villages is for."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.terms import CheckSpan

Span = tuple[date, date]
_MONTHS = {CheckSpan.HALF_MONTH: 1, CheckSpan.MONTH: 1, CheckSpan.QUARTER: 3}
HALF = 15
"""The last day of the first half of a month (上半月)."""


def span_of(day: date, span: CheckSpan) -> Span:
    """The first and the last day of the span that `day` lies in."""
    months = _MONTHS[span]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first
    for _ in range(months):
        after = (after + timedelta(days=31)).replace(day=1)
    last = after - timedelta(days=1)
    if span is not CheckSpan.HALF_MONTH:
        return first, last
    return (first, first.replace(day=HALF)) if day.day <= HALF else (first.replace(day=HALF + 1), last)


def neighbour(first: date, span: CheckSpan, by: int) -> Span:
    """The span before (-1) or after (1) the one that begins on `first`."""
    return span_of(first - timedelta(days=1) if by < 0 else span_of(first, span)[1] + timedelta(days=1), span)


def span_words(first: date, last: date) -> str:
    """``2026年11月下半月``, ``2026年11月``, ``2026年第4季度``, ``2026年上半年``, ``2026年``."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == 1 and last.day == HALF and first.month == last.month:
        return f"{first.year}年{first.month}月上半月"
    if first.day == HALF + 1 and after.day == 1 and first.month == last.month:
        return f"{first.year}年{first.month}月下半月"
    if first.day != 1 or after.day != 1:
        return f"{first}至{last}"
    if months == 1:
        return f"{first.year}年{first.month}月"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year}年第{first.month // 3 + 1}季度"
    if months == 6 and first.month in (1, 7):
        return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年" if months == 12 and first.month == 1 else f"{first}至{last}"


def report_spans(day: date) -> dict[str, Span]:
    """月、季、半年、全年 around a day, by how they are called."""
    half = (
        (date(day.year, 1, 1), date(day.year, 6, 30))
        if day.month <= 6
        else (date(day.year, 7, 1), date(day.year, 12, 31))
    )
    return {
        "月": span_of(day, CheckSpan.MONTH),
        "季": span_of(day, CheckSpan.QUARTER),
        "半年": half,
        "全年": (date(day.year, 1, 1), date(day.year, 12, 31)),
    }
