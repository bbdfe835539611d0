"""What the visitor's slip (来访告知单) says of each matter of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from jiefang_tui.rules.titles import subject_of
from jiefang_tui.store.models import (
    Appointment,
    Dispatch,
    Document,
    Matter,
    MatterEvent,
    Officer,
    Responsibility,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import (
    AppointmentState,
    Category,
    DispatchKind,
    DocumentKind,
    EntryKind,
    LegalRoute,
    MatterState,
    Outcome,
    PairKind,
    RefusalGround,
)


@dataclass(frozen=True)
class SlipFacts:
    """One matter: what the talk ended in, who answers, by when. Names and phones are empty where not known."""

    matter_id: int
    register_no: str
    title: str
    """Whole, as it stands on a paper."""
    is_sealed: bool
    outcome: Outcome | None
    """None while undecided."""
    told_words: str
    route: LegalRoute | None
    unit: str
    unit_phone: str
    contact: str
    contact_phone: str
    owner: str
    """包案领导."""
    handling_due: date | None
    due_on: date | None
    """The date set with the outcome."""
    notice_due: date | None
    next_at: datetime | None
    """When to come again, for 待核实，另约."""
    query_code: str
    state: MatterState
    is_accepted: bool
    refusal_ground: RefusalGround | None
    is_no_longer: bool
    """Refused for good (不再受理), not for now."""
    has_refusal_notice: bool
    """Whether a notice of the refusal was written."""
    led_words: str
    """What was told when it was led to another body from its own page."""
    transferred_from: str
    is_sent_from_above: bool
    """A higher level sent it, and nobody had brought it here before: told by Art. 23(3)."""
    result: str


def slip_facts(visit_id: int, matter_ids: Sequence[int] = ()) -> list[SlipFacts]:
    """The matters of a visit (or only `matter_ids` of it), in their order."""
    lead, handler, owner = Unit.alias(), Officer.alias(), Officer.alias()
    query: Any = (
        VisitMatter.select(VisitMatter, Matter, lead, handler, Responsibility, owner)
        .join(Matter)
        .join(lead, JOIN.LEFT_OUTER, on=(Matter.lead_unit == lead.id), attr="lead_unit")
        .switch(Matter)
        .join(handler, JOIN.LEFT_OUTER, on=(Matter.handler == handler.id), attr="handler")
        .switch(Matter)
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id), attr="sheet")
        .join(owner, JOIN.LEFT_OUTER, on=(Responsibility.leader == owner.id), attr="leader")
        .where(VisitMatter.visit == visit_id)
        .order_by(VisitMatter.ordinal)
    )
    if matter_ids:
        query = query.where(VisitMatter.matter.in_(list(matter_ids)))
    rows = list(query)
    ids = [row.matter_id for row in rows]
    dispatches = _last_dispatches(ids, visit_id)
    booked = {
        slot.matter_id: slot.slot_at
        for slot in Appointment.select()
        .where(Appointment.matter.in_(ids) & (Appointment.state == AppointmentState.BOOKED))
        .order_by(Appointment.slot_at.desc())
    }
    return [_facts(row, dispatches.get(row.matter_id), booked.get(row.matter_id)) for row in rows]


def _last_dispatches(matter_ids: Sequence[int], visit_id: int) -> dict[int, Any]:
    last = (
        Dispatch.select(fn.MAX(Dispatch.id))
        .where(Dispatch.matter.in_(list(matter_ids)) & (Dispatch.visit_id == visit_id))
        .where(Dispatch.kind != DispatchKind.ASSIST)  # who assists answers to the unit that has it
        .group_by(Dispatch.matter)
    )
    rows = (
        Dispatch.select(Dispatch, Unit, Officer)
        .join(Unit, JOIN.LEFT_OUTER)
        .switch(Dispatch)
        .join(Officer, JOIN.LEFT_OUTER, on=(Dispatch.officer == Officer.id), attr="officer")
        .where(Dispatch.id.in_(last))
    )
    return {row.matter_id: row for row in rows}


def _facts(row: Any, handed: Any, next_at: datetime | None) -> SlipFacts:
    matter = row.matter
    source = handed if handed is not None and (handed.unit_id or handed.officer_id) else None
    unit = source.unit if source else (matter.lead_unit if matter.lead_unit_id else None)
    contact = source.officer if source else (matter.handler if matter.handler_id else None)
    sheet = getattr(matter, "sheet", None)
    return SlipFacts(
        matter_id=matter.id,
        register_no=matter.register_no,
        title=subject_of(matter.title, matter.request),
        is_sealed=matter.category == Category.REPORT_ACCUSATION,
        outcome=Outcome(row.outcome) if row.outcome else None,
        told_words=row.told,
        route=LegalRoute(matter.route) if matter.route else None,
        unit=unit.name if unit else "",
        unit_phone=unit.phone if unit else "",
        contact=contact.name if contact else "",
        contact_phone=contact.phone if contact else "",
        owner=sheet.leader.name if sheet is not None and sheet.id is not None else "",
        handling_due=matter.handling_due,
        due_on=handed.due_on if handed is not None else matter.due_on,
        notice_due=matter.notice_due,
        next_at=next_at,
        query_code=matter.county_query_code,
        state=MatterState(matter.state),
        is_accepted=matter.accepted_on is not None,
        refusal_ground=RefusalGround(matter.refusal_ground) if matter.refusal_ground else None,
        is_no_longer=_refused_for_good(matter.id) if matter.refusal_ground else False,
        has_refusal_notice=_has_refusal_notice(matter) if matter.refused_on is not None else False,
        led_words=_led_words(matter.id) if matter.state == MatterState.ROUTED_OUT else "",
        transferred_from=matter.transferred_from,
        is_sent_from_above=matter.transferred_in_on is not None and matter.transferred_in_on <= matter.received_on,
        result=matter.result,
    )


def _refused_for_good(matter_id: int) -> bool:
    mine = (MatterEvent.matter == matter_id) & (MatterEvent.kind == EntryKind.REFUSAL)
    last = MatterEvent.select().where(mine).order_by(MatterEvent.id.desc()).first()
    return last is not None and last.text.startswith("不再受理")


def _has_refusal_notice(matter: Matter) -> bool:
    kinds = (DocumentKind.REFUSAL_NOTICE, DocumentKind.NO_LONGER_NOTICE)
    since = (Document.matter == matter) & (Document.issued_on >= matter.refused_on)
    return bool(Document.select().where(since & Document.kind.in_(kinds)).exists())


def _led_words(matter_id: int) -> str:
    mine = (Dispatch.matter == matter_id) & (Dispatch.kind == DispatchKind.GUIDE)
    last = Dispatch.select().where(mine).order_by(Dispatch.id.desc()).first()
    return last.requirement if last is not None else ""


def last_visit_of(matter_id: int) -> int | None:
    """The latest visit about a matter, None when nobody ever came about it. Who only asked how it stands changed
    nothing that is to be told.
    """
    came = (VisitMatter.matter == matter_id) & Visit.counts
    about: Any = VisitMatter.select(fn.MAX(VisitMatter.visit)).join(Visit).where(came)
    found = about.where(VisitMatter.kind != PairKind.INQUIRY).scalar() or about.scalar()
    return found if found is None else int(found)
