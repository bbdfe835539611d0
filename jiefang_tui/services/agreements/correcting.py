"""更正 of an agreement: what was written down wrong or not yet known; the old stays, payments and instalments too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.text import one_line, plain_name
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import CORRECT
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn, PayeeIn, as_written, check_said, columns_of
from jiefang_tui.services.asking.asked_once import told_before
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment
from jiefang_tui.terms import AgreementBasis, AgreementKind, EntryKind, PartyRole

_LABELS = {
    "kind": "种类",
    "is_oral": "口头协议",
    "basis": "依据",
    "basis_no": "文书案号",
    "basis_last_day": "履行期满",
    "execution_applied": "申请执行",
    "execution_applied_on": "申请执行日期",
    "signed_on": "签订日期",
    "mediator": "主持人",
    "mediation_body": "调解组织",
    "has_seal": "签字盖章",
    "has_employer": "用人单位",
    "terms": "其他约定",
    "accelerates": "加速到期",
    "particulars": "当事人情况",
    "main_facts": "主要事实",
    "disputes": "争议事项",
    "liability": "各方责任",
    "manner": "履行方式",
}
_BLANK = (None, "", False, AgreementBasis.NONE)
"""Nothing had been said: what is filled in then needs no reason."""
_FILLED = "补上原来没有记的"


def said_of(agreement_id: int) -> AgreementIn:
    """The agreement as it was said, with its instalments as they are due now."""
    row = Agreement.get_by_id(agreement_id)
    parties = _parties(row)
    parts = Instalment.select().where(Instalment.agreement == row).order_by(Instalment.position)
    given = AgreementIn(
        kind=AgreementKind(row.kind),
        signed_on=row.signed_on,
        debtor="、".join(one.name for one in parties if one.role == PartyRole.DEBTOR),
        payer="、".join(one.name for one in parties if one.role == PartyRole.PAYER),
        payees=[PayeeIn(one.name, one.share, one.received_by) for one in parties if one.role == PartyRole.PAYEE],
        parts=[PartIn(one.due_on, one.amount) for one in parts],
        basis=AgreementBasis(row.basis),
    )
    return replace(
        given, **{name: getattr(row, name) for name in _LABELS if name not in ("kind", "signed_on", "basis")}
    )


def correct(desk: Desk, agreement_id: int, given: AgreementIn, reason: str = "") -> None:
    """Let the agreement say what was really agreed, or what became known since; its instalments stay as they are.

    Raises `Refused` without a reason where something that stood there is changed, where nothing is, and as `agree`.
    """
    with acting(desk, "agreement.correct", reason.strip()) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(CORRECT, desk, row.matter_id, row)
        there = said_of(agreement_id)
        given = replace(given, parts=there.parts)
        check_said(given, act.today)
        if given.mediator.strip() != there.mediator:
            must_not_be_kept_away(row.matter, given.mediator, field="mediator")
        was = [text for name in _LABELS if isinstance(text := getattr(there, name), str)]
        given = as_written(act, given, [*was, *told_before(row.matter_id)])
        new = columns_of(given)
        names = tuple(name for name in _LABELS if getattr(row, name) != new[name])
        why = reason.strip()
        told, is_changed = [], False
        for name in names:
            old = getattr(row, name)
            told.append(_told(_LABELS[name], _shown(name, old), _shown(name, new[name])))
            is_changed |= old not in _BLANK
            kept = {name: _old(name, old)}
            keep_old(act, row.matter_id, row, (name,), why or _FILLED, None, None, **kept)
            setattr(row, name, new[name])
        of_parties = _correct_parties(act, row, given, why or _FILLED)
        told += [said for said, _ in of_parties]
        is_changed |= any(had for _, had in of_parties)
        if not told:
            raise Refused("和原来的一样，没有改动。", "debtor")
        if is_changed and not why:
            raise Refused("改了原来记的，请写明更正的原因。", "reason")
        tail = f"，原因：{why}" if why else ""
        quiet_event(
            act, row.matter_id, EntryKind.CHANGE, f"更正{AgreementKind(row.kind).label}：{'；'.join(told)}{tail}"
        )


def _parties(row: Agreement) -> list[AgreementParty]:
    mine = AgreementParty.select().where(AgreementParty.agreement == row)
    return list(mine.order_by(AgreementParty.position, AgreementParty.id))


def _correct_parties(act: Act, row: Agreement, given: AgreementIn, why: str) -> list[tuple[str, bool]]:
    """Put the parties right role by role; of each that differs what is told, and whether something stood there."""
    wanted = {
        PartyRole.DEBTOR: [PayeeIn(given.debtor)],
        PartyRole.PAYER: [PayeeIn(given.payer)] if given.payer.strip() else [],
        PartyRole.PAYEE: [one for one in given.payees if one.name.strip()],
    }
    there = _parties(row)
    found = []
    for role, new in wanted.items():
        old = [one for one in there if one.role == role]
        before = "、".join(_party(PayeeIn(one.name, one.share, one.received_by)) for one in old)
        now = "、".join(_party(one) for one in new)
        if before == now:
            continue
        found.append((_told(role.label, before, now), bool(old)))
        for place, one in enumerate(new):
            told = {"name": plain_name(one.name), "share": one.share, "received_by": one.received_by.strip()}
            if place < len(old):
                party = act.change(old[place])
                changed = tuple(name for name, value in told.items() if getattr(party, name) != value)
                _keep_party(act, row, party, changed, why)
                for name in changed:
                    setattr(party, name, told[name])
            else:
                act.create(AgreementParty, agreement=row, position=len(there) + place, role=role, **told)
        for gone in old[len(new) :]:
            _keep_party(act, row, gone, ("name", "share", "received_by"), why)
            act.remove(gone)
    return found


def _keep_party(act: Act, row: Agreement, party: AgreementParty, columns: tuple[str, ...], why: str) -> None:
    share = "" if party.share is None else amount_text(party.share)
    keep_old(act, row.matter_id, party, columns, why, share=share)


def _party(one: PayeeIn) -> str:
    """``李方龙 60,000 元(王某代领)``."""
    share = f" {amount_text(one.share)}" if one.share is not None else ""
    return plain_name(one.name) + share + (f"({one.received_by.strip()}代领)" if one.received_by.strip() else "")


def _told(label: str, old: str, now: str) -> str:
    if not old:
        return f"{label}记为「{now}」"
    return f"{label}「{old}」改为「{now}」" if now else f"{label}「{old}」去掉"


def _shown(name: str, value: object) -> str:
    """A column's value in words, on one line, without card numbers."""
    return one_line(without_cards(_old(name, value)))


def _old(name: str, value: object) -> str:
    """A column's value in words, whole."""
    if name == "kind":
        return AgreementKind(str(value)).label
    if name == "basis":
        return "" if value == AgreementBasis.NONE else AgreementBasis(str(value)).label
    if name == "execution_applied":
        return "" if value is None else "是" if value else "否"
    if isinstance(value, bool):
        return "是" if value else ""
    return str(value) if isinstance(value, date) else str(value or "")
