"""问进度、取答复: who asks is looked at first, then told, and nothing of the matter moves (issue 7, 32)."""

from __future__ import annotations

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.reception import inquiring, intake
from jiefang_tui.store.models import Dispatch, Matter, MatterEvent, Visit, VisitMatter
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.reception.asked_after import asked_after
from jiefang_tui.terms import EntryKind, IdentityCheck, Outcome, PairKind, VisitPurpose, VisitState
from tests.services.given import days_ago, owned, registered
from tests.store.day import end


def asks(desk: Desk, matter_id: int | None = None, purpose: str = VisitPurpose.PROGRESS) -> intake.Registered:
    person = Matter.get_by_id(1).petitioner_id
    about = [intake.MatterIn(matter_id=matter_id)] if matter_id else []
    return intake.register_visit(
        desk, intake.VisitIn(name="章德福", petitioner_id=person, purpose=purpose, matters=about)
    )


@pytest.mark.parametrize(
    ("how", "tail", "field"),
    [
        (IdentityCheck.ID_TAIL, "9999", "tail"),
        (IdentityCheck.ID_TAIL, "", "tail"),
        (IdentityCheck.PHONE_TAIL, "4321", "tail"),
        ("", "", "how"),
    ],
)
def test_who_is_not_known_is_told_nothing(desk: Desk, how: str, tail: str, field: str) -> None:
    registered(desk)
    came = asks(desk, 1)
    with pytest.raises(Refused) as refused:
        inquiring.check_identity(desk, came.visit_id, how, tail)
    assert refused.value.field == field
    assert Visit.get_by_id(came.visit_id).identity_check == ""
    with pytest.raises(Refused):
        inquiring.tell(desk, came.visit_id, 1)


@pytest.mark.parametrize(
    ("how", "tail"),
    [
        (IdentityCheck.ID_TAIL, "0018"),
        (IdentityCheck.PHONE_TAIL, "１２３４"),
        (IdentityCheck.KNOWN, ""),
        (IdentityCheck.ENTRUSTED, ""),
    ],
)
def test_it_is_kept_how_it_was_seen_and_the_question_is_no_repeat(desk: Desk, how: str, tail: str) -> None:
    with days_ago(desk, 20):
        matter_id = owned(desk)
    before = Matter.get_by_id(matter_id).last_entry_on
    came = asks(desk, matter_id)
    inquiring.check_identity(desk, came.visit_id, how, tail)
    inquiring.tell(desk, came.visit_id, matter_id)
    visit = Visit.get_by_id(came.visit_id)
    assert (visit.identity_check, visit.state) == (how, VisitState.RECEIVED)
    assert [pair.kind for pair in VisitMatter.select().where(VisitMatter.visit == visit)] == [PairKind.INQUIRY]
    event = MatterEvent.select().order_by(MatterEvent.id.desc()).get()
    assert event.kind == EntryKind.INQUIRY and "问进度" in event.text and IdentityCheck(how).label in event.text
    assert "0018" not in event.text and "1234" not in event.text, "the number itself is not kept"
    assert Matter.get_by_id(matter_id).last_entry_on == before, "to be asked is no progress"
    assert figures.count("repeat", clock.today()) == 0
    assert not Matter.select().where(Matter.id.in_(_came_again())).exists()


@pytest.mark.parametrize(
    ("phone", "tail"),
    [
        ("13900001112(儿子)", "1112"),
        ("13700001113(Tel)", "1113"),
        ("13800001234(本人)、13900001112(儿子)", "1234"),
        ("13800001234、0550-3041234", "1234"),
    ],
)
def test_the_end_of_any_number_that_is_registered_will_do(desk: Desk, phone: str, tail: str) -> None:
    registered(desk, person={"phone": phone})
    came = asks(desk, 1)
    inquiring.check_identity(desk, came.visit_id, IdentityCheck.PHONE_TAIL, tail)
    assert Visit.get_by_id(came.visit_id).identity_check == IdentityCheck.PHONE_TAIL


def _came_again() -> list[int]:
    return [row.matter_id for row in VisitMatter.select().where(VisitMatter.kind == PairKind.REPEAT)]


def test_without_a_chosen_matter_all_of_the_person_are_offered_and_no_report(desk: Desk) -> None:
    matter_id = owned(desk)
    came = asks(desk)
    asked = asked_after(came.visit_id, clock.today(), desk.reference, desk.office_name)
    assert [one.id for one in asked.matters] == [matter_id]
    words = "".join(asked.matters[0].sentences)
    assert "受理" in words and "周敏" not in words, "no other person's name"
    inquiring.check_identity(desk, came.visit_id, IdentityCheck.KNOWN)
    inquiring.tell(desk, came.visit_id, matter_id)
    assert VisitMatter.select().where(VisitMatter.kind == PairKind.INQUIRY).count() == 1


def test_18_who_has_it_in_hand_is_said_by_what_reached_them(desk: Desk) -> None:
    """What lies at the desk, not yet delivered, is not said to be with the unit."""
    came = registered(desk)
    end(desk, came, Outcome.ASSIGNED, unit="水利站", due_on=clock.today())
    asked = asks(desk, came.matter_ids[0])

    def who() -> str:
        (matter,) = asked_after(asked.visit_id, clock.today(), desk.reference, desk.office_name).matters
        return next(one for one in matter.sentences if one.startswith("由谁办"))

    assert who().endswith("要交水利站办，还没有交到。")
    dispatching.deliver(desk, Dispatch.get().id, "当面交")
    assert who() == "由谁办：水利站。"
