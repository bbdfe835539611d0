"""Counts as they are typed: people, representatives, pages."""

from __future__ import annotations

import re

from jiefang_tui.rules.numerals import integer
from jiefang_tui.rules.text import normalise
from jiefang_tui.rules.typed import Parsed

MAX_REPRESENTATIVES = 5
"""Regulation Art. 20(3)."""
MAX_HEADCOUNT = 9999
GROUP_THRESHOLD = 5
"""集体访 from five people on (domain §3.4); the office's own value is passed in from `Policy`."""


def _read(text: str) -> int | None:
    plain = re.sub(r"\s", "", normalise(text))
    return integer(re.sub(r"^[约共]|[人个名位页张份户](左右)?$", "", plain))


def parse_headcount(text: str, group_threshold: int = GROUP_THRESHOLD) -> Parsed[int]:
    """来访人数, 1 to 9999; from `group_threshold` on it is said that this is a group visit (集体访)."""
    if not text.strip():
        return Parsed(None)
    count = _read(text)
    if count is None:
        return Parsed(None, error="人数要写数字，例如 12。")
    if count < 1:
        return Parsed(None, error="来访人数至少是 1 人。")
    if count > MAX_HEADCOUNT:
        return Parsed(None, error=f"来访人数 {str(count)[:12]} 太大，请核对。")
    return Parsed(count, said="集体访" if count >= group_threshold else "个访")


def parse_count(text: str, what: str = "数量", most: int = 999_999) -> Parsed[int]:
    """A whole number from 0 to `most`; `what` names it in the sentence (涉及人数)."""
    if not text.strip():
        return Parsed(None)
    count = _read(text)
    if count is None:
        return Parsed(None, error=f"{what}要写数字，例如 3。")
    if count > most:
        return Parsed(None, error=f"{what} {str(count)[:12]} 太大，请核对。")
    return Parsed(count)


def parse_pages(text: str) -> Parsed[int]:
    """Pages of a paper handed in."""
    return parse_count(text, "页数", 9999)


def parse_representatives(text: str, headcount: int | None) -> Parsed[int]:
    """代表人数: at most five (Regulation Art. 20(3)); cut to five, the rest are companions."""
    parsed = parse_count(text, "代表人数", MAX_HEADCOUNT)
    count = parsed.value
    if count is None:
        return parsed
    if headcount is not None and count > headcount:
        return Parsed(None, error=f"代表 {count} 人多于来访人数 {headcount} 人。")
    if count > MAX_REPRESENTATIVES:
        rest = count - MAX_REPRESENTATIVES
        warning = f"代表不超过 5 人(第二十条第三款)，其余 {rest} 人记为同访人。"
        return Parsed(MAX_REPRESENTATIVES, said="代表 5 人", warning=warning)
    return parsed
