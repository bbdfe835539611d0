"""What stands on the papers: words for each placeholder, cut to the room that the templates give them.

Room is counted in cells (a Chinese character is two, a digit one) and lines. It was measured on the shipped
templates, whose rows have fixed heights: however long a text is, the paper stays one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from jiefang_tui.documents.reception.papers import ReceptionForm, SlipMatter, VisitorSlip

TAIL = "（详见登记系统）"
MATTERS_PER_PAGE = 5

#: Room of each field: (cells a line, lines).
RECEPTION_ROOM: dict[str, tuple[int, int]] = {
    "office": (26, 1),
    "area": (18, 1),
    "reception_no": (18, 1),
    "queue_no": (4, 1),
    "received_at": (21, 1),
    "place": (16, 2),
    "mode": (16, 2),
    "leader_name": (21, 1),
    "leader_post": (21, 1),
    "participants": (44, 2),
    "visitor_name": (21, 1),
    "sex": (5, 1),
    "age": (4, 1),
    "phone": (16, 2),
    "id_no": (21, 1),
    "address": (44, 2),
    "headcount": (8, 1),
    "representatives": (38, 1),
    "companions": (38, 1),
    "visit_kind": (21, 1),
    "content_class": (16, 2),
    "problem_area": (16, 2),
    "concerned_unit": (52, 2),
    "amount": (16, 2),
    "register_nos": (80, 1),
    "requests": (69, 5),
    "facts": (79, 3),
    "procedures": (33, 3),
    "materials": (33, 3),
    "past_visits": (33, 4),
    "commitments": (33, 4),
    "registrar": (20, 1),
}
SLIP_ROOM: dict[str, tuple[int, int]] = {
    "office": (32, 1),
    "area": (22, 1),
    "visitor_name": (36, 1),
    "received_on": (20, 1),
    "issued_on": (20, 1),
    "headcount": (6, 1),
    "leader": (26, 1),
    "registrar": (16, 1),
    "query_phone": (28, 1),
    "query_place": (68, 1),
    "query_hours": (28, 1),
}
#: Room of one matter when there are 1, 2, ... 5 on the page: lines of its widest cell.
SLIP_LINES = {1: 11, 2: 6, 3: 4, 4: 3, 5: 3}
#: Words that say which text was cut, for the clerk.
LABELS = {
    "office": "单位",
    "area": "区划",
    "reception_no": "接访编号",
    "place": "接访地点",
    "mode": "接访方式",
    "leader_name": "接访领导",
    "leader_post": "职务",
    "leader": "接访领导",
    "participants": "参加单位",
    "visitor_name": "姓名",
    "sex": "性别",
    "phone": "联系电话",
    "id_no": "身份证号",
    "address": "住址",
    "representatives": "代表",
    "companions": "同访人",
    "visit_kind": "初访重访",
    "content_class": "内容分类",
    "problem_area": "问题属地",
    "concerned_unit": "被反映单位",
    "amount": "涉及金额",
    "register_nos": "登记编号",
    "requests": "主要诉求",
    "facts": "事实与理由",
    "procedures": "走过程序",
    "materials": "材料清单",
    "past_visits": "以往来访",
    "commitments": "未了承诺",
    "registrar": "登记人",
    "query_phone": "查询电话",
    "query_place": "查询地点",
    "query_hours": "查询时间",
    "matter.register_no": "登记编号",
    "matter.summary": "事项摘要",
    "matter.outcome": "处理方式",
    "matter.route": "途径和程序",
    "matter.unit": "承办单位",
    "matter.contact": "联系人",
    "matter.phone": "承办单位电话",
    "matter.answer_basis": "期限依据",
    "matter.query_code": "查询码",
}

#: Fields printed as an enumeration, and what is counted when there are too many.
_COUNTED = {"participants": "家", "representatives": "人", "companions": "人", "register_nos": "件"}

Value = str | tuple[str, ...]
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOSERS = frozenset("，。、；：？！…）》〉」』】〕”’％,.;:?!)%")
_OPENERS = frozenset("（《〈「『【〔“‘(")
_TOKEN = re.compile(r"\n|[!-~]+|.", re.DOTALL)


@dataclass(slots=True)
class Page:
    """The values of one page: placeholders, the matters (one dict a repeated row), and what was cut."""

    values: dict[str, Value] = field(default_factory=dict)
    matters: list[dict[str, str]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def clean(text: str) -> str:
    """Drop what XML cannot hold (control characters, lone surrogates) and blank lines; nothing else."""
    text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(line for line in (part.rstrip() for part in text.split("\n")) if line.strip())


def cells(char: str) -> float:
    """Width of one character on paper, in cells of half a Chinese character; rather too much than less."""
    if char < "\x7f":
        return 1.9 if char in "mwMW@%&" else 1.5 if char.isupper() else 1.05
    if unicodedata.combining(char) or char in "\u200d\ufe0e\ufe0f":
        return 0
    return 2


def count_lines(text: str, width: int) -> int:
    """How many lines `text` takes at `width` cells.

    Chinese breaks anywhere but not before closing nor after opening punctuation; Latin words stay whole if
    they can.
    """
    lines, line = 1, list[str]()
    for token in _TOKEN.findall(text):
        if token == "\n":
            lines, line = lines + 1, []
            continue
        for piece in token if _width([token]) > width else [token]:
            if line and _width([*line, piece]) > width:
                lines, line = lines + 1, _carried(line, piece)
            line.append(piece)
    return lines


def _carried(line: list[str], piece: str) -> list[str]:
    """What goes to the next line with `piece`, so that no line begins or ends with wrong punctuation."""
    at = len(line)
    while at > 1 and ((piece if at == len(line) else line[at])[0] in _CLOSERS or line[at - 1] in _OPENERS):
        at -= 1
    return line[at:] if at > 1 else []


def _width(pieces: list[str]) -> float:
    return sum(cells(char) for piece in pieces for char in piece)


def fit(text: str, width: int, lines: int) -> str:
    """Cut `text` to `lines` lines of `width` cells; cut, it ends in （详见登记系统）, or … in narrow room."""
    text = clean(text)[: width * lines * 8]
    if count_lines(text, width) <= lines:
        return text
    tail = TAIL if width * lines >= 40 else "…"
    end = min(len(text), width * lines)
    while end and (count_lines(text[:end] + tail, width) > lines or _joined(text, end)):
        end -= 1
    return text[:end].rstrip() + tail


def _joined(text: str, end: int) -> bool:
    """Whether a cut at `end` would part a character from its mark or an emoji from its other half."""
    return text[end - 1] == "\u200d" or (end < len(text) and not cells(text[end]))


def fit_list(items: Iterable[str], width: int, lines: int) -> tuple[tuple[str, ...], bool]:
    """Fit several texts, one below the other, into `lines`: short ones whole, long ones share what is left.

    Returns the texts and whether anything was cut.
    """
    texts = [text for text in (clean(item)[: width * lines * 8] for item in items) if text]
    left_out = max(0, len(texts) - lines) + (1 if len(texts) > lines > 1 else 0)
    texts = texts[: len(texts) - left_out]
    room = lines - bool(left_out)
    shares: dict[int, int] = {}
    for rank, place in enumerate(sorted(range(len(texts)), key=lambda i: count_lines(texts[i], width))):
        share = (room - sum(shares.values())) // (len(texts) - rank)
        shares[place] = min(count_lines(texts[place], width), max(1, share))
    fitted = [fit(text, width, shares[place]) for place, text in enumerate(texts)]
    cut = bool(left_out) or fitted != texts
    if left_out:
        fitted.append(f"另有{left_out}条{TAIL}")
    return tuple(fitted), cut


def enumerated(items: Iterable[str], unit: str, width: int, lines: int) -> tuple[str, bool]:
    """Whole names only: 李某、张某等12人. Returns the words and whether any name is missing."""
    names = [name for name in (clean(item).replace("\n", " ") for item in items) if name]
    for count in range(len(names), 0, -1):
        text = "、".join(names[:count]) + (f"等{len(names)}{unit}" if count < len(names) else "")
        if len(text) <= width * lines and count_lines(text, width) <= lines:
            return text, count < len(names)
    return (fit(names[0], width, lines), True) if names else ("", False)


def day_words(day: date | None) -> str:
    """A date as official papers write it: 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _put(page: Page, key: str, value: Value, room: tuple[int, int]) -> None:
    if isinstance(value, tuple):
        page.values[key], cut = fit_list(value, *room)
    else:
        page.values[key] = fit(value, *room)
        cut = page.values[key] != clean(value)
    if cut:
        page.cut.append(LABELS.get(key, key))


