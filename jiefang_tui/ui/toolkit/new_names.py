"""Names nobody has written down yet are looked at once more before a form is saved.

周敏周敏, or 吴涛换电话, may be a slip of the finger or words meant for another field, and would fill the register of
officers (名册). Asked once of a name; the same key again, and somebody new is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from jiefang_tui.rules.text import cut
from jiefang_tui.store.queries.reception.people import is_known_officer
from jiefang_tui.ui.toolkit.candidates import officer_options
from jiefang_tui.ui.widgets.form import FieldSpec, Form

SHOWN = 4
"""Names that the sentence holds."""
_CELLS = 12


def one_officer(text: str) -> list[str]:
    """The name in a field for one officer, as `officer_field` offers them."""
    typed = text.strip()
    known = next((value for value, label in officer_options() if typed in (label, value)), typed)
    return [known] if known else []


def looked_at(spec: FieldSpec, names: Callable[[str], Sequence[str]] = one_officer) -> FieldSpec:
    """The field, of which new names are looked at; `names`: whom its text names."""
    return replace(spec, people=names)


class NewNames:
    """Of whom it was said already, in one form, that nobody is written down so."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def once(self, names: Iterable[str]) -> list[str]:
        """Those that are new and of which it was not said yet; from now on it was."""
        new = [name for name in dict.fromkeys(names) if name not in self._said and not is_known_officer(name)]
        self._said |= set(new)
        return new

    def ask(self, form: Form) -> str:
        """What is to be said before the form is saved, its field focused; empty where there is nothing."""
        found: dict[str, list[str]] = {}
        for field in form.names:
            spec = form.row(field).spec
            if spec.people is not None and form.row(field).display:
                found[field] = self.once(spec.people(form.raw()[field]))
        asked = [field for field, names in found.items() if names]
        if not asked:
            return ""
        form.focus_field(asked[0])
        return f"没记过{called([name for field in asked for name in found[field]])}：是新的人再按 ^S，写错的改过来"


def called(names: Sequence[str]) -> str:
    """「周闽」「吴涛换电话」 and how many more."""
    shown = "".join(f"「{cut(name, _CELLS, '..')}」" for name in names[:SHOWN])
    return shown + (f"等 {len(names)} 个姓名" if len(names) > SHOWN else "")
