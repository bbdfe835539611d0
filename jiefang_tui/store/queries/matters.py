"""One matter (事项): what stands in it, its timeline, and what hangs on it. Every list here is paged or short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from jiefang_tui.rules.deadlines import Due, acceptance_notice_due, handling_due
from jiefang_tui.rules.identity import age_on
from jiefang_tui.rules.standing import Facts, Standing, standing
from jiefang_tui.store.models import (
    Attachment,
    Commitment,
    Companion,
    Dispatch,
    Instruction,
    Matter,
    MatterEvent,
    Officer,
    Petitioner,
    ReceptionSession,
    SealedReport,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.sheets import SheetView, sheet
from jiefang_tui.terms import (
    OPEN_MATTER_STATES,
    Category,
    Channel,
    CountyEntry,
    EntryKind,
    IdDocument,
    LegalRoute,
    MatterState,
    Outcome,
    PairKind,
    Sex,
    VisitPurpose,
    VisitState,
)

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


@dataclass(frozen=True)
class PersonView:
    """A petitioner in full; masking is the screen's business."""

    id: int
    name: str
    sex: str
    """`terms.Sex` or empty."""
    birth_date: date | None
    age: int | None
    id_doc: str
    """`terms.IdDocument`."""
    id_no: str
    phone: str
    area_code: str
    area: str
    """Name of `area_code`."""
    address: str

    @property
    def sex_label(self) -> str:
        """男, 女 or empty."""
        return Sex(self.sex).label if self.sex else ""

    @property
    def id_doc_label(self) -> str:
        """居民身份证, 护照 ..."""
        return IdDocument(self.id_doc).label


@dataclass(frozen=True)
class MatterView:
    """A matter as its screen shows it: codes beside their labels, names instead of keys, days already counted."""

    id: int
    register_no: str
    state: MatterState
    category: Category
    route: LegalRoute | None
    route_label: str
    channel: Channel
    petitioner_name: str
    person: PersonView | None
    """None for an anonymous or sealed matter."""
    title: str
    request: str
    facts: str
    content_class: str
    content_class_label: str
    problem_area: str
    problem_area_name: str
    problem_place: str
    problem_on: date | None
    concerned_unit: str
    concerned_person: str
    amount_fen: int | None
    affected_count: int | None
    prior_procedures: str
    prior_query_code: str
    is_urgent: bool
    received_on: date
    recorded_on: date
    accepted_on: date | None
    notified_on: date | None
    concluded_on: date | None
    last_entry_on: date | None
    result: str
    due_on: date | None
    """Set by hand for a simple or assigned matter."""
    notice: Due | None
    """The written notice still or once owed (Art. 23(2))."""
    handling: Due | None
    """The 60 days (Art. 34), where they run."""
    lead_unit: str
    lead_unit_phone: str
    handler: str
    handler_post: str
    first_receiver: str
    merged_into_id: int | None
    merged_into_no: str
    county_state: CountyEntry
    county_no: str
    county_query_code: str
    county_entered_on: date | None
    handed_to: str
    """Where a sealed report went."""
    handed_on: date | None
    visit_count: int
    last_visit_on: date | None
    open_visit: tuple[int, str] | None
    """The visit of today that is not finished, with its state's label."""
    counted_to: date
    """The day to which days are counted: today, or the day it was concluded."""
    sheet: SheetView | None
    """三定三包 of a matter under a leader."""
    standing: Standing
    """Where it stands and what comes next."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done here."""
        return self.state in OPEN_MATTER_STATES

    @property
    def is_sealed(self) -> bool:
        """检举控告: no content (Regulation Art. 30(3))."""
        return self.category is Category.REPORT_ACCUSATION

    @property
    def has_sheet(self) -> bool:
        """Whether it is a 包案件, with 三定三包."""
        return self.sheet is not None

    @property
    def registered_days(self) -> int:
        """登记第n日; the day itself is 0."""
        return (self.counted_to - self.received_on).days

    @property
    def accepted_days(self) -> int | None:
        """受理第n日, None while not accepted."""
        return (self.counted_to - self.accepted_on).days if self.accepted_on else None


