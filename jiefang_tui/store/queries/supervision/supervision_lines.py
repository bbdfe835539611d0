"""The lines behind the lists of 督办: what each row shows, and why it stands there.

Every line opens a matter; `id` is that of the card, urging, resubmission ... where the list is of those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.dispatches import MUST_SIGN
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.rules.who_answers import Duty, Step
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.store.database import among
from jiefang_tui.store.models import (
    Agreement,
    AgreementParty,
    Commitment,
    Consultation,
    ConsultationPart,
    Deadline,
    Dispatch,
    Escalation,
    Extension,
    Instalment,
    Instruction,
    Matter,
    Officer,
    Resubmission,
    SupervisionCard,
    Undertaking,
    Unit,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.law import open_dates
from jiefang_tui.store.queries.law.owners import UNSIGNED
from jiefang_tui.store.queries.law.parties import OURS, parties_of
from jiefang_tui.store.queries.reception.figure_lines import MatterLine, matter_lines
from jiefang_tui.store.queries.supervision.scope import Scope
from jiefang_tui.terms import CardColour, DispatchKind, DueKind, MatterState, PartyRole, UrgentKind, WaitFor


class WatchLine(NamedTuple):
    """One row of a list of 督办."""

    id: int
    matter_id: int
    register_no: str
    name: str
    title: str
    state: str
    """Label of `terms.MatterState`."""
    owner: str
    """谁办: whose it is now, by `rules.who_answers`."""
    why: str
    """Why it stands in this list, in one line."""
    due_on: date | None
    """The date this list is about; None where it has none."""
    last_entry_on: date | None
    named_on: date | None
    """The last day in time of the date that stands for the matter: the law's before our own."""
    named: DueKind | None
    """Which date that is."""
    kind: str = "matter"
    step: str = ""
    """Which step it is about, in a word (`morning.WatchSpec.step`)."""

    def days_left(self, today: date) -> int | None:
        """Days until `due_on`, negative when late."""
        return None if self.due_on is None else (self.due_on - today).days


class Told(NamedTuple):
    """One row, before what its matter is called is read."""

    id: int
    matter_id: int
    """0 where it is about a whole session."""
    why: str
    due: date | None
    """The date it is about."""
    whose: Duty | None = None
    """What `who_answers` is asked; None for what its list asks."""
    subject: str = ""
    """Of which date of that kind (``dispatch:3``)."""
    name: str = ""
    """Who it is, where the row itself says it."""


_WHOSE: Mapping[str, Duty] = {
    "to_tell": DueKind.ACCEPTANCE_NOTICE, "to_serve": DueKind.SERVICE, "to_seal": DueKind.TRIAGE,
    "urgent_open": Step.REPORT_URGENT, "unsigned": DueKind.SIGN, "unhanded": Step.HAND_ON, "above": Step.HIGHER,
    "led": DueKind.ROUTE, "resolve": DueKind.RESOLVE, "measures": DueKind.MEASURE, "to_execute": Step.SEE_TO,
    "to_visit": DueKind.FOLLOW_UP, "to_close": Step.CLOSE, "unaccepted": Step.ACCEPT, "look_again": Step.SEE_TO,
}  # fmt: skip
"""What the lists of matters ask `who_answers`, where their lines do not say it; else whose the matter's work is."""


def lines(name: str, kind: str, ids: Sequence[int], day: date, scope: Scope) -> list[WatchLine]:
    """Lines of these rows, in this order."""
    made = _MATTERS.get(name, _plain)(ids, day) if kind == "matter" else _OTHERS[kind](ids, day, scope.calendar)
    told = {one.id: one for one in made}
    return _lines(
        [told[row_id] for row_id in ids if row_id in told], kind, _WHOSE.get(name, Step.WORK), name in _LIGHTS
    )


