from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.dates import not_future, not_past, parse_date, parse_moment, parse_time, say_date

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
    assert str(parse_date(typed, TODAY, past=True).value) == day


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
        ("5个工作日后", "具体日期"),
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


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日"])
)
def test_a_full_date_is_read_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form), TODAY).value == day


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_without_a_year_planning_looks_ahead_and_past_looks_back(today: date, month: int, day: int) -> None:
    ahead = parse_date(f"{month}-{day}", today).value
    back = parse_date(f"{month}-{day}", today, past=True).value
    assert ahead is not None and back is not None
    assert back <= today <= ahead
    assert (ahead - today).days <= 366 and (today - back).days <= 366


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    for parsed in (parse_date(text, TODAY), parse_date(text, TODAY, past=True)):
        assert (parsed.value is None) == (not parsed.hint)
    parse_time(text)
    parse_moment(text, NOW)


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
     ("中午1点", "13:00"), ("下午14点", "14:00"), ("14:30:20", "14:30"), ("十二点三十", "12:30"), ("0:05", "00:05")],
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
     ("后天下午3点", "2026-11-25 星期三 15:00"), ("２０２６－１２－０３　０９：００", "2026-12-03 星期四 09:00")],
)  # fmt: skip
def test_moments(typed: str, said: str) -> None:
    parsed = parse_moment(typed, NOW)
    assert (parsed.hint, parsed.error) == (said, "")
    assert parsed.value is not None and parsed.value.tzinfo is NOW.tzinfo


def test_a_moment_needs_its_time() -> None:
    assert "还要写上时间" in parse_moment("明天", NOW).error
    assert "看不懂" in parse_moment("尽快", NOW).error
    assert "没有 30 日" in parse_moment("2-30 9:00", NOW).error
    assert parse_moment("", NOW).ok
