"""Bookings (约访) as lists may show them: of one that has to do with a report (检举控告) neither who nor what."""

from __future__ import annotations

from typing import Any

from jiefang_tui.store.models import Appointment, Matter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Category


def of_no_report() -> Any:
    """Condition on `Appointment`: it is tied to no report, and nobody said that it is for one."""
    reports = Matter.select(Matter.id).where(~Matter.is_readable)
    return (Appointment.about != CLEARED) & (Appointment.matter.is_null() | Appointment.matter.not_in(reports))


def is_of_report(row: Appointment) -> bool:
    """The same of one of them, the other way round."""
    matter: Matter | None = row.matter
    return row.about == CLEARED or (matter is not None and matter.category == Category.REPORT_ACCUSATION)


def shown(row: Appointment) -> tuple[str, str]:
    """Who it is for and what about, as every list shows it."""
    return (CLEARED, "") if is_of_report(row) else (row.name, row.about)
