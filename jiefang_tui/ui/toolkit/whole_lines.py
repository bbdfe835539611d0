"""Repaint whole lines: a wide character under the edge of a repainted piece would be left as a hole.

And paint beneath a screen only what lies beneath it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.screen import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType


class WholeLines:
    """Mixed into screens, before `Screen`. What is to be repainted grows to the full width of its lines.

    Textual 8.2 repaints only the cells of what changed; where the edge of a dialog or panel that went away ran
    through a Chinese character, that half is drawn as a space and the terminal drops the other half.

    No DOMNode itself: Textual looks for the styles of a class along the first of its bases that is one, so that none
    of `Screen` would hold for what this is mixed into; each screen would be transparent and paint all beneath it.
    """

    def _compositor_refresh(self) -> None:
        assert isinstance(self, Screen)
        compositor = self._compositor
        width = compositor.size.width
        grown = {Region(0, region.y, width, region.height) for region in compositor._dirty_regions}
        compositor._dirty_regions.clear()
        compositor._dirty_regions.update(grown)
        super()._compositor_refresh()  # type: ignore[misc]

    def render(self) -> RenderableType:
        """What is washed beneath this screen is the one right beneath it.

        Textual 8.2 takes the last of a list that each screen shortens which paints itself anew. A screen whose picture
        is still remembered shortens nothing, and the next one would be painted over itself, or over one that is
        painted over it, without end.
        """
        assert isinstance(self, Screen)
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        visible_screen_stack.set(stack[at - 1 : at] if at else [])
        rendered: RenderableType = super().render()  # type: ignore[misc]
        return rendered
