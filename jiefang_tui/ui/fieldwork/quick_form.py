"""A form that is typed down a column: a digit in a line of choices goes on to what is still empty; a draft is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.half_typed import HalfTyped
from jiefang_tui.ui.widgets.fields import Field
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.option_line import OptionLine


class QuickForm(Form):
    """As a `Form`; what was kept from the row above is passed over after a digit, and after Enter in its place.

    Tab goes round in it, as in a dialog: only Esc leaves what is typed in.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "begin_anew", "重新写", tooltip="清掉上次没写完的，从头写；再按一次取回"),
        Binding("tab", "round(1)", "下一项", show=False),
        Binding("shift+tab", "round(-1)", "上一项", show=False),
    ]

    half: HalfTyped | None = None
    """Where what is half typed in it is kept."""
    worth: Collection[str] = ()
    """Fields of which one has to be typed in for a draft."""
    never: Collection[str] = ()
    """Fields of which no draft is kept."""
    held: Collection[str] = ()
    """Fields that stay as they are where it is begun anew."""
    has_old = False
    """Whether it was opened with what was half typed before."""
    _aside: Mapping[str, str] = {}
    """What of that was put away to begin anew."""

    def _go_on_if_shown(self, field: Widget) -> None:
        """A digit goes on to the next field that is still empty."""
        empty = self._next_empty(field)
        if empty is not None and field.has_focus:
            self.focus_field(empty)

    def on_field_done(self, event: Field.Done) -> None:
        """Enter in a line of choices that says already what is meant goes on as its digit does."""
        field = event.field
        empty = self._next_empty(field) if isinstance(field, OptionLine) and field.choice is not None else None
        if empty is not None:
            event.stop()
            event.prevent_default()
            self.focus_field(empty)

    def _next_empty(self, field: Widget) -> str | None:
        """The next field behind this one in which nothing stands."""
        shown = [name for name in self.names if self.row(name).display]
        name = self._name_of(field)
        after = shown[shown.index(name) + 1 :] if name in shown else []
        return next((name for name in after if not self.field(name).raw.strip()), None)

    def action_round(self, by: int) -> None:
        """On to the next field or back; from the last to the first."""
        shown = [name for name in self.names if self.row(name).display]
        self.focus_field(shown[(shown.index(self.focused_name) + by) % len(shown)])

    # -- what is half typed

    def take_draft(self, desk: Desk, key: str, title: str) -> bool:
        """Fill in what was typed under `key` and never saved; whether there was anything."""
        self.half = HalfTyped(desk, key, title, next(iter(drafts.drafts(desk, key)), None))
        texts = self.half.texts(self.names)
        self.load(texts)
        self.has_old, self._aside = bool(texts), {}
        return bool(texts)

    def action_begin_anew(self) -> None:
        """Put what was half typed away; the same key brings it back."""
        typed = self.raw()
        back, self._aside = self._aside, {} if self._aside else typed
        self.clear()
        self.load(back or {name: typed[name] for name in self.held})
        tell = getattr(self.screen, "say", None)
        if tell is not None:
            tell("上次没写完的已取回，^N 重新写" if back else "已清掉，从头写；^N 取回上次没写完的")
        self.focus_field(next(name for name in self.names if name not in self.held))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.has_old if action == "begin_anew" else super().check_action(action, parameters)

    def keep_draft(self) -> str:
        """Keep what is half typed; why it could not be. A form that was saved and emptied keeps nothing."""
        if self.half is None:
            return ""
        typed = self._draft_of(self.raw())
        try:
            self.half.keep(typed or self._draft_of(self._aside))
        except Refused as refused:
            return str(refused)
        return ""

    def _draft_of(self, raw: Mapping[str, str]) -> dict[str, str]:
        """What of it is worth a draft."""
        typed = {name: text for name, text in raw.items() if text.strip() and name not in self.never}
        return typed if any(name in typed for name in self.worth) else {}

    def saved(self) -> None:
        """What stands in it was saved: nothing is half typed any more."""
        self.has_old, self._aside = False, {}

    def on_form_autosave(self, event: Form.Autosave) -> None:
        if self.half is not None:
            event.stop()
            self.keep_draft()
