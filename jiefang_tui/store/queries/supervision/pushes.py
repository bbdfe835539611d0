"""What was done to move one matter: cards, urgings, resubmissions, meetings, escalations, urgent reports; newest first.

And how often its leader took part after receiving it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from jiefang_tui.store.models import (
    Consultation,
    ConsultationPart,
    Escalation,
    FollowUp,
    Instruction,
    Matter,
    Officer,
    ReceptionSession,
    Responsibility,
    Resubmission,
    SupervisionCard,
    Unit,
    Urge,
    UrgentReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import CardColour, EscalationState, UrgentKind, VisitState


@dataclass(frozen=True)
class CardView:
    """A card, with all that was said about it."""

    id: int
    matter_id: int
    card_no: str
    colour: CardColour
    to: str
    """Unit and officer, as one name."""
    to_unit: str
    to_officer: str
    to_post: str
    rule: str
    """Key of cards.toml; empty when no rule proposed it."""
    reason: str
    requirement: str
    answer_due: date
    signer: str
    signer_post: str
    issued_on: date
    answer: str
    answered_on: date | None
    talked_on: date | None
    talk_note: str
    appeal: str
    appealed_on: date | None
    appeal_decision: str
    appeal_decided_on: date | None
    withdrawn_on: date | None
    withdrawn_reason: str
    withdrawn_by: str


@dataclass(frozen=True)
class UrgeView:
    """An urging (催办)."""

    id: int
    matter_id: int
    to: str
    to_unit: str
    to_officer: str
    text: str
    sent_on: date
    answer_due: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class ResubmissionView:
    """再次提请 to the receiving leader."""

    id: int
    matter_id: int
    leader_id: int
    leader: str
    submitted_by: str
    submitted_on: date
    difficulty: str
    tried: str
    asked: str
    decision: str
    decided_on: date | None
    new_due: date | None


@dataclass(frozen=True)
class PartView:
    """What one unit said at a 会商, and what it does by when."""

    id: int
    unit: str
    person: str
    said: str
    task: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class ConsultationView:
    """A 会商."""

    id: int
    matter_id: int
    on_day: date
    place: str
    host: str
    conclusion: str
    parts: tuple[PartView, ...]

    @property
    def open_tasks(self) -> int:
        """Tasks not yet done."""
        return sum(1 for part in self.parts if part.task and part.done_on is None)


@dataclass(frozen=True)
class EscalationView:
    """提级办理."""

    id: int
    matter_id: int
    to_unit: str
    reason: str
    asked_on: date
    state: EscalationState
    answer: str
    answered_on: date | None
    task_force: str


@dataclass(frozen=True)
class UrgentReportView:
    """One report of 紧急报送."""

    id: int
    matter_id: int
    kind: UrgentKind
    reported_at: datetime
    reported_to: str
    text: str
    officer: str


def cards_of(matter_id: int) -> list[CardView]:
    """The cards there were on a matter."""
    return _cards(SupervisionCard.matter == matter_id)


def card_view(card_id: int) -> CardView | None:
    """One card."""
    return next(iter(_cards(SupervisionCard.id == card_id)), None)


def _cards(where: Any) -> list[CardView]:
    unit, officer, signer, by = Unit.alias(), Officer.alias(), Officer.alias(), Officer.alias()
    card = SupervisionCard
    rows: Any = (
        card.select(
            card.id,
            card.matter,
            card.card_no,
            card.colour,
            unit.name,
            officer.name,
            officer.post,
            card.rule,
            card.reason,
            card.requirement,
            card.answer_due,
            signer.name,
            signer.post,
            card.issued_on,
            card.answer,
            card.answered_on,
            card.talked_on,
            card.talk_note,
            card.appeal,
            card.appealed_on,
            card.appeal_decision,
            card.appeal_decided_on,
            card.withdrawn_on,
            card.withdrawn_reason,
            by.name,
        )
        .join(unit, JOIN.LEFT_OUTER, on=(card.to_unit == unit.id))
        .join_from(card, officer, JOIN.LEFT_OUTER, on=(card.to_officer == officer.id))
        .join_from(card, signer, on=(card.signer == signer.id))
        .join_from(card, by, JOIN.LEFT_OUTER, on=(card.withdrawn_by == by.id))
        .where(where)
        .order_by(card.id.desc())
        .tuples()
    )
    return [
        CardView(
            row_id,
            matter,
            number,
            CardColour(colour),
            (to_unit or "") + (to_officer or ""),
            to_unit or "",
            to_officer or "",
            to_post or "",
            *[*rest, by_name or ""],
        )
        for row_id, matter, number, colour, to_unit, to_officer, to_post, *rest, by_name in rows
    ]


def urges_of(matter_id: int) -> list[UrgeView]:
    """The urgings about a matter."""
    return _urges(Urge.matter == matter_id)


def urge_view(urge_id: int) -> UrgeView | None:
    """One urging."""
    return next(iter(_urges(Urge.id == urge_id)), None)


def _urges(where: Any) -> list[UrgeView]:
    rows: Any = (
        Urge.select(
            Urge.id,
            Urge.matter,
            Unit.name,
            Officer.name,
            Urge.text,
            Urge.sent_on,
            Urge.answer_due,
            Urge.answer,
            Urge.answered_on,
        )
        .join(Unit, JOIN.LEFT_OUTER, on=(Urge.to_unit == Unit.id))
        .join_from(Urge, Officer, JOIN.LEFT_OUTER, on=(Urge.to_officer == Officer.id))
        .where(where)
        .order_by(Urge.id.desc())
        .tuples()
    )
    return [
        UrgeView(row_id, matter, (unit or "") + (officer or ""), unit or "", officer or "", *rest)
        for row_id, matter, unit, officer, *rest in rows
    ]


def resubmissions_of(matter_id: int) -> list[ResubmissionView]:
    """How often a matter went back to its leader, and what was decided."""
    return _resubmissions(Resubmission.matter == matter_id)


def _resubmissions(where: Any) -> list[ResubmissionView]:
    leader, by, one = Officer.alias(), Officer.alias(), Resubmission
    rows: Any = (
        one.select(
            one.id,
            one.matter,
            one.leader,
            leader.name,
            by.name,
            one.submitted_on,
            one.difficulty,
            one.tried,
            one.asked,
            one.decision,
            one.decided_on,
            one.new_due,
        )
        .join(leader, on=(one.leader == leader.id))
        .join_from(one, by, JOIN.LEFT_OUTER, on=(one.submitted_by == by.id))
        .where(where)
        .order_by(one.id.desc())
        .tuples()
    )
    return [
        ResubmissionView(row_id, matter, leader_id, name, by_name or "", *rest)
        for row_id, matter, leader_id, name, by_name, *rest in rows
    ]


def consultations_of(matter_id: int) -> list[ConsultationView]:
    """The meetings about a matter, each with its parts in order."""
    return _consultations(Consultation.matter == matter_id)


def consultation_view(consultation_id: int) -> ConsultationView | None:
    """One meeting."""
    return next(iter(_consultations(Consultation.id == consultation_id)), None)


def consultation_with(part_id: int) -> ConsultationView | None:
    """The meeting a part belongs to."""
    held = ConsultationPart.select(ConsultationPart.consultation).where(ConsultationPart.id == part_id)
    return next(iter(_consultations(Consultation.id.in_(held))), None)


def _consultations(where: Any) -> list[ConsultationView]:
    meetings: Any = (
        Consultation.select(
            Consultation.id,
            Consultation.matter,
            Consultation.on_day,
            Consultation.place,
            Officer.name,
            Consultation.conclusion,
        )
        .join(Officer, JOIN.LEFT_OUTER)
        .where(where)
        .order_by(Consultation.on_day.desc(), Consultation.id.desc())
        .tuples()
    )
    found = list(meetings)
    part = ConsultationPart
    rows: Any = (
        part.select(part.consultation, part.id, Unit.name, part.person, part.said, part.task, part.due_on, part.done_on)
        .join(Unit, JOIN.LEFT_OUTER)
        .where(part.consultation.in_([row[0] for row in found]))
        .order_by(part.consultation, part.ordinal)
        .tuples()
    )
    parts: defaultdict[int, list[PartView]] = defaultdict(list)
    for meeting, row_id, unit, *rest in rows if found else ():
        parts[meeting].append(PartView(row_id, unit or "", *rest))
    return [
        ConsultationView(row_id, matter, on_day, place, host or "", conclusion, tuple(parts[row_id]))
        for row_id, matter, on_day, place, host, conclusion in found
    ]


def escalations_of(matter_id: int) -> list[EscalationView]:
    """Whom a matter was to be taken over by, and what they said."""
    rows = Escalation.select().where(Escalation.matter == matter_id).order_by(Escalation.id.desc())
    return [
        EscalationView(
            row.id,
            row.matter_id,
            row.to_unit,
            row.reason,
            row.asked_on,
            EscalationState(row.state),
            row.answer,
            row.answered_on,
            row.task_force,
        )
        for row in rows
    ]


def urgent_reports_of(matter_id: int) -> list[UrgentReportView]:
    """The urgent reports about a matter."""
    rows: Any = (
        UrgentReport.select(
            UrgentReport.id,
            UrgentReport.matter,
            UrgentReport.kind,
            UrgentReport.reported_at,
            UrgentReport.reported_to,
            UrgentReport.text,
            Officer.name,
        )
        .join(Officer, JOIN.LEFT_OUTER)
        .where(UrgentReport.matter == matter_id)
        .order_by(UrgentReport.id.desc())
        .tuples()
    )
    return [
        UrgentReportView(row_id, matter, UrgentKind(kind), at, to, text, name or "")
        for row_id, matter, kind, at, to, text, name in rows
    ]


@dataclass(frozen=True)
class Participation:
    """How often the leader who owns a matter took part after receiving it (批示, 再次提请, 约访, 调度, 回访)."""

    leader: str
    """包案领导, else who received it last; empty when no leader had to do with it."""
    since: date | None
    """The day it was received."""
    instructions: int = 0
    """批示."""
    decisions: int = 0
    """What was decided on 再次提请."""
    talks: int = 0
    """约访: later talks about it in that leader's sessions."""
    consultations: int = 0
    """调度: meetings the leader hosted."""
    follow_ups: int = 0
    """回访 by the leader."""
    last_on: date | None = None

    @property
    def total(self) -> int:
        """All of it."""
        return self.instructions + self.decisions + self.talks + self.consultations + self.follow_ups


