"""The ways of Art. 31(1)-(4): the office's own period for one runs until its outcome is noted or it comes back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.reception import intake, talk
from jiefang_tui.services.reception.taking_back import correct_outcome
from jiefang_tui.store.models import Dispatch, Matter, Visit
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.ledger.ledger_rows import lines
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.reception.asked_after import asked_after
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import DispatchKind, DocumentKind, DueKind, LegalRoute, Light, MatterState, Outcome, ServiceWay
from tests.services.given import days_ago, one_act, refused, registered

TODAY = date(2026, 11, 23)
OWN = """
[[route_period]]
route = "arbitration"
label = "劳动仲裁"
days = 45
unit = "calendar"
from = "收到申请"
source = "劳动争议调解仲裁法第四十三条"
"""


@pytest.fixture
def periods(desk: Desk, tmp_path: Path) -> None:
    """The office's own table has a period for arbitration."""
    (tmp_path / "regulation.toml").write_text(OWN, encoding="utf-8")
    desk.reference = Reference(own=tmp_path)


def led(desk: Desk, days: int, route: LegalRoute = LegalRoute.ARBITRATION, unit: str = "县仲裁委") -> int:
    """Registered five days before it was led elsewhere, so many days ago, and told so in writing."""
    with days_ago(desk, days + 5):
        matter_id = registered(desk).matter_ids[0]
    with days_ago(desk, days):
        stages.set_route(desk, matter_id, route, "去申请仲裁", unit)
        day, kind = TODAY - timedelta(days=days), DocumentKind.ROUTING_NOTICE
        stages.give_notice(desk, matter_id, kind, "1号", day, served_on=day, way=ServiceWay.DIRECT)
    return matter_id


def ways(desk: Desk, matter_id: int) -> list[DeadlineView]:
    return [one for one in deadlines_of(matter_id, TODAY, desk.reference) if one.kind is DueKind.ROUTE]


def step(desk: Desk, matter_id: int) -> str:
    return matter_view(matter_id, TODAY, desk.reference).standing.next_step


@pytest.mark.usefixtures("periods")
def test_the_offices_period_shines_from_the_day_it_was_led_there(desk: Desk) -> None:
    matter_id = led(desk, 40, unit="县仲裁委")
    (way,) = ways(desk, matter_id)
    assert (way.what, way.start, way.raw) == ("法定途径", TODAY - timedelta(days=40), TODAY + timedelta(days=5))
    assert (way.light, way.is_open, way.source) == (Light.YELLOW, True, "劳动争议调解仲裁法第四十三条(法定途径)")
    assert [line.why for line in morning.rows("led", TODAY)] == ["法定途径还剩7日"]
    assert step(desk, matter_id) == "等法定途径的结果，11-28 前应有，有了就记下"
    assert Matter.get_by_id(matter_id).state == MatterState.ROUTED_OUT


@pytest.mark.usefixtures("periods")
def test_a_late_outcome_is_red_and_noted(desk: Desk) -> None:
    matter_id = led(desk, 50)
    assert ways(desk, matter_id)[0].light is Light.RED
    assert step(desk, matter_id) == "法定途径期限已过 5 天，请核实结果，记法定途径的结果"
    with refused("请写明法定途径的结果", "result"):
        stages.note_route_result(desk, matter_id, " ")
    with refused("不能早于", "on_day"):
        stages.note_route_result(desk, matter_id, "裁决支持", TODAY - timedelta(days=51))
    with one_act("matter.route_result"):
        stages.note_route_result(desk, matter_id, "裁决支持", TODAY - timedelta(days=8))
    (way,) = ways(desk, matter_id)
    assert (way.light, way.is_open, way.met_on) == (Light.GREY, False, TODAY - timedelta(days=8))
    row = Dispatch.get()
    assert (row.reply, row.replied_on) == ("裁决支持", TODAY - timedelta(days=8))
    assert step(desk, matter_id) == "" and Matter.get_by_id(matter_id).state == MatterState.ROUTED_OUT
    with refused("已经登记过"):
        stages.note_route_result(desk, matter_id, "再裁决")


@pytest.mark.usefixtures("periods")
def test_what_comes_back_is_no_longer_waited_for(desk: Desk) -> None:
    matter_id = led(desk, 40)
    closing.reopen(desk, matter_id, "new_facts", "仲裁委不受理")
    assert ways(desk, matter_id) == []
    with refused("不能登记法定途径的结果"):
        stages.note_route_result(desk, matter_id, "x")
    stages.set_route(desk, matter_id, LegalRoute.ARBITRATION, "再去申请", "县仲裁委")
    (again,) = ways(desk, matter_id)
    assert (again.start, again.is_open) == (TODAY, True)


@pytest.mark.usefixtures("periods")
def test_one_led_there_by_the_talk_and_twice_runs_from_the_first_time(desk: Desk) -> None:
    given = talk.OutcomeIn(Outcome.GUIDED, route=LegalRoute.ARBITRATION, told="去申请仲裁")
    with days_ago(desk, 40):
        one = registered(desk)
        matter_id = talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id
    person = Matter.get_by_id(matter_id).petitioner_id
    again = registered(desk, petitioner_id=person, matter={"matter_id": matter_id})
    talk.decide(desk, again.visit_id, matter_id, given)
    assert [(way.start, way.is_open) for way in ways(desk, matter_id)] == [(TODAY - timedelta(days=40), True)]
    stages.note_route_result(desk, matter_id, "裁决支持")
    assert [row.reply for row in Dispatch.select()] == ["裁决支持"] * 2


