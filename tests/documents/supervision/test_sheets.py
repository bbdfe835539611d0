"""督办单 and 催办单: every field has its place, long texts are cut and said, nothing crashes."""
# ruff: noqa: TID253

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import TAIL, count_lines
from jiefang_tui.documents.supervision.sheets import (
    CARD_TEMPLATE,
    ROOM,
    URGE_TEMPLATE,
    SupervisionSheet,
    sheet_values,
    supervision_sheet_docx,
)
from tests.documents.make_templates import TEMPLATES, make
from tests.documents.placeholders import placeholders

CARD, URGE = TEMPLATES / CARD_TEMPLATE, TEMPLATES / URGE_TEMPLATE
SHEET = SupervisionSheet(
    office="示例镇信访接待室", area="示例县示例镇", kind="红牌", number="DB-2026-0001", to="自然资源所　李强",
    register_no="JF-999999001-20261123-001", title="征地补偿款未足额发放", petitioner="章*福",
    standing="办理中　周敏包案", reason="办结应在2026-11-22前完成，已逾期1日", requirement="三日内到户复测",
    issued_on=date(2026, 11, 23), answer_by=date(2026, 11, 30), signer="周敏", signer_post="镇党委书记",
)  # fmt: skip
NOT_ON_URGE, NOT_ON_CARD = {"number", "requirement"}, {"heading"}


def words(paper: Paper) -> str:
    document = Document(BytesIO(paper.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_shipped_templates_have_a_place_for_every_field_and_no_other() -> None:
    names = {item.name for item in fields(SupervisionSheet)}
    assert names == set(ROOM)
    assert placeholders(CARD) == names - NOT_ON_CARD
    assert placeholders(URGE) == names - NOT_ON_URGE


@pytest.mark.parametrize("template", [CARD, URGE])
def test_all_that_is_given_stands_on_the_sheet(template: Path) -> None:
    paper = supervision_sheet_docx(SHEET, template)
    assert paper.warnings == ()
    text = words(paper)
    assert "{{" not in text
    for name, value in sheet_values(SHEET).values.items():
        if template is CARD or name not in NOT_ON_URGE:
            assert str(value) in text
    assert "2026年11月30日前" in text and "（签名）：" in text


def test_a_long_reason_is_cut_to_its_room_and_that_is_said() -> None:
    paper = supervision_sheet_docx(replace(SHEET, reason="已逾期。" * 300, requirement="办完，" * 300), CARD)
    assert paper.warnings == ("纸面放不下，已截短：原因、要求",)
    page = sheet_values(replace(SHEET, reason="已逾期。" * 300))
    assert str(page.values["reason"]).endswith(TAIL)
    assert count_lines(str(page.values["reason"]), ROOM["reason"][0]) <= ROOM["reason"][1]


@pytest.mark.parametrize("text", ["", "\x00\x0b", "\ud800", "𠮷" * 400, "a" * 900, "一\n" * 40, "{{title}}"])
def test_any_text_can_be_printed(text: str) -> None:
    odd = replace(SHEET, to=text, title=text, reason=text, requirement=text, signer=text, standing=text)
    for template in (CARD, URGE):
        Document(BytesIO(supervision_sheet_docx(odd, template).content))


def test_the_script_makes_the_same_places(tmp_path: Path) -> None:
    make(tmp_path)
    for name in (CARD_TEMPLATE, URGE_TEMPLATE):
        assert placeholders(tmp_path / name) == placeholders(TEMPLATES / name)


@pytest.mark.parametrize("template", [CARD, URGE])
def test_a_signer_of_twenty_characters_is_whole_on_paper(template: Path) -> None:
    name = "阿卜杜热合曼江·买买提吐尔逊艾合买提江木"
    paper = supervision_sheet_docx(replace(SHEET, signer=name, to=f"自然资源所　{name}"), template)
    assert words(paper).count(name) >= 2 and paper.warnings == ()
