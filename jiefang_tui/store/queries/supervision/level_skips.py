"""越级 lines: the list and the counts per year, from one query; compared with the same days of the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.store.models import LevelSkip, Matter
from jiefang_tui.terms import SkippedTo

PAGE = 200
NONE = "无"
"""Shown where there is nothing to compare with."""


@dataclass(frozen=True)
class SkipView:
    """One line of a higher level's notice."""

    id: int
    on_day: date
    level: SkippedTo
    matter_id: int | None
    register_no: str
    notice: str


@dataclass(frozen=True)
class SkipYear:
    """The lines of a year, and of the same days of the year before."""

    year: int
    to: date
    """Counted to this day: the year's last, or today."""
    levels: Mapping[SkippedTo, int]
    then: int
    """The year before, to the same day of the year."""

    @property
    def total(self) -> int:
        """Of all levels."""
        return sum(self.levels.values())

    @property
    def change(self) -> float | None:
        """同比: (now - then) / then; None when then is 0."""
        return (self.total - self.then) / self.then if self.then else None

    @property
    def change_label(self) -> str:
        """``下降 25.0%``, ``上升 50.0%``, ``持平``, ``无``."""
        if self.change is None:
            return NONE
        if not self.change:
            return "持平"
        return f"{'下降' if self.change < 0 else '上升'} {abs(self.change):.1%}"


def _lines(first: date, last: date, level: str = "") -> Any:
    query = LevelSkip.select(LevelSkip.id).where(
        LevelSkip.removed_on.is_null() & (LevelSkip.on_day >= first) & (LevelSkip.on_day <= last)
    )
    return query.where(LevelSkip.level == SkippedTo(level)) if level else query


def skip_count(first: date, last: date, level: str = "") -> int:
    """How many lines from `first` to `last`, both included, of one level or all."""
    return int(_lines(first, last, level).select(fn.COUNT(LevelSkip.id)).scalar() or 0)


def skip_rows(first: date, last: date, level: str = "", offset: int = 0, limit: int = PAGE) -> list[SkipView]:
    """One page of what `skip_count` counts, the latest first."""
    page = _lines(first, last, level).order_by(LevelSkip.on_day.desc(), LevelSkip.id.desc()).offset(offset).limit(limit)
    ids = [row[0] for row in page.tuples()]
    rows: Any = (
        LevelSkip.select(LevelSkip, Matter.register_no.alias("number"))
        .join(Matter, JOIN.LEFT_OUTER)
        .where(LevelSkip.id.in_(ids))
        .objects()
    )
    found = {
        row.id: SkipView(row.id, row.on_day, SkippedTo(row.level), row.matter_id, row.number or "", row.notice)
        for row in rows
    }
    return [found[i] for i in ids]


def skip_years(today: date, years: int = 3) -> list[SkipYear]:
    """The last `years` years, this one first and counted to `today`."""
    return [_year(today.year - back, today) for back in range(years)]


def _year(year: int, today: date) -> SkipYear:
    last = today if year == today.year else date(year, 12, 31)
    first = date(year, 1, 1)
    levels = {level: skip_count(first, last, level) for level in SkippedTo}
    return SkipYear(year, last, levels, skip_count(date(year - 1, 1, 1), a_year_before(last)))


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
