"""名册, 村组: what the office writes down of its villages. The others of the township stand in `areas.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiefang_tui.rules.text import normalise, one_line
from jiefang_tui.services.desk.acting import Act, Seen, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter, Petitioner, Village
from jiefang_tui.store.queries.office.villages import VillageLine, code_of_name, village_lines

CODE = 12
"""Digits of a village's area code (统计用区划代码)."""


@dataclass(frozen=True)
class VillageIn:
    """A village as filled in."""

    name: str
    area_code: str = ""
    """Empty: looked up by the name; where nobody knows it the village does without."""
    other_names: str = ""
    groups: str = ""


def add_village(desk: Desk, given: VillageIn) -> int:
    """Write a village down; returns the id."""
    with acting(desk, "village.add") as act:
        row = act.create(Village, name=_free_name(desk, given.name))
        act.about(row)
        _fill(desk, row, given)
    return row.id


def change_village(desk: Desk, ref: str, given: VillageIn, reason: str = "", *, version: int | None) -> None:
    """Put a village right. Its former name stays among its other names; matters that were put down under a wrong code
    get the right one. `ref`, `version`: as of `VillageLine`.
    """
    seen = Seen(Village, int(ref), version) if version is not None else None
    with acting(desk, "village.change", reason.strip(), seen=seen) as act:
        row = village_of_ref(act, ref)
        act.about(row)
        name, was, code_was = _free_name(desk, given.name, row.id), row.name, row.area_code
        if name != was and not reason.strip():
            raise Refused("改名请写明原因，例如 写错了、并村。", "reason")
        row.name = name
        _fill(desk, row, given)
        if name != was:
            row.other_names = _names(f"{row.other_names} {was}", name)
        if code_was and code_was != row.area_code:
            _follow_code(act, code_was, row.area_code or row.name)


def village_of_ref(act: Act, ref: str) -> Village:
    """The row, written down now for a village that only `areas.csv` had."""
    if len(ref) == CODE:
        area = act.desk.reference.areas[ref]
        return act.create(Village, name=area.name, area_code=area.code)
    return act.change(Village.get_by_id(int(ref)))


def _free_name(desk: Desk, text: str, row_id: int = 0) -> str:
    """The name, which no other village of the office has."""
    name = one_line(text).replace(" ", "")
    if not name:
        raise Refused("请填写村名。", "name")
    if any(line.name == name and line.ref != str(row_id) for line in _lines(desk)):
        raise Refused(f"名册里已有{name}；写重了的，请在多出来的那一条上按 ^R 合并。", "name")
    return name


def _lines(desk: Desk) -> list[VillageLine]:
    return village_lines(desk.reference, desk.area_code)


def _fill(desk: Desk, row: Village, given: VillageIn) -> None:
    code = normalise(given.area_code).replace(" ", "")
    if code and (len(code) != CODE or not code.isdigit()):
        raise Refused(f"区划代码是 {CODE} 位数字；不知道就空着，按村名查得到的自动填。", "area_code")
    code = code or code_of_name(desk.reference, desk.area_code, row.name)
    others = (line for line in _lines(desk) if line.ref != str(row.id) and not line.into)
    taken = next((line for line in others if code and line.area_code == code), None)
    if taken is not None and given.area_code.strip():
        raise Refused(f"这个代码是{taken.name}的，请核对。", "area_code")
    row.area_code = "" if taken is not None else code
    row.other_names = _names(given.other_names, row.name)
    row.groups = one_line(given.groups)


def _names(text: str, name: str) -> str:
    return " ".join(one for one in dict.fromkeys(text.replace("、", " ").replace(",", " ").split()) if one != name)


def _follow_code(act: Act, was: str, key: str) -> None:
    """The code was wrong: what was put down under it belongs to the village all the same."""
    for matter in Matter.select().where(Matter.problem_area == was):
        act.change(matter).problem_area = key
    people: Any = Petitioner.select().where(Petitioner.area_code == was)
    for person in people:
        act.change(person).area_code = key if key.isdigit() else ""