def reception_values(form: ReceptionForm) -> Page:
    """The page of a reception form: one value for each field of `ReceptionForm`."""
    page = Page()
    for key, value in _plain(form).items():
        if key in _COUNTED:
            page.values[key], cut = enumerated(value, _COUNTED[key], *RECEPTION_ROOM[key])
            page.cut += [LABELS[key]] * cut
            continue
        if key == "requests" and len(value) > 1:
            value = tuple(f"{number}. {text}" for number, text in enumerate(value, 1))
        _put(page, key, value, RECEPTION_ROOM[key])
    return page


def slip_pages(slip: VisitorSlip) -> list[Page]:
    """The pages of a visitor's slip, at most five matters each (at least one page)."""
    starts = range(0, max(1, len(slip.matters)), MATTERS_PER_PAGE)
    chunks = [slip.matters[start : start + MATTERS_PER_PAGE] for start in starts]
    return [_slip_page(slip, chunk, number, len(chunks)) for number, chunk in enumerate(chunks, 1)]


def _slip_page(slip: VisitorSlip, matters: tuple[SlipMatter, ...], number: int, total: int) -> Page:
    page = Page()
    for key, value in _plain(slip, leave_out="matters").items():
        _put(page, key, value, SLIP_ROOM[key])
    page.values["matter_count"] = str(len(slip.matters))
    page.values["page_note"] = f"（第{number}页，共{total}页）" if total > 1 else ""
    for matter in matters:
        page.matters.append(_slip_row(page, matter, SLIP_LINES[len(matters)], dense=len(matters) > 3))
    return page


