"""What was before a visit: earlier arrivals, other open matters and where they stand, open commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.standing import Facts, standing
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.store.models import (
    Agreement,
    AgreementParty,
    Commitment,
    Instalment,
    Matter,
    Officer,
    ReceptionSession,
    Responsibility,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import OPEN_MATTER_STATES, Category, MatterState, Outcome, PartyRole, VisitPurpose, VisitState

PAST_VISITS = 8
"""Earlier visits shown, the latest first."""


class PastVisit(NamedTuple):
    """An earlier arrival of the same person, or about the same matter."""

    visit_id: int
    day: date
    title: str
    outcome: str
    """Labels of what it ended in, or of the visit's state; empty while undecided."""
    leader: str


class OpenMatter(NamedTuple):
    """Another open matter of the same person and where it stands."""

    matter_id: int
    register_no: str
    title: str
    status: str
    """``办理中, 包案领导 周敏, 登记第42日, 应办结 12-13(第三十四条)``."""
    late: str
    """What is past its day and what to do, empty when nothing is."""
    is_late: bool


class PromiseView(NamedTuple):
    """An open commitment (承诺事项)."""

    matter_id: int
    text: str
    due_on: date | None
    is_late: bool
    leader: str


def past_of(visit: Visit, matter_ids: Sequence[int]) -> tuple[tuple[PastVisit, ...], int]:
    """Earlier visits of the same person, or about these matters (an anonymous visitor who came again)."""
    about = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter.in_(matter_ids))
    same: Any = Visit.id.in_(about)
    if visit.petitioner_id is not None:
        same = same | (Visit.petitioner == visit.petitioner_id)
    earlier = Visit.select(Visit.id).where(same & (Visit.id < visit.id) & Visit.counts)
    ids = [row.id for row in earlier.order_by(Visit.id.desc()).limit(PAST_VISITS)]
    return past_visits(ids), earlier.count() if len(ids) == PAST_VISITS else len(ids)


def past_visits(visit_ids: Sequence[int]) -> tuple[PastVisit, ...]:
    """These visits in short, in the order given."""
    if not visit_ids:
        return ()
    leader, session_leader = Officer.alias(), Officer.alias()
    rows: Any = (
        Visit.select(
            Visit.id,
            Visit.day,
            Visit.state,
            Visit.purpose,
            Visit.window_note,
            Matter.title,
            VisitMatter.outcome,
            leader.name,
            session_leader.name,
            Matter.id,
        )
        .join(ReceptionSession)
        .join(session_leader, JOIN.LEFT_OUTER, on=(ReceptionSession.leader == session_leader.id))
        .switch(Visit)
        .join(VisitMatter, JOIN.LEFT_OUTER, on=(VisitMatter.visit == Visit.id))
        .join(Matter, JOIN.LEFT_OUTER, on=(VisitMatter.matter == Matter.id) & Matter.is_readable)
        .join(leader, JOIN.LEFT_OUTER, on=(VisitMatter.leader == leader.id))
        .where(Visit.id.in_(visit_ids))
        .order_by(VisitMatter.ordinal)
    )
    by_visit: dict[int, list[Any]] = defaultdict(list)
    for row in rows.tuples():
        by_visit[row[0]].append(row)
    return tuple(_past_visit(by_visit[visit_id]) for visit_id in visit_ids if visit_id in by_visit)


def _past_visit(rows: Sequence[Any]) -> PastVisit:
    visit_id, day, state, purpose, window_note, *_ = rows[0]
    titles = [row[5] for row in rows if row[5]]
    outcomes = list(dict.fromkeys(Outcome(row[6]).label for row in rows if row[6] and row[9]))
    if VisitPurpose(purpose) is not VisitPurpose.PETITION:
        titles = titles or [window_note or VisitPurpose(purpose).label]
        outcomes = outcomes or ["窗口接待"]
    if not outcomes and VisitState(state) is not VisitState.RECEIVED:
        outcomes = [VisitState(state).label]
    leader = next((row[7] for row in rows if row[7]), None) or rows[0][8] or ""
    return PastVisit(visit_id, day, "；".join(titles), "、".join(outcomes), leader)


