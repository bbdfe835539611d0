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
from jiefang_tui.services.reception import booking, intake, receiving, statistics, talk
from jiefang_tui.services.reception.intake import MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.services.reception.voiding import (
    restorable,
    restore_one,
    restore_registration,
    void_one,
    void_registration,
    voidable,
)
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Correction,
    Deadline,
    Matter,
    MatterEvent,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception import figures, summary
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import AppointmentState, MatterState, Outcome, PairKind, VisitState, VoidGround
from tests.services.given import all_rows, handed_over, refused

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
    booked = booking.book(desk, "王五", datetime(2026, 11, 23, 15, 0).astimezone())
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


# -- one matter of several


@pytest.fixture
def two(desk: Desk) -> Registered:
    return intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn("拖欠工资"), MatterIn("修水渠")]))


def _items(desk: Desk, day: date) -> tuple[int, int, int, int]:
    """件 of the day, of the month, and those voided by themselves."""
    stats = statistics.stats(desk, day, day)
    voided = figures.count("items_voided", day)
    return figures.count("items", day), stats["item_count"], voided, stats["void_item_count"]


def test_20_one_matter_of_several_is_voided_alone_and_the_visit_stays(desk: Desk, two: Registered) -> None:
    kept, wrong = two.matter_ids
    said = void_one(desk, two.visit_id, wrong, VoidGround.TWICE, two.register_nos[0], "按了两次")
    assert two.register_nos[1] in said and "不再计件" in said
    row = Matter.get_by_id(wrong)
    assert (row.state, row.void_for_no, row.request) == (MatterState.VOIDED, two.register_nos[0], "修水渠")
    assert Visit.get().state == VisitState.WAITING and Matter.get_by_id(kept).state == MatterState.REGISTERED
    assert not Deadline.select().where(Deadline.matter == wrong).exists()
    receiving.start_talk(desk, two.visit_id)
    assert talk.decide(desk, two.visit_id, kept, OutcomeIn(Outcome.ANSWERED, told="已答")).visit_is_over
    assert _items(desk, date(2026, 11, 23)) == (1, 1, 1, 1)
    shown = {one.name: one.count for one in summary.day_summary(date(2026, 11, 23)).open_ends}
    assert (shown["voided"], shown["items_voided"]) == (0, 1)
    assert "作废其中一件 1 件" in statistics.stats_text(desk, date(2026, 11, 1), date(2026, 11, 30))
    view = visit_view(two.visit_id, clock.today())
    assert view is not None and [one.matter_id for one in view.pairs] == [kept]
    assert any(two.register_nos[1] in line and "登重了" in line and "修水渠" in line for line in view.corrected)


def test_20_it_is_taken_back_whole(desk: Desk, two: Registered) -> None:
    dates = sorted((row.matter_id, row.kind, row.raw_on) for row in Deadline.select())
    wrong = two.matter_ids[1]
    void_one(desk, two.visit_id, wrong, VoidGround.TRIAL)
    assert [number for number, _ in restorable(two.visit_id)] == [wrong]
    with pytest.raises(Refused, match="为什么恢复"):
        restore_one(desk, two.visit_id, wrong, " ")
    restore_one(desk, two.visit_id, wrong, "真有这件")
    row, pair = Matter.get_by_id(wrong), VisitMatter.get(VisitMatter.matter == wrong)
    assert (row.state, row.voided_on, row.void_ground) == (MatterState.REGISTERED, None, "")
    assert (pair.kind, pair.request_said, pair.outcome) == (PairKind.INITIAL, "修水渠", "")
    assert sorted((one.matter_id, one.kind, one.raw_on) for one in Deadline.select()) == dates
    assert _items(desk, date(2026, 11, 23))[2:] == (0, 0)
    with pytest.raises(Refused, match="没有单独作废"):
        restore_one(desk, two.visit_id, wrong, "再恢复")


def test_20_a_matter_that_was_here_before_only_goes_from_this_visit(desk: Desk, two: Registered) -> None:
    old = two.matter_ids[0]
    again = VisitIn(petitioner_id=two.petitioner_id, matters=[MatterIn(matter_id=old), MatterIn("路灯")])
    done = intake.register_visit(desk, again)
    void_one(desk, done.visit_id, old, VoidGround.TRIAL)
    assert Matter.get_by_id(old).state == MatterState.REGISTERED
    assert VisitMatter.select().where(VisitMatter.visit == done.visit_id).count() == 1
    restore_one(desk, done.visit_id, old, "也问了这件")
    assert VisitMatter.get((VisitMatter.visit == done.visit_id) & (VisitMatter.matter == old)).kind == PairKind.REPEAT


def test_20_the_only_matter_goes_with_its_visit_or_not_at_all(desk: Desk) -> None:
    done = arrive(desk)
    with pytest.raises(Refused, match="只有一件"):
        void_one(desk, done.visit_id, done.matter_ids[0], VoidGround.TRIAL)


@pytest.mark.parametrize(("then", "named"), CAME_OF_IT)
def test_20_no_one_matter_of_which_anything_came_is_voided(
    desk: Desk, two: Registered, then: Callable[[Desk, Registered], object], named: str
) -> None:
    then(desk, two)
    before = all_rows(database.connection())
    with pytest.raises(Refused, match=named) as refused:
        void_one(desk, two.visit_id, two.matter_ids[0], VoidGround.TWICE)
    assert "并入" in str(refused.value)
    assert all_rows(database.connection()) == before


def test_20_what_came_of_one_matter_does_not_hold_the_other(desk: Desk, two: Registered) -> None:
    dispatching.dispatch(desk, two.matter_ids[0], "assist", "司法所")
    assert voidable(two.visit_id) == [two.matter_ids[1]]
    void_one(desk, two.visit_id, two.matter_ids[1], VoidGround.TRIAL)


def test_20_one_matter_too_is_approved_from_the_second_day(desk: Desk, two: Registered) -> None:
    desk.clock_confirmed = True
    with clock.at(LATER):
        with pytest.raises(Refused) as refused:
            void_one(desk, two.visit_id, two.matter_ids[1], VoidGround.TRIAL)
        assert refused.value.field == "approver"
        void_one(desk, two.visit_id, two.matter_ids[1], VoidGround.TRIAL, approver="周敏")
    assert MatterEvent.select().where(MatterEvent.text.contains("周敏批准")).exists()
    assert _items(desk, date(2026, 11, 23))[2:] == (1, 1), "under the table of the day it was registered on"


def test_20_what_was_said_of_it_stands_in_no_audit_and_goes_with_a_report(desk: Desk, two: Registered) -> None:
    """A voided registration may still be found to be a report."""
    wrong = two.matter_ids[1]
    void_one(desk, two.visit_id, wrong, VoidGround.TRIAL)
    assert not AuditEntry.select().where(AuditEntry.before.contains("修水渠")).exists()
    handed_over(desk, wrong)
    assert not Correction.select().exists()
    assert b"\xe4\xbf\xae\xe6\xb0\xb4\xe6\xb8\xa0" not in desk.folder.db.read_bytes()
