"""What the tabs of a matter have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from jiefang_tui.ui.toolkit.looks_only import LooksOnly

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.store.queries.matter.matters import MatterView
    from jiefang_tui.ui.toolkit.desk_screen import DeskAppBase, DeskScreen


class Panel(LooksOnly, Widget):
    """One tab's body, mounted when its tab is first opened."""

    app: DeskAppBase

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen it stands on."""
        return cast("DeskScreen", self.screen)

    @property
    def desk(self) -> Desk:
        """The open desk."""
        desk: Desk = self.desk_screen.desk
        return desk

    def show(self, view: MatterView) -> None:
        """Show this matter; called when it was read again."""

    def take_focus(self) -> None:
        """Put the focus where keys act."""
