"""台账: every matter of this office, to search, narrow, order and open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort, SortKey, quick_filters, sentence
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.ledger import saved_filters
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger, LedgerLine, lines
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.office.villages import area_name
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.ui.ledger.ledger_rows import COLUMNS, PREVIEW_ENTRIES, ledger_row, preview_lines
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.searching import Searching
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.row import Row
from jiefang_tui.ui.widgets.row_list import RowList


class SearchLine(LineField):
    """The line to type in; the keys that go through a list go through the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "screen.page(-1)", "上一页", show=False),
        Binding("pagedown", "screen.page(1)", "下一页", show=False),
        Binding("home", "screen.edge(-1)", "第一件", show=False),
        Binding("end", "screen.edge(1)", "最后一件", show=False),
        Binding("ctrl+a", "home", "到开头", show=False),
        Binding("ctrl+e", "end", "到末尾", show=False),
    ]


class LedgerScreen(Searching, DeskScreen):
    """All matters, a page at a time. `wanted` and `sort`: how it opens."""

    NAME_CN = "台账"
    HELP_CN = (
        "每一件信访事项都在这里。直接打字就查：编号、姓名、事项、地点、拼音首字母、证件或电话后几位；"
        "上下键、翻页键、Home、End 移动，Enter 打开。上面一行的件数就是下面所列的件数。Esc 先清去所打的字，再返回。"
    )
    BOUND = frozenset(
        {
            "matter", "petitioner", "officer", "unit", "responsibility", "deadline", "supervision_card", "visit_matter",
            "reopening", "merge",
        }
    )  # fmt: skip
    AUTO_FOCUS = "SearchLine"
    CSS_PATH = Path(__file__).with_name("ledger.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "quick", "快选", tooltip="在办、红灯、黄灯、积案、无进展、待告知等，按数字选；1 是全部"),
        Binding("ctrl+o", "narrow", "筛选", tooltip="按状态、灯、领导、单位、分类、属地、日期等筛选"),
        Binding("ctrl+t", "order", "排序", tooltip="按登记、应办、最近记录、领导、状态、编号；再选一次反过来"),
        Binding("ctrl+b", "kept", "存的筛选", tooltip="用存下的筛选，把现在的存下，改名，删去"),
    ]

    def __init__(self, wanted: LedgerFilter | None = None, sort: Sort | None = None) -> None:
        super().__init__()
        self._wanted = wanted or LedgerFilter()
        self._sort = sort or Sort()
        self._total = 0
        self._line = SearchLine(
            self._wanted.text, placeholder="编号、姓名、事项、首字母、证件或电话后几位", enter="打开", id="ledger-line"
        )
        self._list = RowList(COLUMNS, empty="没有这样的事项，换个字或放宽筛选")
        self._list.can_focus = False
        self._preview = Static("", id="preview", markup=False)

    def compose_body(self) -> ComposeResult:
        yield self._line
        with Horizontal(id="ledger-body"):
            yield self._list
            yield self._preview

    # -- what it shows

    @property
    def wanted(self) -> LedgerFilter:
        """What the list is narrowed to now, with what is typed."""
        typed = self._line.raw.strip()
        return replace(self._wanted, text=typed if self.is_enough else "")

    def reload(self) -> None:
        self._show()

    def _show(self) -> None:
        """Count, and show the list from the cursor's row on."""
        self.stop_waiting()
        today = clock.today()
        ledger = Ledger(self.wanted, self._sort, today, self.desk.reference)
        total = self._total = ledger.count()
        masks, me = self.desk.masks_names, self.desk.officer_name

        def fetch(offset: int, limit: int) -> list[Row]:
            return [ledger_row(line, today, masks, me) for line in ledger.rows(offset, limit, total)]

        self._list.set_pages(total, fetch)
        words = sentence(self.wanted, self._named)
        self.stand((f"{total:,} 件", "bold"), f"  {words}  ", (self._sort.label, "$dim"))
        self._show_preview()

    def _named(self, field: str, value: str) -> str:
        """What a class, an area or a work list is called."""
        reference = self.desk.reference
        if field == "work":
            return figures.FIGURES[value].label if value in figures.FIGURES else value
        named = reference.class_label(value) if field == "content_class" else area_name(reference, value)
        return str(named)

    def _from_the_top(self) -> None:
        """Another list: what was under the cursor means nothing in it."""
        self._list.action_edge(-1)
        self._show()
        self._list.action_edge(-1)

    # -- typing

    def look(self) -> None:
        self._from_the_top()

    def action_page(self, by: int) -> None:
        self._list.action_page(by)

    def action_edge(self, way: int) -> None:
        self._list.action_edge(way)

    def action_leave(self) -> None:
        if self._line.raw:
            self._line.raw = ""
            self._from_the_top()
        else:
            super().action_leave()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.app.go("matter", matter_id=event.key)

    # -- the preview

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        event.stop()
        self._show_preview()

    def on_resize(self) -> None:
        self._show_preview()

    def _show_preview(self) -> None:
        if not self.has_class("-wide"):
            return
        key: Any = self._list.cursor_key
        parts: list[Any] = []
        if key is not None:
            room = max(20, self._preview.content_size.width or 40)
            for text, style in self._previewed(key, room):
                parts += [(cells.fit(text, room), style), "\n"]
        self._preview.update(Content.assemble(*parts))

    def _previewed(self, matter_id: int, room: int) -> list[tuple[str, str]]:
        today, reference = clock.today(), self.desk.reference
        found: list[LedgerLine] = lines([matter_id], today, reference)
        if not found:
            return []
        view = matter_view(matter_id, today, reference)
        entries = timeline(matter_id, limit=PREVIEW_ENTRIES)
        return preview_lines(found[0], view, entries, today, room, self.desk.masks_names)

    # -- narrowing and ordering

    def narrow_to(self, wanted: LedgerFilter, sort: Sort | None = None) -> None:
        """Show this list instead; its words go into the line."""
        self._wanted = replace(wanted, text="")
        self._sort = sort or self._sort
        self._line.raw = wanted.text
        self._from_the_top()

    def action_quick(self) -> None:
        ready = quick_filters(self.desk.reference.policy.silent_days)
        options = [(str(at), label) for at, (label, _) in enumerate(ready)]
        chosen = next((str(at) for at, (_, one) in enumerate(ready) if one == self._wanted), None)
        self.ask(ChooseDialog("看哪些事项", options, selected=chosen), lambda at: self.narrow_to(ready[int(at)][1]))

    def action_narrow(self) -> None:
        from jiefang_tui.ui.ledger.ledger_dialogs import FilterDialog

        self.ask(FilterDialog(self.desk, self._wanted), self._narrowed)

    def _narrowed(self, filled: Any) -> None:
        from jiefang_tui.ui.ledger.ledger_dialogs import filter_of

        self.narrow_to(replace(filter_of(filled), text=self._line.raw))

    def action_order(self) -> None:
        options = [
            (key.value, self._sort.label + "，再选一次反过来" if key is self._sort.key else key.label)
            for key in SortKey
        ]
        self.ask(ChooseDialog("按什么排", options, selected=self._sort.key.value), self._ordered)

    def _ordered(self, value: str) -> None:
        key = SortKey(value)
        down = not self._sort.descending if key is self._sort.key else key is SortKey.RECEIVED
        self._sort = Sort(key, down)
        self._from_the_top()

    # -- saved filters

    def action_kept(self) -> None:
        from jiefang_tui.ui.ledger.ledger_dialogs import KeptFilters

        kept = saved_filters.saved_filters()
        self.ask(KeptFilters(kept, sentence(self.wanted, self._named)), self._apply_saved_filter)

    def _apply_saved_filter(self, answer: tuple[str, int]) -> None:
        from jiefang_tui.ui.ledger.ledger_dialogs import name_dialog

        what, filter_id = answer
        kept = next((one for one in saved_filters.saved_filters() if one.id == filter_id), None)
        if what == "save":
            wanted, sort = self.wanted, self._sort
            self.ask(
                name_dialog(
                    "把现在的筛选存下",
                    sentence(wanted, self._named),
                    act=lambda filled: saved_filters.save_filter(self.desk, filled["text"], wanted, sort),
                ),
                lambda filled: self.say(f"已存下「{filled['text']}」"),
            )
        elif kept is None:
            self.warn("这个筛选已经删去，请重新选。")
        elif what == "rename":
            self.ask(
                name_dialog(
                    f"「{kept.name}」改名",
                    text=kept.name,
                    act=lambda filled: saved_filters.rename_filter(self.desk, kept.id, filled["text"]),
                ),
                lambda filled: self.say(f"「{kept.name}」改名为「{filled['text']}」"),
            )
        elif what == "remove":
            if not isinstance(self.attempt(saved_filters.remove_filter, self.desk, kept.id), Refused):
                self.say(f"已删去「{kept.name}」")
        else:
            self.narrow_to(kept.wanted, kept.sort)
            self.say(f"{kept.name}：{self._total:,} 件")
