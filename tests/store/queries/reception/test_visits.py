"""What the talk shows of one arrival, and what outcome 7 offers."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.reception.intake import CompanionIn, MaterialIn, MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.store.models import db
from jiefang_tui.store.queries.ledger.mergeable import mergeable_matters
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Need, Outcome, PairKind

TODAY = date(2026, 11, 23)


def first_visit(desk: Desk) -> Registered:
    receiving.change_session(desk, None, "周敏", "镇党委书记", units=["司法所"])
    wanted = [MatterIn("拖欠工资", amount_fen=100), MatterIn("问低保")]
    person = {"birth_date": date(1968, 3, 15), "phone": "13800001234", "address": "章湾村"}
    done = intake.register_visit(desk, VisitIn(name="李某某", person=person, matters=wanted))
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.RESPONSIBILITY, due_on=date(2026, 12, 23)))
    talk.decide(desk, done.visit_id, done.matter_ids[1], OutcomeIn(Outcome.ANSWERED, told="下月发"))
    matters.confirm_commitment(desk, done.matter_ids[0], "补发首期", date(2026, 11, 20), leader="周敏")
    return done


def second_visit(desk: Desk, first: Registered) -> Registered:
    return intake.register_visit(
        desk,
        VisitIn(
            name="李某某",
            petitioner_id=first.petitioner_id,
            headcount=3,
            needs=[Need.ELDERLY],
            on_behalf_of="工友",
            companions=[CompanionIn("王某", True), CompanionIn("赵某")],
            materials=[MaterialIn("欠条", False, 2)],
            matters=[MatterIn("钱还没给", matter_id=first.matter_ids[0]), MatterIn("路灯不亮")],
        ),
    )


def test_a_visit_with_all_that_was_before(desk: Desk) -> None:
    first = first_visit(desk)
    view = visit_view(second_visit(desk, first).visit_id, TODAY)
    assert view is not None
    assert (view.name, view.headcount, view.needs, view.on_behalf_of) == ("李某某", 3, ("老人",), "工友")
    assert view.person is not None
    assert (view.person.age, view.person.phone) == (58, "13800001234")
    assert (view.representatives, view.companions, view.materials) == (("王某",), ("赵某",), ("欠条 复印件 2页",))
    assert (view.session.leader, view.session.leader_post, view.session.units) == ("周敏", "镇党委书记", ("司法所",))
    again, new = view.pairs
    assert (again.kind, again.visit_no, again.request, again.owner) == (PairKind.REPEAT, 2, "钱还没给", "周敏")
    assert (again.resolve_due, again.handling_due) == (date(2026, 12, 23), date(2027, 1, 22))
    assert "补发首期" in again.last_entry
    assert (new.kind, new.visit_no, new.request, new.owner) == (PairKind.INITIAL, 1, "路灯不亮", "")
    (past,) = view.past
    assert (past.title, past.outcome, past.leader) == ("拖欠工资；问低保", "受理并包案、当场答复", "周敏")
    (promise,) = view.promises
    assert (promise.text, promise.is_late) == ("补发首期", True)
    assert view.open_matters == ()


def test_other_open_matters_say_where_they_stand(desk: Desk) -> None:
    first = first_visit(desk)
    new = VisitIn(name="李某某", petitioner_id=first.petitioner_id, matters=[MatterIn("路灯不亮")])
    view = visit_view(intake.register_visit(desk, new).visit_id, date(2027, 2, 1))
    assert view is not None
    (matter,) = view.open_matters
    assert "包案领导 周敏" in matter.status
    assert matter.is_late
    assert "书面告知已逾期" in matter.late  # what the law owes goes first


def test_nobody_and_an_anonymous_visitor(desk: Desk) -> None:
    assert visit_view(99, TODAY) is None
    done = intake.register_visit(desk, VisitIn(is_anonymous=True, matters=[MatterIn("路灯不亮")]))
    view = visit_view(done.visit_id, TODAY)
    assert view is not None
    assert (view.name, view.person, view.past, view.session.leader) == ("匿名", None, (), "")
    assert mergeable_matters(done.visit_id, done.matter_ids[0], TODAY) == []


def test_mergeable_open_ones_first_and_others_by_search(desk: Desk) -> None:
    first = first_visit(desk)
    other = intake.register_visit(desk, VisitIn(name="章某某", matters=[MatterIn("征地补偿")]))
    new = VisitIn(name="李某某", petitioner_id=first.petitioner_id, matters=[MatterIn("又是工资")])
    done = intake.register_visit(desk, new)
    here = (done.visit_id, done.matter_ids[0], TODAY)
    assert [one.matter_id for one in mergeable_matters(*here)] == list(first.matter_ids)
    assert [one.matter_id for one in mergeable_matters(*here, "征地")] == list(other.matter_ids)
    assert [one.matter_id for one in mergeable_matters(*here, "章某某")] == list(other.matter_ids)
    assert mergeable_matters(*here, "又是工资") == []


def test_the_number_of_reads_does_not_grow(desk: Desk) -> None:
    first = first_visit(desk)
    few = _reads(first.visit_id)
    for _ in range(6):
        last = second_visit(desk, first)
        talk.decide(desk, last.visit_id, last.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="在办"))
    assert _reads(last.visit_id) <= few + 4


def _reads(visit_id: int) -> int:
    statements: list[str] = []
    db.connection().set_trace_callback(statements.append)
    try:
        visit_view(visit_id, TODAY)
    finally:
        db.connection().set_trace_callback(None)
    return len(statements)
