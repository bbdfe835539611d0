"""The two papers that leave the room: built from the file, written to the exports folder, handed to the system.

A paper that cannot be written never undoes or holds up anything: what was registered or decided is saved already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.rules.text import mask_id
from jiefang_tui.rules.typed.amounts import yuan
from jiefang_tui.rules.typed.numbers import arrival_key
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.office_data import QUERY_HOURS, office
from jiefang_tui.services.desk.printed import Printed, paper_sentence, template_of, write_paper
from jiefang_tui.services.law.telling import note_slips
from jiefang_tui.services.matter.matters import note_access
from jiefang_tui.services.reception.slip_words import notice_articles, slip_words
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.office.villages import area_name
from jiefang_tui.store.queries.reception.leader_facts import leader_facts
from jiefang_tui.store.queries.reception.papers import SlipFacts, last_visit_of, slip_facts
from jiefang_tui.store.queries.reception.visits import PairView, VisitView, visit_view
from jiefang_tui.terms import Category, Outcome, PairKind, SessionMode

if TYPE_CHECKING:
    from jiefang_tui.documents.desk.paper import Paper
    from jiefang_tui.documents.reception.papers import ReceptionForm, SlipMatter

RECEPTION_FORM = "接访登记表"
VISITOR_SLIP = "来访告知单"
NO_PHONE = "单上查询电话空着，请按 ^P 到接待室设置填写。"
"""Said when a slip was written without the office's telephone."""


def reception_form(desk: Desk, visit_id: int) -> Printed:
    """Write the reception form (接访登记表) of a visit at any time: before the talk for the leader's pen, afterwards
    with 接谈情况, 批示 and the boxes of 现场处理方式 ticked as decided.

    Raises `Refused` with a sentence when it cannot be written; nothing else is touched.
    """
    view = _view(visit_id)
    if any(pair.is_sealed for pair in view.pairs):
        raise Refused("密件不打印接访登记表；请用纸面密件登记。")
    try:
        from jiefang_tui.documents.reception import filled, papers

        paper = filled.reception_form_docx(_form(desk, view), template_of(desk, papers.RECEPTION_TEMPLATE))
        printed = _write(desk, view, RECEPTION_FORM, paper)
    except OSError as error:
        raise Refused(paper_sentence(RECEPTION_FORM, error)) from error
    try:
        note_access(desk, f"visit:{visit_id}", f"打印{RECEPTION_FORM}")
    except Refused as refused:
        return Printed(printed.path, RECEPTION_FORM, (*printed.warnings, f"但没有记下打印：{refused}"))
    return printed


def visitor_slip(desk: Desk, visit_id: int | None = None, matter_ids: Sequence[int] = ()) -> Printed:
    """Write the visitor's slip (来访告知单), the written notice of Regulation Art. 23(2). It tells nobody yet: how it
    was given is asked next (`services.law.telling`), about the papers it names.

    For all matters of a visit, or for `matter_ids` of it; without a visit, for the latest one about the first matter.
    Raises `Refused` with a sentence when it cannot be written; nothing is noted then.
    """
    if visit_id is None:
        visit_id = last_visit_of(matter_ids[0]) if matter_ids else None
    if visit_id is None:
        raise Refused("这个事项没有来访记录，不能出具来访告知单。")
    view = _view(visit_id)
    facts = [one for one in slip_facts(visit_id, matter_ids) if not one.is_sealed]
    if not facts:
        if view.pairs:
            return informers_slip(desk, view.pairs[0].matter_id)
        raise Refused("窗口接待不出具来访告知单。")
    try:
        from jiefang_tui.documents.reception import filled, papers

        own = office(desk)
        slip = papers.VisitorSlip(
            office=own.issuing_body,
            area=desk.reference.full_area_name(desk.area_code),
            visitor_name=view.name,
            received_on=view.day,
            issued_on=clock.today(),
            matters=tuple(_slip_matter(desk, one) for one in facts),
            notice_article=notice_articles(desk.reference.policy, facts),
            headcount=view.headcount,
            leader=" ".join(part for part in (view.session.leader, view.session.leader_post) if part),
            registrar=desk.officer_name,
            query_phone=own.query_phone,
            query_place=own.query_place or desk.office_name,
            query_hours=own.query_hours or QUERY_HOURS,
        )
        paper = filled.visitor_slip_docx(slip, template_of(desk, papers.SLIP_TEMPLATE))
        printed = _write(desk, view, VISITOR_SLIP, paper)
        if not own.query_phone:
            printed = replace(printed, warnings=(NO_PHONE, *printed.warnings))
    except OSError as error:
        raise Refused(paper_sentence(VISITOR_SLIP, error)) from error
    try:
        made = note_slips(desk, [one.matter_id for one in facts], printed.path.name)
    except Refused as refused:
        return replace(printed, warnings=(*printed.warnings, f"但没有记下这份文书：{refused}"))
    return replace(printed, documents=made)


