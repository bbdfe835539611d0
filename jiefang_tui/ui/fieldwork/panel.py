"""What the pages of 走访 (F8) have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.panel import Panel


class FieldPanel(Panel):
    """A page of F8: reads itself, says where it stands, keeps what is half typed."""

    def __init__(self, screen: DeskScreen, *, id: str) -> None:
        """`screen`: on which it will stand; it reads the desk before it does."""
        super().__init__(id=id)
        self._stands_on = screen

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen it stands on."""
        return self._stands_on

    def reload(self) -> None:
        """Read again and show it."""

    def keep(self) -> str:
        """Keep what is half typed; why it could not be."""
        return ""

    def leave(self) -> bool:
        """Esc: whether something here was put away, and the screen stays."""
        return False

    def ask_form(self, form: FormDialog, then: Callable[[], object] | None = None) -> None:
        """Ask a form of the desk and say what came of it."""
        form.about = OF_THE_DESK

        def done(_: object) -> None:
            self.desk_screen.say(str(form.came_of_it or "已保存"))
            if then is not None:
                then()

        self.desk_screen.ask(form, done)

    def done(self, fn: Callable[..., Any], *args: Any) -> bool:
        """Whether an act that returns nothing was done."""
        return not isinstance(self.desk_screen.attempt(fn, *args), Refused)
