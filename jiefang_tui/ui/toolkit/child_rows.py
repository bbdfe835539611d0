"""A form with child rows: what it is, and under it a list of rows that have a small form each; saved as one act."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.act_form import Values, act_form
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.half_typed import Half
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

Texts = dict[str, str]
LIST_LINES = 4
"""Of the list in a low window: its heads and three rows."""
KEPT_ROWS = "_rows"
"""The name of the rows in the draft, which no field has."""


@dataclass(frozen=True)
class Children:
    """What the rows under a form are. `word` names one with its measure word (一方), `field` is what the service
    calls them when it refuses; `cells_of` shows a row, of which not all need be there yet.
    """

    word: str
    field: str
    specs: Sequence[FieldSpec]
    """Lines, notes and choices of one."""
    columns: Sequence[Column]
    cells_of: Callable[[Values], tuple[str, ...]]
    check: Callable[[Values], object] | None = None
    """Raises `Refused`, about a field of the row's form, before the row is put into the list."""

    def meaning(self, texts: Mapping[str, str]) -> tuple[Values, bool]:
        """What a row's texts mean, and whether nothing is missing or wrong in them."""
        values, is_whole = Values(), True
        for spec in self.specs:
            text = texts.get(spec.name, "").strip()
            values[spec.name] = text or None
            if text and spec.parse is not None:
                parsed = spec.parse(text)
                values[spec.name] = parsed.value
                is_whole = is_whole and not parsed.error
            elif spec.required and not text:
                is_whole = False
        return values, is_whole

    def texts(self, values: Values, raw: Mapping[str, str]) -> Texts:
        """What a filled-in row's form begins with when it is opened again, whatever day that is."""
        return {spec.name: _text(spec, values[spec.name], raw[spec.name]) for spec in self.specs}


def _text(spec: FieldSpec, value: object, raw: str) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return str(value)
    return str(value) if spec.kind == "choice" and value is not None else raw.strip()


@dataclass(frozen=True)
class ChildRow:
    """A row: its `texts` (None: not added yet), and what of its form was typed since and not saved."""

    texts: Texts | None = None
    half: Texts | None = None

    @property
    def current_texts(self) -> Texts:
        """The texts of the row, with what was typed since and not saved."""
        return (self.texts or {}) | (self.half or {})


class _HalfRow:
    """What is half typed in the form of one row: part of the draft of the form it stands under."""

    def __init__(self, dialog: ChildRowsDialog, place: int) -> None:
        self._dialog, self._place = dialog, place

    def texts(self, names: Iterable[str]) -> Texts:
        half = self._dialog.row_at(self._place).half or {}
        return {name: half[name] for name in names if name in half}

    def keep(self, texts: Mapping[str, str]) -> bool:
        self._dialog.put_row(self._place, ChildRow(self._dialog.row_at(self._place).texts, dict(texts) or None))
        return bool(texts)


