"""A form that names an officer: known ones are offered; of an unknown one the post and unit are asked once, or the
name is looked at once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.store.queries.reception.people import is_known_officer
from jiefang_tui.ui.toolkit.candidates import officer_options, unit_options
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec, Form


def officer_field(name: str, label: str, *, required: bool = False, hint: str = "姓名，可打首字母") -> FieldSpec:
    """A field for an officer's name; anybody may be typed."""
    return FieldSpec(
        name,
        label,
        kind="choice",
        options=officer_options,
        free=True,
        required=required,
        hint=hint,
        width=24,
        parse=parse_full_name,
    )


def unit_field(name: str, label: str, *, required: bool = False, hint: str = "单位，可打首字母") -> FieldSpec:
    """A field for a unit; any may be typed."""
    return FieldSpec(
        name, label, kind="choice", options=unit_options, free=True, required=required, hint=hint, width=24
    )


APPROVED = "不是当天更正，要有批准人和书面材料。"


def approval(was_today: bool) -> list[FieldSpec]:
    """Who approved that something is put right (更正), and on which paper: from the second day on."""
    if was_today:
        return []
    return [
        officer_field("approver", "批准人", required=True),
        day_field("paper_on", "书面材料", past=True, required=True, hint="材料上的日期"),
    ]


def choice_value(raw: str, options: Sequence[tuple[str, str]]) -> str:
    """Return the value whose label was typed in full, else the typed text itself.

    A free choice must not become somebody whose name merely contains what was typed.
    """
    typed = raw.strip()
    return next((value for value, label in options if typed in (label, value)), typed)


def one_officer(text: str) -> list[str]:
    """The name in a field for one officer, as `officer_field` offers them."""
    name = choice_value(text, officer_options())
    return [name] if name else []


def looked_at(spec: FieldSpec, names: Callable[[str], Sequence[str]] = one_officer) -> FieldSpec:
    """The field, of which new names are looked at; `names`: whom its text names."""
    return replace(spec, people=names)


class OfficerDialog(FormDialog):
    """A form dialog with one officer's name in it. `act` gets the values and, under "post" and "unit", what was asked.

    Under the officer's and every other free choice's name stands the name itself, never None.
    """

    HELP_CN = "姓名可打汉字、首字母或编号。没记过的人，保存前问一次职务和单位，不知道可以空着。"

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        who: str,
        act: Callable[[dict[str, Any]], object],
        initial: Mapping[str, object] | None = None,
        note: str = "",
        asks_unit: bool = True,
        *,
        form_name: str,
        row: object = None,
    ) -> None:
        """`who`: the name of the officer's field in `specs`."""
        self._who = who
        self._asks = ("post", "unit") if asks_unit else ("post",)
        self._do = act
        self._officers: list[tuple[str, str]] | None = None
        place = next(index for index, spec in enumerate(specs) if spec.name == who) + 1
        asked = [FieldSpec("post", "职务", hint="新的人，问一次"), unit_field("unit", "单位")]
        fields = [*specs[:place], *asked[: len(self._asks)], *specs[place:]]
        super().__init__(title, fields, initial, note, act=self._saved, form_name=form_name, row=row)

    @property
    def _known(self) -> list[tuple[str, str]]:
        if self._officers is None:
            self._officers = officer_options()
        return self._officers

    def _is_new(self) -> bool:
        name = choice_value(self.form.raw()[self._who], self._known)
        if parse_full_name(name).value is None or any(value == name for value, _ in self._known):
            return False
        return not is_known_officer(name)

    def on_mount(self) -> None:
        for name in self._asks:
            self.form.show_field(name, False)

    def on_form_left_field(self, event: Form.LeftField) -> None:
        event.stop()
        if event.name == self._who and self._ask_for_new():
            self.form.focus_field("post")

    def _ask_for_new(self) -> bool:
        """Show 职务 and 单位 for a new name; True if they have come up just now."""
        is_new, shown = self._is_new(), self.form.row("post").display
        if is_new != shown:
            for name in self._asks:
                self.form.show_field(name, is_new)
        return is_new and not shown

    def action_save(self) -> None:
        self.form.field(self._who).settle()
        if self._ask_for_new():
            self.form.focus_field("post")
            self.warn("没记过这个人：写上职务和单位（可空着），再按 ^S")
            return
        super().action_save()

    def _saved(self, filled: Filled) -> object:
        values = dict(filled.values)
        units: list[tuple[str, str]] = []
        for name, raw in filled.raw.items():
            if name == self._who:
                values[name] = choice_value(raw, self._known)
            elif self._is_unit(name):
                units = units or unit_options()
                values[name] = choice_value(raw, units)
        if not self._is_new():
            values |= dict.fromkeys(self._asks, "")
        values["post"] = values.get("post") or ""
        return self._do(values)

    def _is_unit(self, name: str) -> bool:
        spec = self.form.row(name).spec
        return spec.kind == "choice" and spec.free
