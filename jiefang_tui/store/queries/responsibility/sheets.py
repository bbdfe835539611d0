"""三定三包: the six boxes of one matter, and the gap meter across all matters under a leader.

What is missing is decided by `rules.duties` alone; `figures_of_matters.empty_box` says the same as a condition of SQL,
so that the meter can be counted and paged, and a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.rules import duties as rules
from jiefang_tui.rules.duties import Box, BoxKey
from jiefang_tui.rules.workdays import PUBLISHED, Calendar
from jiefang_tui.store.models import (
    Duty,
    DutyEntry,
    Matter,
    Measure,
    Officer,
    Responsibility,
    TaskForceMember,
    Unit,
)
from jiefang_tui.store.queries.responsibility.empty_boxes import empty_box
from jiefang_tui.terms import OPEN_MATTER_STATES, DutyKind, MatterState

PAGE = 200


class MemberView(NamedTuple):
    """A member of the 工作专班."""

    id: int
    name: str
    post: str
    unit: str
    is_head: bool
    duty: str


class MeasureView(NamedTuple):
    """One 化解措施."""

    id: int
    version: int
    """Of the row as it was read; the form that corrects it gives it back."""
    ordinal: int
    text: str
    owner: str
    due_on: date | None
    done_on: date | None
    result: str

    last_on: date | None = None
    """The last day in time: `due_on`, rolled."""

    def days_left(self, today: date) -> int | None:
        """Days to the last one in time, negative when late; None when done or without a date."""
        return None if self.done_on is not None or self.last_on is None else (self.last_on - today).days


class DutyEntryView(NamedTuple):
    """What was really done for a duty."""

    id: int
    on_day: date
    text: str
    officer: str
    recorded_at: datetime


class DutyView(NamedTuple):
    """One of 三包."""

    kind: DutyKind
    officer: str
    requirement: str
    every_days: int | None
    fulfilled_on: date | None
    entry_count: int
    last_on: date | None
    """Day of the last entry."""
    last_text: str


class SheetView(NamedTuple):
    """A responsibility sheet (包案责任表) with its six boxes judged."""

    id: int
    version: int
    """Of the row as it was read; the form that corrects it gives it back."""
    matter_id: int
    leader: str
    leader_post: str
    other_owner_reason: str
    made_on: date
    resolve_due: date | None
    members: tuple[MemberView, ...]
    measures: tuple[MeasureView, ...]
    duties: tuple[DutyView, ...]
    boxes: tuple[Box, ...]
    resolve_last: date | None
    """The last day in time of 化解期限, rolled."""
    late: str
    """What on it is late and who answers for it (`duties.late_sentence`); empty when nothing is."""

    def box(self, key: BoxKey) -> Box:
        """One box."""
        return next(box for box in self.boxes if box.key == key)

    def duty(self, kind: str) -> DutyView:
        """One of 三包."""
        return next(duty for duty in self.duties if duty.kind == kind)

    @property
    def gap(self) -> str:
        """``工作专班未定: 缺成员``, empty when no box is."""
        return rules.gap_sentence(self.boxes)

    @property
    def filled(self) -> int:
        """How many of the six boxes have at least begun."""
        return sum(box.state not in _EMPTY for box in self.boxes)

    def overdue(self, today: date) -> int:
        """Measures whose last day in time has passed undone."""
        return sum((measure.days_left(today) or 0) < 0 for measure in self.measures)


_EMPTY = (rules.BoxState.OPEN, rules.BoxState.NOT_BEGUN)


def sheet(matter_id: int, today: date, calendar: Calendar = PUBLISHED) -> SheetView | None:
    """The six boxes of a matter; None when no leader owns it."""
    return _sheets([matter_id], today, calendar).get(matter_id)


def duty_entries(
    matter_id: int, kind: str, before: tuple[date, int] | None = None, limit: int = PAGE
) -> list[DutyEntryView]:
    """What was done for one of 三包, newest first; the next page with (day, id) of the last entry given."""
    query = (
        DutyEntry.select(DutyEntry, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .switch(DutyEntry)
        .join(Duty)
        .join(Responsibility)
        .where((Responsibility.matter == matter_id) & (Duty.kind == DutyKind(kind)))
        .order_by(DutyEntry.on_day.desc(), DutyEntry.id.desc())
        .limit(limit)
    )
    if before is not None:
        day, entry_id = before
        query = query.where((DutyEntry.on_day < day) | ((DutyEntry.on_day == day) & (DutyEntry.id < entry_id)))
    rows: Any = query
    return [
        DutyEntryView(row.id, row.on_day, row.text, row.officer.name if row.officer else "", row.recorded_at)
        for row in rows
    ]


def _sheets(matter_ids: Sequence[int], today: date, calendar: Calendar) -> dict[int, SheetView]:
    """The sheets of these matters by matter, in five queries however many there are."""
    rows: Any = (
        Responsibility.select(Responsibility, Officer).join(Officer).where(Responsibility.matter.in_(matter_ids))
    )
    found = {row.id: row for row in rows}
    members, measures, duties = _members(found), _measures(found, calendar), _duties(found)
    views = {}
    for sheet_id, row in found.items():
        team, steps, three = members[sheet_id], measures[sheet_id], duties[sheet_id]
        sheet_now = _judgeable(row.resolve_due, team, steps, three)
        judged = rules.boxes(sheet_now, today, calendar)
        views[row.matter_id] = SheetView(
            id=sheet_id,
            version=row.version,
            matter_id=row.matter_id,
            leader=row.leader.name,
            leader_post=row.leader.post,
            other_owner_reason=row.other_owner_reason,
            made_on=row.made_on,
            resolve_due=row.resolve_due,
            members=tuple(team),
            measures=tuple(steps),
            duties=tuple(three),
            boxes=judged,
            late=rules.late_sentence(sheet_now, row.leader.name, today, calendar),
            resolve_last=calendar.last_in_time(row.resolve_due) if row.resolve_due else None,
        )
    return views


def _judgeable(
    resolve_due: date | None, team: Sequence[MemberView], steps: Sequence[MeasureView], three: Sequence[DutyView]
) -> rules.Sheet:
    return rules.Sheet(
        task_force=rules.TaskForce(
            leader=next((one.name for one in team if one.is_head), ""),
            members=tuple(one.name for one in team if not one.is_head),
        ),
        measures=tuple(rules.Measure(one.text, one.owner, one.due_on, one.done_on) for one in steps),
        resolve_due=resolve_due,
        duties=tuple(
            rules.Duty(
                one.kind,
                one.officer,
                one.requirement,
                one.every_days,
                one.fulfilled_on,
                (one.last_on,) if one.last_on else (),
            )
            for one in three
        ),
    )


def _members(sheets: dict[int, Any]) -> defaultdict[int, list[MemberView]]:
    rows: Any = (
        TaskForceMember.select(TaskForceMember, Officer, Unit)
        .join(Officer)
        .join(Unit, JOIN.LEFT_OUTER)
        .where(TaskForceMember.responsibility.in_(list(sheets)))
        .order_by(TaskForceMember.is_head.desc(), TaskForceMember.id)
    )
    found: defaultdict[int, list[MemberView]] = defaultdict(list)
    for row in rows:
        who = row.officer
        unit = who.unit.name if who.unit else ""
        found[row.responsibility_id].append(MemberView(row.id, who.name, who.post, unit, row.is_head, row.duty))
    return found


def _measures(sheets: dict[int, Any], calendar: Calendar) -> defaultdict[int, list[MeasureView]]:
    rows: Any = (
        Measure.select(Measure, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Measure.responsibility.in_(list(sheets)) & ~Measure.is_dropped)
        .order_by(Measure.ordinal, Measure.id)
    )
    found: defaultdict[int, list[MeasureView]] = defaultdict(list)
    for row in rows:
        owner = row.owner.name if row.owner else ""
        last = calendar.last_in_time(row.due_on) if row.due_on else None
        found[row.responsibility_id].append(
            MeasureView(row.id, row.version, row.ordinal, row.text, owner, row.due_on, row.done_on, row.result, last)
        )
    return found


def _duties(sheets: dict[int, Any]) -> dict[int, list[DutyView]]:
    """The three duties of each sheet in their order; one that has no row yet is not begun."""
    rows: Any = (
        Duty.select(Duty, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Duty.responsibility.in_(list(sheets)))
        .order_by(Duty.id)
    )
    by_kind = {(row.responsibility_id, row.kind): row for row in rows}
    ids = [row.id for row in by_kind.values()]
    counted, last = _last_entries(ids)
    found = {}
    for sheet_id in sheets:
        three = []
        for kind in DutyKind:
            row = by_kind.get((sheet_id, kind.value))
            if row is None:
                three.append(DutyView(kind, "", "", None, None, 0, None, ""))
                continue
            day, text = last.get(row.id, (None, ""))
            three.append(
                DutyView(
                    kind,
                    row.officer.name if row.officer else "",
                    row.requirement,
                    row.every_days,
                    row.fulfilled_on,
                    counted.get(row.id, 0),
                    day,
                    text,
                )
            )
        found[sheet_id] = three
    return found


def _last_entries(duty_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, tuple[date, str]]]:
    """Number of entries, and the last entry's day and text, by duty."""
    if not duty_ids:
        return {}, {}
    totals: Any = (
        DutyEntry.select(DutyEntry.duty, fn.COUNT(DutyEntry.id))
        .where(DutyEntry.duty.in_(duty_ids))
        .group_by(DutyEntry.duty)
        .tuples()
    )
    newer = DutyEntry.alias()
    later = newer.select(newer.id).where(
        (newer.duty == DutyEntry.duty)
        & ((newer.on_day > DutyEntry.on_day) | ((newer.on_day == DutyEntry.on_day) & (newer.id > DutyEntry.id)))
    )
    rows: Any = (
        DutyEntry.select(DutyEntry.duty, DutyEntry.on_day, DutyEntry.text)
        .where(DutyEntry.duty.in_(duty_ids) & ~fn.EXISTS(later))
        .tuples()
    )
    return dict(totals), {duty: (day, text) for duty, day, text in rows}


