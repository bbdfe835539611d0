"""来访登记: one arrival, with everything the window asked, in one act."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from peewee import fn

from jiefang_tui.rules.kept_away import names_person
from jiefang_tui.rules.text import plain_name
from jiefang_tui.rules.typed.group_names import group_names
from jiefang_tui.rules.typed.numbers import MAX_REPRESENTATIVES, arrival_label
from jiefang_tui.services.asking.asked_once import sounds
from jiefang_tui.services.asking.reports import (
    SEALED_NAME,
    SEALED_TITLE,
    next_register_no,
    register_report,
    title_of,
    wait_as_report,
)
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import assigned_by
from jiefang_tui.services.desk.numbering import create_numbered
from jiefang_tui.services.desk.old_copies import must_forget
from jiefang_tui.services.desk.people import apply_person, fill_gaps, officer_named, person_with_id
from jiefang_tui.services.law.report_words import forget_answers
from jiefang_tui.services.law.sealing import make_report_in
from jiefang_tui.services.reception.naming import name_leader_in
from jiefang_tui.services.reception.receiving import desk_of, session_of
from jiefang_tui.services.reception.report_question import apart, waits
from jiefang_tui.store import sealing, search
from jiefang_tui.store.models import (
    Appointment,
    Companion,
    Draft,
    Material,
    Matter,
    NotSamePerson,
    Officer,
    Petitioner,
    SealedReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception.people import surviving
from jiefang_tui.terms import (
    OPEN_VISIT_STATES,
    AppointmentKind,
    AppointmentState,
    Category,
    Channel,
    CompanionRole,
    EntryKind,
    MaterialForm,
    MatterState,
    PairKind,
    ReportAnswer,
    VisitPurpose,
    VisitState,
)

ANONYMOUS_NAME = "匿名"


@dataclass
class CompanionIn:
    """One of a group's people."""

    name: str
    is_representative: bool = False
    phone: str = ""
    id_no: str = ""


@dataclass
class MaterialIn:
    """A paper handed in; `pages` 0 when not counted."""

    name: str
    is_original: bool = False
    pages: int = 0


@dataclass
class MatterIn:
    """One 诉求. With `matter_id` the visit is linked to that matter (重访) and nothing else here overwrites it."""

    request: str = ""
    matter_id: int | None = None
    category: str = Category.CLAIM
    facts: str = ""
    content_class: str = ""
    problem_area: str = ""
    problem_place: str = ""
    problem_on: date | None = None
    concerned_unit: str = ""
    concerned_person: str = ""
    amount_fen: int | None = None
    affected_count: int | None = None
    prior_procedures: str = ""
    prior_query_code: str = ""
    report_answer: str = ""
    """`terms.ReportAnswer` where it was asked whether this is a report; asked by `register_in` where it sounds so."""
    of_line: str = ""
    """What the line says out of which it is made (转为事项): no claim takes it along, a report among it does."""


@dataclass
class VisitIn:
    """What the window asked. Only a name (or anonymity) and what it is about are required."""

    name: str = ""
    is_anonymous: bool = False
    purpose: str = VisitPurpose.PETITION
    channel: str = Channel.VISIT
    """All but a visit is filed: no queue number, no 批次, in its own list."""
    paper_on: date | None = None
    """The date the letter or paper carries."""
    outside_no: str = ""
    """Its number elsewhere: of a ticket, of the paper from above."""
    outside_due: date | None = None
    """By when whoever sent it wants an answer."""
    sent_by: str = ""
    """Which higher level passed it on."""
    wants_report: bool = False
    """Whether they want a report of how it ended."""
    assigned_leader: str = ""
    """Out of whose reception it was assigned (省、市、县领导接访交办)."""
    assigned_level: str = ""
    """`terms.LeaderLevel` of that leader."""
    named_leader: str = ""
    """点名接访: the leader the visitor asks for."""
    petitioner_id: int | None = None
    """The person the clerk chose (系同一人)."""
    person: dict[str, Any] = field(default_factory=dict)
    """Columns of `people.PERSON_COLUMNS` beside the name."""
    not_same: list[int] = field(default_factory=list)
    """Petitioners the clerk declared to be somebody else."""
    matters: list[MatterIn] = field(default_factory=list)
    headcount: int = 1
    representative_count: int = 0
    companions: list[CompanionIn] = field(default_factory=list)
    on_behalf_of: str = ""
    needs: list[str] = field(default_factory=list)
    is_urgent: bool = False
    priority_reason: str = ""
    materials: list[MaterialIn] = field(default_factory=list)
    appointment_id: int | None = None
    draft_uid: UUID | None = None
    """The draft this comes from; saving the same draft twice registers once."""
    arrived_at: datetime | None = None
    """Time on the paper for an entry made later (午间补录); None for now."""
    leader: str = ""
    """Who received, on a paper entered later."""


