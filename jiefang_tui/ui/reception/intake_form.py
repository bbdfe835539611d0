"""The form of 来访登记: the choices on a plane over the whole width, the fields beside the panel of who this may be."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, ScrollableContainer, Vertical
from textual.content import Content
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.form_row import FormRow

HEAD = ("purpose", "category", "urgent", "channel")
"""Choices that show all they have, above the rest."""


class _Fields(ScrollableContainer, can_focus=False, inherit_bindings=False):
    """What scrolls: everything but the choices above."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if isinstance(form := self.ancestors[1].parent, IntakeForm):
            form.scrolled()

    def watch_virtual_size(self) -> None:
        """Fields have come or gone, or grown: known only once they are laid out."""
        if self.is_mounted and isinstance(form := self.ancestors[1].parent, IntakeForm):
            form.call_after_refresh(form.count_below)


class _Below(Widget):
    """The last line: how many fields stand further down, and which."""

    def __init__(self) -> None:
        super().__init__(id="intake-below")
        self.labels: tuple[str, ...] = ()

    def show(self, labels: tuple[str, ...]) -> None:
        """Say that these stand below."""
        if labels != self.labels:
            self.labels = labels
            self.refresh()

    def render(self) -> Content:
        if not self.labels:
            return Content("")
        count = f"下面还有 {len(self.labels)} 项"
        names = cells.fit(" ".join(self.labels), self.content_size.width - cells.width(count) - 2)
        return Content.assemble((count, "$dim"), "  ", (names, "$faint"))


class IntakeForm(Form):
    """As any form; `side` stands right of the fields."""

    def __init__(self, specs: Sequence[FieldSpec], side: Widget, *, id: str | None = None) -> None:
        super().__init__(specs, id=id)
        self._side = side
        self._fields = _Fields(id="intake-fields")
        self._below = _Below()

    def compose(self) -> ComposeResult:
        with Vertical(id="intake-head"):
            yield from self.laid_out(self.row(name) for name in HEAD)
        with Horizontal(id="intake-body"):
            with Vertical(id="intake-left"):
                with self._fields:
                    yield from self.laid_out(self.row(name) for name in self.names if name not in HEAD)
                yield self._below
            yield self._side

    @property
    def page_lines(self) -> int:
        """Of the fields below the choices."""
        return int(self._fields.size.height)

    def on_mount(self) -> None:
        self.call_after_refresh(self.count_below)

    def on_resize(self) -> None:
        self.call_after_refresh(self.count_below)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        super().on_descendant_focus(event)
        self.call_after_refresh(self.count_below)

    def show_field(self, name: str, is_shown: bool) -> None:
        super().show_field(name, is_shown)
        if self.is_mounted:
            self.call_after_refresh(self.count_below)

    def scrolled(self) -> None:
        """The fields were scrolled: the terminal's cursor and the last line follow."""
        if name := self.focused_name:
            self.call_after_refresh(self.row(name).field.place_cursor)
        self.call_after_refresh(self.count_below)

    def count_below(self) -> None:
        """Say which fields stand below what is in sight."""
        bottom = self._fields.region.bottom
        rows = [self.row(name) for name in self.names if name not in HEAD]
        self._below.show(tuple(row.spec.label for row in rows if row.display and _bottom(row) > bottom))


def _bottom(row: FormRow) -> int:
    """The line below the row, also of one that is out of sight."""
    top = row.virtual_region
    parent = row.parent
    while isinstance(parent, Widget) and not isinstance(parent, _Fields):
        top = top.translate(parent.virtual_region.offset)
        parent = parent.parent
    if not isinstance(parent, _Fields):
        return 0
    return parent.content_region.y + top.y + row.field_height - int(parent.scroll_y)
