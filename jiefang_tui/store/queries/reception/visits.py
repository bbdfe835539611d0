"""One arrival as the talk (接谈) shows it: the visitor, what it is about, and what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.rules.reports import route_answered
from jiefang_tui.rules.standing import how_it_ended
from jiefang_tui.rules.typed.identity import age_on
from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.store.models import (
    Companion,
    Instruction,
    Material,
    Matter,
    MatterEvent,
    Officer,
    Petitioner,
    Responsibility,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.law.owners import authorities
from jiefang_tui.store.queries.matter.corrections import corrected_of
from jiefang_tui.store.queries.reception.named import Named, named_of
from jiefang_tui.store.queries.reception.sessions import SessionView, session_view
from jiefang_tui.store.queries.reception.visit_history import (
    OpenMatter,
    PastVisit,
    PromiseView,
    open_matters,
    past_of,
    promises_of,
)
from jiefang_tui.terms import (
    Category,
    Channel,
    CompanionRole,
    EntryKind,
    LegalRoute,
    MaterialForm,
    MatterState,
    Need,
    Outcome,
    PairKind,
    RefusalGround,
    Sex,
    VisitPurpose,
    VisitState,
    VoidGround,
)

NOTHING_NEW = "再次来访，没有提出新的事实和理由"
"""The entry that says so; who was asked is not asked again at the same visit."""


class PersonView(NamedTuple):
    """The visitor in full; masking is the screen's business."""

    id: int
    name: str
    sex: str
    """男, 女 or empty."""
    age: int | None
    phone: str
    id_no: str
    address: str


class Order(NamedTuple):
    """What a leader wrote (批示)."""

    leader: str
    text: str
    unit: str
    due_on: date | None
    signed_on: date
    matter_id: int


class PairView(NamedTuple):
    """One matter of the visit: what was said this time, what is known of it, what the talk ended in."""

    matter_id: int
    ordinal: int
    kind: PairKind
    visit_no: int
    """Which visit about this matter it is, 1 for the first."""
    register_no: str
    title: str
    request: str
    """诉求 in their own words: this time's, else the first's."""
    facts: str
    amount_fen: int | None
    content_class: str
    concerned: str
    """被反映单位(人)."""
    problem_area: str
    """Area code."""
    problem_place: str
    prior_procedures: str
    prior_query_code: str
    category: Category
    state: MatterState
    outcome: Outcome | None
    """None while undecided."""
    told_words: str
    decided_on: date | None
    """The day its outcome was written down."""
    accepted_on: date | None
    route_answered: LegalRoute | None
    """The way that was answered at registration (`rules.reports.route_answered`), while none is decided."""
    handling_due: date | None
    lead_unit: str
    owner: str
    """包案领导 the matter already has, else empty."""
    resolve_due: date | None
    last_entry: str
    """The last line of its timeline, for a matter that has been here before."""
    ended: str
    """What it ended in before this visit (`rules.standing`); empty while it goes on, and once the visitor was asked."""
    is_final: bool
    """三级终结 (Art. 36(3))."""

    @property
    def is_sealed(self) -> bool:
        """Whether nothing of its content is kept."""
        return self.category is Category.REPORT_ACCUSATION


class CameAlong(NamedTuple):
    """One of a group's people, as written down."""

    name: str
    is_representative: bool
    phone: str
    id_no: str


class VisitView(NamedTuple):
    """Everything the talk shows about one arrival."""

    id: int
    day: date
    queue_no: int
    """0 for what is no visit."""
    channel: Channel
    paper_on: date | None
    outside_no: str
    outside_due: date | None
    name: str
    state: VisitState
    purpose: VisitPurpose
    arrived_at: datetime
    called_at: datetime | None
    person: PersonView | None
    """None for an anonymous or sealed visit."""
    version: int
    headcount: int
    representative_count: int
    people: tuple[CameAlong, ...]
    representatives: tuple[str, ...]
    companions: tuple[str, ...]
    needs: tuple[str, ...]
    """Labels: 老人, 残疾 ..."""
    on_behalf_of: str
    is_urgent: bool
    priority_reason: str
    window_note: str
    talk_note: str
    voided: str
    """When and why the registration was voided; empty while it stands."""
    orders: tuple[Order, ...]
    """领导批示 of this talk, in order."""
    corrected: tuple[str, ...]
    """What was put right, with what stood there before: ``11-24 更正接谈记录 原：…``."""
    materials: tuple[str, ...]
    """``欠条 复印件 2页``."""
    registrar: str
    session: SessionView
    named: Named | None
    """The leader they asked for (点名接访)."""
    pairs: tuple[PairView, ...]
    past: tuple[PastVisit, ...]
    past_count: int
    """All earlier visits, also those not in `past`."""
    open_matters: tuple[OpenMatter, ...]
    promises: tuple[PromiseView, ...]

    @property
    def undecided(self) -> tuple[PairView, ...]:
        """What the talk has not yet ended in anything for."""
        return tuple(pair for pair in self.pairs if pair.outcome is None)

    @property
    def number(self) -> str:
        """``03号``, or how what is no visit came."""
        return arrival_label(self.queue_no, self.channel.label).removeprefix("第")


