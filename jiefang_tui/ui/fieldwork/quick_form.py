"""A form that is typed down a column: a digit in a line of choices goes on to what is still empty."""

from __future__ import annotations

from jiefang_tui.ui.widgets.fields import Field
from jiefang_tui.ui.widgets.form import Form


class QuickForm(Form):
    """As a `Form`; what was kept from the row above is passed over after a digit."""

    def on_field_picked(self, event: Field.Picked) -> None:
        event.stop()
        shown = [name for name in self.names if self.row(name).display]
        after = shown[shown.index(self._name_of(event.field)) + 1 :]
        empty = next((name for name in after if not self.field(name).raw.strip()), None)
        if empty is not None:
            self.focus_field(empty)
