"""越级 lines: entered from notices, counted year on year; nothing about routes or persons."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.supervision.level_skips import add_level_skip, remove_level_skip
from jiefang_tui.store.models import LevelSkip, Matter, MatterEvent
from jiefang_tui.store.queries.supervision.level_skips import skip_count, skip_rows, skip_years
from jiefang_tui.terms import SkippedTo
from tests.services.given import one_act, refused, registered, sealed

TODAY = date(2026, 11, 23)


def test_a_line_is_day_level_matter_and_notice(desk: Desk) -> None:
    number = Matter.get_by_id(registered(desk).matter_ids[0]).register_no
    lines = MatterEvent.select().count()
    with one_act("level_skip.add"):
        add_level_skip(desk, date(2026, 3, 2), SkippedTo.PROVINCE, number, " 省通报12号 ")
    with one_act("level_skip.add"):
        add_level_skip(desk, TODAY, "city")
    assert [(row.level.label, row.register_no, row.notice) for row in skip_rows(date(2026, 1, 1), TODAY)] == [
        ("市", "", ""),
        ("省", number, "省通报12号"),
    ]
    assert MatterEvent.select().count() == lines
    assert set(LevelSkip._meta.fields) == {
        "id",
        "uid",
        "version",
        "on_day",
        "level",
        "matter",
        "notice",
        "removed_on",
        "removed_reason",
    }
    with refused("已经登记过", "notice"):
        add_level_skip(desk, date(2026, 3, 2), SkippedTo.PROVINCE, 1, "省通报12号")


def test_proper_levels_and_wrong_lines_are_refused(desk: Desk) -> None:
    report = sealed(desk)
    for level, name in (("county", "县"), ("township", "乡镇")):
        with refused(f"到{name}里反映是逐级走访，不是越级", "level"):
            add_level_skip(desk, TODAY, level)
    with refused("市、省或者国家", "level"):
        add_level_skip(desk, TODAY, "")
    with refused("不能晚于今天", "on_day"):
        add_level_skip(desk, date(2026, 11, 24), "city")
    with refused("没有找到这个编号", "matter"):
        add_level_skip(desk, TODAY, "city", "20260101-999")
    with refused("密件", "matter"):
        add_level_skip(desk, TODAY, "city", report)


def test_counted_year_on_year_to_the_same_day(desk: Desk) -> None:
    for day in (date(2025, 2, 1), date(2025, 11, 23), date(2025, 11, 24), date(2025, 12, 30), date(2026, 5, 1)):
        add_level_skip(desk, day, "city")
    add_level_skip(desk, date(2025, 6, 1), "national")
    this, last, before = skip_years(TODAY)
    assert (this.year, this.to, this.total, this.then) == (2026, TODAY, 1, 3)
    assert this.change_label == "下降 66.7%"
    assert (last.total, last.levels[SkippedTo.NATIONAL], last.change, last.change_label) == (5, 1, None, "无")
    assert (before.total, before.change_label) == (0, "无")
    assert skip_years(date(2024, 2, 29))[0].change is None


def test_a_line_is_taken_out_with_a_reason_and_stays_in_the_file(desk: Desk) -> None:
    skip_id = add_level_skip(desk, TODAY, "city")
    with refused("请写明删去这一条的原因", "reason"):
        remove_level_skip(desk, skip_id, " ")
    with one_act("level_skip.remove", "重复"):
        remove_level_skip(desk, skip_id, "重复")
    assert skip_count(date(2026, 1, 1), TODAY) == 0 == len(skip_rows(date(2026, 1, 1), TODAY))
    assert LevelSkip.get_by_id(skip_id).removed_reason == "重复"
    with refused("已于2026-11-23删去"):
        remove_level_skip(desk, skip_id, "重复")
