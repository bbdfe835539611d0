"""协议书 as it was signed, 补充协议 with what was changed since, 口头协议登记 of what was only said.

They lie in the exports folder; a file name begins with the matter's number, and no paper takes another's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.agreements.amount_words import amount_in_words
from jiefang_tui.rules.agreements.card_numbers import NOT_PRINTED
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import PRINT, PRINT_CHANGES
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.models import Agreement, Matter
from jiefang_tui.store.queries.agreements.standing import AgreementView, agreement_view
from jiefang_tui.terms import AgreementBasis, AgreementKind, PartyRole

if TYPE_CHECKING:
    from jiefang_tui.documents.agreements.agreement_paper import AgreementPaper
    from jiefang_tui.documents.desk.paper import Paper

_TITLES = {
    AgreementKind.MEDIATION: "调解协议书",
    AgreementKind.SETTLEMENT: "和解协议书",
    AgreementKind.EXECUTION: "执行和解协议书",
    AgreementKind.PROMISE: "承诺书",
}
_ORAL = "口头协议登记"
_WRITTEN = (
    "本协议自双方当事人签名、盖章或者捺印，调解员签名并加盖调解组织印章之日起生效({articles})。"
    "当事人各执一份，调解组织留存一份。"
)
_SAID = "口头调解协议自双方达成协议之日起生效(人民调解法第三十条)；由调解员记录(第二十八条)，不用双方签字。"
_SIGNED = "本协议双方各执一份，存档一份，双方签字后生效。"
_ONLY_SAID = "口头约定，登记备查，不用双方签字；双方愿意的，另签书面协议。"


def agreement_paper(desk: Desk, agreement_id: int) -> Printed:
    """Write the agreement as it was signed, to be signed; of what was only said, the record. Raises `Refused`."""
    row = Agreement.get_by_id(agreement_id)
    must(PRINT, desk, row.matter_id, row)
    view = agreement_view(agreement_id, clock.today())
    title = _ORAL if view.is_oral else _TITLES[view.kind]
    parts = sorted(view.instalments, key=lambda one: one.position)
    rows = [(one.position, one.first_due_on, one.state.part.amount) for one in parts]
    facts = [f"{'达成' if view.is_oral else '签订'}日期：{view.signed_on}", *_facts(view)]
    total = f"总额{_both(view.standing.total)}，分{len(rows)}期付清："
    return _write(desk, view, _paper(view, title, facts, _rows(rows), total), title)


def change_paper(desk: Desk, agreement_id: int) -> Printed:
    """Write what was put off, forgiven or fell due at once since, with its days, and how the instalments stand now."""
    row = Agreement.get_by_id(agreement_id)
    must(PRINT_CHANGES, desk, row.matter_id, row)
    view = agreement_view(agreement_id, clock.today())
    title = f"{_ORAL}(变更)" if view.is_oral else f"{_TITLES[view.kind]}(补充)"
    first = f"{view.signed_on}{'达成口头' if view.is_oral else '签订'}的{view.kind.label}，有下列变更，其余不变："
    facts = [first, *(f"{n}. {text}" for n, text in enumerate(changes_of(view), 1))]
    left = [one for one in view.instalments if one.state.part.to_pay]
    rows = [(one.position, one.state.due_on, one.state.part.to_pay) for one in left]
    paid = f"，到{view.day}已付{amount_text(view.standing.paid)}" if view.standing.paid else ""
    total = f"变更以后各期合计{_both(sum(fen for _, _, fen in rows))}{paid}："
    paper = replace(_paper(view, title, facts, _rows(rows), total), said=(), payees=())
    return _write(desk, view, paper, f"{title}-{view.day}")


def changes_of(view: AgreementView) -> list[str]:
    """改期, 免除, 全部到期, each with the day on which it was said where that is known."""
    found: list[tuple[date, str]] = []
    for one in sorted(view.instalments, key=lambda each: each.position):
        part = f"第{one.position}期"
        if one.agreed_due_on is not None:
            said = f"{part}改期，{one.agreed_due_on}改为{one.state.part.due_on}：{one.change_reason}"
            found.append((one.changed_on or view.signed_on, f"{_on(one.changed_on)}{said}"))
        if forgiven := one.state.part.forgiven:
            said = f"{part}免除{_both(forgiven)}：{one.forgive_reason}"
            found.append((one.forgiven_on or view.signed_on, f"{_on(one.forgiven_on)}{said}"))
    if view.accelerated_on is not None:
        found.append((view.accelerated_on, f"{_on(view.accelerated_on)}其余各期全部到期：{view.accelerated_word}"))
    return [text for _, text in sorted(found, key=lambda one: one[0])]


def _on(day: date | None) -> str:
    return f"{day}，" if day is not None else ""


def _paper(
    view: AgreementView, title: str, facts: Iterable[str], rows: tuple[tuple[str, str, str, str], ...], total: str
) -> AgreementPaper:
    from jiefang_tui.documents.agreements.agreement_paper import AgreementPaper

    matter = Matter.get_by_id(view.matter_id)
    is_promise = view.kind == AgreementKind.PROMISE
    payees = view.of(PartyRole.PAYEE)
    parties = [("承诺人" if is_promise else "债务人", view.debtor)]
    parties += [("付款方", one.name) for one in view.of(PartyRole.PAYER)]
    signers = [f"{role} {name}" for role, name in parties]
    if not is_promise:
        signers.append("收款人" + (f" {payees[0].name}" if len(payees) == 1 else "(或代表)"))
    if payees:
        parties.append(("收款人", "、".join(one.name for one in payees)))
    parties.append(("事由", matter.title or matter.request))
    if by := f"{view.mediation_body} {view.mediator}".strip():
        parties.append(("主持", by))
    told = len(payees) > 1 and all(one.share is not None for one in payees)
    shares = tuple((one.name, amount_text(one.share or 0), one.received_by) for one in payees) if told else ()
    return AgreementPaper(
        title=title,
        parties=tuple(parties),
        said=_said(view),
        facts=tuple(facts),
        instalments=rows,
        total=total,
        effect=_effect(view),
        signers=() if view.is_oral else (*signers, *_witnesses(view)),
        payees=shares,
        records=(f"记录人：{view.mediator or '____________'}", "记录日期：____________") if view.is_oral else (),
    )


def _witnesses(view: AgreementView) -> list[str]:
    if view.kind == AgreementKind.MEDIATION:
        return [f"调解员 {view.mediator}".rstrip(), f"{view.mediation_body or '调解组织'}(盖章)"]
    found = [f"主持人 {view.mediator}"] if view.mediator else []
    return [*found, f"{view.mediation_body}(盖章)"] if view.mediation_body else found


def _effect(view: AgreementView) -> str:
    """From when it holds and who has a copy (人民调解法 28 to 31; 劳动争议调解仲裁法 14)."""
    if view.is_oral:
        return _SAID if view.kind == AgreementKind.MEDIATION else _ONLY_SAID
    if view.kind == AgreementKind.MEDIATION:
        labour = "、劳动争议调解仲裁法第十四条" if view.has_employer else ""
        return _WRITTEN.format(articles=f"人民调解法第二十九条{labour}")
    if view.kind == AgreementKind.PROMISE:
        copies = "收款人一份，" if view.of(PartyRole.PAYEE) else ""
        return f"本承诺由承诺人签字，{copies}存档一份。"
    return _SIGNED


def _said(view: AgreementView) -> tuple[tuple[str, str], ...]:
    """What a 调解协议书 may state (人民调解法 29); written by hand where nothing was typed, elsewhere left out."""
    said = (
        ("当事人基本情况", view.particulars),
        ("主要事实", view.main_facts),
        ("争议事项", view.disputes),
        ("各方责任", view.liability),
    )
    is_whole = view.kind == AgreementKind.MEDIATION and not view.is_oral
    return tuple((label, text) for label, text in said if text or is_whole)


def _facts(view: AgreementView) -> list[str]:
    found = []
    if view.basis != AgreementBasis.NONE or view.basis_no:
        label = view.basis.label if view.basis != AgreementBasis.NONE else ""
        found.append(f"依据：{f'{label} {view.basis_no}'.strip()}")
    if view.terms:
        found.append(f"约定：{view.terms}")
    if view.manner:
        found.append(f"履行方式：{view.manner}")
    if view.accelerates:
        found.append("任何一期没有按期付清的，收款人可以要求其余各期一次付清。")
    return found


def _rows(parts: Iterable[tuple[int, date, int]]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((f"第{n}期", str(day), amount_text(fen), amount_in_words(fen)) for n, day, fen in parts)


def _both(fen: int) -> str:
    return f"{amount_text(fen)}(大写：{amount_in_words(fen)})"


def _write(desk: Desk, view: AgreementView, paper: AgreementPaper, name: str) -> Printed:
    from jiefang_tui.documents.agreements.agreement_paper import agreement_docx

    return write_beside(desk, view, paper, lambda: agreement_docx(paper), name, paper.title)


def write_beside(
    desk: Desk, view: AgreementView, said: object, made: Callable[[], Paper], name: str, title: str
) -> Printed:
    """Write a paper of an agreement, which says `said`, beside those that are there; `Refused` when it cannot be."""
    from jiefang_tui.documents.desk import write

    matter = Matter.get_by_id(view.matter_id)
    place = desk.folder.exports / f"{matter.register_no}-{view.signed_on}-{view.id}-{name}.docx"
    try:
        path = write_paper(desk, write.unused(place).name, made().content, tells=[f"matter:{view.matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(title, error)) from error
    warnings = ("像银行卡号的数字没有印",) if NOT_PRINTED in str(said) else ()
    return Printed(path, title, warnings)
