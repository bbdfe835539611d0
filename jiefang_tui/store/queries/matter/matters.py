"""One matter (事项): what stands in it, who it is about, and where it stands; see `matter_history` for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from jiefang_tui.rules.clocks import clocks, handling_of, notice_of
from jiefang_tui.rules.closing import carried_out
from jiefang_tui.rules.deadlines import Due
from jiefang_tui.rules.moves import awaits_acceptance, needs_closing
from jiefang_tui.rules.standing import Facts, Standing, standing
from jiefang_tui.rules.typed.identity import age_on
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.clock_facts import facts_of
from jiefang_tui.store.models import (
    Commitment,
    Extension,
    Matter,
    Officer,
    Petitioner,
    SealedReport,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.law.owners import authorities, unsigned_by
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.store.queries.office.villages import area_name, full_area_name
from jiefang_tui.store.queries.responsibility.sheets import SheetView, sheet
from jiefang_tui.terms import (
    OPEN_MATTER_STATES,
    Category,
    Channel,
    CountyEntry,
    DueKind,
    IdDocument,
    LegalRoute,
    MatterState,
    RefusalGround,
    Sex,
    VisitState,
    WaitFor,
)

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


@dataclass(frozen=True)
class PersonView:
    """A petitioner in full; masking is the screen's business."""

    id: int
    version: int
    """Of the row as it was read; the form that corrects it gives it back."""
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
    version: int
    """Of the row as it was read; the form that corrects it gives it back."""
    register_no: str
    state: MatterState
    category: Category
    route: LegalRoute | None
    route_label: str
    channel: Channel
    first_contact_on: date | None
    """首次联系: when somebody first spoke with the petitioner."""
    first_contact_by: str
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
    handler: str
    first_receiver: str
    unsigned: str
    """Who was to take it over and has not signed, ``自然资源所李强``: it is the 首接人's until then."""
    authority: str
    """有权机关 that the petitioner was led to (Art. 23(1)); empty while it is dealt with here."""
    merged_into_id: int | None
    merged_into_no: str
    county_state: CountyEntry
    county_no: str
    county_query_code: str
    county_entered_on: date | None
    handed_to: str
    """Where a sealed report went."""
    handed_on: date | None
    sealed_printed_on: date | None
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


_AS_STORED = (
    "id", "version", "register_no", "petitioner_name", "title", "request", "facts", "content_class", "problem_area",
    "problem_place", "problem_on", "concerned_unit", "concerned_person", "amount_fen", "affected_count",
    "prior_procedures", "prior_query_code", "is_urgent", "received_on", "recorded_on", "accepted_on", "notified_on",
    "concluded_on", "last_entry_on", "result", "due_on", "merged_into_id", "county_no", "county_query_code",
    "county_entered_on", "first_contact_on", "first_contact_by",
)  # fmt: skip
"""Fields of `MatterView` that are the column of that name, and nothing else."""


def matter_view(matter_id: int, today: date, reference: Reference) -> MatterView:
    """Everything about one matter on one screen. `Matter.DoesNotExist` for an unknown id."""
    matter = _with_names(matter_id)
    whose, owned = _related_names(matter), sheet(matter_id, today, calendar_of(reference))
    dues = clocks(facts_of([matter_id])[matter_id], reference.policy, calendar_of(reference), today)
    visit_count, last_visit_on, open_visit = _visits_in_short(matter_id, today)
    whose["authority"] = authorities([matter_id]).get(matter_id, "")
    unsigned = "" if owned else unsigned_by(matter_id)
    return MatterView(
        **{name: getattr(matter, name) for name in _AS_STORED},
        **_in_words(matter, today, reference),
        **whose,
        unsigned=unsigned,
        notice=notice_of(dues),
        handling=handling_of(dues, MatterState(matter.state)),
        visit_count=visit_count,
        last_visit_on=last_visit_on,
        open_visit=open_visit,
        counted_to=matter.concluded_on or today,
        sheet=owned,
        standing=standing(_facts(matter, whose, owned, today, dues, unsigned, calendar_of(reference))),
    )


