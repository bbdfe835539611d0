"""打印移送密件: what was written down of a report, on paper for the receiving body, before it is erased here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jiefang_tui.services.asking.reports import SEALED_NAME
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.sealing import destination_for, to_call_back
from jiefang_tui.store.models import (
    Attachment,
    Companion,
    Material,
    Matter,
    MatterEvent,
    Petitioner,
    SealedReport,
    Visit,
    VisitMatter,
)

NAME = "移送密件"
Lines = tuple[tuple[str, str], ...]


def print_sealed(desk: Desk, matter_id: int, destination: str = "", accused: str = "") -> Printed:
    """Write the paper for the envelope, addressed to a body of the short list. Raises `Refused`; then nothing is noted.

    The file's name holds the number and no name; it is removed when the report was handed over.
    """
    with acting(desk, "report.print") as act:
        must(acts.PRINT_SEALED, desk, matter_id)
        matter = Matter.get_by_id(matter_id)
        act.about(matter)
        where = destination_for(desk, matter, destination, accused)
        report = SealedReport.get(SealedReport.matter == matter)
        printed = write_in(act, report, where.name, tuple(_lines(matter)))
    return replace(printed, warnings=(*printed.warnings, *filter(None, [to_call_back(matter_id)])))


def write_in(act: Act, report: SealedReport, destination: str, lines: Lines) -> Printed:
    """Write the paper and note that it is printed, within another act."""
    from jiefang_tui.documents.law.sealed_report import SealedPaper, sealed_report_docx

    report = act.change(report)
    report.handed_to, report.printed_on = destination, act.today
    number = report.matter.register_no
    paper = SealedPaper(act.desk.office_name, number, report.received_on, destination, act.today, lines)
    file = act.desk.folder.exports / f"{number}-{NAME}.docx"
    if not lines and file.exists():  # its words stand on that paper and nowhere else
        return Printed(file, NAME, ("密封送达，拿回执再办完移送。",))
    try:
        content = sealed_report_docx(paper).content
        path = write_paper(act.desk, file.name, content, tells=[f"matter:{report.matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(NAME, error)) from error
    return Printed(path, NAME, ("密封送达，拿回执再办完移送。",))


def _lines(matter: Matter) -> Iterator[tuple[str, str]]:
    """Everything that the handover will erase, in the order in which it is read."""
    yield from _registered(matter)
    pairs = VisitMatter.select(VisitMatter, Visit).join(Visit).where(VisitMatter.matter == matter).order_by(Visit.id)
    for pair in pairs:
        came = pair.visit
        said = [text for text in (pair.request_said, came.talk_note, pair.told) if text]
        if said:
            yield f"{came.day} 来访", "\n".join(said)
    for event in MatterEvent.select().where(MatterEvent.matter == matter).order_by(MatterEvent.on_day, MatterEvent.id):
        if event.kind != "registered":
            yield f"{event.on_day} 记录", event.text


def _registered(matter: Matter) -> Iterator[tuple[str, str]]:
    """Who it was, what they said, whom it is against, which papers lie with it."""
    if not matter.request.strip():
        return
    yield "检举人", who(matter)
    yield "诉求", matter.request
    told = (
        ("事实与理由", matter.facts),
        ("被反映的单位和人", " ".join(one for one in (matter.concerned_unit, matter.concerned_person) if one)),
        ("发生地", matter.problem_place),
        ("走过的程序", matter.prior_procedures),
    )
    yield from ((label, text) for label, text in told if text)
    papers = [row.name for row in Material.select().where(Material.matter == matter)]
    files = [f"{row.name}({row.kept_at})" for row in Attachment.select().where(Attachment.matter == matter)]
    if papers or files:
        yield "材料(一并装入)", "、".join((*papers, *files))


def who(matter: Matter) -> str:
    """Who it was, with phone and address, and who came along."""
    visits = [pair.visit for pair in VisitMatter.select().where(VisitMatter.matter == matter).order_by(VisitMatter.id)]
    person: Petitioner | None = matter.petitioner or next((one.petitioner for one in visits if one.petitioner), None)
    parts: list[Any] = [person.name, person.phone, person.id_no, person.address] if person is not None else []
    if not parts:
        parts = [matter.petitioner_name if matter.petitioner_name != SEALED_NAME else ""]
        parts += [one.shown_name for one in visits[:1]]
    came = [row for one in visits for row in Companion.select().where(Companion.visit == one)]
    parts += [f"同访人 {row.name} {row.phone}".rstrip() for row in came]
    return " ".join(dict.fromkeys(part for part in parts if part)) or "没有留名"