def _lines(told: Sequence[Told], kind: str, whose: Duty, is_light: bool) -> list[WatchLine]:
    wanted = list({one.matter_id for one in told if one.matter_id})
    if not told:
        return []
    matters, parties = {line.id: line for line in matter_lines(wanted)}, parties_of(wanted)
    columns = (Matter.id, Matter.next_due_on, Matter.next_due_kind)
    named: Any = Matter.select(*columns).where(Matter.id.in_(among(wanted))).tuples()
    dated = {matter: (due, DueKind(what)) for matter, due, what in named if what}

    def owner(one: Told) -> str:
        return one.name or parties.whose(one.matter_id, one.whose or whose, one.subject).in_short

    def stands_for(one: Told) -> tuple[date | None, DueKind | None]:
        if is_light and isinstance(one.whose, DueKind):
            return one.due, one.whose
        return dated.get(one.matter_id, (None, None))

    return [
        _line(one, matters[one.matter_id], owner(one), stands_for(one), kind)
        if one.matter_id
        else WatchLine(one.id, 0, "", "", one.why, "", one.name, one.why, one.due, None, None, None, kind)
        for one in told
        if one.matter_id in matters or not one.matter_id
    ]


def _line(one: Told, matter: MatterLine, owner: str, named: tuple[date | None, DueKind | None], kind: str) -> WatchLine:
    return WatchLine(
        id=one.id,
        matter_id=matter.id,
        register_no=matter.register_no,
        name=matter.name,
        title=matter.title,
        state=matter.state,
        owner=owner,
        why=one.why,
        due_on=one.due,
        last_entry_on=matter.last_entry_on,
        named_on=named[0],
        named=named[1],
        kind=kind,
    )


def days_told(due: date, today: date) -> str:
    """``逾期3日``, ``今日到期``, ``还剩5日``."""
    left = (due - today).days
    if left < 0:
        return f"逾期{-left}日"
    return f"还剩{left}日" if left else "今日到期"


# -- matters


def _plain(ids: Sequence[int], day: date) -> Iterable[Told]:
    """Where the list's name says it all, the day the matter was received, or concluded."""
    for row in Matter.select(Matter.id, Matter.received_on, Matter.concluded_on).where(Matter.id.in_(list(ids))):
        since = row.concluded_on or row.received_on
        what = "办结" if row.concluded_on else "登记"
        yield Told(row.id, row.id, f"{since}{what}，已{(day - since).days}日", None)


def _light(dates: Callable[[date], Any]) -> Callable[[Sequence[int], date], Iterable[Told]]:
    """Of each matter the nearest of the dates that put it into the list."""

    def told(ids: Sequence[int], day: date) -> Iterable[Told]:
        columns = (Deadline.kind, Deadline.rolled_on, Deadline.subject, Matter.wait_for, Matter.wait_note)
        rows: Any = dates(day).select(Deadline.matter, *columns).join(Matter).where(Deadline.matter.in_(list(ids)))
        nearest: dict[int, Told] = {}
        for row_id, kind, due, subject, wait, note in rows.order_by(Deadline.rolled_on, Deadline.id).tuples():
            if row_id not in nearest:
                waiting = f"，{waits(wait, note)}" if wait else ""
                why = f"{DueKind(kind).label}{days_told(due, day)}{waiting}"
                nearest[row_id] = Told(row_id, row_id, why, due, DueKind(kind), subject)
        return list(nearest.values())

    return told


def _named_date(ids: Sequence[int], day: date) -> Iterable[Told]:
    """The date that stands for the matter."""
    rows: Any = Matter.select(Matter.id, Matter.next_due_on, Matter.next_due_kind).where(Matter.id.in_(list(ids)))
    for row_id, due, kind in rows.tuples():
        yield Told(row_id, row_id, f"{DueKind(kind).label}{days_told(due, day)}", due)


def _due_today(ids: Sequence[int], day: date) -> Iterable[Told]:
    """Several dates of one matter on the same day stand in one line."""
    rows: Any = open_dates.due_today(day).select(Deadline.matter, Deadline.kind).where(Deadline.matter.in_(list(ids)))
    kinds: dict[int, list[DueKind]] = {}
    for matter_id, kind in rows.order_by(Deadline.id).tuples():
        kinds.setdefault(matter_id, []).append(DueKind(kind))
    for matter_id, found in kinds.items():
        labels = "、".join(dict.fromkeys(kind.label for kind in found))
        yield Told(matter_id, matter_id, f"{labels}今日到期", day, found[0])


_BY_STATE = {
    MatterState.SUBMITTED_UP: "等上级(已报请)",
    MatterState.IN_MEDIATION: "在调解",
    MatterState.REVIEWING: "等上级(复查)",
    MatterState.RECHECKING: "等上级(复核)",
    MatterState.OBJECTED: "等上级(异议)",
    MatterState.REPLIED: "等送达",
}