def open_matters(person_id: int | None, without: Sequence[int], today: date) -> tuple[OpenMatter, ...]:
    if person_id is None:
        return ()
    mine = Matter.state.in_(OPEN_MATTER_STATES) & (Matter.petitioner == person_id) & Matter.is_readable
    return matters_where(mine & Matter.id.not_in(list(without)), today, 20)


def matters_where(where: Any, today: date, limit: int) -> tuple[OpenMatter, ...]:
    owner = Officer.alias()
    rows = (
        Matter.select(Matter, Unit, Responsibility, owner)
        .join(Unit, JOIN.LEFT_OUTER, on=(Matter.lead_unit == Unit.id), attr="lead_unit")
        .switch(Matter)
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id), attr="sheet")
        .join(owner, JOIN.LEFT_OUTER, on=(Responsibility.leader == owner.id), attr="leader")
        .where(where)
        .order_by(Matter.id.desc())
        .limit(limit)
    )
    return tuple(_open_matter(row, today) for row in rows)


def _open_matter(row: Any, today: date) -> OpenMatter:
    sheet = getattr(row, "sheet", None)
    if sheet is not None and sheet.id is None:
        sheet = None
    state = MatterState(row.state)
    where = standing(
        Facts(
            state=state,
            today=today,
            received_on=row.received_on,
            category=Category(row.category),
            accepted_on=row.accepted_on,
            notified_on=row.notified_on,
            notice_due=row.notice_due,
            handling_due=row.handling_due,
            outcome_due=row.due_on,
            owner=sheet.leader.name if sheet else "",
            lead_unit=row.lead_unit.name if row.lead_unit_id else "",
            is_under_leader=sheet is not None,
            concluded_on=row.concluded_on,
        )
    )
    dues = (row.handling_due, row.due_on, sheet.resolve_due if sheet else None)
    at_work = state in OPEN_MATTER_STATES and state not in (MatterState.REVIEWING, MatterState.RECHECKING)
    late = at_work and any(day is not None and day < today for day in dues)
    return OpenMatter(row.id, row.register_no, row.title, where.status, where.next_step if late else "", late)


PROMISES = 20
"""Promises shown, the nearest first."""


def promises_of(matter_ids: Iterable[int], today: date) -> tuple[PromiseView, ...]:
    """What was promised about these matters and is still to come: 承诺事项, and instalments of agreements (协议)."""
    ids = list(matter_ids)
    found = [*_commitments(ids, today), *_instalments(ids, today)]
    return tuple(sorted(found, key=lambda one: one.due_on or date.max)[:PROMISES])


def _commitments(matter_ids: Sequence[int], today: date) -> list[PromiseView]:
    rows: Any = (
        Commitment.select(Commitment, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Commitment.matter.in_(matter_ids) & Commitment.fulfilled_on.is_null())
        .order_by(Commitment.due_on.is_null(), Commitment.due_on, Commitment.id)
        .limit(PROMISES)
    )
    return [
        PromiseView(
            row.matter_id,
            row.text,
            row.due_on,
            row.due_on is not None and row.due_on < today,
            row.confirmed_by.name if row.confirmed_by_id else "",
        )
        for row in rows
    ]


def _instalments(matter_ids: Sequence[int], today: date) -> list[PromiseView]:
    """Who owes how much; nobody of the office has confirmed it."""
    debtor = (AgreementParty.agreement == Agreement.id) & (AgreementParty.role == PartyRole.DEBTOR)
    rows: Any = (
        Instalment.select(
            Agreement.matter, Instalment.position, Instalment.owed, Instalment.falls_due_on, AgreementParty.name
        )
        .join(Agreement)
        .join(AgreementParty, on=debtor)
        .where(Agreement.matter.in_(matter_ids) & Instalment.is_awaited)
        .order_by(Instalment.falls_due_on, Instalment.id)
        .limit(PROMISES)
        .tuples()
    )
    return [
        PromiseView(matter_id, f"协议第{position}期 {without_cards(name)}尚欠{amount_text(owed)}", due, due < today, "")
        for matter_id, position, owed, due, name in rows
    ]
