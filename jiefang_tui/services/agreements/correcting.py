"""更正 of an agreement: what was written down wrong or not yet known; the old stays, payments and instalments too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.text import one_line, plain_name
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import CORRECT, why_not_ended_by
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn, PayeeIn, as_written, check_said, columns_of
from jiefang_tui.services.asking.asked_once import told_before
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.store.models import Agreement, AgreementParty, Instalment, Matter
from jiefang_tui.terms import AgreementBasis, AgreementKind, EntryKind, MatterState, OpinionResult, PartyRole

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


def correct(desk: Desk, agreement_id: int, given: AgreementIn, reason: str = "") -> str:
    """Let the agreement say what was really agreed, or what became known since; its instalments stay as they are.

    Returns the new day of signing where that was changed, with its year, for the clerk to see that it is meant.
    Raises `Refused` without a reason where something that stood there is changed, where nothing is, and as `agree`.
    """
    with acting(desk, "agreement.correct", without_cards(reason.strip())) as act:
        row = act.change(Agreement.get_by_id(agreement_id))
        act.about(row)
        must(CORRECT, desk, row.matter_id, row)
        there = said_of(agreement_id)
        given = replace(given, parts=there.parts)
        check_said(given, act.today)
        if row.accelerated_on is not None and not given.accelerates:
            raise Refused(
                f"已于{row.accelerated_on}全部到期；协议里没有这样约定的，请先「撤全部到期」，再来更正。", "accelerates"
            )
        if given.mediator.strip() != there.mediator:
            must_not_be_kept_away(row.matter, given.mediator, field="mediator")
        was = [text for name in _LABELS if isinstance(text := getattr(there, name), str)]
        given = as_written(act, given, [*was, *told_before(row.matter_id)])
        new = columns_of(given)
        ended_by = _ended_by(row)
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
        if ended_by is not None:
            _still_ends(ended_by, row)
        said = f"更正{AgreementKind(row.kind).label}：{'；'.join(told)}{tail}"
        quiet_event(act, row.matter_id, EntryKind.CHANGE, without_cards(said))
    if "signed_on" not in names:
        return ""
    received = row.matter.received_on
    early = f"，在这件{received}登记以前，请核对" if given.signed_on < received else ""
    return f"；签订日期现在是{given.signed_on}{early}"


def _ended_by(row: Agreement) -> Matter | None:
    """Its matter, where that is concluded by agreement and this is one by which it may be."""
    matter: Matter = row.matter
    is_ended = (
        matter.state in (MatterState.CONCLUDED, MatterState.CLOSED) and matter.opinion_result == OpinionResult.MEDIATED
    )
    return matter if is_ended and not why_not_ended_by(matter, row) else None


def _still_ends(matter: Matter, row: Agreement) -> None:
    """`Refused` where the matter was concluded by agreement, and as put right neither this nor another allows that."""
    others = Agreement.select().where((Agreement.matter == matter) & Agreement.stands & (Agreement.id != row.id))
    ended_on = matter.concluded_on
    why = ""
    for one in (row, *others):
        late = f"协议是{one.signed_on}签的，在{ended_on}办结以后" if ended_on and one.signed_on > ended_on else ""
        if not (found := why_not_ended_by(matter, one) or late):
            return
        why = why or found
    first = "先「撤回按协议办结」" if matter.state == MatterState.CONCLUDED else "先重新办理"
    raise Refused(f"这一件是按协议办结的，这样更正就不能办结了：{why}。确要更正的，请{first}，再来更正。", "reason")


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
    """A column's value in words, on one line."""
    return one_line(_old(name, value))


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
