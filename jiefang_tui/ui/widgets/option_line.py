"""A choice that shows all it has: 1信访 2办事 3调解 ...; digits choose, so do Left and Right, initials and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.strip import Strip

from jiefang_tui.rules.text import normalise
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.choice import ChoiceField, Options
from jiefang_tui.ui.widgets.fields import LINE_LIMIT, Field

DIGITS = "1234567890"
MOST_CELLS = 68
"""What the longest line of choices may take; a longer one is a list."""

Place = tuple[int, int, str]
"""Line, first cell, and what stands there, of one option."""


class OptionLine(ChoiceField):
    """As a `ChoiceField`, and nothing is hidden: on one line where there is room, else on as many as it takes.

    With `multi` a digit puts a choice on or off, Left and Right go to one and the space bar puts it on or off. With
    `free` as well, what else is typed stays as words behind the choices.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "option-line--digit",
        "option-line--word",
        "option-line--chosen",
        "option-line--pointed",
        "option-line--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "match(-1)", "前一个", show=False),
        Binding("right", "match(1)", "后一个", show=False),
        Binding("up", "step(-1)", "上一项", show=False),
        Binding("down", "step(1)", "下一项", show=False),
        Binding("backspace", "take_back", "退掉最后一个", show=False),
    ]

    def __init__(
        self,
        options: Options,
        *,
        value: str = "",
        free: bool = False,
        multi: bool = False,
        limit: int = LINE_LIMIT,
        short: Mapping[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        """`short`: shorter words for some labels, by value; only what is painted is shorter."""
        self._short = dict(short or {})
        self._at = 0
        super().__init__(options, value=value, free=free, multi=multi, limit=limit, id=id)

    # -- what is chosen

    @property
    def hint(self) -> str:
        return ""  # everything is in sight

    @property
    def _on(self) -> list[str]:
        return self.choices

    @property
    def words(self) -> list[str]:
        """What was typed that stands for no option."""
        return [part for part, option in self._resolved() if option is None]

    @property
    def _in_word(self) -> bool:
        """Whether the last piece of the text is a word that is still being typed."""
        return bool(self._parts) and self._parts[-1] not in {option[1] for option in self.options}

    def _choose(self, index: int) -> None:
        """The option of that place, or with `multi` on or off."""
        if not 0 <= index < len(self.options):
            return
        self._at = index
        label = self.options[index][1]
        if not self.multi:
            self.value = label
            self.select_all()
            return
        parts = [option[1] if option else part for part, option in self._resolved()]
        kept = [part for part in parts if part != label]
        self.value = " ".join(kept if label in parts else [*kept, label])
        self.cursor_position = len(self.value)

    def action_match(self, by: int) -> None:
        if self.multi:
            self._at = (self._at + by) % len(self.options)
            self.refresh()
            return
        values = [option[0] for option in self.options]
        at = values.index(self.choice) if self.choice in values else (-1 if by > 0 else 0)
        self._choose((at + by) % len(values))

    def action_take_back(self) -> None:
        """The last letter of a word, or a choice as a whole."""
        if self.selection.is_empty and self._parts and not self._in_word:
            self.value = " ".join(self._parts[:-1])
            self.cursor_position = len(self.value)
        else:
            self.action_delete_left()

    async def _on_key(self, event: events.Key) -> None:
        typed = normalise(event.character or "") if event.is_printable else ""
        if typed and typed in DIGITS:
            self._choose(DIGITS.index(typed))
            if not self.multi and DIGITS.index(typed) < len(self.options):
                self.post_message(Field.Picked(self))
        elif event.key == "space" and self.multi and not self._in_word:
            self._choose(self._at)
        else:
            if typed and self.multi and self._parts and not self._in_word:
                self.selection = type(self.selection).cursor(len(self.value))
                self.insert_text_at_cursor(" ")
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        if self.multi:  # what is typed is put behind what is chosen
            self.cursor_position = len(self.value)

    # -- paint

    def _places(self, room: int) -> tuple[list[Place], Offset]:
        """Where each option stands in `room` cells, and where the words begin that are none."""
        words = [
            f"{DIGITS[n] if n < len(DIGITS) else ''}{self._short.get(value, label)}"
            for n, (value, label, *_) in enumerate(self.options)
        ]
        taken = sum(map(cells.width, words))
        gap = 2 if taken + 2 * (len(words) - 1) <= room else 1
        places: list[Place] = []
        line = x = 0
        for word in words:
            if x and x + cells.width(word) > room:
                line, x = line + 1, 0
            places.append((line, x, word))
            x += cells.width(word) + gap
        if self.free and room - x < 8:
            line, x = line + 1, 0
        return places, Offset(x, line)

    def line_count(self, room: int) -> int:
        """How many lines it takes in `room` cells."""
        places, behind = self._places(room)
        last = places[-1][0] if places else 0
        return 1 + (max(last, behind.y) if self.words else last)

    @property
    def cursor_screen_offset(self) -> Offset:
        region = self.content_region
        places, behind = self._places(region.width)
        if self.free and self.words:
            return Offset(region.x + behind.x, region.y + behind.y)
        pointed = self._pointed
        line, x, _ = places[pointed] if 0 <= pointed < len(places) else (0, 0, "")
        return Offset(region.x + x, region.y + line)

    @property
    def _pointed(self) -> int:
        """The place that the cursor is on."""
        if self.multi:
            return self._at
        values = [option[0] for option in self.options]
        return values.index(self.choice) if self.choice in values else 0

    def render_line(self, y: int) -> Strip:
        room = self.size.width
        plain = self.rich_style
        digit, word, chosen, pointed, cursor = (
            self.get_component_rich_style(f"option-line--{name}", partial=True)
            for name in ("digit", "word", "chosen", "pointed", "cursor")
        )
        places, behind = self._places(room)
        on = set(self._on)
        segments: list[Segment] = []
        x = 0
        for index, (line, at, text) in enumerate(places):
            if line != y:
                continue
            segments.append(Segment(" " * (at - x), plain))
            here = self.has_focus and index == self._pointed
            if self.options[index][0] in on:
                segments.append(Segment(text, plain + (cursor if here else chosen)))
            elif here:
                segments.append(Segment(text, plain + pointed))
            else:
                segments += [Segment(text[:1], plain + digit), Segment(text[1:], plain + word)]
            x = at + cells.width(text)
        if self.words and behind.y == y:
            words = cells.fit(" ".join(self.words), min(room - behind.x, cells.width(" ".join(self.words))))
            segments += [Segment(" " * (behind.x - x), plain), Segment(words, plain)]
        return Strip(segments).adjust_cell_length(room, plain)
