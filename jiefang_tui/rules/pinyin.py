"""Pinyin initials (拼音首字母), and picking from a list by them (``tqgz`` finds 拖欠工资), by Chinese or by number.

The table of initials is passed in, a plain mapping: a character or a word gives its initials (``"拖" -> "t"``,
``"调解" -> "tj"``), a key that begins with ``^`` is a reading as a surname (``"^曾" -> "z"``, ``"^尉迟" -> "yc"``).
`reference.pinyin_table` reads it from ``data/reference/pinyin.txt``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar

from jiefang_tui.rules.text import fold

_LONGEST_WORD = 4


def initials(text: str, table: Mapping[str, str], surname: bool = False) -> str:
    """Lower-case initials of `text`; ASCII letters and digits stand for themselves, the rest is skipped.

    With `surname` the beginning is read as a surname first (a person's name: 单 s, 解 x, 尉迟 yc).
    """
    out: list[str] = []
    at = 0
    if surname:
        for length in (2, 1):
            read = table.get("^" + text[:length]) if len(text) >= length else None
            if read:
                out.append(read)
                at = length
                break
    end = len(text)
    while at < end:
        for length in range(min(_LONGEST_WORD, end - at), 1, -1):
            read = table.get(text[at : at + length])
            if read:
                out.append(read)
                at += length
                break
        else:
            char = text[at]
            if char.isascii():
                if char.isalnum():
                    out.append(char.lower())
            else:
                out.append(table.get(char, ""))
            at += 1
    return "".join(out)


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
        if wanted == "0" and number == 10:  # as the digits of a list have it
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
