"""受理: a fact of its own."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.store.models import (
    Matter,
)
from jiefang_tui.terms import (
    Category,
    LegalRoute,
)


def accept_in(act: Act, matter: Matter, day: date) -> None:
    """受理: the fact, the route, and the due date it starts (Regulation Art. 34, only on the 31(6) route)."""
    if matter.accepted_on is not None:
        return
    matter.accepted_on = day
    if matter.category == Category.CLAIM:
        matter.route = matter.route or LegalRoute.PETITION_PROCEDURE
