"""Fields of a report (检举控告): where it goes, of the short list, and whom it is against, which is kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui.rules.outcomes import ACCUSED
from jiefang_tui.terms import Accused
from jiefang_tui.ui.widgets.form import FieldSpec

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk


def destinations(desk: Desk) -> list[tuple[str, str]]:
    """The bodies a report may go to, the default first."""
    return [(one.code, one.name) for one in desk.reference.reports.destinations]


def accused_field() -> FieldSpec:
    """Whom it is against, by digit: only compared with where it goes."""
    return FieldSpec(ACCUSED.name, ACCUSED.label, "choice", options=Accused.labels(), width=0, hint=ACCUSED.hint)
