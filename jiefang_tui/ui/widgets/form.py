"""A form as data: rows of fields, checked, read while they are typed, saved as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, ScrollableContainer
from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets._static import Static

from jiefang_tui.rules.text import narrow, one_line
from jiefang_tui.ui.widgets.choice import ChoiceField
from jiefang_tui.ui.widgets.fields import Field, FieldWidget, LineField
from jiefang_tui.ui.widgets.form_row import LABEL_CELLS, FieldSpec, FormRow, Meaning, spread

__all__ = ["FieldSpec", "Form", "FormRow", "Meaning", "spread"]

AUTOSAVE_SECONDS = 0.8
"""From the first unsaved keystroke to the draft: within a second (design, drafts)."""
PARSE_SECONDS = 0.12
"""Typing is read this long after it began, so that a burst of keys is read once."""


class Form(ScrollableContainer, can_focus=False, inherit_bindings=False):
    """Rows of fields. Enter goes on, Shift+Tab back, PgUp and PgDn scroll; the screen saves with Ctrl+S."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn(-1)", "向上翻", show=False),
        Binding("pagedown", "turn(1)", "向下翻", show=False),
    ]

    class Changed(Message):
        """The text of a field has changed."""

        def __init__(self, form: Form, name: str) -> None:
            super().__init__()
            self.form = form
            self.name = name

        @property
        def control(self) -> Form:
            return self.form

    class LeftField(Changed):
        """The focus has left a field; choices are settled, the text is read."""

    class AtEnd(Changed):
        """Enter in the last field."""

    class Autosave(Message):
        """Something unsaved: at a field's exit, or within a second of typing. `raw` is every field's text."""

        def __init__(self, form: Form, raw: dict[str, str]) -> None:
            super().__init__()
            self.form = form
            self.raw = raw

        @property
        def control(self) -> Form:
            return self.form

    def __init__(self, specs: Sequence[FieldSpec], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = {spec.name: FormRow(spec) for spec in specs}
        self._headings: dict[str, tuple[Static, list[FormRow]]] = {}
        """By the name of the field below it: a heading, and the rows that it stands over."""
        self._known = {name: row.field.raw for name, row in self._rows.items()}
        self._unread: set[str] = set()
        self._unsaved = False
        self._said: set[str] = set()
        self._agreed: dict[str, str] = {}
        """Doubtful words that the clerk was asked about, by field."""
        self._blamed = ("", "")
        """The field whose error the screen was told last, and that sentence."""
        self._save_timer: Timer | None = None
        self._read_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield from self.laid_out(self._rows.values())

    def laid_out(self, rows: Iterable[FormRow]) -> Iterator[Widget]:
        """The rows with their headings; those that stand beside one another, on one line."""
        lines: list[list[FormRow]] = []
        under: list[FormRow] | None = None
        for row in rows:
            if row.spec.section:
                under = []
                self._headings[row.spec.name] = (Static(row.spec.section, classes="form-heading", markup=False), under)
            if under is not None:
                under.append(row)
            if row.spec.beside and lines:
                lines[-1].append(row)
            else:
                lines.append([row])
        for line in lines:
            if heading := self._headings.get(line[0].spec.name):
                yield heading[0]
            for row in line[:-1]:
                row.styles.width = LABEL_CELLS + (row.spec.width or 24) + 3
            yield line[0] if len(line) == 1 else Horizontal(*line, classes="form-line")

    # -- what is in it

    @property
    def names(self) -> list[str]:
        return list(self._rows)

    def row(self, name: str) -> FormRow:
        """The row of a field; KeyError if there is no such field."""
        return self._rows[name]

    def field(self, name: str) -> FieldWidget:
        """The widget of a field."""
        return self._rows[name].field

    def raw(self) -> dict[str, str]:
        """The text of every field as typed."""
        return {name: row.field.raw for name, row in self._rows.items()}

    def load(self, raw: Mapping[str, object], *, typed: bool = False) -> None:
        """Put these texts in; names the form does not have are passed over, nothing counts as unsaved.

        `typed`: the clerk wrote them (a draft), so that typing goes on with them; else it replaces them.
        """
        for name, text in raw.items():
            row = self._rows.get(name)
            if row is not None:
                row.field.put_in("" if text is None else str(text), typed)
                self._known[name] = row.field.raw
                self._read(name, quiet=True)
        self._unsaved = False

    def clear(self) -> None:
        """Every field to its default, every hint gone."""
        self._said.clear()
        self.load({name: row.spec.default for name, row in self._rows.items()})

    def meaning(self, name: str) -> tuple[Any, str, str, str]:
        """(value, said, error, warning) of a field's text as it stands; an empty text is None without error."""
        row = self._rows[name]
        spec, field = row.spec, row.field
        if isinstance(field, ChoiceField):
            unknown = f"没有「{field.unknown}」这一项" if field.unknown else ""
            value: Any = field.choices if field.multi else field.choice
            if spec.parse is not None and value is None and field.raw.strip():  # free text
                parsed = spec.parse(field.raw)
                return None, field.hint or parsed.hint, parsed.error, parsed.warning
            return value, field.hint, unknown, ""
        if spec.parse is not None:
            parsed = spec.parse(field.raw)
            if parsed.error and self._takes_words(name) and spec.marked(field.raw):
                why = parsed.error.partition("，")[0].rstrip("。")
                return None, "", "", f"{why}；{self._kept_as(spec)}。"
            return parsed.value, parsed.hint, parsed.error, parsed.warning
        return field.raw.strip() or None, "", "", ""

    def values(self) -> dict[str, Any]:
        """What every field means: the parsed value, a choice's value, a list for `multi`, else the text or None."""
        return {name: self.meaning(name)[0] for name in self._rows}

    def check(self) -> bool:
        """Whether all may be saved. If not, the first wrong field is focused and what is wrong stands beside it."""
        first = ""
        for name, row in self._rows.items():
            self._settle(name)
            self._known[name] = row.field.raw
            self._read(name)
            error = self.meaning(name)[2]
            if error:  # whatever else is said there: what nobody can read is not saved as nothing
                row.show("error", error)
            elif row.spec.required and not row.field.raw.strip():
                error = f"请填写{row.spec.label}"
                row.show("error", error)
            if error and not first:
                first = name
        if first:
            self.focus_field(first)
            self._blamed = (first, f"{self._rows[first].spec.label}：{self._rows[first].text}")
            self._tell(self._blamed[1], wrong=True)
            return False
        if self._asks_about_words():
            return False
        self.keep_words(self._rows)
        return True

    def _kept_as(self, spec: FieldSpec) -> str:
        """What becomes of doubtful words in a field."""
        instead = f"按{spec.empty_means}记，" if spec.empty_means else ""
        return f"{instead}原话记到{self._rows[spec.words_to].spec.label}，标待核"

    def _asks_about_words(self) -> bool:
        """Ask once, where an empty field means something: doubtful words never become today without being seen."""
        doubtful = {
            name: row.field.raw
            for name, row in self._rows.items()
            if row.spec.empty_means and self._takes_words(name) and row.spec.marked(row.field.raw).endswith("待核〕")
        }
        new = [name for name, raw in doubtful.items() if self._agreed.get(name) != raw]
        self._agreed = doubtful
        if new:
            spec = self._rows[new[0]].spec
            self.focus_field(new[0])
            parsed = spec.parse(doubtful[new[0]]) if spec.parse else None
            why = parsed.error.rstrip("。") if parsed is not None and parsed.error else f"{spec.label}看不懂"
            self._tell(f"{why}：再按 ^S {self._kept_as(spec)}", wrong=True)
        return bool(new)

    def _takes_words(self, name: str) -> bool:
        """Whether the field that takes the words of this one is in the form and shown, as this one is."""
        row, taker = self._rows[name], self._rows.get(self._rows[name].spec.words_to)
        return taker is not None and bool(row.display) and bool(taker.display)

    def keep_words(self, names: Iterable[str]) -> None:
        """Put what is no value in these fields, marked, into the field that takes it (`FieldSpec.words_to`)."""
        for name in names:
            spec = self._rows[name].spec
            mark = spec.marked(self._rows[name].field.raw) if self._takes_words(name) else ""
            if not mark:
                continue
            taker = self._rows[spec.words_to].field
            said_there = not mark.endswith("待核〕") and one_line(self._rows[name].field.raw) in taker.raw
            if mark not in taker.raw and not said_there:
                taker.raw = taker.raw.rstrip() + mark
                self._known[spec.words_to] = taker.raw
                self._unsaved = True

    # -- said beside a field

    def set_sentence(self, name: str, text: str, kind: str = "said") -> None:
        """Say something beside a field (kind: said, warning, error, hint) until its text changes."""
        self._rows[name].show(kind, text)
        self._unread.discard(name)  # it is about the text that stands there now
        if text:
            self._said.add(name)
        else:
            self._said.discard(name)

    def set_wrong(self, name: str, text: str) -> None:
        """Say beside a field why it was refused, and focus it."""
        self.set_sentence(name, text, "error")
        self._blamed = (name, text)
        self.focus_field(name)

    def focus_field(self, name: str) -> None:
        """Put the focus on a field and bring it into view; typing replaces a choice and what was put in beforehand,
        also where it was focused.
        """
        field = self._rows[name].field
        field.focus()
        if isinstance(field, LineField) and field.select_on_focus and field.has_focus:
            field.select_all()

    def focus_first(self) -> None:
        """Put the focus on the first field that is shown."""
        for name, row in self._rows.items():
            if row.display:
                self.focus_field(name)
                return

    def show_field(self, name: str, is_shown: bool) -> None:
        """Take a field out of the form or put it back; its text stays."""
        self._rows[name].display = is_shown
        for heading, under in self._headings.values():
            heading.display = any(row.display for row in under)

    @property
    def focused_name(self) -> str:
        """The name of the field with the focus, empty if none has it."""
        return next((name for name, row in self._rows.items() if row.field.has_focus), "")

    # -- keys and typing

    @property
    def page_lines(self) -> int:
        """Lines of the fields that are in sight at once."""
        return int(self.size.height)

    def action_turn(self, by: int) -> None:
        """A page down or up: the focus goes along, so that what is typed is seen."""
        shown = [name for name, row in self._rows.items() if row.display]
        if not shown:
            return
        at = shown.index(self.focused_name) if self.focused_name in shown else 0
        lines, most = 0, max(1, self.page_lines - 1)
        while 0 <= at + by < len(shown) and lines < most:
            at += by
            row = self._rows[shown[at]]
            lines += 0 if row.spec.beside else row.field_height
        self.focus_field(shown[at])

    def on_field_done(self, event: Field.Done) -> None:
        event.stop()
        self._go_on(event.field, 1)

    def on_field_chosen(self, event: Field.Chosen) -> None:
        """Behind what tells the screen that the choice was made: it may put fields in, or take them out."""
        event.stop()
        self._behind(self, event.field)

    def _behind(self, node: DOMNode | None, field: Widget) -> None:
        """Go on from a field once every node from here up to the screen has had what came before."""
        if not self.is_attached:
            return
        if node is None or node is self.screen:
            self.screen.call_later(self._go_on_if_shown, field)
        else:
            node.call_later(self._behind, node.parent, field)

    def _go_on_if_shown(self, field: Widget) -> None:
        """Not where the choice has taken its own field out, or the focus has gone elsewhere since."""
        if self._rows[self._name_of(field)].display and field.has_focus:
            self._go_on(field, 1)

    def on_field_step(self, event: Field.Step) -> None:
        event.stop()
        self._go_on(event.field, event.by)

    def _go_on(self, field: Widget, by: int) -> None:
        shown = [name for name, row in self._rows.items() if row.display]
        name = self._name_of(field)
        at = shown.index(name) + by
        if 0 <= at < len(shown):
            self.focus_field(shown[at])
        elif by > 0:
            self._left(name)
            self.post_message(self.AtEnd(self, name))
            self._tell("已到最后一项，^S 保存")

    def on_field_cut(self, event: Field.Cut) -> None:
        event.stop()
        name = self._name_of(event.field)
        self._unread.discard(name)
        self.set_sentence(name, event.sentence, "warning")

    def on_field_edited(self, event: Field.Edited) -> None:
        event.stop()
        name = self._name_of(event.field)
        field = self._rows[name].field
        if field.raw == self._known[name]:
            if isinstance(field, ChoiceField):
                self._read(name)
            return
        self._known[name] = field.raw
        self._unsaved = True
        self._unread.add(name)
        if self._read_timer is None:
            self._read_timer = self.set_timer(PARSE_SECONDS, self.read_now)
        if self._save_timer is None:
            self._save_timer = self.set_timer(AUTOSAVE_SECONDS, self.autosave)
        self.post_message(self.Changed(self, name))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        row = event.widget.parent
        if isinstance(row, FormRow):
            self.scroll_to_widget(row, animate=False)
            if row.kind != "error":  # what is wrong, or missing, stays until it is edited
                self._read(row.spec.name, quiet=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if name := self.focused_name:
            self.call_after_refresh(self._rows[name].field.place_cursor)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        row = event.widget.parent
        if isinstance(row, FormRow):
            self._left(row.spec.name)

    def _left(self, name: str) -> None:
        field = self._rows[name].field
        self._settle(name)
        if field.raw != self._known[name]:
            self._known[name] = field.raw
            self._unsaved = True
            self.post_message(self.Changed(self, name))
        self._unread.discard(name)
        self._read(name)
        self.autosave()
        self.post_message(self.LeftField(self, name))

    def _settle(self, name: str) -> None:
        """What leaving a field does to its text: a choice takes its label, a number its half-width form."""
        row = self._rows[name]
        row.field.settle()
        if row.spec.parse is None or row.spec.kind != "line" or row.spec.verbatim:
            return
        text = narrow(row.field.raw)
        if text != row.field.raw:
            row.field.raw = text

    def _unblame(self, name: str) -> None:
        """The sentence told to the screen goes as soon as its field is right."""
        blamed, sentence = self._blamed
        if name == blamed and self._rows[name].kind != "error":
            self._blamed = ("", "")
            if getattr(self.screen, "message", "") == sentence:
                self._tell("", wrong=True)

    def autosave(self) -> None:
        """Post `Autosave` if anything was typed since the last one."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        if self._unsaved:
            self._unsaved = False
            self.post_message(self.Autosave(self, self.raw()))

    def read_now(self) -> None:
        """Read what was typed and say beside each field what it means."""
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        unread, self._unread = self._unread, set()
        for name in unread:
            self._said.discard(name)
            self._read(name)
            other = self._rows[name].spec.reads_with
            if other in self._rows:
                self._read(other, quiet=True)

    def _read(self, name: str, quiet: bool = False) -> None:
        """Say beside a field what its text means. `quiet`: pass over what is wrong."""
        if name in self._said:
            return
        row = self._rows[name]
        _, said, error, warning = self.meaning(name)
        if error and not quiet:
            row.show("error", error)
        elif warning:
            row.show("warning", warning)
        elif said:
            row.show("said", said)
        else:
            row.show("hint", row.spec.hint if not row.field.raw else "")
        if row.says_below and name == self.focused_name:  # what is said of the last line in sight is seen, too
            self.call_after_refresh(self.scroll_to_widget, row, animate=False)
        self._unblame(name)

    def _name_of(self, field: Widget) -> str:
        return (field.id or "").removeprefix("field-")

    def _tell(self, text: str, wrong: bool = False) -> None:
        tell = getattr(self.screen, "warn" if wrong else "say", None)
        if tell is not None:
            tell(text)
