"""名册: officers, units and villages added, put right, taken out of use and back; what fields offer follows at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.rules.same_person import village_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.kept_away import is_about, is_free
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.matter import matters
from jiefang_tui.services.office import handover, roster, roster_villages
from jiefang_tui.services.reception import report_question
from jiefang_tui.store.models import Dispatch, Matter, Officer, Unit, Village
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.office import villages
from jiefang_tui.store.queries.office.roster import officer_lines, unit_lines
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from tests.services.given import one_act, owned, refused, registered

TODAY = date(2026, 11, 23)
TOWN = "999999001"


def officer(desk: Desk, name: str = "李强", **more: Any) -> Officer:
    given = roster.OfficerIn(name, **{"post": "站长", "unit": "水利站", **more})
    return Officer.get_by_id(roster.add_officer(desk, given))


def named(one: Officer, **changed: Any) -> roster.OfficerIn:
    """The officer as the form shows them, but for what is changed."""
    unit = one.unit.name if one.unit is not None else ""
    shown = {"name": one.name, "post": one.post, "unit": unit, "level": one.level, "phone": one.phone}
    shown |= {"in_office_from": one.in_office_from, "in_office_to": one.in_office_to}
    return roster.OfficerIn(**{**shown, "field_of_work": one.field_of_work, **changed})


def offered() -> set[str]:
    return {name for name, _ in officer_options(TODAY)}


# -- officers


def test_an_officer_is_written_down_with_all_that_is_told(desk: Desk) -> None:
    given = roster.OfficerIn(
        "李 强", "副镇长", "水利站", "township", "0550-1", "水利、信访", date(2021, 3, 1), None, "章湾村 石桥村,"
    )
    with one_act("officer.add"):
        officer_id = roster.add_officer(desk, given)
    line = next(one for one in officer_lines(0, 20, TODAY) if one.id == officer_id)
    assert (line.name, line.post, line.unit, line.level.label, line.field_of_work) == (
        "李强",
        "副镇长",
        "水利站",
        "乡镇",
        "水利、信访",
    )
    assert line.villages == "章湾村、石桥村"
    assert "李强" in offered() and ("水利站", "水利站") in unit_options()
    with refused("同名的两个人", "name"):
        roster.add_officer(desk, given)
    roster.add_officer(desk, roster.OfficerIn("李强", "驻村干部"))
    with refused("姓名", "name"):
        roster.add_officer(desk, roster.OfficerIn("李"))
    with refused("早于在任起", "in_office_to"):
        roster.add_officer(desk, roster.OfficerIn("周强", in_office_from=TODAY, in_office_to=date(2020, 1, 1)))


def test_a_new_name_goes_along_everywhere_and_wants_a_reason(desk: Desk) -> None:
    matter_id = owned(desk, leader="周敏")
    one = Officer.get(Officer.name == "周敏")
    with refused("请写明原因", "reason"):
        roster.change_officer(desk, one.id, named(one, name="周民"), version=one.version)
    with one_act("officer.change", "写错了"):
        roster.change_officer(desk, one.id, named(one, name="周民"), "写错了", version=one.version)
    assert matter_view(matter_id, TODAY, desk.reference).sheet.leader == "周民"
    assert offered() >= {"周民"} and "周敏" not in offered()
    with refused("已经改过这一条"):
        roster.change_officer(desk, one.id, named(one, phone="1"), version=one.version)


def test_the_clerks_own_name_follows_on_the_top_line(desk: Desk) -> None:
    one = Officer.get(Officer.name == "王芳")
    roster.change_officer(desk, one.id, named(one, name="王方"), "写错了", version=one.version)
    assert desk.officer_name == "王方"


def test_whose_term_has_ended_is_not_offered_and_still_known(desk: Desk) -> None:
    one = officer(desk, in_office_to=TODAY)
    assert "李强" in offered()
    roster.change_officer(desk, one.id, named(one, in_office_to=date(2026, 11, 22)), version=None)
    assert "李强" not in offered()
    matter_id = owned(desk)
    dispatching.dispatch(desk, matter_id, "assign", "水利站", "李强")
    assert Dispatch.get(Dispatch.unit == Unit.get(Unit.name == "水利站")).officer_id == one.id


def test_an_officer_leaves_from_the_roster_and_comes_back(desk: Desk) -> None:
    one, other = officer(desk), officer(desk, post="驻村干部", unit="")
    said = handover.hand_over(desk, "", "", "退休", officer_id=other.id, left_on=date(2026, 11, 20))
    assert "已离任" in said
    other, one = Officer.get_by_id(other.id), Officer.get_by_id(one.id)
    assert (other.is_active, other.in_office_to, one.is_active) == (False, date(2026, 11, 20), True)
    with one_act("officer.restore", "返聘"):
        roster.restore(desk, "officer", str(other.id), "返聘")
    other = Officer.get_by_id(other.id)
    assert (other.is_active, other.in_office_to) == (True, None)
    with refused("原因", "reason"):
        roster.restore(desk, "officer", str(other.id), " ")


# -- whom it is about stays so (Regulation Art. 28(3), 30(3))


def about(desk: Desk, person: str, unit: str = "") -> Matter:
    told = {"concerned_person": person, "concerned_unit": unit}
    return Matter.get_by_id(registered(desk, matter=told).matter_ids[0])


def test_under_another_name_an_officer_is_kept_away_all_the_same(desk: Desk) -> None:
    one = officer(desk)
    matter = about(desk, "李强")
    roster.change_officer(desk, one.id, named(one, name="李刚"), "写错了", version=None)
    one = Officer.get_by_id(one.id)
    assert not is_free(matter, one)
    with refused("李刚是这件反映的人", "officer"):
        matters.assign_simple(desk, matter.id, "", "李刚", None)
    roster.change_officer(desk, one.id, named(one, name="李钢"), "又写错了", version=None)
    assert not is_free(matter, Officer.get_by_id(one.id))
    assert report_question.sounds(desk, ["说得不清"], "李强", "")


@pytest.mark.parametrize("changed", [{"post": "副镇长"}, {"unit": "农业办"}, {"post": "副镇长", "unit": "农业办"}])
def test_so_is_who_got_another_post_or_unit(desk: Desk, changed: dict[str, str]) -> None:
    one = officer(desk)
    matter = about(desk, "李站长", "水利站")
    assert not is_free(matter, one)
    roster.change_officer(desk, one.id, named(one, **changed), "调动", version=None)
    assert not is_free(matter, Officer.get_by_id(one.id))


def test_so_is_who_belongs_to_a_unit_that_got_another_name(desk: Desk) -> None:
    one = officer(desk, post="所长", unit="国土所")
    matter = about(desk, "李所长", "国土所")
    unit = Unit.get(Unit.name == "国土所")
    roster.change_unit(desk, unit.id, roster.UnitIn("自然资源所"), "机构改革", version=unit.version)
    assert not is_free(matter, Officer.get_by_id(one.id))


def test_nobody_is_called_by_a_name_as_long_as_it_would_give_them_their_own_case(desk: Desk) -> None:
    one = officer(desk)
    matter = about(desk, "李刚")
    matters.assign_simple(desk, matter.id, "", "李强", None)
    with refused("请先移交那一件", "name"):
        roster.change_officer(desk, one.id, named(one, name="李刚"), "写错了", version=None)


def test_of_a_post_that_nobody_wrote_down_the_surname_is_still_enough(desk: Desk) -> None:
    one = officer(desk, post="", unit="")
    assert is_about("李主任", "", one)
    roster.change_officer(desk, one.id, named(one, post="站长"), version=None)
    assert not is_about("李主任", "", Officer.get_by_id(one.id))


# -- units


def test_a_unit_and_what_stands_in_it(desk: Desk) -> None:
    with one_act("unit.add"):
        unit_id = roster.add_unit(desk, roster.UnitIn("水利站", "示例镇人民政府", "township", " 0550-1112222 "))
    line = next(one for one in unit_lines(0, 20) if one.id == unit_id)
    assert (line.parent, line.relation_label, line.phone) == ("示例镇人民政府", "镇属", "0550-1112222")
    with refused("名册里已有水利站", "name"):
        roster.add_unit(desk, roster.UnitIn("水利站"))
    with refused("名称", "name"):
        roster.add_unit(desk, roster.UnitIn(" "))
    above = Unit.get(Unit.name == "示例镇人民政府")
    with refused("不能做它的上级单位", "parent"):
        roster.change_unit(desk, above.id, roster.UnitIn(above.name, "水利站"), version=above.version)


def test_a_units_former_name_leads_to_it(desk: Desk) -> None:
    unit_id = roster.add_unit(desk, roster.UnitIn("国土所"))
    with one_act("unit.change", "机构改革"):
        roster.change_unit(desk, unit_id, roster.UnitIn("自然资源所"), "机构改革", version=1)
    matter_id = owned(desk)
    dispatching.dispatch(desk, matter_id, "assign", "国土所")
    assert Dispatch.select().order_by(Dispatch.id.desc()).get().unit_id == unit_id
    with refused("接待室设置", "name"):
        own = Unit.get(Unit.name == desk.office_name)
        roster.change_unit(desk, own.id, roster.UnitIn("别的"), "改名", version=own.version)


def test_a_unit_out_of_use_is_not_offered_and_keeps_its_work(desk: Desk) -> None:
    matter_id = owned(desk)
    dispatching.dispatch(desk, matter_id, "assign", "水利站")
    unit = Unit.get(Unit.name == "水利站")
    with one_act("unit.stop", "撤销"):
        roster.stop(desk, "unit", str(unit.id), "撤销")
    assert "水利站" not in dict(unit_options())
    assert matter_view(matter_id, TODAY, desk.reference).lead_unit == "水利站"
    with one_act("unit.restore", "又设了"):
        roster.restore(desk, "unit", str(unit.id), "又设了")
    assert "水利站" in dict(unit_options())
    with refused("不能停用"):
        roster.stop(desk, "unit", str(Unit.get(Unit.name == desk.office_name).id), "x")


# -- villages


def options(desk: Desk) -> dict[str, str]:
    return {name: key for key, name in villages.village_options(desk.reference, TOWN)}


def keys(desk: Desk) -> dict[str, str]:
    return villages.village_keys(desk.reference, TOWN)


def in_place(desk: Desk, place: str) -> list[int]:
    """The matters that the ledger shows for a village."""
    ledger = Ledger(LedgerFilter(place=place), Sort(), TODAY, desk.reference)
    return [line.id for line in ledger.rows(0, 50, ledger.count())]


def line_of(desk: Desk, name: str) -> villages.VillageLine:
    return next(one for one in villages.village_lines(desk.reference, TOWN) if one.name == name)


def test_the_villages_of_the_table_are_there_without_a_row(desk: Desk) -> None:
    assert Village.select().count() == 0
    assert options(desk)["章湾村"] == "999999001001" and options(desk)["南庄村"] == "999999002001"
    assert next(iter(options(desk))) == "章湾村"


def test_a_villages_code_is_looked_up_by_its_name(desk: Desk) -> None:
    roster.stop(desk, "village", "999999001001", "撤并")
    assert "章湾村" not in options(desk) and keys(desk)["章湾村"] == "999999001001"
    with refused("名册里已有章湾村", "name"):
        roster_villages.add_village(desk, roster_villages.VillageIn("章湾村"))
    with refused("12 位", "area_code"):
        roster_villages.add_village(desk, roster_villages.VillageIn("桃园村", "1234"))
    with refused("柳塘村", "area_code"):
        roster_villages.add_village(desk, roster_villages.VillageIn("桃园村", "999999001002"))


def test_an_office_whose_table_has_no_villages_types_its_own(desk: Desk) -> None:
    desk.area_code = "341122105"
    lines = villages.village_lines(desk.reference, desk.area_code)
    assert lines == []
    with one_act("village.add"):
        roster_villages.add_village(desk, roster_villages.VillageIn("桃园村", groups="1组 老屋组"))
    assert villages.village_options(desk.reference, desk.area_code)[0] == ("桃园村", "桃园村")


def test_a_village_without_a_code_works_everywhere(desk: Desk) -> None:
    roster_villages.add_village(desk, roster_villages.VillageIn("桃园村"))
    assert options(desk)["桃园村"] == keys(desk)["桃园村"] == "桃园村"
    first = registered(desk, matter={"problem_area": "桃园村", "problem_place": "水井边"}).matter_ids[0]
    view = matter_view(first, TODAY, desk.reference)
    assert (view.problem_area_name, view.problem_place) == ("桃园村", "水井边")
    assert in_place(desk, "桃园村") == [first]
    line = line_of(desk, "桃园村")
    given = roster_villages.VillageIn("桃园社区", "999999001011")
    with one_act("village.change", "村改居"):
        roster_villages.change_village(desk, line.ref, given, "村改居", version=line.version)
    second = registered(desk, name="李四", matter={"problem_area": keys(desk)["桃园社区"]}).matter_ids[0]
    assert line_of(desk, "桃园社区").other_names == "桃园村"
    assert sorted(in_place(desk, "999999001011")) == sorted(in_place(desk, "桃园村")) == [first, second]
    assert keys(desk)["桃园村"] == "999999001011"
    assert matter_view(first, TODAY, desk.reference).problem_area_name == "桃园村", "an old entry keeps its name"


def test_a_village_with_a_code_is_called_as_the_office_calls_it(desk: Desk) -> None:
    matter_id = registered(desk, matter={"problem_area": "999999001001"}).matter_ids[0]
    given = roster_villages.VillageIn("章家湾村", "999999001001", "湾里")
    roster_villages.change_village(desk, "999999001001", given, "更名", version=None)
    assert matter_view(matter_id, TODAY, desk.reference).problem_area_name == "章家湾村"
    assert "章湾村" not in options(desk) and options(desk)["章家湾村"] == "999999001001"
    assert village_of("示例镇章湾村三组", keys(desk)) == village_of("湾里3组", keys(desk)) == "章家湾"
    assert villages.full_area_name(desk.reference, "999999001001") == "示例县示例镇章家湾村"


def test_a_wrong_code_is_put_right_with_what_was_put_down_under_it(desk: Desk) -> None:
    roster_villages.add_village(desk, roster_villages.VillageIn("桃园村", "999999001099"))
    matter_id = registered(desk, matter={"problem_area": "999999001099"}).matter_ids[0]
    line = line_of(desk, "桃园村")
    given = roster_villages.VillageIn("桃园村", "999999001011")
    roster_villages.change_village(desk, line.ref, given, version=line.version)
    assert Matter.get_by_id(matter_id).problem_area == "999999001011"
