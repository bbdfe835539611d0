"""台账: all matters, narrowed and ordered; the count and the pages come from one builder.

Everything a filter looks at stands in one index (`LEDGER_INDEX`), which is read from end to end: 100,000 matters take
6 ms on a full core whatever is asked, where SQLite left alone would fetch the wide rows of every closed matter. What
can only be open, or has a date that runs, is one in a hundred and is fetched by an index of its own. A page in the
second half is read from the other end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

from peewee import JOIN, SQL, Case, NodeList, Value, fn

from jiefang_tui.reference import Reference
from jiefang_tui.rules.ledger_filter import ANY_LEVEL, ANY_WAIT, LedgerFilter, Sort, SortKey
from jiefang_tui.rules.lights import light
from jiefang_tui.rules.pinyin import initials
from jiefang_tui.store.database import among, by_index
from jiefang_tui.store.models import (
    Matter,
    Officer,
    Reopening,
    Responsibility,
    SupervisionCard,
    Unit,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.models.matter import LEDGER_INDEX
from jiefang_tui.store.queries.law.due import standing_still
from jiefang_tui.store.queries.law.open_dates import paused_deadline
from jiefang_tui.store.queries.law.owners import authorities, lead_unsigned, owner_name
from jiefang_tui.store.queries.ledger.find import LEAST, words_of
from jiefang_tui.store.queries.matter.backlog import is_backlog
from jiefang_tui.store.queries.office.known_as import officers_called, units_called
from jiefang_tui.store.queries.office.villages import keys_of_village
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.search import holding
from jiefang_tui.terms import (
    GROUP_THRESHOLD,
    OPEN_MATTER_STATES,
    CardColour,
    DueKind,
    LeaderLevel,
    Light,
    MatterState,
    PairKind,
    WaitFor,
)

PAGE = 200
OPEN_INDEX = "matter_state_due_on"
"""What is open is a hundredth of an old office: its rows are fetched by their state."""
DUE_INDEX = "matter_next_due_on_next_due_kind"
"""As few have a date that runs, and the light goes by it."""
FEW = 1000
"""So many matters found by words are fetched one by one; of more the index is read."""


@dataclass(frozen=True)
class LedgerLine:
    """One matter in the ledger. Names and titles are as they stand; the screen masks them."""

    id: int
    register_no: str
    received_on: date
    recorded_on: date
    """The day it was entered; later than `received_on` when it was entered afterwards."""
    name: str
    title: str
    state: MatterState
    owner: str
    """`owners.owner_name`; of what was led elsewhere the authority it was led to."""
    leader: str
    """包案领导, empty where there is no sheet."""
    unit: str
    """主办单位."""
    due_on: date | None
    """The last day in time of the date that stands for it: the law's before our own, then the nearest."""
    due_kind: DueKind | None
    """Which date that is."""
    light: Light
    card: CardColour | None
    """The gravest card that is not withdrawn."""
    last_entry_on: date | None
    waiting: str
    """Label of `terms.WaitFor`."""
    reopened: int
    """How many times it was opened again."""


