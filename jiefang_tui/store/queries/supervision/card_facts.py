"""What the rules for cards look at (`rules.cards.Facts`), read for a set of matters at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jiefang_tui.rules.cards import CardFact, DateFact, Facts, PromiseFact, UrgeFact
from jiefang_tui.rules.clocks import is_advice
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Commitment, Deadline, FollowUp, Matter, SupervisionCard, Urge
from jiefang_tui.store.queries.law.parties import Parties, parties_of
from jiefang_tui.terms import CardColour, DueKind, Satisfaction

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


def facts_of(matter_ids: Iterable[int], reference: Reference) -> dict[int, Facts]:
    """The facts of these matters by id."""
    ids = list(matter_ids)
    parties = parties_of(ids, reference)
    dates = _grouped(_dates(ids, parties))
    promises = _grouped(_promises(ids))
    dissatisfied = _grouped(_rows(FollowUp, ids, is_dissatisfied(), FollowUp.on_day))
    cards, urges = _grouped(_cards(ids, parties)), _grouped(_urges(ids, parties))
    matters: Any = Matter.select(Matter.id, Matter.last_entry_on, Matter.wait_for, Matter.wait_since).where(
        Matter.id.in_(among(ids))
    )
    return {
        matter: Facts(
            last_entry_on=last,
            dates=tuple(dates[matter]),
            urges=tuple(urges[matter]),
            promises=tuple(promises[matter]),
            cards=tuple(cards[matter]),
            dissatisfied_on=tuple(dissatisfied[matter]),
            wait_since=since if waits else None,
            part=parties.part(matter),
            owner=parties.owner(matter),
            leader=parties.leader(matter),
            calendar=calendar_of(reference),
        )
        for matter, last, waits, since in matters.tuples()
    }


def _dates(ids: Sequence[int], parties: Parties) -> Iterator[tuple[int, DateFact]]:
    columns = (
        Deadline.kind,
        Deadline.subject,
        Deadline.start_on,
        Deadline.raw_on,
        Deadline.is_paused,
        Deadline.rolled_on,
        Deadline.source,
    )
    for matter, kind, subject, start, raw, paused, rolled, source in _rows(Deadline, ids, Deadline.is_open, *columns):
        if is_advice(source):
            continue
        part, to = parties.of(matter, subject)
        yield matter, DateFact(DueKind(kind), start, raw, paused, rolled, part, to)


def _promises(ids: Sequence[int]) -> Iterator[tuple[int, PromiseFact]]:
    is_open = Commitment.fulfilled_on.is_null() & Commitment.due_on.is_null(False)
    columns = (Commitment.text, Commitment.due_on, Commitment.owed_by)
    for matter, text, due, owed_by in _rows(Commitment, ids, is_open, *columns):
        yield matter, PromiseFact(text, due, bool(owed_by))


def _urges(ids: Sequence[int], parties: Parties) -> Iterator[tuple[int, UrgeFact]]:
    """Without an answer; who has answered the matter itself since then has done their part."""
    columns = (Urge.answer_due, Urge.sent_on, Urge.to_unit, Urge.to_officer)
    for matter, due, sent, unit, officer in _rows(Urge, ids, Urge.answered_on.is_null(), *columns):
        has_answered = parties.has_answered(matter, unit, officer, sent)
        yield matter, UrgeFact(due, None if has_answered else parties.addressee(unit, officer))


def _cards(ids: Sequence[int], parties: Parties) -> Iterator[tuple[int, CardFact]]:
    card = SupervisionCard
    columns = (
        card.card_no,
        card.rule,
        card.colour,
        card.issued_on,
        card.answer_due,
        card.answered_on,
        card.withdrawn_on,
        card.withdrawn_reason,
        card.to_unit,
        card.to_officer,
    )
    for matter, number, rule, colour, issued, due, answered, withdrawn, why, *to in _rows(card, ids, None, *columns):
        told = CardFact(number, rule, CardColour(colour), issued, due, answered, withdrawn, why)
        yield matter, replace(told, to=parties.addressee(*to))


def is_dissatisfied() -> Any:
    """A follow-up visit that ended in 不满意, with the office or with the unit."""
    said = Satisfaction.DISSATISFIED
    return (FollowUp.office_satisfaction == said) | (FollowUp.unit_satisfaction == said)


def _rows(model: Any, ids: Sequence[int], where: Any, *columns: Any) -> Iterator[Any]:
    query = model.select(model.matter, *columns).where(model.matter.in_(among(ids)))
    rows: Iterator[Any] = (query.where(where) if where is not None else query).order_by(model.id).tuples()
    return rows


def _grouped(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for matter, value in pairs:
        found[matter].append(value)
    return found
