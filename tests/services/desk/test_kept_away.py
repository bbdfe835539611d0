"""Who may have nothing to do with a matter: the reported and the recused."""

from __future__ import annotations

import pytest

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_reach
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.law.dispatching import set_parent
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.store.models import Matter, Officer, Unit, VisitMatter
from jiefang_tui.terms import MatterState, Outcome
from tests.services.given import acts, refused, registered, sealed


@pytest.fixture
def village(desk: Desk) -> Unit:
    """章湾村村民委员会 under 示例镇人民政府, which has 镇纪委 and an office under it as well."""
    with acting(desk, "test.units") as act:
        town = unit_named(act, "示例镇人民政府")
        for name in ("章湾村村民委员会", "镇纪委", "党政办公室"):
            unit = unit_named(act, name)
            assert unit is not None
            act.change(unit).parent = town
        group = unit_named(act, "章湾村三组")
        assert group is not None
        act.change(group).parent = Unit.get(Unit.name == "章湾村村民委员会")
        officer_named(act, "李强", "会计", "章湾村村民委员会")
        officer_named(act, "王二", "镇长", "示例镇人民政府")
        officer_named(act, "赵小六", "科员", "示例镇人民政府")
    return Unit.get(Unit.name == "章湾村村民委员会")


def _unit(name: str) -> Unit:
    found: Unit = Unit.get(Unit.name == name)
    return found


