"""拆出检举控告: a registered matter that holds a claim and a report becomes two, and nothing here links them.

The claim keeps its words, its number and its clock (Art. 19(1), 23, 44(1)); the report's words go on the sealed paper
and are taken out of everything the claim left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jiefang_tui.rules.text import fold
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.old_copies import copies_elsewhere, must_forget
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.services.law import acts, sealed_paper
from jiefang_tui.services.law.report_words import forget_answers, must_be_a_claim
from jiefang_tui.services.law.reports import register_report, title_of
from jiefang_tui.services.law.sealing import destination_for, must_be_two, printed_papers, printed_sheets
from jiefang_tui.store import sealing, search
from jiefang_tui.store.models import Matter, SealedReport, VisitMatter, db
from jiefang_tui.store.sealing import TOLD
from jiefang_tui.terms import ReportAnswer

__all__ = ["TOLD", "take_report_out"]


def take_report_out(
    desk: Desk,
    matter_id: int,
    claim: Mapping[str, str],
    noticed_by: str,
    confirmed_by: str,
    destination: str = "",
    accused: str = "",
) -> Printed:
    """Make two of a matter: `claim` are the claim's own words (`store.TOLD`), all else was the report's.

    The report's words are printed for the envelope at once, and stand nowhere in the file from then on. Raises
    `Asks` where what is left sounds like a report, and `Refused`; then nothing was done.
    """
    kept = {name: claim.get(name, "").strip() for name in TOLD}
    if not kept["request"]:
        raise Refused("请写求决的诉求；全是检举的，请用「改成检举控告」。", "request")
    with storing(), db.atomic():
        # Two acts, so that no entry of the audit trail names both.
        printed = _register_and_print(desk, matter_id, kept, noticed_by, confirmed_by, destination, accused)
        try:
            files = _leave_the_claim(desk, matter_id, kept)
        except BaseException:
            remove_files([printed.path])
            raise
    forget_answers(desk)
    left = remove_files(path for path in files if path != printed.path)
    more = f"还没有删掉的文件请关上再删：{'、'.join(path.name for path in left)}。" if left else ""
    more += copies_elsewhere(desk.folder)
    return Printed(printed.path, printed.name, (*printed.warnings, *([more] if more else [])))


def _register_and_print(
    desk: Desk,
    matter_id: int,
    kept: Mapping[str, str],
    noticed_by: str,
    confirmed_by: str,
    destination: str,
    accused: str,
) -> Printed:
    must(acts.APART, desk, matter_id)
    claim = Matter.get_by_id(matter_id)
    if all(fold(getattr(claim, name)) == fold(text) for name, text in kept.items()):
        raise Refused("求决的话和原来的一样；请把检举的话从里面删去。", "request")
    must_be_a_claim(desk, kept)
    must_be_two(claim, noticed_by, confirmed_by)
    where = destination_for(desk, claim, destination, accused)
    report = SealedReport.get(SealedReport.matter == register_report(desk, claim.received_on, claim.channel))
    lines = tuple(sealed_paper.lines_of(claim, claim.request, claim.facts))
    with acting(desk, "report.print") as act:
        report = act.change(report)
        report.asked_on, report.asked_by, report.confirmed_by = act.today, noticed_by.strip(), confirmed_by.strip()
        return sealed_paper.write_in(act, report, where.name, lines)


def _leave_the_claim(desk: Desk, matter_id: int, kept: Mapping[str, str]) -> list[Path]:
    with acting(desk, "matter.correct") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        act.redact(matter)
        files = printed_sheets(desk, matter)
        for pair in VisitMatter.select().where(VisitMatter.matter == matter):
            files += printed_papers(desk, pair.visit)
        attached = sealing.take_out(matter, kept, title_of(kept["request"]))
        for name, text in kept.items():
            setattr(matter, name, text)
        matter.title, matter.report_answer = title_of(kept["request"]), ReportAnswer.CLAIM
        search.index_matter(matter, desk.reference.pinyin)
        search.leave_no_trace()
        must_forget(desk.folder, apart=[matter.uid])
    return [*files, *(desk.folder.attachments / name for name in attached)]
