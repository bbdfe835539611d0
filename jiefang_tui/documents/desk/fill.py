"""Fill `{{placeholders}}` in an office's docx template and keep everything else as the office styled it.

A placeholder may be parted over runs (WPS and Word do that while one types): its value takes the style of
the run it begins in. `{{matter.x}}` makes its table row (outside a table, its paragraph) repeat for each
matter, and the row's fixed height is shared among the repetitions. A paragraph that holds nothing but a list
repeats for each item. In a matter's row a line with nothing to say is left out; elsewhere it stays, for the pen.
Boxes with a digit (``□3``) are ticked where the page says so. Unknown placeholders become blank and are named in the
warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from jiefang_tui.documents.desk.paper import Paper, PaperFailed
from jiefang_tui.documents.desk.room import Page, Smaller, Value

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MATTER = re.compile(r"\{\{\s*matter\.")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOX = re.compile(r"□(\d)(?!\d)")
TICKED, EMPTY = "☑", "☐"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: A paragraph style of this name, if the template has it, sets the matters when there are more than three.
DENSE_STYLE = "事项密排"
_DENSE_FROM = 4


def fill_template(template: Path, pages: list[Page]) -> Paper:
    """Fill `template` once for each page and put the pages into one file.

    Raises:
        PaperFailed: the template is missing or is no docx file.
    """
    unknown: list[str] = []
    document = _open(template)
    _fill(document, pages[0], unknown)
    for page in pages[1:]:
        further = _open(template)
        _fill(further, page, unknown)
        _append(document, further)
    warnings = [f"模板 {template.name} 中有不认识的占位符，已留空：{name}" for name in dict.fromkeys(unknown)]
    cut = dict.fromkeys(label for page in pages for label in page.cut)
    if cut:
        warnings.append(f"纸面放不下，已截短：{'、'.join(cut)}")
    out = BytesIO()
    document.save(out)
    return Paper(out.getvalue(), tuple(warnings))


def _open(template: Path) -> Any:
    from docx import Document

    try:
        return Document(BytesIO(template.read_bytes()))
    except OSError as problem:
        raise PaperFailed(f"读不到模板 {template.name}，请检查数据文件夹的 templates。") from problem
    except Exception as problem:  # python-docx, zipfile and lxml each raise their own for a damaged file
        raise PaperFailed(f"模板 {template.name} 已损坏或不是 docx 文件，请换回原来的模板。") from problem


def _parts(document: Any) -> Iterator[Any]:
    """The body and every header and footer, each once."""
    yield document.element.body
    seen: set[int] = set()
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")) and id(rel.target_part) not in seen:
            seen.add(id(rel.target_part))
            yield rel.target_part.element


def _fill(document: Any, page: Page, unknown: list[str]) -> None:
    dense = _style_id(document, DENSE_STYLE) if len(page.matters) >= _DENSE_FROM else None
    for part in _parts(document):
        for paragraph in part.iter(_W + "p") if page.ticked else ():
            _tick(paragraph, page.ticked)
        for unit in _repeated(part):
            _repeat(unit, page, dense, unknown)
        for paragraph in list(part.iter(_W + "p")):
            _fill_paragraph(paragraph, page.values, unknown)


def _style_id(document: Any, name: str) -> str | None:
    return next((style.style_id for style in document.styles if style.name == name), None)


def _repeated(part: Any) -> list[Any]:
    """The rows and loose paragraphs that stand for one matter, each once (of nested rows the innermost)."""
    units: dict[int, Any] = {}
    for paragraph in part.iter(_W + "p"):
        if _MATTER.search(_text(paragraph)):
            unit = next(paragraph.iterancestors(_W + "tr"), paragraph)
            units.setdefault(id(unit), unit)
    return list(units.values())


def _repeat(unit: Any, page: Page, dense: str | None, unknown: list[str]) -> None:
    rows = page.matters or [{}]
    copies = [deepcopy(unit) for _ in rows]
    for copy, row in zip(copies, rows, strict=True):
        _share_height(copy, len(rows))
        values: dict[str, Value] = {**page.values, **{f"matter.{key}": text for key, text in row.items()}}
        for paragraph in list(copy.iter(_W + "p")):
            if dense:
                paragraph.get_or_add_pPr().get_or_add_pStyle().val = dense
            _fill_paragraph(paragraph, values, unknown if page.matters else [], drop_empty=True)
        unit.addprevious(copy)
    unit.getparent().remove(unit)


def _share_height(row: Any, count: int) -> None:
    for height in row.iter(_W + "trHeight"):
        height.set(_W + "val", str(int(height.get(_W + "val")) // count))


def _texts(paragraph: Any) -> list[Any]:
    """The text elements of this paragraph, not those of a text box inside it."""
    return [t for t in paragraph.iter(_W + "t") if next(t.iterancestors(_W + "p")) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(t.text or "" for t in _texts(paragraph))


def _fill_paragraph(paragraph: Any, values: dict[str, Value], unknown: list[str], drop_empty: bool = False) -> None:
    """Fill one paragraph; `drop_empty` takes it out of its cell if all its placeholders are empty."""
    text = _text(paragraph)
    names = _PLACEHOLDER.findall(text)
    if not names:
        return
    unknown.extend(name for name in names if name not in values)
    lone = values.get(names[0]) if _PLACEHOLDER.fullmatch(text.strip()) else None
    if isinstance(lone, tuple) and len(lone) > 1:
        for item in lone:
            copy = deepcopy(paragraph)
            _replace(copy, {names[0]: item})
            paragraph.addprevious(copy)
        paragraph.getparent().remove(paragraph)
        return
    words = {name: _words(values.get(name, "")) for name in names}
    _replace(paragraph, words)
    for word in words.values():
        if isinstance(word, Smaller):
            _set_smaller(paragraph, word)
    if drop_empty and not any(words.values()) and _has_sibling(paragraph):
        paragraph.getparent().remove(paragraph)


def _set_smaller(paragraph: Any, word: Smaller) -> None:
    """Set a paragraph in smaller letters: a long name stands whole in the place of a short one."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    for run in paragraph.iter(_W + "r"):
        run.get_or_add_rPr().sz_val = Pt(word.points)
    shape = paragraph.get_or_add_pPr()
    shape.spacing_line, shape.spacing_lineRule = Pt(word.line), WD_LINE_SPACING.EXACTLY


