"""村组: the villages of the office, for every field that names one.

What the office has written down of a village (`Village`) counts; the others of the township come from `areas.csv`, by
their code. A matter names its village by the area code, or by the name where nobody knows the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiefang_tui.rules.text import fold
from jiefang_tui.store.models import Village
from jiefang_tui.store.queries.office.merged import all_of, went_into

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


@dataclass(frozen=True)
class VillageLine:
    """One village of the roster."""

    ref: str
    """Its row's number, or the area code of one that only `areas.csv` has."""
    version: int | None
    name: str
    area_code: str
    other_names: str
    groups: str
    is_active: bool
    into: str
    """The name of the village it was merged into; empty if it was not."""

    @property
    def key(self) -> str:
        """By what a matter names it."""
        return self.area_code or self.name

    @property
    def all_names(self) -> list[str]:
        return [self.name, *self.other_names.split()]


def village_lines(reference: Reference, township: str) -> list[VillageLine]:
    """Every village of the office: those in use by code, then those without one, then the others."""
    into = went_into("village")
    rows = {row.id: row for row in Village.select()}
    found = [
        VillageLine(
            str(row.id),
            row.version,
            row.name,
            row.area_code,
            row.other_names,
            row.groups,
            row.is_active,
            rows[into[row.id]].name if row.id in into else "",
        )
        for row in rows.values()
    ]
    codes, names = {one.area_code for one in found}, {name for one in found for name in one.all_names}
    found += [
        VillageLine(area.code, None, area.name, area.code, "", "", True, "")
        for area in reference.villages_of(township)
        if area.code not in codes and area.name not in names
    ]
    return sorted(found, key=lambda one: (not one.is_active, not one.area_code, one.area_code, one.name))


def village_options(reference: Reference, township: str) -> list[tuple[str, str]]:
    """Villages for a choice, (key, name): those of the office that are in use, then the others `areas.csv` knows."""
    own = [(one.key, one.name) for one in village_lines(reference, township) if one.is_active]
    return [*own, *_elsewhere(reference, township)]


def own_villages(reference: Reference, township: str) -> list[str]:
    """The names of the villages of `township` that are in use, in their order (名册)."""
    return [line.name for line in village_lines(reference, township) if line.is_active]


def village_keys(reference: Reference, township: str) -> dict[str, str]:
    """Key of every name by which a village may be told: its own first, then what it was or is called as well. One that
    was merged leads to the one it stands under.
    """
    lines = village_lines(reference, township)
    by_name = {one.name: one for one in lines}
    keys: dict[str, str] = {}
    for names in ("first", "all"):
        for one in sorted(lines, key=lambda line: bool(line.into)):
            for name in one.all_names if names == "all" else [one.name]:
                keys.setdefault(name, by_name[one.into].key if one.into else one.key)
    for key, name in _elsewhere(reference, township):
        keys.setdefault(name, key)
    return keys


def _elsewhere(reference: Reference, township: str) -> Iterable[tuple[str, str]]:
    for code in sorted(reference.areas):
        if len(code) == 12 and not code.startswith(township):
            yield code, reference.areas[code].name


def keys_of_village(key: str) -> list[str]:
    """All by which matters name the village that is named by `key`: code, name, former names, and those of what was
    merged into it. Only `key` where the office has written nothing down of it.
    """
    rows = {row.id: row for row in Village.select().order_by(Village.is_active.desc(), Village.id)}
    one = next((row for row in rows.values() if key in (row.area_code, row.name, *row.other_names.split())), None)
    if one is None:
        return [key]
    same = [rows[row_id] for row_id in all_of("village", one.id)]
    every = [name for row in same for name in (row.area_code, row.name, *row.other_names.split()) if name]
    return list(dict.fromkeys([key, *every]))


def area_name(reference: Reference, key: str, typed: str = "") -> str:
    """What an area is called: a village as the office calls it, else as `Reference.area_name`."""
    return _called(key) or reference.area_name(key, typed)


def full_area_name(reference: Reference, code: str) -> str:
    """``示例县示例镇章湾村``, the village as the office calls it."""
    name, above = _called(code), reference.full_area_name(code[:9])
    if not name:
        return reference.full_area_name(code)
    return name if above.isdigit() else above + name


def _called(code: str) -> str:
    """What the office calls the village of this code; empty where it has written none down."""
    if len(code) != 12:
        return ""
    of_code = Village.select(Village.name).where(Village.area_code == code)
    return of_code.order_by(Village.is_active.desc(), Village.id).scalar() or ""


def code_of_name(reference: Reference, township: str, name: str) -> str:
    """The area code that `areas.csv` has for a village of the township, with or without 村; empty where it has none or
    two.
    """
    stem = fold(name).removesuffix("村")
    found = [area.code for area in reference.villages_of(township) if fold(area.name).removesuffix("村") == stem]
    return found[0] if len(found) == 1 else ""
