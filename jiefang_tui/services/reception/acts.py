"""约访: what may be done about a matter and with one appointment, and why not."""

from __future__ import annotations

from jiefang_tui.services.desk.acts import ActSpec, by_itself, first, in_state, line_act
from jiefang_tui.store.models import Appointment
from jiefang_tui.terms import OPEN_MATTER_STATES, AppointmentState
from jiefang_tui.terms import MatterState as S

_NOT_OVER = (*OPEN_MATTER_STATES, S.CONCLUDED, S.REFUSED, S.ROUTED_OUT)
"""Also who was refused or led elsewhere may be asked to come: leaders do."""


def _is_booked(row: Appointment) -> str:
    return "" if row.state == AppointmentState.BOOKED else f"不能改，这个约访{AppointmentState(row.state).label}。"


KEY_BOOKING = ActSpec(
    "key_booking", "重点约访", 16, first(by_itself("约访"), in_state("约访", *_NOT_OVER)), "key_booking", "reception"
)
ACTS = (KEY_BOOKING,)

CHANGE_BOOKING = line_act("change_booking", "改约访", 1, Appointment, _is_booked, "reception")
CANCEL_BOOKING = line_act("cancel_booking", "取消约访", 2, Appointment, _is_booked, "reception")
BOOKING_LINE = (CHANGE_BOOKING, CANCEL_BOOKING)
"""What Enter offers on the line of an appointment."""
LINE_ACTS = BOOKING_LINE
