"""21 The night decides nothing: who has no result is asked for, can be given one, and comes first the next time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import rollover
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake, receiving, statistics, talk, unended
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import Matter, Visit
from jiefang_tui.store.queries.reception import figures, summary
from jiefang_tui.store.queries.reception.queue import next_waiting, waiting_still
from jiefang_tui.terms import MatterState, Outcome, VisitPurpose, VisitState

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 24, 8, 30).astimezone()


def arrive(desk: Desk, name: str, request: str = "修路", **more: object) -> intake.Registered:
    return intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(request)], **more))  # type: ignore[arg-type]


@pytest.fixture
def next_day(desk: Desk) -> Iterator[list[intake.Registered]]:
    """It is the next morning; two waited and one sat with the leader."""
    three = [arrive(desk, name) for name in ("甲一", "乙二", "丙三")]
    receiving.start_talk(desk, three[2].visit_id)
    desk.clock_confirmed = True
    with clock.at(MORNING):
        assert "3 批没有结果" in rollover.roll_over(desk)
        yield three


def test_21_nobody_is_called_gone_or_received_by_the_night(desk: Desk, next_day: list[intake.Registered]) -> None:
    assert [row.state for row in Visit.select()] == [VisitState.WAITING, VisitState.WAITING, VisitState.IN_TALK]
    assert figures.count("unended", clock.today()) == 3
    assert desk.unended == 3
    assert rollover.roll_over(desk) == "" and desk.unended == 3


def test_21_a_result_is_given_on_their_own_visit_without_inventing_a_time(
    desk: Desk, next_day: list[intake.Registered]
) -> None:
    done = next_day[0]
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="已修"))
    visit, matter = Visit.get_by_id(done.visit_id), Matter.get_by_id(done.matter_ids[0])
    assert (visit.state, visit.called_at, visit.finished_at) == (VisitState.RECEIVED, None, None)
    assert (matter.state, matter.concluded_on) == (MatterState.CONCLUDED, TODAY)
    assert figures.count("unended", clock.today()) == 2
    assert figures.count("received", TODAY) == 1


def test_21_who_really_left_is_a_figure_and_comes_first_next_time(
    desk: Desk, next_day: list[intake.Registered]
) -> None:
    assert unended.leave_unreceived(desk) == 3
    assert {row.state for row in Visit.select()} == {VisitState.LEFT}
    shown = {one.name: one.count for one in summary.day_summary(TODAY).open_ends}
    assert shown["left"] == 3
    assert statistics.stats(desk, TODAY, TODAY)["left_count"] == 3
    arrive(desk, "早来的")
    again = intake.register_visit(
        desk, VisitIn(petitioner_id=next_day[1].petitioner_id, matters=[MatterIn(matter_id=next_day[1].matter_ids[0])])
    )
    chosen = next_waiting(clock.today(), clock.now())
    assert chosen is not None and chosen.visit_id == again.visit_id
    assert Visit.get_by_id(again.visit_id).priority_reason == "11-23来没接谈"


def test_21_who_was_received_last_time_waits_like_the_others(desk: Desk) -> None:
    first = arrive(desk, "甲一")
    talk.decide(desk, first.visit_id, first.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="答"))
    again = intake.register_visit(desk, VisitIn(petitioner_id=first.petitioner_id, matters=[MatterIn("别的")]))
    assert Visit.get_by_id(again.visit_id).priority_reason == ""


def test_21_one_who_left_can_be_left_alone_and_the_others_not(desk: Desk, next_day: list[intake.Registered]) -> None:
    receiving.leave(desk, next_day[0].visit_id, "等不及")
    visit = Visit.get_by_id(next_day[0].visit_id)
    assert (visit.state, visit.left_reason, visit.finished_at) == (VisitState.LEFT, "等不及", None)
    assert figures.count("unended", clock.today()) == 2


def test_21_who_was_called_gone_was_received_after_all_and_back(desk: Desk, next_day: list[intake.Registered]) -> None:
    unended.leave_unreceived(desk)
    done = next_day[0]
    unended.was_received(desk, done.visit_id, "周书记说谈过")
    assert figures.count("undecided_visits", clock.today()) == 1
    unended.was_not_received(desk, done.visit_id, "记错了人")
    assert Visit.get_by_id(done.visit_id).state == VisitState.LEFT
    unended.was_received(desk, done.visit_id, "确实谈过")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="已修"))
    with pytest.raises(Refused, match="处理结果"):
        unended.was_not_received(desk, done.visit_id, "等不及")


def test_21_a_window_arrival_of_yesterday_is_closed_without_a_time(desk: Desk) -> None:
    done = arrive(desk, "丁四", purpose=VisitPurpose.CONSULTATION)
    desk.clock_confirmed = True
    with clock.at(MORNING):
        rollover.roll_over(desk)
        receiving.serve_at_window(desk, done.visit_id, "已答")
    visit = Visit.get()
    assert (visit.state, visit.called_at, visit.finished_at) == (VisitState.RECEIVED, None, None)


def test_21_those_of_several_days_are_asked_for_together(desk: Desk, next_day: list[intake.Registered]) -> None:
    desk.unended = 0
    arrive(desk, "戊五")
    with clock.at(MORNING + timedelta(days=1)):
        rollover.roll_over(desk)
        assert desk.unended == 1
        assert figures.count("unended", clock.today()) == 4


def test_21_who_waits_is_known_at_leaving(desk: Desk) -> None:
    first, second = arrive(desk, "甲一"), arrive(desk, "乙二")
    receiving.hold(desk, second.visit_id)
    assert [one.name for one in waiting_still(TODAY)] == ["甲一", "乙二"]
    receiving.leave(desk, first.visit_id, "等不及")
    assert [one.name for one in waiting_still(TODAY)] == ["乙二"]


def test_22_a_talk_in_which_nothing_was_said_leaves_the_visitor_waiting(desk: Desk) -> None:
    done = arrive(desk, "甲一")
    receiving.start_talk(desk, done.visit_id)
    receiving.not_begun(desk, done.visit_id)
    visit = Visit.get()
    assert (visit.state, visit.called_at) == (VisitState.WAITING, None)
