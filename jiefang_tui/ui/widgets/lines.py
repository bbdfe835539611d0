"""The two lines at the top of every screen: where am I, which day, who am I; and where this stands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from jiefang_tui import clock
from jiefang_tui.ui.widgets import cells

Part = str | tuple[str, str]
"""A piece of a line: text, or (text, style) such as ("红牌 1", "bold $card-red")."""

MOST_LINES = 4
"""That an outcome takes when it is too long for one."""
_WEEKDAYS = "一二三四五六日"


def day_and_time() -> str:
    """The clock as the top line shows it, to the minute."""
    now = clock.now()
    return f"{now:%Y-%m-%d} 星期{_WEEKDAYS[now.weekday()]} {now:%H:%M}"


class TopLine(Widget):
    """One red line: 接访台 and a heading left, the clock and the officer right; the heading gives way first."""

    def __init__(self, heading: str, officer: str, read_only: bool = False) -> None:
        super().__init__(id="top-line")
        self._heading = heading
        self._officer = officer
        self._read_only = read_only
        self._clock = day_and_time()

    @property
    def heading(self) -> str:
        """What it says at the left."""
        return self._heading

    def set_heading(self, heading: str) -> None:
        """Say which screen this is, e.g. 来访登记 第 08 号."""
        if heading != self._heading:
            self._heading = heading
            self.refresh()

    def set_officer(self, officer: str) -> None:
        """Say who sits at the desk now."""
        if officer != self._officer:
            self._officer = officer
            self.refresh()

    def tick(self) -> None:
        """Repaint if the minute has changed."""
        now = day_and_time()
        if now != self._clock:
            self._clock = now
            self.refresh()

    def render(self) -> Content:
        room = self.content_size.width
        right = self._clock
        if self._officer:
            right += f"  登记员 {self._officer}"
        if self._read_only:
            right = "只读  " + right
        name = "接访台"
        left = room - cells.width(right) - cells.width(name) - 4
        heading = cells.fit(self._heading, max(0, left))
        return Content.assemble((name, "bold"), "  ", heading, "  ", right)


class StatusLine(Widget):
    """One line: the outcome of the last act (or what was wrong with it), else where this stands and what is next.

    An outcome that is longer is read whole: it takes the lines that it needs until the next key.
    """

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self._stand: tuple[Part, ...] = ()
        self._right: tuple[Part, ...] = ()
        self._said = ""
        self._wrong = False

    @property
    def message(self) -> str:
        """The sentence now shown, empty if the line shows where this stands."""
        return self._said

    @property
    def wrong(self) -> bool:
        """Whether that sentence says what was wrong."""
        return bool(self._said) and self._wrong

    @property
    def standing(self) -> str:
        """Where this stands, as plain text."""
        return "".join(part if isinstance(part, str) else part[0] for part in (*self._stand, *self._right))

    def stand(self, *parts: Part, right: Sequence[Part] = ()) -> None:
        """Say where this stands and what is next; shown whenever no outcome is. `right`: at the line's end."""
        if parts != self._stand or tuple(right) != self._right:
            self._stand, self._right = parts, tuple(right)
            self.refresh()

    def say(self, text: str, wrong: bool = False) -> None:
        """Show an outcome in place of where this stands; an empty text takes it away."""
        if (text, wrong) != (self._said, self._wrong):
            self._said, self._wrong = text, wrong
            self._take_lines()
            self.refresh()

    def on_resize(self) -> None:
        self._take_lines()

    def _lines_of(self, room: int) -> list[str]:
        """The outcome in lines; one that takes no more than one is fitted into it."""
        if cells.width(self._said) <= room:
            return [self._said]
        folded = cells.fold(self._said, room)
        if len(folded) > MOST_LINES:
            folded[MOST_LINES - 1 :] = [cells.fit("".join(folded[MOST_LINES - 1 :]), room)]
        return folded

    def _take_lines(self) -> None:
        room = self.content_size.width
        lines = len(self._lines_of(room)) if room else 1
        if self.size.height != lines and room:
            self.styles.height = lines

    def render(self) -> Content:
        room = self.content_size.width
        if self._said:
            style = "bold $card-red" if self._wrong else "bold $said"
            return Content.styled("\n".join(self._lines_of(room)), style)
        if not self._right:
            return assemble(self._stand, room)
        taken = sum(cells.width(part if isinstance(part, str) else part[0]) for part in self._right)
        left = assemble(self._stand, max(0, room - taken - 1))
        return Content.assemble(left, " " * (room - taken - left.cell_length), *self._right)


def assemble(parts: tuple[Part, ...], room: int) -> Content:
    """The parts on one line of at most `room` cells."""
    taken = 0
    shown: list[Part] = []
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        text = cells.one_line(text)
        if taken + cells.width(text) > room:
            text = cells.fit(text, room - taken)
        taken += cells.width(text)
        if text:
            shown.append((text, style))
    return Content.assemble(*shown)
