"""What the clocks ask of the law: lengths and where each stands, as `reference` has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from jiefang_tui.terms import LegalRoute


class SourcedLike(Protocol):
    """Something that starts with a fact and stands in an article."""

    @property
    def counted_from(self) -> str:
        """The fact that starts it."""

    @property
    def article(self) -> str:
        """Where it stands."""

    @property
    def source(self) -> str:
        """Whose length it is: the Regulation, a stricter office, another law."""


class PeriodLike(SourcedLike, Protocol):
    """A length and where it stands, as `reference.Period` has it."""

    @property
    def days(self) -> int:
        """How long."""

    @property
    def is_working(self) -> bool:
        """Working days instead of calendar days."""


class AdviceLike(SourcedLike, Protocol):
    """A period of another law, as `reference.Advice` has it."""

    @property
    def months(self) -> int:
        """How long."""


class PolicyLike(Protocol):
    """The lengths in force, as `reference.Policy` has them."""

    @property
    def sign_days(self) -> int:
        """From handing it to somebody to the signature; a setting."""

    @property
    def service_days(self) -> int:
        """From issuing the opinion to its service; a setting."""

    @property
    def follow_up_days(self) -> int:
        """From conclusion, service or execution to the visit afterwards; a setting."""

    def periods_on(self, key: str, start: date) -> Sequence[PeriodLike]:
        """The Regulation's period and a stricter one of the office that holds for a start on that day."""

    def preset(self, name: str, key: str) -> PeriodLike | None:
        """A period of a named preset (简易办理)."""

    def route_period(self, route: LegalRoute, start: date) -> PeriodLike | None:
        """The office's own period for a route of Art. 31(1)-(5)."""

    def advice(self, route: LegalRoute) -> AdviceLike | None:
        """What another law says of a route."""