def test_without_a_period_nothing_shines_and_the_outcome_can_be_noted(desk: Desk) -> None:
    matter_id = led(desk, 50)
    assert ways(desk, matter_id) == [] and step(desk, matter_id) == ""
    with refused("请按「法定途径的结果」登记"):
        dispatching.answer_dispatch(desk, Dispatch.get().id, "裁决支持")
    stages.note_route_result(desk, matter_id, "裁决支持")
    assert Dispatch.get().reply == "裁决支持"


# -- 9: a route names the authority, wherever the matter is seen


@pytest.mark.parametrize("by_talk", [False, True])
def test_9_the_authority_stands_on_the_matter_in_the_ledger_and_is_read_aloud(desk: Desk, by_talk: bool) -> None:
    if by_talk:
        came = registered(desk)
        told = talk.OutcomeIn(Outcome.GUIDED, route=LegalRoute.ARBITRATION, told="去申请仲裁", unit="县仲裁委")
        matter_id = talk.decide(desk, came.visit_id, came.matter_ids[0], told).matter_id
    else:
        matter_id = led(desk, 3)
    view = matter_view(matter_id, TODAY, desk.reference)
    assert view.authority == "县仲裁委" and "向县仲裁委提出" in view.standing.status
    assert lines([matter_id], TODAY, desk.reference)[0].owner == "县仲裁委"
    asks = intake.VisitIn("章德福", purpose="progress", petitioner_id=Matter.get().petitioner_id)
    visit_id = intake.register_visit(desk, asks).visit_id
    [asked] = asked_after(visit_id, TODAY, desk.reference, "示例镇人民政府").matters
    assert asked.sentences[-1] == "下一步：请向县仲裁委提出；有了结果可以告诉我们。"
    again = intake.VisitIn("章德福", petitioner_id=asks.petitioner_id, matters=[intake.MatterIn(matter_id=matter_id)])
    view_of_visit = visit_view(intake.register_visit(desk, again).visit_id, TODAY)
    assert view_of_visit is not None and view_of_visit.pairs[0].ended == "已引导分流 向县仲裁委提出"
    closing.reopen(desk, matter_id, "new_facts", "仲裁委不受理")
    assert matter_view(matter_id, TODAY, desk.reference).authority == "", "it is dealt with here again"


# -- A8: Art. 31(5) asks whose duty it is, in the talk too


def duty_in_talk(desk: Desk, **given: Any) -> int:
    came = registered(desk)
    told = talk.OutcomeIn(Outcome.GUIDED, route=LegalRoute.STATUTORY_DUTY, told="由村镇建设办查处", **given)
    return talk.decide(desk, came.visit_id, came.matter_ids[0], told).matter_id


def test_a8_the_talk_asks_whose_duty_it_is(desk: Desk) -> None:
    came = registered(desk)
    told = talk.OutcomeIn(Outcome.GUIDED, route=LegalRoute.STATUTORY_DUTY, told="请建设办查处", unit="村镇建设办")
    with refused("请选择是谁的职责", "duty"):
        talk.decide(desk, came.visit_id, came.matter_ids[0], told)
    told.duty, told.unit = "ours", ""
    with refused("请填写由哪个单位办", "unit"):
        talk.decide(desk, came.visit_id, came.matter_ids[0], told)


def test_a8_a_duty_of_ours_has_an_owner_a_date_and_two_months(desk: Desk) -> None:
    matter_id = duty_in_talk(desk, duty="ours", unit="村镇建设办", due_on=TODAY + timedelta(days=20))
    row = Matter.get_by_id(matter_id)
    assert (row.state, row.duty_lies_with, row.lead_unit.name) == (MatterState.HANDLING, "ours", "村镇建设办")
    assert row.due_on == TODAY + timedelta(days=20)
    assert (Dispatch.get().kind, Dispatch.get().visit_id is not None) == (DispatchKind.ASSIGN, True)
    (way,) = ways(desk, matter_id)
    assert (way.what, way.raw, way.is_open) == ("履行职责(提示)", date(2027, 1, 23), True)


def test_a8_a_duty_of_another_body_is_led_there_and_told(desk: Desk) -> None:
    matter_id = duty_in_talk(desk, duty="other", unit="县市场监管局")
    row = Matter.get_by_id(matter_id)
    assert (row.state, row.duty_lies_with, row.notified_on) == (MatterState.ROUTED_OUT, "other", None)
    assert Dispatch.get().kind == DispatchKind.GUIDE


def test_a8_what_the_talk_said_of_a_duty_is_taken_back(desk: Desk) -> None:
    matter_id = duty_in_talk(desk, duty="ours", unit="村镇建设办")
    correct_outcome(desk, Visit.get().id, matter_id, "按错了")
    row = Matter.get_by_id(matter_id)
    assert (row.state, row.duty_lies_with, row.route) == (MatterState.REGISTERED, "", None)
    assert not Dispatch.select().exists()


def test_a8_what_had_come_to_rest_is_given_to_nobody_by_5(desk: Desk) -> None:
    came = registered(desk)
    talk.decide(desk, came.visit_id, came.matter_ids[0], talk.OutcomeIn(Outcome.ANSWERED, told="讲清了"))
    again = registered(desk, petitioner_id=came.petitioner_id, matter={"matter_id": came.matter_ids[0]})
    told = talk.OutcomeIn(
        Outcome.GUIDED, route=LegalRoute.STATUTORY_DUTY, told="请建设办查处", unit="村镇建设办", duty="ours"
    )
    with refused("请按 3 交办", "duty"):
        talk.decide(desk, again.visit_id, came.matter_ids[0], told)