def _tick(paragraph: Any, digits: frozenset[str]) -> None:
    """Tick the boxes of these digits and show the others as empty in the same letters."""
    texts = _texts(paragraph)
    for match in _BOX.finditer("".join(element.text or "" for element in texts)):
        start = 0
        for element in texts:
            old, at = element.text or "", match.start() - start
            if 0 <= at < len(old):
                element.text = old[:at] + (TICKED if match[1] in digits else EMPTY) + old[at + 1 :]
            start += len(old)


def _words(value: Value) -> str:
    return value if isinstance(value, str) else "；".join(value)


def _has_sibling(paragraph: Any) -> bool:
    """Whether a table cell keeps a paragraph when this one goes (a cell must end with one)."""
    cell = paragraph.getparent()
    return cell.tag == _W + "tc" and len(cell.findall(_W + "p")) > 1 and cell[-1].tag == _W + "p"


def _replace(paragraph: Any, words: dict[str, str]) -> None:
    """Put words in place of placeholders, from the last to the first so that positions stay true."""
    texts = _texts(paragraph)
    starts: list[int] = []
    whole = ""
    for element in texts:
        starts.append(len(whole))
        whole += element.text or ""
    for match in reversed(list(_PLACEHOLDER.finditer(whole))):
        word = words.get(match[1], "")
        for element, start in zip(texts, starts, strict=True):
            old = element.text or ""
            low, high = max(match.start() - start, 0), min(match.end() - start, len(old))
            if low >= len(old) or high <= 0:
                continue
            begins = match.start() >= start
            element.text = old[:low] + (word if begins else "") + old[high:]
    for element in texts:
        _break_lines(element)


def _break_lines(element: Any) -> None:
    """Turn the newlines of a text element into line breaks, within its run."""
    first, *further = (element.text or "").split("\n")
    element.text = first
    element.set(_SPACE, "preserve")
    after = element
    for line in further:
        line_break = element.makeelement(_W + "br", {})
        text = element.makeelement(_W + "t", {_SPACE: "preserve"})
        text.text = line
        after.addnext(line_break)
        line_break.addnext(text)
        after = text


def _append(document: Any, further: Any) -> None:
    """Put the filled body of `further` behind that of `document`, from a new page on."""
    body = document.element.body
    children = [child for child in further.element.body if child.tag != _W + "sectPr"]
    if children[0].tag != _W + "p":
        children.insert(0, children[0].makeelement(_W + "p", {}))
    children[0].get_or_add_pPr().get_or_add_pageBreakBefore()
    for child in children:
        body[-1].addprevious(child)
