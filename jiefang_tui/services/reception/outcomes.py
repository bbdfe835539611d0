"""What a talk (接谈) may end in: what the form gives for each outcome, and what each one writes down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from jiefang_tui.rules.dispatches import DISPATCHES
from jiefang_tui.rules.moves import RESTING
from jiefang_tui.rules.outcomes import OUTCOMES, missing_answer
from jiefang_tui.rules.typed.group_names import unit_names
from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.services.closure.acts import END_SIMPLY
from jiefang_tui.services.closure.ending import SimpleEnd, end_simply_in
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_free, must_be_free
from jiefang_tui.services.desk.moving import move
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.law.acceptance import HERE, accept_in, whose_duty
from jiefang_tui.services.law.dispatching import date_by_hand, end_leads, is_assisting
from jiefang_tui.services.law.sealing import destination_for, make_report_in
from jiefang_tui.services.matter.commitments import CommitmentIn
from jiefang_tui.services.matter.mergeable import must_be_mergeable
from jiefang_tui.services.matter.merging import merge_in
from jiefang_tui.services.matter.moving_rows import Moving
from jiefang_tui.store.models import (
    Appointment,
    Dispatch,
    Duty,
    Matter,
    Officer,
    Responsibility,
    TaskForceMember,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import (
    Category,
    Channel,
    DispatchKind,
    DutyKind,
    DutyLiesWith,
    EntryKind,
    FollowUpWay,
    LegalRoute,
    MatterState,
    Outcome,
    PairKind,
)


@dataclass
class InstructionIn:
    """批示 in the leader's own words, with unit and deadline where the leader named them."""

    text: str
    unit: str = ""
    due_on: date | None = None
    signed_on: date | None = None


@dataclass
class OutcomeIn:
    """One outcome with what belongs to it. Which fields are needed depends on `outcome`; see `decide`."""

    outcome: str
    talk_note: str = ""
    instruction: InstructionIn | None = None
    commitments: list[CommitmentIn] = field(default_factory=list)
    told: str = ""
    unit: str = ""
    officer: str = ""
    requirement: str = ""
    due_on: date | None = None
    leader: str = ""
    """Owner for 受理并包案 when it is not the session's leader."""
    other_owner_reason: str = ""
    route: str = ""
    """`terms.LegalRoute` for 告知并引导; for 受理并包案 one of those that stay here."""
    duty: str = ""
    """`terms.DutyLiesWith`, asked of Art. 31(5) only: whose duty it is."""
    merge_into: int | None = None
    next_at: datetime | None = None
    """For 待核实，另约."""
    accused: str = ""
    """For 移送: `terms.Accused`. Compared with where it goes and kept nowhere (Art. 30(3))."""
    confirmed_by: str = ""
    """For 移送 of what was registered as a claim: the second person."""
    still_reason: str = ""
    """Why somebody whom the claim is about handles it all the same (Art. 28(3))."""
    told_way: str = ""
    """For 简易办结: `terms.FollowUpWay`, when, what the petitioner said, and whether it is wanted in writing."""
    told_on: date | None = None
    said: str = ""
    in_writing: bool = False


def must_have_answers(outcome_in: OutcomeIn) -> None:
    """`Refused` with the outcome's own sentence for the first thing it cannot do without."""
    answers = (name for name, value in vars(outcome_in).items() if (value.strip() if isinstance(value, str) else value))
    missing = missing_answer(Outcome(outcome_in.outcome), answers)
    if missing is not None:
        raise Refused(missing.missing, missing.name)


