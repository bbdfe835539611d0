"""What the rules for cards look at (`rules.cards.Facts`), read for a set of matters at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jiefang_tui.rules.cards import CardFact, DateFact, Facts, PromiseFact, UrgeFact
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Commitment, Deadline, Extension, FollowUp, Matter, SupervisionCard, Urge
from jiefang_tui.terms import CardColour, DueKind, Satisfaction


def facts_of(matter_ids: Iterable[int], calendar: Calendar = PUBLISHED) -> dict[int, Facts]:
    """The facts of these matters by id."""
    ids = list(matter_ids)
    dates = _grouped(
        (matter, DateFact(DueKind(kind), start, raw, paused, rolled))
        for matter, kind, start, raw, paused, rolled in _rows(
            Deadline,
            ids,
            Deadline.is_open,
            Deadline.kind,
            Deadline.start_on,
            Deadline.raw_on,
            Deadline.is_paused,
            Deadline.rolled_on,
        )
    )
    urges = _grouped(
        (matter, UrgeFact(due)) for matter, due in _rows(Urge, ids, Urge.answered_on.is_null(), Urge.answer_due)
    )
    promises = _grouped(
        (matter, PromiseFact(text, due))
        for matter, text, due in _rows(
            Commitment,
            ids,
            Commitment.fulfilled_on.is_null() & Commitment.due_on.is_null(False),
            Commitment.text,
            Commitment.due_on,
        )
    )
    cards = _grouped(
        (matter, CardFact(number, rule, CardColour(colour), issued, due, answered, withdrawn, reason))
        for matter, number, rule, colour, issued, due, answered, withdrawn, reason in _rows(
            SupervisionCard,
            ids,
            None,
            SupervisionCard.card_no,
            SupervisionCard.rule,
            SupervisionCard.colour,
            SupervisionCard.issued_on,
            SupervisionCard.answer_due,
            SupervisionCard.answered_on,
            SupervisionCard.withdrawn_on,
            SupervisionCard.withdrawn_reason,
        )
    )
    extended = _grouped(_rows(Extension, ids, Extension.undone_on.is_null(), Extension.approved_on))
    dissatisfied = _grouped(_rows(FollowUp, ids, is_dissatisfied(), FollowUp.on_day))
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
            extended_on=tuple(extended[matter]),
            dissatisfied_on=tuple(dissatisfied[matter]),
            wait_since=since if waits else None,
            calendar=calendar,
        )
        for matter, last, waits, since in matters.tuples()
    }


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
