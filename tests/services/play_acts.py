"""What somebody at the desk may do next: each takes the ground, which row (`pick`), which variant (`turn`) and a day.

An act for which there is no row attempts nothing. Most choose a matter in a suitable state, a few any matter at all, so
that what is illegal is tried as well.
"""

from __future__ import annotations

from datetime import timedelta

from jiefang_tui.rules.closing import CHECKS
from jiefang_tui.rules.telling import WAYS
from jiefang_tui.services.closure import closing, ending, resting
from jiefang_tui.services.desk import rollover
from jiefang_tui.services.law import sealed_paper, sealing, telling
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import (
    Commitment,
    ConsultationPart,
    Document,
    Escalation,
    Matter,
    Measure,
    Responsibility,
    Resubmission,
    SealedReport,
    SupervisionCard,
    Urge,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import (
    CardColour,
    CheckAnswer,
    CountyEntry,
    DutyKind,
    EscalationState,
    FollowUpWay,
    LegalRoute,
    Outcome,
    Reaction,
    ReopenCause,
    Satisfaction,
    Solved,
    UrgentKind,
    VisitState,
    WaitFor,
)
from tests.services.play import ENDED, LEADERS, OFFICERS, RESTED, UNITS, WORKED, Doing, Ground, S, one
from tests.services.play_together import together, together_on

# -- the day


def time_passes(ground: Ground, pick: int, turn: int, days: int) -> None:
    before = ground.today
    ground.now += timedelta(hours=1 + pick % 9, days=one((0, 0, 1, 3, 12, 0, 40), turn))
    if ground.today != before:
        ground.attempt(rollover.roll_over)


def arrives(ground: Ground, pick: int, turn: int, days: int) -> None:
    category = one((*["claim"] * 9, "suggestion", "report_accusation"), turn)
    known = ground.matter(pick) if turn % 3 == 0 and category == "claim" else None
    said = "" if category == "report_accusation" else "路灯不亮"
    person = {} if turn % 7 == 0 else {"phone": f"138000{pick:05d}", "address": "章湾村3组"}
    given = intake.VisitIn(
        name=one("甲乙丙丁戊己庚辛", pick),
        is_anonymous=turn % 23 == 0,
        person=person,
        headcount=1 + turn % 7,
        matters=[intake.MatterIn(said, matter_id=known, category=category)],
    )
    ground.attempt(intake.register_visit, given)


def in_the_queue(ground: Ground, pick: int, turn: int, days: int) -> None:
    state, act, *given = one(
        (
            (VisitState.WAITING, receiving.start_talk),
            (VisitState.IN_TALK, receiving.hold),
            (VisitState.ON_HOLD, receiving.come_back),
            (VisitState.WAITING, receiving.leave, "等不及"),
            (VisitState.ON_HOLD, receiving.start_talk),
            (VisitState.WAITING, receiving.set_priority, "老人"),
            (VisitState.LEFT, receiving.come_back),
        ),
        turn,
    )
    if (visit := ground.row(pick, Visit.select().where(Visit.state == state))) is not None:
        ground.attempt(act, visit.id, *given)


def talk_ends(ground: Ground, pick: int, turn: int, days: int) -> None:
    query = VisitMatter.select().join(Visit).where((VisitMatter.outcome == "") & (Visit.state != VisitState.LEFT))
    if (pair := ground.row(pick, query)) is None:
        return
    given = talk.OutcomeIn(
        one((*Outcome, Outcome.RESPONSIBILITY, Outcome.ASSIGNED, Outcome.RESPONSIBILITY), turn),
        talk_note="听取了诉求",
        told="已当面说明",
        unit=one((*UNITS, "县纪委监委"), pick),
        officer=one((*OFFICERS, ""), pick),
        accused=one(("", "village", "leader"), days),
        confirmed_by=one(("", "何静"), days),
        due_on=ground.in_days(max(0, days)) if turn % 5 else None,
        route=one(LegalRoute, turn),
        merge_into=ground.matter(pick + 1),
        next_at=ground.now + timedelta(days=days),
        instruction=talk.InstructionIn("请查清答复", one(UNITS, pick)) if turn % 4 == 0 else None,
        commitments=[talk.CommitmentIn("修好路灯", ground.in_days(days))] if turn % 6 == 0 else [],
    )
    ground.attempt(talk.decide, pair.visit_id, pair.matter_id, given)


# -- the matter itself


def simple(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, *WORKED)) is None:
        return
    if turn % 2:
        given = (one(UNITS, pick), one(OFFICERS, turn), ground.in_days(days))
        ground.attempt(matters.assign_simple, matter, *given)
    else:
        ground.attempt(matters.conclude_simple, matter, "已经办好", ground.today)


