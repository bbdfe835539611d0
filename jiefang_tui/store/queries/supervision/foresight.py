"""What is proposed and what is coming: cards by the rules of cards.toml, and the lights of the next seven working days.

Only the matters that some rule may hit are read; `rules.cards` alone decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peewee import fn

from jiefang_tui.rules.cards import proposals_for
from jiefang_tui.rules.who_answers import Addressee
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Commitment, Deadline, FollowUp, Matter, SupervisionCard, Urge
from jiefang_tui.store.queries.law.open_dates import RUNS
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.store.queries.reception.figure_lines import MatterLine, matter_lines
from jiefang_tui.store.queries.supervision.card_facts import facts_of, is_dissatisfied
from jiefang_tui.terms import OPEN_MATTER_STATES, CardColour, Category, DueKind, Light, MatterState

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference

FORECAST_WORKDAYS = 7
_LIVING = (*OPEN_MATTER_STATES, MatterState.CONCLUDED)
"""Where a card may still do something: handled, or to be executed and visited."""


@dataclass(frozen=True)
class Proposal:
    """A card that a rule proposes. Nobody but a person issues it."""

    matter_id: int
    register_no: str
    name: str
    title: str
    state: str
    owner: str
    """Who answers for it, and would get the card."""
    to: Addressee
    colour: CardColour
    rule: str
    label: str
    """Short name of the rule."""
    why: str
    clears: str
    since: date
    """The day the cause arose."""


@dataclass(frozen=True)
class Turn:
    """A date that turns yellow or red on a day to come."""

    day: date
    light: Light
    matter_id: int
    register_no: str
    name: str
    title: str
    owner: str
    kind: str
    """Label of `terms.DueKind`."""
    due_on: date


# -- proposals


def proposals(today: date, reference: Reference) -> list[Proposal]:
    """What the rules propose today, red first, then by the day the cause arose."""
    policy = reference.cards
    found = []
    for matter_id, facts in facts_of(sorted(_candidates(today, reference)), reference).items():
        found += [
            (hit.colour is not CardColour.RED, hit.since, matter_id, hit) for hit in proposals_for(facts, policy, today)
        ]
    found.sort(key=lambda one: one[:3])
    matters = _matters([matter_id for _, _, matter_id, _ in found])
    return [
        Proposal(
            matter_id,
            line.register_no,
            line.name,
            line.title,
            line.state,
            hit.to.name or line.owner,
            hit.to,
            hit.colour,
            hit.rule,
            policy.rules[hit.rule].label,
            hit.why,
            hit.clears,
            hit.since,
        )
        for _, _, matter_id, hit in found
        if (line := matters.get(matter_id)) is not None
    ]


def _candidates(today: date, reference: Reference) -> set[int]:
    """Matters that a rule may hit, of those that are neither over nor sealed."""
    found: set[int] = set()
    for query in (*_by_date(today, reference), *_by_push(today), *_by_count(reference)):
        found |= {row[0] for row in query.tuples()}
    living: Any = Matter.select(Matter.id).where(
        Matter.state.in_(_LIVING) & (Matter.category != Category.REPORT_ACCUSATION)
    )
    return {row[0] for row in living.where(Matter.id.in_(among(found))).tuples()}


def _by_date(today: date, reference: Reference) -> list[Any]:
    """Late or nearly, and untouched since the date began to run (of which half has to be gone)."""
    rules = reference.cards.rules
    kinds = [kind.value for kind in reference.cards.kinds]
    ours = RUNS & Deadline.kind.in_(kinds)
    soon = today + timedelta(days=rules["due_soon_silent"].numbers["days_left"])
    near = Deadline.select(Deadline.matter).where(ours & (Deadline.raw_on <= soon))
    untouched = Deadline.select(Deadline.matter).join(Matter).where(ours & (Deadline.raw_on > soon) & _is_untouched())
    return [near, untouched]


def _by_push(today: date) -> list[Any]:
    yellow = SupervisionCard.withdrawn_on.is_null() & (SupervisionCard.colour == CardColour.YELLOW)
    return [
        Urge.select(Urge.matter).where(Urge.answered_on.is_null() & (Urge.answer_due < today)),
        Commitment.select(Commitment.matter).where(Commitment.fulfilled_on.is_null() & (Commitment.due_on < today)),
        SupervisionCard.select(SupervisionCard.matter).where(yellow & SupervisionCard.answered_on.is_null()),
    ]


def _is_untouched() -> Any:
    return Matter.last_entry_on.is_null() | (Matter.last_entry_on <= Deadline.start_on)


def _by_count(reference: Reference) -> list[Any]:
    """Yellow cards and visits that ended in 不满意, as often as the office's numbers say."""
    rules = reference.cards.rules
    dissatisfied = rules["dissatisfied_again"].numbers["count"]
    resting = (Matter.state == MatterState.CONCLUDED) & Matter.was_handled
    living: Any = Matter.select(Matter.id).where(Matter.state.in_(OPEN_MATTER_STATES) | resting)
    cards = SupervisionCard.select(SupervisionCard.matter).where(SupervisionCard.colour == CardColour.YELLOW)
    visits = FollowUp.select(FollowUp.matter).where(FollowUp.matter.in_(living) & is_dissatisfied())
    return [
        cards.group_by(SupervisionCard.matter),
        visits.group_by(FollowUp.matter).having(fn.COUNT(FollowUp.id) >= dissatisfied),
    ]


def _matters(ids: Sequence[int]) -> dict[int, MatterLine]:
    """Lines by id."""
    wanted = sorted(set(ids))
    pages = [matter_lines(wanted[start : start + 500]) for start in range(0, len(wanted), 500)]
    return {line.id: line for page in pages for line in page}


# -- forecast


def outlook(today: date, reference: Reference) -> tuple[date, tuple[int, ...]]:
    """The last day of the forecast, and the years of which only Monday to Friday could be taken for it."""
    return calendar_of(reference).workday_after(today, FORECAST_WORKDAYS)


def forecast(today: date, reference: Reference) -> list[Turn]:
    """What turns yellow or red from tomorrow to the seventh working day: by day, red before yellow.

    A light turns on whatever day it is, also on a rest day; only the outlook is counted in working days.
    """
    last, _ = outlook(today, reference)
    turns: list[tuple[date, Light, int, DueKind, str, date]] = []
    columns = (Deadline.matter, Deadline.kind, Deadline.subject, Deadline.rolled_on)
    over = RUNS & Deadline.rolled_on.between(today, last - timedelta(days=1))
    reds: Any = Deadline.select(*columns).where(over).tuples()
    for row, kind, subject, due in reds:
        turns.append((due + timedelta(days=1), Light.RED, row, DueKind(kind), subject, due))
    yellows: Any = Deadline.select(*columns, Deadline.warn_on).where(
        RUNS & Deadline.warn_on.between(today + timedelta(days=1), last)
    )
    for row, kind, subject, due, day in yellows.tuples():
        turns.append((day, Light.YELLOW, row, DueKind(kind), subject, due))
    turns.sort(key=lambda turn: (turn[0], turn[1] is not Light.RED, turn[2]))
    ids = [turn[2] for turn in turns]
    matters, parties = _matters(ids), parties_of(sorted(set(ids)))
    return [
        Turn(
            day,
            light,
            matter_id,
            line.register_no,
            line.name,
            line.title,
            parties.whose(matter_id, kind, subject).in_short,
            kind.label,
            due,
        )
        for day, light, matter_id, kind, subject, due in turns
        if (line := matters.get(matter_id)) is not None
    ]
