"""督办: the supervisor's morning on one screen. Figures on top, below them the list of the chosen one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.services.supervision.acts import PUSHES
from jiefang_tui.store.queries.supervision import push_target
from jiefang_tui.ui.supervision import push_dialogs
from jiefang_tui.ui.supervision.supervision_lists import (
    LISTS,
    PAGE,
    PROPOSALS,
    SKIPPED,
    SLOW,
    TURNS,
    Line,
    Supervised,
    WatchList,
)
from jiefang_tui.ui.supervision.supervision_preview import preview_lines
from jiefang_tui.ui.toolkit.acts import offer
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.shown_names import shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figures import Figure, Figures, FigureTabs
from jiefang_tui.ui.widgets.lines import Part
from jiefang_tui.ui.widgets.row import Row
from jiefang_tui.ui.widgets.row_list import RowList

EVERYBODY = "all"


class SupervisionScreen(DeskScreen):
    """What is late, what will be, what does not move, and what was done about it. `figure` is chosen at first."""

    NAME_CN = "督办"
    HELP_CN = (
        "早上先看这一屏：上面每个数是一张清单，左右键换一个数，下面就是它数的每一条。临期、逾期是按日期算出来的预警，"
        "黄牌、红牌是人签发的，两样不是一回事。Enter 打开；Ins 对光标所在的事项催办、发牌、再次提请、会商。"
        "「建议发牌」写着碰到哪条规则、怎样就消除，Enter 才发，不发什么也不记。"
    )
    BOUND = frozenset(
        {
            "matter", "matter_event", "deadline", "responsibility", "measure", "duty_entry", "commitment", "dispatch",
            "document", "follow_up", "supervision_card", "urge", "resubmission", "consultation", "consultation_part",
            "escalation", "urgent_report", "officer", "unit", "extension", "pause", "review", "level_skip", "closing",
        }
    )  # fmt: skip
    AUTO_FOCUS = "#supervision-list"
    CSS_PATH = Path(__file__).with_name("supervision.tcss")
    WRITES = frozenset({"push"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "figure(-1)", "换一个数", key_display="左右", tooltip="左右键看旁边那个数的清单，是零的跳过"),
        Binding("right", "figure(1)", "换一个数", show=False, tooltip="看右边那个数的清单"),
        Binding("insert", "push", "督办", tooltip="对光标所在的事项催办、发牌、再次提请、会商、提级、紧急报送"),
        Binding("ctrl+n", "proposals", "建议发牌", tooltip="按规则该发的牌：为什么、怎样就消除"),
        Binding("ctrl+t", "forecast", "七日预报", tooltip="未来七个工作日哪天哪件转为临期、逾期"),
        Binding("ctrl+o", "only", "筛选", tooltip="只看一位领导的、一个单位的，或看全部"),
    ]

    def __init__(self, figure: str = "") -> None:
        super().__init__()
        self._figure = figure
        """Empty until the first read: then the first that is not zero."""
        self._owner_key = ""
        self._supervised: Supervised | None = None
        self._counts: dict[str, int] = {}
        self._lines: dict[object, Line] = {}
        self._tabs = FigureTabs(id="supervision-figures")
        self._list = RowList(LISTS["red"].columns, enter="打开", id="supervision-list")

    def compose_body(self) -> ComposeResult:
        yield self._tabs
        with Horizontal(id="supervision-body"):
            yield self._list
            yield Static("", id="preview", markup=False)
        yield Static("", id="below", markup=False)

    # -- what it shows

    @property
    def watched(self) -> WatchList:
        """The list that is shown."""
        return LISTS[self._figure or "red"]

    def reload(self) -> None:
        supervised = self._supervised = Supervised(self.desk, clock.today(), self._owner_key)
        quick = [name for name in LISTS if name not in SLOW or name == self._figure]
        self._counts |= {name: LISTS[name].count(supervised) for name in quick}
        if not self._figure:
            self._figure = next((name for name in quick if self._counts[name]), "red")
        self._show_figures()
        self._show_list()
        self._count_later([name for name in SLOW if name not in quick], supervised)

    def _show_figures(self) -> None:
        figures = []
        for name, each in LISTS.items():
            number = self._counts.get(name)
            figures.append(
                Figure(name, each.label, "-" if number is None else str(number), each.tone if number else "dim")
            )
        self._tabs.set_figures(figures)
        self._tabs.choose(self._figure)

    def _count_later(self, names: list[str], supervised: Supervised) -> None:
        """One at a time, between the keys; not any more once everything was read again."""

        def count() -> None:
            if supervised is self._supervised and self.is_attached:
                self._counts[names[0]] = LISTS[names[0]].count(supervised)
                self._show_figures()
                self._count_later(names[1:], supervised)

        if names:
            self.call_after_refresh(count)

    def _show_list(self) -> None:
        watched, supervised = self.watched, self._supervised
        assert supervised is not None
        self._list.set_columns(watched.columns)
        self._lines = {}
        if self._figure in SLOW:  # it may not have been counted yet
            self._counts[self._figure] = watched.count(supervised)
            self._show_figures()
        number = self._counts[self._figure]
        rows = self._page(0, max(PAGE, len(self._list.rows)))
        self._list.set_rows(rows, more=len(rows) < number, empty=watched.empty)
        meaning = watched.note(supervised) or watched.meaning
        parts: list[Part] = [(f"{watched.label} {number}{watched.unit}", "bold"), f"  {meaning}"]
        if self._owner_key:
            name = dict(push_target.owners()).get(self._owner_key, "")
            parts.insert(0, (f"只看{name}  ", "bold $card-yellow"))
        self.stand(*parts)
        self._show_preview()
        self.refresh_bindings()

    def _page(self, offset: int, limit: int) -> list[Row]:
        assert self._supervised is not None
        page = self.watched.lines(self._supervised, offset, limit)
        self._lines |= {line.row.key: line for line in page}
        enter = "打开" if self.looks_only else self.watched.enter
        return [replace(line.row, enter=enter) for line in page]

    def on_row_list_need_more(self, event: RowList.NeedMore) -> None:
        rows = self._page(event.have, PAGE)
        self._list.add_rows(rows, more=len(rows) == PAGE)

    @property
    def about(self) -> tuple[str, int] | None:
        line = self.line
        return ("matter", line.matter_id) if line is not None and line.matter_id else None

    # -- the preview

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines.get(self._list.cursor_key)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self._show_preview()
        self.refresh_bindings()

    def on_resize(self) -> None:
        if self._counts:
            self._show_preview()

    def _show_preview(self) -> None:
        self.set_class(self._figure == PROPOSALS and bool(self._lines), "-told-below")
        if not self.has_class("-wide"):
            self._show_below()
            return
        panel, line = self.query_one("#preview", Static), self.line
        room = max(20, panel.content_size.width or 40)
        lines = []
        if line is not None and line.matter_id is not None:
            lines = preview_lines(self.desk, line.matter_id, line.reason, clock.today(), room)
        parts: list[Part] = []
        for text, style in lines:
            parts += [(cells.fit(text, room), style), "\n"]
        panel.update(Content.assemble(*parts))

    def _show_below(self) -> None:
        """Under the list, where there is no preview: which rule proposes the card, and what would clear it."""
        one = self.line.proposal if self.line is not None else None
        if one is not None:
            room = max(20, self.size.width - 2)
            why = [(line, "$card-yellow") for line in cells.fold(f"{one.label}：{one.why}", room)[:2]]
            clears = [(line, "") for line in cells.fold(f"怎样消除：{one.clears}", room)]
            parts = [part for line in [*why, *clears][:3] for part in (line, "\n")]
            self.query_one("#below", Static).update(Content.assemble(*parts[:-1]))

    # -- which figure

    def on_figure_tabs_moved(self, event: FigureTabs.Moved) -> None:
        self._choose(event.name)

    def on_figures_opened(self, event: Figures.Opened) -> None:
        """Enter on a figure goes to its list, which a move of the cursor has already shown."""
        self._list.focus()

    def _choose(self, name: str) -> None:
        self._figure = name
        self._tabs.choose(name)
        self._show_list()

    def action_figure(self, by: int) -> None:
        """The next figure that is not zero."""
        names = list(LISTS)
        at = names.index(self._figure)
        others = names[at + 1 :] if by > 0 else names[:at][::-1]
        found = next((name for name in others if self._counts.get(name)), None)
        if found is not None:
            self._choose(found)
        else:
            self.say("后面的都是零" if by > 0 else "前面的都是零")

    def action_proposals(self) -> None:
        self._choose(PROPOSALS)

    def action_forecast(self) -> None:
        self._choose(TURNS)

    def action_only(self) -> None:
        """Narrow the morning to one leader or one unit."""
        options = [(EVERYBODY, "全部"), *push_target.owners()]
        self.ask(ChooseDialog("只看谁的", options, selected=self._owner_key or EVERYBODY), self._only)

    def _only(self, value: str) -> None:
        self._owner_key = "" if value == EVERYBODY else value
        self.reload()

    # -- acts

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        line = self._lines.get(event.key)
        if line is None:
            return
        if self._figure == SKIPPED:
            self.app.go("level_skips")
        elif (one := line.proposal) is not None and not self.looks_only:
            push_dialogs.issue_proposed(self, one)
        elif line.push:
            push_dialogs.offer_push(self, *line.push)
        elif line.matter_id:
            self.app.go("matter", matter_id=line.matter_id, tab=self.watched.tab)

    def action_push(self) -> None:
        line = self.line
        if line is None or not line.matter_id:
            return
        offer(self, f"督办 {shown_title(line.title, self.desk.masks_names)}", PUSHES, line.matter_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "push" and (self.line is None or self.line.matter_id is None):
            return False
        if action in (PROPOSALS, TURNS) and action == self._figure:
            return False  # it is shown already
        return super().check_action(action, parameters)
