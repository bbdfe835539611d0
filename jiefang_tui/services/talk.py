"""接谈: what the talk ended in, really recorded: whom it was handed to, by when, what was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from jiefang_tui.rules.moves import RESTING, not_now
from jiefang_tui.services.acting import Act, acting
from jiefang_tui.services.closing import reopen_in
from jiefang_tui.services.desk import Desk
from jiefang_tui.services.errors import Refused
from jiefang_tui.services.merging import Moving, merge_in
from jiefang_tui.services.moving import move
from jiefang_tui.services.people import officer_named, unit_named
from jiefang_tui.services.routing import must_be_free, must_not_reach
from jiefang_tui.services.sealed import seal
from jiefang_tui.store.models import (
    Appointment,
    Commitment,
    Dispatch,
    Duty,
    Instruction,
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
    DispatchKind,
    DutyKind,
    EntryKind,
    LegalRoute,
    MatterState,
    Outcome,
    PairKind,
    ReopenCause,
    VisitState,
)


@dataclass
class CommitmentIn:
    """A commitment (承诺事项) that the leader confirmed; an instalment has its amount in fen."""

    text: str
    due_on: date | None = None
    amount_fen: int | None = None


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
    """`terms.LegalRoute` for 告知并引导."""
    merge_into: int | None = None
    next_at: datetime | None = None
    """For 待核实,另约."""
    against_unit: str = ""
    """For 移送: whom the report is against, as told. Compared with where it goes and kept nowhere (Art. 30(3))."""
    against_person: str = ""


@dataclass(frozen=True)
class Decided:
    """What was recorded: the matter it now is, whether the visit is over, and the matters still undecided."""

    matter_id: int
    visit_is_over: bool
    undecided: tuple[int, ...]
    files_to_remove: tuple[Path, ...] = ()
    """Attached files and printed papers of a report that was sealed; `decide` removes them after the commit."""


def save_talk_note(desk: Desk, visit_id: int, note: str) -> None:
    """Keep the notes of a talk that goes on later (the visitor is on hold, or the form is left)."""
    with acting(desk, "visit.note") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        visit.talk_note = note


def decide(desk: Desk, visit_id: int, matter_id: int, given: OutcomeIn) -> Decided:
    """Record what the talk about one matter ended in; when every matter of the visit is decided, the visit is 已接.

    Raises `Refused` with a sentence when what the outcome needs is missing: 1 told; 2 a leader (the session's, another
    with a reason); 3 a unit or officer, 4 and 6 a unit; 5 a route and what was told; 7 a matter; 8 where it was handed
    to; 9 when to come again. A pair is decided once, and nobody who left without a talk is.
    """
    with acting(desk, "visit.decide") as act:
        decided = decide_in(act, visit_id, matter_id, given)
    remove_files(decided.files_to_remove)
    return decided


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files of a sealed report, or of an act that came to nothing. One that is gone or held open stays."""
    for path in paths:
        with suppress(OSError):
            path.unlink()


def decide_in(act: Act, visit_id: int, matter_id: int, given: OutcomeIn) -> Decided:
    """The body of `decide`, for acts that register and decide at once (午间补录)."""
    visit = act.change(Visit.get_by_id(visit_id))
    pair = VisitMatter.get_or_none((VisitMatter.visit == visit_id) & (VisitMatter.matter == matter_id))
    if pair is None:
        raise Refused("这次来访没有登记这个事项。")
    if pair.outcome:
        raise Refused(f"这件已经记为{Outcome(pair.outcome).label}，后来的变化请在事项里记进展。")
    if visit.state == VisitState.LEFT:
        raise Refused(f"{visit.shown_name}已记为未接谈离开；回来了请先在今日接访里请进来。")
    pair = act.change(pair)
    matter = act.change(Matter.get_by_id(matter_id))
    act.about(matter)
    outcome = Outcome(given.outcome)
    _must_suit(matter, outcome)
    _check_dates(act, visit, given)
    files: tuple[Path, ...] = ()
    if outcome is Outcome.SEALED:
        unit = _needs_unit(act, given, "请填写密件移送到哪里。")
        must_not_reach(
            (given.against_unit, matter.concerned_unit), (given.against_person, matter.concerned_person), unit
        )
        files = seal(act, visit, pair, matter, unit)
    else:
        visit.talk_note = given.talk_note or visit.talk_note
        subject = _original(visit, matter, given) if outcome is Outcome.MERGED else matter
        _must_be_fit(visit, subject, given)
        _come_back(act, visit, matter, outcome)
        _instruct(act, visit, subject, given.instruction)
        for one in given.commitments:
            confirm_in(act, subject, one, visit.session.leader_id, visit.day)
        _RECORD[outcome](act, visit, pair, matter, given)
        pair.told = given.told.strip()
    pair.outcome, pair.decided_at = outcome, act.now
    pair.leader_id = visit.session.leader_id
    undecided = tuple(
        row.matter_id
        for row in VisitMatter.select()
        .where((VisitMatter.visit == visit) & (VisitMatter.outcome == "") & (VisitMatter.id != pair.id))
        .order_by(VisitMatter.ordinal)
    )
    if not undecided:
        _end_visit(act, visit)
    return Decided(pair.matter_id, not undecided, undecided, files)


