"""Instalments and payees as a clerk types them: a line each, a day and an amount, a name and an amount."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise, plain_name
from jiefang_tui.rules.typed.amounts import amount_text, parse_amount
from jiefang_tui.rules.typed.dates import Sense, parse_date

_LINES = re.compile(r"[\n；;]+")
_RECEIVES = re.compile(r"[(（]?(?:由\s*)?(?P<who>(?!由)[\u3400-\u9fff·\U00020000-\U0003fffd]{2,})\s*代领[)）]?$")


class SaidPart(NamedTuple):
    """An instalment: the day, fen."""

    due_on: date
    amount: int


class SaidPayee(NamedTuple):
    """A payee: the name, fen of their own or None, who takes it for them."""

    name: str
    share: int | None = None
    received_by: str = ""


def parse_parts(text: str, today: date) -> Parsed[tuple[SaidPart, ...]]:
    """``2-28 3万；4-30 3万；6月底前 4.26万``: the day first, the amount behind a space."""
    found: list[SaidPart] = []
    for line in filter(str.strip, _LINES.split(text)):
        words = normalise(line).split()
        amount = parse_amount(words[-1]) if len(words) > 1 else Parsed[int](None, error="缺金额")
        day = parse_date("".join(words[:-1]), today, Sense.AHEAD) if len(words) > 1 else Parsed[date](None)
        if amount.value is None or day.value is None:
            why = amount.error or day.error or "日期和金额之间空一格"
            return Parsed(None, error=f"「{line.strip()[:16]}」没有读懂：{why.rstrip('。')}，例如 2-28 3万。")
        found.append(SaidPart(day.value, amount.value))
    if not found:
        return Parsed(None)
    return Parsed(tuple(found), hint=f"{len(found)}期 合计{amount_text(sum(one.amount for one in found))}")


def parse_payees(text: str) -> Parsed[tuple[SaidPayee, ...]]:
    """``李方龙 6万；王某 42600 由李方龙代领``, or names alone, also with 、 between them."""
    found: list[SaidPayee] = []
    for line in filter(str.strip, re.split(r"[\n；;、，,]+", text)):
        plain = normalise(line).strip()
        taken = _RECEIVES.search(plain)
        words = plain[: taken.start()].split() if taken else plain.split()
        if not words:
            return Parsed(None, error=f"「{plain[:16]}」没有写收款人的姓名。")
        amount = parse_amount("".join(words[1:])) if len(words) > 1 else Parsed[int](None)
        if amount.error:
            return Parsed(None, error=f"「{plain[:16]}」的金额没有读懂，例如 李方龙 6万。")
        found.append(SaidPayee(plain_name(words[0]), amount.value, taken["who"] if taken else ""))
    if not found:
        return Parsed(None)
    told = [one.share for one in found if one.share is not None]
    return Parsed(tuple(found), hint=f"{len(found)}人" + (f" 合计{amount_text(sum(told))}" if told else ""))
