"""报办结报告: whoever assigned a matter and wants to be told how it ended is told (Art. 22(1)); or it is taken back."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.moving import day_of
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.line_acts import UNDO_REPORT_UP
from jiefang_tui.store.models import Document, Matter
from jiefang_tui.terms import DocumentKind, EntryKind, ServiceWay

WAYS = (ServiceWay.SYSTEM, ServiceWay.DIRECT, ServiceWay.POST)
"""How it goes up: entered in the county's system, handed over, posted."""


def report_up(desk: Desk, matter_id: int, on_day: date | None, number: str, way: str, what: str, body: str = "") -> int:
    """The 办结报告 went to `body` (empty: who assigned it). Returns the document's id."""
    how = require_choice(ServiceWay, way, "请选择怎么报的。", "way")
    if not what.strip():
        raise Refused("请写明报了什么：怎么办的、结果怎样。", "what")
    with acting(desk, "report_up.make") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.REPORT_UP, desk, matter_id)
        day = day_of(act, on_day, matter.transferred_in_on or matter.received_on)
        to = body.strip() or matter.transferred_from
        row = act.create(
            Document,
            matter=matter,
            kind=DocumentKind.REPORT_UP,
            doc_no=number.strip(),
            issued_on=day,
            served_on=day,
            service_way=how,
            received_by=to,
            summary=what.strip(),
            recorded_at=act.now,
        )
        act.about(row)
        said = f"{to} {number.strip()}".strip()
        act.event(matter_id, EntryKind.DOCUMENT, f"报办结报告，{said}({how.label})：{what.strip()}", day)
    return row.id


def undo_report_up(desk: Desk, document_id: int, reason: str) -> None:
    """It had not gone up after all: it is owed again. What was said of it stays in the timeline and in the audit."""
    if not reason.strip():
        raise Refused("请写明为什么撤回办结报告。", "reason")
    with acting(desk, "report_up.undo", reason.strip()) as act:
        row = Document.get_by_id(document_id)
        matter = act.change(Matter.get_by_id(row.matter_id))
        act.about(matter)
        must(UNDO_REPORT_UP, desk, matter.id, row)
        act.event(matter.id, EntryKind.CHANGE, f"撤回办结报告({row.issued_on}报{row.received_by})：{reason.strip()}")
        act.remove(row)
