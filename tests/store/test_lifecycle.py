"""Every table that has to do with somebody says what becomes of its rows, and what it says is so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from peewee import CharField, ForeignKeyField, IntegerField, TextField

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import clock_facts, database, lifecycles, models
from jiefang_tui.store.models import ALL, Matter, Officer, Petitioner, Row, Unit, Visit
from jiefang_tui.store.models.lifecycle import DROP, MOVE, STAY, Clear, Drop, Hand, Keep, Lifecycle, Move, Stay
from tests.services.given import owned

ROOTS = (Matter, Visit, Petitioner, Officer, Unit)
DECLARED = [model for model in ALL if model.lifecycle is not None]


def _reaches(model: Any) -> bool:
    """Whether a chain of foreign keys leads to one of the five, or the model names rows by number without a key."""
    if model in ROOTS or any(_reaches(key.rel_model) for key in lifecycles.keys_of(model)):
        return True
    numbers = (one for one in model._meta.sorted_fields if type(one) is IntegerField)
    return any(one.name.endswith("_id") for one in numbers)


def _undeclared(tables: Iterable[Any]) -> list[str]:
    return [model.__name__ for model in tables if model.lifecycle is None and _reaches(model)]


def test_every_table_that_reaches_somebody_says_what_becomes_of_it() -> None:
    assert _undeclared(ALL) == [], "declare `lifecycle` beside the fields, see store.models.lifecycle"


def test_every_model_is_among_all() -> None:
    for path in Path(str(models.__file__)).parent.glob("*.py"):
        import_module(
            f"jiefang_tui.store.models.{path.stem}" if path.stem != "__init__" else "jiefang_tui.store.models"
        )
    ours = [one for one in Row.__subclasses__() if one.__module__.startswith("jiefang_tui.")]
    assert [one.__name__ for one in ours if one not in ALL] == []


def _texts(model: Any) -> set[str]:
    return {one.name for one in model._meta.sorted_fields if isinstance(one, (TextField, CharField))}


def _wrong(model: Any) -> Iterator[str]:
    """What a model says of itself that cannot be."""
    declared, fields = lifecycles.lifecycle_of(model), model._meta.fields
    rule = declared.on_sealing
    named = {*declared.words, *(hand.column for hand in declared.hands)}
    named |= set(declared.moves_dates) if isinstance(declared.moves_dates, tuple) else set()
    if isinstance(rule, Clear):
        named |= {*rule.columns, *rule.kept}
        yield from (
            f"{one} is neither cleared nor kept with why" for one in _texts(model) - {*rule.columns, *rule.kept}
        )
        yield from (f"{one} is cleared and kept" for one in rule.kept.keys() & set(rule.columns))
        yield from (f"{one}, words of a petitioner, stays" for one in set(declared.words) - set(rule.columns))
    elif isinstance(rule, Keep) and (declared.words or not rule.why):
        yield "what is kept needs a why, and holds no words of a petitioner"
    yield from (f"has no column {one}" for one in named - fields.keys())
    yield from _wrong_keys(model, declared)


def _wrong_keys(model: Any, declared: Lifecycle) -> Iterator[str]:
    rule, merging = declared.on_sealing, declared.on_merging
    keys = lifecycles.keys_of(model)
    for key in keys:
        parent = key.rel_model.lifecycle
        gone = isinstance(parent.on_sealing, Drop) if parent else False
        emptied = isinstance(rule, Clear) and key.name in rule.columns
        if gone and not (isinstance(rule, Drop) or emptied):
            yield f"{key.name} would point at a row that is gone"
    if any(key.rel_model in (Officer, Unit) for key in keys) and not (declared.hands or declared.not_in_hand):
        yield "names an officer or a unit: who has it in hand, or why has nobody?"
    if isinstance(merging, Move) and not any(key.rel_model in (Matter, Petitioner) for key in keys):
        yield "moves, but has no key to a matter or a petitioner"
    stops = isinstance(merging, Stay) and merging.stops
    if (stops or (isinstance(merging, Move) and merging.only_open)) and declared.is_open is None:
        yield "does not say when a row of it is open"
    under = lifecycles.way_to(model, Matter) is not None
    if not under and (stops or declared.moves_dates or any(one.role or one.of_matters for one in declared.hands)):
        yield "is under no matter"
    for hand in declared.hands:
        field = model._meta.fields.get(hand.column)
        if not (isinstance(field, ForeignKeyField) and field.rel_model is Officer):
            yield f"{hand.column} names no officer"


@pytest.mark.parametrize("model", DECLARED, ids=lambda model: model.__name__)
def test_what_a_table_says_of_itself_can_be(model: Any) -> None:
    assert list(_wrong(model)) == []


def _not_asked(model: Any) -> set[str]:
    """Text columns of which nobody has said whether a report may stand in them beside a claim."""
    declared = lifecycles.lifecycle_of(model)
    return _texts(model) ^ {*declared.told, *declared.fixed.split()}


@pytest.mark.parametrize(
    "model", [one for one in DECLARED if any(lifecycles.way_to(one, root) is not None for root in (Matter, Visit))]
)
def test_every_text_column_that_hangs_on_a_matter_is_asked_for_when_a_report_is_taken_out(model: Any) -> None:
    assert _not_asked(model) == set(), "name it in `told` or in `fixed` of the lifecycle, see store.apart"
    assert not {*lifecycles.words_of(model)} - {*lifecycles.lifecycle_of(model).told, "title"}


def _may_be_of_no_matter(model: Any) -> bool:
    """Whether a row may name no matter, and hangs on none otherwise."""
    keys = [key for key in lifecycles.keys_of(model) if key.rel_model in (Matter, Visit)]
    return bool(keys) and all(key.null for key in keys)


def _forgotten(model: Any) -> set[str]:
    """Text columns of rows of no matter, or of several, of which nobody has said whether a report may stand in them."""
    declared = lifecycles.lifecycle_of(model)
    if isinstance(declared.on_sealing, Keep):
        return _texts(model) - {*declared.retold, *declared.fixed.split()}
    return {*declared.told} - {*declared.retold} if _may_be_of_no_matter(model) else set()


@pytest.mark.parametrize("model", [one for one in DECLARED if one not in (*ROOTS, models.Village)])
def test_what_is_of_several_matters_or_of_none_says_which_words_go_with_a_report(model: Any) -> None:
    assert _forgotten(model) == set(), "name it in `retold` or in `fixed` of the lifecycle, see store.retold"
    assert {*lifecycles.lifecycle_of(model).retold} <= _texts(model)


def test_a_table_of_ours_that_forgets_its_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Invented, "lifecycle", Lifecycle(on_sealing=Keep("ours"), on_merging=STAY))
    assert _forgotten(Invented) == {"text"}


def test_a_text_column_nobody_spoke_of_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Invented, "lifecycle", Lifecycle(on_sealing=DROP, on_merging=STAY))
    assert _not_asked(Invented) == {"text"}


def test_every_kind_of_work_has_its_place() -> None:
    places = [hand.place for _, hand in lifecycles.hands()]
    assert len(set(places)) == len(places)


def test_the_clock_reads_what_says_that_it_moves_dates(desk: Desk) -> None:
    sent: list[str] = []
    matter_id = owned(desk)
    database.connection().set_trace_callback(sent.append)
    clock_facts.facts_of([matter_id])
    database.connection().set_trace_callback(None)
    read = {table for sql in sent for table in re.findall(r"(?:FROM|JOIN)\s+(\w+)", sql)}
    assert read - {"unit", "officer"} == {table for table in lifecycles.BY_TABLE if lifecycles.moves_dates(table)}
    (columns,) = (found[1] for sql in sent if (found := re.match(r"\s*SELECT (.*) FROM matter ", sql)))
    assert {one.removesuffix("_id") for one in columns.split(", ")} - {"id"} == lifecycles.moves_dates("matter")


# -- the walk itself


class Invented(Row):
    """A table somebody adds and says nothing of."""

    matter = ForeignKeyField(Matter, backref="+")
    text = TextField()


class Beneath(Row):
    """One that hangs on it."""

    invented = ForeignKeyField(Invented, backref="+")
    officer = ForeignKeyField(Officer, backref="+")
    note = TextField()


def test_a_table_that_says_nothing_is_named() -> None:
    assert _undeclared([Invented, Beneath]) == ["Invented", "Beneath"]
    with pytest.raises(TypeError, match="Invented declares no lifecycle"):
        lifecycles.lifecycle_of(Invented)


@pytest.mark.parametrize(
    ("declared", "wrong"),
    [
        (Lifecycle(on_sealing=DROP, on_merging=STAY), "names an officer or a unit"),
        (Lifecycle(on_sealing=DROP, on_merging=MOVE, not_in_hand="x"), "no key to a matter"),
        (Lifecycle(on_sealing=Keep("x"), on_merging=STAY, not_in_hand="x"), "a row that is gone"),
        (Lifecycle(on_sealing=Clear("invented"), on_merging=STAY, not_in_hand="x"), "note is neither cleared nor kept"),
        (Lifecycle(on_sealing=DROP, on_merging=STAY, hands=(Hand("who", "", "", 0),)), "has no column who"),
        (Lifecycle(on_sealing=DROP, on_merging=Stay("x"), not_in_hand="x"), "when a row of it is open"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch, declared: Lifecycle, wrong: str) -> None:
    monkeypatch.setattr(Invented, "lifecycle", Lifecycle(on_sealing=DROP, on_merging=STAY))
    monkeypatch.setattr(Beneath, "lifecycle", declared)
    assert any(wrong in one for one in _wrong(Beneath))
