"""督办: the supervisor's morning lists. One builder of ids gives the number and the rows, as in `figures`.

Red, yellow and due today are lights, computed from dates; cards are a list of their own. What comes to rest is counted
by the same builders as on 今日接访 (`figures_of_matters`). Urgings, resubmissions and escalations of a matter that is
over are moot and not listed; a card stays until it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from peewee import fn

from jiefang_tui.rules.dispatches import MUST_SIGN
from jiefang_tui.rules.numbers import GROUP_THRESHOLD
from jiefang_tui.store.models import (
    Commitment,
    Consultation,
    ConsultationPart,
    Deadline,
    Dispatch,
    Escalation,
    Matter,
    Responsibility,
    Resubmission,
    SupervisionCard,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.law.open_dates import RUNS, paused_deadline
from jiefang_tui.store.queries.law.owners import UNSIGNED
from jiefang_tui.store.queries.matter import figures_of_matters as places
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.supervision import supervision_lines
from jiefang_tui.store.queries.supervision.supervision_lines import WatchLine
from jiefang_tui.terms import OPEN_MATTER_STATES, DueKind, EscalationState, MatterState, UrgentKind

Kind = Literal["matter", "commitment", "card", "urge", "resubmission", "task", "escalation"]

PAGE = 200
OVER = (
    MatterState.MERGED, MatterState.SEALED_OUT, MatterState.RETURNED, MatterState.CLOSED, MatterState.VOIDED,
)  # fmt: skip
"""Nothing is pushed any more."""


class Scope(NamedTuple):
    """The office's numbers, and whose matters are looked at (None: everybody's)."""

    silent_days: int = 7
    yellow_days: int = 7
    leader_id: int | None = None
    """包案领导."""
    unit_id: int | None = None
    """主办单位."""

    @property
    def narrows(self) -> bool:
        """Whether not all matters are looked at."""
        return self.leader_id is not None or self.unit_id is not None


EVERYBODY = Scope()
Builder = Callable[[date, Scope], Any]
"""(day, scope) -> a Peewee query of ids, of everybody's matters; `_ids` narrows it."""


class WatchSpec(NamedTuple):
    """One list: its name, its label, what it lists, the one builder of its ids, and its order."""

    name: str
    label: str
    kind: Kind
    ids: Builder
    order: tuple[Any, ...]


# -- lights


def _stands_still() -> Any:
    """Correlated: the date of `Matter` that is nearest is stopped by a hearing (only a 复核 can be, Art. 36(2))."""
    return (Matter.next_due_kind == DueKind.RECHECK) & fn.EXISTS(paused_deadline())


def _red(day: date, scope: Scope) -> Any:
    return Matter.select(Matter.id).where((Matter.next_due_on < day) & ~_stands_still())


def _yellow(day: date, scope: Scope) -> Any:
    is_near = (Matter.next_due_on >= day) & (Matter.next_warn_on <= day)
    return Matter.select(Matter.id).where(is_near & ~_stands_still())


def _due_today(day: date, scope: Scope) -> Any:
    """Also where another date of the matter is late already."""
    return Matter.select(Matter.id).where(Matter.id.in_(due_on(day)))


def due_on(day: date) -> Any:
    """Matters with an open date of ours of which that is the last day in time."""
    return Deadline.select(Deadline.matter).where(RUNS & (Deadline.rolled_on == day))


# -- what does not move


def _silent(day: date, scope: Scope) -> Any:
    """Open, and no entry but pushing for `silent_days` days."""
    since = day - timedelta(days=scope.silent_days)
    return places.in_states(*OPEN_MATTER_STATES).where(Matter.last_entry_on <= since)


