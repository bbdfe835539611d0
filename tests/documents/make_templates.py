"""Makes the shipped templates anew: `python -m tests.documents.make_templates [FOLDER]`.

The shipped files are what the office edits in WPS; this script only gives them their first shape. Tests check
that the shipped files have a place for every field, and no other.
"""
# ruff: noqa: TID253

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TEMPLATES = Path(__file__).parents[2] / "data" / "templates"
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
MIDDLE, BOTTOM = WD_CELL_VERTICAL_ALIGNMENT.CENTER, WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
TOP = WD_CELL_VERTICAL_ALIGNMENT.TOP

#: name, East Asian font, size and line in points, alignment. 小二 18, 小四 12, 五号 10.5, 小五 9.
STYLES = (
    ("表单标题", "黑体", 18, 26, CENTER),
    ("表单抬头", "仿宋", 10.5, 15, LEFT),
    ("表单栏目", "黑体", 10.5, 13, CENTER),
    ("表单正文", "仿宋", 12, 16, LEFT),
    ("表单小字", "仿宋", 10.5, 13.5, LEFT),
    ("表单脚注", "仿宋", 9, 12, LEFT),
    ("事项密排", "仿宋", 9, 11, LEFT),
    ("公文正文", "仿宋", 14, 26, LEFT),
    ("表尾", "仿宋", 1, 1, LEFT),
)
K, V, S = "表单栏目", "表单正文", "表单小字"
OUTCOMES = (
    "□1 当场答复",
    "□2 受理并包案",
    "□3 交办（站所、村）",
    "□4 转调解",
    "□5 告知并引导法定途径",
    "□6 报请上级协调",
    "□7 并入原事项",
    "□8 移送（密件）",
    "□9 待核实，另约",
    "□0 简易办结",
)


def new_document(title: str, margins: tuple[float, float, float, float]) -> Any:
    """An A4 page with our styles; margins in cm: top, right, bottom, left."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.right_margin = Cm(margins[0]), Cm(margins[1])
    section.bottom_margin, section.left_margin = Cm(margins[2]), Cm(margins[3])
    section.header_distance = section.footer_distance = Cm(0.5)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    set_font(document.styles["Normal"], "仿宋", 12)
    for name, font, size, line, align in STYLES:
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        set_font(style, font, size)
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        shape.widow_control = False
    return document


def set_font(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if "heme" in key:
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), font)


def new_table(document: Any, widths: tuple[float, ...]) -> Any:
    """A bordered table of fixed column widths (cm), small cell margins."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)
    return table


def add_row(table: Any, height: float, *cells: tuple[Any, ...]) -> Any:
    """A row of exact height (cm). A cell: columns it spans, style, text or texts[, vertical place[, align]]."""
    row = table.add_row()
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.EXACTLY
    split = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(split)
    at = 0
    for span, style, text, *place in cells:
        cell = row.cells[at]
        if span > 1:
            cell = cell.merge(row.cells[at + span - 1])
        cell.width = sum(table.columns[i].width for i in range(at, at + span))
        cell.vertical_alignment = place[0] if place else MIDDLE
        lines = (text,) if isinstance(text, str) else text
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style, _ = style, paragraph.add_run(line)
            if len(place) > 1:
                paragraph.alignment = place[1]
        at += span
    return row


def add_end(document: Any) -> None:
    """The paragraph that must follow a table, as small as can be."""
    document.add_paragraph("", style="表尾")


def reception_form() -> Any:
    document = new_document("领导干部接访登记表", (1.1, 1.6, 0.8, 2.0))
    document.add_paragraph("领导干部接访登记表", style="表单标题")
    head = document.add_paragraph(
        "{{office}}（{{area}}）\t接访编号：{{reception_no}}　排队号：{{queue_no}}", style="表单抬头"
    )
    head.paragraph_format.tab_stops.add_tab_stop(Cm(17.4), WD_TAB_ALIGNMENT.RIGHT)
    table = new_table(document, (2.0, 4.8, 1.9, 2.0, 1.4, 2.0, 3.3))
    reception_facts(table)
    reception_boxes(table)
    foot = document.add_paragraph(
        "登记人：{{registrar}}\t诉求按来访人原话记录；个人信息只用于办理信访事项。", style="表单脚注"
    )
    foot.paragraph_format.space_before = Pt(3)
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(17.4), WD_TAB_ALIGNMENT.RIGHT)
    return document


