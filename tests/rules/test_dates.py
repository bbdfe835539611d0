from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.typed.dates import Sense, not_future, not_past, parse_date, parse_moment, parse_span, say_date
from jiefang_tui.rules.typed.times import parse_time
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from tests.rules.sky import lunar_calendar, term_day

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", "2026-11-23"), ("明天", "2026-11-24"), ("后天", "2026-11-25"), ("大后天", "2026-11-26"),
        ("昨天", "2026-11-22"), ("前天", "2026-11-21"),
        ("下周四", "2026-12-03"), ("本周五", "2026-11-27"), ("周五", "2026-11-27"), ("周一", "2026-11-23"),
        ("上周三", "2026-11-18"), ("下下周一", "2026-12-07"), ("星期日", "2026-11-29"), ("下礼拜天", "2026-12-06"),
        ("6月底", "2027-06-30"), ("11月底", "2026-11-30"), ("月底", "2026-11-30"), ("下月底", "2026-12-31"),
        ("年底", "2026-12-31"), ("明年底", "2027-12-31"), ("明年6月底", "2027-06-30"), ("六月底", "2027-06-30"),
        ("2027年2月底", "2027-02-28"), ("月初", "2026-11-01"), ("3月初", "2027-03-01"),
        ("20260630", "2026-06-30"), ("2026-06-30", "2026-06-30"), ("2026.6.30", "2026-06-30"),
        ("2026/6/30", "2026-06-30"), ("2026年6月30日", "2026-06-30"), ("２０２６年６月３０号", "2026-06-30"),
        ("二〇二六年六月三十日", "2026-06-30"), ("26-6-30", "2026-06-30"), ("明年3月1日", "2027-03-01"),
        ("6-30", "2027-06-30"), ("6月30日", "2027-06-30"), ("6/30", "2027-06-30"), ("６－３０", "2027-06-30"),
        ("0630", "2027-06-30"), ("11-23", "2026-11-23"), ("12 - 1", "2026-12-01"), ("三月十五", "2027-03-15"),
        ("2-29", "2028-02-29"), ("15号", "2026-12-15"), ("31日", "2026-12-31"), ("下月10号", "2026-12-10"),
        ("3天后", "2026-11-26"), ("两周后", "2026-12-07"), ("十天内", "2026-12-03"), ("半个月后", "2026-12-08"),
        ("一个月后", "2026-12-23"), ("3个月后", "2027-02-23"), ("一年后", "2027-11-23"), ("3天前", "2026-11-20"),
    ],
)  # fmt: skip
def test_days_when_planning(typed: str, day: str) -> None:
    parsed = parse_date(typed, TODAY)
    assert (str(parsed.value), parsed.error) == (day, "")
    assert parsed.hint == say_date(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("6-30", "2026-06-30"), ("12-1", "2025-12-01"), ("周五", "2026-11-20"), ("周一", "2026-11-23"),
     ("15号", "2026-11-15"), ("31号", "2026-10-31"), ("6月底", "2026-06-30"), ("12月底", "2025-12-31"),
     ("2-29", "2024-02-29"), ("98-5-1", "1998-05-01"), ("11-23", "2026-11-23")],
)  # fmt: skip
def test_days_that_have_been(typed: str, day: str) -> None:
    assert str(parse_date(typed, TODAY, Sense.BACK).value) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2-30", "2 月没有 30 日"),
        ("2027-2-29", "2027 年 2 月没有 29 日"),
        ("13-1", "没有 13 月"),
        ("20261345", "没有 13 月"),
        ("18260630", "年份 1826 不对"),
        ("40号", "没有 40 日"),
        ("尽快", "看不懂"),
        ("x" * 20_000, "看不懂"),
        ("=1+1", "看不懂"),
        ("尽快", "看不懂"),
        ("过几天", "看不懂"),
        ("前几年", "看不懂"),
        ("农历二月三十一", "没有这一天"),
        ("9999999个工作日后", "日期太远"),
        ("9999999999天后", "日期太远"),
        ("0月底", "没有 0 月"),
    ],
)
def test_impossible_dates_get_one_sentence(typed: str, sentence: str) -> None:
    parsed = parse_date(typed, TODAY)
    assert parsed.value is None and sentence in parsed.error and parsed.error.count("。") == 1


def test_what_is_said() -> None:
    assert parse_date("下周四", TODAY).hint == "2026-12-03 星期四"
    assert parse_date("  ", TODAY).ok


@pytest.mark.parametrize("typed", ["2019年", "今年5月", "10月份", "上个月", "去年上半年", "近三个月", "正月"])
def test_a_month_or_a_year_is_rough(typed: str) -> None:
    assert parse_date(typed, TODAY, Sense.BACK).is_rough and parse_date(typed, TODAY, Sense.AHEAD).is_rough