def waits(wait_for: str, note: str, state: str = "") -> str:
    """``等法院: 县法院10月开庭``; by its state where no reason was written down; else that none was."""
    if wait_for:
        return WaitFor(wait_for).label + (f": {note}" if note else "")
    return _BY_STATE.get(MatterState(state), "没有写明原因") if state else ""


def _to_tell(ids: Sequence[int], day: date) -> Iterable[Told]:
    """Since when; of one whose notice was given, that it was extended and the reason was not told."""
    untold = Extension.told_on.is_null() & Extension.undone_on.is_null()
    given = {row.matter_id: row for row in Extension.select().where(Extension.matter.in_(list(ids)) & untold)}
    for one in _plain(ids, day):
        late = given.get(one.id)
        said = f"{late.approved_on}延期{late.days}日，理由还没有告知" if late else one.why
        yield one._replace(why=said, whose=Step.TELL_EXTENSION if late else None)


def _silent(ids: Sequence[int], day: date) -> Iterable[Told]:
    rows: Any = Matter.select(Matter.id, Matter.last_entry_on, Matter.wait_for, Matter.wait_note, Matter.state)
    for row_id, last, wait, note, state in rows.where(Matter.id.in_(list(ids))).tuples():
        yield Told(row_id, row_id, f"{(day - last).days}日无进展，{waits(wait, note, state)}", None)


def _unsigned(ids: Sequence[int], day: date) -> Iterable[Told]:
    """Who has not signed, the last that it was handed to first; else that nobody was named."""
    rows = Dispatch.select().where(Dispatch.matter.in_(list(ids)) & Dispatch.kind.in_(MUST_SIGN) & UNSIGNED)
    waiting = {row.matter_id: (row, to) for row, to in _addressed(list(rows.order_by(Dispatch.id)), "unit", "officer")}
    for row in Matter.select(Matter.id, Matter.received_on).where(Matter.id.in_(list(ids))):
        if row.id in waiting:
            given, to = waiting[row.id]
            helps = "(协办)" if given.kind == DispatchKind.ASSIST else ""
            since = f"{(day - given.sent_on).days}日" if given.sent_on < day else "今天接到，"
            why = f"{to}{helps}{since}没有签收" if given.delivered_on else f"{to}{helps}还没有交件，交到了才等签收"
        else:
            why = f"登记{(day - row.received_on).days}日，还没有定谁办"
        yield Told(row.id, row.id, why, None, subject=f"dispatch:{waiting[row.id][0].id}" if row.id in waiting else "")


def _look_again(ids: Sequence[int], day: date) -> Iterable[Told]:
    rows: Any = Matter.select(Matter.id, Matter.look_again_on, Matter.state).where(Matter.id.in_(list(ids)))
    for row_id, due, state in rows.tuples():
        yield Told(row_id, row_id, f"{MatterState(state).label}，定于{due}复看", due)


def _waiting(ids: Sequence[int], day: date) -> Iterable[Told]:
    rows: Any = Matter.select(Matter.id, Matter.wait_for, Matter.wait_note, Matter.wait_since)
    for row_id, wait, note, since in rows.where(Matter.id.in_(list(ids))).tuples():
        told = f"，{since}写明，已{(day - since).days}日" if since else ""
        whom = WaitFor(wait).label.removeprefix("等")
        yield Told(row_id, row_id, f"{waits(wait, note)}{told}", None, name=whom)


def _above(ids: Sequence[int], day: date) -> Iterable[Told]:
    """What a higher body was asked, by the state it put the matter in."""
    rows: Any = Matter.select(Matter.id, Matter.state).where(Matter.id.in_(list(ids)))
    for row_id, state in rows.tuples():
        yield Told(row_id, row_id, waits("", "", state), None)


def _own_date(*kinds: DueKind) -> Callable[[Sequence[int], date], Iterable[Told]]:
    """The nearest open date of these kinds."""

    def told(ids: Sequence[int], day: date) -> Iterable[Told]:
        is_one = Deadline.matter.in_(list(ids)) & Deadline.is_open & Deadline.kind.in_(kinds)
        rows: Any = Deadline.select(Deadline.matter, Deadline.kind, Deadline.rolled_on, Deadline.subject).where(is_one)
        seen = set[int]()
        for matter_id, kind, due, subject in rows.order_by(Deadline.rolled_on, Deadline.id).tuples():
            if matter_id not in seen:
                seen.add(matter_id)
                what = DueKind(kind)
                yield Told(matter_id, matter_id, f"{what.label}{days_told(due, day)}", due, what, subject)

    return told


