"""事项: one line that says where it stands and what comes next, the clock, and the tabs."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.matter.matter_lines import clock_line
from jiefang_tui.ui.toolkit.acts import ask
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, digit_bindings
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.lines import Part

TABS = ("概况", "三定三包", "办理过程", "文书", "履约", "回访", "督办", "附件")
SHEET_TAB = 2
PANELS = {
    1: "matter.overview_panel.OverviewPanel",
    3: "matter.timeline_panel.TimelinePanel",
    4: "law.papers_panel.PapersPanel",
    5: "closure.performance_panel.PerformancePanel",
    6: "closure.rest_panel.RestPanel",
    7: "supervision.pushes_panel.PushesPanel",
    8: "matter.attachments_panel.AttachmentsPanel",
}
"""Topic, module and class of each tab's body; the second has two (`MatterScreen._name_of`)."""


class MatterScreen(DeskScreen):
    """A matter. `tab` is the number of the tab opened first."""

    NAME_CN = "事项"
    HELP_CN = (
        "上面说这件事到了哪一步、下一步做什么，和两种天数（登记第几日、受理第几日）。^N 办这个下一步。"
        "数字 1 到 8 换页；"
        "每一页按 Ins 列出此刻能办的事，Enter 办光标所在的一条，Del 撤销。"
        "9 看每个期限是怎么算出来的。"
    )
    BOUND = frozenset(
        {
            "matter", "petitioner", "matter_event", "responsibility", "task_force_member", "measure", "duty",
            "duty_entry", "commitment", "attachment", "instruction", "dispatch", "visit", "visit_matter", "officer",
            "unit", "sealed_report", "deadline", "extension", "pause", "review", "document", "recusal", "follow_up",
            "relief", "closing", "reopening", "matter_link", "merge", "supervision_card", "urge", "resubmission",
            "consultation", "consultation_part", "escalation", "urgent_report", "agreement", "agreement_party",
            "instalment", "instalment_payment", "field_visit", "no_more_visits", "setting", "undertaking",
            "opposite_party", "owner_question", "cause", "cause_matter", "campaign_matter",
        }
    )  # fmt: skip
    AUTO_FOCUS = ""
    CSS_PATH = Path(__file__).with_name("matter.tcss")
    WRITES = frozenset({"correct", "next", "county", "slip"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "1,１",
            "tab(1)",
            "换页",
            key_display="1-8",
            tooltip="1 概况 2 三定三包 3 办理过程 4 文书 5 履约 6 回访 7 督办 8 附件",
        ),
        *digit_bindings("tab", len(TABS))[1:],
        Binding("9,９", "why", "期限", tooltip="每个期限怎么算出来的：起算、天数、扣除、延期、依据"),
        Binding("ctrl+o", "correct", "改登记", tooltip="补填或改正登记的内容和来访人，原来的留在记录里"),
        Binding("ctrl+t", "transcribe", "转录", tooltip="按上级系统表单的顺序逐项显示，照着录入"),
        Binding("ctrl+n", "next", "下一步", tooltip="办上面写的下一步；要挑一样的，列出来按数字选"),
        Binding("ctrl+r", "county", "上级系统", tooltip="记下上级系统的编号、查询码和录入状态"),
        Binding("ctrl+b", "slip", "告知单", tooltip="打印来访告知单，一式两联，即书面告知"),
    ]

    def __init__(self, matter_id: int, tab: int = 1) -> None:
        super().__init__()
        self.matter_id = matter_id
        self._tab = tab
        self._panels: dict[str, Panel] = {}
        self._view: MatterView | None = None
        self._deadlines: list[DeadlineView] = []
        self._clock_line = Static("", id="clock-line", markup=False)
        self._tab_line = Static("", id="tab-line", markup=False)
        self._body = Container(id="tab-body")

    @property
    def view(self) -> MatterView:
        """The matter as last read."""
        assert self._view is not None
        return self._view

    @property
    def about(self) -> tuple[str, int]:
        return ("matter", self.matter_id)

    def compose_body(self) -> ComposeResult:
        yield self._clock_line
        yield self._tab_line
        yield self._body

    def reload(self) -> None:
        first = self._view is None
        self._view = matter_view(self.matter_id, clock.today(), self.desk.reference)
        self._deadlines = deadlines_of(self.matter_id, clock.today(), self.desk.reference)
        if self._view.is_sealed:
            self._tab = 1
        self._show_lines()
        self._show_tab(focus=first or self._name_of(self._tab) not in self._panels)

    def on_resize(self) -> None:
        if self._view is not None:
            self._show_lines()

    # -- the lines on top

    def _show_lines(self) -> None:
        view = self.view
        self.set_heading(f"事项 {view.register_no}")
        title = view.title or view.request
        step = view.standing.next_step
        next_step = f"  下一步: {step}" if step else ""
        room = self.size.width - 2 - cells.width(view.state.label + next_step) - 2
        parts: list[Part] = [
            (cells.fit(title, max(12, min(room, cells.width(title)))), "bold"),
            f"  {view.state.label}",
        ]
        if next_step:
            parts.append((next_step, "bold $card-red" if "逾期" in step or "已过" in step else "bold $now"))
        self.stand(*parts)
        self._clock_line.update(clock_line(view, self._deadlines, clock.today(), self.size.width - 2))
        self._tab_line.update(self._tabs())
        self._name_next(view)

    def _name_next(self, view: MatterView) -> None:
        """The key that does what comes next names it, and stands first on the bar."""
        step = view.standing.step
        self.next_key = "ctrl+n" if step is not None else ""
        binding = next(one for one in self.BINDINGS if isinstance(one, Binding) and one.key == "ctrl+n")
        named = replace(binding, description=step.label) if step is not None else binding
        self._bindings.key_to_bindings["ctrl+n"] = [named]
        self.refresh_bindings()

    def _tabs(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for number, name in enumerate(TABS, 1):
            label = "责任与结果" if number == SHEET_TAB and not self.view.has_sheet else name
            style = "bold $cursor-text on $cursor" if number == self._tab else "$dim"
            parts.append((f" {number}{label} ", style))
        parts.append((" 9期限 ", "$dim"))
        return Content.assemble(*parts)

    # -- the tabs

    def _name_of(self, tab: int) -> str:
        """Topic, module and class of a tab's body."""
        if tab == SHEET_TAB:
            return "responsibility.boxes_panel.BoxesPanel" if self.view.has_sheet else "matter.simple_panel.SimplePanel"
        return PANELS[tab]

    def _show_tab(self, focus: bool) -> None:
        """Show the panel of the present tab, mounted when it is first opened; the others are hidden."""
        name = self._name_of(self._tab)
        panel = self._panels.get(name)
        if panel is None:
            panel = self._panels[name] = make_panel(name)
            self._body.mount(panel)
        for other, each in self._panels.items():
            each.display = other == name
        panel.show(self.view)
        if focus:
            self.call_after_refresh(self._focus_panel, panel)

    def _focus_panel(self, panel: Panel) -> None:
        if panel.display and panel.is_attached:
            panel.take_focus()

    def action_tab(self, number: int) -> None:
        """Go to a tab; of a report (检举控告) there is the first only."""
        if self.view.is_sealed and number != 1:
            self.say("检举控告不记内容，只有概况；按 Ins 打印、办完移送。")
            return
        self._tab = number
        self._tab_line.update(self._tabs())
        self._show_tab(focus=True)

    # -- acts

    def action_why(self) -> None:
        """How every date of this matter was counted."""
        from jiefang_tui.ui.law.why_screen import WhyScreen

        self.app.push_screen(WhyScreen(self.matter_id))

    def action_correct(self) -> None:
        view = self.view
        if view.person is None:
            self.app.push_screen(forms.correct_matter(self.desk, view))
            return
        options = [("matter", "事项内容"), ("person", f"来访人 {view.person.name}")]
        self.ask(ChooseDialog("改哪一部分", options), self._correct)

    def _correct(self, part: str) -> None:
        person = self.view.person
        if part == "person" and person is not None:
            ask(self, forms.correct_person(self.desk, person))
        else:
            self.app.push_screen(forms.correct_matter(self.desk, self.view))

    def action_transcribe(self) -> None:
        self.app.go("transcript", matter_id=self.matter_id)

    def action_next(self) -> None:
        """What comes next."""
        from jiefang_tui.ui.matter import next_step

        next_step.take(next_step.Here(self, self.view, self.action_tab))

    def action_county(self) -> None:
        self.app.push_screen(forms.county_entry(self.desk, self.view))

    def action_slip(self) -> None:
        from jiefang_tui.ui.toolkit.printing import print_informers_slip, print_slip

        if self.view.is_sealed:
            print_informers_slip(self, self.matter_id)
        else:
            print_slip(self, None, self.matter_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A sealed report has nothing to correct or transcribe; where nothing comes next, its key is not there."""
        if self._view is not None and self._view.is_sealed and action in ("correct", "transcribe"):
            return False
        if action == "next":
            return self._view is not None and self._view.standing.step is not None
        return super().check_action(action, parameters)


def make_panel(name: str) -> Panel:
    """The body of a tab, by topic, module and class; imported when it is first opened."""
    module, _, cls = name.rpartition(".")
    panel: Panel = getattr(import_module(f"jiefang_tui.ui.{module}"), cls)()
    return panel
