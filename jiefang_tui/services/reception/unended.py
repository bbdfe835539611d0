"""Who has no result: the night decided nothing of them, so it is said afterwards whether they talked or left."""

from __future__ import annotations

from jiefang_tui.services.desk.acting import acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception.visit_acts import WAS_NOT_RECEIVED, WAS_RECEIVED, pairs_of
from jiefang_tui.store.models import Visit
from jiefang_tui.terms import OPEN_VISIT_STATES, EntryKind, VisitState

NOT_TALKED = "当日未接谈"
"""Why visitors of an earlier day left, where nobody wrote it down."""


def leave_unreceived(desk: Desk) -> int:
    """确实离开: whoever of the earlier days has no result left without a talk. Returns how many did."""
    with acting(desk, "visit.leave_unreceived", NOT_TALKED) as act:
        visits = list(Visit.select().where((Visit.day < act.today) & Visit.state.in_(OPEN_VISIT_STATES)))
        for visit in visits:
            act.change(visit)
            visit.state, visit.left_reason, visit.hold_since = VisitState.LEFT, NOT_TALKED, None
    return len(visits)


def was_received(desk: Desk, visit_id: int, reason: str) -> None:
    """其实已接谈: who was written down as having left was talked to; the result can be given on that very visit."""
    if not reason.strip():
        raise Refused("请写明是谁接谈的、怎么知道的。", "reason")
    with acting(desk, "visit.was_received", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(WAS_RECEIVED, desk, 0, visit)
        visit.state, visit.left_reason, visit.finished_at = VisitState.RECEIVED, "", None
        visit.is_time_doubtful = True
        for pair in pairs_of(visit):
            quiet_event(act, pair.matter_id, EntryKind.CHANGE, f"{_number(visit)}更正为已接谈：{reason.strip()}")


def was_not_received(desk: Desk, visit_id: int, reason: str) -> None:
    """其实没接谈: who was written down as received, without any result, left."""
    if not reason.strip():
        raise Refused("请写明离开的原因。", "reason")
    with acting(desk, "visit.was_not_received", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(WAS_NOT_RECEIVED, desk, 0, visit)
        visit.state, visit.left_reason, visit.hold_since = VisitState.LEFT, reason.strip(), None
        for pair in pairs_of(visit):
            quiet_event(act, pair.matter_id, EntryKind.CHANGE, f"{_number(visit)}更正为未接谈离开：{reason.strip()}")


def _number(visit: Visit) -> str:
    return f"{visit.day}第{visit.queue_no or 0:02d}号"
