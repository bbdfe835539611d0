"""已发的接访表 read in: from a file, from what was typed; what is no roster is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import importing, making
from jiefang_tui.store.models import Officer, PlanDay, PlanRule
from jiefang_tui.store.queries.plans.days import plan_lines
from tests.documents.exchange.books import xlsx
from tests.services.given import one_act, refused

JANUARY = (date(2027, 1, 1), date(2027, 1, 31))
ROWS = [
    ["示例镇领导接访安排表", "", "", ""],
    ["日期", "接访领导", "时间", "地点"],
    ["2027-01-04", "周敏", "8:30-11:30", "接待大厅"],
    ["1月5日", "韩平、刘静", "", ""],
]


def test_a_workbook_becomes_days_and_is_taken_back_whole(desk: Desk, tmp_path: Path) -> None:
    roster = importing.read_file(str(xlsx(tmp_path / "接访表.xlsx", ROWS)))
    with one_act("plan.import"):
        assert importing.lay_roster(desk, roster.lines, hours="9:00") == (3, 0, ())
    assert [(one.day.day, one.leader, one.hours, one.place) for one in plan_lines(*JANUARY)] == [
        (4, "周敏", "8:30-11:30", "接待大厅"),
        (5, "韩平", "9:00", ""),
        (5, "刘静", "9:00", ""),
    ]
    with refused("都已经排了", "typed"):
        importing.lay_roster(desk, roster.lines)
    assert PlanRule.select().count() == 1
    making.end_rule(desk, PlanRule.get().id, date(2026, 12, 31), "导错了表")
    assert PlanDay.select().count() == 0


def test_a_name_nobody_has_is_who_is_meant(desk: Desk) -> None:
    importing.lay_roster(desk, importing.read_text("1月4日 周敏").lines)
    before = Officer.select().count()
    importing.lay_roster(desk, importing.read_text("1月5日 周书记").lines, {"周书记": "周敏"})
    assert Officer.select().count() == before
    assert {one.leader for one in plan_lines(*JANUARY)} == {"周敏"}


def test_what_is_no_roster_is_said_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    with refused("不像接访表", "file"):
        importing.read_file(str(xlsx(tmp_path / "合计.xlsx", [["合计", "12"]])))
    with refused("不像接访表", "typed"):
        importing.read_text("随便写写")
    with refused("没有找到这个文件", "file"):
        importing.read_file(str(tmp_path / "没有.xlsx"))
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    with refused("读不出来", "file"):
        importing.read_file(str(tmp_path / "坏.xlsx"))
    with refused("只能读", "file"):
        (tmp_path / "a.pdf").write_bytes(b"x")
        importing.read_file(str(tmp_path / "a.pdf"))
    assert PlanRule.select().count() == 0


def test_a_second_roster_says_on_which_days_two_sit(desk: Desk) -> None:
    importing.lay_roster(desk, importing.read_text("1月5日 韩平\n1月6日 周敏").lines)
    done = importing.lay_roster(desk, importing.read_text("1月5日 赵立\n1月6日 周敏\n1月7日 周敏").lines)
    assert done == (2, 1, ("01-05 韩平、赵立",))
