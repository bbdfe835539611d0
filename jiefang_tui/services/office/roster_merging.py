"""名册: two rows that are one, written down twice by a slip. One stays in use, the other keeps its name for what was
written with it, and both protect from a complaint. Each merge can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import chain, is_recused, why_not_free
from jiefang_tui.services.matter.merging import Moving, give_back
from jiefang_tui.services.office.roster import TABLES, matters_held, must_stand, row_of
from jiefang_tui.store.lifecycles import matter_of
from jiefang_tui.store.models import CauseMember, Matter, Officer, Recusal, Row, TaskForceMember, Unit, Village
from jiefang_tui.store.queries.office.merged import standing_merge
from jiefang_tui.store.queries.office.roster import going_along
from jiefang_tui.store.queries.office.villages import keys_of_village
from jiefang_tui.terms import EntryKind

_GAPS = {
    "officer": ("post", "unit", "phone", "field_of_work", "in_office_from", "villages"),
    "unit": ("phone", "relation"),
    "village": ("area_code", "groups"),
}
"""What the row that stays takes over where it says nothing itself."""


def merge_rows(desk: Desk, kind: str, from_ref: str, into_ref: str, reason: str) -> str:
    """One of the roster was written down twice: what is open goes along to `into_ref`. Returns it in a sentence.

    What is done keeps the name it was written with. `Refused` where somebody would get work in a matter that they keep
    away from (Art. 28(3)).
    """
    if not reason.strip():
        raise Refused("请写明为什么是同一个，例如 写错了字。", "reason")
    if from_ref == into_ref:
        raise Refused("请选另一条。", "into")
    with acting(desk, f"{kind}.merge", reason.strip()) as act:
        source, target = row_of(act, kind, from_ref), row_of(act, kind, into_ref)
        act.about(source)
        _may_be_one(desk, kind, source, target)
        moving = Moving(act)
        moved = _move(act, moving, source, target)
        _fill_gaps(moving, kind, source, target)
        moving.set(source, is_active=False)
        moving.written(kind, source.id, target.id, reason.strip())
        for matter_id in sorted({one for one in map(matter_of, moved) if one is not None}):
            quiet_event(act, matter_id, EntryKind.CHANGE, f"名册里{source.name}并入{target.name}，没办完的跟着走")
    what = f"，没办完的{len(moved)}条跟着走" if moved else ""
    return f"{source.name}已并入{target.name}{what}；办完的仍写原名。"


def undo_merge(desk: Desk, kind: str, ref: str, reason: str) -> str:
    """Take the merge back by which this row went into another: what moved goes back. Returns what stayed, in a
    sentence.
    """
    if not reason.strip():
        raise Refused("请写明撤销合并的原因。", "reason")
    with acting(desk, f"{kind}.unmerge", reason.strip()) as act:
        merge = standing_merge(kind, int(ref))
        if merge is None:
            raise Refused("这一条没有合并过。")
        merge = act.change(merge)
        source, target = TABLES[kind].get_by_id(merge.from_id), TABLES[kind].get_by_id(merge.into_id)
        act.about(source)
        must_stand(kind, target)
        stayed = give_back(act, json.loads(merge.moved))
        merge.undone_on, merge.undone_reason = act.today, reason.strip()
    more = f"；另有{stayed}条已经不在" if stayed else ""
    return f"{source.name}又是单独的一条；合并以后新增的留在{target.name}{more}。"


def _may_be_one(desk: Desk, kind: str, source: Any, target: Any) -> None:
    must_stand(kind, source)
    must_stand(kind, target)
    if not target.is_active:
        raise Refused(f"{target.name}已经停用，请并到在用的那一条。", "into")
    if kind == "officer":
        if source.id == desk.officer_id:
            raise Refused(f"{source.name}正在本台登记，请先换登记员。")
        _must_keep_away(source, target, matters_held(source))
        _must_keep_away(target, source, matters_held(target))
    elif kind == "unit":
        if source.name == desk.office_name:
            raise Refused("这是本台自己的单位，不能并到别处。")
        if source.id in [one.id for one in chain(target)]:
            raise Refused(f"{target.name}在{source.name}之下，请先改它的上级单位。", "into")


def _must_keep_away(who: Officer, other: Officer, held: Iterable[Matter]) -> None:
    """What lies with `who` would lie with `other` as well, who may be the one it is about, or stands aside."""
    for matter in held:
        why = "" if why_not_free(matter, who) else why_not_free(matter, other)
        if why:
            raise Refused(f"{matter.register_no} 在{who.name}手上，而{why}；请先移交那一件，再合并。", "into")


def _move(act: Act, moving: Moving, source: Any, target: Any) -> list[Row]:
    """Let all that is open name `target`; returns those rows."""
    if isinstance(source, Village):
        named = Matter.select().where(Matter.problem_area.in_(keys_of_village(_key(source))) & Matter.is_to_do)
        return [moving.set(matter, problem_area=_key(target)) for matter in named]
    moved: list[Row] = []
    for row, column in list(going_along(source)):
        if not _is_there_already(row, target):
            moved.append(moving.set(row, **{column: target.id}))
    return moved


def _key(village: Village) -> str:
    return village.area_code or village.name


def _is_there_already(row: Row, target: Officer | Unit) -> bool:
    """Whether the other one has the same seat, or stands aside already: once is enough."""
    if isinstance(row, TaskForceMember):
        seats = TaskForceMember.responsibility == row.responsibility_id
        return bool(TaskForceMember.select().where(seats & (TaskForceMember.officer == target)).exists())
    if isinstance(row, CauseMember):
        team = CauseMember.cause == row.cause_id
        return bool(CauseMember.select().where(team & (CauseMember.officer == target)).exists())
    return isinstance(row, Recusal) and isinstance(target, Officer) and is_recused(row.matter, target)


def _fill_gaps(moving: Moving, kind: str, source: Any, target: Any) -> None:
    told = {column: source.__data__[column] for column in _GAPS[kind] if not target.__data__[column]}
    told = {column: value for column, value in told.items() if value}
    if told:
        moving.set(target, **told)
