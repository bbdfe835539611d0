"""What fields offer: of the roster (名册) who serves today and the units and villages in use, and 内容分类.

Whoever has left, and what is no longer in use, can be typed all the same; who is new is looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.text import cut
from jiefang_tui.store.queries.office import villages
from jiefang_tui.store.queries.reception import people

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.ui.widgets.form import Form

unit_options = people.unit_options
SHOWN = 4
"""New names that a sentence holds."""
NAME_CELLS = 12


def officer_options() -> list[tuple[str, str]]:
    """Names of officers for a choice, (name, ``name post``)."""
    return people.officer_options(clock.today())


def village_options(desk: Desk) -> list[tuple[str, str]]:
    """Villages for a choice, (by what a matter names it, name): those of the office first."""
    return villages.village_options(desk.reference, desk.area_code)


def village_keys(desk: Desk) -> dict[str, str]:
    """By what a matter names it, for every name of a village that an address may hold."""
    return villages.village_keys(desk.reference, desk.area_code)


def class_options(desk: Desk) -> list[tuple[str, str, str]]:
    """内容分类 as (code, 一级/二级, initials of the second level and its aliases)."""
    from jiefang_tui.ui.widgets.initials import initials_of

    options = []
    for one in desk.reference.classes.values():
        if one.parent or not any(other.parent == one.code for other in desk.reference.classes.values()):
            options.append((one.code, desk.reference.class_label(one.code), initials_of(one.label)))
    return options


class NewNames:
    """Names nobody has written down yet are looked at once more before a form is saved.

    周敏周敏, or 吴涛换电话, may be a slip or words meant for another field, and would fill the register of
    officers (名册). It is said once of a name; the same key again, and somebody new is written down.
    """

    def __init__(self) -> None:
        self._said: set[str] = set()
        """Of whom it was said."""

    def once(self, names: Iterable[str]) -> list[str]:
        """Those that are new and of which it was not said yet; from now on it was."""
        new = [name for name in dict.fromkeys(names) if name not in self._said and not people.is_known_officer(name)]
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
    shown = "".join(f"「{cut(name, NAME_CELLS, '..')}」" for name in names[:SHOWN])
    return shown + (f"等 {len(names)} 个姓名" if len(names) > SHOWN else "")
