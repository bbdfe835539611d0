"""What may be done with a matter on the law's way, and to whom it goes; like `play_acts`."""

from __future__ import annotations

from jiefang_tui.services.desk import people
from jiefang_tui.services.law import correcting, dispatching, recusing, reviewing, stages, suggesting
from jiefang_tui.services.law import from_above as above
from jiefang_tui.services.matter import merging
from jiefang_tui.services.office import handover
from jiefang_tui.services.supervision import level_skips
from jiefang_tui.store.models import (
    Dispatch,
    Document,
    Extension,
    LevelSkip,
    Matter,
    MatterLink,
    Merge,
    Pause,
    Petitioner,
    Recusal,
    Review,
)
from jiefang_tui.terms import (
    Category,
    DispatchKind,
    DocumentKind,
    LegalRoute,
    OpinionResult,
    RefusalGround,
    ReviewConclusion,
    ReviewStage,
    ServiceWay,
    SkippedTo,
    SuggestionResult,
)
from tests.services.play import LEADERS, OFFICERS, RESTED, UNITS, WORKED, Doing, Ground, S, one

# -- the law's way


def accepted(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.worked(pick, turn, Matter.accepted_on.is_null())) is not None:
        ground.attempt(stages.accept, matter, None if turn % 4 else ground.in_days(-2), is_simple=turn % 3 == 0)


def from_above(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.worked(pick, turn, Matter.transferred_in_on.is_null())) is not None:
        due = ground.in_days(abs(days)) if turn % 3 else None
        given = (ground.today, "县信访局", f"县转{pick}号", due)
        leader, level = one((("", ""), ("沈某", "county"), ("", "province"), ("何某", "")), turn)
        ground.attempt(stages.record_transfer_in, matter, *given, leader=leader, level=level)
    sent = ground.row(pick, Matter.select().where(Matter.transferred_in_on.is_null(False)))
    if sent is not None and turn % 4 == 1:
        level = one(("city", "county", ""), days)
        given = ("市信访局", f"市转{turn}号", "何某" if level else "", level)
        ground.attempt(above.correct_above, sent.id, *given, wants_report=bool(turn % 3), reason="打错")
    elif sent is not None and turn % 4 == 3:
        ground.attempt(above.undo_above, sent.id, "不是上级转来的")


def objected(ground: Ground, pick: int, turn: int, days: int) -> None:
    waits = ground.matter(pick, S.OBJECTED)
    if waits is not None and turn % 3 == 0:
        ground.attempt(stages.return_up, waits, "县信访局")
    elif waits is not None and turn % 3 == 1:
        ground.attempt(stages.objection_not_agreed, waits, "县信访局", "由你镇办理")
    elif (matter := ground.worked(pick, turn, Matter.transferred_in_on.is_null(False))) is not None:
        ground.attempt(stages.object_to, matter, "不属于本镇职权")


def is_refused(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.worked(pick, turn, Matter.accepted_on.is_null())) is not None and turn % 2:
        ground.attempt(stages.refuse, matter, one(RefusalGround, turn), "正在办理", LEADERS[0], no_longer=turn % 5 == 0)


def is_routed(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, *WORKED)) is not None and turn % 2:
        unit = one((*UNITS, "", ""), pick)
        ground.attempt(stages.set_route, matter, one(LegalRoute, turn), "可以向县法院起诉", unit)


def a_date_corrected(ground: Ground, pick: int, turn: int, days: int) -> None:
    """One of the days that are there; as often as not the right one does not fit."""
    if (matter := ground.row(pick, Matter.select().where(Matter.accepted_on.is_null(False)))) is None:
        return
    whats = ["accepted", *(("transferred", "assigned") if matter.transferred_in_on else ())]
    papers = Document.select().where((Document.matter == matter) & Document.served_on.is_null(False))
    whats += [f"served:{paper.id}" for paper in papers]
    for review in Review.select().where(Review.matter == matter):
        whats += [f"asked:{review.id}", f"review_served:{review.id}"]
    day = ground.in_days(-(turn % 9)) if turn % 10 else None
    ground.attempt(correcting.correct_date, matter.id, one(whats, turn), day, "写错了")


def a_suggestion(ground: Ground, pick: int, turn: int, days: int) -> None:
    """Studied, answered, taken back; and what many have in common reported."""
    is_idea = Matter.category == Category.SUGGESTION
    if (idea := ground.row(pick, Matter.select().where(is_idea))) is not None and turn % 4:
        if turn % 3 == 0:
            ground.attempt(suggesting.undo_suggestion, idea.id, "写错了")
        elif turn % 3 == 1:
            ground.attempt(suggesting.study_suggestion, idea.id, "可不可行", one((*UNITS, ""), pick))
        else:
            ground.attempt(suggesting.answer_suggestion, idea.id, one(SuggestionResult, turn), "先装一处", "phone")
    elif (matter := ground.matter(pick)) is not None:
        ground.attempt(suggesting.report_cause, matter, one(UNITS, turn), "电价分摊不清")


