"""集中接访: the columns of a campaign's table, which the office edits; their values, and what they come to.

A value is kept as text (fen, a number, words, ``是``), so that a column that was renamed or changed loses nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.amounts import amount_text, parse_amount
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.terms import FigureKind

MOST = 12
"""Columns of a table: more fit no page."""
YES, NO = "是", "否"
_KINDS = {kind.label: kind for kind in FigureKind}
_BETWEEN = re.compile(r"[\n,，;；]+")


class Figure(NamedTuple):
    """A column: its name, what it holds."""

    name: str
    kind: FigureKind


WAGES = tuple(
    Figure(name, kind)
    for name, kind in (
        ("人数", FigureKind.NUMBER), ("涉及金额", FigureKind.MONEY), ("当场兑付", FigureKind.MONEY),
        ("已付", FigureKind.MONEY), ("未付", FigureKind.MONEY), ("项目", FigureKind.TEXT),
        ("总包分包", FigureKind.TEXT), ("已立案", FigureKind.TICK),
    )
)  # fmt: skip
"""根治欠薪: what a table begins with; the office takes out and adds what it wants."""


def parse_columns(text: str) -> Parsed[tuple[Figure, ...]]:
    """``涉及金额 钱``, one a line: a name and 数, 钱, 字 or 是; without one it holds words."""
    found: list[Figure] = []
    for piece in _BETWEEN.split(text):
        words = normalise(piece).split()
        if not words:
            continue
        kind = _KINDS.get(words[-1]) if len(words) > 1 else None
        name = "".join(words[:-1] if kind else words)
        if any(one.name == name for one in found):
            return Parsed(None, error=f"「{name}」写了两次，请去掉一个。")
        found.append(Figure(name, kind or FigureKind.TEXT))
    if len(found) > MOST:
        return Parsed(None, error=f"最多 {MOST} 栏，再多纸上放不下。")
    return Parsed(tuple(found), hint=f"{len(found)}栏") if found else Parsed(None)


def columns_text(columns: Iterable[Figure]) -> str:
    """As `parse_columns` reads them."""
    return "，".join(f"{one.name} {one.kind.label}" for one in columns)


def dump_columns(columns: Iterable[Figure]) -> str:
    """As they are kept."""
    return json.dumps([[one.name, one.kind.value] for one in columns], ensure_ascii=False)


def load_columns(kept: str) -> tuple[Figure, ...]:
    """As they were kept."""
    return tuple(Figure(name, FigureKind(kind)) for name, kind in json.loads(kept or "[]"))


def parse_figure(column: Figure, text: str) -> Parsed[str]:
    """What a value typed into a column is kept as."""
    typed = text.strip()
    if not typed:
        return Parsed(None)
    if column.kind is FigureKind.MONEY:
        money = parse_amount(typed)
        return Parsed(None if money.value is None else str(money.value), hint=money.hint, error=money.error)
    if column.kind is FigureKind.NUMBER:
        count = parse_count(typed, column.name)
        return Parsed(None if count.value is None else str(count.value), hint=count.hint, error=count.error)
    if column.kind is FigureKind.TICK:
        if typed in (YES, NO):
            return Parsed(typed)
        return Parsed(None, error=f"{column.name}写是或者否。")
    return Parsed(typed)


def shown(column: Figure, kept: str) -> str:
    """A kept value as it is read; words stay as they are."""
    if column.kind is FigureKind.MONEY and kept.isdigit():
        return amount_text(int(kept)).removesuffix("元").strip()
    return kept


def typed_again(column: Figure, kept: str) -> str:
    """A kept value as a form begins with."""
    return f"{shown(column, kept).replace(',', '')}元" if column.kind is FigureKind.MONEY and kept.isdigit() else kept


def totals(columns: Sequence[Figure], lines: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What the lines come to: sums of numbers and money, how many ticks; words have none."""
    rows = list(lines)
    found = {}
    for one in columns:
        values = [value for row in rows if (value := row.get(one.name, ""))]
        if one.kind in (FigureKind.MONEY, FigureKind.NUMBER):
            found[one.name] = str(sum(int(value) for value in values if value.isdigit())) if values else ""
        elif one.kind is FigureKind.TICK:
            found[one.name] = str(sum(value == YES for value in values))
    return found


def disagrees(line: Mapping[str, str]) -> str:
    """What does not fit in a line of wages, said and never refused: paid and unpaid are not what is owed."""
    owed, paid, unpaid = (line.get(name, "") for name in ("涉及金额", "已付", "未付"))
    if not (owed.isdigit() and paid.isdigit() and unpaid.isdigit()) or int(owed) == int(paid) + int(unpaid):
        return ""
    both = amount_text(int(paid) + int(unpaid))
    return f"已付加未付是{both}，涉及金额是{amount_text(int(owed))}，请核对"
