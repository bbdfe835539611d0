"""Numbers that rise: of the queue, of matters, of cards. Taken and written in one step, tried again on a clash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from peewee import IntegrityError

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.store.models import Row, db

R = TypeVar("R", bound=Row)

TRIES = 5
"""One writer never clashes with itself; ten windows on one server would."""


def create_numbered(act: Act, model: type[R], column: str, next_number: Callable[[], object], **values: Any) -> R:
    """Insert a row of `model` whose `column` is the next number, and record it.

    When somebody else took that number meanwhile, the next one is asked for again. Raises what the database raises when
    the clash is about something else, or goes on.
    """
    for tries_left in range(TRIES - 1, -1, -1):
        number = next_number()
        try:
            with db.atomic():
                return act.create(model, **{column: number}, **values)
        except IntegrityError:
            taken = model.select().where(getattr(model, column) == number).exists()
            if not (taken and tries_left):
                raise
    raise AssertionError("the last try returns or raises")