# -- the gap meter


class GapRow(NamedTuple):
    """One matter under a leader in the gap meter."""

    matter_id: int
    register_no: str
    petitioner_name: str
    title: str
    state: MatterState
    leader: str
    made_on: date
    resolve_last: date | None
    """The last day in time of 化解期限, rolled: what it is counted to."""
    first: BoxKey | None
    """The first empty box; None when all six have at least begun."""
    gap: str
    """``工作专班未定: 缺成员``; without a gap what is late and who answers for it; else empty."""
    filled: int
    """How many of the six have at least begun."""
    days_since_entry: int | None
    """Since the last entry of any 包 box; None without one."""


class LeaderGaps(NamedTuple):
    """A leader with the open matters owned, and how many of them have an empty box."""

    officer_id: int
    name: str
    post: str
    owned: int
    with_gap: int


def _owned(leader_id: int | None, every: bool) -> Any:
    query = (
        Matter.select(Matter.id)
        .join(Responsibility, on=(Responsibility.matter == Matter.id))
        .where(Matter.state.in_(OPEN_MATTER_STATES))
    )
    if leader_id is not None:
        query = query.where(Responsibility.leader == leader_id)
    return query if every else query.where(empty_box())


def gap_rows(
    leader_id: int | None,
    offset: int,
    limit: int,
    today: date,
    every: bool = False,
    calendar: Calendar = PUBLISHED,
) -> list[GapRow]:
    """One page of the open matters with an empty box, or with `every` of all; the case owned longest first."""
    query = _owned(leader_id, every).order_by(Responsibility.made_on, Matter.id).offset(offset).limit(limit)
    ids = [row[0] for row in query.tuples()]
    if not ids:
        return []
    views = _sheets(ids, today, calendar)
    columns = (Matter.id, Matter.register_no, Matter.petitioner_name, Matter.title, Matter.state)
    rows: Any = Matter.select(*columns).where(Matter.id.in_(ids))
    matters = {row.id: row for row in rows}
    return [_gap_row(matters[i], views[i], today) for i in ids]


