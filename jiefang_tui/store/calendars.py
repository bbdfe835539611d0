"""The office's calendar (工作日、节假日) out of its reference data; alone, since the first screen needs no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui.rules.workdays import Calendar

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


def calendar_of(reference: Reference) -> Calendar:
    """Its rest days and the years whose list is known."""
    return Calendar(reference.holidays, reference.holiday_years)
