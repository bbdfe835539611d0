"""The tables that a screen is bound to are tables: a misspelt name would leave a screen that never reads again."""

from __future__ import annotations

import inspect
from typing import Any, cast

import pytest

from jiefang_tui.store.models import ALL
from jiefang_tui.ui.app import SCREEN_MAKERS
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from tests.ui.places import PLACES, Go

TABLES = {cast(Any, model)._meta.table_name for model in ALL}
READS_NOTHING = {"first_start", "recovery", "lines"}
"""Two screens from before a desk is open, and one that shows only what is typed in it."""


BY_KEY = {"today", "intake", "lines", "ledger", "supervision", "find", "fieldwork", "households", "plan_seats"}
"""Screens that the walks of `places` reach by a key."""
OF_NO_DESK = {"first_start", "recovery"}


def test_every_screen_is_a_place_that_the_other_tests_walk_to() -> None:
    opened = {step.screen for steps in PLACES.values() for step in steps if isinstance(step, Go)}
    assert set(SCREEN_MAKERS) == opened | BY_KEY | OF_NO_DESK


def screen_class(name: str) -> type[DeskScreen]:
    """The class that this entry of `SCREEN_MAKERS` would make a screen of."""
    held = inspect.getclosurevars(SCREEN_MAKERS[name]).nonlocals
    module = __import__(f"jiefang_tui.ui.{held['module']}", fromlist=[held["name"]])
    return cast("type[DeskScreen]", getattr(module, held["name"]))


@pytest.mark.parametrize("name", sorted(SCREEN_MAKERS))
def test_a_screen_is_bound_to_tables_that_there_are(name: str) -> None:
    bound = screen_class(name).BOUND
    assert bool(bound) != (name in READS_NOTHING)
    assert bound <= TABLES, bound - TABLES
