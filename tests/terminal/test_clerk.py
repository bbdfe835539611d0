"""A clerk's morning at the window, in a real pseudo-terminal of 80x24: nothing shown here is simulated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, docx_text, office, rows

MATTER = "JF-999999001-20261123-"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office where 章某某 came last Friday about the land, and a leader, 周敏, receives today."""
    office(tmp_path / "data")
    with Terminal("--data", str(tmp_path / "data"), now="2026-11-20T09:20") as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿款没发").press("Enter").type("章湾村3组")
        desk.press("Enter").type("13800000018").press("C-s")
        desk.wait("第01号 章某某 已登记")
        assert desk.quit() == 0
    return tmp_path / "data"


@pytest.mark.slow
def test_a_morning_at_the_window(folder: Path) -> None:
    opens_papers = f"{opener(folder.with_name('bin'))}{os.pathsep}{os.environ['PATH']}"
    with Terminal("--data", str(folder), PATH=opens_papers) as desk:
        later(desk)
        new_visitor(desk)
        returning_visitor(desk, folder)
        group(desk, folder)
        talk_with_an_interruption(desk, folder)
        fill_the_six_boxes(desk, folder)
        both_papers(desk, folder)
        confirmed = rows(folder, "select id, act, subject, after from audit_entry")
        shown = half_a_form(desk, folder)
        desk.kill()
    assert "郑某某" in shown
    with Terminal("--data", str(folder)) as desk:
        desk.wait("未完草稿 1 份", "F2登记")  # and Friday is not asked about again
        desk.press("F2", "C-r")
        desk.wait("取回哪一份", "郑某某")
        desk.press("Enter")
        desk.wait("已取回", "姓    名* 郑某某", "宅基地界址不清，邻居多占一米", "13800000099")
        assert rows(folder, "select id, act, subject, after from audit_entry")[: len(confirmed)] == confirmed
        assert rows(folder, "pragma integrity_check") == [("ok",)]
        desk.press("C-s")
        desk.wait("第05号 郑某某 已登记")
        assert rows(folder, "select count(*) from draft") == [(0,)]
        assert desk.quit() == 0


