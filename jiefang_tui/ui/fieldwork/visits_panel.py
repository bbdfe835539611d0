"""F8 1 走访: the lines of a month, typed down a column below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.services.desk.drafts import KeptDraft
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.fieldwork import visits
from jiefang_tui.store.queries.fieldwork.visits import (
    ALL,
    FieldLine,
    Only,
    counts,
    counts_of_people,
    counts_of_villages,
    last_entered,
    visit_count,
    visit_lines,
)
from jiefang_tui.terms import FieldResult
from jiefang_tui.ui.fieldwork import visit_forms
from jiefang_tui.ui.fieldwork.panel import FieldPanel
from jiefang_tui.ui.fieldwork.quick_form import QuickForm
from jiefang_tui.ui.matter import contact_forms
from jiefang_tui.ui.toolkit.candidates import NewNames
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.draft_keeper import DraftKeeper
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

FORM = "field_visit"
COLUMNS = (
    Column("日期", 5),
    Column("方式", 8),
    Column("谁去的", 10),
    Column("村", 8),
    Column("见了谁", 8),
    Column("了解到、答复了什么", 0),
    Column("结果", 10),
)
SHORT = {"village_cadre": "村干部"}
"""What the list calls the longest."""


def _acts_of(line: FieldLine) -> list[tuple[str, str]]:
    """What can be done with a line as it stands, in a fixed order."""
    linked = line.matter_id is not None
    found = [("open", f"打开 {line.register_no}")] if linked else []
    if not line.stands:
        return [("withdraw", "恢复"), *found]
    other = FieldResult.NOTED if line.result is FieldResult.ANSWERED else FieldResult.ANSWERED
    correct = "改这一条" if linked else "改这一条，或写上事项编号"
    acts = [("answer", f"改为{other.label}"), *(found or [("matter", "转为事项")])]
    acts += [("correct", correct), ("withdraw", "撤回(登错了)")]
    return [*acts, ("no_more", "本人不愿再上门")] if linked else acts


class VisitsPanel(FieldPanel):
    """The lines of a month; the form below writes the next one."""

    WRITES = frozenset({"add", "save", "matter", "withdraw", "drafts"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "month(-1)", "换月", key_display="左右", tooltip="上个月、下个月"),
        Binding("right", "month(1)", "下月", show=False),
        Binding("insert", "add", "记走访", tooltip="记一次走访：方式按数字，日期、人、村沿用上一行"),
        Binding("ctrl+s", "save", "存这一行", tooltip="存下这一行，接着填下一行"),
        Binding("ctrl+n", "matter", "转为事项", tooltip="把这一条登记成信访事项"),
        Binding("delete", "withdraw", "撤回", tooltip="这一条登错了，写明原因撤回；撤回过的恢复"),
        Binding("ctrl+b", "counts", "次数", tooltip="每个人、每个村走访了几次；选一个只看那些"),
        Binding("ctrl+r", "drafts", "取回草稿", tooltip="取回没写完的一行，或丢弃"),
    ]

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen, id="field-visits")
        self.list = RowList(
            COLUMNS,
            enter="办这一条" if not screen.looks_only else "打开",
            empty="这个月还没有记走访。Ins 记一次",
            id="visit-list",
        )
        self.form = QuickForm(visit_forms.specs(self.desk), id="visit-form")
        self.form.display = False
        self._sums = Static("", id="visit-sums", markup=False)
        self.draft = DraftKeeper(self.desk_screen, FORM)
        self._new_names = NewNames()
        self._month = clock.today().replace(day=1)
        self._only = ALL
        self._lines: dict[int, FieldLine] = {}

    def compose(self) -> ComposeResult:
        yield self.list
        yield self._sums
        yield self.form

    # -- what it shows

    @property
    def span(self) -> tuple[date, date]:
        """The month's first and last day."""
        return self._month, (self._month + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def line(self) -> FieldLine | None:
        """The one under the cursor."""
        return self._lines.get(int(str(self.list.cursor_key or 0)))

    def reload(self) -> None:
        self.draft.waiting()
        self._lines = {}
        self.list.set_pages(visit_count(*self.span, self._only), self._page)
        self.show_lines()

    def _page(self, offset: int, limit: int) -> list[Row]:
        page = visit_lines(*self.span, offset, limit, self._only)
        self._lines |= {one.id: one for one in page}
        return [self._row(one) for one in page]

    def _row(self, one: FieldLine) -> Row:
        masks = self.desk.masks_names
        shown = (
            f"{one.day:%m-%d}",
            SHORT.get(one.kind.value, one.kind.label),
            one.who,
            one.village,
            shown_name(one.whom, masks and not one.headcount),
            shown_title(one_line(one.learnt), masks),
            one.result_words,
        )
        return Row(one.id, shown, "" if one.stands else "faint")

    def show_lines(self) -> None:
        """The month in figures, and each who went and each village as far as there is room."""
        found = counts(*self.span)
        kinds = "  ".join(f"{kind.label} {number}" for kind, number in found.by_kind.items())
        only = f"  只看{self._only.who or self._only.village} ^B" if self._only != ALL else ""
        more = f"  未完 {self.draft.unfinished} 份 ^R" if self.draft.unfinished else ""
        self.desk_screen.stand(
            (f"{self._month.year}年{self._month.month}月 走访 {found.total}次", "bold"),
            (only + more, "$now"),
            right=[f"当场答复 {found.answered}  转为事项 {found.made_matters}"],
        )
        each = [*counts_of_people(*self.span)[:8], *counts_of_villages(*self.span)[:8]]
        told = "  ".join(f"{name} {number}次" for name, number in each)
        room = max(20, self.size.width - 2)
        self._sums.update("\n".join(cells.fit(line, room).rstrip() for line in (kinds, told)))

    def on_resize(self) -> None:
        if self.list.is_attached:
            self.show_lines()

    def take_focus(self) -> None:
        self.list.focus()

    # -- moving

    def action_month(self, by: int) -> None:
        first, last = self.span
        self._month = last + timedelta(days=1) if by > 0 else (first - timedelta(days=1)).replace(day=1)
        self._only = ALL
        self.reload()

    def action_counts(self) -> None:
        people, villages = counts_of_people(*self.span), counts_of_villages(*self.span)
        options = [("", "全部")]
        options += [(f"who:{name}", f"{name} {number}次") for name, number in people]
        options += [(f"village:{name}", f"{name} {number}次") for name, number in villages]

        def chosen(value: str) -> None:
            kind, _, name = value.partition(":")
            self._only = Only(**{kind: name}) if name else ALL
            self.reload()

        self.desk_screen.ask(ChooseDialog("每个人、每个村几次", options), chosen)

    # -- typing a row

    def action_add(self) -> None:
        """Begin a row; what the last one said of day, people, village and kind is kept."""
        if not self.form.display:
            self.form.display = True
            if not self.form.field("who").raw.strip():
                last = last_entered()
                self.form.load(visit_forms.held_of(last) if last else {})
            self.form.load({"day": str(clock.today())})
        self.form.focus_field("kind")
        self.desk_screen.refresh_bindings()

    def leave(self) -> bool:
        """Esc: the form is put away first, with a draft of what is in it."""
        if not self.form.display:
            return False
        self.keep()
        self.form.display = False
        self.list.focus()
        self.show_lines()
        return True

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()

    def on_form_autosave(self, event: Form.Autosave) -> None:
        event.stop()
        self._save_draft(event.raw)

    def keep(self) -> str:
        return self._save_draft(self.form.raw()) if self.form.display else ""

    def _save_draft(self, raw: Mapping[str, str]) -> str:
        typed = {name: text for name, text in raw.items() if text.strip()}
        if any(name in typed for name in ("whom", "learnt")):
            return self.draft.save(typed, f"{one_line(raw['whom'])} {cut(one_line(raw['learnt']), 40)}".strip())
        self.draft.clear()
        return ""

    def action_drafts(self) -> None:
        self.keep()
        self.draft.offer(self._take_draft, self.show_lines)

    def _take_draft(self, kept: KeptDraft) -> None:
        self.form.display = True
        self.form.clear()
        self.form.load(kept.body)
        self.form.focus_field("whom")

    def action_save(self) -> None:
        if not self.form.check():
            return
        if said := self._new_names.ask(self.form):
            self.desk_screen.warn(said)
            return
        raw = self.form.raw()
        saved = self.desk_screen.attempt(lambda: visits.record(self.desk, visit_forms.line_of(raw, self.form.values())))
        if isinstance(saved, Asks):
            self.app.ask_first(saved, self.action_save)
        elif isinstance(saved, Refused):
            if saved.field in self.form.names:
                self.form.set_wrong(saved.field, str(saved))
        else:
            self._next_row(raw, saved)

    def _next_row(self, raw: Mapping[str, str], saved: int) -> None:
        """An empty row that keeps day, who, village and kind; the month shown is the one that was written in."""
        self.draft.clear()
        day = self.form.values()["day"]
        self.form.clear()
        self.form.load({name: raw[name] for name in visit_forms.HELD})
        if (day.year, day.month) != (self._month.year, self._month.month):
            self._month, self._only = day.replace(day=1), ALL
            self.reload()
        self.list.move_to(saved)
        self.form.focus_field("kind")  # each row begins alike: a digit, or Enter for the same again
        told = f"{day:%m-%d}" if day.year == clock.today().year else str(day)
        self.desk_screen.say(f"{told} {raw['kind']} 已存；接着填下一行，方式一样按 Enter，Esc 完了")

    # -- acts on a line

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        line = self.line
        if line is None:
            return
        if self.looks_only:
            if line.matter_id is not None:
                self.app.go("matter", matter_id=line.matter_id)
            else:
                self.desk_screen.warn(self.desk.read_only_because)
            return
        title = f"{line.day:%m-%d} {line.kind.label} {line.whom}".rstrip()
        text = f"撤回了：{line.withdraw_reason}" if not line.stands else line.learnt
        self.desk_screen.ask(ChooseDialog(title, _acts_of(line), text), lambda name: self._begin(name, line))

    def _begin(self, name: str, line: FieldLine) -> None:
        screen = self.desk_screen
        if name == "answer":
            result = FieldResult.NOTED if line.result is FieldResult.ANSWERED else FieldResult.ANSWERED
            if self.done(visits.answer, self.desk, line.id, result):
                screen.say(f"已记{result.label}")
        elif name == "matter":
            self._to_matter(line)
        elif name == "correct":
            self.ask_form(visit_forms.correct_form(self.desk, line))
        elif name == "withdraw":
            self._take_back(line)
        elif name == "open":
            self.app.go("matter", matter_id=line.matter_id)
        elif line.matter_id is not None:
            self.ask_form(contact_forms.no_more_form(self.desk, line.matter_id))

    def action_matter(self) -> None:
        if (line := self.line) is not None:
            self._to_matter(line)

    def _to_matter(self, line: FieldLine) -> None:
        if line.matter_id is not None or not line.stands:
            why = f"已经连着 {line.register_no}" if line.matter_id is not None else "已经撤回，先恢复"
            self.desk_screen.warn(f"这一条{why}。")
            return
        self.ask_form(visit_forms.matter_form(self.desk, line))

    def action_withdraw(self) -> None:
        if (line := self.line) is not None:
            self._take_back(line)

    def _take_back(self, line: FieldLine) -> None:
        if not line.stands:
            if self.done(visits.restore, self.desk, line.id):
                self.desk_screen.say("已恢复")
            return
        dialog = reason_dialog(
            f"撤回 {line.day:%m-%d} {line.kind.label}",
            lambda reason: visits.withdraw(self.desk, line.id, reason),
            form_name="field_visit_withdraw",
            row=line.id,
        )
        self.desk_screen.ask(dialog, lambda _: self.desk_screen.say("已撤回，不再计数；Del 可以恢复"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = bool(self.form.display and self.form.focused_name)
        if action == "save":
            return typing and not self.looks_only
        if action in ("matter", "withdraw", "month", "counts", "add") and typing:
            return False
        if action in ("matter", "withdraw") and not self.list.rows:
            return False
        if action == "drafts" and not self.draft.unfinished:
            return False
        return super().check_action(action, parameters)
