"""From an act's row to its form: what can be done with a matter is listed, and the form of what was chosen opened.

The form is found by the names of topic and form, when it is needed: no topic's screens import another's for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from jiefang_tui import clock
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, facts_of, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.ui.toolkit.act_dialog import ActDialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import Dialog, FormDialog


@dataclass(frozen=True)
class ActRequest:
    """An act that was asked for: on which screen, of which matter."""

    screen: DeskScreen
    facts: ActFacts
    row_id: int = 0
    """The line of a list it was asked for on; 0 where it was asked for of the matter."""
    date_key: str = ""
    """Which date of the line it is about, as `services.law.correcting` names it; empty: of the matter."""

    @property
    def desk(self) -> Desk:
        """The open desk."""
        return self.screen.desk

    @property
    def matter_id(self) -> int:
        """The matter."""
        return self.facts.matter_id

    @property
    def view(self) -> MatterView:
        """The matter as its page shows it."""
        return matter_view(self.matter_id, clock.today(), self.desk.reference)

    @property
    def matter_title(self) -> str:
        """The matter by its title, or by its number where names and matters are masked."""
        view = self.view
        return view.register_no if self.desk.masks_names or not view.title else view.title


Maker = Callable[[ActRequest], Dialog[Any] | None]
"""Makes the form of an act. None: nothing is left to ask, or it was asked on the screen itself."""


def form_of(spec: ActSpec) -> Maker:
    """What makes the form of an act."""
    maker: Maker = import_module(f"jiefang_tui.ui.{spec.topic}.forms").FORMS[spec.form]
    return maker


def offer(screen: DeskScreen, title: str, specs: Sequence[ActSpec], matter_id: int, row_id: int = 0) -> None:
    """List these acts; where none of them is possible say why instead."""
    facts = facts_of(specs, screen.desk, matter_id, row_id)
    if all(why_not(spec, facts) for spec in specs):
        screen.say(why_not(specs[0], facts))
        return
    acts = {spec.name: spec for spec in specs}
    screen.ask(ActDialog(title, specs, facts), lambda name: begin(screen, acts[name], matter_id, row_id))


def offer_line(screen: DeskScreen, title: str, specs: Sequence[ActSpec], matter_id: int, row_id: int) -> None:
    """Enter on a line: the only act there is begins at once, several are listed; a window that only looks, looks."""
    if screen.looks_only:
        specs = [spec for spec in specs if spec.looks]
        if not specs:
            screen.say(screen.desk.read_only_because)
            return
    if len(specs) == 1:
        begin(screen, specs[0], matter_id, row_id)
    else:
        offer(screen, title, specs, matter_id, row_id)


def begin(screen: DeskScreen, spec: ActSpec, matter_id: int, row_id: int = 0, date_key: str = "") -> None:
    """Open the form of an act, or say why it is not possible."""
    facts = facts_of((spec,), screen.desk, matter_id, row_id)
    if why := why_not(spec, facts):
        screen.warn(why)
        return
    dialog = form_of(spec)(ActRequest(screen, facts, row_id, date_key))
    if dialog is not None:
        ask(screen, dialog, row_id)


def ask(screen: DeskScreen, dialog: Dialog[Any], row_id: int = 0) -> None:
    """Open a form, and say on the screen what came of it."""
    if isinstance(dialog, FormDialog):
        dialog.old_row = row_id
    screen.ask(dialog, lambda _: say_done(screen, dialog))


def say_done(screen: DeskScreen, dialog: Dialog[Any]) -> None:
    """What came of an act: the service's own sentence where it has one, else that it is written down."""
    outcome = getattr(dialog, "came_of_it", None)
    if not isinstance(outcome, str) or not outcome:
        screen.say(f"已记下: {dialog.heading()}")
    elif getattr(dialog, "warns", False):
        screen.warn(outcome)
    else:
        screen.say(outcome)
