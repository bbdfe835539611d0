"""What is owed of each instalment and when it falls due: reckoned by rule, stored so that lists find it.

Derived, as the dates of a matter are: it stands in no audit entry, and every act on an agreement ends with it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from jiefang_tui.rules.agreements.instalments import Paid, Part, standing
from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment

TABLES = {"agreement": "id", "instalment": "agreement_id", "instalment_payment": "agreement_id"}
"""The tables it is reckoned from, and the column with the agreement's id."""


def reckoned(agreement_id: int) -> dict[int, tuple[date, int]]:
    """Of every instalment when it falls due and how much is owed (fen), by its id."""
    row = Agreement.get_by_id(agreement_id)
    parts = list(
        Instalment.select().where(Instalment.agreement == row).order_by(Instalment.due_on, Instalment.position)
    )
    there = (InstalmentPayment.agreement == row) & InstalmentPayment.stands
    now = standing(
        [Part(one.due_on, one.amount, one.forgiven) for one in parts],
        [Paid(one.paid_on, one.amount) for one in InstalmentPayment.select().where(there)],
        row.accelerated_on,
    )
    stands = row.withdrawn_on is None
    return {one.id: (state.due_on, state.owed if stands else 0) for one, state in zip(parts, now.parts, strict=True)}


def settle(agreement_ids: Collection[int]) -> bool:
    """Store it for these agreements; whether anything changed."""
    changed = False
    for agreement_id in agreement_ids:
        for row_id, (due, owed) in reckoned(agreement_id).items():
            differs = (Instalment.falls_due_on.is_null()) | (Instalment.falls_due_on != due) | (Instalment.owed != owed)
            query = Instalment.update(falls_due_on=due, owed=owed).where((Instalment.id == row_id) & differs)
            changed |= bool(query.execute())
    return changed


def unsettled() -> list[int]:
    """Ids of instalments whose stored columns are not what is reckoned (`jiefang check`)."""
    wrong = []
    made: Any = Agreement.select(Agreement.id).tuples()
    for (agreement_id,) in made:
        told = reckoned(agreement_id)
        for row in Instalment.select().where(Instalment.agreement == agreement_id):
            if told[row.id] != (row.falls_due_on, row.owed):
                wrong.append(row.id)
    return wrong
