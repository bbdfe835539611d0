"""A card number typed into any words of an agreement: on no paper, on no list, in no event; in its row alone."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from peewee import TextField

from jiefang_tui.rules.agreements.card_numbers import has_card
from jiefang_tui.services.agreements import agreeing, agreement_papers, ending, paying, receipt_sheets
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn, PayeeIn
from jiefang_tui.services.agreements.correcting import correct, said_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import (
    Agreement,
    AgreementParty,
    AuditEntry,
    Instalment,
    InstalmentPayment,
    Matter,
    MatterEvent,
)
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.queries.agreements.standing import agreement_view, agreements_of, payment_view
from jiefang_tui.store.queries.reception.visit_history import promises_of
from jiefang_tui.terms import AgreementKind
from tests.services.agreements.test_agreements import TODAY
from tests.services.given import owned
from tests.services.plans.test_notices import words

CARD = "6222021234567890123"
TABLES: tuple[type[Row], ...] = (Agreement, AgreementParty, Instalment, InstalmentPayment)
NO_WORDS = {"uid", "kind", "basis", "role"}
SAID = {
    "basis_no",
    "mediator",
    "mediation_body",
    "terms",
    "particulars",
    "main_facts",
    "disputes",
    "liability",
    "manner",
}


def made_with_cards(desk: Desk, matter_id: int) -> int:
    """An agreement with a card number in every field and every act."""
    given = AgreementIn(
        kind=AgreementKind.SETTLEMENT,
        signed_on=date(2026, 11, 1),
        debtor=f"张某{CARD}",
        payer=f"宏远公司{CARD}",
        payees=[PayeeIn(f"甲{CARD}", 1_000, f"侄子{CARD}"), PayeeIn("乙", 2_000)],
        parts=[PartIn(date(2026, 11, 10), 1_000), PartIn(date(2027, 1, 1), 2_000)],
        accelerates=True,
    )
    made = agreeing.agree(desk, matter_id, replace(given, **{name: f"{name}{CARD}" for name in SAID}))
    paying.pay(desk, made, 500, TODAY, f"转账{CARD}", f"代付人{CARD}")
    first, second = Instalment.select().order_by(Instalment.id)
    paying.reschedule(desk, first.id, date(2026, 11, 15), f"改{CARD}")
    paying.forgive(desk, second.id, 100, f"免{CARD}")
    paying.accelerate(desk, made, TODAY, f"要求{CARD}")
    return made


def test_of_every_text_of_its_tables_the_row_alone_has_it(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = made_with_cards(desk, matter_id)
    promise = AgreementIn(kind=AgreementKind.PROMISE, signed_on=TODAY, debtor="张某", terms="修门")
    other = agreeing.agree(desk, matter_id, promise)
    paying.keep_promise(desk, other, TODAY, f"看过{CARD}")
    payment = InstalmentPayment.get()
    papers = [
        agreement_papers.agreement_paper(desk, made),
        agreement_papers.change_paper(desk, made),
        receipt_sheets.sheet_of_payment(desk, payment.id),
        receipt_sheets.sheet_of_part(desk, Instalment.get().id),
    ]
    for paper in papers:
        assert not has_card(words(paper.path)), paper.name
        assert paper.sentence.startswith("像银行卡号的数字没有印。"), paper.name
    assert not any(has_card(one.text) for one in promises_of([matter_id], TODAY))
    shown = repr(agreement_view(made, TODAY))
    paying.take_back_payment(desk, payment.id, f"退回{CARD}")
    correct(desk, made, replace(said_of(made), terms=f"又{CARD}", debtor=f"李某{CARD}"), f"抄错{CARD}")
    ended = replace(promise, kind=AgreementKind.SETTLEMENT, terms=f"道歉{CARD}")
    agreeing.agree(desk, matter_id, ended)
    ending.end_by(desk, matter_id, reason=f"先结{CARD}")
    assert CARD not in Matter.get_by_id(matter_id).result
    ending.undo_end(desk, matter_id, f"不是{CARD}")
    agreeing.withdraw(desk, made, f"登错{CARD}")
    shown += repr(agreements_of(matter_id, TODAY)) + repr(payment_view(payment.id))
    assert CARD not in shown
    assert not any(has_card(row.text) for row in MatterEvent.select())
    assert not any(has_card(row.reason) for row in AuditEntry.select())
    filled = {
        (table.__name__, name)
        for table in TABLES
        for row in table.select()
        for name, value in row.__data__.items()
        if isinstance(value, str) and CARD in value
    }
    texts = {
        (table.__name__, name)
        for table in TABLES
        for name, field in table._meta.fields.items()
        if isinstance(field, TextField) and name not in NO_WORDS
    }
    assert filled == texts, "each of them was tried, a new one is to be tried too"
    assert {one.name for one in fields(AgreementIn)} >= SAID