def _unowned(day: date, scope: Scope) -> Any:
    """No leader owns it, and nobody signed for it, or nobody was named: it is the 首接人's until somebody does.

    What came today and waits for its talk is not listed.
    """
    unsigned = Dispatch.select(Dispatch.id).where(
        (Dispatch.matter == Matter.id) & Dispatch.kind.in_(MUST_SIGN) & UNSIGNED
    )
    nobody = (
        Matter.handler.is_null()
        & Matter.lead_unit.is_null()
        & ((Matter.state == MatterState.HANDLING) | (Matter.received_on < day))
        & Matter.state.in_((MatterState.REGISTERED, MatterState.HANDLING))
    )
    at_work = places.in_states(
        MatterState.REGISTERED, MatterState.HANDLING, MatterState.IN_MEDIATION, MatterState.SUBMITTED_UP
    )
    return at_work.where(~fn.EXISTS(places.sheet()) & (nobody | fn.EXISTS(unsigned)))


def _matter_list(builder: Callable[[date, int], Any]) -> Builder:
    """A list of `figures_of_matters`, which takes a group threshold that it does not use."""
    return lambda day, scope: builder(day, GROUP_THRESHOLD)


def _figure(name: str) -> Builder:
    """A list of `figures`, which takes a group threshold that it does not use."""
    return lambda day, scope: figures.FIGURES[name].ids(day, GROUP_THRESHOLD)


# -- pushes that are open


def _goes_on(model: Any) -> Any:
    """Correlated: the matter of `model` is not over. Not a join: SQLite would begin with every matter there is."""
    return fn.EXISTS(Matter.select(Matter.id).where((Matter.id == model.matter) & Matter.state.not_in(OVER)))


def _urges_open(day: date, scope: Scope) -> Any:
    return Urge.select(Urge.id).where(Urge.answered_on.is_null() & _goes_on(Urge))


def _cards_open(day: date, scope: Scope) -> Any:
    """Not withdrawn; of a report found to be sealed a card has kept its number only, and nobody is asked about it."""
    about = Matter.id == SupervisionCard.matter
    told = Matter.select(Matter.id).where(about & (Matter.state != MatterState.SEALED_OUT))
    return SupervisionCard.select(SupervisionCard.id).where(SupervisionCard.withdrawn_on.is_null() & fn.EXISTS(told))


def _resubmissions_open(day: date, scope: Scope) -> Any:
    return Resubmission.select(Resubmission.id).where(Resubmission.decided_on.is_null() & _goes_on(Resubmission))


def _tasks_open(day: date, scope: Scope) -> Any:
    part = ConsultationPart
    query = part.select(part.id).join(Consultation)
    return query.where((part.task != "") & part.done_on.is_null() & _goes_on(Consultation))


def _escalations_open(day: date, scope: Scope) -> Any:
    return Escalation.select(Escalation.id).where((Escalation.state == EscalationState.ASKED) & _goes_on(Escalation))


def _urgent_open(day: date, scope: Scope) -> Any:
    """重大紧急 and open, without a 终报 that ended the reporting: D12 has no date, so it is a list (Art. 25)."""
    later = UrgentReport.alias()
    newer = later.select(later.id).where((later.matter == UrgentReport.matter) & (later.id > UrgentReport.id))
    ended = UrgentReport.select(UrgentReport.id).where(
        (UrgentReport.matter == Matter.id) & (UrgentReport.kind == UrgentKind.FINAL) & ~fn.EXISTS(newer)
    )
    marked = Matter.is_urgent_major == True  # noqa: E712  (else SQLite does not use the index)
    return places.in_states(*OPEN_MATTER_STATES).where(marked & ~fn.EXISTS(ended))


def _annual(day: date, scope: Scope) -> Any:
    """What the yearly report is about (D13, Art. 41): received since New Year. No date, so it is a list."""
    return Matter.select(Matter.id).where(Matter.received_on.between(date(day.year, 1, 1), day) & Matter.stands)


_BY_DUE = (Matter.next_due_on,)
_OLDEST = (Matter.received_on,)
_BY_END = (Matter.concluded_on,)

