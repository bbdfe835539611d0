"""复查 and 复核 (Regulation Art. 35, 36): done by higher bodies, recorded here; hearing; final closure (三级终结)."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.why import late_words
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActFacts, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import day_of, move
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.desk.reopening import reopen_in
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.line_acts import SERVE_REVIEW
from jiefang_tui.store.models import Matter, Pause, Review
from jiefang_tui.terms import (
    REOPENING_CONCLUSIONS,
    EntryKind,
    MatterState,
    ReopenCause,
    ReviewConclusion,
    ReviewStage,
)

_STATES = {ReviewStage.REVIEW: MatterState.REVIEWING, ReviewStage.RECHECK: MatterState.RECHECKING}
_CAUSES = {ReviewStage.REVIEW: ReopenCause.REVIEW, ReviewStage.RECHECK: ReopenCause.RECHECK}


def request_review(desk: Desk, matter_id: int, stage: str, body: str, requested_on: date) -> int:
    """The petitioner asked `body` for 复查 or 复核, which received the request on that day. Returns the review's id.

    A request after the 30 days is written down as late; whether it is taken is for the body to decide.
    """
    asked = require_choice(ReviewStage, stage, "请选择复查或者复核。", "stage")
    if not body.strip():
        raise Refused("请填写复查复核机关。", "body")
    with acting(desk, "review.request") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        facts = must(acts.REVIEW if asked is ReviewStage.REVIEW else acts.RECHECK, desk, matter_id)
        window = facts.window(asked)
        day = day_of(act, requested_on, window.start if window else None, field="requested_on")
        late = window is not None and bool(window.is_over_on(day))
        row = act.create(Review, matter=matter, stage=asked, requested_on=day, body=body.strip(), is_late=late)
        act.about(row)
        move(act, matter, _STATES[asked])
        said = late_words(window, day, "申请") if window else ""
        act.event(matter_id, EntryKind.OUTCOME, f"信访人向{body.strip()}申请{asked.label}{said}", day)
    return row.id


def begin_hearing(desk: Desk, matter_id: int, begins_on: date, reason: str, approver: str) -> int:
    """听证 begins; its days do not count for 复核, and for nothing else (Art. 36(2)). Returns the pause's id."""
    if not reason.strip():
        raise Refused("请写明听证的事由。", "reason")
    with acting(desk, "hearing.begin", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.HEARING, desk, matter_id)
        review = Review.get((Review.matter == matter) & Review.concluded_on.is_null())
        day = day_of(act, begins_on, review.requested_on, field="begins_on")
        over = (Pause.matter == matter) & (Pause.ends_on >= day)
        if Pause.select().where(over).exists():
            raise Refused("这一天已在前一次听证之内，请核对日期。", "begins_on")
        officer = officer_named(act, approver, field="approver")
        must_be_free(matter, officer, field="approver")
        row = act.create(Pause, matter=matter, begins_on=day, reason=reason.strip(), approver=officer)
        act.about(row)
        act.event(matter_id, EntryKind.DEADLINE, f"复核听证开始，复核期限中止：{reason.strip()}", day)
    return row.id


def end_hearing(desk: Desk, pause_id: int, ends_on: date) -> None:
    """听证 ended on that day, which is its last; the days of 复核 go on after it."""
    with acting(desk, "hearing.end") as act:
        row = act.change(Pause.get_by_id(pause_id))
        act.about(row)
        if row.ends_on is not None:
            raise Refused(f"听证已于{row.ends_on}结束。")
        must(acts.HEARING_END, desk, row.matter_id)
        day = day_of(act, ends_on, row.begins_on, field="ends_on")
        row.ends_on = day
        days = (day - row.begins_on).days + 1
        act.event(row.matter_id, EntryKind.DEADLINE, f"复核听证结束，{days}日不计入复核期限", day)