@pytest.mark.parametrize("typed", ["12月31日前", "5月前", "2019年底", "腊月二十八", "春节前", "三个月", "10日前"])
def test_a_day_is_not_rough(typed: str) -> None:
    assert not parse_date(typed, TODAY, Sense.BACK).is_rough and not parse_date(typed, TODAY).is_rough


def test_a_month_as_the_end_of_something_is_its_last_day() -> None:
    assert str(parse_date("10月", TODAY, Sense.BACK, is_end=True).value) == "2026-10-31"
    assert str(parse_date("去年", TODAY, Sense.BACK, is_end=True).value) == "2025-12-31"


def test_a_weekday_that_is_not_that_days_is_said() -> None:
    parsed = parse_date("12月3日(周三)", TODAY)
    assert str(parsed.value) == "2026-12-03" and "写的是星期三，2026-12-03 是星期四" in parsed.warning


def test_working_days_into_a_year_without_a_calendar_say_so() -> None:
    parsed = parse_date("3个工作日", date(2040, 12, 27))
    assert str(parsed.value) == "2041-01-01" and "2040 年的节假日还没公布" in parsed.warning


@pytest.mark.parametrize(
    ("typed", "sense", "day"),
    [("12-1", Sense.NEAR, "2026-12-01"), ("11-1", Sense.NEAR, "2026-11-01"), ("10月", Sense.NEAR, "2026-10-01"),
     ("3-1", Sense.BACK, "2026-03-01"), ("3-1", Sense.AHEAD, "2027-03-01")],
)  # fmt: skip
def test_a_year_left_out_is_meant_by_its_field(typed: str, sense: Sense, day: str) -> None:
    assert str(parse_date(typed, TODAY, sense).value) == day


@pytest.mark.parametrize(
    ("first", "last", "today", "span"),
    [
        ("10-1", "10-31", "2026-11-23", "2026-10-01 2026-10-31"),
        ("10-1", "10-31", "2026-10-15", "2026-10-01 2026-10-31"),
        ("12-1", "12-31", "2026-11-23", "2025-12-01 2025-12-31"),
        ("1-1", "12-31", "2026-11-23", "2026-01-01 2026-12-31"),
        ("1-1", "12-31", "2027-01-20", "2026-01-01 2026-12-31"),
        ("11-1", "1-31", "2026-03-23", "2025-11-01 2026-01-31"),
        ("12-26", "1-25", "2026-01-05", "2025-12-26 2026-01-25"),
        ("2025-10-1", "10-31", "2026-11-23", "2025-10-01 2025-10-31"),
        ("10-1", "2015-10-31", "2026-11-23", "2015-10-01 2015-10-31"),
        ("去年10月", "今年1月", "2026-11-23", "2025-10-01 2026-01-31"),
        ("10月", "11月", "2026-11-23", "2026-10-01 2026-11-30"),
        ("15号", "20号", "2026-11-18", "2026-11-15 2026-11-20"),
        ("上个月", "上个月", "2026-11-23", "2026-10-01 2026-10-31"),
        ("去年", "去年", "2026-11-23", "2025-01-01 2025-12-31"),
        ("周一", "周五", "2026-11-25", "2026-11-23 2026-11-27"),
        ("10-1", "今天", "2026-11-23", "2026-10-01 2026-11-23"),
        ("去年", "10-31", "2026-11-23", "2025-01-01 2025-10-31"),
        ("去年", "今年", "2026-11-23", "2025-01-01 2026-12-31"),
        ("2024年10月", "11月", "2026-11-23", "2024-10-01 2024-11-30"),
        ("11月", "11月", "2026-11-23", "2026-11-01 2026-11-30"),
        ("上半年", "三季度", "2026-11-23", "2026-01-01 2026-09-30"),
        ("春节", "国庆", "2026-11-23", "2026-02-17 2026-10-01"),
    ],
)
def test_a_pair_shares_one_sense_of_year(first: str, last: str, today: str, span: str) -> None:
    begin, end = parse_span(first, last, date.fromisoformat(today))
    assert f"{begin.value} {end.value}" == span


