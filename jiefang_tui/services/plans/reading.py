"""明天的材料: of the next day that has a plan or a booking, what the leader reads beforehand (阅件单).

What goes out to the units that sit there (通知单) is a paper of its own: `unit_notices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.services.plans.unit_notices import seat_rows
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import Appointment, Matter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.store.queries.agreements.standing import agreements_of
from jiefang_tui.store.queries.matter.matter_history import commitments_of
from jiefang_tui.store.queries.plans.days import plan_lines
from jiefang_tui.store.queries.reception.leader_facts import leader_facts
from jiefang_tui.store.queries.together.table import undertakings_of

if TYPE_CHECKING:
    from jiefang_tui.documents.plans.reading import DaySheet, ReadingSheet

PAPER = "接访材料"
LOOKS_AHEAD = timedelta(days=14)


def write_materials(desk: Desk) -> Printed:
    """Write the materials of the next day on which somebody sits or is booked.

    Raises `Refused` when there is none in two weeks, or the paper cannot be written.
    """
    from jiefang_tui.documents.plans.reading import reading_docx

    day = next_day(clock.today())
    if day is None:
        raise Refused("往后两周没有排班，也没有约访；F6 排班，F3 按 Ins 约访。")
    try:
        content = reading_docx(_day(desk, day)).content
        path = write_paper(desk, f"{day}-{PAPER}.docx", content, tells=_told_of(_booked(day, day)))
    except OSError as error:
        raise Refused(paper_sentence(PAPER, error)) from error
    return Printed(path, PAPER)


def _told_of(booked: Iterable[Appointment]) -> Iterator[str]:
    for row in booked:
        yield f"appointment:{row.id}"
        if row.matter_id is not None:
            yield f"matter:{row.matter_id}"


def next_day(today: date) -> date | None:
    """The next day after `today` with a plan or a booking."""
    last = today + LOOKS_AHEAD
    planned = [line.day for line in plan_lines(today + timedelta(days=1), last, with_cancelled=False)]
    booked = [row.day for row in _booked(today + timedelta(days=1), last)]
    return min([*planned, *booked], default=None)


def _booked(first: date, last: date) -> list[Appointment]:
    """Who is expected; who comes with a report stands on no paper that a leader reads (Art. 30(3))."""
    waiting = Appointment.day.between(first, last) & Appointment.is_expected & (Appointment.about != CLEARED)
    return list(Appointment.select().where(waiting).order_by(Appointment.slot_at, Appointment.id))


def _day(desk: Desk, day: date) -> DaySheet:
    from jiefang_tui.documents.plans.reading import DaySheet

    lines = plan_lines(day, day, with_cancelled=False)
    booked = _booked(day, day)
    return DaySheet(
        title=f"{day.month}月{day.day}日 {weekday_of(day)} {PAPER}",
        sits=tuple((line.leader, line.post, line.hours, line.place) for line in lines),
        seats=seat_rows(lines),
        booked=tuple(
            (_time(row.slot_at), row.name, row.about, row.leader.name if row.leader else "") for row in booked
        ),
        sheets=tuple(sheet for row in booked if (sheet := _sheet(desk, row))),
    )


def _time(at: datetime) -> str:
    return f"{at:%H:%M}"


def _sheet(desk: Desk, row: Appointment) -> ReadingSheet | None:
    """One page on the matter that a booking is about."""
    from jiefang_tui.documents.plans.reading import ReadingSheet

    matter: Matter | None = row.matter if row.matter_id is not None else None
    if matter is None:
        return None
    today = clock.today()
    facts = leader_facts(matter.id, today, desk.reference)
    lines = [("诉求", matter.request), *_told(facts.lines)]
    for one in commitments_of(matter.id, calendar_of(desk.reference)):
        kept = f"{one.fulfilled_on}兑现" if one.fulfilled_on else "还没有兑现"
        due = f"{one.due_on}前 " if one.due_on else ""
        lines.append(("承诺", f"{due}{one.text} {amount_text(one.amount_fen)} {kept}"))
    for view in agreements_of(matter.id, today):
        if view.withdrawn_on is None:
            lines.append((view.kind.label, f"{view.debtor}：{view.words}"))
    for took in undertakings_of(matter.id):
        if took.is_open:
            due = f"{took.due_on}前 " if took.due_on else ""
            lines.append(("单位认领", f"{due}{took.who}：{took.words} 还没有办到"))
    heading = f"{_time(row.slot_at)} {row.name} {matter.title or row.about}"
    return ReadingSheet(heading, matter.register_no, tuple(lines))


def _told(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """``上次批示 11-03 周敏 ...`` as heading and text."""
    found = []
    for line in lines:
        label, _, text = line.partition(" ")
        found.append((label, text))
    return found