def _must_suit(matter: Matter, outcome: Outcome) -> None:
    """What was handed over sealed takes no words here (Art. 30(3)); what was merged goes on in the other matter."""
    if matter.category == Category.REPORT_ACCUSATION:
        if outcome is not Outcome.SEALED:
            raise Refused("检举控告不记内容，请按 8 移送(密件)。")
    elif matter.merged_into_id is not None and outcome not in (Outcome.ANSWERED, Outcome.MERGED, Outcome.SEALED):
        number = matter.merged_into.register_no
        raise Refused(f"这个事项已并入 {number}；请按 7 并入原事项，再在那件里办理。")


def _must_be_fit(visit: Visit, matter: Matter, given: OutcomeIn) -> None:
    """Who stands aside, or whom the matter is about, neither writes an instruction on it nor confirms a promise."""
    leader = visit.session.leader
    if given.instruction is not None and given.instruction.text.strip():
        must_be_free(matter, leader, field="instruction")
    if given.commitments:
        must_be_free(matter, leader, field="commitments")


_GIVES_WORK = (Outcome.RESPONSIBILITY, Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.SUBMITTED_UP)
_WAITS = (MatterState.REPLIED, MatterState.REVIEWING, MatterState.RECHECKING)


def _come_back(act: Act, visit: Visit, matter: Matter, outcome: Outcome) -> None:
    """A matter that had come to rest and is given to somebody again is reopened; what it was before stays.

    One that waits for the service of its opinion, or for a higher body, is not given to anybody meanwhile.
    """
    if outcome in (*_GIVES_WORK, Outcome.GUIDED) and matter.state in _WAITS:
        what = outcome.label.partition("(")[0]
        raise Refused(f"{not_now(matter.state, what)[:-1]}；这次来访可记当场答复（按 1）。")
    if outcome in _GIVES_WORK and matter.state in RESTING:
        reopen_in(act, matter, ReopenCause.NEW_FACTS, f"{visit.day}再次来访，{outcome.label}", None)


def _end_visit(act: Act, visit: Visit) -> None:
    """已接. The end of a paper's visit, or of one the day rollover closed, is not known and is not invented."""
    visit.state = VisitState.RECEIVED
    visit.hold_since = None
    if visit.is_time_doubtful:
        return
    visit.called_at = visit.called_at or (visit.arrived_at if visit.is_backfilled else act.now)
    visit.finished_at = None if visit.is_backfilled else act.now


def _check_dates(act: Act, visit: Visit, given: OutcomeIn) -> None:
    if given.due_on is not None and given.due_on < visit.day:
        raise Refused("期限不能早于接访这一天。", "due_on")
    if given.next_at is not None and not visit.is_backfilled and given.next_at <= act.now:
        raise Refused("另约的时间已经过去，请填以后的时间。", "next_at")
    signed = given.instruction.signed_on if given.instruction else None
    if signed is not None and signed > act.today:
        raise Refused("签批日期不能晚于今天。", "signed_on")


def _instruct(act: Act, visit: Visit, matter: Matter, given: InstructionIn | None) -> None:
    if given is None or not given.text.strip():
        return
    unit = unit_named(act, given.unit)
    act.create(
        Instruction,
        matter=matter,
        visit_id=visit.id,
        leader=visit.session.leader_id,
        text=given.text.strip(),
        unit=unit,
        due_on=given.due_on,
        signed_on=given.signed_on or visit.day,
    )
    by = f",{unit.name}" if unit else ""
    due = f",{given.due_on}前" if given.due_on else ""
    said = f"领导批示{by}{due}: {given.text.strip()}"
    act.event(matter.id, EntryKind.INSTRUCTION, said, given.signed_on or visit.day)


def confirm_in(act: Act, matter: Matter, one: CommitmentIn, leader_id: int | None, day: date) -> Commitment:
    """Write down a commitment the leader confirmed, and its line in the timeline."""
    due = f",{one.due_on}前" if one.due_on else ""
    act.event(matter.id, EntryKind.COMMITMENT, f"承诺事项{due}: {one.text}", day)
    return act.create(
        Commitment,
        matter=matter,
        text=one.text,
        due_on=one.due_on,
        amount_fen=one.amount_fen,
        confirmed_by=leader_id,
        confirmed_on=day,
    )


