"""The agreements of the large sample, with their instalments: most are kept, some in part, some not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from jiefang_tui.rules.agreements.instalments import Paid, Part, split_total, standing
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, InstalmentPayment
from jiefang_tui.terms import AgreementKind, EntryKind, PartyRole

SHARE = 0.3
"""Of the matters that ended in mediation."""


class Mediated(NamedTuple):
    """A matter that ended in mediation: who brought it, and when that was."""

    matter: int
    name: str
    ended: date


class Agreements:
    """Writes them."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.rng, self.today = rows, rows.rng, rows.today

    def add(self, mediated: list[Mediated]) -> None:
        """An agreement for some of `mediated`."""
        for one in mediated:
            if self.rng.random() < SHARE:
                self._agreement(one)

    def _agreement(self, one: Mediated) -> None:
        rng, rows, signed = self.rng, self.rows, one.ended
        kind = rng.choices((AgreementKind.MEDIATION, AgreementKind.SETTLEMENT), (80, 20))[0]
        is_mediated = kind is AgreementKind.MEDIATION
        made = rows.add(
            Agreement,
            matter_id=one.matter,
            kind=kind,
            signed_on=signed,
            mediator=rng.choice(rows.names) if is_mediated else "",
            mediation_body="镇人民调解委员会" if is_mediated else "",
            has_seal=is_mediated,
        )
        total = rng.randrange(10, 1000) * 10_000
        debtor = rng.choice(rows.script["surnames"]) + rng.choice(rows.script["given_first"])
        rows.add(AgreementParty, agreement_id=made, position=0, role=PartyRole.DEBTOR, name=debtor)
        rows.add(AgreementParty, agreement_id=made, position=1, role=PartyRole.PAYEE, name=one.name, share=total)
        parts = [
            Part(signed + timedelta(days=60 * (n + 1)), fen)
            for n, fen in enumerate(split_total(total, rng.choice((1, 3, 3, 6))))
        ]
        payments = self._payments(parts)
        for position, state in enumerate(standing(parts, payments).parts, 1):
            rows.add(
                Instalment,
                agreement_id=made,
                position=position,
                due_on=state.part.due_on,
                amount=state.part.amount,
                falls_due_on=state.due_on,
                owed=state.owed,
            )
        for paid in payments:
            rows.add(InstalmentPayment, agreement_id=made, paid_on=paid.on, amount=paid.amount, proof="收条")
        rows.event(
            one.matter, rows.at(signed, 16), EntryKind.AGREEMENT, f"达成{kind.label}：{debtor}分{len(parts)}期付"
        )

    def _payments(self, parts: list[Part]) -> list[Paid]:
        """To the end nine times out of ten; else until somebody stopped, with half of the next one."""
        rng = self.rng
        kept = len(parts) if rng.random() < 0.9 else rng.randrange(len(parts))
        found = [Paid(part.due_on + timedelta(days=rng.randint(-6, 9)), part.amount) for part in parts[:kept]]
        if kept < len(parts) and rng.random() < 0.5:
            found.append(Paid(parts[kept].due_on, parts[kept].amount // 2))
        return [one for one in found if one.on < self.today]
