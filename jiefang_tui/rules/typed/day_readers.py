"""What a text without spaces means as a day of the solar calendar, or as a month, a quarter, a year (`dates` asks).

Each reader returns the first and the last day, None when the text is not its kind, or raises `Wrong`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from jiefang_tui.rules.typed.lunar import Span
from jiefang_tui.rules.typed.numbers import integer
from jiefang_tui.rules.workdays import PUBLISHED, Calendar

WEEKDAYS = "一二三四五六日"
NOT_A_DATE = "看不懂这个日期，可写成 明天、下周四、6月底 或 6-30。"
_EARLIEST, _LATEST = 1900, 2099
_N = r"(?:[0-9]+|[零〇一二两俩三四五六七八九十]+)"
_SEP = r"[-./]"
_YEAR = "[0-9]{4}|[零〇一二三四五六七八九]{4}"

_DAYS = {
    "今天": 0, "今日": 0, "当天": 0, "当日": 0, "即日": 0, "今儿": 0, "明天": 1, "明日": 1, "次日": 1, "明儿": 1,
    "后天": 2, "后日": 2, "大后天": 3, "昨天": -1, "昨日": -1, "昨儿": -1, "前天": -2, "大前天": -3,
}  # fmt: skip
_WEEKS = {"上上": -2, "上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1, "下下": 2}
_MONTHS = {
    "上上": -2, "上上个": -2, "上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "当": 0, "下": 1, "下个": 1, "下下": 2,
    "下下个": 2,
}  # fmt: skip
_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2}
_NAMED_YEAR = "|".join(_YEARS)
_NAMED_MONTH = "上上个?|上个?|本|这个?|当|下下个?|下个?"
_PARTS_OF_YEAR = {"上半年": (1, 6), "下半年": (7, 12)}


class Wrong(Exception):
    """What is wrong with a date; `str()` is the Chinese sentence."""


def read_days(text: str, today: date, past: bool, calendar: Calendar = PUBLISHED) -> Span | None:
    """The days that `text` means; None when no reader knows it. Working days are counted by `calendar`."""
    counted = _workdays(text, today, past, calendar)
    if counted is not None:
        return counted
    for reader in _READERS:
        found = reader(text, today, past)
        if found is not None:
            return found if isinstance(found, tuple) else (found, found)
    return None


def _number(text: str) -> int:
    value = integer(text)
    if value is None:
        raise Wrong(NOT_A_DATE)
    return value


def make(year: int, month: int, day: int) -> date:
    """The day, or `Wrong` saying why there is none."""
    if not _EARLIEST <= year <= _LATEST:
        raise Wrong(f"年份 {year} 不对，请核对。")
    if not 1 <= month <= 12:
        raise Wrong(f"没有 {month} 月，请核对。")
    if not 1 <= day <= monthrange(year, month)[1]:
        shown = f"{year} 年 {month} 月" if (month, day) == (2, 29) else f"{month} 月"
        raise Wrong(f"{shown}没有 {day} 日，请核对。")
    return date(year, month, day)


def _without_year(month: int, day: int, today: date, past: bool) -> date:
    make(2000, month, day)  # a leap year: says at once what no year has
    step = -1 if past else 1
    year = today.year
    for _ in range(10):
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == today or (found < today) == past:
                return found
        year += step
    raise Wrong(NOT_A_DATE)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _month(year: int, month: int) -> Span:
    first = make(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])


def _year(year: int) -> Span:
    return make(year, 1, 1), make(year, 12, 31)


# -- from today on: 明天, 三天后, 三个月, 下周四


def _named_day(text: str, today: date, past: bool) -> date | None:
    return today + timedelta(days=_DAYS[text]) if text in _DAYS else None


def _distance(text: str, today: date, past: bool) -> Span | date | None:
    text = re.sub("^([半两俩])月", r"\1个月", text)  # 两月 is no February
    match = re.fullmatch(
        rf"(近|最近|过去)?({_N}|半)(天|日|周|个?星期|个?礼拜|个半?月|年半?)([多余])?([之以]?[后内前])?", text
    )
    if not match:
        return None
    since, count_text, unit, side = match[1], match[2], match[3], match[5]
    if not side and unit == "日":
        return None  # 15日 is a day of the month
    if unit == "年" and len(count_text) > (3 if side else 1):
        return None  # 19年 and 2019年以前 are years
    if not past and unit == "日" and side and side.endswith("前") and _number(count_text) <= 31:
        return None  # 10日前, of what is to come, is by the tenth
    backwards = side.endswith("前") if side else past or bool(since)
    there = _gone(today, count_text, unit, -1 if backwards else 1)
    return (there, today) if since else there


def _gone(today: date, count_text: str, unit: str, sign: int) -> date:
    if count_text == "半":
        if unit == "个月":
            return today + timedelta(days=15 * sign)
        if unit != "年":
            raise Wrong(NOT_A_DATE)
        return _months_on(today, 6 * sign)
    count = _number(count_text) * sign
    match unit:
        case "天" | "日":
            return today + timedelta(days=count)
        case "个月":
            return _months_on(today, count)
        case "个半月":
            return _months_on(today, count) + timedelta(days=15 * sign)
        case "年半":
            return _months_on(today, 12 * count + 6 * sign)
        case "年":
            return _months_on(today, 12 * count)
        case _:
            return today + timedelta(weeks=count)


def _workdays(text: str, today: date, past: bool, calendar: Calendar) -> Span | None:
    """So many working days: 3个工作日, 近5个工作日."""
    match = re.fullmatch(rf"(近|最近|过去)?({_N})个?工作日([多余])?([之以]?[后内前])?", text)
    if not match:
        return None
    since, side = match[1], match[4]
    backwards = side.endswith("前") if side else past or bool(since)
    there = workdays_on(today, _number(match[2]) * (-1 if backwards else 1), calendar)[0]
    return (there, today) if since else (there, there)


def workdays_on(today: date, count: int, calendar: Calendar) -> tuple[date, tuple[int, ...]]:
    """The `count`-th working day after `today` (before it when negative), and the years whose rest days are guessed."""
    if abs(count) > 1000:
        raise Wrong("日期太远，请核对。")
    if count >= 0:
        return calendar.workday_after(today, count)
    day, guessed = today, set[int]()
    while count < 0:
        day -= timedelta(days=1)
        if calendar.says(day) is None:
            guessed.add(day.year)
        count += calendar.is_workday(day)
    return day, tuple(sorted(guessed))


def _months_on(today: date, months: int) -> date:
    import pendulum  # 60 ms: paid by the first typed date that is reckoned in months, not at the start

    if abs(months) > 12 * (_LATEST - _EARLIEST):
        raise Wrong("日期太远，请核对。")
    there = pendulum.date(today.year, today.month, today.day).add(months=months)
    return make(there.year, there.month, there.day)


def _weekday(text: str, today: date, past: bool) -> Span | date | None:
    text = re.sub("[之以]?内$", "", text)
    match = re.fullmatch(r"(上上|上个?|本|这个?|下下|下个?)?(?:周|星期|礼拜)([一二三四五六日天末1-7])?", text)
    if not match or not (match[1] or match[2]):
        return None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS[match[1]] if match[1] else 0)
    if not match[2]:
        return monday, monday + timedelta(days=6)
    if match[2] == "末":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    target = 6 if match[2] == "天" else "1234567".find(match[2])
    if target < 0:
        target = WEEKDAYS.index(match[2])
    if match[1]:
        return monday + timedelta(days=target)
    away = (target - today.weekday()) % 7
    return today - timedelta(days=-away % 7) if past else today + timedelta(days=away)


# -- beginnings and ends: 月底, 6月底, 年底, 去年底


def _end_of(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"(?:({_NAMED_YEAR})|({_YEAR})年?|([0-9]{{2}})年)?年?(?:({_N})月)?(底|末|初)", text)
    if match and (match[1] or match[2] or match[3] or match[4] or text in ("年底", "年末", "年初")):
        return _end_of_named(match, today, past)
    match = re.fullmatch(rf"({_NAMED_MONTH})?月(底|末|初)", text)
    if not match:
        return None
    return _month(*_shift_month(today, _MONTHS[match[1] or "本"]))[match[2] != "初"]


def _end_of_named(match: re.Match[str], today: date, past: bool) -> date:
    year = _year_said(match, today, past) or 0
    first = match[5] == "初"
    if not match[4]:
        return _year(year or today.year)[not first]
    month = _number(match[4])
    make(2000, month, 1)
    if year:
        return _month(year, month)[not first]
    if first:
        return _without_year(month, 1, today, past)
    year = today.year
    this_year = _month(year, month)[1]
    if past and this_year > today:
        return _month(year - 1, month)[1]
    if not past and this_year < today:
        return _month(year + 1, month)[1]
    return this_year


# -- days of a year, a month


def _full(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text) or re.fullmatch(
        rf"([0-9]{{4}})(?:{_SEP}|年)([0-9]{{1,2}})(?:{_SEP}|月)([0-9]{{1,2}})[日号]?", text
    )
    if match:
        return make(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(rf"([0-9零〇一二三四五六七八九]{{4}})年({_N})月({_N})[日号]?", text)
    if match:
        return make(_number(match[1]), _number(match[2]), _number(match[3]))
    match = re.fullmatch(rf"([0-9]{{2}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})", text) or re.fullmatch(
        rf"([0-9]{{2}})年({_N})月({_N})[日号]?", text
    )
    if not match:
        match = re.fullmatch(r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2]))([0-9]{2})([0-9]{2})([0-9]{2})", text)
    if match:
        return make(_century(int(match[1]), today, past), _number(match[2]), _number(match[3]))
    match = re.fullmatch(rf"({_NAMED_YEAR})({_N})(?:月|{_SEP})({_N})[日号]?", text)
    if match:
        return make(today.year + _YEARS[match[1]], _number(match[2]), _number(match[3]))
    return None


def _century(two_digits: int, today: date, past: bool) -> int:
    year = today.year // 100 * 100 + two_digits
    return year - 100 if past and year > today.year else year


def _month_day(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})[日号]?", text) or re.fullmatch(
        rf"({_N})月({_N})[日号]?", text
    )
    if not match:
        match = re.fullmatch(r"(?!19|20)([0-9]{2})([0-9]{2})", text)
    return _without_year(_number(match[1]), _number(match[2]), today, past) if match else None


def _day_of_month(text: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(rf"({_NAMED_MONTH})月({_N})[日号]?", text)
    if match:
        year, month = _shift_month(today, _MONTHS[match[1]])
        return make(year, month, _number(match[2]))
    match = re.fullmatch(rf"({_N})[日号]", text)
    if not match:
        return None
    day = _number(match[1])
    make(2000, 1, day)
    for months in range(0, -3, -1) if past else range(3):
        year, month = _shift_month(today, months)
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == today or (found < today) == past:
                return found
    raise Wrong(NOT_A_DATE)


# -- whole months and years: 2019年, 今年5月, 上个月, 去年上半年, 三季度, 10月上旬


def _period(text: str, today: date, past: bool) -> Span | None:
    text = re.sub(r"(?:期间|[之以]?内|里)$", "", text)
    match = re.fullmatch(rf"({_NAMED_MONTH})月(上旬|中旬|下旬)?", text)
    if match:
        return _third(_month(*_shift_month(today, _MONTHS[match[1]])), match[2])
    match = re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})|((?:19|20)[0-9]{2})([0-9]{2})", text)
    if match:
        return _month(int(match[1] or match[3]), int(match[2] or match[4]))
    match = re.fullmatch(
        rf"(?:({_NAMED_YEAR})|({_YEAR})年?|([0-9]{{2}}|[零〇一二三四五六七八九]{{2}})年)?"
        rf"(?:({_N})月(上旬|中旬|下旬)?|([上下]半年)|第?([一二三四1-4])季度|(年?))",
        text,
    )
    if not match:
        return None
    year = _year_said(match, today, past)
    if match[4]:
        month = _number(match[4])
        make(2000, month, 1)
        return _third(_nearest(year, month, month, today, past), match[5])
    if match[6]:
        return _nearest(year, *_PARTS_OF_YEAR[match[6]], today, past)
    if match[7]:
        quarter = _number(match[7])
        return _nearest(year, 3 * quarter - 2, 3 * quarter, today, past)
    if year is None:
        return (_year(today.year)) if text == "年" and not past else None
    return _year(year)


def _year_said(match: re.Match[str], today: date, past: bool) -> int | None:
    if match[1]:
        return today.year + _YEARS[match[1]]
    if match[2]:
        return _number(match[2])
    if not match[3]:
        return None
    short = match[3]
    digits = int(short) if short.isascii() else _number(short)
    return _century(digits, today, past)


def _nearest(year: int | None, first: int, last: int, today: date, past: bool) -> Span:
    """The months `first` to `last` of `year`, else of the last year when they have begun, of the next not yet over."""
    if year is not None:
        return _month(year, first)[0], _month(year, last)[1]
    begin, end = _month(today.year, first)[0], _month(today.year, last)[1]
    if past and begin > today:
        return _nearest(today.year - 1, first, last, today, past)
    if not past and end < today:
        return _nearest(today.year + 1, first, last, today, past)
    return begin, end


def _third(month: Span, which: str | None) -> Span:
    """旬: ten days of a month; the last third is what is left."""
    first, last = month
    match which:
        case "上旬":
            return first, first.replace(day=10)
        case "中旬":
            return first.replace(day=11), first.replace(day=20)
        case "下旬":
            return first.replace(day=21), last
        case _:
            return month


_READERS: tuple[Callable[[str, date, bool], Span | date | None], ...] = (
    _named_day,
    _distance,
    _weekday,
    _end_of,
    _full,
    _month_day,
    _day_of_month,
    _period,
)
