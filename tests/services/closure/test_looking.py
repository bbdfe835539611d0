"""复看: nothing vanishes that was led elsewhere or cannot be solved now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui.services.closure import ending, looking
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import Dispatch, Matter
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import DocumentKind, DueKind, DutyLiesWith, LegalRoute, MatterState, ServiceWay
from tests.beginnings import beginning
from tests.services.given import days_ago, one_act, refused, registered

TODAY = date(2026, 11, 23)


@pytest.fixture
@beginning
def led(desk: Desk) -> int:
    """Led to the arbitrators ten days ago, and not yet told in writing."""
    with days_ago(desk, 10):
        made = registered(desk).matter_ids[0]
        stages.set_route(desk, made, LegalRoute.ARBITRATION, "去申请仲裁", "县仲裁委")
    return made


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def lists_of(matter_id: int, day: date = TODAY) -> set[str]:
    return {name for name in morning.LISTS if matter_id in [one.matter_id for one in morning.rows(name, day)]}


def test_what_was_led_elsewhere_stays_until_it_is_told_and_then_until_it_was_looked_at(desk: Desk, led: int) -> None:
    assert lists_of(led) == {"to_tell", "yellow"}, "the notice is owed, and its day is near"
    stages.give_notice(desk, led, DocumentKind.ROUTING_NOTICE, "", TODAY, served_on=TODAY, way=ServiceWay.DIRECT)
    assert lists_of(led) == set()
    with one_act("matter.look_again"):
        looking.look_again(desk, led, in_days(30), "仲裁要一个多月，下月再看")
    assert timeline(led)[0].text == "定于2026-12-23复看，已告诉来访人：仲裁要一个多月，下月再看"
    assert matter_view(led, TODAY, desk.reference).standing.next_step == "12-23 复看，记下结果"
    assert (lists_of(led), lists_of(led, in_days(30))) == (set(), {"look_again"})
    [line] = morning.rows("look_again", in_days(31))
    assert (line.why, line.due_on) == ("已引导分流，定于2026-12-23复看", in_days(30))
    with one_act("matter.looked"):
        looking.looked(desk, led, "已裁决，单位付清")
    assert Matter.get_by_id(led).look_again_result == "已裁决，单位付清"
    assert lists_of(led, in_days(31)) == set()


def test_the_day_can_be_changed_and_taken_back(desk: Desk, led: int) -> None:
    with refused("请填写哪天复看", "day"):
        looking.look_again(desk, led, None, "下月")
    with refused("请写明告诉了来访人什么", "told"):
        looking.look_again(desk, led, in_days(3), " ")
    with refused("不能早于今天", "day"):
        looking.look_again(desk, led, in_days(-1), "下月")
    with refused("还没有定复看日"):
        looking.looked(desk, led, "好了")
    looking.look_again(desk, led, in_days(3), "下月")
    looking.look_again(desk, led, in_days(9), "再晚几天")
    assert Matter.get_by_id(led).look_again_on == in_days(9)
    with one_act("matter.end_look", "本人撤了"):
        looking.end_look(desk, led, "本人撤了")
    assert Matter.get_by_id(led).look_again_on is None
    with refused("还没有定复看日"):
        looking.end_look(desk, led, "x")


def test_what_cannot_be_solved_now_is_looked_at_again_while_it_is_open(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    looking.look_again(desk, one, in_days(60), "县里明年修路，路修了再定")
    assert "look_again" in lists_of(one, in_days(60))


def test_what_was_taken_off_the_list_is_looked_at_again_all_the_same(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    looking.look_again(desk, one, in_days(60), "路修好了再看")
    done = ending.SimpleEnd("先铺了石子", "phone", None, "等路修", False)
    ending.end_simply(desk, one, done)
    assert Matter.get_by_id(one).state == MatterState.CLOSED
    assert lists_of(one, in_days(60)) == {"look_again"}, "nothing vanishes"
    looking.looked(desk, one, "路修好了")
    assert lists_of(one, in_days(61)) == set()


# -- a route names the authority; whose duty


def test_a_route_names_the_authority(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    for way in (LegalRoute.JUDICIAL, LegalRoute.ARBITRATION, LegalRoute.PARTY_APPEAL, LegalRoute.ADMINISTRATIVE):
        with refused("请填写有权机关，告诉信访人向哪里提出(条例第二十三条第一款)", "unit"):
            stages.set_route(desk, one, way, "去申请")


def test_whose_duty_it_is_is_asked_and_ours_has_an_owner_a_date_and_the_clock_of_two_months(desk: Desk) -> None:
    with days_ago(desk, 5):
        one = registered(desk).matter_ids[0]
    with refused("请选择是谁的职责：本镇，还是别的机关", "duty"):
        stages.set_route(desk, one, LegalRoute.STATUTORY_DUTY, "请查处邻居违建")
    with refused("请填写由哪个单位办", "unit"):
        stages.set_route(desk, one, LegalRoute.STATUTORY_DUTY, "请查处", duty=DutyLiesWith.OURS)
    given = {"duty": DutyLiesWith.OURS, "officer": "韩平", "due_on": in_days(20)}
    stages.set_route(desk, one, LegalRoute.STATUTORY_DUTY, "请查处", "城建办", **given)
    row, sent = Matter.get_by_id(one), Dispatch.get()
    assert (row.duty_lies_with, row.state) == (DutyLiesWith.OURS, MatterState.HANDLING)
    assert (sent.unit.name, sent.officer.name, sent.due_on) == ("城建办", "韩平", in_days(20))
    [due] = [due for due in dues_of(one, desk.reference) if due.kind is DueKind.ROUTE]
    assert (due.start, due.raw, due.article) == (in_days(-5), date(2027, 1, 18), "第四十七条第一款")
    assert due.source == "行政诉讼法(提示，不是条例期限)" and due.is_open
    matters.conclude_simple(desk, one, "已拆除", TODAY)
    assert not next(due for due in dues_of(one, desk.reference) if due.kind is DueKind.ROUTE).is_open


def test_anothers_duty_is_told_in_writing(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    with refused("请填写有权机关", "unit"):
        stages.set_route(desk, one, LegalRoute.STATUTORY_DUTY, "去县里", duty=DutyLiesWith.OTHER)
    stages.set_route(desk, one, LegalRoute.STATUTORY_DUTY, "由县局查处", "县自然资源局", duty=DutyLiesWith.OTHER)
    row = Matter.get_by_id(one)
    assert (row.state, row.duty_lies_with) == (MatterState.ROUTED_OUT, DutyLiesWith.OTHER)
    assert "to_tell" in lists_of(one)
    assert not [due for due in dues_of(one, desk.reference) if due.kind is DueKind.ROUTE]
