"""Dates and times as they are typed at a window: 明天, 下周四, 6月底, 20260630, 6-30, 8点半.

A date without a year is the next such day when something is planned, the last such day when it is `past`. What was
understood is said with year and weekday, so that a slip shows at once.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from jiefang_tui.rules.numbers import integer
from jiefang_tui.rules.text import Parsed, normalise

WEEKDAYS = "一二三四五六日"
_EARLIEST, _LATEST = 1900, 2099
_NOT_A_DATE = "看不懂这个日期，可写成 明天、下周四、6月底 或 6-30。"
_NOT_A_TIME = "看不懂这个时间，可写成 8:30、8点半 或 14:30。"
_N = r"[0-9零〇一二两三四五六七八九十]+"
_SEP = r"[-./]"

_DAYS = {
    "今天": 0, "今日": 0, "当天": 0, "当日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
}  # fmt: skip
_WEEKS = {"上上": -2, "上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1, "下下": 2}
_MONTHS = {"上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "当": 0, "下": 1, "下个": 1}
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2}


class _Wrong(Exception):
    """What is wrong with a date; `str()` is the Chinese sentence."""


def weekday_of(day: date) -> str:
    """``星期四``."""
    return "星期" + WEEKDAYS[day.weekday()]


def say_date(day: date) -> str:
    """``2026-12-03 星期四``."""
    return f"{day:%Y-%m-%d} {weekday_of(day)}"


def parse_date(text: str, today: date, past: bool = False) -> Parsed[date]:
    """Read a day. `past` turns dates without a year, and bare weekdays, backwards."""
    plain = re.sub(r"\s", "", normalise(text))
    if not plain:
        return Parsed(None)
    if len(plain) <= 24:
        try:
            for reader in _READERS:
                day = reader(plain, today, past)
                if day is not None:
                    return Parsed(day, hint=say_date(day))
        except _Wrong as wrong:
            return Parsed(None, error=str(wrong))
        except OverflowError:
            return Parsed(None, error="日期太远，请核对。")
    return Parsed(None, error=_NOT_A_DATE)


def not_future(parsed: Parsed[date], today: date, what: str = "日期") -> Parsed[date]:
    """`parsed`, refused with a sentence when it lies after `today`."""
    if parsed.value is not None and parsed.value > today:
        return Parsed(None, parsed.hint, error=f"{what} {parsed.value} 晚于今天，请核对。")
    return parsed


def not_past(parsed: Parsed[date], today: date, what: str = "日期") -> Parsed[date]:
    """`parsed`, refused with a sentence when it lies before `today`."""
    if parsed.value is not None and parsed.value < today:
        return Parsed(None, parsed.hint, error=f"{what} {parsed.value} 早于今天，请核对。")
    return parsed


# -- readers: each returns a day, None when the text is not its kind, or raises _Wrong


def _number(text: str) -> int:
    value = integer(text)
    if value is None:
        raise _Wrong(_NOT_A_DATE)
    return value


def _make(year: int, month: int, day: int) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise _Wrong(f"年份 {year} 不对，请核对。")
    if not 1 <= month <= 12:
        raise _Wrong(f"没有 {month} 月，请核对。")
    if not 1 <= day <= monthrange(year, month)[1]:
        shown = f"{year} 年 {month} 月" if (month, day) == (2, 29) else f"{month} 月"
        raise _Wrong(f"{shown}没有 {day} 日，请核对。")
    return date(year, month, day)


def _without_year(month: int, day: int, today: date, past: bool) -> date:
    _make(2000, month, day)  # a leap year: says at once what no year has
    step = -1 if past else 1
    year = today.year
    for _ in range(10):
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == today or (found < today) == past:
                return found
        year += step
    raise _Wrong(_NOT_A_DATE)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _end(year: int, month: int) -> date:
    import pendulum  # 60 ms: paid by the first typed date that is reckoned in months, not at the start

    _make(year, month, 1)
    last = pendulum.date(year, month, 1).end_of("month")
    return date(last.year, last.month, last.day)


def _named_day(text: str, today: date, past: bool) -> date | None:
    return today + timedelta(days=_DAYS[text]) if text in _DAYS else None


def _distance(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"({_N}|半)(个?工作日|天|日|周|个?星期|个?礼拜|个月|年)(之?[后内前]|以[后内前])", text)
    if not match:
        return None
    unit, sign = match[2], -1 if match[3].endswith("前") else 1
    if "工作日" in unit:
        raise _Wrong("工作日请写成具体日期，例如 6-30。")
    if match[1] == "半":
        if unit == "个月":
            return today + timedelta(days=15 * sign)
        if unit != "年":
            raise _Wrong(_NOT_A_DATE)
        return _months_on(today, 6 * sign)
    count = _number(match[1]) * sign
    if unit in ("天", "日"):
        return today + timedelta(days=count)
    if unit == "个月":
        return _months_on(today, count)
    if unit == "年":
        return _months_on(today, 12 * count)
    return today + timedelta(weeks=count)


def _months_on(today: date, months: int) -> date:
    import pendulum  # as in `_end`

    if abs(months) > 12 * (_LATEST - _EARLIEST):
        raise _Wrong("日期太远，请核对。")
    there = pendulum.date(today.year, today.month, today.day).add(months=months)
    return _make(there.year, there.month, there.day)


def _weekday(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(r"(上上|上个?|本|这个?|下下|下个?)?(?:周|星期|礼拜)([一二三四五六日天1-7])", text)
    if not match:
        return None
    target = 6 if match[2] == "天" else "1234567".find(match[2])
    if target < 0:
        target = WEEKDAYS.index(match[2])
    if match[1]:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=_WEEKS[match[1]], days=target)
    away = (target - today.weekday()) % 7
    return today - timedelta(days=-away % 7) if past else today + timedelta(days=away)


def _end_of(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"(?:({'|'.join(_YEARS)})|([0-9]{{4}})年?)?年?(?:({_N})月)?(底|末|初)", text)
    if match and (match[1] or match[2] or match[3] or text == "年底" or text == "年末" or text == "年初"):
        return _end_of_named(match, today, past)
    match = re.fullmatch(r"(上个?|本|这个?|当|下个?)?月(底|末|初)", text)
    if not match:
        return None
    year, month = _shift_month(today, _MONTHS[match[1] or "本"])
    return date(year, month, 1) if match[2] == "初" else _end(year, month)


def _end_of_named(match: re.Match[str], today: date, past: bool) -> date:
    year = today.year + _YEARS[match[1]] if match[1] else int(match[2]) if match[2] else 0
    first = match[4] == "初"
    if not match[3]:
        year = year or today.year
        return _make(year, 1, 1) if first else _make(year, 12, 31)
    month = _number(match[3])
    _make(2000, month, 1)
    if year:
        return _make(year, month, 1) if first else _end(year, month)
    if first:
        return _without_year(month, 1, today, past)
    year = today.year
    this_year = _end(year, month)
    if past and this_year > today:
        return _end(year - 1, month)
    if not past and this_year < today:
        return _end(year + 1, month)
    return this_year


def _full(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text) or re.fullmatch(
        rf"([0-9]{{4}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})", text
    )
    if match:
        return _make(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(rf"([0-9零〇一二三四五六七八九]{{4}})年({_N})月({_N})[日号]?", text)
    if match:
        return _make(_number(match[1]), _number(match[2]), _number(match[3]))
    match = re.fullmatch(rf"([0-9]{{2}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})", text) or re.fullmatch(
        rf"([0-9]{{2}})年({_N})月({_N})[日号]?", text
    )
    if match:
        return _make(_century(int(match[1]), today, past), _number(match[2]), _number(match[3]))
    match = re.fullmatch(rf"({'|'.join(_YEARS)})({_N})(?:月|{_SEP})({_N})[日号]?", text)
    if match:
        return _make(today.year + _YEARS[match[1]], _number(match[2]), _number(match[3]))
    return None


def _century(two_digits: int, today: date, past: bool) -> int:
    year = today.year // 100 * 100 + two_digits
    return year - 100 if past and year > today.year else year


def _month_day(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})[日号]?", text) or re.fullmatch(
        rf"({_N})月({_N})[日号]?", text
    )
    if not match:
        match = re.fullmatch(r"([0-9]{2})([0-9]{2})", text)
    return _without_year(_number(match[1]), _number(match[2]), today, past) if match else None


def _day_of_month(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"(上个?|本|这个?|当|下个?)月({_N})[日号]?", text)
    if match:
        year, month = _shift_month(today, _MONTHS[match[1]])
        return _make(year, month, _number(match[2]))
    match = re.fullmatch(rf"({_N})[日号]", text)
    if not match:
        return None
    day = _number(match[1])
    _make(2000, 1, day)
    for months in range(0, -3, -1) if past else range(3):
        year, month = _shift_month(today, months)
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == today or (found < today) == past:
                return found
    raise _Wrong(_NOT_A_DATE)


_READERS: tuple[Callable[[str, date, bool], date | None], ...] = (
    _named_day,
    _distance,
    _weekday,
    _end_of,
    _full,
    _month_day,
    _day_of_month,
)


# -- times

_PART_OF_DAY = r"(凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚)?"
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
    match = _CLOCK.fullmatch(plain)
    if not match:
        return Parsed(None, error=_NOT_A_TIME)
    hour, minute = _hour_minute(match)
    if hour is None or minute is None:
        return Parsed(None, error=_NOT_A_TIME)
    if (match[1] in ("下午", "傍晚", "晚上", "夜里", "晚") and 1 <= hour < 12) or (
        match[1] == "中午" and hour in (1, 2)
    ):
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


_SPOKEN_CLOCK = re.compile(
    _PART_OF_DAY + rf"(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?|{_N}[点时](?:半|[一1三3]刻|整|钟|{_N}分?)?)$"
)


def parse_moment(text: str, now: datetime, past: bool = False) -> Parsed[datetime]:
    """Read a day with a time: ``明天9点``, ``11-25 14:30``; a time alone is today.

    `now` is aware; the value has its zone.
    """
    plain = normalise(text)
    if not plain:
        return Parsed(None)
    day_text, time_text = _split_moment(plain)
    if not time_text:
        error = "还要写上时间，例如 明天 9:00。" if parse_date(day_text, now.date(), past).ok else _NOT_A_DATE
        return Parsed(None, error=error)
    clock = parse_time(time_text)
    day = parse_date(day_text, now.date(), past) if day_text else Parsed(now.date(), say_date(now.date()))
    if clock.value is None or day.value is None:
        return Parsed(None, error=day.error or clock.error or _NOT_A_TIME)
    value = datetime.combine(day.value, clock.value, tzinfo=now.tzinfo)
    return Parsed(value, hint=f"{day.hint} {clock.hint}")


def _split_moment(plain: str) -> tuple[str, str]:
    """The day's part and the time's part of `plain`; either may be empty."""
    match = _SPOKEN_CLOCK.search(plain)
    if match:
        return plain[: match.start()].strip(), match[0]
    head, _, tail = plain.rpartition(" ")
    if head and parse_time(tail).ok:
        return head, tail
    return plain, ""