def way_ended(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, S.ROUTED_OUT)) is not None:
        ground.attempt(stages.note_route_result, matter, "已裁决")


def a_paper(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    if turn % 9 == 0:
        ground.attempt(stages.exempt_notice, matter, "住址不清")
        return
    given = (ground.today, ServiceWay.DIRECT, "本人") if turn % 2 else (None, "", "")
    kind = one(DocumentKind, turn)
    ground.attempt(stages.give_notice, matter, kind, f"告{turn}号", ground.today, LEADERS[0], "", *given)


def opinion(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.worked(pick, turn, Matter.accepted_on.is_null(False))) is not None:
        ground.attempt(stages.issue_opinion, matter, one(OpinionResult, turn), "补发差额", f"处{turn}号", LEADERS[0])


def is_served(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (paper := ground.row(pick, Document.select().where(Document.served_on.is_null()))) is not None:
        ground.attempt(stages.serve, paper.id, ground.today, one(ServiceWay, turn), "本人", "拒收，村干部见证")


def extended(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.worked(pick, turn, Matter.handling_due >= ground.today)) is not None:
        ground.attempt(stages.extend, matter, 1 + turn % 18, "需要鉴定", LEADERS[0])


def extension(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Extension.select().where(Extension.undone_on.is_null()))) is None:
        return
    if turn % 2:
        ground.attempt(stages.undo_extension, row.id, "鉴定提前完成")
    else:
        ground.attempt(stages.tell_extension, row.id, ground.today)


def agreed(ground: Ground, pick: int, turn: int, days: int) -> None:
    mediated = ground.matter(pick, S.IN_MEDIATION)
    if mediated is not None and turn % 3:
        ground.attempt(stages.conclude_mediation, mediated, "三个月内付清", ground.today)
    elif mediated is not None:
        ground.attempt(stages.end_mediation, mediated, "双方意见差距大")
    elif turn % 4 == 0 and (matter := ground.matter(pick, *WORKED)) is not None:
        ground.attempt(stages.conclude_agreed if turn % 8 else stages.conclude_otherwise, matter, "双方签了协议")


def answered_above(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, S.SUBMITTED_UP)) is not None:
        ground.attempt(stages.answer_from_above, matter, "由你镇继续办理", ground.today)


# -- handed on


def dispatched(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick, *WORKED)) is not None:
        officer = one((*OFFICERS, ""), turn)
        due = ground.in_days(days) if turn % 3 else None
        ground.attempt(
            dispatching.dispatch, matter, one(DispatchKind, turn), one(UNITS, pick), officer, "查明答复", due
        )


def dispatch_answered(ground: Ground, pick: int, turn: int, days: int) -> None:
    live = Dispatch.ended_on.is_null() & Dispatch.returned_on.is_null() & Dispatch.replied_on.is_null()
    if (row := ground.row(pick, Dispatch.select().where(live))) is None:
        return
    act, *given = one(
        (
            (dispatching.sign, OFFICERS[0]),
            (dispatching.answer_dispatch, "已查明，条件符合"),
            (dispatching.sign, OFFICERS[1]),
            (dispatching.send_back, "不属于本所职责", LEADERS[0]),
            (dispatching.end_dispatch, "改由别的站所办理"),
        ),
        turn,
    )
    ground.attempt(act, row.id, *given)


def recused(ground: Ground, pick: int, turn: int, days: int) -> None:
    row = ground.row(pick, Recusal.select().where(Recusal.ended_on.is_null()))
    if row is not None and turn % 3 == 0:
        ground.attempt(recusing.end_recusal, row.id, "原因消失")
    elif turn % 3 == 1 and (matter := ground.matter(pick, *WORKED)) is not None:
        who, other = one(OFFICERS, turn), one(OFFICERS, turn + 1)
        ground.attempt(recusing.recuse, matter, who, "与信访人是亲属", LEADERS[0], instead=other)


def handed_over(ground: Ground, pick: int, turn: int, days: int) -> None:
    who, other = one(OFFICERS, pick), one(OFFICERS, pick + 1)
    if turn % 8 == 0:
        ground.attempt(handover.hand_over, who, other, "调离")
        ground.attempt(people.add_officer, who, "所长", one(UNITS, pick))
    elif turn % 8 == 1:
        ground.attempt(handover.hand_over, who, "", "退休")
        ground.attempt(people.add_officer, who, "所长", one(UNITS, pick))


