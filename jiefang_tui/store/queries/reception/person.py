"""One petitioner: who it is, every arrival and every matter of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.store.models import Matter, NotSamePerson, Officer, Petitioner, Visit, VisitMatter
from jiefang_tui.store.queries.matter.matters import PersonView, person_view
from jiefang_tui.store.queries.reception.people import same_as
from jiefang_tui.terms import OPEN_MATTER_STATES, Channel, MatterState, Outcome, VisitPurpose, VisitState

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


@dataclass(frozen=True)
class PersonMatter:
    """A matter of a petitioner."""

    id: int
    register_no: str
    title: str
    received_on: date
    state: MatterState

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.state in OPEN_MATTER_STATES


@dataclass(frozen=True)
class PersonVisit:
    """An arrival of a petitioner with one matter it was about; a window arrival (窗口接待) has none."""

    visit_id: int
    matter_id: int | None
    day: date
    number: str
    """``第03号``, or how what is no visit came."""
    is_arrival: bool
    purpose: VisitPurpose
    state: VisitState
    about: str
    """The matter's title, or what they came for at the window."""
    outcome: str
    """Label of `terms.Outcome`, empty while undecided."""


@dataclass(frozen=True)
class PersonPage:
    """A petitioner with arrivals and matters, the newest first."""

    person: PersonView
    matters: tuple[PersonMatter, ...]
    visits: tuple[PersonVisit, ...]


def person_page(person_id: int, today: date, reference: Reference, limit: int = 200) -> PersonPage:
    """One petitioner's page. `Petitioner.DoesNotExist` for an unknown id."""
    person = Petitioner.get_by_id(person_id)
    matters: Any = (
        Matter.select(Matter.id, Matter.register_no, Matter.title, Matter.received_on, Matter.state)
        .where((Matter.petitioner == person_id) & Matter.is_readable)
        .order_by(Matter.received_on.desc(), Matter.id.desc())
        .limit(limit)
    )
    return PersonPage(
        person=person_view(person, today, reference),
        matters=tuple(
            PersonMatter(row.id, row.register_no, row.title, row.received_on, MatterState(row.state)) for row in matters
        ),
        visits=tuple(_visits(Visit.petitioner == person_id, limit)),
    )


@dataclass(frozen=True)
class SaidDifferent:
    """非同一人: a clerk said at registering that the person is not this other one."""

    id: int
    other_id: int
    other_name: str
    other_facts: str
    """What tells the other one apart: phone, address."""
    said_by: str
    said_on: date


def said_different(person_id: int) -> list[SaidDifferent]:
    """Whom the person (or a row merged into it) was said not to be, the latest first."""
    mine = same_as(person_id)
    rows: Any = (
        NotSamePerson.select(NotSamePerson, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(NotSamePerson.first.in_(mine) | NotSamePerson.second.in_(mine))
        .order_by(NotSamePerson.id.desc())
    )
    found = []
    for row in rows:
        other = row.second if row.first_id in mine else row.first
        facts = " ".join(part for part in (other.phone, other.address) if part)
        by = row.said_by.name if row.said_by else ""
        found.append(SaidDifferent(row.id, other.id, other.name, facts, by, row.said_at.date()))
    return found


def _visits(where: Any, limit: int) -> list[PersonVisit]:
    rows: Any = (
        Visit.select(
            Visit.id,
            Matter.id,
            Visit.day,
            Visit.queue_no,
            Visit.channel,
            Visit.purpose,
            Visit.state,
            Matter.title,
            Visit.window_note,
            VisitMatter.outcome,
        )
        .join(VisitMatter, JOIN.LEFT_OUTER, on=(VisitMatter.visit == Visit.id))
        .join(Matter, JOIN.LEFT_OUTER, on=(VisitMatter.matter == Matter.id) & Matter.is_readable)
        .where(where)
        .order_by(Visit.day.desc(), Visit.queue_no.desc(), VisitMatter.ordinal)
        .limit(limit)
        .tuples()
    )
    return [
        PersonVisit(
            visit_id=visit_id,
            matter_id=matter_id,
            day=day,
            number=arrival_label(queue_no, Channel(channel).label),
            is_arrival=Channel(channel).is_visit,
            purpose=VisitPurpose(purpose),
            state=VisitState(state),
            about=title or note or VisitPurpose(purpose).label,
            outcome=Outcome(outcome).label if outcome and matter_id else "",
        )
        for visit_id, matter_id, day, queue_no, channel, purpose, state, title, note, outcome in rows
    ]
