"""关联 and 合并 of matters (并案) and of people (系同一人), each of which can be undone.

Both rows of a merge stay. What moved is written down in `Merge.moved` with what stood there before, and undoing gives
back exactly that; what came later stays with the one that went on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jiefang_tui.rules.dispatches import DISPATCHES
from jiefang_tui.rules.moves import may_move, refusal
from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.matter.acts import LINK
from jiefang_tui.services.matter.line_acts import UNLINK, may_undo_merge
from jiefang_tui.services.matter.mergeable import must_be_mergeable
from jiefang_tui.services.matter.merged_tables import figures_added, figures_since, merge_lines
from jiefang_tui.services.matter.moving_rows import Moving, plain
from jiefang_tui.store import lifecycles, search
from jiefang_tui.store.models import (
    Dispatch,
    Matter,
    MatterLink,
    Merge,
    NotSamePerson,
    Petitioner,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.reception.people import same_as
from jiefang_tui.terms import (
    Category,
    Channel,
    DispatchKind,
    EntryKind,
    MatterState,
    PairKind,
    VisitState,
)

_WHOSE = frozenset(("matter", "petitioner", "merged_into"))
"""Columns that say whose a row is: one that went on to somebody else since is left alone when the merge is undone."""


# -- 关联


def link(desk: Desk, first_id: int, second_id: int, reason: str = "") -> int:
    """关联: two matters that belong together and stay two. Returns the id of the link."""
    with acting(desk, "matter.link", reason) as act:
        must(LINK, desk, first_id)
        first, second = Matter.get_by_id(first_id), Matter.get_by_id(second_id)
        if first.id == second.id:
            raise Refused("不能和自己关联，请选另一个事项。")
        if Category.REPORT_ACCUSATION in (first.category, second.category):
            raise Refused("检举控告是密件，不能和别的事项关联。")
        if _link_between(first_id, second_id) is not None:
            raise Refused(f"这两件已经关联：{second.register_no}。")
        row = act.create(MatterLink, first=first, second=second, reason=reason.strip(), linked_on=act.today)
        act.about(row)
        why = f"：{reason.strip()}" if reason.strip() else ""
        quiet_event(act, first_id, EntryKind.CHANGE, f"关联 {second.register_no}{why}")
        quiet_event(act, second_id, EntryKind.CHANGE, f"关联 {first.register_no}{why}")
    return row.id


def _link_between(first_id: int, second_id: int) -> MatterLink | None:
    pair = [first_id, second_id]
    found: MatterLink | None = MatterLink.get_or_none(
        MatterLink.first.in_(pair) & MatterLink.second.in_(pair) & MatterLink.undone_on.is_null()
    )
    return found


def unlink(desk: Desk, link_id: int, reason: str) -> None:
    """Take a link back; it stays in the file with its day."""
    if not reason.strip():
        raise Refused("请写明解除关联的原因。", "reason")
    with acting(desk, "matter.unlink", reason) as act:
        row = act.change(MatterLink.get_by_id(link_id))
        act.about(row)
        must(UNLINK, desk, row.first_id, row)
        row.undone_on = act.today
        for one, other in ((row.first, row.second), (row.second, row.first)):
            quiet_event(act, one.id, EntryKind.CHANGE, f"解除与 {other.register_no} 的关联：{reason.strip()}")


# -- 并案


def merge_matters(desk: Desk, from_id: int, into_id: int, reason: str) -> int:
    """并案: what two matters are about is one. Returns the id of the `Merge`.

    Visits, papers, open commitments, bookings and what is still out with a unit go over to `into_id`, where everything
    goes on. `Refused` where something of the first would be lost: a leader's sheet, a review that runs, an open card.
    """
    if not reason.strip():
        raise Refused("请写明并案的原因。", "reason")
    with acting(desk, "matter.merge", reason) as act:
        source, target = act.change(Matter.get_by_id(from_id)), Matter.get_by_id(into_id)
        act.about(source)
        must_be_mergeable(act, source, target)
        moving = Moving(act)
        _move_visits(moving, source, target)
        merge = merge_in(moving, source, target, reason.strip())
        quiet_event(act, from_id, EntryKind.CHANGE, f"并入 {target.register_no}：{reason.strip()}")
        quiet_event(act, into_id, EntryKind.CHANGE, f"{source.register_no} 并入本事项：{reason.strip()}")
    return merge.id


def said_of_merge(merge_id: int) -> str:
    """What a merge has added up, to be looked at; empty where it has nothing."""
    return figures_added(json.loads(Merge.get_by_id(merge_id).moved))


def merge_in(moving: Moving, source: Matter, target: Matter, reason: str) -> Merge:
    """Move what goes along, close `source` as merged and write that down; for every act that merges matters.

    Which visits come along is the caller's business.
    """
    merge_lines(moving, source, target)
    for row, whose in list(lifecycles.going_along(source)):
        moving.set(row, **{whose: target.id})
        if isinstance(row, Dispatch):  # the other matter has its own lead unit
            kind = DispatchKind(row.kind)
            moving.set(row, kind=DISPATCHES[kind].when_merged or kind)
    if not may_move(source.state, MatterState.MERGED):
        raise Refused(refusal(source.state, MatterState.MERGED))
    if source.is_urgent_major and not target.is_urgent_major:
        moving.set(target, is_urgent_major=True)
    moving.set(source, merged_into=target.id, state=MatterState.MERGED)
    return moving.written("matter", source.id, target.id, reason)


def _move_visits(moving: Moving, source: Matter, target: Matter) -> None:
    """The visits come along as 重访; one that was about both matters has its own pair already and keeps the other."""
    theirs = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter == target)
    for pair in VisitMatter.select().where((VisitMatter.matter == source) & VisitMatter.visit.not_in(theirs)):
        moving.set(pair, matter=target.id, kind=PairKind.REPEAT)


# -- 系同一人

_FILLED = ("sex", "birth_date", "id_no", "phone", "area_code", "address")


def merge_people(desk: Desk, from_id: int, into_id: int, reason: str) -> int:
    """系同一人: one person written down twice. Returns the id of the `Merge`.

    Visits and matters go over to `into_id`, whose gaps are filled and under whom the other is found from now on.
    `Refused` for two whom a clerk declared to be different, or who have different ID numbers.
    """
    if not reason.strip():
        raise Refused("请写明为什么是同一人。", "reason")
    with acting(desk, "person.merge", reason) as act:
        source, target = Petitioner.get_by_id(from_id), Petitioner.get_by_id(into_id)
        act.about(target)
        _may_be_one(source, target)
        moving = Moving(act)
        for row, whose in list(lifecycles.going_along(source)):
            moving.set(row, **{whose: into_id})
            if isinstance(row, Matter):
                moving.set(row, petitioner_name=target.name)
        gaps = {column: getattr(source, column) for column in _FILLED if getattr(target, column) in (None, "")}
        gaps = {column: value for column, value in gaps.items() if value not in (None, "")}
        if "id_no" in gaps:
            gaps["id_doc"] = source.id_doc
        if gaps:
            moving.set(target, **gaps)
        moving.set(source, merged_into=into_id)
        merge = moving.written("person", from_id, into_id, reason.strip())
        _index_again(act, merge)
    return merge.id


def _may_be_one(source: Petitioner, target: Petitioner) -> None:
    if source.id == target.id:
        raise Refused("这是同一条登记，请选另一个人。")
    for person in (source, target):
        if person.merged_into_id is not None:
            raise Refused(f"{person.name}的这条登记已合并到{person.merged_into.name}名下，请用那一条。")
    mine, theirs = same_as(source.id), same_as(target.id)
    declared = NotSamePerson.select().where(
        (NotSamePerson.first.in_(mine) & NotSamePerson.second.in_(theirs))
        | (NotSamePerson.first.in_(theirs) & NotSamePerson.second.in_(mine))
    )
    if declared.exists():
        raise Refused("登记时已注明这两人不是同一人，不能合并；确是同一人的，请先在来访人那一页撤回「非同一人」。")
    if source.id_no and target.id_no and fold(source.id_no) != fold(target.id_no):
        raise Refused("两条登记的证件号码不同，不是同一人；号码录错了的，请先更正。")


# -- undoing


def undo_merge(desk: Desk, merge_id: int, reason: str) -> str:
    """Undo a merge: what moved goes back to where and to what it was. Returns what stayed, in a sentence."""
    if not reason.strip():
        raise Refused("请写明撤销合并的原因。", "reason")
    with acting(desk, f"{Merge.get_by_id(merge_id).kind}.unmerge", reason) as act:
        merge = act.change(Merge.get_by_id(merge_id))
        act.about(merge)
        return undo_merge_in(act, merge, reason)


def undo_merge_in(act: Act, merge: Merge, reason: str) -> str:
    """The body of `undo_merge`, for the act that takes back a talk's wrong outcome."""
    merge = act.change(merge)
    if why := may_undo_merge(merge):
        raise Refused(why)
    model: Any = Matter if merge.kind == "matter" else Petitioner
    source, target = model.get_or_none(model.id == merge.from_id), model.get_or_none(model.id == merge.into_id)
    if source is None or target is None or _is_sealed(source) or _is_sealed(target):
        raise Refused("其中一件已按密件移送，不能再撤销。")
    name: Callable[[Any], str] = _number if merge.kind == "matter" else _name
    if target.merged_into_id is not None:
        raise Refused(f"{name(target)}后来又合并到{name(target.merged_into)}，请先撤销那一次。")
    if source.merged_into_id != target.id:
        raise Refused(f"{name(source)}后来另有变动，不能撤销这一次。")
    moved = json.loads(merge.moved)
    if merge.kind == "matter":
        _must_have_come(source, moved)
    stayed = give_back(act, moved)
    if merge.kind == "person":
        _own_names(act, source, target, moved)
    _index_again(act, merge)
    merge.undone_on, merge.undone_reason = act.today, reason.strip()
    if merge.kind == "matter":
        quiet_event(act, source.id, EntryKind.CHANGE, f"撤销并入 {target.register_no}：{reason.strip()}")
        quiet_event(act, target.id, EntryKind.CHANGE, f"{source.register_no} 撤销并入：{reason.strip()}")
    more = f"；另有{stayed}条后来又改过，也留在那里" if stayed else ""
    more += figures_since(moved)
    return f"已撤销合并，原来的都已还给{name(source)}；合并以后新增的留在{name(target)}{more}。"


