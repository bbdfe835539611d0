"""Numbers as they are typed: digits, Chinese numerals (``十二``), counts; and the number of a matter (登记编号)."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.terms import GROUP_THRESHOLD

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 24
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖貳參叄弍陸萬億", "一二三四五六七八九二三三二六万亿") | {
    ord("廿"): "二十", ord("卅"): "三十", ord("卌"): "四十",
}  # fmt: skip


def plain_numerals(text: str) -> str:
    """`text` with the numerals of cheques (壹, 萬) and of the old count (廿) as the plain ones."""
    return text.translate(_FORMAL)


def chinese_integer(text: str) -> int | None:
    """The number written in Chinese numerals, or None: ``二十一`` 21, ``三万五`` 35000, ``二〇二六`` 2026."""
    text = plain_numerals(text)
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


def digits(text: str) -> int | None:
    """The number that a few plain digits are, or None; ``²``, ``①`` and ``٣`` are digits to `str.isdigit` alone."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


MAX_REPRESENTATIVES = 5
"""Regulation Art. 20(3)."""
MAX_HEADCOUNT = 9999

_NUMERAL = "0-9零〇一二两俩三四五六七八九十百千万"
_COUNTED = re.compile(
    rf"(?:[{_NUMERAL}]+[户家],?)?[^{_NUMERAL}]*(?P<count>[{_NUMERAL}]+[余多来几]?)个?[人名位口](?:次|,?[{_NUMERAL}]+[户家])?"
)
_SOME = re.compile(r"[一二三四五六七八九]([一二三四五六七八九])([十百千]?)")


def _read(text: str) -> tuple[int | None, bool]:
    """(how many, whether that is only about so many): 12人, 3户12人, 30余人, 五六人 (at least five)."""
    plain = re.sub(r"\s", "", normalise(text))
    if len(plain) > _LONGEST:
        return integer(plain), False
    roughly = bool(re.search("左右|上下|大约|大概|^约|(?<=[0-9十百千万])[余多来几]", plain))
    bare = re.sub("^一行|(?:左右|上下)$", "", plain)
    counted = _COUNTED.fullmatch(bare)
    number = counted["count"] if counted else re.sub(r"^(?:大约|大概|约|共)|[个页张份户]$", "", bare)
    number = re.sub("(?<=[0-9十百千万])[余多来几]$", "", number)
    some = _SOME.fullmatch(number)
    if some:  # 五六人: at least the first
        return integer(number[0] + some[2]), True
    return integer(number), roughly


def arrival_label(queue_no: int | None, how: str) -> str:
    """``第03号``, or `how` what is no visit came (来信): it has no place in the queue."""
    return f"第{queue_no:02d}号" if queue_no else how


def arrival_key(queue_no: int | None, visit_id: int) -> str:
    """``03号``, ``来件7``: what the names of its papers' files begin with, after the day."""
    return f"{queue_no:02d}号" if queue_no else f"来件{visit_id}"


def parse_headcount(text: str, group_threshold: int = GROUP_THRESHOLD) -> Parsed[int]:
    """来访人数, 1 to 9999; from `group_threshold` on it is said that this is a group visit (集体访)."""
    if not text.strip():
        return Parsed(None)
    count, roughly = _read(text)
    if count is None:
        return Parsed(None, error="人数要写数字，例如 12。")
    if count < 1:
        return Parsed(None, error="来访人数至少是 1 人。")
    if count > MAX_HEADCOUNT:
        return Parsed(None, error=f"来访人数 {str(count)[:12]} 太大，请核对。")
    hint = "集体访" if count >= group_threshold else "个访"
    if roughly:
        return Parsed(count, hint=f"{hint} 约数", is_rough=True)
    return Parsed(count, hint=hint)


def parse_count(text: str, what: str = "数量", most: int = 999_999) -> Parsed[int]:
    """A whole number from 0 to `most`; `what` names it in the sentence (涉及人数)."""
    if not text.strip():
        return Parsed(None)
    count, roughly = _read(text)
    if count is None:
        return Parsed(None, error=f"{what}要写数字，例如 3。")
    if count > most:
        return Parsed(None, error=f"{what} {str(count)[:12]} 太大，请核对。")
    return Parsed(count, hint=f"约 {count}" if roughly else "", is_rough=roughly)


def parse_pages(text: str) -> Parsed[int]:
    """Pages of a paper handed in."""
    return parse_count(text, "页数", 9999)


def parse_representatives(text: str, headcount: int | None) -> Parsed[int]:
    """代表人数: at most five (Regulation Art. 20(3)); cut to five, the rest are companions."""
    parsed = parse_count(text, "代表人数", MAX_HEADCOUNT)
    count = parsed.value
    if count is None:
        return parsed
    if headcount is not None and count > headcount:
        return Parsed(None, error=f"代表 {count} 人多于来访人数 {headcount} 人。")
    if count > MAX_REPRESENTATIVES:
        rest = count - MAX_REPRESENTATIVES
        warning = f"代表不超过 5 人(条例第二十条第三款)，其余 {rest} 人记为同访人。"
        return Parsed(MAX_REPRESENTATIVES, hint="代表 5 人", warning=warning)
    return parsed


class RegisterNo(NamedTuple):
    """The three parts of a register number."""

    area_code: str
    """Nine digits of the township."""
    day: date
    ordinal: int


def register_no(area9: str, day: date, n: int) -> str:
    """The number of the `n`-th matter of `day`. Raises ValueError for an area that is not nine digits or
    n < 1."""
    if not re.fullmatch("[0-9]{9}", area9):
        raise ValueError(f"area code {area9!r} is not nine digits")
    if n < 1:
        raise ValueError(f"ordinal {n} is below 1")
    return f"JF-{area9}-{day:%Y%m%d}-{n:03d}"


def split_queue_no(text: str) -> int | None:
    """The queue number that a text is: ``05``, ``5号``, ``第05号``; None for anything else."""
    match = re.fullmatch(r"第?\s*([0-9]{1,4})\s*号?", normalise(text).strip())
    return int(match[1]) if match else None


def split_register_no(text: str) -> RegisterNo:
    """The parts of a register number, as stored or as typed. Raises ValueError for anything else."""
    match = re.fullmatch(r"JF-([0-9]{9})-([0-9]{4})([0-9]{2})([0-9]{2})-([0-9]{3,})", normalise(text).upper())
    if not match:
        raise ValueError(f"{text!r} is not a register number")
    return RegisterNo(match[1], date(int(match[2]), int(match[3]), int(match[4])), int(match[5]))
