"""检举控告 from what was registered to the handover: found, printed, handed over, and only then taken out of the file.

Of a report number, date and destination stay, and nothing else (Regulation Art. 30(3), 46(5)). Until the receiving body
has signed for it, it waits here under 法定, and its words stand on no list.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from jiefang_tui.reference.reports import Destination
from jiefang_tui.rules.reports import why_not_there
from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.numbers import arrival_key
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.services.desk.moving import day_of, move
from jiefang_tui.services.desk.numbering import create_numbered
from jiefang_tui.services.desk.old_copies import copies_elsewhere, must_forget
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.reports import SEALED_NAME, SEALED_TITLE, next_register_no, title_of
from jiefang_tui.store import sealing, search
from jiefang_tui.store.models import Document, Matter, Officer, SealedReport, Visit, VisitMatter
from jiefang_tui.terms import Category, EntryKind, MatterState, Outcome, Rank, ReportAnswer

ANONYMOUS = "匿名"

# -- found to be one, or not


def make_report(desk: Desk, matter_id: int, noticed_by: str, confirmed_by: str) -> str:
    """A registered claim or letter is a report: whoever noticed says so, a second person who is not meant confirms.

    From now on it waits to be handed over; nothing is erased yet. Returns a sentence; raises `Refused`.
    """
    with acting(desk, "report.make") as act:
        must(acts.REPORT, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        make_report_in(act, matter, noticed_by, confirmed_by)
    return f"{matter.register_no} 按检举控告办理；请打印移送密件，移送并有回执以后才清除。"


def make_report_in(
    act: Act, matter: Matter, noticed_by: str, confirmed_by: str, *, is_registering: bool = False
) -> SealedReport:
    """The body of `make_report`, for a talk that ends in it. One that is a report already stays as it is.

    `is_registering`: the clerk answers so at the window, alone; until the handover it can be said that it was a slip.
    """
    known: SealedReport | None = SealedReport.get_or_none(SealedReport.matter == matter)
    if known is not None:
        return act.change(known)
    if not is_registering:
        must_be_two(matter, noticed_by, confirmed_by)
    _must_be_whole(matter)
    report = act.create(
        SealedReport,
        matter=matter,
        received_on=matter.received_on,
        asked_on=act.today,
        asked_by=noticed_by.strip(),
        confirmed_by=confirmed_by.strip(),
    )
    matter.category, matter.report_answer = Category.REPORT_ACCUSATION, ReportAnswer.REPORT
    matter.title, matter.petitioner_name = SEALED_TITLE, SEALED_NAME
    search.index_matter(matter, act.desk.reference.pinyin)
    for visit in _about_it_alone(matter):
        act.change(visit).shown_name = SEALED_NAME
        search.index_visit(visit, act.desk.reference.pinyin)
    return report


def wait_as_report(desk: Desk, day: date, channel: str, **told: Any) -> Matter:
    """A report with its words and without a visit, until it is handed over. Runs within the act it came with."""
    with acting(desk, "report.register") as act:
        matter = create_numbered(
            act,
            Matter,
            "register_no",
            lambda: next_register_no(desk, day),
            title=SEALED_TITLE,
            petitioner_name=SEALED_NAME,
            received_on=day,
            recorded_on=act.today,
            channel=channel,
            category=Category.CLAIM,
            state=MatterState.REGISTERED,
            first_receiver=desk.officer_id,
            **told,
        )
        make_report_in(act, matter, desk.officer_name, "", is_registering=True)
        act.event(matter.id, EntryKind.REGISTERED, "登记", day)
    return matter


def _about_it_alone(matter: Matter) -> list[Visit]:
    """Visits that were about nothing else that may be read here."""
    about = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter == matter)
    others = VisitMatter.select(VisitMatter.visit).join(Matter).where(Matter.is_readable)
    return list(Visit.select().where(Visit.id.in_(about) & Visit.id.not_in(others.where(Matter.id != matter.id))))


def must_be_two(matter: Matter, noticed_by: str, confirmed_by: str) -> None:
    """Two named people, neither of them meant."""
    for words, field, what in (
        (noticed_by, "noticed_by", "谁发现的"),
        (confirmed_by, "confirmed_by", "第二个确认的人"),
    ):
        if not fold(words):
            raise Refused(f"请写{what}的姓名。", field)
        must_not_be_kept_away(matter, words, field=field)
    if fold(noticed_by) == fold(confirmed_by):
        raise Refused("确认的人要是另一个人；请写第二个人的姓名。", "confirmed_by")


def _must_be_whole(matter: Matter) -> None:
    if why := acts.why_not_whole(matter):
        raise Refused(why)


def no_report(desk: Desk, matter_id: int, reason: str) -> str:
    """It was no report after all: it goes on as a claim with its words and dates. Raises `Refused`."""
    if not reason.strip():
        raise Refused("请写明为什么不是检举控告。", "reason")
    with acting(desk, "report.take_back", reason.strip()) as act:
        must(acts.NO_REPORT, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        act.remove(SealedReport.get(SealedReport.matter == matter))
        matter.category, matter.report_answer = Category.CLAIM, ReportAnswer.CLAIM
        matter.title = title_of(matter.request)
        for visit in _about_it_alone(matter):
            act.change(visit).shown_name = visit.petitioner.name if visit.petitioner is not None else ANONYMOUS
            search.index_visit(visit, desk.reference.pinyin)
        matter.petitioner_name = _name_of(matter)
        for pair in VisitMatter.select().where(
            (VisitMatter.matter == matter) & (VisitMatter.outcome == Outcome.SEALED)
        ):
            act.change(pair).outcome = ""
            pair.decided_at = None
        search.index_matter(matter, desk.reference.pinyin)
    return f"{matter.register_no} 恢复为申诉求决，原来的内容和期限都在。"


def _name_of(matter: Matter) -> str:
    if matter.petitioner is not None:
        return str(matter.petitioner.name)
    came = Visit.select(Visit.shown_name).join(VisitMatter).where(VisitMatter.matter == matter).order_by(Visit.id)
    return came.scalar() or ""


# -- where to


def destination_for(desk: Desk, matter: Matter, name: str, accused: str) -> Destination:
    """The body of that name, of the short list of reports.toml (the first where none is named); else `Refused`.

    `accused`: `terms.Accused`, as the clerk says; compared and kept nowhere.
    """
    listed = desk.reference.reports.destinations
    wanted = fold(name)
    found = next((one for one in listed if wanted in (fold(one.name), one.code)), None) if wanted else listed[0]
    if found is None:
        names = "、".join(one.name for one in listed)
        raise Refused(f"检举控告只能移送到：{names}（条例第三十条）。", "unit")
    if found.is_for_village_only:
        told = (matter.concerned_person, matter.concerned_unit)
        if why := why_not_there(found.name, accused, told, _leading(desk)):
            raise Refused(why, "unit")
    return found


def _leading(desk: Desk) -> Iterable[str]:
    """Posts of the town's leaders, and the names of those who hold one or work for the 纪委."""
    ranks = desk.reference.cards.ranks
    posts = [word for rank in (Rank.HEAD, Rank.DEPUTY) for word in ranks[rank]]
    for officer in Officer.select():
        unit = officer.unit.name if officer.unit is not None else ""
        if "纪" in officer.post + unit or any(post in officer.post for post in posts):
            posts.append(officer.name)
    return posts