@dataclass(frozen=True)
class Registered:
    """What registering gave: ids, the queue number and sentences the clerk should see."""

    visit_id: int
    queue_no: int
    """0 for what is no visit."""
    petitioner_id: int | None
    matter_ids: tuple[int, ...]
    register_nos: tuple[str, ...]
    notes: tuple[str, ...] = ()
    is_sealed: bool = False
    """It is a report (检举控告) and nothing else: who came is not kept."""


def register_visit(desk: Desk, visit_in: VisitIn) -> Registered:
    """Register one arrival with its person, matters, group and papers.

    Raises `Refused` when neither a name nor anonymity, or no 诉求 for a petition, is given: nothing else is required
    (Regulation Art. 19, 23(2); a missing address is a gap, not an error). Raises `Asks` where words sound like a
    report and nobody said yet whether they are one.
    """
    again = visit_in.draft_uid and Visit.get_or_none(Visit.uid == visit_in.draft_uid)
    if again:
        return registered(again, ())
    check_required(visit_in)
    with acting(desk, "visit.register") as act:
        visit, notes = register_in(act, visit_in)
    return registered(visit, tuple(notes))


def register_in(act: Act, visit_in: VisitIn) -> tuple[Visit, list[str]]:
    """The body of `register_visit`, for acts that register and decide at once (午间补录)."""
    notes: list[str] = []
    told = [(one.concerned_person, one.concerned_unit) for one in visit_in.matters]
    visit_in, reports, beside = apart(act.desk, _told_apart(visit_in))
    if reports:
        notes.append(_reports_beside(act, visit_in, reports))
    sealed = any(m.category == Category.REPORT_ACCUSATION for m in visit_in.matters)
    person = None if visit_in.is_anonymous or sealed else _person(act, visit_in, notes)
    visit = _visit(act, visit_in, person, sealed)
    act.about(visit)
    _group(act, visit, visit_in, notes)
    for ordinal, matter_in in enumerate(visit_in.matters, 1):
        pair = pair_in(act, visit, person, matter_in, ordinal)
        if pair is not None and pair.kind == PairKind.INITIAL:
            _from_outside(act, visit_in, visit, act.change(Matter.get_by_id(pair.matter_id)))
    if any(names_person(one.concerned_person, act.desk.officer_name) for one in visit_in.matters):
        notes.append(f"{act.desk.officer_name}是所反映的人，请换别人登记、接待（条例第二十八条第三款）。")
    _materials(act, visit, visit_in)
    _settle_appointment(act, visit, visit_in, sealed)
    search.index_visit(visit, act.desk.reference.pinyin)
    waiting = [_wait_beside(act, visit_in, person, one) for one in beside]
    waiting += _wait_to_be_handed_over(act, visit, visit_in)
    if not sealed and Channel(visit.channel).is_visit:  # what it is about is known only now
        notes += name_leader_in(act, visit, _asked_for(visit_in), told)
    if waiting:
        numbers = "、".join(matter.register_no for matter in waiting)
        notes.append(f"{numbers} 按检举控告等移送，有回执才清除；按错了，打开这一件按「不是检举控告，恢复」。")
    if reports or sealed or waiting:
        _forget_typed(act.desk, visit_in)
    forget_answers(act.desk)
    return visit, notes


def _told_apart(visit_in: VisitIn) -> VisitIn:
    """Of 吴丁等5人 the name, the others of whom it says the names, and how many they are."""
    group = None if visit_in.petitioner_id else group_names(visit_in.name)
    if group is None:
        return visit_in
    others = [CompanionIn(name) for name in group.names[1:]]
    people, count = [*visit_in.companions, *others], max(visit_in.headcount, group.headcount)
    return replace(visit_in, name=group.names[0], companions=people, headcount=count)


