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


def confirm_in(act: Act, matter: Matter, one: CommitmentIn, leader_id: int | None, day: date) -> Commitment:
    """Write down a commitment the leader confirmed, and its line in the timeline."""
    due = f"，{one.due_on}前" if one.due_on else ""
    act.event(matter.id, EntryKind.COMMITMENT, f"承诺事项{due}：{one.text}", day)
    return act.create(
        Commitment,
        matter=matter,
        text=one.text,
        due_on=one.due_on,
        amount_fen=one.amount_fen,
        confirmed_by=leader_id,
        confirmed_on=day,
    )
