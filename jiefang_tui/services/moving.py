"""Changing the state of a matter: by the table of `rules.moves`, and opening again what had come to rest."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.moves import BEFORE_REPLY, RESTING, may_move, not_now, refusal
from jiefang_tui.services.acting import Act
from jiefang_tui.services.errors import Refused
from jiefang_tui.store.models import Closing, Matter, Reopening, Responsibility
from jiefang_tui.terms import Category, EntryKind, MatterState, ReopenCause


def move(act: Act, matter: Matter, to: MatterState) -> None:
    """Bring a matter to state `to`, or `Refused` with what to do instead."""
    if not may_move(matter.state, to):
        raise Refused(refusal(matter.state, to))
    act.change(matter).state = to


def must_be_undecided(matter: Matter, what: str) -> None:
    """`Refused` unless nothing has been decided in the matter; `what` says in Chinese what was to be done."""
    must_take_words(matter)
    if matter.state not in BEFORE_REPLY:
        raise Refused(not_now(matter.state, what))


def must_take_words(matter: Matter) -> None:
    """Nothing of a sealed report is written down here (Regulation Art. 30(3))."""
    if matter.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告不记内容，请记在移送的纸件上。")


def day_of(act: Act, on_day: date | None, earliest: date | None = None, *, field: str = "on_day") -> date:
    """The day an act tells of: today when none is given; neither in the future nor before `earliest`."""
    day = on_day or act.today
    if day > act.today:
        raise Refused("日期不能晚于今天。", field)
    if earliest is not None and day < earliest:
        raise Refused(f"日期不能早于{earliest}。", field)
    return day


def reopen_in(act: Act, matter: Matter, cause: ReopenCause, reason: str, new_due: date | None = None) -> Reopening:
    """Make a matter that had come to rest one that is handled again, and write down why.

    Every former closing (`Closing`), service (`Document`) and conclusion (timeline, audit entry) stays; the columns of
    the matter tell of the present round and start empty. A date set by hand that has passed gives way to `new_due`.
    """
    if matter.state not in (*RESTING, MatterState.REVIEWING, MatterState.RECHECKING):
        raise Refused(not_now(matter.state, "重新办理"))
    matter = act.change(matter)
    former = [f"原{what}{day}" for what, day in _rests(matter) if day]
    move(act, matter, MatterState.HANDLING)
    matter.replied_on = matter.served_on = matter.concluded_on = matter.executed_on = None
    matter.settled_on = matter.closed_on = matter.finally_closed_on = matter.refused_on = None
    matter.result = matter.opinion_result = matter.executed_note = matter.refusal_ground = ""
    for closing in Closing.select().where((Closing.matter == matter) & Closing.reopened_on.is_null()):
        act.change(closing).reopened_on = act.today
    _new_date(act, matter, new_due)
    row = act.create(
        Reopening,
        matter=matter,
        on_day=act.today,
        cause=cause,
        reason=reason,
        new_due=new_due,
        officer=act.desk.officer_id,
    )
    due = f",{new_due}前" if new_due else ""
    said = f": {reason}" if reason else ""
    act.event(matter.id, EntryKind.CHANGE, "，".join([f"重新办理({cause.label}){due}{said}", *former]))
    return row


def _rests(matter: Matter) -> tuple[tuple[str, date | None], ...]:
    return (
        ("不予受理", matter.refused_on),
        ("送达", matter.served_on),
        ("办结", matter.concluded_on),
        ("销号", matter.closed_on),
    )


def _new_date(act: Act, matter: Matter, new_due: date | None) -> None:
    """The date by which it is to be done now; one that has passed was met or lost and does not run again."""
    if new_due is not None and new_due < act.today:
        raise Refused("新的期限不能早于今天。", "new_due")
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        if new_due is not None or (matter.due_on is not None and matter.due_on < act.today):
            matter.due_on = new_due
    elif new_due is not None or (sheet.resolve_due is not None and sheet.resolve_due < act.today):
        act.change(sheet).resolve_due = new_due