def _reports_beside(act: Act, visit_in: VisitIn, reports: int) -> str:
    """Register reports that came with something else: acts of their own, without a visit; nothing links them."""
    day = (visit_in.arrived_at or act.now).date()
    numbers = [register_report(act.desk, day, visit_in.channel).register_no for _ in range(reports)]
    return f"检举控告另登记为{'、'.join(numbers)}，不留内容；编号请告诉来访人，移送在那一件里办。"


def _wait_to_be_handed_over(act: Act, visit: Visit, visit_in: VisitIn) -> list[Matter]:
    """Seal the matters of this visit that were answered to be reports; they keep their words until the handover."""
    if not any(map(waits, visit_in.matters)):
        return []
    made = Matter.select().join(VisitMatter).where(VisitMatter.visit == visit).order_by(VisitMatter.ordinal)
    sealed = [act.change(matter) for matter in made]
    for matter in sealed:
        make_report_in(act, matter, act.desk.officer_name, "", is_registering=True)
    return sealed


def _wait_beside(act: Act, visit_in: VisitIn, person: Petitioner | None, matter_in: MatterIn) -> Matter:
    """A report that came with something else: an act of its own, without a visit, that keeps its words until the
    handover.
    """
    day = (visit_in.arrived_at or act.now).date()
    told = {name: getattr(matter_in, name) for name in _OF_THE_MATTER}
    return wait_as_report(act.desk, day, visit_in.channel, petitioner=person, **told)


def _forget_typed(desk: Desk, visit_in: VisitIn) -> None:
    """The draft this was typed in holds the words of a report."""
    if visit_in.draft_uid and Draft.delete().where(Draft.uid == visit_in.draft_uid).execute():
        must_forget(desk.folder)


def check_required(visit_in: VisitIn) -> None:
    """Raise `Refused` for the little that is required, and for a headcount nobody can have meant."""
    sealed = any(m.category == Category.REPORT_ACCUSATION for m in visit_in.matters)
    if not visit_in.name.strip() and not visit_in.is_anonymous and not visit_in.petitioner_id and not sealed:
        raise Refused("请填写姓名；不愿留名的写「匿名」。", "name")
    if visit_in.purpose == VisitPurpose.PETITION:
        if not visit_in.matters:
            raise Refused("请填写诉求。", "request")
        for matter in visit_in.matters:
            if not matter.request.strip() and not matter.matter_id and matter.category != Category.REPORT_ACCUSATION:
                raise Refused("请填写诉求；已有事项可按 Ctrl+O 选定。", "request")
    if not 1 <= visit_in.headcount <= 9999:
        raise Refused("人数请填 1 到 9999。", "headcount")


def _person(act: Act, visit_in: VisitIn, notes: list[str]) -> Petitioner:
    name = plain_name(visit_in.name)
    chosen = surviving(visit_in.petitioner_id) if visit_in.petitioner_id else 0
    found = Petitioner.get_or_none(Petitioner.id == chosen) if chosen else None
    if found is None:
        found = person_with_id(name, visit_in.person.get("id_no") or "")
        if found is not None and found.id in visit_in.not_same:
            found = None
        elif found is not None:
            notes.append(f"身份证号相同，已并到原有的{found.name}名下。")
    if found is not None:
        fill_gaps(act.change(found), visit_in.person)
        _index_person(act, found)
        return found
    person = Petitioner(name=name, recorded_on=act.today)
    apply_person(person, visit_in.person)
    created = act.create(Petitioner, **{k: v for k, v in person.__data__.items() if k not in ("id", "uid")})
    _index_person(act, created)
    for other in visit_in.not_same:
        act.create(
            NotSamePerson,
            first=min(created.id, other),
            second=max(created.id, other),
            said_by=act.desk.officer_id,
            said_at=act.now,
        )
    return created


def _index_person(act: Act, person: Petitioner) -> None:
    search.index_person(person, act.desk.reference.pinyin)


