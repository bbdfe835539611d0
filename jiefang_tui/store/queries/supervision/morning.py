"""督办: the supervisor's morning lists. One builder of ids gives the number and the rows, as in `figures`.

Red, yellow and due today are lights, computed from dates; cards are a list of their own. What comes to rest is counted
by the same builders as on 今日接访 (`figures_of_matters`). Urgings, resubmissions and escalations of a matter that is
over are moot and not listed; a card stays until it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, Literal, NamedTuple

from peewee import fn

from jiefang_tui.rules.dispatches import MUST_SIGN
from jiefang_tui.store.database import among
from jiefang_tui.store.models import (
    Agreement,
    Commitment,
    Consultation,
    ConsultationPart,
    Deadline,
    Dispatch,
    Escalation,
    Instalment,
    Instruction,
    Matter,
    Responsibility,
    Resubmission,
    SupervisionCard,
    Undertaking,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.law import open_dates
from jiefang_tui.store.queries.law.open_dates import RUNS
from jiefang_tui.store.queries.law.owners import UNSIGNED
from jiefang_tui.store.queries.matter import figures_of_matters as places
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.supervision import supervision_lines
from jiefang_tui.store.queries.supervision.scope import Scope
from jiefang_tui.store.queries.supervision.supervision_lines import WatchLine
from jiefang_tui.terms import GROUP_THRESHOLD, OPEN_MATTER_STATES, DueKind, EscalationState, MatterState, UrgentKind

Kind = Literal[
    "matter",
    "commitment",
    "card",
    "urge",
    "resubmission",
    "task",
    "escalation",
    "instalment",
    "undertaking",
    "instruction",
]

PAGE = 50
OVER = (
    MatterState.MERGED, MatterState.SEALED_OUT, MatterState.RETURNED, MatterState.CLOSED, MatterState.VOIDED,
)  # fmt: skip
"""Nothing is pushed any more."""


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
    step: str = ""
    """Which step its lines are about, in a word; empty where that is the law's date itself."""


# -- the law's dates, which are ours to keep


def _of(dates: Any) -> Any:
    """The matters of these dates; one may stand in several figures, and once in the group."""
    return Matter.select(Matter.id).where(Matter.id.in_(dates))


def _red(day: date, scope: Scope) -> Any:
    return _of(open_dates.late(day))


def _yellow(day: date, scope: Scope) -> Any:
    return _of(open_dates.near(day, scope.yellow_days))


def _due_today(day: date, scope: Scope) -> Any:
    return _of(open_dates.due_today(day))


def _own_dates(*kinds: DueKind) -> Builder:
    """Matters with an open date of these kinds that is late or nearly."""

    def ids(day: date, scope: Scope) -> Any:
        near = (Deadline.raw_on <= day + timedelta(days=scope.yellow_days)) & (Deadline.warn_on <= day)
        dated = Deadline.select(Deadline.matter).where(RUNS & near & Deadline.kind.in_(kinds))
        return Matter.select(Matter.id).where(Matter.id.in_(dated))

    return ids


def _to_seal(day: date, scope: Scope) -> Any:
    """检举控告 that the receiving body has not signed for (Art. 22(1), 30): until then it waits here."""
    # Its date of passing on runs until then, so that the index of dates finds it.
    return Matter.select(Matter.id).where((Matter.next_due_on >= date.min) & ~Matter.is_readable & Matter.stands)


def _led_elsewhere(day: date, scope: Scope) -> Any:
    """Led to another authority, and by the office's table its outcome is due."""
    # By its date first: asked as it is, SQLite reads all that were ever led elsewhere.
    return _own_dates(DueKind.ROUTE)(day, scope).where(Matter.state.concat("") == MatterState.ROUTED_OUT)


# -- what does not move


def _silent(day: date, scope: Scope) -> Any:
    """Open and not with a higher body that decides, and no entry but pushing for `silent_days` days."""
    since = day - timedelta(days=scope.silent_days)
    here = [state for state in OPEN_MATTER_STATES if state not in places.DECIDED_ABOVE]
    return places.in_states(*here).where(Matter.last_entry_on <= since)


_AT_WORK = (MatterState.REGISTERED, MatterState.HANDLING, MatterState.IN_MEDIATION, MatterState.SUBMITTED_UP)


