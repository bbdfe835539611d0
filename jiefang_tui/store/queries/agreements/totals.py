"""What the agreements of a span come to: how many, in how many instalments, what was paid of them and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment, Matter


class Totals(NamedTuple):
    """All money is fen."""

    agreements: int
    instalments: int
    agreed: int
    paid: int
    owed: int
    late_instalments: int
    late: int
    """Owed of instalments whose day has passed."""
    last_due_on: date | None
    """When the last instalment falls due."""


def totals(first: date, last: date, today: date) -> Totals:
    """The agreements signed in these days that stand, as they are `today`."""
    signed = (
        Agreement.select(Agreement.id)
        .join(Matter)
        .where(Agreement.signed_on.between(first, last) & Agreement.stands & Matter.stands & Matter.is_readable)
    )
    is_late = Instalment.is_awaited & (Instalment.falls_due_on < today)
    parts: Any = Instalment.select(
        fn.COUNT(Instalment.id),
        fn.SUM(Instalment.amount - Instalment.forgiven),
        fn.SUM(Instalment.owed),
        fn.SUM(is_late.cast("integer")),
        fn.SUM(Instalment.owed * is_late.cast("integer")),
        fn.MAX(Instalment.due_on),
    ).where(Instalment.agreement.in_(signed))
    number, agreed, owed, late_number, late, last_due = parts.tuples().get()
    payments: Any = InstalmentPayment.select(fn.SUM(InstalmentPayment.amount)).where(
        InstalmentPayment.agreement.in_(signed) & InstalmentPayment.stands
    )
    return Totals(
        agreements=signed.count(),
        instalments=number,
        agreed=agreed or 0,
        paid=payments.scalar() or 0,
        owed=owed or 0,
        late_instalments=late_number or 0,
        late=late or 0,
        last_due_on=last_due,
    )
