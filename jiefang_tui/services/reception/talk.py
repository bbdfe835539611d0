"""接谈: what the talk ended in, really recorded: whom it was handed to, by when, what was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from jiefang_tui.rules.moves import RESTING, not_now
from jiefang_tui.rules.outcomes import OUTCOMES, outcome_key
from jiefang_tui.rules.typed.group_names import unit_names
from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.closure.acts import END_SIMPLY
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActFacts, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.desk.reopening import reopen_in
from jiefang_tui.services.matter.commitments import CommitmentIn, confirm_in
from jiefang_tui.services.reception.outcomes import (
    RECORD,
    InstructionIn,
    OutcomeIn,
    forget_booked_day,
    free_leader_of,
    must_have_answers,
    original_of,
)
from jiefang_tui.store.models import Instruction, Matter, Responsibility, Visit, VisitMatter
from jiefang_tui.terms import Category, EntryKind, MatterState, Outcome, ReopenCause, VisitState

__all__ = [
    "CommitmentIn", "Decided", "InstructionIn", "OutcomeIn", "decide", "decide_in", "default_resolve_due",
    "save_talk_note", "why_not_outcome",
]  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """What was recorded: the matter it now is, whether the visit is over, and the matters still undecided."""

    matter_id: int
    visit_is_over: bool
    undecided: tuple[int, ...]


def save_talk_note(desk: Desk, visit_id: int, note: str) -> None:
    """Keep the notes of a talk that goes on later (the visitor is on hold, or the form is left).

    `Refused` for a visit that is about a report only: nothing of that is written down (Art. 30(3)).
    """
    with acting(desk, "visit.note") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        if note.strip() and _is_about_reports_only(visit):
            raise Refused("检举控告不记内容，请记在移送的纸件上。", "note")
        act.about(visit)
        visit.talk_note = note


def _is_about_reports_only(visit: Visit) -> bool:
    kinds = [row.matter.category for row in VisitMatter.select().join(Matter).where(VisitMatter.visit == visit)]
    return bool(kinds) and set(kinds) == {Category.REPORT_ACCUSATION}


def decide(desk: Desk, visit_id: int, matter_id: int, outcome_in: OutcomeIn) -> Decided:
    """Record what the talk about one matter ended in; when every matter of the visit is decided, the visit is 已接.

    Raises `Refused` with a sentence when something is missing that the outcome cannot do without (`rules.outcomes`),
    or it does not suit the matter. A pair is decided once, and nobody who left without a talk is.
    """
    with acting(desk, "visit.decide") as act:
        return decide_in(act, visit_id, matter_id, outcome_in)


def decide_in(act: Act, visit_id: int, matter_id: int, outcome_in: OutcomeIn) -> Decided:
    """The body of `decide`, for acts that register and decide at once (午间补录)."""
    visit = act.change(Visit.get_by_id(visit_id))
    pair = VisitMatter.get_or_none((VisitMatter.visit == visit_id) & (VisitMatter.matter == matter_id))
    if pair is None:
        raise Refused("这次来访没有登记这个事项。")
    if pair.outcome:
        raise Refused(f"这件已经记为{Outcome(pair.outcome).label}，后来的变化请在事项里记进展。")
    if visit.state == VisitState.VOIDED:
        raise Refused("这次登记已作废；作废错了请在来访那一页恢复登记。")
    if visit.state == VisitState.LEFT:
        raise Refused(f"{visit.shown_name}已记为未接谈离开；回来了请先在今日接访里请进来。")
    pair = act.change(pair)
    matter = act.change(Matter.get_by_id(matter_id))
    act.about(matter)
    outcome = Outcome(outcome_in.outcome)
    if why := _why_not_suited(matter, outcome):
        raise Refused(why)
    _check_dates(act, visit, outcome_in)
    is_sealed = outcome is Outcome.SEALED
    if is_sealed:
        leader = free_leader_of(visit, matter)
        if matter.category != Category.REPORT_ACCUSATION:  # what was said goes into the envelope, and then from here
            visit.talk_note = outcome_in.talk_note or visit.talk_note
            _instruct(act, visit, matter, outcome_in.instruction)
    else:
        outcome_in = _ask_of_words(act, visit, matter, outcome_in)
        outcome_in, leader = _write_words(act, visit, matter, outcome_in)
    must_have_answers(outcome_in)
    RECORD[outcome](act, visit, pair, matter, outcome_in)
    pair.told = "" if is_sealed else outcome_in.told.strip()
    pair.outcome, pair.decided_at = outcome, act.now
    pair.leader_id = leader
    undecided = tuple(
        row.matter_id
        for row in VisitMatter.select()
        .where((VisitMatter.visit == visit) & (VisitMatter.outcome == "") & (VisitMatter.id != pair.id))
        .order_by(VisitMatter.ordinal)
    )
    if not undecided:
        _end_visit(act, visit)
    return Decided(pair.matter_id, not undecided, undecided)


def _ask_of_words(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> OutcomeIn:
    """批示 and 办理要求 go to others out of the talk: asked about where they sound like a report (Art. 30(3))."""
    ordered, told = outcome_in.instruction, outcome_in.told
    texts = {"requirement": outcome_in.requirement, "text": ordered.text if ordered is not None else ""}
    if OUTCOMES[Outcome(outcome_in.outcome)].dispatch is not None and not outcome_in.requirement.strip():
        texts["told"] = told  # what was said to the visitor is what the unit is told
    said = words_as_written(act, texts, told_before(matter.id), day=visit.day)
    if ordered is not None:
        ordered = replace(ordered, text=said["text"])
    return replace(outcome_in, instruction=ordered, requirement=said["requirement"], told=said.get("told", told))


def _write_words(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> tuple[OutcomeIn, int | None]:
    """Notes, 批示 and promises, written of the matter that it goes on in.

    Returns `outcome_in`, with the date of the reopening where it has none, and the leader who received.
    """
    visit.talk_note = outcome_in.talk_note or visit.talk_note
    subject = original_of(act, visit, matter, outcome_in) if outcome_in.outcome == Outcome.MERGED else matter
    _must_be_fit(visit, subject, outcome_in)
    _must_be_fit(visit, matter, outcome_in)
    outcome_in = _come_back(act, visit, matter, outcome_in)
    forget_booked_day(matter)
    _instruct(act, visit, subject, outcome_in.instruction)
    for one in outcome_in.commitments:
        confirm_in(act, subject, one, visit.session.leader_id, visit.day)
    return outcome_in, free_leader_of(visit, subject) and free_leader_of(visit, matter)


def why_not_outcome(desk: Desk, matter_id: int, outcome: Outcome) -> str:
    """Why the talk about a matter cannot end in that, whatever is typed; empty where it may. The list of the outcomes
    says it, and `decide` refuses it: it is decided here alone.
    """
    matter = Matter.get_by_id(matter_id)
    if why := _why_not_suited(matter, outcome) or _why_it_waits(matter, outcome):
        return why
    if outcome is Outcome.ENDED_SIMPLY:
        return why_not(END_SIMPLY, ActFacts(desk, matter_id))
    if outcome is Outcome.MERGED and matter.merged_into_id is None:
        sheet = Responsibility.get_or_none(Responsibility.matter == matter)
        if sheet is not None:
            return f"不能并入，这件已有领导包案({sheet.leader.name})；请选别的结果。"
    return ""


def _why_not_suited(matter: Matter, outcome: Outcome) -> str:
    """What was handed over sealed takes no words here (Art. 30(3)); what was merged goes on in the other matter; what
    was finally closed is not taken on again (Art. 36(3)), new facts are another matter (`returning.new_facts`).
    """
    spec = OUTCOMES[outcome]
    if matter.category == Category.REPORT_ACCUSATION:
        return "" if spec.suits_report else f"检举控告不记内容，请按 {outcome_key(Outcome.SEALED)}。"
    if matter.merged_into_id is not None and not spec.suits_merged:
        number = matter.merged_into.register_no
        return f"这个事项已并入 {number}；请按 {outcome_key(Outcome.MERGED)}，再在那件里办理。"
    if matter.finally_closed_on is not None and not spec.suits_final:
        return (
            f"不能，已于{matter.finally_closed_on}三级终结；同一事实和理由不再受理（第三十六条第三款）。"
            f"疏导、帮扶仍要做（第三十七条第三款），请按 {OUTCOMES[Outcome.ANSWERED].digit} 记下讲了什么、帮了什么；"
            "有新的事实和理由的，请另登记一件。"
        )
    return ""


def _why_it_waits(matter: Matter, outcome: Outcome) -> str:
    """What waits for the service of its opinion, or for a higher body, is not given to anybody meanwhile."""
    if not OUTCOMES[outcome].is_handed_on or matter.state not in _WAITS:
        return ""
    what = outcome.label.partition("(")[0]
    instead = f"{Outcome.ANSWERED.label}（按 {OUTCOMES[Outcome.ANSWERED].digit}）"
    return f"{not_now(matter.state, what)[:-1]}；这次来访可记{instead}。"


def _must_be_fit(visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> None:
    """Who stands aside, or whom the matter is about, neither writes an instruction on it nor confirms a promise."""
    leader = visit.session.leader
    if outcome_in.instruction is not None and outcome_in.instruction.text.strip():
        must_be_free(matter, leader, field="instruction")
    if outcome_in.commitments:
        must_be_free(matter, leader, field="commitments")


_WAITS = (MatterState.REPLIED, MatterState.REVIEWING, MatterState.RECHECKING)


def _come_back(act: Act, visit: Visit, matter: Matter, outcome_in: OutcomeIn) -> OutcomeIn:
    """A matter that had come to rest and is given to somebody again is reopened; what it was before stays.

    One that waits for the service of its opinion, or for a higher body, is not given to anybody meanwhile. Returns
    `outcome_in`, with the date of the reopening where it has none.
    """
    outcome = Outcome(outcome_in.outcome)
    spec = OUTCOMES[outcome]
    if why := _why_it_waits(matter, outcome):
        raise Refused(why)
    if not spec.gives_work or matter.state not in RESTING:
        return outcome_in
    told = outcome_in.due_on if outcome_in.due_on and outcome_in.due_on >= act.today else None
    # Whoever has new facts brings a matter of its own (`returning`): a reopening in the talk has none.
    reopen_in(act, matter, ReopenCause.COME_AGAIN, f"{visit.day}{outcome.label}", told)
    return replace(outcome_in, due_on=outcome_in.due_on or matter.due_on)


def _end_visit(act: Act, visit: Visit) -> None:
    """已接. The end of a paper's visit, or of one the day rollover closed, is not known and is not invented.

    What is no visit was received by nobody: it is only done.
    """
    if visit.state == VisitState.FILED:
        visit.finished_at = act.now
        return
    was_over = visit.state == VisitState.RECEIVED  # its result is put right
    visit.state = VisitState.RECEIVED
    visit.hold_since = None
    if visit.is_time_doubtful or was_over:
        return
    visit.called_at = visit.called_at or (visit.arrived_at if visit.is_backfilled else act.now)
    visit.finished_at = None if visit.is_backfilled else act.now


def _check_dates(act: Act, visit: Visit, outcome_in: OutcomeIn) -> None:
    if outcome_in.due_on is not None and outcome_in.due_on < visit.day:
        raise Refused("期限不能早于接访这一天。", "due_on")
    if outcome_in.next_at is not None and not visit.is_backfilled and outcome_in.next_at <= act.now:
        raise Refused("另约的时间已经过去，请填以后的时间。", "next_at")
    signed = outcome_in.instruction.signed_on if outcome_in.instruction else None
    if signed is not None and signed > act.today:
        raise Refused("签批日期不能晚于今天。", "signed_on")


def _instruct(act: Act, visit: Visit, matter: Matter, instruction_in: InstructionIn | None) -> None:
    if instruction_in is None or not instruction_in.text.strip():
        return
    units = unit_names(instruction_in.unit)
    unit = unit_named(act, next(iter(units), ""))
    act.create(
        Instruction,
        matter=matter,
        visit_id=visit.id,
        leader=visit.session.leader_id,
        text=instruction_in.text.strip(),
        unit=unit,
        due_on=instruction_in.due_on,
        signed_on=instruction_in.signed_on or visit.day,
    )
    by = f"，{'、'.join(units)}" if unit else ""
    due = f"，{instruction_in.due_on}前" if instruction_in.due_on else ""
    said = f"领导批示{by}{due}：{instruction_in.text.strip()}"
    act.event(matter.id, EntryKind.INSTRUCTION, said, instruction_in.signed_on or visit.day)


def default_resolve_due(day: date, handling: date | None) -> date:
    """What the form proposes as 化解期限: 30 days, but never after a legal date to come. The clerk may change it."""
    proposed = day + timedelta(days=30)
    return min(proposed, handling) if handling and handling >= day else proposed
