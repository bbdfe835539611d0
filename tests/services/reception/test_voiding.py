"""20 登记作废: on three grounds only, never after anything came of it, approved from the second day, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import dispatching, sealing, stages, telling
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.services.reception.voiding import restore_registration, void_registration
from jiefang_tui.store import database
from jiefang_tui.store.models import Appointment, Deadline, Matter, MatterEvent, Visit
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import AppointmentState, MatterState, Outcome, VisitState, VoidGround
from tests.services.given import all_rows, refused

LATER = datetime(2026, 11, 24, 9, 0).astimezone()


def arrive(desk: Desk, name: str = "李某某", request: str = "拖欠工资", **more: Any) -> Registered:
    return intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(request)], **more))


@pytest.mark.parametrize("ground", VoidGround)
def test_20_the_row_stays_with_its_content_its_number_and_why(desk: Desk, ground: VoidGround) -> None:
    first, done = arrive(desk), arrive(desk, "王五")
    said = void_registration(desk, done.visit_id, ground, "第1号", "键盘误触")
    visit, matter = Visit.get_by_id(done.visit_id), Matter.get_by_id(done.matter_ids[0])
    assert (visit.state, matter.state) == (VisitState.VOIDED, MatterState.VOIDED)
    for row in (visit, matter):
        assert (row.voided_on, row.void_ground, row.void_for_no, row.void_reason) == (
            date(2026, 11, 23),
            ground,
            "第01号",
            "键盘误触",
        )
    assert (visit.queue_no, visit.shown_name, matter.request) == (2, "王五", "拖欠工资")
    assert "第02号登记已作废" in said
    assert not Deadline.select().where(Deadline.matter == matter).exists()
    assert MatterEvent.select().where(MatterEvent.matter == matter, MatterEvent.text.contains(ground.label)).exists()
    view = visit_view(done.visit_id, clock.today())
    assert view is not None and view.voided == f"2026-11-23 {ground.label}第01号 键盘误触"
    assert Visit.get_by_id(first.visit_id).state == VisitState.WAITING


@pytest.mark.parametrize(
    ("ground", "number", "field"),
    [
        ("别的", "", "ground"),
        ("anew", "", "for_no"),
        ("anew", "09", "for_no"),
        ("anew", "JF-1", "for_no"),
        ("twice", "02", "for_no"),
    ],
)
def test_20_there_are_three_grounds_and_the_other_number_is_one_there_is(
    desk: Desk, ground: str, number: str, field: str
) -> None:
    arrive(desk)
    done = arrive(desk, "王五")
    with pytest.raises(Refused) as refused:
        void_registration(desk, done.visit_id, ground, number)
    assert refused.value.field == field


def test_20_a_register_number_will_do_for_what_was_registered_another_day(desk: Desk) -> None:
    first, done = arrive(desk), arrive(desk, "王五")
    void_registration(desk, done.visit_id, VoidGround.ANEW, first.register_nos[0])
    assert Visit.get_by_id(done.visit_id).void_for_no == first.register_nos[0]
    with pytest.raises(Refused, match="没有这个登记编号"):
        void_registration(desk, first.visit_id, VoidGround.ANEW, done.register_nos[0])


def _decided(desk: Desk, done: Registered) -> None:
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="已答"))


def _noted(desk: Desk, done: Registered) -> None:
    talk.save_talk_note(desk, done.visit_id, "说了几句")


def _came_again(desk: Desk, done: Registered) -> None:
    intake.register_visit(
        desk, VisitIn(petitioner_id=done.petitioner_id, matters=[MatterIn(matter_id=done.matter_ids[0])])
    )


CAME_OF_IT: list[tuple[Callable[[Desk, Registered], object], str]] = [
    (lambda desk, done: receiving.start_talk(desk, done.visit_id), "已经接谈"),
    (_decided, "已经接谈"),
    (_noted, "已经接谈"),
    (
        lambda desk, done: telling.tell(desk, telling.note_slips(desk, done.matter_ids), "direct", "本人"),
        "已经书面告知",
    ),
    (lambda desk, done: dispatching.dispatch(desk, done.matter_ids[0], "assist", "司法所"), "已经交出办理"),
    (lambda desk, done: stages.accept(desk, done.matter_ids[0]), "已登记|办理中"),
    (lambda desk, done: matters.confirm_commitment(desk, done.matter_ids[0], "修好", leader="周敏"), "承诺"),
    (_came_again, "又为这件事来过"),
]


@pytest.mark.parametrize(("then", "named"), CAME_OF_IT)
def test_20_what_anything_came_of_is_merged_and_not_voided(
    desk: Desk, then: Callable[[Desk, Registered], object], named: str
) -> None:
    done = arrive(desk)
    then(desk, done)
    before = all_rows(database.connection())
    with pytest.raises(Refused, match=named) as refused:
        void_registration(desk, done.visit_id, VoidGround.TWICE)
    assert "并入" in str(refused.value)
    assert all_rows(database.connection()) == before


def test_20_from_the_second_day_somebody_approves_it(desk: Desk) -> None:
    done = arrive(desk)
    desk.clock_confirmed = True
    with clock.at(LATER):
        with pytest.raises(Refused) as refused:
            void_registration(desk, done.visit_id, VoidGround.TRIAL)
        assert refused.value.field == "approver"
        void_registration(desk, done.visit_id, VoidGround.TRIAL, approver="周敏")
    assert Visit.get().void_approver == "周敏"


def test_20_an_arrival_about_a_known_matter_leaves_that_matter_standing(desk: Desk) -> None:
    first = arrive(desk)
    again = VisitIn(petitioner_id=first.petitioner_id, matters=[MatterIn(matter_id=first.matter_ids[0])])
    done = intake.register_visit(desk, again)
    void_registration(desk, done.visit_id, VoidGround.TWICE, "01")
    assert Matter.get().state == MatterState.REGISTERED
    assert MatterEvent.select().where(MatterEvent.text.contains("第02号登记作废：登重了第01号")).exists()


def test_20_who_was_booked_is_still_expected(desk: Desk) -> None:
    booked = receiving.book(desk, "王五", datetime(2026, 11, 23, 15, 0).astimezone())
    done = arrive(desk, "王五", appointment_id=booked)
    void_registration(desk, done.visit_id, VoidGround.TWICE)
    assert (Appointment.get().state, Appointment.get().visit_id) == (AppointmentState.BOOKED, None)


@pytest.mark.parametrize("state", [VisitState.WAITING, VisitState.ON_HOLD, VisitState.LEFT])
def test_20_voiding_is_taken_back_whole(desk: Desk, state: VisitState) -> None:
    done = arrive(desk)
    if state is VisitState.ON_HOLD:
        receiving.hold(desk, done.visit_id)
    elif state is VisitState.LEFT:
        receiving.leave(desk, done.visit_id, "等不及")
    dates = sorted((row.kind, row.raw_on) for row in Deadline.select())
    void_registration(desk, done.visit_id, VoidGround.TRIAL)
    restore_registration(desk, done.visit_id, "真来过")
    visit, matter = Visit.get(), Matter.get()
    assert (visit.state, matter.state) == (state, MatterState.REGISTERED)
    assert (visit.voided_on, visit.void_ground, matter.voided_on, matter.void_ground) == (None, "", None, "")
    assert sorted((row.kind, row.raw_on) for row in Deadline.select()) == dates
    with pytest.raises(Refused, match="没有作废"):
        restore_registration(desk, done.visit_id, "再恢复")


def test_20_nothing_goes_on_with_what_was_voided(desk: Desk) -> None:
    done = arrive(desk)
    void_registration(desk, done.visit_id, VoidGround.TRIAL)
    with pytest.raises(Refused, match="作废"):
        talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="答"))
    with pytest.raises(Refused, match="已作废"):
        receiving.start_talk(desk, done.visit_id)
    with pytest.raises(Refused, match="已作废"):
        intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn(matter_id=done.matter_ids[0])]))
    with pytest.raises(Refused, match="作废"):
        void_registration(desk, done.visit_id, VoidGround.TWICE)


def test_a_report_that_waits_is_not_voided(desk: Desk) -> None:
    one = arrive(desk)
    sealing.make_report(desk, one.matter_ids[0], "王芳", "何静")
    with refused("检举控告"):
        void_registration(desk, one.visit_id, VoidGround.TWICE, "", "登重")
    sealing.no_report(desk, one.matter_ids[0], "不是")
    void_registration(desk, one.visit_id, VoidGround.TWICE, "", "登重")


def test_a_later_visit_is_not_restored_to_a_matter_whose_first_visit_stays_voided(desk: Desk) -> None:
    one = arrive(desk)
    later = intake.register_visit(
        desk,
        VisitIn("李某某", petitioner_id=one.petitioner_id, matters=[MatterIn("又来", matter_id=one.matter_ids[0])]),
    )
    for visit_id in (later.visit_id, one.visit_id):
        void_registration(desk, visit_id, VoidGround.TWICE, "", "登重")
    with refused("请先恢复那一次"):
        restore_registration(desk, later.visit_id, "是真的")
    restore_registration(desk, one.visit_id, "是真的")
    restore_registration(desk, later.visit_id, "是真的")
    assert Matter.get().state == MatterState.REGISTERED
