"""矛盾纠纷排查情况表, as plain values and as docx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.documents.desk.built import BuiltPaper
from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import day_words

_UPRIGHT, _ACROSS, _LABEL = 17.0, 25.7, 2.6
MOST_UPRIGHT = 8
"""Columns of figures that an upright page has room for."""


@dataclass(frozen=True, slots=True)
class CheckTable:
    """What stands on it: numbers of disputes, no person."""

    title: str
    under: str  # 2026年11月
    filled_by: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    issued_on: date
    missing: str = ""
    """Who has not reported; empty: all have."""


def check_table_docx(table: CheckTable) -> Paper:
    """The paper; across the page where the villages are many."""
    figures = len(table.heads) - 1
    paper = BuiltPaper(across=figures > MOST_UPRIGHT)
    room = (_ACROSS if figures > MOST_UPRIGHT else _UPRIGHT) - _LABEL
    paper.title(table.title, table.under)
    paper.line(f"填报单位(盖章)：{table.filled_by}        填报日期：{day_words(table.issued_on)}")
    paper.table(table.heads, table.rows, (_LABEL, *[room / figures] * figures))
    if table.missing:
        paper.line(table.missing)
    paper.line("填表人：                    审核人：                ")
    return Paper(paper.content())
