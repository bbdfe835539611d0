"""What candidates at the window came for before: visits, open matters, commitments. Each one query for all of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.rules.moves import RESTING
from jiefang_tui.rules.standing import how_it_ended
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.store.models import Commitment, Matter, Visit, VisitMatter
from jiefang_tui.terms import (
    OPEN_MATTER_STATES,
    Category,
    MatterState,
    Outcome,
    RefusalGround,
    VisitPurpose,
    VisitState,
)

_MATTERS = 60


class PastVisit(NamedTuple):
    """One earlier arrival: the day, what it was about, what it ended in (or its state)."""

    day: date
    title: str
    outcome: str


class KnownMatter(NamedTuple):
    """A matter a returning visitor may have come about again."""

    id: int
    register_no: str
    title: str
    received_on: date
    state: str
    """Label of `terms.MatterState`."""
    due_on: date | None
    days_left: int | None
    """Until `due_on`; negative when late, None without a date."""
    is_open: bool
    ended: str = ""
    """What it ended in (`rules.standing`); empty while it goes on."""

    @property
    def status(self) -> str:
        """``办理中 剩20日``, ``办理中 逾期3日``, ``已办结 11-02 下月起发放``."""
        if self.ended:
            return self.ended
        if self.days_left is None:
            return self.state
        left = f"剩{self.days_left}日" if self.days_left >= 0 else f"逾期{-self.days_left}日"
        return f"{self.state} {left}"


class OpenCommitment(NamedTuple):
    """A commitment (承诺事项) not yet fulfilled."""

    text: str
    due_on: date | None
    is_late: bool


def visits_of(ids: list[int]) -> tuple[dict[int, int], dict[int, list[PastVisit]]]:
    """How often each came, and the last three arrivals of each."""
    window: Any = {"partition_by": [Visit.petitioner], "order_by": [Visit.day.desc(), Visit.id.desc()]}
    ranked: Any = Visit.select(
        Visit.id.alias("visit_id"),
        fn.ROW_NUMBER().over(**window).alias("place"),
        fn.COUNT(Visit.id).over(partition_by=[Visit.petitioner]).alias("times"),
    ).where(Visit.petitioner.in_(ids) & Visit.counts)
    rows: Any = (
        Visit.select(
            Visit.petitioner,
            ranked.c.times,
            Visit.id,
            Visit.day,
            Visit.state,
            Visit.purpose,
            Visit.window_note,
            Matter.title,
            VisitMatter.outcome,
        )
        .join(ranked, on=(ranked.c.visit_id == Visit.id))
        .switch(Visit)
        .join(VisitMatter, JOIN.LEFT_OUTER, on=(VisitMatter.visit == Visit.id))
        .join(Matter, JOIN.LEFT_OUTER, on=(VisitMatter.matter == Matter.id))
        .where(ranked.c.place <= 3)
        .order_by(Visit.petitioner, Visit.day.desc(), Visit.id.desc(), VisitMatter.ordinal)
        .tuples()
    )
    counts: dict[int, int] = {}
    visits: dict[int, list[PastVisit]] = defaultdict(list)
    seen: set[int] = set()
    for owner, times, visit_id, day, state, purpose, note, title, outcome in rows:
        counts[owner] = times
        if visit_id not in seen:
            seen.add(visit_id)
            ended = Outcome(outcome).label if outcome else VisitState(state).label
            visits[owner].append(PastVisit(day, title or note or VisitPurpose(purpose).label, ended))
    return counts, visits


def matters_of(ids: list[int], today: date) -> dict[int, list[KnownMatter]]:
    """Matters of each, their own and those they came about: open ones, then those that have come to rest with what
    they ended in, the latest first. A return is seen (重访), however long ago the matter ended.
    """
    wanted: Any = Matter.state.in_((*OPEN_MATTER_STATES, *RESTING)) & (Matter.category != Category.REPORT_ACCUSATION)
    wanted &= Matter.is_readable
    columns = (
        Matter.id,
        Matter.register_no,
        Matter.title,
        Matter.received_on,
        Matter.state,
        Matter.handling_due,
        Matter.due_on,
        Matter.concluded_on,
        Matter.result,
        Matter.refused_on,
        Matter.refusal_ground,
        Matter.finally_closed_on,
    )
    own: Any = Matter.select(Matter.petitioner, *columns).where(Matter.petitioner.in_(ids) & wanted)
    came: Any = (
        Visit.select(Visit.petitioner, *columns)
        .join(VisitMatter, on=(VisitMatter.visit == Visit.id))
        .join(Matter, on=(VisitMatter.matter == Matter.id))
        .where(Visit.petitioner.in_(ids) & Visit.counts & wanted)
        .order_by(Visit.id.desc())
    )
    found: dict[int, dict[int, KnownMatter]] = defaultdict(dict)
    for query in (own.order_by(Matter.id.desc()).limit(_MATTERS), came.limit(_MATTERS)):
        for owner, matter_id, register_no, title, received_on, state, handling, own_due, *end in query.tuples():
            due = handling or own_due
            is_open = state in OPEN_MATTER_STATES
            left = PUBLISHED.days_left(due, today) if due and is_open else None
            found[owner].setdefault(
                matter_id,
                KnownMatter(
                    matter_id,
                    register_no,
                    title,
                    received_on,
                    MatterState(state).label,
                    due,
                    left,
                    is_open,
                    _ended(MatterState(state), today, *end),
                ),
            )
    return {
        owner: sorted(by_id.values(), key=lambda m: (m.is_open, m.received_on, m.id), reverse=True)
        for owner, by_id in found.items()
    }


def _ended(
    state: MatterState,
    today: date,
    concluded_on: date | None,
    result: str,
    refused_on: date | None,
    ground: str,
    final_on: date | None,
) -> str:
    label = RefusalGround(ground).label if ground else ""
    return how_it_ended(state, today, concluded_on, result, refused_on, label, final_on)


def commitments_of(matter_ids: set[int], today: date) -> dict[int, list[OpenCommitment]]:
    """Commitments not yet fulfilled, the earliest due first."""
    if not matter_ids:
        return {}
    rows: Any = (
        Commitment.select(Commitment.matter, Commitment.text, Commitment.due_on)
        .where(Commitment.matter.in_(list(matter_ids)) & Commitment.fulfilled_on.is_null())
        .order_by(Commitment.due_on, Commitment.id)
        .limit(_MATTERS)
        .tuples()
    )
    found: dict[int, list[OpenCommitment]] = defaultdict(list)
    for matter_id, text, due_on in rows:
        found[matter_id].append(OpenCommitment(text, due_on, bool(due_on and PUBLISHED.days_left(due_on, today) < 0)))
    return found
