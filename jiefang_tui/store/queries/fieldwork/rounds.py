"""入户清单: the lists, one list with its sums by state and group, and its households a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Value, fn

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.store.household_words import told_in
from jiefang_tui.store.models import FieldCampaign, FieldColumn, Household, HouseholdGroup, Matter
from jiefang_tui.terms import Category, ColumnKind

PAGE = 200


class RoundLine(NamedTuple):
    """A list, and how far it is."""

    id: int
    name: str
    begun_on: date
    households: int
    open: int
    """Of which the state is the last of its column, or not said."""
    closed_on: date | None
    withdrawn_on: date | None
    withdraw_reason: str


class RoundView(NamedTuple):
    """One list with its columns."""

    id: int
    name: str
    begun_on: date
    columns: tuple[RoundColumn, ...]
    state_column: int
    closed_on: date | None
    withdrawn_on: date | None
    last_number: int
    """The highest number that a household was given."""

    @property
    def states(self) -> tuple[str, ...]:
        """The words of the state column; what is done first, what is open last."""
        return self.columns[self.state_column - 1].options if self.state_column else ()

    @property
    def state_name(self) -> str:
        """The state column's name."""
        return self.columns[self.state_column - 1].name if self.state_column else ""

    @property
    def amounts(self) -> tuple[int, ...]:
        """Places of its columns of amounts."""
        return tuple(n for n, one in enumerate(self.columns, 1) if one.kind is ColumnKind.AMOUNT)

    @property
    def is_open(self) -> bool:
        """Whether it may be written in."""
        return self.closed_on is None and self.withdrawn_on is None


class Sums(NamedTuple):
    """Households and fen of some of them."""

    households: int
    newest: int
    """Of each household the last amount that is filled in: what was paid, else agreed, else estimated."""
    by_amount: dict[int, int]
    """By the place of the column of amounts."""
    at_home: int
    """Of how many it is known when they are at home."""


class GroupLine(NamedTuple):
    """A village group: how many rows of it are in the list as it is looked at."""

    id: int
    name: str
    by_state: dict[str, int]
    households: int


class HouseholdLine(NamedTuple):
    """A household as it stands."""

    id: int
    number: int
    group: str
    head: str
    at_home: str
    cells: tuple[str, ...]
    """By the place of their column less one; kept as they are."""
    matter_id: int | None
    register_no: str
    withdrawn_on: date | None
    withdraw_reason: str


def rounds() -> list[RoundLine]:
    """Every list, those that go on first, the newest first."""
    lists = list(
        FieldCampaign.select().order_by(
            FieldCampaign.withdrawn_on.is_null().desc(),
            FieldCampaign.closed_on.is_null().desc(),
            FieldCampaign.id.desc(),
        )
    )
    found = []
    for row in lists:
        total, still = _how_many(round_view(row.id))
        found.append(
            RoundLine(
                row.id, row.name, row.begun_on, total, still, row.closed_on, row.withdrawn_on, row.withdraw_reason
            )
        )
    return found


def round_view(round_id: int) -> RoundView:
    """One list. `DoesNotExist` for an unknown id."""
    row = FieldCampaign.get_by_id(round_id)
    columns = FieldColumn.select().where(FieldColumn.campaign == row).order_by(FieldColumn.position)
    found = tuple(RoundColumn(one.name, ColumnKind(one.kind), tuple(one.options.split())) for one in columns)
    last = Household.select(fn.MAX(Household.number)).where(Household.campaign == row).scalar()
    return RoundView(
        row.id, row.name, row.begun_on, found, row.state_column, row.closed_on, row.withdrawn_on, int(last or 0)
    )


def open_states(view: RoundView) -> tuple[str, ...]:
    """The state that is not settled, and that nobody has said any."""
    return ("", *view.states[-1:])


def _how_many(view: RoundView) -> tuple[int, int]:
    """Households, and of these the open ones. Counted only: the sums of money cost ten times as much."""
    is_open = _state(view).in_(open_states(view))
    rows: Any = (
        Household.select(fn.COUNT(Household.id), fn.SUM(is_open.cast("integer")))
        .where((Household.campaign == view.id) & Household.stands)
        .tuples()
    )
    total, still = rows.get()
    return total, still or 0


def sums_by_state(view: RoundView) -> dict[str, Sums]:
    """Households and money by state, in the order of the states; those of which none is said last, under ``""``."""
    rows: Any = (
        Household.select(_state(view), fn.COUNT(Household.id), fn.SUM(_newest(view)), *_each(view), _known_at_home())
        .where((Household.campaign == view.id) & Household.stands)
        .group_by(_state(view))
        .tuples()
    )
    found = {row[0]: _sums(view, row[1:]) for row in rows}
    return {word: found[word] for word in (*view.states, "") if word in found}


