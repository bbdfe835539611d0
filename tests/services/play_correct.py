"""更正 of agreements, and promises without money kept and not, in the random play."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn, PayeeIn
from jiefang_tui.services.agreements.correcting import correct, said_of
from jiefang_tui.store.models import Agreement
from jiefang_tui.terms import AgreementBasis, AgreementKind
from tests.services.play import Doing, Ground, one

_NAMES = ("李方龙", "王某", "赵六", "程有福")


def promised(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    given = AgreementIn(kind=AgreementKind.PROMISE, signed_on=ground.today, debtor="张某", terms="把门修好")
    ground.attempt(agreeing.agree, matter, given)


def kept(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Agreement.select())) is None:
        return
    if turn % 3:
        ground.attempt(paying.keep_promise, row.id, ground.in_days(-(turn % 4)), "到家看过")
    else:
        ground.attempt(paying.unkeep_promise, row.id, "是另一家的")


def corrected(ground: Ground, pick: int, turn: int, days: int) -> None:
    """Names come and go, blanks are filled, a card number is typed; now and then nothing is changed."""
    if (row := ground.row(pick, Agreement.select())) is None:
        return
    said = said_of(row.id)
    payees = [PayeeIn(name, None, _NAMES[0] if turn % 7 == 0 else "") for name in _NAMES[: turn % 5]]
    changed = one(
        (
            replace(said, debtor=one(_NAMES, turn), payer="" if turn % 2 else "宏远公司"),
            replace(said, payees=payees),
            replace(said, execution_applied=turn % 3 > 0, execution_applied_on=ground.today if turn % 3 else None),
            replace(
                said, basis=one(AgreementBasis, turn), basis_last_day=ground.in_days(days), terms="6222021234567890"
            ),
            replace(said, kind=one(AgreementKind, turn), has_seal=turn % 2 == 0, signed_on=ground.in_days(-(turn % 9))),
            said,
        ),
        pick + turn,
    )
    ground.attempt(correct, row.id, changed, "听错了" if turn % 4 else "")


ACTS: tuple[Doing, ...] = (promised, kept, corrected, corrected)
"""All of them."""
