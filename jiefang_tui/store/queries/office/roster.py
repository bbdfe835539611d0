"""名册: officers and units as lists, those in use first; what refers to one of them and goes along with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Case, fn

from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import Matter, Officer, Row, Unit
from jiefang_tui.store.models.lifecycle import Hand
from jiefang_tui.store.queries.office.handover import Work
from jiefang_tui.store.queries.office.merged import went_into
from jiefang_tui.terms import LeaderLevel, UnitRelation

PAGE = 200


@dataclass(frozen=True)
class OfficerLine:
    """One officer of the roster."""

    id: int
    version: int
    name: str
    post: str
    unit: str
    level: LeaderLevel
    phone: str
    field_of_work: str
    in_office_from: date | None
    in_office_to: date | None
    is_active: bool
    into: str
    """The name of the officer this one was merged into; empty if not."""
    villages: str
    """包联村, separated by 、."""

    def serves(self, today: date) -> bool:
        """Whether fields offer this officer."""
        return self.is_active and (self.in_office_to is None or self.in_office_to >= today)


@dataclass(frozen=True)
class UnitLine:
    """One unit of the roster."""

    id: int
    version: int
    name: str
    phone: str
    parent: str
    relation: str
    """`terms.UnitRelation` or empty."""
    is_active: bool
    into: str

    @property
    def relation_label(self) -> str:
        return UnitRelation(self.relation).label if self.relation else ""


def serving(today: date) -> Any:
    """Condition: in office on `today`, so that fields offer the officer."""
    return Officer.is_active & (Officer.in_office_to.is_null() | (Officer.in_office_to >= today))


_LEVELS = [level.value for level in LeaderLevel]


def officer_lines(offset: int, limit: int, today: date, only: int | None = None) -> list[OfficerLine]:
    """A page of the officers: in office first, then by level, unit and name. `only`: the one of that id."""
    into, names = _merged("officer", Officer)
    query = (
        Officer.select(Officer, Unit)
        .join(Unit, JOIN.LEFT_OUTER)
        .order_by(
            Case(None, [(serving(today), 0)], 1),
            Case(Officer.level, [(level, place) for place, level in enumerate(_LEVELS)], len(_LEVELS)),
            fn.COALESCE(Unit.name, ""),
            Officer.name,
            Officer.id,
        )
    )
    query = query.offset(offset).limit(limit) if only is None else query.where(Officer.id == only)
    return [
        OfficerLine(
            row.id,
            row.version,
            row.name,
            row.post,
            row.unit.name if row.unit is not None else "",
            LeaderLevel(row.level),
            row.phone,
            row.field_of_work,
            row.in_office_from,
            row.in_office_to,
            row.is_active,
            names.get(into.get(row.id, 0), ""),
            row.villages,
        )
        for row in query
    ]


def unit_lines(offset: int, limit: int, only: int | None = None) -> list[UnitLine]:
    """A page of the units: those in use first, by name. `only`: the one of that id."""
    into, names = _merged("unit", Unit)
    above = Unit.alias()
    query: Any = (
        Unit.select(Unit, above.name.alias("above"))
        .join(above, JOIN.LEFT_OUTER, on=(Unit.parent == above.id))
        .order_by(Unit.is_active.desc(), Unit.name)
    )
    query = query.offset(offset).limit(limit) if only is None else query.where(Unit.id == only)
    return [
        UnitLine(
            row.id,
            row.version,
            row.name,
            row.phone,
            row.above or "",
            row.relation,
            row.is_active,
            names.get(into.get(row.id, 0), ""),
        )
        for row in query.objects()
    ]


def _merged(kind: str, model: Any) -> tuple[dict[int, int], dict[int, str]]:
    into = went_into(kind)
    rows: Any = model.select(model.id, model.name).where(model.id.in_(set(into.values()))).tuples()
    return into, dict(rows)


def counts(today: date) -> dict[str, tuple[int, int]]:
    """(in use, all) of officers and units."""
    return {
        "officer": (Officer.select().where(serving(today)).count(), Officer.select().count()),
        "unit": (Unit.select().where(Unit.is_active).count(), Unit.select().count()),
    }


def going_along(row: Row) -> Iterator[tuple[Row, str]]:
    """Every row that names this officer or unit and goes along when it is another's, with the column that does."""
    for model, column, when in lifecycles.naming(type(row)):
        if when is False:
            continue
        if isinstance(when, Hand):
            query = Work(model, when).rows(row.id)
        else:
            query = model.select().where(getattr(model, column) == row.id)
            query = query if when is True else query.where(when)
        for one in list(query.order_by(model.id)):
            yield one, column


def led_by_unit(unit_id: int) -> int:
    """How many matters this unit still handles."""
    return int(Matter.select().where((Matter.lead_unit == unit_id) & Matter.is_to_do).count())
