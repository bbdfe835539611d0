"""A registered matter, a matter under a leader, and what was written down of an act: for the tests of several rooms."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.law import sealed_paper, sealing, telling
from jiefang_tui.services.office import roster
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store import database
from jiefang_tui.store.models import AuditEntry, Matter, Unit
from jiefang_tui.terms import Category, DutyKind, Outcome, RefusalGround, ReportAnswer, ServiceWay
from tests.beginnings import beginning

T = TypeVar("T")
PHONE = "13800001234"
ID_NO = "999999195001010018"


def all_rows(file: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of ours in `file`, by table, in order."""
    return {
        name: file.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
        for name in database.table_names(file)
        if name != "schema_migration"
    }


@beginning
def registered(
    desk: Desk, name: str = "章德福", request: str = "征地补偿款未足额发放", **more: Any
) -> intake.Registered:
    """One visitor with one matter, with phone, ID number and address."""
    person = {"phone": PHONE, "id_no": ID_NO, "address": "章湾村三组"} | more.pop("person", {})
    matter = intake.MatterIn(request=request, **{"report_answer": ReportAnswer.CLAIM, **more.pop("matter", {})})
    return intake.register_visit(desk, intake.VisitIn(name=name, person=person, matters=[matter], **more))


@beginning
def owned(desk: Desk, name: str = "章德福", leader: str = "周敏", due_on: date | None = None, **more: Any) -> int:
    """The id of a matter taken on by a leader (受理并包案)."""
    receiving.change_session(desk, None, leader, "镇党委书记")
    one = registered(desk, name, **more)
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(Outcome.RESPONSIBILITY, talk_note="听取了诉求", due_on=due_on)
    return talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id


def sealed(desk: Desk) -> int:
    """The id of a sealed report (检举控告)."""
    given = intake.VisitIn(is_anonymous=True, matters=[intake.MatterIn(category=Category.REPORT_ACCUSATION)])
    return intake.register_visit(desk, given).matter_ids[0]


def handed_over(desk: Desk, matter_id: int, receipt: str = "县纪委监委信访室") -> None:
    """A report (or a claim that is found to be one) is printed, handed over, and taken out of the file."""
    if Matter.get_by_id(matter_id).category != Category.REPORT_ACCUSATION:
        sealing.make_report(desk, matter_id, "王芳", "何静")
    sealed_paper.print_sealed(desk, matter_id)
    sealing.hand_over(desk, matter_id, receipt)


def unit_is(desk: Desk, name: str, relation: str) -> None:
    """A unit of the roster, written down where it is new, is of this 管理关系."""
    found = Unit.get_or_none(Unit.name == name)
    if found is None:
        roster.add_unit(desk, roster.UnitIn(name, relation=relation))
    else:
        roster.change_unit(desk, found.id, roster.UnitIn(name, relation=relation), version=None)


def fill_six(desk: Desk, matter_id: int) -> None:
    """All six boxes of a matter, at least begun."""
    six_boxes.add_member(desk, matter_id, "李强", "测算", "所长", "水利站")
    six_boxes.add_measure(desk, matter_id, "复测被征面积", "李强", date(2026, 12, 1))
    six_boxes.set_resolve_due(desk, matter_id, date(2026, 12, 5))
    for kind in DutyKind:
        six_boxes.add_duty_entry(desk, matter_id, kind, "到户核对", officer="何静")


def given_slip(desk: Desk, *matter_ids: int) -> None:
    """Each got the slip (来访告知单) in hand."""
    for matter_id in matter_ids:
        telling.tell(desk, telling.note_slips(desk, [matter_id]), ServiceWay.DIRECT, "本人")


@contextmanager
def days_ago(desk: Desk, days: int) -> Iterator[None]:
    """What runs inside happens that many days earlier."""
    desk.clock_confirmed = True
    with clock.at(clock.now() - timedelta(days=days)):
        yield


def acts() -> list[AuditEntry]:
    """Every audit entry, in order."""
    return list(AuditEntry.select().order_by(AuditEntry.id))


def after(entry: AuditEntry) -> dict[str, Any]:
    """What an act left, all rows in one: column -> value."""
    return {column: value for row in json.loads(entry.after).values() for column, value in row.items()}


@contextmanager
def one_act(name: str, reason: str = "") -> Iterator[None]:
    """What runs inside leaves exactly one audit entry, of this name and reason."""
    last = len(acts())
    yield
    new = acts()[last:]
    assert [(entry.act, entry.reason) for entry in new] == [(name, reason)]
    assert new[0].officer_name == "王芳"


@contextmanager
def refused(part: str, field: str = "") -> Iterator[None]:
    """What runs inside is refused with a sentence that holds `part`, about `field`, and changes no row at all."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        yield
    assert part in str(refusal.value)
    assert refusal.value.field == field
    assert everything() == before


def answered(answer: str, act: Callable[[], T]) -> T:
    """Do an act, answer what it asks first, and do it again."""
    with pytest.raises(Asks) as asks:
        act()
    asks.value.answer(answer, {})
    return act()


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row there is, as it lies in the file."""
    return all_rows(database.connection())


@contextmanager
def provincial(desk: Desk, ground: RefusalGround, source: str) -> Iterator[None]:
    """The office has switched on a ground that stands in its own province's text."""
    shipped = desk.reference.grounds
    desk.reference.__dict__["grounds"] = shipped | {ground: shipped[ground]._replace(source=source, is_off=False)}
    try:
        yield
    finally:
        desk.reference.__dict__["grounds"] = shipped