def _must_have_come(source: Matter, moved: dict[str, Any]) -> None:
    """A matter does not go on alone with nothing but visits that were voided in the meantime."""
    back = VisitMatter.id.in_([int(number) for number in moved.get("visit_matter", {})])
    came = [pair.visit for pair in VisitMatter.select().where(back | (VisitMatter.matter == source))]
    if came and all(visit.state == VisitState.VOIDED for visit in came):
        label = arrival_label(came[0].queue_no, Channel(came[0].channel).label)
        raise Refused(f"{came[0].day}{label}的登记已作废，请先恢复登记，再撤销合并。")


def _own_names(act: Act, source: Petitioner, target: Petitioner, moved: dict[str, Any]) -> None:
    """What is the first one's again carries their name, also where the other's was put right in the meantime."""
    for model, column in ((Matter, "petitioner_name"), (Visit, "shown_name")):
        for number in moved.get(model._meta.table_name, {}):
            row = act.change(model.get_by_id(int(number)))
            if row.petitioner_id == source.id and getattr(row, column) == target.name:
                setattr(row, column, source.name)


def _is_sealed(row: Any) -> bool:
    return isinstance(row, Matter) and row.category == Category.REPORT_ACCUSATION


def _number(matter: Matter) -> str:
    return f" {matter.register_no} "


