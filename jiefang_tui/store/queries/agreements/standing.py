"""Agreements of a matter as they stand on a day, and the instalments that are due (履约)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from jiefang_tui.rules.agreements.after_agreeing import Agreed
from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.agreements.instalments import Paid, Part, PartState, Standing, standing
from jiefang_tui.rules.agreements.performance import Awaited
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, InstalmentPayment
from jiefang_tui.terms import AgreementBasis, AgreementKind, PartyRole


class PartyView(NamedTuple):
    """Somebody in an agreement."""

    role: PartyRole
    name: str
    share: int | None
    received_by: str


class PaymentView(NamedTuple):
    """A payment that stands."""

    id: int
    paid_on: date
    amount: int
    payer: str
    proof: str


class InstalmentView(NamedTuple):
    """An instalment with what was paid on it."""

    id: int
    position: int
    state: PartState
    agreed_due_on: date | None
    change_reason: str
    changed_on: date | None
    forgive_reason: str
    forgiven_on: date | None

    @property
    def first_due_on(self) -> date:
        """When it was due by what was signed."""
        return self.agreed_due_on or self.state.part.due_on


class AgreementView(NamedTuple):
    """An agreement on `day`. Its free words are without numbers of bank cards (`rules.agreements.card_numbers`)."""

    id: int
    matter_id: int
    kind: AgreementKind
    is_oral: bool
    basis: AgreementBasis
    basis_no: str
    basis_last_day: date | None
    execution_applied: bool | None
    signed_on: date
    mediator: str
    mediation_body: str
    has_seal: bool
    has_employer: bool
    terms: str
    accelerates: bool
    accelerated_on: date | None
    accelerated_word: str
    withdrawn_on: date | None
    withdraw_reason: str
    execution_applied_on: date | None
    particulars: str
    main_facts: str
    disputes: str
    liability: str
    manner: str
    kept_on: date | None
    kept_note: str
    parties: tuple[PartyView, ...]
    instalments: tuple[InstalmentView, ...]
    payments: tuple[PaymentView, ...]
    standing: Standing
    day: date

    def of(self, role: PartyRole) -> tuple[PartyView, ...]:
        """The parties of one role."""
        return tuple(one for one in self.parties if one.role == role)

    @property
    def debtor(self) -> str:
        return "、".join(one.name for one in self.of(PartyRole.DEBTOR))

    @property
    def agreed(self) -> Agreed:
        """What it goes by that the parties may do."""
        return Agreed(
            kind=self.kind,
            basis=self.basis,
            signed_on=self.signed_on,
            last_due=max((one.state.due_on for one in self.instalments if one.state.part.to_pay), default=None),
            basis_last_day=self.basis_last_day,
            is_mediated=self.has_seal and bool(self.mediation_body) and not self.is_oral,
            has_employer=self.has_employer,
            execution_applied=self.execution_applied,
        )

    @property
    def told(self) -> str:
        """What was agreed, as the timeline tells it and as it ends the handling."""
        said = f"达成{'口头' if self.is_oral else ''}{self.kind.label}：{self.debtor}"
        if parts := [one.state.part for one in self.instalments]:
            said += f"付{amount_text(self.standing.total)}"
            one_or_more = f"，分{len(parts)}期，最后一期{parts[-1].due_on}" if len(parts) > 1 else ""
            said += one_or_more or f"，{parts[0].due_on}前付清"
        return said + (f"。{self.terms}" if self.terms else "")

    @property
    def words(self) -> str:
        """How it stands, in a sentence without its end: 付到 30,000 元，尚欠 72,600 元 / 付清."""
        now = self.standing
        if not now.parts:
            return f"{self.kept_on}已兑现" if self.kept_on else "没有约定金额"
        if now.is_kept:
            return "付清" + (f"，多付{amount_text(now.surplus)}" if now.surplus else "")
        late = now.due_by(date.fromordinal(self.day.toordinal() - 1))
        said = (
            f"已付{amount_text(now.paid)}，尚欠{amount_text(now.owed)}" if now.paid else f"尚欠{amount_text(now.owed)}"
        )
        return said + (f"，其中逾期{amount_text(late)}" if late else "")


def agreements_of(matter_id: int, day: date) -> list[AgreementView]:
    """Every agreement of a matter, the latest first; withdrawn ones at the end."""
    rows = Agreement.select().where(Agreement.matter == matter_id)
    by_age = rows.order_by(Agreement.withdrawn_on.is_null().desc(), Agreement.signed_on.desc(), Agreement.id.desc())
    return _views(by_age, day)


def awaited_of(matter_id: int) -> Awaited | None:
    """What is still to be kept of the agreements of a matter that stand, as `store.owed` has it; None: nothing."""
    mine = Instalment.agreement.in_(Agreement.select(Agreement.id).where(Agreement.matter == matter_id))
    due = Instalment.falls_due_on
    rows: Any = Instalment.select(due, Instalment.owed).where(mine & Instalment.is_awaited).order_by(due).tuples()
    open_parts = list(rows)
    if not open_parts:
        return None
    days = [day for day, _ in open_parts]
    return Awaited(len(open_parts), sum(fen for _, fen in open_parts), days[0], days[-1])


def agreement_view(agreement_id: int, day: date) -> AgreementView:
    """One agreement."""
    return _views([Agreement.get_by_id(agreement_id)], day)[0]


class PartOf(NamedTuple):
    """An instalment and the agreement it is of."""

    agreement_id: int
    view: InstalmentView


def instalment_view(instalment_id: int, day: date) -> PartOf:
    """One instalment."""
    row = Instalment.get_by_id(instalment_id)
    view = next(one for one in agreement_view(row.agreement_id, day).instalments if one.id == instalment_id)
    return PartOf(row.agreement_id, view)


def payment_view(payment_id: int) -> PaymentView:
    """One payment, also one that was taken back."""
    row = InstalmentPayment.get_by_id(payment_id)
    return _payment(row)


def _payment(row: InstalmentPayment) -> PaymentView:
    return PaymentView(row.id, row.paid_on, row.amount, without_cards(row.payer), without_cards(row.proof))


def _views(rows: Iterable[Agreement], day: date) -> list[AgreementView]:
    agreements = list(rows)
    ids = [row.id for row in agreements]
    parties = _by_agreement(AgreementParty.select().where(AgreementParty.agreement.in_(ids)), AgreementParty.position)
    parts = _by_agreement(Instalment.select().where(Instalment.agreement.in_(ids)), Instalment.position)
    there = InstalmentPayment.select().where(InstalmentPayment.agreement.in_(ids) & InstalmentPayment.stands)
    payments = _by_agreement(there, InstalmentPayment.paid_on)
    return [
        _view(row, parties.get(row.id, []), parts.get(row.id, []), payments.get(row.id, []), day) for row in agreements
    ]


def _by_agreement(query: Any, order: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in query.order_by(order, query.model.id):
        found.setdefault(row.agreement_id, []).append(row)
    return found


def _view(row: Agreement, parties: list[Any], parts: list[Any], payments: list[Any], day: date) -> AgreementView:
    by_due = sorted(parts, key=lambda one: one.due_on)
    now = standing(
        [Part(one.due_on, one.amount, one.forgiven) for one in by_due],
        [Paid(one.paid_on, one.amount) for one in payments],
        row.accelerated_on,
    )
    return AgreementView(
        id=row.id,
        matter_id=row.matter_id,
        kind=AgreementKind(row.kind),
        is_oral=row.is_oral,
        basis=AgreementBasis(row.basis),
        basis_no=without_cards(row.basis_no),
        basis_last_day=row.basis_last_day,
        execution_applied=row.execution_applied,
        signed_on=row.signed_on,
        mediator=without_cards(row.mediator),
        mediation_body=without_cards(row.mediation_body),
        has_seal=row.has_seal,
        has_employer=row.has_employer,
        terms=without_cards(row.terms),
        accelerates=row.accelerates,
        accelerated_on=row.accelerated_on,
        accelerated_word=without_cards(row.accelerated_word),
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=without_cards(row.withdraw_reason),
        execution_applied_on=row.execution_applied_on,
        particulars=without_cards(row.particulars),
        main_facts=without_cards(row.main_facts),
        disputes=without_cards(row.disputes),
        liability=without_cards(row.liability),
        manner=without_cards(row.manner),
        kept_on=row.kept_on,
        kept_note=without_cards(row.kept_note),
        parties=tuple(
            PartyView(PartyRole(one.role), without_cards(one.name), one.share, without_cards(one.received_by))
            for one in parties
        ),
        instalments=tuple(
            InstalmentView(
                one.id,
                one.position,
                state,
                one.agreed_due_on,
                without_cards(one.change_reason),
                one.changed_on,
                without_cards(one.forgive_reason),
                one.forgiven_on,
            )
            for one, state in zip(by_due, now.parts, strict=True)
        ),
        payments=tuple(_payment(one) for one in payments),
        standing=now,
        day=day,
    )
