"""名册: officers and units are added, put right, taken out of use and back. What is written and printed stays as it is.

Villages are in `roster_villages`, two rows that are one in `roster_merging`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.rules.text import one_line, plain_name
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.services.desk.acting import Act, Seen, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import put_under, why_not_free
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.office.roster_villages import village_of_ref
from jiefang_tui.store import database
from jiefang_tui.store.lifecycles import matter_of
from jiefang_tui.store.models import Matter, Officer, Row, Unit, Village
from jiefang_tui.store.queries.office.handover import WORK
from jiefang_tui.store.queries.office.merged import standing_merge
from jiefang_tui.terms import LeaderLevel, UnitRelation

TABLES: dict[str, Any] = {"officer": Officer, "unit": Unit, "village": Village}


@dataclass(frozen=True)
class OfficerIn:
    """An officer as filled in; unit by name."""

    name: str
    post: str = ""
    unit: str = ""
    level: str = LeaderLevel.TOWNSHIP
    phone: str = ""
    field_of_work: str = ""
    in_office_from: date | None = None
    in_office_to: date | None = None
    villages: str = ""
    """包联村, several of them separated as people write them."""


@dataclass(frozen=True)
class UnitIn:
    """A unit as filled in; the one above it by name."""

    name: str
    parent: str = ""
    relation: str = ""
    """`terms.UnitRelation`; empty while nobody has said."""
    phone: str = ""


# -- officers


def add_officer(desk: Desk, given: OfficerIn) -> int:
    """Write an officer down; returns the id. `Refused` where one of that name and post stands there already."""
    with acting(desk, "officer.add") as act:
        name = _full_name(given.name)
        post = one_line(given.post)
        if Officer.select().where((Officer.name == name) & (Officer.post == post)).exists():
            raise Refused(f"名册里已有{name}{f'({post})' if post else ''}，同名的两个人请写不同的职务。", "name")
        officer = act.create(Officer, name=name)
        act.about(officer)
        _fill_officer(act, officer, given)
    return officer.id


def change_officer(desk: Desk, officer_id: int, given: OfficerIn, reason: str = "", *, version: int | None) -> None:
    """Put an officer right; a new name wants a reason. All that names the officer goes along; who was the one
    complained of stays so (Art. 28(3)). `version`: of the row as the form showed it.
    """
    with acting(desk, "officer.change", reason.strip(), seen=Seen(Officer, officer_id, version)) as act:
        officer = act.change(Officer.get_by_id(officer_id))
        act.about(officer)
        name = _full_name(given.name)
        _wants_reason(name, officer.name, reason)
        held = matters_held(officer)
        before = {matter.id for matter in held if why_not_free(matter, officer)}
        officer.name = name
        _fill_officer(act, officer, given)
        for matter in held:
            if matter.id not in before and (why := why_not_free(matter, officer)):
                raise Refused(f"{matter.register_no} 在他手上，而{why}；请先移交那一件，再改名册。", "name")
    if officer.id == desk.officer_id:
        desk.officer_name = officer.name
        database.write_note(desk.officer_name, act.now.isoformat(timespec="minutes"))


def _fill_officer(act: Act, officer: Officer, given: OfficerIn) -> None:
    if given.in_office_from and given.in_office_to and given.in_office_to < given.in_office_from:
        raise Refused("在任止早于在任起，请核对。", "in_office_to")
    officer.post, officer.phone = one_line(given.post), one_line(given.phone)
    officer.unit = unit_named(act, given.unit)
    officer.level = LeaderLevel(given.level).value
    officer.field_of_work = one_line(given.field_of_work)
    officer.in_office_from, officer.in_office_to = given.in_office_from, given.in_office_to
    officer.villages = "、".join(dict.fromkeys(re.split(r"[、，,；;\s]+", given.villages.strip()))).strip("、")


def _full_name(text: str) -> str:
    parsed = parse_full_name(text)
    if not parsed.value:
        raise Refused(parsed.error or "请填写姓名。", "name")
    return parsed.value


def matters_held(officer: Officer) -> list[Matter]:
    """The matters in which something lies with this officer."""
    found = {matter_of(row) for work in WORK for row in work.rows(officer.id)}
    return list(Matter.select().where(Matter.id.in_(found - {None})).order_by(Matter.id))


# -- units


def add_unit(desk: Desk, given: UnitIn) -> int:
    """Write a unit down; returns the id."""
    with acting(desk, "unit.add") as act:
        unit = act.create(Unit, name=_own_name(given.name, None))
        act.about(unit)
        _fill_unit(act, unit, given)
    return unit.id


def change_unit(desk: Desk, unit_id: int, given: UnitIn, reason: str = "", *, version: int | None) -> None:
    """Put a unit right; a new name wants a reason, and the former one leads to it still. All that names it goes along.

    Its telephone stands on the papers; of its 管理关系 it depends who gets cards.
    """
    with acting(desk, "unit.change", reason.strip(), seen=Seen(Unit, unit_id, version)) as act:
        unit = act.change(Unit.get_by_id(unit_id))
        act.about(unit)
        name = _own_name(given.name, unit.id)
        _wants_reason(name, unit.name, reason)
        if name != unit.name and unit.name == desk.office_name:
            raise Refused("这是本台自己，请在「接待室设置」里改名。", "name")
        unit.name = name
        _fill_unit(act, unit, given)


def _fill_unit(act: Act, unit: Unit, given: UnitIn) -> None:
    unit.phone = one_line(given.phone)
    unit.relation = UnitRelation(given.relation).value if given.relation else ""
    put_under(unit, unit_named(act, given.parent))


# -- of every kind


def row_of(act: Act, kind: str, ref: str) -> Any:
    """The row; `ref` is its number, of a village also the code of one that only `areas.csv` has."""
    return village_of_ref(act, ref) if kind == "village" else act.change(TABLES[kind].get_by_id(int(ref)))


def stop(desk: Desk, kind: str, ref: str, reason: str) -> None:
    """停用 of a unit or village: fields offer it no longer; what it has to do stays with it. An officer hands over."""
    with acting(desk, f"{kind}.stop", _reason(reason)) as act:
        row = row_of(act, kind, ref)
        act.about(row)
        if kind == "unit" and row.name == desk.office_name:
            raise Refused("这是本台自己的单位，不能停用。")
        row.is_active = False


def restore(desk: Desk, kind: str, ref: str, reason: str) -> None:
    """恢复: fields offer it again; an officer's term has no end any more. `Refused` for what was merged."""
    with acting(desk, f"{kind}.restore", _reason(reason)) as act:
        row = row_of(act, kind, ref)
        act.about(row)
        must_stand(kind, row)
        row.is_active = True
        if kind == "officer":
            row.in_office_to = None


def must_stand(kind: str, row: Row) -> None:
    """`Refused` for a row that was merged into another."""
    merge = standing_merge(kind, row.id)
    if merge is not None:
        into = TABLES[kind].get_by_id(merge.into_id)
        raise Refused(f"这一条已并入{into.name}，请改那一条，或者先撤销合并。")


def _own_name(text: str, row_id: int | None) -> str:
    """The name, which no other unit has."""
    name = plain_name(text)
    if not name:
        raise Refused("请填写名称。", "name")
    if Unit.select().where((Unit.name == name) & (Unit.id != (row_id or 0))).exists():
        raise Refused(f"名册里已有{name}；写重了的，请在多出来的那一条上按 ^R 合并。", "name")
    return name


def _wants_reason(name: str, was: str, reason: str) -> None:
    if name != was and not reason.strip():
        raise Refused("改名请写明原因，例如 写错了、机构改革。", "reason")


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("请写明原因。", "reason")
    return text.strip()