def _visit(act: Act, visit_in: VisitIn, person: Petitioner | None, sealed: bool) -> Visit:
    arrived = visit_in.arrived_at or act.now
    day = arrived.date()
    leader = officer_named(act, visit_in.leader, field="leader") if visit_in.leader else None
    values: dict[str, Any] = {"uid": visit_in.draft_uid} if visit_in.draft_uid else {}
    slot = Appointment.get_or_none(Appointment.id == visit_in.appointment_id) if visit_in.appointment_id else None
    channel = Channel(visit_in.channel)
    by_note = visit_in.purpose != VisitPurpose.PETITION or channel is Channel.HOTLINE
    by_note = by_note and not any(map(waits, visit_in.matters))
    first_this_time = "" if person is None or not channel.is_visit else not_received_last_time(person, day)
    create = partial(create_numbered, act, Visit, "queue_no", lambda: next_queue_no(day))
    if not channel.is_visit:
        create = partial(act.create, Visit)
    return create(
        session=session_of(act, day, leader) if channel.is_visit else desk_of(act, day),
        day=day,
        arrived_at=arrived,
        recorded_at=act.now,
        is_backfilled=visit_in.arrived_at is not None,
        purpose=VisitPurpose(visit_in.purpose),
        channel=channel,
        paper_on=visit_in.paper_on,
        outside_no=visit_in.outside_no.strip(),
        outside_due=visit_in.outside_due,
        petitioner=person,
        shown_name=SEALED_NAME if sealed else person.name if person else plain_name(visit_in.name) or ANONYMOUS_NAME,
        headcount=visit_in.headcount,
        representative_count=min(visit_in.representative_count, MAX_REPRESENTATIVES),
        on_behalf_of=visit_in.on_behalf_of,
        needs=" ".join(visit_in.needs),
        is_urgent=visit_in.is_urgent,
        priority_reason=visit_in.priority_reason or first_this_time,
        slot_at=slot.slot_at if slot else None,
        window_note=" / ".join(m.request for m in visit_in.matters if m.request) if by_note and not sealed else "",
        state=VisitState.WAITING if channel.is_visit else VisitState.FILED,
        registrar=act.desk.officer_id,
        **values,
    )


def not_received_last_time(person: Petitioner, day: date) -> str:
    """Why somebody comes first: they waited the last time and left without a talk. Empty when they did not."""
    last: Visit | None = (
        Visit.select()
        .where((Visit.petitioner == person) & Visit.counts & Visit.is_arrival & (Visit.day <= day))
        .order_by(Visit.day.desc(), Visit.id.desc())
        .first()
    )
    unreceived = last is not None and last.state in (VisitState.LEFT, *OPEN_VISIT_STATES)
    if last is None or not unreceived or (last.day == day and last.state != VisitState.LEFT):
        return ""
    return f"{last.day:%m-%d}来没接谈"


def next_queue_no(day: date) -> int:
    """The queue number of the next arrival on `day`."""
    highest = Visit.select(fn.MAX(Visit.queue_no)).where(Visit.day == day).scalar()
    return int(highest or 0) + 1


def _group(act: Act, visit: Visit, visit_in: VisitIn, notes: list[str]) -> None:
    """Write down who came along; the sixth representative becomes a companion (Regulation Art. 20(3))."""
    representatives = 0
    moved: list[str] = []
    for ordinal, one in enumerate(visit_in.companions, 1):
        role = CompanionRole.COMPANION
        if one.is_representative:
            if representatives < MAX_REPRESENTATIVES:
                role = CompanionRole.REPRESENTATIVE
                representatives += 1
            else:
                moved.append(one.name)
        act.create(Companion, visit=visit, ordinal=ordinal, role=role, name=one.name, phone=one.phone, id_no=one.id_no)
    if representatives > visit.representative_count:
        visit.representative_count = representatives
    known = len(visit_in.companions) + (0 if visit_in.is_anonymous else 1)
    if known > visit.headcount:
        notes.append(f"登记了{known}人的姓名，人数已由{visit.headcount}改为{known}。")
        visit.headcount = known
    if moved or visit_in.representative_count > MAX_REPRESENTATIVES:
        who = "、".join(moved) if moved else f"多出的{visit_in.representative_count - MAX_REPRESENTATIVES}人"
        notes.append(f"代表最多5人(条例第二十条第三款)，{who}已登记为同访人。")


def arrived_as(visit: Visit) -> str:
    """第03号, or how what is no visit came: 来信."""
    return arrival_label(visit.queue_no, Channel(visit.channel).label)


