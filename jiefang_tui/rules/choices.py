"""Picking from a list by Chinese, by pinyin initials (``tqgz`` finds 拖欠工资) or by number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from jiefang_tui.rules.text import fold

Option: TypeAlias = tuple[str, str, str]
"""(value, label, pinyin initials of the label). The list number is the place in the list, from 1."""
O = TypeVar("O", bound=tuple[str, ...])  # noqa: E741


def filter_options(typed: str, options: Iterable[O]) -> list[O]:
    """The options that `typed` may mean, best first, otherwise in list order; all of them for empty text.

    Digits are a list number first (the very number, then those beginning with it), then part of a
    label. Letters match the initials (whole, beginning, inside), Chinese the label (whole,
    beginning, inside).
    """
    listed = list(options)
    wanted = fold(typed)
    if not wanted:
        return listed
    ranked: list[tuple[int, int, O]] = []
    for place, option in enumerate(listed):
        rank = _rank(option, place + 1, wanted)
        if rank is not None:
            ranked.append((rank, place, option))
    ranked.sort(key=lambda item: item[:2])
    return [option for _, _, option in ranked]


def _rank(option: tuple[str, ...], number: int, wanted: str) -> int | None:
    label = fold(option[1])
    initials = option[2] if len(option) > 2 else ""
    if wanted.isascii() and wanted.isdigit():
        if int(wanted) == number and not wanted.startswith("0"):
            return 0
        if str(number).startswith(wanted):
            return 4
    for rank, text in ((0, label), (1, initials)):
        if wanted == text:
            return rank
    for rank, text in ((2, label), (3, initials)):
        if text.startswith(wanted):
            return rank
    for rank, text in ((5, label), (6, initials)):
        if wanted in text:
            return rank
    return None
