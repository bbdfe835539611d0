"""集中接访 and 专案 when two of their matters become one: money moves along, nothing stands twice, all comes back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import merging
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.services.together import campaigns as acts
from jiefang_tui.services.together import causes
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.store.models import CampaignMatter, CauseMatter, Visit
from jiefang_tui.store.queries.together import campaigns
from jiefang_tui.store.queries.together.causes import cause
from jiefang_tui.terms import Outcome
from tests.services.given import registered

SUNDAY = date(2026, 11, 22)
FIRST = {"涉及金额": "1000", "已付": "400", "未付": "600", "人数": "3", "项目": "一期", "已立案": "否"}
SECOND = {"涉及金额": "500", "项目": "二期", "已立案": "是"}


@pytest.fixture
def both(desk: Desk) -> tuple[int, int]:
    """Two matters that a Sunday afternoon brought, written down twice."""
    desk.clock_confirmed = True
    with clock.at(datetime(2026, 11, 22, 14, 0).astimezone()):
        receiving.open_session(desk, leader="周敏", place="接待大厅")
        made = [registered(desk, name, "工资没有结清").matter_ids[0] for name in ("王一", "王一一")]
    Visit.update(state="received", finished_at=datetime(2026, 11, 22, 16).astimezone()).execute()
    return made[0], made[1]


@pytest.fixture
def campaign(desk: Desk) -> int:
    return acts.open_campaign(desk, CampaignIn(theme="根治欠薪", begins_on=SUNDAY, ends_on=SUNDAY))


def brought(desk: Desk, campaign: int) -> None:
    acts.put_sessions(desk, campaign, [Visit.get().session_id])


def seen(campaign: int) -> tuple[int, dict[str, str]]:
    view = campaigns.campaign(campaign)
    return len(view.lines), {name: text for name, text in view.totals.items() if text not in ("", "0")}


def rows() -> list[Any]:
    columns = [field for field in CampaignMatter._meta.sorted_fields if field.name != "version"]
    return list(CampaignMatter.select(*columns).order_by(CampaignMatter.id).tuples())


def merged_and_undone(desk: Desk, campaign: int, both: tuple[int, int], after: tuple[int, dict[str, str]]) -> str:
    """Merge and undo; what the table came to, and every row, stand as before. Returns what the merge said."""
    before, was = seen(campaign), rows()
    merge = merging.merge_matters(desk, *both, "同一件登了两次")
    assert seen(campaign) == after
    said = merging.said_of_merge(merge)
    merging.undo_merge(desk, merge, "不是同一件")
    assert (seen(campaign), rows()) == (before, was)
    return said


@pytest.mark.parametrize("by_hand", [False, True])
def test_two_lines_become_one_and_no_money_is_lost(
    desk: Desk, campaign: int, both: tuple[int, int], by_hand: bool
) -> None:
    if by_hand:
        for matter_id in both:
            acts.add_matter(desk, campaign, matter_id)
    else:
        brought(desk, campaign)
    acts.set_figures(desk, campaign, both[0], FIRST)
    acts.set_figures(desk, campaign, both[1], SECOND)
    whole = {"涉及金额": "150000", "已付": "40000", "未付": "60000", "人数": "3", "已立案": "1"}
    assert seen(campaign) == (2, whole | {"已立案": "1"})
    said = merged_and_undone(desk, campaign, both, (1, whole))
    assert said == "集中接访「根治欠薪」里两件的数字已加在一起，请核对"


def test_the_only_line_goes_along(desk: Desk, campaign: int, both: tuple[int, int]) -> None:
    acts.add_matter(desk, campaign, both[0])
    acts.set_figures(desk, campaign, both[0], SECOND)
    assert merged_and_undone(desk, campaign, both, (1, {"涉及金额": "50000", "已立案": "1"})) == ""
    brought(desk, campaign)
    assert merged_and_undone(desk, campaign, both, (1, {"涉及金额": "50000", "已立案": "1"})) == ""


def test_what_was_taken_out_stays_out_and_what_is_in_stays_in(desk: Desk, campaign: int, both: tuple[int, int]) -> None:
    for matter_id, figures in zip(both, (FIRST, SECOND), strict=True):
        acts.add_matter(desk, campaign, matter_id)
        acts.set_figures(desk, campaign, matter_id, figures)
    acts.take_out_matter(desk, campaign, both[0], "不是欠薪")
    assert merged_and_undone(desk, campaign, both, (1, {"涉及金额": "50000", "已立案": "1"})) == ""
    acts.add_matter(desk, campaign, both[0])
    acts.take_out_matter(desk, campaign, both[1], "不是欠薪")
    whole = {"涉及金额": "100000", "已付": "40000", "未付": "60000", "人数": "3"}
    merged_and_undone(desk, campaign, both, (1, whole))
    acts.take_out_matter(desk, campaign, both[0], "不是欠薪")
    merged_and_undone(desk, campaign, both, (0, {}))


def test_taken_out_although_a_session_brought_it(desk: Desk, campaign: int, both: tuple[int, int]) -> None:
    brought(desk, campaign)
    acts.take_out_matter(desk, campaign, both[0], "不是欠薪")
    merged_and_undone(desk, campaign, both, (1, {}))
    acts.take_out_matter(desk, campaign, both[1], "不是欠薪")
    merged_and_undone(desk, campaign, both, (0, {}))


def test_figures_that_were_put_right_after_the_merge_are_named_when_it_is_undone(
    desk: Desk, campaign: int, both: tuple[int, int]
) -> None:
    brought(desk, campaign)
    acts.set_figures(desk, campaign, both[0], FIRST)
    acts.set_figures(desk, campaign, both[1], SECOND)
    merge = merging.merge_matters(desk, *both, "同一件")
    acts.set_figures(desk, campaign, both[1], {"涉及金额": "1000"})
    assert "集中接访「根治欠薪」的数字并入以后又改过，请核对" in merging.undo_merge(desk, merge, "不是同一件")


def test_merged_at_a_later_visit_it_stays_in_the_table_of_the_first(
    desk: Desk, campaign: int, both: tuple[int, int]
) -> None:
    """接谈 takes along the visit of that day only."""
    brought(desk, campaign)
    acts.set_figures(desk, campaign, both[0], FIRST)
    acts.take_out_matter(desk, campaign, both[1], "不是欠薪")
    with clock.at(datetime(2026, 11, 21, 9, 0).astimezone()):
        other = registered(desk, "李方龙").matter_ids[0]
    again = VisitIn(name="王一", matters=[MatterIn(matter_id=both[0])])
    visit_id = intake.register_visit(desk, again).visit_id
    receiving.start_talk(desk, visit_id)
    before = seen(campaign)
    talk.decide(desk, visit_id, both[0], OutcomeIn(Outcome.MERGED, merge_into=other))
    assert seen(campaign) == before and before[0] == 1
    assert [one.matter_id for one in campaigns.campaign(campaign).lines] == [other]
    assert campaigns.campaigns_of(other) == ["根治欠薪"]


def test_in_a_cause_a_matter_stands_once(desk: Desk, both: tuple[int, int]) -> None:
    made = causes.open_cause(desk, causes.CauseIn(title="欠薪", leader="周敏"), list(both))
    merge = merging.merge_matters(desk, *both, "同一件")
    assert [one.matter_id for one in cause(made).matters] == [both[1]]
    merging.undo_merge(desk, merge, "不是同一件")
    assert [one.matter_id for one in cause(made).matters] == list(both)
    assert {row.remove_reason for row in CauseMatter.select()} == {""}