def _handed(is_delivered: bool) -> Any:
    """Correlated: it was handed on, nobody has signed, and it is on record that it reached them or not."""
    here = (Dispatch.matter == Matter.id) & Dispatch.kind.in_(MUST_SIGN) & UNSIGNED
    return Dispatch.select(Dispatch.id).where(here & Dispatch.delivered_on.is_null(not is_delivered))


def _unsigned(day: date, scope: Scope) -> Any:
    """It reached them, and nobody has signed for it."""
    return places.in_states(*_AT_WORK).where(fn.EXISTS(_handed(is_delivered=True)))


def _unhanded(day: date, scope: Scope) -> Any:
    """Ours to hand on: nothing says that it reached the unit, or nobody was named and no leader owns it.

    What came today and waits for its talk is not listed.
    """
    nobody = (
        Matter.handler.is_null()
        & Matter.lead_unit.is_null()
        & ((Matter.state == MatterState.HANDLING) | (Matter.received_on < day))
        & Matter.state.in_((MatterState.REGISTERED, MatterState.HANDLING))
        & Matter.is_readable
        & ~fn.EXISTS(places.sheet())
    )
    return places.in_states(*_AT_WORK).where(nobody | fn.EXISTS(_handed(is_delivered=False)))


def _look_again(day: date, scope: Scope) -> Any:
    """Its 复看 day has come, and nothing was written down yet."""
    has_come = (Matter.look_again_on <= day) & (Matter.look_again_result == "")
    gone = [state for state in OVER if state is not MatterState.CLOSED]  # off the list, and promised to be looked at
    return Matter.select(Matter.id).where(has_come & Matter.state.not_in(gone))


def _waiting(day: date, scope: Scope) -> Any:
    """Open, and a reason for waiting is written down."""
    # By their states first: asked both at once, SQLite reads an index over all matters there ever were.
    is_open = Matter.id.in_(places.in_states(*OPEN_MATTER_STATES))
    return Matter.select(Matter.id).where(is_open & (Matter.wait_for != ""))


def _instalments(day: date, scope: Scope) -> Any:
    """Of agreements: what is late or nearly, and not paid. To be asked after; a private debtor gets no card."""
    soon = Instalment.falls_due_on <= day + timedelta(days=scope.yellow_days)
    # By each instalment: of a list of agreements SQLite would begin with every matter there is.
    own = (Agreement.id == Instalment.agreement) & Matter.is_readable & Matter.stands
    told = fn.EXISTS(Agreement.select(Agreement.id).join(Matter).where(own))
    return Instalment.select(Instalment.id).where(soon & Instalment.is_awaited & told)


def _promises(day: date, scope: Scope) -> Any:
    """Confirmed and not kept: those that are due or nearly, and those without a day."""
    soon = Commitment.due_on.is_null() | (Commitment.due_on <= day + timedelta(days=scope.yellow_days))
    return _figure("promises")(day, scope).where(soon)


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


def _undertaken(day: date, scope: Scope) -> Any:
    """认领 of a unit that is not done, of a matter that goes on or of a session as a whole."""
    row = Undertaking
    told = fn.EXISTS(Matter.select(Matter.id).where((Matter.id == row.matter) & Matter.is_readable))
    return row.select(row.id).where(row.is_awaited & (row.matter.is_null() | (_goes_on(row) & told)))


def _instructed(day: date, scope: Scope) -> Any:
    """批示 whose day has come or nearly, answered neither by its unit nor here, and not the matter's own 化解期限."""
    row = Instruction
    soon = (row.due_on <= day + timedelta(days=scope.yellow_days)) & row.is_awaited
    replied = Dispatch.select(Dispatch.id).where(
        (Dispatch.matter == row.matter) & (Dispatch.unit == row.unit) & (Dispatch.replied_on >= row.signed_on)
    )
    # By the open matters first: nobody asks about an order on what was concluded, and of those there are all years'.
    is_open = row.matter.in_(places.in_states(*OPEN_MATTER_STATES))
    differs = Matter.due_on.is_null() | (Matter.due_on != row.due_on)
    told = Matter.select(Matter.id).where((Matter.id == row.matter) & Matter.is_readable & differs)
    return row.select(row.id).where(is_open & soon & fn.EXISTS(told) & ~fn.EXISTS(replied))


