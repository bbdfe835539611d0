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
from jiefang_tui.services.agreements.acts import PAY_PART
from jiefang_tui.services.reception.acts import KEY_BOOKING
from jiefang_tui.services.supervision.acts import PUSHES
from jiefang_tui.store.queries.supervision import push_target
from jiefang_tui.ui.supervision import push_dialogs
from jiefang_tui.ui.supervision.supervision_lists import (
    GROUPS,
    LISTS,
    PAGE,
    PROPOSALS,
    SLOW,
    TURNS,
    Line,
    Supervised,
    WatchList,
)
from jiefang_tui.ui.supervision.supervision_preview import LABEL, NEXT_STEP, below_lines, preview_lines
from jiefang_tui.ui.toolkit.acts import begin, offer
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.shown_names import shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.figure_groups import FigureGroup, FigureGroups
from jiefang_tui.ui.widgets.figures import Figure
from jiefang_tui.ui.widgets.lines import Part
from jiefang_tui.ui.widgets.row import Row
from jiefang_tui.ui.widgets.row_list import RowList

EVERYBODY = "all"
ON_A_MATTER = (*PUSHES, KEY_BOOKING)
"""What Insert offers: the pushes, and 重点约访 out of the list of outstanding ones (突出问题清单: 积案, 无进展)."""


