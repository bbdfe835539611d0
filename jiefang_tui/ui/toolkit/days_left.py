"""Days in words, as every line says them."""

from __future__ import annotations

from datetime import date

from jiefang_tui.terms import DueKind


def days_ago(days: int) -> str:
    """今天, 昨天, 12日前; 3日后 of an entry that lies ahead, as after the clock was set back."""
    if days < 0:
        return f"{-days}日后"
    return ("今天", "昨天")[days] if days < 2 else f"{days}日前"


def days_left_words(days: int) -> str:
    """剩12日, 今日到期, 逾期3日."""
    return f"剩{days}日" if days > 0 else "今日到期" if days == 0 else f"逾期{-days}日"


def short_day(day: date, today: date) -> str:
    """Month and day; the year too where it is another one."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def short_left(days: int) -> str:
    """``剩20``, ``今日``, ``逾3``, ``逾3年`` from a thousand days on: five cells at most."""
    far = f"{abs(days)}" if abs(days) < 1000 else f"{abs(days) // 365}年"
    return f"剩{far}" if days > 0 else "今日" if days == 0 else f"逾{far}"


def which_date(kind: DueKind | None) -> str:
    """Which date it is, in two characters."""
    return _WHICH.get(kind, "") if kind is not None else ""


_WHICH = {
    DueKind.TRIAGE: "转送", DueKind.ACCEPTANCE_NOTICE: "告知", DueKind.OBJECTION: "异议", DueKind.HANDLING: "办结",
    DueKind.EXTENDED: "办结", DueKind.REVIEW: "复查", DueKind.RECHECK: "复核", DueKind.ASSIGNED: "交办",
    DueKind.REPORT_UP: "报告",
    DueKind.ROUTE: "途径", DueKind.SIGN: "签收", DueKind.REPLY: "答复", DueKind.SET: "限办", DueKind.SERVICE: "送达",
    DueKind.COMMITMENT: "承诺", DueKind.FOLLOW_UP: "回访", DueKind.MEASURE: "措施", DueKind.RESOLVE: "化解",
    DueKind.REVIEW_REQUEST: "复查", DueKind.RECHECK_REQUEST: "复核",
}  # fmt: skip
