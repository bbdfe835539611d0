"""What somebody who asks how their matter stands may be told: their own matters, in sentences to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peewee import fn

from jiefang_tui.rules.moves import RESTING
from jiefang_tui.rules.titles import subject_of
from jiefang_tui.rules.told_aloud import ToldFacts, told_aloud
from jiefang_tui.rules.who_answers import Part
from jiefang_tui.store.models import Matter, Visit, VisitMatter
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.store.queries.office.known_as import officers_names
from jiefang_tui.store.queries.reception.people import same_as
from jiefang_tui.terms import OPEN_MATTER_STATES, Category, DueKind, MatterState, VisitPurpose

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference

CLOSED_DAYS = 365
"""How far back what was concluded, refused or led elsewhere is offered to whoever asks after it."""
_ENDS = (DueKind.HANDLING, DueKind.EXTENDED, DueKind.ROUTE, DueKind.REVIEW, DueKind.RECHECK)
_WINDOWS = (DueKind.REVIEW_REQUEST, DueKind.RECHECK_REQUEST)


@dataclass(frozen=True)
class AskedMatter:
    """A matter that may be told of."""

    id: int
    title: str
    state: MatterState
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """An arrival that asks how something stands."""

    visit_id: int
    queue_no: int
    name: str
    purpose: VisitPurpose
    on_behalf_of: str
    identity_check: str
    has_id: bool
    has_phone: bool
    matters: tuple[AskedMatter, ...]


def asked_after(visit_id: int, today: date, reference: Reference, office: str) -> Asked:
    """The visit, and what it may be told: the matters it was linked to, else all of the person's."""
    visit = Visit.get_by_id(visit_id)
    person = visit.petitioner if visit.petitioner_id else None
    names = tuple(officers_names())
    found = [matter_view(matter_id, today, reference) for matter_id in _matter_ids(visit, today)]
    return Asked(
        visit_id=visit.id,
        queue_no=visit.queue_no or 0,
        name=visit.shown_name,
        purpose=VisitPurpose(visit.purpose),
        on_behalf_of=visit.on_behalf_of,
        identity_check=visit.identity_check,
        has_id=bool(person and person.id_no),
        has_phone=bool(person and person.phone),
        matters=tuple(
            AskedMatter(
                view.id,
                view.title,
                view.state,
                tuple(told_aloud(_facts(view, today, reference, office, names))),
            )
            for view in found
        ),
    )


def _matter_ids(visit: Visit, today: date) -> list[int]:
    """Nothing of a report, of which nobody is told at the window (Art. 30(3))."""
    ours = Matter.category != Category.REPORT_ACCUSATION
    linked: Any = (
        VisitMatter.select(VisitMatter.matter)
        .join(Matter)
        .where((VisitMatter.visit == visit) & ours)
        .order_by(VisitMatter.ordinal)
        .tuples()
    )
    ids = [row[0] for row in linked]
    if ids or not visit.petitioner_id:
        return ids
    is_open = Matter.state.in_(OPEN_MATTER_STATES)
    ended = fn.COALESCE(Matter.concluded_on, Matter.last_entry_on, Matter.received_on)
    recent = Matter.state.in_(RESTING) & (ended >= today - timedelta(days=CLOSED_DAYS))
    rows: Any = (
        Matter.select(Matter.id)
        .where(Matter.petitioner.in_(same_as(visit.petitioner_id)) & ours & (is_open | recent))
        .order_by(is_open.desc(), Matter.received_on.desc(), Matter.id.desc())
        .tuples()
    )
    return [row[0] for row in rows]


def _facts(view: MatterView, today: date, reference: Reference, office: str, officers: tuple[str, ...]) -> ToldFacts:
    dates = deadlines_of(view.id, today, reference)
    ends = [one.rolled or one.raw for one in dates if one.kind in _ENDS and one.is_open]
    windows = [one.rolled or one.raw for one in dates if one.kind in _WINDOWS]
    notices = [one.rolled or one.raw for one in dates if one.kind is DueKind.ACCEPTANCE_NOTICE and one.is_open]
    return ToldFacts(
        state=view.state,
        title=subject_of(view.title, view.request),
        register_no=view.register_no,
        received_on=view.received_on,
        today=today,
        hidden=(view.concerned_person, *(name for name in officers if len(name) > 1)),
        accepted_on=view.accepted_on,
        unit=view.lead_unit,
        is_on_its_way=parties_of([view.id], reference).part(view.id) is Part.UNDELIVERED,
        office=office,
        is_told=view.notified_on is not None,
        notice_due=min(notices, default=None),
        end_due=min(ends, default=None) or view.due_on,
        concluded_on=view.concluded_on,
        review_until=max((day for day in windows if day >= today), default=None),
        route=view.route,
        route_label=view.route_label,
        authority=view.authority,
        merged_into_no=view.merged_into_no,
    )
