"""来件: what is no visit waits in no queue, counts in no 批次, and has the same clock and outcomes (issue 7, 11)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import jiefang_tui
from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, receiving, statistics, talk
from jiefang_tui.services.reception.outcomes import OutcomeIn
from jiefang_tui.store.models import Deadline, Matter, ReceptionSession, Visit, VisitMatter
from jiefang_tui.store.queries.ledger.find import find
from jiefang_tui.store.queries.reception import figures, incoming, summary
from jiefang_tui.store.queries.reception.queue import queue_of
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.terms import Channel, DueKind, MatterState, Outcome, VisitPurpose, VisitState
from tests.services.given import refused, registered

NOT_VISITS = [channel for channel in Channel if not channel.is_visit]


def came(desk: Desk, channel: Channel, request: str = "征地补偿款没发", **more: object) -> intake.Registered:
    given = intake.VisitIn(name="章某某", channel=channel, matters=[intake.MatterIn(request)])
    for name, value in more.items():
        setattr(given, name, value)
    return intake.register_visit(desk, given)


@pytest.mark.parametrize("channel", NOT_VISITS, ids=str)
def test_what_is_no_visit_has_no_number_waits_nowhere_and_counts_in_no_batch(desk: Desk, channel: Channel) -> None:
    done = came(desk, channel)
    today = clock.today()
    row = Visit.get_by_id(done.visit_id)
    assert (row.queue_no, row.state, done.queue_no) == (None, VisitState.FILED, 0)
    assert queue_of(today) == [] and intake.next_queue_no(today) == 1
    for name in ("received", "waiting", "window", "not_over", "left"):
        assert figures.count(name, today) == 0, name
    counted = statistics.stats(desk, today, today)
    assert (counted["batch_count"], counted["person_count"], counted["window_count"]) == (0, 0, 0)
    assert session_on(today) is None, "a letter opens no session"
    assert summary.day_summary(today, 5).sessions == ()
    assert [one.visit_id for one in incoming.incoming()] == [done.visit_id]


def test_a_visit_after_a_letter_is_the_first_of_the_day(desk: Desk) -> None:
    came(desk, Channel.LETTER)
    assert came(desk, Channel.VISIT).queue_no == 1
    assert ReceptionSession.select().count() == 2


def test_a_letter_has_the_same_clock_and_the_same_outcomes_and_stays_no_visit(desk: Desk) -> None:
    done = came(desk, Channel.LETTER, paper_on=clock.today() - timedelta(days=4))
    matter_id = done.matter_ids[0]
    due = Deadline.get((Deadline.matter == matter_id) & (Deadline.kind == DueKind.ACCEPTANCE_NOTICE))
    assert due.start_on == clock.today(), "from the day it was received, not from the paper's"
    talk.decide(desk, done.visit_id, matter_id, OutcomeIn(Outcome.ANSWERED, told="已电话告知政策"))
    row = Visit.get_by_id(done.visit_id)
    assert row.state == VisitState.FILED and row.finished_at is not None
    assert Matter.get_by_id(matter_id).state == MatterState.CONCLUDED
    assert figures.count("received", clock.today()) == 0
    assert [one.stands for one in incoming.incoming()] == ["已办结"] and incoming.incoming(only_open=True) == []


def test_no_leader_of_a_session_is_said_to_have_received_a_letter(desk: Desk) -> None:
    receiving.open_session(desk, leader="周敏", leader_post="镇党委副书记")
    done = came(desk, Channel.LETTER)
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="已告知"))
    assert VisitMatter.get().leader_id is None


def test_a_paper_from_above_brings_its_number_its_day_and_whether_a_report_is_wanted(desk: Desk) -> None:
    until = clock.today() + timedelta(days=20)
    done = came(
        desk, Channel.ASSIGN, outside_no="县信交〔2026〕12号", outside_due=until, sent_by="县信访局", wants_report=True
    )
    matter = Matter.get_by_id(done.matter_ids[0])
    assert (matter.transferred_from, matter.transfer_no, matter.assigned_due, matter.wants_report) == (
        "县信访局",
        "县信交〔2026〕12号",
        until,
        True,
    )
    assert matter.transferred_in_on == clock.today()
    kinds = {row.kind for row in Deadline.select().where(Deadline.matter == matter)}
    assert DueKind.ASSIGNED in kinds and DueKind.OBJECTION in kinds


def test_a_ticket_of_the_hotline_is_counted_apart_and_becomes_a_matter_by_one_act(desk: Desk) -> None:
    done = came(desk, Channel.HOTLINE, "路灯不亮", outside_no="GD20261123001")
    assert done.matter_ids == () and Matter.select().count() == 0
    assert incoming.incoming_by_channel(clock.today()) == {Channel.HOTLINE: 1}
    matter_id = intake.take_up(desk, done.visit_id)
    assert (Matter.get_by_id(matter_id).request, Matter.get_by_id(matter_id).channel) == ("路灯不亮", Channel.HOTLINE)
    with refused("已经有事项了"):
        intake.take_up(desk, done.visit_id)


def test_a_ticket_that_is_no_matter_ends_with_its_result(desk: Desk) -> None:
    done = came(desk, Channel.HOTLINE, "路灯不亮")
    receiving.serve_at_window(desk, done.visit_id, "已换灯，回电告知")
    assert [(one.stands, one.is_open) for one in incoming.incoming()] == [("已办", False)]
    assert Visit.get_by_id(done.visit_id).state == VisitState.FILED
    with refused("已经记了办理结果"):
        intake.take_up(desk, done.visit_id)


def test_a_call_that_asks_how_it_stands_is_a_question_and_no_second_visit(desk: Desk) -> None:
    first = came(desk, Channel.VISIT)
    asked = intake.VisitIn(
        name="章某某",
        channel=Channel.PHONE,
        purpose=VisitPurpose.PROGRESS,
        matters=[intake.MatterIn(matter_id=first.matter_ids[0])],
    )
    intake.register_visit(desk, asked)
    assert [row.state for row in Visit.select().order_by(Visit.id)] == [VisitState.WAITING, VisitState.FILED]
    assert Matter.select().count() == 1 and figures.count("window", clock.today()) == 0


# -- 首次联系


def test_who_came_was_met_and_whoever_wrote_was_not_until_somebody_says_so(desk: Desk) -> None:
    met = Matter.get_by_id(came(desk, Channel.VISIT).matter_ids[0])
    assert (met.first_contact_on, met.first_contact_by) == (clock.today(), "王芳")
    wrote = came(desk, Channel.LETTER).matter_ids[0]
    assert Matter.get_by_id(wrote).first_contact_on is None
    matters.note_first_contact(desk, wrote, clock.today(), "李强")
    assert Matter.get_by_id(wrote).first_contact_by == "李强"


def test_a_first_contact_is_put_right_with_a_reason_and_taken_back(desk: Desk) -> None:
    wrote = came(desk, Channel.LETTER).matter_ids[0]
    matters.note_first_contact(desk, wrote, clock.today(), "李强")
    with refused("更正请写明原因", "reason"):
        matters.note_first_contact(desk, wrote, None, "")
    matters.note_first_contact(desk, wrote, None, "", "没有打通")
    assert Matter.get_by_id(wrote).first_contact_on is None


# -- one place says what is counted


def test_nobody_else_decides_what_is_a_batch() -> None:
    """批次 and 人次 are `Visit.is_counted` wherever they are counted: no query says 已接 and 信访 by itself."""
    root = Path(jiefang_tui.__file__).parent
    found = []
    for path in [*root.glob("store/queries/**/*.py"), *root.glob("services/**/*.py")]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"Visit\.state\s*==\s*VisitState\.RECEIVED", line):
                found.append(f"{path.relative_to(root)}:{number}")
    allowed = ("services/desk/act_facts.py", "store/queries/supervision/pushes.py")
    assert [place for place in found if not place.startswith(allowed)] == [], "who received, not how many"


def test_every_day_of_a_year_counts_the_same_with_and_without_letters(desk: Desk) -> None:
    day = date(2026, 11, 20)
    before = statistics.stats(desk, day, clock.today())
    for channel in NOT_VISITS:
        came(desk, channel)
    assert statistics.stats(desk, day, clock.today()) == before


def test_20_what_was_filed_is_counted_apart_in_the_day_s_summary_and_where_it_is_found(desk: Desk) -> None:
    registered(desk, channel="letter")
    told = summary.day_summary(clock.today())
    assert next(one.count for one in told.received if one.name == "filed") == 1 and told.batches == 0
    assert next(one.status for one in find("章德福") if one.kind == "person") == "来访0次 来件1件 未了1件"
