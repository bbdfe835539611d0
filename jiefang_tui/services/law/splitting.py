"""拆出检举控告: a registered matter that holds a claim and a report becomes two, and nothing here links them.

The claim keeps its number, its clock (Art. 19(1), 23, 44(1)) and what the clerk confirmed as its words. Everything else
that was told goes whole on the sealed paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from jiefang_tui.rules.text import fold
from jiefang_tui.services.asking.reports import register_report, title_of
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.forgotten import remember
from jiefang_tui.services.desk.old_copies import copies_elsewhere, must_forget
from jiefang_tui.services.desk.printed import Printed, papers_telling
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.services.law import acts, sealed_paper
from jiefang_tui.services.law.report_words import forget_answers, must_be_a_claim
from jiefang_tui.services.law.sealing import destination_for, must_be_two
from jiefang_tui.services.law.sealing_files import printed_papers, printed_sheets
from jiefang_tui.store import apart, search
from jiefang_tui.store.apart import TOLD, Place
from jiefang_tui.store.models import Attachment, Matter, SealedReport, VisitMatter, db
from jiefang_tui.terms import ReportAnswer

__all__ = ["TOLD", "Place", "places_to_confirm", "take_report_out"]


def places_to_confirm(matter_id: int) -> list[Place]:
    """What else was written down of the matter, in the order of the file: the clerk says which of it is the claim's.

    The words of its first registration are not among them: there the claim's new words stand.
    """
    matter = Matter.get_by_id(matter_id)
    written = {*(apart.key_of(matter, name) for name in TOLD), apart.first_said(matter)}
    return [place for place in apart.places(matter) if place.key not in written]


def take_report_out(
    desk: Desk,
    matter_id: int,
    claim: Mapping[str, str],
    noticed_by: str,
    confirmed_by: str,
    destination: str = "",
    accused: str = "",
    kept: Collection[str] = (),
) -> Printed:
    """Make two of a matter: `claim` are the claim's own words (`TOLD`), `kept` the other places that are the claim's.

    What is in neither (`places_to_confirm`, by `Place.key`) is the report's: it is printed whole for the envelope at
    once, and stands nowhere in the file from then on. Raises `Asks` where what is left sounds like a report, and
    `Refused`; then nothing was done.
    """
    words = {name: claim.get(name, "").strip() for name in TOLD}
    if not words["request"]:
        raise Refused("请写求决的诉求；全是检举的，请用「改成检举控告」。", "request")
    with storing(), db.atomic():
        # Two acts, so that no entry of the audit trail names both.
        must(acts.APART, desk, matter_id)
        matter = Matter.get_by_id(matter_id)
        now = _now(matter, words, kept)
        gone = [place for place in apart.places(matter) if fold(place.text) != fold(now.get(place.key, ""))]
        if not gone:
            raise Refused("求决的话和原来的一样；请把检举的话从里面删去。", "request")
        must_be_a_claim(desk, words)
        must_be_two(matter, noticed_by, confirmed_by)
        where = destination_for(desk, matter, destination, accused)
        lines = tuple(_lines(matter, words, gone))
        report = SealedReport.get(SealedReport.matter == register_report(desk, matter.received_on, matter.channel))
        with acting(desk, "report.print") as act:
            report = act.change(report)
            report.asked_on, report.asked_by, report.confirmed_by = act.today, noticed_by.strip(), confirmed_by.strip()
            _take_along(act, matter, report.matter, gone)
            printed = sealed_paper.write_in(act, report, where.name, lines)
        try:
            files = _leave_the_claim(desk, matter_id, words, now)
        except BaseException:
            remove_files([printed.path])
            raise
    remember(desk.folder, apart=[matter.uid])
    forget_answers(desk)
    left = remove_files(path for path in files if path != printed.path)
    more = f"还没有删掉的文件请关上再删：{'、'.join(path.name for path in left)}。" if left else ""
    more += copies_elsewhere(desk.folder)
    return Printed(printed.path, printed.name, (*printed.warnings, *([more] if more else [])))


def _now(matter: Matter, words: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """What every place of the claim says from now on."""
    now = {place.key: place.text for place in apart.places(matter) if place.key in kept}
    now |= {apart.key_of(matter, name): text for name, text in words.items()}
    first = apart.first_said(matter)
    return now if first is None else now | {first: words["request"]}


def _lines(matter: Matter, words: Mapping[str, str], gone: Collection[Place]) -> Iterator[tuple[str, str]]:
    """The paper: who it was, then every place that is not the claim's, whole; what stands there twice is told once."""
    yield "检举人", sealed_paper.who(matter)
    told = {*words.values()}
    for place in gone:
        if place.text not in told:
            told.add(place.text)
            yield " ".join(str(part) for part in (place.day, place.label) if part), place.text
    for text in apart.reasons(matter):
        if not any(text in one for one in told):
            yield "办理中写的原因", text


def _take_along(act: Act, matter: Matter, report: Matter, gone: Collection[Place]) -> None:
    """Attached files that are not the claim's wait with the report, under no name, until it is handed over."""
    keys = {place.key for place in gone}
    for ordinal, row in enumerate(Attachment.select().where(Attachment.matter == matter).order_by(Attachment.id), 1):
        if apart.key_of(row, "name") in keys and row.size:
            act.create(
                Attachment,
                matter=report,
                name=f"附件{ordinal}",
                kept_at=row.kept_at,
                sha256=row.sha256,
                size=row.size,
                added_at=row.added_at,
                officer=row.officer_id,
            )


def _leave_the_claim(desk: Desk, matter_id: int, words: Mapping[str, str], now: Mapping[str, str]) -> list[Path]:
    with acting(desk, "matter.correct") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        act.redact(matter)
        files = printed_sheets(desk, matter)
        for pair in VisitMatter.select().where(VisitMatter.matter == matter):
            files += printed_papers(desk, pair.visit)
        files += papers_telling(desk.folder, [f"matter:{matter_id}"])
        attached = apart.take_out(matter, now, title_of(words["request"]))
        for column in apart.told_of(matter):
            setattr(matter, column, now.get(apart.key_of(matter, column), ""))
        matter.title, matter.report_answer = title_of(words["request"]), ReportAnswer.CLAIM
        search.index_matter(matter, desk.reference.pinyin)
        search.leave_no_trace()
        must_forget(desk.folder, apart=[matter.uid])
    return [*files, *(desk.folder.attachments / name for name in attached)]
