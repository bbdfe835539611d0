"""Times of day as they are typed at a window: 8:30, 0830, 8点半, 下午2点; and the time at the end of a longer text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.numbers import integer

_NOT_A_TIME = "看不懂这个时间，可写成 8:30、8点半 或 14:30。"
_N = r"(?:[0-9]+|[零〇一二两三四五六七八九十]+)"
_LONGEST = 40

PARTS_OF_DAY = "凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早|夜"
_PART_OF_DAY = rf"({PARTS_OF_DAY})?"
_LATE = ("下午", "傍晚", "晚上", "夜里", "晚", "夜")
_SPOKEN = rf"({_N})[点时](?:(半)|([一1三3])刻|整|钟|({_N})分?)?"
_CLOCK = re.compile(
    _PART_OF_DAY
    + rf"(?:([0-9]{{1,2}}):([0-9]{{2}})(?::[0-9]{{2}})?|{_SPOKEN}|([0-9]{{1,2}})([0-9]{{2}})|([0-9]{{1,2}}))"
)


def parse_time(text: str) -> Parsed[time]:
    """Read a time of day: ``8:30``, ``0830``, ``8点半``, ``下午2点``, ``14:30``; said as ``14:30``."""
    plain = re.sub(r"\s", "", normalise(text))
    if not plain:
        return Parsed(None)
    plain = re.sub(r"(左右|许|前后)$", "", plain) if len(plain) <= _LONGEST else ""
    plain = re.sub(r"^(?:今天|今日|当天|当日|今(?=[早上中下傍晚]))", "", plain)
    match = _CLOCK.fullmatch(plain)
    if not match:
        return Parsed(None, error=_NOT_A_TIME)
    hour, minute = _hour_minute(match)
    if hour is None or minute is None:
        return Parsed(None, error=_NOT_A_TIME)
    if (match[1] in _LATE and 1 <= hour < 12) or (match[1] == "中午" and hour in (1, 2)):
        hour += 12
    if hour > 23 or minute > 59:
        return Parsed(None, error=f"没有 {hour}:{minute:02d} 这个时间，请核对。")
    value = time(hour, minute)
    return Parsed(value, hint=f"{value:%H:%M}")


def _hour_minute(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match[2]:
        return int(match[2]), int(match[3])
    if match[4]:
        if match[5]:
            return integer(match[4]), 30
        if match[6]:
            return integer(match[4]), 15 if match[6] in "一1" else 45
        return integer(match[4]), integer(match[7]) if match[7] else 0
    if match[8]:
        return int(match[8]), int(match[9])
    return int(match[10]), 0


# Where the time may begin at the end of a text: at a part of the day, a digit or a numeral.
_ENDS = re.compile(rf"{_PART_OF_DAY}(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?|{_SPOKEN})(?:左右|许)?")
_SHORT_DAYS = re.compile(rf"(今|明|昨|后|当)(?={PARTS_OF_DAY})")


_PART_ALONE = re.compile(f"(?:{PARTS_OF_DAY})$")


def part_of_day(plain: str) -> tuple[str, str]:
    """The day and the part of it that a normalised text ends in: 周四上午, 明晚; both empty where it does not."""
    whole = _SHORT_DAYS.sub(r"\1天", plain)
    found = _PART_ALONE.search(whole)
    return (whole[: found.start()].strip(), found[0]) if found else ("", "")


def day_and_time(plain: str) -> Iterator[tuple[str, str]]:
    """The ways in which a normalised text may be a day and a time, the longest time first; either may be empty."""
    if len(plain) > _LONGEST:
        return
    plain = _SHORT_DAYS.sub(r"\1天", plain)
    for at in range(len(plain)):
        if _ENDS.fullmatch(plain, at):
            yield plain[:at].strip(), plain[at:]
    head, _, tail = plain.rpartition(" ")
    if head and parse_time(tail).ok:
        yield head, tail
