"""One row of a form: what a field is, its label left of it, its hint beside or below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from jiefang_tui.rules.text import one_line
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.choice import ChoiceField, Options
from jiefang_tui.ui.widgets.fields import LINE_LIMIT, NOTES_LIMIT, FieldWidget, LineField, NoteField
from jiefang_tui.ui.widgets.option_line import MOST_CELLS, OptionLine

LABEL_CELLS = 10
"""Four wide characters, a star, a blank."""
USUAL_CELLS = 24
"""Width of a field that asks for none."""
STYLES = {"said": "$said", "warning": "$card-yellow", "error": "$card-red", "hint": ""}
ON_DIALOG = {"said": "$dialog-said", "warning": "$dialog-yellow", "error": "$dialog-red", "hint": ""}


class Meaning(Protocol):
    """What a typed text means: `rules.typed.Parsed`."""

    @property
    def value(self) -> Any: ...
    @property
    def hint(self) -> str: ...
    @property
    def error(self) -> str: ...
    @property
    def warning(self) -> str: ...


@dataclass(frozen=True)
class FieldSpec:
    """One field. `kind`: line, notes, choice, multi. `width`: cells, None for what fits the kind, 0 for all there is.

    `parse` reads the text of a line or of notes, and what in a free choice is nobody's label; `hint` stands in the
    empty field, or beside it where it is longer; `height` is for notes; `limit` is the most characters kept;
    `enter_goes_on` makes Enter in notes go to the next field; `verbatim`: full-width digits stay as they are, though
    `parse` reads them. A choice of few short words shows all of them, `short` has shorter words for that by value.
    `section` is a heading above it; with `beside` it stands on the line of the field before.
    `words_to`: the text field of the same form that takes the words of this one, marked, where they are no value
    (``几万``): so an optional field never refuses what somebody said. `empty_means`: what is written down where the
    field is empty (今天); then saving asks once whether that is meant before it takes doubtful words. `reads_with`:
    another field of the form whose text changes what this one means. `people`: the officers that its text names,
    where new ones are looked at once more before they are saved.
    """

    name: str
    label: str
    kind: str = "line"
    required: bool = False
    parse: Callable[[str], Meaning] | None = None
    options: Options = ()
    free: bool = False
    default: str = ""
    height: int = 3
    width: int | None = None
    hint: str = ""
    limit: int = 0
    enter_goes_on: bool = False
    verbatim: bool = False
    short: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    beside: bool = False
    words_to: str = ""
    empty_means: str = ""
    reads_with: str = ""
    people: Callable[[str], Sequence[str]] | None = None

    @property
    def is_line(self) -> bool:
        """Whether it is a choice that has all its words in sight."""
        if self.kind not in ("choice", "multi") or callable(self.options) or (self.free and self.kind == "choice"):
            return False
        words = [self.short.get(option[0], option[1]) for option in self.options]
        return 1 < len(words) <= 10 and sum(cells.width(word) + 2 for word in words) - 1 <= MOST_CELLS

    def marked(self, text: str) -> str:
        """What `words_to` takes of `text`: ``〔涉及金额：几万，待核〕``; empty when the text is read as it stands."""
        if not self.words_to or self.required or self.parse is None or not text.strip():
            return ""
        parsed = self.parse(text)
        if not parsed.error and not getattr(parsed, "is_rough", False):
            return ""
        return f"〔{self.label}：{one_line(text)}{'，待核' if parsed.error else ''}〕"


def spread(label: str) -> str:
    """A label of two or three characters spread to the width of four: 姓名 as 姓    名."""
    if len(label) == 2 and cells.width(label) == 4:
        return f"{label[0]}    {label[1]}"
    if len(label) == 3 and cells.width(label) == 6:
        return " ".join(label)
    return cells.fit(label, 8) if cells.width(label) < 8 else label


class FormRow(Widget):
    """One field with its label left of it and its hint right of it, or below it where it is too long."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(id=f"row-{spec.name}")
        self.spec = spec
        self.field = _make_field(spec)
        self.kind, self.text = "", ""
        self._below: list[str] = []
        self._laid_for = 0

    def compose(self) -> ComposeResult:
        yield self.field

    @property
    def field_height(self) -> int:
        if isinstance(self.field, OptionLine):
            return self.field.line_count(self.field_width - (0 if self._is_beside_bar else 1))
        return self.spec.height if self.spec.kind == "notes" else 1

    @property
    def _is_beside_bar(self) -> bool:
        """Whether the scroll bar takes its cell here. Where it does not, a line of choices leaves that cell free:
        else one line more brings the bar, the bar takes the cell, and the lines go to and fro for ever.
        """
        return any(isinstance(one, Widget) and one.show_vertical_scrollbar for one in self.ancestors)

    @property
    def field_width(self) -> int:
        """Cells the field takes of this row."""
        room = max(8, self.size.width - LABEL_CELLS)
        wanted = _field_cells(self.spec)
        return min(wanted, room) if wanted else room

    def show(self, kind: str, text: str) -> None:
        """Say `text` in, beside or below the field; `kind`: said, warning, error, hint."""
        if kind == "hint" and isinstance(self.field, OptionLine):
            text = ""  # everything is in sight
        if (kind, text) != (self.kind, self.text):
            self.kind, self.text = kind, text
            self.set_class(kind == "error", "-wrong")
            self._lay_hint()
            self.refresh()

    @property
    def _is_inside(self) -> bool:
        """Whether the field itself says it: an example while it is empty, what its text means at its right end."""
        if self.kind == "hint":
            return bool(self.spec.hint) and self.field.placeholder == self.spec.hint
        beside = self.size.width - LABEL_CELLS - self.field_width - 1
        return self.kind == "said" and cells.width(self.text) > beside and _has_room(self.field, self.text)

    @property
    def says_below(self) -> bool:
        """Whether what it says stands below the field, on lines of its own."""
        return bool(self._below)

    def _lay_hint(self) -> None:
        self._laid_for = self.size.width
        beside = self.size.width - LABEL_CELLS - self.field_width - 1
        shortened = self.kind in ("hint", "said") and beside >= 8
        inside = self._is_inside
        if isinstance(self.field, LineField):
            self.field.tell(self.text if inside and self.kind == "said" else "")
        if not self.text or not self.size.width or cells.width(self.text) <= beside or shortened or inside:
            self._below = []
        else:
            room = max(8, self.size.width - LABEL_CELLS)
            self._below = cells.fold(self.text, room)[: 2 if room >= 30 else 4]
        self.styles.height = self.field_height + len(self._below)
        if isinstance(self.field, OptionLine):
            self.field.styles.height = self.field_height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of the field and of what is said below it: a grid asks for these, not for the style."""
        return self.field_height + len(self._below)

    def on_resize(self) -> None:
        self._lay_hint()

    def on_field_edited(self) -> None:
        """Words behind a line of choices may take one more line."""
        if isinstance(self.field, OptionLine) and self.field.size.height != self.field_height:
            self._lay_hint()

    def render(self) -> Content:
        if self._laid_for != self.size.width:  # on a busy machine the news of the size can come late, or not at all
            self.call_later(self._lay_hint)
        styles = ON_DIALOG if self.screen.is_modal else STYLES
        star = ("*", f"bold {styles['error']}") if self.spec.required else " "
        parts: list[str | tuple[str, str]] = [spread(self.spec.label), star, " "]
        style = styles.get(self.kind, "")
        beside = self.size.width - LABEL_CELLS - self.field_width - 1
        if self.text and not self._below and beside > 0 and not self._is_inside:
            parts += [" " * (self.field_width + 1), (cells.fit(self.text, beside), style)]
        if self._below:
            parts.append("\n" * self.field_height)
            for number, line in enumerate(self._below):
                parts += ["\n" if number else "", " " * LABEL_CELLS, (line, style)]
        return Content.assemble(*parts)


def _field_cells(spec: FieldSpec) -> int:
    """Cells asked for, 0 for all there is."""
    if spec.is_line:
        return 0
    if spec.width is not None:
        return spec.width
    if spec.kind == "notes" or cells.width(spec.hint) > USUAL_CELLS:
        return 0  # an example stands in the field, whole
    return USUAL_CELLS


def _has_room(field: FieldWidget, text: str) -> bool:
    """Whether what a text means fits behind it."""
    if not isinstance(field, LineField) or isinstance(field, OptionLine):
        return False
    return cells.width(field.value) + 2 + cells.width(text) <= field.size.width


def _inside(spec: FieldSpec) -> str:
    """The hint, where it fits into the empty field."""
    wanted = _field_cells(spec)
    return spec.hint if not wanted or cells.width(spec.hint) <= wanted else ""


def _make_field(spec: FieldSpec) -> FieldWidget:
    name = f"field-{spec.name}"
    field: FieldWidget
    if spec.kind == "notes":
        field = NoteField(
            spec.default,
            limit=spec.limit or NOTES_LIMIT,
            enter_goes_on=spec.enter_goes_on,
            placeholder=_inside(spec),
            id=name,
        )
        field.styles.height = spec.height
    elif spec.is_line:
        field = OptionLine(
            spec.options,
            value=spec.default,
            free=spec.free,
            multi=spec.kind == "multi",
            limit=spec.limit or LINE_LIMIT,
            short=spec.short,
            id=name,
        )
    elif spec.kind in ("choice", "multi"):
        field = ChoiceField(
            spec.options,
            value=spec.default,
            free=spec.free,
            multi=spec.kind == "multi",
            limit=spec.limit or LINE_LIMIT,
            placeholder=_inside(spec),
            id=name,
        )
    elif spec.kind == "line":
        field = LineField(spec.default, limit=spec.limit or LINE_LIMIT, placeholder=_inside(spec), id=name)
    else:
        raise ValueError(f"no kind of field: {spec.kind}")
    field.styles.width = _field_cells(spec) or "1fr"
    return field
