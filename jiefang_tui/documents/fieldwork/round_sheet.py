"""入户单 to take along and write on, and 签领表 to be signed, as plain values and as docx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.documents.desk.built import BuiltPaper
from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import day_words

PAGE_CM = 17.0
"""What the columns of a page share."""


@dataclass(frozen=True, slots=True)
class Group:
    """A village group with its rows."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """What stands on it. When people are at home never does."""

    title: str  # 隧道爆破房屋受损入户单
    under: str  # 共 171 户
    heads: tuple[str, ...]
    widths: tuple[float, ...]  # of the columns, in cm
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    issuing_body: str
    issued_on: date
    row_height: float = 0.9  # room to write by hand, in cm


def round_sheet_docx(sheet: RoundSheet) -> Paper:
    """The paper, as many A4 pages as it takes; the heads of the table stand on each."""
    paper = BuiltPaper()
    paper.title(sheet.title, sheet.under)
    for group in sheet.groups:
        if group.name:
            paper.heading(f"{group.name}  {len(group.rows)}户")
        paper.table(sheet.heads, group.rows, sheet.widths, sheet.row_height)
    for note in sheet.notes:
        paper.line(note)
    paper.right(sheet.issuing_body)
    paper.right(day_words(sheet.issued_on))
    return Paper(paper.content())
