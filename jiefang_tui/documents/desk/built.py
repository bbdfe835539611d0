"""A paper built line by line, where a form with rooms does not fit: lists of any length, tables, places to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from jiefang_tui.documents.desk.room import clean

FONT, TITLE_FONT = "仿宋", "黑体"
_RUN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r"
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE = 20, 14, 11  # points


def _copied(model: Any, texts: Sequence[str]) -> Any:
    """A copy of a row with these texts in its cells."""
    row = deepcopy(model)
    for run, text in zip(row.iter(_RUN), texts, strict=True):
        if plain := clean(text):
            run.text = plain
    return row


class BuiltPaper:
    """An A4 page, or as many as it takes; `across`: with the long side below (横排)."""

    def __init__(self, *, across: bool = False) -> None:
        from docx import Document  # 15 MB, wanted by papers only
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        self._paper: Any = Document()
        section = self._paper.sections[0]
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if across else (Cm(21), Cm(29.7))
        if across:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2.2)

    def title(self, text: str, under: str = "") -> None:
        """The title, and a line under it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self._line(text, TITLE_SIZE, TITLE_FONT, WD_ALIGN_PARAGRAPH.CENTER)
        if under:
            self._line(under, TEXT_SIZE, FONT, WD_ALIGN_PARAGRAPH.CENTER)

    def heading(self, text: str) -> None:
        """A heading within the page."""
        self._line(text, TABLE_SIZE, TITLE_FONT)

    def line(self, text: str, size: float = TABLE_SIZE) -> None:
        """A paragraph."""
        self._line(text, size, FONT)

    def right(self, text: str) -> None:
        """A line at the right edge: who issues it, the date."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self._line(text, TEXT_SIZE, FONT, WD_ALIGN_PARAGRAPH.RIGHT)

    def new_page(self) -> None:
        """What follows stands on a page of its own."""
        self._paper.add_page_break()

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], height: float = 0
    ) -> None:
        """A table whose heads stand on each page; `widths` and the least `height` of a row in cm."""
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        table = self._paper.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        self._lay(table.rows[0], heads, widths, TITLE_FONT)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if not rows:
            return
        made = table.add_row()
        if height:
            made.height = Cm(height)
        self._lay(made, [""] * len(heads), widths, FONT)
        model = made._tr
        table._tbl.remove(model)
        for row in rows:  # copies of one row: thousands of households are there in seconds
            table._tbl.append(_copied(model, row))

    def _lay(self, row: Any, texts: Sequence[str], widths: Sequence[float], font: str) -> None:
        from docx.shared import Cm

        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = 0
            self._run(cell.paragraphs[0], text, TABLE_SIZE, font)

    def content(self) -> bytes:
        """The docx file."""
        content = io.BytesIO()
        self._paper.save(content)
        return content.getvalue()

    def _line(self, text: str, size: float, font: str, align: Any = None) -> None:
        paragraph = self._paper.add_paragraph()
        paragraph.alignment = align
        self._run(paragraph, text, size, font)

    def _run(self, paragraph: Any, text: str, size: float, font: str) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        run = paragraph.add_run(clean(text))
        run.font.size, run.font.name = Pt(size), font
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
