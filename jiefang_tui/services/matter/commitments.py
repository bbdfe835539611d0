"""承诺事项: what a leader confirmed, with a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.services.desk.acting import Act
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