def _reaches(desk: Desk, unit: str, units: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> bool:
    try:
        must_not_reach(desk, units, persons, _unit(unit))
    except Refused as refusal:
        assert refusal.field == "unit"
        assert str(refusal).count("。") == 1 and "请移送上级或者纪检监察机关（条例第三十条第三款）" in str(refusal)
        return False
    return True


def test_a_report_does_not_reach_the_unit_or_those_under_it(desk: Desk, village: Unit) -> None:
    assert not _reaches(desk, "章湾村村民委员会", units=("章湾村",))
    assert not _reaches(desk, "章湾村三组", units=(" 章湾村 村委会",))
    assert not _reaches(desk, "镇纪委", units=("示例镇政府",))
    assert _reaches(desk, "镇纪委", units=("章湾村、党政办公室",))
    assert not _reaches(desk, "党政办公室", units=("章湾村、党政办公室",))
    assert _reaches(desk, "示例镇人民政府", units=("章湾村",))


def test_nor_where_the_reported_person_works_or_leads(desk: Desk, village: Unit) -> None:
    assert not _reaches(desk, "章湾村村民委员会", persons=("会计李强",))
    assert _reaches(desk, "章湾村三组", persons=("会计李强",))
    assert not _reaches(desk, "镇纪委", persons=("王二镇长",))
    assert not _reaches(desk, "镇纪委", persons=("王镇长",))
    assert _reaches(desk, "镇纪委", persons=("赵小六",))
    assert not _reaches(desk, "示例镇人民政府", persons=("赵科员",))


def test_units_in_a_ring_end(desk: Desk, village: Unit) -> None:
    Unit.update(parent=village).where(Unit.name == "示例镇人民政府").execute()
    assert not _reaches(desk, "镇纪委", units=("章湾村",))
    assert _reaches(desk, "镇纪委", units=("别的单位",))


def test_from_the_township_itself_it_goes_up_unless_the_file_says_that_a_unit_is_not_under_it(desk: Desk) -> None:
    with acting(desk, "test.units") as act:
        station, bureau = unit_named(act, "司法所"), unit_named(act, "县司法局")
        officer_named(act, "周敏", "镇党委书记")
    assert station is not None and bureau is not None
    for told in ({"units": ("示例镇人民政府",)}, {"persons": ("周敏",)}, {"units": ("信访接待室",)}):
        assert not _reaches(desk, "司法所", **told)
        assert _reaches(desk, "县司法局", **told)
    with pytest.raises(Refused, match=r"司法所按在其下对待.*单位隶属"):
        must_not_reach(desk, ("镇政府",), (), station)
    set_parent(desk, "司法所", "县司法局")
    assert _reaches(desk, "司法所", units=("示例镇人民政府",))


def test_whom_it_is_against_is_asked_unless_it_goes_up(desk: Desk) -> None:
    with acting(desk, "test.units") as act:
        for name in ("司法所", "镇纪委", "县信访局"):
            unit_named(act, name)
    for persons in ((), ("",), ("不详",)):
        with pytest.raises(Refused, match="请写被检举单位或者被检举人") as refusal:
            must_not_reach(desk, ("",), persons, _unit("司法所"))
        assert refusal.value.field == "against_unit"
        assert _reaches(desk, "镇纪委", persons=persons) and _reaches(desk, "县信访局", persons=persons)
    assert _reaches(desk, "司法所", units=("章湾村",))


def test_no_act_but_handing_it_over_gives_a_report_to_a_unit(desk: Desk, village: Unit) -> None:
    with pytest.raises(Refused, match="按 8 移送"):
        must_be_free(Matter.get_by_id(sealed(desk)), unit=village)


def test_a_claim_may_go_to_the_unit_it_is_about_but_to_no_one_it_is_about(desk: Desk, village: Unit) -> None:
    told = {"concerned_unit": "章湾村", "concerned_person": "村会计李强"}
    matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
    must_be_free(matter, unit=village)
    with pytest.raises(Refused, match="李强是这件反映的人"):
        must_be_free(matter, Officer.get(Officer.name == "李强"))
    must_be_free(matter, Officer.get(Officer.name == "王二"), village)


def test_a_report_is_not_handed_to_whom_it_is_against_and_the_names_are_kept_nowhere(desk: Desk, village: Unit) -> None:
    report = sealed(desk)
    visit = VisitMatter.get(VisitMatter.matter == report).visit_id
    for told in ({"against_unit": "章湾村"}, {"against_person": "李强"}):
        given = talk.OutcomeIn(Outcome.SEALED, unit="章湾村村民委员会", **told)
        with refused("请移送上级或者纪检监察机关", "unit"):
            talk.decide(desk, visit, report, given)
    given = talk.OutcomeIn(Outcome.SEALED, unit="县纪委监委", against_unit="章湾村", against_person="会计李小明")
    talk.decide(desk, visit, report, given)
    assert Matter.get_by_id(report).state == MatterState.SEALED_OUT
    assert not any("李小明" in entry.after + entry.before + entry.reason for entry in acts())


def test_a_claim_that_turns_out_to_be_a_report_is_checked_by_what_was_registered(desk: Desk, village: Unit) -> None:
    one = registered(desk, matter={"concerned_unit": "章湾村委会", "concerned_person": "会计李强"})
    given = talk.OutcomeIn(Outcome.SEALED, unit="章湾村三组")
    with refused("请移送上级或者纪检监察机关", "unit"):
        talk.decide(desk, one.visit_id, one.matter_ids[0], given)


def test_who_received_the_report_on_themselves_is_not_written_down_as_its_leader(desk: Desk) -> None:
    receiving.change_session(desk, None, "王二", "镇长")
    for told in ({}, {"against_person": "王镇长"}):
        one = registered(desk, matter={"concerned_person": "" if told else "王二"})
        receiving.start_talk(desk, one.visit_id)
        talk.decide(desk, one.visit_id, one.matter_ids[0], talk.OutcomeIn(Outcome.SEALED, unit="县纪委监委", **told))
        assert VisitMatter.get(VisitMatter.visit == one.visit_id).leader is None


def test_surname_and_post_mean_an_officer_of_the_unit_complained_of(desk: Desk, village: Unit) -> None:
    wang = Officer.get(Officer.name == "王二")
    for told in ({"concerned_person": "王镇长"}, {"concerned_person": "王镇长", "concerned_unit": "镇政府"}):
        matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
        with pytest.raises(Refused, match=r"王二\(镇长\)与这件的被反映人相符"):
            must_be_free(matter, wang)
    told = {"concerned_person": "王镇长", "concerned_unit": "示范镇政府"}
    must_be_free(Matter.get_by_id(registered(desk, matter=told).matter_ids[0]), wang)


def test_who_registers_a_complaint_of_themselves_does_not_own_it(desk: Desk) -> None:
    matter = Matter.get_by_id(registered(desk, matter={"concerned_person": "接访员王芳"}).matter_ids[0])
    assert matter.first_receiver is None


@pytest.mark.parametrize("typed", ["阿依古丽•买买提", "阿依古丽 . 买买提", "阿依古丽﹒买买提", "阿依古丽买买提"])
def test_an_officer_is_one_with_any_middle_dot(desk: Desk, typed: str) -> None:
    with acting(desk, "test.officers") as act:
        first = officer_named(act, "阿依古丽·买买提", "会计")
        assert officer_named(act, typed) == first
    assert Officer.select().where(Officer.name.startswith("阿依古丽")).count() == 1
