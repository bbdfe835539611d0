"""Reads the value of a choice in a form; refuses a form in which nothing was chosen."""

from __future__ import annotations

from typing import TypeVar

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.terms import Term

T = TypeVar("T", bound=Term)


def require_choice(term: type[T], value: str, sentence: str, field: str) -> T:
    """Return the member of `term` with this `value`; otherwise refuse with `sentence` about `field`."""
    try:
        return term(value)
    except ValueError as error:
        raise Refused(sentence, field) from error
