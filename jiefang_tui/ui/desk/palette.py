"""Ctrl+P: every act that is possible here and now, found by Chinese or by pinyin initials."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from jiefang_tui.services.desk.old_copies import held_elsewhere
from jiefang_tui.store.queries.reception.figures import FIGURES
from jiefang_tui.ui.toolkit.dialogs import Dialog
from jiefang_tui.ui.toolkit.places import PLACES, SETTINGS, STAND_IN, WORK_LISTS
from jiefang_tui.ui.widgets import themes
from jiefang_tui.ui.widgets.fields import Field, LineField
from jiefang_tui.ui.widgets.initials import matching
from jiefang_tui.ui.widgets.key_bar import key_name
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class Palette(Dialog[None]):
    """The acts of `screen` and of the app as a list to filter; Enter does the one under the cursor."""

    HELP_CN: ClassVar[str] = "打几个字或拼音首字母找到要做的事，Enter 就做。"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "下一页", show=False),
        Binding("pageup", "page(-1)", "上一页", show=False),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__("命令")
        self._acts = acts_of(screen)
        self._list = RowList(
            [Column("", 6), Column("", 14), Column("", 0)], header=False, enter="执行", empty="没有这样的命令"
        )
        self._line = LineField(placeholder="打几个字或首字母", enter="执行")

    def compose_body(self) -> ComposeResult:
        self._list.can_focus = False
        self._list.set_rows(self._rows(list(self._acts)))
        yield self._line
        yield self._list

    def _rows(self, names: list[str]) -> list[Row]:
        return [Row(name, self._acts[name][2]) for name in names]

    def on_field_edited(self) -> None:
        typed = self._line.raw.strip()
        options = [(name, shown[1]) for name, (_, _, shown) in self._acts.items()]
        self._list.set_rows(self._rows([option[0] for option in matching(typed, options)]))
        self._list.action_edge(-1)

    def on_field_step(self, event: Field.Step) -> None:
        event.stop()
        self._list.action_move(event.by)

    def action_page(self, by: int) -> None:
        """The list's, though the focus is where it is typed."""
        self._list.action_page(by)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        """What the act under the cursor does, whole: its line cuts it."""
        event.stop()
        self.say(self._acts[str(event.key)][2][2] if event.key is not None else "")

    def on_field_done(self, event: Field.Done) -> None:
        event.stop()
        self._list.action_choose()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        node, action, _ = self._acts[str(event.key)]
        self.dismiss(None)
        self.app.call_later(self.app.run_action, action, node)


def acts_of(screen: Screen[Any]) -> dict[str, tuple[DOMNode, str, tuple[str, str, str]]]:
    """Name -> (where the action lives, action, (key, what it does, in full)) of every act possible on `screen` now."""
    acts: dict[str, tuple[DOMNode, str, tuple[str, str, str]]] = {}
    for item in screen.active_bindings.values():
        binding = item.binding
        name = f"{id(item.node)} {binding.action}"
        if not item.enabled or not binding.show or binding.action == "palette" or name in acts:
            continue
        shown = (binding.key_display or key_name(binding.key), binding.description, binding.tooltip)
        acts[name] = (item.node, binding.action, shown)
    app = screen.app
    for place, label, tooltip in PLACES if getattr(app, "desk", None) is not None else ():
        if getattr(screen, "NAME_CN", "") != label:
            acts[f"open {place}"] = (app, f"open('{place}')", ("", label, tooltip))
    desk = getattr(app, "desk", None)
    for name, tooltip in WORK_LISTS if desk is not None else ():
        acts[f"list {name}"] = (app, f"work_list('{name}')", ("", FIGURES[name].label, tooltip))
    if desk is not None and not desk.read_only and getattr(screen, "NAME_CN", "") != "接访安排":
        acts["stand_in"] = (app, "stand_in", ("F6 ^T", *STAND_IN))
    for name, label, tooltip in SETTINGS if desk is not None and not desk.read_only else ():
        acts[f"office {name}"] = (app, f"office('{name}')", ("", label, tooltip))
    if desk is not None and held_elsewhere(desk.folder):
        acts["copies"] = (app, "copies_elsewhere", ("", "别处的旧备份", "U盘里还留着已移送的检举内容"))
    for theme, label in themes.LABELS.items():
        if app.theme != theme:
            acts[f"theme {theme}"] = (app, f"theme('{theme}')", ("", f"{label}界面", "换一套颜色"))
    return acts
