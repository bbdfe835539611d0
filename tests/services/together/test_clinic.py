"""联合接访: the plan's units, the figures, whose matter it is, the closing sheet."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.documents.together.sheet import sheet_docx
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import making
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import closing_sheet, owners, seats, undertaking
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import Consultation, Matter, MatterEvent, OwnerQuestion, Visit, VisitMatter
from jiefang_tui.store.queries.plans.days import planned_today
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.together import clinic, table
from jiefang_tui.terms import Attendance, Outcome, PlanKind, SessionMode, VisitState
from tests.services.given import one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
THURSDAY = datetime(2026, 11, 26, 8, 20).astimezone()
FRIDAY = date(2026, 11, 27)
UNITS = "派出所 司法所 示例法庭"
WEEKLY = RuleIn(
    kind=PlanKind.WEEKLY,
    begins_on=TODAY,
    turns=[TurnIn("刘静")],
    weekdays="4",
    mode=SessionMode.JOINT,
    units=UNITS,
    hours="8:30-14:20",
    place="综治中心",
)


def test_every_thursday_with_its_units(desk: Desk) -> None:
    rule_id, _ = making.make_rule(desk, WEEKLY)
    assert planned_today(TODAY) is None
    planned = planned_today(THURSDAY.date())
    assert planned is not None
    assert (planned.mode, planned.leader, planned.place, planned.units) == ("joint", "刘静", "综治中心", UNITS)
    changed, _ = making.change_rule(
        desk, rule_id, replace(WEEKLY, units=f"{UNITS} 信访办", begins_on=date(2026, 12, 1)), "多了一个单位"
    )
    later = planned_today(date(2026, 12, 3))
    assert later is not None and later.units == f"{UNITS} 信访办" and changed != rule_id


@pytest.fixture
def session_id(desk: Desk) -> int:
    """A Thursday with eight arrivals, ten people, eight matters, from 8:30 to 14:20."""
    desk.clock_confirmed = True
    at = THURSDAY
    with clock.at(at):
        made = receiving.open_session(
            desk, SessionMode.JOINT, "刘静", "政法委员", "政法领域专家门诊", "综治中心", UNITS.split()
        )
    for number in range(8):
        with clock.at(at + timedelta(minutes=10 + 40 * number)):
            registered(desk, f"来访{'一二三四五六七八'[number]}", f"第{number}件事", headcount=2 if number < 2 else 1)
    for number, visit in enumerate(Visit.select().order_by(Visit.id)):
        visit.state, visit.finished_at = "received", at + timedelta(minutes=30 + 45 * number)
        if number == 7:
            visit.finished_at = at.replace(hour=14, minute=20)
        visit.save()
    return made


def test_eight_batches_ten_people_eight_matters(desk: Desk, session_id: int) -> None:
    came = clinic.came_to([session_id])
    assert (came.words, came.hours) == ("8批次10人次8件", "8:30-14:20")
    (line,) = clinic.sessions(0, 10)
    assert (line.mode, line.units, line.came[:3]) == (SessionMode.JOINT, 3, (8, 10, 8))
    assert clinic.came_to([]).words == "0批次0人次0件"


def test_the_closing_sheet_says_what_each_unit_said_and_undertook(desk: Desk, session_id: int) -> None:
    with clock.at(THURSDAY.replace(hour=14, minute=30)):
        first = table.matters_at(session_id)[0]
        for seat in table.seats_of(session_id)[:2]:
            seats.mark(desk, seat.id, Attendance.CAME)
        undertaking.undertake(
            desk,
            UndertakingIn(
                text="调取卷宗", unit="示例法庭", due_on=date(2026, 12, 3), matter_id=first.id, session_id=session_id
            ),
        )
        undertaking.undertake(desk, UndertakingIn(text="下次带印章", unit="司法所", session_id=session_id))
        parts = [PartIn("派出所", said="属民事纠纷"), PartIn("司法所", said="可以调解")]
        owners.confer(
            desk,
            OwnerIn(
                matter_id=first.id, session_id=session_id, parts=parts, decides="政法委员", decide_by=date(2026, 12, 1)
            ),
        )
        sheet = closing_sheet.closing_of(desk, session_id)
        printed = closing_sheet.closing_sheet(desk, session_id)
    assert sheet.title == "联合接访小结" and sheet.under == "政法领域专家门诊"
    assert sheet.lines[0] == "2026年11月26日，在综治中心，8:30-14:20，刘静(政法委员)接访。"
    assert sheet.lines[1:] == ("接待来访 8批次10人次8件。", "司法所(整场)：下次带印章")
    units, matters = sheet.tables
    assert [row[3] for row in units.rows] == ["到", "到", "没有记"], "who was not marked was not there by itself"
    assert matters.rows[0][1:3] == ("来*一", "第0件事")
    assert matters.rows[0][3] == "派出所：属民事纠纷；司法所：可以调解；示例法庭认领：调取卷宗(2026-12-03前)"
    assert matters.rows[0][4] == "由政法委员在12-01前定"
    assert printed.path.exists()
    from docx import Document

    text = "\n".join(p.text for p in Document(io.BytesIO(sheet_docx(sheet).content)).paragraphs)
    assert "8批次10人次8件" in text and "联合接访小结" in text


@pytest.mark.parametrize(("route", "is_told"), [("judicial", True), ("arbitration", False)])
def test_litigation_is_named_where_one_was_led_to_the_courts(
    desk: Desk, session_id: int, route: str, is_told: bool
) -> None:
    one = table.matters_at(session_id)[0]
    Matter.update(route=route).where(Matter.id == one.id).execute()
    VisitMatter.update(outcome=Outcome.GUIDED).where(VisitMatter.matter == one.id).execute()
    with clock.at(THURSDAY.replace(hour=14, minute=30)):
        assert bool(closing_sheet.closing_of(desk, session_id).notes) is is_told


def test_who_left_is_no_row_and_is_said(desk: Desk, session_id: int) -> None:
    first = Visit.get()
    first.state = VisitState.LEFT
    first.save()
    with clock.at(THURSDAY.replace(hour=14, minute=30)):
        sheet = closing_sheet.closing_of(desk, session_id)
    assert sheet.lines[1] == "接待来访 7批次8人次7件。未接谈离开 1批，下次先接。"
    assert len(sheet.tables[1].rows) == 7


# -- whose matter it is


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return owned(desk)


SIDES = [PartIn("自然资源所", said="属村里"), PartIn("民政所", said="属自然资源所")]


def test_open_with_who_decides_by_when_and_then_decided(desk: Desk, matter_id: int) -> None:
    with one_act("owner.confer"):
        made = owners.confer(desk, OwnerIn(matter_id=matter_id, parts=SIDES, decides="韩平", decide_by=FRIDAY))
    assert "归属没有定，由韩平在2026-11-27前定" in MatterEvent.select().order_by(MatterEvent.id.desc()).get().text
    (waiting,) = clinic.open_owners(0, 10)
    assert (waiting.id, waiting.decides, waiting.decide_by) == (made, "韩平", FRIDAY)
    (task,) = morning.rows("tasks_open", TODAY)
    with refused("归属待定"):
        pushing.finish_task(desk, task.id)
    with refused("上次的还没有定"):
        owners.confer(desk, OwnerIn(matter_id=matter_id, parts=SIDES, decides="韩平", decide_by=FRIDAY))
    with one_act("owner.decide"):
        owners.decide(desk, made, "自然资源所", "韩平", "地在红线内")
    assert clinic.open_owners(0, 10) == [] and morning.count("tasks_open", TODAY) == 0
    assert clinic.owner_question(made).words == "归自然资源所办，韩平定"
    with one_act("owner.undecide", "韩平说再看看"):
        owners.undecide(desk, made, "韩平说再看看")
    assert len(clinic.open_owners(0, 10)) == 1 and morning.count("tasks_open", TODAY) == 1
    with one_act("owner.withdraw", "登错了事项"):
        owners.withdraw(desk, made, "登错了事项")
    assert clinic.open_owners(0, 10) == [] and morning.count("tasks_open", TODAY) == 0
    assert OwnerQuestion.select().count() == Consultation.select().count() == 1


def test_decided_at_the_table(desk: Desk, matter_id: int) -> None:
    given = OwnerIn(matter_id=matter_id, parts=SIDES, owner="民政所", decided_by="周敏")
    made = owners.confer(desk, given)
    assert clinic.open_owners(0, 10) == [] and clinic.owner_question(made).words == "归民政所办，周敏定"
    assert morning.count("tasks_open", TODAY) == 0


@pytest.mark.parametrize(
    ("more", "said", "field"),
    [
        ({"owner": "民政所"}, "谁定的", "decided_by"),
        ({}, "由谁定、哪天前定", "decides"),
        ({"decides": "韩平"}, "由谁定、哪天前定", "decides"),
        ({"decides": "韩平", "decide_by": date(2026, 11, 20)}, "不能早于2026-11-23会商那天", "decide_by"),
        ({"owner": "民政所", "decided_by": "周敏", "parts": []}, "怎么说", "parts"),
    ],
)
def test_what_cannot_be_is_said(desk: Desk, matter_id: int, more: dict[str, object], said: str, field: str) -> None:
    with refused(said, field):
        owners.confer(desk, OwnerIn(**{"matter_id": matter_id, "parts": SIDES} | more))  # type: ignore[arg-type]
