"""Who may have nothing to do with a matter: the reported and the recused."""

from __future__ import annotations

import pytest

from jiefang_tui.services import talk
from jiefang_tui.services.acting import acting
from jiefang_tui.services.desk import Desk
from jiefang_tui.services.errors import Refused
from jiefang_tui.services.people import officer_named, unit_named
from jiefang_tui.services.routing import must_be_free, must_not_reach
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


def _reaches(unit: str, units: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> bool:
    try:
        must_not_reach(units, persons, _unit(unit))
    except Refused as refusal:
        assert refusal.field == "unit"
        assert not any(told in str(refusal) for told in units + persons)
        return False
    return True


def test_a_report_does_not_reach_the_unit_or_those_under_it(village: Unit) -> None:
    assert not _reaches("章湾村村民委员会", units=("章湾村",))
    assert not _reaches("章湾村三组", units=(" 章湾村 村委会",))
    assert not _reaches("镇纪委", units=("示例镇政府",))
    assert _reaches("镇纪委", units=("章湾村、党政办公室",))
    assert not _reaches("党政办公室", units=("章湾村、党政办公室",))
    assert _reaches("示例镇人民政府", units=("章湾村",))


def test_nor_where_the_reported_person_works_or_leads(village: Unit) -> None:
    assert not _reaches("章湾村村民委员会", persons=("会计李强",))
    assert _reaches("章湾村三组", persons=("会计李强",))
    assert not _reaches("镇纪委", persons=("王二镇长",))
    assert _reaches("镇纪委", persons=("赵小六",))
    assert _reaches("镇纪委", persons=("",))


def test_nor_through_an_officer(village: Unit) -> None:
    man = Officer.get(Officer.name == "李强")
    with pytest.raises(Refused, match="第三十条第三款"):
        must_not_reach((), ("李 强",), _unit("镇纪委"), man)
    with pytest.raises(Refused, match="第三十条第三款"):
        must_not_reach(("章湾村",), (), None, man)


def test_units_in_a_ring_end(desk: Desk, village: Unit) -> None:
    Unit.update(parent=village).where(Unit.name == "示例镇人民政府").execute()
    assert not _reaches("镇纪委", units=("章湾村",))
    assert _reaches("镇纪委", units=("别的单位",))


def test_a_claim_may_go_to_the_unit_it_is_about_but_to_no_one_it_is_about(desk: Desk, village: Unit) -> None:
    told = {"concerned_unit": "章湾村", "concerned_person": "村会计李强"}
    matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
    must_be_free(matter, unit=village)
    with pytest.raises(Refused, match="李强是这件反映的人"):
        must_be_free(matter, Officer.get(Officer.name == "李强"))
    must_be_free(matter, Officer.get(Officer.name == "王二"), village)


def test_a_report_is_not_handed_to_whom_it_is_against_and_the_names_are_kept_nowhere(
    desk: Desk, village: Unit
) -> None:
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


def test_who_registers_a_complaint_of_themselves_does_not_own_it(desk: Desk) -> None:
    matter = Matter.get_by_id(registered(desk, matter={"concerned_person": "接访员王芳"}).matter_ids[0])
    assert matter.first_receiver is None
