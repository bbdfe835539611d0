"""协议以后: what the parties may do themselves, as advice with its article. Never a date of the desk's own.

By the basis: from the last day that a judgment itself sets its execution may be asked for two years; a settlement in
execution goes by its own last day; a plain settlement by the last instalment; an agreement that a 调解组织 mediated may
be confirmed by the court.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from jiefang_tui.terms import AgreementBasis, AgreementKind


class Way(Protocol):
    """A way that is open (`reference.other_periods.OtherPeriod`)."""

    @property
    def says(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def years(self) -> int: ...
    @property
    def days(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What it goes by."""

    kind: AgreementKind
    basis: AgreementBasis
    signed_on: date
    last_due: date | None
    basis_last_day: date | None
    is_mediated: bool
    """By a 调解组织, signed and sealed (人民调解法 29, 33)."""
    has_employer: bool
    """The debtor is a 用人单位."""
    execution_applied: bool | None


class Open(NamedTuple):
    """One way: what may be done, until when, by which article."""

    says: str
    article: str
    until: date | None


def ways_open(agreed: Agreed, ways: Mapping[str, Way]) -> list[Open]:
    """The ways that are open to the parties, in the order in which they end."""
    found = []
    if agreed.is_mediated and agreed.kind == AgreementKind.MEDIATION:
        found.append(_way(ways["confirm"], agreed.signed_on))
        if agreed.has_employer:
            found.append(_way(ways["payment_order"], None))
    if agreed.kind == AgreementKind.EXECUTION:
        found.append(_way(ways["resume"], agreed.last_due))
    elif agreed.basis != AgreementBasis.NONE:
        if not agreed.execution_applied:
            asks = "；先问清楚是否已经申请执行" if agreed.execution_applied is None else ""
            way = _way(ways["execute"], agreed.basis_last_day)
            found.append(way._replace(says=way.says + asks))
    elif agreed.last_due is not None:
        found.append(_way(ways["sue"], agreed.last_due))
    return sorted(found, key=lambda one: one.until or date.max)


def _way(way: Way, start: date | None) -> Open:
    until = None
    if start is not None and way.years:
        until = _years_after(start, way.years)
    elif start is not None and way.days:
        until = start + timedelta(days=way.days)
    return Open(way.says, way.article, until)


def _years_after(day: date, years: int) -> date:
    """The same date so many years later; of 29 February the last of that month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
