"""协议书 written to the exports folder; its file name begins with the matter's number, as every paper of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.agreements.amount_words import amount_in_words
from jiefang_tui.rules.agreements.instalments import shares
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.models import Matter
from jiefang_tui.store.queries.agreements.standing import AgreementView, agreement_view
from jiefang_tui.terms import AgreementBasis, AgreementKind, PartyRole

if TYPE_CHECKING:
    from jiefang_tui.documents.agreements.agreement_paper import AgreementPaper

_TITLES = {
    AgreementKind.MEDIATION: "调解协议书",
    AgreementKind.SETTLEMENT: "和解协议书",
    AgreementKind.EXECUTION: "执行和解协议书",
    AgreementKind.PROMISE: "承诺书",
}


def agreement_paper(desk: Desk, agreement_id: int) -> Printed:
    """Write the agreement as paper to be signed. Raises `Refused` when it cannot be written."""
    from jiefang_tui.documents.agreements.agreement_paper import agreement_docx

    view = agreement_view(agreement_id, clock.today())
    matter = Matter.get_by_id(view.matter_id)
    title = _TITLES[view.kind]
    try:
        name = f"{matter.register_no}-{view.signed_on}-{agreement_id}-{title}.docx"
        content = agreement_docx(_paper(view, matter.title or matter.request)).content
        path = write_paper(desk, name, content, tells=[f"matter:{view.matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(title, error)) from error
    return Printed(path, title)


def _paper(view: AgreementView, about: str) -> AgreementPaper:
    from jiefang_tui.documents.agreements.agreement_paper import AgreementPaper

    payees = view.of(PartyRole.PAYEE)
    total = view.standing.total
    rows = tuple(
        (f"第{one.position}期", str(one.state.part.due_on), *_amount(one.state.part.amount)) for one in view.instalments
    )
    signs = [("债务人", view.debtor), *(("付款方", one.name) for one in view.of(PartyRole.PAYER))]
    signers = [f"{role} {name}" for role, name in signs]
    signers += ["收款人" + (f" {payees[0].name}" if len(payees) == 1 else "(或代表)")]
    if view.mediator or view.mediation_body:
        signers.append(("调解员 " if view.kind == AgreementKind.MEDIATION else "主持人 ") + view.mediator)
    if view.mediation_body:
        signers.append(f"{view.mediation_body}(盖章)")
    return AgreementPaper(
        title=_TITLES[view.kind],
        parties=(*signs, *(("收款人", "、".join(one.name for one in payees)) for _ in payees[:1])),
        about=about,
        facts=tuple(_facts(view)),
        instalments=rows,
        total=f"总额{amount_text(total)}(大写：{amount_in_words(total)})，分{len(rows)}期付清：",
        signers=tuple(one.rstrip() for one in signers),
        copies="本协议双方各执一份，存档一份，签字后生效。",
        payees=_payees(view, total) if len(payees) > 1 else (),
    )


def _amount(fen: int) -> tuple[str, str]:
    return amount_text(fen), amount_in_words(fen)


def _facts(view: AgreementView) -> list[str]:
    found = []
    if view.basis != AgreementBasis.NONE or view.basis_no:
        found.append(f"依据：{view.basis.label if view.basis != AgreementBasis.NONE else ''} {view.basis_no}".rstrip())
    if view.terms:
        found.append(f"约定：{view.terms}")
    if view.accelerates:
        found.append("任何一期没有按期付清的，收款人可以要求其余各期一次付清。")
    return found


def _payees(view: AgreementView, total: int) -> tuple[tuple[str, str, str], ...]:
    """Each payee with the share that was agreed; where none was said the amount stays to be written by hand."""
    payees = view.of(PartyRole.PAYEE)
    told = [one.share for one in payees if one.share is not None]
    amounts = shares(total, told) if len(told) == len(payees) else None
    return tuple(
        (one.name, amount_text(amounts[n]) if amounts else "", one.received_by) for n, one in enumerate(payees)
    )
