"""A form that is typed down a column: a digit in a line of choices goes on to what is still empty; a draft is kept."""

from __future__ import annotations

from collections.abc import Collection

from textual.widget import Widget

from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.half_typed import HalfTyped
from jiefang_tui.ui.widgets.form import Form


class QuickForm(Form):
    """As a `Form`; what was kept from the row above is passed over after a digit."""

    half: HalfTyped | None = None
    """Where what is half typed in it is kept."""
    worth: Collection[str] = ()
    """Fields of which one has to be typed in for a draft."""
    never: Collection[str] = ()
    """Fields of which no draft is kept."""

    def _go_on_if_shown(self, field: Widget) -> None:
        """A digit goes on to the next field that is still empty."""
        shown = [name for name in self.names if self.row(name).display]
        if self._name_of(field) not in shown or not field.has_focus:
            return
        after = shown[shown.index(self._name_of(field)) + 1 :]
        empty = next((name for name in after if not self.field(name).raw.strip()), None)
        if empty is not None:
            self.focus_field(empty)

    # -- what is half typed

    def take_draft(self, desk: Desk, key: str, title: str) -> bool:
        """Fill in what was typed under `key` and never saved; whether there was anything."""
        self.half = HalfTyped(desk, key, title, next(iter(drafts.drafts(desk, key)), None))
        texts = self.half.texts(self.names)
        self.load(texts)
        return bool(texts)

    def keep_draft(self) -> str:
        """Keep what is half typed; why it could not be. A form that was saved and emptied keeps nothing."""
        if self.half is None:
            return ""
        typed = {name: text for name, text in self.raw().items() if text.strip() and name not in self.never}
        try:
            self.half.keep(typed if any(name in typed for name in self.worth) else {})
        except Refused as refused:
            return str(refused)
        return ""

    def on_form_autosave(self, event: Form.Autosave) -> None:
        if self.half is not None:
            event.stop()
            self.keep_draft()
