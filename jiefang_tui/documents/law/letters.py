"""告知书 and 意见书: a letter in the name of the body (机关全称), as plain values and as docx.

However long it is, nothing of it is cut: what the petitioner is told in writing is told whole.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import Page, clean, day_words

LETTER_TEMPLATE = "letter.docx"


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in it. All words as they shall be read."""

    title: str  # 不予受理告知书
    addressee: str  # 章德福
    paragraphs: tuple[str, ...]
    issuing_body: str  # 示例镇人民政府
    issued_on: date
    doc_no: str = ""


def letter_docx(letter: Letter, template: Path) -> Paper:
    """Fill the letter.

    Raises:
        PaperFailed: the template is missing or is no docx file.
    """
    from jiefang_tui.documents.desk import fill

    page = Page()
    for item in fields(letter):
        value = getattr(letter, item.name)
        if isinstance(value, tuple):
            page.values[item.name] = tuple(filter(None, map(clean, value)))
        else:
            page.values[item.name] = day_words(value) if isinstance(value, date) else clean(value)
    return fill.fill_template(template, [page])