def test_a_thousand_random_pairs_never_span_the_wrong_year() -> None:
    """Of the spans that have begun it is the one whose end is nearest, and it is never longer than a year."""
    rng = Random(7)
    for _ in range(1000):
        today = date(2020, 1, 1) + timedelta(days=rng.randrange(4000))
        first = date(2023, 1, 1) + timedelta(days=rng.randrange(365))
        last = date(2023, 1, 1) + timedelta(days=rng.randrange(365))
        form = rng.choice(["{0.month}-{0.day}", "{0.month}月{0.day}日", "{0:%m%d}", "{0.month}.{0.day}"])
        begin, end = (one.value for one in parse_span(form.format(first), form.format(last), today))
        assert begin is not None and end is not None
        assert (begin.month, begin.day, end.month, end.day) == (first.month, first.day, last.month, last.day)
        assert begin <= today and timedelta() <= end - begin <= timedelta(days=365)
        over = 1 if (last.month, last.day) < (first.month, first.day) else 0
        years = [y for y in range(2015, 2035) if date(y, first.month, first.day) <= today]
        nearest = min(abs(date(y + over, last.month, last.day) - today) for y in years)
        assert abs(end - today) == nearest


def test_the_lunar_calendar_is_the_sky_s_on_every_day() -> None:
    """borax against months reckoned from new moons and the sun, 1950 to 2056: 39,082 days."""
    from borax.calendars.lunardate import LunarDate

    for day, expected in lunar_calendar(1950, 2056).items():
        ours = LunarDate.from_solar(day)
        assert (ours.year, ours.month, ours.day, bool(ours.leap)) == expected, day


def test_qingming_is_the_sky_s_in_every_year() -> None:
    for year in range(1950, 2057):
        assert parse_date(f"{year}年清明", TODAY).value == term_day(year, 15)


@pytest.mark.parametrize("year", range(1950, 2057))
def test_new_year_s_eve_is_the_day_before_the_spring_festival(year: int) -> None:
    eve, before, first = (parse_date(f"{year}年{name}", TODAY).value for name in ("除夕", "春节前", "春节"))
    assert eve == before and first is not None and eve == first - timedelta(days=1)
    assert parse_date(f"{year}年正月初一", TODAY).value == first


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日"])
)
def test_a_full_date_is_read_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form), TODAY).value == day


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_without_a_year_planning_looks_ahead_and_past_looks_back(today: date, month: int, day: int) -> None:
    ahead = parse_date(f"{month}-{day}", today).value
    back = parse_date(f"{month}-{day}", today, Sense.BACK).value
    assert ahead is not None and back is not None
    assert back <= today <= ahead
    assert (ahead - today).days <= 366 and (today - back).days <= 366


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    for parsed in (parse_date(text, TODAY), parse_date(text, TODAY, Sense.BACK)):
        assert (parsed.value is None) == (not parsed.hint)
    parse_time(text)
    parse_moment(text, NOW)


@given(st.dates(date(2010, 1, 1), date(2026, 6, 30)), st.integers(0, 60), st.sets(st.integers(0, 90), max_size=8))
def test_working_days_are_counted_as_the_legal_dates_are(today: date, count: int, own: set[int]) -> None:
    """One table of days: the published list with the office's own changes laid over."""
    days = [today + timedelta(days=number) for number in own]
    office = Calendar({day: not PUBLISHED.is_workday(day) for day in days})
    assert parse_date(f"{count}个工作日", today, calendar=office).value == office.workday_after(today, count)[0]
    back = parse_date(f"{count}个工作日前", today, Sense.BACK, calendar=office).value
    assert (
        back is not None
        and sum(office.is_workday(back + timedelta(days=n)) for n in range((today - back).days)) == count
    )


def test_the_offices_own_rest_day_and_worked_day_are_counted() -> None:
    office = Calendar({date(2026, 11, 25): False, date(2026, 11, 28): True})
    assert parse_date("3个工作日", TODAY, calendar=office).value == date(2026, 11, 27), "Wednesday is a day off here"
    assert parse_date("4个工作日内", TODAY, calendar=office).value == date(2026, 11, 28), "and Saturday is worked"
    assert parse_moment("3个工作日后 9点", NOW, calendar=office).value == datetime(
        2026, 11, 27, 9, 0, tzinfo=NOW.tzinfo
    )
    first, last = parse_span("3个工作日前", "今天", TODAY, calendar=office)
    assert (first.value, last.value) == (date(2026, 11, 18), TODAY)
    known = Calendar({}, frozenset({2041}))
    assert "还没公布" in parse_date("3个工作日", date(2040, 12, 31)).warning
    assert "2041" not in parse_date("3个工作日", date(2040, 12, 31), calendar=known).warning


