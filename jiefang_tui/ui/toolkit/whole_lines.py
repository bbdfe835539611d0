"""Repaint whole lines: a wide character under the edge of a repainted piece would be left as a hole."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.geometry import Region
from textual.screen import Screen


class WholeLines(DOMNode):
    """Mixed into screens, before `Screen`. What is to be repainted grows to the full width of its lines.

    Textual 8.2 repaints only the cells of what changed; where the edge of a dialog or panel that went away ran
    through a Chinese character, that half is drawn as a space and the terminal drops the other half.
    """

    def _compositor_refresh(self) -> None:
        assert isinstance(self, Screen)
        compositor = self._compositor
        width = compositor.size.width
        grown = {Region(0, region.y, width, region.height) for region in compositor._dirty_regions}
        compositor._dirty_regions.clear()
        compositor._dirty_regions.update(grown)
        super()._compositor_refresh()  # type: ignore[misc]
