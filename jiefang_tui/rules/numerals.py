"""Chinese numerals in typed text: ``十二``, ``三万``, ``二百零五``."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 24
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")

NUMERAL_SIGNS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"


def chinese_integer(text: str) -> int | None:
    """The number written in Chinese numerals, or None: ``二十一`` 21, ``三万五`` 35000, ``二〇二六`` 2026."""
    text = text.translate(_FORMAL)
    if not text or len(text) > _LONGEST:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = 0
    digit: int | None = None
    last_unit = 1
    after_zero = False
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            after_zero = after_zero or digit == 0
        elif char in _SMALL:
            if digit is None and (section or char not in "十拾"):
                return None
            section += (1 if digit is None else digit) * _SMALL[char]
            digit, last_unit, after_zero = None, _SMALL[char], False
        elif char in _LARGE:
            section += digit or 0
            if not section:
                return None
            if _LARGE[char] > 10_000:
                total = (total + section) * _LARGE[char]
            else:
                total += section * _LARGE[char]
            section, digit, last_unit, after_zero = 0, None, _LARGE[char], False
        else:
            return None
    if digit:
        # 三万五 is 35,000 and 一百二 is 120, but 三万零五 is 30,005.
        short = last_unit > 10 and not after_zero
        section += digit * (last_unit // 10 if short else 1)
    return total + section


def integer(text: str) -> int | None:
    """A whole number in digits (thousands commas allowed) or Chinese numerals, or None."""
    if text.isascii() and text.replace(",", "").isdigit():
        groups = text.split(",")
        if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
            return None
        return int("".join(groups)) if len(text) <= _LONGEST else None
    return chinese_integer(text)
