"""Money as it is typed or copied from a paper: ``10万``, ``三万五``, ``3元5角``, ``玖仟陆佰圆整``, ``10余万元``.

Kept as integer fen, exactly. What is no one figure (``几万``, ``3万到5万``) is no amount: the form keeps the words.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.numbers import chinese_integer, plain_numerals

LARGEST_FEN = 1_000_000_000_000 * 100
"""One trillion yuan; more is a slip of the finger."""
_DOUBTFUL_FEN = 100_000_000 * 100
_LONGEST = 32
_NOT_AN_AMOUNT = "看不懂这个金额，可写成 10万、10.5万 或 3,200。"
_A_RANGE = "这不是一个确定的数，请写一个，例如 10万。"

_NUMERALS = "零〇一二两三四五六七八九"
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "k": 1000, "K": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000, "w": 10_000, "W": 10_000}
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+")
_BEFORE = re.compile(
    r"^(?:人民币|合计|总计|共计|总共|一共|累计|金额|大约|大概|差不多|将近|接近|不到|超过|RMB|CNY|[¥￥约近共计欠:])+",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"大约|大概|差不多|将近|接近|不到|超过|[约近]|左右|上下|(?<=[0-9零一二两三四五六七八九十百千万亿])[余多来]"
)
_MORE = re.compile(r"(?<=[0-9十百千万亿wW元块])[余多来](?=[十百千万亿元块]|$)")
_AFTER = re.compile(r"(?:左右|上下|整|正)+$")
_COINS = re.compile(r"(?P<yuan>.*?)(?:元|块钱|块)(?P<jiao>[^元块角毛分]+[角毛])?(?P<fen>[^元块角毛分]+分)?钱?$")
_RANGE = re.compile(r"[几数]|[0-9万千百]-[0-9]|[到至~]|[一二三四五六七八九][一二三四五六七八九][十百千万]|^上[百千万]")


def yuan(fen: int) -> str:
    """``186,000 元``; ``3,200.50 元`` when there are jiao or fen."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    whole, rest = divmod(fen, 100)
    return f"{sign}{whole:,}.{rest:02d} 元" if rest else f"{sign}{whole:,} 元"


def parse_amount(text: str) -> Parsed[int]:
    """Read an amount in yuan; the value is integer fen, said with thousands separators."""
    typed = re.sub(r"\s", "", normalise(text))
    if not typed:
        return Parsed(None)
    plain = plain_numerals(typed[: 2 * _LONGEST]).replace("圆", "元").replace("圓", "元").replace("块钱", "块")
    plain = _BEFORE.sub("", plain).rstrip(".,;!")
    if plain.startswith("-"):
        return Parsed(None, error="金额不能是负数。")
    roughly = bool(_ROUGHLY.search(typed[: 2 * _LONGEST]))
    amount = _read(_AFTER.sub("", _MORE.sub("", _AFTER.sub("", plain)))) if len(typed) <= _LONGEST else None
    if amount is None:
        return Parsed(None, error=_A_RANGE if _RANGE.search(plain) else _NOT_AN_AMOUNT)
    fen = amount * 100
    if fen != fen.to_integral_value():
        return Parsed(None, error="金额最多写到分(小数点后两位)。")
    value = int(fen)
    if value > LARGEST_FEN:
        return Parsed(None, error="金额太大，请核对。")
    said = f"约 {yuan(value)}" if roughly else yuan(value)
    return Parsed(value, hint=said, is_rough=roughly, warning="金额过亿，请核对。" if value >= _DOUBTFUL_FEN else "")


def _read(plain: str) -> Decimal | None:
    """`plain` in yuan, with jiao and fen (``3元5角``, ``3块5``, ``8毛``), or None."""
    short = re.fullmatch(rf"(.+?)[元块]([1-9{_NUMERALS[2:]}])", plain)
    if short:  # 3块5 is 3.50
        plain = f"{short[1]}块{short[2]}角"
    coins = re.fullmatch(rf"()([0-9{_NUMERALS}]+[角毛])?([0-9{_NUMERALS}]+分)?", plain) or _COINS.fullmatch(plain)
    if not coins:
        return _number(plain)
    total = Decimal(0)
    parts = [(coins[1], Decimal(1)), (coins[2], Decimal("0.1")), (coins[3], Decimal("0.01"))]
    for part, worth in parts:
        if not part:
            continue
        bare = part if worth == 1 else part[:-1].lstrip("零〇")
        count = _number(bare)
        if count is None or (worth != 1 and count > 9):
            return None
        total += count * worth
    return total if any(part for part, _ in parts) else None


