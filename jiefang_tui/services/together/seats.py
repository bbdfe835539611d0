"""到、未到、电话参与 of the units beside the leader, said by a person; and in what way they are there (入驻方式)."""

from __future__ import annotations

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import SessionParticipant
from jiefang_tui.terms import Attendance, Presence


def mark(desk: Desk, seat_id: int, attendance: Attendance) -> None:
    """Whether the unit came; another word puts the one before right."""
    with acting(desk, "seat.mark") as act:
        row = act.change(SessionParticipant.get_by_id(seat_id))
        act.about(row)
        row.attendance = attendance


def unmark(desk: Desk, seat_id: int, reason: str) -> None:
    """Nobody knows whether the unit came: what was said is taken back."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "seat.unmark", reason) as act:
        row = act.change(SessionParticipant.get_by_id(seat_id))
        act.about(row)
        if not row.attendance:
            raise Refused(f"{row.unit.name}到没到还没有记。")
        row.attendance = ""


def set_seat(desk: Desk, seat_id: int, person: str, presence: Presence | None) -> None:
    """Who sits there for the unit, and in what way it is there; both may be empty."""
    with acting(desk, "seat.set") as act:
        row = act.change(SessionParticipant.get_by_id(seat_id))
        act.about(row)
        row.person, row.presence = person.strip(), presence or ""
