"""A7: a 办结报告 that whoever assigned the matter wants (Art. 22(1)) is due until it is made, and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import reporting_up, stages
from jiefang_tui.store.models import Document, Matter
from jiefang_tui.store.queries.closure.closing import closing_gaps
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.law.stages import documents_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import Channel, DueKind, MatterState, ServiceWay
from tests.services.given import days_ago, one_act, refused, registered

TODAY = date(2026, 11, 23)
LIMIT = date(2026, 11, 10)


@pytest.fixture
def sent(desk: Desk) -> int:
    """Assigned from above thirty days ago with a limit that has passed, answered and served since."""
    with days_ago(desk, 30):
        paper = {"outside_no": "县信交〔2026〕12号", "outside_due": LIMIT, "sent_by": "县信访局", "wants_report": True}
        matter_id = registered(desk, channel=Channel.ASSIGN, **paper).matter_ids[0]
        stages.accept(desk, matter_id)
    with days_ago(desk, 5):
        paper_id = stages.issue_opinion(desk, matter_id, "supported", "补发", "1号", "周敏")
        stages.serve(desk, paper_id, clock.today(), ServiceWay.DIRECT)
    return matter_id


def report_of(desk: Desk, matter_id: int) -> DeadlineView:
    return next(one for one in deadlines_of(matter_id, clock.today(), desk.reference) if one.kind is DueKind.REPORT_UP)


def gap_sentences(matter_id: int) -> str:
    return "".join(gap.sentence for gap in closing_gaps(matter_id, TODAY))


def test_a7_concluded_is_not_reported(desk: Desk, sent: int) -> None:
    assert Matter.get_by_id(sent).state == MatterState.CONCLUDED
    due = report_of(desk, sent)
    assert (due.is_open, due.last, due.days_left) == (True, LIMIT, -13)
    assert [line.matter_id for line in morning.rows("red", TODAY)] == [sent], "it stays on F5"
    assert "县信访局要的办结报告还没有报，应在2026-11-10前（条例第二十二条第一款）" in gap_sentences(sent)
    assert "办结报告已逾期 13 天" in matter_view(sent, TODAY, desk.reference).standing.next_step


def test_a7_reported_it_is_done_and_said_late(desk: Desk, sent: int) -> None:
    with one_act("report_up.make"):
        reporting_up.report_up(desk, sent, TODAY, "示信报〔2026〕3号", ServiceWay.SYSTEM, "已补发，本人认可")
    due = report_of(desk, sent)
    assert (due.is_open, due.met_on) == (False, TODAY)
    assert morning.rows("red", TODAY) == []
    said = gap_sentences(sent)
    assert "还没有报" not in said and "办结报告应在2026-11-10前，2026-11-23才办，晚了13日" in said
    (paper,) = [one for one in documents_of(sent) if one.kind_label == "办结报告"]
    assert (paper.doc_no, paper.received_by) == ("示信报〔2026〕3号", "县信访局")
    assert any("报办结报告，县信访局 示信报〔2026〕3号(系统告知)：已补发" in one.text for one in timeline(sent))
    with refused("已于2026-11-23报"):
        reporting_up.report_up(desk, sent, TODAY, "", ServiceWay.SYSTEM, "再报")


def test_a7_it_is_taken_back(desk: Desk, sent: int) -> None:
    made = reporting_up.report_up(desk, sent, TODAY, "", ServiceWay.POST, "已补发")
    with refused("请写明为什么撤回", "reason"):
        reporting_up.undo_report_up(desk, made, " ")
    with one_act("report_up.undo", "还没有寄"):
        reporting_up.undo_report_up(desk, made, "还没有寄")
    assert report_of(desk, sent).is_open and not Document.select().where(Document.id == made).exists()
    assert any(one.text.startswith("撤回办结报告") for one in timeline(sent))


def test_a7_what_it_cannot_do_without(desk: Desk, sent: int) -> None:
    for day, way, what, sentence, field in (
        (TODAY + timedelta(days=1), ServiceWay.POST, "已补发", "不能晚于今天", "on_day"),
        (TODAY, "", "已补发", "怎么报的", "way"),
        (TODAY, ServiceWay.POST, " ", "请写明报了什么", "what"),
    ):
        with refused(sentence, field):
            reporting_up.report_up(desk, sent, day, "", way, what)


def test_a7_nobody_reports_what_nobody_wants_or_what_goes_on(desk: Desk) -> None:
    unasked = registered(desk).matter_ids[0]
    with refused("没有要办结报告"):
        reporting_up.report_up(desk, unasked, TODAY, "", ServiceWay.POST, "已办")
    open_one = registered(desk, "别人", channel=Channel.ASSIGN, sent_by="县信访局", wants_report=True).matter_ids[0]
    with refused("还没有办结"):
        reporting_up.report_up(desk, open_one, TODAY, "", ServiceWay.POST, "已办")


def test_a7_a_limit_written_down_later_wants_a_report_too(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, matter_id, TODAY, "县信访局", "1号", TODAY + timedelta(days=20))
    assert report_of(desk, matter_id).is_open and Matter.get_by_id(matter_id).wants_report