LISTS: dict[str, WatchSpec] = {
    spec.name: spec
    for spec in (
        WatchSpec("red", "逾期", "matter", _red, _BY_DUE),
        WatchSpec("due_today", "今日到期", "matter", _due_today, _BY_DUE),
        WatchSpec("yellow", "临期", "matter", _yellow, _BY_DUE),
        WatchSpec("silent", "无进展", "matter", _silent, (Matter.last_entry_on,)),
        WatchSpec("commitments_due", "承诺到期", "commitment", _figure("commitments"), (Commitment.due_on,)),
        WatchSpec("promises", "未兑现承诺", "commitment", _figure("promises"), (Commitment.due_on.asc(nulls="last"),)),
        WatchSpec("unowned", "无人签收", "matter", _unowned, _OLDEST),
        WatchSpec("unaccepted", "在办未受理", "matter", _matter_list(places.unaccepted), _OLDEST),
        WatchSpec("to_tell", "待告知", "matter", _matter_list(places.to_tell), _OLDEST),
        WatchSpec("to_serve", "待送达", "matter", _matter_list(places.replied), (Matter.replied_on,)),
        WatchSpec("to_execute", "待执行", "matter", _matter_list(places.to_execute), _BY_END),
        WatchSpec("to_visit", "待回访", "matter", _matter_list(places.to_visit), _BY_END),
        WatchSpec("to_close", "待销号", "matter", _matter_list(places.to_close), _BY_END),
        WatchSpec("cards_open", "未销牌", "card", _cards_open, (SupervisionCard.answer_due,)),
        WatchSpec("urges_open", "催办未复", "urge", _urges_open, (Urge.answer_due,)),
        WatchSpec("resubmissions_open", "再次提请", "resubmission", _resubmissions_open,
                  (Resubmission.submitted_on,)),
        WatchSpec("tasks_open", "会商分工", "task", _tasks_open, (ConsultationPart.due_on,)),
        WatchSpec("escalations_open", "提级待复", "escalation", _escalations_open, (Escalation.asked_on,)),
        WatchSpec("urgent_open", "重大紧急", "matter", _urgent_open, _OLDEST),
        WatchSpec("annual", "年度报告", "matter", _annual, _OLDEST),
    )
}  # fmt: skip
"""Every list by name, in the order a supervisor asks."""

MODELS: dict[str, Any] = {
    "matter": Matter, "commitment": Commitment, "card": SupervisionCard, "urge": Urge, "resubmission": Resubmission,
    "task": ConsultationPart, "escalation": Escalation,
}  # fmt: skip


def _ids(spec: WatchSpec, day: date, scope: Scope) -> Any:
    query = spec.ids(day, scope)
    if not scope.narrows:
        return query
    if spec.kind == "matter":
        return query.where(*_belongs(scope))
    chosen = Matter.select(Matter.id).where(*_belongs(scope))
    if spec.kind == "task":  # joined with its meeting already
        return query.where(Consultation.matter.in_(chosen))
    return query.where(MODELS[spec.kind].matter.in_(chosen))


def _belongs(scope: Scope) -> list[Any]:
    """Conditions on `Matter`: whose it is."""
    found: list[Any] = []
    if scope.leader_id is not None:
        found.append(fn.EXISTS(places.sheet().where(Responsibility.leader == scope.leader_id)))
    if scope.unit_id is not None:
        found.append(Matter.lead_unit == scope.unit_id)
    return found


def count(name: str, day: date, scope: Scope = EVERYBODY) -> int:
    """How many a list holds on `day`; KeyError for an unknown name."""
    spec = LISTS[name]
    return int(_ids(spec, day, scope).select(fn.COUNT(MODELS[spec.kind].id)).scalar() or 0)


def counts(day: date, scope: Scope = EVERYBODY, names: Sequence[str] = tuple(LISTS)) -> dict[str, int]:
    """All numbers of the morning."""
    return {name: count(name, day, scope) for name in names}


def ids(name: str, day: date, offset: int = 0, limit: int = PAGE, scope: Scope = EVERYBODY) -> list[int]:
    """One page of a list's ids, in its order."""
    spec = LISTS[name]
    query = _ids(spec, day, scope).order_by(*spec.order, MODELS[spec.kind].id)
    return [row[0] for row in query.offset(offset).limit(limit).tuples()]


def rows(name: str, day: date, offset: int = 0, limit: int = PAGE, scope: Scope = EVERYBODY) -> list[WatchLine]:
    """One page of a list."""
    return supervision_lines.lines(name, LISTS[name].kind, ids(name, day, offset, limit, scope), day)
