"""更正日期: a day from which a date of the law runs was written down wrongly (受理, 上级转来, 送达, 复查, 复核).

The former day stays in the timeline and in the audit; every date is computed anew. The right day has to fit between
what came before and after it, as when it was written down first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiefang_tui.rules.deadlines import last_day
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.serving import TELLS
from jiefang_tui.services.law.stages import late_acceptance
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import Document, Extension, Matter, MatterEvent, Pause, Reopening, Review, Row
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.terms import DocumentKind, DueKind, EntryKind, ReviewStage

Follows = Callable[[Act, Matter, date, date], str]
"""What else is of that day: changed from the former to the right one. Returns a sentence to be shown, or empty."""


@dataclass(frozen=True)
class _Dated:
    """One such day: where it stands, between which days it may lie (None: any), and what follows it."""

    label: str
    row: Row
    column: str
    earliest: date | None
    latest: date | None
    follows: Follows = lambda act, matter, was, day: ""
    may_be_empty: bool = False


def correct_date(desk: Desk, matter_id: int, what: str, day: date | None, reason: str) -> str:
    """Put the right day in the place of a wrong one. Returns a sentence to be shown, or empty.

    `what`: ``accepted``, ``transferred`` (receipt from above), ``assigned`` (交办期限; may be taken away),
    ``served:12`` (a document), ``asked:3`` and ``review_served:3`` (复查, 复核).
    """
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "matter.correct_date", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.CORRECT_DATE, desk, matter_id)
        kind, _, number = what.partition(":")
        find = _FIND.get(kind)
        dated = find(act, matter, int(number) if number.isdigit() else 0) if find else None
        if dated is None:
            raise Refused("请选择要更正哪个日期。", "what")
        was: date | None = getattr(dated.row, dated.column)
        _must_fit(dated, was, day)
        setattr(act.change(dated.row), dated.column, day)
        said = dated.follows(act, matter, was, day) if was is not None and day is not None else ""
        words = f"更正{dated.label}：{was or '没有'}改为{day or '没有'}，原因：{reason.strip()}"
        quiet_event(act, matter_id, EntryKind.DEADLINE, words)
    return said


def _must_fit(dated: _Dated, was: date | None, day: date | None) -> None:
    label, first, last = dated.label, dated.earliest, dated.latest
    if day is None and not dated.may_be_empty:
        raise Refused("请填写正确的日期。", "day")
    if day == was:
        raise Refused(f"{label}本来就是{was}，没有改动。" if was else f"{label}本来就没有，没有改动。", "day")
    if day is None or (first or day) <= day <= (last or day):
        return
    if first is not None and last is not None:
        raise Refused(f"{label}应在{first}到{last}之间，和前后的日期对得上。", "day")
    raise Refused(f"{label}不能早于{first}。" if first is not None else f"{label}不能晚于{last}。", "day")


def _days(query: Any) -> Iterable[date]:
    """The days of a query of one column."""
    return [day for (day,) in query.tuples()]


# -- 受理


def _accepted(act: Act, matter: Matter, number: int) -> _Dated:
    was = matter.accepted_on
    if was is None:
        raise Refused("这个事项还没有受理，没有可以更正的受理日期。", "what")
    again = _days(Reopening.select(Reopening.on_day).where(Reopening.matter == matter))
    opinions = (Document.matter == matter) & (Document.kind == DocumentKind.HANDLING_OPINION)
    after = [
        *(day for day in again if day > was),
        *_days(Document.select(Document.issued_on).where(opinions & (Document.issued_on >= was))),
        *_days(Extension.select(Extension.approved_on).where(_in_force(matter) & (Extension.approved_on >= was))),
        *(day for day in (matter.concluded_on,) if day is not None and day >= was),
    ]
    earliest = max([matter.received_on, *(day for day in again if day <= was)])

    def follows(act: Act, matter: Matter, was: date, day: date) -> str:
        return _late_extension(act, matter, day) or late_acceptance(act.desk, earliest, day)

    return _Dated("受理日期", matter, "accepted_on", earliest, min([act.today, *after]), follows)


def _in_force(matter: Matter) -> Any:
    return (Extension.matter == matter) & Extension.undone_on.is_null()


def _late_extension(act: Act, matter: Matter, accepted_on: date) -> str:
    """That an extension was approved after the date it lengthened, as that date is now."""
    reference = act.desk.reference
    periods, calendar = reference.policy.periods_on("handling_due", accepted_on), calendar_of(reference)
    due = min(last_day(accepted_on, one.days, calendar, is_working=one.is_working)[0] for one in periods)
    for row in Extension.select().where(_in_force(matter)).order_by(Extension.approved_on, Extension.id):
        if row.approved_on > (last := calendar.last_in_time(due)):
            return f"按更正后的日期，办结期限是{last}，{row.approved_on}批准的延期已经晚了，请核对。"
        due += timedelta(days=row.days)
    return ""


# -- 上级转来


def _must_be_transferred(matter: Matter) -> None:
    if matter.transferred_in_on is None:
        raise Refused("还没有登记上级转来，没有可以更正的日期。", "what")


def _transferred(act: Act, matter: Matter, number: int) -> _Dated:
    _must_be_transferred(matter)
    objected = (MatterEvent.matter == matter) & (MatterEvent.kind == EntryKind.OBJECTION)
    after = [*_days(MatterEvent.select(MatterEvent.on_day).where(objected)), matter.assigned_due or act.today]
    return _Dated("收到上级转来的日期", matter, "transferred_in_on", None, min([act.today, *after]))


def _assigned(act: Act, matter: Matter, number: int) -> _Dated:
    _must_be_transferred(matter)
    return _Dated("交办期限", matter, "assigned_due", matter.transferred_in_on, None, may_be_empty=True)


# -- 送达


def _served(act: Act, matter: Matter, number: int) -> _Dated | None:
    row = Document.get_or_none((Document.id == number) & (Document.matter == matter))
    if row is None or row.served_on is None:
        return None
    label, was = f"{DocumentKind(row.kind).label}送达日期", row.served_on
    if row.kind == DocumentKind.EXTENSION_NOTICE:
        told = _days(Extension.select(Extension.approved_on).where(_in_force(matter) & (Extension.told_on == was)))
        return _Dated(label, row, "served_on", max([row.issued_on, *told]), act.today, _retell)
    if row.kind != DocumentKind.HANDLING_OPINION:
        return _Dated(label, row, "served_on", row.issued_on, act.today, _of_notice(row))
    asked, again = Review.requested_on, Reopening.on_day
    after = [
        *_days(Review.select(asked).where((Review.matter == matter) & (asked >= was))),
        *_days(Reopening.select(again).where((Reopening.matter == matter) & (again >= was))),
        *(day for day in (matter.closed_on, matter.finally_closed_on) if day is not None and day >= was),
    ]
    return _Dated(label, row, "served_on", row.issued_on, min([act.today, *after]), _of_opinion(row))


def _retell(act: Act, matter: Matter, was: date, day: date) -> str:
    """延期告知书: when the reason was told."""
    for row in Extension.select().where(_in_force(matter) & (Extension.told_on == was)):
        act.change(row).told_on = day
    return ""


def _of_notice(row: Document) -> Follows:
    def follows(act: Act, matter: Matter, was: date, day: date) -> str:
        """When the petitioner was told in writing, unless another paper did so that day."""
        told = DocumentKind(row.kind) in (*TELLS, DocumentKind.HANDLING_OPINION)
        if told and matter.notified_on == was and not _told_otherwise(matter, row, was):
            matter.notified_on = day
        return ""

    return follows


def _told_otherwise(matter: Matter, row: Document, day: date) -> bool:
    papers = (Document.matter == matter) & (Document.served_on == day) & Document.kind.in_(TELLS)
    slip = MatterEvent.text.startswith(f"出具{DocumentKind.SLIP.label}")  # told by that alone, until slips were papers
    events = (MatterEvent.matter == matter) & (MatterEvent.on_day == day) & (MatterEvent.kind == EntryKind.DOCUMENT)
    return bool(
        Document.select().where(papers & (Document.id != row.id)).exists()
        or MatterEvent.select().where(events & slip).exists()
    )


def _of_opinion(row: Document) -> Follows:
    def follows(act: Act, matter: Matter, was: date, day: date) -> str:
        """办结 is its service: of this time, or of the time before it was opened again."""
        if matter.served_on == was:
            matter.served_on = day
            matter.concluded_on = day if matter.concluded_on == was else matter.concluded_on
        for again in Reopening.select().where((Reopening.matter == matter) & (Reopening.concluded_on == was)):
            act.change(again).concluded_on = day
        _of_notice(row)(act, matter, was, day)
        _judge_anew(act, matter, row)
        return ""

    return follows


# -- 复查, 复核


def _review_of(matter: Matter, number: int) -> Review | None:
    found: Review | None = Review.get_or_none((Review.id == number) & (Review.matter == matter))
    return found


def _before(review: Review) -> Review | None:
    """The 复查 before a 复核."""
    earlier = (Review.matter == review.matter_id) & (Review.stage == ReviewStage.REVIEW) & (Review.id < review.id)
    found: Review | None = Review.select().where(earlier).order_by(Review.id.desc()).first()
    return found


def _asked(act: Act, matter: Matter, number: int) -> _Dated | None:
    row = _review_of(matter, number)
    if row is None:
        return None
    stage, was = ReviewStage(row.stage), row.requested_on
    served = (Document.matter == matter) & (Document.kind == DocumentKind.HANDLING_OPINION)
    known = list(_days(Document.select(Document.served_on).where(served & (Document.served_on <= was))))
    decided = _before(row) if stage is ReviewStage.RECHECK else None
    if decided is not None and decided.served_on is not None:
        known.append(decided.served_on)
    heard = Pause.select(Pause.begins_on).where((Pause.matter == matter) & (Pause.begins_on >= was))
    after = [*_days(heard), row.concluded_on or act.today, act.today]

    def follows(act: Act, matter: Matter, was: date, day: date) -> str:
        _judge_anew(act, matter, row)
        return ""

    return _Dated(f"申请{stage.label}日期", row, "requested_on", max(known, default=None), min(after), follows)


def _review_served(act: Act, matter: Matter, number: int) -> _Dated | None:
    row = _review_of(matter, number)
    if row is None or row.served_on is None:
        return None
    later = Review.select(Review.requested_on).where((Review.matter == matter) & (Review.id > row.id))

    def follows(act: Act, matter: Matter, was: date, day: date) -> str:
        if row.stage == ReviewStage.RECHECK and matter.finally_closed_on == was:
            matter.finally_closed_on = day
        _judge_anew(act, matter, row)
        return ""

    label = f"{ReviewStage(row.stage).label}意见送达日期"
    return _Dated(label, row, "served_on", row.concluded_on, min([act.today, *_days(later)]), follows)


def _judge_anew(act: Act, matter: Matter, row: Row) -> None:
    """Whether what was asked for in this round came late, by the days as they are now."""
    for one in (matter, row):
        one.save()  # the dates are computed from the file
    dues = {(due.kind, due.subject): due for due in dues_of(matter.id, act.desk.reference)}
    for review in Review.select().where((Review.matter == matter) & (Review.requested_on >= matter.served_on)):
        window = dues.get((DueKind.REVIEW_REQUEST, ""))
        if review.stage == ReviewStage.RECHECK:
            before = _before(review)
            window = dues.get((DueKind.RECHECK_REQUEST, f"review:{before.id}")) if before is not None else None
        if window is not None:
            review = act.change(review)
            review.is_late = bool(window.is_over_on(review.requested_on))


_FIND: dict[str, Callable[[Act, Matter, int], _Dated | None]] = {
    "accepted": _accepted,
    "transferred": _transferred,
    "assigned": _assigned,
    "served": _served,
    "asked": _asked,
    "review_served": _review_served,
}
