"""What the reference data are made of: frozen values, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jiefang_tui.terms import AreaLevel, CardColour, DueKind, LeaderLevel, LegalRoute, Rank


class ReferenceProblem(NamedTuple):
    """A wrong entry in one of the office's own files."""

    file: str
    key: str
    sentence: str
    """Chinese: which file, which key, what is expected, what is used instead."""


class ContentClass(NamedTuple):
    """One class of 内容分类. Codes are the desk's own, not official ones."""

    code: str
    label: str
    parent: str = ""
    """Code of the first level; empty for a first level itself."""
    aliases: str = ""
    """Other words for it, separated by spaces."""
    official: str = ""
    is_sealed: bool = False
    """检举控告: handed over sealed, no content kept (Regulation Art. 30(3))."""
    is_mediation: bool = False


class Area(NamedTuple):
    """One area of areas.csv: county 6, township 9, village 12 digits."""

    code: str
    name: str
    level: AreaLevel


class CountyField(NamedTuple):
    """One field of the county system's form, in its order."""

    order: int
    label: str
    source: str
    """Our field; empty when we have none."""


class Period(NamedTuple):
    """A period the Regulation sets, or one that stands in its place or beside it."""

    key: str
    label: str
    days: int
    is_working: bool
    """Working days instead of calendar days."""
    counted_from: str
    article: str
    source: str = "信访工作条例"
    """Whose period it is."""
    since: date | None = None
    """Holds for what begins on that day or later; None: always."""

    @property
    def length(self) -> str:
        """In words: ``5 个工作日``, ``60 日``."""
        return f"{self.days} {'个工作日' if self.is_working else '日'}"


class Route(NamedTuple):
    """One of the six routes of Regulation Art. 31, and what the visitor is told."""

    code: LegalRoute
    label: str
    article: str
    guidance: str


class Advice(NamedTuple):
    """A period of another law in months, counted for advice."""

    label: str
    months: int
    counted_from: str
    article: str
    source: str


@dataclass(frozen=True)
class Policy:
    """The rules in force at this office: the law's periods (never looser than the law) and the desk's settings."""

    periods: Mapping[str, Period]
    """By the names of domain §1.1: ``acceptance_notice_due``, ``handling_due`` ..."""
    group_threshold: int = 5
    max_representatives: int = 5
    commitment_soon_days: int = 3
    silent_days: int = 7
    phone_area_code: str = ""
    yellow_days: int = 7
    bold_days: int = 3
    sign_days: int = 3
    service_days: int = 5
    follow_up_days: int = 30
    reopen_days: int = 30
    performed_first: bool = False
    """An agreement ends the handling only when it is kept (履行完再办结); else with its signing (Art. 33)."""
    law: Mapping[str, Period] = field(default_factory=dict)
    """The Regulation's own, where `periods` has a stricter one of the office."""
    in_force: date = date.min
    """Since when the Regulation holds."""
    simple: Mapping[str, Period] = field(default_factory=dict)
    """简易办理: ``accept`` and ``conclude``; for matters that are handled so, beside the Regulation's dates."""
    route_periods: Mapping[LegalRoute, Period] = field(default_factory=dict)
    """The office's table of periods of the routes of Art. 31(1)-(5)."""
    advices: Mapping[LegalRoute, Advice] = field(default_factory=dict)
    """What another law says of a route: shown as advice, and only where the office has no period of its own."""
    backlog_days: int = 180
    """积案: registered that long and not settled."""
    backlog_repeat_visits: int = 3
    """积案: came again that often, not settled."""

    def periods_on(self, key: str, start: date) -> tuple[Period, ...]:
        """What holds for a period that starts on `start`: an own stricter one, if there is, and the Regulation's."""
        own = self.periods[key]
        law = self.law.get(key, own)
        if start < self.in_force:
            law = law._replace(source=f"{law.source}(施行前开始，比照计算)")
        if own == self.law.get(key, own) or (own.since is not None and start < own.since):
            return (law,)
        return own, law

    def preset(self, name: str, key: str) -> Period | None:
        """A period of a named preset; there is one, ``simple``."""
        return self.simple.get(key) if name == "simple" else None

    def route_period(self, route: LegalRoute, start: date) -> Period | None:
        """The office's own period for a route of Art. 31(1)-(5) that begins on `start`."""
        period = self.route_periods.get(route)
        return None if period is None or (period.since is not None and start < period.since) else period

    def advice(self, route: LegalRoute) -> Advice | None:
        """What another law says of that route."""
        return self.advices.get(route)

    @property
    def notice_article(self) -> str:
        """Article by which the written notice is owed (Art. 23(2))."""
        return self.periods["acceptance_notice_due"].article

    @property
    def handling_days(self) -> int:
        """Days from acceptance to the handling opinion (Art. 34)."""
        return self.periods["handling_due"].days

    @property
    def handling_article(self) -> str:
        """Article of `handling_days`."""
        return self.periods["handling_due"].article

    def extension_on(self, start: date) -> Period:
        """The longest extension of what was accepted on that day (Art. 34)."""
        return self.periods_on("extension", start)[0]


class CardRule(NamedTuple):
    """One rule that proposes a yellow or red card (cards.toml). Its numbers are defaults that no source fixes."""

    key: str
    label: str
    colour: CardColour
    is_on: bool
    numbers: Mapping[str, int]
    why: str
    """Says why, with fields in braces."""
    clears: str
    """What would clear the card."""


class Cards(NamedTuple):
    """The rules for cards in force at this office, the days for the answer, and who outranks whom."""

    rules: Mapping[str, CardRule]
    kinds: frozenset[DueKind]
    """The dates that count for cards; the others have lights only."""
    wait_days: int
    """How long a written reason for waiting protects."""
    yellow_days: int
    """Days for the written explanation of a yellow card."""
    red_workdays: int
    """Working days for that of a red one."""
    reminder_days: int
    urge_answer_workdays: int
    """Working days for the answer to an urging."""
    ranks: Mapping[Rank, tuple[str, ...]]
    """Pieces of a post by the rank they tell of."""
    levels: Mapping[LeaderLevel, tuple[str, ...]]
    """What the name or post of a higher level begins with."""
    outside: tuple[str, ...]
    """How the names of units end that are outside the township's authority, where nobody said whose they are."""
