"""The State Council's notices on holidays, 2023-2026: spans that are off, weekend days that are worked."""

from __future__ import annotations

from datetime import date, timedelta

OFF = {
    2023: ("01-01..01-02", "01-21..01-27", "04-05", "04-29..05-03", "06-22..06-24", "09-29..10-06"),
    2024: ("01-01", "02-10..02-17", "04-04..04-06", "05-01..05-05", "06-10", "09-15..09-17", "10-01..10-07"),
    2025: ("01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"),
    2026: (
        "01-01..01-03", "02-15..02-23", "04-04..04-06", "05-01..05-05", "06-19..06-21", "09-25..09-27",
        "10-01..10-07",
    ),
}  # fmt: skip
WORKED = {
    2023: ("01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"),
    2024: ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    2025: ("01-26", "02-08", "04-27", "09-28", "10-11"),
    2026: ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
}
"""The notice of 2023 also gave 2022-12-31, a Saturday, off."""


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def rest_days() -> set[date]:
    """Every day of the four years that is not worked."""
    off, worked = set(), set()
    for year in OFF:
        worked |= {_day(year, text) for text in WORKED[year]}
        for span in OFF[year]:
            first, _, last = span.partition("..")
            day = _day(year, first)
            while day <= _day(year, last or first):
                off.add(day)
                day += timedelta(days=1)
    day = date(2023, 1, 1)
    while day.year < 2027:
        if day.weekday() >= 5 and day not in worked:
            off.add(day)
        day += timedelta(days=1)
    return off
