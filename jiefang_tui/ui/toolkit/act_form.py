"""A form that is one act: names of officers and units come out of it as names, empty texts as empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jiefang_tui.terms import LegalRoute
from jiefang_tui.ui.toolkit.candidates import officer_options, unit_options
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, choice_value
from jiefang_tui.ui.widgets.form import FieldSpec

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

YES_NO = [("yes", "是"), ("no", "否")]


class Values(dict[str, Any]):
    """What was filled in, by the fields' names."""

    def text(self, name: str) -> str:
        """A text, empty when nothing was written."""
        return str(self.get(name) or "").strip()

    def is_yes(self, name: str) -> bool:
        """Whether a field of `YES_NO` says 是."""
        return self.get(name) == "yes"


def act_form(
    title: str,
    specs: Sequence[FieldSpec],
    act: Callable[[Values], object],
    initial: Mapping[str, object] | None = None,
    note: str = "",
    new_officer: str = "",
    *,
    form_name: str,
    row: object = None,
    warns: bool = False,
) -> FormDialog:
    """The dialog. `new_officer`: the field whose officer's post and unit are asked once, as ``post`` and ``unit``.

    `form_name` and `row`: as of `FormDialog`; the name is that of the service where there is one. `warns`: the sentence
    that `act` gives back is a warning.
    """
    names = [spec.name for spec in specs if spec.kind == "choice" and spec.free]

    def cleaned(given: Mapping[str, Any], raw: Mapping[str, str]) -> Values:
        values = Values(given)
        known = [*officer_options(), *unit_options()] if names else []
        for name in names:
            values[name] = choice_value(raw[name], known)
        return values

    if new_officer:
        # The dialog has already turned the units and this officer into names.
        return OfficerDialog(
            title,
            specs,
            new_officer,
            lambda v: act(cleaned(v, {k: v.get(k) or "" for k in names})),
            initial,
            note,
            asks_unit="unit" not in [spec.name for spec in specs],
            form_name=form_name,
            row=row,
        )

    def save(filled: Filled) -> object:
        return act(cleaned(filled.values, filled.raw))

    dialog = FormDialog(title, specs, initial, note, act=save, form_name=form_name, row=row)
    dialog.warns = warns
    return dialog


def text_field(name: str, label: str, *, required: bool = False, lines: int = 1, hint: str = "") -> FieldSpec:
    """A text over the whole width; several lines are notes in which Enter goes on."""
    if lines > 1:
        return FieldSpec(name, label, kind="notes", height=lines, required=required, enter_goes_on=True, hint=hint)
    return FieldSpec(name, label, required=required, width=0, hint=hint)


def choice_field(
    name: str, label: str, options: Sequence[tuple[str, str]], *, required: bool = True, width: int = 24, hint: str = ""
) -> FieldSpec:
    """One of a few."""
    hint = hint or f"上下键选，或按 1 到 {len(options)}"
    return FieldSpec(name, label, kind="choice", options=list(options), required=required, width=width, hint=hint)


def route_field(desk: Desk, routes: Iterable[LegalRoute]) -> FieldSpec:
    """法定途径 (Art. 31): one of these routes, by digit, as the office's file words them."""
    options = [(code.value, desk.reference.routes[code].label) for code in routes]
    return choice_field("route", "法定途径", options, width=0, hint="上下键选")
