"""销号 with its closing review, opening again, and what is entered by hand as 积案.

The review stands in the way of 销号 only, and of that not when a reason is written; never of 告知, 办结 or 送达.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.rules.closing import CHECKS, LEADER_SIGNS, Gap, Signed
from jiefang_tui.rules.moves import RESTING, not_now
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.chosen import chosen
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_be_kept_away
from jiefang_tui.services.desk.moving import day_of, move
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law.dispatching import LIVE
from jiefang_tui.store.models import Closing, Dispatch, Extension, Matter, Reopening, Responsibility
from jiefang_tui.store.queries.closure.closing import closing_gaps
from jiefang_tui.terms import Category, CheckAnswer, EntryKind, LegalRoute, MatterState, ReopenCause

_SENT_BACK = (ReopenCause.REVIEW, ReopenCause.RECHECK)


def close_matter(
    desk: Desk,
    matter_id: int,
    checks: Mapping[str, str],
    note: str,
    leader: str,
    unit_signed_by: str,
    petitioner_signed: bool,
    no_signature_note: str = "",
    waived_reason: str = "",
    on_day: date | None = None,
) -> int:
    """销号: take a concluded matter off the list. Returns the id of the `Closing`.

    `checks` answers 三到位一处理 (columns of `rules.closing.CHECKS`, each a `terms.CheckAnswer`). `Refused` names every
    gap of the closing review unless `waived_reason` says why it is closed all the same. Whether the petitioner signed
    is written down and hinders nothing.
    """
    unknown = set(checks) - set(CHECKS)
    if unknown:
        raise KeyError(*unknown)
    answers = {column: CheckAnswer(answer) for column, answer in checks.items() if answer}
    with acting(desk, "matter.close", waived_reason) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        _must_be_concluded(matter)
        day = day_of(act, on_day, matter.concluded_on)
        signer = officer_named(act, leader, field="leader")
        must_be_free(matter, signer, field="leader")
        must_not_be_kept_away(matter, unit_signed_by, field="unit_signed_by")
        gaps = closing_gaps(matter_id, act.today, Signed(answers, signer.name if signer else ""))
        if gaps and not waived_reason.strip():
            raise _not_yet(gaps)
        closing = act.create(
            Closing,
            matter=matter,
            closed_on=day,
            note=note.strip(),
            leader=signer,
            unit_signed_by=unit_signed_by.strip(),
            petitioner_signed=petitioner_signed,
            no_signature_note="" if petitioner_signed else no_signature_note.strip(),
            waived_reason=waived_reason.strip() if gaps else "",
            **{column: answers.get(column, "") for column in CHECKS},  # what nobody checked is not said to be 不涉及
        )
        move(act, matter, MatterState.CLOSED)
        matter.closed_on = day
        matter.wait_for, matter.wait_note, matter.wait_since = "", "", None
        lacking = "、".join(gap.what for gap in gaps)
        act.event(matter_id, EntryKind.CLOSING, _closing_words(closing, lacking), day)
    return closing.id


def _not_yet(gaps: Sequence[Gap]) -> Refused:
    """Every gap in one sentence, about the field of the form that can still be filled."""
    lacks = " ".join(f"{place}. {gap.sentence}" for place, gap in enumerate(gaps, 1))
    field = "waived_reason"
    if all(gap.is_in_form for gap in gaps):
        field = "leader" if gaps[0].what == LEADER_SIGNS else "solved"
    return Refused(f"还不能销号。{lacks} 确实要销的，请写明原因。", field)


def _must_be_concluded(matter: Matter) -> None:
    if matter.state == MatterState.CLOSED:
        raise Refused(f"这个事项已于{matter.closed_on}销号。")
    if matter.state != MatterState.CONCLUDED:
        raise Refused(not_now(matter.state, "销号"))


def _closing_words(closing: Closing, lacking: str) -> str:
    words = ["销号"]
    if closing.leader is not None:
        words.append(f"{closing.leader.name}签字")
    if closing.unit_signed_by:
        words.append(f"责任单位{closing.unit_signed_by}签字")
    why = f"({closing.no_signature_note})" if closing.no_signature_note else ""
    words.append("信访人已签字" if closing.petitioner_signed else f"信访人未签字{why}")
    if closing.waived_reason:
        words.append(f"缺{lacking}，原因：{closing.waived_reason}")
    return "，".join(words)


def reopen(desk: Desk, matter_id: int, cause: str, reason: str, new_due: date | None = None) -> str:
    """Open a concluded, closed, refused, routed or returned matter again. Returns a sentence that counts.

    Every closing stays (`Closing.reopened_on`), a `Reopening` is added. `new_due` (else `proposed_due`) is the new
    化解期限 of a matter under a leader, else its 限办 date.
    """
    if not reason.strip():
        raise Refused("请写明重新办理的原因。", "reason")
    with acting(desk, "matter.reopen", reason) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        if chosen(ReopenCause, cause, "请选择重新办理的原因。", "cause") in _SENT_BACK:
            raise Refused("复查、复核发回的，请在文书里记复查复核的结论。", "cause")
        count = reopen_in(act, matter, cause, reason.strip(), new_due)
    return said_of(count)


def said_of(count: int) -> str:
    """What the clerk is told of the `count`-th reopening: a second one is said."""
    if count == 1:
        return "已重新办理。"
    return f"已重新办理；这是第{count}次重新办理，请考虑再次提请接访领导。"


def reopen_in(
    act: Act, matter: Matter, cause: str, reason: str, new_due: date | None, on_day: date | None = None
) -> int:
    """The body of `reopen`, for the acts that find something undone (回访, 复查). Returns which reopening it is.

    The facts of the time before (办结, 送达, 执行, 回访, 案结事了, 销号) are taken back from the matter; they stay in
    its papers, visits, closings, the `Reopening`, the timeline and the audit.
    """
    day = on_day or act.today
    state = MatterState(matter.state)
    in_review = state in (MatterState.REVIEWING, MatterState.RECHECKING) and ReopenCause(cause) in _SENT_BACK
    if state not in RESTING and not in_review:
        raise Refused(not_now(state, "重新办理"))
    if new_due is not None and new_due < act.today:
        raise Refused("新的期限不能早于今天。", "new_due")
    closing = (
        Closing.select()
        .where((Closing.matter == matter) & Closing.reopened_on.is_null())
        .order_by(Closing.id.desc())
        .first()
    )
    if closing is not None:
        act.change(closing).reopened_on = day
    count = Reopening.select().where(Reopening.matter == matter).count() + 1
    due = new_due or proposed_due(act.desk, matter.id)
    reopening = act.create(
        Reopening,
        matter=matter,
        on_day=day,
        cause=ReopenCause(cause),
        reason=reason,
        new_due=due,
        concluded_on=matter.concluded_on,
        result=matter.result,
        officer=act.desk.officer_id,
    )
    move(act, matter, MatterState.HANDLING)
    anew = _decide_way_anew(act, matter, reopening, day) if state in _LED_AWAY else ""
    _end_what_was_out(act, matter, day)
    _take_back(matter)
    _new_date(act, matter, due)
    said = f"第{count}次重新办理({ReopenCause(cause).label})，{due}前：{reason}{anew}"
    act.event(matter.id, EntryKind.CHANGE, said, day)
    return count


_LED_AWAY = (MatterState.ROUTED_OUT, MatterState.RETURNED)


def _decide_way_anew(act: Act, matter: Matter, reopening: Reopening, day: date) -> str:
    """What was led to another body, or sent back, and is handled here after all: its way is decided anew.

    One accepted before and never concluded is accepted again by that, which starts the 60 days (Art. 34): else it
    would be handled with no date at all. Returns what is said of it.
    """
    former, matter.route = matter.accepted_on, None
    if former is None:
        return ""
    matter.route = LegalRoute.PETITION_PROCEDURE if matter.category == Category.CLAIM else None
    concluded_once = (Reopening.matter == matter) & (Reopening.on_day > former) & (Reopening.id != reopening.id)
    if Reopening.select().where(concluded_once).exists():
        return ""
    matter.accepted_on = day
    for row in Extension.select().where((Extension.matter == matter) & Extension.undone_on.is_null()):
        act.change(row).undone_on = day
    return f"；原于{former}受理，自{day}重新受理"


def _end_what_was_out(act: Act, matter: Matter, day: date) -> None:
    """What was handed to somebody before it came to rest is answered by that: its date is not late today."""
    for row in Dispatch.select().where((Dispatch.matter == matter) & LIVE):
        act.change(row).ended_on = max(day, row.sent_on)


def _take_back(matter: Matter) -> None:
    matter.result = matter.opinion_result = matter.executed_note = matter.refusal_ground = ""
    matter.refused_on = matter.replied_on = matter.served_on = matter.concluded_on = None
    matter.executed_on = matter.followed_up_on = matter.settled_on = None
    matter.closed_on = matter.finally_closed_on = None


def proposed_due(desk: Desk, matter_id: int) -> date:
    """By when a matter that is opened again is to be done where nobody says: a 化解期限 that is still to come, else so
    many days from today as the office has set. Its sixty days ran once: without a date nobody would miss it.
    """
    sheet = Responsibility.get_or_none(Responsibility.matter == matter_id)
    if sheet is not None and sheet.resolve_due is not None and sheet.resolve_due >= clock.today():
        still: date = sheet.resolve_due
        return still
    return clock.today() + timedelta(days=desk.reference.policy.reopen_days)


def _new_date(act: Act, matter: Matter, new_due: date) -> None:
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        matter.due_on = new_due
    else:
        act.change(sheet).resolve_due = new_due


def list_backlog(desk: Desk, matter_id: int, listed: bool, reason: str) -> None:
    """Enter a matter as 积案 by hand, or take that back; what the rule finds by itself is not touched by it."""
    if not reason.strip():
        raise Refused("请写明列入积案的原因。" if listed else "请写明移出积案的原因。", "reason")
    with acting(desk, "matter.backlog", reason) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        if matter.is_backlog_listed == listed:
            raise Refused("这个事项已经手工列入积案。" if listed else "这个事项没有手工列入积案，不用移出。")
        matter.is_backlog_listed = listed
        act.event(matter_id, EntryKind.CHANGE, f"{'列入' if listed else '移出'}积案：{reason.strip()}")
