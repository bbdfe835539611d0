"""走访 (F8): 1 走访 2 户册 3 排查."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui.ui.fieldwork.panel import FieldPanel
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import digit_bindings

VISITS, ROUNDS, CHECKS = 1, 2, 3
TABS = ("走访", "户册", "排查")
PANELS = ("visits_panel.VisitsPanel", "rounds_panel.RoundsPanel", "checks_panel.ChecksPanel")


class FieldScreen(DeskScreen):
    """The pages of F8. `tab` is the page opened first."""

    NAME_CN = "走访"
    HELP_CN = (
        "出去走访的每一次记一行：下访、约访、走访、家访、上门回访、村干部上门、夜访、院坝夜会。Ins 在下面填，"
        "方式按数字，日期、谁去的、村沿用上一行，^S 存下接着填。了解到什么要写，不写不算走访。"
        "走访不算批次人次；要办的按 ^N 转为事项，期限从走访那天算。2 户册是一户一户走的清单，各栏自己定。"
        "3 排查是各村报的矛盾纠纷，没有的按 0 零报告；记的是纠纷，不是人。"
    )
    BOUND = frozenset(
        {"field_visit", "field_visitor", "officer", "matter", "field_campaign", "household", "dispute_check", "dispute"}
    )
    AUTO_FOCUS = ""
    CSS_PATH = Path(__file__).with_name("field.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,１", "tab(1)", "换页", key_display="1-3", tooltip="1 走访 2 户册 3 排查"),
        *digit_bindings("tab", len(TABS))[1:],
    ]

    def __init__(self, tab: int = VISITS) -> None:
        super().__init__()
        self.next_key = "ctrl+s"  # where a row is typed
        self._tab = tab
        self._tab_line = Static("", id="tab-line", markup=False)
        self._body = Container(id="field-body")
        self._panels: dict[int, FieldPanel] = {}

    def compose_body(self) -> ComposeResult:
        yield self._tab_line
        yield self._body

    @property
    def panel(self) -> FieldPanel:
        """The page that is open."""
        return self._panels[self._tab]

    @property
    def draft(self) -> object:
        """The drafts of the page that is typed in, for the desk's list of what is unfinished."""
        return getattr(self._panels.get(self._tab), "draft", None)

    def reload(self) -> None:
        if self._tab in self._panels:
            self.panel.reload()
        else:
            self._show_tab()

    def _show_tab(self) -> None:
        parts: list[str | tuple[str, str]] = []
        for number, name in enumerate(TABS, 1):
            parts.append((f" {number}{name} ", "bold $cursor-text on $cursor" if number == self._tab else "$dim"))
        self._tab_line.update(Content.assemble(*parts))
        if self._tab not in self._panels:
            module, _, cls = PANELS[self._tab - 1].rpartition(".")
            self._panels[self._tab] = getattr(import_module(f"jiefang_tui.ui.fieldwork.{module}"), cls)(self)
            self._body.mount(self.panel)
        for number, each in self._panels.items():
            each.display = number == self._tab
        self.call_after_refresh(self._enter_panel, self.panel)

    def _enter_panel(self, panel: FieldPanel) -> None:
        if panel.display and panel.is_attached:
            panel.reload()
            panel.take_focus()

    def action_tab(self, number: int) -> None:
        self._tab = number
        self._show_tab()

    def keep(self) -> str:
        return next(filter(None, [each.keep() for each in self._panels.values()]), "")

    def action_leave(self) -> None:
        if self._tab not in self._panels or not self.panel.leave():
            super().action_leave()
