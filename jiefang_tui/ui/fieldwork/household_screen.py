"""入户清单: households by group in walking order, typed in place; sums by state; what is not settled yet."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui.rules.fieldwork.round_columns import show_fen
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.fieldwork import households
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.store.queries.fieldwork.rounds import (
    HouseholdLine,
    RoundView,
    Sums,
    group_lines,
    household_line,
    open_states,
    round_view,
    sums_by_state,
)
from jiefang_tui.ui.fieldwork import household_acts, household_forms, household_rows
from jiefang_tui.ui.fieldwork.cell_list import CellList
from jiefang_tui.ui.fieldwork.cell_typing import CellTyping
from jiefang_tui.ui.fieldwork.household_page import HouseholdPage
from jiefang_tui.ui.fieldwork.household_rows import Laid, Pages
from jiefang_tui.ui.fieldwork.quick_form import QuickForm
from jiefang_tui.ui.toolkit.dialogs import digit_bindings
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.fields import Field
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.length_bar import LengthBar, plane_of
from jiefang_tui.ui.widgets.row_list import RowList

MOST_STATES = 6
"""States that have a digit of their own."""
HIDDEN_CELLS = 26
"""For the names of the columns that are not in sight."""


class HouseholdScreen(HouseholdPage):
    """One list. `round_id`: which."""

    NAME_CN = "入户清单"
    HELP_CN = (
        "一户一行，按走的顺序。Enter 改这一户：再 Enter 下一格，下键是下一户的同一栏，离开这一行就存下。Ins 加户，"
        "村组沿用上一户；^R 从表格导入、改栏、收尾。数字只看一种情况，^O 只看没办的。有争议的按 ^N 转为事项。"
        "晚上在家只在这一轮用：不打印、不导出，收尾时一起删掉。"
    )
    BOUND = frozenset({"field_campaign", "field_column", "household_group", "household", "matter"})
    AUTO_FOCUS = ""
    CSS_PATH = Path(__file__).with_name("households.tcss")
    WRITES = frozenset({"save", "add", "state", "matter", "withdraw", "more"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "存这一户", tooltip="存下这一户"),
        Binding("insert", "add", "加户", tooltip="在下面加一户，村组沿用上一户"),
        Binding("ctrl+t", "state", "情况", tooltip="这一户到了哪一步，按数字"),
        Binding("ctrl+n", "matter", "转为事项", tooltip="这一户有争议，登记成信访事项"),
        Binding("ctrl+o", "only", "只看没办的", tooltip="只看没谈妥、没办的，再按看全部"),
        Binding("ctrl+b", "papers", "打印", tooltip="入户单(带去写)、签领表"),
        Binding("ctrl+r", "more", "更多", tooltip="导入、走的顺序、改栏、收尾、去掉的户"),
        Binding("delete", "withdraw", "去掉", tooltip="这一户不该在清单里，写明原因去掉"),
        Binding("left", "columns(-1)", "看别的栏", key_display="左右", tooltip="屏幕放不下的栏，左右移动着看"),
        Binding("right", "columns(1)", "右边的栏", show=False),
        *digit_bindings("show", MOST_STATES),
    ]

    def __init__(self, round_id: int) -> None:
        super().__init__()
        self.next_key = "ctrl+s"  # where a row is typed
        self.round_id = round_id
        self.view: RoundView = round_view(round_id)
        self.list = CellList(
            [],
            enter="改这一户" if not self.looks_only else "",
            empty="这份清单还没有户。Ins 加户，^R 从表格导入",
            id="households",
        )
        self.typing = CellTyping(self, self.list)
        self.form = QuickForm(household_forms.add_specs(self.view), id="household-form")
        self.form.display = False
        self._bar = LengthBar(id="state-bar")
        self._legend = Static("", id="state-legend", markup=False)
        self._sums_line = Static("", id="household-sums", markup=False)
        self._laid = Laid((), ())
        self._pages: Pages | None = None
        self._sums: dict[str, Sums] = {}

    @property
    def about(self) -> tuple[str, int]:
        return ("field_campaign", self.round_id)

    def compose_body(self) -> ComposeResult:
        yield self._bar
        yield self._legend
        with Container(id="household-body"):
            yield self.list
            yield self.typing.field
        yield self._sums_line
        yield self.form

    def on_mount(self) -> None:
        super().on_mount()
        self.list.focus()

    # -- what it shows

    @property
    def line(self) -> HouseholdLine | None:
        key = self.list.cursor_key
        return self._pages.lines.get(key) if self._pages is not None and isinstance(key, int) else None

    def reload(self) -> None:
        view = round_view(self.round_id)
        if view.columns != self.view.columns:
            self.call_later(self._lay_form)
        self.view = view
        self.set_heading(f"走访 / {view.name}")
        self._sums = sums_by_state(self.view)
        self._show()

    async def _lay_form(self) -> None:
        """Other columns have other fields."""
        await self.form.remove()
        self.form = QuickForm(household_forms.add_specs(self.view), id="household-form")
        self.form.display = False
        await self.mount(self.form, after=self._sums_line)

    def _show(self) -> None:
        self._laid = self._lay()
        self.list.lay(self._laid.columns)
        groups = group_lines(self.view, self.only)
        self._pages = Pages(self.view, groups, self.only, self._laid, self.desk.masks_names)
        self.list.set_pages(self._pages.total, self._pages.fetch)
        self._show_lines()

    def _show_lines(self) -> None:
        view, sums = self.view, self._sums
        total = sum(one.households for one in sums.values())
        right = f"{view.closed_on}收尾" if view.closed_on else "已撤回" if view.withdrawn_on else ""
        if not right and view.amounts:
            place = view.amounts[-1]
            paid = sum(one.by_amount[place] for one in sums.values())
            right = f"{view.columns[place - 1].name} {show_fen(paid)} 元"
        states = [*view.states, *([""] if view.states and "" in sums else [])]
        counted = [(word or "没写", sums.get(word)) for word in states]
        told = "  ".join(f"{word} {one.households if one else 0}" for word, one in counted)
        only = "" if self.only is None else f"  只看{'、'.join(word or '没写' for word in self.only)}"
        self.stand((f"{total} 户", "bold"), f"  {told}", (only, "$now"), right=[(right, "bold")])
        self._bar.set_numbers([one.households if one else 0 for _, one in counted])
        parts: list[str | tuple[str, str]] = []
        for n, (word, one) in enumerate(counted):
            parts += [("  ", f"on {plane_of(n, len(counted))}"), (f" {n + 1}", "$faint"), (word, "$dim")]
            newest = f" {show_fen(one.newest)}" if one and view.amounts else ""
            parts += [(f" {one.households if one else 0} 户", "bold"), (f"{newest}   ", "$dim")]
        self._legend.update(Content.assemble(*parts))
        self._bar.display = self._legend.display = bool(view.states)
        self.call_after_refresh(self._show_sums)

    def _show_sums(self) -> None:
        """Under the columns; and how many of the open ones have said when they are at home."""
        if not self.list.is_attached or not self._laid.columns:
            return
        line = self.list.as_line(household_rows.total_cells(self.view, self._sums, self._laid))
        still = [self._sums[word] for word in open_states(self.view) if word in self._sums]
        known = sum(one.at_home for one in still)
        told = f"没办的 {sum(one.households for one in still)} 户，写了晚上在家的 {known} 户"
        if self._laid.hidden:
            names = "、".join(household_rows.title_of(self.view, name) for name in self._laid.hidden)
            told = f"左右键看 {cells.fit(names, min(cells.width(names), HIDDEN_CELLS))}  {told}"
        else:
            told += "  ^O 只看没办的"
        self._sums_line.update(f"{line}\n{cells.fit(told, max(20, self.size.width - 2)).rstrip()}")

    def on_resize(self) -> None:
        if self._pages is not None:
            self.typing.end()
            self._show()

    def relay(self) -> None:
        if self._lay() != self._laid:
            self._show()

    def _lay(self) -> Laid:
        needed = self.typing.name if self.typing.is_on else ""
        return household_rows.lay(self.view, (self.size.width or 80) - 3, self._sums, needed, self._laid.first)

    def action_columns(self, by: int) -> None:
        """Columns for which there is no room, to the left or to the right; from one end to the other."""
        was = self._laid.first
        last = len(self.view.columns)  # the hours at home are the first of the columns that move
        self._laid = self._laid._replace(first=was + by if was + by >= 0 else last)
        self._show()
        if self._laid.first == was:  # all of that end is in sight
            self._laid = self._laid._replace(first=0)
            self._show()

    def column_of(self, name: str) -> int:
        return self._laid.names.index(name) if name in self._laid.names else -1

    def line_of(self, household_id: int) -> HouseholdLine:
        return household_line(self.view, household_id)

    # -- which are looked at

    def action_only(self) -> None:
        """没办的 only, or all."""
        self._look_at(None if self.only == open_states(self.view) else open_states(self.view))

    def action_show(self, number: int) -> None:
        """The households of one figure of the legend, or all."""
        states = [*self.view.states, *([""] if "" in self._sums else [])]
        if number <= len(states):
            chosen = (states[number - 1],)
            self._look_at(None if self.only == chosen else chosen)

    def _look_at(self, only: tuple[str, ...] | None) -> None:
        if not self.typing.end():
            return
        self.only = only
        self._show()

    def stop_typing(self) -> bool:
        return self.typing.end()

    # -- typing in a cell

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if self.looks_only or not self.view.is_open:
            self.warn(self.desk.read_only_because if self.looks_only else "这份清单已经收尾，要接着记先按 ^R 重开。")
        else:
            if self.line is None:  # a group's row: its first household
                self.list.action_move(1)
            if self.line is not None:
                self.typing.begin(self.line)

    def on_field_done(self, event: Field.Done) -> None:
        event.stop()
        self.typing.next_cell()

    def on_field_step(self, event: Field.Step) -> None:
        event.stop()
        self.typing.step(event.by)

    def on_field_edited(self, event: Field.Edited) -> None:
        event.stop()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if event.widget is self.typing.field:
            self.typing.end(focus=False)

    def keep(self) -> str:
        return self.form.keep_draft() if self.typing.end(focus=False) else self.message

    def action_leave(self) -> None:
        if self.typing.is_on:
            self.typing.end()
        elif self.form.display:
            self.form.keep_draft()
            self.form.display = False
            self.list.focus()
        else:
            super().action_leave()

    def action_save(self) -> None:
        if self.typing.is_on:
            if self.typing.end():
                self.say("已存")
        else:
            self._save_new()

    # -- a new household

    def action_add(self) -> None:
        if not self.typing.end():
            return
        self.form.display = True
        if self.form.half is None:
            self._begin_draft()
        if not self.form.raw()["group"].strip() and self.line is not None:
            self.form.load({"group": self.line.group})
        self.form.focus_field("head" if self.form.raw()["group"].strip() else "group")
        self.refresh_bindings()

    def _begin_draft(self) -> None:
        """What was typed and not saved is there again; when people are at home is no draft."""
        self.form.worth, self.form.never = (
            ("head", *(f"c{n}" for n in range(1, len(self.view.columns) + 1))),
            ("at_home",),
        )
        self.form.held = ("group",)
        if self.form.take_draft(self.desk, f"field_campaign:{self.round_id}:household_add", "加户"):
            self.say("上次没写完的已填上，没有保存过；^N 重新写")

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self._save_new()

    def _save_new(self) -> None:
        if not self.form.check():
            return
        raw = self.form.raw()
        typed = {place: raw[f"c{place}"] for place in range(1, len(self.view.columns) + 1) if raw[f"c{place}"].strip()}
        given = HouseholdIn(head=raw["head"], group=raw["group"], at_home=raw["at_home"], cells=typed)
        made = self.attempt(households.add, self.desk, self.round_id, given)
        if isinstance(made, Asks):
            self.app.ask_first(made, self._save_new)
            return
        if isinstance(made, Refused):
            if made.field in self.form.names:
                self.form.set_wrong(made.field, str(made))
            return
        self.form.clear()
        self.form.saved()
        self.form.load({"group": raw["group"]})
        self.form.keep_draft()
        self.list.move_to(made)
        self.form.focus_field("head")
        self.say(f"{raw['head'].strip()} 已加；接着打下一户，Esc 完了")

    # -- acts

    def action_state(self) -> None:
        household_acts.ask_state(self)

    def action_matter(self) -> None:
        household_acts.to_matter(self)

    def action_withdraw(self) -> None:
        household_acts.withdraw(self)

    def action_papers(self) -> None:
        household_acts.ask_papers(self)

    def action_more(self) -> None:
        household_acts.ask_more(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        in_form = bool(self.form.display and self.form.focused_name)
        if action == "save":
            return (self.typing.is_on or in_form) and not self.looks_only
        if action in ("state", "matter", "withdraw"):
            return (
                not in_form
                and self.view.is_open
                and (action != "state" or bool(self.view.states))
                and self.line is not None
                and not self.looks_only
            )
        if action == "columns":
            return bool(self._laid.hidden) and not self.typing.is_on and not in_form
        if action == "add" and (in_form or not self.view.is_open):
            return False
        if action in ("only", "show"):
            return bool(self.view.states) and not in_form
        if action in ("papers", "more") and in_form:
            return False
        if action == "papers":
            return bool(self.list.rows)
        return super().check_action(action, parameters)