def _gap_row(matter: Any, view: SheetView, today: date) -> GapRow:
    empty = rules.first_gap(view.boxes)
    days = [duty.last_on for duty in view.duties if duty.last_on]
    return GapRow(
        matter_id=matter.id,
        register_no=matter.register_no,
        petitioner_name=matter.petitioner_name,
        title=matter.title,
        state=MatterState(matter.state),
        leader=view.leader,
        made_on=view.made_on,
        resolve_last=view.resolve_last,
        first=empty.key if empty else None,
        gap=view.gap or view.late,
        filled=view.filled,
        days_since_entry=max((today - max(days)).days, 0) if days else None,
    )


def gap_leaders() -> list[LeaderGaps]:
    """Every leader who owns an open matter, those with the most empty boxes first."""
    owned = _per_leader(True)
    with_gap = _per_leader(False)
    rows: Any = Officer.select(Officer.id, Officer.name, Officer.post).where(Officer.id.in_(list(owned)))
    found = [LeaderGaps(row.id, row.name, row.post, owned[row.id], with_gap.get(row.id, 0)) for row in rows]
    return sorted(found, key=lambda one: (-one.with_gap, -one.owned, one.officer_id))


def _per_leader(every: bool) -> dict[int, int]:
    rows: Any = (
        _owned(None, every).select(Responsibility.leader, fn.COUNT(Matter.id)).group_by(Responsibility.leader).tuples()
    )
    return dict(rows)
