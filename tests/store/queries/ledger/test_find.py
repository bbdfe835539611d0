"""查找: by two characters, initials, phone and ID tail, number; what is wild in LIKE stands for itself."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake
from jiefang_tui.store import search
from jiefang_tui.store.models import Search
from jiefang_tui.store.queries.ledger.find import Found, find, words_of
from jiefang_tui.store.queries.reception.person import person_page
from jiefang_tui.terms import CountyEntry, MatterState, VisitPurpose, VisitState
from tests.services.given import days_ago, registered, sealed

TODAY = date(2026, 11, 23)


def _kinds(found: list[Found]) -> list[str]:
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("德福", ["person", "matter"]),
        ("征地", ["matter"]),
        ("zdf", ["person", "matter"]),
        ("zdbc", ["matter"]),
        ("ZDF", ["person", "matter"]),
        ("ｚｄｆ", ["person", "matter"]),
        ("1234", ["person"]),
        ("0018", ["person"]),
        ("１２３４", ["person"]),
        ("德福 征地", ["matter"]),
        ("20261123-001", ["matter"]),
        ("JF-999999001-2026", ["matter", "matter"]),
        ("xf77", ["matter"]),
        ("没有这个", []),
        ("福", []),
        ("", []),
        ("  ", []),
    ],
)
def test_what_is_typed_and_what_is_found(desk: Desk, typed: str, kinds: list[str]) -> None:
    one = registered(desk)
    matters.record_county(desk, one.matter_ids[0], CountyEntry.ENTERED, "XF77")
    registered(desk, "李某某", "拖欠工资", person={"phone": "13900005678", "id_no": ""})
    assert _kinds(find(typed)) == kinds


def test_what_is_shown_is_masked_and_counted(desk: Desk) -> None:
    with days_ago(desk, 3):
        first = registered(desk)
    registered(desk, petitioner_id=first.petitioner_id, request="又来一次")
    person = find("1234")[0]
    assert person.number == "138****1234 证件0018"
    assert (person.name, person.day, person.status) == ("章德福", TODAY, "来访2次 未了2件")
    matter = find("征地")[0]
    assert (matter.number, matter.status, matter.kind_label) == (first.register_nos[0], "已登记", "事项")


def test_the_newest_stand_first_and_there_is_a_limit(desk: Desk) -> None:
    ids = [registered(desk, f"章德福{number}", "同一件事").matter_ids[0] for number in range(5)]
    assert [one.id for one in find("同一件事", 3)] == ids[:-4:-1]


def test_people_are_not_hidden_by_their_many_matters(desk: Desk) -> None:
    person = registered(desk).petitioner_id
    for _ in range(40):
        registered(desk, petitioner_id=person)
    found = find("德福", 10)
    assert _kinds(found) == ["person"] + ["matter"] * 9


@pytest.mark.parametrize("wild", ["%%", "__", "%德", "_福", "\\\\", "' --"])
def test_wild_signs_stand_for_themselves(desk: Desk, wild: str) -> None:
    registered(desk)
    assert find(wild) == []
    registered(desk, "甲乙", f"怪{wild}怪")
    assert _kinds(find(wild)) == ["matter"]


def test_an_anonymous_visitor_and_one_at_the_window_are_found(desk: Desk) -> None:
    given = intake.VisitIn(name="", is_anonymous=True, matters=[intake.MatterIn(request="路灯不亮")])
    visit = intake.register_visit(desk, given)
    found = find("路灯")
    assert _kinds(found) == ["matter"]
    assert [one.id for one in find("匿名") if one.kind == "visit"] == [visit.visit_id]
    intake.register_visit(
        desk,
        intake.VisitIn(
            is_anonymous=True, purpose=VisitPurpose.CONSULTATION, matters=[intake.MatterIn(request="医保报销")]
        ),
    )
    at_window = find("医保")[0]
    assert (at_window.kind, at_window.about, at_window.status) == ("visit", "医保报销", "候访")


def test_a_sealed_report_is_found_by_number_only(desk: Desk) -> None:
    matter_id = sealed(desk)
    assert Search.get((Search.kind == "matter") & (Search.row_id == matter_id)).numbers == "20261123-001"
    assert [one.id for one in find("JF-999999001-20261123-001") if one.kind == "matter"] == [matter_id]
    assert find("检举") == []


def test_a_corrected_name_is_found_and_the_old_one_is_not(desk: Desk) -> None:
    one = registered(desk)
    assert one.petitioner_id is not None
    people.correct_person(desk, one.petitioner_id, {"name": "张得福"}, "听错了")
    assert _kinds(find("得福")) == ["person", "matter"]
    assert find("章德福") == []


def test_words() -> None:
    assert words_of(" Ａbc　 章 ") == ["abc", "章"]


def test_a_persons_page(desk: Desk) -> None:
    with days_ago(desk, 3):
        first = registered(desk, person={"birth_date": date(1950, 1, 1)})
    again = registered(desk, petitioner_id=first.petitioner_id, matter={"matter_id": first.matter_ids[0]})
    assert first.petitioner_id is not None
    page = person_page(first.petitioner_id, TODAY, desk.reference)
    assert page.person.age == 76
    assert [one.id for one in page.matters] == [first.matter_ids[0]]
    assert page.matters[0].is_open and page.matters[0].state is MatterState.REGISTERED
    assert [(one.visit_id, one.matter_id, one.state) for one in page.visits] == [
        (again.visit_id, first.matter_ids[0], VisitState.WAITING),
        (first.visit_id, first.matter_ids[0], VisitState.WAITING),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "阿依古丽·买买提",
        "阿依古丽•买买提",
        "阿依古丽.买买提",
        "阿依古丽﹒买买提",
        "阿依古丽买买提",
        "古丽·买",
        "古丽·",
        "阿依古丽 买买提",
    ],
)
def test_a_name_is_found_with_any_middle_dot(desk: Desk, typed: str) -> None:
    registered(desk, "阿依古丽‧买买提", "拖欠工资")
    assert _kinds(find(typed)) == ["person", "matter"]


def test_a_row_laid_in_by_a_former_program_is_found_as_it_stands(desk: Desk) -> None:
    registered(desk, "阿依古丽·买买提", "拖欠工资")
    row = Search.get(Search.kind == "person")
    search.index_row("person", row.row_id, search.Texts("阿依古丽·买买提", row.letters, row.numbers))
    assert _kinds(find("阿依古丽·买")) == ["person", "matter"]
