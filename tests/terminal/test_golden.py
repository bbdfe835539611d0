"""Golden text screens of the sample day, 2026-11-23 09:14, as a terminal of 80x24 shows them, and one of 120x36 those
that have something else to show there: a preview, more columns, another order.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import made_once
from tests.terminal import pictures
from tests.terminal.pictures import Album
from tests.terminal.terminal import Terminal

SMALL, LARGE = "80x24", "120x36"


@pytest.fixture
def start(tmp_path: Path) -> tuple[str, ...]:
    """A copy of the sample day: one test has `jiefang demo` build it, which takes as long as all that is looked at."""
    shutil.copytree(made_once.sample_day(date(2026, 11, 23)), tmp_path / "data")
    return ("--data", str(tmp_path / "data"))


@pytest.fixture
def size() -> str:
    return SMALL


@pytest.fixture
def desk(size: str, start: tuple[str, ...]) -> Iterator[Terminal]:
    columns, rows = map(int, size.split("x"))
    with Terminal(*start, columns=columns, rows=rows) as opened:
        opened.started()
        yield opened


@pytest.fixture
def album(desk: Terminal, size: str) -> Iterator[Album]:
    opened = Album(desk, size)
    yield opened
    opened.done()


@pytest.mark.parametrize("start", [("demo",)], ids=["demo"])
def test_today_and_what_is_asked_there(desk: Terminal, album: Album) -> None:
    album.take("today", "李守田")
    desk.press("F1")
    album.take("help", "Esc返回")
    desk.press("Esc", "C-p")
    album.take("palette", "打几个字或首字母", over="today")
    desk.press("Esc", "C-l")
    album.take("blank", "已遮屏")
    desk.press("Esc", "Insert")
    album.take("booking", "约访", over="today")
    desk.press("Esc", "C-o")
    album.take("session", "接访领导", over="today")
    desk.press("Esc", "Delete")
    album.take("leaving", "未接谈离开，原因", over="today")
    desk.press("Esc", "C-r")
    album.take("summary", "批次")
    desk.press("Esc", "S-Tab", "Right", "Enter")
    album.take("records", "Esc返回", gone="窗口接待")
    desk.press("Esc", "C-p").type("sdsb").press("Enter")
    album.take("gaps", "三定三包进度")


def test_the_intake(desk: Terminal, album: Album) -> None:
    desk.press("F2")
    album.take("intake-blank", "来访登记 第09号")
    half_a_form(desk)
    album.take("intake-half", "可能是同一人", "草稿已存", over="intake-blank")
    desk.press("C-o")
    album.take("same-person", "本次填写", over="intake-half")
    desk.press("Esc", "C-n").type("李某某 13800000018 代表").press("Enter").type("王某某")
    album.take("companions", "王某某", over="intake-half")
    desk.press("C-s", "Esc", "F2", "C-s")
    album.take("intake-wrong", "请填写姓名", over="intake-blank")
    desk.press("C-r")
    album.take("drafts", "取回哪一份", over="intake-blank")


def test_many_at_once(desk: Terminal, album: Album) -> None:
    desk.press("F2", "C-b")
    album.take("lines", "在下面填第一行")
    desk.press("C-t")
    album.take("noon", "午间补录", over="lines")


def test_the_talk(desk: Terminal, album: Album) -> None:
    desk.press("Home", "Enter")
    album.take("talk", "接谈 01号 李守田")
    desk.press("C-s")
    album.take("outcomes", "处理结果", "9 待核实", over="talk")
    desk.press("2")
    album.take("responsibility", "包案领导", over="talk")
    desk.press("Esc", "C-n")
    album.take("commitment", "承诺事项", over="talk")
    desk.press("Esc", "C-r")
    album.take("read-back", gone="接谈记录")


def test_a_matter_under_a_leader(desk: Terminal, album: Album) -> None:
    open_matter(desk, "拖欠工资")
    album.take("matter-1", "受理")
    desk.press("2")
    album.take("matter-2", "工作专班", over="matter-1")
    for number, name in enumerate(("team", "measures", "deadline", "facts", "difficulty", "counsel")):
        desk.press("Enter")
        album.take(f"box-{name}", over="matter-2")
        desk.press("Esc", "Right") if number < 5 else desk.press("Esc")
    desk.press("3")
    album.take("matter-3", over="matter-1")
    desk.press("4")
    album.take("matter-4", over="matter-1")
    desk.press("5")
    album.take("performance", "第3期", over="matter-1")
    desk.press("C-t")
    album.take("transcript", "转录")


def test_a_simple_matter(desk: Terminal, album: Album) -> None:
    open_matter(desk, "低保停发")
    desk.press("2")
    album.take("simple-matter")


def test_the_law_s_dates_and_what_became_of_matters(desk: Terminal, album: Album) -> None:
    open_matter(desk, "拆迁安置面积少算")
    desk.press("4")
    album.take("papers", "延期")
    desk.press("9", "Down")
    album.take("why", "届满")
    desk.press("Esc", "7")
    album.take("pushes", "再次提请", over="papers")
    desk.press("Insert")
    album.take("push-acts", "催办", over="pushes")
    desk.press("Esc", "F3")
    open_matter(desk, "养殖场污水")
    desk.press("6")
    album.take("rest", "销号")
    desk.press("7")
    album.take("pushes-over", "红牌", over="rest")


def test_the_closing_review(desk: Terminal, album: Album) -> None:
    open_matter(desk, "路灯坏了")
    desk.press("6")
    desk.wait("还没有回访")
    desk.press("Insert")
    album.take("rest-acts", "结案审查")


def test_the_ledger(desk: Terminal, album: Album) -> None:
    desk.press("F4")
    album.take("ledger", "交通事故")


def test_watching_and_pushing(desk: Terminal, album: Album) -> None:
    desk.press("F5")
    album.take("supervision", "到期要问", "下一步")
    desk.press("C-n")
    album.take("proposals", "规则和原因", over="supervision")
    desk.press("C-t")
    album.take("forecast", "七日预报", over="supervision")


def test_the_roster(desk: Terminal, album: Album) -> None:
    desk.press("C-p").type("名册").press("Enter")
    desk.wait("在任起止")
    desk.press("Insert").type("赵刚").press("Enter").type("副镇长").press("Enter", "Enter", "Enter").type("水利、信访")
    desk.press("Enter", "Enter").type("2021-03-01").press("C-s")
    desk.wait("名册里加了赵刚")
    desk.press("Home")
    album.take("roster", "21-03-01 至今")
    desk.press("Enter")
    album.take("roster-change", "改动原因", over="roster")
    desk.press("Esc", "2")
    desk.wait("管理关系")
    desk.press("Enter", "Enter").type("社会事务办").press("Enter").type("1").type("0550-1112222")
    desk.press("C-s")
    album.take("roster-units", "人社所已保存")
    desk.press("3")
    desk.wait("区划代码")
    desk.press("Insert").type("桃园村").press("Enter", "Enter").type("桃花园").press("C-s")
    desk.wait("名册里加了桃园村")
    desk.press("C-r").type("石桥村").press("Enter").type("写错了").press("C-s")
    album.take("roster-villages", "并入石桥村")


def test_the_plan(desk: Terminal, album: Album) -> None:
    desk.press("F6")
    album.take("plan-month", "8批10人8件", "未登记 3")
    desk.press("2")
    album.take("plan-rules", "哪些日子")


def test_going_to_them(desk: Terminal, album: Album) -> None:
    desk.press("F8")
    album.take("field-visits", "了解到、答复了什么")
    houses(desk)
    album.take("households", "已付 326,800 元")


def test_together(desk: Terminal, album: Album) -> None:
    desk.press("C-p").type("历次场次").press("Enter").wait("政法领域专家门诊")
    desk.press("Down", "Down", "Enter")
    album.take("table", "8批次10人次8件")
    desk.press("C-p").type("集中接访").press("Enter").wait("2026-02-22")
    desk.press("Enter")
    album.take("campaign", "7批次13人次7件", "合计")


def houses(desk: Terminal) -> None:
    """Open the list of 171 households."""
    desk.press("2")
    desk.wait("隧道爆破房屋受损")
    desk.press("Down", "Enter")
    desk.wait("171 户")


def open_matter(desk: Terminal, name: str) -> None:
    """Find it, and open the matter itself."""
    desk.press("C-f").type(name)
    desk.until(lambda screen: re.search(rf"^ 事项 .*{name}", screen, re.M) is not None, (name,))
    desk.wait("找到 1 条")
    desk.press("Enter")
    desk.wait("1概况", name)


def half_a_form(desk: Terminal) -> None:
    """Register somebody who has come before, up to the telephone."""
    desk.type("章秀兰").press("Enter").type("补偿款还差一半").press("Enter").type("章湾村3组").press("Enter")
    desk.type("13800000018")


def test_finding(desk: Terminal, album: Album) -> None:
    desk.press("C-f").type("章秀")
    desk.wait("章秀兰")
    album.take("find", "章秀兰")
    desk.press("Enter")
    album.take("person", "来访人 章秀兰")


def test_the_first_start(tmp_path: Path) -> None:
    with Terminal("--data", str(tmp_path)) as desk:
        album = Album(desk, SMALL)
        album.take("first-start", "单位名称", "^S")
        album.done()


def test_the_units_of_a_planned_day(desk: Terminal, album: Album) -> None:
    desk.press("F6", "Right", "Right", "Right", "Enter", "7")
    album.take("plan-units", "还没回")


@pytest.mark.parametrize("size", [LARGE])
def test_where_there_is_more_room(desk: Terminal, album: Album) -> None:
    album.take("today", "李守田")
    desk.press("Enter")
    album.take("talk", "接谈 05号 章秀兰")
    desk.press("F3", "F4")
    album.take("ledger", "交通事故")
    desk.press("F5")
    album.take("supervision", "到期要问", "下一步")
    desk.press("C-p").type("sdsb").press("Enter")
    album.take("gaps", "三定三包进度")
    desk.press("C-p").type("名册").press("Enter")
    album.take("roster", "在任起止", "电话")
    desk.press("F3")
    open_matter(desk, "拖欠工资")
    album.take("matter-1", "受理")
    desk.press("2")
    album.take("matter-2", "工作专班", over="matter-1")
    desk.press("F3")
    open_matter(desk, "拆迁安置面积少算")
    desk.press("9", "Down")
    album.take("why", "届满")
    desk.press("F3", "F2")
    half_a_form(desk)
    album.take("intake-half", "可能是同一人", "草稿已存")
    desk.press("Esc", "F6")
    album.take("plan-month", "8批10人8件", "未登记 3")
    desk.press("F8")
    desk.wait("了解到、答复了什么")
    houses(desk)
    album.take("households", "已付 326,800 元")


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_every_picture_has_its_frame(size: str) -> None:
    """And no top line or key bar is left of a picture that is gone."""
    taken = {path.stem.removesuffix(f"-{size}") for path in pictures.GOLDEN.glob(f"*-{size}.txt")}
    tops, bars = pictures.frames(size)
    assert set(tops) == set(bars) == taken - {pictures.FRAME}
