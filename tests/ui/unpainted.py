"""Nothing is painted in the tests of screens that nobody reads: it took a quarter of their time.

Textual paints after every key, and without a terminal throws it away; here a change is noted as painted. What
a test reads (`painted.lines`) is painted when it asks; a test about painting itself is marked ``painted``.
"""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor, visible_screen_stack

_paint = Compositor.render_update


def _note_as_painted(self: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> None:
    visible_screen_stack.set(screen_stack or [])
    self._dirty_regions.clear()


def paint(everything: bool) -> None:
    """Whether screens are painted with every change."""
    Compositor.render_update = _paint if everything else _note_as_painted  # type: ignore[method-assign]