def matter_view(matter_id: int, today: date, reference: Reference) -> MatterView:
    """Everything about one matter on one screen. `Matter.DoesNotExist` for an unknown id."""
    receiver, merged = Officer.alias(), Matter.alias()
    matter: Any = (
        Matter.select(Matter, Petitioner, Unit, Officer, receiver, merged, SealedReport)
        .join(Petitioner, JOIN.LEFT_OUTER)
        .switch(Matter)
        .join(Unit, JOIN.LEFT_OUTER)
        .switch(Matter)
        .join(Officer, JOIN.LEFT_OUTER, on=(Matter.handler == Officer.id), attr="_handler")
        .switch(Matter)
        .join(receiver, JOIN.LEFT_OUTER, on=(Matter.first_receiver == receiver.id), attr="_receiver")
        .switch(Matter)
        .join(merged, JOIN.LEFT_OUTER, on=(Matter.merged_into == merged.id), attr="_merged")
        .switch(Matter)
        .join(SealedReport, JOIN.LEFT_OUTER, on=(SealedReport.matter == Matter.id), attr="_sealed")
        .where(Matter.id == matter_id)
        .get()
    )
    handler, unit = getattr(matter, "_handler", None), matter.lead_unit
    first, into = getattr(matter, "_receiver", None), getattr(matter, "_merged", None)
    sealed, owned = getattr(matter, "_sealed", None), sheet(matter_id, today)
    visit_count, last_visit_on, open_visit = _visits_in_short(matter_id, today)
    route = LegalRoute(matter.route) if matter.route else None
    policy = reference.policy
    return MatterView(
        id=matter.id,
        register_no=matter.register_no,
        state=MatterState(matter.state),
        category=Category(matter.category),
        route=route,
        route_label=reference.routes[route].label if route else "",
        channel=Channel(matter.channel),
        petitioner_name=matter.petitioner_name,
        person=person_view(matter.petitioner, today, reference) if matter.petitioner_id else None,
        title=matter.title,
        request=matter.request,
        facts=matter.facts,
        content_class=matter.content_class,
        content_class_label=reference.class_label(matter.content_class),
        problem_area=matter.problem_area,
        problem_area_name=reference.area_name(matter.problem_area, matter.problem_place),
        problem_place=matter.problem_place,
        problem_on=matter.problem_on,
        concerned_unit=matter.concerned_unit,
        concerned_person=matter.concerned_person,
        amount_fen=matter.amount_fen,
        affected_count=matter.affected_count,
        prior_procedures=matter.prior_procedures,
        prior_query_code=matter.prior_query_code,
        is_urgent=matter.is_urgent,
        received_on=matter.received_on,
        recorded_on=matter.recorded_on,
        accepted_on=matter.accepted_on,
        notified_on=matter.notified_on,
        concluded_on=matter.concluded_on,
        last_entry_on=matter.last_entry_on,
        result=matter.result,
        due_on=matter.due_on,
        notice=acceptance_notice_due(matter.received_on, policy) if matter.notice_due else None,
        handling=handling_due(matter.accepted_on, matter.category, matter.route, policy),
        lead_unit=unit.name if unit else "",
        lead_unit_phone=unit.phone if unit else "",
        handler=handler.name if handler else "",
        handler_post=handler.post if handler else "",
        first_receiver=first.name if first else "",
        merged_into_id=matter.merged_into_id,
        merged_into_no=into.register_no if into else "",
        county_state=CountyEntry(matter.county_state),
        county_no=matter.county_no,
        county_query_code=matter.county_query_code,
        county_entered_on=matter.county_entered_on,
        handed_to=sealed.handed_to if sealed else "",
        handed_on=sealed.handed_on if sealed else None,
        visit_count=visit_count,
        last_visit_on=last_visit_on,
        open_visit=open_visit,
        counted_to=matter.concluded_on or today,
        sheet=owned,
        standing=standing(_facts(matter, owned, today, reference, unit, handler, into)),
    )


def _facts(
    matter: Any, owned: SheetView | None, today: date, reference: Reference, unit: Any, handler: Any, into: Any
) -> Facts:
    due = handling_due(matter.accepted_on, matter.category, matter.route, reference.policy)
    next_commitment = (
        Commitment.select(fn.MIN(Commitment.due_on))
        .where((Commitment.matter == matter.id) & Commitment.fulfilled_on.is_null())
        .scalar()
    )
    return Facts(
        state=MatterState(matter.state),
        today=today,
        received_on=matter.received_on,
        category=Category(matter.category),
        accepted_on=matter.accepted_on,
        notified_on=matter.notified_on,
        notice_due=matter.notice_due,
        handling_due=due.raw if due else None,
        handling_article=reference.policy.handling_article,
        outcome_due=(owned.resolve_due if owned else None) or matter.due_on,
        owner=owned.leader if owned else handler.name if handler else "",
        lead_unit=unit.name if unit else "",
        is_under_leader=owned is not None,
        gap=owned.gap if owned else "",
        overdue_measures=owned.overdue(today) if owned else 0,
        next_commitment_due=_as_day(next_commitment),
        county=CountyEntry(matter.county_state),
        merged_into=into.register_no if into else "",
        concluded_on=matter.concluded_on,
    )


