"""What became of three matters, in a real pseudo-terminal: lateness seen and pushed, refused and told, extended."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import Dispatch
from jiefang_tui.terms import DutyKind, Outcome
from tests.services.given import given_slip
from tests.terminal.terminal import Terminal, office, rows
from tests.terminal.walking import choose, fill, morning, open_matter, turn_to

pytestmark = pytest.mark.slow
LAND, AGAIN, HOUSE = "征地面积量少了", "界线要求再查", "安置面积少算"
BEGAN = "2026-09-14T08:30"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three matters of 14 September: one under 周敏, two with a station. 60 days end on 13 November."""
    root = office(tmp_path / "data", BEGAN)
    with clock.at(datetime.fromisoformat(BEGAN).astimezone()):
        desk = opening.open_desk(DataFolder(root))
        add_officer(desk, "周敏", "镇党委书记")
        add_officer(desk, "李强", "水利站站长", "水利站")
        add_officer(desk, "何静", "驻村干部", "章湾村村委会")
        receiving.open_session(desk, leader="周敏")
        names = ("章某某", "李某某", "王某某")
        made = [_received(desk, name, title) for name, title in zip(names, (LAND, AGAIN, HOUSE), strict=True)]
        given_slip(desk, *made)
        for row in Dispatch.select():
            dispatching.sign(desk, row.id, "李强")
        stages.accept(desk, made[2])
        six_boxes.add_member(desk, made[0], "李强", "测量")
        first = six_boxes.add_measure(desk, made[0], "复测面积", "李强", date(2026, 10, 10))
        six_boxes.finish_measure(desk, first, date(2026, 9, 14), "复测完成,少0.3亩")
        for kind in DutyKind:
            six_boxes.add_duty_entry(desk, made[0], kind, "到户核对", officer="何静")
            six_boxes.set_fulfilled(desk, made[0], kind, date(2026, 9, 14))
        opening.close_desk(desk, keeps_backup=False)
    return root


def _received(desk: object, name: str, title: str) -> int:
    """The id of a matter talked about with 周敏."""
    given = intake.VisitIn(
        name=name, person={"phone": "13800000018", "address": "章湾村3组"}, matters=[intake.MatterIn(title)]
    )
    came = intake.register_visit(desk, given)  # type: ignore[arg-type]
    owned = title == LAND
    outcome = talk.OutcomeIn(
        Outcome.RESPONSIBILITY if owned else Outcome.ASSIGNED,
        told="核实后答复",
        unit="水利站",
        due_on=date(2026, 11, 20) if owned else None,
    )
    return talk.decide(desk, came.visit_id, came.matter_ids[0], outcome).matter_id  # type: ignore[arg-type]


def test_yellow_red_a_card_an_answer_the_leader_again_and_at_rest(folder: Path) -> None:
    with morning(folder, "2026-11-09T09:00") as desk:  # four days left
        desk.press("F5").wait("法定      2 逾期 0", "临期 2", "剩4日")
    with morning(folder, "2026-11-16T09:00") as desk:  # three days late
        desk.press("F5").wait("逾期 2", "逾期3日")
        desk.press("C-n").wait("红牌 水利站", "函   周敏", "消除 办完并登记")  # of a case of the head a reminder
        desk.press("Down", "Enter").wait("发提醒函", LAND)
        fill(desk, "李强", None, None, None, None, "周敏", said="已发提醒函 DB-2026-0001", back=5)
        carded = desk.pressed
    with morning(folder, "2026-11-17T09:00") as desk:
        open_matter(desk, LAND, 7)
        desk.press("Home")
        choose(desk, "书面说明", "Enter")
        fill(desk, "村里对界桩有争议，我所协调不下", None, said="DB-2026-0001")
        carded += desk.pressed
        choose(desk, "再次提请", "Insert")
        fill(desk, "界桩有争议", "协商两次", "由谁测绘", None, said="待领导决定")
    with morning(folder, "2026-11-18T09:00") as desk:
        turn_to(desk, "再次提请")
        choose(desk, "领导决定", "Enter")
        fill(desk, "请县测绘队复测，按复测补发", "12-4", "县测绘队复测界桩", said="决定")
    assert rows(folder, "select text, due_on from measure order by id") == [
        ("复测面积", "2026-10-10"),
        ("县测绘队复测界桩", None),
    ]
    assert rows(folder, "select resolve_due from responsibility") == [("2026-12-04",)]
    with morning(folder, "2026-12-03T09:00") as desk:
        at_work(desk)
        closed = desk.pressed
    with morning(folder, "2026-12-14T09:00") as desk:
        withdrawn = at_rest(desk)
        carded, closed = carded + withdrawn, closed + desk.pressed - withdrawn
    assert carded <= 60, "issued, answered and withdrawn"
    assert closed <= 70, "the measure done, answered, served, executed, visited, closed"
    assert rows(folder, "select state, executed_on, followed_up_on, closed_on from matter where title = ?", LAND) == [
        ("closed", "2026-12-03", "2026-12-14", "2026-12-14")
    ]


