"""关联, 并案, 系同一人: both rows stay, and undoing gives back exactly what moved."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import correct_person, person_with_id
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import intake, not_same, receiving, talk, voiding
from jiefang_tui.services.supervision import pushing
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Commitment,
    ConsultationPart,
    Dispatch,
    Material,
    Matter,
    MatterEvent,
    Merge,
    NotSamePerson,
    Officer,
    Petitioner,
    Search,
    SupervisionCard,
    Unit,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.store.queries.closure import resting
from jiefang_tui.store.queries.ledger.find import find
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.person import said_different
from jiefang_tui.terms import MatterState, Outcome, PairKind
from tests.services.given import one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
MOVABLE = (Matter, Petitioner, Visit, VisitMatter, Material, Commitment, Appointment, Dispatch)


def _handled(desk: Desk, name: str = "章德福", unit: str = "自然资源所", **more: Any) -> int:
    matter_id = registered(desk, name, **more).matter_ids[0]
    matters.assign_simple(desk, matter_id, unit, "", TOMORROW)
    return matter_id


def _as_told(model: Any) -> list[Any]:
    """Every row but for its version, which rises with what is taken back, too."""
    columns = [field for field in model._meta.sorted_fields if field.name != "version"]
    return list(model.select(*columns).order_by(model.id).tuples())


def _rows() -> dict[str, list[Any]]:
    """Every row that a merge may touch, and the search table without its keys."""
    found: dict[str, list[Any]] = {model._meta.table_name: _as_told(model) for model in MOVABLE}
    columns = (Search.kind, Search.row_id, Search.words, Search.letters, Search.numbers)
    found["search"] = sorted(Search.select(*columns).tuples())
    return found


def _said(matter_id: int) -> str:
    return max(timeline(matter_id), key=lambda entry: entry.id).text


def _no(matter_id: int) -> str:
    return str(Matter.get_by_id(matter_id).register_no)


# -- 关联


def test_links_stay_two_and_are_taken_back(desk: Desk) -> None:
    first, second = _handled(desk), _handled(desk, "乙")
    last = Matter.get_by_id(first).last_entry_on
    with one_act("matter.link", "同一工地"):
        link_id = merging.link(desk, first, second, "同一工地")
    assert [(view.matter_id, view.reason) for view in resting.links_of(second)] == [(first, "同一工地")]
    assert _said(first) == f"关联 {_no(second)}：同一工地"
    assert Matter.get_by_id(first).last_entry_on == last
    with refused("已经关联"):
        merging.link(desk, second, first)
    with refused("不能和自己关联"):
        merging.link(desk, first, first)
    with refused("请写明解除关联的原因", "reason"):
        merging.unlink(desk, link_id, "")
    with one_act("matter.unlink", "不是一回事"):
        merging.unlink(desk, link_id, "不是一回事")
    assert resting.links_of(first) == []
    assert [view.undone_on for view in resting.links_of(first, undone=True)] == [TODAY]
    with refused("已于2026-11-23解除"):
        merging.unlink(desk, link_id, "再")
    assert merging.link(desk, first, second) != link_id
    closed = sealed(desk)
    with refused("密件"):
        merging.link(desk, first, closed)


# -- 并案


def _with_everything(desk: Desk) -> int:
    """A matter that has one of each thing that goes along, and one of each that stays."""
    matter_id = _handled(desk, "章德福", "水利站")
    visit = Visit.get()
    Material.create(visit=visit, matter=matter_id, name="收据")
    kept = matters.confirm_commitment(desk, matter_id, "补发", TOMORROW, 100, "周敏", "镇党委书记")
    matters.fulfil_commitment(desk, kept, TODAY, "凭证")
    matters.confirm_commitment(desk, matter_id, "再补", TOMORROW, 100, "周敏")
    Appointment.create(name="章德福", slot_at=visit.arrived_at, day=TOMORROW, matter=matter_id, state="booked")
    unit = Unit.get(Unit.name == "水利站")
    Dispatch.create(matter=matter_id, unit=unit, sent_on=TODAY)
    Dispatch.create(matter=matter_id, unit=unit, sent_on=TODAY, ended_on=TODAY)
    return matter_id


def test_what_is_open_goes_along_and_comes_back(desk: Desk) -> None:
    source, target = _with_everything(desk), _handled(desk, "章德福")
    before = _rows()
    with one_act("matter.merge", "重复登记"):
        merge_id = merging.merge_matters(desk, source, target, "重复登记")
    row = Matter.get_by_id(source)
    assert (row.state, row.merged_into_id) == (MatterState.MERGED, target)
    assert Commitment.select().where(Commitment.matter == target).count() == 1
    assert Commitment.select().where(Commitment.matter == source).count() == 1
    out = Dispatch.select().where(Dispatch.matter == target)
    assert [(one.kind, one.ended_on) for one in out] == [("assist", None)]
    pairs = VisitMatter.select().where(VisitMatter.matter == target).order_by(VisitMatter.id)
    assert [pair.kind for pair in pairs] == [PairKind.REPEAT, PairKind.INITIAL]
    assert (_said(source), _said(target)) == (f"并入 {_no(target)}：重复登记", f"{_no(source)} 并入本事项：重复登记")
    (view,) = resting.merges_of(target)
    assert (view.kind_label, view.from_id, view.undone_on) == ("并案", source, None)
    with refused("请写明撤销合并的原因", "reason"):
        merging.undo_merge(desk, merge_id, " ")
    with one_act("matter.unmerge", "两块地"):
        said = merging.undo_merge(desk, merge_id, "两块地")
    assert _rows() == before
    assert "合并以后新增的留在" in said and "另有" not in said
    with refused("已于2026-11-23撤销"):
        merging.undo_merge(desk, merge_id, "再")


def test_what_came_later_stays_and_what_changed_since_keeps_the_change(desk: Desk) -> None:
    source, target = _with_everything(desk), _handled(desk, "章德福")
    merge_id = merging.merge_matters(desk, source, target, "重复登记")
    moved = Commitment.get((Commitment.matter == target) & Commitment.fulfilled_on.is_null())
    matters.fulfil_commitment(desk, moved.id, TODAY, "已付")
    later = matters.confirm_commitment(desk, target, "另给", TOMORROW, None, "周敏")
    third = _handled(desk, "丙")
    Material.update(matter=third).execute()
    said = merging.undo_merge(desk, merge_id, "两块地")
    assert "另有1条后来又改过" in said
    assert Commitment.get_by_id(later).matter_id == target
    assert (Commitment.get_by_id(moved.id).matter_id, Commitment.get_by_id(moved.id).proof) == (source, "已付")
    assert Material.get().matter_id == third


def test_what_was_merged_at_a_talk_is_undone_too(desk: Desk) -> None:
    target = _handled(desk, "章德福")
    one = registered(desk, "章德福")
    (source,) = one.matter_ids
    receiving.start_talk(desk, one.visit_id)
    talk.decide(desk, one.visit_id, source, talk.OutcomeIn(Outcome.MERGED, merge_into=target))
    assert [pair.matter_id for pair in VisitMatter.select().order_by(VisitMatter.id)] == [target, target]
    (view,) = resting.merges_of(source)
    assert view.reason == "接谈时并入，第02号"
    merging.undo_merge(desk, view.id, "两块地")
    pair = VisitMatter.get(VisitMatter.matter == source)
    assert (pair.kind, pair.outcome) == (PairKind.INITIAL, Outcome.MERGED)
    assert Matter.get_by_id(source).state == MatterState.REGISTERED


def test_merges_that_would_lose_something_are_refused(desk: Desk) -> None:
    target, source, report = _handled(desk), _handled(desk, "乙"), sealed(desk)
    with refused("请写明并案的原因", "reason"):
        merging.merge_matters(desk, source, target, "")
    with refused("不能并入自己"):
        merging.merge_matters(desk, source, source, "重复")
    for pair in ((source, report), (report, source)):
        with refused("检举控告是密件"):
            merging.merge_matters(desk, *pair, "重复")
    zhou, other, gang = owned(desk, "丙"), owned(desk, "丁"), owned(desk, "戊", leader="赵刚")
    with refused("请打开另一件并入这件"):
        merging.merge_matters(desk, zhou, target, "重复")
    with refused("两件都有的请改用关联"):
        merging.merge_matters(desk, zhou, gang, "重复")
    with refused("请改用关联"):
        merging.merge_matters(desk, zhou, other, "重复")
    fresh = registered(desk, "己").matter_ids[0]
    with refused("请反过来，把那件并入这件"):
        merging.merge_matters(desk, source, fresh, "重复")
    stages.accept(desk, source)
    with refused("请反过来，把那件并入这件"):
        merging.merge_matters(desk, source, target, "重复")


def test_a_merge_puts_off_no_date(desk: Desk) -> None:
    target, source = _handled(desk), _handled(desk, "乙")
    stages.accept(desk, target)
    Matter.update(received_on=TODAY - timedelta(days=50)).where(Matter.id == source).execute()
    stages.accept(desk, source, TODAY - timedelta(days=50))
    with refused("并案不能推后或者丢掉期限"):
        merging.merge_matters(desk, source, target, "重复")
    merging.merge_matters(desk, target, source, "重复")
    assert Matter.get_by_id(source).handling_due == TODAY + timedelta(days=10)


def test_a_superiors_date_a_task_and_urgency_are_not_lost(desk: Desk) -> None:
    target, source = _handled(desk), _handled(desk, "乙")
    stages.record_transfer_in(desk, source, TODAY, "县信访局", "7号", TOMORROW)
    with refused("是县信访局转来的，期限不能因并案丢掉"):
        merging.merge_matters(desk, source, target, "重复")
    part = pushing.PartIn("自然资源所", said="可以", task="复测")
    pushing.consult(desk, target, TODAY, "镇政府", "", [part], "先复测")
    with refused("会商定的分工还没有完成"):
        merging.merge_matters(desk, target, source, "重复")
    pushing.finish_task(desk, ConsultationPart.get().id)
    pushing.mark_urgent_major(desk, target, True, "涉及多户")
    merge = merging.merge_matters(desk, target, source, "重复")
    assert Matter.get_by_id(source).is_urgent_major
    merging.undo_merge(desk, merge, "不是一件")
    assert not Matter.get_by_id(source).is_urgent_major


def test_what_runs_elsewhere_is_not_folded_in(desk: Desk) -> None:
    target, source = _handled(desk), _handled(desk, "乙")
    card = SupervisionCard.create(
        card_no="DB-2026-0001",
        colour="yellow",
        matter=source,
        reason="临期",
        answer_due=TOMORROW,
        signer=Officer.create(name="周敏"),
        issued_on=TODAY,
    )
    with refused("没销的牌 DB-2026-0001"):
        merging.merge_matters(desk, source, target, "重复")
    card.delete_instance()
    for state in (MatterState.REPLIED, MatterState.REVIEWING, MatterState.OBJECTED, MatterState.CLOSED):
        Matter.update(state=state).where(Matter.id == source).execute()
        with refused("也可以改用关联"):
            merging.merge_matters(desk, source, target, "重复")
    Matter.update(state=MatterState.HANDLING).where(Matter.id == source).execute()
    Matter.update(state=MatterState.CONCLUDED).where(Matter.id == target).execute()
    with refused("请先把那件重新办理再并"):
        merging.merge_matters(desk, source, target, "重复")
    Matter.update(state=MatterState.CONCLUDED).where(Matter.id == source).execute()
    merging.merge_matters(desk, source, target, "重复")


def test_undone_in_the_order_that_is_possible(desk: Desk) -> None:
    a, b, c = _handled(desk), _handled(desk, "乙"), _handled(desk, "丙")
    before = _rows()
    first = merging.merge_matters(desk, a, b, "重复")
    with refused(f"这件已并入；请在 {_no(b)} 里办理"):
        merging.merge_matters(desk, a, c, "重复")
    with refused(f"{_no(a)} 已并入 {_no(b)}"):
        merging.merge_matters(desk, c, a, "重复")
    second = merging.merge_matters(desk, b, c, "重复")
    with refused("请先撤销那一次"):
        merging.undo_merge(desk, first, "错")
    merging.undo_merge(desk, second, "错")
    merging.undo_merge(desk, first, "错")
    assert _rows() == before


# -- 系同一人


def _two(desk: Desk) -> tuple[int, int]:
    """One person twice: with an ID number, and later with a phone only."""
    registered(desk, "章德福", person={"phone": "", "address": ""})
    registered(desk, "章得福", person={"phone": "13900005678", "id_no": ""})
    first, second = Petitioner.select().order_by(Petitioner.id)
    return first.id, second.id


def test_people_are_found_under_the_one_that_stays(desk: Desk) -> None:
    stays, goes = _two(desk)
    before = _rows()
    with one_act("person.merge", "同一身份证"):
        merge_id = merging.merge_people(desk, goes, stays, "同一身份证")
    person = Petitioner.get_by_id(stays)
    assert (person.phone, person.address) == ("13900005678", "章湾村三组")
    assert {row.petitioner_id for row in Visit.select()} == {row.petitioner_id for row in Matter.select()} == {stays}
    assert {row.petitioner_name for row in Matter.select()} == {"章德福"}
    for text in ("章得福", "13900005678", "章德福"):
        assert [one.id for one in find(text) if one.kind == "person"] == [stays]
    for name, phone in (("章得福", ""), ("", "13900005678")):
        found = people.candidates(name=name, phone=phone, today=TODAY)
        assert [(one.person_id, one.visit_count) for one in found] == [(stays, 2)]
    assert people.surviving(goes) == stays
    known = people.person(goes, today=TODAY)
    assert known is not None and known.person_id == stays
    Petitioner.update(id_no="999999195001010018").where(Petitioner.id == goes).execute()
    again = person_with_id("章得福", "999999195001010018")
    assert again is not None and again.id == stays
    Petitioner.update(id_no="").where(Petitioner.id == goes).execute()
    with db.atomic() as outer:
        intake.register_visit(desk, intake.VisitIn(petitioner_id=goes, matters=[intake.MatterIn(request="修路")]))
        assert Visit.select().order_by(Visit.id.desc()).get().petitioner_id == stays
        outer.rollback()
    assert [view.kind_label for view in resting.merges_of_person(stays)] == ["系同一人"]
    assert [view.from_name for view in resting.merges_of(1)] == ["章得福"]
    with one_act("person.unmerge", "兄弟俩"):
        merging.undo_merge(desk, merge_id, "兄弟俩")
    assert _rows() == before


def test_undoing_gives_everybody_their_own_name_also_after_a_correction(desk: Desk) -> None:
    first, second = registered(desk, "张三", "b"), registered(desk, "张山", "c", person={"id_no": "", "phone": ""})
    Petitioner.update(id_no="").execute()
    assert first.petitioner_id and second.petitioner_id
    merge_id = merging.merge_people(desk, first.petitioner_id, second.petitioner_id, "同")
    correct_person(desk, second.petitioner_id, {"name": "张珊"}, "错字")
    merging.undo_merge(desk, merge_id, "错")
    assert [row.petitioner_name for row in Matter.select().order_by(Matter.id)] == ["张三", "张珊"]
    assert [row.shown_name for row in Visit.select().order_by(Visit.id)] == ["张三", "张珊"]
    assert [one.id for one in find("张三") if one.kind == "matter"] == [first.matter_ids[0]]


def test_a_matter_whose_visit_was_voided_in_the_meantime_does_not_go_on_without_one(desk: Desk) -> None:
    first, second = registered(desk, "张三", "b"), registered(desk, "张山", "c")
    merge_id = merging.merge_matters(desk, first.matter_ids[0], second.matter_ids[0], "同")
    voiding.void_registration(desk, first.visit_id, "trial", "", "误登")
    with refused("请先恢复登记"):
        merging.undo_merge(desk, merge_id, "错")
    voiding.restore_registration(desk, first.visit_id, "是真的")
    merging.undo_merge(desk, merge_id, "错")
    voiding.void_registration(desk, first.visit_id, "trial", "", "误登")
    assert Matter.get_by_id(first.matter_ids[0]).state == MatterState.VOIDED


def test_two_who_are_not_one_are_refused(desk: Desk) -> None:
    stays, goes = _two(desk)
    with refused("请写明为什么是同一人", "reason"):
        merging.merge_people(desk, goes, stays, "")
    with refused("同一条登记"):
        merging.merge_people(desk, goes, goes, "同")
    NotSamePerson.create(first=stays, second=goes, said_at=Visit.get().arrived_at)
    with refused("不是同一人，不能合并"):
        merging.merge_people(desk, goes, stays, "同")
    registered(desk, "章德福", person={"id_no": "999999195001010026"})
    third = Petitioner.select().order_by(Petitioner.id.desc()).get().id
    with refused("证件号码不同"):
        merging.merge_people(desk, third, stays, "同")
    merging.merge_people(desk, third, goes, "同")
    with refused("已合并到章得福名下"):
        merging.merge_people(desk, third, stays, "同")
    with refused("不是同一人，不能合并"):
        merging.merge_people(desk, goes, stays, "同")


def test_what_was_said_of_two_is_taken_back(desk: Desk) -> None:
    """At the window 章得福 was said to be somebody else; later it is known that he is not."""
    registered(desk, person={"phone": "13900005678", "id_no": "", "address": ""})
    stays = Petitioner.get().id
    goes = registered(desk, "章得福", person={"phone": "", "id_no": ""}, not_same=[stays]).petitioner_id or 0
    (said,) = said_different(goes)
    assert (said.other_id, said.other_name, said.other_facts) == (stays, "章德福", "13900005678")
    assert (said.said_by, said.said_on) == ("王芳", TODAY)
    assert [(one.other_id, one.other_facts) for one in said_different(stays)] == [(goes, "章湾村三组")]
    with refused("撤回「非同一人」"):
        merging.merge_people(desk, goes, stays, "同一人")
    with refused("请写明撤回的原因", "reason"):
        not_same.take_back(desk, said.id, " ")
    with one_act("person.not_same_undo", "本人说明"):
        told = not_same.take_back(desk, said.id, "本人说明")
    assert "章德福" in told and NotSamePerson.select().count() == 0
    before = json.loads(AuditEntry.select().order_by(AuditEntry.id.desc()).get().before)
    assert before[f"not_same_person:{said.id}"]["said_by"] == desk.officer_id, "who said so stays in the audit"
    with refused("已经撤回"):
        not_same.take_back(desk, said.id, "再")
    merging.merge_people(desk, goes, stays, "同一人")
    assert said_different(goes) == []


def test_a_merge_of_people_is_no_progress(desk: Desk) -> None:
    stays, goes = _two(desk)
    lines = MatterEvent.select().count()
    merging.merge_people(desk, goes, stays, "同")
    assert MatterEvent.select().count() == lines


# -- any sequence

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("matter"), st.integers(1, 4), st.integers(1, 4)),
        st.tuples(st.just("person"), st.integers(1, 4), st.integers(1, 4)),
        st.tuples(st.just("undo"), st.integers(1, 8), st.just(0)),
    ),
    max_size=10,
)


def _steps(desk: Desk, steps: list[tuple[str, int, int]]) -> None:
    for kind, one, other in steps:
        before = _rows()
        try:
            if kind == "matter":
                merging.merge_matters(desk, one, other, "同")
            elif kind == "person":
                merging.merge_people(desk, one, other, "同")
            elif Merge.get_or_none(Merge.id == one) is not None:
                merging.undo_merge(desk, one, "错")
        except Refused:
            assert _rows() == before


def _undo_all(desk: Desk) -> None:
    """Undo what is still merged, the latest first: that order is always possible."""
    for merge in list(Merge.select().where(Merge.undone_on.is_null()).order_by(Merge.id.desc())):
        merging.undo_merge(desk, merge.id, "错")


@given(_STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sequence_undone_is_as_if_nothing_had_been(desk: Desk, steps: list[tuple[str, int, int]]) -> None:
    if not Matter.select().exists():
        for name, phone in (("甲", ""), ("乙", "13800001111"), ("丙", "13800002222"), ("丁", "")):
            _handled(desk, name, person={"phone": phone, "id_no": ""})
        matters.confirm_commitment(desk, 1, "补发", TOMORROW, 1, "周敏", "镇党委书记")
        matters.confirm_commitment(desk, 2, "修路", TOMORROW, None, "周敏")
    with db.atomic() as outer:
        before = _rows()
        _steps(desk, steps)
        for merge in Merge.select().where(Merge.undone_on.is_null()):
            table = "matter" if merge.kind == "matter" else "petitioner"
            assert str(merge.from_id) in json.loads(merge.moved)[table]
        _undo_all(desk)
        assert _rows() == before
        outer.rollback()


@pytest.fixture(autouse=True)
def _any_clock(desk: Desk) -> None:
    desk.clock_confirmed = True
