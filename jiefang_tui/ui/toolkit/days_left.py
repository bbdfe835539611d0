"""Days in words, as every line says them."""

from __future__ import annotations

from datetime import date


def days_ago(days: int) -> str:
    """今天, 昨天, 12日前."""
    return ("今天", "昨天")[days] if days < 2 else f"{days}日前"


def days_left_words(days: int) -> str:
    """剩12日, 今日到期, 逾期3日."""
    return f"剩{days}日" if days > 0 else "今日到期" if days == 0 else f"逾期{-days}日"


def short_day(day: date, today: date) -> str:
    """Month and day; the year too where it is another one."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
