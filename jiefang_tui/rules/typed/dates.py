"""Dates as they are typed at a window: 明天, 下周四, 6月底, 12月31日前, 去年上半年, 腊月二十八, 20260630, 6-30.

What is left out is meant by the field (`Sense`): what has been looks back, what is planned ahead. What was understood
is said with year and weekday, so that a slip shows at once.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.day_readers import NOT_A_DATE, WEEKDAYS, Wrong, read_days, workdays_on
from jiefang_tui.rules.typed.lunar import Span, read_lunar
from jiefang_tui.rules.typed.numbers import integer
from jiefang_tui.rules.typed.times import day_and_time, parse_time, part_of_day
from jiefang_tui.rules.workdays import PUBLISHED, Calendar

_LONGEST = 32


class Sense(Enum):
    """Which year a field means when none is written."""

    BACK = "back"
    """What has been, reports: the last such day."""
    AHEAD = "ahead"
    """What is planned or promised: the next."""
    NEAR = "near"
    """Days that have been or will be, as in a filter of due dates: the nearer."""


def weekday_of(day: date) -> str:
    """``星期四``."""
    return "星期" + WEEKDAYS[day.weekday()]


def say_date(day: date) -> str:
    """``2026-12-03 星期四``."""
    return f"{day:%Y-%m-%d} {weekday_of(day)}"


FARTHEST = 70
"""Years from today on in which nobody has anything to do: 99999天后 is a slip."""


def is_too_far(day: date, today: date) -> bool:
    """Whether a day lies farther ahead than anything here can be planned."""
    return day.year > today.year + FARTHEST


def parse_date(
    text: str, today: date, sense: Sense = Sense.AHEAD, *, is_end: bool = False, calendar: Calendar = PUBLISHED
) -> Parsed[date]:
    """Read a day. `sense`: of which year, and which week, where that is left out. `calendar` counts working days.

    Of a month or a year (2019年, 上个月) the first day is taken of what has been, the last of what is planned or when
    it is the end of something (`is_end`); that only so much was said is `is_rough`.
    """
    plain, weekday = _bare(text)
    if not plain:
        return Parsed(None)
    if len(plain) > _LONGEST:
        return Parsed(None, error=NOT_A_DATE)
    try:
        span = _read(plain, today, sense is not Sense.AHEAD, calendar)
        if sense is Sense.NEAR and span is not None:
            ahead = _read(plain, today, False, calendar) or span
            span = min(span, ahead, key=lambda one: min(abs(one[0] - today), abs(one[1] - today)))
    except Wrong as wrong:
        return Parsed(None, error=str(wrong))
    except (OverflowError, ValueError):
        return Parsed(None, error="没有这一天，请核对。" if "月" in plain else "日期太远，请核对。")
    if span is None:
        whole = _day_of_moment(plain)
        if whole:  # 下周四9点: the day of it
            return parse_date(whole, today, sense, is_end=is_end, calendar=calendar)
        return Parsed(None, error=NOT_A_DATE)
    if sense is Sense.AHEAD and is_too_far(span[1], today):
        return Parsed(None, error="日期太远，请核对。")
    day = span[1] if is_end or sense is Sense.AHEAD else span[0]
    warning = _unsure_of(plain, day, today, weekday, calendar)
    return Parsed(day, hint=say_date(day), warning=warning, is_rough=span[0] != span[1])


def _day_of_moment(plain: str) -> str:
    """What of a text stands before a time or a part of the day; empty where there is neither."""
    plain = _BEFORE.sub("", plain)
    days = (day for day, clock in day_and_time(plain) if day and parse_time(clock).ok)
    return next(days, "") or part_of_day(plain)[0]


def parse_span(
    first: str, last: str, today: date, sense: Sense = Sense.BACK, *, calendar: Calendar = PUBLISHED
) -> tuple[Parsed[date], Parsed[date]]:
    """A pair from-to, of which both mean the same year where one or both leave it out.

    ``10-1`` to ``10-31`` is never a year and a month, nor the year to come in a report: of the spans that have begun
    (of all, when `sense` is NEAR; of those not over, when AHEAD) the one whose end is nearest to today.
    """
    begin = parse_date(first, today, sense, calendar=calendar)
    end = parse_date(last, today, sense, is_end=True, calendar=calendar)
    if begin.value is None or end.value is None:
        return begin, end
    if not _is_open(first, today):
        begins = [begin]
    elif not _is_open(last, today):
        begins = [parse_date(first, end.value, Sense.BACK, calendar=calendar)]
    else:
        days = _days_to_look_back_from(first, today)
        begins = [parse_date(first, day, Sense.BACK, calendar=calendar) for day in days]
    pairs: list[tuple[Parsed[date], Parsed[date]]] = []
    for one in begins:
        if one.value is None:
            continue
        other = end
        if _is_open(last, today):
            other = parse_date(last, one.value, Sense.AHEAD, is_end=True, calendar=calendar)
        if other.value is not None and one.value <= other.value:
            pairs.append((one, other))
    fits = [pair for pair in pairs if _fits(pair, today, sense)] or pairs
    if not fits:
        return begin, end

    return min(fits, key=lambda pair: abs((pair[1].value or today) - today))


def _fits(pair: tuple[Parsed[date], Parsed[date]], today: date, sense: Sense) -> bool:
    begin, end = pair[0].value, pair[1].value
    assert begin is not None and end is not None
    match sense:
        case Sense.BACK:
            return begin <= today
        case Sense.AHEAD:
            return end >= today
        case Sense.NEAR:
            return True


def _days_to_look_back_from(text: str, today: date) -> list[date]:
    """Days from which the last such day is looked for: a year apart, and the one before the last."""
    last = parse_date(text, today, Sense.BACK).value or today
    return [*(today + timedelta(days=365 * years) for years in range(-2, 2)), last - timedelta(days=1)]


def _is_open(text: str, today: date) -> bool:
    """Whether the text leaves its year, or its month or week, to the field: then its last and its next such day differ.

    Not on the day itself, nor in the month itself: so it is asked of other days, too.
    """
    for days in (0, 2, 200):
        day = today + timedelta(days=days)
        last, following = (parse_date(text, day, one, is_end=True).value for one in (Sense.BACK, Sense.AHEAD))
        if last != following:
            return True
    return False


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


def whole_day(parsed: Parsed[date]) -> Parsed[date]:
    """`parsed`, refused with a sentence when it names only a month or a year: no act was done on such a day."""
    if parsed.is_rough:
        return Parsed(None, error="要写到哪一天，例如 10-15。")
    return parsed


# -- what stands around a day: the time of a table's cell, the weekday, 前, 截至

_CELL_TIME = re.compile(r"(?:[ T]|(?<=[日号]))[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?$")
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY = re.compile(rf"\({_WEEK}?([{WEEKDAYS}天])\)|(?<=[0-9日号 ]){_WEEK}([{WEEKDAYS}天])(?=$|[ \d])")
_BEFORE = re.compile(r"(?:之前|以前|前夕|前|为止|止)(?:完成|办结|兑现|答复|付清|落实)?$")
_AROUND = re.compile(
    r"^(?:截至|截止到?|定于|不晚于|不迟于|最迟|最晚|大约|大概|约|自|从|在|到|至)|(?:左右|前后|起|开始|以来|至今)$"
)


def _bare(text: str) -> tuple[str, str]:
    """The text of the day without spaces, and the weekday that was written beside it."""
    plain = _CELL_TIME.sub("", normalise(text))
    found = _WEEKDAY.search(plain)
    weekday = ""
    if found and (plain[: found.start()] + plain[found.end() :]).strip():
        weekday = (found[1] or found[2]).replace("天", "日")
        plain = plain[: found.start()] + plain[found.end() :]
    plain = re.sub(r"\s", "", plain)
    plain = plain.rstrip(".,;!") or plain
    return _AROUND.sub("", plain.replace("月份", "月").replace("年度", "年").replace("的", "")), weekday


def _read(plain: str, today: date, past: bool, calendar: Calendar) -> Span | None:
    span = read_days(plain, today, past, calendar) or read_lunar(plain, today, past)
    if span is not None:
        return span
    if plain == "年前":
        return read_lunar("春节", today, past, before=True)
    ahead = _BEFORE.sub("", plain)
    if ahead == plain or not ahead:
        return None
    span = read_lunar(ahead, today, past, before=True)
    return span if span is not None else _day_before(ahead, today, past, calendar)


def _day_before(text: str, today: date, past: bool, calendar: Calendar) -> Span | None:
    """Until when 前 means: a day is meant with it (12月31日前), a month or a year is not (5月前 is 30 April)."""
    span = read_days(text, today, past, calendar)
    if span is None or span[0] == span[1]:
        return span
    day = span[0] - timedelta(days=1)
    if not past and day < today:
        later = read_days(text, span[1] + timedelta(days=1), past)
        day = later[0] - timedelta(days=1) if later is not None else day
    return day, day


def _unsure_of(plain: str, day: date, today: date, weekday: str, calendar: Calendar) -> str:
    """What is to be looked at again of a day that was read."""
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        return f"写的是星期{weekday}，{day} 是{weekday_of(day)}，请核对。"
    counted = re.search(r"([0-9零一二两三四五六七八九十]+)个?工作日", plain)
    if counted and day > today:
        guessed = workdays_on(today, integer(counted[1]) or 0, calendar)[1]
        if guessed:
            return f"{guessed[0]} 年的节假日还没公布，按周一至周五数到 {day}，请核对。"
    return ""


# -- a day with its time


def parse_moment(
    text: str, now: datetime, sense: Sense = Sense.AHEAD, *, calendar: Calendar = PUBLISHED
) -> Parsed[datetime]:
    """Read a day with a time: ``明天9点``, ``明晚七点半``, ``11-25 14:30``; a time alone is today.

    `now` is aware; the value has its zone.
    """
    plain = normalise(text)
    if not plain:
        return Parsed(None)
    today = now.date()
    plain = _BEFORE.sub("", plain)
    wrong = ""
    for day_text, time_text in day_and_time(_without_weekday(plain)):
        clock = parse_time(time_text)
        day = parse_date(day_text, today, sense, calendar=calendar) if day_text else Parsed(today, say_date(today))
        if clock.value is not None and day.is_rough:
            wrong = wrong or "还要写上是哪一天，例如 下周四 9:00。"
        elif clock.value is not None and day.value is not None:
            value = datetime.combine(day.value, clock.value, tzinfo=now.tzinfo)
            return Parsed(value, hint=f"{day.hint} {clock.hint}", warning=day.warning)
        wrong = wrong or day.error or clock.error or NOT_A_DATE
    if wrong:
        return Parsed(None, error=wrong)
    day_text, part = part_of_day(plain)
    day = parse_date(day_text or plain, today, sense, calendar=calendar)
    if day.value is not None and part in _BEGINS and not day.is_rough:
        begins = _BEGINS[part]
        value = datetime.combine(day.value, begins, tzinfo=now.tzinfo)
        return Parsed(value, f"{day.hint} {begins:%H:%M}", warning=f"没写几点，{part}按 {begins:%H:%M} 记，可改。")
    return Parsed(None, error="还要写上时间，例如 明天 9:00。" if day.ok else NOT_A_DATE)


_BEGINS = {"上午": time(9), "下午": time(14, 30)}
"""When somebody comes who was told only 上午 or 下午."""


def _without_weekday(plain: str) -> str:
    """`plain` without a weekday in brackets, which would stand between the day and the time."""
    return re.sub(rf"\((?:周|星期|礼拜)?[{WEEKDAYS}天]\)", "", plain)
