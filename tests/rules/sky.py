"""The lunar calendar reckoned from the sky: an independent one, to hold borax's tables against.

By GB/T 33661-2017: a month begins on the day (of Beijing) of the new moon, the month with the winter solstice is the
eleventh, and of thirteen months between two solstices the first without a principal term (中气) is the leap month.
New moons and the sun after Meeus, Astronomical Algorithms, chapters 49 and 25 (to seconds, and to some minutes).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from math import floor, radians, sin

_NEW_MOON = (  # coefficient in days, power of the eccentricity, multiples of M, M', F, omega
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0), (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1), (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0), (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0), (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip
_PLANETS = (
    (299.77, 0.107408, 0.000325), (251.88, 0.016321, 0.000165), (251.83, 26.651886, 0.000164),
    (349.42, 36.412478, 0.000126), (84.66, 18.206239, 0.000110), (141.74, 53.303771, 0.000062),
    (207.14, 2.453732, 0.000060), (154.84, 7.306860, 0.000056), (34.52, 27.261239, 0.000047),
    (207.19, 0.121824, 0.000042), (291.34, 1.844379, 0.000040), (161.72, 24.198154, 0.000037),
    (239.56, 25.513099, 0.000035), (331.55, 3.592518, 0.000023),
)  # fmt: skip


def _delta_t(jde: float) -> float:
    """Terrestrial less universal time, in days (Espenak and Meeus, roughly)."""
    year = 2000 + (jde - 2451545) / 365.25
    t = year - 2000
    if year < 1961:
        seconds = 29.07 + 0.407 * (year - 1950) - (year - 1950) ** 2 / 233
    elif year < 1986:
        t = year - 1975
        seconds = 45.45 + 1.067 * t - t * t / 260
    elif year < 2005:
        seconds = 63.86 + 0.3345 * t - 0.060374 * t * t + 0.0017275 * t**3
    else:
        seconds = 62.92 + 0.32217 * t + 0.005589 * t * t
    return seconds / 86400


def _day_of(jde: float) -> date:
    """The day in Beijing of an instant of terrestrial time."""
    return date(2000, 1, 1) + timedelta(days=floor(jde - _delta_t(jde) + 8 / 24 - 2451544.5))


def _new_moon(k: int) -> float:
    t = k / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    m = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2
    f = 160.7108 + 390.67050284 * k - 0.0016118 * t**2
    omega = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    for size, power, of_m, of_moon, of_f, of_omega in _NEW_MOON:
        angle = of_m * m + of_moon * moon + of_f * f + of_omega * omega
        jde += size * e**power * sin(radians(angle))
    for begin, speed, size in _PLANETS:
        jde += size * sin(radians(begin + speed * k - (0.009173 * t**2 if speed == 0.107408 else 0)))
    return jde


def _sun(jde: float) -> float:
    """The sun's apparent longitude in degrees."""
    t = (jde - 2451545) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    m = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (1.914602 - 0.004817 * t) * sin(m) + (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m)
    return (mean + centre - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))) % 360


@cache
def term_day(year: int, longitude: int) -> date:
    """The day of `year` on which the sun reaches a longitude: 270 for 冬至, 15 for 清明."""
    jde = 2451545 + (year - 2000) * 365.2422 + ((longitude - 280) % 360) / 360 * 365.2422
    for _ in range(8):
        jde += ((longitude - _sun(jde) + 180) % 360 - 180) / 360 * 365.2422
    return _day_of(jde)


@cache
def _new_moon_days() -> list[date]:
    return [_day_of(_new_moon(k)) for k in range(-640, 720)]


@cache
def months_to(year: int) -> list[tuple[date, int, bool]]:
    """The months from the one with the solstice of `year` - 1 to that of `year`: first day, number, whether leap."""
    moons = _new_moon_days()

    def with_solstice(of_year: int) -> int:
        solstice = term_day(of_year, 270)
        return max(at for at, day in enumerate(moons) if day <= solstice)

    first, last = with_solstice(year - 1), with_solstice(year)
    terms = {term_day(of_year, 30 * n) for of_year in (year - 1, year) for n in range(12)}
    months, number, leap_left = [], 11, last - first == 13
    for at in range(first, last):
        has_term = any(moons[at] <= day < moons[at + 1] for day in terms)
        is_leap = leap_left and not has_term and at > first
        if at > first and not is_leap:
            number = number % 12 + 1
        leap_left = leap_left and not is_leap
        months.append((moons[at], number, is_leap))
    return months


def lunar_calendar(first: int, last: int) -> dict[date, tuple[int, int, int, bool]]:
    """Every day of the years `first` to `last`: lunar year, month, day, whether in a leap month."""
    months = [month for year in range(first, last + 2) for month in months_to(year)]
    days: dict[date, tuple[int, int, int, bool]] = {}
    lunar_year = first - 1
    for (begin, number, is_leap), (end, _, _) in pairwise(months):
        if number == 1 and not is_leap:
            lunar_year = begin.year
        for day in range((end - begin).days):
            days[begin + timedelta(days=day)] = (lunar_year, number, day + 1, is_leap)
    return {day: lunar for day, lunar in days.items() if first <= day.year <= last}