def _answered(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    if not given.told.strip():
        raise Refused("请写明当场答复了什么。", "told")
    act.event(matter.id, EntryKind.OUTCOME, f"当场答复: {given.told}", visit.day)
    if matter.state == MatterState.REGISTERED:
        move(act, matter, MatterState.CONCLUDED)
        matter.result, matter.concluded_on = given.told, visit.day


def _responsibility(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        sheet = _new_sheet(act, visit, matter, given)
        said = f"受理并包案,包案领导{sheet.leader.name}"
    else:
        _keep_sheet(act, sheet, given)
        said = f"受理并包案,由原包案领导{sheet.leader.name}继续包案"
    accept_in(act, matter, visit.day)
    move(act, matter, MatterState.HANDLING)
    if given.unit.strip():
        matter.lead_unit = unit_named(act, given.unit)
    told = f": {given.told.strip()}" if given.told.strip() else ""
    act.event(matter.id, EntryKind.OUTCOME, said + told, visit.day)


def _new_sheet(act: Act, visit: Visit, matter: Matter, given: OutcomeIn) -> Responsibility:
    """The responsibility sheet, owned by who receives (谁接访谁包案), with the owner as head of the team."""
    receiving = visit.session.leader_id
    owner = officer_named(act, given.leader, field="leader") if given.leader.strip() else None
    if owner is None and receiving is not None:
        owner = Officer.get_by_id(receiving)
    if owner is None:
        raise Refused("本场还没有接访领导，请先填写接访领导。", "leader")
    must_be_free(matter, owner, field="leader")
    another = receiving is not None and owner.id != receiving
    if another and not given.other_owner_reason.strip():
        raise Refused("谁接访谁包案；由别人包案请写明原因。", "other_owner_reason")
    sheet = act.create(
        Responsibility,
        matter=matter,
        leader=owner,
        other_owner_reason=given.other_owner_reason.strip() if another else "",
        made_on=visit.day,
        resolve_due=given.due_on,
    )
    act.create(TaskForceMember, responsibility=sheet, officer=owner, is_head=True)
    for kind in DutyKind:
        act.create(Duty, responsibility=sheet, kind=kind)
    return sheet


def _keep_sheet(act: Act, sheet: Responsibility, given: OutcomeIn) -> None:
    """A matter already owned keeps its owner and its date; changing either needs its own act with a reason."""
    if given.leader.strip() and given.leader.strip() != sheet.leader.name:
        raise Refused(f"这件已由{sheet.leader.name}包案；换包案领导请在事项的三定三包里写明原因。", "leader")
    if given.due_on is None or given.due_on == sheet.resolve_due:
        return
    if sheet.resolve_due is not None:
        raise Refused(f"化解期限已定为{sheet.resolve_due}；改期请在事项的三定三包里写明原因。", "due_on")
    act.change(sheet).resolve_due = given.due_on


def accept_in(act: Act, matter: Matter, day: date) -> None:
    """受理: the fact, the route, and the due date it starts (Regulation Art. 34, only on the 31(6) route)."""
    if matter.accepted_on is not None:
        return
    matter.accepted_on = day
    if matter.category == Category.CLAIM:
        matter.route = matter.route or LegalRoute.PETITION_PROCEDURE


_HANDED_ON = {
    Outcome.ASSIGNED: DispatchKind.ASSIGN,
    Outcome.MEDIATION: DispatchKind.MEDIATE,
    Outcome.GUIDED: DispatchKind.GUIDE,
    Outcome.SUBMITTED_UP: DispatchKind.SUBMIT_UP,
}


_KINDS = {
    Outcome.ASSIGNED: DispatchKind.ASSIGN,
    Outcome.MEDIATION: DispatchKind.MEDIATE,
    Outcome.GUIDED: DispatchKind.GUIDE,
    Outcome.SUBMITTED_UP: DispatchKind.SUBMIT_UP,
}


def _hand_over(
    act: Act, visit: Visit, matter: Matter, given: OutcomeIn, unit: Unit | None, officer: Officer | None = None
) -> None:
    outcome = Outcome(given.outcome)
    act.create(
        Dispatch,
        matter=matter,
        visit_id=visit.id,
        outcome=outcome,
        kind=_HANDED_ON[outcome],
        unit=unit,
        officer=officer,
        requirement=given.requirement,
        due_on=given.due_on,
        sent_on=visit.day,
    )
    to = "、".join(row.name for row in (unit, officer) if row is not None)
    due = f",{given.due_on}前" if given.due_on else ""
    said = f": {given.requirement}" if given.requirement else ""
    act.event(matter.id, EntryKind.OUTCOME, f"{outcome.label},{to}{due}{said}", visit.day)


def _assigned(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    unit, officer = unit_named(act, given.unit), officer_named(act, given.officer, field="officer")
    if unit is None and officer is None:
        raise Refused("请填写交给哪个站所、村或哪位责任人。", "unit")
    _hand_over(act, visit, matter, given, unit, officer)
    move(act, matter, MatterState.HANDLING)
    matter.lead_unit, matter.handler, matter.due_on = unit, officer, given.due_on


def _needs_unit(act: Act, given: OutcomeIn, sentence: str) -> Unit:
    unit = unit_named(act, given.unit)
    if unit is None:
        raise Refused(sentence, "unit")
    return unit


def _mediation(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    unit = _needs_unit(act, given, "请填写转到哪个调解组织。")
    _hand_over(act, visit, matter, given, unit, officer_named(act, given.officer, field="officer"))
    move(act, matter, MatterState.IN_MEDIATION)
    matter.lead_unit, matter.due_on = unit, given.due_on


def _guided(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    if not given.route:
        raise Refused("请选择应走的法定途径(条例第三十一条)。", "route")
    if not given.told.strip():
        raise Refused("请写明告知了什么:去哪个机关、走什么程序。", "told")
    unit = unit_named(act, given.unit)
    told = replace(given, requirement=given.requirement or LegalRoute(given.route).label)
    _hand_over(act, visit, matter, told, unit)
    if matter.state in RESTING:
        return  # what was decided here stays decided; the visitor was told of another way
    matter.route = LegalRoute(given.route)
    move(act, matter, MatterState.ROUTED_OUT)


def _submitted_up(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    unit = _needs_unit(act, given, "请填写报请哪个上级单位协调。")
    _hand_over(act, visit, matter, given, unit)
    move(act, matter, MatterState.SUBMITTED_UP)
    matter.due_on = given.due_on


def _original(visit: Visit, matter: Matter, given: OutcomeIn) -> Matter:
    """The matter that `matter` is to be merged into, or `Refused`."""
    original: Matter | None = Matter.get_or_none(Matter.id == given.merge_into) if given.merge_into else None
    if original is None or original.id == matter.id or original.merged_into_id is not None:
        raise Refused("请选择要并入的原事项。", "merge_into")
    if original.category == Category.REPORT_ACCUSATION:
        raise Refused("密件不能并入其他事项，请选别的事项。", "merge_into")
    if VisitMatter.get_or_none((VisitMatter.visit == visit) & (VisitMatter.matter == original)):
        raise Refused("这次来访已经登记了那个事项，不用再并。", "merge_into")
    if Responsibility.select().where(Responsibility.matter == matter).exists():
        raise Refused("这件已有领导包案，不能并入别的事项。", "merge_into")
    return original


def _merged(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    """Close the matter as merged; this visit, its papers and what was promised belong to the original from now on."""
    original = _original(visit, matter, given)
    moving = Moving(act)
    moving.set(pair, matter=original.id, kind=PairKind.REPEAT)
    merge_in(moving, matter, original, f"接谈时并入,第{visit.queue_no:02d}号")
    act.event(matter.id, EntryKind.OUTCOME, f"并入原事项 {original.register_no}", visit.day)
    act.event(original.id, EntryKind.OUTCOME, f"{matter.register_no} 并入本事项", visit.day)


def _to_verify(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, given: OutcomeIn) -> None:
    if given.next_at is None:
        raise Refused("请填写另约的时间。", "next_at")
    act.create(
        Appointment,
        name=visit.shown_name,
        slot_at=given.next_at,
        day=given.next_at.date(),
        phone=visit.petitioner.phone if visit.petitioner else "",
        about=matter.title,
        leader=visit.session.leader_id,
        matter=matter,
    )
    matter.due_on = given.next_at.date()
    when = given.next_at.strftime("%Y-%m-%d %H:%M")
    said = f": {given.told}" if given.told else ""
    act.event(matter.id, EntryKind.OUTCOME, f"待核实,另约 {when}{said}", visit.day)


_RECORD: dict[Outcome, Callable[[Act, Visit, VisitMatter, Matter, OutcomeIn], None]] = {
    Outcome.ANSWERED: _answered,
    Outcome.RESPONSIBILITY: _responsibility,
    Outcome.ASSIGNED: _assigned,
    Outcome.MEDIATION: _mediation,
    Outcome.GUIDED: _guided,
    Outcome.SUBMITTED_UP: _submitted_up,
    Outcome.MERGED: _merged,
    Outcome.TO_VERIFY: _to_verify,
}


def default_resolve_due(day: date, handling: date | None) -> date:
    """What the form proposes as 化解期限: 30 days, but never after the legal date. The clerk may change it."""
    proposed = day + timedelta(days=30)
    return min(proposed, handling) if handling else proposed
