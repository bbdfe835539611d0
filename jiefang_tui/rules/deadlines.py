"""The law's clock. Lengths and articles come in as a policy (regulation.toml), none is known by heart.

The Regulation has no rule of its own for counting; by analogy with the Civil Code Art. 201 and 203
the first day is not counted and a period ending on a rest day ends on the next working day. Lamps
and lists go by the raw day, which is the safer one; the rolled day is shown beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from jiefang_tui.terms import Category, LegalRoute

WorkdayCheck = Callable[[date], bool]
DueKind = Literal["acceptance_notice_due", "handling_due"]


class DeadlinePolicy(Protocol):
    """The lengths in force, as `reference.Policy` has them."""

    @property
    def notice_days(self) -> int:
        """Written notice of receipt, Art. 23(2)."""

    @property
    def notice_article(self) -> str:
        """Where it stands."""

    @property
    def handling_days(self) -> int:
        """Handling opinion, Art. 34."""

    @property
    def handling_article(self) -> str:
        """Where it stands."""


@dataclass(frozen=True)
class Due:
    """One due date and how it came about."""

    kind: DueKind
    start: date
    days: int
    raw: date
    """`start` + `days`; lists and lamps use this."""
    rolled: date
    """`raw`, or the next working day when `raw` is a rest day and a calendar was given."""
    article: str
    """``第二十三条第二款``."""

    def left_on(self, today: date) -> int:
        """Days left on `today`; negative when overdue."""
        return (self.raw - today).days


def calendar_due(start: date, days: int) -> date:
    """Last day of a period of calendar days; `start` itself is not counted."""
    return start + timedelta(days=days)


def roll(day: date, is_workday: WorkdayCheck) -> date:
    """`day`, or the first working day after it when it is a rest day (Civil Code Art. 203)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _due(kind: DueKind, start: date, days: int, article: str, is_workday: WorkdayCheck | None) -> Due:
    raw = calendar_due(start, days)
    return Due(kind, start, days, raw, roll(raw, is_workday) if is_workday else raw, article)


def acceptance_notice_due(received_on: date, policy: DeadlinePolicy, is_workday: WorkdayCheck | None = None) -> Due:
    """By when the petitioner must be told in writing (Regulation Art. 23(2)), counted from receipt.

    Not owed when name or address is unclear; the caller knows that.
    """
    return _due("acceptance_notice_due", received_on, policy.notice_days, policy.notice_article, is_workday)


def handling_due(
    accepted_on: date | None,
    category: str,
    route: str | None,
    policy: DeadlinePolicy,
    is_workday: WorkdayCheck | None = None,
) -> Due | None:
    """By when a claim must be concluded (Regulation Art. 34), counted from acceptance (受理).

    None unless it is accepted, a claim, and on the plain petition procedure of Art. 31(6): nothing
    else has this clock.
    """
    if accepted_on is None or category != Category.CLAIM or route != LegalRoute.PETITION_PROCEDURE:
        return None
    return _due("handling_due", accepted_on, policy.handling_days, policy.handling_article, is_workday)
