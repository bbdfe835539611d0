"""The queue: who is next, who waits, who left, and that every visit stands in exactly one state."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from peewee import DatabaseError

from jiefang_tui import clock
from jiefang_tui.services.desk import rollover
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import booking, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn, register_visit
from jiefang_tui.store.models import Appointment, Officer, ReceptionSession, SessionParticipant, Visit
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.terms import Outcome, VisitState


def arrive(desk: Desk, name: str, **more: object) -> int:
    given = VisitIn(name=name, matters=[MatterIn(request="事由")], **more)  # type: ignore[arg-type]
    return register_visit(desk, given).visit_id


def state(visit_id: int) -> str:
    found: str = Visit.get_by_id(visit_id).state
    return found


def test_an_any_time_session_opens_by_itself_once(desk: Desk) -> None:
    arrive(desk, "甲")
    arrive(desk, "乙")
    session = ReceptionSession.get()
    assert session.mode == "any_time" and session.leader_id is None


def test_the_leader_is_written_down_once_with_post_and_seats(desk: Desk) -> None:
    session = receiving.change_session(desk, None, "周敏", "镇党委书记", units=["司法所", "人社所"])
    receiving.change_session(desk, session, "周敏", units=["司法所"])
    assert Officer.select().where(Officer.name == "周敏").count() == 1
    session = session_on(clock.today())
    assert session is not None and session.leader == "周敏"
    assert [row.unit.name for row in SessionParticipant.select()] == ["司法所"]


def test_next_is_priority_then_order_of_arrival(desk: Desk) -> None:
    first, second, third = arrive(desk, "甲"), arrive(desk, "乙"), arrive(desk, "丙")
    receiving.set_priority(desk, third, "八十岁老人")
    assert receiving.invite_next(desk) == third
    assert receiving.invite_next(desk) == first
    assert receiving.invite_next(desk) == second
    assert receiving.invite_next(desk) is None


def test_a_booked_visitor_keeps_the_slot(desk: Desk) -> None:
    walk_in = arrive(desk, "甲")
    slot = clock.now() + timedelta(minutes=20)
    booked = booking.book(desk, "许志远", slot, "周敏")
    held = arrive(desk, "许志远", appointment_id=booked)
    assert Appointment.get_by_id(booked).state == "arrived"
    assert receiving.invite_next(desk) == walk_in
    later = arrive(desk, "乙")
    with clock.at(slot):
        assert receiving.invite_next(desk) == held
        assert receiving.invite_next(desk) == later


def test_hold_back_leave_and_return(desk: Desk) -> None:
    visit = arrive(desk, "甲")
    receiving.hold(desk, visit)
    assert state(visit) == VisitState.ON_HOLD and receiving.invite_next(desk) is None
    receiving.come_back(desk, visit)
    assert state(visit) == VisitState.WAITING
    receiving.leave(desk, visit, "等不及")
    left = Visit.get_by_id(visit)
    assert (left.state, left.left_reason, left.finished_at) == (VisitState.LEFT, "等不及", clock.now())
    receiving.come_back(desk, visit)
    back = Visit.get_by_id(visit)
    assert (back.state, back.left_reason, back.finished_at, back.queue_no) == (VisitState.WAITING, "", None, 1)


def test_a_received_visit_cannot_be_made_to_wait(desk: Desk) -> None:
    visit = arrive(desk, "甲", purpose="service")
    receiving.serve_at_window(desk, visit, "已开证明")
    for act in (receiving.hold, receiving.start_talk, receiving.come_back):
        with pytest.raises(Refused, match="已接"):
            act(desk, visit)
    assert state(visit) == VisitState.RECEIVED


def test_booking_in_the_past_and_cancelling_without_reason_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        booking.book(desk, "甲", datetime(2026, 11, 20, 9, 0).astimezone())
    assert refused.value.field == "slot_at"
    booked = booking.book(desk, "甲", clock.now() + timedelta(days=1))
    with pytest.raises(Refused):
        booking.cancel_booking(desk, booked, " ")
    booking.cancel_booking(desk, booked, "本人来电取消")
    assert Appointment.get().state == "cancelled"


def test_a_visit_is_never_deleted(desk: Desk) -> None:
    visit = arrive(desk, "甲")
    with pytest.raises(DatabaseError):
        Visit.delete_by_id(visit)
    assert Visit.select().count() == 1


def test_a_new_session_closes_the_one_before(desk: Desk) -> None:
    receiving.open_session(desk, leader="周敏")
    joint = receiving.open_session(desk, mode="joint", leader="刘静", subject="专家门诊", units=["派出所"])
    open_ones = [row.id for row in ReceptionSession.select().where(ReceptionSession.closed_at.is_null())]
    assert open_ones == [joint]
    assert Visit.get_by_id(arrive(desk, "甲")).session_id == joint


def test_who_left_on_an_earlier_day_is_registered_anew(desk: Desk) -> None:
    visit = arrive(desk, "甲")
    receiving.leave(desk, visit, "等不及")
    with clock.at(clock.now() + timedelta(days=1)):
        for act in (receiving.start_talk, receiving.come_back):
            with pytest.raises(Refused, match="F2"):
                act(desk, visit)
    assert state(visit) == VisitState.LEFT


def test_who_has_one_matter_decided_did_not_leave_without_a_talk(desk: Desk) -> None:
    given = VisitIn(name="甲", matters=[MatterIn("欠薪"), MatterIn("低保")])
    done = register_visit(desk, given)
    receiving.start_talk(desk, done.visit_id)
    talk.decide(desk, done.visit_id, done.matter_ids[0], talk.OutcomeIn(Outcome.ANSWERED, told="下月发放"))
    with pytest.raises(Refused, match="不是未接谈"):
        receiving.leave(desk, done.visit_id, "等不及")
    receiving.hold(desk, done.visit_id)
    with clock.at(clock.now() + timedelta(days=1)):
        assert "记为已接" in rollover.roll_over(desk)
    assert state(done.visit_id) == VisitState.RECEIVED
