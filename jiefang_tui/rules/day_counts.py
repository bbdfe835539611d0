"""Both counts of a matter's days, in the words every screen uses for them."""

from __future__ import annotations

from datetime import date


def named_days(what: str, start: date, today: date, *, is_over: bool = False) -> str:
    """``登记第42日``; the first day is not counted, so on the day itself it is ``今日登记``, or, of a count that ended
    then (`is_over`), ``登记当日``.
    """
    days = (today - start).days
    if days > 0:
        return f"{what}第{days}日"
    return f"{what}当日" if is_over else f"今日{what}"


def named_counts(received_on: date, accepted_on: date | None, today: date, *, is_over: bool = False) -> tuple[str, ...]:
    """Both counts, each with its name: ``登记第42日``, and once accepted ``受理第40日``."""
    counts = [named_days("登记", received_on, today, is_over=is_over)]
    if accepted_on:
        counts.append(named_days("受理", accepted_on, today, is_over=is_over))
    return tuple(counts)


def named_handling(due: date, article: str) -> str:
    """``应办结 12-13(第三十四条)``."""
    return f"应办结 {due:%m-%d}({article})"
