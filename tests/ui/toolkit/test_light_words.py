"""Lights in words: 已了 is said only of what somebody did (B17)."""

from __future__ import annotations

from datetime import date

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, extending
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import Dispatch
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.terms import DueKind, Outcome
from jiefang_tui.ui.toolkit.light_words import light_words, stage_lights
from tests.services.given import days_ago, given_slip, owned
from tests.store.day import arrive, end

TODAY = date(2026, 11, 23)


def words(desk: Desk, matter_id: int) -> dict[DueKind, str]:
    return {one.kind: light_words(one) for one in deadlines_of(matter_id, TODAY, desk.reference)}


def test_a_unit_that_never_answered_has_nothing_behind_it(desk: Desk) -> None:
    with days_ago(desk, 20):
        came = arrive(desk, "甲")
        end(desk, came, Outcome.ASSIGNED, unit="采石场", due_on=clock.today())
        (matter_id,) = came.matter_ids
        dispatching.deliver(desk, Dispatch.get().id, "当面交")
    matters.conclude_simple(desk, matter_id, "自行停工", TODAY)
    assert words(desk, matter_id)[DueKind.REPLY] == words(desk, matter_id)[DueKind.SIGN] == "不再计"
    assert "签收不再计" in stage_lights(deadlines_of(matter_id, TODAY, desk.reference))[0]


def test_an_extended_date_was_not_met_but_replaced(desk: Desk) -> None:
    with days_ago(desk, 50):
        matter_id = owned(desk)
        given_slip(desk, matter_id)
    extending.extend(desk, matter_id, 20, "鉴定要时间", "周敏", TODAY)
    found = words(desk, matter_id)
    assert found[DueKind.HANDLING] == "不再计" and found[DueKind.ACCEPTANCE_NOTICE] == "已了"