def opener(folder: Path) -> Path:
    """A folder with the program that opens papers on this PC: it shows nothing, and says that all is well."""
    folder.mkdir()
    for name in ("xdg-open", "open"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


def later(desk: Terminal, *said: str) -> None:
    """The start asks what became of Friday's visitor, who was not received: that is left for later."""
    desk.wait("2 确实离开", *said)
    desk.press("Esc")
    desk.wait("F2登记", gone="确实离开")


def new_visitor(desk: Terminal) -> None:
    """A name and what it is about, nothing more."""
    desk.press("F2").type("李某某").press("Enter").type("拖欠工资三个月").press("C-s")
    desk.wait(f"第01号 李某某 已登记 {MATTER}001", "01      李某某", "刚登记")


def returning_visitor(desk: Terminal, folder: Path) -> None:
    """Recognised by the name, linked to the open matter: no second matter comes into being."""
    desk.press("F2").type("章某某")
    desk.wait("仅姓名相同", "138****0018", "11-20", "征地补偿款没发 已登记")
    desk.press("C-o")
    desk.wait("系同一人", "1 章某某", "重访 征地补偿款没发", "2 章某某")
    desk.press("1")
    desk.wait("重访：征地补偿款没发", "章湾村3组", "13800000018")
    desk.press("C-s")
    desk.wait("第02号 章某某 已登记 重访 JF-999999001-20261120-001", "第2次")
    kinds = rows(folder, "select kind from visit_matter join matter on matter.id = matter_id where title like '征地%'")
    assert kinds == [("initial",), ("repeat",)]
    assert rows(folder, "select count(*) from petitioner") == [(2,)]


def group(desk: Terminal, folder: Path) -> None:
    """Twelve people; of six named representatives the sixth is written down as a companion."""
    desk.press("F2").type("赵某某").press("Enter").type("放炮震裂房屋十二户").press("Enter", "Enter", "Enter")
    desk.type("12")
    desk.wait("集体访")
    desk.press("C-n")
    desk.wait("一行一人")
    for number, family in enumerate("钱孙周吴郑冯"):
        desk.type(f"{family}某某 1380000002{number} 代表").press("Enter")
    desk.wait("代表最多5人", "冯某某记为同访")
    desk.press("C-s")
    desk.wait("代表最多5人", "人    数  12")
    desk.press("C-s")
    desk.wait("第03号 赵某某 已登记", "03 集   赵某某")
    visit = rows(folder, "select id, headcount, representative_count from visit where shown_name = '赵某某'")
    assert visit[0][1:] == (12, 5)
    named = rows(folder, "select name, role, phone from companion where visit_id = ? order by ordinal", visit[0][0])
    assert [role for _, role, _ in named] == ["representative"] * 5 + ["companion"]
    assert named[5] == ("冯某某", "companion", "13800000025")


def talk_with_an_interruption(desk: Terminal, folder: Path) -> None:
    """请下一位, the leader named once, notes, F2 in the middle of them and back, 批示, 受理并包案."""
    desk.press("Home", "Enter")
    desk.wait("接谈 01号 李某某", "本场还没有接访领导")
    desk.type("周敏").press("Enter").type("镇党委书记").press("C-s")
    desk.wait("接访领导 周敏")
    desk.type("某某公司欠八月至十月工资，").press("F2").type("孙某某").press("Enter").type("咨询低保").press("C-s")
    desk.wait("第04号 孙某某 已登记", "接谈 01号 李某某", "某某公司欠八月至十月工资，")
    desk.type("共十二人。").press("Esc")
    desk.wait("接谈中", gone="接谈记录")
    desk.press("Enter")
    desk.wait("某某公司欠八月至十月工资，共十二人。")
    desk.press("Tab").type("请人社所十日内查清并答复，周敏。").press("C-s")
    desk.wait("处理结果", "2 受理并包案")
    desk.press("2")
    desk.wait("包案领导* 周敏", "建议的期限")
    desk.press("C-s")
    desk.wait("01号 李某某 拖欠工资三个月 受理并包案", "下一位 02号 章某某", "已接")
    owner = rows(
        folder,
        "select officer.name, officer.post from responsibility join officer on officer.id = leader_id"
        " join matter on matter.id = matter_id where register_no = ?",
        f"{MATTER}001",
    )
    assert owner == [("周敏", "镇党委书记")]
    assert rows(folder, "select text from instruction") == [("请人社所十日内查清并答复，周敏。",)]
    assert rows(folder, "select talk_note, state from visit where queue_no = 1 and shown_name = '李某某'") == [
        ("某某公司欠八月至十月工资，共十二人。", "received")
    ]


def fill_the_six_boxes(desk: Terminal, folder: Path) -> None:
    """三定三包, each box from the keyboard; the deadline came with 受理并包案 and is moved with a reason."""
    desk.press("Up", "Enter")  # the cursor is on who comes next
    desk.wait(f"事项 {MATTER}001", "1概况")
    desk.press("2")
    desk.wait("工作专班        未定", "缺责任人")
    desk.press("Insert").type("吴某").press("Enter").type("人社所所长").press("Enter", "Enter").type("查考勤")
    desk.press("C-s")
    desk.wait("工作专班        已定", "吴某")
    desk.press("Right", "Insert").type("约谈公司负责人").press("Enter").type("吴某").press("Enter").type("12-1")
    desk.press("C-s")
    desk.wait("0/1 完成", "12-01")
    desk.press("Right", "Enter")
    desk.wait("化解期限", "改期原因")
    desk.press("C-u").type("12-10").press("Enter").type("年底前发清").press("C-s")
    desk.wait("2026-12-10", "剩17日")
    for text, officer in (("查了考勤和工资表", "吴某"), ("公司先付两个月", "周敏"), ("上门讲清法律途径", "周敏")):
        desk.press("Right", "Insert").type(text).press("Enter", "Enter").type(officer).press("C-s")
        desk.wait(text, "进行中 今天")
    desk.wait(gone="缺责任人")
    assert rows(folder, "select count(*) from duty where officer_id is not null") == [(3,)]
    assert rows(folder, "select resolve_due from responsibility") == [("2026-12-10",)]
    assert rows(folder, "select text, due_on from measure") == [("约谈公司负责人", "2026-12-01")]
    assert rows(folder, "select count(*) from task_force_member") == [(2,)]


def both_papers(desk: Terminal, folder: Path) -> None:
    """The written notice from the matter, the reception form from the next talk, before it is decided."""
    desk.press("C-b")
    desk.wait("来访告知单: 怎么告知的", "1 ")
    desk.press("Esc")  # 还没给: it is written, and tells nobody yet
    desk.wait("1概况", gone="怎么告知的")
    assert rows(folder, "select served_on from document") == [(None,)]
    desk.press("F3", "C-n")
    desk.wait("接谈 02号 章某某")
    desk.press("C-o")
    desk.until(lambda _: any((folder / "exports").glob("*接访登记表*.docx")), ["the form in its file"])
    papers = {path.name.split("-")[-1]: docx_text(path) for path in (folder / "exports").glob("*.docx")}
    assert {"来访告知单", "接访登记表"} <= {name.removesuffix(".docx") for name in papers}
    slip = next(text for name, text in papers.items() if name.startswith("来访告知单"))
    form = next(text for name, text in papers.items() if name.startswith("接访登记表"))
    assert "李某某" in slip
    assert "拖欠工资三个月" in slip
    assert "章某某" in form
    assert "征地补偿款没发" in form
    desk.press("F3")
    desk.started()


def half_a_form(desk: Terminal, folder: Path) -> str:
    """Typing, and then the power goes. Returns what was on the screen once the draft was kept."""
    desk.press("F2").type("郑某某").press("Enter").type("宅基地界址不清，邻居多占一米").press("Enter", "Enter")
    desk.type("13800000099")
    desk.until(lambda _: "13800000099" in str(rows(folder, "select body from draft")), ["the draft in the file"])
    desk.type("和没来得及存的")
    return desk.screen()


def test_the_power_goes_while_a_side_of_a_meeting_is_typed(folder: Path) -> None:
    """会商: what stands in the list and what is half typed over it are one draft."""
    with Terminal("--data", str(folder)) as desk:
        later(desk)
        open_consultation(desk)
        desk.press("Insert")
        desk.wait("会商 加一方")
        desk.type("司法所").press("Enter").type("孙律师").press("C-s")
        desk.wait("司法所       孙律师", "Ins加一方")
        desk.press("Insert").type("自然资源所").press("Enter").type("李强")
        desk.until(lambda _: "李强" in str(rows(folder, "select body from draft")), ["the draft in the file"])
        desk.kill()
    with Terminal("--data", str(folder)) as desk:
        desk.wait("未完草稿 1 份", "F2登记")  # and Friday is not asked about again
        open_consultation(desk)
        desk.wait("上次没写完的已填上", "司法所       孙律师", "李强     没写完")
        desk.type("先复测").press("C-s")
        desk.wait("第2方没写完：Enter 接着写，或 Del 去掉")
        desk.press("Enter")
        desk.wait("会商 加一方", "自然资源所", "李强")
        desk.press("C-s")
        desk.wait("自然资源所   李强", gone="没写完 ")
        desk.press("Tab").press("C-s")
        desk.wait("已记会商")
        assert rows(folder, "select person from consultation_part order by ordinal") == [("孙律师",), ("李强",)]
        assert rows(folder, "select count(*) from draft") == [(0,)]
        assert desk.quit() == 0


def open_consultation(desk: Terminal) -> None:
    """The form, from the ledger's only matter; the hands are on its conclusion."""
    desk.press("F4")
    desk.wait("征地补偿款没发", "台账")
    desk.press("Enter")
    desk.wait("8附件")
    desk.press("7")
    desk.wait("按 Ins 看现在能办什么")
    desk.press("Insert")
    desk.wait("会商")
    desk.press("5")
    desk.wait("会商结论")
    desk.press("Tab", "Tab", "Tab")
