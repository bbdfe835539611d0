"""The one kind of error an act raises."""

from __future__ import annotations


class Refused(Exception):
    """An act that could not be done. `str()` is one Chinese sentence that says what to do instead.

    `field` names the form field it is about, so that the sentence stands beside it; empty for the whole screen.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
