"""Changing the state of a matter: by the table of `rules.moves`, and what every act asks before."""

from __future__ import annotations

from datetime import date

from peewee import fn

from jiefang_tui.rules.moves import BEFORE_REPLY, HANDED, may_move, not_now, refusal
from jiefang_tui.rules.text import one_line
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Dispatch, Matter, Reopening
from jiefang_tui.terms import Category, Channel, DispatchKind, LeaderLevel, MatterState


def move(act: Act, matter: Matter, to: MatterState) -> None:
    """Bring a matter to state `to`, or `Refused` with what to do instead."""
    if not may_move(matter.state, to):
        raise Refused(refusal(matter.state, to))
    act.change(matter).state = to
    if to in HANDED:
        matter.was_handled = True


def must_be_undecided(matter: Matter, what: str) -> None:
    """`Refused` unless nothing has been decided in the matter; `what` says in Chinese what was to be done."""
    must_take_words(matter)
    if matter.state not in BEFORE_REPLY:
        raise Refused(not_now(matter.state, what))


def must_take_words(matter: Matter) -> None:
    """Nothing of a sealed report is written down here (Regulation Art. 30(3))."""
    if matter.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告不记内容，请记在移送的纸件上。")


def is_sent_from_above(matter: Matter) -> bool:
    """Whether a higher level sent it, and nobody had brought it here before: Art. 23(3), else 23(1) and (2)."""
    return matter.transferred_in_on is not None and matter.transferred_in_on <= matter.received_on


def sent_how(matter: Matter) -> str:
    """How a higher level sent it: 交办 where it set a day or wants a report (Art. 22(1)), else 转来."""
    is_assigned = matter.assigned_due is not None or matter.wants_report or matter.channel == Channel.ASSIGN
    is_assigned = is_assigned or matter.assigned_level != ""
    return "交办" if is_assigned else "转来"


def sent_by(matter: Matter) -> str:
    """Who sent it and how: ``县信访局交办``, ``县级领导李明接访、县信访局交办``."""
    body = f"{matter.transferred_from}{sent_how(matter)}"
    if not matter.assigned_level:
        return body
    received = LeaderLevel(matter.assigned_level).received(matter.assigned_leader)
    return f"{received}、{body}" if matter.transferred_from else received + body


def assigned_by(leader: str, level: str) -> tuple[str, str]:
    """省、市、县领导接访交办: the leader's name, which may be unknown, and the level.

    `Refused` for a leader whose level nobody said.
    """
    name = one_line(leader)
    if not level:
        if name:
            raise Refused(f"请选{name}是省、市、县哪一级的领导。", "assigned_level")
        return "", ""
    if level not in dict(LeaderLevel.above_us()):
        raise Refused("上级领导只有省、市、县三级，请重新选。", "assigned_level")
    return name, level


def begun_on(matter: Matter) -> date:
    """Since when it is handled this time: received, or opened again. What ends it cannot lie before."""
    again: date | None = Reopening.select(fn.MAX(Reopening.on_day)).where(Reopening.matter == matter).scalar()
    return max(matter.received_on, again or matter.received_on)


def day_of(act: Act, on_day: date | None, earliest: date | None = None, *, field: str = "on_day") -> date:
    """The day an act tells of: today when none is given; neither in the future nor before `earliest`."""
    day = on_day or act.today
    if day > act.today:
        raise Refused("日期不能晚于今天。", field)
    if earliest is not None and day < earliest:
        raise Refused(f"日期不能早于{earliest}。", field)
    return day


LIVE = Dispatch.replied_on.is_null() & Dispatch.returned_on.is_null() & Dispatch.ended_on.is_null()
"""Neither answered nor sent back nor taken back."""


def answer_live(act: Act, matter: Matter, kind: DispatchKind, reply: str, day: date) -> list[Dispatch]:
    """Write the answer to what is still out; returns what it answered."""
    answered = []
    for row in Dispatch.select().where((Dispatch.matter == matter) & (Dispatch.kind == kind) & LIVE):
        sent = act.change(row)
        sent.replied_on, sent.reply = max(day, sent.sent_on), reply.strip()
        answered.append(sent)
    return answered
