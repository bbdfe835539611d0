"""What the newspaper tells, in a real terminal: planned, talked about at one table, agreed, paid, gone to and counted.

Keys are counted beside the text typed.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests import made_once
from tests.terminal.terminal import Terminal, office, rows
from tests.terminal.walking import choose, morning, open_matter, turn_to

pytestmark = pytest.mark.slow


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample day of 2026-11-23."""
    shutil.copytree(made_once.sample_day(date(2026, 11, 23)), tmp_path / "data")
    return tmp_path / "data"


def command(desk: Terminal, name: str, *shows: str) -> None:
    """Choose a command by its name."""
    desk.press("C-p").type(name).press("Enter").wait(*shows)


# -- receiving is planned


def test_january_takes_at_most_25_keys(tmp_path: Path) -> None:
    folder = office(tmp_path / "data")
    with morning(folder, "2026-12-28T09:00") as desk:
        desk.pressed = 0
        desk.press("F6").wait("还没有接访安排", "2 每个工作日一位，轮流")
        desk.press("2").wait("领    导*")
        desk.type("刘静、韩平、赵强").press("Tab").type("周敏").press("Tab", "C-u").type("2027-1-1").press("Tab", "Tab")
        desk.type("8:30-11:30").press("Tab").type("便民服务中心").press("Tab").type("0550-1110000").press("C-s")
        desk.wait("没记过「刘静」")
        desk.press("C-s")
        desk.wait("已排")
        assert desk.pressed <= 25
        desk.press("PgDn").wait("2027年1月", "刘静", "周敏")
    january = rows(
        folder,
        "select d.day, o.name from plan_day d join officer o on o.id = d.leader_id where d.day between '2027-01-01' and"
        " '2027-01-31' order by d.day",
    )
    by_day = dict(january)
    assert len(by_day) == len(january) >= 20, "no day twice"
    mondays = {leader for day, leader in january if date.fromisoformat(day).weekday() == 0}
    assert mondays == {"周敏"} and {leader for _, leader in january} == {"周敏", "刘静", "韩平", "赵强"}


def test_a_stand_in_takes_3_keys_and_the_notice_2(sample: Path) -> None:
    with morning(sample, "2026-11-24T08:20") as desk:  # 赵明 is called away on his own day
        desk.wait("2 确实离开")  # yesterday's arrivals: left for later
        desk.press("Esc").wait("F2登记", gone="确实离开")
        desk.pressed = 0
        desk.press("F6").wait("11-24 星期二  赵明")
        desk.press("C-t").wait("11-24 代替赵明", "1 ")
        desk.press("1").wait("11-24 由", "代替赵明")
        assert desk.pressed == 3
        desk.pressed = 0
        desk.press("C-o").wait("1 12月安排公示")
        desk.press("1").wait("公示了没有")
        assert desk.pressed == 2
        desk.press("1").wait("已记公示")
    assert [one.name for one in (sample / "exports").glob("*公示.docx")] == [
        "2026-12-01-2026-12-31-第1版-领导接访安排公示.docx"
    ]


# -- wages after a judgment, with the foreman at the table


def test_the_foreman_at_the_table_three_parts_and_the_first_is_paid_late(tmp_path: Path) -> None:
    folder = office(tmp_path / "data")
    with morning(folder, "2026-11-23T08:30") as desk:
        desk.press("C-o", "Tab", "Tab").type("周敏").press("Enter").type("镇党委书记").press("Enter")
        desk.type("人社所 司法所 示例法庭").press("C-s").wait("本场接访已记下")
        desk.press("F2").type("李方龙").press("Enter").type("十万多元工资没结清，法院判了班组长付").press("C-s")
        desk.wait("第01号 李方龙 已登记")
        command(desk, "这一场", "参加单位 3 个")
        desk.press("1", "1", "3").wait("示例法庭 电话参与")
        foreman(desk)
        desk.press("F3").wait("F2登记")
        desk.press("Home", "Enter").wait("接谈 01号 李方龙")
        desk.type("班组长认账，愿意分三期").press("C-s", "2").wait("包案领导* 周敏")
        desk.press("C-s").wait("受理并包案")
        agreed(desk)
    assert rows(folder, "select due_on, amount from instalment order by position") == [
        ("2027-02-28", 3_500_000),
        ("2027-04-30", 3_500_000),
        ("2027-06-30", 3_500_000),
    ]
    with morning(folder, "2027-03-03T09:00") as desk:
        desk.wait("2 时间正确")
        desk.press("2").wait("F2登记", gone="时间正确")
        paid(desk)
    assert rows(folder, "select amount, paid_on, proof from instalment_payment") == [
        (3_500_000, "2027-03-03", "银行回单")
    ]
    assert rows(folder, "select owed from instalment order by position") == [(0,), (3_500_000,), (3_500_000,)]


