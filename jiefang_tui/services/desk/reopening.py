"""Opening a matter again: the body of every act that finds something undone."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.rules.moves import RESTING, not_now
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import LIVE, move
from jiefang_tui.store.models import Closing, Dispatch, Extension, Matter, Reopening, Responsibility
from jiefang_tui.terms import Category, EntryKind, LegalRoute, MatterState, ReopenCause

SENT_BACK = (ReopenCause.REVIEW, ReopenCause.RECHECK)


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
    in_review = state in (MatterState.REVIEWING, MatterState.RECHECKING) and ReopenCause(cause) in SENT_BACK
    if state not in RESTING and not in_review:
        raise Refused(not_now(state, "重新办理"))
    if matter.finally_closed_on is not None and cause == ReopenCause.COME_AGAIN:
        raise Refused(
            "三级终结的，同一事实和理由不再受理（条例第三十六条第三款）；有新的事实和理由的请选那一项。", "cause"
        )
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
    due = new_due or proposed_due(act.desk)
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
    matter.is_ended_simply = False
    matter.suggestion_result = ""


def proposed_due(desk: Desk) -> date:
    """By when a matter that is opened again is to be done where nobody says: so many days from today as the office has
    set, never the old date. Its sixty days ran once: without a date nobody would miss it.
    """
    return clock.today() + timedelta(days=desk.reference.policy.reopen_days)


def _new_date(act: Act, matter: Matter, new_due: date) -> None:
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        matter.due_on = new_due
    else:
        act.change(sheet).resolve_due = new_due
