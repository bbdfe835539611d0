"""The days of the sample's story, told from the day it is opened: no office has the same yesterday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta


def clinic_day(day: date) -> date:
    """The day of the joint clinic: the last Thursday before `day`."""
    return day - timedelta(days=(day.weekday() - 3) % 7 or 7)


def campaign_day(day: date) -> date:
    """The campaign's afternoon: the last 22 February that is further back than everything else of the story."""
    latest = day - timedelta(days=100)
    return date(latest.year - (latest < date(latest.year, 2, 22)), 2, 22)


def day_named(token: str, day: date) -> date:
    """The date a token of day.toml means: ``D``, ``D-35``, ``D+7``, ``THU``, ``FEB+1``, ``NEXT-06-30``, ``LAST-30``.

    ``LAST-30`` and ``THIS-30`` are thirty days before the same day of last year and before today, both within their
    year.
    """
    if token == "THU":
        return clinic_day(day)
    if token.startswith("FEB"):
        return campaign_day(day) + timedelta(days=int(token.removeprefix("FEB") or 0))
    if token.startswith("NEXT-"):
        month, day_of_month = token.removeprefix("NEXT-").split("-")
        return date(day.year + 1, int(month), int(day_of_month))
    name, _, back = token.partition("-")
    if name in ("LAST", "THIS"):
        year = day.year - (name == "LAST")
        same = date(year, day.month, min(day.day, 28))
        return max(same - timedelta(days=int(back)), date(year, 1, 1))
    named = day + timedelta(days=int(token[1:] or 0))
    while named < day and (named.weekday() > 4 or named == clinic_day(day)):
        named -= timedelta(days=1)
    return named


def moment_named(token: str, day: date) -> datetime:
    """The moment ``D-1 16:00`` means, local time."""
    name, at = token.split()
    return datetime.combine(day_named(name, day), time.fromisoformat(at)).astimezone()
