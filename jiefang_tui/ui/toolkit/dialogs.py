"""Dialogs: a plane over the screen that returns one value. Every key that is not theirs does nothing in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.widgets._static import Static

from jiefang_tui.rules.outcomes import STILL
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.ui.toolkit import half_typed
from jiefang_tui.ui.toolkit.gently import ReadsGently
from jiefang_tui.ui.toolkit.looks_only import LooksOnly
from jiefang_tui.ui.toolkit.whole_lines import WholeLines
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.faint import Faint
from jiefang_tui.ui.widgets.key_bar import KeyBar
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jiefang_tui.ui.toolkit.candidates import NewNames
    from jiefang_tui.ui.toolkit.desk_screen import DeskAppBase
    from jiefang_tui.ui.widgets.fields import LineField
    from jiefang_tui.ui.widgets.form import FieldSpec, Form

T = TypeVar("T")

Options = Sequence[tuple[str, str]]
"""(value, label) pairs."""

DIGITS = "1234567890"
FORM_CELLS, FORM_LINES, FRAME_LINES = 60, 16, 6
"""Of a form dialog: its inner width, its form's most lines, and what moat, padding, title and key bar take."""
LABEL = 18
"""Cells of a choice's label before the reason why it is not possible."""
INSET = 2
"""Cells left and right of what stands on a dialog's plane; the cursor's row takes them, too."""
FULL_WIDTH = "１２３４５６７８９０"


def digit_bindings(action: str, count: int = 9) -> list[BindingType]:
    """Bindings of 1 to `count` (also full-width, as an input method gives them) to `action(1)` and so on; 0 is 10."""
    return [
        Binding(f"{half},{full}", f"{action}({number})", f"选第{number}项", show=False)
        for number, (half, full) in enumerate(zip(DIGITS[:count], FULL_WIDTH[:count], strict=True), 1)
    ]


class Dialog(LooksOnly, ReadsGently, WholeLines, ModalScreen[T | None]):
    """The base of all dialogs. Esc returns None; F1 helps; F2 to F9, Ctrl+F, Ctrl+P and Ctrl+Q do nothing.

    (A modal screen ends Textual's chain of bindings, so the keys of the app and of the screen beneath never act.)
    """

    NAME_CN: ClassVar[str] = ""
    HELP_CN: ClassVar[str] = "在这个小窗里答完再继续；Esc 不改什么就返回。"
    KEEPS_LINE: ClassVar[bool] = False
    """Whether the line for what is wrong is always there, so that the list stays where it is when it is said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "返回", tooltip="什么也不改，返回"),
        Binding("f1,ctrl+g", "help", "帮助", tooltip="这个小窗做什么、有哪些键"),
        Binding("ctrl+l", "blank", "遮屏", show=False, tooltip="来访人能看到屏幕时遮住"),
    ]

    app: DeskAppBase

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title_text = title
        self._text = text
        self._said = ""

    def heading(self) -> str:
        """The dialog's title, for the help."""
        return self._title_text

    def compose(self) -> ComposeResult:
        with Container(id="dialog"), Container(id="dialog-plane"):
            yield Static(self._title_text, id="dialog-title", markup=False)
            if self._text:
                folded = "\n".join(cells.fold(self._text, FORM_CELLS))  # no line begins with a full stop
                yield Static(folded, id="dialog-text", markup=False)
            yield from self.compose_body()
            yield Static("", id="dialog-said", markup=False)
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """What stands between the text and the line for errors."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one("#dialog-said").display = self.KEEPS_LINE or bool(self._said)
        for rows in self.query(RowList):
            rows.inset = INSET

    def render(self) -> RenderableType:
        """The screen beneath, washed into the page; with 16 colours there is only one that is fainter than text."""
        washed = super().render()
        if isinstance(washed, BackgroundScreen) and self.app.native_ansi_color:
            return Faint(washed.screen)
        return washed

    def warn(self, text: str) -> None:
        """Say what is wrong, on the dialog's last line; an empty text takes it away."""
        self._said = text
        line = self.query_one("#dialog-said", Static)
        line.update(text)
        line.display = self.KEEPS_LINE or bool(text)

    @property
    def message(self) -> str:
        """What the dialog's last line says."""
        return self._said

    def say(self, text: str) -> None:
        """A hint, on the same line."""
        self.warn(text)

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.app.action_help()

    def action_blank(self) -> None:
        self.app.action_blank()