def at_work(desk: Terminal) -> None:
    """The new measure is carried out, the matter answered in writing, served and executed."""
    open_matter(desk, LAND, 2)
    desk.press("Right", "Enter").wait("县测绘队复测界桩")
    desk.press("Down", "Enter")
    fill(desk, None, "李强", "今天", None, said="2026-12-03")
    desk.press("2").wait("措施2完成")
    fill(desk, "复测0.3亩,已补发", said="2/2 完成")
    desk.press("Esc", "4")
    choose(desk, "出具处理意见书", "Insert")
    fill(desk, "予以支持", "补发0.3亩", "示信处1号", "周敏", None, said="待送达")
    choose(desk, "登记送达", "Insert")
    fill(desk, "直接送达", "本人", said="2026-12-03 办结")
    desk.press("5")
    choose(desk, "执行到位", "Insert")
    fill(desk, "银行回单", said="已到位")


def at_rest(desk: Terminal) -> int:
    """Visited again, the card taken back, closed. Returns the keys that the card took."""
    turn_to(desk, "回访")
    desk.press("Enter").wait("1概况", LAND, "逾期20日办结", "应办结 11-13")  # in 80 columns
    desk.press("6")
    choose(desk, "记回访", "Insert")
    fill(desk, "上门", "何静", "完全解决", "补差款到账", "满意", "基本满意", "接受", said="完全解决")
    before = desk.pressed
    desk.press("7")
    choose(desk, "销牌", "Home", "Enter")
    fill(desk, "已办结并执行到位", "周敏", said="销牌")
    withdrawn = desk.pressed - before
    desk.press("6")
    choose(desk, "结案审查", "Insert")
    desk.press("C-s").wait("已 到 位")
    desk.press("1", "Tab", "1").wait("不涉及")
    desk.press("Tab", "Tab").type("李强").press("Tab", "1", "C-s").wait("已销号")
    desk.press("F5").wait("法定      1 逾期 1", "等别人    0 都没有", "销号 0")
    return withdrawn


def test_refused_told_and_still_registered(folder: Path) -> None:
    with morning(folder, "2026-09-17T09:00") as desk:
        open_matter(desk, AGAIN, 4)
        choose(desk, "不予受理", "Insert")
        fill(desk, "三级终结", None, "与复核过的是同一件事", "", "周敏", None, said="不予受理")
    with morning(folder, "2026-09-18T09:00") as desk:
        desk.press("F5").wait("待告知 1")
        open_matter(desk, AGAIN, 4)
        choose(desk, "出具告知书", "Insert")
        fill(desk, None, "示信不受1号", None, "周敏", None, said="待送达")
        choose(desk, "登记送达", "Insert")
        choose(desk, "当面交")
        fill(desk, "本人", said="09-18送达")
        desk.press("F5").wait("法定 0: 没有")
        desk.press("F4").wait(AGAIN[:4], "不予受理")
    assert rows(folder, "select state, register_no, notified_on from matter where title = ?", AGAIN) == [
        ("refused", "JF-999999001-20260914-002", "2026-09-18")
    ]


def test_extended_twice_and_not_beyond_thirty_days(folder: Path) -> None:
    with morning(folder, "2026-11-09T09:00") as desk:
        open_matter(desk, HOUSE, 4)
        choose(desk, "延期", "Insert")
        fill(desk, "15", "等测绘报告", "周敏", "今天", "今天", said="延期后应办结 11-30")
    with morning(folder, "2026-11-20T09:00") as desk:
        open_matter(desk, HOUSE, 4)
        choose(desk, "延期", "Insert")
        fill(desk, "16", "要报县里", "周敏", "今天", "今天", said="延期一共不能超过30日")
        fill(desk, "10", said="第2次延期", back=5)
        desk.wait("12-08")
        choose(desk, "延期", "Insert")
        fill(desk, "6", "再等等", "周敏", "今天", "今天", said="最多还能延5日")
        desk.press("Esc", "Esc")
    assert rows(folder, "select days from extension order by id") == [(15,), (10,)]
    assert rows(folder, "select handling_due from matter where title = ?", HOUSE) == [("2026-12-08",)]
