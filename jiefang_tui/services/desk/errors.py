"""The one kind of error an act raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


class Refused(Exception):
    """An act that could not be done. `str()` is one Chinese sentence that says what to do instead.

    `field` names the form field it is about, so that the sentence stands beside it; empty for the whole screen.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Asks(Refused):
    """Not refused: one thing has to be answered before the act is done. Whoever shows it asks, and tries again.

    `answer` takes the code of one of `options`; those in `more` want the texts of a form as well, by its fields.
    """

    def __init__(
        self,
        sentence: str,
        options: Sequence[tuple[str, str]],
        answer: Callable[[str, Mapping[str, str]], None],
        more: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__(sentence, "report_answer")
        self.options = tuple(options)
        self.answer = answer
        self.more = dict(more or {})
        """By code the texts that the form shows to be read."""
