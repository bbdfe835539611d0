"""What a leader sees of a matter that comes again, on the page and on the paper (issue 7, 34)."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, papers, receiving, talk
from jiefang_tui.store.models import Dispatch, Matter, SupervisionCard
from jiefang_tui.store.queries.reception.leader_facts import leader_facts
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Outcome
from jiefang_tui.ui.reception.talk_side import side_lines
from tests.services.given import days_ago, registered


def comes_again(desk: Desk) -> tuple[int, int]:
    """(matter, visit of today): ordered on the first visit, answered since."""
    with days_ago(desk, 20):
        receiving.change_session(desk, None, "周敏", "镇党委书记")
        one = registered(desk)
        receiving.start_talk(desk, one.visit_id)
        order = talk.InstructionIn("请自然资源所十日内复测。", "自然资源所", None)
        given = talk.OutcomeIn(Outcome.RESPONSIBILITY, talk_note="听取了诉求", instruction=order)
        (matter_id,) = one.matter_ids
        talk.decide(desk, one.visit_id, matter_id, given)
    person = Matter.get_by_id(matter_id).petitioner_id
    came = intake.register_visit(
        desk,
        intake.VisitIn(name="章德福", petitioner_id=person, matters=[intake.MatterIn(matter_id=matter_id)]),
    )
    return matter_id, came.visit_id


def test_last_order_and_answer_in_words_the_laws_date_and_the_cards(desk: Desk) -> None:
    matter_id, visit_id = comes_again(desk)
    today = clock.today()
    Dispatch.create(matter=matter_id, sent_on=today, replied_on=today, reply="少算三分地，已报补差")
    SupervisionCard.create(
        matter=matter_id,
        colour="yellow",
        card_no="DB-2026-0001",
        issued_on=today,
        answer_due=today,
        signer=1,
        reason="没有进展",
        requirement="说明",
    )
    known = leader_facts(matter_id, today, desk.reference)
    assert "周敏 请自然资源所十日内复测。" in known.instruction
    assert known.reply.endswith("少算三分地，已报补差")
    assert known.law.startswith("书面告知 11-18(第二十三条第二款) 逾期") and known.is_late
    assert known.cards == "黄牌1，未销1"
    view = visit_view(visit_id, today)
    assert view is not None
    said = "\n".join(text for text, _ in side_lines(view, view.pairs[0], desk.reference, known))
    assert "上次批示" in said and "法定 书面告知" in said and "红黄牌 黄牌1" in said
    form = papers._form(desk, view)
    assert any(line.startswith("上次批示") for line in form.past_visits)
    assert any(line.startswith("法定 书面告知") for line in form.procedures)
