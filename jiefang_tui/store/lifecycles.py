"""Reads what every model says of itself (`models.lifecycle`), and walks the foreign keys between them.

What follows from the models alone is found once; nothing here is written down a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from peewee import ForeignKeyField

from jiefang_tui.store.models import ALL, Matter, Row, VisitMatter
from jiefang_tui.store.models.lifecycle import Hand, Lifecycle, Move, Stay

BY_TABLE: dict[str, Any] = {model._meta.table_name: model for model in ALL}
"""Every model by the name of its table."""


def lifecycle_of(model: Any) -> Lifecycle:
    """Return the lifecycle a model declares. Raises `TypeError` if it declares none: sealing would not empty it."""
    if model.lifecycle is None:
        raise TypeError(f"{model.__name__} declares no lifecycle")
    declared: Lifecycle = model.lifecycle
    return declared


def _declared() -> Iterator[tuple[Any, Lifecycle]]:
    """Every model that has to do with somebody, parents first; a setting has not."""
    return ((model, model.lifecycle) for model in ALL if model.lifecycle is not None)


# -- the foreign keys


@cache
def keys_of(model: Any) -> tuple[Any, ...]:
    """Foreign keys to other tables; one to the own table (并入, 上级单位) is no way up."""
    keys = (field for field in model._meta.sorted_fields if isinstance(field, ForeignKeyField))
    return tuple(key for key in keys if key.rel_model is not model)


@cache
def way_to(model: Any, root: Any) -> tuple[Any, ...] | None:
    """The shortest chain of foreign keys from a row of `model` up to one of `root`; None when there is none."""
    if model is root:
        return ()
    further = ((key, way_to(key.rel_model, root)) for key in keys_of(model))
    return min(((key, *way) for key, way in further if way is not None), key=len, default=None)


def hanging(roots: Mapping[Any, Iterable[int]]) -> dict[Any, list[int]]:
    """Ids of these rows and of all that hang on them, by model, parents first."""
    found: dict[Any, list[int]] = {}
    for model in ALL:
        keys = [key for key in keys_of(model) if found.get(key.rel_model)]
        if model in roots:
            found[model] = sorted(roots[model])
        elif keys:
            where = keys[0].in_(found[keys[0].rel_model])
            for key in keys[1:]:
                where |= key.in_(found[key.rel_model])
            found[model] = [number for (number,) in model.select(model.id).where(where).tuples()]
    return found


def under_matter(model: Any) -> tuple[Any, Any]:
    """A query of the rows of a table that is under matters, and the field, joined where needed, that names theirs."""
    way = way_to(model, Matter)
    assert way is not None, model
    query = model.select()
    for key in way[:-1]:
        query = query.join(key.rel_model, on=key)
    return query, way[-1] if way else Matter.id


def matter_of(row: Row) -> int | None:
    """The matter a row is under; None where it names none, or is of a table under none."""
    one: Any = row
    way = way_to(type(row), Matter)
    if way is None:
        return None
    for key in way[:-1]:
        one = getattr(one, key.name)
    number: int | None = getattr(one, way[-1].object_id_name) if way else one.id
    return number


# -- merging


@cache
def _moving(root: Any) -> tuple[tuple[Any, Any], ...]:
    """Tables whose rows go along with `root`, with the key that says whose they are."""
    keys = ((model, key) for model in ALL for key in keys_of(model) if key.rel_model is root)
    return tuple((model, key) for model, key in keys if isinstance(lifecycle_of(model).on_merging, Move))


def going_along(source: Row) -> Iterator[tuple[Row, str]]:
    """Rows that go along when a matter or a petitioner is merged, each with the column that says whose it is.

    Which visits come along with a matter is for the act to say: their pairs are not among them.
    """
    for model, key in _moving(type(source)):
        if model is VisitMatter:
            continue
        declared, where = lifecycle_of(model), key == source
        if isinstance(declared.on_merging, Move) and declared.on_merging.only_open:
            where &= declared.is_open
        for row in model.select().where(where).order_by(model.id):
            yield row, key.name


def in_the_way(source: Matter) -> str:
    """What is open in a matter and would be lost if that was merged into another, in Chinese; empty if nothing is."""
    for model, declared in _declared():
        if isinstance(declared.on_merging, Stay) and declared.on_merging.stops:
            query, whose = under_matter(model)
            row = query.where((whose == source) & declared.is_open).first()
            if row is not None:
                return declared.on_merging.stops.format(row=row)
    return ""


# -- two of the roster that are one


@cache
def naming(root: Any) -> tuple[tuple[Any, str, Any], ...]:
    """Every column that names a row of `root` (an officer, a unit), with its model and when it goes along to another
    one: True always, False never, a `Hand` while the work is in hand, else the condition.
    """
    return tuple(
        (model, field.name, _goes_along(model, field.name))
        for model in ALL
        for field in model._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is root
    )


def _goes_along(model: Any, column: str) -> Any:
    """Raises `TypeError` for a column of which nothing is said: it would be forgotten."""
    declared = lifecycle_of(model)
    if column in declared.goes_along:
        return declared.goes_along[column]
    hand = next((one for one in declared.hands if one.column == column), None)
    if hand is not None:
        return hand
    if declared.is_open is not None:
        return declared.is_open
    if declared.not_in_hand:
        return False
    raise TypeError(f"{model.__name__} does not say when its {column} goes along to another")


# -- work in hand, words, dates


@cache
def hands() -> tuple[tuple[Any, Hand], ...]:
    """Every column by which an officer has work in hand, with its model, in the order in which they are told."""
    found = [(model, hand) for model, declared in _declared() for hand in declared.hands]
    return tuple(sorted(found, key=lambda one: one[1].place))


def words_of(model: Any) -> tuple[str, ...]:
    """Columns with a petitioner's own words."""
    return () if model.lifecycle is None else lifecycle_of(model).words


@cache
def moves_dates(table: str) -> frozenset[str]:
    """Columns of a table by which a date of its matter may move."""
    model = BY_TABLE[table]
    moves = False if model.lifecycle is None else lifecycle_of(model).moves_dates
    return frozenset((model._meta.fields if moves is True else moves) or ())
