"""公示: written in editions that say what changed; it hangs when somebody says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.office import roster
from jiefang_tui.services.plans import days, making, notices
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.store.models import PublicNotice
from jiefang_tui.store.queries.plans.days import plan_lines
from jiefang_tui.store.queries.plans.leaders import five_years
from jiefang_tui.store.queries.plans.notices import latest_notice, notice_over
from jiefang_tui.terms import SessionMode
from jiefang_tui.ui.plans import leader_table
from tests.services.given import one_act, refused
from tests.services.plans.test_plan import EACH

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def words(path: Path) -> str:
    """Everything that stands on a paper."""
    from docx import Document

    paper = Document(BytesIO(path.read_bytes()))
    told = [paragraph.text for paragraph in paper.paragraphs]
    for table in paper.tables:
        told += [" ".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(told)


def test_editions_say_what_changed(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    with one_act("plan.write_notice"):
        first_id, printed = notices.write_notice(desk, *DECEMBER)
    told = words(printed.path)
    assert "2026年12月" in told and "12月1日 星期二" in told and "变更说明" not in told
    again, _ = notices.write_notice(desk, *DECEMBER)
    assert again == first_id and PublicNotice.select().count() == 1, "what has not changed is the same edition"
    line = plan_lines(*DECEMBER)[0]
    days.stand_in(desk, line.plan_day_id or 0, "赵强", "外出")
    second_id, printed = notices.write_notice(desk, *DECEMBER)
    told = words(printed.path)
    assert second_id != first_id
    changed = f"12月1日：原{line.leader} 8:30-11:30 接待室，现赵强 8:30-11:30 接待室。"
    assert "第2版" in told and changed in told
    again, printed = notices.write_notice(desk, *DECEMBER)
    assert again == second_id and changed in words(printed.path), "printed again, it says again what it changed"


def test_written_is_not_public_and_public_can_be_taken_back(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    notice_id, _ = notices.write_notice(desk, *DECEMBER)
    found = notice_over(date(2026, 12, 9))
    assert found is not None and found.published_on is None and not notices.is_hanging(notice_id)
    with one_act("plan.publish"):
        notices.publish(desk, notice_id)
    with refused("已经公示"):
        notices.publish(desk, notice_id)
    assert notices.is_hanging(notice_id)
    with one_act("plan.take_back_publishing", "还没贴"):
        notices.take_back_publishing(desk, notice_id, "还没贴")
    again = latest_notice(*DECEMBER)
    assert again is not None and again.published_on is None


def test_nothing_planned_is_nothing_to_publish(desk: Desk) -> None:
    with refused("还没有排班"):
        notices.write_notice(desk, *DECEMBER)
    with refused("还没有排过班的领导"):
        notices.write_board(desk)


def test_the_board_has_officers_and_their_next_days(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    told = words(notices.write_board(desk).path)
    assert "周敏" in told and "刘静" in told and "11月2" in told


def test_the_notice_prints_the_telephone_and_of_which_kind_a_day_is(desk: Desk) -> None:
    making.make_rule(desk, replace(EACH, phone="0551-6000001"))
    told = words(notices.write_notice(desk, *DECEMBER)[1].path)
    assert "电话" in told and "0551-6000001" in told and "形式" not in told, "every day is a plain 接访日"
    days.add_day(desk, DayIn(day=DECEMBER[0], leader="赵强", mode=SessionMode.NIGHT_VISIT, hours="19:00"))
    assert "形式" in (told := words(notices.write_notice(desk, *DECEMBER)[1].path)) and "驻村夜访" in told


def test_an_edition_of_fewer_columns_is_compared_by_what_it_had(desk: Desk) -> None:
    making.make_rule(desk, EACH)
    notice_id, _ = notices.write_notice(desk, *DECEMBER)
    row = PublicNotice.get_by_id(notice_id)
    row.lines = json.dumps([line[:7] for line in json.loads(row.lines)])
    row.save()
    assert notices.write_notice(desk, *DECEMBER)[0] == notice_id


def test_the_board_shows_who_sits_next_year_and_no_private_telephone(desk: Desk) -> None:
    roster.add_officer(desk, roster.OfficerIn("钱程", "副镇长", phone="13800001234"))
    gone = roster.OfficerIn("孙立", "前任镇长", in_office_to=date(2026, 6, 30), field_of_work="全面工作")
    roster.add_officer(desk, gone)
    days.add_day(desk, DayIn(day=date(2026, 3, 2), leader="孙立"))
    days.add_day(desk, DayIn(day=date(2027, 1, 4), leader="钱程", phone="0551-6000001"))
    told = words(notices.write_board(desk).path)
    assert "钱程" in told and "1月4日" in told and "0551-6000001" in told
    assert "13800001234" not in told and "孙立" not in told


def test_a_leader_who_never_came_stands_there_with_nothing_and_one_who_left_is_asked_to_their_last_day(
    desk: Desk,
) -> None:
    roster.add_officer(desk, roster.OfficerIn("钱程", "副镇长", field_of_work="农业"))
    left = roster.OfficerIn("孙立", "前任镇长", in_office_from=date(2020, 1, 1), in_office_to=date(2026, 1, 31))
    roster.add_officer(desk, left)
    days.add_day(desk, DayIn(day=date(2026, 1, 5), leader="孙立"))
    today = date(2026, 11, 23)
    table = {row.cells[0]: row.cells[3] for row in leader_table.rows(desk, five_years(today), today)}
    assert table["孙立"] == "0/3" and table["钱程"].startswith("0/4")
