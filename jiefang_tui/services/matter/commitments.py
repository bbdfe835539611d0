"""承诺事项: what a leader confirmed, with a day; dated, put right and taken back with a reason, the old kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.services.closure.line_acts import CORRECT_COMMITMENT, UNFULFIL, WITHDRAW_COMMITMENT
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import (
    Commitment,
    Matter,
)
from jiefang_tui.terms import (
    EntryKind,
)


@dataclass
class CommitmentIn:
    """A commitment (承诺事项) that the leader confirmed; an instalment has its amount in fen."""

    text: str
    due_on: date | None = None
    amount_fen: int | None = None
    owed_by: str = ""
    """The private debtor who has to keep it; empty where the office has to."""


def confirm_in(act: Act, matter: Matter, commitment_in: CommitmentIn, leader_id: int | None, day: date) -> Commitment:
    """Write down a commitment the leader confirmed, and its line in the timeline."""
    due = f"，{commitment_in.due_on}前" if commitment_in.due_on else ""
    by = f"，由{commitment_in.owed_by}兑现" if commitment_in.owed_by else ""
    act.event(matter.id, EntryKind.COMMITMENT, f"承诺事项{due}{by}：{commitment_in.text}", day)
    return act.create(
        Commitment,
        matter=matter,
        text=commitment_in.text,
        due_on=commitment_in.due_on,
        amount_fen=commitment_in.amount_fen,
        owed_by=commitment_in.owed_by,
        confirmed_by=leader_id,
        confirmed_on=day,
    )


_COLUMNS = ("text", "due_on", "amount_fen", "owed_by")


def correct_commitment(desk: Desk, commitment_id: int, told: CommitmentIn, reason: str = "") -> None:
    """Let a commitment say what was confirmed, or give it the day it had none. `Refused` without a reason where
    something that stood there is changed, or where nothing is.
    """
    if not told.text.strip():
        raise Refused("请填写承诺了什么；记错了、没有承诺的，请在那一行按 Del 收回。", "text")
    with acting(desk, "commitment.correct", reason.strip()) as act:
        row = act.change(Commitment.get_by_id(commitment_id))
        act.about(row)
        must(CORRECT_COMMITMENT, desk, row.matter_id, row)
        new = {name: getattr(told, name) for name in _COLUMNS}
        new |= {"text": told.text.strip(), "owed_by": told.owed_by.strip()}
        changed = tuple(name for name in _COLUMNS if getattr(row, name) != new[name])
        if not changed:
            raise Refused("和原来的一样，没有改动。", "text")
        if any(getattr(row, name) not in (None, "") for name in changed) and not reason.strip():
            raise Refused("改了原来记的，请写明更正的原因。", "reason")
        was = f"{row.due_on}前：{row.text}" if row.due_on else row.text
        keep_old(act, row.matter_id, row, changed, reason.strip() or "补上原来没有定的")
        for name in changed:
            setattr(row, name, new[name])
        due = f"{row.due_on}前：" if row.due_on else "未定日期："
        why = f"，原因：{reason.strip()}" if reason.strip() else ""
        quiet_event(
            act, row.matter_id, EntryKind.COMMITMENT, f"更正承诺事项，现为「{due}{row.text}」，原「{was}」{why}"
        )


def withdraw_commitment(desk: Desk, commitment_id: int, reason: str) -> None:
    """What was written down was no commitment: it is out of every list, its words and the reason stay. `Refused`."""
    if not reason.strip():
        raise Refused("请写明为什么收回。", "reason")
    with acting(desk, "commitment.withdraw", reason.strip()) as act:
        row = Commitment.get_by_id(commitment_id)
        must(WITHDRAW_COMMITMENT, desk, row.matter_id, row)
        act.about(row.matter)
        keep_old(act, row.matter_id, row, _COLUMNS, reason.strip())
        quiet_event(act, row.matter_id, EntryKind.COMMITMENT, f"收回承诺事项「{row.text}」，原因：{reason.strip()}")
        act.remove(row)


def unfulfil_commitment(desk: Desk, commitment_id: int, reason: str) -> None:
    """It was written down by mistake that a commitment was kept. `Refused` without a reason."""
    if not reason.strip():
        raise Refused("请写明为什么收回兑现。", "reason")
    with acting(desk, "commitment.unfulfil", reason.strip()) as act:
        row = act.change(Commitment.get_by_id(commitment_id))
        act.about(row)
        must(UNFULFIL, desk, row.matter_id, row)
        keep_old(act, row.matter_id, row, ("fulfilled_on", "proof"), reason.strip())
        row.fulfilled_on, row.proof = None, ""
        quiet_event(act, row.matter_id, EntryKind.COMMITMENT, f"收回兑现「{row.text}」，原因：{reason.strip()}")
