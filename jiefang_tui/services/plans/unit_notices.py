"""通知单: what each unit that is asked to a day of the plan is told; and the units as the leader's day sheet has them.

A paper of its own, apart from what the leader reads: it goes out of the house, and names no petitioner.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.models import Matter
from jiefang_tui.store.queries.office.merged import all_of
from jiefang_tui.store.queries.plans.days import PlanLine, plan_line, plan_lines
from jiefang_tui.store.queries.plans.seats import PlanSeatView, seats_of
from jiefang_tui.store.queries.plans.unit_bookings import UnitBooking, unit_bookings
from jiefang_tui.terms import SeatAnswer, SessionMode

if TYPE_CHECKING:
    from jiefang_tui.documents.plans.unit_notice import UnitNotice

PAPER = "参加接访通知单"
_ASKS = "请派能当场答复的人参加，并回复来的是谁。"
_ASKS_WHO = "已回复参加；请告知来的是谁，要能当场答复。"
_OF_MATTERS = "上列事项的办理情况和依据（政策文件、合同、账册、照片）；认领的，带办到的凭据。"
_IN_GENERAL = "与你单位职责有关的政策文件。"
_ANSWERS = "能当场答复的当场答复；不能的，说清哪天前答复、找谁。"


def seat_rows(lines: Sequence[PlanLine]) -> tuple[tuple[str, str, str, str], ...]:
    """The units of these days as the day sheet tells them: unit, with whom, what it answered and when, who comes."""
    return tuple(
        (one.unit, line.leader, _answered(one), one.words)
        for line in lines
        for one in seats_of(line.plan_day_id or 0)
        if one.left_out_on is None
    )


def _answered(one: PlanSeatView) -> str:
    return f"{one.stands} {one.said_on:%m-%d}" if one.answer and one.said_on else one.stands


def write_notices(desk: Desk, day: date) -> Printed | None:
    """A page for each unit that is asked to `day` and has not declined, in one file; None where no unit is.

    Raises `Refused` when the paper cannot be written.
    """
    asked = [
        (line, one)
        for line in plan_lines(day, day, with_cancelled=False)
        for one in seats_of(line.plan_day_id or 0)
        if one.is_asked
    ]
    return _write(desk, asked, f"{day}-{PAPER}") if asked else None


def write_notice_of(desk: Desk, day_id: int, unit: str) -> Printed:
    """The page of one unit in a file of its own, to be sent. Raises `Refused` when it is not asked, or as above."""
    line = plan_line(day_id)
    asked = [(line, one) for one in seats_of(day_id) if one.unit == unit and one.is_asked and line is not None]
    if line is None or not asked:
        raise Refused(f"{unit}这一天不来或者不请，不用通知；要请的先恢复。")
    return _write(desk, asked, f"{line.day}-{unit}-{PAPER}")


def _write(desk: Desk, asked: Sequence[tuple[PlanLine, PlanSeatView]], name: str) -> Printed:
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.plans.unit_notice import unit_notices_docx

    warnings: list[str] = []
    tells: list[str] = []
    notices = [_notice(desk, line, one, warnings, tells) for line, one in asked]
    if not all(one.phone for one in notices):
        warnings.append("通知单上缺联系电话，请在接待室设置里填查询电话")
    try:
        content = unit_notices_docx(notices).content
        path = write_paper(desk, f"{write.safe_name(name)}.docx", content, tells=tells)
    except OSError as error:
        raise Refused(paper_sentence(PAPER, error)) from error
    return Printed(path, PAPER, tuple(warnings))


def _notice(desk: Desk, line: PlanLine, one: PlanSeatView, warnings: list[str], tells: list[str]) -> UnitNotice:
    """The page of one unit; adds what the clerk is warned of, and the rows that the page tells of."""
    from jiefang_tui.documents.plans.unit_notice import UnitNotice

    office = office_data.office(desk)
    there = all_of("unit", one.unit_id) if one.unit_id is not None else []
    told = [each for each in unit_bookings(line.day, line.leader_id or 0, there) if _may_hear(each, one, warnings)]
    tells += [f"matter:{each.matter_id}" for each in told]
    matters = tuple(
        (f"{each.slot_at:%H:%M}", each.register_no, _about(desk, each), "；".join(each.tasks)) for each in told
    )
    comes = _ASKS
    if one.answer is SeatAnswer.CONFIRMED:
        comes = f"已回复由{one.person}参加。" if one.person else _ASKS_WHO
    return UnitNotice(
        unit=one.unit,
        when=f"{line.day.month}月{line.day.day}日（{weekday_of(line.day)}）{line.hours}",
        where=line.place or office.query_place or office.name,
        with_whom=f"{line.leader}（{line.post}）" if line.post else line.leader,
        kind=line.mode_label if line.mode != SessionMode.RECEPTION_DAY else "",
        who_comes=comes,
        matters=matters,
        bring=(_OF_MATTERS if matters else _IN_GENERAL, _ANSWERS),
        phone=office.query_phone or line.phone,
        issuing_body=office.name,
        issued_on=clock.today(),
    )


def _may_hear(booking: UnitBooking, one: PlanSeatView, warnings: list[str]) -> bool:
    """Whether who comes for the unit does not keep away from the matter (Art. 28(3)); who does hears nothing of it."""
    if one.answer is not SeatAnswer.CONFIRMED or not one.person:
        return True
    try:
        must_not_be_kept_away(Matter.get_by_id(booking.matter_id), one.person, field="person")
    except Refused:
        warnings.append(f"{one.person}在{booking.register_no}里要回避，通知单上没有写这一件，请{one.unit}换人")
        return False
    return True


def _about(desk: Desk, booking: UnitBooking) -> str:
    """What a matter is about, in words of ours where it has a class."""
    return desk.reference.class_label(booking.content_class) if booking.content_class else booking.title
