"""What stands on the papers: words for each placeholder, cut to the room that the templates give them.

Room is counted in cells (a Chinese character is two, a digit one) and lines. It was measured on the shipped
templates, whose rows have fixed heights: however long a text is, the paper stays one page.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from jiefang_tui.documents.desk.room import (
    Page,
    Smaller,
    SmallRoom,
    Value,
    clean,
    count_lines,
    day_words,
    enumerated,
    fit,
    fit_list,
)
from jiefang_tui.documents.reception.papers import ReceptionForm, SlipMatter, VisitorSlip

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
    "talk_note": (69, 5),
    "instructions": (63, 6),
    "order_unit": (24, 1),
    "order_due": (30, 1),
}
ORDER_LINES = 6
"""Lines of 领导批示 above the line for unit and day: what is not printed there stays free for the pen."""
NO_DAY = "　　　　年　　月　　日"
SLIP_ROOM: dict[str, tuple[int, int]] = {
    "office": (32, 1),
    "area": (22, 1),
    "visitor_name": (60, 1),
    "received_on": (20, 1),
    "issued_on": (20, 1),
    "notice_article": (40, 1),
    "headcount": (6, 1),
    "leader": (26, 1),
    "registrar": (16, 1),
    "query_phone": (28, 1),
    "query_place": (68, 1),
    "query_hours": (28, 1),
}
#: Where a name too long for its place stands whole, in smaller letters or on a second line.
RECEPTION_SMALLER = {
    "visitor_name": SmallRoom(28, 2, 9, 11),
    "leader_name": SmallRoom(33, 2, 7.5, 8),
    "representatives": SmallRoom(49, 1, 8, 10),
    "companions": SmallRoom(49, 1, 8, 10),
    "registrar": SmallRoom(44, 1, 8, 10),
}
SLIP_SMALLER = {"leader": SmallRoom(44, 1, 8, 10), "registrar": SmallRoom(44, 1, 8, 10)}
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
    "talk_note": "接谈情况",
    "instructions": "领导批示",
    "order_unit": "承办单位",
    "order_due": "办理期限",
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


def _put(page: Page, key: str, value: Value, room: tuple[int, int], smaller: SmallRoom | None = None) -> None:
    if isinstance(value, tuple):
        page.values[key], cut = fit_list(value, *room)
    else:
        page.values[key] = fitted = fit(value, *room)
        if smaller is not None and fitted != clean(value):
            page.values[key] = fitted = smaller.fit(value)
        cut = fitted != clean(value)
    if cut:
        page.cut.append(LABELS.get(key, key))


def reception_values(form: ReceptionForm) -> Page:
    """The page of a reception form: one value for each field of `ReceptionForm`, the boxes ticked as decided."""
    page = Page(ticked=frozenset(str(digit) for digit in form.outcomes))
    for key, value in _plain(form, leave_out="outcomes").items():
        if key in _COUNTED:
            page.values[key], cut = enumerated(value, _COUNTED[key], *RECEPTION_ROOM[key])
            smaller = RECEPTION_SMALLER.get(key)
            if cut and smaller is not None:
                text, cut = enumerated(value, _COUNTED[key], smaller.width, smaller.lines)
                page.values[key] = Smaller(text, smaller.points, smaller.line)
            page.cut += [LABELS[key]] * cut
            continue
        if key == "requests" and len(value) > 1:
            value = tuple(f"{number}. {text}" for number, text in enumerate(value, 1))
        _put(page, key, value, RECEPTION_ROOM[key], RECEPTION_SMALLER.get(key))
    page.values["instructions"] = _with_room_below(page.values["instructions"], RECEPTION_ROOM["instructions"])
    page.values["order_due"] = page.values["order_due"] or NO_DAY
    return page


def _with_room_below(said: Value, room: tuple[int, int]) -> str:
    """The words of 领导批示 with the empty lines that keep unit and day at the foot of its box."""
    text = said if isinstance(said, str) else "\n".join(said)
    return text + "\n" * (ORDER_LINES - count_lines(text, room[0]))


def slip_pages(slip: VisitorSlip) -> list[Page]:
    """The pages of a visitor's slip, at most five matters each (at least one page)."""
    starts = range(0, max(1, len(slip.matters)), MATTERS_PER_PAGE)
    chunks = [slip.matters[start : start + MATTERS_PER_PAGE] for start in starts]
    return [_slip_page(slip, chunk, number, len(chunks)) for number, chunk in enumerate(chunks, 1)]


def _slip_page(slip: VisitorSlip, matters: tuple[SlipMatter, ...], number: int, total: int) -> Page:
    page = Page()
    for key, value in _plain(slip, leave_out="matters").items():
        _put(page, key, value, SLIP_ROOM[key], SLIP_SMALLER.get(key))
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