def visit_view(visit_id: int, today: date) -> VisitView | None:
    """All about one visit; None when there is no such one. A fixed, small number of reads."""
    registrar = Officer.alias()
    visit = (
        Visit.select(Visit, Petitioner, registrar)
        .join(Petitioner, JOIN.LEFT_OUTER)
        .switch(Visit)
        .join(registrar, JOIN.LEFT_OUTER, on=(Visit.registrar == registrar.id), attr="registrar")
        .where(Visit.id == visit_id)
        .first()
    )
    if visit is None:
        return None
    pairs = _pairs(visit_id, today)
    matter_ids = [pair.matter_id for pair in pairs]
    past, past_count = past_of(visit, matter_ids)
    people = list(Companion.select().where(Companion.visit == visit_id).order_by(Companion.ordinal))
    others = open_matters(visit.petitioner_id, matter_ids, today)
    view = VisitView(
        id=visit.id,
        day=visit.day,
        queue_no=visit.queue_no or 0,
        channel=Channel(visit.channel),
        paper_on=visit.paper_on,
        outside_no=visit.outside_no,
        outside_due=visit.outside_due,
        name=visit.shown_name,
        state=VisitState(visit.state),
        purpose=VisitPurpose(visit.purpose),
        arrived_at=visit.arrived_at,
        called_at=visit.called_at,
        person=_person(visit.petitioner, today) if visit.petitioner_id else None,
        version=visit.version,
        headcount=visit.headcount,
        representative_count=visit.representative_count,
        people=tuple(
            CameAlong(row.name, row.role == CompanionRole.REPRESENTATIVE, row.phone, row.id_no) for row in people
        ),
        representatives=tuple(row.name for row in people if row.role == CompanionRole.REPRESENTATIVE),
        companions=tuple(row.name for row in people if row.role != CompanionRole.REPRESENTATIVE),
        needs=tuple(Need.word(code) for code in visit.needs.split()),
        on_behalf_of=visit.on_behalf_of,
        is_urgent=visit.is_urgent,
        priority_reason=visit.priority_reason,
        window_note=visit.window_note,
        talk_note=visit.talk_note,
        voided=_voided(visit),
        orders=_orders(visit_id),
        corrected=corrected_of(visit_id),
        materials=_materials(visit_id),
        registrar=visit.registrar.name if visit.registrar_id else "",
        session=session_view(visit.session_id),
        named=named_of([visit_id]).get(visit_id),
        pairs=pairs,
        past=past,
        past_count=past_count,
        open_matters=others,
        promises=promises_of([*matter_ids, *(row.matter_id for row in others)], today),
    )
    return _without_words(view) if pairs and all(pair.is_sealed for pair in pairs) else view


def _without_words(view: VisitView) -> VisitView:
    """A visit that was about a report only: that somebody came, and nothing of who and what for (Art. 30(3))."""
    nothing: dict[str, Any] = dict.fromkeys(("on_behalf_of", "priority_reason", "window_note", "talk_note"), "")
    nothing |= dict.fromkeys(("people", "representatives", "companions", "needs", "corrected", "materials"), ())
    nothing |= {"person": None, "past": (), "past_count": 0, "open_matters": (), "promises": ()}
    return view._replace(**nothing)


def _orders(visit_id: int) -> tuple[Order, ...]:
    rows: Any = (
        Instruction.select(Instruction, Officer, Unit)
        .join(Officer, JOIN.LEFT_OUTER)
        .switch(Instruction)
        .join(Unit, JOIN.LEFT_OUTER, on=(Instruction.unit == Unit.id))
        .where(Instruction.visit_id == visit_id)
        .order_by(Instruction.id)
    )
    return tuple(
        Order(
            row.leader.name if row.leader_id is not None else "",
            row.text,
            row.unit.name if row.unit_id is not None else "",
            row.due_on,
            row.signed_on,
            row.matter_id,
        )
        for row in rows
    )


def _voided(visit: Visit) -> str:
    if visit.voided_on is None:
        return ""
    ground = f"{VoidGround(visit.void_ground).label}{visit.void_for_no}"
    by = f"{visit.void_approver}批准" if visit.void_approver else ""
    return " ".join(part for part in (str(visit.voided_on), ground, visit.void_reason, by) if part)


def _person(person: Petitioner, today: date) -> PersonView:
    return PersonView(
        id=person.id,
        name=person.name,
        sex=Sex(person.sex).label if person.sex else "",
        age=age_on(person.birth_date, today) if person.birth_date else None,
        phone=person.phone,
        id_no=person.id_no,
        address=person.address,
    )