@dataclass(frozen=True)
class Ledger:
    """The ledger as it is asked for on one day. What the words find is looked up once for count and pages."""

    wanted: LedgerFilter
    sort: Sort
    today: date
    reference: Reference

    def count(self) -> int:
        """How many matters stand in the list."""
        if self._matching_ids is not None and replace(self.wanted, text="", work="", assigned_level="").is_empty:
            return len(self._matching_ids - self._voided)  # matters are never deleted
        if self.wanted.is_empty:  # in these words SQLite reads no row
            return int(Matter.select(fn.COUNT(SQL("*"))).scalar() or 0) - len(self._voided)
        if self._few is not None:
            return len(self._few)
        return int(self._query(fn.COUNT(Matter.id)).scalar() or 0)

    def ids(self, offset: int = 0, limit: int = PAGE, total: int | None = None) -> list[int]:
        """Ids of one page in order. `total` is what `count` said; with it the end is as near as the beginning."""
        if self._few is not None:
            return self._few[offset : offset + limit]
        backwards = total is not None and offset > total // 2
        if backwards and total is not None:
            limit = min(limit, total - offset)
            if limit <= 0:
                return []
            offset = total - offset - limit
        query = self._query(Matter.id).order_by(*(_ordered(key, down, backwards) for key, down in self._order()))
        found = [row[0] for row in query.offset(offset).limit(limit).tuples()]
        return found[::-1] if backwards else found

    def rows(self, offset: int = 0, limit: int = PAGE, total: int | None = None) -> list[LedgerLine]:
        """One page of the list: ids first, then what belongs to them."""
        return lines(self.ids(offset, limit, total), self.today, self.reference)

    # -- the one builder

    def _query(self, *columns: Any) -> Any:
        query = Matter.select(*columns)
        conditions = self._where()
        index = self._index(bool(conditions))
        if self._voided:  # by their ids, which every index has: so few are cheaper than a condition on each row
            conditions = [*conditions, Matter.id.not_in(among(self._voided))]
        if index:
            query = query.from_(by_index(Matter, index))
        return query.where(reduce(and_, conditions)) if conditions else query

    def _index(self, is_narrowed: bool) -> str:
        """The index to read by; empty where SQLite finds the way."""
        if not is_narrowed and self.sort.key in (SortKey.NUMBER, SortKey.DUE):
            return ""  # these have an index of their own
        if self._matching_ids is not None and len(self._matching_ids) <= FEW:
            return ""
        wanted = self.wanted
        only_open = wanted.is_backlog or wanted.silent_days is not None
        if only_open or (wanted.states and set(wanted.states) <= set(OPEN_MATTER_STATES)):
            return OPEN_INDEX
        return DUE_INDEX if self._has_date else LEDGER_INDEX

    @property
    def _has_date(self) -> bool:
        """Whether only a matter with a date that runs can stand in the list."""
        wanted = self.wanted
        shining = bool(wanted.lights) and Light.GREY not in wanted.lights
        return shining or wanted.due_from is not None or wanted.due_to is not None

    @cached_property
    def _few(self) -> list[int] | None:
        """Ids of the whole list in order, where it is read by an index of few: one reading for count and pages."""
        if self._index(not self.wanted.is_empty) not in (OPEN_INDEX, DUE_INDEX):
            return None
        ordered = (_ordered(key, down, False) for key, down in self._order())
        return [row[0] for row in self._query(Matter.id).order_by(*ordered).tuples()]

    @cached_property
    def _matching_ids(self) -> set[int] | None:
        """The matters that hold every word, stand in the work list and came that way; None when nothing is asked."""
        sets = [self._hold(word) for word in self._words]
        if self.wanted.work:
            sets.append(self._in_work_list())
        if self.wanted.assigned_level:
            sets.append(self._from_leaders())
        return reduce(and_, sets) if sets else None

    @cached_property
    def _voided(self) -> set[int]:
        """登记作废: they stand in the list only where that state is asked for."""
        if MatterState.VOIDED in self.wanted.states:
            return set()
        void: Any = Matter.select(Matter.id).where(Matter.state == MatterState.VOIDED).tuples()
        return {row[0] for row in void}

    @property
    def _words(self) -> list[str]:
        """What is looked for; fewer than two characters are not."""
        words = words_of(self.wanted.text)
        return words if sum(map(len, words)) >= LEAST else []

    def _hold(self, word: str) -> set[int]:
        """The matters that hold `word`, themselves or through their petitioner."""
        matters, people = (holding([word], kind) for kind in ("matter", "person"))
        if not people:
            return set(matters)
        theirs: Any = Matter.select(Matter.id).where(Matter.petitioner.in_(among(people)) & Matter.is_readable).tuples()
        return {*matters, *(row[0] for row in theirs)}

    def _in_work_list(self) -> set[int]:
        spec = figures.FIGURES.get(self.wanted.work)
        if spec is None or spec.kind != "matter":  # of a newer program: nothing is known to stand in it
            return set()
        return {row[0] for row in spec.ids(self.today, self._group).tuples()}

    def _from_leaders(self) -> set[int]:
        """省、市、县领导接访交办, by an index of their own: they are few."""
        level = self.wanted.assigned_level
        levels = [one for one, _ in LeaderLevel.above_us()] if level == ANY_LEVEL else [level]
        found: Any = Matter.select(Matter.id).where(Matter.assigned_level.in_(levels)).tuples()
        return {row[0] for row in found}

    def _where(self) -> list[Any]:
        wanted = self.wanted
        found: list[Any] = [] if self._matching_ids is None else [Matter.id.in_(among(self._matching_ids))]
        if wanted.states:
            found.append(Matter.state.in_(wanted.states))
        if self._has_date:
            found.append(Matter.next_due_on >= date.min)  # a stretch of `DUE_INDEX`
        if wanted.lights:
            found.append(reduce(or_, map(self._shines, wanted.lights)))
        if wanted.category:
            found.append(Matter.category == wanted.category)
        if wanted.content_class or wanted.place or wanted.unit:  # a report is not found by what it says
            found.append(Matter.is_readable)
        if wanted.content_class:
            below = [one.code for one in self.reference.classes.values() if one.parent == wanted.content_class]
            found.append(Matter.content_class.in_([wanted.content_class, *below]))
        if wanted.place:
            is_code = wanted.place.isascii() and wanted.place.isdigit()
            there = (
                fn.SUBSTR(Matter.problem_area, 1, len(wanted.place)) == wanted.place
                if is_code
                else fn.INSTR(Matter.problem_place, wanted.place) > 0
            )
            found.append(there | Matter.problem_area.in_(keys_of_village(wanted.place)))
        return [*found, *self._owner_conditions(), *self._when(), *self._how()]

    def _owner_conditions(self) -> list[Any]:
        wanted = self.wanted
        found: list[Any] = []
        if wanted.leader:
            leaders = Responsibility.leader.in_(officers_called(wanted.leader))
            owned = Responsibility.select(Responsibility.matter).where(leaders)
            found.append(Matter.id.in_(owned))
        if wanted.unit:
            found.append(Matter.lead_unit.in_(units_called(wanted.unit)))
        if wanted.visits:
            again = VisitMatter.select(VisitMatter.matter).join(Visit).where(Visit.counts)
            again = again.where(VisitMatter.kind == PairKind.REPEAT)
            came_again = Matter.id.in_(again)
            found.append(came_again if wanted.visits == PairKind.REPEAT else ~came_again)
        return found

    def _when(self) -> list[Any]:
        wanted = self.wanted
        found = _within(Matter.received_on, wanted.received_from, wanted.received_to)
        found += self._due_within(wanted.due_from, wanted.due_to)
        if wanted.silent_days is not None:
            since = self.today - timedelta(days=wanted.silent_days)
            last = fn.COALESCE(Matter.last_entry_on, Matter.received_on)
            found.append(Matter.state.in_(OPEN_MATTER_STATES) & (last <= since))
        return found

    def _how(self) -> list[Any]:
        wanted = self.wanted
        found: list[Any] = []
        if wanted.waiting:
            found.append(Matter.wait_for != "" if wanted.waiting == ANY_WAIT else Matter.wait_for == wanted.waiting)
        if wanted.is_backlog:
            found.append(is_backlog(self.today, self.reference.policy))
        if wanted.is_reopened:
            found.append(Matter.id.in_(Reopening.select(Reopening.matter)))
        if wanted.is_urgent_major:
            found.append(Matter.is_urgent_major)
        return found

    @property
    def _group(self) -> int:
        return int(self.reference.policy.group_threshold or GROUP_THRESHOLD)

    def _due_within(self, first: date | None, last: date | None) -> list[Any]:
        """Conditions: due on these days, as `lines` shows it; what stands still is moved by every day."""
        runs = _within(Matter.next_due_on, first, last)
        still = standing_still(self.today, self.reference) if runs else {}
        if not still:
            return runs
        moved = [row_id for row_id, due in still.items() if (first or due.rolled) <= due.rolled <= (last or due.rolled)]
        stops = fn.EXISTS(paused_deadline())
        return [(~stops & reduce(and_, runs)) | (stops & Matter.id.in_(moved))]

    def _shines(self, colour: str) -> Any:
        """Condition: the date that stands for the matter shines in this light, as `rules.lights.light` has it."""
        due, warns = Matter.next_due_on, Matter.next_warn_on
        runs = ~fn.EXISTS(paused_deadline())
        conditions = {
            Light.GREY: due.is_null(),
            Light.PAUSED: due.is_null(False) & ~runs,
            Light.RED: (due < self.today) & runs,
            Light.YELLOW: (due >= self.today) & (warns <= self.today) & runs,
            Light.GREEN: (warns > self.today) & runs,
        }
        return conditions[Light(colour)]

    # -- the order

    def _order(self) -> list[tuple[Any, bool]]:
        """(expression, descending): what has no value stands last either way, the id settles ties."""
        down = self.sort.descending
        keys: list[tuple[Any, bool]]
        match self.sort.key:
            case SortKey.DUE:
                keys = [(Matter.next_due_on, down)]
            case SortKey.LAST_ENTRY:
                keys = [(Matter.last_entry_on, down)]
            case SortKey.LEADER:
                keys = [(self._rank_of_leader(), down)]
            case SortKey.STATE:
                ranks = [(state.value, at) for at, state in enumerate(MatterState)]
                keys = [(Case(Matter.state, ranks, len(ranks)), down)]
            case SortKey.NUMBER:
                keys = [(Matter.register_no, down)]
            case _:
                keys = [(Matter.received_on, down)]
        return [*keys, (Matter.id, down)]

    def _rank_of_leader(self) -> Any:
        """Place of the leader among all leaders in order of pinyin initials; NULL without one."""
        ranks = [(officer_id, at) for at, (officer_id, _) in enumerate(_leaders(self.reference))]
        of_matter = Responsibility.select(Responsibility.leader).where(Responsibility.matter == Matter.id)
        return Case(of_matter, ranks, None) if ranks else Value(0)


