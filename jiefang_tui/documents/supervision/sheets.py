"""The supervision sheet (督办单) of a card and the sheet of an urging (催办单), as plain values and as docx.

One A4 page each, with room for the written answer by hand. They go to a unit or an officer: of the petitioner they say
nothing but a masked name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import Page, SmallRoom, clean, day_words, fit

CARD_TEMPLATE = "supervision_sheet.docx"
URGE_TEMPLATE = "urge_sheet.docx"


@dataclass(frozen=True, slots=True)
class SupervisionSheet:
    """What stands on either sheet. All words as they shall be read; texts without ID numbers and telephones."""

    office: str  # 示例镇信访接待室
    area: str  # 示例县示例镇
    kind: str  # 黄牌, 红牌, 提醒函, 催办, 商请
    to: str  # unit and officer
    register_no: str
    title: str  # the matter, in one line
    petitioner: str  # masked
    standing: str  # 办理中  周敏包案  应办结 2026-12-13
    reason: str  # of an urging: what is asked
    issued_on: date
    answer_by: date
    signer: str
    number: str = ""  # DB-2026-0001
    signer_post: str = ""
    requirement: str = ""
    heading: str = ""  # of an urging: 催 办 单, or 商 请 函 to whom the township cannot order


#: Room of each field: (cells a line, lines), measured on the shipped templates.
ROOM: dict[str, tuple[int, int]] = {
    "office": (32, 1),
    "area": (22, 1),
    "kind": (8, 1),
    "number": (26, 1),
    "to": (64, 1),
    "register_no": (34, 1),
    "title": (64, 2),
    "petitioner": (16, 1),
    "standing": (74, 1),
    "reason": (64, 5),
    "requirement": (64, 5),
    "issued_on": (26, 1),
    "answer_by": (20, 1),
    "signer": (26, 1),
    "signer_post": (30, 1),
    "heading": (32, 1),
}
_LONG_SIGNER = SmallRoom(46, 1, 7.5, 10)
"""A long name stands whole, in smaller letters."""
_LABELS = {
    "office": "单位", "area": "区划", "to": "发给", "title": "信访事项", "petitioner": "信访人", "standing": "办理情况",
    "reason": "原因", "requirement": "要求", "signer": "签发人", "signer_post": "职务",
}  # fmt: skip


def supervision_sheet_docx(sheet: SupervisionSheet, template: Path) -> Paper:
    """Fill a sheet: one A4 page, what does not fit is cut with （详见登记系统）.

    Raises:
        PaperFailed: the template is missing or is no docx file.
    """
    from jiefang_tui.documents.desk import fill

    return fill.fill_template(template, [sheet_values(sheet)])


def sheet_values(sheet: SupervisionSheet) -> Page:
    """The page: one value for each field, cut to its room."""
    page = Page()
    for item in fields(sheet):
        value = getattr(sheet, item.name)
        text = day_words(value) if isinstance(value, date) else str(value)
        page.values[item.name] = fit(text, *ROOM[item.name])
        if item.name == "signer" and page.values[item.name] != clean(text):
            page.values[item.name] = _LONG_SIGNER.fit(text)
        if page.values[item.name] != clean(text):
            page.cut.append(_LABELS.get(item.name, item.name))
    return page
