"""A matter that turns out to be a report (检举控告) after it was handled, visited, linked and closed leaves nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealing
from jiefang_tui.services.matter import merging
from jiefang_tui.services.reception import intake
from jiefang_tui.services.reception.correcting import correct_visit
from jiefang_tui.services.reception.intake import CompanionIn, MatterIn, VisitIn
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    AuditEntry,
    Consultation,
    ConsultationPart,
    LevelSkip,
    Matter,
    Merge,
    Officer,
    Petitioner,
    SupervisionCard,
)
from jiefang_tui.terms import CheckAnswer, FollowUpWay, MatterState, Reaction, ReopenCause, Solved, WaitFor
from tests.services.closure.test_resting import concluded
from tests.services.given import handed_over, refused, registered

TODAY = date(2026, 11, 23)
SECRET = "挪用补偿款某某"


def _seal(desk: Desk, matter_id: int) -> None:
    intake.register_visit(desk, VisitIn(name="章德福", matters=[MatterIn(matter_id=matter_id)]))
    handed_over(desk, matter_id)


def _tell_everywhere(desk: Desk, matter_id: int) -> None:
    resting.mark_executed(desk, matter_id, TODAY, SECRET)
    resting.follow_up(
        desk,
        matter_id,
        FollowUpWay.HOME,
        "何静",
        Solved.FULLY,
        met=SECRET,
        promises_kept=SECRET,
        new_request=SECRET,
        note=SECRET,
    )
    resting.set_reaction(desk, matter_id, Reaction.ACCEPTED, SECRET)
    resting.give_relief(desk, matter_id, TODAY, SECRET, "周敏", 100, SECRET)
    checks: dict[str, Any] = {"solved": CheckAnswer.YES}
    closing.close_matter(desk, matter_id, checks, SECRET, "周敏", SECRET, False, SECRET, SECRET)
    closing.reopen(desk, matter_id, ReopenCause.NEW_FACTS, SECRET)
    resting.wait(desk, matter_id, WaitFor.OTHER, SECRET)
    closing.list_backlog(desk, matter_id, True, SECRET)
    zhou = Officer.get(Officer.name == "周敏")
    SupervisionCard.create(
        card_no="DB-2026-0001",
        colour="yellow",
        matter=matter_id,
        reason=SECRET,
        requirement=SECRET,
        answer_due=TODAY + timedelta(days=1),
        signer=zhou,
        issued_on=TODAY,
    )
    held = Consultation.create(matter=matter_id, on_day=TODAY, conclusion=SECRET)
    ConsultationPart.create(consultation=held, ordinal=1, said=SECRET)
    LevelSkip.create(on_day=TODAY, level="city", matter=matter_id)
    Matter.update(notice_exempt_reason=SECRET).where(Matter.id == matter_id).execute()


def _terms() -> set[str]:
    """Every term the full-text index holds, also of what was taken out and only marked so."""
    file = database.connection()
    file.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search_gram, row)")
    return {term for (term,) in file.execute("SELECT term FROM temp.terms")}


def _windows_of(text: str) -> set[str]:
    return {text[at : at + 2].encode("utf-32-be").hex() for at in range(len(text) - 1)}


def test_nothing_written_while_it_was_handled_is_left(desk: Desk) -> None:
    matter_id = concluded(desk)
    _tell_everywhere(desk, matter_id)
    beside = registered(desk, "章德福", person={"id_no": ""}, request="修路").matter_ids[0]
    merging.unlink(desk, merging.link(desk, beside, matter_id, SECRET), SECRET)
    _seal(desk, matter_id)
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    assert SECRET.encode() not in content
    assert not _terms() & {*_windows_of(SECRET), *_windows_of("征地补偿")}, "the full-text index keeps some of it"
    assert Matter.get_by_id(matter_id).state == MatterState.SEALED_OUT
    assert SupervisionCard.get().card_no == "DB-2026-0001"
    assert LevelSkip.get().matter_id is None


def test_what_was_merged_is_taken_apart_before_it_is_sealed(desk: Desk) -> None:
    first, second = concluded(desk), concluded(desk, "乙")
    merge_id = merging.merge_matters(desk, second, first, "重复")
    with refused("请先撤销合并"):
        sealing.make_report(desk, first, "王芳", "何静")
    merging.undo_merge(desk, merge_id, "两件")
    handed_over(desk, first)
    assert not Merge.select().exists()
    with refused("密件"):
        merging.link(desk, second, first)


def test_a_person_written_down_twice_goes_with_the_report(desk: Desk) -> None:
    visit = registered(desk, "章德福", person={"id_no": ""})
    other = Petitioner.create(name="章得福", recorded_on=TODAY, phone="13900005678")
    merging.merge_people(desk, other.id, Petitioner.get().id, "同一人")
    handed_over(desk, visit.matter_ids[0])
    assert not Petitioner.select().exists() and not Merge.select().exists()


def test_a_merge_that_was_undone_tells_the_informers_phone_of_nobody_else(desk: Desk) -> None:
    informer = registered(desk, "章得福", person={"id_no": "", "phone": "13977776666"})
    other = registered(desk, "章德福", person={"id_no": "", "phone": ""}, request="修路").petitioner_id or 0
    merge = merging.merge_people(desk, informer.petitioner_id or 0, other, "同一人")
    merging.undo_merge(desk, merge, "不是")
    handed_over(desk, informer.matter_ids[0])
    assert not [e.act for e in AuditEntry.select() if "13977776666" in e.before + e.after]


def test_who_was_struck_from_those_who_came_along_before_is_not_left_in_the_audit(desk: Desk) -> None:
    """A row that is gone is found by what it hung on."""
    came = registered(desk, companions=[CompanionIn("方告密", phone="13922223333")])
    correct_visit(desk, came.visit_id, {}, [CompanionIn("别人")], "写错了人")
    handed_over(desk, came.matter_ids[0])
    kept = desk.folder.db.read_bytes()
    assert "方告密".encode() not in kept and b"13922223333" not in kept
