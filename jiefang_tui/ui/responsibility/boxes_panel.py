"""三定三包 on one screen: six boxes, two rows of three, on planes of colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from jiefang_tui import clock
from jiefang_tui.rules.duties import BoxKey
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.store.queries.together import table
from jiefang_tui.store.queries.together.table import UndertakingView
from jiefang_tui.ui.responsibility.box_dialogs import adding_dialog, box_dialog
from jiefang_tui.ui.responsibility.box_text import FIXED, Line, box_lines
from jiefang_tui.ui.toolkit.panel import Panel

KEYS = tuple(BoxKey)
ACROSS = 3


_ON_CURSOR = {"$dim": "", "$said": "bold"}
"""Styles too faint on the colour of the chosen box."""


class BoxView(Widget):
    """One box: paints lines, is chosen by the panel around it."""

    def __init__(self, key: BoxKey) -> None:
        super().__init__(id=f"box-{key.value.replace('_', '-')}", classes="fixed" if key in FIXED else "guaranteed")
        self.key = key
        self._view: MatterView | None = None
        self._undertaken: Sequence[UndertakingView] = ()

    def show(self, view: MatterView, undertaken: Sequence[UndertakingView]) -> None:
        """Paint this box of a matter; `undertaken` by units and not done."""
        self._view, self._undertaken = view, undertaken
        self.refresh()

    def render(self) -> Content:
        view = self._view
        if view is None or view.sheet is None:
            return Content("")
        size = self.content_size
        legal = view.handling.rolled if view.handling else None
        box, today = view.sheet.box(self.key), clock.today()
        lines: list[Line] = box_lines(view.sheet, box, today, legal, size.width, size.height, self._undertaken)
        parts: list[str | tuple[str, str]] = []
        for number, line in enumerate(lines):
            if number:
                parts.append("\n")
            parts += [
                (text, _ON_CURSOR.get(style, style) if self.has_class("chosen") else style) for text, style in line
            ]
        return Content.assemble(*parts)


class BoxesPanel(Panel, can_focus=True):
    """The six boxes. Arrows choose, Enter opens one, Insert adds to it."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1, 0)", "左一格", show=False),
        Binding("right", "choose(1, 0)", "右一格", show=False),
        Binding("up", "choose(0, -1)", "上一格", show=False),
        Binding("down", "choose(0, 1)", "下一格", show=False),
        Binding("enter", "open", "打开这一格", tooltip="看全、增加、修改、标完成"),
        Binding("insert", "add", "加一条", tooltip="给这一格加成员、措施、期限；三包里是记进展"),
    ]

    def __init__(self) -> None:
        super().__init__(id="boxes")
        self._at = 0
        self._boxes = [BoxView(key) for key in KEYS]
        self._view: MatterView | None = None

    @property
    def at(self) -> BoxKey:
        """The box that is chosen."""
        return KEYS[self._at]

    def compose(self) -> ComposeResult:
        with Container(id="six"):
            yield from self._boxes

    def on_mount(self) -> None:
        self._mark()

    def show(self, view: MatterView) -> None:
        self._view = view
        undertaken = [one for one in table.undertakings_of(view.id) if one.is_open]
        for box in self._boxes:
            box.show(view, undertaken)

    def take_focus(self) -> None:
        self.focus()

    def _mark(self) -> None:
        for number, box in enumerate(self._boxes):
            box.set_class(number == self._at, "chosen")
            box.refresh()

    def action_choose(self, right: int, down: int) -> None:
        """To the neighbouring box; right of the last in a row comes the next row."""
        target = self._at + right + ACROSS * down
        if 0 <= target < len(KEYS):
            self._at = target
            self._mark()

    def action_open(self) -> None:
        self._dialog(box_dialog)

    def action_add(self) -> None:
        self._dialog(adding_dialog)

    def _dialog(self, make: object) -> None:
        view = self._view
        if view is not None and view.sheet is not None and callable(make):
            legal = view.handling.rolled if view.handling else None
            self.app.push_screen(make(self.desk, view.sheet, self.at, legal))
