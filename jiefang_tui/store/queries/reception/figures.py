"""Every figure of the desk and the list it counts: one query builder gives both.

A builder takes the day and the group threshold and returns a query of ids. `count` counts it, `rows` pages it, and
nothing else decides what belongs to a figure. All go by an index (see the models), also with 100,000 matters.

Every matter that is not at rest stands in at least one of the work lists (`WORK`): registered ones in 今日候访 (whose
visit goes on), 待定去向 or 待核实另约; the others in the lists of `figures_of_matters`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from peewee import fn

from jiefang_tui.rules.outcomes import DAY_FIGURES, DayFigure, counted_in
from jiefang_tui.store.models import (
    Appointment,
    Commitment,
    Draft,
    Matter,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.matter import figures_of_matters as places
from jiefang_tui.store.queries.reception import figure_lines
from jiefang_tui.store.queries.reception.figure_lines import Line
from jiefang_tui.terms import (
    GROUP_THRESHOLD,
    OPEN_VISIT_STATES,
    AppointmentKind,
    LeaderLevel,
    PairKind,
    VisitPurpose,
    VisitState,
)

Kind = Literal["matter", "visit", "commitment", "appointment", "draft"]
Builder = Callable[[date, int], Any]
"""(day, group threshold) -> a Peewee query of ids."""

COMMITMENT_DAYS = 7
"""A commitment stands in 承诺到期 this many days before its date."""
PAGE = 200


class FigureSpec(NamedTuple):
    """One figure: its name, its label, what it counts, and the one builder of its ids."""

    name: str
    label: str
    kind: Kind
    ids: Builder
    order: tuple[Any, ...]
    """Columns the list is ordered by; the id settles ties."""
    is_todo: bool = False
    """Whether it is work that waits and stands on 今日接访, rather than a count of the day."""


# -- visits of a day


def _visits(day: date, *where: Any) -> Any:
    query = Visit.select(Visit.id).where(Visit.day == day)
    return query.where(*where) if where else query


_PETITION = Visit.purpose == VisitPurpose.PETITION
_RECEIVED = places.RECEIVED_PETITION


def _received(day: date, group: int) -> Any:
    return _visits(day, _RECEIVED)


def _received_single(day: date, group: int) -> Any:
    return _visits(day, _RECEIVED, Visit.headcount < group)


def _received_group(day: date, group: int) -> Any:
    return _visits(day, _RECEIVED, Visit.headcount >= group)


def _waiting(day: date, group: int) -> Any:
    return _visits(day, Visit.state == VisitState.WAITING, _PETITION)


def _not_over(day: date, group: int) -> Any:
    return _visits(day, Visit.state.in_(OPEN_VISIT_STATES))


def _left(day: date, group: int) -> Any:
    return _visits(day, Visit.state == VisitState.LEFT)


def _window(day: date, group: int) -> Any:
    return _visits(day, Visit.is_served)


def _doubtful(day: date, group: int) -> Any:
    return _visits(day, Visit.is_time_doubtful, Visit.counts)


def _voided(day: date, group: int) -> Any:
    """登记作废: a line of its own under the counts, so that no visit disappears by it (Art. 44(1))."""
    return _visits(day, Visit.state == VisitState.VOIDED)


def _unended(day: date, group: int) -> Any:
    """Of earlier days, and nobody has said whether they were talked to."""
    return Visit.select(Visit.id).where((Visit.day < day) & Visit.state.in_(OPEN_VISIT_STATES))


def _undecided_visits(day: date, group: int) -> Any:
    """Received, but what it ended in was not entered for every matter; of any day."""
    pairs = VisitMatter.select(VisitMatter.visit).where(VisitMatter.outcome == "")
    return Visit.select(Visit.id).where(Visit.id.in_(pairs) & _RECEIVED)


# -- matters of a day


def _items(day: date, group: int) -> Any:
    return places.of_day(day)


def _filed(day: date, group: int) -> Any:
    return places.filed_on(day)


def _assigned_from(code: str, label: str) -> FigureSpec:
    """领导接访交办 of one level, received on the day; also where the petitioner had come here before."""

    def ids(day: date, group: int) -> Any:
        return places.assigned_from(LeaderLevel(code), day, day)

    return FigureSpec(f"assigned_{code}", f"{label}领导接访交办", "matter", ids, _OLDEST)


def _counting(figure: DayFigure) -> FigureSpec:
    """The matters of the day whose talk ended in what this number counts."""
    outcomes = counted_in(figure)

    def ids(day: date, group: int) -> Any:
        return places.of_day(day, VisitMatter.outcome.in_(outcomes))

    return FigureSpec(figure.name, figure.label, "matter", ids, _OLDEST)


def _of_kind(kind: PairKind) -> Builder:
    return lambda day, group: places.of_day(day, VisitMatter.kind == kind)


def _items_voided(day: date, group: int) -> Any:
    """Voided by themselves, the visit going on with its others: they have their own line, too."""
    return places.voided_apart(Visit.day == day)


def _items_undecided(day: date, group: int) -> Any:
    # By way of the day: the index on outcomes would lead through every visitor who ever left without a talk.
    return places.of_day(day, fn.LENGTH(VisitMatter.outcome) == 0)


def _items_not_entered(day: date, group: int) -> Any:
    pairs = VisitMatter.select(VisitMatter.matter).join(Visit).where((Visit.day == day) & _PETITION & Visit.counts)
    return places.not_entered(day, group).where(Matter.id.in_(pairs))


# -- commitments, appointments, drafts


def _commitments(day: date, group: int) -> Any:
    until = day + timedelta(days=COMMITMENT_DAYS)
    return Commitment.select(Commitment.id).where(Commitment.fulfilled_on.is_null() & (Commitment.due_on <= until))


def _promises(day: date, group: int) -> Any:
    return Commitment.select(Commitment.id).where(Commitment.fulfilled_on.is_null())


def _booked_again(day: date, group: int) -> Any:
    """An open appointment about a matter."""
    return Appointment.select(Appointment.id).where(Appointment.is_expected & Appointment.matter.is_null(False))


def _booked_today(day: date, group: int) -> Any:
    return Appointment.select(Appointment.id).where((Appointment.day == day) & Appointment.is_expected)


def _booked_key(day: date, group: int) -> Any:
    """重点约访 that are still to come."""
    return Appointment.select(Appointment.id).where(Appointment.is_expected & (Appointment.kind == AppointmentKind.KEY))


def _drafts(day: date, group: int) -> Any:
    return Draft.select(Draft.id)


_BY_NUMBER = (Visit.queue_no,)
_BY_ARRIVAL = (Visit.day, Visit.queue_no)
_OLDEST = (Matter.received_on, Matter.id)
_BY_DATE = (Matter.due_on, Matter.id)
_BY_END = (Matter.concluded_on, Matter.id)

FIGURES: dict[str, FigureSpec] = {
    spec.name: spec
    for spec in (
        FigureSpec("received", "已接", "visit", _received, _BY_NUMBER),
        FigureSpec("waiting", "候", "visit", _waiting, _BY_NUMBER),
        FigureSpec("window", "窗口接待", "visit", _window, _BY_NUMBER),
        FigureSpec("booked_today", "今日约访", "appointment", _booked_today, (Appointment.slot_at,)),
        FigureSpec("booked_key", "重点约访", "appointment", _booked_key, (Appointment.slot_at,)),
        FigureSpec("unended", "没有结果", "visit", _unended, _BY_ARRIVAL, True),
        FigureSpec("undecided_visits", "结果未录", "visit", _undecided_visits, _BY_ARRIVAL, True),
        FigureSpec("pending", "待定去向", "matter", places.pending, _OLDEST, True),
        FigureSpec("owned", "包案在办", "matter", places.owned, _OLDEST, True),
        FigureSpec("with_gaps", "三定三包有缺", "matter", places.with_gaps, _OLDEST, True),
        FigureSpec("assigned", "交办在办", "matter", places.assigned, _OLDEST, True),
        FigureSpec("in_mediation", "调解中", "matter", places.in_mediation, _OLDEST, True),
        FigureSpec("submitted_up", "报请上级", "matter", places.submitted_up, _OLDEST, True),
        FigureSpec("objected", "异议待同意", "matter", places.objected, _OLDEST, True),
        FigureSpec("replied", "待送达", "matter", places.replied, _OLDEST, True),
        FigureSpec("in_review", "复查复核中", "matter", places.in_review, _OLDEST, True),
        FigureSpec("assigned_due", "交办到期", "matter", places.assigned_due, _BY_DATE, True),
        FigureSpec("commitments", "承诺到期", "commitment", _commitments, (Commitment.due_on,), True),
        FigureSpec("booked_again", "待核实另约", "appointment", _booked_again, (Appointment.slot_at,), True),
        FigureSpec("not_entered", "未录系统", "matter", places.not_entered, _OLDEST, True),
        FigureSpec("drafts", "未完草稿", "draft", _drafts, (Draft.updated_at.desc(),), True),
        # coming to rest: on F5
        FigureSpec("to_tell", "待告知", "matter", places.to_tell, _OLDEST),
        FigureSpec("to_execute", "待执行", "matter", places.to_execute, _BY_END),
        FigureSpec("to_visit", "待回访", "matter", places.to_visit, _BY_END),
        FigureSpec("to_close", "待销号", "matter", places.to_close, _BY_END),
        FigureSpec("promises", "未兑现承诺", "commitment", _promises, (Commitment.due_on,)),
        # the day summary
        FigureSpec("received_single", "个访", "visit", _received_single, _BY_NUMBER),
        FigureSpec("received_group", "集体访", "visit", _received_group, _BY_NUMBER),
        FigureSpec("items", "涉及事项", "matter", _items, _OLDEST),
        FigureSpec("filed", "来件", "matter", _filed, _OLDEST),
        *(_assigned_from(code, label) for code, label in LeaderLevel.above_us()),
        FigureSpec("initial", "初访", "matter", _of_kind(PairKind.INITIAL), _OLDEST),
        FigureSpec("repeat", "重访", "matter", _of_kind(PairKind.REPEAT), _OLDEST),
        *(_counting(figure) for figure in DAY_FIGURES),
        FigureSpec("items_undecided", "结果未录", "matter", _items_undecided, _OLDEST),
        FigureSpec("not_over", "还在候访接谈", "visit", _not_over, _BY_NUMBER),
        FigureSpec("left", "未接谈离开", "visit", _left, _BY_NUMBER),
        FigureSpec("doubtful", "时间存疑", "visit", _doubtful, _BY_NUMBER),
        FigureSpec("voided", "登记作废", "visit", _voided, _BY_NUMBER),
        FigureSpec("items_voided", "作废其中一件", "matter", _items_voided, _OLDEST),
        FigureSpec("items_not_entered", "今日未录系统", "matter", _items_not_entered, _OLDEST),
    )
}
"""Every figure by name."""

TODAY = tuple(name for name in FIGURES if FIGURES[name].is_todo or name in ("window", "booked_today"))
"""Figures of the today screen beside 已接 and 候, in the order they are shown."""

COMING_TO_REST = ("to_tell", "to_execute", "to_visit", "to_close", "promises")
"""Work lists that stand on F5 only."""

WORK = (*(name for name in FIGURES if FIGURES[name].is_todo), *COMING_TO_REST)
"""Every list of work that waits: with today's visitors, no matter that is not at rest is missing."""

