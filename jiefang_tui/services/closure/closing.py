"""销号 with its closing review, opening again, and what is entered by hand as 积案.

The review stands in the way of 销号 only, and of that not when a reason is written; never of 告知, 办结 or 送达.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jiefang_tui.rules.closing import CHECKS, LEADER_SIGNS, Gap, Signed
from jiefang_tui.services.closure import acts
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_be_kept_away
from jiefang_tui.services.desk.moving import day_of, move
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.desk.reopening import SENT_BACK, reopen_in, said_of
from jiefang_tui.store.models import Closing, Matter
from jiefang_tui.store.queries.closure.closing import closing_gaps
from jiefang_tui.terms import CheckAnswer, EntryKind, MatterState, ReopenCause


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
        must(acts.CLOSE, desk, matter_id)
        day = day_of(act, on_day, matter.concluded_on)
        signer = officer_named(act, leader, field="leader")
        must_be_free(matter, signer, field="leader")
        must_not_be_kept_away(matter, unit_signed_by, field="unit_signed_by")
        every = closing_gaps(matter_id, act.today, Signed(answers, signer.name if signer else ""))
        gaps = [gap for gap in every if not gap.is_past]
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
        field = "leader" if gaps[0].what == LEADER_SIGNS else "done"
    return Refused(f"还不能销号。{lacks} 确实要销的，请在「缺项原因」里写明。", field)


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
        must(acts.REOPEN, desk, matter_id)
        if require_choice(ReopenCause, cause, "请选择重新办理的原因。", "cause") in SENT_BACK:
            raise Refused("复查、复核发回的，请在文书里记复查复核的结论。", "cause")
        count = reopen_in(act, matter, cause, reason.strip(), new_due)
    return said_of(count)


def list_backlog(desk: Desk, matter_id: int, listed: bool, reason: str) -> None:
    """Enter a matter as 积案 by hand, or take that back; what the rule finds by itself is not touched by it."""
    if not reason.strip():
        raise Refused("请写明列入积案的原因。" if listed else "请写明移出积案的原因。", "reason")
    with acting(desk, "matter.backlog", reason) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.BACKLOG, desk, matter_id)
        if matter.is_backlog_listed == listed:
            raise Refused("这个事项已经手工列入积案。" if listed else "这个事项没有手工列入积案，不用移出。")
        matter.is_backlog_listed = listed
        act.event(matter_id, EntryKind.CHANGE, f"{'列入' if listed else '移出'}积案：{reason.strip()}")