def _name(person: Petitioner) -> str:
    return person.name


def give_back(act: Act, moved: dict[str, dict[str, dict[str, list[Any]]]]) -> int:
    """Give every row its former columns back. What was changed since keeps the change; returns how many rows did."""
    stayed = 0
    for table, rows in moved.items():
        model = lifecycles.BY_TABLE[table]
        for row_id, columns in rows.items():
            row = model.get_or_none(model.id == int(row_id))
            if row is None or any(plain(row.__data__[one]) != columns[one][1] for one in _WHOSE & columns.keys()):
                stayed += 1
                continue
            row = act.change(row)
            for column, (was, became) in columns.items():
                if plain(row.__data__.get(column)) == became:
                    setattr(row, column, model._meta.fields[column].python_value(was))
    return stayed


def _index_again(act: Act, merge: Merge) -> None:
    """Bring the search table up to date. It reads the petitioners' rows, so they are saved before the act ends."""
    if merge.kind != "person":
        return
    pinyin = act.desk.reference.pinyin
    people = [act.change(Petitioner.get_by_id(person_id)) for person_id in (merge.from_id, merge.into_id)]
    for person in people:
        person.save()
    for person in people:
        search.index_person(person, pinyin)
    for row_id in json.loads(merge.moved).get("matter", {}):
        search.index_matter(act.change(Matter.get_by_id(int(row_id))), pinyin)