def noted(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    act, *given = one(
        (
            (matters.add_entry, "到户核实"),
            (matters.record_county, CountyEntry.ENTERED, f"SL{turn}"),
            (matters.correct_matter, {"title": f"改过的名称{turn}"}, "笔误"),
        ),
        turn,
    )
    ground.attempt(act, matter, *given)


def slip(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is not None:
        ground.attempt(telling.note_slips, [matter])


def ended_simply(ground: Ground, pick: int, turn: int, days: int) -> None:
    """A small matter in one form, now and then wanted in writing; or that is taken back."""
    ended = ground.row(pick, Matter.select().where(Matter.is_ended_simply))
    if ended is not None and turn % 3 == 0:
        ground.attempt(ending.undo_simple_end, ended.id, "没有修好")
    elif (matter := ground.matter(pick, *WORKED)) is not None:
        end = ending.SimpleEnd("换了灯泡", one(("phone", "home", ""), turn), None, "知道了", turn % 5 == 0)
        ground.attempt(ending.end_simply, matter, end)


def told_how(ground: Ground, pick: int, turn: int, days: int) -> None:
    """How a paper was told of; now and then what was said of it is taken back."""
    if (paper := ground.row(pick, Document.select())) is not None:
        if turn % 3 == 0:
            ground.attempt(telling.untell, paper.id, "没有给到")
        else:
            day = ground.in_days(-(turn % 2))
            ground.attempt(telling.tell, [paper.id], one(tuple(WAYS), turn), "本人", "王芳、李强", day)


def promised(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is not None and turn % 2:
        due = ground.in_days(days) if turn % 4 else None
        ground.attempt(matters.confirm_commitment, matter, "公示清册", due, 100_000, one(LEADERS, turn))


def kept(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Commitment.select().where(Commitment.fulfilled_on.is_null()))) is not None:
        ground.attempt(matters.fulfil_commitment, row.id, ground.today, "照片")


def on_the_sheet(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (sheet := ground.row(pick, Responsibility.select())) is None:
        return
    kind, officer = one(DutyKind, pick), one(OFFICERS, pick)
    act, *given = one(
        (
            (six_boxes.add_member, officer, "协办"),
            (six_boxes.add_measure, "复测面积", officer, ground.in_days(days)),
            (six_boxes.assign_duty, kind, officer),
            (six_boxes.add_duty_entry, kind, "到户核对"),
            (six_boxes.set_fulfilled, kind, ground.today),
            (six_boxes.set_resolve_due, ground.in_days(days), "情况有变"),
            (six_boxes.change_owner, one(LEADERS, pick), "分工调整"),
        ),
        turn,
    )
    ground.attempt(act, sheet.matter_id, *given)


def a_measure(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Measure.select().where(~Measure.is_dropped))) is None:
        return
    act, *given = one(
        (
            (six_boxes.finish_measure, ground.today, "复测完成"),
            (six_boxes.finish_measure, ground.today, "公示完成"),
            (six_boxes.reopen_measure, "面积有误"),
            (six_boxes.drop_measure, "不需要"),
            (six_boxes.change_measure, "再测一次", OFFICERS[0], ground.in_days(days), "下雨"),
        ),
        turn,
    )
    ground.attempt(act, row.id, *given)


# -- coming to rest


def visited(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, *(ENDED if turn % 3 else tuple(S)))) is not None:
        told = {"office": one(Satisfaction, turn), "unit": one(Satisfaction, pick), "reaction": one(Reaction, turn)}
        on = ground.in_days(-(turn % 3))
        ground.attempt(
            resting.follow_up, matter, FollowUpWay.HOME, OFFICERS[0], one((*Solved, Solved.FULLY), turn), on, **told
        )


def executed(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, S.CONCLUDED, S.HANDLING, S.REPLIED)) is not None:
        ground.attempt(resting.mark_executed, matter, ground.today, "签收单", nothing_to_execute=turn % 3 == 0)


def rests(ground: Ground, pick: int, turn: int, days: int) -> None:
    waits = ground.row(pick, Matter.select(Matter.id).where(Matter.wait_for != ""))
    if waits is not None and turn % 5 == 0:
        ground.attempt(resting.end_wait, waits.id)
        return
    if (matter := ground.matter(pick, *(RESTED if turn % 2 else WORKED))) is None:
        return
    act, *given = one(
        (
            (resting.wait, one(WaitFor, pick), "等判决"),
            (resting.mark_settled,),
            (resting.wait, one(WaitFor, pick + 1), "等鉴定"),
            (resting.set_reaction, one(Reaction, pick)),
            (closing.list_backlog, pick % 2 == 0, "时间长"),
            (resting.unmark_executed, "款没有到账"),
            (resting.give_relief, None, "临时救助", LEADERS[0], 60_000),
            (resting.set_reaction, one(Reaction, pick)),
        ),
        turn,
    )
    ground.attempt(act, matter, *given)