_SESSION = "session:"


def figure(name: str) -> FigureSpec:
    """The figure of that name, also ``session:7`` (received in that session); KeyError when there is none."""
    if name.startswith(_SESSION):
        session_id = int(name.removeprefix(_SESSION))

        def in_session(day: date, group: int) -> Any:
            return _visits(day, _RECEIVED, Visit.session == session_id)

        return FigureSpec(name, "本场已接", "visit", in_session, _BY_NUMBER)
    return FIGURES[name]


_MODELS: dict[str, Any] = {
    "matter": Matter, "visit": Visit, "commitment": Commitment, "appointment": Appointment, "draft": Draft,
}  # fmt: skip
_LINES: dict[str, Callable[[Sequence[int]], Sequence[Line]]] = {
    "matter": figure_lines.matter_lines,
    "visit": figure_lines.visit_lines,
    "commitment": figure_lines.commitment_lines,
    "appointment": figure_lines.appointment_lines,
    "draft": figure_lines.draft_lines,
}


def count(name: str, day: date, group_threshold: int = GROUP_THRESHOLD) -> int:
    """How many there are of a figure on `day` (the figures of work that waits: as of `day`)."""
    spec = figure(name)
    column = _MODELS[spec.kind].id
    return int(spec.ids(day, group_threshold).select(fn.COUNT(column)).scalar() or 0)


def persons(name: str, day: date, group_threshold: int = GROUP_THRESHOLD) -> int:
    """人次 of a figure of visits: the heads of the same visits that `count` counts."""
    spec = figure(name)
    if spec.kind != "visit":
        raise ValueError(name)
    return int(spec.ids(day, group_threshold).select(fn.SUM(Visit.headcount)).scalar() or 0)


def ids(name: str, day: date, offset: int = 0, limit: int = PAGE, group_threshold: int = GROUP_THRESHOLD) -> list[int]:
    """One page of a figure's ids, in the order of its list."""
    spec = figure(name)
    query = spec.ids(day, group_threshold).order_by(*spec.order, _MODELS[spec.kind].id)
    return [row[0] for row in query.offset(offset).limit(limit).tuples()]


def rows(
    name: str, day: date, offset: int = 0, limit: int = PAGE, group_threshold: int = GROUP_THRESHOLD
) -> Sequence[Line]:
    """One page of the list that the figure counts."""
    return _LINES[figure(name).kind](ids(name, day, offset, limit, group_threshold))


def counts(names: Sequence[str], day: date, group_threshold: int = GROUP_THRESHOLD) -> dict[str, int]:
    """Several figures at once."""
    return {name: count(name, day, group_threshold) for name in names}
