"""When a yellow or red card is proposed, a reminder (提醒函) while there is time left, and what would clear it.

A person signs every card; nothing here issues one.

The numbers come from cards.toml, all of them defaults that no source fixes. What a supervisor expects beyond the rules:

- Nobody is proposed for what is not theirs (`rules.who_answers`): the petitioner's own windows (Art. 35, 36), dates
  that a hearing has stopped, what the higher body decides (复查, 复核) and what the desk owes hit no rule; a unit that
  has answered, sent it back or never received it answers for nothing, and outside the township there are no cards.
- Nobody gets a card while their own day has not passed, rolled: until then they may still do their part in time. For
  silence before it a reminder (提醒函) is proposed, which is no card and counts as none.
- A matter that waits with a written reason (court, superior, the party) is not proposed for silence, nor for dates that
  we set ourselves. The law's dates, a superior's date and promises go on. The reason protects for a while only: it has
  to be written anew, or waiting would be a shield for ever.
- One cause has one card. A rule is silent while a card of it is open, and after that until the cause arises anew (a new
  date, a new urging), so that a card withdrawn on appeal is not proposed again the next morning.
- A date that is overdue is proposed as overdue only, not also as half gone without progress: it is one delay.
- A card withdrawn because the appeal was right counts for nothing.
- An extension that was lawful and in time (Art. 34) is no cause, however often it was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from jiefang_tui.rules.who_answers import SOMEBODY, Addressee, Part, Who, answers
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from jiefang_tui.terms import CardColour, DueKind

APPEAL_UPHELD = "申辩成立"
"""Begins the reason of a card withdrawn because the appeal was right."""
OUR_OWN_DATES = (DueKind.SET, DueKind.RESOLVE, DueKind.REPLY, DueKind.MEASURE, DueKind.SIGN)
"""Dates somebody at this office set: a matter that waits with a reason is not proposed for them."""
_CARD_NO = re.compile(r"DB-([0-9]{4})-([0-9]{4,})")


class Rule(Protocol):
    """One rule, as `reference.CardRule` has it."""

    @property
    def key(self) -> str:
        """``overdue``."""

    @property
    def colour(self) -> CardColour:
        """What is proposed."""

    @property
    def is_on(self) -> bool:
        """The office may switch a rule off."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Its numbers by name."""

    @property
    def why(self) -> str:
        """The sentence that says why, with fields to fill."""

    @property
    def clears(self) -> str:
        """What would clear the card."""


