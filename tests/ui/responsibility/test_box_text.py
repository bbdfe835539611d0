"""三定三包 as the screen says it: a date and its count are of one day."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.duties import BoxKey
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.ui.responsibility.box_text import box_lines
from tests.services.given import days_ago, owned

TODAY = date(2026, 10, 19)
LEGAL = date(2026, 10, 8)
"""The sixtieth day, 2 October, lies in the holiday."""


def shown(matter_id: int, key: BoxKey) -> list[str]:
    sheet = sheets.sheet(matter_id, TODAY)
    assert sheet is not None
    lines = box_lines(sheet, sheet.box(key), TODAY, LEGAL, 30, 8)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_a_date_that_is_put_off_stands_with_the_day_it_is_counted_to(desk: Desk) -> None:
    """24 October 2026 is a Saturday; 25 September a holiday that ends on the 27th, with the 28th worked."""
    with days_ago(desk, 100):
        matter_id = owned(desk, due_on=date(2026, 10, 24))
        six_boxes.add_measure(desk, matter_id, "复测", "李强", date(2026, 9, 25))
    found = shown(matter_id, BoxKey.RESOLVE_DUE)
    assert "2026-10-26  剩7日" in found and "定的 10-24 是休息日" in found
    assert "晚于法定 10-08 18日" in found, "both by the last day in time"
    text = "\n".join(shown(matter_id, BoxKey.MEASURES))
    assert "09-28 复测" in text and "逾期21日" in text
    (row,) = sheets.gap_rows(None, 0, 9, TODAY)
    assert row.resolve_last == date(2026, 10, 26)