def a_unit(ground: Ground, pick: int, turn: int, days: int) -> None:
    if turn % 5 == 0:
        ground.attempt(dispatching.set_parent, one(UNITS, pick), one((*UNITS, ""), turn))


# -- 复查, 复核


def reviewed(ground: Ground, pick: int, turn: int, days: int) -> None:
    row = ground.row(pick, Review.select().where(Review.concluded_on.is_null()))
    before = ground.row(pick, Review.select().where(Review.conclusion == ReviewConclusion.UPHELD))
    if row is None and before is not None and turn % 2:
        ground.attempt(reviewing.request_review, before.matter_id, ReviewStage.RECHECK, "示例市人民政府", ground.today)
        return
    if row is None:
        served = Matter.select(Matter.id).where(Matter.served_on.is_null(False), Matter.state.in_(RESTED))
        if (matter := ground.row(pick, served)) is not None:
            stage = one((*ReviewStage, ReviewStage.REVIEW, ReviewStage.REVIEW), turn)
            ground.attempt(reviewing.request_review, matter.id, stage, "示例县人民政府", ground.today)
        return
    pause = ground.row(pick, Pause.select().where(Pause.ends_on.is_null()))
    if pause is not None and turn % 2:
        ground.attempt(reviewing.end_hearing, pause.id, ground.today)
    elif turn % 3 == 0:
        ground.attempt(reviewing.begin_hearing, row.matter_id, ground.today, "听取意见", LEADERS[0])
    else:
        served = ground.today if turn % 2 else None
        due = ground.in_days(days) if turn % 5 == 0 else None
        conclusion = one((*ReviewConclusion, ReviewConclusion.UPHELD, ReviewConclusion.UPHELD), turn)
        given = (conclusion, ground.today, "维持原处理意见", served, due)
        ground.attempt(reviewing.conclude_review, row.id, *given)


def review_served(ground: Ground, pick: int, turn: int, days: int) -> None:
    untold = Review.concluded_on.is_null(False) & Review.served_on.is_null()
    if (row := ground.row(pick, Review.select().where(untold))) is not None:
        ground.attempt(reviewing.serve_review, row.id, ground.today)
        return
    received = ground.row(pick, Matter.select(Matter.id).where(Matter.served_on.is_null(False)))
    if turn % 2 == 0 and received is not None:
        ground.attempt(reviewing.note_final_closure, received.id, "期限已过")


# -- what belongs together


def related(ground: Ground, pick: int, turn: int, days: int) -> None:
    first, second = ground.matter(pick), ground.matter(pick + 1 + turn % 3)
    if first is None or second is None:
        return
    row = ground.row(pick, MatterLink.select().where(MatterLink.undone_on.is_null()))
    if turn % 3 == 0:
        ground.attempt(merging.link, first, second, "同一工地")
    elif turn % 3 == 1:
        ground.attempt(merging.merge_matters, first, second, "说的是同一件事")
    elif row is not None:
        ground.attempt(merging.unlink, row.id, "弄错了")


def one_person(ground: Ground, pick: int, turn: int, days: int) -> None:
    first, second = ground.row(pick, Petitioner.select()), ground.row(pick + 1 + turn % 3, Petitioner.select())
    if turn % 4 == 0 and first is not None and second is not None:
        ground.attempt(merging.merge_people, first.id, second.id, "同一人")


def unmerged(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Merge.select().where(Merge.undone_on.is_null()))) is not None:
        ground.attempt(merging.undo_merge, row.id, "弄错了")


def skipped(ground: Ground, pick: int, turn: int, days: int) -> None:
    row = ground.row(pick, LevelSkip.select().where(LevelSkip.removed_on.is_null()))
    if row is not None and turn % 4 == 0:
        ground.attempt(level_skips.remove_level_skip, row.id, "重复")
    elif turn % 2:
        matter = ground.matter(pick)
        ground.attempt(level_skips.add_level_skip, ground.today, one(SkippedTo, turn), matter, f"通{turn}号")


ACTS: tuple[Doing, ...] = (
    accepted, accepted, from_above, objected, is_refused, is_routed, way_ended, a_date_corrected, a_paper, opinion,
    a_suggestion,
    opinion, is_served, is_served, extended, extension, agreed, answered_above, dispatched, dispatch_answered, recused,
    handed_over, a_unit, reviewed, reviewed, review_served, related, one_person, unmerged, skipped,
)  # fmt: skip
"""All of them, the more usual ones more than once."""