def conclude_review(
    desk: Desk,
    review_id: int,
    conclusion: str,
    concluded_on: date,
    note: str,
    served_on: date | None = None,
    new_due: date | None = None,
) -> None:
    """What the higher body decided. 变更, 撤销 and 责令重新办理 open the matter again (by `new_due`), keeping every
    closing and service; anything else leaves it concluded. A 复核 upheld and served is the end (三级终结).
    """
    decided = require_choice(ReviewConclusion, conclusion, "请选择复查复核的结论。", "conclusion")
    with acting(desk, "review.conclude") as act:
        row = act.change(Review.get_by_id(review_id))
        act.about(row)
        stage = ReviewStage(row.stage)
        if row.concluded_on is not None:
            raise Refused(f"{stage.label}已于{row.concluded_on}作出结论。")
        matter = act.change(Matter.get_by_id(row.matter_id))
        must(acts.REVIEW_END, desk, matter.id)
        day = day_of(act, concluded_on, row.requested_on, field="concluded_on")
        if new_due is not None and decided not in REOPENING_CONCLUSIONS:
            raise Refused(f"结论是{decided.label}的不用重办期限，请把期限清空。", "new_due")
        row.concluded_on, row.conclusion, row.note = day, decided, note.strip()
        if served_on is not None:
            row.served_on = day_of(act, served_on, day, field="served_on")
        said = f"：{note.strip()}" if note.strip() else ""
        act.event(matter.id, EntryKind.OUTCOME, f"{row.body}{stage.label}意见：{decided.label}{said}", day)
        if decided in REOPENING_CONCLUSIONS:
            reopen_in(act, matter, _CAUSES[stage], f"{row.body}{decided.label}{said}", new_due)
            return
        move(act, matter, MatterState.CLOSED if matter.closed_on is not None else MatterState.CONCLUDED)
        _end_for_good(act, matter, row)


def serve_review(desk: Desk, review_id: int, served_on: date) -> None:
    """The opinion of the higher body reached the petitioner: the 30 days for 复核 run, or nothing is left to ask."""
    with acting(desk, "review.serve") as act:
        row = act.change(Review.get_by_id(review_id))
        act.about(row)
        must(SERVE_REVIEW, desk, row.matter_id, row)
        label = ReviewStage(row.stage).label
        row.served_on = day_of(act, served_on, row.concluded_on, field="served_on")
        act.event(row.matter_id, EntryKind.DOCUMENT, f"{label}意见书送达信访人", row.served_on)
        _end_for_good(act, act.change(Matter.get_by_id(row.matter_id)), row)


def _end_for_good(act: Act, matter: Matter, review: Review) -> None:
    ends = (ReviewConclusion.UPHELD,)
    if review.stage != ReviewStage.RECHECK or review.conclusion not in ends or review.served_on is None:
        return
    if matter.state not in acts.ANSWERED or matter.finally_closed_on is not None:
        return
    matter.finally_closed_on = review.served_on
    act.event(matter.id, EntryKind.OUTCOME, "三级终结(条例第三十六条第三款)", review.served_on)


def note_final_closure(desk: Desk, matter_id: int, reason: str) -> None:
    """三级终结 without 复核: nobody asked within the days of Art. 35 or 36. Counselling and help stay a duty."""
    if not reason.strip():
        raise Refused("请写明认定三级终结的依据。", "reason")
    with acting(desk, "matter.final", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        said = _nothing_left(must(acts.FINAL, desk, matter_id))
        matter.finally_closed_on = act.today
        act.event(matter_id, EntryKind.OUTCOME, f"三级终结：{said}，{reason.strip()}")


def _nothing_left(facts: ActFacts) -> str:
    """Why nothing is left to ask for, in words."""
    if acts.is_changed_for_good(facts):
        return "复核变更了处理意见"
    stage = acts.next_stage(facts)
    window = facts.window(stage) if stage is not None else None
    assert stage is not None and window is not None
    return f"{window.rolled}前没有申请{stage.label}"
