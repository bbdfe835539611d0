"""The letter in which a notice or an opinion goes out: a place for every field, nothing cut however long it is."""
# ruff: noqa: TID253

from __future__ import annotations

from dataclasses import fields
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document

from jiefang_tui.documents.law.letters import LETTER_TEMPLATE, Letter, letter_docx
from tests.documents.make_templates import TEMPLATES, make
from tests.documents.placeholders import placeholders

SHIPPED = TEMPLATES / LETTER_TEMPLATE


def _lines(letter: Letter) -> list[str]:
    return [one.text for one in Document(BytesIO(letter_docx(letter, SHIPPED).content)).paragraphs]


def test_the_template_has_a_place_for_every_field(tmp_path: Path) -> None:
    names = {one.name for one in fields(Letter)}
    assert placeholders(SHIPPED) == names
    make(tmp_path)
    assert placeholders(tmp_path / LETTER_TEMPLATE) == names


def test_nothing_of_it_is_cut_and_each_paragraph_is_its_own() -> None:
    long = "经查，" + "实地核对了地块和补偿清册，" * 200
    paper = Letter("信访处理意见书", "章德福", ("一、诉求", "", long), "示例镇人民政府", date(2026, 11, 23), "1号")
    lines = _lines(paper)
    assert lines[:3] == ["信访处理意见书", "1号", "章德福："]
    assert lines[3:5] == ["一、诉求", long], "an empty paragraph is left out"
    assert lines[-2:] == ["示例镇人民政府（盖章）", "2026年11月23日"]
