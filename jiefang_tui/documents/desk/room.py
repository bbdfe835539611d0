"""The room that a template gives: words cut to cells (a Chinese character is two, a digit one) and lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

TAIL = "（详见登记系统）"


Value = str | tuple[str, ...]


class Smaller(str):
    """Words that fit their place only in smaller letters: `points` high, a line of `line` points."""

    points: float
    line: float

    def __new__(cls, text: str, points: float, line: float) -> Smaller:
        made = super().__new__(cls, text)
        made.points, made.line = points, line
        return made


@dataclass(frozen=True, slots=True)
class SmallRoom:
    """The same place for smaller letters: cells a line, lines, height of letters and of a line in points."""

    width: int
    lines: int
    points: float
    line: float

    def fit(self, text: str) -> Smaller:
        """`text` in smaller letters, cut where it does not fit so either."""
        return Smaller(fit(text, self.width, self.lines), self.points, self.line)


_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_CLOSERS = frozenset("，。、；：？！…）》〉」』】〕”’％,.;:?!)%")


_OPENERS = frozenset("（《〈「『【〔“‘(")


_TOKEN = re.compile(r"\n|[!-~]+|.", re.DOTALL)


@dataclass(slots=True)
class Page:
    """The values of one page: placeholders, the matters (one dict a repeated row), what was cut, the boxes ticked."""

    values: dict[str, Value] = field(default_factory=dict)
    matters: list[dict[str, str]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    ticked: frozenset[str] = frozenset()
    """Digits of the template's own boxes (``□3 交办``) that are ticked; empty: all of them are left for the pen."""


def clean(text: str) -> str:
    """Drop what XML cannot hold (control characters, lone surrogates) and blank lines; nothing else."""
    text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(line for line in (part.rstrip() for part in text.split("\n")) if line.strip())


def cells(char: str) -> float:
    """Width of one character on paper, in cells of half a Chinese character; rather too much than less."""
    if char < "\x7f":
        return 1.9 if char in "mwMW@%&" else 1.5 if char.isupper() else 1.05
    if unicodedata.combining(char) or char in "\u200d\ufe0e\ufe0f":
        return 0
    return 2


def count_lines(text: str, width: int) -> int:
    """How many lines `text` takes at `width` cells.

    Chinese breaks anywhere but not before closing nor after opening punctuation; Latin words stay whole if
    they can.
    """
    lines, line = 1, list[str]()
    for token in _TOKEN.findall(text):
        if token == "\n":
            lines, line = lines + 1, []
            continue
        for piece in token if _width([token]) > width else [token]:
            if line and _width([*line, piece]) > width:
                lines, line = lines + 1, _carried(line, piece)
            line.append(piece)
    return lines


def _carried(line: list[str], piece: str) -> list[str]:
    """What goes to the next line with `piece`, so that no line begins or ends with wrong punctuation."""
    at = len(line)
    while at > 1 and ((piece if at == len(line) else line[at])[0] in _CLOSERS or line[at - 1] in _OPENERS):
        at -= 1
    return line[at:] if at > 1 else []


def _width(pieces: list[str]) -> float:
    return sum(cells(char) for piece in pieces for char in piece)


def fit(text: str, width: int, lines: int) -> str:
    """Cut `text` to `lines` lines of `width` cells; cut, it ends in （详见登记系统）, or … in narrow room."""
    text = clean(text)[: width * lines * 8]
    if count_lines(text, width) <= lines:
        return text
    tail = TAIL if width * lines >= 40 else "…"
    end = min(len(text), width * lines)
    while end and (count_lines(text[:end] + tail, width) > lines or _joined(text, end)):
        end -= 1
    return text[:end].rstrip() + tail


def _joined(text: str, end: int) -> bool:
    """Whether a cut at `end` would part a character from its mark or an emoji from its other half."""
    return text[end - 1] == "\u200d" or (end < len(text) and not cells(text[end]))


def fit_list(items: Iterable[str], width: int, lines: int) -> tuple[tuple[str, ...], bool]:
    """Fit several texts, one below the other, into `lines`: short ones whole, long ones share what is left.

    Returns the texts and whether anything was cut.
    """
    texts = [text for text in (clean(item)[: width * lines * 8] for item in items) if text]
    left_out = max(0, len(texts) - lines) + (1 if len(texts) > lines > 1 else 0)
    texts = texts[: len(texts) - left_out]
    room = lines - bool(left_out)
    shares: dict[int, int] = {}
    for rank, place in enumerate(sorted(range(len(texts)), key=lambda i: count_lines(texts[i], width))):
        share = (room - sum(shares.values())) // (len(texts) - rank)
        shares[place] = min(count_lines(texts[place], width), max(1, share))
    fitted = [fit(text, width, shares[place]) for place, text in enumerate(texts)]
    cut = bool(left_out) or fitted != texts
    if left_out:
        fitted.append(f"另有{left_out}条{TAIL}")
    return tuple(fitted), cut


def enumerated(items: Iterable[str], unit: str, width: int, lines: int) -> tuple[str, bool]:
    """Whole names only: 李某、张某等12人. Returns the words and whether any name is missing."""
    names = [name for name in (clean(item).replace("\n", " ") for item in items) if name]
    for count in range(len(names), 0, -1):
        text = "、".join(names[:count]) + (f"等{len(names)}{unit}" if count < len(names) else "")
        if len(text) <= width * lines and count_lines(text, width) <= lines:
            return text, count < len(names)
    return (fit(names[0], width, lines), True) if names else ("", False)


def day_words(day: date | None) -> str:
    """A date as official papers write it: 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
