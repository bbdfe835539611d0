"""The two papers: every field printed where the template says, nothing lost, nothing crashing."""
# ruff: noqa: TID253

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from jiefang_tui.documents.desk import fill
from jiefang_tui.documents.desk.paper import Paper, PaperFailed
from jiefang_tui.documents.desk.room import TAIL, Page, clean, count_lines, fit, fit_list
from jiefang_tui.documents.reception.filled import reception_form_docx, visitor_slip_docx
from jiefang_tui.documents.reception.layout import RECEPTION_SMALLER, SLIP_SMALLER
from jiefang_tui.documents.reception.papers import (
    RECEPTION_TEMPLATE,
    SLIP_TEMPLATE,
    ReceptionForm,
    SlipMatter,
    VisitorSlip,
)
from jiefang_tui.terms import Outcome
from tests.documents.make_templates import TEMPLATES, make
from tests.documents.placeholders import placeholders
from tests.documents.samples import CHINESE, LATIN, LEAST, LINES, MATTER, SLIP, USUAL, most_form

RECEPTION, VISITOR = TEMPLATES / RECEPTION_TEMPLATE, TEMPLATES / SLIP_TEMPLATE


def lines_of(content: bytes) -> list[str]:
    """All paragraphs in reading order, those in tables too."""
    body = Document(BytesIO(content)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def text_of(paper: Paper) -> str:
    return "\n".join(lines_of(paper.content))


def template_of(tmp_path: Path, build: Any) -> Path:
    """A small template of an office's own."""
    document = Document()
    build(document)
    path = tmp_path / "own.docx"
    document.save(path)
    return path


# --- the shipped templates ---


def test_reception_template_has_exactly_the_fields() -> None:
    assert placeholders(RECEPTION) == {item.name for item in fields(ReceptionForm)} - {"outcomes"}


def test_slip_template_has_exactly_the_fields() -> None:
    own = {item.name for item in fields(VisitorSlip)} - {"matters"}
    each = {f"matter.{item.name}" for item in fields(SlipMatter)}
    assert placeholders(VISITOR) == own | each | {"matter_count", "page_note"}


@pytest.mark.parametrize("path", [RECEPTION, VISITOR])
def test_templates_are_a4_with_chinese_fonts(path: Path) -> None:
    document = Document(str(path))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    used = {p.style.name for p in document.paragraphs}
    used |= {p.style.name for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs}
    fonts = {
        document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in used  # the styles really used, each with its own font
    }
    assert fonts == {"黑体", "仿宋"}


def test_the_ten_outcomes_stand_in_the_order_of_their_digits() -> None:
    printed = unicodedata.normalize("NFKC", "".join(lines_of(RECEPTION.read_bytes())))
    labels = [unicodedata.normalize("NFKC", outcome.label) for outcome in Outcome]
    places = [printed.find(f"□{digit % 10} {label}") for digit, label in enumerate(labels, 1)]
    assert len(places) == 10
    assert -1 not in places
    assert places == sorted(places)


def test_the_generator_still_makes_such_templates(tmp_path: Path) -> None:
    make(tmp_path)
    for name in (RECEPTION_TEMPLATE, SLIP_TEMPLATE):
        assert placeholders(tmp_path / name) == placeholders(TEMPLATES / name)


# --- what is printed ---


def test_every_field_of_the_form_is_printed() -> None:
    paper = reception_form_docx(USUAL, RECEPTION)
    text = text_of(paper)
    for item in fields(USUAL):
        value = getattr(USUAL, item.name)
        for word in value if isinstance(value, tuple) else (value,):
            assert ("2026年11月23日 08:31" if item.name == "received_at" else str(word)) in text, item.name
    assert "{{" not in text
    assert paper.warnings == ()


def boxes_of(paper: Paper) -> str:
    """Each box of 现场处理方式 with its digit, in order."""
    return "".join(re.findall(r"[□☑☐]\d", text_of(paper)))


def test_14_the_boxes_are_ticked_as_decided_and_left_for_the_pen_before() -> None:
    before = reception_form_docx(replace(USUAL, outcomes=()), RECEPTION)
    assert boxes_of(before) == "□1□2□3□4□5□6□7□8□9□0"
    assert boxes_of(reception_form_docx(replace(USUAL, outcomes=(3,)), RECEPTION)) == "☐1☐2☑3☐4☐5☐6☐7☐8☐9☐0"
    two = reception_form_docx(replace(USUAL, outcomes=(1, 0), requests=("要路灯", "要工资")), RECEPTION)
    assert boxes_of(two) == "☑1☐2☐3☐4☐5☐6☐7☐8☐9☑0"


def test_14_words_that_look_like_a_box_and_boxes_parted_by_wps_are_told_apart(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("{{talk_note}}")
        line = document.add_paragraph("方式 □")
        line.add_run("3 交办  ")
        line.add_run("□1 当场答复 □10 别的 □ 空着")

    paper = reception_form_docx(
        replace(USUAL, talk_note="表上写着□3 交办", outcomes=(3,)), template_of(tmp_path, build)
    )
    text = text_of(paper)
    assert "表上写着□3 交办" in text and "方式 ☑3 交办  ☐1 当场答复 □10 别的 □ 空着" in text


def test_empty_fields_leave_room_for_the_pen() -> None:
    paper = reception_form_docx(LEAST, RECEPTION)
    text = text_of(paper)
    assert "匿名" in text
    assert "None" not in text
    assert "{{" not in text
    for label in (
        "接谈情况",
        "领导批示",
        "接访领导（签名）：",
        "记录人（签名）：",
        "来访人（签名）：",
        "代表：",
        "同访：",
        "承办单位：",
    ):
        assert label in text
    assert paper.warnings == ()


LONG_NAME = "阿卜杜热合曼江·买买提吐尔逊艾合买提江木"
"""Twenty characters."""


def sizes_of(content: bytes, words: str) -> set[float]:
    """The letter heights, in points, of the paragraphs that hold these words; 0 for that of the style."""
    body = Document(BytesIO(content)).element.body
    holding = [p for p in body.iter(qn("w:p")) if words in "".join(t.text or "" for t in p.iter(qn("w:t")))]
    runs = [run for p in holding for run in p.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t")))]
    return {run.rPr.sz_val.pt if run.rPr is not None and run.rPr.sz_val is not None else 0 for run in runs}


def test_a_name_of_twenty_characters_is_whole_on_paper() -> None:
    assert len(LONG_NAME) == 20
    people = (LONG_NAME,)
    form = replace(
        USUAL,
        visitor_name=LONG_NAME,
        leader_name=LONG_NAME,
        registrar=LONG_NAME,
        representatives=people,
        companions=people,
    )
    paper = reception_form_docx(form, RECEPTION)
    assert text_of(paper).count(LONG_NAME) == 5 and paper.warnings == ()
    assert max(sizes_of(paper.content, LONG_NAME)) <= 9 and min(sizes_of(paper.content, LONG_NAME)) > 0
    slip = replace(SLIP, visitor_name=LONG_NAME, leader=f"{LONG_NAME}", registrar=LONG_NAME)
    paper = visitor_slip_docx(slip, VISITOR)
    assert text_of(paper).count(LONG_NAME) == 6 and paper.warnings == ()


def test_a_short_name_is_as_high_as_the_template_says() -> None:
    paper = reception_form_docx(replace(USUAL, visitor_name="张三丰"), RECEPTION)
    assert sizes_of(paper.content, "张三丰") == {0}


def test_a_smaller_name_stays_in_its_row() -> None:
    """The rows have fixed heights, 0.95 cm the shortest of those with a name on two lines."""
    room = RECEPTION_SMALLER["visitor_name"]
    assert room.lines * room.line <= 0.95 * 28.35
    leader = RECEPTION_SMALLER["leader_name"]
    assert leader.lines * leader.line + 16 <= 1.15 * 28.35, "the post stands below it"
    for small in (*RECEPTION_SMALLER.values(), *SLIP_SMALLER.values()):
        assert small.width * small.lines >= 40 and small.line > small.points


def test_several_requests_are_numbered_each_on_its_line() -> None:
    form = replace(USUAL, requests=("要工资", "修路", "低保"))
    found = lines_of(reception_form_docx(form, RECEPTION).content)
    at = found.index("1. 要工资")
    assert found[at : at + 3] == ["1. 要工资", "2. 修路", "3. 低保"]


def test_the_slip_says_everything_twice() -> None:
    paper = visitor_slip_docx(SLIP, VISITOR)
    text = text_of(paper)
    for word in (
        MATTER.summary,
        MATTER.outcome,
        MATTER.register_no,
        MATTER.route,
        MATTER.unit,
        MATTER.contact,
        MATTER.phone,
        "2027年1月22日前",
        MATTER.answer_basis,
        MATTER.query_code,
        SLIP.office,
        SLIP.visitor_name,
        "2026年11月23日",
        "2026年11月24日",
        "（盖章）",
        "信访人（签名）：",
        SLIP.query_phone,
        SLIP.query_place,
        SLIP.query_hours,
        "《信访工作条例》第二十三条第二款",
        "共 1 件",
        SLIP.leader,
        f"经 办 人：{SLIP.registrar}",
    ):
        assert text.count(word) == 2, word
    assert text.count("信访人联") == text.count("存根联") == 1
    assert paper.warnings == ()


def test_several_matters_each_have_a_row_of_their_own() -> None:
    matters = tuple(replace(MATTER, register_no=f"JF-999999000-20261123-{n:03}") for n in range(1, 5))
    document = Document(BytesIO(visitor_slip_docx(replace(SLIP, matters=matters), VISITOR).content))
    for table in document.tables:
        rows = [row for row in table.rows if "JF-" in row.cells[0].text]
        assert [row.cells[0].text.split("\n")[0] for row in rows] == [m.register_no for m in matters]
        assert {row.cells[0].paragraphs[0].style.name for row in rows} == {fill.DENSE_STYLE}


def test_rows_of_the_slip_share_the_room_of_one() -> None:
    def room(count: int) -> int:
        content = visitor_slip_docx(replace(SLIP, matters=(MATTER,) * count), VISITOR).content
        return sum(row.height for row in Document(BytesIO(content)).tables[0].rows)

    assert abs(room(1) - room(3)) < 3 * 635  # a twip is 635 EMU


def test_more_than_five_matters_go_on_a_second_page_and_none_is_lost() -> None:
    matters = tuple(replace(MATTER, register_no=f"JF-999999000-20261123-{n:03}") for n in range(1, 8))
    content = visitor_slip_docx(replace(SLIP, matters=matters), VISITOR).content
    text = "\n".join(lines_of(content))
    assert [text.count(matter.register_no) for matter in matters] == [2] * 7
    assert "（第2页，共2页）" in text
    breaks = Document(BytesIO(content)).element.body.findall(".//" + qn("w:pageBreakBefore"))
    assert len(breaks) == 1


def test_lines_without_anything_to_say_are_left_out() -> None:
    bare = SlipMatter("要工资", "当场答复")
    text = text_of(visitor_slip_docx(replace(SLIP, matters=(bare,)), VISITOR))
    assert "联系人" not in text
    assert "查询码：" not in text
    assert "\n前" not in text


# --- what people type ---


def test_control_characters_go_and_rare_ones_stay() -> None:
    form = replace(USUAL, visitor_name="𠮷𬭊某😀", requests=("一\x00二\x0b三\ud800四\ufffe\r\n五👨\u200d👩\u200d👧",))
    found = lines_of(reception_form_docx(form, RECEPTION).content)
    assert "𠮷𬭊某😀" in found
    assert "一二三四五👨\u200d👩\u200d👧" in found  # the line break stands between 四 and 五


def test_a_typed_line_break_is_one_on_paper() -> None:
    body = Document(BytesIO(reception_form_docx(replace(USUAL, facts="甲\n乙"), RECEPTION).content)).element.body
    run = next(t.getparent() for t in body.iter(qn("w:t")) if t.text == "甲")
    assert [child.tag.split("}")[1] for child in run if not child.tag.endswith("rPr")] == ["t", "br", "t"]


def test_typed_braces_are_only_words() -> None:
    form = replace(USUAL, requests=("{{phone}} =1+1 <b>&amp;",))
    assert "{{phone}} =1+1 <b>&amp;" in lines_of(reception_form_docx(form, RECEPTION).content)


@pytest.mark.parametrize("text", [CHINESE, LATIN, LINES, "a" * 20_000])
def test_twenty_thousand_characters_are_cut_and_said(text: str) -> None:
    paper = reception_form_docx(replace(USUAL, requests=(text,)), RECEPTION)
    printed = next(line for line in lines_of(paper.content) if line.endswith(TAIL))
    assert text.replace("\n", "").startswith(printed.removesuffix(TAIL))
    assert len(printed) > 5 + len(TAIL)
    assert paper.warnings == ("纸面放不下，已截短：主要诉求",)


def test_a_cut_never_parts_a_joined_emoji() -> None:
    family = "👨\u200d👩\u200d👧"
    cut = fit(family * 300, 70, 5).removesuffix(TAIL)
    assert cut
    assert cut.replace(family, "") in ("", "👨", "👨\u200d👩")
    assert not cut.endswith("\u200d")


def test_every_cut_has_a_chinese_name() -> None:
    (warning,) = reception_form_docx(most_form(CHINESE), RECEPTION).warnings
    assert not any(char.isascii() and char.isalpha() for char in warning)


def test_long_enumerations_are_counted_with_whole_names_only() -> None:
    form = replace(USUAL, companions=tuple(f"来访人{n}号" for n in range(1, 41)))
    line = next(line for line in lines_of(reception_form_docx(form, RECEPTION).content) if line.startswith("同访："))
    assert line.endswith("号等40人")


# --- measuring ---


def test_lines_are_counted_in_cells() -> None:
    assert count_lines("一二三四五", 10) == 1
    assert count_lines("一二三四五六", 10) == 2
    assert count_lines("一二三四五，六", 10) == 2
    assert count_lines("一二三四word", 10) == 2
    assert count_lines("甲\n乙\n丙", 10) == 3


def test_punctuation_begins_no_line() -> None:
    assert count_lines("一二三四五六七八九十", 10) == 2
    assert count_lines("一二三四五，六七八九", 10) == 3  # the comma takes 五 along
    assert count_lines("一二三四（六七八九）", 10) == 3  # the bracket goes down by itself, ） takes 九 along


def test_lists_share_their_room() -> None:
    fitted, cut = fit_list(("短", CHINESE, "短二"), 20, 5)
    assert cut
    assert (fitted[0], fitted[2]) == ("短", "短二")
    assert sum(count_lines(text, 20) for text in fitted) == 5
    assert fit_list([f"第{n}条" for n in range(9)], 36, 4)[0][-1] == f"另有6条{TAIL}"
    assert fit_list(("", " \n"), 20, 5) == ((), False)


def test_clean_drops_blank_lines() -> None:
    assert clean(" 甲 \r\n\r\n\t\n乙\r丙\x1b") == " 甲\n乙\n丙"


# --- an office's own template ---


def test_placeholder_parted_over_runs_keeps_the_style_it_begins_in(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("姓名：")
        for part, bold in (("{", None), ("{visit", True), ("or_na", False), ("me}", None), ("}先生", None)):
            paragraph.add_run(part).bold = bold
        document.add_paragraph("").add_run("前{{sex}}中{{ age }}后").italic = True

    content = reception_form_docx(USUAL, template_of(tmp_path, build)).content
    first, second = Document(BytesIO(content)).paragraphs
    assert first.text == "姓名：李某某先生"
    assert [run.text for run in first.runs] == ["姓名：", "李某某", "", "", "", "先生"]
    assert second.text == "前男中58后"
    assert second.runs[0].italic


def test_unknown_placeholders_are_blank_and_named(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("甲{{no_such}}乙{{微信号}}丙")
        document.sections[0].header.paragraphs[0].text = "{{office}} {{also_not}}"

    path = template_of(tmp_path, build)
    paper = reception_form_docx(USUAL, path)
    document = Document(BytesIO(paper.content))
    assert document.paragraphs[0].text == "甲乙丙"
    assert document.sections[0].header.paragraphs[0].text == "示例镇信访接待室 "
    assert [warning.split("：")[-1] for warning in paper.warnings] == ["no_such", "微信号", "also_not"]


def test_matters_repeat_as_paragraphs_outside_a_table(tmp_path: Path) -> None:
    path = template_of(tmp_path, lambda document: document.add_paragraph("{{matter.register_no}} {{visitor_name}}"))
    two = replace(SLIP, matters=(MATTER, replace(MATTER, register_no="JF-2")))
    found = lines_of(visitor_slip_docx(two, path).content)
    assert found == [f"{MATTER.register_no} 李某某", "JF-2 李某某"]


def test_a_list_repeats_its_paragraph_in_its_style(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("").add_run("{{materials}}").bold = True
        document.add_paragraph("都有：{{materials}}")

    document = Document(BytesIO(reception_form_docx(USUAL, template_of(tmp_path, build)).content))
    assert [p.text for p in document.paragraphs] == [*USUAL.materials, f"都有：{'；'.join(USUAL.materials)}"]
    assert all(p.runs[0].bold for p in document.paragraphs[:2])


@pytest.mark.parametrize("content", [None, b"", b"not a docx", RECEPTION.read_bytes()[:2000]])
def test_a_missing_or_broken_template_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PaperFailed, match=r"own\.docx.*。$"):
        reception_form_docx(USUAL, path)
    with pytest.raises(OSError):
        fill.fill_template(path, [Page()])
