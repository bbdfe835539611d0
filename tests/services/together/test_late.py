"""What happened some days ago is written down as it was: never refused for being late, never before it could be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import causes, opposite, owners, undertaking
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import (
    Cause,
    CauseMeasure,
    Consultation,
    MatterEvent,
    OppositeParty,
    OwnerQuestion,
    Undertaking,
)
from jiefang_tui.terms import Attendance
from tests.services.given import one_act, refused, registered

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))
EARLIER = date(2026, 11, 20)


@pytest.fixture
def session_id(desk: Desk) -> int:
    """Of Monday."""
    return receiving.open_session(desk, leader="周敏", units=["人社所"])


@pytest.fixture
def matter_id(desk: Desk, session_id: int) -> int:
    """Registered on Monday."""
    return registered(desk, "李方龙", "班组长欠劳务费").matter_ids[0]


@pytest.fixture
def on_thursday(desk: Desk, matter_id: int) -> Iterator[None]:
    """Everything is written down on Thursday only."""
    desk.clock_confirmed = True
    with clock.at(datetime(2026, 11, 26, 9, 0).astimezone()):
        yield


def last_event(matter_id: int) -> MatterEvent:
    return MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id.desc()).get()


@pytest.mark.usefixtures("on_thursday")
def test_the_other_side_of_mondays_session(desk: Desk, matter_id: int, session_id: int) -> None:
    made = opposite.ask_visitor(desk, matter_id, "张某", True, session_id=session_id)
    assert OppositeParty.get_by_id(made).asked_on == last_event(matter_id).on_day == MONDAY
    opposite.invite(desk, made, "电话", MONDAY)
    opposite.note_presence(desk, made, Attendance.CAME, True, "分三期", MONDAY)
    assert OppositeParty.get_by_id(made).came_on == last_event(matter_id).on_day == MONDAY
    with refused("2026-11-23和今天之间", "on_day"):
        opposite.note_presence(desk, made, Attendance.CAME, True, "分三期", EARLIER)
    with refused("2026-11-23和今天之间", "on_day"):
        opposite.ask_visitor(desk, matter_id, "王某", True, session_id=session_id, on_day=EARLIER)


@pytest.mark.usefixtures("on_thursday")
def test_the_other_side_without_a_session_goes_by_the_matter(desk: Desk, matter_id: int) -> None:
    made = opposite.ask_visitor(desk, matter_id, "张某", True)
    assert OppositeParty.get_by_id(made).asked_on == THURSDAY
    opposite.note_presence(desk, made, Attendance.PHONE, None, "再商量", TUESDAY)
    assert OppositeParty.get_by_id(made).came_on == TUESDAY
    asked = opposite.ask_visitor(desk, matter_id, "王某", True, on_day=TUESDAY)
    assert OppositeParty.get_by_id(asked).asked_on == TUESDAY


@pytest.mark.usefixtures("on_thursday")
def test_who_came_although_the_visitor_said_no_is_written_down_as_that(
    desk: Desk, matter_id: int, session_id: int
) -> None:
    made = opposite.ask_visitor(desk, matter_id, "王某", False, relation="老板", session_id=session_id)
    with refused("来访人不同意见面"):
        opposite.invite(desk, made, "电话")
    with one_act("opposite.presence"):
        said = opposite.note_presence(desk, made, Attendance.CAME, None, "自己来了", MONDAY)
    assert "来访人说过不同意见面" in said and "分开" in said
    assert "来访人没有同意，老板王某到" in last_event(matter_id).text and last_event(matter_id).on_day == MONDAY
    willing = opposite.ask_visitor(desk, matter_id, "张某", True)
    assert opposite.note_presence(desk, willing, Attendance.CAME) == ""


@pytest.mark.usefixtures("on_thursday")
def test_whose_it_is_was_conferred_on_monday(desk: Desk, matter_id: int, session_id: int) -> None:
    parts = [PartIn("人社所", said="归住建")]
    given = OwnerIn(matter_id=matter_id, session_id=session_id, parts=parts, decides="周敏", decide_by=WEDNESDAY)
    made = owners.confer(desk, given)
    assert Consultation.get().on_day == MONDAY
    with refused("2026-11-23和今天之间", "on_day"):
        owners.decide(desk, made, "人社所", "周敏", on_day=EARLIER)
    owners.decide(desk, made, "人社所", "周敏", on_day=TUESDAY)
    question = OwnerQuestion.get_by_id(made)
    assert question.task is not None
    assert question.decided_on == question.task.done_on == last_event(matter_id).on_day == TUESDAY
    owners.undecide(desk, made, "写错")
    owners.withdraw(desk, made, "登错了")
    with refused("不能早于2026-11-24", "decide_by"):
        owners.confer(desk, OwnerIn(matter_id=matter_id, parts=parts, decides="周敏", decide_by=MONDAY, on_day=TUESDAY))
    decided = OwnerIn(matter_id=matter_id, parts=parts, owner="人社所", decided_by="周敏", on_day=TUESDAY)
    assert OwnerQuestion.get_by_id(owners.confer(desk, decided)).decided_on == TUESDAY


@pytest.mark.usefixtures("on_thursday")
def test_what_was_undertaken_elsewhere_on_tuesday(desk: Desk, matter_id: int, session_id: int) -> None:
    given = UndertakingIn(text="核对", unit="人社所", matter_id=matter_id, said_on=TUESDAY, due_on=WEDNESDAY)
    made = undertaking.undertake(desk, given)
    assert Undertaking.get_by_id(made).said_on == last_event(matter_id).on_day == TUESDAY
    undertaking.done(desk, made, "工资表", TUESDAY)
    with refused("今天之间", "said_on"):
        undertaking.undertake(
            desk, UndertakingIn(text="核对", unit="人社所", matter_id=matter_id, said_on=date(2026, 11, 27))
        )
    of_monday = UndertakingIn(text="找人", unit="人社所", matter_id=matter_id, session_id=session_id, due_on=TUESDAY)
    assert Undertaking.get_by_id(undertaking.undertake(desk, of_monday)).said_on == MONDAY


@pytest.mark.usefixtures("on_thursday")
def test_a_cause_of_last_week_with_a_measure_that_is_over(desk: Desk, matter_id: int) -> None:
    made = causes.open_cause(desk, CauseIn(title="欠薪", leader="周敏", opened_on=EARLIER), [matter_id])
    assert Cause.get_by_id(made).opened_on == EARLIER
    with refused("还没到", "opened_on"):
        causes.open_cause(desk, CauseIn(title="欠薪", leader="周敏", opened_on=date(2026, 11, 27)), [])
    measure = causes.add_measure(desk, made, "核对", "周敏", MONDAY)
    with refused("2026-11-20和今天之间", "on_day"):
        causes.finish_measure(desk, measure, "核对了", date(2026, 11, 19))
    with refused("2026-11-20和今天之间", "on_day"):
        causes.finish_measure(desk, measure, "核对了", date(2026, 11, 27))
    causes.finish_measure(desk, measure, "核对了", TUESDAY)
    assert CauseMeasure.get_by_id(measure).done_on == TUESDAY
    causes.close(desk, made, "都付了", WEDNESDAY)
    assert Cause.get_by_id(made).closed_on == last_event(matter_id).on_day == WEDNESDAY
    today = causes.open_cause(desk, CauseIn(title="又一个", leader="周敏"), [])
    causes.add_measure(desk, today, "早就该办的", due_on=WEDNESDAY)
