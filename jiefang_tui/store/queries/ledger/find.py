"""查找: any person, matter or visit from two Chinese characters, pinyin initials, a phone or ID tail, a number.

The full-text index gives the ids, the newest first and as many as are shown; what is shown is joined afterwards.
100,000 matters: see `tests/bench`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Case, fn

from jiefang_tui.rules.text import mask_id, mask_phone, tidy
from jiefang_tui.store.models import Matter, Petitioner, Visit, VisitMatter
from jiefang_tui.store.search import holding, short_number
from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState, VisitPurpose, VisitState

KINDS = ("person", "matter", "visit")
LIMIT = 60
"""Rows given back unless told otherwise."""
LEAST = 2
"""Characters needed before anything is looked for."""


@dataclass(frozen=True)
class Found:
    """One thing found. Phone and ID are masked already; names and titles are as they stand."""

    kind: str
    """``person``, ``matter`` or ``visit``."""
    id: int
    name: str
    number: str
    """The matter's number; for a person ``138****1234 尾号0018``; for a visit the queue number."""
    about: str
    """The matter's title, a person's address, what a window visitor came for."""
    day: date | None
    """Received on; for a person the last visit."""
    status: str
    """The state's label; for a person ``来访3次 未了1件``."""

    @property
    def kind_label(self) -> str:
        """人, 事项 or 来访."""
        return {"person": "人", "matter": "事项", "visit": "来访"}[self.kind]


def words_of(text: str) -> list[str]:
    """What is looked for: half-width, lower case, blank-separated words, all of which must stand in a row.

    Of a whole register number its day and serial, as the table has it.
    """
    return [short_number(word) for word in tidy(text).lower().split()]


def find(text: str, limit: int = LIMIT, kinds: Collection[str] = KINDS) -> list[Found]:
    """What holds every word of `text`: people, then matters, then visits, each the newest first, `limit` in all.

    `kinds`: what is looked for, of ``person``, ``matter``, ``visit``.

    Fewer than two characters find nothing. `%` and `_` stand for themselves.
    """
    words = words_of(text)
    if sum(map(len, words)) < LEAST:
        return []
    ids = _ids(words, limit, kinds)
    people = _people(ids.get("person", []))
    matters = _matters(ids.get("matter", []))
    visits = _visits(ids.get("visit", []))
    return [*people, *matters, *visits]


def _ids(words: list[str], limit: int, kinds: Collection[str]) -> dict[str, list[int]]:
    """Row ids by kind, the newest first: people (at most a third of `limit` where there is more), matters, visits."""
    found = {kind: holding(words, kind, limit) if kind in kinds else [] for kind in KINDS}
    others = len(found["matter"]) + len(found["visit"])
    left = limit
    for kind, most in (("person", max(limit // 3, limit - others)), ("matter", limit), ("visit", limit)):
        found[kind] = found[kind][: min(most, left)]
        left -= len(found[kind])
    return found


def _people(ids: list[int]) -> list[Found]:
    if not ids:
        return []
    rows: Any = Petitioner.select().where(Petitioner.id.in_(ids))
    people = {row.id: row for row in rows}
    visit_rows: Any = (
        Visit.select(
            Visit.petitioner, fn.COUNT(Visit.id), fn.SUM(Case(None, [(Visit.is_arrival, 1)], 0)), fn.MAX(Visit.day)
        )
        .where(Visit.petitioner.in_(ids) & Visit.counts)
        .group_by(Visit.petitioner)
        .tuples()
    )
    visits = {person_id: (came, every - came, last) for person_id, every, came, last in visit_rows}
    matter_rows: Any = (
        Matter.select(Matter.petitioner, fn.COUNT(Matter.id))
        .where(Matter.petitioner.in_(ids) & Matter.state.in_(OPEN_MATTER_STATES) & Matter.is_readable)
        .group_by(Matter.petitioner)
        .tuples()
    )
    open_matters = dict(matter_rows)
    found = []
    for person in (people[i] for i in ids if i in people):
        count, filed, last = visits.get(person.id, (0, 0, None))
        tail = f"证件{mask_id(person.id_no)[-4:]}" if len(person.id_no) > 7 else ""
        left = open_matters.get(person.id, 0)
        found.append(
            Found(
                kind="person",
                id=person.id,
                name=person.name,
                number=" ".join(part for part in (mask_phone(person.phone), tail) if part),
                about=person.address,
                day=date.fromisoformat(last) if isinstance(last, str) else last,
                status=f"来访{count}次" + (f" 来件{filed}件" if filed else "") + (f" 未了{left}件" if left else ""),
            )
        )
    return found


def _matters(ids: list[int]) -> list[Found]:
    if not ids:
        return []
    rows: Any = Matter.select(
        Matter.id, Matter.petitioner_name, Matter.register_no, Matter.title, Matter.received_on, Matter.state
    ).where(Matter.id.in_(ids))
    matters = {row.id: row for row in rows}
    return [
        Found("matter", m.id, m.petitioner_name, m.register_no, m.title, m.received_on, MatterState(m.state).label)
        for m in (matters[i] for i in ids if i in matters)
    ]


def _visits(ids: list[int]) -> list[Found]:
    if not ids:
        return []
    rows: Any = (
        Visit.select(Visit, Matter.title.alias("about"))
        .join(VisitMatter, JOIN.LEFT_OUTER, on=((VisitMatter.visit == Visit.id) & (VisitMatter.ordinal == 1)))
        .join(Matter, JOIN.LEFT_OUTER, on=(VisitMatter.matter == Matter.id))
        .where(Visit.id.in_(ids))
        .objects()
    )
    visits = {row.id: row for row in rows}
    return [
        Found(
            "visit",
            v.id,
            v.shown_name,
            f"第{v.queue_no:02d}号" if v.queue_no else "",
            v.about or v.window_note or VisitPurpose(v.purpose).label,
            v.day,
            VisitState(v.state).label,
        )
        for v in (visits[i] for i in ids if i in visits)
    ]