def informers_slip(desk: Desk, matter_id: int) -> Printed:
    """Write the slip of a report (检举控告): its number, its date and where it goes, and nothing else (Art. 30(3)).

    Raises `Refused` with a sentence when it cannot be written.
    """
    from jiefang_tui.documents.reception import filled, papers

    view, own = matter_view(matter_id, clock.today(), desk.reference), office(desk)
    told = OUTCOMES[Outcome.SEALED].slip.format(where=view.handed_to)
    one = papers.SlipMatter(
        summary=Category.REPORT_ACCUSATION.label,
        outcome=f"{view.handed_on} 移送" if view.handed_on else "移送",
        register_no=view.register_no,
        route=told if view.handed_to else "已登记为检举控告，移送去向另行告知。",
        unit=view.handed_to,
        answer_basis="由受理机关依规处理",
    )
    slip = papers.VisitorSlip(
        office=desk.office_name,
        area=desk.reference.full_area_name(desk.area_code),
        visitor_name="",
        received_on=view.received_on,
        issued_on=clock.today(),
        matters=(one,),
        query_phone=own.query_phone,
        query_place=own.query_place or desk.office_name,
        query_hours=own.query_hours or QUERY_HOURS,
    )
    try:
        paper = filled.visitor_slip_docx(slip, template_of(desk, papers.SLIP_TEMPLATE))
        file = f"{view.register_no}-{VISITOR_SLIP}.docx"
        path = write_paper(desk, file, paper.content, tells=[f"matter:{matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(VISITOR_SLIP, error)) from error
    return Printed(path, VISITOR_SLIP, paper.warnings)


def open_paper(printed: Printed | Path) -> bool:
    """Open a paper with the program the system has for it. False if that could not be started. Never raises."""
    from jiefang_tui.documents.desk import write

    return write.open_with_system(printed.path if isinstance(printed, Printed) else printed)


# -- from the file to the paper


def _view(visit_id: int) -> VisitView:
    view = visit_view(visit_id, clock.today())
    if view is None:
        raise Refused("没有找到这次来访。")
    return view


def _write(desk: Desk, view: VisitView, name: str, paper: Paper) -> Printed:
    """The file name begins with day and number, by which a sealed report's papers are found again; no ID number."""
    from jiefang_tui.documents.desk import write

    file_name = f"{view.day}-{arrival_key(view.queue_no, view.id)}-{write.safe_name(view.name)}-{name}.docx"
    tells = [f"visit:{view.id}", *(f"matter:{pair.matter_id}" for pair in view.pairs)]
    path = write_paper(desk, file_name, paper.content, tells=tells)
    return Printed(path, name, paper.warnings)


def _form(desk: Desk, view: VisitView) -> ReceptionForm:
    from jiefang_tui.documents.desk.room import day_words
    from jiefang_tui.documents.reception import papers

    person, session = view.person, view.session
    first = view.pairs[0] if view.pairs else None
    again = [pair for pair in view.pairs if pair.visit_no > 1 and not pair.is_sealed]
    known = [leader_facts(pair.matter_id, clock.today(), desk.reference) for pair in again]
    said = tuple(line for one in known for line in one.said_lines)
    law = tuple(line for one in known for line in one.law_lines)
    more = len(view.open_matters)
    others = (f"另有在办{more}件：" + "；".join(one.title for one in view.open_matters),) if more else ()
    return papers.ReceptionForm(
        office=desk.office_name,
        area=desk.reference.full_area_name(desk.area_code),
        visitor_name=view.name + (f"(代{view.on_behalf_of})" if view.on_behalf_of else ""),
        requests=tuple(pair.request for pair in view.pairs) or (view.window_note,),
        received_at=view.arrived_at,
        queue_no=view.queue_no or None,
        reception_no=f"{view.day:%Y%m%d}-{view.queue_no:03d}" if view.queue_no else "",
        register_nos=tuple(pair.register_no for pair in view.pairs),
        place=session.place or desk.office_name,
        mode=SessionMode(session.mode).label,
        leader_name=session.leader,
        leader_post=session.leader_post,
        participants=session.people,
        sex=person.sex if person else "",
        age=person.age if person else None,
        phone=person.phone if person else "",
        id_no=mask_id(person.id_no) if person and person.id_no else "",
        address=person.address if person else "",
        headcount=view.headcount,
        representatives=view.representatives,
        companions=view.companions,
        visit_kind=_visit_kind(view, first),
        content_class=_each(desk.reference.class_label(pair.content_class) for pair in view.pairs),
        problem_area=_each(pair.problem_place or area_name(desk.reference, pair.problem_area) for pair in view.pairs),
        concerned_unit=_each(pair.concerned for pair in view.pairs),
        amount=_each(yuan(pair.amount_fen).replace(" ", "") for pair in view.pairs if pair.amount_fen is not None),
        facts=_each((pair.facts for pair in view.pairs), "\n"),
        procedures=(*law, *others, *(line for pair in view.pairs for line in _procedures(pair))),
        materials=view.materials,
        past_visits=(*said, *(_past(one.day.isoformat(), one.leader, one.outcome) for one in view.past)),
        commitments=tuple((f"{one.due_on}前 " if one.due_on else "") + one.text for one in view.promises),
        registrar=view.registrar,
        talk_note=view.talk_note,
        instructions=tuple(
            (f"{one.leader}：{one.text}" if one.leader else one.text) + f"（{day_words(one.signed_on)}签批）"
            for one in view.orders
        ),
        order_unit=_each((one.unit for one in view.orders), "、"),
        order_due=_each((day_words(one.due_on) for one in view.orders), "、"),
        outcomes=tuple(OUTCOMES[pair.outcome].digit for pair in view.pairs if pair.outcome is not None),
    )


def _each(texts: Iterable[str], between: str = "；") -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _visit_kind(view: VisitView, pair: PairView | None) -> str:
    if pair is None:
        return ""
    if pair.kind is PairKind.REPEAT:
        return f"重访(第{pair.visit_no}次来访)"
    return f"初访(此前来过{view.past_count}次)" if view.past_count else "本台初访"


def _procedures(pair: PairView) -> list[str]:
    lines = [line.strip() for line in pair.prior_procedures.splitlines() if line.strip()]
    return [*lines, f"查询码 {pair.prior_query_code}"] if pair.prior_query_code else lines


def _past(day: str, leader: str, outcome: str) -> str:
    return " ".join(part for part in (day, f"{leader}接待" if leader else "", outcome) if part)


def _slip_matter(desk: Desk, one: SlipFacts) -> SlipMatter:
    from jiefang_tui.documents.reception import papers

    told = slip_words(desk.reference, one)
    return papers.SlipMatter(
        summary=one.title,
        outcome=told.outcome,
        register_no=one.register_no,
        route=told.route,
        unit=one.unit or desk.office_name,
        contact=one.contact or ("" if one.unit else one.owner),  # the 包案领导 is not the unit's
        phone=one.contact_phone or one.unit_phone,
        answer_by=told.answer_by,
        answer_basis=told.basis,
        query_code=one.query_code,
    )
