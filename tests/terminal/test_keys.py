"""Keys counted, beside the text typed, in a real terminal; and keys that come faster than the screen can follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, office, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return office(tmp_path / "data")


@pytest.mark.slow
def test_a_new_visitor_costs_at_most_5_keys(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("李某某").press("Enter").type("拖欠工资").press("C-s")
        desk.wait("第01号 李某某 已登记")
        assert desk.pressed <= 5


def test_with_address_and_phone_at_most_7(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("李某某").press("Enter").type("拖欠工资").press("Enter").type("章湾村3组").press("Enter")
        desk.type("13800000018").press("C-s")
        desk.wait("第01号 李某某 已登记")
        assert desk.pressed <= 7
    assert rows(folder, "select name, address, phone from petitioner") == [("李某某", "章湾村3组", "13800000018")]


@pytest.mark.slow
def test_a_returning_visitor_at_most_6_and_a_finished_case_at_most_6(folder: Path) -> None:
    with Terminal("--data", str(folder), now="2026-11-20T09:20") as desk:
        desk.started()
        desk.press("F2").type("李某某").press("Enter").type("拖欠工资").press("C-s")
        desk.wait("第01号 李某某 已登记")
        assert desk.quit() == 0
    with Terminal("--data", str(folder)) as desk:
        desk.wait("1 批没有结果")  # the night decides nothing
        desk.press("2")
        desk.wait("1 批记为未接谈离开")
        desk.press("C-o", "Tab", "Tab").type("周敏").press("Enter").type("镇党委书记").press("C-s")
        desk.wait("本场接访已记下")
        desk.pressed = 0
        desk.press("F2").type("李某某").press("C-o", "1", "C-s")
        desk.wait("第01号 李某某 已登记 重访")
        assert desk.pressed <= 6
        desk.pressed = 0
        desk.press("Enter").type("欠三个月工资").press("C-s", "2", "C-s")
        desk.wait("01号 李某某 拖欠工资 受理并包案")
        assert desk.pressed <= 6
    assert rows(folder, "select kind, outcome from visit_matter order by id desc limit 1") == [
        ("repeat", "responsibility")
    ]
    assert rows(folder, "select count(*) from petitioner") == [(1,)]


def test_a_call_takes_4_keys(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2", "3").type("李某某").press("Enter").type("路灯不亮").press("C-s")
        desk.wait("来电 李某某 已登记")
        assert desk.pressed <= 4
    assert rows(folder, "select channel, state, queue_no from visit") == [("phone", "filed", None)]


@pytest.mark.slow
def test_a_mended_pipe_takes_10_keys_from_the_door_to_the_end(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("C-o", "Tab", "Tab").type("周敏").press("Enter").type("镇党委书记").press("C-s")
        desk.wait("本场接访已记下")
        desk.pressed = 0
        desk.press("F2").type("李某某").press("Enter").type("水管漏水").press("C-s")
        desk.wait("第01号 李某某 已登记")
        desk.press("Enter")
        desk.wait("写完按 ^S 定处理")
        desk.press("C-s", "0")
        desk.wait("简易办结  水管漏水")
        desk.type("水利站当天换了管子").press("Enter").type("说好了").press("Enter", "3", "C-s")
        desk.wait("简易办结。", gone="^S定处理")
        assert desk.pressed <= 10
    assert rows(folder, "select state, is_ended_simply from matter") == [("closed", 1)]


def test_keys_faster_than_the_screen_go_where_they_were_meant(folder: Path) -> None:
    """Typed ahead in one burst, as on a slow computer: screens, fields and dialogs that are not painted yet."""
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        one = "\x1bOQ李某某\r拖欠工资\r章湾村3组\r13800000018\x13"
        two = "\x1bOQ赵某某\r征地补偿\x13"
        talk = "\r周敏\r镇党委书记\x13欠三个月工资\t请人社所十日内查清\x132\x13"
        desk.type(one + two + talk)
        desk.wait("01号 李某某 拖欠工资 受理并包案", "02      赵某某")
    assert rows(folder, "select shown_name, state, talk_note from visit order by queue_no") == [
        ("李某某", "received", "欠三个月工资"),
        ("赵某某", "waiting", ""),
    ]
    assert rows(folder, "select text from instruction") == [("请人社所十日内查清",)]
    assert rows(folder, "select name, post from officer where name = '周敏'") == [("周敏", "镇党委书记")]
