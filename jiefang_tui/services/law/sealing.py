"""移送(密件): of a report (检举控告) number, date and destination stay, nothing else (Regulation Art. 30(3))."""

from __future__ import annotations

from pathlib import Path

from jiefang_tui.rules.numbers import arrival_label
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import move
from jiefang_tui.store import sealing, search
from jiefang_tui.store.models import (
    Matter,
    Responsibility,
    SealedReport,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import (
    Category,
    EntryKind,
    MatterState,
)


def seal(act: Act, visit: Visit, pair: VisitMatter, matter: Matter, unit: Unit) -> tuple[Path, ...]:
    """Hand a report over to `unit` and take its content out of the file, whatever it had been registered as.

    Returns the files on disk that tell of it; they are to be removed once the act is committed. Raises `Refused` for a
    matter that a leader owns: what is under way cannot vanish, the report is registered as a matter of its own.
    """
    if Responsibility.select().where(Responsibility.matter == matter).exists():
        raise Refused("这件已有领导包案，不能整件移送；请按 F2 把检举的内容另登记一件。")
    if matter.merged_into_id is not None or Matter.select().where(Matter.merged_into == matter).exists():
        raise Refused("这件和别的事项并过，内容分在几处；请先撤销合并，再逐件移送。")
    report = SealedReport.get_or_none(SealedReport.matter == matter)
    if report is None:
        report = act.create(SealedReport, matter=matter, received_on=matter.received_on)
    report = act.change(report)
    report.handed_to, report.handed_on = unit.name, visit.day
    files = _take_content_out(act, visit, pair, matter)
    move(act, matter, MatterState.SEALED_OUT)
    act.event(matter.id, EntryKind.OUTCOME, f"移送{unit.name}(密件)", visit.day)
    act.reason = act.reason or "密件：姓名、内容及有关记录已清除(条例第三十条第三款)"
    return files


def _take_content_out(act: Act, visit: Visit, pair: VisitMatter, matter: Matter) -> tuple[Path, ...]:
    pinyin = act.desk.reference.pinyin
    printed = printed_sheets(act.desk, matter)
    sealed = sealing.clear_matter(matter)
    act.redact(matter, pair, visit)
    for row, alone in ((matter, True), (pair, True), (visit, visit.id in sealed.alone)):
        for column, value in sealing.emptied(type(row), alone=alone).items():
            setattr(row, column, value)
    matter.category = Category.REPORT_ACCUSATION
    matter.petitioner_name, matter.title = SEALED_NAME, SEALED_TITLE
    for one in sealed.visits:
        printed += printed_papers(act.desk, one)
        if one.id in sealed.alone:
            search.index_visit(one, pinyin)
    search.index_matter(matter, pinyin)
    search.leave_no_trace()
    return (*printed, *(act.desk.folder.attachments / name for name in sealed.files))


def printed_papers(desk: Desk, visit: Visit) -> list[Path]:
    """Papers of a visit that lie in the exports folder; their names begin with day and queue number."""
    return sorted(desk.folder.exports.glob(f"{visit.day}-{arrival_label(visit.queue_no, f'来件{visit.id}')}-*.docx"))


def printed_sheets(desk: Desk, matter: Matter) -> list[Path]:
    """督办单 and 催办单 about a matter that lie in the exports folder; their names begin with its number."""
    return sorted(desk.folder.exports.glob(f"{matter.register_no}-*.docx"))


SEALED_TITLE = "检举控告(密)"


SEALED_NAME = "(密)"