def _materials(visit_id: int) -> tuple[str, ...]:
    rows = Material.select().where(Material.visit == visit_id).order_by(Material.id)
    return tuple(
        f"{row.name} {MaterialForm(row.form).label}" + (f" {row.pages}页" if row.pages else "") for row in rows
    )


def _pairs(visit_id: int, today: date) -> tuple[PairView, ...]:
    owner = Officer.alias()
    rows = list(
        VisitMatter.select(VisitMatter, Matter, Unit, Responsibility, owner)
        .join(Matter)
        .join(Unit, JOIN.LEFT_OUTER, on=(Matter.lead_unit == Unit.id), attr="lead_unit")
        .switch(Matter)
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id), attr="sheet")
        .join(owner, JOIN.LEFT_OUTER, on=(Responsibility.leader == owner.id), attr="leader")
        .where(VisitMatter.visit == visit_id)
        .order_by(VisitMatter.ordinal)
    )
    ids = [row.matter_id for row in rows]
    earlier: dict[int, int] = defaultdict(int)
    known = VisitMatter.select(VisitMatter.matter, VisitMatter.visit).join(Visit)
    for pair in known.where(VisitMatter.matter.in_(ids) & Visit.counts):
        earlier[pair.matter_id] += pair.visit_id <= visit_id
    last = _last_entries([row.matter_id for row in rows if row.kind == PairKind.REPEAT])
    again = {row.matter_id for row in rows if row.kind == PairKind.REPEAT and not row.outcome}
    asked = _asked(visit_id) if again else set()
    return tuple(
        _pair(
            row,
            earlier[row.matter_id],
            last.get(row.matter_id, ""),
            _ended(row.matter, today) if row.matter_id in again - asked else "",
        )
        for row in rows
    )


def _ended(matter: Matter, today: date) -> str:
    """What it ended in before it was brought again."""
    ground = RefusalGround(matter.refusal_ground).label if matter.refusal_ground else ""
    state, final_on = MatterState(matter.state), matter.finally_closed_on
    result = matter.result
    if state is MatterState.ROUTED_OUT and (authority := authorities([matter.id]).get(matter.id)):
        result = f"向{authority}提出"
    return how_it_ended(state, today, matter.concluded_on, result, matter.refused_on, ground, final_on)


def _pair(row: Any, visit_no: int, last_entry: str, ended: str) -> PairView:
    matter = row.matter
    sheet = getattr(matter, "sheet", None)
    if sheet is not None and sheet.id is None:
        sheet = None
    return PairView(
        matter_id=matter.id,
        ordinal=row.ordinal,
        kind=PairKind(row.kind),
        visit_no=visit_no,
        register_no=matter.register_no,
        title=matter.title,
        request=row.request_said or matter.request if matter.category != Category.REPORT_ACCUSATION else "",
        facts=matter.facts if matter.category != Category.REPORT_ACCUSATION else "",
        amount_fen=matter.amount_fen,
        content_class=matter.content_class,
        concerned=" ".join(part for part in (matter.concerned_unit, matter.concerned_person) if part),
        problem_area=matter.problem_area,
        problem_place=matter.problem_place,
        prior_procedures=matter.prior_procedures,
        prior_query_code=matter.prior_query_code,
        category=Category(matter.category),
        state=MatterState(matter.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        told_words=row.told,
        decided_on=row.decided_at.date() if row.decided_at else None,
        accepted_on=matter.accepted_on,
        route_answered=None if matter.route else route_answered(matter.report_answer),
        handling_due=matter.handling_due,
        lead_unit=matter.lead_unit.name if matter.lead_unit_id else "",
        owner=sheet.leader.name if sheet else "",
        resolve_due=sheet.resolve_due if sheet else None,
        last_entry=last_entry,
        ended=ended,
        is_final=matter.finally_closed_on is not None,
    )


def _asked(visit_id: int) -> set[int]:
    """The matters of which it was said at this visit that there is nothing new."""
    rows: Any = (
        MatterEvent.select(MatterEvent.matter)
        .join(VisitMatter, on=(VisitMatter.matter == MatterEvent.matter))
        .join(Visit, on=(VisitMatter.visit == Visit.id))
        .where((Visit.id == visit_id) & (MatterEvent.on_day == Visit.day) & (MatterEvent.text == NOTHING_NEW))
        .tuples()
    )
    return {row[0] for row in rows}


def _last_entries(matter_ids: Sequence[int]) -> dict[int, str]:
    if not matter_ids:
        return {}
    last = (
        MatterEvent.select(fn.MAX(MatterEvent.id))
        .where(MatterEvent.matter.in_(matter_ids) & (MatterEvent.kind != EntryKind.REGISTERED))
        .group_by(MatterEvent.matter)
    )
    rows = MatterEvent.select().where(MatterEvent.id.in_(last))
    return {row.matter_id: f"{row.on_day:%m-%d} {row.text}" for row in rows}