def _urgent_open(day: date, scope: Scope) -> Any:
    """重大紧急 and open, without a 终报 that ended the reporting: D12 has no date, so it is a list (Art. 25)."""
    later = UrgentReport.alias()
    newer = later.select(later.id).where((later.matter == UrgentReport.matter) & (later.id > UrgentReport.id))
    ended = UrgentReport.select(UrgentReport.id).where(
        (UrgentReport.matter == Matter.id) & (UrgentReport.kind == UrgentKind.FINAL) & ~fn.EXISTS(newer)
    )
    marked = Matter.is_urgent_major == True  # noqa: E712  (else SQLite does not use the index)
    return places.in_states(*OPEN_MATTER_STATES).where(marked & ~fn.EXISTS(ended))


_BY_DUE = (Matter.next_due_on,)
_OLDEST = (Matter.received_on,)
_BY_PROMISE = (Commitment.due_on.asc(nulls="last"),)
_BY_END = (Matter.concluded_on,)

LISTS: dict[str, WatchSpec] = {
    spec.name: spec
    for spec in (
        WatchSpec("red", "逾期", "matter", _red, _BY_DUE),
        WatchSpec("due_today", "今日", "matter", _due_today, _BY_DUE),
        WatchSpec("yellow", "临期", "matter", _yellow, _BY_DUE),
        WatchSpec("to_tell", "待告知", "matter", _matter_list(places.to_tell), _OLDEST, "告知"),
        WatchSpec("to_serve", "待送达", "matter", _matter_list(places.replied), (Matter.replied_on,), "送达"),
        WatchSpec("to_seal", "密件", "matter", _to_seal, _BY_DUE, "移送"),
        WatchSpec("urgent_open", "紧急", "matter", _urgent_open, _OLDEST, "报送"),
        WatchSpec("unsigned", "未签收", "matter", _unsigned, _OLDEST, "签收"),
        WatchSpec("limits", "限办", "matter", _own_dates(DueKind.SET, DueKind.REPLY), _BY_DUE, "限办"),
        WatchSpec("tasks_open", "会商", "task", _tasks_open, (ConsultationPart.due_on,), "会商"),
        WatchSpec("undertaken", "认领", "undertaking", _undertaken, (Undertaking.due_on.asc(nulls="last"),), "认领"),
        WatchSpec("urges_open", "催办", "urge", _urges_open, (Urge.answer_due,), "催办"),
        WatchSpec("escalations_open", "提级", "escalation", _escalations_open, (Escalation.asked_on,), "提级"),
        WatchSpec("resubmissions_open", "再次提请", "resubmission", _resubmissions_open,
                  (Resubmission.submitted_on,), "提请"),
        WatchSpec("above", "上级", "matter", _matter_list(places.above), _OLDEST, "上级"),
        WatchSpec("waiting", "等待", "matter", _waiting, (Matter.wait_since,), "等待"),
        WatchSpec("led", "途径", "matter", _led_elsewhere, _BY_DUE, "途径"),
        WatchSpec("cards_open", "未销牌", "card", _cards_open, (SupervisionCard.answer_due,), "未销牌"),
        WatchSpec("resolve", "化解", "matter", _own_dates(DueKind.RESOLVE), _BY_DUE, "化解"),
        WatchSpec("measures", "措施", "matter", _own_dates(DueKind.MEASURE), _BY_DUE, "措施"),
        WatchSpec("promises", "承诺", "commitment", _promises, _BY_PROMISE, "承诺"),
        WatchSpec("instructed", "批示", "instruction", _instructed, (Instruction.due_on,), "批示"),
        WatchSpec("instalments", "履约", "instalment", _instalments, (Instalment.falls_due_on,), "履约"),
        WatchSpec("to_execute", "执行", "matter", _matter_list(places.to_execute), _BY_END, "执行"),
        WatchSpec("to_visit", "回访", "matter", _matter_list(places.to_visit), _BY_END, "回访"),
        WatchSpec("to_close", "销号", "matter", _matter_list(places.to_close), _BY_END, "销号"),
        WatchSpec("silent", "无进展", "matter", _silent, (Matter.last_entry_on,), "无进展"),
        WatchSpec("unhanded", "待交办", "matter", _unhanded, _OLDEST, "待交办"),
        WatchSpec("unaccepted", "未受理", "matter", _matter_list(places.unaccepted), _OLDEST, "未受理"),
        WatchSpec("look_again", "复看", "matter", _look_again, (Matter.look_again_on,), "复看"),
    )
}  # fmt: skip
"""Every list by name, in the order of the groups."""


