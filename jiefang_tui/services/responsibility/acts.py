"""三定三包 as acts: several boxes in one form, and a measure that is done."""

from __future__ import annotations

from jiefang_tui.services.desk.acts import ActFacts, ActSpec
from jiefang_tui.services.responsibility.six_boxes import NO_SHEET
from jiefang_tui.store.queries.closure.closing import open_measures


def _has_sheet(facts: ActFacts) -> str:
    return "" if facts.has_sheet else NO_SHEET


def _has_open_measure(facts: ActFacts) -> str:
    return "" if open_measures(facts.matter_id) else "不能记措施完成，没有没做完的措施；请先定措施。"


FINISH = ActSpec("finish", "措施完成", 1, _has_open_measure, "finish", "responsibility")
KEEP = ActSpec("keep", "三包记进展", 2, _has_sheet, "keep", "responsibility")
FIX = ActSpec("fix", "三定: 专班和措施", 10, _has_sheet, "fix", "responsibility")

ACTS = (FINISH, KEEP, FIX)