class SupervisionScreen(DeskScreen):
    """By whose ball it is: the law's, others', our own dates. `figure` is chosen at first, else the law's group."""

    NAME_CN = "督办"
    HELP_CN = (
        "早上先看这一屏：法定是法律等着本台的，等别人是球在别人那里的，到期要问是自己定的日子。"
        "Tab 换一组，左右键换一个数，下面就是它数的每一条，法定期限和条款在前。"
        "临期、逾期是按日期算出来的预警，黄牌、红牌是人签发的，两样不是一回事。"
        "Enter 打开；Ins 对光标所在的事项催办、发牌、再次提请、会商、重点约访。"
        "「建议发牌」写着碰到哪条规则、怎样就消除，Enter 才发，不发什么也不记。"
    )
    BOUND = frozenset(
        {
            "matter", "matter_event", "deadline", "responsibility", "measure", "duty_entry", "commitment", "dispatch",
            "document", "follow_up", "supervision_card", "urge", "resubmission", "consultation", "consultation_part",
            "escalation", "urgent_report", "officer", "unit", "extension", "pause", "review", "level_skip", "closing",
            "agreement", "instalment", "instalment_payment", "undertaking", "instruction",
        }
    )  # fmt: skip
    AUTO_FOCUS = "#supervision-list"
    CSS_PATH = Path(__file__).with_name("supervision.tcss")
    WRITES = frozenset({"push"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "figure(-1)", "换数", key_display="左右", tooltip="左右键看旁边那个数的清单，是零的跳过"),
        Binding("right", "figure(1)", "换一个数", show=False, tooltip="看右边那个数的清单"),
        Binding("tab", "group(1)", "换组", key_display="Tab", tooltip="看下一组：法定、等别人、到期要问"),
        Binding("shift+tab", "group(-1)", "前一组", show=False, tooltip="看前一组"),
        Binding("insert", "push", "督办", tooltip="对光标所在的事项催办、发牌、再次提请、会商、提级、重点约访"),
        Binding("ctrl+n", "proposals", "建议发牌", tooltip="按规则该发的牌：为什么、怎样就消除"),
        Binding("ctrl+t", "forecast", "七日预报", tooltip="未来七个工作日哪天哪件转为临期、逾期"),
        Binding("ctrl+o", "only", "筛选", tooltip="只看一位领导的、一个单位的，或看全部"),
    ]

    def __init__(self, figure: str = "") -> None:
        super().__init__()
        self._figure = figure if figure in LISTS else "law"
        """The list that is shown: a group, one of its figures, or the forecast."""
        self._owner_key = ""
        self._supervised: Supervised | None = None
        self._counts: dict[str, int] = {}
        self._lines: dict[object, Line] = {}
        self._groups = FigureGroups(id="supervision-figures")
        self._list = RowList(LISTS["law"].columns, enter="打开", id="supervision-list")

    def compose_body(self) -> ComposeResult:
        yield self._groups
        with Horizontal(id="supervision-body"):
            yield self._list
            yield Static("", id="preview", markup=False)
        yield Static("", id="below", markup=False)

    # -- what it shows

    @property
    def watched(self) -> WatchList:
        """The list that is shown."""
        return LISTS[self._figure]

    def reload(self) -> None:
        supervised = self._supervised = Supervised(self.desk, clock.today(), self._owner_key)
        quick = [name for name in LISTS if name != TURNS and (name not in SLOW or name == self._figure)]
        self._counts |= {name: LISTS[name].count(supervised) for name in quick}
        self._show_figures()
        self._show_list()
        self._count_later([name for name in SLOW if name not in quick], supervised)

    def _show_figures(self) -> None:
        groups = []
        for group in GROUPS:
            figures = [self._number(name, LISTS[name]) for name in group.lists]
            groups.append(FigureGroup(group.name, group.label, _most(self._counts.get(group.name)), figures))
        self._groups.set_groups(groups, self._figure)

    def _number(self, name: str, each: WatchList) -> Figure:
        number = self._counts.get(name)
        return Figure(name, each.label, _most(number), each.tone if number else "dim")

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
        if self._figure not in self._counts or self._figure in (*SLOW, TURNS):  # it may not have been counted yet
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
        if self.looks_only:
            return [replace(line.row, enter="打开") for line in page]
        return [replace(line.row, enter=line.row.enter or self.watched.enter) for line in page]

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
        self.set_class(bool(self._lines), "-told-below")
        line, today = self.line, clock.today()
        is_wide = self.has_class("-wide")
        panel = self.query_one("#preview" if is_wide else "#below", Static)
        room = max(20, panel.content_size.width or (36 if is_wide else self.size.width - 2))
        lines = []
        if line is not None and line.matter_id is not None:
            make = preview_lines if is_wide else below_lines
            lines = make(self.desk, line, today, room)
        parts: list[Part] = []
        for label, text, style in lines:
            head = cells.fit(label, max(LABEL, cells.width(label) + 1)) if label.strip() else label
            parts += [(head, "$now" if label == NEXT_STEP else "$dim")] if label else []
            parts += [(cells.fit(text, room - cells.width(head)), style), "\n"]
        panel.update(Content.assemble(*parts))

    # -- which figure

    def on_figure_groups_moved(self, event: FigureGroups.Moved) -> None:
        self._choose(event.name)

    def _choose(self, name: str) -> None:
        self._figure = name
        self._show_figures()
        self._show_list()

    @property
    def _at(self) -> int:
        """The place of the group that is shown, or of the one whose figure is."""
        found = (place for place, group in enumerate(GROUPS) if self._figure in (group.name, *group.lists))
        return next(found, 0)

    def action_figure(self, by: int) -> None:
        """The next figure that is not zero; behind the last of a group comes the next group."""
        names = [name for group in GROUPS for name in (group.name, *group.lists)]
        at = names.index(self._figure) if self._figure in names else 0
        others = names[at + 1 :] if by > 0 else names[:at][::-1]
        groups = [group.name for group in GROUPS]
        found = next((name for name in others if name in groups or self._counts.get(name)), None)
        if found is not None:
            self._choose(found)
        else:
            self.say("后面的都是零" if by > 0 else "这是第一组")

    def action_group(self, by: int) -> None:
        """The next group; behind the last the first."""
        self._choose(GROUPS[(self._at + by) % len(GROUPS)].name)

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
        if (one := line.proposal) is not None and not self.looks_only:
            push_dialogs.issue_proposed(self, one)
        elif line.push:
            push_dialogs.offer_push(self, *line.push)
        elif (part := line.instalment_id) and line.matter_id and not self.looks_only:
            begin(self, PAY_PART, line.matter_id, part)
        elif line.matter_id:
            self.app.go("matter", matter_id=line.matter_id, tab=self.watched.tab)

    def action_push(self) -> None:
        line = self.line
        if line is None or not line.matter_id:
            return
        offer(self, f"督办 {shown_title(line.title, self.desk.masks_names)}", ON_A_MATTER, line.matter_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "push" and (self.line is None or self.line.matter_id is None):
            return False
        if action in (PROPOSALS, TURNS) and action == self._figure:
            return False  # it is shown already
        return super().check_action(action, parameters)


def _most(number: int | None) -> str:
    """The number in at most three cells."""
    return "-" if number is None else "99+" if number > 99 else str(number)