def closed(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, S.CONCLUDED)) is not None:
        checks = dict.fromkeys(CHECKS, CheckAnswer.NOT_APPLICABLE) | {"solved": CheckAnswer.YES}
        why = "信访人外出" if turn % 2 else ""
        given = (checks, "", one(LEADERS, turn), "李强", False, "外出", why)
        ground.attempt(closing.close_matter, matter, *given)


def opened_again(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, *ENDED)) is not None and turn % 2:
        due = ground.in_days(days) if turn % 4 == 1 else None
        ground.attempt(closing.reopen, matter, one(ReopenCause, turn), "又有新情况", due)


# -- pushing


def a_card(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is not None:
        to = (one(UNITS, turn), one((*OFFICERS, LEADERS[0]), turn))
        given = (one(CardColour, pick), *to, "逾期", "七日内办结", ground.in_days(days), LEADERS[0])
        ground.attempt(cards.issue_card, matter, *given)


def with_a_card(ground: Ground, pick: int, turn: int, days: int) -> None:
    query = SupervisionCard.select().where(SupervisionCard.withdrawn_on.is_null() | (turn % 7 == 0))
    if (row := ground.row(pick, query)) is None:
        return
    act, *given = one(
        (
            (cards.answer_card, "已商定办法"),
            (cards.appeal_card, "在等法院"),
            (cards.decide_appeal, "理由成立", pick % 2 == 0, LEADERS[0]),
            (cards.record_talk, None, "说明了原因"),
            (cards.withdraw_card, "已经办结", LEADERS[0]),
        ),
        turn,
    )
    ground.attempt(act, row.id, *given)


def pushed(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    due = ground.in_days(days)
    part = pushing.PartIn(one(UNITS, pick), one(OFFICERS, turn), "同意", "出具意见", due)
    act, *given = one(
        (
            (pushing.urge, one(UNITS, pick), "", "请说明进展", due),
            (pushing.resubmit, "意见不一致", "协商两次", "请召集会商"),
            (pushing.consult, None, "会议室", LEADERS[0], [part], "分步办理"),
            (pushing.escalate, "县信访局", "跨部门"),
            (pushing.report_urgent, one(UrgentKind, pick), "县信访局", "多人聚集"),
            (pushing.mark_urgent_major, pick % 2 == 0, "人数多"),
        ),
        turn,
    )
    ground.attempt(act, matter, *given)


def push_answered(ground: Ground, pick: int, turn: int, days: int) -> None:
    due = ground.in_days(days) if turn % 3 else None
    query, act, *given = one(
        (
            (Urge.select().where(Urge.answered_on.is_null()), pushing.answer_urge, "正在办"),
            (
                Resubmission.select().where(Resubmission.decided_on.is_null()),
                pushing.decide_resubmission,
                "再议",
                due,
                "找第三方" * (turn % 2),
            ),
            (ConsultationPart.select().where(ConsultationPart.done_on.is_null()), pushing.finish_task),
            (
                Escalation.select().where(Escalation.state == EscalationState.ASKED),
                pushing.answer_escalation,
                pick % 2 == 0,
                "列入县级协调",
            ),
        ),
        turn,
    )
    if (row := ground.row(pick, query)) is not None:
        ground.attempt(act, row.id, *given)


def a_report(ground: Ground, pick: int, turn: int, days: int) -> None:
    """Found to be one, printed, handed over, or none after all."""
    if (matter := ground.matter(pick)) is None:
        return
    waiting = ground.row(pick, SealedReport.select().where(SealedReport.handed_on.is_null()))
    report = waiting.matter_id if waiting is not None and turn % 9 else matter
    match turn % 4:
        case 0:
            ground.attempt(sealing.make_report, matter, "王芳", one(("何静", "王芳", ""), pick))
        case 1:
            ground.attempt(
                sealed_paper.print_sealed, report, one(("", "自然资源所", "town_discipline"), days), "village"
            )
        case 2:
            ground.attempt(sealing.hand_over, report, one(("李处长", ""), days))
        case _:
            ground.attempt(sealing.no_report, report, "只是求决")


ACTS: tuple[Doing, ...] = (
    time_passes, time_passes, arrives, arrives, in_the_queue, talk_ends, talk_ends, talk_ends, simple, noted, slip,
    told_how, ended_simply, promised, kept, on_the_sheet, on_the_sheet, a_measure, visited, executed, rests, closed,
    opened_again, a_card, with_a_card, pushed, push_answered, a_report, together, together_on, together_on,
)  # fmt: skip
"""All of them, the more usual ones more than once."""
