"""Instalments and payees as a clerk types them: a line each, a day and an amount, a name and an amount."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise, plain_name
from jiefang_tui.rules.typed.amounts import amount_text, parse_amount
from jiefang_tui.rules.typed.dates import Sense, parse_date

_LINES = re.compile(r"[\n；;]+")
_NAME = r"(?P<who>(?!由)[\u3400-\u9fff·\U00020000-\U0003fffd]{2,}?)"
_RECEIVES = (re.compile(rf"[(（]?由\s*{_NAME}\s*代领[)）]?$"), re.compile(rf"[(（]?{_NAME}\s*代领[)）]?$"))
_BETWEEN_PAYEES = re.compile(r"[\n；;、]+|[，,](?![0-9０-９]{3}(?![0-9０-９]))")
"""A comma before three digits is one within an amount (60,000)."""
_NUMBERING = re.compile(r"^\s*[(（]?\d{1,3}[.．、)）]\s*(?=[^\d\s])", re.MULTILINE)
_AMOUNT_AT_NAME = re.compile(r"(?P<name>\D.*?)[:：]?\s*(?P<amount>¥?[0-9][0-9,.]*(?:[万千百亿元块wW].*)?)$")


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
    """``李方龙 6万；王某 42,600 由李方龙代领``, ``王某6万``, or names alone, also with 、 between them."""
    found: list[SaidPayee] = []
    for line in filter(str.strip, _BETWEEN_PAYEES.split(_NUMBERING.sub("", text))):
        plain = normalise(line).strip()
        taken = next(filter(None, (each.search(plain) for each in _RECEIVES)), None)
        name, said = _name_and_amount(plain[: taken.start()].strip() if taken else plain)
        if not name:
            return Parsed(None, error=f"「{plain[:16]}」没有写收款人的姓名。")
        amount = parse_amount(said)
        if amount.error:
            return Parsed(None, error=f"「{plain[:16]}」的金额没有读懂，例如 李方龙 6万。")
        found.append(SaidPayee(plain_name(name), amount.value, taken["who"] if taken else ""))
    if not found:
        return Parsed(None)
    told = [one.share for one in found if one.share is not None]
    return Parsed(tuple(found), hint=f"{len(found)}人" + (f" 合计{amount_text(sum(told))}" if told else ""))


def _name_and_amount(text: str) -> tuple[str, str]:
    """The words of a payee apart: with a blank between them, or the amount in digits right behind the name."""
    if (glued := _AMOUNT_AT_NAME.fullmatch(text)) is not None:
        return glued["name"].rstrip(" :"), glued["amount"]
    name, _, said = text.partition(" ")
    return ("", text) if name[:1].isdigit() else (name.rstrip(":"), said)