class ChooseDialog(Dialog[str]):
    """Choose one of several: a digit chooses at once, Up, Down and Enter do, too; Esc returns None.

    With more than ten options (or `filtered`) there is a line to type in: Chinese, pinyin initials or the number.
    """

    HELP_CN = "按数字直接选，或用上下键加 Enter；选项多时先打几个字、首字母或编号筛选。"
    BINDINGS: ClassVar[list[BindingType]] = [*digit_bindings("pick", 10)]

    def __init__(
        self,
        title: str,
        options: Options,
        text: str = "",
        *,
        selected: str | None = None,
        filtered: bool | None = None,
        digits: Mapping[str, str] | None = None,
    ) -> None:
        """`selected`: the value under the cursor at first. `filtered`: whether to type into a filter line.

        `digits`: the one that each value has whatever else is offered, for a list that is not always the same.
        """
        super().__init__(title, text)
        self._digits = digits
        self._options = [(option[0], option[1]) for option in options]
        self._filtered = len(self._options) > len(DIGITS) if filtered is None else filtered
        width = 2 if len(self._options) < 100 else 3
        self._list = RowList(
            [Column("", width, right=True), Column("", 0)], header=False, enter="选定", empty="没有这样的选项"
        )
        self._list.set_rows(self._rows(self._options))
        if selected is not None:
            self._list.move_to(selected)
        self._line: LineField | None = None

    def _rows(self, options: Options) -> list[Row]:
        number = {value: str(i) for i, (value, _) in enumerate(self._options, 1)}
        if not self._filtered and len(number) == len(DIGITS):
            number[self._options[-1][0]] = DIGITS[-1]
        number |= self._digits or {}
        return [Row(value, (number[value], label)) for value, label in options]

    def compose_body(self) -> ComposeResult:
        if self._filtered:
            from jiefang_tui.ui.widgets.fields import LineField

            self._line = LineField(placeholder="打几个字、首字母或编号", enter="选定")
            yield self._line
            self._list.can_focus = False
        yield self._list

    def on_field_edited(self) -> None:
        from jiefang_tui.ui.widgets.initials import matching

        typed = self._line.raw if self._line else ""
        self._list.set_rows(self._rows([(value, label) for value, label, *_ in matching(typed, self._options)]))
        self._list.action_edge(-1)

    def on_field_step(self, event: Any) -> None:
        event.stop()
        self._list.action_move(event.by)

    def on_field_done(self, event: Any) -> None:
        event.stop()
        self._list.action_choose()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._choose(str(event.key))

    def action_pick(self, number: int) -> None:
        values = [value for value, _ in self._options]
        if self._digits is not None:
            values = [one for one in values if self._digits[one] == DIGITS[number - 1]]
            number = 1
        if number <= len(values):
            self._choose(values[number - 1])

    def _choose(self, value: str) -> None:
        self.dismiss(value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "pick":
            return not self._filtered
        return super().check_action(action, parameters)


class ConfirmDialog(ChooseDialog):
    """A question with two answers, 1 是 and 2 否; returns "yes", "no", or None for Esc."""

    HELP_CN = "1 是，2 否；Esc 等于不做。"

    def __init__(
        self, question: str, text: str = "", *, yes: str = "是", no: str = "否", safe_first: bool = False
    ) -> None:
        """`safe_first`: where 是 takes something away for ever, what keeps it is 1."""
        options = [("yes", yes), ("no", no)]
        super().__init__(question, options[::-1] if safe_first else options, text)


@dataclass(frozen=True)
class Filled:
    """What a form dialog returns: every field's text as typed, and what each means."""

    raw: Mapping[str, str]
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


class FormDialog(Dialog[Filled]):
    """A form in a dialog. Ctrl+S checks and returns `Filled`; Esc returns None, what was typed goes to `keep`.

    Without `keep` what was typed is a draft, at every field exit and within a second, where the form or the screen
    beneath says what it is about: the same form of the same thing has it again, also after a power cut.

    With `act`, Ctrl+S calls it with the `Filled`: if it raises `Refused` the sentence stands beside the field that it
    names (or on the last line) and the dialog stays open with everything in it.
    """

    HELP_CN = "填好后 ^S 保存；Enter 到下一项，按数字选的选了就到下一项。写错的在旁边说明，什么也不会丢。"
    WRITES = frozenset({"save"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "保存", tooltip="检查并保存"),
        Binding("ctrl+n", "begin_anew", "重新写", tooltip="清掉上次没写完的，从头写；再按一次取回"),
    ]

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        initial: Mapping[str, object] | None = None,
        note: str = "",
        *,
        act: Callable[[Filled], object] | None = None,
        keep: Callable[[dict[str, str]], str] | None = None,
        form_name: str = "",
        row: object = None,
    ) -> None:
        """`form_name`: under which its drafts are kept, never shown and never changed; `row`: which row of what it is
        about, where that is not all of it.
        """
        from jiefang_tui.ui.widgets.form import Form

        super().__init__(title, note)
        self.form_name = form_name
        self.row = row
        self.form: Form = Form(specs)
        self._initial = dict(initial or {})
        self._act = act
        self._keep = keep
        self._begun: dict[str, str] = {}
        self._has_old = False
        """Whether it was opened with what was half typed before."""
        self._aside: dict[str, str] = {}
        """What of that was put away to begin anew."""
        self.half: half_typed.Half | None = None
        """Where what is half typed here is kept; found when it opens, unless it was given."""
        self.old_row: object = None
        """Which line of a list it was opened from: that was the `row` of its drafts before forms had names."""
        self.about: half_typed.About | None = None
        """What a draft of it belongs to; None: to what the screen beneath is about (`DeskScreen.about`)."""
        self.came_of_it: object = None
        """What `act` gave back: a sentence to say, an id."""
        self.keeps_nothing = False
        """Whether what is half typed in it is no draft: it may tell of a report (Regulation Art. 30(3))."""
        self.warns = False
        """Whether that sentence is a warning, which stays until the next act."""

    @property
    def raw(self) -> dict[str, str]:
        """Every field's text as typed."""
        return self.form.raw()

    def compose_body(self) -> ComposeResult:
        yield self.form

    def on_mount(self) -> None:
        self.form.load(self._initial)
        self._begun = self.form.raw()
        if self.half is None and self._keep is None and self._act is not None and not self.keeps_nothing:
            self.half = half_typed.draft_of_dialog(
                self, self._title_text, self.form_name, self.row, self.old_row, self.about
            )
        if self.half is not None and self.fill_in(self.half):
            self._has_old = True
            self.say("上次没写完的已填上，没有保存过；^N 重新写")
        self._ask_still(False)
        self.form.focus_first()

    def _ask_still(self, is_asked: bool) -> None:
        """Why somebody whom a claim is about handles it all the same (Art. 28(3)): asked once they were named."""
        if STILL.name in self.form.names:
            self.form.show_field(STILL.name, is_asked or bool(self.form.raw()[STILL.name]))

    # -- what is half typed

    def fill_in(self, half: half_typed.Half) -> bool:
        """Put in what was typed last time; whether there was anything."""
        texts = half.texts(self.form.names)
        self.form.load(texts, typed=True)
        return bool(texts)

    def half_typed(self, raw: Mapping[str, str]) -> dict[str, str]:
        """What of it is a draft: what differs from how the form began."""
        return {name: text for name, text in raw.items() if text != self._begun[name]}

    def _keep_half_typed(self, raw: Mapping[str, str]) -> bool:
        """Keep what is a draft of it; whether there is any. Raises `Refused`.

        As long as nothing is typed after beginning anew, that is what was put away.
        """
        return self.half is not None and self.half.keep(self.half_typed(raw) or self._aside)

    def action_begin_anew(self) -> None:
        """Put what was half typed away and begin as if there were none; the same key brings it back."""
        typed = self.half_typed(self.form.raw())
        self.form.load(self._begun)
        back, self._aside = self._aside, {} if self._aside else typed
        self.fill_in(half_typed.Aside(back))
        self.say("上次没写完的已取回，^N 重新写" if back else "已清掉，从头写；^N 取回上次没写完的")
        self.form.focus_first()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "begin_anew":
            return self._has_old
        return super().check_action(action, parameters)

    def keep(self) -> str:
        """Keep what is half typed, before the dialog goes or the program ends; why it could not be."""
        raw = self.form.raw()
        try:
            said = self._keep(raw) if self._keep is not None else ""
            if self._keep_half_typed(raw):
                tell = getattr(self.app.screen_stack[-2], "say", None)
                if tell is not None:
                    tell("没保存；写过的留着，再打开还在")
        except Refused as refused:
            return str(refused)
        return said

    def warn(self, text: str) -> None:
        """As in every dialog; a long sentence takes its lines from the form, which scrolls, and is read whole."""
        super().warn(text)
        folded = cells.fold(text, FORM_CELLS) if text else []
        self.query_one("#dialog-said", Static).update("\n".join(folded))
        lines = len(folded)
        if self._text:
            lines += len(cells.fold(self._text, FORM_CELLS))
        self.share_room(self.size.height - FRAME_LINES - lines)

    def share_room(self, lines: int) -> None:
        """Let what stands in the dialog take these lines and no more."""
        self.form.styles.max_height = max(4, min(FORM_LINES, lines))

    def on_form_autosave(self, event: Form.Autosave) -> None:
        event.stop()
        with suppress(Refused):  # said when it is left
            if self._keep is not None:
                self._keep(event.raw)
            else:
                self._keep_half_typed(event.raw)

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        """Enter in the only field saves; in the last of several it stays."""
        event.stop()
        if len(self.form.names) == 1:
            self.action_save()

    def action_save(self) -> None:
        self.warn("")
        if (desk := self.app.desk) is not None and self.looks_only:
            self.warn(desk.read_only_because)
            return
        if not self.form.check() or self._asks_of_new_names():
            return
        filled = Filled(self.form.raw(), self.form.values())
        if self._act is not None:
            try:
                with storing():
                    self.came_of_it = self._act(filled)
            except Asks as asks:
                self.app.ask_first(asks, self.action_save)
                return
            except Refused as refused:
                self.say_refused(refused)
                return
            finally:
                self.app.publish_changes()
        if self.half is not None:
            with suppress(Refused):
                self.half.keep({})
        self.dismiss(filled)

    def _asks_of_new_names(self) -> bool:
        """Whether a name that nobody has written down was asked about just now; each is asked about once."""
        if not any(self.form.row(name).spec.people for name in self.form.names):
            return False
        said = self.new_names.ask(self.form)
        self.warn(said)
        return bool(said)

    @cached_property
    def new_names(self) -> NewNames:
        """Which new names were asked about."""
        from jiefang_tui.ui.toolkit.candidates import NewNames

        return NewNames()

    def say_refused(self, refused: Refused) -> None:
        """Beside the field that it names, and on the last line."""
        if refused.field == "officer":
            self._ask_still(True)
        if refused.field in self.form.names:
            self.form.set_wrong(refused.field, str(refused))
        self.warn(str(refused))

    def action_cancel(self) -> None:
        if self.app.may_lose(self.keep(), "Esc"):
            super().action_cancel()


class TextDialog(FormDialog):
    """One text: a reason, a name. Enter or Ctrl+S returns `Filled`, its text under "text"."""

    def __init__(
        self,
        title: str,
        label: str,
        *,
        text: str = "",
        note: str = "",
        required: bool = True,
        lines: int = 1,
        act: Callable[[Filled], object] | None = None,
        form_name: str = "",
        row: object = None,
        parse: Callable[[str], Any] | None = None,
    ) -> None:
        from jiefang_tui.ui.widgets.form import FieldSpec

        spec = FieldSpec(
            "text",
            label,
            kind="notes" if lines > 1 else "line",
            required=required,
            height=lines,
            width=0,
            default=text,
            enter_goes_on=lines > 1,
            parse=parse,
        )
        super().__init__(title, [spec], None, note, act=act, form_name=form_name, row=row)