def _ordered(key: Any, down: bool, backwards: bool) -> Any:
    """`key` in its order, read from the other end with `backwards`; what has no value stands last in the list.

    In SQLite's own words, which it can follow along an index; peewee would write a CASE.
    """
    return NodeList((key, SQL(f"{'DESC' if down != backwards else 'ASC'} NULLS {'FIRST' if backwards else 'LAST'}")))


def _within(column: Any, first: date | None, last: date | None) -> list[Any]:
    return [column >= first] * (first is not None) + [column <= last] * (last is not None)


# -- the lines of a page

_GRAVEST = (CardColour.RED, CardColour.REMINDER, CardColour.YELLOW)


def lines(ids: Sequence[int], today: date, reference: Reference) -> list[LedgerLine]:
    """Lines of these matters, in this order."""
    wanted = list(ids)
    cards = _cards(wanted)
    reopened = _reopened(wanted)
    led_to = authorities(wanted)
    found, rows = {}, list(_joined(wanted))
    stopped = [row[0] for row in rows if row[-1]]
    still = standing_still(today, reference, stopped) if stopped else {}
    for row in rows:
        row_id, number, received, recorded, name, title, state, *owners, due, kind, warns, last, wait, rest = row
        due = still[row_id].rolled if rest and row_id in still else due
        leader, _, _, unit, _ = owners
        found[row_id] = LedgerLine(
            id=row_id,
            register_no=number,
            received_on=received,
            recorded_on=recorded,
            name=name,
            title=title,
            state=MatterState(state),
            owner=led_to.get(row_id) or owner_name(*owners),
            leader=leader or "",
            unit=unit or "",
            due_on=due,
            due_kind=DueKind(kind) if kind else None,
            light=light(warns or due, due, today, is_paused=bool(rest)) if due else Light.GREY,
            card=cards.get(row_id),
            last_entry_on=last,
            waiting=WaitFor(wait).label if wait else "",
            reopened=reopened.get(row_id, 0),
        )
    return [found[row_id] for row_id in wanted if row_id in found]


