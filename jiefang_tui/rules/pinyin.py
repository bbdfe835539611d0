"""Pinyin initials (拼音首字母) from a table that the caller passes in.

The table is a plain mapping: a character or a word gives its initials (``"拖" -> "t"``,
``"调解" -> "tj"``), a key that begins with ``^`` is a reading as a surname (``"^曾" -> "z"``,
``"^尉迟" -> "yc"``). `reference.pinyin_table` reads it from ``data/reference/pinyin.txt``.
"""

from __future__ import annotations

from collections.abc import Mapping

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