def reception_facts(table: Any) -> None:
    """What is known before the talk."""

    def three(height: float, *pairs: tuple[str, str, Any]) -> None:
        (k1, s1, t1), (k2, s2, t2), (k3, s3, t3) = pairs
        add_row(table, height, (1, K, k1), (1, s1, t1), (1, K, k2), (2, s2, t2), (1, K, k3), (1, s3, t3))

    def two(height: float, first: tuple[str, str, Any], second: tuple[Any, str, Any]) -> None:
        (k1, s1, t1), (k2, s2, t2) = first, second
        add_row(table, height, (1, K, k1), (1, s1, t1), (1, K, k2), (4, s2, t2))

    three(0.95, ("接访日期", V, "{{received_at}}"), ("接访地点", S, "{{place}}"), ("接访方式", S, "{{mode}}"))
    two(1.15, ("接访领导", V, ("{{leader_name}}", "{{leader_post}}")), ("参加单位", S, "{{participants}}"))
    three(
        0.95, ("来 访 人", V, "{{visitor_name}}"), ("性别年龄", V, "{{sex}}　{{age}}岁"), ("联系电话", S, "{{phone}}")
    )
    two(0.95, ("身份证号", V, "{{id_no}}"), ("住　　址", S, "{{address}}"))
    people = ("代表：{{representatives}}", "同访：{{companions}}")
    two(1.0, ("来访人数", V, "{{headcount}} 人"), (("代　　表", "同 访 人"), S, people))
    three(
        0.95,
        ("初访重访", V, "{{visit_kind}}"),
        ("内容分类", S, "{{content_class}}"),
        ("问题属地", S, "{{problem_area}}"),
    )
    add_row(
        table,
        0.95,
        (1, K, ("被反映", "单位(人)")),
        (4, S, "{{concerned_unit}}"),
        (1, K, "涉及金额"),
        (1, S, "{{amount}}"),
    )
    add_row(table, 0.7, (1, K, "登记编号"), (6, S, "{{register_nos}}"))
    add_row(table, 2.9, (1, K, ("主要诉求", "（原话）")), (6, V, "{{requests}}"))
    add_row(table, 1.5, (1, K, ("事　实", "与理由")), (6, S, "{{facts}}"))
    add_row(table, 1.5, (1, K, "走过程序"), (2, S, "{{procedures}}"), (1, K, "材料清单"), (3, S, "{{materials}}"))
    add_row(table, 2.0, (1, K, "以往来访"), (2, S, "{{past_visits}}"), (1, K, "未了承诺"), (3, S, "{{commitments}}"))


def reception_boxes(table: Any) -> None:
    """What the leader writes by hand, or what is printed of it afterwards."""
    add_row(table, 2.9, (1, K, "接谈情况"), (6, V, "{{talk_note}}", TOP))
    last = "承办单位：{{order_unit}}\t办理期限：{{order_due}}"
    row = add_row(table, 4.15, (1, K, "领导批示"), (6, V, ("意见：{{instructions}}", last)))
    row.cells[1].paragraphs[-1].paragraph_format.tab_stops.add_tab_stop(Cm(15.0), WD_TAB_ALIGNMENT.RIGHT)
    lines = ["\t".join(OUTCOMES[i : i + 4]) for i in (0, 4, 8)]
    row = add_row(table, 1.55, (1, K, ("现场处理", "方　　式")), (6, S, lines))
    for paragraph in row.cells[1].paragraphs:
        for stop in (4.5, 8.0, 12.0):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))
    day = "　　　　年　　月　　日"
    add_row(
        table,
        1.45,
        (2, S, ("接访领导（签名）：", "", day)),
        (3, S, ("记录人（签名）：", "", day)),
        (2, S, ("来访人（签名）：", "", day)),
    )


