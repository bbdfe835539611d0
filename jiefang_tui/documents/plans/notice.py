"""领导接访安排公示 and 领导接访公示栏, as plain values and as docx: a title, a table, what changed, who answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.documents.desk.built import BuiltPaper
from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import day_words


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
    paper = BuiltPaper()
    paper.title(notice.title, notice.under)
    paper.table(notice.heads, notice.rows, notice.widths)
    if notice.changes:
        paper.heading("变更说明")
    for text in (*notice.changes, *notice.notes):
        paper.line(text)
    paper.right(notice.issuing_body)
    paper.right(day_words(notice.issued_on))
    return Paper(paper.content())
