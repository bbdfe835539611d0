"""签领表: of a payment, or of what was paid of an instalment; each payee by the agreed share of what was paid whole."""

from __future__ import annotations

from itertools import accumulate

from jiefang_tui import clock
from jiefang_tui.rules.agreements.amount_words import amount_in_words
from jiefang_tui.rules.agreements.instalments import laid_on_payees
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import PRINT_PART, PRINT_PAYMENT
from jiefang_tui.services.agreements.agreement_papers import write_beside
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.store.models import Instalment, InstalmentPayment, Matter
from jiefang_tui.store.queries.agreements.standing import AgreementView, agreement_view
from jiefang_tui.terms import PartyRole

_TITLE = "签领表"
_EMPTY_ROWS = 10
"""Where no payee was named."""


def sheet_of_payment(desk: Desk, payment_id: int) -> Printed:
    """Write the list on which a payment is signed for."""
    row = InstalmentPayment.get_by_id(payment_id)
    must(PRINT_PAYMENT, desk, row.agreement.matter_id, row)
    view = agreement_view(row.agreement_id, clock.today())
    place = next(n for n, one in enumerate(view.payments) if one.id == payment_id)
    paid = view.payments[place]
    facts = [f"{paid.paid_on}实付{_both(paid.amount)}"]
    facts += [f"付款人：{paid.payer}"] if paid.payer else []
    facts += [f"凭据：{paid.proof}"] if paid.proof else []
    before = sum(one.amount for one in view.payments[:place])
    return _write(desk, view, facts, before, paid.amount, f"{paid.paid_on}-{payment_id}")


def sheet_of_part(desk: Desk, instalment_id: int) -> Printed:
    """Write the list on which is signed for what was paid of an instalment up to now; `Refused` where nothing was."""
    row = Instalment.get_by_id(instalment_id)
    must(PRINT_PART, desk, row.agreement.matter_id, row)
    view = agreement_view(row.agreement_id, clock.today())
    place = next(n for n, one in enumerate(view.instalments) if one.id == instalment_id)
    part = view.instalments[place]
    facts = [f"第{part.position}期 应付{amount_text(part.state.part.to_pay)}，到{view.day}实付{_both(part.state.paid)}"]
    facts += [f"尚欠{amount_text(part.state.owed)}"] if part.state.owed else []
    before = sum(one.state.part.to_pay for one in view.instalments[:place])
    return _write(desk, view, facts, before, part.state.paid, f"第{part.position}期")


def _both(fen: int) -> str:
    return f"{amount_text(fen)}(大写：{amount_in_words(fen)})"


def _write(desk: Desk, view: AgreementView, facts: list[str], before: int, paid: int, name: str) -> Printed:
    from jiefang_tui.documents.agreements.agreement_paper import ReceiptSheet, receipt_docx

    matter = Matter.get_by_id(view.matter_id)
    payers = "、".join(one.name for one in view.of(PartyRole.PAYER))
    who = f"债务人：{view.debtor}" + (f"  付款方：{payers}" if payers else "")
    rows = _rows(view, before, paid)
    sheet = ReceiptSheet(matter.title or matter.request, (who, *facts), rows)
    return write_beside(desk, view, sheet, lambda: receipt_docx(sheet), f"{_TITLE}-{name}", _TITLE)


def _rows(view: AgreementView, before: int, paid: int) -> tuple[tuple[str, str, str], ...]:
    """Each payee with what is theirs of `paid`; by hand where that was not agreed. `before`: fen of what came earlier.

    The agreement says who gets how much of the whole and so of each instalment. Who got what of a part of one, or of
    one that was forgiven in part, nobody has said.
    """
    payees = view.of(PartyRole.PAYEE)
    if not payees:
        return (("", "", ""),) * _EMPTY_ROWS
    amounts = (paid,) if len(payees) == 1 else _agreed_shares(view, before, before + paid)
    return tuple(
        (one.name, amount_text(amounts[n]) if amounts else "", one.received_by) for n, one in enumerate(payees)
    )


def _agreed_shares(view: AgreementView, start: int, end: int) -> tuple[int, ...]:
    """Of the instalments that `start` to `end` fen pay whole, what each payee has; empty where it is not so."""
    told = [one.share for one in view.of(PartyRole.PAYEE) if one.share is not None]
    parts = [one.state.part.amount for one in view.instalments]
    ends = [0, *accumulate(parts)]
    if len(told) != len(view.of(PartyRole.PAYEE)) or view.standing.forgiven or not {start, end} <= set(ends):
        return ()
    whole = laid_on_payees(parts, told)[ends.index(start) : ends.index(end)]
    return tuple(sum(each) for each in zip(*whole, strict=True))