def visitor_slip() -> Any:
    document = new_document("来访告知单", (1.0, 1.6, 0.9, 1.6))
    slip_half(document, "信访人联")
    dashes = "- " * 14
    cut = f"{dashes}　沿此线裁开（骑缝盖章），信访人和登记单位各存一联　{dashes}"
    line = document.add_paragraph(cut, style="表单脚注")
    line.alignment = CENTER
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
    slip_half(document, "存根联")
    add_end(document)
    return document


def slip_half(document: Any, copy: str) -> None:
    title = document.add_paragraph("来 访 告 知 单", style="表单标题")
    title.add_run(f"（{copy}）").font.size = Pt(12)
    head = document.add_paragraph("{{office}}（{{area}}）\t共 {{matter_count}} 件{{page_note}}", style="表单抬头")
    head.paragraph_format.tab_stops.add_tab_stop(Cm(17.8), WD_TAB_ALIGNMENT.RIGHT)
    document.add_paragraph("{{visitor_name}}（来访 {{headcount}} 人）：", style="表单正文")
    body = document.add_paragraph(
        "您于{{received_on}}来访反映的事项已收到并登记。根据《信访工作条例》{{notice_article}}，现将接收情况、处理途径和程序书面告知如下：",
        style="表单正文",
    )
    body.paragraph_format.first_line_indent = Pt(24)
    body.paragraph_format.space_after = Pt(3)
    table = new_table(document, (2.0, 3.4, 4.8, 3.9, 3.7))
    add_row(
        table,
        0.65,
        (2, K, "登记编号和事项"),
        (1, K, "处理方式、途径和程序"),
        (1, K, "承办单位和电话"),
        (1, K, "答复期限"),
    )
    row = add_row(
        table,
        5.9,
        (2, S, ("{{matter.register_no}}", "查询码：{{matter.query_code}}", "{{matter.summary}}")),
        (1, S, ("{{matter.outcome}}", "{{matter.route}}")),
        (1, S, ("{{matter.unit}}", "联系人：{{matter.contact}}", "电话：{{matter.phone}}")),
        (1, S, ("{{matter.answer_by}}前", "{{matter.answer_basis}}")),
    )
    for cell in (row.cells[2], row.cells[4]):
        cell.paragraphs[0].runs[0].bold = True
    ask = (
        "凭本单的登记编号查询，请妥善保管，再次来访时出示。",
        "查询电话：{{query_phone}}　{{query_hours}}",
        "查询地点：{{query_place}}",
    )
    add_row(table, 1.6, (1, K, "如何查询"), (4, S, ask))
    add_row(
        table,
        1.8,
        (2, S, ("信访人（签名）：", "", "　　　　　　年　　月　　日")),
        (2, S, ("接访领导：{{leader}}", "", "经 办 人：{{registrar}}")),
        (1, S, ("（盖章）", "", "{{issued_on}}"), MIDDLE, CENTER),
    )


def supervision_sheet() -> Any:
    """督办单 of a card: what is asked, and room for the written answer, a talk and the withdrawal."""
    document, table = sheet_head("督办单", "督 办 单（{{kind}}）")
    add_row(table, 0.95, (1, K, "编　　号"), (1, V, "{{number}}"), (1, K, "签发日期"), (1, V, "{{issued_on}}"))
    sheet_matter(table)
    add_row(table, 3.1, (1, K, "督办原因"), (3, V, "{{reason}}"))
    add_row(table, 3.1, (1, K, "督办要求"), (3, V, "{{requirement}}"))
    add_row(
        table,
        1.25,
        (1, K, "说明期限"),
        (1, V, "{{answer_by}}前"),
        (1, K, "签 发 人"),
        (1, S, ("{{signer}}　{{signer_post}}", "（签名）")),
    )
    sheet_answer(table, "书面说明", "说明人", 9.4)
    day = "　　　　年　　月　　日"
    add_row(table, 1.0, (1, K, "签　　收"), (3, S, f"签收人（签名）：　　　　　　　　　　　{day}"))
    add_row(
        table,
        1.9,
        (1, K, ("约　　谈", "销　　牌")),
        (3, S, (f"约谈：{'　' * 22}{day}", "", f"销牌：原因消除，批准人（签名）：{'　' * 9}{day}")),
    )
    return sheet_foot(document, "有异议的，可以在说明期限内书面申辩。本单只发给承办单位和责任人。")