class ChildRowsDialog(FormDialog):
    """Insert adds a row, Enter corrects it or goes on with it, Delete takes it out, Ctrl+R brings it back.

    All of it is one draft, also what is half typed in the form of a row; a row that is not finished is said in the
    list, and hinders saving, so that it is not forgotten.
    """

    NAME_CN = "带清单的小窗"
    HELP_CN = (
        "上面填这一张，下面是清单：Ins 加一行，Enter 改，Del 去掉，^R 取回刚去掉的。"
        "^S 一起保存；没存的留着，再打开还在。"
    )
    WRITES = frozenset({"save", "add_row", "drop_row", "bring_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert,enter", "add_row", "加一行", tooltip="在清单里加一行"),
        Binding("delete", "drop_row", "去掉", tooltip="去掉光标所在的一行，^R 取回"),
        Binding("ctrl+r", "bring_back", "取回", tooltip="取回刚去掉的一行"),
    ]

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        children: Children,
        initial: Mapping[str, object] | None = None,
        note: str = "",
        *,
        act: Callable[[Filled, list[Values]], object],
        form_name: str,
        row: object = None,
    ) -> None:
        """`act` gets what is filled in and what every row means."""
        super().__init__(title, specs, initial, note, act=self._save_all, form_name=form_name, row=row)
        self._children = children
        self._save_with_rows = act
        self.rows: list[ChildRow] = []
        self._dropped: tuple[int, ChildRow] | None = None
        self._list = RowList(children.columns, enter="改", empty=f"还没有{children.word}，按 Ins 加")

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield self._list

    def share_room(self, lines: int) -> None:
        """The list takes what the form leaves, a few lines at least."""
        super().share_room(lines - LIST_LINES)
        form = sum(self.form.row(name).field_height for name in self.form.names)
        self._list.styles.max_height = max(LIST_LINES, lines - max(form, self.form.virtual_size.height))

    # -- the draft

    def half_typed(self, raw: Mapping[str, str]) -> dict[str, str]:
        """Also the rows."""
        kept = [{name: texts for name, texts in asdict(row).items() if texts is not None} for row in self.rows]
        return super().half_typed(raw) | ({KEPT_ROWS: json.dumps(kept, ensure_ascii=False)} if kept else {})

    def fill_in(self, half: Half) -> bool:
        self.rows = self.kept_rows(half)
        self._show()
        return super().fill_in(half) or bool(self.rows)

    def kept_rows(self, half: Half) -> list[ChildRow]:
        """The rows in the draft."""
        return [ChildRow(**row) for row in json.loads(half.texts([KEPT_ROWS]).get(KEPT_ROWS, "[]"))]

    # -- the rows

    def row_at(self, place: int) -> ChildRow:
        """The row at this place, an empty one behind the last."""
        return self.rows[place] if place < len(self.rows) else ChildRow()

    def put_row(self, place: int, row: ChildRow) -> None:
        """Put a row in the place of another, or behind the last; an empty one is none. Keeps the draft."""
        if row != self.row_at(place):
            self.rows[place : place + 1] = [] if row == ChildRow() else [row]
            self._changed(place)

    def _changed(self, place: int) -> None:
        self._dropped = None
        with suppress(Refused):  # said when it is left
            self._keep_half_typed(self.form.raw())
        self.warn("")
        self._show()
        self._list.move_to(place)

    def _is_whole(self, row: ChildRow) -> bool:
        return row.texts is not None and row.half is None and self._children.meaning(row.texts)[1]

    def _show(self) -> None:
        elastic = next(at for at, column in enumerate(self._children.columns) if column.width == 0)
        rows = []
        for place, row in enumerate(self.rows):
            shown = list(self._children.cells_of(self._children.meaning(row.current_texts)[0]))
            if self._is_whole(row):
                rows.append(Row(place, tuple(shown)))
            else:
                shown[elastic] = f"没写完 {shown[elastic]}"
                rows.append(Row(place, tuple(shown), tones={elastic: "yellow"}, enter="接着写"))
        self._list.set_rows(rows)
        self.refresh_bindings()

    def _name_of(self, place: int) -> str:
        """第2方."""
        return f"第{place + 1}{self._children.word[1:]}"

    # -- keys

    def action_add_row(self) -> None:
        """Ask for a new row, or go on with the one that was not finished."""
        begun = (place for place, row in enumerate(self.rows) if row.texts is None)
        self._ask(next(begun, len(self.rows)))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if not self.looks_only:
            self._ask(self._list.cursor_index)

    def _ask(self, place: int) -> None:
        """The form of the row at this place."""
        texts = self.row_at(place).texts
        what = f"加{self._children.word}" if texts is None else f"改{self._name_of(place)}"

        def put(values: Values) -> None:
            if self._children.check is not None:
                self._children.check(values)
            self.put_row(place, ChildRow(self._children.texts(values, form.raw)))

        form = act_form(f"{self.heading()} {what}", self._children.specs, put, texts, form_name="child_row")
        form.half = _HalfRow(self, place)
        self.app.push_screen(form)

    def action_drop_row(self) -> None:
        """Take a row out; of one that is being corrected first what is not saved."""
        place = self._list.cursor_index
        row = self.rows[place]
        self.put_row(place, ChildRow(row.texts) if row.half is not None else ChildRow())
        self._dropped = place, row
        what = self._name_of(place) if row.half is None else "没写完的"
        self.say(f"已去掉{what}，^R 取回")
        self.refresh_bindings()

    def action_bring_back(self) -> None:
        """The row that was taken out last stands in its place again."""
        assert self._dropped is not None
        place, row = self._dropped
        stands = row.half is not None and row.texts is not None
        self.rows[place : place + stands] = [row]
        self._changed(place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "drop_row" and (not self.rows or self.focused is not self._list):
            return False
        if action == "bring_back" and self._dropped is None:
            return False
        return super().check_action(action, parameters)

    # -- saving

    def action_save(self) -> None:
        open_row = next((place for place, row in enumerate(self.rows) if not self._is_whole(row)), None)
        if open_row is None:
            super().action_save()
            return
        self._list.focus()
        self._list.move_to(open_row)
        self.warn(f"{self._name_of(open_row)}没写完：Enter 接着写，或 Del 去掉")

    def _save_all(self, filled: Filled) -> object:
        return self._save_with_rows(filled, [self._children.meaning(row.current_texts)[0] for row in self.rows])

    def say_refused(self, refused: Refused) -> None:
        super().say_refused(refused)
        if refused.field == self._children.field:
            self._list.focus()
