"""点名接访: the mark, who receives then, the next day of an absent leader, and what a report leaves of it: nothing."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.law import sealing
from jiefang_tui.services.plans import days
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking, intake, naming, receiving, talk, voiding
from jiefang_tui.services.reception.intake import MatterIn, VisitIn, register_visit
from jiefang_tui.store.models import Appointment, AuditEntry, MatterEvent, NamedLeader, Visit
from jiefang_tui.store.queries.plans.days import booked_on
from jiefang_tui.store.queries.reception import figures, queue
from jiefang_tui.store.queries.reception.named import bookings_of, first_asked, leader_options, named_of
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import AppointmentState, Category, Outcome, ReportAnswer
from tests.services.given import handed_over, one_act, refused, registered

DAY = date(2026, 12, 3)


@pytest.fixture(autouse=True)
def leaders(desk: Desk) -> None:
    """周敏 sits today, 刘静 on 3 December."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    add_officer(desk, "刘静", "镇长")
    days.add_day(desk, DayIn(day=DAY, leader="刘静", hours="8:30-11:30", place="接待大厅"))


def arrive(desk: Desk, name: str = "章德福", leader: str = "", **more: Any) -> intake.Registered:
    return registered(desk, name, named_leader=leader, **more)


def line(visit_id: int) -> queue.QueueRow:
    return next(row for row in queue.queue_of(clock.today()) if row.visit_id == visit_id)


def events(matter_id: int) -> list[str]:
    return [row.text for row in MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id)]


# -- the mark


def test_who_is_named_at_registration_is_marked_and_first_asked(desk: Desk) -> None:
    one = arrive(desk, leader="周敏")
    assert one.notes == ("点名请周敏接访，首问责任人；周敏今天接访。",)
    named = line(one.visit_id).named
    assert named is not None and named.words == "周敏 镇党委书记  首问责任人"
    asked = first_asked(one.matter_ids[0])
    assert asked is not None and (asked.leader, asked.post, asked.day) == ("周敏", "镇党委书记", clock.today())


def test_a_name_nobody_has_heard_of_hinders_no_registration(desk: Desk) -> None:
    one = arrive(desk, leader="李大青天")
    assert one.visit_id and "名册里没有「李大青天」" in one.notes[0]
    assert not NamedLeader.select().exists()
    with refused("请从列出来的领导里选", "leader"):
        naming.name_leader(desk, one.visit_id, "李大青天")


def test_naming_is_one_act_and_said_in_the_timeline(desk: Desk) -> None:
    one = arrive(desk)
    with one_act("visit.name_leader"):
        said = naming.name_leader(desk, one.visit_id, "刘静")
    assert said == "点名请刘静接访，首问责任人；刘静今天不在，下次接访日 12-03，可在这次来访里约到那天。"
    assert f"{clock.today()}来访，点名请刘静接访" in events(one.matter_ids[0])


