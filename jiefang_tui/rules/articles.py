"""An article of the Regulation in a few cells, for the columns of lists."""

from __future__ import annotations

import re

from jiefang_tui.terms import DueKind

_ARTICLE = re.compile(r"第([零一二三四五六七八九十百]+)条")
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_FROM = {
    DueKind.TRIAGE: "收到", DueKind.ACCEPTANCE_NOTICE: "收到", DueKind.OBJECTION: "收到", DueKind.HANDLING: "受理",
    DueKind.EXTENDED: "延到", DueKind.ROUTE: "法定", DueKind.REVIEW: "复查", DueKind.RECHECK: "复核",
}  # fmt: skip


def article_no(article: str) -> str:
    """``34条`` of 第三十四条; empty where no article stands there."""
    match = _ARTICLE.search(article)
    if match is None:
        return ""
    hundreds, _, rest = match[1].rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    number = (_DIGITS.get(hundreds, 1) * 100 if hundreds else 0) + (_DIGITS.get(tens, 1) * 10 if ten else 0)
    return f"{number + _DIGITS.get(ones, 0)}条"


def basis(kind: DueKind, article: str, days: int | None, *, is_working: bool, calendar_days: int) -> str:
    """``34条 受理60日``, ``23条 5工作日``, ``22条 上级定``; an extended one by all its days."""
    number = article_no(article)
    if kind is DueKind.ASSIGNED or days is None:
        length = "上级定" if kind is DueKind.ASSIGNED else ""
    elif is_working:
        length = f"{days}工作日"
    else:
        length = f"{_FROM.get(kind, '')}{calendar_days if kind is DueKind.EXTENDED else days}日"
    return " ".join(part for part in (number, length) if part)
