"""联合接访小结: 批次 人次 件 of a session, who sat there, and each matter with what the units said and undertook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_name
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.models import Matter, ReceptionSession, VisitMatter
from jiefang_tui.store.queries.reception.sessions import session_view
from jiefang_tui.store.queries.supervision.pushes import consultation_view
from jiefang_tui.store.queries.together import table
from jiefang_tui.store.queries.together.clinic import OwnerView, came_to, left_at, owners_at
from jiefang_tui.store.queries.together.table import TableMatter, UndertakingView
from jiefang_tui.terms import LegalRoute, Outcome, SessionMode

if TYPE_CHECKING:
    from jiefang_tui.documents.together.sheet import Sheet

_SEATS = ("单位", "谁来的", "入驻方式", "到场")
_SEAT_WIDTHS = (5.0, 4.0, 4.0, 4.0)
_MATTERS = ("序", "来访人", "事项", "各单位意见、认领", "归谁办，由谁哪天前定", "处理")
_MATTER_WIDTHS = (1.0, 1.8, 3.6, 5.6, 3.2, 1.8)


def closing_sheet(desk: Desk, session_id: int) -> Printed:
    """Write the sheet. Raises `Refused` when it cannot be written."""
    sheet = closing_of(desk, session_id)
    name = f"{ReceptionSession.get_by_id(session_id).day}-{session_id}-{sheet.title}"
    tells = [f"matter:{one.id}" for one in table.matters_at(session_id)]
    tells += [f"undertaking:{one.id}" for one in table.undertakings_at(session_id)]
    return write_sheet(desk, sheet, name, tells=[*tells, f"reception_session:{session_id}"])


def write_sheet(desk: Desk, sheet: Sheet, name: str, *, tells: Iterable[str]) -> Printed:
    """The sheet in the exports folder under that name. Raises `Refused` when it cannot be written."""
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.together.sheet import sheet_docx

    paper_name = name.rpartition("-")[2]
    try:
        content = sheet_docx(sheet).content
        path = write_paper(desk, f"{write.safe_name(name)}.docx", content, tells=tells)
    except OSError as error:
        raise Refused(paper_sentence(paper_name, error)) from error
    return Printed(path, paper_name)


def closing_of(desk: Desk, session_id: int) -> Sheet:
    """What stands on it. Petitioners by masked names: it is handed round among units."""
    from jiefang_tui.documents.together.sheet import Sheet, SheetTable

    session, came = session_view(session_id), came_to([session_id])
    day = ReceptionSession.get_by_id(session_id).day
    seats = tuple(
        (
            one.unit,
            one.person,
            one.presence.label if one.presence else "",
            one.attendance.label if one.attendance else "没有记",
        )
        for one in table.seats_of(session_id)
    )
    undertaken = [one for one in table.undertakings_at(session_id) if one.withdrawn_on is None]
    owners = {one.matter_id: one for one in owners_at(session_id)}
    there = table.matters_at(session_id, received=True)
    ended = _outcomes(there)
    rows = [
        _matter(number, one, undertaken, owners.get(one.id), ended.get((one.visit_id, one.id), ""))
        for number, one in enumerate(there, 1)
    ]
    gone = left_at(session_id)
    whole = tuple(f"{one.who}(整场)：{_undertaken(one)}" for one in undertaken if one.matter_id is None)
    place = f"，在{session.place}" if session.place else ""
    hours = f"{came.hours}，" if came.hours else ""
    leader = f"{session.leader}({session.leader_post})" if session.leader_post else session.leader
    name = "联合接访小结" if session.mode == SessionMode.JOINT else "接访小结"
    return Sheet(
        title=name,
        under=session.subject,
        lines=(
            f"{day.year}年{day.month}月{day.day}日{place}，{hours}{leader or '没有写接访领导'}接访。",
            f"接待来访 {came.words}。" + (f"未接谈离开 {gone}批，下次先接。" if gone else ""),
            *whole,
        ),
        tables=(
            SheetTable("参加单位", _SEATS, seats, _SEAT_WIDTHS),
            SheetTable("来访事项", _MATTERS, tuple(rows), _MATTER_WIDTHS),
        ),
        notes=("涉法涉诉事项由有权处理的政法机关依法处理，已当面说明、引导（条例第二十条第二款、第二十八条第二款）。",)
        if _are_judicial(there, ended)
        else (),
        issuing_body=office_data.office(desk).name,
        issued_on=clock.today(),
    )


def _matter(
    number: int, one: TableMatter, undertaken: list[UndertakingView], owner: OwnerView | None, ended: str
) -> tuple[str, ...]:
    said = []
    if owner is not None and (record := consultation_view(owner.consultation_id)) is not None:
        said = [f"{part.unit}：{part.said}" for part in record.parts if part.said]
    said += [f"{each.who}认领：{_undertaken(each)}" for each in undertaken if each.matter_id == one.id]
    whose = owner.words if owner is not None else ""
    return str(number), mask_name(one.name), one.title or one.register_no, "；".join(said), whose, ended


def _undertaken(one: UndertakingView) -> str:
    until = f"({one.due_on}前)" if one.due_on else ""
    return f"{one.text}{until}" + (f"，{one.done_on:%m-%d}办到" if one.done_on else "")


def _outcomes(there: list[TableMatter]) -> dict[tuple[int, int], str]:
    """What each talk ended in."""
    ids = [one.visit_id for one in there]
    pairs = VisitMatter.select().where(VisitMatter.visit.in_(ids) & (VisitMatter.outcome != ""))
    return {(row.visit_id, row.matter_id): Outcome(row.outcome).label for row in pairs}


def _are_judicial(there: list[TableMatter], ended: dict[tuple[int, int], str]) -> bool:
    """Whether one was led to the courts, the procuratorate or the police (Art. 31(1)); another route is no 涉法涉诉."""
    led = [one.id for one in there if ended.get((one.visit_id, one.id)) == Outcome.GUIDED.label]
    return Matter.select().where(Matter.id.in_(led) & (Matter.route == LegalRoute.JUDICIAL)).exists()
