"""What an officer still has in hand: what a handover moves, and what stands in the way of leaving.

What counts, each model says itself (`models.lifecycle`); the counts before a handover and the rows it moves come from
the same queries. Confirmed commitments and what was signed or done stays with who did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import Matter, Officer
from jiefang_tui.store.models.lifecycle import Hand


@dataclass(frozen=True)
class Work:
    """One kind of work."""

    model: Any
    hand: Hand

    def rows(self, officer_id: int) -> Any:
        """Query of what an officer has open of it."""
        return self._open(self._of_matters()).where(getattr(self.model, self.hand.column) == officer_id)

    def in_matter(self, matter_id: int) -> Any:
        """Query of what is open of it in a matter, wherever that stands, and is in somebody's hand."""
        query, whose = lifecycles.under_matter(self.model)
        held = getattr(self.model, self.hand.column).is_null(False)
        return self._open(query).where((whose == matter_id) & held).order_by(self.model.id)

    def _open(self, query: Any) -> Any:
        is_open = lifecycles.lifecycle_of(self.model).is_open
        return query if is_open is None else query.where(is_open)

    def _of_matters(self) -> Any:
        if self.hand.of_matters is None:
            return self.model.select()
        query, whose = lifecycles.under_matter(self.model)
        if self.model is not Matter:
            query = query.join(Matter, on=whose)
        return query.where(self.hand.of_matters)


WORK: tuple[Work, ...] = tuple(Work(model, hand) for model, hand in lifecycles.hands())
"""In the order in which they are told."""


@dataclass(frozen=True)
class InHand:
    """How much of one kind an officer still has."""

    label: str
    measure: str
    count: int

    @property
    def words(self) -> str:
        """``包案3件``."""
        return f"{self.label}{self.count}{self.measure}"


def in_hand(officer_id: int) -> list[InHand]:
    """What the officer still has to do, without the kinds there are none of."""
    found = []
    for work in WORK:
        count = int(work.rows(officer_id).select(fn.COUNT(work.model.id)).scalar() or 0)
        if count:
            found.append(InHand(work.hand.label, work.hand.measure, count))
    return found


def in_hand_of(name: str) -> list[InHand]:
    """What the officer of that name still has to do; nothing for somebody unknown."""
    officer = Officer.get_or_none(Officer.name == name)
    return [] if officer is None else in_hand(officer.id)