def _urgent(ids: Sequence[int], day: date) -> Iterable[Told]:
    newest = (UrgentReport.select(fn.MAX(UrgentReport.id)).where(UrgentReport.matter.in_(list(ids)))).group_by(
        UrgentReport.matter
    )
    reports = {row.matter_id: row for row in UrgentReport.select().where(UrgentReport.id.in_(newest))}
    for row_id in ids:
        last = reports.get(row_id)
        if last is None:
            yield Told(row_id, row_id, "还没有首报", None)
        else:
            said = f"{last.reported_at:%m-%d %H:%M}{UrgentKind(last.kind).label}{last.reported_to}"
            yield Told(row_id, row_id, f"{said}，还没有终报", None)


_MATTERS: dict[str, Callable[[Sequence[int], date], Iterable[Told]]] = {
    "red": _light(open_dates.late), "yellow": _light(open_dates.near), "due_today": _due_today,
    "silent": _silent, "urgent_open": _urgent,
    "to_tell": _to_tell, "above": _above,
    "unsigned": _unsigned, "unhanded": _unsigned, "waiting": _waiting, "led": _named_date,
    "to_seal": _named_date, "look_again": _look_again,
    "limits": _own_date(DueKind.SET, DueKind.REPLY), "resolve": _own_date(DueKind.RESOLVE),
    "measures": _own_date(DueKind.MEASURE),
}  # fmt: skip
_LIGHTS = ("red", "due_today", "yellow")
"""Lists of the law's dates: a line stands for the date that put it there."""


# -- cards and the rest


def _addressed(rows: Sequence[Any], unit: str = "to_unit", officer: str = "to_officer") -> Iterable[tuple[Any, str]]:
    """Each of these with the unit and the officer it went to, as one name."""
    whom = [(row, getattr(row, f"{unit}_id"), getattr(row, f"{officer}_id")) for row in rows]
    units = _names(Unit, {unit_id for _, unit_id, _ in whom})
    officers = _names(Officer, {officer_id for _, _, officer_id in whom})
    return [(row, units.get(unit_id, "") + officers.get(officer_id, "")) for row, unit_id, officer_id in whom]


def _names(model: Any, ids: set[int | None]) -> dict[int, str]:
    rows: Any = model.select(model.id, model.name).where(model.id.in_(sorted(one for one in ids if one is not None)))
    return dict(rows.tuples())


