"""书面告知 (Regulation Art. 23(2), 44): printing a paper is not telling. It is told once it is known how.

What was said of it wrongly is taken back (`untell`), and then said anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jiefang_tui.rules.telling import WAYS, two_names
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.moving import must_take_words
from jiefang_tui.services.law.line_acts import UNTELL
from jiefang_tui.services.law.serving import TELLS, answers, serve_in
from jiefang_tui.store.models import Document, Extension, Matter
from jiefang_tui.terms import DocumentKind, EntryKind, ServiceWay


def note_slips(desk: Desk, matter_ids: Sequence[int], file: str = "") -> tuple[int, ...]:
    """Write down that 来访告知单 was printed for these matters; it tells nobody yet. Returns the papers' ids.

    The 查询码 of the county's system is the petitioner's, who has it on the slip now: it is kept no longer.
    A slip that was printed before and not given is this one, printed again.
    """
    with acting(desk, "document.print") as act:
        return tuple(_slip(act, matter_id, file).id for matter_id in matter_ids)


def _slip(act: Act, matter_id: int, file: str) -> Document:
    matter = act.change(Matter.get_by_id(matter_id))
    must_take_words(matter)
    matter.county_query_code = ""
    waits = (Document.matter == matter_id) & (Document.kind == DocumentKind.SLIP) & Document.served_on.is_null()
    row: Document | None = Document.get_or_none(waits)
    if row is None:
        row = act.create(
            Document,
            matter=matter_id,
            kind=DocumentKind.SLIP,
            issued_on=act.today,
            recorded_at=act.now,
            file=file,
        )
    else:
        act.change(row).issued_on = act.today
        row.file = file
    quiet_event(act, matter_id, EntryKind.DOCUMENT, f"打印{DocumentKind.SLIP.label}")
    return row


def tell(
    desk: Desk,
    document_ids: Sequence[int],
    way: str,
    said: str = "",
    who: str = "",
    on_day: date | None = None,
) -> None:
    """How these papers were told of: from then on, and only then, the petitioner is told (已告知).

    `said`: who signed, the number of the letter, or why nobody took it; `who`: the two that wrote that down.
    """
    how = require_choice(ServiceWay, way, "请选择怎么告知的。", "way")
    spec = WAYS.get(how)
    if spec is None:
        raise Refused("请选择怎么告知的。", "way")
    if spec.label and not said.strip():
        raise Refused(spec.missing, "said")
    names = two_names(who)
    if spec.is_refused and not names:
        raise Refused("请写明在场的两人，例如 王芳、李强。", "who")
    refused = f"{said.strip()}，{'、'.join(names)}写明" if spec.is_refused else ""
    with acting(desk, "document.tell") as act:
        for document_id in document_ids:
            row = act.change(Document.get_by_id(document_id))
            act.about(row)
            if row.served_on is not None:
                raise Refused(f"这份{DocumentKind(row.kind).label}已于{row.served_on}告知；写错了的请先撤回告知。")
            if row.kind == DocumentKind.HANDLING_OPINION:
                raise Refused("处理意见书请登记送达；送达之日办结。")
            received = "" if spec.is_refused else said.strip()
            matter = act.change(Matter.get_by_id(row.matter_id))
            serve_in(act, matter, row, on_day or act.today, how, received, refused)


def untell(desk: Desk, document_id: int, reason: str) -> None:
    """撤回告知: it was written down wrongly that a paper was told of. What another paper told stays told."""
    if not reason.strip():
        raise Refused("请写明为什么撤回告知。", "reason")
    with acting(desk, "document.untell", reason.strip()) as act:
        row = act.change(Document.get_by_id(document_id))
        act.about(row)
        must(UNTELL, desk, row.matter_id, row)
        matter, was, kind = act.change(Matter.get_by_id(row.matter_id)), row.served_on, DocumentKind(row.kind)
        row.served_on, row.service_way, row.received_by, row.refusal_note = None, "", "", ""
        if kind is DocumentKind.EXTENSION_NOTICE:
            told = (Extension.matter == matter) & (Extension.told_on == was) & Extension.undone_on.is_null()
            for extension in Extension.select().where(told):
                act.change(extension).told_on = None
        if kind in TELLS and matter.notified_on == was:
            matter.notified_on = told_by_papers(matter, row.id)
        quiet_event(act, matter.id, EntryKind.DOCUMENT, f"撤回告知：{kind.label}{was}没有告知，{reason.strip()}")


def told_by_papers(matter: Matter, but: int = 0) -> date | None:
    """Since when a paper (but that one) tells it; None where none does."""
    rows: Any = Document.select().where(
        (Document.matter == matter) & (Document.id != but) & Document.served_on.is_null(False)
    )
    kinds = (*TELLS, DocumentKind.HANDLING_OPINION)
    return min((one.served_on for one in rows if one.kind in kinds and answers(matter, one.kind)), default=None)
