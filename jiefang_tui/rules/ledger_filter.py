"""What the ledger (台账) is narrowed to and how it is ordered: plain values, their JSON, and one Chinese sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from jiefang_tui.terms import OPEN_MATTER_STATES, Category, LeaderLevel, Light, MatterState, PairKind, Term, WaitFor

MOST_DAYS = 3650
"""The longest silence that can be asked for."""
ANY_WAIT = "any"
"""`LedgerFilter.waiting`: whatever it waits for."""
ANY_LEVEL = "any"
"""`LedgerFilter.assigned_level`: whichever level's leader."""


@dataclass(frozen=True)
class LedgerFilter:
    """What a matter must be to stand in the list. Every field that is set narrows it; none set: all matters.

    Lights and due days go by the date that stands for a matter (`Matter.next_due_on`): the law's before our own.
    """

    text: str = ""
    """Words of the number, name, title, place, pinyin initials, an ID or phone tail; all must be found."""
    states: tuple[str, ...] = ()
    """`terms.MatterState`, any of them."""
    lights: tuple[str, ...] = ()
    """`terms.Light`, any of them; grey has no open deadline."""
    leader: str = ""
    """Name of the 包案领导."""
    unit: str = ""
    """Name of the 主办单位."""
    category: str = ""
    """`terms.Category`."""
    content_class: str = ""
    """Code of classification.toml; a first level holds its second level."""
    place: str = ""
    """问题属地: an area code (its villages with it), or words of the place as typed."""
    received_from: date | None = None
    received_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    visits: str = ""
    """`terms.PairKind`: initial (came once, as this desk sees it) or repeat."""
    silent_days: int | None = None
    """Open and no entry for so many days or more."""
    waiting: str = ""
    """`terms.WaitFor`, or `ANY_WAIT`."""
    is_backlog: bool = False
    """积案, by the office's rule or entered by hand."""
    is_reopened: bool = False
    """Was opened again at least once."""
    is_urgent_major: bool = False
    """重大紧急 (Art. 25)."""
    work: str = ""
    """Name of a work list of matters (`store.queries.figures`): what stands in it."""
    assigned_level: str = ""
    """`terms.LeaderLevel` of the leader out of whose reception it was assigned, or `ANY_LEVEL`."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self == LedgerFilter()


class SortKey(Term):
    """What the list is ordered by."""

    RECEIVED = "received", "登记日期"
    DUE = "due", "应办日期"
    LAST_ENTRY = "last_entry", "最近记录"
    LEADER = "leader", "包案领导"
    STATE = "state", "状态"
    NUMBER = "number", "编号"


@dataclass(frozen=True)
class Sort:
    """One order; what has no value stands last when ascending. The newest matter goes first among equals if
    `descending`, else the oldest.
    """

    key: SortKey = SortKey.RECEIVED
    descending: bool = True

    @property
    def label(self) -> str:
        """``登记日期从晚到早``."""
        upward, downward = _WAYS.get(self.key, ("从小到大", "从大到小"))
        return self.key.label + (downward if self.descending else upward)


_WAYS = {
    SortKey.RECEIVED: ("从早到晚", "从晚到早"),
    SortKey.DUE: ("从早到晚", "从晚到早"),
    SortKey.LAST_ENTRY: ("从早到晚", "从晚到早"),
    SortKey.LEADER: ("顺序", "倒序"),
    SortKey.STATE: ("顺序", "倒序"),
}

# -- JSON

_TUPLES: dict[str, type[StrEnum]] = {"states": MatterState, "lights": Light}
_TERMS: dict[str, type[StrEnum]] = {"category": Category, "visits": PairKind}
_DATES = ("received_from", "received_to", "due_from", "due_to")
_FLAGS = ("is_backlog", "is_reopened", "is_urgent_major")


def to_json(wanted: LedgerFilter, sort: Sort | None = None) -> dict[str, Any]:
    """The fields that are set, as plain JSON values; with `sort` its key, ``-`` in front when descending."""
    found: dict[str, Any] = {}
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value == field.default:
            continue
        if isinstance(value, tuple):
            value = list(map(str, value))
        found[field.name] = value.isoformat() if isinstance(value, date) else value
    if sort is not None:
        found["sort"] = ("-" if sort.descending else "") + sort.key.value
    return found


def from_json(data: object) -> tuple[LedgerFilter, Sort]:
    """What `to_json` wrote. What is not understood (a newer program's, a hand's) is passed over."""
    if not isinstance(data, Mapping):
        return LedgerFilter(), Sort()
    known = {field.name for field in fields(LedgerFilter)}
    values = {str(name): _value(str(name), value) for name, value in data.items() if name in known}
    return LedgerFilter(**{name: value for name, value in values.items() if value is not None}), _sort(data.get("sort"))


def _value(name: str, value: object) -> Any:
    """The value of one field, None for one that cannot be meant."""
    if name in _TUPLES:
        found = [_member(_TUPLES[name], each) for each in value] if isinstance(value, list) else []
        return tuple(each for each in found if each)
    if name in _FLAGS:
        return value if isinstance(value, bool) else None
    if name == "silent_days":
        is_days = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_DAYS
        return value if is_days else None
    if not isinstance(value, str):
        return None
    if name in _DATES:
        return _day(value)
    if name == "waiting":
        return value if value == ANY_WAIT else _member(WaitFor, value)
    if name == "assigned_level":
        return value if value == ANY_LEVEL else _member(LeaderLevel, value)
    return _member(_TERMS[name], value) if name in _TERMS else value


def _member(terms: type[StrEnum], value: object) -> str | None:
    try:
        return str(terms(str(value)))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sort(value: object) -> Sort:
    name = value if isinstance(value, str) else ""
    key = _member(SortKey, name.removeprefix("-"))
    return Sort(SortKey(key), name.startswith("-")) if key else Sort()


# -- words

Named = Callable[[str, str], str]
"""(field, value) -> what people call it: a class, an area, a work list."""


def _as_it_is(field: str, value: str) -> str:
    return value


def sentence(wanted: LedgerFilter, named: Named = _as_it_is) -> str:
    """The filter in words, ``办理中、调解中，逾期，包案领导周敏，无进展7日``; 全部事项 when nothing is narrowed."""
    parts = [_states(wanted.states), "、".join(Light(light).label for light in wanted.lights)]
    if wanted.work:
        parts.append(named("work", wanted.work))
    if wanted.is_backlog:
        parts.append("积案")
    if wanted.silent_days is not None:
        parts.append(f"无进展{wanted.silent_days}日")
    if wanted.waiting:
        parts.append("在等待" if wanted.waiting == ANY_WAIT else WaitFor(wanted.waiting).label)
    if wanted.visits:
        parts.append(PairKind(wanted.visits).label)
    parts += ["重新办理过"] * wanted.is_reopened + ["重大紧急"] * wanted.is_urgent_major
    parts += [f"包案领导{wanted.leader}"] * bool(wanted.leader) + [f"主办{wanted.unit}"] * bool(wanted.unit)
    if wanted.category:
        parts.append(Category(wanted.category).label)
    if wanted.assigned_level:
        level = "" if wanted.assigned_level == ANY_LEVEL else LeaderLevel(wanted.assigned_level).label
        parts.append(f"{level}领导接访交办")
    parts.append(named("content_class", wanted.content_class) if wanted.content_class else "")
    parts.append(f"属地{named('place', wanted.place)}" if wanted.place else "")
    parts.append(_span("登记", wanted.received_from, wanted.received_to))
    parts.append(_span("应办", wanted.due_from, wanted.due_to))
    parts.append(f"含「{wanted.text}」" if wanted.text else "")
    return "，".join(part for part in parts if part) or "全部事项"


def _states(states: tuple[str, ...]) -> str:
    if set(states) == set(OPEN_MATTER_STATES):
        return "在办"
    return "、".join(MatterState(state).label for state in states)


def _span(what: str, first: date | None, last: date | None) -> str:
    """``登记2026-01-01至2026-03-31``, ``应办2026-12-01以前``."""
    if first and last:
        return f"{what}{first}" if first == last else f"{what}{first}至{last}"
    if first:
        return f"{what}{first}以后"
    return f"{what}{last}以前" if last else ""


# -- ready-made ones

OPEN = LedgerFilter(states=tuple(OPEN_MATTER_STATES))


def quick_filters(silent_days: int) -> list[tuple[str, LedgerFilter]]:
    """(label, filter) of the nine that a digit chooses; the first takes every narrowing away."""
    return [
        ("全部事项", LedgerFilter()),
        ("在办", OPEN),
        ("逾期：法定期限在前", LedgerFilter(lights=(Light.RED,))),
        ("临期：法定期限在前", LedgerFilter(lights=(Light.YELLOW,))),
        ("积案", LedgerFilter(is_backlog=True)),
        (f"无进展 {silent_days} 日", LedgerFilter(silent_days=silent_days)),
        ("待告知", LedgerFilter(work="to_tell")),
        ("待回访", LedgerFilter(work="to_visit")),
        ("重访未了", LedgerFilter(states=OPEN.states, visits=PairKind.REPEAT)),
    ]
