"""协议 in the random play: written down, paid, put off, forgiven, the handling ended by it; and each taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui.services.agreements import agreeing, ending, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn
from jiefang_tui.store.models import Agreement, Instalment, InstalmentPayment
from jiefang_tui.terms import AgreementKind
from tests.services.play import Doing, Ground, one


def agreed(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    if turn % 5 == 0:
        ground.attempt(ending.end_by, matter)
    elif turn % 5 == 1:
        ground.attempt(ending.undo_end, matter, "签的不是本人")
    else:
        signed: date = ground.in_days(-(turn % 3))
        given = AgreementIn(
            kind=one(AgreementKind, pick),
            signed_on=signed,
            debtor="张某",
            parts=[PartIn(ground.in_days(days + n), 50_000) for n in range(turn % 4)],
            is_oral=turn % 11 == 0,
            accelerates=turn % 2 == 0,
            ends=turn % 3 > 0,
        )
        ground.attempt(agreeing.agree, matter, given)


def of_an_agreement(ground: Ground, pick: int, turn: int, days: int) -> None:
    """What becomes of one of them."""
    acts: tuple[tuple[Any, Any, tuple[Any, ...]], ...] = (
        (Agreement, paying.pay, (1_000 * (1 + turn), ground.today, "收条")),
        (InstalmentPayment, paying.take_back_payment, ("记重了",)),
        (Instalment, paying.reschedule, (ground.in_days(days), "双方说好的")),
        (Instalment, paying.forgive, (100 * (turn % 600), "债权人同意")),
        (Agreement, paying.accelerate, (ground.today, "要求一次付清")),
        (Agreement, paying.end_acceleration, ("重新说好了",)),
        (Agreement, agreeing.withdraw, ("登错了",)),
        (Agreement, agreeing.restore, ("撤错了",)),
    )
    model, act, given = one(acts, turn)
    if (row := ground.row(pick, model.select())) is not None:
        ground.attempt(act, row.id, *given)


ACTS: tuple[Doing, ...] = (agreed, of_an_agreement, of_an_agreement)
"""All of them."""