def urge_sheet() -> Any:
    """催办单: what is asked, and room for the answer."""
    document, table = sheet_head("催办单", "{{heading}}")
    sheet_matter(table)
    add_row(table, 3.1, (1, K, "{{kind}}内容"), (3, V, "{{reason}}"))
    add_row(
        table,
        1.25,
        (1, K, "答复期限"),
        (1, V, "{{answer_by}}前"),
        (1, K, "经 办 人"),
        (1, S, ("{{signer}}　{{signer_post}}", "{{issued_on}}")),
    )
    sheet_answer(table, "答　　复", "答复人", 14.0)
    add_row(table, 1.0, (1, K, "签　　收"), (3, S, "签收人（签名）：　　　　　　　　　　　　　　　年　　月　　日"))
    return sheet_foot(document, "暂时办不了的，请写明原因、已做的工作和办结时间。本单只发给承办单位和责任人。")


def sheet_head(title: str, shown: str) -> tuple[Any, Any]:
    document = new_document(title, (1.6, 2.0, 1.2, 2.0))
    document.add_paragraph(shown, style="表单标题")
    document.add_paragraph("{{office}}（{{area}}）", style="表单抬头")
    return document, new_table(document, (2.2, 6.3, 2.2, 6.3))


def sheet_matter(table: Any) -> None:
    add_row(table, 0.95, (1, K, "发　　给"), (3, V, "{{to}}"))
    lines = ("{{title}}", "登记编号：{{register_no}}　信访人：{{petitioner}}")
    row = add_row(table, 2.0, (1, K, "信访事项"), (3, V, lines))
    row.cells[1].paragraphs[1].style = S
    add_row(table, 0.95, (1, K, "办理情况"), (3, S, "{{standing}}"))


def sheet_answer(table: Any, label: str, by: str, height: float) -> None:
    """Room to write by hand, signed at its foot."""
    signed = f"{by}（签名）：\t单位（盖章）：\t　　　　年　　月　　日"
    row = add_row(table, height, (1, K, label), (3, S, ("（写不下可另附页）", signed), TOP))
    row.cells[1].paragraphs[1].paragraph_format.space_before = Pt((height - 1.6) * 28.35)
    for stop in (5.2, 9.8):
        row.cells[1].paragraphs[1].paragraph_format.tab_stops.add_tab_stop(Cm(stop))


def sheet_foot(document: Any, words: str) -> Any:
    foot = document.add_paragraph(words, style="表单脚注")
    foot.paragraph_format.space_before = Pt(3)
    return document


def letter() -> Any:
    """告知书 and 意见书: as long as its words are, no row of a fixed height."""
    document = new_document("告知书", (3.0, 2.6, 2.5, 2.8))
    title = document.add_paragraph("{{title}}", style="表单标题")
    title.paragraph_format.space_after = Pt(10)
    number = document.add_paragraph("{{doc_no}}", style="公文正文")
    number.alignment = RIGHT
    number.paragraph_format.space_after = Pt(10)
    document.add_paragraph("{{addressee}}：", style="公文正文")
    body = document.add_paragraph("{{paragraphs}}", style="公文正文")
    body.paragraph_format.first_line_indent = Pt(28)
    for place, words in enumerate(("{{issuing_body}}（盖章）", "{{issued_on}}")):
        foot = document.add_paragraph(words, style="公文正文")
        foot.alignment = RIGHT
        foot.paragraph_format.space_before = Pt(0 if place else 28)
    return document


def make(folder: Path) -> None:
    """Write all templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    supervision_sheet().save(folder / "supervision_sheet.docx")
    letter().save(folder / "letter.docx")
    urge_sheet().save(folder / "urge_sheet.docx")
    reception_form().save(folder / "reception_form.docx")
    visitor_slip().save(folder / "visitor_slip.docx")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES)
