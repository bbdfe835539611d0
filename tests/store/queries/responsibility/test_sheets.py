"""The six boxes read back, and the gap meter: the SQL condition and the rule must say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from jiefang_tui.rules.duties import BoxKey, BoxState, first_gap
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.terms import DutyKind
from tests.services.given import fill_six, owned, registered

TODAY = date(2026, 11, 23)


def test_a_new_sheet_has_its_leader_as_head_and_six_empty_boxes(desk: Desk) -> None:
    matter_id = owned(desk)
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None
    assert [(one.name, one.is_head) for one in sheet.members] == [("周敏", True)]
    assert [box.state for box in sheet.boxes] == [BoxState.OPEN] * 3 + [BoxState.NOT_BEGUN] * 3
    assert sheet.filled == 0 and sheet.gap == "工作专班未定: 缺成员"


def test_a_simple_matter_has_no_sheet(desk: Desk) -> None:
    assert sheets.sheet(registered(desk).matter_ids[0], TODAY) is None


def test_boxes_tell_owner_dates_and_the_last_entry(desk: Desk) -> None:
    matter_id = owned(desk)
    fill_six(desk, matter_id)
    six_boxes.add_duty_entry(desk, matter_id, DutyKind.COUNSEL, "约访谈心", TODAY - timedelta(days=12))
    six_boxes.add_duty_entry(desk, matter_id, DutyKind.COUNSEL, "谈心两次", TODAY - timedelta(days=12))
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None
    assert sheet.filled == 6 and sheet.gap == ""
    counsel = sheet.duty(DutyKind.COUNSEL)
    assert (counsel.officer, counsel.entry_count, counsel.last_on, counsel.last_text) == ("何静", 3, TODAY, "到户核对")
    assert sheet.box(BoxKey.COUNSEL).days_since_entry == 0
    assert sheet.members[1].unit == "水利站" and sheet.members[1].post == "所长"
    entries = sheets.duty_entries(matter_id, DutyKind.COUNSEL, limit=2)
    assert [one.text for one in entries] == ["到户核对", "谈心两次"]
    rest = sheets.duty_entries(matter_id, DutyKind.COUNSEL, (entries[-1].on_day, entries[-1].id))
    assert [one.text for one in rest] == ["约访谈心"]


def test_the_newest_entry_of_one_day_is_the_last_written(desk: Desk) -> None:
    matter_id = owned(desk)
    for text in ("上午", "下午"):
        six_boxes.add_duty_entry(desk, matter_id, DutyKind.KNOW_FACTS, text, TODAY, "何静")
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None and sheet.duty(DutyKind.KNOW_FACTS).last_text == "下午"


def test_a_dropped_measure_is_not_in_the_box(desk: Desk) -> None:
    matter_id = owned(desk)
    gone = six_boxes.add_measure(desk, matter_id, "甲")
    six_boxes.add_measure(desk, matter_id, "乙", "李强", TODAY - timedelta(days=3))
    six_boxes.drop_measure(desk, gone, "重复")
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None
    assert [(one.text, one.days_left(TODAY)) for one in sheet.measures] == [("乙", -3)]
    assert sheet.overdue(TODAY) == 1


def _no_due(desk: Desk, matter_id: int) -> None:
    six_boxes.add_member(desk, matter_id, "李强")


def _loose_measure(desk: Desk, matter_id: int) -> None:
    fill_six(desk, matter_id)
    six_boxes.add_measure(desk, matter_id, "没有责任人", "", TODAY)


def _done_without_a_date(desk: Desk, matter_id: int) -> None:
    fill_six(desk, matter_id)
    six_boxes.finish_measure(desk, six_boxes.add_measure(desk, matter_id, "已做", "李强"), TODAY, "做完")


def _entry_without_officer(desk: Desk, matter_id: int) -> None:
    fill_six(desk, matter_id)
    other = owned(desk, "另一人")
    six_boxes.add_duty_entry(desk, other, DutyKind.COUNSEL, "谈心")


def _officers_only(desk: Desk, matter_id: int) -> None:
    for kind in DutyKind:
        six_boxes.assign_duty(desk, matter_id, kind, "何静")


def _all_but_entries(desk: Desk, matter_id: int) -> None:
    six_boxes.add_member(desk, matter_id, "李强")
    six_boxes.add_measure(desk, matter_id, "复测", "李强", date(2026, 12, 1))
    six_boxes.set_resolve_due(desk, matter_id, date(2026, 12, 5))
    _officers_only(desk, matter_id)


def _fulfilled(desk: Desk, matter_id: int) -> None:
    fill_six(desk, matter_id)
    for kind in DutyKind:
        six_boxes.set_fulfilled(desk, matter_id, kind, TODAY)


def _only_the_head(desk: Desk, matter_id: int) -> None:
    fill_six(desk, matter_id)
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None
    six_boxes.remove_member(desk, matter_id, sheet.members[1].id, "调走")


@pytest.mark.parametrize(
    "prepare",
    [
        lambda desk, matter_id: None, fill_six, _no_due, _loose_measure, _done_without_a_date, _entry_without_officer,
        _officers_only, _all_but_entries, _fulfilled, _only_the_head,
    ],
)  # fmt: skip
def test_the_meter_counts_what_the_rule_calls_a_gap(desk: Desk, prepare: Callable[[Desk, int], None]) -> None:
    matter_id = owned(desk)
    prepare(desk, matter_id)
    every = sheets.gap_rows(None, 0, 50, TODAY, every=True)
    judged = {row.matter_id for row in every if row.first is not None}
    listed = sheets.gap_rows(None, 0, 50, TODAY)
    assert {row.matter_id for row in listed} == judged
    assert len(judged) == figures.count("with_gaps", TODAY)
    for row in every:
        sheet = sheets.sheet(row.matter_id, TODAY)
        assert sheet is not None
        first = first_gap(sheet.boxes)
        assert (row.first, row.gap, row.filled) == (first.key if first else None, sheet.gap, sheet.filled)


def test_the_meter_by_leader_and_in_pages(desk: Desk) -> None:
    mine = [owned(desk, f"甲{number}", leader="周敏") for number in range(3)]
    theirs = owned(desk, "乙", leader="赵刚")
    fill_six(desk, mine[1])
    leaders = sheets.gap_leaders()
    assert [(one.name, one.with_gap, one.owned) for one in leaders] == [("周敏", 2, 3), ("赵刚", 1, 1)]
    chou = leaders[0].officer_id
    assert [row.matter_id for row in sheets.gap_rows(chou, 0, 50, TODAY)] == [mine[0], mine[2]]
    assert len(sheets.gap_rows(chou, 0, 50, TODAY, every=True)) == 3
    assert [row.matter_id for row in sheets.gap_rows(None, 1, 1, TODAY)] == [mine[2]]
    assert sheets.gap_rows(None, 2, 5, TODAY)[0].matter_id == theirs


def test_a_settled_matter_leaves_the_meter(desk: Desk) -> None:
    one = owned(desk)
    from jiefang_tui.store.models import Matter
    from jiefang_tui.terms import MatterState

    Matter.update(state=MatterState.CONCLUDED).where(Matter.id == one).execute()
    assert sheets.gap_rows(None, 0, 50, TODAY, every=True) == [] and sheets.gap_leaders() == []