def group_lines(view: RoundView, only: Sequence[str] | None = None) -> list[GroupLine]:
    """The groups in walking order. `only`: of households in these states; groups without any are left out then."""
    state = _state(view)
    where = (Household.campaign == view.id) & Household.stands
    rows: Any = (
        HouseholdGroup.select(HouseholdGroup.id, HouseholdGroup.name, state, fn.COUNT(Household.id))
        .join(Household)
        .where(where)
        .group_by(HouseholdGroup.id, state)
        .order_by(HouseholdGroup.position)
        .tuples()
    )
    found: dict[int, tuple[str, dict[str, int]]] = {}
    for group_id, name, word, number in rows:
        found.setdefault(group_id, (name, {}))[1][word] = number
    lines = []
    for group_id, (name, by_state) in found.items():
        shown = sum(n for word, n in by_state.items() if only is None or word in only)
        if shown:
            lines.append(GroupLine(group_id, name, by_state, shown))
    return lines


def household_lines(
    view: RoundView, group_id: int, offset: int, limit: int, only: Sequence[str] | None = None
) -> list[HouseholdLine]:
    """A page of a group's households in walking order."""
    where = (Household.group == group_id) & Household.stands
    if only is not None:
        where &= _state(view).in_(list(only)) if view.state_column else Value(True)
    return _lines(view, where, offset, limit)


def household_line(view: RoundView, household_id: int) -> HouseholdLine:
    """One household, also one that was taken out."""
    return _lines(view, Household.id == household_id, 0, 1)[0]


def taken_out(view: RoundView) -> list[HouseholdLine]:
    """Those that were taken out of the list."""
    return _lines(view, (Household.campaign == view.id) & ~Household.stands, 0, PAGE)


def _lines(view: RoundView, where: Any, offset: int, limit: int) -> list[HouseholdLine]:
    cells = [getattr(Household, f"c{place}") for place in range(1, len(view.columns) + 1)]
    rows: Any = (
        Household.select(
            Household.id,
            Household.number,
            HouseholdGroup.name,
            Household.head,
            Household.at_home,
            Matter.id,
            Matter.register_no,
            Household.withdrawn_on,
            Household.withdraw_reason,
            Matter.category,
            Matter.request,
            Matter.facts,
            Matter.concerned_person,
            Matter.concerned_unit,
            *cells,
        )
        .join(HouseholdGroup)
        .switch(Household)
        .join(Matter, JOIN.LEFT_OUTER, on=((Household.matter == Matter.id) & Matter.stands))
        .where(where)
        .order_by(Household.group, Household.position, Household.id)
        .offset(offset)
        .limit(limit)
        .tuples()
    )
    is_words = [one.kind == ColumnKind.TEXT for one in view.columns]
    return [_line(row[:9], row[9] == Category.REPORT_ACCUSATION, row[10:14], row[14:], is_words) for row in rows]


def _line(
    row: Sequence[Any], is_report: bool, said: Sequence[str], cells: Sequence[str], is_words: Sequence[bool]
) -> HouseholdLine:
    """Nothing leads to what waits as a report (检举控告), and the cells that tell of it look empty (Art. 30(3))."""
    typed = [text for text, words in zip(cells, is_words, strict=True) if words and text]
    told = told_in([one or "" for one in said], typed) if is_report else ()
    shown = tuple("" if words and text in told else text for text, words in zip(cells, is_words, strict=True))
    leads_to, number = (None, "") if is_report else (row[5], row[6] or "")
    return HouseholdLine(row[0], row[1], row[2], row[3], row[4], shown, leads_to, number, row[7], row[8])


def _state(view: RoundView) -> Any:
    return getattr(Household, f"c{view.state_column}") if view.state_column else Value("")


def _fen(place: int) -> Any:
    """A cell of amounts as a number, NULL where it is empty."""
    return fn.NULLIF(getattr(Household, f"c{place}"), "").cast("integer")


def _newest(view: RoundView) -> Any:
    places = view.amounts[::-1]
    return fn.COALESCE(*(_fen(place) for place in places), 0) if places else Value(0)


def _each(view: RoundView) -> list[Any]:
    return [fn.SUM(_fen(place)) for place in view.amounts]


def _known_at_home() -> Any:
    return fn.SUM((Household.at_home != "").cast("integer"))


def _sums(view: RoundView, row: Sequence[Any]) -> Sums:
    households, newest, *each, at_home = row
    return Sums(
        households,
        int(newest or 0),
        {place: int(n or 0) for place, n in zip(view.amounts, each, strict=True)},
        at_home or 0,
    )
