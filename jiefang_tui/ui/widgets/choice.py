"""Fields whose text picks from a list: by Chinese, by pinyin initials (tqgz), or by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui.ui.initials import initials_of, matching
from jiefang_tui.ui.widgets.fields import LINE_LIMIT, Field, LineField

Option = tuple[str, str] | tuple[str, str, str]
"""(value, label) or (value, label, pinyin initials)."""
Options = Sequence[Option] | Callable[[], Iterable[Option]]

_BETWEEN = re.compile(r"[\s,，、;；]+")


class ChoiceField(LineField):
    """Typing filters, Up and Down go through the matches, leaving takes the best one and shows its label.

    With `free`, what matches nothing stays as typed (value None). With `multi`, several choices stand side by side,
    separated by blanks, and Up and Down change the last one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "match(-1)", "上一个选项", show=False),
        Binding("down", "match(1)", "下一个选项", show=False),
    ]

    def __init__(
        self,
        options: Options,
        *,
        value: str = "",
        free: bool = False,
        multi: bool = False,
        limit: int = LINE_LIMIT,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self._source = options
        self._options: list[tuple[str, str, str]] | None = None
        self.free = free
        self.multi = multi
        self._picked = -1
        """Which match Up and Down have reached; -1 while only typing decides."""
        super().__init__("", limit=limit, placeholder=placeholder, id=id, classes=classes)
        if value:
            self.value = self._label(value)

    @property
    def options(self) -> list[tuple[str, str, str]]:
        """All options as (value, label, initials), read on first use."""
        if self._options is None:
            source = self._source() if callable(self._source) else self._source
            self._options = [(o[0], o[1], o[2] if len(o) > 2 else initials_of(o[1])) for o in source]
        return self._options

    def set_options(self, options: Options) -> None:
        """Offer these instead (or again: a callable is asked anew)."""
        self._source, self._options, self._picked = options, None, -1
        self.post_message(Field.Edited(self))

    def _label(self, text: str) -> str:
        """`text` with the values of options in it replaced by their labels."""
        labels = {value: label for value, label, _ in self.options}
        if not self.multi:
            return labels.get(text, text)
        return " ".join(labels.get(part, part) for part in _BETWEEN.split(text.strip()))

    @property
    def raw(self) -> str:
        """The text as shown: a label once the field was left."""
        return self.value

    @raw.setter
    def raw(self, text: str) -> None:
        self._picked = -1
        self.value = self._label(text) if text else ""

    # -- what is picked

    @property
    def _parts(self) -> list[str]:
        parts = _BETWEEN.split(self.value.strip()) if self.multi else [self.value.strip()]
        return [part for part in parts if part]

    def _matches(self, typed: str) -> list[tuple[str, str, str]]:
        """Options for what was typed; a label written out in full stands for itself alone."""
        exact = [option for option in self.options if option[1] == typed]
        return exact or list(matching(typed, self.options))

    def _best(self, typed: str) -> tuple[str, str, str] | None:
        matches = self._matches(typed) if typed else []
        return matches[0] if matches else None

    def _resolved(self) -> list[tuple[str, tuple[str, str, str] | None]]:
        """Each part of the text with the option it stands for, the last one as reached by Up and Down."""
        parts = self._parts
        found = [(part, self._best(part)) for part in parts]
        if self._picked >= 0:
            typed = parts[-1] if parts else ""
            ring = self._ring(typed)
            if ring:
                found[-1:] = [(typed, ring[self._picked % len(ring)])]
        return found

    def _ring(self, typed: str) -> list[tuple[str, str, str]]:
        """What Up and Down go through: the matches, or everything when the text is empty or already a label."""
        if any(option[1] == typed for option in self.options):
            return self.options
        return list(matching(typed, self.options)) if typed else self.options

    @property
    def choice(self) -> str | None:
        """The value of the option picked, None if there is none (or with `free`, the text is nobody's label)."""
        found = self._resolved()
        return found[0][1][0] if found and found[0][1] else None

    @property
    def choices(self) -> list[str]:
        """With `multi`, the values picked, in the order typed, each once."""
        return list(dict.fromkeys(option[0] for _, option in self._resolved() if option))

    @property
    def unknown(self) -> str:
        """The first piece of text that stands for no option; always empty with `free`."""
        if self.free:
            return ""
        return next((part for part, option in self._resolved() if option is None), "")

    @property
    def hint(self) -> str:
        """`1/3 自然资源/征地补偿` while there is more than one match, the label while it is not yet written out."""
        found = self._resolved()
        if not found or found[-1][1] is None:
            return ""
        typed, option = found[-1]
        if self._picked >= 0:
            ring = self._ring(typed)
            return f"{self._picked % len(ring) + 1}/{len(ring)} {option[1]}"
        if option[1] == typed:
            return ""
        return f"1/{len(self._matches(typed))} {option[1]}"

    def settle(self) -> None:
        """Show the label of what is picked; called when the field is left."""
        found = self._resolved()
        if self.free and self._picked < 0:
            # Free text must not turn into a label that merely contains it: only a number or initials may.
            found = [(p, o if o and (p == o[1] or p.isascii()) else None) for p, o in found]
        labels = [option[1] if option else part for part, option in found]
        text = " ".join(dict.fromkeys(labels))
        self._picked = -1
        if text != self.value.strip() or not text:
            self.value = text

    def action_done(self) -> None:
        self.settle()
        super().action_done()

    def action_match(self, by: int) -> None:
        """The next or previous match."""
        typed = self._parts[-1] if self._parts else ""
        ring = self._ring(typed)
        if not ring:
            return
        if self._picked >= 0:
            self._picked = (self._picked + by) % len(ring)
        else:
            at = next((i for i, option in enumerate(ring) if option[1] == typed), None)
            if at is not None:
                self._picked = (at + by) % len(ring)
            elif typed:
                self._picked = by % len(ring)
            else:
                self._picked = 0 if by > 0 else len(ring) - 1
        self.post_message(Field.Edited(self))

    def replace(self, text: str, start: int, end: int) -> None:
        self._picked = -1
        super().replace(text, start, end)
