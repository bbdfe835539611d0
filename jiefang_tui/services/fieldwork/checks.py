"""矛盾纠纷排查: what each village reported for a span, 零报告 too; about disputes, never a list of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.rules.text import one_line
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.services.fieldwork.becoming import Became, make_matter, must_lead_nowhere, must_not_wait
from jiefang_tui.store.models import Dispute, DisputeCheck
from jiefang_tui.terms import Channel, CheckSpan, DisputeKind, DisputeLevel, DisputeState

CHECK_SPAN = "check_span"
"""The setting: for what span the villages report (`terms.CheckSpan`)."""


@dataclass(frozen=True, kw_only=True)
class DisputeIn:
    """A dispute as said."""

    kind: DisputeKind
    about: str
    households: int | None = None
    level: DisputeLevel = DisputeLevel.ORDINARY
    handler: str = ""
    state: DisputeState = DisputeState.FOUND


def check_span() -> CheckSpan:
    """For what span the villages of this office report: half a month unless it has set another."""
    text = settings.get(CHECK_SPAN)
    return CheckSpan(text) if text in list(CheckSpan) else CheckSpan.HALF_MONTH


def set_check_span(desk: Desk, span: CheckSpan) -> None:
    """Another span from now on; what was reported stays where it was."""
    settings.set(desk, CHECK_SPAN, span.value)


def report_none(desk: Desk, village: str, first: date, last: date) -> int:
    """零报告: the village looked and found nothing. Returns the id of the check."""
    with acting(desk, "check.none") as act:
        _not_to_come(act, first)
        check = _check(act, village, first, last)
        if check.found_none:
            raise Refused(f"{village}这一期已经零报告。")
        if there := _standing_in(check).count():
            raise Refused(f"{village}这一期已经报了{there}件；登错了的先撤回，再报零。")
        check.found_none = True
    return check.id


def take_back_none(desk: Desk, check_id: int, reason: str) -> None:
    """The village has not reported after all."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "check.withdraw", reason.strip()) as act:
        check = act.change(DisputeCheck.get_by_id(check_id))
        act.about(check)
        if check.withdrawn_on is not None or not check.found_none:
            raise Refused("这一期没有零报告。")
        check.withdrawn_on, check.withdraw_reason = act.today, reason.strip()


def add(desk: Desk, village: str, first: date, last: date, given: DisputeIn) -> int:
    """A dispute that the village found; a 零报告 before it is one no more. Returns its id."""
    with acting(desk, "dispute.add") as act:
        _not_to_come(act, first)
        _must_say(given)
        check = _check(act, village, first, last)
        check.found_none = False
        row = act.create(Dispute, check_of=check, **_columns(given) | _said(act, given))
        act.about(row)
    return row.id


def correct(desk: Desk, dispute_id: int, given: DisputeIn, reason: str) -> None:
    """Put a dispute right; the old stays in the audit."""
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "dispute.correct", reason.strip()) as act:
        row = _standing(act, dispute_id)
        _must_say(given)
        if row.matter is not None:
            must_not_be_kept_away(row.matter, given.handler, field="handler")
        for name, value in (_columns(given) | _said(act, given, (row.about, row.handler))).items():
            setattr(row, name, value)


def set_state(desk: Desk, dispute_id: int, state: DisputeState) -> None:
    """How far the village is with it now."""
    with acting(desk, "dispute.state") as act:
        row = _standing(act, dispute_id)
        if row.state == state:
            raise Refused(f"这一件已经是{state.label}。")
        row.state = state


def withdraw(desk: Desk, dispute_id: int, reason: str) -> None:
    """登错了: it counts no more and stays to be seen with its reason."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "dispute.withdraw", reason.strip()) as act:
        row = _standing(act, dispute_id)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()


def restore(desk: Desk, dispute_id: int) -> None:
    """One that was taken back stands again."""
    with acting(desk, "dispute.restore") as act:
        row = act.change(Dispute.get_by_id(dispute_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这一件没有撤回过。")
        row.withdrawn_on, row.withdraw_reason = None, ""
        was = row.check_of
        if was.withdrawn_on is not None:  # its report was taken back since: it stands in the one there is now
            row.check_of = _check(act, was.village, was.first_day, was.last_day)
            act.about(row)
        act.change(row.check_of).found_none = False


def to_matter(desk: Desk, dispute_id: int, name: str, request: str) -> Became:
    """转为事项: what is not settled is registered; a report (检举控告) is read here no more."""
    with acting(desk, "dispute.to_matter") as act:
        row = _standing(act, dispute_id)
        must_lead_nowhere(row.matter, "这一件")
        if not request.strip():
            raise Refused("请填写诉求。", "request")
        became = make_matter(act, name, request, act.today, row.check_of.village, row.about)
        row.matter_id = became.line_to
        act.about(row)
    return became


def unlink(desk: Desk, dispute_id: int, reason: str) -> None:
    """It was made a matter by mistake: the line leads to it no more."""
    if not reason.strip():
        raise Refused("请写明原因。", "reason")
    with acting(desk, "dispute.unlink", reason.strip()) as act:
        row = _standing(act, dispute_id)
        if row.matter_id is None:
            raise Refused("这一件没有连着事项。")
        row.matter = None


def _check(act: Act, village: str, first: date, last: date) -> DisputeCheck:
    """The report of a village for a span, begun where there is none."""
    name = one_line(village)
    if not name:
        raise Refused("请填写哪个村。", "village")
    same = (DisputeCheck.village == name) & (DisputeCheck.first_day == first) & (DisputeCheck.last_day == last)
    found = DisputeCheck.get_or_none(same & DisputeCheck.stands)
    if found is not None:
        check = act.change(found)
    else:
        check = act.create(DisputeCheck, village=name, first_day=first, last_day=last, reported_on=act.today)
    act.about(check)
    return check


def _standing_in(check: DisputeCheck) -> Any:
    """The disputes of a village and span, whichever of its reports they were written in."""
    same = (DisputeCheck.village == check.village) & (DisputeCheck.first_day == check.first_day)
    here = same & (DisputeCheck.last_day == check.last_day) & Dispute.stands
    return Dispute.select().join(DisputeCheck).where(here)


def _not_to_come(act: Act, first: date) -> None:
    if first > act.today:
        raise Refused(f"这一期{first}才开始，还不能报。")


def _must_say(given: DisputeIn) -> None:
    if not given.about.strip():
        raise Refused("请写明什么纠纷，例如 宅基地界址。", "about")
    if given.households is not None and not 1 <= given.households <= 9999:
        raise Refused("户数请填 1 到 9999。", "households")


def _columns(given: DisputeIn) -> dict[str, object]:
    return {
        "kind": given.kind,
        "about": one_line(given.about),
        "households": given.households,
        "level": given.level,
        "handler": one_line(given.handler),
        "state": given.state,
    }


def _said(act: Act, given: DisputeIn, was: Sequence[str] = ()) -> dict[str, str]:
    """What it is about and who sees to it: asked about where it sounds like a report."""
    texts = {"about": one_line(given.about), "handler": one_line(given.handler)}
    return words_as_written(act, texts, was, channel=Channel.FIELD_VISIT)


def _standing(act: Act, dispute_id: int) -> Dispute:
    row = act.change(Dispute.get_by_id(dispute_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused("这一件已经撤回，先恢复再改。")
    must_not_wait(row.matter, "这一件")
    return row
