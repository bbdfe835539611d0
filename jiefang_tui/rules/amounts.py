"""Money as it is typed at a window: ``10万``, ``10.5万``, ``三万五``. Kept as integer fen, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

from jiefang_tui.rules.numbers import chinese_integer
from jiefang_tui.rules.text import Parsed, normalise

LARGEST_FEN = 1_000_000_000_000 * 100
"""One trillion yuan; more is a slip of the finger."""
_DOUBTFUL_FEN = 100_000_000 * 100
_UNITS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_PART = re.compile(r"([0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(百万|千万|[十百千万亿]?)")
_NOT_AN_AMOUNT = "看不懂这个金额，可写成 10万、10.5万 或 3,200。"


def yuan(fen: int) -> str:
    """``186,000 元``; ``3,200.50 元`` when there are jiao or fen."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    whole, rest = divmod(fen, 100)
    return f"{sign}{whole:,}.{rest:02d} 元" if rest else f"{sign}{whole:,} 元"


def parse_amount(text: str) -> Parsed[int]:
    """Read an amount in yuan; the value is integer fen, said with thousands separators."""
    plain = re.sub(r"\s", "", normalise(text))
    if not plain:
        return Parsed(None)
    plain = re.sub(r"^(人民币|约|大约|共|计|RMB|[¥￥])+", "", plain)
    plain = re.sub(r"(多|余)?(元|块钱|块|圆)?(整|正|左右)?$", "", plain)
    if plain.startswith("-"):
        return Parsed(None, error="金额不能是负数。")
    amount = _read(plain)
    if amount is None:
        return Parsed(None, error=_NOT_AN_AMOUNT)
    fen = amount * 100
    if fen != fen.to_integral_value():
        return Parsed(None, error="金额最多写到分(小数点后两位)。")
    value = int(fen)
    if value > LARGEST_FEN:
        return Parsed(None, error="金额太大，请核对。")
    return Parsed(value, hint=yuan(value), warning="金额过亿，请核对。" if value >= _DOUBTFUL_FEN else "")


def _read(plain: str) -> Decimal | None:
    """`plain` in yuan: one or more parts of falling size (``1亿2千万``, ``3万5千``, ``3万5``), or None."""
    if len(plain) > 24:
        return None
    whole = chinese_integer(plain)
    if whole is not None:
        return Decimal(whole)
    total, at, last = Decimal(0), 0, 0
    while at < len(plain):
        part = _PART.match(plain, at)
        if not part or not _commas_ok(part[1]):
            return None
        unit = _UNITS[part[2]]
        if last and unit >= last:
            return None
        if last and not part[2]:  # 3万5 is 35,000; 3万5000 is 35,000 too
            unit = last // 10 if re.fullmatch("[1-9]", part[1]) else 1
        if part[1].endswith(".") and part[2]:
            return None
        total += Decimal(part[1].replace(",", "").rstrip(".")) * unit
        last, at = unit, part.end()
        if not part[2] and at < len(plain):
            return None
    return total if at else None


def _commas_ok(digits: str) -> bool:
    whole = digits.split(".")[0]
    return "," not in whole or re.fullmatch(r"\d{1,3}(,\d{3})+", whole) is not None


def amount_text(fen: int | None) -> str:
    """``8,000 元``, empty without an amount."""
    return yuan(fen) if fen is not None else ""