def _slip_row(page: Page, matter: SlipMatter, lines: int, dense: bool) -> dict[str, str]:
    """One matter's cells: number, unit, telephone and date first, the words in what room is left."""
    row = {key: str(value) for key, value in _plain(matter).items()}
    number, what, how, who, when = (32, 31, 27, 22, 20) if dense else (28, 26, 23, 19, 18)
    head = 1 if lines < 5 else 2
    rooms = {
        "register_no": (number, 1),
        "query_code": (number - 8, 1),
        "summary": (what, max(1, lines - bool(matter.register_no) - bool(matter.query_code))),
        "outcome": (how, head),
        "route": (how, lines - head),
        "unit": (who, max(1, lines - bool(matter.contact) - bool(matter.phone))),
        "contact": (who - 8, 1),
        "phone": (who - 6, 1),
        "answer_by": (when, 1),
        "answer_basis": (when, lines - 1),
    }
    for key, room in rooms.items():
        fitted = fit(row[key], *room)
        label = LABELS.get(f"matter.{key}", "")
        if label and fitted != clean(row[key]) and label not in page.cut:
            page.cut.append(label)
        row[key] = fitted
    return row


def _plain(values: Any, leave_out: str = "") -> dict[str, Any]:
    """Field name to printable value: dates and numbers as words, lists as they are."""
    out: dict[str, Any] = {}
    for item in fields(values):
        value = getattr(values, item.name)
        if item.name == leave_out:
            continue
        if isinstance(value, datetime):
            value = f"{day_words(value)} {value:%H:%M}"
        elif isinstance(value, date):
            value = day_words(value)
        elif value is None or isinstance(value, int):
            value = "" if value is None else str(value)
        out[item.name] = value
    return out
