"""What a form's choice gives: one of a list, or the sentence that asks for it."""

from __future__ import annotations

from typing import TypeVar

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.terms import Term

T = TypeVar("T", bound=Term)


def chosen(term: type[T], value: str, sentence: str, field: str) -> T:
    """The member of `term` that `value` is; `Refused` with `sentence` about `field` when none was chosen."""
    try:
        return term(value)
    except ValueError as error:
        raise Refused(sentence, field) from error