def _from_outside(act: Act, visit_in: VisitIn, visit: Visit, matter: Matter) -> None:
    """What only comes with a paper from above, and who was met: the first contact (首次联系) of whoever came.

    Of a sealed report nothing is kept.
    """
    if matter.category == Category.REPORT_ACCUSATION:
        return
    if Channel(visit.channel).is_from_above:
        matter.transferred_in_on, matter.transferred_from = visit.day, visit_in.sent_by.strip()
        matter.transfer_no, matter.assigned_due = visit.outside_no, visit.outside_due
        matter.wants_report = visit_in.wants_report
        matter.assigned_leader, matter.assigned_level = assigned_by(visit_in.assigned_leader, visit_in.assigned_level)
    if Channel(visit.channel).is_visit:
        matter.first_contact_on, matter.first_contact_by = visit.day, act.desk.officer_name


def pair_in(act: Act, visit: Visit, person: Petitioner | None, matter_in: MatterIn, ordinal: int) -> VisitMatter | None:
    """Link the visit to a matter, a known one or a new one; None where there is nothing to link.

    A ticket of the hotline is no matter until somebody makes it one.
    """
    is_report = matter_in.category == Category.REPORT_ACCUSATION or waits(matter_in)
    window = visit.purpose != VisitPurpose.PETITION or (visit.channel == Channel.HOTLINE and not is_report)
    if matter_in.matter_id:
        matter = act.change(_known_matter(matter_in.matter_id))
        matter.report_answer = matter.report_answer or matter_in.report_answer
        if VisitMatter.select().where((VisitMatter.visit == visit) & (VisitMatter.matter == matter)).exists():
            return None  # the same matter chosen twice
        asks = VisitPurpose(visit.purpose).is_inquiry
        kind = PairKind.INQUIRY if asks else PairKind.REPEAT
        again = "再次来访" if visit.queue_no is not None else "又有来件"
        purpose = VisitPurpose(visit.purpose).label if visit.purpose != VisitPurpose.PETITION else again
        entry = EntryKind.INQUIRY if asks else EntryKind.REGISTERED
        act.event(matter.id, entry, f"{purpose}，{arrived_as(visit)}", visit.day)
    elif window:
        return None
    else:
        return pair_of_new(act, visit, person, matter_in, ordinal)
    return act.create(
        VisitMatter, visit=visit, matter=matter, ordinal=ordinal, kind=kind, request_said=matter_in.request
    )


def take_up(desk: Desk, visit_id: int) -> int:
    """A ticket of the hotline becomes a matter (信访事项), in the words it came with. Returns the matter's id."""
    with acting(desk, "visit.take_up") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        if visit.channel != Channel.HOTLINE or VisitMatter.select().where(VisitMatter.visit == visit).exists():
            raise Refused("不能转为事项，已经有事项了；请直接打开办理。")
        if visit.finished_at is not None:
            raise Refused("不能转为事项，已经记了办理结果；又有诉求的请重新登记。")
        # Whether it is a report was asked when the ticket came in: then it would have been registered as one.
        asked = ReportAnswer.CLAIM if sounds(desk, [visit.window_note], "", "") else ""
        pair = pair_of_new(act, visit, visit.petitioner, MatterIn(visit.window_note, report_answer=asked), 1)
    return pair.matter_id


def pair_of_new(act: Act, visit: Visit, person: Petitioner | None, matter_in: MatterIn, ordinal: int) -> VisitMatter:
    """A new matter, and what the visit says of it."""
    matter = _new_matter(act, visit, person, matter_in)
    said = "" if matter_in.category == Category.REPORT_ACCUSATION else matter_in.request
    return act.create(
        VisitMatter, visit=visit, matter=matter, ordinal=ordinal, kind=PairKind.INITIAL, request_said=said
    )


def _known_matter(matter_id: int) -> Matter:
    """The matter a visit is linked to; for one that was merged, the matter it went into. Nothing joins a sealed one."""
    matter: Matter = Matter.get_by_id(matter_id)
    while matter.merged_into_id is not None:
        matter = matter.merged_into
    if matter.category == Category.REPORT_ACCUSATION:
        raise Refused("密件不能接着登记；请按检举控告另登记一件。", "request")
    if matter.state == MatterState.VOIDED:
        raise Refused(f"{matter.register_no} 的登记已作废，请按新诉求登记。", "request")
    return matter