def _joined(ids: list[int]) -> Any:
    leader, receiver = Officer.alias(), Officer.alias()
    return (
        Matter.select(
            Matter.id,
            Matter.register_no,
            Matter.received_on,
            Matter.recorded_on,
            Matter.petitioner_name,
            Matter.title,
            Matter.state,
            leader.name,
            lead_unsigned(),
            Officer.name,
            Unit.name,
            receiver.name,
            Matter.next_due_on,
            Matter.next_due_kind,
            Matter.next_warn_on,
            Matter.last_entry_on,
            Matter.wait_for,
            fn.EXISTS(paused_deadline()),
        )
        .join(Responsibility, JOIN.LEFT_OUTER, on=(Responsibility.matter == Matter.id))
        .join(leader, JOIN.LEFT_OUTER, on=(Responsibility.leader == leader.id))
        .join(Officer, JOIN.LEFT_OUTER, on=(Matter.handler == Officer.id))
        .join(Unit, JOIN.LEFT_OUTER, on=(Matter.lead_unit == Unit.id))
        .join(receiver, JOIN.LEFT_OUTER, on=(Matter.first_receiver == receiver.id))
        .where(Matter.id.in_(among(ids)))
        .tuples()
    )


def _cards(ids: list[int]) -> dict[int, CardColour]:
    """The gravest card that is not withdrawn, by matter."""
    rows: Any = (
        SupervisionCard.select(SupervisionCard.matter, SupervisionCard.colour)
        .where(SupervisionCard.matter.in_(among(ids)) & SupervisionCard.withdrawn_on.is_null())
        .tuples()
    )
    found: dict[int, CardColour] = {}
    for matter_id, colour in sorted(rows, key=lambda row: -_GRAVEST.index(CardColour(row[1]))):
        found[matter_id] = CardColour(colour)
    return found


