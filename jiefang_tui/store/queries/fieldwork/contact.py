"""When somebody of the office last met the petitioner of a matter, and how often since a leader took it on (S15)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from jiefang_tui.store.models import FieldVisit, FollowUp, Matter, NoMoreVisits, Responsibility
from jiefang_tui.terms import FieldVisitKind, FollowUpWay


class Contact(NamedTuple):
    """What is known of it, from 走访 and 回访 as they were written down."""

    since: date
    """The day from which it is counted: when the leader took it on, else when it was received."""
    last_on: date | None
    last_how: str
    """家访, 电话 ..."""
    times: int
    """How many since."""
    not_wanted_on: date | None
    """本人不愿再上门: since when."""
    not_wanted_said: str

    def quiet_days(self, today: date) -> int:
        """Days since the last contact, or since it is counted where there was none."""
        return (today - (self.last_on or self.since)).days


def contact_of(matter_id: int) -> Contact | None:
    """The contacts of a matter under a leader, or of one that has any; None where there is nothing to say."""
    owned: Any = (
        Responsibility.select(Responsibility.made_on)
        .where(Responsibility.matter == matter_id)
        .order_by(Responsibility.made_on)
        .limit(1)
        .scalar()
    )
    visits: Any = (
        FieldVisit.select(FieldVisit.day, FieldVisit.kind)
        .where((FieldVisit.matter == matter_id) & FieldVisit.stands)
        .tuples()
    )
    looked: Any = FollowUp.select(FollowUp.on_day, FollowUp.way).where(FollowUp.matter == matter_id).tuples()
    met = sorted(
        [(day, FieldVisitKind(kind).label) for day, kind in visits]
        + [(day, f"{FollowUpWay(way).label}回访") for day, way in looked],
    )
    refused = NoMoreVisits.get_or_none((NoMoreVisits.matter == matter_id) & NoMoreVisits.stands)
    if owned is None and not met and refused is None:
        return None
    since = owned or Matter.get_by_id(matter_id).received_on
    last_on, last_how = met[-1] if met else (None, "")
    return Contact(
        since,
        last_on,
        last_how,
        sum(day >= since for day, _ in met),
        refused.said_on if refused is not None else None,
        refused.said if refused is not None else "",
    )
