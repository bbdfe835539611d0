"""A screen beneath a dialog where there are only 16 colours: every text faint on black, none of them mixed."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual.screen import Screen

_FAINT = Style(color="bright_black", bgcolor="black")


class Faint:
    """The screen that it is given, without its own colours."""

    def __init__(self, screen: Screen[object]) -> None:
        self.screen = screen

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return self._faint(console.render(self.screen._compositor, options))

    @staticmethod
    def _faint(segments: Iterable[Segment]) -> Iterable[Segment]:
        for text, _, control in segments:
            yield Segment(text, None if control else _FAINT, control)