def _cards(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    for row, to in _addressed(list(SupervisionCard.select().where(SupervisionCard.id.in_(list(ids))))):
        due = calendar.last_in_time(row.answer_due)
        said = "已说明" if row.answered_on else f"说明{days_told(due, day)}"
        why = f"{CardColour(row.colour).label}{row.card_no[3:]} {to}，{said}: {row.reason}"
        runs = row.answered_on is None
        yield Told(row.id, row.matter_id, why, due if runs else None, name=to if runs else OURS.name)


def _urges(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    for row, to in _addressed(list(Urge.select().where(Urge.id.in_(list(ids))))):
        due = calendar.last_in_time(row.answer_due)
        yield Told(row.id, row.matter_id, f"{to} 答复{days_told(due, day)}: {row.text}", due, name=to)


def _resubmissions(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    rows = Resubmission.select(Resubmission, Officer).join(Officer, on=(Resubmission.leader == Officer.id))
    for row in rows.where(Resubmission.id.in_(list(ids))):
        waiting = f"{row.submitted_on}提请{row.leader.name}，已{(day - row.submitted_on).days}日"
        yield Told(row.id, row.matter_id, f"{waiting}: {row.asked}", None, name=row.leader.name)


def _tasks(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    rows: Any = (
        ConsultationPart.select(
            ConsultationPart.id,
            Consultation.matter,
            Unit.name,
            ConsultationPart.person,
            ConsultationPart.task,
            ConsultationPart.due_on,
        )
        .join(Consultation)
        .join_from(ConsultationPart, Unit, JOIN.LEFT_OUTER)
        .where(ConsultationPart.id.in_(list(ids)))
        .tuples()
    )
    for row_id, matter_id, unit, person, task, due in rows:
        due = calendar.last_in_time(due) if due else None
        left = f" {days_told(due, day)}" if due else ""
        yield Told(row_id, matter_id, f"{unit or ''}{person}{left}: {task}", due, name=unit or person)


def _undertaken(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    rows = list(Undertaking.select().where(Undertaking.id.in_(list(ids))))
    units = _names(Unit, {row.unit_id for row in rows})
    for row in rows:
        due = calendar.last_in_time(row.due_on) if row.due_on else None
        left = f" {days_told(due, day)}" if due else f" {row.said_on}认领，没有定日期"
        who = (units[row.unit_id] if row.unit_id is not None else "") + row.person
        yield Told(row.id, row.matter_id or 0, f"{who}{left}: {row.text}", due, name=who)


def _instructed(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    """Who wrote it to whom: the leader is none of that unit."""
    rows: list[Any] = list(Instruction.select().where(Instruction.id.in_(list(ids))))
    leaders = _names(Officer, {row.leader_id for row in rows})
    units = _names(Unit, {row.unit_id for row in rows})
    for row in rows:
        due = calendar.last_in_time(row.due_on)
        leader = leaders[row.leader_id] if row.leader_id is not None else ""
        unit = units[row.unit_id] if row.unit_id is not None else ""
        yield Told(row.id, row.matter_id, f"{leader}批示{unit} {days_told(due, day)}: {row.text}", due)


def _escalations(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    for row in Escalation.select().where(Escalation.id.in_(list(ids))):
        asked = f"{row.asked_on}提请{row.to_unit}，已{(day - row.asked_on).days}日"
        yield Told(row.id, row.matter_id, f"{asked}: {row.reason}", None, name=row.to_unit)


def _commitments(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    for row in Commitment.select().where(Commitment.id.in_(list(ids))):
        due = calendar.last_in_time(row.due_on) if row.due_on else None
        left = days_told(due, day) if due else f"{row.confirmed_on}承诺，没有定日期"
        by = f"{row.owed_by}兑现 " if row.owed_by else ""
        yield Told(row.id, row.matter_id, f"{by}{left}: {row.text}", due, DueKind.COMMITMENT, name=row.owed_by)


def _instalments(ids: Sequence[int], day: date, calendar: Calendar) -> Iterable[Told]:
    """Who owes how much since when; whose turn it is to ask is the desk's."""
    part = Instalment
    columns = (part.id, part.agreement, Agreement.matter, part.position, part.owed, part.falls_due_on, part.due_on)
    rows: Any = part.select(*columns).join(Agreement).where(part.id.in_(among(ids))).tuples()
    found = list(rows)
    debtors = _debtors({row[1] for row in found})
    for row_id, agreement_id, matter_id, position, owed, falls_due_on, due_on in found:
        due = falls_due_on or due_on
        said = f"{debtors.get(agreement_id, '')}第{position}期尚欠{amount_text(owed)}，{days_told(due, day)}"
        yield Told(row_id, matter_id, said, due, DueKind.FOLLOW_UP)


def _debtors(agreement_ids: Collection[int]) -> dict[int, str]:
    """Who owes, by agreement; several with a comma between."""
    rows: Any = (
        AgreementParty.select(AgreementParty.agreement, AgreementParty.name)
        .where(AgreementParty.agreement.in_(among(agreement_ids)) & (AgreementParty.role == PartyRole.DEBTOR))
        .order_by(AgreementParty.id)
        .tuples()
    )
    names: dict[int, list[str]] = {}
    for agreement_id, name in rows:
        names.setdefault(agreement_id, []).append(without_cards(name))
    return {agreement_id: "、".join(theirs) for agreement_id, theirs in names.items()}


_OTHERS: dict[str, Callable[[Sequence[int], date, Calendar], Iterable[Told]]] = {
    "card": _cards, "urge": _urges, "resubmission": _resubmissions, "task": _tasks, "escalation": _escalations,
    "commitment": _commitments, "instalment": _instalments, "undertaking": _undertaken,
    "instruction": _instructed,
}  # fmt: skip
