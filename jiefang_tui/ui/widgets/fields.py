"""One-line and many-line text fields that leave our keys alone and understand Chinese words.

Textual's fields bind keys that mean something else here (F6, F7, Ctrl+F ...), so theirs are not inherited: only
arrows, Home, End, Backspace, Delete and Ctrl+A C D E K U V W X Y Z edit text; every other key is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual._types import WatchCallbackType
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._input import Input, Selection
from textual.widgets._text_area import TextArea

from jiefang_tui.ui.widgets import cells, words

LINE_LIMIT = 200
"""Characters a one-line field keeps unless told otherwise."""
NOTES_LIMIT = 5000
"""Characters a many-line field keeps unless told otherwise."""


WIDE_SPACE = "\u3000"
"""What an input method types for a space; it arrives as a space in every field."""


class Field:
    """What fields say to the form or screen around them."""

    class Done(Message):
        """Enter: on to the next field."""

        def __init__(self, field: Widget) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> Widget:
            return self.field

    class Edited(Done):
        """The text was changed (by a key, a paste, or a program)."""

    class Chosen(Done):
        """A digit chose: on to the next field, once what follows from the choice is there."""

    class Step(Done):
        """Up (-1) or Down (1) in a one-line field: on to the neighbour."""

        def __init__(self, field: Widget, by: int) -> None:
            super().__init__(field)
            self.by = by

    class Cut(Done):
        """More was pasted or typed than the field keeps: `limit` characters were kept, `dropped` were not."""

        def __init__(self, field: Widget, limit: int, dropped: int) -> None:
            super().__init__(field)
            self.limit = limit
            self.dropped = dropped

        @property
        def sentence(self) -> str:
            return f"这里最多 {self.limit:,} 字，多出的 {self.dropped:,} 字没有收下"


_EDIT_KEYS: list[BindingType] = [
    Binding("left", "cursor_left", "左移", show=False),
    Binding("right", "cursor_right", "右移", show=False),
    Binding("shift+left", "cursor_left(True)", "向左选取", show=False),
    Binding("shift+right", "cursor_right(True)", "向右选取", show=False),
    Binding("backspace", "delete_left", "删左边一字", show=False),
    Binding("delete,ctrl+d", "delete_right", "删右边一字", show=False),
    Binding("ctrl+x", "cut", "剪切", show=False),
    Binding("ctrl+c,super+c", "copy", "复制", show=False),
    Binding("ctrl+v", "paste", "粘贴", show=False),
]


class _Cursor(Widget):
    """Keeps the terminal's own cursor, where an input method opens its window, on the field's cursor.

    Textual sets it when the focus comes, before a form has scrolled or been laid out.
    """

    if TYPE_CHECKING:

        @property
        def cursor_screen_offset(self) -> Offset: ...

    def on_focus(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def on_resize(self) -> None:
        self.place_cursor()

    def place_cursor(self) -> None:
        """Move the terminal's cursor here if this field has the focus."""
        if self.has_focus and self.app.cursor_position != self.cursor_screen_offset:
            self.app.cursor_position = self.cursor_screen_offset
            self.refresh()