def test_not_future_and_not_past() -> None:
    tomorrow, yesterday = parse_date("明天", TODAY), parse_date("昨天", TODAY)
    assert "来访日期 2026-11-24 晚于今天" in not_future(tomorrow, TODAY, "来访日期").error
    assert not_future(yesterday, TODAY) == yesterday
    assert "早于今天" in not_past(yesterday, TODAY).error
    assert not_past(parse_date("今天", TODAY), TODAY).ok
    assert not_past(parse_date("", TODAY), TODAY).ok


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("8:30", "08:30"), ("830", "08:30"), ("0830", "08:30"), ("８：３０", "08:30"), ("8点半", "08:30"),
     ("8点", "08:00"), ("9", "09:00"), ("8时05分", "08:05"), ("九点半", "09:30"), ("8点一刻", "08:15"),
     ("8点三刻", "08:45"), ("下午2点", "14:00"), ("下午2:30", "14:30"), ("晚上7点", "19:00"), ("中午12点", "12:00"),
     ("中午1点", "13:00"), ("下午14点", "14:00"), ("14:30:20", "14:30"), ("十二点三十", "12:30"), ("0:05", "00:05"),
     ("今早9点半", "09:30"), ("今天下午3点", "15:00")],
)  # fmt: skip
def test_times(typed: str, clock: str) -> None:
    parsed = parse_time(typed)
    assert (parsed.hint, parsed.error) == (clock, "")
    assert parsed.value == time.fromisoformat(clock)


@pytest.mark.parametrize("typed", ["25:00", "8:61", "下午", "点半", "x", "2460"])
def test_wrong_times(typed: str) -> None:
    parsed = parse_time(typed)
    assert parsed.value is None and parsed.error.endswith("。")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("明天9点", "2026-11-24 星期二 09:00"), ("11-25 14:30", "2026-11-25 星期三 14:30"),
     ("明天 930", "2026-11-24 星期二 09:30"), ("14:30", "2026-11-23 星期一 14:30"),
     ("下周四上午9点半", "2026-12-03 星期四 09:30"), ("12月3日9:00", "2026-12-03 星期四 09:00"),
     ("下周四9点", "2026-12-03 星期四 09:00"), ("下周四九点", "2026-12-03 星期四 09:00"),
     ("明晚七点半", "2026-11-24 星期二 19:30"), ("今早8点", "2026-11-23 星期一 08:00"),
     ("今晚8点", "2026-11-23 星期一 20:00"), ("明早8:30", "2026-11-24 星期二 08:30"),
     ("12月3日(周四)9点", "2026-12-03 星期四 09:00"), ("12月5日9点前", "2026-12-05 星期六 09:00"),
     ("二十日十点", "2026-12-20 星期日 10:00"), ("3号上午9点半", "2026-12-03 星期四 09:30"),
     ("腊月二十八上午9点", "2027-02-04 星期四 09:00"), ("2026-12-03 09:00:00", "2026-12-03 星期四 09:00"),
     ("后天下午3点", "2026-11-25 星期三 15:00"), ("２０２６－１２－０３　０９：００", "2026-12-03 星期四 09:00")],
)  # fmt: skip
def test_moments(typed: str, said: str) -> None:
    parsed = parse_moment(typed, NOW)
    assert (parsed.hint, parsed.error) == (said, "")
    assert parsed.value is not None and parsed.value.tzinfo is NOW.tzinfo


@pytest.mark.parametrize(
    ("typed", "said"),
    [("周四上午", "2026-11-26 星期四 09:00"), ("本周五下午", "2026-11-27 星期五 14:30"),
     ("明天上午", "2026-11-24 星期二 09:00")],
)  # fmt: skip
def test_a_part_of_a_day_is_its_beginning_and_said_to_be_looked_at(typed: str, said: str) -> None:
    parsed = parse_moment(typed, NOW)
    assert parsed.hint == said and "没写几点" in parsed.warning


@pytest.mark.parametrize(
    ("typed", "day"),
    [("下周四9点", "2026-12-03"), ("下周四上午9点前", "2026-12-03"), ("明晚七点半", "2026-11-24"),
     ("本周五下午", "2026-11-27"), ("今晚", "2026-11-23"), ("12月3日上午", "2026-12-03")],
)  # fmt: skip
def test_a_moment_in_a_field_for_a_day_is_its_day(typed: str, day: str) -> None:
    assert str(parse_date(typed, TODAY).value) == day


def test_a_time_alone_is_no_day() -> None:
    assert "看不懂" in parse_date("下午3点", TODAY).error and "看不懂" in parse_date("上午", TODAY).error


def test_a_moment_needs_its_time() -> None:
    assert "还要写上时间" in parse_moment("明天", NOW).error
    assert "还要写上时间" in parse_moment("周五晚上", NOW).error
    assert "还要写上是哪一天" in parse_moment("下周九点", NOW).error
    assert "看不懂" in parse_moment("尽快", NOW).error
    assert "没有 30 日" in parse_moment("2-30 9:00", NOW).error
    assert parse_moment("", NOW).ok


def test_a_day_nobody_lives_to_see_is_a_slip() -> None:
    assert parse_date("99999天后", date(2026, 11, 23)).error == "日期太远，请核对。"
    assert parse_date("十年后", date(2026, 11, 23)).value == date(2036, 11, 23)