class CardPolicy(Protocol):
    """The rules in force, as `reference.Cards` has them."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """By key."""

    @property
    def kinds(self) -> frozenset[DueKind]:
        """The dates that count."""

    @property
    def wait_days(self) -> int:
        """How long a reason for waiting protects."""


@dataclass(frozen=True)
class DateFact:
    """An open date of a matter."""

    kind: DueKind
    start_on: date
    raw_on: date
    is_paused: bool = False
    rolled_on: date | None = None
    """The last day in time, where that is another one than `raw_on`."""
    part: Part = Part.LATE
    to: Addressee | None = None
    """Whose it is by itself: the unit of a handing-over, the officer of a measure."""

    @property
    def last_on(self) -> date:
        """The last day in time."""
        return self.rolled_on or self.raw_on


@dataclass(frozen=True)
class UrgeFact:
    """An urging without an answer."""

    answer_due: date
    to: Addressee | None = SOMEBODY
    """None where whoever was urged has done their part meanwhile."""


@dataclass(frozen=True)
class PromiseFact:
    """A promise not yet kept."""

    text: str
    due_on: date
    is_private: bool = False
    """A private debtor has to keep it."""


@dataclass(frozen=True)
class CardFact:
    """A card there was or is on the matter."""

    number: str
    rule: str
    colour: CardColour
    issued_on: date
    answer_due: date
    answered_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""
    to: Addressee = SOMEBODY

    @property
    def counts(self) -> bool:
        """Whether it was rightly issued, as far as is known."""
        return not self.withdrawn_reason.startswith(APPEAL_UPHELD)


@dataclass(frozen=True)
class Facts:
    """What the rules look at in one matter."""

    last_entry_on: date | None
    """The last entry of its timeline that is no urging and no card."""
    dates: tuple[DateFact, ...] = ()
    urges: tuple[UrgeFact, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    cards: tuple[CardFact, ...] = ()
    dissatisfied_on: tuple[date, ...] = ()
    """Follow-up visits that ended in 不满意, with the office or with the unit."""
    wait_since: date | None = None
    """Since when it waits with a reason; None when it does not."""
    part: Part = Part.LATE
    """How far whoever has the matter in hand did their part."""
    owner: Addressee | None = SOMEBODY
    """Whose it is: the 包案领导, else who has it in hand."""
    leader: Addressee | None = None
    """The 包案领导."""
    calendar: Calendar = PUBLISHED
    """By which a day that somebody set is put off when it is a rest day."""


class Hit(NamedTuple):
    """One proposal."""

    rule: str
    colour: CardColour
    why: str
    clears: str
    since: date
    """The day the cause arose."""
    to: Addressee = SOMEBODY
    """Who answers for it."""


def proposals_for(facts: Facts, policy: CardPolicy, today: date) -> list[Hit]:
    """What is proposed for one matter on `today`: red first, and no cause that had its card.

    Nobody is proposed a lighter one beside a heavier, proposed or open, for the same matter: what is left comes once
    that one is over.
    """
    hits = []
    for rule, causes in _causes(facts, policy, today):
        cards = [card for card in facts.cards if card.rule == rule.key]
        if any(card.withdrawn_on is None for card in cards):
            continue
        last = max((card.issued_on for card in cards), default=date.min)
        hits += _heaviest(rule, [cause for cause in causes if cause.since > last])
    hits.sort(key=lambda hit: _WEIGHT.index(hit.colour))
    found = [(hit.to, hit.colour) for hit in hits]
    found += [(card.to, card.colour) for card in facts.cards if card.withdrawn_on is None]
    heaviest: dict[Addressee, int] = {}
    for to, colour in found:
        heaviest[to] = min(_WEIGHT.index(colour), heaviest.get(to, len(_WEIGHT)))
    return [hit for hit in hits if _WEIGHT.index(hit.colour) == heaviest[hit.to]]


_WEIGHT = (CardColour.RED, CardColour.YELLOW, CardColour.REMINDER)


def standing_causes(facts: Facts, policy: CardPolicy, today: date) -> list[Hit]:
    """Every rule that hits on `today`, whether or not a card was issued for it. Withdrawing a card asks this."""
    return [hit for rule, causes in _causes(facts, policy, today) for hit in _heaviest(rule, causes)]


def _causes(facts: Facts, policy: CardPolicy, today: date) -> Iterator[tuple[Rule, list[_Cause]]]:
    for rule in policy.rules.values():
        if rule.is_on and rule.key in _CHECKS:
            yield rule, list(_CHECKS[rule.key](facts, rule, policy, today))


def _heaviest(rule: Rule, causes: Sequence[_Cause]) -> list[Hit]:
    if not causes:
        return []
    cause = max(causes, key=lambda one: one.weight)
    return [Hit(rule.key, rule.colour, _filled(rule.why, cause.words), rule.clears, cause.since, cause.to)]


class _Cause(NamedTuple):
    since: date
    weight: int
    """Of several causes of one rule the heaviest is told."""
    words: Mapping[str, object]
    to: Addressee


def _may_get(facts: Facts, who: Who, named: Addressee | None) -> Addressee | None:
    """Who would get the card for what `who` answers for; None where nobody does."""
    to = {Who.UNIT: named, Who.NAMED: named, Who.OWNER: facts.owner, Who.LEADER: facts.leader}.get(who)
    return to if to is not None and to.gets_cards else None


def _whose(facts: Facts) -> Addressee | None:
    """Whose the matter as a whole is, as its sixty days have it."""
    return _may_get(facts, answers(DueKind.HANDLING, facts.part), None)


def _filled(sentence: str, words: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(words.get(match[1], "")), sentence)


def _dates(facts: Facts, policy: CardPolicy, today: date) -> Iterator[tuple[DateFact, Addressee]]:
    """The dates that count, and who answers for each: running, and not excused by a reason for waiting."""
    excused = _waits(facts, policy, today)
    for one in facts.dates:
        if one.is_paused or one.kind not in policy.kinds or (excused and one.kind in OUR_OWN_DATES):
            continue
        to = _may_get(facts, answers(one.kind, one.part), one.to)
        if to is not None:
            yield one, to


def _waits(facts: Facts, policy: CardPolicy, today: date) -> bool:
    return facts.wait_since is not None and (today - facts.wait_since).days <= policy.wait_days


def _due_soon_silent(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    if _waits(facts, policy, today):
        return
    for one, to in _dates(facts, policy, today):
        left = (one.last_on - today).days
        heard = max(facts.last_entry_on or one.start_on, one.start_on)
        silent = (today - heard).days
        if 0 <= left <= rule.numbers["days_left"] and silent >= rule.numbers["silent_days"]:
            near = one.last_on - timedelta(days=rule.numbers["days_left"])
            since = max(near, heard + timedelta(days=rule.numbers["silent_days"]))
            yield _Cause(since, -left, {"kind": one.kind.label, "left": left, "silent": silent}, to)


def _half_gone(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    if _waits(facts, policy, today):
        return
    for one, to in _dates(facts, policy, today):
        days, gone = (one.raw_on - one.start_on).days, (today - one.start_on).days
        untouched = facts.last_entry_on is None or facts.last_entry_on <= one.start_on
        if untouched and days > 0 and today <= one.last_on and gone * 100 >= days * rule.numbers["percent"]:
            half = one.start_on + timedelta(days=-(-days * rule.numbers["percent"] // 100))
            yield _Cause(half, gone, {"kind": one.kind.label, "days": days, "gone": gone}, to)


def _urge_unanswered(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    for one in facts.urges:
        due = facts.calendar.last_in_time(one.answer_due)
        late = (today - due).days
        if late > 0 and one.to is not None and one.to.gets_cards:
            yield _Cause(due + timedelta(days=1), late, {"due": due, "late": late}, one.to)


def _promise_overdue(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    for one in facts.promises:
        to = _may_get(facts, answers(DueKind.COMMITMENT, facts.part, is_private=one.is_private), None)
        due = facts.calendar.last_in_time(one.due_on)
        late = (today - due).days
        if late > 0 and to is not None:
            yield _Cause(due + timedelta(days=1), late, {"what": one.text, "due": due, "late": late}, to)


def _overdue(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    for one, to in _dates(facts, policy, today):
        late = (today - one.last_on).days
        if late >= rule.numbers["days"]:
            words = {"kind": one.kind.label, "due": one.last_on, "late": late}
            yield _Cause(one.last_on + timedelta(days=rule.numbers["days"]), late, words, to)


def _yellow_unanswered(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    """Never before the answer's own date, when the signer gave more time than the rule."""
    for card in facts.cards:
        if card.colour is not CardColour.YELLOW or card.answered_on is not None or card.withdrawn_on is not None:
            continue
        until = facts.calendar.last_in_time(max(card.issued_on + timedelta(days=rule.numbers["days"]), card.answer_due))
        if today > until:
            gone = (today - card.issued_on).days
            yield _Cause(until + timedelta(days=1), gone, {"number": card.number, "late": gone}, card.to)