def _as_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def person_view(person: Petitioner, today: date, reference: Reference) -> PersonView:
    """A petitioner with age on `today` and the name of the home area."""
    return PersonView(
        id=person.id,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        age=age_on(person.birth_date, today) if person.birth_date else None,
        id_doc=person.id_doc,
        id_no=person.id_no,
        phone=person.phone,
        area_code=person.area_code,
        area=reference.full_area_name(person.area_code) if person.area_code else "",
        address=person.address,
    )


def _visits_in_short(matter_id: int, today: date) -> tuple[int, date | None, tuple[int, str] | None]:
    totals: Any = (
        VisitMatter.select(fn.COUNT(VisitMatter.id), fn.MAX(Visit.day))
        .join(Visit)
        .where(VisitMatter.matter == matter_id)
        .tuples()
        .get()
    )
    count, last = totals
    open_row: Any = (
        Visit.select(Visit.id, Visit.state)
        .join(VisitMatter)
        .where(
            (VisitMatter.matter == matter_id)
            & (Visit.day == today)
            & Visit.state.in_([VisitState.WAITING, VisitState.IN_TALK, VisitState.ON_HOLD])
        )
        .order_by(Visit.queue_no)
        .first()
    )
    open_visit = (open_row.id, VisitState(open_row.state).label) if open_row else None
    return count, _as_day(last), open_visit


@dataclass(frozen=True)
class Entry:
    """One entry of the timeline (办理过程)."""

    id: int
    on_day: date
    """The day it happened."""
    at: datetime
    """When it was entered."""
    kind: EntryKind
    text: str
    officer: str

    @property
    def is_later(self) -> bool:
        """Whether it was written down on another day than it happened."""
        return self.at.date() != self.on_day


