"""检举控告 from what was registered to the handover: found, printed, handed over, and only then taken out of the file.

Of a report number, date and destination stay, and nothing else (Regulation Art. 30(3), 46(5)). Until the receiving body
has signed for it, it waits here under 法定, and its words stand on no list.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jiefang_tui.reference.reports import Destination
from jiefang_tui.rules.kept_away import is_of_unit, is_same_person
from jiefang_tui.rules.reports import sounds_like_report, why_not_there
from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.services.asking.reports import SEALED_NAME, SEALED_TITLE, title_of
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.forgotten import remember
from jiefang_tui.services.desk.kept_away import may_mean, must_not_be_kept_away, must_not_be_meant, officers_named
from jiefang_tui.services.desk.moving import LIVE, day_of, move
from jiefang_tui.services.desk.old_copies import copies_elsewhere, must_forget
from jiefang_tui.services.desk.printed import forget_papers, old_papers_naming, papers_telling
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.line_acts import went_to
from jiefang_tui.services.law.sealing_files import own_papers, papers_to_get_back, printed_papers, remove_shared_papers
from jiefang_tui.store import household_words, sealing, search
from jiefang_tui.store.models import (
    Appointment,
    Dispatch,
    Dispute,
    FieldVisit,
    Matter,
    Officer,
    Petitioner,
    SealedReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.office.known_as import known_as
from jiefang_tui.store.sealing import forget
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
    shown = remove_shared_papers(desk, matter)
    said = f"{matter.register_no} 按检举控告办理；请打印移送密件，移送并有回执以后才清除。"
    return said + papers_to_get_back(shown) + to_call_back(matter_id)


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
    _end_dispatches(act, matter)
    search.index_matter(matter, act.desk.reference.pinyin)
    for visit in _about_it_alone(matter):
        act.change(visit).shown_name = SEALED_NAME
        search.index_visit(visit, act.desk.reference.pinyin)
    return report


def _end_dispatches(act: Act, matter: Matter) -> None:
    """Nobody it was handed to leads it or answers it any more: they may be whom it is about (Art. 30(3))."""
    for row in Dispatch.select().where((Dispatch.matter == matter) & LIVE):
        act.change(row).ended_on = act.today
    matter.lead_unit, matter.handler = None, None
    if matter.state in (MatterState.SUBMITTED_UP, MatterState.IN_MEDIATION):
        move(act, matter, MatterState.HANDLING)


def to_call_back(matter_id: int) -> str:
    """Who still has papers of a report that waits, in a sentence; empty when nobody has."""
    names = dict.fromkeys(went_to(row) for row in acts.still_out(matter_id))
    return f"已交给{'、'.join(names)}的材料请收回，收回了记一笔。" if names else ""


def got_back(desk: Desk, matter_id: int, on_day: date | None = None) -> str:
    """记材料已收回: what had been handed to units before it was found to be a report is back. Raises `Refused`."""
    with acting(desk, "report.got_back") as act:
        must(acts.GOT_BACK, desk, matter_id)
        act.about(Matter.get_by_id(matter_id))
        for row in acts.still_out(matter_id):
            row = act.change(row)
            row.returned_on = day_of(act, on_day, row.sent_on)
    return "已记下材料收回。"


def _about_it_alone(matter: Matter) -> list[Visit]:
    """Visits that were about nothing else that may be read here."""
    about = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter == matter)
    others = VisitMatter.select(VisitMatter.visit).join(Matter).where(Matter.is_readable)
    return list(Visit.select().where(Visit.id.in_(about) & Visit.id.not_in(others.where(Matter.id != matter.id))))


def must_be_two(matter: Matter, noticed_by: str, confirmed_by: str) -> None:
    """Two named people, neither of them meant; who confirms is of no unit that is meant (Art. 30(3))."""
    for words, field, what in (
        (noticed_by, "noticed_by", "谁发现的"),
        (confirmed_by, "confirmed_by", "第二个确认的人"),
    ):
        if not fold(words):
            raise Refused(f"请写{what}的姓名。", field)
        if wrong := parse_full_name(words).error:
            raise Refused(wrong, field)
        must_not_be_kept_away(matter, words, field=field)
        must_not_be_meant(matter, words, field=field)
    if is_same_person(noticed_by, confirmed_by) or fold(noticed_by) == fold(confirmed_by):
        raise Refused("确认的人要是另一个人；请写第二个人的姓名。", "confirmed_by")
    told = (matter.concerned_unit, matter.concerned_person)
    for officer in officers_named(confirmed_by):
        if officer.unit is not None and any(is_of_unit(one, officer.unit.name) for one in told if one.strip()):
            why = f"{officer.name}是被反映单位的人，请换别的单位的人确认（条例第三十条第三款）。"
            raise Refused(why, "confirmed_by")


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
    ended = Dispatch.select().where((Dispatch.matter == matter) & Dispatch.ended_on.is_null(False)).exists()
    again = "原来交办的已收回，还要办的请重新交办。" if ended else ""
    return f"{matter.register_no} 恢复为申诉求决，原来的内容和期限都在。{again}"


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
        if why := why_not_there(found.name, accused, told, _said(matter), _of_the_town(desk, matter)):
            raise Refused(why, "unit")
    return found


def _said(matter: Matter) -> list[str]:
    pairs = VisitMatter.select(VisitMatter.request_said).where(VisitMatter.matter == matter)
    return [matter.request, matter.facts, *(pair.request_said for pair in pairs)]


def _of_the_town(desk: Desk, matter: Matter) -> list[str]:
    """Posts and bodies of the town, and of its people on the roster the names; whoever may be meant as told, too."""
    ranks = desk.reference.cards.ranks
    words = [word for rank in (Rank.HEAD, Rank.DEPUTY) for word in ranks[rank]]
    words += desk.reference.reports.words["town"]
    for officer in Officer.select():
        known = known_as(officer)
        where = "".join((*known.posts, *known.units))
        if any(word in where for word in ("村", "社区")):
            continue
        words += known.names
        if may_mean(matter.concerned_person, officer):
            words.append(matter.concerned_person)
    return words


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
        booked = _bookings(desk, matter)
        lines = [row.uid for model in (FieldVisit, Dispute) for row in model.select().where(model.matter == matter)]
        lines += [row.uid for row in household_words.of_report(matter)]
        files, shown = _take_content_out(act, matter, [f"appointment:{row.id}" for row in booked])
        forget(Appointment, [row.id for row in booked])
        move(act, matter, MatterState.SEALED_OUT)
        act.event(matter.id, EntryKind.OUTCOME, f"移送{report.handed_to}(密件)", day)
        act.reason = "密件：姓名、内容及有关记录已清除(条例第三十条第三款)"
        must_forget(desk.folder, appointments=[row.uid for row in booked], lines=lines)
    remember(desk.folder, appointments=[row.uid for row in booked], lines=lines)
    kept = remove_files(files)
    forget_papers(desk.folder)
    left = f"还没有删掉的文件请关上再删：{'、'.join(path.name for path in kept)}。" if kept else ""
    said = f"{matter.register_no} 已移送{report.handed_to}，内容已清除；本机旧备份在退出时一并清除。"
    return said + papers_to_get_back(shown) + left + copies_elsewhere(desk.folder)


def _bookings(desk: Desk, matter: Matter) -> list[Appointment]:
    """Bookings (约访) by who came with it that are tied to nothing and say something of the kind, or are all there is.

    Somebody else's of the same name has another phone.
    """
    came = [pair.visit for pair in VisitMatter.select().where(VisitMatter.matter == matter)]
    people = {one.petitioner_id: one.petitioner for one in came if one.petitioner is not None}
    elsewhere = Visit.petitioner.in_(list(people)) & Visit.id.not_in([one.id for one in came])
    alone = people.keys() - {one.petitioner_id for one in Visit.select().where(elsewhere)}
    officers, words = [row.name for row in Officer.select()], desk.reference.reports.words
    found = []
    for row in Appointment.select().where(Appointment.matter.is_null() & Appointment.visit.is_null()):
        theirs = {number for number, one in people.items() if _booked_by(row, one)}
        if theirs & alone or (theirs and sounds_like_report([row.about], "", "", officers, words)):
            found.append(row)
    return found


def _booked_by(row: Appointment, person: Petitioner) -> bool:
    other_phone = row.phone and person.phone and fold(row.phone) != fold(person.phone)
    return fold(row.name) == fold(person.name) and not other_phone


def _take_content_out(act: Act, matter: Matter, booked: list[str]) -> tuple[tuple[Path, ...], list[Path]]:
    """Returns the files that go, and those of them that told of others, too (接访材料)."""
    pinyin, papers = act.desk.reference.pinyin, own_papers(act.desk, matter)
    act.redact(matter)
    sealed = sealing.clear_matter(matter, act.desk.reference.reports.words)
    for column, value in sealing.emptied(Matter).items():
        setattr(matter, column, value)
    matter.category = Category.REPORT_ACCUSATION
    matter.petitioner_name, matter.title = SEALED_NAME, SEALED_TITLE
    for one in sealed.visits:
        papers += printed_papers(act.desk, one)
        if one.id in sealed.alone:
            search.index_visit(one, pinyin)
    for person in sealed.people:
        search.index_person(person, pinyin)
    search.index_matter(matter, pinyin)
    search.leave_no_trace()
    telling = papers_telling(act.desk.folder, sealed.told | {*booked})
    telling += old_papers_naming(act.desk.folder, sealed.came)
    others = [path for path in telling if path not in papers]
    files = (*papers, *others, *(act.desk.folder.attachments / name for name in sealed.files))
    return files, others


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