def test_another_leader_takes_the_place_and_the_old_is_kept(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    naming.name_leader(desk, one.visit_id, "周敏")
    assert named_of([one.visit_id])[one.visit_id].leader == "周敏"
    assert Appointment.get().state == AppointmentState.CANCELLED
    assert any("刘静改为周敏" in text for text in events(one.matter_ids[0]))


def test_the_mark_is_taken_back_with_its_reason_and_what_was_booked(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    with refused("请写明为什么取消点名", "reason"):
        naming.unname(desk, one.visit_id, " ")
    with one_act("visit.unname_leader", "改主意了"):
        assert naming.unname(desk, one.visit_id, "改主意了") == "已取消点名刘静，约的时间也已取消。"
    assert line(one.visit_id).named is None and first_asked(one.matter_ids[0]) is None
    assert Appointment.get().state == AppointmentState.CANCELLED
    assert f"{clock.today()}来访，取消点名刘静：改主意了" in events(one.matter_ids[0])
    assert "named_leader:" in AuditEntry.select().order_by(AuditEntry.id.desc()).get().before
    with refused("不能取消，这次来访没有点名"):
        naming.unname(desk, one.visit_id, "再来")


def test_who_is_first_asked_stays_so_whoever_receives(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    receiving.start_talk(desk, one.visit_id)
    talk.decide(desk, one.visit_id, one.matter_ids[0], talk.OutcomeIn(Outcome.ANSWERED, told="讲清了"))
    asked = first_asked(one.matter_ids[0])
    assert asked is not None and asked.leader == "刘静"
    assert Visit.get().session.leader.name == "周敏"


def test_a_voided_arrival_asked_nobody(desk: Desk) -> None:
    one = arrive(desk, leader="周敏")
    voiding.void_registration(desk, one.visit_id, "trial", approver="何静")
    assert first_asked(one.matter_ids[0]) is None
    with refused("不能改，这次登记已于"):
        naming.name_leader(desk, one.visit_id, "刘静")


def test_a_letter_names_nobody(desk: Desk) -> None:
    one = arrive(desk, leader="周敏", channel="letter")
    assert not NamedLeader.select().exists()
    with refused("不能点名，来件没有人在等"):
        naming.name_leader(desk, one.visit_id, "周敏")


def test_leaders_to_choose_are_those_who_receive(desk: Desk) -> None:
    add_officer(desk, "陈刚", "司机")
    assert leader_options(clock.today()) == [("刘静", "刘静 镇长"), ("周敏", "周敏 镇党委书记")]


# -- who receives


def test_the_named_leader_receives_once_they_sit_there(desk: Desk) -> None:
    days.add_day(desk, DayIn(day=clock.today(), leader="刘静", hours="14:30-17:00"))
    first, second = arrive(desk, "章德福", "刘静"), arrive(desk, "李四", person={"id_no": ""})
    assert line(first.visit_id).waits_for_leader and not line(second.visit_id).waits_for_leader
    assert receiving.invite_next(desk) == second.visit_id
    receiving.open_session(desk, leader="刘静")
    assert not line(first.visit_id).waits_for_leader
    assert receiving.invite_next(desk) == first.visit_id
    assert Visit.get_by_id(first.visit_id).session.leader.name == "刘静"
    assert Visit.get_by_id(second.visit_id).session.leader.name == "周敏"


def test_a_leader_who_has_been_and_gone_is_not_waited_for(desk: Desk) -> None:
    one = arrive(desk, leader="周敏")
    receiving.open_session(desk, leader="刘静")
    assert not line(one.visit_id).waits_for_leader
    assert "周敏今天不在" in naming.name_leader(desk, arrive(desk, "李四", person={"id_no": ""}).visit_id, "周敏")


# -- 约到其下次接访日


def test_an_absent_leader_is_booked_for_the_next_day_of_the_plan(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    assert naming.next_day_of_absent(one.visit_id) == DAY
    with one_act("visit.book_named"):
        said = naming.book_named(desk, one.visit_id)
    assert said == "已约 章德福 12-03 星期四 08:30 接待大厅，刘静接访"
    row = Appointment.get()
    assert (row.day, row.leader.name, row.matter_id, row.kind) == (DAY, "刘静", one.matter_ids[0], "named")
    assert row.phone and row.about == "征地补偿款未足额发放"
    assert naming.next_day_of_absent(one.visit_id) is None
    with refused("不能再约，已约12-03"):
        naming.book_named(desk, one.visit_id)
    named = line(one.visit_id).named
    assert named is not None and named.booking is not None and named.booking.slot_at.date() == DAY


def test_doubles_are_said(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    at = datetime(2026, 12, 1, 9).astimezone()
    booking.book(desk, "章德福", at, "周敏", matter_id=one.matter_ids[0])
    assert naming.book_named(desk, one.visit_id).endswith("；另已约 12-01 09:00 章德福 周敏(约访)")


def test_without_a_day_of_the_plan_nothing_is_guessed(desk: Desk) -> None:
    one = arrive(desk, leader="周敏")
    with refused("周敏往后没有排接访日", "slot_at"):
        naming.book_named(desk, one.visit_id)
    other = arrive(desk, "李四", person={"id_no": ""}).visit_id
    with refused("不能约，这次来访没有点名"):
        naming.book_named(desk, other)


def test_the_time_is_put_right_and_cancelled_with_its_reason(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    row = Appointment.get()
    booking.change_booking(desk, row.id, row.name, row.slot_at + timedelta(days=7), "刘静", is_key=False)
    assert "点名约访由 2026-12-03 08:30 改到 2026-12-10 08:30" in events(one.matter_ids[0])
    assert Appointment.get().kind == "named"
    booking.cancel_booking(desk, row.id, "来访人取消")
    assert "取消2026-12-10的点名约访：来访人取消" in events(one.matter_ids[0])
    assert named_of([one.visit_id])[one.visit_id].booking is None
    naming.book_named(desk, one.visit_id)


def test_who_comes_on_the_booked_day_is_marked_again(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    with clock.at(datetime(2026, 12, 3, 8, 20).astimezone()):
        receiving.open_session(desk, leader="刘静")
        given = VisitIn("章德福", matters=[MatterIn(matter_id=one.matter_ids[0])], appointment_id=Appointment.get().id)
        again = register_visit(desk, given)
        assert named_of([again.visit_id])[again.visit_id].leader == "刘静"
    asked = first_asked(one.matter_ids[0])
    assert asked is not None and asked.day == date(2026, 11, 23)


# -- of a report nothing, and nothing to whom it is about


def test_whom_it_is_about_is_not_asked_for_it(desk: Desk) -> None:
    one = arrive(desk, leader="周敏", matter={"concerned_person": "周敏"})
    assert any("周敏是这次反映的人，不记点名，请换别的领导" in note for note in one.notes)
    assert not NamedLeader.select().exists()
    with refused("周敏是这件反映的人", "leader"):
        naming.name_leader(desk, one.visit_id, "周敏")
    naming.name_leader(desk, one.visit_id, "刘静")


def test_nobody_meant_is_booked(desk: Desk) -> None:
    from jiefang_tui.store.models import Matter

    one = arrive(desk, leader="刘静")
    Matter.update(concerned_person="刘静").execute()
    with refused("刘静是这件反映的人", "leader"):
        naming.book_named(desk, one.visit_id)


def _nothing_is_seen(visit_id: int, matter_id: int) -> None:
    assert named_of([visit_id]) == {} and first_asked(matter_id) is None and bookings_of(matter_id) == []
    assert line(visit_id).named is None
    view = visit_view(visit_id, clock.today())
    assert view is not None and view.named is None
    assert booked_on(clock.today(), DAY) == {}
    assert figures.count("booked_again", clock.today()) == figures.count("booked_key", clock.today()) == 0
    assert all(row.visit_id is not None for row in queue.queue_of(DAY))


def test_a_report_is_registered_without_a_mark(desk: Desk) -> None:
    given = VisitIn("某人", matters=[MatterIn(category=Category.REPORT_ACCUSATION)], named_leader="周敏")
    one = register_visit(desk, given)
    assert not NamedLeader.select().exists() and "周敏" not in "".join(one.notes)
    with refused("不能点名，检举控告按密件移送"):
        naming.name_leader(desk, one.visit_id, "周敏")


def test_a_report_beside_a_claim_keeps_its_leader_from_both(desk: Desk) -> None:
    matters = [
        MatterIn("路灯不亮", report_answer=ReportAnswer.CLAIM),
        MatterIn("镇长收钱", concerned_person="刘静", report_answer=ReportAnswer.REPORT),
    ]
    one = register_visit(desk, VisitIn("章德福", matters=matters, named_leader="刘静"))
    assert "刘静是这次反映的人，不记点名，请换别的领导。" in one.notes
    assert not NamedLeader.select().exists()


def test_what_is_answered_to_be_a_report_has_no_mark_and_a_sentence_says_so(desk: Desk) -> None:
    one = arrive(desk, leader="周敏", matter={"report_answer": ReportAnswer.REPORT})
    assert "检举控告按密件移送，不记点名。" in one.notes
    assert not NamedLeader.select().exists()
    _nothing_is_seen(one.visit_id, one.matter_ids[0])


def test_a_claim_that_waits_as_a_report_shows_its_mark_and_booking_nowhere_and_again_when_it_is_none(
    desk: Desk,
) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    booking.book_key(desk, one.matter_ids[0], "刘静")
    sealing.make_report(desk, one.matter_ids[0], "王芳", "何静")
    _nothing_is_seen(one.visit_id, one.matter_ids[0])
    for act in (lambda: naming.name_leader(desk, one.visit_id, "周敏"), lambda: naming.book_named(desk, one.visit_id)):
        with refused("检举控告"):
            act()
    sealing.no_report(desk, one.matter_ids[0], "说的是自家的事")
    assert named_of([one.visit_id])[one.visit_id].leader == "刘静" and len(bookings_of(one.matter_ids[0])) == 2


def test_after_the_handover_nothing_is_left(desk: Desk) -> None:
    one = arrive(desk, leader="刘静")
    naming.book_named(desk, one.visit_id)
    handed_over(desk, one.matter_ids[0])
    assert not NamedLeader.select().exists()
    row = Appointment.get()
    assert "章德福" not in (row.name, row.about, row.phone)
    entries = [json.loads(entry.after) for entry in AuditEntry.select()]
    told = [row for entry in entries for key, row in entry.items() if key.startswith("named_leader:")]
    assert told and {value for row in told for value in row.values()} == {"(密)"}
