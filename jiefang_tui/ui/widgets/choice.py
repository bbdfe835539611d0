"""Fields whose text picks from a list: by Chinese, by pinyin initials (tqgz), or by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui.ui.widgets.fields import LINE_LIMIT, Field, LineField
from jiefang_tui.ui.widgets.initials import matching

Option = tuple[str, str] | tuple[str, str, str]
"""(value, label) or (value, label, pinyin initials)."""
Options = Sequence[Option] | Callable[[], Iterable[Option]]

_BETWEEN = re.compile(r"[\s,，、;；]+")


class ChoiceField(LineField):
    """Typing filters, Up and Down go through the matches, leaving takes the best one and shows its label.

    With `free`, what matches nothing stays as typed (value None). With `multi`, several choices stand side by side,
    separated by blanks, and Up and Down change the last one. One character that only a single option begins with
    stands for that option even with `free`: nobody and no unit is called so.
    """

    SELECT_ON_FOCUS = True

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
        self._options: list[tuple[str, ...]] | None = None
        self.free = free
        self.multi = multi
        self._picked = -1
        """Which match Up and Down have reached; -1 while only typing decides."""
        self._completed = ("", "")
        """The label that leaving put in place of one character, and that character."""
        super().__init__("", limit=limit, placeholder=placeholder, id=id, classes=classes)
        if value:
            self.value = self._label(value)

    @property
    def options(self) -> list[tuple[str, ...]]:
        """All options, read on first use."""
        if self._options is None:
            source = self._source() if callable(self._source) else self._source
            self._options = list(source)
        return self._options

    def _label(self, text: str) -> str:
        """`text` with the values of options in it replaced by their labels."""
        labels = {value: label for value, label, *_ in self.options}
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

    def _matches(self, typed: str) -> list[tuple[str, ...]]:
        """Options for what was typed; a label written out in full stands for itself alone."""
        exact = [option for option in self.options if option[1] == typed]
        return exact or matching(typed, self.options)

    def _best(self, typed: str) -> tuple[str, ...] | None:
        """What `typed` stands for. Free text must not turn into a label that merely contains it: there only a
        label, a number, initials or the one character of `_begun` stand for an option."""
        matches = self._matches(typed)
        begun = self._begun(typed)
        if begun is not None:
            return begun
        if not matches or (self.free and typed != matches[0][1] and not typed.isascii()):
            return None
        return matches[0]

    def _begun(self, typed: str) -> tuple[str, ...] | None:
        """With `free`: the only option that begins with this one Chinese character."""
        if not self.free or len(typed) != 1 or typed.isascii() or any(o[1] == typed for o in self.options):
            return None
        beginning = [option for option in self.options if option[1].startswith(typed)]
        return beginning[0] if len(beginning) == 1 else None

    def _resolved(self) -> list[tuple[str, tuple[str, ...] | None]]:
        """Each part of the text with the option it stands for, the last one as reached by Up and Down."""
        parts = self._parts
        found = [(part, self._best(part)) for part in parts]
        if self._picked >= 0:
            typed = parts[-1] if parts else ""
            ring = self._ring(typed)
            if ring:
                found[-1:] = [(typed, ring[self._picked % len(ring)])]
        return found

    def _ring(self, typed: str) -> list[tuple[str, ...]]:
        """What Up and Down go through: the matches, or everything when the text is empty or already a label."""
        if any(option[1] == typed for option in self.options):
            return list(self.options)
        return matching(typed, self.options)

    @property
    def choice(self) -> str | None:
        """The value of the option picked, None if there is none (or with `free`, the text is nobody's label)."""
        return next((option[0] for _, option in self._resolved() if option), None)

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
    def in_sight(self) -> tuple[list[str], int]:
        """The labels that Up and Down go through, and which of them leaving takes; -1: none."""
        typed = self._parts[-1] if self._parts else ""
        ring = self._ring(typed)
        taken = self._resolved()[-1][1] if self._parts or self._picked >= 0 else None
        return [option[1] for option in ring], ring.index(taken) if taken in ring else -1

    @property
    def hint(self) -> str:
        """`1/3 自然资源/征地补偿`: which match of how many leaving takes; empty once the label is written out."""
        parts = self._parts
        typed = parts[-1] if parts else ""
        ring = self._ring(typed)
        if self._picked >= 0 and ring:
            return f"{self._picked % len(ring) + 1}/{len(ring)} {ring[self._picked % len(ring)][1]}"
        if self._completed[0] and self.value == self._completed[0]:
            return f"按「{self._completed[1]}」补全"
        if not typed or not ring or any(option[1] == typed for option in self.options):
            return ""
        best = self._best(typed)
        if best is None:
            return f"下键选 {ring[0][1]}"
        return f"{ring.index(best) + 1}/{len(ring)} {best[1]}"

    def settle(self) -> None:
        """Show the label of what is picked; called when the field is left."""
        labels = [option[1] if option else part for part, option in self._resolved()]
        text = " ".join(dict.fromkeys(labels))
        begun = self._begun(self.value.strip()) if self._picked < 0 else None
        self._picked = -1
        if text != self.value:
            self._completed = (text, self.value.strip()) if begun else ("", "")
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
