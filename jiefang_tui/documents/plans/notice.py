"""领导接访安排公示 and 领导接访公示栏, as plain values and as docx: a title, a table, what changed, who answers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import clean, day_words

_FONT, _TITLE_FONT = "仿宋", "黑体"
_TITLE_SIZE, _HEAD_SIZE, _SIZE = 20, 11, 11  # points


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands on it. Officers and times only, never a petitioner."""

    title: str  # 示例镇领导接访安排公示
    under: str  # 2026年12月
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # of the columns, in cm
    changes: tuple[str, ...]  # 变更说明, empty on a first edition
    notes: tuple[str, ...]
    issuing_body: str
    issued_on: date


def notice_docx(notice: Notice) -> Paper:
    """The paper, as many A4 pages as it takes; the heads of the table stand on each."""
    from docx import Document  # 20 MB, wanted once a month
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _line(paper, notice.title, _TITLE_SIZE, _TITLE_FONT, WD_ALIGN_PARAGRAPH.CENTER)
    _line(paper, notice.under, 14, _FONT, WD_ALIGN_PARAGRAPH.CENTER)
    _table(paper, notice)
    if notice.changes:
        _line(paper, "变更说明", _SIZE, _TITLE_FONT)
    for text in (*notice.changes, *notice.notes):
        _line(paper, text, _SIZE, _FONT)
    for text in (notice.issuing_body, day_words(notice.issued_on)):
        _line(paper, text, 14, _FONT, WD_ALIGN_PARAGRAPH.RIGHT)
    content = io.BytesIO()
    paper.save(content)
    return Paper(content.getvalue())


def _table(paper: Any, notice: Notice) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = paper.add_table(rows=1, cols=len(notice.heads), style="Table Grid")
    table.autofit = False
    for number, row in enumerate((notice.heads, *notice.rows)):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, width in zip(cells, row, notice.widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = 0
            _run(cell.paragraphs[0], text, _HEAD_SIZE, _TITLE_FONT if number == 0 else _FONT)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _line(paper: Any, text: str, size: float, font: str, align: Any = None) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    _run(paragraph, text, size, font)


def _run(paragraph: Any, text: str, size: float, font: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(clean(text))
    run.font.size, run.font.name = Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