def _first_receiver(act: Act, matter_in: MatterIn) -> int | None:
    """首接人: the clerk at the window, unless the matter is about that very person (Art. 28(3)); then nobody, yet."""
    return None if names_person(matter_in.concerned_person, act.desk.officer_name) else act.desk.officer_id


_OF_THE_MATTER = (
    "request", "facts", "content_class", "problem_area", "problem_place", "problem_on", "concerned_unit",
    "concerned_person", "amount_fen", "affected_count", "prior_procedures", "prior_query_code",
)  # fmt: skip
"""What a matter takes as it was told."""


def _new_matter(act: Act, visit: Visit, person: Petitioner | None, matter_in: MatterIn) -> Matter:
    day = visit.day
    common: dict[str, Any] = {
        "received_on": day,
        "recorded_on": act.today,
        "channel": visit.channel,
        "category": Category(matter_in.category),
        "state": MatterState.REGISTERED,
        "first_receiver": _first_receiver(act, matter_in),
        "is_urgent": visit.is_urgent,
        "report_answer": matter_in.report_answer,
    }
    new_matter = partial(create_numbered, act, Matter, "register_no", lambda: next_register_no(act.desk, day))
    if matter_in.category == Category.REPORT_ACCUSATION:
        matter = new_matter(title=SEALED_TITLE, petitioner_name=SEALED_NAME, **common)
        act.create(SealedReport, matter=matter, received_on=day)
    else:
        matter = new_matter(
            title=title_of(matter_in.request),
            petitioner=person,
            petitioner_name=visit.shown_name,
            **{name: getattr(matter_in, name) for name in _OF_THE_MATTER},
            **common,
        )
    search.index_matter(matter, act.desk.reference.pinyin)
    act.event(matter.id, EntryKind.REGISTERED, f"登记，{arrived_as(visit)}", day)
    return matter


def _materials(act: Act, visit: Visit, visit_in: VisitIn) -> None:
    first = VisitMatter.select(VisitMatter.matter).where(VisitMatter.visit == visit).order_by(VisitMatter.ordinal)
    matter_id = first.scalar()
    for one in visit_in.materials:
        form = MaterialForm.ORIGINAL if one.is_original else MaterialForm.COPY
        act.create(Material, visit=visit, matter=matter_id, name=one.name, form=form, pages=one.pages)


def _settle_appointment(act: Act, visit: Visit, visit_in: VisitIn, sealed: bool) -> None:
    if not visit_in.appointment_id:
        return
    if sealed:  # who booked is not led to the report
        sealing.forget(Appointment, [visit_in.appointment_id])
        booked = act.change(Appointment.get_by_id(visit_in.appointment_id))
        booked.state = AppointmentState.ARRIVED
        must_forget(act.desk.folder, appointments=[booked.uid])
        return
    booked = act.change(Appointment.get_by_id(visit_in.appointment_id))
    booked.state, booked.visit = AppointmentState.ARRIVED, visit
    if booked.leader_id and visit.session.leader_id is None:
        act.change(visit.session).leader = Officer.get_by_id(booked.leader_id)


def _asked_for(visit_in: VisitIn) -> str:
    """点名接访: whom they ask for, or asked for when they were given this time."""
    named = (Appointment.id == visit_in.appointment_id) & (Appointment.kind == AppointmentKind.NAMED)
    booked = Appointment.get_or_none(named) if visit_in.appointment_id and not visit_in.named_leader.strip() else None
    return booked.leader.name if booked is not None and booked.leader is not None else visit_in.named_leader


def registered(visit: Visit, notes: tuple[str, ...]) -> Registered:
    """What registering `visit` gave, read back from the file."""
    pairs = list(
        VisitMatter.select(VisitMatter, Matter)
        .join(Matter)
        .where(VisitMatter.visit == visit)
        .order_by(VisitMatter.ordinal)
    )
    return Registered(
        visit_id=visit.id,
        queue_no=visit.queue_no or 0,
        petitioner_id=visit.petitioner_id,
        matter_ids=tuple(pair.matter_id for pair in pairs),
        register_nos=tuple(pair.matter.register_no for pair in pairs),
        notes=notes,
        is_sealed=any(pair.matter.category == Category.REPORT_ACCUSATION for pair in pairs),
    )
