"""集中接访: the columns of a campaign's table, which the office edits; their values, and what they come to.

A value is kept as text (fen, a number, words, ``是``) under the name of its column, also where that is taken out for a
while: its kind stays with it, so that it never comes back as something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.amounts import amount_text, parse_amount
from jiefang_tui.rules.typed.numbers import digits, parse_count
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


_GONE = "gone"


def dump_columns(columns: Iterable[Figure], gone: Iterable[Figure] = ()) -> str:
    """As they are kept; `gone`: those taken out of the table under which something stands."""
    found = [[one.name, one.kind.value] for one in columns] + [[one.name, one.kind.value, _GONE] for one in gone]
    return json.dumps(found, ensure_ascii=False)


def load_columns(kept: str) -> tuple[Figure, ...]:
    """The columns of the table, as they were kept."""
    return tuple(Figure(name, FigureKind(kind)) for name, kind, *gone in json.loads(kept or "[]") if not gone)


def kinds_of(kept: str) -> dict[str, FigureKind]:
    """What stands under each name, also one that was taken out of the table."""
    return {name: FigureKind(kind) for name, kind, *_ in json.loads(kept or "[]")}


def renamed(before: Sequence[Figure], after: Sequence[Figure], known: Container[str]) -> dict[str, str]:
    """Old name by new, of columns that are called otherwise: none was added, taken out or moved, and the one at the
    same place is of the same kind. `known`: names under which something may stand already; those are no new ones.
    """
    names = {one.name for one in after}
    stays = all(was.name == now.name or was.name not in names for was, now in zip(before, after, strict=False))
    if len(before) != len(after) or not stays:
        return {}
    return {
        now.name: was.name
        for was, now in zip(before, after, strict=True)
        if now.name not in known and was.kind is now.kind and was.name not in names
    }


def recast(kept: str, was: FigureKind, now: FigureKind) -> str | None:
    """A kept value in a column that became another kind; None where it would say something else (12 people are no 12
    yuan). Words stay as they were read; words that are a number or an amount become one.
    """
    if FigureKind.TEXT not in (was, now):
        return kept if was is now else None
    if now is FigureKind.TEXT:
        return shown(Figure("", was), kept)
    read = parse_figure(Figure("", now), kept)
    return None if read.is_rough else read.value


def parse_figure(column: Figure, text: str) -> Parsed[str]:
    """What a value typed into a column is kept as."""
    typed = text.strip()
    if not typed:
        return Parsed(None)
    if column.kind is FigureKind.MONEY:
        money = parse_amount(typed)
        value = None if money.value is None else str(money.value)
        return Parsed(value, hint=money.hint, error=money.error, is_rough=money.is_rough)
    if column.kind is FigureKind.NUMBER:
        count = parse_count(typed, column.name)
        value = None if count.value is None else str(count.value)
        return Parsed(value, hint=count.hint, error=count.error, is_rough=count.is_rough)
    if column.kind is FigureKind.TICK:
        if typed in (YES, NO):
            return Parsed(typed)
        return Parsed(None, error=f"{column.name}写是或者否。")
    return Parsed(typed)


def shown(column: Figure, kept: str) -> str:
    """A kept value as it is read; words stay as they are."""
    if column.kind is FigureKind.MONEY and (fen := digits(kept)) is not None:
        return amount_text(fen).removesuffix("元").strip()
    return kept


def typed_again(column: Figure, kept: str) -> str:
    """A kept value as a form begins with."""
    is_money = column.kind is FigureKind.MONEY and digits(kept) is not None
    return f"{shown(column, kept).replace(',', '')}元" if is_money else kept


def joined(kinds: Mapping[str, FigureKind], one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The figures of two lines that are one from now on: nothing of what they come to is lost."""
    found = dict(one)
    for name, value in other.items():
        there = found.get(name, "")
        if not there or not value or (there == value and kinds.get(name) in (None, FigureKind.TEXT)):
            found[name] = there or value
        elif kinds.get(name) is FigureKind.TICK:
            found[name] = YES if YES in (there, value) else value
        elif kinds.get(name) in (FigureKind.MONEY, FigureKind.NUMBER) and None not in (digits(there), digits(value)):
            found[name] = str((digits(there) or 0) + (digits(value) or 0))
        else:
            found[name] = f"{there}；{value}"
    return found


def totals(columns: Sequence[Figure], lines: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What the lines come to: sums of numbers and money, how many ticks; words have none."""
    rows = list(lines)
    found = {}
    for one in columns:
        values = [value for row in rows if (value := row.get(one.name, ""))]
        if one.kind in (FigureKind.MONEY, FigureKind.NUMBER):
            found[one.name] = str(sum(digits(value) or 0 for value in values)) if values else ""
        elif one.kind is FigureKind.TICK:
            found[one.name] = str(sum(value == YES for value in values))
    return found


def disagrees(line: Mapping[str, str]) -> str:
    """What does not fit in a line of wages, said and never refused: paid and unpaid are not what is owed."""
    owed, paid, unpaid = (digits(line.get(name, "")) for name in ("涉及金额", "已付", "未付"))
    if owed is None or paid is None or unpaid is None or owed == paid + unpaid:
        return ""
    return f"已付加未付是{amount_text(paid + unpaid)}，涉及金额是{amount_text(owed)}，请核对"