def _with_names(matter_id: int) -> Any:
    """The row of a matter with the rows whose names stand on its screen."""
    receiver, merged = Officer.alias(), Matter.alias()
    return (
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


def _in_words(matter: Any, today: date, reference: Reference) -> dict[str, Any]:
    """What is stored as a code, with its label where reference data give one, and the petitioner."""
    route = LegalRoute(matter.route) if matter.route else None
    return {
        "state": MatterState(matter.state),
        "category": Category(matter.category),
        "route": route,
        "route_label": reference.routes[route].label if route else "",
        "channel": Channel(matter.channel),
        "county_state": CountyEntry(matter.county_state),
        "content_class_label": reference.class_label(matter.content_class),
        "problem_area_name": area_name(reference, matter.problem_area, matter.problem_place),
        "person": person_view(matter.petitioner, today, reference) if matter.petitioner_id else None,
    }


def _related_names(matter: Any) -> dict[str, Any]:
    """Who has to do with it, by name: unit, 责任人, 首接人; the matter it went into; where a sealed report went."""
    unit, handler, first = matter.lead_unit, getattr(matter, "_handler", None), getattr(matter, "_receiver", None)
    into, sealed = getattr(matter, "_merged", None), getattr(matter, "_sealed", None)
    return {
        "lead_unit": unit.name if unit else "",
        "handler": handler.name if handler else "",
        "first_receiver": first.name if first else "",
        "merged_into_no": into.register_no if into else "",
        "handed_to": sealed.handed_to if sealed else "",
        "handed_on": sealed.handed_on if sealed else None,
        "sealed_printed_on": sealed.printed_on if sealed else None,
    }


def _facts(
    matter: Any,
    whose: dict[str, Any],
    owned: SheetView | None,
    today: date,
    dues: Sequence[Due],
    unsigned: str,
    calendar: Calendar,
) -> Facts:
    handling = handling_of(dues, MatterState(matter.state))
    next_commitment = (
        Commitment.select(fn.MIN(Commitment.due_on))
        .where((Commitment.matter == matter.id) & Commitment.fulfilled_on.is_null())
        .scalar()
    )
    outcome_due = (owned.resolve_due if owned else None) or matter.due_on
    route_due = next((due.raw for due in dues if due.kind is DueKind.ROUTE and due.is_open), None)
    assigned = next((due.raw for due in dues if due.kind is DueKind.ASSIGNED and due.is_open), None)
    report_due = next((due.raw for due in dues if due.kind is DueKind.REPORT_UP and due.is_open), None)
    handling_due, promised = handling.raw if handling else None, _as_day(next_commitment)
    known = (matter.notice_due, handling_due, outcome_due, route_due, promised)
    days = [day for day in known if day is not None]
    untold = Extension.told_on.is_null() & Extension.undone_on.is_null()
    runs = MatterState(matter.state) in OPEN_MATTER_STATES
    return Facts(
        state=MatterState(matter.state),
        today=today,
        received_on=matter.received_on,
        category=Category(matter.category),
        accepted_on=matter.accepted_on,
        awaits_acceptance=awaits_acceptance(matter.state, matter.category, matter.route, matter.accepted_on),
        notified_on=matter.notified_on,
        notice_due=matter.notice_due,
        handling_due=handling_due,
        handling_article=handling.article if handling else "",
        assigned_due=assigned,
        is_extension_untold=runs and Extension.select().where((Extension.matter == matter.id) & untold).exists(),
        part=parties_of([matter.id]).part(matter.id),
        outcome_due=outcome_due,
        last_days={day: calendar.last_in_time(day) for day in days},
        owner=owned.leader if owned else whose["first_receiver" if unsigned else "handler"],
        unsigned=unsigned,
        lead_unit=whose["lead_unit"],
        authority=whose["authority"],
        is_under_leader=owned is not None,
        gap=owned.gap if owned else "",
        overdue_measures=owned.overdue(today) if owned else 0,
        next_commitment_due=promised,
        next_instalment_due=awaited.first_due if (awaited := awaited_of(matter.id)) is not None else None,
        route_due=route_due,
        report_due=report_due,
        county=CountyEntry(matter.county_state),
        merged_into=whose["merged_into_no"],
        concluded_on=matter.concluded_on,
        needs_closing=needs_closing(matter.state, was_handled=matter.was_handled),
        executed_on=carried_out(matter.executed_on, matter.opinion_result, matter.concluded_on),
        followed_up_on=matter.followed_up_on,
        closed_on=matter.closed_on,
        finally_closed_on=matter.finally_closed_on,
        replied_on=matter.replied_on,
        refused_on=matter.refused_on,
        refusal_label=RefusalGround(matter.refusal_ground).label if matter.refusal_ground else "",
        transferred_from=matter.transferred_from,
        wait_label=WaitFor(matter.wait_for).label if matter.wait_for else "",
        wait_note=matter.wait_note,
        wait_since=matter.wait_since,
        is_printed=whose["sealed_printed_on"] is not None,
        look_again_on=None if matter.look_again_result else matter.look_again_on,
    )


def _as_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def person_view(person: Petitioner, today: date, reference: Reference) -> PersonView:
    """A petitioner with age on `today` and the name of the home area."""
    return PersonView(
        id=person.id,
        version=person.version,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        age=age_on(person.birth_date, today) if person.birth_date else None,
        id_doc=person.id_doc,
        id_no=person.id_no,
        phone=person.phone,
        area_code=person.area_code,
        area=full_area_name(reference, person.area_code) if person.area_code else "",
        address=person.address,
    )


def _visits_in_short(matter_id: int, today: date) -> tuple[int, date | None, tuple[int, str] | None]:
    totals: Any = (
        VisitMatter.select(fn.COUNT(VisitMatter.id), fn.MAX(Visit.day))
        .join(Visit)
        .where((VisitMatter.matter == matter_id) & Visit.is_arrival & Visit.counts)
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