def participation(matter_id: int) -> Participation:
    """What the leader did about a matter after the day it was received; what was written on that day is no more than
    the reception itself."""
    visits: Any = (
        Visit.select(Visit.day, ReceptionSession.leader, Officer.name)
        .join(VisitMatter)
        .switch(Visit)
        .join(ReceptionSession)
        .join(Officer)
        .where((VisitMatter.matter == matter_id) & (Visit.state == VisitState.RECEIVED))
        .order_by(Visit.day, Visit.id)
        .tuples()
    )
    received = list(visits)
    sheet: Responsibility | None = Responsibility.get_or_none(Responsibility.matter == matter_id)
    if sheet is not None:
        leader_id, name, since = sheet.leader_id, sheet.leader.name, sheet.made_on
        since = next((day for day, leader, _ in received if leader == leader_id), since)
    elif received:
        _, leader_id, name = received[-1]
        since = next(day for day, leader, _ in received if leader == leader_id)
    else:
        return Participation("", Matter.get_by_id(matter_id).received_on)
    days = {
        "instructions": _days(Instruction.signed_on, Instruction.matter == matter_id, Instruction.leader == leader_id),
        "decisions": _days(Resubmission.decided_on, Resubmission.matter == matter_id, Resubmission.leader == leader_id),
        "talks": [day for day, leader, _ in received if leader == leader_id],
        "consultations": _days(Consultation.on_day, Consultation.matter == matter_id, Consultation.host == leader_id),
        "follow_ups": _days(FollowUp.on_day, FollowUp.matter == matter_id, FollowUp.officer == leader_id),
    }
    later = {what: [day for day in these if day is not None and day > since] for what, these in days.items()}
    last = max((day for these in later.values() for day in these), default=None)
    return Participation(name, since, **{what: len(these) for what, these in later.items()}, last_on=last)


def _days(column: Any, *where: Any) -> list[date | None]:
    return [row[0] for row in column.model.select(column).where(*where).tuples()]
