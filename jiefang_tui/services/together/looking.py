"""Who looks: what is about one unit is shown to a leader only."""

from __future__ import annotations

from jiefang_tui.rules.rank import rank_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Officer
from jiefang_tui.terms import Rank


def is_leader(desk: Desk) -> bool:
    """Whether who sits at the desk now (换登记员) is of the leadership, by their post."""
    officer: Officer | None = Officer.get_or_none(Officer.id == desk.officer_id)
    return officer is not None and rank_of(officer.post, desk.reference.cards.ranks) in (Rank.HEAD, Rank.DEPUTY)