def _answered(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    act.event(matter.id, EntryKind.OUTCOME, f"当场答复：{outcome_in.told}", visit.day)
    if matter.state == MatterState.REGISTERED:
        move(act, matter, MatterState.CONCLUDED)
        matter.result, matter.concluded_on = outcome_in.told, visit.day


def _responsibility(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        sheet = _new_sheet(act, visit, matter, outcome_in)
        said = f"受理并包案，包案领导{sheet.leader.name}"
    else:
        _keep_sheet(act, act.change(sheet), outcome_in)
        said = f"受理并包案，由原包案领导{sheet.leader.name}继续包案"
    accept_in(act, matter, visit.day, outcome_in.route if outcome_in.route in HERE else "")
    move(act, matter, MatterState.HANDLING)
    date_by_hand(matter, None)
    if (lead := _lead_unit(act, outcome_in)) is not None:
        matter.lead_unit = lead
        _assist(act, visit, matter, outcome_in)
    told = f"：{outcome_in.told.strip()}" if outcome_in.told.strip() else ""
    act.event(matter.id, EntryKind.OUTCOME, said + told, visit.day)


def _new_sheet(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> Responsibility:
    """The responsibility sheet, owned by who receives (谁接访谁包案), with the owner as head of the team."""
    receiving = visit.session.leader_id
    owner = officer_named(act, outcome_in.leader, field="leader") if outcome_in.leader.strip() else None
    if owner is None and receiving is not None:
        owner = Officer.get_by_id(receiving)
    if owner is None:
        raise Refused("本场还没有接访领导，请先填写接访领导。", "leader")
    must_be_free(matter, owner, field="leader")
    another = receiving is not None and owner.id != receiving
    if another and not outcome_in.other_owner_reason.strip():
        raise Refused("谁接访谁包案；由别人包案请写明原因。", "other_owner_reason")
    sheet = act.create(
        Responsibility,
        matter=matter,
        leader=owner,
        other_owner_reason=outcome_in.other_owner_reason.strip() if another else "",
        made_on=visit.day,
        resolve_due=outcome_in.due_on,
    )
    act.create(TaskForceMember, responsibility=sheet, officer=owner, is_head=True)
    for kind in DutyKind:
        act.create(Duty, responsibility=sheet, kind=kind)
    return sheet


def _keep_sheet(act: Act, sheet: Responsibility, outcome_in: OutcomeIn) -> None:
    """A matter already owned keeps its owner and its date; changing either needs its own act with a reason."""
    if outcome_in.leader.strip() and outcome_in.leader.strip() != sheet.leader.name:
        raise Refused(f"这件已由{sheet.leader.name}包案；换包案领导请在事项的三定三包里写明原因。", "leader")
    if outcome_in.due_on is None or outcome_in.due_on == sheet.resolve_due:
        return
    if sheet.resolve_due is not None:
        raise Refused(f"化解期限已定为{sheet.resolve_due}；改期请在事项的三定三包里写明原因。", "due_on")
    act.change(sheet).resolve_due = outcome_in.due_on


def _hand_over(
    act: Act,
    visit: Visit,
    matter: Matter,
    outcome_in: OutcomeIn,
    unit: Unit | None,
    officer: Officer | None = None,
    *,
    kind: DispatchKind | None = None,
    state: MatterState | None = None,
) -> None:
    """The row of a handing-over and its line; who is the lead by it has the matter, and by when.

    `kind` and `state`: where they are not those of the outcome.
    """
    outcome = Outcome(outcome_in.outcome)
    kind, state = kind or OUTCOMES[outcome].dispatch, state or OUTCOMES[outcome].state
    assert kind is not None
    is_lead = DISPATCHES[kind].is_lead
    if is_lead:
        end_leads(act, matter, visit.day)
    act.create(
        Dispatch,
        matter=matter,
        visit_id=visit.id,
        outcome=outcome,
        kind=kind,
        unit=unit,
        officer=officer,
        requirement=outcome_in.requirement,
        due_on=outcome_in.due_on,
        sent_on=visit.day,
    )
    to = "、".join(row.name for row in (unit, officer) if row is not None)
    due = f"，{outcome_in.due_on}前" if outcome_in.due_on else ""
    said = f"：{outcome_in.requirement}" if outcome_in.requirement else ""
    act.event(matter.id, EntryKind.OUTCOME, f"{outcome.label}，{to}{due}{said}", visit.day)
    if is_lead and state is not None:
        move(act, matter, state)
        date_by_hand(matter, outcome_in.due_on)


def _lead_unit(act: Act, outcome_in: OutcomeIn) -> Unit | None:
    """Of several units in the field the first leads."""
    return unit_named(act, next(iter(unit_names(outcome_in.unit)), ""))


def _assist(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> None:
    """The other units of the field assist (协办), with the same task and day."""
    for name in unit_names(outcome_in.unit)[1:]:
        unit = unit_named(act, name)
        assert unit is not None
        must_be_free(matter, unit=unit, field="unit")
        if is_assisting(matter, unit):
            continue
        act.create(
            Dispatch,
            matter=matter,
            visit_id=visit.id,
            outcome=Outcome(outcome_in.outcome),
            kind=DispatchKind.ASSIST,
            unit=unit,
            requirement=outcome_in.requirement,
            due_on=outcome_in.due_on,
            sent_on=visit.day,
        )
        due = f"，{outcome_in.due_on}前" if outcome_in.due_on else ""
        act.event(matter.id, EntryKind.OUTCOME, f"协办，{unit.name}{due}", visit.day)


def _assigned(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    unit, officer = _lead_unit(act, outcome_in), _free_officer(act, matter, outcome_in)
    _hand_over(act, visit, matter, outcome_in, unit, officer)
    matter.lead_unit, matter.handler = unit, officer
    _assist(act, visit, matter, outcome_in)


def _free_officer(act: Act, matter: Matter, outcome_in: OutcomeIn) -> Officer | None:
    """Whom it is handed to by name: nobody recused, nobody it is about (Art. 28(3))."""
    officer = officer_named(act, outcome_in.officer, field="officer")
    must_be_free(matter, officer, field="officer", reason=outcome_in.still_reason)
    if officer is not None and not is_free(matter, officer):
        act.reason = outcome_in.still_reason.strip()
    return officer


def _mediation(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    unit, officer = _lead_unit(act, outcome_in), _free_officer(act, matter, outcome_in)
    _hand_over(act, visit, matter, outcome_in, unit, officer)
    matter.lead_unit = unit
    _assist(act, visit, matter, outcome_in)


def _guided(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    way = LegalRoute(outcome_in.route)
    duty = whose_duty(way, outcome_in.duty)
    if duty is DutyLiesWith.OURS:
        _our_duty(act, visit, matter, outcome_in)
        return
    unit = unit_named(act, outcome_in.unit)
    told = replace(outcome_in, requirement=outcome_in.requirement or outcome_in.told)
    _hand_over(act, visit, matter, told, unit)
    if matter.state in RESTING:
        return  # what was decided here stays decided; the visitor was told of another way
    matter.route, matter.duty_lies_with = way, duty or ""
    move(act, matter, MatterState.ROUTED_OUT)
    if matter.notified_on is not None and matter.notified_on < visit.day:
        matter.notified_on = None  # what was told in writing before says nothing of this way


def _our_duty(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> None:
    """Art. 31(5), this town's: it leads nowhere else, a unit has it to do, and the two months run."""
    if matter.state in RESTING:
        raise Refused("这件已经了结；是本镇的职责，要接着办的请按 3 交办，只讲清的请按 1 当场答复。", "duty")
    if not outcome_in.unit.strip():
        raise Refused("是本镇的职责，请填写由哪个单位办；写不下的请按 3 交办。", "unit")
    matter.route, matter.duty_lies_with = LegalRoute.STATUTORY_DUTY, DutyLiesWith.OURS
    unit = unit_named(act, outcome_in.unit)
    told = replace(outcome_in, requirement=outcome_in.requirement or outcome_in.told)
    _hand_over(act, visit, matter, told, unit, kind=DispatchKind.ASSIGN, state=MatterState.HANDLING)
    matter.lead_unit = unit


def _submitted_up(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    _hand_over(act, visit, matter, outcome_in, unit_named(act, outcome_in.unit))


def original_of(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> Matter:
    """The matter that `matter` is to be merged into, or `Refused`."""
    original: Matter | None = Matter.get_or_none(Matter.id == outcome_in.merge_into) if outcome_in.merge_into else None
    if original is None or original.id == matter.id or original.merged_into_id is not None:
        raise Refused("请选择要并入的原事项。", "merge_into")
    if original.category == Category.REPORT_ACCUSATION:
        raise Refused("密件不能并入其他事项，请选别的事项。", "merge_into")
    if VisitMatter.get_or_none((VisitMatter.visit == visit) & (VisitMatter.matter == original)):
        raise Refused("这次来访已经登记了那个事项，不用再并。", "merge_into")
    if Responsibility.select().where(Responsibility.matter == matter).exists():
        raise Refused("这件已有领导包案，不能并入别的事项。", "merge_into")
    if matter.merged_into_id is None:  # else only this visit goes over to where the matter went
        try:
            must_be_mergeable(act, matter, original)
        except Refused as refused:
            raise Refused(str(refused), "merge_into") from refused
    return original


def _merged(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    """Close the matter as merged; this visit, its papers and what was promised belong to the original from now on."""
    original = original_of(act, visit, matter, outcome_in)
    moving = Moving(act)
    moving.set(pair, matter=original.id, kind=PairKind.REPEAT)
    merge_in(moving, matter, original, f"接谈时并入，{arrival_label(visit.queue_no, Channel(visit.channel).label)}")
    act.event(matter.id, EntryKind.OUTCOME, f"并入原事项 {original.register_no}", visit.day)
    act.event(original.id, EntryKind.OUTCOME, f"{matter.register_no} 并入本事项", visit.day)


def free_leader_of(visit: Visit, matter: Matter) -> int | None:
    """The session's leader; nobody when they stand aside or it is about them (Art. 28(3))."""
    leader = visit.session.leader
    if leader is None or not is_free(matter, leader):
        return None
    return leader.id


def forget_booked_day(matter: Matter) -> None:
    """Who was to come again on the day the matter is due is here: that day has done its work."""
    booked = (Appointment.matter == matter) & (Appointment.day == matter.due_on)
    if matter.due_on is not None and Appointment.select().where(booked).exists():
        matter.due_on = None


def _sealed(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    """It goes to a body of the short list, and waits for its receipt (`services.law.sealing`)."""
    where = destination_for(act.desk, matter, outcome_in.unit, outcome_in.accused)
    make_report_in(act, matter, act.desk.officer_name, outcome_in.confirmed_by).handed_to = where.name


def _to_verify(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    assert outcome_in.next_at is not None
    act.create(
        Appointment,
        name=visit.shown_name,
        slot_at=outcome_in.next_at,
        day=outcome_in.next_at.date(),
        phone=visit.petitioner.phone if visit.petitioner else "",
        about=matter.title,
        leader=free_leader_of(visit, matter),
        matter=matter,
    )
    date_by_hand(matter, outcome_in.next_at.date())
    when = outcome_in.next_at.strftime("%Y-%m-%d %H:%M")
    said = f"：{outcome_in.told}" if outcome_in.told else ""
    act.event(matter.id, EntryKind.OUTCOME, f"待核实，另约 {when}{said}", visit.day)


def _ended_simply(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, outcome_in: OutcomeIn) -> None:
    """What is asked of the matter itself is asked here, too."""
    must(END_SIMPLY, act.desk, matter.id)
    way = FollowUpWay(outcome_in.told_way)
    told_on = outcome_in.told_on or visit.day
    end = SimpleEnd(outcome_in.told, outcome_in.told_way, told_on, outcome_in.said, outcome_in.in_writing)
    end_simply_in(act, matter, end, way)


Recorder = Callable[[Act, Visit, VisitMatter, Matter, OutcomeIn], None]
"""Writes down one outcome whose answers are all there."""

RECORD: Mapping[Outcome, Recorder] = {
    Outcome.ANSWERED: _answered,
    Outcome.RESPONSIBILITY: _responsibility,
    Outcome.ASSIGNED: _assigned,
    Outcome.MEDIATION: _mediation,
    Outcome.GUIDED: _guided,
    Outcome.SUBMITTED_UP: _submitted_up,
    Outcome.MERGED: _merged,
    Outcome.SEALED: _sealed,
    Outcome.TO_VERIFY: _to_verify,
    Outcome.ENDED_SIMPLY: _ended_simply,
}
