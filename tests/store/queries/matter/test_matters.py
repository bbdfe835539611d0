"""One matter read back: labels, days counted, what comes next, the timeline in pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import Matter
from jiefang_tui.store.queries.matter import matter_history
from jiefang_tui.store.queries.matter import matters as queries
from jiefang_tui.store.queries.matter.transcript import transcript
from jiefang_tui.terms import CountyEntry, EntryKind, MatterState, PairKind
from tests.services.given import ID_NO, PHONE, days_ago, fill_six, given_slip, owned, registered, sealed

TODAY = date(2026, 11, 23)


def test_a_view_has_labels_days_and_articles(desk: Desk) -> None:
    with days_ago(desk, 42):
        matter_id = registered(desk, matter={"content_class": "0103", "problem_area": "999999001001"}).matter_ids[0]
    with days_ago(desk, 40):
        stages.accept(desk, matter_id)
    view = queries.matter_view(matter_id, TODAY, desk.reference)
    assert view.accepted_on is not None
    assert (view.counted_to - view.received_on).days == 42 and (view.counted_to - view.accepted_on).days == 40
    assert view.handling is not None and view.notice is not None
    assert (view.handling.raw, view.handling.article) == (date(2026, 12, 13), "第三十四条")
    assert (view.notice.raw, view.notice.article) == (date(2026, 10, 27), "第二十三条第二款")
    assert view.problem_area_name == "章湾村"
    assert view.content_class_label == "农业农村/土地承包流转"
    assert view.person is not None
    assert (view.person.name, view.person.phone, view.person.id_no) == ("章德福", PHONE, ID_NO)
    assert view.first_receiver == "王芳"
    assert not view.has_sheet and view.visit_count == 1
    assert "逾期" in view.standing.next_step  # nobody told the visitor in writing within fifteen days


def test_a_concluded_matter_counts_no_further(desk: Desk) -> None:
    with days_ago(desk, 10):
        matter_id = registered(desk).matter_ids[0]
        matters.assign_simple(desk, matter_id, "司法所", "汪洋", None)
        matters.conclude_simple(desk, matter_id, "已补发", TODAY - timedelta(days=10))
    view = queries.matter_view(matter_id, TODAY, desk.reference)
    assert view.counted_to == view.received_on and view.state is MatterState.CONCLUDED
    assert (view.lead_unit, view.handler, view.result) == ("司法所", "汪洋", "已补发")


def test_the_line_names_the_first_empty_box(desk: Desk) -> None:
    matter_id = owned(desk)
    given_slip(desk, matter_id)
    view = queries.matter_view(matter_id, TODAY, desk.reference)
    assert view.sheet is not None
    assert view.standing.next_step == "补齐三定三包(工作专班未定: 缺成员)"
    fill_six(desk, matter_id)
    view = queries.matter_view(matter_id, TODAY, desk.reference)
    assert "三定三包" not in view.standing.next_step


def test_an_unknown_matter(desk: Desk) -> None:
    with pytest.raises(Matter.DoesNotExist):
        queries.matter_view(99, TODAY, desk.reference)


def test_the_timeline_is_newest_day_first_and_paged(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    for number in range(5):
        matters.add_entry(desk, matter_id, f"进展{number}", TODAY - timedelta(days=number))
    matters.add_entry(desk, matter_id, "又一条", TODAY - timedelta(days=4))
    first = matter_history.timeline(matter_id, limit=3)
    assert [entry.text for entry in first] == ["进展0", "登记，第01号", "进展1"]
    assert first[2].is_later and not first[0].is_later
    rest = matter_history.timeline(matter_id, (first[-1].on_day, first[-1].id))
    assert [entry.text for entry in rest] == ["进展2", "进展3", "又一条", "进展4"]
    assert {entry.kind for entry in rest} == {EntryKind.PROGRESS}
    assert rest[0].officer == "王芳"


def test_what_hangs_on_a_matter(desk: Desk) -> None:
    matter_id = owned(desk)
    kept = matters.confirm_commitment(desk, matter_id, "补发首期", date(2026, 11, 20), 8_000_00, "周敏")
    matters.confirm_commitment(desk, matter_id, "再补", date(2026, 12, 1), None, "周敏")
    matters.fulfil_commitment(desk, kept, TODAY, "转账回单")
    matters.attach_paper(desk, matter_id, "测绘图", "档案柜3")
    assert [(one.text, one.confirmed_by) for one in matter_history.commitments_of(matter_id)] == [
        ("再补", "周敏"),
        ("补发首期", "周敏"),
    ]
    assert matter_history.commitments_of(matter_id)[0].days_left(TODAY) == 8
    assert matter_history.commitments_of(matter_id)[1].days_left(TODAY) is None
    visits = matter_history.visits_of(matter_id)
    assert [(one.kind, one.outcome, one.leader, one.talk_note) for one in visits] == [
        (PairKind.INITIAL, "受理并包案", "周敏", "听取了诉求")
    ]
    paper = matter_history.attachments_of(matter_id)[0]
    assert (paper.name, paper.kept_at, paper.is_file) == ("测绘图", "档案柜3", False)
    assert matter_history.instructions_of(matter_id) == [] and matter_history.dispatches_of(matter_id) == []


def test_the_transcript_follows_the_countys_form_in_full(desk: Desk) -> None:
    matter_id = owned(desk, headcount=3, matter={"facts": "第一段\n第二段", "amount_fen": 18_600_000})
    lines = transcript(matter_id, TODAY, desk.reference)
    assert [line.label for line in lines] == [one.label for one in desk.reference.county_form]
    values = {line.label: line.value for line in lines}
    assert values["证件号码"] == ID_NO and values["联系电话"] == PHONE
    assert values["来访人数"] == "3" and values["接待人"] == "周敏" and values["办理方式"] == "受理并包案"
    assert values["事实与理由"] == "第一段\n第二段"
    assert values["登记日期"] == "2026-11-23" and values["信访目的"] == "申诉求决"


def test_nothing_of_a_sealed_report_is_transcribed(desk: Desk) -> None:
    matter_id = sealed(desk)
    values = {line.label: line.value for line in transcript(matter_id, TODAY, desk.reference)}
    assert {label for label, value in values.items() if value} == {"信访形式", "登记日期", "信访目的"}


def test_the_county_entry_shows(desk: Desk) -> None:
    matter_id = owned(desk)
    matters.record_county(desk, matter_id, CountyEntry.ENTERED, "XF2026-77", "4321")
    view = queries.matter_view(matter_id, TODAY, desk.reference)
    assert (view.county_no, view.county_query_code, view.county_entered_on) == ("XF2026-77", "4321", TODAY)
    six_boxes.set_resolve_due(desk, matter_id, date(2026, 12, 20))
    values = {line.label: line.value for line in transcript(matter_id, TODAY, desk.reference)}
    assert values["限办日期"] == "2026-12-20"