class LineField(Input, _Cursor, inherit_bindings=False):
    """A compact one-line field without border. Enter posts `Field.Done`; more than `limit` characters is said."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-field--told"}
    SELECT_ON_FOCUS: ClassVar[bool] = False
    """Whether typing into a filled field replaces its text whoever wrote it; else only what was put in beforehand,
    never words that somebody typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_EDIT_KEYS,
        Binding("ctrl+left", "cursor_left_word", "左移一词", show=False),
        Binding("ctrl+right", "cursor_right_word", "右移一词", show=False),
        Binding("ctrl+shift+left", "cursor_left_word(True)", "向左选一词", show=False),
        Binding("ctrl+shift+right", "cursor_right_word(True)", "向右选一词", show=False),
        Binding("home,ctrl+a", "home", "到开头", show=False),
        Binding("end,ctrl+e", "end", "到末尾", show=False),
        Binding("shift+home", "home(True)", "选到开头", show=False),
        Binding("shift+end", "end(True)", "选到末尾", show=False),
        Binding("ctrl+w,ctrl+backspace,alt+backspace", "delete_left_word", "删左边一词", show=False),
        Binding("ctrl+u", "delete_left_all", "删到开头", show=False),
        Binding("ctrl+k", "delete_right_all", "删到末尾", show=False),
        Binding("ctrl+z", "undo", "恢复", show=False),
        Binding("up", "step(-1)", "上一项", show=False),
        Binding("down", "step(1)", "下一项", show=False),
        Binding("enter", "done", "下一项", show=False),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = LINE_LIMIT,
        placeholder: str = "",
        enter: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`limit`: characters kept. `enter`: what Enter does, for the key bar; empty: not shown there."""
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            classes=classes,
            compact=True,
            validate_on=(),
            select_on_focus=self.SELECT_ON_FOCUS or bool(value),
        )
        self.cursor_blink = False
        self.limit = limit
        self._undo: list[str] = []
        self._told = ""
        if enter:
            self._bindings.key_to_bindings["enter"] = [Binding("enter", "done", enter)]

    @property
    def raw(self) -> str:
        """The text as typed."""
        return self.value

    @raw.setter
    def raw(self, text: str) -> None:
        self.value = text

    def put_in(self, text: str, typed: bool) -> None:
        """A text from elsewhere: one put in beforehand is replaced by typing, one that was `typed` gone on with."""
        self.raw = text
        self.select_on_focus = self.SELECT_ON_FOCUS or not typed

    def settle(self) -> None:
        """Called when the field is left; a choice takes its best match here."""

    def tell(self, text: str) -> None:
        """What the text means, at the right end of the field as long as there is room behind it."""
        if text != self._told:
            self._told = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        need = cells.width(self._told)
        if y or not need or cells.width(self.value) + 2 + need > self.size.width:
            return strip
        style = self.get_component_rich_style("line-field--told")
        return Strip([*strip.crop(0, self.size.width - need), Segment(self._told, style)])

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in place of start..end; what goes beyond the limit is not kept, and that is said."""
        text = text.replace(WIDE_SPACE, " ")
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = max(0, self.limit - (len(self.value) - (end - start)))
        kept = text[:room]
        self.select_on_focus = self.SELECT_ON_FOCUS
        if kept or start != end:
            self._undo.append(self.value)
            del self._undo[:-50]
            super().replace(kept, start, end)
        if len(text) > room:
            self.post_message(Field.Cut(self, self.limit, len(text) - room))

    def action_undo(self) -> None:
        """Take the last edit back."""
        if self._undo:
            self.value = self._undo.pop()
            self.cursor_position = len(self.value)

    def _watch_value(self, value: str) -> None:
        super()._watch_value(value)
        self.post_message(Field.Edited(self))

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines are pasted as one, with a space between them."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        self._put(self.app.clipboard)

    def _put(self, pasted: str) -> None:
        """One line keeps its spaces: it may be the rest of what was typed in a burst, ``5 15``."""
        found = pasted.splitlines()
        text = pasted if found == [pasted] else " ".join(line.strip() for line in found if line.strip())
        if not min(self.selection):
            text = text.lstrip()
        if text:
            self.replace(text, *self.selection)

    def action_done(self) -> None:
        self.post_message(Field.Done(self))

    def action_step(self, by: int) -> None:
        self.post_message(Field.Step(self, by))

    def _go(self, target: int, select: bool) -> None:
        self.selection = Selection(self.selection.start if select else target, target)

    def action_cursor_left_word(self, select: bool = False) -> None:
        self._go(words.previous_word(self.value, self.cursor_position), select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        self._go(words.next_word(self.value, self.cursor_position), select)

    def action_delete_left_word(self) -> None:
        """Delete the word left of the cursor; each Chinese character is one."""
        if self.selection.is_empty:
            self.delete(words.previous_word(self.value, self.cursor_position), self.cursor_position)
        else:
            self.delete_selection()


class NoteField(TextArea, _Cursor, inherit_bindings=False):
    """A many-line field: Enter is a new line (or, with `enter_goes_on`, the next field), Tab goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_EDIT_KEYS,
        Binding("up", "cursor_up", "上移", show=False),
        Binding("down", "cursor_down", "下移", show=False),
        Binding("shift+up", "cursor_up(True)", "向上选取", show=False),
        Binding("shift+down", "cursor_down(True)", "向下选取", show=False),
        Binding("ctrl+left", "cursor_word_left", "左移一词", show=False),
        Binding("ctrl+right", "cursor_word_right", "右移一词", show=False),
        Binding("ctrl+shift+left", "cursor_word_left(True)", "向左选一词", show=False),
        Binding("ctrl+shift+right", "cursor_word_right(True)", "向右选一词", show=False),
        Binding("home,ctrl+a", "cursor_line_start", "到行首", show=False),
        Binding("end,ctrl+e", "cursor_line_end", "到行尾", show=False),
        Binding("shift+home", "cursor_line_start(True)", "选到行首", show=False),
        Binding("shift+end", "cursor_line_end(True)", "选到行尾", show=False),
        Binding("pageup", "cursor_page_up", "上一页", show=False),
        Binding("pagedown", "cursor_page_down", "下一页", show=False),
        Binding("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left", "删左边一词", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", "删到行首", show=False),
        Binding("ctrl+k", "delete_to_end_of_line_or_delete_line", "删到行尾", show=False),
        Binding("ctrl+z", "undo", "恢复", show=False),
        Binding("ctrl+y", "redo", "重做", show=False),
    ]

    def __init__(
        self,
        text: str = "",
        *,
        limit: int = NOTES_LIMIT,
        enter_goes_on: bool = False,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
            classes=classes,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.limit = limit
        self.enter_goes_on = enter_goes_on

    @property
    def raw(self) -> str:
        """The text as typed."""
        return self.text

    @raw.setter
    def raw(self, text: str) -> None:
        self.text = text
        self.move_cursor(self.document.end)  # what was kept is gone on with, as in a line

    def put_in(self, text: str, typed: bool) -> None:
        """A text from elsewhere; many lines are gone on with, whoever wrote them."""
        self.raw = text

    def settle(self) -> None:
        """Called when the field is left."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.enter_goes_on:
            event.stop()
            event.prevent_default()
            self.post_message(Field.Done(self))

    def watch(self, obj: DOMNode, attribute_name: str, callback: WatchCallbackType, init: bool = True) -> None:
        """Not the app's theme: Textual never lets go of such a watcher, so that every field of the day would stay
        in memory (Textualize/textual#6666). A new theme arrives as new styles.
        """
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._app_theme_changed()

    def on_text_area_changed(self) -> None:
        self.post_message(Field.Edited(self))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        insert = insert.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace(WIDE_SPACE, " ")
        room = max(0, self.limit - (len(self.text) - len(self.get_text_range(*sorted((start, end))))))
        kept = insert[:room]
        result = super()._replace_via_keyboard(kept, start, end) if kept or start != end else None
        if len(insert) > room:
            self.call_after_refresh(self.post_message, Field.Cut(self, self.limit, len(insert) - room))
        return result

    def get_cursor_word_left_location(self) -> Location:
        row, column = self.cursor_location
        if row > 0 and column == 0:
            return row - 1, len(self.document[row - 1])
        return row, words.previous_word(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        row, column = self.selection.end
        line = self.document[row]
        if row < self.document.line_count - 1 and column == len(line):
            return row + 1, 0
        return row, words.next_word(line, column)


FieldWidget = LineField | NoteField
