"""Who takes turns, as a clerk types it: names one after another, with a weekday and a village where they have one.

``周敏、韩平、刘静`` is three in turn; ``周敏 周一 章湾村`` one who is in the village on Mondays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, cut, normalise
from jiefang_tui.rules.typed.identity import parse_full_name

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(rf"(?:周|星期|礼拜)([{_WEEKDAYS}天])(?:上午|下午|全天)?")
_BETWEEN = re.compile(r"[\n、，,；;]+")


_A_NAME = re.compile(r"[㐀-鿿]{2,3}|[㐀-鿿]+[·.][㐀-鿿·.]+")
_A_PLACE = re.compile(r".*(?:村|社区|室|厅|所|站|中心|楼|处|点|街道)")
_NO_NAME = re.compile(
    r".*(?:书记|镇长|乡长|主任|主席|委员|部长|局长|科长|领导|时间)|[上下中]午|晚上|晚间|全天|接访日?|下访|约访|值班|值守"
    r"|带班|备注|电话|联合|随时"
)


class SaidTurn(NamedTuple):
    """A name, the weekday that is theirs (1 Monday to 7), the village."""

    name: str
    weekday: int | None = None
    place: str = ""


def looks_like_a_name(word: str) -> bool:
    """Whether a word behind a name is another one (周敏 吴涛) and no place, post or part of the day."""
    return bool(_A_NAME.fullmatch(word)) and not (_A_PLACE.fullmatch(word) or _NO_NAME.fullmatch(word))


def parse_leaders(text: str) -> Parsed[tuple[SaidTurn, ...]]:
    """`parse_turns` of a rule that has no villages: 周敏 吴涛 are two, a place has to be one (周敏 周四 接待室)."""
    pieces = []
    for piece in _BETWEEN.split(text):
        words = normalise(piece).split()
        for at, word in enumerate(words):
            if at and looks_like_a_name(word) and not _WEEKDAY.fullmatch(word):
                words[at] = f"、{word}"
            elif at and not (_WEEKDAY.fullmatch(word) or _A_PLACE.fullmatch(word)):
                said = f"「{cut(word, 16, '..')}」不像姓名也不像地点；两位领导用顿号隔开：周敏、韩平。"
                return Parsed(None, error=said)
        pieces.append(" ".join(words))
    return parse_turns("、".join(pieces))


def parse_turns(text: str) -> Parsed[tuple[SaidTurn, ...]]:
    """Read the names; one that is no name in full is an error."""
    found = []
    for piece in _BETWEEN.split(text):
        words = normalise(piece).split()
        if not words:
            continue
        name = parse_full_name(words[0])
        if name.error:
            return Parsed(None, error=name.error)
        weekday, place = None, []
        for word in words[1:]:
            match = _WEEKDAY.fullmatch(word)
            if match:
                weekday = 7 if match[1] == "天" else _WEEKDAYS.index(match[1]) + 1
            else:
                place.append(word)
        found.append(SaidTurn(name.value or "", weekday, " ".join(place)))
    if not found:
        return Parsed(None)
    return Parsed(tuple(found), hint=f"{len(found)}位")


def parse_weekdays(text: str) -> Parsed[str]:
    """``1 4``, ``周一、周四``, ``一四``: digits 1 (Monday) to 7."""
    plain = re.sub(r"[周星期礼拜每、，,\s]", "", normalise(text))
    if not plain:
        return Parsed(None)
    plain = "".join("7" if one == "天" else str(_WEEKDAYS.index(one) + 1) if one in _WEEKDAYS else one for one in plain)
    if not set(plain) <= set("1234567"):
        return Parsed(None, error="请写周几：1 是周一，7 是周日，例如 1 4。")
    digits = "".join(sorted(set(plain)))
    return Parsed(digits, hint="每周" + "、".join(_WEEKDAYS[int(one) - 1] for one in digits))


_NUMERALS = str.maketrans("一二三四五六七八九十〇零", "123456789000")


def parse_digits(text: str) -> Parsed[str]:
    """``三六九``, ``逢五逢十``, ``3、6、9``: the last digits of a market's dates."""
    plain = re.sub(r"[逢、，,\s集日号]", "", normalise(text)).translate(_NUMERALS)
    if not plain:
        return Parsed(None)
    if not (plain.isascii() and plain.isdigit()):
        return Parsed(None, error="请写逢几，例如 三六九，或者 5 10。")
    digits = "".join(sorted(set(re.sub("10", "0", plain))))
    return Parsed(digits, hint="逢" + "、".join(digits))


def parse_month_days(text: str) -> Parsed[str]:
    """``5 15 25``, ``5号、15号``: dates of the month, in order, separated by spaces."""
    numbers = [int(one) for one in re.findall(r"\d+", normalise(text))]
    if not normalise(text).strip():
        return Parsed(None)
    if not numbers or not all(1 <= one <= 31 for one in numbers):
        return Parsed(None, error="请写每月几号，例如 5 15 25。")
    return Parsed(" ".join(str(one) for one in sorted(set(numbers))), hint="每月" + "、".join(map(str, numbers)) + "号")
