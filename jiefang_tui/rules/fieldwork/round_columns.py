"""The columns of a 入户清单: what is typed into a cell, how it is kept and how it is shown.

A cell is kept as text: an amount as fen in digits, a choice as its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise, one_line
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.rules.typed.numbers import digits
from jiefang_tui.terms import ColumnKind

MOST_COLUMNS = 8
LONGEST = 200
_PHOTOS = re.compile(r"[0-9A-Za-z]+(?:[-~至、,][0-9A-Za-z]+)*")


class RoundColumn(NamedTuple):
    """A column that the office has set."""

    name: str
    kind: ColumnKind
    options: tuple[str, ...] = ()
    """Of a choice: what is done first, what is open last."""

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right edge."""
        return self.kind in (ColumnKind.AMOUNT, ColumnKind.PHOTO)


def read_cell(column: RoundColumn, typed: str) -> Parsed[str]:
    """What is kept of a typed cell; an empty one empties it."""
    text = one_line(typed)[:LONGEST]
    if not text:
        return Parsed("")
    if column.kind is ColumnKind.AMOUNT:
        amount = parse_amount(text)
        return (
            Parsed(None, error=f"{column.name}：{amount.error}") if amount.value is None else Parsed(str(amount.value))
        )
    if column.kind is ColumnKind.CHOICE:
        return _option(column, text)
    if column.kind is ColumnKind.PHOTO and not _PHOTOS.fullmatch(normalise(text)):
        return Parsed(None, error=f"{column.name}：请写照片的编号，例如 12 或者 12-15。")
    return Parsed(normalise(text) if column.kind is ColumnKind.PHOTO else text)


def _option(column: RoundColumn, text: str) -> Parsed[str]:
    plain = normalise(text)
    number = digits(plain)
    if number is not None and 1 <= number <= len(column.options):
        return Parsed(column.options[number - 1])
    found = [one for one in column.options if one == text] or [one for one in column.options if one.startswith(text)]
    if len(found) == 1:
        return Parsed(found[0])
    told = " ".join(f"{number}{one}" for number, one in enumerate(column.options, 1))
    return Parsed(None, error=f"{column.name}请选：{told}")


def show_cell(kind: ColumnKind, kept: str) -> str:
    """A cell as it is shown and typed: ``2,400``."""
    if kind is not ColumnKind.AMOUNT or not kept:
        return kept
    return show_fen(int(kept))


def show_fen(fen: int) -> str:
    """An amount without its unit: ``2,400``, ``2,400.50``."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def parse_columns(text: str) -> Parsed[tuple[RoundColumn, ...]]:
    """The columns as an office types them, a line each: ``损坏``, ``估价 金额``, ``情况 已付/谈妥/未谈妥``."""
    found: list[RoundColumn] = []
    for line in text.splitlines():
        words = one_line(line).split(maxsplit=1)
        if not words:
            continue
        name, said = words[0], words[1].strip() if len(words) > 1 else ""
        options = tuple(one for one in re.split(r"[/、，,\s]+", said) if one)
        kind = next((one for one in ColumnKind if said == one.label), None)
        if said and kind is None and len(options) < 2:
            return Parsed(None, error=f"「{name}」后面写 金额、照片号、文字，或者几个选项，例如 已付/谈妥/未谈妥。")
        if kind is ColumnKind.CHOICE:
            return Parsed(None, error=f"「{name}」请把选项写在后面，例如 {name} 已付/谈妥/未谈妥。")
        if any(one.name == name for one in found):
            return Parsed(None, error=f"「{name}」写了两次。")
        if kind is None and said:
            found.append(RoundColumn(name, ColumnKind.CHOICE, options))
        else:
            found.append(RoundColumn(name, kind or ColumnKind.TEXT))
    if len(found) > MOST_COLUMNS:
        return Parsed(None, error=f"最多 {MOST_COLUMNS} 栏，现在写了 {len(found)} 栏。")
    return Parsed(tuple(found), hint=f"{len(found)}栏") if found else Parsed(None)


def columns_text(columns: Sequence[RoundColumn]) -> str:
    """As `parse_columns` reads them."""
    said = []
    for one in columns:
        what = "/".join(one.options) if one.kind is ColumnKind.CHOICE else one.kind.label
        said.append(one.name if one.kind is ColumnKind.TEXT else f"{one.name} {what}")
    return "\n".join(said)
