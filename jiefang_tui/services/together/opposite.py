"""对方当事人: the visitor is asked first; then invited, there or not, agreed or not; each can be taken back."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.text import plain_name
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.together import acts
from jiefang_tui.store.models import Matter, OppositeParty, ReceptionSession
from jiefang_tui.terms import Attendance, EntryKind


def ask_visitor(
    desk: Desk,
    matter_id: int,
    name: str,
    may_meet: bool,
    *,
    relation: str = "",
    phone: str = "",
    visitor_said: str = "",
    session_id: int | None = None,
    on_day: date | None = None,
) -> int:
    """来访人同意见面吗: who the other side is, and what the visitor says to meeting them. Returns its id.

    `on_day`: when the visitor was asked; the day of the session, where nobody says.
    """
    with acting(desk, "opposite.ask") as act:
        must(acts.MEET, desk, matter_id)
        if not plain_name(name):
            raise Refused("请填写对方是谁。", "name")
        since = _could_be_since(matter_id, session_id)
        asked_on = _day(act, on_day or (since if session_id is not None else None), since)
        row = act.create(
            OppositeParty,
            matter=matter_id,
            session=session_id,
            name=plain_name(name),
            relation=relation.strip(),
            phone=phone.strip(),
            asked_on=asked_on,
            may_meet=may_meet,
            **words_as_written(act, {"visitor_said": visitor_said}, day=asked_on),
        )
        act.about(row)
        answer = "同意和" if may_meet else "不同意和"
        said = f"来访人{answer}{_called(row)}见面"
        act.event(matter_id, EntryKind.TALK, said + (f"：{row.visitor_said}" if row.visitor_said else ""), asked_on)
    return row.id


def invite(desk: Desk, row_id: int, how: str = "", on_day: date | None = None) -> None:
    """The other side was asked to come: when, and how."""
    with acting(desk, "opposite.invite") as act:
        row = _row(act, row_id)
        must(acts.INVITED, desk, row.matter_id, row)
        row.invited_on, row.invited_how = _day(act, on_day, _since(row)), how.strip()
        said = f"约{_called(row)}到场" + (f"({row.invited_how})" if row.invited_how else "")
        act.event(row.matter_id, EntryKind.TALK, said, row.invited_on)


def note_presence(
    desk: Desk,
    row_id: int,
    attendance: Attendance,
    has_agreed: bool | None = None,
    outcome: str = "",
    on_day: date | None = None,
) -> str:
    """Whether the other side came, and whether both agreed; said again it puts the former right.

    Who came although the visitor had said no is written down as that: a sentence says so, else it is empty.
    """
    with acting(desk, "opposite.presence") as act:
        row = _row(act, row_id)
        must(acts.CAME, desk, row.matter_id, row)
        if has_agreed and attendance is Attendance.ABSENT:
            raise Refused("对方没有到，不会谈成；电话里谈成的选电话参与。", "has_agreed")
        row.attendance, row.came_on = attendance, _day(act, on_day, _since(row))
        said_then = words_as_written(act, {"outcome": outcome}, (row.outcome,), day=row.came_on)
        row.has_agreed, row.outcome = has_agreed, said_then["outcome"]
        agreed = {True: "，谈成", False: "，没有谈成", None: ""}[has_agreed]
        unasked = not row.may_meet and attendance is not Attendance.ABSENT
        said = "来访人没有同意，" if unasked else ""
        said += f"{_called(row)}{attendance.label}{agreed}" + (f"：{row.outcome}" if row.outcome else "")
        act.event(row.matter_id, EntryKind.TALK, said, row.came_on)
    return "来访人说过不同意见面，对方来了，已照实记下；请分开听取，改了主意的另记一条。" if unasked else ""


def withdraw(desk: Desk, row_id: int, reason: str) -> None:
    """登错了, or the visitor has changed their mind: the row stays with its reason."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "opposite.withdraw", reason) as act:
        row = _row(act, row_id)
        must(acts.PARTY_WITHDRAW, desk, row.matter_id, row)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        act.event(row.matter_id, EntryKind.CHANGE, f"撤回约{_called(row)}到场：{reason.strip()}")


def restore(desk: Desk, row_id: int, reason: str) -> None:
    """It was withdrawn by mistake. Who is never set before the other side by now is not, whatever was said then."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "opposite.restore", reason) as act:
        row = _row(act, row_id)
        must(acts.PARTY_RESTORE, desk, row.matter_id, row)
        row.withdrawn_on, row.withdraw_reason = None, ""
        act.event(row.matter_id, EntryKind.CHANGE, f"恢复约{_called(row)}到场：{reason.strip()}")


def _called(row: OppositeParty) -> str:
    return f"{row.relation}{row.name}"


def _row(act: Act, row_id: int) -> OppositeParty:
    row = act.change(OppositeParty.get_by_id(row_id))
    act.about(row)
    return row


def _since(row: OppositeParty) -> date:
    """Since when they may have been asked and come: it may be written down late."""
    return min(row.asked_on, _could_be_since(row.matter_id, row.session_id))


def _could_be_since(matter_id: int, session_id: int | None) -> date:
    """The day of the session; without one that on which the matter came in."""
    if session_id is not None:
        return ReceptionSession.get_by_id(session_id).day
    return Matter.get_by_id(matter_id).received_on


def _day(act: Act, day: date | None, since: date) -> date:
    day = day or act.today
    if not since <= day <= act.today:
        raise Refused(f"日期要在{since}和今天之间。", "on_day")
    return day
