"""A scroll bar of spaces only: Textual's own ends it with eighth blocks, whose width terminals dispute."""

from __future__ import annotations

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBarRender(ScrollBarRender):
    """Draws thumb and track by background alone."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]


def install() -> None:
    """Use it for every scroll bar of the process."""
    ScrollBar.renderer = PlainScrollBarRender
