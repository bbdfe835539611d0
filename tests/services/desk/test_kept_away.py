"""Who may have nothing to do with a matter: the reported and the recused."""

from __future__ import annotations

import pytest

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.law import dispatching, recusing
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.store.models import Matter, Officer, SealedReport, Unit, VisitMatter
from jiefang_tui.terms import Accused, DispatchKind, Outcome
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


def test_no_act_but_handing_it_over_gives_a_report_to_a_unit(desk: Desk, village: Unit) -> None:
    with pytest.raises(Refused, match="只能按密件移送"):
        must_be_free(Matter.get_by_id(sealed(desk)), unit=village)


def test_a_claim_may_go_to_the_unit_it_is_about_but_to_no_one_it_is_about(desk: Desk, village: Unit) -> None:
    told = {"concerned_unit": "章湾村", "concerned_person": "村会计李强"}
    matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
    must_be_free(matter, unit=village)
    with pytest.raises(Refused, match="李强是这件反映的人"):
        must_be_free(matter, Officer.get(Officer.name == "李强"))
    must_be_free(matter, Officer.get(Officer.name == "王二"), village)


@pytest.mark.parametrize(
    "name",
    ["章湾村村民委员会", "国土所", "自然资源所", "李某", "小李", "李強", "老周", "一把手", "章湾村三组", "党政办公室"],
)
def test_a_report_goes_to_the_short_list_and_nowhere_else(desk: Desk, village: Unit, name: str) -> None:
    report = sealed(desk)
    visit = VisitMatter.get(VisitMatter.matter == report).visit_id
    with refused("检举控告只能移送到：县纪委监委、镇纪委(派出监察办公室)、上级信访部门", "unit"):
        talk.decide(desk, visit, report, talk.OutcomeIn(Outcome.SEALED, unit=name, accused=Accused.VILLAGE))


@pytest.mark.parametrize("accused", [Accused.LEADER, Accused.OTHER, ""])
def test_the_towns_own_takes_village_cadres_only_and_who_is_meant_is_kept_nowhere(desk: Desk, accused: str) -> None:
    report = sealed(desk)
    visit = VisitMatter.get(VisitMatter.matter == report).visit_id
    with refused("镇纪委(派出监察办公室)", "unit"):
        talk.decide(desk, visit, report, talk.OutcomeIn(Outcome.SEALED, unit="town_discipline", accused=accused))
    given = talk.OutcomeIn(Outcome.SEALED, unit="town_discipline", accused=Accused.VILLAGE)
    talk.decide(desk, visit, report, given)
    assert SealedReport.get().handed_to == "镇纪委(派出监察办公室)"
    assert not any("village" in entry.after + entry.before for entry in acts())


@pytest.mark.parametrize(
    "told", [{"concerned_person": "王镇长"}, {"concerned_person": "王二"}, {"concerned_unit": "镇纪委"}]
)
def test_what_was_written_down_keeps_a_report_from_the_town(desk: Desk, village: Unit, told: dict[str, str]) -> None:
    one = registered(desk, matter=told)
    given = talk.OutcomeIn(Outcome.SEALED, unit="town_discipline", accused=Accused.VILLAGE, confirmed_by="何静")
    with refused("请移送县纪委监委", "unit"):
        talk.decide(desk, one.visit_id, one.matter_ids[0], given)


def test_whom_a_claim_is_about_handles_it_only_with_a_reason_and_who_stands_aside_never(
    desk: Desk, village: Unit
) -> None:
    one = registered(desk, matter={"concerned_person": "村会计李强"})
    matter_id = one.matter_ids[0]
    given = talk.OutcomeIn(Outcome.ASSIGNED, unit="章湾村村民委员会", officer="李强")
    with refused("请换别人，或者写明仍由其办的理由", "officer"):
        talk.decide(desk, one.visit_id, matter_id, given)
    given.still_reason = "村里只有他管这项"
    talk.decide(desk, one.visit_id, matter_id, given)
    assert acts()[-1].reason == "村里只有他管这项"
    with refused("写明仍由其办的理由", "officer"):
        dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "司法所", "李强", still_reason="")
    dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "司法所", "李强", still_reason="熟悉情况")
    other = registered(desk, "乙").matter_ids[0]
    recusing.recuse(desk, other, "王二", "亲属", "周敏")
    with refused("请换别人（", "officer"):
        dispatching.dispatch(desk, other, DispatchKind.ASSIGN, "司法所", "王二", still_reason="熟悉情况")


def test_who_received_the_report_on_themselves_is_not_written_down_as_its_leader(desk: Desk) -> None:
    receiving.change_session(desk, None, "王二", "镇长")
    one = registered(desk, matter={"concerned_person": "王二"})
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(Outcome.SEALED, confirmed_by="何静")
    talk.decide(desk, one.visit_id, one.matter_ids[0], given)
    assert VisitMatter.get(VisitMatter.visit == one.visit_id).leader is None


def test_surname_and_post_mean_an_officer_of_the_unit_complained_of(desk: Desk, village: Unit) -> None:
    wang = Officer.get(Officer.name == "王二")
    for told in ({"concerned_person": "王镇长"}, {"concerned_person": "王镇长", "concerned_unit": "镇政府"}):
        matter = Matter.get_by_id(registered(desk, matter=told).matter_ids[0])
        with pytest.raises(Refused, match=r"王二\(镇长\)与这件的被反映人相符"):
            must_be_free(matter, wang)
    told = {"concerned_person": "王镇长", "concerned_unit": "派出所"}
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


def test_li_mou_of_the_units_own_is_asked_about_as_li_the_head_is(desk: Desk) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "李强", "所长", "自然资源所")
    told = {"concerned_person": "李某", "concerned_unit": "自然资源所"}
    matter_id = registered(desk, matter=told).matter_ids[0]
    with refused("与这件的被反映人相符", "officer"):
        dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "自然资源所", "李强")
    elsewhere = registered(desk, matter=told | {"concerned_unit": "司法所"}).matter_ids[0]
    dispatching.dispatch(desk, elsewhere, DispatchKind.ASSIGN, "自然资源所", "李强")


def test_the_clerk_whom_it_is_about_is_asked_to_let_somebody_else_take_it(desk: Desk) -> None:
    said = registered(desk, matter={"concerned_person": "王芳"}).notes
    assert any("请换别人登记" in one for one in said) and not registered(desk, "乙").notes
