"""Every form has a name of its own, under which what is half typed in it is kept."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jiefang_tui import ui
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.ui.office.office_dialogs import DIALOGS
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.places import SETTINGS

UI = Path(__file__).parents[3] / "jiefang_tui" / "ui"
MAKERS = {"act_form", "reason_dialog", "FormDialog", "TextDialog", "OfficerDialog", "ChildRowsDialog"}
HANDED_ON = {f"toolkit/{name}.py" for name in ("act_form", "child_rows", "day_and_reason", "dialogs", "officer_fields")}
"""Where a form is made under the name that was given."""
SAME_FORM = {"confirm_commitment"}
"""承诺事项 is asked in the talk and in the matter: what was typed in one is there in the other."""
ABOUT_ITSELF = {"matter_id", "session_id"}
"""Ids of what a form is about, which stands in the key of its draft before the form's name."""


@dataclass(frozen=True)
class Made:
    """A place where a form is made: the name it gives, whether it says which row, the ids that it could mean."""

    where: str
    name: str | None
    has_row: bool
    ids: frozenset[str]


def _room(path: Path | str) -> str:
    return str(Path(path).relative_to(UI))


def _classes(of: type[FormDialog] = FormDialog) -> Iterator[type[FormDialog]]:
    yield of
    for each in of.__subclasses__():
        if each.__module__.startswith(ui.__name__):
            yield from _classes(each)


def _made() -> Iterator[Made]:
    """Every place where a form is made; of a class that names itself its `super().__init__`."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    classes = {
        one.__name__: inspect.getsource(one) for one in _classes() if _room(inspect.getfile(one)) not in HANDED_ON
    }
    themselves = {name for name, text in classes.items() if 'form_name="' in text}
    for path in sorted(UI.rglob("*.py")):
        if _room(path) not in HANDED_ON:
            yield from _made_in(path, MAKERS | (set(classes) - themselves), themselves)


def _made_in(path: Path, makers: set[str], themselves: set[str]) -> Iterator[Made]:
    def visit(node: ast.AST, owner: str, ids: frozenset[str]) -> Iterator[Made]:
        for child in ast.iter_child_nodes(node):
            inner, known = owner, ids
            if isinstance(child, ast.ClassDef):
                inner = child.name
            if isinstance(child, ast.FunctionDef):
                known = frozenset(arg.arg for arg in child.args.args if arg.arg.endswith("_id")) - ABOUT_ITSELF
            if isinstance(child, ast.Call):
                called = ast.unparse(child.func)
                if called in makers or (called == "super().__init__" and owner in themselves):
                    given = {word.arg: word.value for word in child.keywords}
                    value = given.get("form_name")
                    name = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
                    where = f"{_room(path)}:{child.lineno}"
                    yield Made(where, name, "row" in given, known)
            yield from visit(child, inner, known)

    yield from visit(ast.parse(path.read_text(encoding="utf-8")), "", frozenset())


FORMS = list(_made())


def test_all_forms_are_looked_at() -> None:
    assert len(FORMS) > 80 and {"accept", "consult", "filter_ledger", "settings"} <= {one.name for one in FORMS}


def test_every_form_has_a_name() -> None:
    assert [one.where for one in FORMS if not one.name] == []


def test_no_name_is_given_to_two_forms() -> None:
    twice = {name for name, times in Counter(one.name for one in FORMS).items() if times > 1}
    assert {one.where: one.name for one in FORMS if one.name in twice - SAME_FORM} == {}


def test_a_form_about_one_row_says_which() -> None:
    """Else what was typed about one card would be offered for the next."""
    assert [one.where for one in FORMS if one.ids and not one.has_row] == []


@pytest.mark.parametrize("name", [name for name, _, _ in SETTINGS])
def test_a_form_of_the_palette_bears_its_name_there(desk: Desk, name: str) -> None:
    assert DIALOGS[name](desk)[1].form_name == name
