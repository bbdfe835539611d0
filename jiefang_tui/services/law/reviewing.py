"""复查 and 复核 (Regulation Art. 35, 36): done by higher bodies, recorded here; hearing; final closure (三级终结)."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.deadlines import Due
from jiefang_tui.rules.moves import not_now
from jiefang_tui.rules.why import late_words
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.chosen import chosen
from jiefang_tui.services.desk.clocks import due_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import day_of, move, must_take_words
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.desk.reopening import reopen_in
from jiefang_tui.store.models import Matter, Pause, Review
from jiefang_tui.terms import (
    REOPENING_CONCLUSIONS,
    Category,
    DueKind,
    EntryKind,
    LegalRoute,
    MatterState,
    ReopenCause,
    ReviewConclusion,
    ReviewStage,
)

_STATES = {ReviewStage.REVIEW: MatterState.REVIEWING, ReviewStage.RECHECK: MatterState.RECHECKING}
_CAUSES = {ReviewStage.REVIEW: ReopenCause.REVIEW, ReviewStage.RECHECK: ReopenCause.RECHECK}
_ANSWERED = (MatterState.CONCLUDED, MatterState.CLOSED)


def request_review(desk: Desk, matter_id: int, stage: str, body: str, requested_on: date) -> int:
    """The petitioner asked `body` for 复查 or 复核, which received the request on that day. Returns the review's id.

    A request after the 30 days is written down as late; whether it is taken is for the body to decide.
    """
    asked = chosen(ReviewStage, stage, "请选择复查或者复核。", "stage")
    if not body.strip():
        raise Refused("请填写复查复核机关。", "body")
    with acting(desk, "review.request") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must_take_words(matter)
        if matter.state not in _ANSWERED:
            raise Refused(not_now(matter.state, f"申请{asked.label}"))
        if matter.finally_closed_on is not None:
            raise Refused(f"这个事项已于{matter.finally_closed_on}三级终结，不再受理（条例第三十六条第三款）。")
        if matter.served_on is None:
            raise Refused(f"没有送达的处理意见书，不能申请{asked.label}；有新的事实和理由请重新办理。")
        _must_be_of_the_procedure(matter, f"申请{asked.label}")
        window = _window(desk, matter, asked)
        day = day_of(act, requested_on, window.start if window else None, field="requested_on")
        late = window is not None and bool(window.is_over_on(day))
        row = act.create(Review, matter=matter, stage=asked, requested_on=day, body=body.strip(), is_late=late)
        act.about(row)
        move(act, matter, _STATES[asked])
        said = late_words(window, day, "申请") if window else ""
        act.event(matter_id, EntryKind.OUTCOME, f"信访人向{body.strip()}申请{asked.label}{said}", day)
    return row.id


def _must_be_of_the_procedure(matter: Matter, what: str) -> None:
    """Only a handling opinion of Art. 31(6), 32 is followed by 复查 and 复核 (Art. 35, 36)."""
    if matter.category != Category.CLAIM or matter.route != LegalRoute.PETITION_PROCEDURE:
        raise Refused(f"只有按信访程序出具的处理意见才能{what}（条例第三十五条）；这一件请告知依法可走的途径。")


def _window(desk: Desk, matter: Matter, stage: ReviewStage) -> Due | None:
    """In which time this stage may be asked for, from the receipt of the opinion before it. None when not yet known.

    `Refused` when it is not the turn of this stage in the present round (a round ends with what is sent back).
    """
    last = Review.select().where(Review.matter == matter).order_by(Review.id.desc()).first()
    if _changed_for_good(last):
        raise Refused("复核已经变更了处理意见，对复核意见不能再申请复查复核（条例第三十六条第三款）。", "stage")
    if last is not None and last.conclusion in REOPENING_CONCLUSIONS:
        last = None  # a new opinion was served since
    if stage is ReviewStage.REVIEW:
        if last is not None and last.conclusion != ReviewConclusion.NOT_ACCEPTED:
            raise Refused("这个事项已经复查过；对复查意见不服的，请申请复核。", "stage")
        return due_of(desk, matter.id, DueKind.REVIEW_REQUEST)
    reviews = (Review.matter == matter) & (Review.stage == ReviewStage.REVIEW)
    decided = Review.select().where(reviews).order_by(Review.id.desc()).first() if last is not None else None
    if decided is None:
        raise Refused("还没有经过复查，不能申请复核；请先申请复查。", "stage")
    if last.stage == ReviewStage.RECHECK and last.conclusion != ReviewConclusion.NOT_ACCEPTED:
        raise Refused("这个事项已经复核过，不能再申请；请登记复核意见的送达。", "stage")
    return _recheck_window(desk, decided) if decided.served_on is not None else None


def _recheck_window(desk: Desk, review: Review) -> Due:
    """In which time 复核 may be asked for against a 复查 that was served."""
    return due_of(desk, review.matter_id, DueKind.RECHECK_REQUEST, f"review:{review.id}")


def _changed_for_good(last: Review | None) -> bool:
    """Whether 复核 put an opinion of its own in the place of the first one: it is carried out, and nothing follows it.

    What 复核 revoked or sent back is decided anew, and may be reviewed anew.
    """
    return last is not None and (last.stage, last.conclusion) == (ReviewStage.RECHECK, ReviewConclusion.CHANGED)


def begin_hearing(desk: Desk, matter_id: int, begins_on: date, reason: str, approver: str) -> int:
    """听证 begins; its days do not count for 复核, and for nothing else (Art. 36(2)). Returns the pause's id."""
    if not reason.strip():
        raise Refused("请写明听证的事由。", "reason")
    with acting(desk, "hearing.begin", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        if matter.state != MatterState.RECHECKING:
            raise Refused("只有复核期间的听证不计入期限（条例第三十六条第二款）；别的听证请记进展，期限照算。")
        if Pause.select().where((Pause.matter == matter) & Pause.ends_on.is_null()).exists():
            raise Refused("听证已经开始，还没有结束；请先登记听证结束。")
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
    decided = chosen(ReviewConclusion, conclusion, "请选择复查复核的结论。", "conclusion")
    with acting(desk, "review.conclude") as act:
        row = act.change(Review.get_by_id(review_id))
        act.about(row)
        stage = ReviewStage(row.stage)
        if row.concluded_on is not None:
            raise Refused(f"{stage.label}已于{row.concluded_on}作出结论。")
        matter = act.change(Matter.get_by_id(row.matter_id))
        if matter.state != _STATES[stage]:
            raise Refused(not_now(matter.state, f"登记{stage.label}的结论"))
        day = day_of(act, concluded_on, row.requested_on, field="concluded_on")
        if Pause.select().where((Pause.matter == matter) & Pause.ends_on.is_null()).exists():
            raise Refused("听证还没有结束；请先登记听证结束，再登记结论。")
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
        label = ReviewStage(row.stage).label
        if row.concluded_on is None:
            raise Refused(f"{label}还没有结论；请先登记结论，再登记送达。")
        if row.served_on is not None:
            raise Refused(f"{label}意见已于{row.served_on}送达。")
        row.served_on = day_of(act, served_on, row.concluded_on, field="served_on")
        act.event(row.matter_id, EntryKind.DOCUMENT, f"{label}意见书送达信访人", row.served_on)
        _end_for_good(act, act.change(Matter.get_by_id(row.matter_id)), row)


def _end_for_good(act: Act, matter: Matter, review: Review) -> None:
    ends = (ReviewConclusion.UPHELD,)
    if review.stage != ReviewStage.RECHECK or review.conclusion not in ends or review.served_on is None:
        return
    if matter.state not in _ANSWERED or matter.finally_closed_on is not None:
        return
    matter.finally_closed_on = review.served_on
    act.event(matter.id, EntryKind.OUTCOME, "三级终结(第三十六条第三款)", review.served_on)


def note_final_closure(desk: Desk, matter_id: int, reason: str) -> None:
    """三级终结 without 复核: nobody asked within the days of Art. 35 or 36. Counselling and help stay a duty."""
    if not reason.strip():
        raise Refused("请写明认定三级终结的依据。", "reason")
    with acting(desk, "matter.final", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        if matter.finally_closed_on is not None:
            raise Refused(f"这个事项已于{matter.finally_closed_on}三级终结。")
        if matter.state not in _ANSWERED:
            raise Refused(not_now(matter.state, "认定三级终结"))
        if matter.served_on is None:
            raise Refused("没有送达的处理意见书，复查期限没有起算，不能认定三级终结。")
        _must_be_of_the_procedure(matter, "认定三级终结")
        said = _nothing_left(desk, matter, act.today)
        matter.finally_closed_on = act.today
        act.event(matter_id, EntryKind.OUTCOME, f"三级终结：{said}，{reason.strip()}")


def _nothing_left(desk: Desk, matter: Matter, today: date) -> str:
    """Why nothing is left to ask for, in words; `Refused` while something is."""
    last = Review.select().where(Review.matter == matter).order_by(Review.id.desc()).first()
    if last is not None and _changed_for_good(last):
        if last.served_on is None:
            raise Refused("复核意见还没有送达；请先登记复核意见的送达。")
        return "复核变更了处理意见"
    stage, window = _next_window(desk, matter)
    is_over = window.is_over_on(today)
    if is_over is None:
        years = "、".join(str(year) for year in window.unknown_years)
        raise Refused(
            f"申请{stage.label}到{window.raw}满期，{years}年放假安排没有收录，还可能顺延；"
            f"请先录入 holidays.toml，或者{window.latest}以后再认定。"
        )
    if not is_over:
        raise Refused(f"信访人到{window.rolled}还可以申请{stage.label}，现在不能认定三级终结。")
    return f"{window.rolled}前没有申请{stage.label}"


def _next_window(desk: Desk, matter: Matter) -> tuple[ReviewStage, Due]:
    """What the petitioner might still ask for, and in which time. `Refused` while that is not known."""
    this_round = (Review.matter == matter) & (Review.requested_on >= matter.served_on)
    rows = list(Review.select().where(this_round).order_by(Review.id))
    while rows and rows[-1].conclusion in (*REOPENING_CONCLUSIONS, ReviewConclusion.NOT_ACCEPTED):
        rows.pop()
    if not rows:
        return ReviewStage.REVIEW, due_of(desk, matter.id, DueKind.REVIEW_REQUEST)
    if rows[-1].served_on is None or rows[-1].stage == ReviewStage.RECHECK:
        label = ReviewStage(rows[-1].stage).label
        raise Refused(f"{label}意见还没有送达；请先登记{label}意见的送达。")
    return ReviewStage.RECHECK, _recheck_window(desk, rows[-1])