def _number(plain: str) -> Decimal | None:
    """A number in digits, numerals or both: ``10.5万``, ``三万五``, ``3千5百万``; None for anything else."""
    if plain and all(char in _NUMERALS for char in plain):
        whole = chinese_integer(plain)
        return Decimal(whole) if whole is not None else None
    reader = _Reader()
    at = 0
    plain = re.sub("^(?=[百千][万亿])", "一", plain.replace("个万", "万").replace("个亿", "亿"))
    while at < len(plain):
        digits = _NUMBER.match(plain, at)
        taken = digits[0] if digits else plain[at]
        if not reader.take(taken):
            return None
        at += len(taken)
    return reader.end()


class _Reader:
    """Reads a number piece by piece; each unit is smaller than the one before, within its 万 or 亿."""

    def __init__(self) -> None:
        self._total, self._section = Decimal(0), Decimal(0)
        self._number: Decimal | None = None
        self._unit = 0
        """The unit read last, 0 at the beginning."""
        self._large = 0
        self._may_be_short = False
        """Whether a single digit at the end is of the next unit: 3万5, not 3万零5 nor 3万0.5."""
        self._in_words = ""
        """Digits after 点."""

    def take(self, piece: str) -> bool:
        if self._in_words:
            if piece in _NUMERALS:
                self._in_words += str(chinese_integer(piece))
                return True
            self._number = (self._number or 0) + Decimal(self._in_words)
            self._in_words = ""
        if piece in _SMALL:
            return self._small(_SMALL[piece], piece in "十拾")
        if piece in _LARGE:
            return self._large_unit(_LARGE[piece])
        if piece == "点":
            ready = self._number is not None or bool(self._section)
            self._in_words = "0."
            return ready
        if piece in ("零", "〇") and self._number is None and self._unit:
            self._may_be_short, self._number = False, Decimal(0)
            return True
        if piece in _NUMERALS:
            return self._digits(Decimal(chinese_integer(piece) or 0), True)
        if not _NUMBER.fullmatch(piece) or not _commas_ok(piece):
            return False
        return self._digits(Decimal(piece.replace(",", "").rstrip(".")), piece in "123456789")

    def _digits(self, value: Decimal, is_one: bool) -> bool:
        if self._number not in (None, 0) or (self._number == 0 and not self._unit):
            return False
        self._may_be_short = self._number is None and is_one and value > 0
        self._number = value
        return True

    def _small(self, unit: int, may_stand_alone: bool) -> bool:
        if not self._number and not (may_stand_alone and (not self._section or self._number == 0)):
            return False
        if self._section and self._unit in _SMALL.values() and unit >= self._unit:
            return False
        self._section += (self._number or 1) * unit
        self._number, self._unit = None, unit
        return True

    def _large_unit(self, unit: int) -> bool:
        section = self._section + (self._number or 0)
        if self._large and self._large <= unit:
            if unit == 100_000_000 and self._large == 10_000 and not section:  # 一万亿
                self._total *= unit
                self._unit = self._large = unit
                return True
            return False
        if not section and self._number is None:
            return False
        self._total += section * unit
        self._section, self._number, self._unit, self._large = Decimal(0), None, unit, unit
        return True

    def end(self) -> Decimal | None:
        """The number, None when it is not whole."""
        if self._in_words:
            if self._in_words == "0.":
                return None
            self._number = (self._number or 0) + Decimal(self._in_words)
        last = self._number
        if last is not None and self._unit > 10 and self._may_be_short:
            last *= self._unit // 10
        if last is None and not self._unit:
            return None
        return self._total + self._section + (last or 0)


def _commas_ok(digits: str) -> bool:
    whole = digits.split(".")[0]
    return "," not in whole or re.fullmatch(r"\d{1,3}(,\d{3})+", whole) is not None


def amount_text(fen: int | None) -> str:
    """``8,000 元``, empty without an amount."""
    return yuan(fen) if fen is not None else ""
