"""Whom somebody met, as it is typed: a name, a household, or how many (``30人``, ``程有福等3人``)."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise, one_line
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.rules.typed.numbers import plain_numerals

MOST = 9999
_NUMBER = re.compile(r"(?:共|约|等)?(\d{1,6})(?:多|余)?[人户个位名]?(?:群众|村民)?$")
_BETWEEN = re.compile(r"[、，,；;\s]+")


class Whom(NamedTuple):
    """The words, and how many they say; None where they say no number."""

    words: str
    headcount: int | None


def parse_whom(text: str) -> Parsed[Whom]:
    """Read whom; a number by itself is how many people."""
    words = one_line(text)
    if not words:
        return Parsed(None)
    found = _NUMBER.search(plain_numerals(normalise(words)))
    if found is None or not (found[0].isdigit() or found[0][-1] in "人户个位名众民"):
        return Parsed(Whom(words, None))
    number = int(found[1])
    if not 1 <= number <= MOST:
        return Parsed(None, error=f"人数请填 1 到 {MOST}。")
    bare = found[0] == plain_numerals(normalise(words)) and found[0].isdigit()
    return Parsed(Whom(f"{number}人" if bare else words, number), hint=f"{number}人")


def parse_who_went(text: str) -> Parsed[tuple[str, ...]]:
    """Names one after another: ``周敏、李强``; one that is no name in full is an error."""
    names = []
    for piece in _BETWEEN.split(one_line(text)):
        if not piece:
            continue
        name = parse_full_name(piece)
        if name.error:
            return Parsed(None, error=name.error)
        names.append(name.value or "")
    if not names:
        return Parsed(None)
    return Parsed(tuple(dict.fromkeys(names)))
