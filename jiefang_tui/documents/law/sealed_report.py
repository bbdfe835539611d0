"""移送密件: all that was written down of a report (检举控告), for the sealed envelope; whole, however many pages.

It is the one paper that is not cut to a page: what stands on it is erased here once it was handed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import clean, day_words

TITLE = "检举控告移送单（密件）"
LAW = "《信访工作条例》第三十条第三款：不得将检举、揭发材料及有关情况透露或者转给被检举、揭发的人员或者单位。"
NO_CONTENT = "登记时没有留姓名和内容；检举人的书面材料附后。"


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """What goes into the envelope. All words as they shall be read."""

    office: str
    register_no: str
    received_on: date
    destination: str
    printed_on: date
    lines: tuple[tuple[str, str], ...]
    """Label and text; empty when nothing was written down."""


def sealed_report_docx(paper: SealedPaper) -> Paper:
    """The paper: its heading, what was written down, and the receipt to be signed and brought back."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    document.core_properties.title, document.core_properties.author = TITLE, ""
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(TITLE)
    run.bold, run.font.size = True, Pt(18)
    for text in (
        f"移送机关：{paper.office}",
        f"受理机关：{paper.destination}",
        f"编号：{paper.register_no}　收到：{day_words(paper.received_on)}　打印：{day_words(paper.printed_on)}",
        LAW,
    ):
        document.add_paragraph(clean(text))
    for label, text in paper.lines or (("内容", NO_CONTENT),):
        document.add_paragraph().add_run(f"{label}：").bold = True
        document.paragraphs[-1].add_run(_printable(text))
    document.add_paragraph()
    document.add_paragraph(f"回执（签收后交回）：{paper.register_no} 一件已收到，密封完好。")
    document.add_paragraph("签收人：　　　　　　　　　　日期：　　　　年　　月　　日")
    out = BytesIO()
    document.save(out)
    return Paper(out.getvalue())


def _printable(text: str) -> str:
    """Without what no paper holds (control characters); line breaks stay."""
    return "\n".join(clean(line) for line in text.splitlines())
