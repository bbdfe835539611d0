"""Bookings (约访) as lists may show them: of one that has to do with a report (检举控告) neither who nor what."""

from __future__ import annotations

from jiefang_tui.store.models import Appointment, Matter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Category


def is_of_report(row: Appointment) -> bool:
    """Whether it is tied to a report, or somebody said that it is for one (Regulation Art. 30(3))."""
    matter: Matter | None = row.matter
    return row.about == CLEARED or (matter is not None and matter.category == Category.REPORT_ACCUSATION)


def shown(row: Appointment) -> tuple[str, str]:
    """Who it is for and what about, as every list shows it."""
    return (CLEARED, "") if is_of_report(row) else (row.name, row.about)
