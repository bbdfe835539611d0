"""What a matter may be merged into, as offered in the talk."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui.store.models import (
    Matter,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception.visit_history import OpenMatter, matters_where
from jiefang_tui.terms import OPEN_MATTER_STATES, Category

MERGEABLE = 30


def mergeable_matters(visit_id: int, matter_id: int, today: date, text: str = "") -> list[OpenMatter]:
    """What outcome 7 may merge `matter_id` of this visit into, as offered.

    Without `text` the same person's other matters, open ones first; with `text` whatever search finds. Never a sealed
    or merged matter, nor one this visit is about already.
    """
    here = VisitMatter.select(VisitMatter.matter).where(VisitMatter.visit == visit_id)
    fitting: Any = (
        Matter.id.not_in(here)
        & (Matter.id != matter_id)
        & Matter.merged_into.is_null()
        & Matter.stands
        & (Matter.category != Category.REPORT_ACCUSATION)
    )
    if text.strip():
        from jiefang_tui.store.queries.ledger.find import find

        hits = find(text, MERGEABLE)
        ids = [hit.id for hit in hits if hit.kind == "matter"]
        people = [hit.id for hit in hits if hit.kind == "person"]
        theirs = Matter.id.in_(ids) | Matter.petitioner.in_(people)
        return list(matters_where(fitting & theirs, today, MERGEABLE))
    person_id: Any = Visit.select(Visit.petitioner).where(Visit.id == visit_id).scalar()
    if person_id is None:
        return []
    mine = fitting & (Matter.petitioner == person_id)
    is_open = Matter.state.in_(OPEN_MATTER_STATES)
    found = [*matters_where(mine & is_open, today, MERGEABLE), *matters_where(mine & ~is_open, today, MERGEABLE)]
    return found[:MERGEABLE]
