"""A sheet with headings, lines and tables (联合接访小结, 集中接访情况表), as plain values and as docx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.documents.desk.built import BuiltPaper
from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import day_words


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table with its heading; `widths` of the columns in cm."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it, in this order. All words as they shall be read."""

    title: str
    under: str
    lines: tuple[str, ...]
    tables: tuple[SheetTable, ...]
    notes: tuple[str, ...]
    issuing_body: str
    issued_on: date


def sheet_docx(sheet: Sheet) -> Paper:
    """The paper, as many A4 pages as it takes; a table without rows is left out."""
    paper = BuiltPaper()
    paper.title(sheet.title, sheet.under)
    for text in sheet.lines:
        paper.line(text)
    for table in sheet.tables:
        if table.rows:
            if table.heading:
                paper.heading(table.heading)
            paper.table(table.heads, table.rows, table.widths)
    for text in sheet.notes:
        paper.line(text)
    paper.right(sheet.issuing_body)
    paper.right(day_words(sheet.issued_on))
    return Paper(paper.content())
