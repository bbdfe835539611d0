"""督办单 and 催办单 from the file: what stands on them, that no number of a petitioner does, what a sealing finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiefang_tui.documents.desk import write
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.sealing_files import printed_sheets
from jiefang_tui.services.supervision import cards, pushing, supervision_papers
from jiefang_tui.services.supervision.supervision_papers import without_numbers
from jiefang_tui.store.models import Matter
from tests.beginnings import beginning
from tests.services.given import ID_NO, PHONE, owned

DUE = date(2026, 11, 30)


def words(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    made = owned(desk, request=f"征地补偿，电话{PHONE}")
    people.add_officer(desk, "李强", "水利站站长", "水利站")
    return made


def issue(desk: Desk, matter_id: int, colour: str = "red", to: str = "李强") -> int:
    reason = f"证件{ID_NO}的人来问过，座机 0550-1234567"
    return cards.issue_card(desk, matter_id, colour, "", to, reason, "三日内到户", DUE, "周敏")


def test_the_supervision_sheet(desk: Desk, matter_id: int) -> None:
    printed = supervision_papers.supervision_sheet(desk, issue(desk, matter_id))
    number = Matter.get_by_id(matter_id).register_no
    assert printed.path.name == f"{number}-DB-2026-0001-李强（水利站站长）-督办单.docx"
    text = words(printed.path)
    for word in (
        "督 办 单（红牌）",
        "DB-2026-0001",
        number,
        "李强（水利站站长）",
        "章*福",
        "三日内到户",
        "周敏包案",
        "2026年11月30日前",
        "周敏　镇党委书记",
        "2026年11月23日",
        "书面申辩",
    ):
        assert word in text
    for hidden in (PHONE, ID_NO, ID_NO[-6:], "1234567", "章德福"):
        assert hidden not in text


def test_a_reminder_says_so(desk: Desk, matter_id: int) -> None:
    people.add_officer(desk, "钱进", "镇长")
    assert "督 办 单（提醒函）" in words(
        supervision_papers.supervision_sheet(desk, issue(desk, matter_id, "yellow", "钱进")).path
    )


def test_the_sheet_of_an_urging(desk: Desk, matter_id: int) -> None:
    urge = pushing.urge(desk, matter_id, "水利站", "李强", f"请联系{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", DUE)
    printed = supervision_papers.urge_sheet(desk, urge)
    text = words(printed.path)
    for word in ("催 办 单", "水利站　李强", "请联系(号码略)", "2026年11月30日前", "王芳"):
        assert word in text
    assert PHONE[7:] not in text


def test_who_is_outside_the_township_is_asked_in_a_letter(desk: Desk, matter_id: int) -> None:
    """商请函 instead of 催办单, on the same paper."""
    urge = pushing.urge(desk, matter_id, "派出所", "", "请协助核实", DUE)
    printed = supervision_papers.urge_sheet(desk, urge)
    text = words(printed.path)
    assert "商 请 函" in text and "商请内容" in text and "催 办 单" not in text
    assert printed.path.name.endswith("-商请函.docx")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"电话{PHONE}。", "电话(号码略)。"), (f"{ID_NO[:17]}X", "(号码略)"), ("0550-1234567", "(号码略)"),
        ("186,000元 2026-11-23 第20261123号", "186,000元 2026-11-23 第20261123号"),
        ("编号13800001234567", "编号13800001234567"),
    ],
)  # fmt: skip
def test_only_numbers_of_people_are_left_out(text: str, shown: str) -> None:
    assert without_numbers(text) == shown


def test_what_is_not_there_and_a_folder_that_takes_nothing(
    desk: Desk, matter_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="没有找到这张牌"):
        supervision_papers.supervision_sheet(desk, 99)
    with pytest.raises(Refused, match="没有找到这次催办"):
        supervision_papers.urge_sheet(desk, 99)
    one = issue(desk, matter_id)

    def full(path: Path, content: bytes) -> Path:
        raise OSError("No space left on device")

    monkeypatch.setattr(write, "write_bytes", full)
    with pytest.raises(Refused, match="督办单没有写成：磁盘已满"):
        supervision_papers.supervision_sheet(desk, one)


def test_a_sealing_finds_the_sheets_of_its_matter_only(desk: Desk, matter_id: int) -> None:
    other = owned(desk, "李某某")
    mine = supervision_papers.supervision_sheet(desk, issue(desk, matter_id)).path
    supervision_papers.supervision_sheet(desk, issue(desk, other))
    assert printed_sheets(desk, Matter.get_by_id(matter_id)) == [mine]
