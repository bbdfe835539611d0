"""The queue: order, slots, what each line says, and the top of the screen."""

from __future__ import annotations

from datetime import timedelta

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import booking, receiving
from jiefang_tui.store.queries.reception import figures, queue, sessions
from jiefang_tui.store.queries.reception.summary import day_summary
from jiefang_tui.terms import Outcome, VisitPurpose, VisitState
from tests.store.day import again, arrive, at, end


def test_bookings_stand_at_their_slot_and_leave_the_order_of_arrival_alone(desk: Desk) -> None:
    with clock.at(at(9, 20)):
        arrive(desk, "先到")
        booking.book(desk, "约九点", at(9, 40), about="宅基地")
        booking.book(desk, "约下午", at(15))
    with clock.at(at(10)):
        arrive(desk, "后到")
        names = [(row.name, row.number, row.state) for row in queue.queue_of(clock.today())]
    assert names == [
        ("先到", 1, VisitState.WAITING),
        ("约九点", 0, queue.BOOKED),
        ("后到", 2, VisitState.WAITING),
        ("约下午", 0, queue.BOOKED),
    ]


def test_an_arrived_booking_keeps_its_slot_and_is_no_second_line(desk: Desk) -> None:
    booked = booking.book(desk, "约访人", at(10))
    arrive(desk, "约访人", appointment_id=booked)
    (row,) = queue.queue_of(clock.today())
    assert (row.number, row.slot_at, row.key) == (1, at(10), f"v{row.visit_id}")


def test_lines_say_group_repeat_and_purpose(desk: Desk) -> None:
    first = arrive(desk, "章秀兰", "征地补偿", headcount=5)
    end(desk, first, Outcome.ASSIGNED)
    again(desk, "章秀兰", first.matter_ids[0])
    arrive(desk, "办事人", "开证明", purpose=VisitPurpose.SERVICE, headcount=7)
    rows = queue.queue_of(clock.today())
    assert [row.is_group for row in rows][:2] == [True, False]
    assert [(row.title, row.repeat) for row in rows] == [
        ("征地补偿", "初访"),
        ("征地补偿", "第2次"),
        ("开证明", "办事"),
    ]
    assert queue.queue_of(clock.today(), group_threshold=6)[0].title == "征地补偿"


def test_waiting_minutes_run_only_while_somebody_waits(desk: Desk) -> None:
    came = arrive(desk, "候访人")
    later = clock.now() + timedelta(minutes=41)
    (row,) = queue.queue_of(clock.today())
    assert row.waited_minutes(later) == 41
    receiving.hold(desk, came.visit_id)
    assert queue.queue_of(clock.today())[0].waited_minutes(later) == 41
    receiving.start_talk(desk, came.visit_id)
    assert queue.queue_of(clock.today())[0].waited_minutes(later) is None
    assert [one.name for one in queue.in_talk(clock.today())] == ["候访人"]


def test_session_is_the_open_one_with_its_leader_and_seats(desk: Desk) -> None:
    assert sessions.session_on(clock.today()) is None
    receiving.open_session(desk, leader="李强", leader_post="镇长")
    receiving.open_session(desk, "joint", "周敏", "镇党委书记", units=["司法所", "人社所"])
    session = sessions.session_on(clock.today())
    assert session is not None
    assert (session.leader, session.leader_post, session.mode_label) == ("周敏", "镇党委书记", "联合接访")
    assert (session.units, session.is_open) == (("司法所", "人社所"), True)


def test_counts_keep_petitions_and_window_apart(desk: Desk) -> None:
    end(desk, arrive(desk, "甲", headcount=3), Outcome.ANSWERED)
    arrive(desk, "乙", headcount=6)
    served = arrive(desk, "丙", purpose=VisitPurpose.CONSULTATION, headcount=9)
    day = clock.today()
    assert figures.count("window", day) == 0, "who still waits there was not dealt with"
    receiving.serve_at_window(desk, served.visit_id, "已答")
    assert (figures.count("received", day), figures.persons("received", day)) == (1, 3)
    assert (figures.count("waiting", day), figures.persons("waiting", day)) == (1, 6)
    assert figures.count("window", day) == 1


def test_summary_reconciles(desk: Desk) -> None:
    """Individual and group visits, and the sessions, both add up to what was received."""
    receiving.open_session(desk, leader="李强", leader_post="镇长")
    first = arrive(desk, "甲", headcount=2)
    end(desk, first, Outcome.ANSWERED)
    end(desk, arrive(desk, "乙", headcount=8), Outcome.RESPONSIBILITY, leader="")
    receiving.open_session(desk, "joint", "周敏", "镇党委书记")
    end(desk, again(desk, "甲", first.matter_ids[0]), Outcome.ASSIGNED)
    arrive(desk, "候着")
    summary = day_summary(clock.today())
    by_name = {one.name: one for one in (*summary.received, *summary.results, *summary.open_ends)}
    assert (summary.batches, summary.persons, summary.items) == (3, 11, 2)
    single, group = by_name["received_single"], by_name["received_group"]
    assert (single.count + group.count, (single.persons or 0) + (group.persons or 0)) == (3, 11)
    assert [(one.leader, one.batches, one.persons, one.items) for one in summary.sessions] == [
        ("李强", 2, 10, 2),
        ("周敏", 1, 1, 1),
    ]
    assert (by_name["initial"].count, by_name["repeat"].count) == (2, 1)
    assert not summary.is_settled
    for one in (*by_name.values(), *summary.sessions):
        listed = figures.rows(one.name, clock.today())
        assert len(listed) == (one.batches if hasattr(one, "batches") else one.count)