def timeline(matter_id: int, before: tuple[date, int] | None = None, limit: int = 200) -> list[Entry]:
    """The timeline, newest day first; the next page with (day, id) of the last entry given."""
    query = (
        MatterEvent.select(MatterEvent, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(MatterEvent.matter == matter_id)
        .order_by(MatterEvent.on_day.desc(), MatterEvent.id.desc())
        .limit(limit)
    )
    if before is not None:
        day, event_id = before
        query = query.where(
            (MatterEvent.on_day < day) | ((MatterEvent.on_day == day) & (MatterEvent.id < event_id))
        )
    rows: Any = query
    return [
        Entry(row.id, row.on_day, row.at, EntryKind(row.kind), row.text, row.officer.name if row.officer else "")
        for row in rows
    ]


@dataclass(frozen=True)
class MatterVisit:
    """One arrival about a matter."""

    visit_id: int
    day: date
    queue_no: int
    name: str
    headcount: int
    purpose: VisitPurpose
    kind: PairKind
    state: VisitState
    outcome: str
    """Label of `terms.Outcome`, empty while undecided."""
    request_said: str
    told: str
    talk_note: str
    leader: str


def visits_of(matter_id: int, limit: int = 200) -> list[MatterVisit]:
    """The arrivals about a matter, newest first."""
    rows: Any = (
        VisitMatter.select(VisitMatter, Visit, ReceptionSession, Officer)
        .join(Visit)
        .join(ReceptionSession)
        .join(Officer, JOIN.LEFT_OUTER, on=(ReceptionSession.leader == Officer.id), attr="_leader")
        .where(VisitMatter.matter == matter_id)
        .order_by(Visit.day.desc(), Visit.queue_no.desc())
        .limit(limit)
    )
    return [_matter_visit(row) for row in rows]


def _matter_visit(row: Any) -> MatterVisit:
    visit, leader = row.visit, getattr(row.visit.session, "_leader", None)
    return MatterVisit(
        visit_id=visit.id,
        day=visit.day,
        queue_no=visit.queue_no,
        name=visit.shown_name,
        headcount=visit.headcount,
        purpose=VisitPurpose(visit.purpose),
        kind=PairKind(row.kind),
        state=VisitState(visit.state),
        outcome=Outcome(row.outcome).label if row.outcome else "",
        request_said=row.request_said,
        told=row.told,
        talk_note=visit.talk_note,
        leader=leader.name if leader else "",
    )


@dataclass(frozen=True)
class CommitmentView:
    """A commitment (承诺事项)."""

    id: int
    text: str
    due_on: date | None
    amount_fen: int | None
    confirmed_by: str
    confirmed_on: date
    fulfilled_on: date | None
    proof: str

    def days_left(self, today: date) -> int | None:
        """Days until it is due, negative when late; None when it has no date or was kept."""
        if self.due_on is None or self.fulfilled_on is not None:
            return None
        return (self.due_on - today).days


def commitments_of(matter_id: int) -> list[CommitmentView]:
    """Its commitments: open ones first by date, then those kept."""
    rows: Any = (
        Commitment.select(Commitment, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Commitment.matter == matter_id)
        .order_by(
            Commitment.fulfilled_on.is_null().desc(),
            Commitment.due_on.is_null(),
            Commitment.due_on,
            Commitment.id,
        )
    )
    return [
        CommitmentView(
            row.id, row.text, row.due_on, row.amount_fen, row.confirmed_by.name if row.confirmed_by else "",
            row.confirmed_on, row.fulfilled_on, row.proof,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class InstructionView:
    """批示 of a leader."""

    id: int
    leader: str
    text: str
    unit: str
    due_on: date | None
    signed_on: date


def instructions_of(matter_id: int) -> list[InstructionView]:
    """What leaders wrote on it, newest first."""
    rows: Any = (
        Instruction.select(Instruction, Officer, Unit)
        .join(Officer, JOIN.LEFT_OUTER)
        .switch(Instruction)
        .join(Unit, JOIN.LEFT_OUTER, on=(Instruction.unit == Unit.id))
        .where(Instruction.matter == matter_id)
        .order_by(Instruction.signed_on.desc(), Instruction.id.desc())
    )
    return [
        InstructionView(
            row.id, row.leader.name if row.leader else "", row.text, row.unit.name if row.unit else "", row.due_on,
            row.signed_on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class DispatchView:
    """A handing-over (交办, 转调解, 引导, 报请, 移送)."""

    id: int
    outcome: str
    """Label of `terms.Outcome`."""
    unit: str
    officer: str
    requirement: str
    due_on: date | None
    sent_on: date


def dispatches_of(matter_id: int) -> list[DispatchView]:
    """Where it was handed to, newest first."""
    rows: Any = (
        Dispatch.select(Dispatch, Unit, Officer)
        .join(Unit, JOIN.LEFT_OUTER)
        .switch(Dispatch)
        .join(Officer, JOIN.LEFT_OUTER, on=(Dispatch.officer == Officer.id))
        .where(Dispatch.matter == matter_id)
        .order_by(Dispatch.sent_on.desc(), Dispatch.id.desc())
    )
    return [
        DispatchView(
            row.id, Outcome(row.outcome).label, row.unit.name if row.unit else "",
            row.officer.name if row.officer else "", row.requirement, row.due_on, row.sent_on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class AttachmentView:
    """A file (with its digest and size) or a paper (with where it lies)."""

    id: int
    name: str
    kept_at: str
    sha256: str
    size: int
    """Bytes; 0 for a paper."""
    added_at: datetime
    officer: str

    @property
    def is_file(self) -> bool:
        """Whether a copy lies in the data folder."""
        return bool(self.sha256)


def attachments_of(matter_id: int, limit: int = 200) -> list[AttachmentView]:
    """Its attachments, newest first."""
    rows: Any = (
        Attachment.select(Attachment, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Attachment.matter == matter_id)
        .order_by(Attachment.id.desc())
        .limit(limit)
    )
    return [
        AttachmentView(
            row.id, row.name, row.kept_at, row.sha256, row.size, row.added_at, row.officer.name if row.officer else ""
        )
        for row in rows
    ]


def companions_of(visit_id: int) -> Sequence[str]:
    """Names of those who came along with a visit, representatives first."""
    rows: Any = (
        Companion.select(Companion.name)
        .where(Companion.visit == visit_id)
        .order_by(Companion.role.desc(), Companion.ordinal)
    )
    return [row.name for row in rows]
