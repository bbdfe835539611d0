"""The lunar calendar (农历) and festivals, as people name days by them: 腊月二十八, 正月十五, 除夕, 春节前, 国庆前.

The calendar is borax's (1900 to 2100), loaded by the first text that speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from jiefang_tui.rules.typed.numbers import chinese_integer

Span = tuple[date, date]
"""First and last day; the same twice for one day."""

_NAMED_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_YEAR = rf"(?:(?P<named>{'|'.join(_NAMED_YEARS)})|(?P<year>[0-9]{{4}})年?)?"
_LUNAR_WORD = r"(?P<lunar>农历|阴历|旧历)?"

_SOLAR_FESTIVALS = {
    "元旦": (1, 1), "三八": (3, 8), "妇女": (3, 8), "五一": (5, 1), "劳动": (5, 1), "六一": (6, 1), "儿童": (6, 1),
    "七一": (7, 1), "建党": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10), "十一": (10, 1), "国庆": (10, 1),
}  # fmt: skip
_LUNAR_FESTIVALS = {
    "春节": (1, 1), "过年": (1, 1), "大年初一": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7),
    "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8),
}  # fmt: skip
_EVES = ("除夕", "大年三十", "年三十", "大年夜", "年三十晚上")
_TERMS = ("清明",)
_FESTIVAL = re.compile(
    rf"{_YEAR}(?P<name>{'|'.join([*_SOLAR_FESTIVALS, *_LUNAR_FESTIVALS, *_EVES, *_TERMS])})(?:节|当天|那天)?"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DATE = re.compile(
    rf"{_LUNAR_WORD}{_YEAR}(?P<again>农历|阴历|旧历)?(?P<leap>闰)?"
    r"(?P<month>[正冬腊]|[一二三四五六七八九十]{1,2}|[0-9]{1,2})月"
    r"(?P<day>初[一二三四五六七八九十]|[一二三四五六七八九十廿卅]{1,3}|[0-9]{1,2}|底|末)?[日号里]?"
)
_NEW_YEAR_DAYS = re.compile(rf"{_YEAR}大年(?P<day>初[一二三四五六七八九十])")


def read_lunar(text: str, today: date, past: bool, before: bool = False) -> Span | None:
    """The day or month that `text` names by a festival or the lunar calendar; None when it does not.

    Without a year the next one, when `past` the last. `before`: the text went on with 前: the day before a festival or
    a whole month (除夕 for 春节前), and that day itself for any other day.
    Raises ValueError for a day that the month does not have, or a year beyond the calendar.
    """
    match = _FESTIVAL.fullmatch(text)
    if match:
        name = match["name"]
        return _choose(_festival(name), match, today, past, before, by_lunar_year=name in _EVES or name == "腊八")
    match = _NEW_YEAR_DAYS.fullmatch(text)
    if match:
        day = _day_number(match["day"])
        return _choose(lambda year: _one(_solar(year, 1, day)), match, today, past, False)
    match = _DATE.fullmatch(text)
    if not match:
        return None
    said = match["day"] or ""
    is_named = bool(match["lunar"] or match["again"])
    is_lunar = is_named or match["leap"] or match["month"] in _MONTHS or said[:1] in tuple("初廿卅")
    if not is_lunar or (said.isascii() and said and not is_named):
        return None
    month = _MONTHS.get(match["month"]) or _number(match["month"])
    is_leap = bool(match["leap"])
    late = month in (11, 12)
    return _choose(lambda year: _month_day(year, month, said, is_leap), match, today, past, before, by_lunar_year=late)


def _choose(
    at: Callable[[int], Span | None],
    match: re.Match[str],
    today: date,
    past: bool,
    before: bool,
    by_lunar_year: bool = False,
) -> Span | None:
    """Of the years, the one that is named, or else the next (the last when `past`)."""

    def shifted(year: int) -> Span | None:
        span = at(year)
        if span is None or not before:
            return span
        is_day = match.re is _DATE and span[0] == span[1]
        return span if is_day else _one(span[0] - timedelta(days=1))

    eve = match.groupdict().get("name") in _EVES
    if match["year"]:
        # 2027年除夕 is the eve of that year's Spring Festival; 2027年腊月 is of the lunar year.
        return shifted(int(match["year"]) - (1 if eve else 0))
    lunar_year = _lunar_year(today)
    if match["named"]:
        return shifted((lunar_year if by_lunar_year else today.year) + _NAMED_YEARS[match["named"]])
    far = 30 if match.groupdict().get("leap") else 3  # a leap month comes back after up to that many years
    years = range(max(1901, lunar_year - far), min(2099, lunar_year + far) + 1)
    spans = [span for year in years if (span := _or_none(shifted, year)) is not None]
    if not spans:
        raise ValueError("no year has that day")
    if past:
        return next((span for span in reversed(spans) if span[0] <= today), None)
    return next((span for span in spans if span[1] >= today), None)


def _or_none(at: Callable[[int], Span | None], year: int) -> Span | None:
    try:
        return at(year)
    except ValueError:
        return None


def _festival(name: str) -> Callable[[int], Span | None]:
    if name in _SOLAR_FESTIVALS:
        month, day = _SOLAR_FESTIVALS[name]
        return lambda year: _one(date(year, month, day))
    if name in _TERMS:
        return lambda year: _one(_term(year, name))
    if name in _EVES:
        return lambda year: _one(_solar(year + 1, 1, 1) - timedelta(days=1))
    month, day = _LUNAR_FESTIVALS[name]
    return lambda year: _one(_solar(year, month, day))


def _month_day(year: int, month: int, said: str, is_leap: bool) -> Span | None:
    """The day of a lunar month, or the month; None in a year without that leap month."""
    from borax.calendars.lunardate import LCalendars

    if not 1 <= month <= 12:
        raise ValueError("month")
    if is_leap and LCalendars.leap_month(year) != month:
        return None
    length = int(LCalendars.ndays(year, month, int(is_leap)))
    last = _solar(year, month, length, is_leap)
    if not said:
        return _solar(year, month, 1, is_leap), last
    if said in "底末":
        return _one(last)
    day = _day_number(said)
    if day == 30 and month == 12:  # in a short 腊月 its last day is called so, too
        return _one(last)
    if not 1 <= day <= length:
        raise ValueError("day")
    return _one(_solar(year, month, day, is_leap))


def _day_number(said: str) -> int:
    return _number(said.removeprefix("初"))


def _number(said: str) -> int:
    number = int(said) if said.isascii() else chinese_integer(said)
    if number is None:
        raise ValueError("number")
    return number


def _one(day: date) -> Span:
    return day, day


def _solar(year: int, month: int, day: int, is_leap: bool = False) -> date:
    from borax.calendars.lunardate import LunarDate

    return _plain(LunarDate(year, month, day, int(is_leap)).to_solar_date())


def _lunar_year(day: date) -> int:
    from borax.calendars.lunardate import LunarDate

    return int(LunarDate.from_solar(day).year)


def _term(year: int, name: str) -> date:
    from borax.calendars.lunardate import TermUtils

    return _plain(TermUtils.nth_term_day(year, term_name=name))


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)
