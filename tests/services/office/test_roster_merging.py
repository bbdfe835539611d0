"""名册: two rows that are one. What is open goes along, what is done keeps its name, nobody gets their own case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.kept_away import is_free
from jiefang_tui.services.law import dispatching, recusing
from jiefang_tui.services.matter import matters
from jiefang_tui.services.office import roster, roster_villages
from jiefang_tui.services.office.roster_merging import merge_rows, undo_merge
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.together import causes
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import (
    CauseMember,
    Dispatch,
    Matter,
    Measure,
    Merge,
    Officer,
    ReceptionSession,
    Recusal,
    Responsibility,
    Row,
    TaskForceMember,
    Unit,
)
from jiefang_tui.store.models.lifecycle import DROP, STAY, Lifecycle
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.office import villages
from jiefang_tui.store.queries.office.handover import in_hand
from jiefang_tui.store.queries.office.roster import officer_lines, unit_lines
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from tests.services.given import acts, everything, handed_over, one_act, owned, refused, registered
from tests.store.test_lifecycle import Beneath

TODAY = date(2026, 11, 23)
TOWN = "999999001"


def officer(desk: Desk, name: str, post: str = "站长", unit: str = "水利站") -> str:
    return str(roster.add_officer(desk, roster.OfficerIn(name, post, unit)))


def unit(desk: Desk, name: str, **more: Any) -> str:
    return str(roster.add_unit(desk, roster.UnitIn(name, **more)))


def ref_of(model: Any, name: str) -> str:
    return str(model.get(model.name == name).id)


# -- officers


def test_who_is_in_a_team_over_a_common_cause_goes_along_while_it_is_at_work_and_once_is_enough(desk: Desk) -> None:
    right, wrong = officer(desk, "周敏", "镇党委书记", ""), officer(desk, "周民", "镇党委书记", "")
    teams = [
        causes.open_cause(desk, CauseIn(title=title, leader="王芳"), [owned(desk)])
        for title in ("爆破", "欠薪", "修渠")
    ]
    for team in teams:
        causes.add_member(desk, team, "周民")
    causes.add_member(desk, teams[1], "周敏")
    causes.close(desk, teams[2], "都修了")
    merge_rows(desk, "officer", wrong, right, "写错了字")
    found = [(one.cause_id, str(one.officer_id)) for one in CauseMember.select().order_by(CauseMember.id)]
    assert found == [(teams[0], right), (teams[1], wrong), (teams[2], wrong), (teams[1], right)]


def test_what_is_open_goes_along_and_comes_back(desk: Desk) -> None:
    matter_id = owned(desk, leader="周民")
    six_boxes.add_member(desk, matter_id, "周民", "牵头")
    done = six_boxes.add_measure(desk, matter_id, "量过的", "周民", date(2026, 12, 1))
    six_boxes.finish_measure(desk, done, TODAY, "量过了")
    six_boxes.add_measure(desk, matter_id, "复测", "周民", date(2026, 12, 1))
    wrong, right = ref_of(Officer, "周民"), officer(desk, "周敏", "镇党委书记", "")
    before = {table: rows for table, rows in everything().items() if table in ("measure", "task_force_member")}
    with one_act("officer.merge", "写错了字"):
        said = merge_rows(desk, "officer", wrong, right, "写错了字")
    assert said.startswith("周民已并入周敏，没办完的") and in_hand(int(wrong)) == []
    assert Responsibility.get().leader_id == TaskForceMember.get().officer_id == int(right)
    assert [one.owner.name for one in Measure.select().order_by(Measure.id)] == ["周民", "周敏"]
    assert ReceptionSession.get(ReceptionSession.closed_at.is_null()).leader_id == int(right)
    assert "周民" not in dict(officer_options(TODAY))
    line = next(one for one in officer_lines(0, 20, TODAY) if one.id == int(wrong))
    assert (line.into, line.is_active) == ("周敏", False)
    receiving.change_session(desk, None, "周民")
    assert ReceptionSession.get(ReceptionSession.closed_at.is_null()).leader_id == int(right), "the slip again"
    with one_act("officer.unmerge", "是两个人"):
        assert "又是单独的一条" in undo_merge(desk, "officer", wrong, "是两个人")
    assert Officer.get_by_id(int(wrong)).is_active and Responsibility.get().leader_id == int(wrong)
    after = everything()
    assert {table: without_version(after[table]) for table in before} == {
        table: without_version(rows) for table, rows in before.items()
    }


def without_version(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[:2] + row[3:] for row in rows]


def test_what_cannot_be_merged(desk: Desk) -> None:
    one, other, third = officer(desk, "李强"), officer(desk, "李墙"), officer(desk, "李蔷")
    with refused("为什么", "reason"):
        merge_rows(desk, "officer", other, one, " ")
    with refused("另一条", "into"):
        merge_rows(desk, "officer", one, one, "x")
    with refused("先换登记员"):
        merge_rows(desk, "officer", ref_of(Officer, "王芳"), one, "x")
    merge_rows(desk, "officer", other, one, "写错")
    with refused("已并入李强"):
        merge_rows(desk, "officer", other, third, "x")
    with refused("已并入李强"):
        roster.restore(desk, "officer", other, "x")
    merge_rows(desk, "officer", one, third, "写错")
    with refused("已并入李蔷"):
        undo_merge(desk, "officer", other, "x")
    with refused("没有合并过"):
        undo_merge(desk, "officer", third, "x")


def test_a_name_of_either_row_keeps_away(desk: Desk) -> None:
    wrong, right = officer(desk, "李墙"), officer(desk, "李强")
    told = {"concerned_person": "李墙"}
    matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
    assert is_free(matter, Officer.get_by_id(int(right)))
    merge_rows(desk, "officer", wrong, right, "写错了字")
    assert not is_free(matter, Officer.get_by_id(int(right)))
    undo_merge(desk, "officer", wrong, "是两个人")
    assert is_free(matter, Officer.get_by_id(int(right)))


def test_who_stands_aside_under_one_name_does_so_under_the_other(desk: Desk) -> None:
    matter_id = owned(desk)
    wrong, right = officer(desk, "李墙"), officer(desk, "李强")
    recusing.recuse(desk, matter_id, "李墙", "亲属", "周敏")
    merge_rows(desk, "officer", wrong, right, "写错了字")
    assert Recusal.get().officer_id == int(right)
    with refused("李强在这件里已回避", "name"):
        six_boxes.add_member(desk, matter_id, "李强")


def test_by_a_merge_nobody_gets_work_in_a_matter_they_keep_away_from(desk: Desk) -> None:
    wrong, right = officer(desk, "李墙"), officer(desk, "李强")
    matter_id = registered(desk, matter={"concerned_person": "李强"}).matter_ids[0]
    matters.assign_simple(desk, matter_id, "", "李墙", None)
    with refused("请先移交那一件", "into"):
        merge_rows(desk, "officer", wrong, right, "写错了字")
    with refused("请先移交那一件", "into"):
        merge_rows(desk, "officer", right, wrong, "写错了字")
    matters.assign_simple(desk, matter_id, "", "周敏", None)
    merge_rows(desk, "officer", wrong, right, "写错了字")


def test_a_sealed_report_leaves_nothing_in_a_merge(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    wrong, right = officer(desk, "李墙"), officer(desk, "李强")
    matters.assign_simple(desk, matter_id, "", "李墙", None)
    merge_rows(desk, "officer", wrong, right, "写错了字")
    assert f'"{matter_id}"' in Merge.get().moved
    officer(desk, "何静")
    handed_over(desk, matter_id)
    assert f'"matter":{{"{matter_id}"' not in Merge.get().moved
    undo_merge(desk, "officer", wrong, "是两个人")


def test_the_ledger_finds_under_either_name_what_is_open_and_what_is_done(desk: Desk) -> None:
    first = owned(desk, "甲一", leader="周民")
    wrong = ref_of(Officer, "周民")
    done = Responsibility.get()
    Matter.update(state="closed").where(Matter.id == first).execute()
    right = officer(desk, "周敏", "镇党委书记", "")
    merge_rows(desk, "officer", wrong, right, "写错了字")
    assert Responsibility.get_by_id(done.id).leader_id == int(wrong), "what is done keeps its name"
    second = owned(desk, "乙二", leader="周敏")
    one = Officer.get_by_id(int(right))
    given = roster.OfficerIn("周旻", one.post)
    roster.change_officer(desk, one.id, given, "又写错了", version=None)
    for name in ("周民", "周敏", "周旻"):
        ledger = Ledger(LedgerFilter(leader=name), Sort(), TODAY, desk.reference)
        assert sorted(line.id for line in ledger.rows(0, 9, ledger.count())) == [first, second]


# -- units


def test_units_that_are_one(desk: Desk) -> None:
    matter_id = owned(desk)
    dispatching.dispatch(desk, matter_id, "assign", "司法站")
    wrong, right = ref_of(Unit, "司法站"), unit(desk, "司法所")
    clerk = officer(desk, "汪洋", "所长", "司法站")
    below = unit(desk, "调解室", parent="司法站")
    with one_act("unit.merge", "写错了"):
        merge_rows(desk, "unit", wrong, right, "写错了")
    assert Dispatch.get().unit_id == Matter.get_by_id(matter_id).lead_unit_id == int(right)
    assert Officer.get_by_id(int(clerk)).unit_id == Unit.get_by_id(int(below)).parent_id == int(right)
    assert "司法站" not in dict(unit_options())
    assert next(one for one in unit_lines(0, 20) if one.id == int(wrong)).into == "司法所"
    another = owned(desk, "李四")
    dispatching.dispatch(desk, another, "assign", "司法站")
    assert Matter.get_by_id(another).lead_unit_id == int(right), "the slip again"
    undo_merge(desk, "unit", wrong, "是两个单位")
    assert Matter.get_by_id(matter_id).lead_unit_id == int(wrong)
    assert Matter.get_by_id(another).lead_unit_id == int(right)


def test_units_that_stand_under_one_another_or_are_our_own(desk: Desk) -> None:
    above, below = unit(desk, "农业办"), unit(desk, "水利站", parent="农业办")
    with refused("请先改它的上级单位", "into"):
        merge_rows(desk, "unit", above, below, "x")
    merge_rows(desk, "unit", below, above, "x")
    with refused("不能并到别处"):
        merge_rows(desk, "unit", ref_of(Unit, desk.office_name), above, "x")
    with refused("已并入农业办"):
        merge_rows(desk, "unit", above, below, "x")


# -- villages


def test_villages_that_are_one(desk: Desk) -> None:
    wrong = str(roster_villages.add_village(desk, roster_villages.VillageIn("章弯村", groups="3组")))
    matter_id = registered(desk, matter={"problem_area": "章弯村"}).matter_ids[0]
    with one_act("village.merge", "写错了字"):
        merge_rows(desk, "village", wrong, "999999001001", "写错了字")
    assert Matter.get_by_id(matter_id).problem_area == "999999001001"
    keys = villages.village_keys(desk.reference, TOWN)
    assert keys["章弯村"] == keys["章湾村"] == "999999001001"
    assert set(villages.keys_of_village("999999001001")) == {"999999001001", "章湾村", "章弯村"}
    lines = {one.name: one for one in villages.village_lines(desk.reference, TOWN)}
    assert (lines["章弯村"].into, lines["章弯村"].is_active, lines["章湾村"].groups) == ("章湾村", False, "3组")
    undo_merge(desk, "village", wrong, "是两个村")
    assert Matter.get_by_id(matter_id).problem_area == "章弯村"
    assert villages.village_keys(desk.reference, TOWN)["章弯村"] == "章弯村"


# -- every table


@pytest.mark.parametrize("root", [Officer, Unit], ids=lambda model: model.__name__)
def test_every_column_that_names_one_of_the_roster_says_when_it_goes_along(root: Any) -> None:
    """A new table that says nothing is named here, as `TypeError`."""
    assert len(lifecycles.naming(root)) > 8


def test_a_table_that_says_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = Lifecycle(on_sealing=DROP, on_merging=STAY)
    monkeypatch.setattr(Beneath, "lifecycle", forgetful)
    with pytest.raises(TypeError, match="Beneath does not say when its officer goes along"):
        lifecycles._goes_along(Beneath, "officer")


def test_what_is_done_is_not_touched(desk: Desk) -> None:
    """Of what is said to stay, no row names another officer after a merge."""
    matter_id = owned(desk, leader="周民")
    six_boxes.add_duty_entry(desk, matter_id, "counsel", "到户谈心", officer="周民")
    wrong, right = ref_of(Officer, "周民"), officer(desk, "周敏", "镇党委书记", "")
    stays = [(model, column) for model, column, when in lifecycles.naming(Officer) if when is False]
    before = {(model, column): _named(model, column, wrong) for model, column in stays}
    assert sum(before.values()) > 1
    merge_rows(desk, "officer", wrong, right, "写错了字")
    assert {(model, column): _named(model, column, wrong) for model, column in stays} == before
    assert acts()[-1].subject == f"officer:{wrong}"


def _named(model: type[Row], column: str, row_id: str) -> int:
    return int(model.select().where(getattr(model, column) == int(row_id)).count())