def _reopened(ids: list[int]) -> dict[int, int]:
    rows: Any = (
        Reopening.select(Reopening.matter, fn.COUNT(Reopening.id))
        .where(Reopening.matter.in_(among(ids)))
        .group_by(Reopening.matter)
        .tuples()
    )
    return dict(rows)


# -- what a filter can be made of


def _leaders(reference: Reference) -> list[tuple[int, str]]:
    """(officer id, name) of everybody who has or had a sheet, in order of pinyin initials."""
    owners = Responsibility.select(Responsibility.leader).distinct()
    rows: Any = Officer.select(Officer.id, Officer.name).where(Officer.id.in_(owners)).tuples()
    return sorted(rows, key=lambda row: (initials(row[1], reference.pinyin, surname=True), row[1], row[0]))


def leader_options(reference: Reference) -> list[tuple[str, str]]:
    """Names of everybody who has or had a sheet, for a choice; also who has left."""
    return [(name, name) for name in dict.fromkeys(name for _, name in _leaders(reference))]


def unit_options() -> list[tuple[str, str]]:
    """Names of everybody who leads or led a matter's handling, for a choice."""
    leading = Matter.select(Matter.lead_unit).where(Matter.lead_unit.is_null(False)).distinct()
    rows: Any = Unit.select(Unit.name).where(Unit.id.in_(leading)).order_by(Unit.name).tuples()
    return [(name, name) for (name,) in rows]


def work_options() -> list[tuple[str, str]]:
    """(name, label) of the work lists of matters."""
    specs = [figures.figure(name) for name in figures.WORK]
    return [(spec.name, spec.label) for spec in specs if spec.kind == "matter"]


__all__ = ["PAGE", "Ledger", "LedgerLine", "leader_options", "lines", "unit_options", "work_options"]