def foreman(desk: Terminal) -> None:
    """The other side is asked for only when the visitor agrees to meet them; is told, comes and agrees."""
    desk.press("C-n").wait("同意见面* 1是  2否")
    desk.press("1").type("张某").press("Tab").type("班组长").press("C-s").wait("班组长张某", "还没约")
    choose(desk, "约了对方", "Down", "Enter")
    desk.wait("怎么约的")
    desk.type("电话").press("C-s").wait("11-23约")
    choose(desk, "到场、谈成没有", "Enter")
    desk.wait("谈成没有  1谈成")
    desk.press("1", "1").type("认账，愿意分三期").press("C-s").wait("到，谈成")


def agreed(desk: Terminal) -> None:
    """An agreement with three parts to the end of next June: at most 12 keys."""
    open_matter(desk, "十万多元", 5)
    desk.wait("还没有协议")
    desk.pressed = 0
    desk.press("Insert").wait("4 登记协议(分期)")
    desk.press("4").wait("债 务 人*")
    desk.press("3").type("张某").press("Tab").type("10.5万").press("Tab").type("3").press("Tab").type("明年6月底")
    desk.press("C-s").wait("尚欠105,000 元", "第3期 35,000 元", "2027-06-30")
    assert desk.pressed <= 12


def paid(desk: Terminal) -> None:
    """Asked about on F5 once its day has passed, and written down with 4 keys: nobody's card."""
    turn_to(desk, "履约")
    desk.wait("张某第1期尚欠35,000 元，逾期3日")
    desk.pressed = 0
    desk.press("Enter").wait("空着就是付清这一期的35,000 元")
    desk.press("Tab", "Tab").type("银行回单").press("C-s").wait("已付35,000 元，尚欠70,000 元")
    assert desk.pressed == 4


# -- going to them


def test_a_walk_a_night_round_and_what_a_village_found(sample: Path) -> None:
    with morning(sample, "2026-11-23T20:30") as desk:
        desk.press("Esc").wait("F2登记")
        desk.pressed = 0
        desk.press("F8").wait("2026年11月 走访 4次")
        desk.press("Insert", "7").type("方秀英").press("Enter").type("堂屋两条细缝，贴了石膏片").press("C-s")
        desk.wait("11-23 夜访 已存")
        assert desk.pressed == 5
        desk.press("Esc", "2").wait("隧道爆破新裂缝复查")
        households(desk)
        desk.press("F8", "3").wait("已报 2/10 村", "柳塘村   没报")
        desk.press("Down").wait("0零报告")
        desk.pressed = 0
        desk.press("0").wait("柳塘村   零报告  11-23")
        assert desk.pressed == 1
        desk.pressed = 0
        desk.press("Insert", "4").type("两户宅基地界址").press("Enter").type("2").press("Enter", "2").type("治调主任")
        desk.press("C-s").wait("石桥村", "两户宅基地界址")
        assert desk.pressed == 6
    assert rows(sample, "select kind, whom, village from field_visit order by id desc limit 1") == [
        ("night", "方秀英", "西岭村")
    ]
    assert rows(sample, "select found_none from dispute_check where village = '柳塘村'") == [(1,)]
    assert rows(sample, "select about, households, level, handler from dispute order by id desc limit 1") == [
        ("两户宅基地界址", 2, "larger", "治调主任")
    ]


def households(desk: Terminal) -> None:
    """The round of the night, typed down a column: one key a household beside the text."""
    desk.press("Enter").wait("5 户  看过 2")
    desk.press("C-o").wait("只看没写、没看")
    desk.press("Down", "Enter").wait("3号 洪金宝  新裂缝")
    desk.pressed = 0
    for number, crack in ((3, "没有"), (5, "屋檐一条")):
        desk.wait(f"{number}号")
        desk.type(crack).press("Down")
    desk.wait("屋檐一条")
    assert desk.pressed == 2
    desk.press("Esc", "Esc")


# -- and found on the screens


def test_the_article_s_numbers_stand_on_the_sample_s_screens(sample: Path) -> None:
    with morning(sample, "2026-11-23T09:14") as desk:
        desk.press("F6").wait("8批10人8件")
        desk.press("F3")
        command(desk, "集中接访", "02-22", "根治欠薪集中接访")
        desk.press("Enter").wait("7批次13人次7件  5场", "镇便民服务中", "开发区项目部", "石桥村村部", "221,000")
        desk.press("F8", "2").wait("隧道爆破房屋受损                   171")
        desk.press("Down", "Enter").wait("171 户  已付 171", "已付 326,800 元")
        command(desk, "越级", "今年 1条  上年同期 10条", "下降 90.0%")
        desk.press("F3")
        open_matter(desk, "拆迁安置面积少算", 1)
        desk.wait("已列入积案", "联系     11-17 家访  包案以来 2次")
        desk.press("F3")
        open_matter(desk, "拖欠工资", 5)
        desk.wait("张德胜付105,000 元", "第1期 35,000 元", "逾期7日", "2027-06-30")
