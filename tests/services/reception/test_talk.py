"""The nine outcomes: what each records, what it refuses, and that a refusal leaves nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.act_facts import ActFacts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import dispatching, serving
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, receiving, taking_back, talk
from jiefang_tui.services.reception.intake import MaterialIn, MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Commitment,
    Dispatch,
    Duty,
    Instruction,
    Material,
    Matter,
    MatterEvent,
    Officer,
    Petitioner,
    Responsibility,
    SealedReport,
    TaskForceMember,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import DispatchKind, LegalRoute, MatterState, Outcome, PairKind, VisitState
from tests.services.given import everything, handed_over

TODAY = date(2026, 11, 23)


def arrive(desk: Desk, *requests: str, name: str = "李某某", leader: str = "周敏", **more: Any) -> Registered:
    given = VisitIn(name=name, matters=[MatterIn(text, report_answer="claim") for text in requests], **more)
    done = intake.register_visit(desk, given)
    if leader:
        receiving.change_session(desk, None, leader, "镇党委书记")
    receiving.start_talk(desk, done.visit_id)
    return done


def decide(desk: Desk, done: Registered, outcome: Outcome, which: int = 0, **more: Any) -> talk.Decided:
    return talk.decide(desk, done.visit_id, done.matter_ids[which], OutcomeIn(outcome=outcome, **more))


def pair_of(done: Registered, which: int = 0) -> VisitMatter:
    return VisitMatter.get((VisitMatter.visit == done.visit_id) & (VisitMatter.ordinal == which + 1))


def test_answered_on_the_spot_concludes_a_new_matter(desk: Desk) -> None:
    done = arrive(desk, "问低保")
    result = decide(desk, done, Outcome.ANSWERED, told="下月起发放", talk_note="说了低保")
    matter, visit = Matter.get(), Visit.get()
    assert (matter.state, matter.result, matter.concluded_on) == (MatterState.CONCLUDED, "下月起发放", TODAY)
    assert result.visit_is_over
    assert (visit.state, visit.talk_note) == (VisitState.RECEIVED, "说了低保")
    assert visit.finished_at is not None
    assert (pair_of(done).outcome, pair_of(done).told) == (Outcome.ANSWERED, "下月起发放")
    assert pair_of(done).leader.name == "周敏"


def test_the_receiving_leader_owns_the_case(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    decide(
        desk,
        done,
        Outcome.RESPONSIBILITY,
        unit="人社所",
        due_on=date(2026, 12, 23),
        instruction=InstructionIn("速办", "人社所", date(2026, 12, 1), date(2026, 11, 22)),
    )
    sheet, matter = Responsibility.get(), Matter.get()
    assert (sheet.leader.name, sheet.resolve_due, sheet.other_owner_reason) == ("周敏", date(2026, 12, 23), "")
    assert (matter.state, matter.accepted_on, matter.route) == (
        MatterState.HANDLING,
        TODAY,
        LegalRoute.PETITION_PROCEDURE,
    )
    assert matter.handling_due == date(2027, 1, 22)  # 60 days, Art. 34
    assert matter.lead_unit.name == "人社所"
    assert Duty.select().count() == 3
    assert TaskForceMember.get().is_head
    order = Instruction.get()
    assert (order.text, order.unit.name, order.signed_on) == ("速办", "人社所", date(2026, 11, 22))


def test_another_owner_needs_a_reason_and_no_leader_is_said(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    with pytest.raises(Refused, match="写明原因") as refused:
        decide(desk, done, Outcome.RESPONSIBILITY, leader="赵刚")
    assert refused.value.field == "other_owner_reason"
    decide(desk, done, Outcome.RESPONSIBILITY, leader="赵刚", other_owner_reason="分管")
    assert Responsibility.get().leader.name == "赵刚"


def test_without_a_leader_nobody_owns(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资", leader="")
    with pytest.raises(Refused) as refused:
        decide(desk, done, Outcome.RESPONSIBILITY)
    assert refused.value.field == "leader"


def test_a_second_visit_keeps_owner_and_date_of_the_sheet(desk: Desk) -> None:
    first = arrive(desk, "拖欠工资")
    decide(desk, first, Outcome.RESPONSIBILITY, due_on=date(2026, 12, 23))
    receiving.open_session(desk, leader="赵刚")
    linked = [MatterIn(matter_id=first.matter_ids[0])]
    again = intake.register_visit(desk, VisitIn(name="李某某", petitioner_id=first.petitioner_id, matters=linked))
    with pytest.raises(Refused, match="改期") as refused:
        decide(desk, again, Outcome.RESPONSIBILITY, due_on=date(2027, 1, 10))
    assert refused.value.field == "due_on"
    decide(desk, again, Outcome.RESPONSIBILITY, due_on=date(2026, 12, 23))
    assert Responsibility.get().leader.name == "周敏"
    assert "周敏继续包案" in MatterEvent.select().order_by(MatterEvent.id.desc()).get().text


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ASSIGNED, MatterState.HANDLING),
        (Outcome.MEDIATION, MatterState.IN_MEDIATION),
        (Outcome.SUBMITTED_UP, MatterState.SUBMITTED_UP),
    ],
)
def test_handed_over_says_whom_and_by_when(desk: Desk, outcome: Outcome, state: MatterState) -> None:
    done = arrive(desk, "路灯不亮")
    decide(desk, done, outcome, unit="村委会", requirement="七日内修好", due_on=date(2026, 11, 30))
    sent, matter = Dispatch.get(), Matter.get()
    assert (sent.outcome, sent.unit.name, sent.requirement, sent.due_on, sent.sent_on) == (
        outcome,
        "村委会",
        "七日内修好",
        date(2026, 11, 30),
        TODAY,
    )
    assert (matter.state, matter.due_on) == (state, date(2026, 11, 30))


def test_guided_records_route_and_what_was_told(desk: Desk) -> None:
    done = arrive(desk, "不服判决")
    decide(desk, done, Outcome.GUIDED, route=LegalRoute.JUDICIAL, told="向县法院申请再审", unit="县法院")
    matter = Matter.get()
    assert (matter.state, matter.route) == (MatterState.ROUTED_OUT, LegalRoute.JUDICIAL)
    assert Dispatch.get().unit.name == "县法院"
    assert pair_of(done).told == "向县法院申请再审"


def test_merging_moves_visit_papers_and_promises_to_the_original(desk: Desk) -> None:
    first = arrive(desk, "拖欠工资")
    decide(desk, first, Outcome.RESPONSIBILITY)
    second = arrive(desk, "还是工资的事", petitioner_id=first.petitioner_id, materials=[MaterialIn("欠条")])
    matters.confirm_commitment(desk, second.matter_ids[0], "月底补发", leader="周敏")
    result = decide(desk, second, Outcome.MERGED, merge_into=first.matter_ids[0], instruction=InstructionIn("并案办理"))
    original, merged = Matter.get_by_id(first.matter_ids[0]), Matter.get_by_id(second.matter_ids[0])
    assert result.matter_id == original.id
    assert (merged.state, merged.merged_into_id) == (MatterState.MERGED, original.id)
    pair = pair_of(second)
    assert (pair.matter_id, pair.kind, pair.outcome) == (original.id, PairKind.REPEAT, Outcome.MERGED)
    assert {row.matter_id for row in (Material.get(), Commitment.get(), Instruction.get())} == {original.id}


def test_to_verify_books_the_next_talk(desk: Desk) -> None:
    done = arrive(desk, "宅基地界址", person={"phone": "13800001234"})
    at = datetime(2026, 11, 26, 9, 0).astimezone()
    decide(desk, done, Outcome.TO_VERIFY, next_at=at, told="先查档案")
    slot, matter = Appointment.get(), Matter.get()
    assert (slot.name, slot.slot_at, slot.phone, slot.matter_id) == ("李某某", at, "13800001234", matter.id)
    assert (matter.state, matter.due_on) == (MatterState.REGISTERED, date(2026, 11, 26))
    assert Visit.get().state == VisitState.RECEIVED


def again(desk: Desk, done: Registered) -> Registered:
    """The same person comes about the same matter."""
    matter = MatterIn(matter_id=done.matter_ids[0])
    visit = intake.register_visit(desk, VisitIn(petitioner_id=done.petitioner_id, matters=[matter]))
    receiving.start_talk(desk, visit.visit_id)
    return visit


@pytest.mark.parametrize("outcome", [Outcome.RESPONSIBILITY, Outcome.ASSIGNED, Outcome.GUIDED])
def test_the_booked_day_is_over_when_the_visitor_is_back(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk, "宅基地界址")
    decide(desk, done, Outcome.TO_VERIFY, next_at=datetime(2026, 11, 26, 9, 0).astimezone())
    decide(desk, again(desk, done), outcome, told="去法院", unit="司法所", route=LegalRoute.JUDICIAL)
    assert Matter.get().due_on is None


def test_a_matter_under_a_leader_has_the_date_of_its_sheet_only(desk: Desk) -> None:
    done = arrive(desk, "修路")
    decide(desk, done, Outcome.ASSIGNED, unit="司法所", due_on=date(2026, 12, 1))
    decide(desk, again(desk, done), Outcome.RESPONSIBILITY, due_on=date(2026, 12, 20))
    assert Matter.get().due_on is None
    for outcome in (Outcome.TO_VERIFY, Outcome.ASSIGNED, Outcome.SUBMITTED_UP):
        at = datetime(2026, 11, 26, 9, 0).astimezone()
        decide(desk, again(desk, done), outcome, unit="城建所", next_at=at, due_on=date(2026, 12, 5))
        assert Matter.get().due_on is None


def test_the_day_for_the_answer_from_above_ends_with_it(desk: Desk) -> None:
    done = arrive(desk, "修路")
    decide(desk, done, Outcome.SUBMITTED_UP, unit="县交通局", due_on=date(2026, 12, 20))
    assert Matter.get().due_on == date(2026, 12, 20)
    serving.answer_from_above(desk, done.matter_ids[0], "已列入计划", date(2026, 11, 23))
    assert Matter.get().due_on is None


PAST = datetime(2026, 11, 23, 9, 0).astimezone()
WRONG = [
    (Outcome.ANSWERED, {}, "told"),
    (Outcome.ANSWERED, {"told": "好", "instruction": InstructionIn("办", signed_on=date(2026, 11, 24))}, "signed_on"),
    (Outcome.RESPONSIBILITY, {"due_on": date(2026, 11, 22)}, "due_on"),
    (Outcome.ASSIGNED, {"instruction": InstructionIn("快办")}, "unit"),
    (Outcome.MEDIATION, {}, "unit"),
    (Outcome.GUIDED, {"told": "去法院"}, "route"),
    (Outcome.GUIDED, {"route": LegalRoute.JUDICIAL}, "told"),
    (Outcome.SUBMITTED_UP, {}, "unit"),
    (Outcome.MERGED, {}, "merge_into"),
    (Outcome.MERGED, {"merge_into": 999}, "merge_into"),
    (Outcome.MERGED, {"merge_into": 1}, "merge_into"),
    (Outcome.SEALED, {"unit": "县纪委监委"}, "confirmed_by"),
    (Outcome.SEALED, {"unit": "自然资源所", "confirmed_by": "何静"}, "unit"),
    (Outcome.SEALED, {"confirmed_by": "王芳"}, "confirmed_by"),
    (Outcome.TO_VERIFY, {}, "next_at"),
    (Outcome.TO_VERIFY, {"next_at": PAST}, "next_at"),
]


@pytest.mark.parametrize(("outcome", "given", "field"), WRONG)
def test_what_is_missing_is_named_and_nothing_stays(
    desk: Desk, outcome: Outcome, given: dict[str, Any], field: str
) -> None:
    done = arrive(desk, "拖欠工资")
    before = everything()
    with pytest.raises(Refused) as refused:
        decide(desk, done, outcome, talk_note="说了很多", **given)
    assert refused.value.field == field
    assert str(refused.value).endswith("。")
    assert everything() == before


GOOD = {
    Outcome.ANSWERED: {"told": "好"},
    Outcome.RESPONSIBILITY: {},
    Outcome.ASSIGNED: {"officer": "孙强"},
    Outcome.MEDIATION: {"unit": "调委会"},
    Outcome.GUIDED: {"route": LegalRoute.ARBITRATION, "told": "去仲裁"},
    Outcome.SUBMITTED_UP: {"unit": "县住建局"},
    Outcome.SEALED: {"unit": "县纪委监委", "confirmed_by": "何静"},
    Outcome.TO_VERIFY: {"next_at": datetime(2026, 11, 26, 9, 0).astimezone()},
}


@pytest.mark.parametrize("outcome", list(GOOD))
def test_one_act_one_audit_entry_and_never_twice(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk, "拖欠工资")
    before = AuditEntry.select().count()
    decide(desk, done, outcome, **GOOD[outcome])
    assert AuditEntry.select().count() == before + 1
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert (entry.act, entry.subject) == ("visit.decide", f"matter:{done.matter_ids[0]}")
    with pytest.raises(Refused, match="已经记为"):
        decide(desk, done, Outcome.ANSWERED, told="再来一次")


def test_several_matters_are_decided_one_by_one(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资", "路灯不亮")
    first = decide(desk, done, Outcome.RESPONSIBILITY)
    assert (first.visit_is_over, first.undecided) == (False, (done.matter_ids[1],))
    assert Visit.get().state == VisitState.IN_TALK
    assert decide(desk, done, Outcome.ASSIGNED, 1, unit="村委会").visit_is_over
    assert Visit.get().state == VisitState.RECEIVED


def test_who_left_is_not_decided(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    receiving.leave(desk, done.visit_id)
    with pytest.raises(Refused, match="未接谈离开"):
        decide(desk, done, Outcome.ANSWERED, told="好")


# -- sealed

NAME, PHONE, WORDS, NOTE = "秘某甲甲", "13911112222", "举报某某套取补贴款", "他说账本在柜子里"


def seal(desk: Desk, done: intake.Registered, which: int = 0, **given: Any) -> None:
    """The talk ends in 8, and the report is handed over."""
    decide(desk, done, Outcome.SEALED, which, confirmed_by="何静", **given)
    handed_over(desk, done.matter_ids[which])


def _in_file(desk: Desk, *words: str) -> list[str]:
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    return [word for word in words if word.encode() in content]


def test_sealed_leaves_nothing_anywhere_in_the_file(desk: Desk) -> None:
    done = arrive(
        desk,
        WORDS,
        name=NAME,
        person={"phone": PHONE, "address": "秘密村九组"},
        materials=[MaterialIn("举报信一封")],
        companions=[intake.CompanionIn("秘某乙乙")],
    )
    number = done.register_nos[0]
    talk.save_talk_note(desk, done.visit_id, NOTE)
    matters.correct_matter(desk, done.matter_ids[0], {"facts": "账目细节某某"}, "补充某某细节")
    matters.add_entry(desk, done.matter_ids[0], "又来电说某某事")
    drafts.save_draft(desk, f"talk:{done.visit_id}", {"note": NOTE + "草稿"})
    words = (NAME, PHONE, WORDS, NOTE, "秘密村九组", "举报信一封", "秘某乙乙", "账目细节", "某某细节", "某某事", "草稿")
    assert _in_file(desk, *words) == list(words)
    seal(desk, done, told=WORDS, talk_note=NOTE, requirement=WORDS)
    assert _in_file(desk, *words) == []
    assert _in_file(desk, number, "县纪委监委") == [number, "县纪委监委"]
    report, matter, visit = SealedReport.get(), Matter.get(), Visit.get()
    assert (report.handed_to, report.handed_on) == ("县纪委监委", TODAY)
    assert (matter.state, matter.register_no) == (MatterState.SEALED_OUT, number)
    assert (visit.state, visit.petitioner_id) == (VisitState.RECEIVED, None)
    assert Petitioner.select().count() == 0
    assert "条例第三十条" in AuditEntry.select().order_by(AuditEntry.id.desc()).get().reason


def test_sealing_one_of_two_matters_keeps_the_person_and_the_other(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资", WORDS)
    seal(desk, done, 1)
    assert _in_file(desk, WORDS, "拖欠工资") == ["拖欠工资"]
    assert Visit.get().shown_name == "李某某"
    assert decide(desk, done, Outcome.RESPONSIBILITY).visit_is_over


def test_a_person_known_for_something_else_stays(desk: Desk) -> None:
    first = arrive(desk, "拖欠工资")
    decide(desk, first, Outcome.RESPONSIBILITY)
    second = arrive(desk, WORDS, petitioner_id=first.petitioner_id)
    seal(desk, second)
    assert Petitioner.get().name == "李某某"
    assert Visit.get_by_id(second.visit_id).petitioner_id is None
    assert Matter.get_by_id(second.matter_ids[0]).petitioner_id is None


def test_history_is_still_unchangeable_after_sealing(desk: Desk) -> None:
    done = arrive(desk, WORDS)
    seal(desk, done)
    with pytest.raises(Exception, match="append-only"):
        AuditEntry.update(reason="x").execute()
    with pytest.raises(Exception, match="append-only"):
        MatterEvent.delete().execute()


def test_printed_papers_of_a_sealed_report_go_too(desk: Desk) -> None:
    from jiefang_tui.services.reception import papers

    done = arrive(desk, WORDS)
    path: Path = papers.reception_form(desk, done.visit_id).path
    assert path.exists()
    seal(desk, done)
    assert not path.exists()


def test_a_matter_under_a_leader_is_not_sealed_away(desk: Desk) -> None:
    first = arrive(desk, "拖欠工资")
    decide(desk, first, Outcome.RESPONSIBILITY)
    again = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn(matter_id=first.matter_ids[0])]))
    with pytest.raises(Refused, match="拆出检举控告"):
        decide(desk, again, Outcome.SEALED, confirmed_by="何静")


def test_units_and_officers_are_made_once(desk: Desk) -> None:
    for _ in range(2):
        done = arrive(desk, "路灯不亮")
        decide(desk, done, Outcome.ASSIGNED, unit="村委会", officer="孙强")
    assert Unit.select().where(Unit.name == "村委会").count() == 1
    assert Officer.select().where(Officer.name == "孙强").count() == 1


def test_a_report_takes_no_words_but_that_it_was_handed_over(desk: Desk) -> None:
    given = VisitIn(is_anonymous=True, matters=[MatterIn(category="report_accusation")])
    done = intake.register_visit(desk, given)
    receiving.change_session(desk, None, "周敏")
    before = everything()
    for outcome in (Outcome.ANSWERED, Outcome.RESPONSIBILITY):
        with pytest.raises(Refused, match="检举控告"):
            decide(desk, done, outcome, talk_note="举报内容", told="已答复")
    assert everything() == before
    decide(desk, done, Outcome.SEALED, unit="县纪委监委")


def test_a_concluded_matter_that_comes_back_is_open_again(desk: Desk) -> None:
    done = arrive(desk, "欠薪")
    decide(desk, done, Outcome.ANSWERED, told="下月起发放")
    again = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn(matter_id=done.matter_ids[0])]))
    decide(desk, again, Outcome.ASSIGNED, unit="人社所")
    matter = Matter.get_by_id(done.matter_ids[0])
    assert (matter.state, matter.result, matter.concluded_on) == (MatterState.HANDLING, "", None)
    assert "下月起发放" in AuditEntry.select().order_by(AuditEntry.id.desc()).first().before


def test_a_merged_matter_goes_on_in_the_other(desk: Desk) -> None:
    other, done = arrive(desk, "欠薪", name="甲"), arrive(desk, "欠薪")
    again = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn(matter_id=done.matter_ids[0])]))
    decide(desk, done, Outcome.MERGED, merge_into=other.matter_ids[0])
    before = everything()
    with pytest.raises(Refused, match="已并入"):
        decide(desk, again, Outcome.ASSIGNED, unit="人社所")
    assert everything() == before
    assert decide(desk, again, Outcome.MERGED, merge_into=other.matter_ids[0]).matter_id == other.matter_ids[0]


def test_what_is_given_stays_as_it_was_given(desk: Desk) -> None:
    done = arrive(desk, "工伤认定")
    given = OutcomeIn(Outcome.GUIDED, route=LegalRoute.JUDICIAL, told="去法院")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    assert given.requirement == "" and Dispatch.get().requirement == "去法院", "what was told"


@pytest.mark.parametrize(
    ("outcome", "given", "recorded"),
    [
        (Outcome.ASSIGNED, {"unit": "人社所", "officer": "吴敏", "due_on": date(2026, 12, 3), "told": "十天内答复"},
         ("人社所、吴敏", "2026-12-03")),
        (Outcome.MEDIATION, {"unit": "镇人民调解委员会", "due_on": date(2026, 12, 3), "told": "三天内通知"},
         ("镇人民调解委员会", "2026-12-03")),
        (Outcome.GUIDED, {"unit": "县劳动仲裁委", "route": LegalRoute.ARBITRATION, "told": "申请仲裁"},
         ("县劳动仲裁委",)),
        (Outcome.SUBMITTED_UP, {"unit": "县信访局", "due_on": date(2026, 12, 3), "told": "已上报"},
         ("县信访局", "2026-12-03")),
        (Outcome.TO_VERIFY, {"next_at": datetime(2026, 11, 26, 9).astimezone(), "told": "核实面积"},
         ("2026-11-26 09:00", "核实面积")),
    ],
)  # fmt: skip
def test_each_outcome_says_to_whom_by_when_and_what_was_told(
    desk: Desk, outcome: Outcome, given: dict[str, Any], recorded: tuple[str, ...]
) -> None:
    done = arrive(desk, "拖欠工资")
    decide(desk, done, outcome, **given)
    said = MatterEvent.select().order_by(MatterEvent.id.desc()).get().text
    assert all(piece in said for piece in recorded), said
    assert pair_of(done).told == given["told"]


@pytest.mark.parametrize(("outcome", "unit"), [(Outcome.ASSIGNED, "自然资源所"), (Outcome.MEDIATION, "调委会")])
def test_nothing_is_handed_to_who_stands_aside_or_is_complained_of(desk: Desk, outcome: Outcome, unit: str) -> None:
    done = arrive(desk, "征地补偿")
    matters.correct_matter(desk, done.matter_ids[0], {"concerned_person": "村主任王大勇"})
    dispatching.recuse(desk, done.matter_ids[0], "李强", "亲属", "周敏")
    before = everything()
    for name in ("李强", "王大勇"):
        with pytest.raises(Refused) as refused:
            decide(desk, done, outcome, unit=unit, officer=name)
        assert refused.value.field == "officer"
        assert "第二十八条第三款" in str(refused.value)
    assert everything() == before


@pytest.mark.parametrize("outcome", [Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.SUBMITTED_UP])
def test_who_had_it_before_no_longer_leads(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk, "征地补偿")
    dispatching.dispatch(desk, done.matter_ids[0], DispatchKind.ASSIGN, "自然资源所", due_on=date(2026, 12, 1))
    decide(desk, done, outcome, unit="农业站")
    former, new = Dispatch.select().order_by(Dispatch.id)
    assert (former.ended_on, new.ended_on, new.unit.name) == (date(2026, 11, 23), None, "农业站")


def test_what_is_under_way_is_not_merged_away_at_a_talk(desk: Desk) -> None:
    answered, done = arrive(desk, "欠薪", name="甲"), arrive(desk, "欠薪")
    decide(desk, answered, Outcome.ANSWERED, told="已补发")
    before = everything()
    with pytest.raises(Refused, match="已办结，请先把那件重新办理再并") as refused:
        decide(desk, done, Outcome.MERGED, merge_into=answered.matter_ids[0])
    assert refused.value.field == "merge_into"
    assert everything() == before


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.TO_VERIFY])
def test_whom_a_matter_is_about_did_not_receive_it(desk: Desk, outcome: Outcome) -> None:
    done = arrive(desk, "征地补偿")
    matters.correct_matter(desk, done.matter_ids[0], {"concerned_person": "周敏书记"})
    decide(desk, done, outcome, **GOOD[outcome])
    assert pair_of(done).leader_id is None
    assert [slot.leader_id for slot in Appointment.select()] in ([], [None])
    assert ActFacts(desk, done.matter_ids[0]).receiving_leader is None


@pytest.mark.parametrize("outcome", [Outcome.ASSIGNED, Outcome.MEDIATION, Outcome.RESPONSIBILITY])
@pytest.mark.parametrize("typed", ["自然资源所 财政所", "自然资源所、财政所"])
def test_of_several_units_the_first_leads_and_the_others_assist(desk: Desk, outcome: Outcome, typed: str) -> None:
    done = arrive(desk, "边界没划清")
    order = InstructionIn("两个所一起去量", typed, date(2026, 12, 3))
    decide(desk, done, outcome, unit=typed, instruction=order, due_on=date(2026, 12, 3))
    assert {one.name for one in Unit.select()} >= {"自然资源所", "财政所"}
    assert not Unit.select().where(Unit.name.contains("所 ") | Unit.name.contains("、")).exists()
    assert Matter.get().lead_unit.name == "自然资源所" and Instruction.get().unit.name == "自然资源所"
    helping = [(row.unit.name, row.due_on) for row in Dispatch.select().where(Dispatch.kind == DispatchKind.ASSIST)]
    assert helping == [("财政所", date(2026, 12, 3))]


def test_several_units_where_one_is_meant_are_refused_with_what_to_do(desk: Desk) -> None:
    done = arrive(desk, "边界没划清")
    with pytest.raises(Refused, match="只写一个单位：先写自然资源所，财政所另行交办"):
        dispatching.dispatch(desk, done.matter_ids[0], "assign", "自然资源所、财政所")
    assert not Unit.select().where(Unit.name.contains("财政所")).exists()


def test_units_that_assist_go_with_the_outcome_that_is_taken_back(desk: Desk) -> None:
    done = arrive(desk, "边界没划清")
    decide(desk, done, Outcome.ASSIGNED, unit="自然资源所、财政所")
    said = taking_back.correct_outcome(desk, done.visit_id, done.matter_ids[0], "按错了数字")
    assert "交办(站所、村)，自然资源所" in said
    assert Dispatch.select().count() == 0
