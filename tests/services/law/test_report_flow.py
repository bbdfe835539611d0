"""A registered claim is found to be a report: confirmed by a second person, printed, handed over, then erased."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.services.closure import acts as closure_acts
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import ActFacts, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law import acts as law_acts
from jiefang_tui.services.law import dispatching, sealed_paper, sealing
from jiefang_tui.services.law.due_list import due_text
from jiefang_tui.services.matter import acts as matter_acts
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import booking, intake, papers, receiving, right_person, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.supervision import acts as supervision_acts
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    Appointment,
    Deadline,
    Dispatch,
    Matter,
    MatterEvent,
    Merge,
    Petitioner,
    SealedReport,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.ledger.find import find
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.reception.person import person_page
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Accused, Category, DispatchKind, DueKind, MatterState, Outcome
from tests.services.given import handed_over, one_act, owned, refused, registered, sealed

NAME, WORDS = "马秘密", "村会计虚报危房户套取补助"


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return registered(desk, NAME, WORDS, matter={"facts": "账本在柜子里", "concerned_person": "会计王二"}).matter_ids[0]


def words(path: Path) -> str:
    from docx import Document

    return "\n".join(one.text for one in Document(str(path)).paragraphs)


def in_file(desk: Desk, *texts: str) -> list[str]:
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    return [text for text in texts if text.encode() in content]


def _open_kinds(matter_id: int) -> set[str]:
    return {row.kind for row in Deadline.select().where((Deadline.matter == matter_id) & Deadline.is_open)}


# -- found to be one


def test_whoever_notices_says_so_and_a_second_person_confirms(desk: Desk, matter_id: int) -> None:
    with one_act("report.make"):
        sealing.make_report(desk, matter_id, "王芳", "何静")
    report, matter = SealedReport.get(), Matter.get_by_id(matter_id)
    assert (report.asked_on, report.asked_by, report.confirmed_by) == (clock.today(), "王芳", "何静")
    assert (matter.category, matter.title, matter.request) == (Category.REPORT_ACCUSATION, "检举控告(密)", WORDS)
    assert _open_kinds(matter_id) == {DueKind.TRIAGE}  # waits among the law's dates, and under nothing else


@pytest.mark.parametrize(
    ("first", "second", "part", "field"),
    [
        ("", "何静", "谁发现的", "noticed_by"),
        ("王芳", " ", "第二个", "confirmed_by"),
        ("王芳", "王 芳", "另一个人", "confirmed_by"),
        ("王芳", "王二", "反映的人", "confirmed_by"),
        ("会计王二", "何静", "反映的人", "noticed_by"),
    ],
)
def test_two_named_people_who_are_not_meant(
    desk: Desk, matter_id: int, first: str, second: str, part: str, field: str
) -> None:
    with refused(part, field):
        sealing.make_report(desk, matter_id, first, second)


@pytest.mark.parametrize(
    ("person", "unit", "confirmed_by", "part"),
    [
        ("李某", "自然资源所", "李强", "被反映人相符"),
        ("小李", "", "李强", "可能就是"),
        ("李所长", "", "李强", "被反映人相符"),
        ("所长", "", "李强", "可能就是"),
        ("自然资源所所长", "", "李强", "可能就是"),
        ("李強", "", "李强", "反映的人"),
        ("李强", "", "李強", "反映的人"),
        ("", "自然资源所", "李强", "被反映单位的人"),
        ("", "自然资源所", "赵六", "被反映单位的人"),
        ("", "", "登记员王芳", "另一个人"),
        ("", "", "x", "不是完整的姓名"),
        ("小钱", "", "钱七七", "可能就是"),
    ],
)
def test_who_confirms_is_beyond_doubt(desk: Desk, person: str, unit: str, confirmed_by: str, part: str) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "李强", "所长", "自然资源所")
        officer_named(act, "赵六", "干事", "自然资源所")
    told = {"concerned_person": person, "concerned_unit": unit}
    one = registered(desk, NAME, WORDS, matter=told).matter_ids[0]
    with refused(part, "confirmed_by"):
        sealing.make_report(desk, one, "王芳", confirmed_by)
    sealing.make_report(desk, one, "王芳", "何静")


def test_a_namesake_of_another_unit_may_confirm(desk: Desk) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "李强", "所长", "自然资源所")
    told = {"concerned_person": "李某", "concerned_unit": "司法所"}
    one = registered(desk, NAME, WORDS, matter=told).matter_ids[0]
    sealing.make_report(desk, one, "王芳", "李强")


def test_a_concluded_matter_and_a_letter_can_be_found_to_be_one(desk: Desk) -> None:
    matters.conclude_simple(desk, concluded := registered(desk).matter_ids[0], "答复了", clock.today())
    letter = registered(desk, "乙", channel="letter").matter_ids[0]
    for one in (concluded, letter):
        sealing.make_report(desk, one, "王芳", "何静")
        assert _open_kinds(one) == {DueKind.TRIAGE}
        handed_over(desk, one)
        assert _open_kinds(one) == set()


def test_a_matter_under_a_leader_is_taken_apart_instead(desk: Desk) -> None:
    matter_id = owned(desk)
    with refused("拆出检举控告"):
        sealing.make_report(desk, matter_id, "王芳", "何静")


def test_until_it_is_handed_over_nothing_is_erased_and_no_list_leads_from_the_person_to_it(
    desk: Desk, matter_id: int
) -> None:
    sealing.make_report(desk, matter_id, "王芳", "何静")
    assert in_file(desk, NAME, WORDS) == [NAME, WORDS]
    person = Petitioner.get(Petitioner.name == NAME)
    assert person_page(person.id, clock.today(), desk.reference).matters == ()
    assert not [one for one in find(WORDS[:4]) if one.kind == "matter"]


def test_it_was_none_after_all_and_goes_on_as_it_was(desk: Desk, matter_id: int) -> None:
    before = {row.kind: row.raw_on for row in Deadline.select().where(Deadline.matter == matter_id)}
    sealing.make_report(desk, matter_id, "王芳", "何静")
    with refused("为什么", "reason"):
        sealing.no_report(desk, matter_id, " ")
    sealing.no_report(desk, matter_id, "只是要补助")
    matter = Matter.get_by_id(matter_id)
    assert (matter.category, matter.title, matter.petitioner_name) == (Category.CLAIM, WORDS, NAME)
    assert {row.kind: row.raw_on for row in Deadline.select().where(Deadline.matter == matter_id)} == before
    assert not SealedReport.select().exists()
    with refused("不是检举控告"):
        sealing.no_report(desk, matter_id, "再来一次")
    report = sealed(desk)
    with refused("登记时就没有留内容"):
        sealing.no_report(desk, report, "x")


# -- printed


def test_the_paper_holds_all_that_will_be_erased_and_its_name_no_name(desk: Desk, matter_id: int) -> None:
    matters.add_entry(desk, matter_id, "来电说还有两户")
    again = intake.register_visit(desk, VisitIn(NAME, matters=[MatterIn("又想起一户", matter_id=matter_id)]))
    talk.save_talk_note(desk, again.visit_id, "记录甲")
    sealing.make_report(desk, matter_id, "王芳", "何静")
    with one_act("report.print"):
        printed = sealed_paper.print_sealed(desk, matter_id)
    told = words(printed.path)
    said = (WORDS, "账本在柜子里", "会计王二", "来电说还有两户", "又想起一户", "记录甲", "县纪委监委")
    for text in (NAME, "13800001234", *said):
        assert text in told, text
    assert printed.path.name == f"{Matter.get_by_id(matter_id).register_no}-移送密件.docx"
    assert (SealedReport.get().printed_on, SealedReport.get().handed_to) == (clock.today(), "县纪委监委")


def test_a_report_without_content_prints_its_number_and_a_receipt(desk: Desk) -> None:
    printed = sealed_paper.print_sealed(desk, sealed(desk), "higher_petition")
    told = words(printed.path)
    assert "书面材料附后" in told and "上级信访部门" in told and "签收人" in told


@pytest.mark.parametrize("where", ["自然资源所", "国土所", "镇政府", "章湾村村民委员会"])
def test_it_is_printed_for_the_short_list_only(desk: Desk, matter_id: int, where: str) -> None:
    sealing.make_report(desk, matter_id, "王芳", "何静")
    with refused("检举控告只能移送到", "unit"):
        sealed_paper.print_sealed(desk, matter_id, where)
    sealed_paper.print_sealed(desk, matter_id, "town_discipline", Accused.VILLAGE)
    assert SealedReport.get().handed_to.startswith("镇纪委")


# -- handed over


def test_it_is_erased_only_with_paper_body_and_receipt(desk: Desk, matter_id: int) -> None:
    with refused("不是检举控告"):
        sealing.hand_over(desk, matter_id, "李处长")
    sealing.make_report(desk, matter_id, "王芳", "何静")
    with refused("还没有打印"):
        sealing.hand_over(desk, matter_id, "李处长")
    printed = sealed_paper.print_sealed(desk, matter_id)
    with refused("请写对方谁签收的", "receipt"):
        sealing.hand_over(desk, matter_id, " ")
    assert in_file(desk, NAME, WORDS) == [NAME, WORDS]
    with one_act("report.hand_over", "密件：姓名、内容及有关记录已清除(条例第三十条第三款)"):
        said = sealing.hand_over(desk, matter_id, "李处长")
    report, matter = SealedReport.get(), Matter.get_by_id(matter_id)
    assert (report.receipt, report.handed_on, report.handed_to) == ("李处长", clock.today(), "县纪委监委")
    assert matter.state == MatterState.SEALED_OUT and "已移送县纪委监委" in said
    assert in_file(desk, NAME, WORDS, "账本在柜子里", "王二") == [] and not printed.path.exists()
    with refused("已经移送"):
        sealing.hand_over(desk, matter_id, "再来")


def test_the_earlier_visit_the_person_and_what_finds_them_go_too(desk: Desk, matter_id: int) -> None:
    papers.reception_form(desk, Visit.get().id)
    papers.visitor_slip(desk, Visit.get().id)
    known = Petitioner.get().id
    again = intake.register_visit(desk, VisitIn(NAME, petitioner_id=known, matters=[MatterIn(matter_id=matter_id)]))
    receiving.start_talk(desk, again.visit_id)
    drafts.save_draft(desk, "intake", {"request": f"还是{WORDS}的事"}, "别的")
    talk.decide(desk, again.visit_id, matter_id, talk.OutcomeIn(Outcome.SEALED, confirmed_by="何静"))
    handed_over(desk, matter_id)
    assert [row.shown_name for row in Visit.select()] == ["(密)", "(密)"]
    assert not Petitioner.select().exists() and find("马秘密") == [] and find("mmm") == []
    assert not list(desk.folder.exports.iterdir())
    assert in_file(desk, NAME, WORDS) == []


def test_who_came_for_something_else_too_is_not_led_to_the_report_by_their_visit(desk: Desk) -> None:
    both = intake.register_visit(
        desk, VisitIn(NAME, matters=[MatterIn("修路"), MatterIn(WORDS, report_answer="claim")])
    )
    handed_over(desk, both.matter_ids[1])
    assert Visit.get().shown_name == NAME
    assert [row.matter_id for row in VisitMatter.select()] == [both.matter_ids[0]]
    assert in_file(desk, WORDS) == []


def test_a_letter_without_a_queue_number_can_be_handed_over(desk: Desk, matter_id: int) -> None:
    Visit.update(queue_no=None).execute()
    handed_over(desk, matter_id)
    assert Matter.get_by_id(matter_id).state == MatterState.SEALED_OUT


# -- 通报组织部门


def test_telling_the_organisation_department_is_an_act_of_its_own_and_off_in_a_township(
    desk: Desk, matter_id: int
) -> None:
    with refused("乡镇没有这一项"):
        sealing.tell_organisation(desk, matter_id, "县委组织部")
    desk.folder.reference.mkdir()
    (desk.folder.reference / "reports.toml").write_text("[organisation]\non = true\n", encoding="utf-8")
    desk.reference.__dict__.pop("reports", None)
    desk.reference._own_cache.clear()
    desk.reference.own = desk.folder.reference
    with refused("还没有移送"):
        sealing.tell_organisation(desk, matter_id, "县委组织部")
    handed_over(desk, matter_id)
    sealing.tell_organisation(desk, matter_id, "县委组织部", date(2026, 11, 23))
    told = [row.text for row in MatterEvent.select().where(MatterEvent.matter == matter_id)]
    assert told[-1] == "通报县委组织部(条例第三十条第二款)"
    sealing.untell_organisation(desk, matter_id, "记错了")
    with refused("没有记过"):
        sealing.untell_organisation(desk, matter_id, "再来一次")


def test_who_leads_the_town_keeps_a_report_from_its_own_discipline(desk: Desk, matter_id: int) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "赵六", "纪检干事", "镇纪委")
    told: Any = {"concerned_person": "赵六"}
    one = registered(desk, "乙", WORDS, matter=told).matter_ids[0]
    sealing.make_report(desk, one, "王芳", "何静")
    with refused("请移送县纪委监委", "unit"):
        sealed_paper.print_sealed(desk, one, "town_discipline", Accused.VILLAGE)


@pytest.mark.parametrize(
    ("person", "unit", "words"),
    [
        ("老周", "", "举报镇长收红包"),
        ("一把手", "", "一把手收红包"),
        ("小钱", "", "收红包"),
        ("钱镇长", "", "收红包"),
        ("", "镇政府", "收红包"),
        ("", "", "举报党政办主任收红包"),
        ("周敏", "", "收红包"),
    ],
)
def test_nothing_against_the_town_goes_to_its_own_discipline(desk: Desk, person: str, unit: str, words: str) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "钱镇", "镇长", "示例镇政府")
        officer_named(act, "周敏", "干事", "农业站")
        officer_named(act, "郑三", "会计", "章湾村委会")
    told = {"concerned_person": person, "concerned_unit": unit}
    one = registered(desk, NAME, words, matter=told).matter_ids[0]
    sealing.make_report(desk, one, "王芳", "何静")
    with refused("请移送县纪委监委", "unit"):
        sealed_paper.print_sealed(desk, one, "town_discipline", Accused.VILLAGE)
    other = registered(desk, "乙", "村会计收红包", matter={"concerned_person": "郑三", "concerned_unit": "章湾村委会"})
    sealing.make_report(desk, other.matter_ids[0], "王芳", "何静")
    sealed_paper.print_sealed(desk, other.matter_ids[0], "town_discipline", Accused.VILLAGE)


def test_what_was_handed_to_a_unit_before_is_called_back_and_its_answer_is_not_taken(desk: Desk) -> None:
    matter_id = registered(desk, NAME, WORDS, matter={"concerned_unit": "自然资源所"}).matter_ids[0]
    line = dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "自然资源所", "李强", post="所长")
    dispatching.deliver(desk, line, "当面")
    dispatching.sign(desk, line, "李强")
    dispatching.dispatch(desk, matter_id, DispatchKind.ASSIST, "司法所")
    said = sealing.make_report(desk, matter_id, "王芳", "何静")
    assert "已交给自然资源所、李强、司法所的材料请收回，收回了记一笔。" in said
    matter = Matter.get_by_id(matter_id)
    assert (matter.lead_unit_id, matter.handler_id) == (None, None)
    assert "自然资源所" not in due_text(desk, clock.today() + timedelta(days=30))
    with refused("已于2026-11-23收回"):
        dispatching.answer_dispatch(desk, line, "查无此事")
    assert any("请收回" in one for one in sealed_paper.print_sealed(desk, matter_id).warnings)
    with one_act("report.got_back"):
        sealing.got_back(desk, matter_id)
    assert {row.returned_on for row in Dispatch.select()} == {clock.today()}
    with refused("没有交给别人还没收回的材料"):
        sealing.got_back(desk, matter_id)
    assert sealing.to_call_back(matter_id) == ""
    assert "重新交办" in sealing.no_report(desk, matter_id, "只是要补助")


def test_no_filter_of_the_ledger_finds_it_by_what_it_says(desk: Desk) -> None:
    told = {"content_class": "0101", "problem_place": "饕餮村小学"}
    matter_id = registered(desk, NAME, WORDS, matter=told).matter_ids[0]
    dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "司法所")
    by = (LedgerFilter(place="饕餮"), LedgerFilter(content_class="01"), LedgerFilter(unit="司法所"))

    def found(one: LedgerFilter) -> int:
        return Ledger(one, Sort(), clock.today(), desk.reference).count()

    assert [found(one) for one in by] == [1, 1, 1]
    sealing.make_report(desk, matter_id, "王芳", "何静")
    Matter.update(lead_unit=Unit.get(Unit.name == "司法所")).where(Matter.id == matter_id).execute()
    assert [found(one) for one in by] == [0, 0, 0]
    assert found(LedgerFilter(category="report_accusation")) == 1


# -- no other way leads anywhere


def test_of_a_report_nothing_is_possible_but_what_seals_it(desk: Desk, matter_id: int) -> None:
    tables = (law_acts.ACTS, closure_acts.ACTS, matter_acts.ACTS, supervision_acts.ACTS)
    sealing.make_report(desk, matter_id, "王芳", "何静")
    registered_so = sealed(desk)
    for one in (matter_id, registered_so):
        facts = ActFacts(desk, one)
        possible = {spec.name for table in tables for spec in table if not why_not(spec, facts)}
        number = {"county"}  # its number in the county's system and whether it is there (Art. 21(2)): no content
        assert possible <= {spec.name for spec in law_acts.SEALING} | number, one


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.SEALED])
def test_and_a_talk_about_one_ends_in_8_alone(desk: Desk, outcome: Outcome) -> None:
    report = sealed(desk)
    visit = VisitMatter.get(VisitMatter.matter == report).visit_id
    given = talk.OutcomeIn(
        outcome, told="x", unit="自然资源所", route="judicial", next_at=clock.now() + timedelta(days=1), talk_note="x"
    )
    with refused("检举控告"):
        talk.decide(desk, visit, report, given)
    with refused("检举控告不记内容", "note"):
        talk.save_talk_note(desk, visit, "账本在柜子里")


def test_while_it_waits_the_visit_shows_neither_name_nor_words_and_back_again_both(desk: Desk, matter_id: int) -> None:
    visit_id = Visit.get().id
    talk.save_talk_note(desk, visit_id, "记录甲")
    sealing.make_report(desk, matter_id, "王芳", "何静")
    view = visit_view(visit_id, clock.today())
    assert view is not None and (view.name, view.talk_note, view.person) == ("(密)", "", None)
    assert [(pair.title, pair.request, pair.facts) for pair in view.pairs] == [("检举控告(密)", "", "")]
    page = person_page(Petitioner.get().id, clock.today(), desk.reference)
    assert [(one.matter_id, one.about, one.outcome) for one in page.visits] == [(None, "信访", "")]
    sealing.no_report(desk, matter_id, "只是要补助")
    view = visit_view(visit_id, clock.today())
    assert view is not None and (view.name, view.talk_note, view.pairs[0].request) == (NAME, "记录甲", WORDS)


def test_a_later_visit_of_the_same_person_does_not_lead_to_the_report(desk: Desk, matter_id: int) -> None:
    known = Petitioner.get().id
    first = Visit.get().id
    talk.decide(desk, first, matter_id, talk.OutcomeIn(Outcome.SEALED, confirmed_by="何静"))
    later = intake.register_visit(desk, VisitIn(NAME, petitioner_id=known, matters=[MatterIn("修路")]))
    view = visit_view(later.visit_id, clock.today())
    assert view is not None
    assert not [one for one in view.past if "检举" in one.title + one.outcome or "移送" in one.outcome]
    assert view.open_matters == ()


# -- what still names who reported


def test_who_was_written_down_first_by_mistake_goes_too(desk: Desk, matter_id: int) -> None:
    right_person.move_visit(desk, Visit.get().id, None, "写错人", {"name": "牛真名"})
    handed_over(desk, matter_id)
    assert in_file(desk, NAME, "牛真名") == [] and not Petitioner.select().exists()


def test_a_row_merged_into_somebody_who_stays_goes_with_what_it_filled_in(desk: Desk, matter_id: int) -> None:
    one = Petitioner.get()
    other = intake.register_visit(desk, VisitIn("马泌密", matters=[MatterIn("修水渠")]))
    assert other.petitioner_id
    merging.merge_people(desk, one.id, other.petitioner_id, "同一人")
    assert Petitioner.get_by_id(other.petitioner_id).phone == one.phone != ""
    handed_over(desk, matter_id)
    assert in_file(desk, NAME, one.phone, one.address) == []
    assert [row.name for row in Petitioner.select()] == ["马泌密"] and not Merge.select().exists()
    assert [found.name for found in find("马泌密") if found.kind == "person"] == ["马泌密"]
    assert not find(NAME)


def test_a_booking_that_is_tied_to_nothing_goes_too_and_another_ones_stays(desk: Desk, matter_id: int) -> None:
    person = Petitioner.get()
    at = clock.now() + timedelta(days=1)
    booked = booking.book(desk, NAME, at, "", "找所长", person.phone)
    Appointment.update(about="举报所长饕餮").where(Appointment.id == booked).execute()  # as it was before it was asked
    booking.book(desk, NAME, at, "", "修路", "13900009999")
    intake.register_visit(desk, VisitIn(NAME, petitioner_id=person.id, matters=[MatterIn("修水渠")]))
    handed_over(desk, matter_id)
    assert in_file(desk, "饕餮") == []
    assert [row.about for row in Appointment.select().order_by(Appointment.id)] == ["", "修路"]
