"""协议以后: what the parties may do themselves, as advice with its article. Never a date of the desk's own.

By the basis: from the last day that a judgment itself sets its execution may be asked for two years; a settlement in
execution goes by its own last day, once execution was applied for; a plain settlement by the last instalment; an
agreement that a 调解组织 mediated may be confirmed by the court. What is over is said as over, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from jiefang_tui.terms import AgreementBasis, AgreementKind

ASKS = "；先问清楚是否已经申请执行"
"""Whether 恢复执行 or 申请执行 is open goes by the answer."""
UNTIL = "{until}"
_PLAIN = (AgreementKind.SETTLEMENT, AgreementKind.MEDIATION)
"""Agreed by both sides, and not called one in execution."""


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
    @property
    def unknown(self) -> str: ...
    @property
    def over(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What it goes by."""

    kind: AgreementKind
    basis: AgreementBasis
    signed_on: date
    last_due: date | None
    """The last day on which something is to be paid: forgiven whole it is none, 全部到期 brings it forward."""
    basis_last_day: date | None
    is_mediated: bool
    """By a 调解组织, written, signed and sealed (人民调解法 29, 33)."""
    has_employer: bool
    """The debtor is a 用人单位."""
    execution_applied: bool | None


class Open(NamedTuple):
    """One way: what may be done, until when, by which article."""

    says: str
    article: str
    until: date | None
    """The last day; None where no period is set, or nobody knows from when it runs."""
    is_over: bool = False
    asks: bool = False
    """Whether execution was applied for is to be asked first."""


def ways_open(agreed: Agreed, ways: Mapping[str, Way], today: date) -> list[Open]:
    """The ways that are open to the parties on `today`, in the order in which they end; those that are over last."""
    rests_on_nothing = agreed.basis == AgreementBasis.NONE and agreed.kind != AgreementKind.EXECUTION
    runs: list[tuple[str, date | None]] = []
    if rests_on_nothing and agreed.is_mediated and agreed.kind == AgreementKind.MEDIATION:
        runs.append(("confirm", agreed.signed_on))
        if agreed.has_employer:
            runs.append(("payment_order", None))
    if rests_on_nothing and agreed.has_employer:
        runs.append(("arbitrate", agreed.signed_on))
    if rests_on_nothing and agreed.last_due is not None:
        runs.append(("sue_employer" if agreed.has_employer else "sue", agreed.last_due))
    if not rests_on_nothing and not agreed.execution_applied:
        runs.append(("execute", agreed.basis_last_day))
    if not rests_on_nothing and agreed.execution_applied and agreed.kind in _PLAIN:
        runs.append(("submit", None))
    if agreed.kind == AgreementKind.EXECUTION and agreed.execution_applied and agreed.last_due is not None:
        runs.append(("resume", agreed.last_due))
    asks = agreed.execution_applied is None and not rests_on_nothing
    found = [_told(ways[name], start, today, asks=asks) for name, start in runs]
    there = [one for one in found if one is not None]
    return sorted(there, key=lambda one: (one.is_over, one.until or date.max))


def _told(way: Way, start: date | None, today: date, *, asks: bool) -> Open | None:
    """None: it is over, and nobody need know."""
    until = None
    if start is not None and way.years:
        until = _years_after(start, way.years)
    elif start is not None and way.days:
        until = start + timedelta(days=way.days)
    if until is not None and until < today:
        said = f"{way.over}({until})" + (ASKS if asks else "")
        return Open(said, way.article, until, is_over=True, asks=asks) if way.over else None
    runs = way.years or way.days
    said = f"{until}前" if until else way.unknown if runs else ""
    words = way.says.replace(UNTIL, said) if UNTIL in way.says else f"{said}{way.says}"
    return Open(words + (ASKS if asks else ""), way.article, until, asks=asks)


def _years_after(day: date, years: int) -> date:
    """The same date so many years later; of 29 February the last of that month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