def _second_yellow(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    """Of one addressee: what another one did is not theirs."""
    yellow = [card for card in facts.cards if card.colour is CardColour.YELLOW and card.counts]
    for to in dict.fromkeys(card.to for card in yellow):
        yield from _counted([card.issued_on for card in yellow if card.to == to], rule.numbers["count"], to)


def _dissatisfied_again(facts: Facts, rule: Rule, policy: CardPolicy, today: date) -> Iterator[_Cause]:
    yield from _counted(facts.dissatisfied_on, rule.numbers["count"], _whose(facts))


def _counted(days: Sequence[date], least: int, to: Addressee | None) -> Iterator[_Cause]:
    if days and len(days) >= least and to is not None:
        yield _Cause(max(days), len(days), {"count": len(days)}, to)


_CHECKS: dict[str, Callable[[Facts, Rule, CardPolicy, date], Iterator[_Cause]]] = {
    "overdue": _overdue,
    "yellow_unanswered": _yellow_unanswered,
    "second_yellow": _second_yellow,
    "dissatisfied_again": _dissatisfied_again,
    "due_soon_silent": _due_soon_silent,
    "half_gone": _half_gone,
    "urge_unanswered": _urge_unanswered,
    "promise_overdue": _promise_overdue,
}
RULE_KEYS = tuple(_CHECKS)
"""Every rule there is; cards.toml sets their numbers and words."""
LASTING_CAUSES = ("second_yellow", "dissatisfied_again")
"""What has happened cannot end: such a card is withdrawn on the written explanation."""


def card_no(year: int, ordinal: int) -> str:
    """``DB-2026-0001``. Raises ValueError for an ordinal below 1."""
    if ordinal < 1:
        raise ValueError(f"ordinal {ordinal} is below 1")
    return f"DB-{year:04d}-{ordinal:04d}"


def split_card_no(number: str) -> tuple[int, int]:
    """Year and ordinal of a card's number. Raises ValueError for anything else."""
    match = _CARD_NO.fullmatch(number)
    if not match:
        raise ValueError(f"{number!r} is no card number")
    return int(match[1]), int(match[2])