class Group(NamedTuple):
    """Lists by whose ball it is."""

    name: str
    label: str
    lists: tuple[str, ...]


GROUPS = (
    Group("law", "法定", ("red", "due_today", "yellow", "to_tell", "to_serve", "to_seal", "urgent_open")),
    Group(
        "others",
        "等别人",
        ("unsigned", "limits", "tasks_open", "undertaken", "urges_open", "escalations_open", "resubmissions_open",
         "above", "waiting", "led", "cards_open"),
    ),
    Group(
        "ask",
        "到期要问",
        ("resolve", "measures", "promises", "instructed", "instalments", "to_execute", "to_visit", "to_close", "silent",
         "unhanded", "look_again", "unaccepted"),
    ),
)  # fmt: skip
"""法定: what the law wants of us. 等别人: whom we wait for. 到期要问: our own dates, and what was said to be done."""
BY_GROUP = {group.name: group for group in GROUPS}

MODELS: dict[str, Any] = {
    "matter": Matter, "commitment": Commitment, "card": SupervisionCard, "urge": Urge, "resubmission": Resubmission,
    "task": ConsultationPart, "escalation": Escalation, "instalment": Instalment, "undertaking": Undertaking,
    "instruction": Instruction,
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
    if spec.kind == "instalment":
        return query.where(Instalment.agreement.in_(Agreement.select(Agreement.id).where(Agreement.matter.in_(chosen))))
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
    """How many a list holds on `day`, or a group all together; KeyError for an unknown name."""
    if name in BY_GROUP:
        others = sum(count(spec.name, day, scope) for spec in _specs(name, is_matter=False))
        return others + int(_union(name, day, scope).select(fn.COUNT(Matter.id)).scalar() or 0)
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
    """One page of a list, or of a group by date."""
    if name in BY_GROUP:
        return _group_rows(name, day, offset, limit, scope)
    found = supervision_lines.lines(name, LISTS[name].kind, ids(name, day, offset, limit, scope), day, scope)
    return [line._replace(step=LISTS[name].step) for line in found]


# -- a group: the union of its lists, a matter once


def _specs(group: str, *, is_matter: bool) -> list[WatchSpec]:
    return [LISTS[name] for name in BY_GROUP[group].lists if (LISTS[name].kind == "matter") == is_matter]


def _union(group: str, day: date, scope: Scope) -> Any:
    """The matters that stand in a list of the group."""
    found = reduce(or_, (_ids(spec, day, scope) for spec in _specs(group, is_matter=True)))
    return Matter.select(Matter.id).where(Matter.id.in_(found))


def _group_rows(group: str, day: date, offset: int, limit: int, scope: Scope) -> list[WatchLine]:
    """By date: of a matter the date that stands for it, of anything else its own; what has none stands last."""
    most = offset + limit
    by_date = _union(group, day, scope).order_by(Matter.next_due_on.asc(nulls="last"), Matter.id)
    wanted = [row[0] for row in by_date.limit(most).tuples()]
    found: dict[int, WatchLine] = {}
    for spec in _specs(group, is_matter=True):
        left = [row_id for row_id in wanted if row_id not in found]
        mine = _ids(spec, day, scope).where(Matter.id.in_(among(left)))
        told = supervision_lines.lines(spec.name, "matter", [row[0] for row in mine.tuples()], day, scope)
        found |= {line.id: line._replace(step=spec.step) for line in told}
    lines = [found[row_id] for row_id in wanted if row_id in found]
    for spec in _specs(group, is_matter=False):
        lines += rows(spec.name, day, 0, most, scope)
    lines.sort(key=lambda line: line.named_on or line.due_on or date.max)
    return lines[offset:most]
