"""Registering an arrival: what is required, what is linked, what is never lost or doubled."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake, talk
from jiefang_tui.services.reception.intake import CompanionIn, MaterialIn, MatterIn, VisitIn, register_visit
from jiefang_tui.store.models import (
    AuditEntry,
    Companion,
    Material,
    Matter,
    NotSamePerson,
    Petitioner,
    SealedReport,
    Search,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import Outcome
from tests.services.given import refused, registered, sealed


def wages(name: str = "李守田", **more: object) -> VisitIn:
    return VisitIn(name=name, matters=[MatterIn(request="拖欠工资。干了七个月没结清")], **more)  # type: ignore[arg-type]


def test_name_and_matter_are_enough(desk: Desk) -> None:
    done = register_visit(desk, wages())
    visit, matter = Visit.get_by_id(done.visit_id), Matter.get_by_id(done.matter_ids[0])
    assert (visit.queue_no, visit.state, visit.headcount) == (1, "waiting", 1)
    assert matter.register_no == "JF-999999001-20261123-001"
    assert (matter.title, matter.request) == ("拖欠工资", "拖欠工资。干了七个月没结清")
    assert matter.notice_due == date(2026, 12, 8)  # 15 days, Art. 23(2)
    assert matter.accepted_on is None and matter.handling_due is None
    assert VisitMatter.get().kind == "initial"


@pytest.mark.parametrize(("name", "others"), [("吴丁等5人", []), ("张建国、李秀英等5人", ["李秀英"])])
def test_a_name_that_says_how_many_came_is_counted_so(desk: Desk, name: str, others: list[str]) -> None:
    visit = Visit.get_by_id(register_visit(desk, wages(name)).visit_id)
    assert (visit.shown_name, visit.headcount) == (name[:2] if not others else "张建国", 5)
    assert [one.name for one in Companion.select()] == others


def test_one_act_one_audit_entry_with_what_was_made(desk: Desk) -> None:
    before = AuditEntry.select().count()
    done = register_visit(desk, wages())
    assert AuditEntry.select().count() == before + 1
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    made = json.loads(entry.after)
    assert entry.act == "visit.register" and entry.subject == f"visit:{done.visit_id}"
    assert made[f"visit:{done.visit_id}"]["queue_no"] == 1
    assert made[f"matter:{done.matter_ids[0]}"]["register_no"] == done.register_nos[0]
    assert entry.officer_name == "王芳"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (VisitIn(matters=[MatterIn(request="x")]), "name"),
        (VisitIn(name="李四"), "request"),
        (VisitIn(name="李四", matters=[MatterIn(request="  ")]), "request"),
        (VisitIn(name="李四", headcount=0, matters=[MatterIn(request="x")]), "headcount"),
        (VisitIn(name="李四", headcount=10_000, matters=[MatterIn(request="x")]), "headcount"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(desk: Desk, given: VisitIn, field: str) -> None:
    before = AuditEntry.select().count()
    with pytest.raises(Refused) as refused:
        register_visit(desk, given)
    assert refused.value.field == field
    assert str(refused.value).endswith("。")
    assert Visit.select().count() == Petitioner.select().count() == 0
    assert AuditEntry.select().count() == before


def test_anonymous_is_a_human_being_too(desk: Desk) -> None:
    done = register_visit(desk, VisitIn(is_anonymous=True, matters=[MatterIn(request="夜里施工太吵")]))
    visit = Visit.get_by_id(done.visit_id)
    assert visit.petitioner_id is None and visit.shown_name == "匿名"
    assert Matter.get().notice_due is None  # name unclear: no written notice owed
    assert Search.get(Search.kind == "visit").words.startswith("匿名")


def test_the_same_draft_saved_twice_registers_once(desk: Desk) -> None:
    draft = uuid.uuid4()
    first = register_visit(desk, wages(draft_uid=draft))
    again = register_visit(desk, wages(draft_uid=draft))
    assert again.visit_id == first.visit_id and Visit.select().count() == 1


def test_a_returning_visitor_and_matter_are_linked_and_gaps_filled(desk: Desk) -> None:
    first = register_visit(desk, wages(person={"address": "章湾村3组"}))
    again = register_visit(
        desk,
        VisitIn(
            name="李守田",
            petitioner_id=first.petitioner_id,
            person={"phone": "13800000031", "address": "别处"},
            matters=[MatterIn(request="还没拿到", matter_id=first.matter_ids[0])],
        ),
    )
    person = Petitioner.get()
    assert (person.phone, person.address) == ("13800000031", "章湾村3组")
    assert again.matter_ids == first.matter_ids and Matter.select().count() == 1
    assert [pair.kind for pair in VisitMatter.select().order_by(VisitMatter.id)] == ["initial", "repeat"]
    assert Matter.get().request.startswith("拖欠工资")  # the first words are kept


def test_the_same_id_number_and_name_is_one_person(desk: Desk) -> None:
    register_visit(desk, wages(person={"id_no": "999999197903121031"}))
    again = register_visit(desk, wages(person={"id_no": "999999197903121031", "phone": "13800000031"}))
    assert Petitioner.select().count() == 1 and "身份证号相同" in again.notes[0]


def test_declared_not_the_same_is_remembered(desk: Desk) -> None:
    first = register_visit(desk, wages())
    assert first.petitioner_id is not None
    again = register_visit(desk, wages(not_same=[first.petitioner_id]))
    pair = NotSamePerson.get()
    assert (pair.first_id, pair.second_id) == (first.petitioner_id, again.petitioner_id)


def test_several_matters_in_one_visit(desk: Desk) -> None:
    done = register_visit(desk, VisitIn(name="李四", matters=[MatterIn(request="低保"), MatterIn(request="路坏了")]))
    assert done.register_nos == ("JF-999999001-20261123-001", "JF-999999001-20261123-002")
    assert Visit.select().count() == 1


def test_the_sixth_representative_becomes_a_companion_and_it_is_said(desk: Desk) -> None:
    people = [CompanionIn(f"村民{n}", is_representative=n <= 6) for n in range(1, 12)]
    done = register_visit(desk, wages(headcount=12, companions=people))
    roles = [row.role for row in Companion.select().order_by(Companion.ordinal)]
    assert roles.count("representative") == 5 and roles[5] == "companion"
    assert "代表最多5人(条例第二十条第三款)，村民6已登记为同访人。" in done.notes
    assert Visit.get().representative_count == 5


def test_more_names_than_heads_corrects_the_heads(desk: Desk) -> None:
    done = register_visit(desk, wages(headcount=2, companions=[CompanionIn("甲"), CompanionIn("乙")]))
    assert Visit.get().headcount == 3 and "人数已由2改为3" in done.notes[0]


def test_papers_handed_in(desk: Desk) -> None:
    register_visit(desk, wages(materials=[MaterialIn("判决书", pages=6), MaterialIn("结算单", is_original=True)]))
    assert [(m.name, m.form, m.pages) for m in Material.select()] == [("判决书", "copy", 6), ("结算单", "original", 0)]


def test_window_arrivals_make_no_matter(desk: Desk) -> None:
    done = register_visit(desk, VisitIn(name="罗小燕", purpose="service", matters=[MatterIn(request="开证明")]))
    assert done.matter_ids == () and Visit.get().window_note == "开证明"


def test_a_report_keeps_number_and_date_and_no_content(desk: Desk) -> None:
    report = MatterIn(request="举报村主任", category="report_accusation")
    given = VisitIn(name="某某", person={"phone": "13800000099"}, matters=[report])
    done = register_visit(desk, given)
    assert done.register_nos[0].startswith("JF-")
    assert SealedReport.get().received_on == date(2026, 11, 23)
    assert Petitioner.select().count() == 0 and Visit.get().shown_name == "(密)"
    desk_bytes = desk.folder.db.read_bytes()
    for secret in ("举报村主任", "某某", "13800000099"):
        assert secret.encode() not in desk_bytes


def test_numbers_go_on_after_999(desk: Desk) -> None:
    day = date(2026, 11, 23)
    register_visit(desk, wages())
    Matter.update(register_no="JF-999999001-20261123-999").execute()
    assert intake.next_register_no(desk, day) == "JF-999999001-20261123-1000"
    Matter.update(register_no="JF-999999001-20261123-1000").execute()
    assert intake.next_register_no(desk, day) == "JF-999999001-20261123-1001"


def test_numbers_of_another_day_start_at_one(desk: Desk) -> None:
    register_visit(desk, wages())
    with clock.at(datetime(2026, 11, 24, 8, 30).astimezone()):
        done = register_visit(desk, wages("章秀兰"))
    assert (done.queue_no, done.register_nos[0]) == (1, "JF-999999001-20261124-001")


@pytest.mark.parametrize("name", ["𠮷田😀", "=1+1", "阿不都热合曼·买买提", "x" * 500])
def test_rare_names_come_back_as_typed(desk: Desk, name: str) -> None:
    done = register_visit(desk, wages(name))
    assert Visit.get_by_id(done.visit_id).shown_name == name
    assert Petitioner.get().name == name


def test_a_visit_joins_what_a_matter_was_merged_into_and_never_a_sealed_one(desk: Desk) -> None:
    first, second = registered(desk), registered(desk, request="同一块地")
    given = talk.OutcomeIn(Outcome.MERGED, merge_into=first.matter_ids[0])
    talk.decide(desk, second.visit_id, second.matter_ids[0], given)
    twice = [MatterIn(matter_id=second.matter_ids[0]), MatterIn(matter_id=first.matter_ids[0])]
    again = register_visit(desk, VisitIn(name="章德福", matters=twice))
    assert again.matter_ids == first.matter_ids
    report = sealed(desk)
    with refused("密件", "request"):
        register_visit(desk, VisitIn(name="章德福", matters=[MatterIn(matter_id=report)]))