# -- handed over


def hand_over(
    desk: Desk, matter_id: int, receipt: str, destination: str = "", accused: str = "", on_day: date | None = None
) -> str:
    """The receiving body has it: `receipt` says who signed there. Then its content is taken out of the file for good.

    `destination`: as printed where none is named. Returns a sentence; raises `Refused`.
    """
    if not receipt.strip():
        raise Refused("请写对方谁签收的，或者回执编号。", "receipt")
    with acting(desk, "report.hand_over") as act:
        must(acts.HAND_OVER, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        report = act.change(SealedReport.get(SealedReport.matter == matter))
        day = day_of(act, on_day, report.printed_on)
        if destination or not report.handed_to:
            report.handed_to = destination_for(desk, matter, destination, accused).name
        report.handed_on, report.receipt = day, receipt.strip()
        _must_be_whole(matter)
        files = _take_content_out(act, matter)
        move(act, matter, MatterState.SEALED_OUT)
        act.event(matter.id, EntryKind.OUTCOME, f"移送{report.handed_to}(密件)", day)
        act.reason = "密件：姓名、内容及有关记录已清除(条例第三十条第三款)"
        must_forget(desk.folder)
    kept = remove_files(files)
    left = f"还没有删掉的文件请关上再删：{'、'.join(path.name for path in kept)}。" if kept else ""
    said = f"{matter.register_no} 已移送{report.handed_to}，内容已清除；本机旧备份在退出时一并清除。"
    return said + left + copies_elsewhere(desk.folder)


def _take_content_out(act: Act, matter: Matter) -> tuple[Path, ...]:
    pinyin, papers = act.desk.reference.pinyin, _papers(act.desk, matter)
    act.redact(matter)
    sealed = sealing.clear_matter(matter)
    for column, value in sealing.emptied(Matter).items():
        setattr(matter, column, value)
    matter.category = Category.REPORT_ACCUSATION
    matter.petitioner_name, matter.title = SEALED_NAME, SEALED_TITLE
    for one in sealed.visits:
        papers += printed_papers(act.desk, one)
        if one.id in sealed.alone:
            search.index_visit(one, pinyin)
    search.index_matter(matter, pinyin)
    search.leave_no_trace()
    return (*papers, *(act.desk.folder.attachments / name for name in sealed.files))


def _papers(desk: Desk, matter: Matter) -> list[Path]:
    """Papers of the matter in the exports folder: those named by its number, and those its documents say."""
    files = {
        Path(row.file).name for row in Document.select().where((Document.matter == matter) & (Document.file != ""))
    }
    return [*printed_sheets(desk, matter), *(desk.folder.exports / name for name in sorted(files))]


def printed_papers(desk: Desk, visit: Visit) -> list[Path]:
    """Papers of a visit that lie in the exports folder; their names begin with day and queue number."""
    return sorted(desk.folder.exports.glob(f"{visit.day}-{arrival_key(visit.queue_no, visit.id)}-*.docx"))


def printed_sheets(desk: Desk, matter: Matter) -> list[Path]:
    """Papers about a matter that lie in the exports folder; their names hold its number."""
    return sorted(desk.folder.exports.glob(f"*{matter.register_no}*"))


# -- 通报组织部门 (Art. 30(2))


def tell_organisation(desk: Desk, matter_id: int, told_to: str, on_day: date | None = None) -> str:
    """The 组织部门 was told of a report that was handed over; off in a township. Raises `Refused`."""
    with acting(desk, "report.tell_organisation") as act:
        must(acts.TELL_ORGANISATION, desk, matter_id)
        body = told_to.strip() or desk.reference.reports.organisation
        act.event(
            matter_id, EntryKind.OUTCOME, f"{acts.TOLD_ORGANISATION}{body}(条例第三十条第二款)", day_of(act, on_day)
        )
    return f"已记下通报{body}。"


def untell_organisation(desk: Desk, matter_id: int, reason: str) -> str:
    """It was written down by mistake that the 组织部门 was told. Raises `Refused`."""
    if not reason.strip():
        raise Refused("请写明为什么收回。", "reason")
    with acting(desk, "report.untell_organisation", reason.strip()) as act:
        must(acts.UNTELL_ORGANISATION, desk, matter_id)
        act.event(matter_id, EntryKind.CHANGE, f"{acts.NOT_TOLD}：{reason.strip()}")
    return "已收回通报。"
