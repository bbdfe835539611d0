"""分期 (instalments): a total in parts, what was paid on which, what is still owed and since when. All money is fen.

Payments are laid on the instalments in the order in which they fall due, whoever paid and whenever; what is paid beyond
the last stands as more than agreed. So every fen is in exactly one place at every step.
"""

from __future__ import annotations

from calendar import monthrange
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


def split_total(total: int, count: int) -> tuple[int, ...]:
    """`total` in `count` parts of whole yuan, as equal as can be; the remainder is in the last."""
    if count < 1 or total < 0:
        raise ValueError("parts")
    part = total // count // 100 * 100
    return (*[part] * (count - 1), total - part * (count - 1))


def month_dates(first: date, last: date, count: int) -> tuple[date, ...]:
    """`count` days up to `last`, whole months apart, none before `first`; proposed, not fixed.

    What falls on a day that a month lacks is its last; an end of month stays one. Where there is no room for months,
    the days between are shared out.
    """
    if count < 1:
        raise ValueError("count")
    between = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, between // count)
    is_end = last.day == monthrange(last.year, last.month)[1]
    dates = tuple(_months_before(last, step * (count - 1 - n), is_end) for n in range(count))
    if dates[0] >= first or last < first:
        return dates
    days = (last - first).days
    return tuple(first + timedelta(days=days * (n + 1) // count) for n in range(count))


def _months_before(day: date, months: int, is_end: bool) -> date:
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    most = monthrange(year, month + 1)[1]
    return date(year, month + 1, most if is_end else min(day.day, most))


class Part(NamedTuple):
    """An instalment as agreed: when due, how much, how much of it was forgiven (免除)."""

    due_on: date
    amount: int
    forgiven: int = 0

    @property
    def to_pay(self) -> int:
        """What is left of it after forgiving."""
        return self.amount - self.forgiven


class Paid(NamedTuple):
    """A payment: when and how much."""

    on: date
    amount: int


@dataclass(frozen=True)
class PartState:
    """An instalment with what was paid on it."""

    part: Part
    paid: int
    due_on: date
    """When it is due now: as agreed, or earlier where all the rest fell due (加速到期)."""
    cleared_on: date | None
    """When its last fen was paid; None while something is owed, or nothing ever was (forgiven whole)."""

    @property
    def owed(self) -> int:
        """尚欠."""
        return self.part.to_pay - self.paid

    def days_late(self, today: date) -> int:
        """Days past due while something is owed, or when it was cleared; 0 for in time."""
        until = self.cleared_on or today
        return max(0, (until - self.due_on).days) if self.part.to_pay else 0


@dataclass(frozen=True)
class Standing:
    """How an agreement stands."""

    parts: tuple[PartState, ...]
    surplus: int
    """Paid beyond what was agreed."""

    @property
    def total(self) -> int:
        return sum(one.part.amount for one in self.parts)

    @property
    def paid(self) -> int:
        """Everything paid, also beyond what was agreed."""
        return sum(one.paid for one in self.parts) + self.surplus

    @property
    def forgiven(self) -> int:
        return sum(one.part.forgiven for one in self.parts)

    @property
    def owed(self) -> int:
        return sum(one.owed for one in self.parts)

    @property
    def is_kept(self) -> bool:
        """付清: nothing is owed any more."""
        return self.owed == 0

    def due_by(self, day: date) -> int:
        """What is owed of all that fell due up to `day`."""
        return sum(one.owed for one in self.parts if one.due_on <= day)

    def next_part(self) -> PartState | None:
        """The first instalment of which something is owed."""
        return next((one for one in self.parts if one.owed), None)


def standing(parts: Sequence[Part], payments: Iterable[Paid], accelerated_on: date | None = None) -> Standing:
    """Lay the payments on the instalments. `accelerated_on`: the day on which all the rest fell due (加速到期)."""
    left = deque(sorted(payments, key=lambda one: one.on))
    states = []
    for part in sorted(parts, key=lambda one: one.due_on):
        paid, cleared = 0, None
        while left and paid < part.to_pay:
            payment = left.popleft()
            taken = min(payment.amount, part.to_pay - paid)
            paid += taken
            if taken < payment.amount:
                left.appendleft(payment._replace(amount=payment.amount - taken))
            if paid == part.to_pay:
                cleared = payment.on
        due = min(part.due_on, accelerated_on) if accelerated_on else part.due_on
        states.append(PartState(part, paid, due, cleared))
    return Standing(tuple(states), sum(one.amount for one in left))


def shares(amount: int, agreed: Sequence[int]) -> tuple[int, ...]:
    """`amount` divided among payees as their `agreed` shares are, to the fen; what does not divide goes to the first.

    Where nobody has a share of their own all have the same.
    """
    if not agreed:
        return ()
    whole = sum(agreed)
    wanted = [amount * (one if whole else 1) // (whole or len(agreed)) for one in agreed]
    wanted[0] += amount - sum(wanted)
    return tuple(wanted)


def laid_on_payees(amounts: Sequence[int], agreed: Sequence[int]) -> list[tuple[int, ...]]:
    """Each of `amounts` in turn divided among payees as `shares` does, so that in the end each has what was agreed.

    What does not divide goes to the first who has not had all that is theirs; what is beyond the whole to the first.
    """
    had, paid, laid = [0] * len(agreed), 0, []
    whole = sum(agreed)
    for amount in amounts if agreed else ():
        if not whole:
            laid.append(shares(amount, agreed))
            continue
        paid += amount
        left, mine = amount, [0] * len(agreed)
        for most in ([paid * one // whole for one in agreed], agreed):
            for n, wanted in enumerate(most):
                taken = min(left, max(0, wanted - had[n] - mine[n]))
                mine[n] += taken
                left -= taken
        mine[0] += left
        had = [got + taken for got, taken in zip(had, mine, strict=True)]
        laid.append(tuple(mine))
    return laid
