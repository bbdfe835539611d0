"""登记错了人: an arrival that was linked to the wrong person goes over to the right one, and so does what it brought.

A matter registered with it goes along. Where it was taken for one of the wrong person's matters, what was said becomes
a matter of the right one. What it filled in of the wrong person's gaps (phone, ID number, address) is taken out there.
"""

from __future__ import annotations

import json
from typing import Any

from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import PERSON_COLUMNS, TOLD_AT_REGISTERING, apply_person, fill_gaps
from jiefang_tui.services.desk.renaming import print_again, rename_papers
from jiefang_tui.services.reception.intake import MatterIn, pair_in
from jiefang_tui.services.reception.visit_acts import MOVE_VISIT, is_sealed, new_matters, pairs_of
from jiefang_tui.store import search
from jiefang_tui.store.models import AuditEntry, Matter, Petitioner, Visit, VisitMatter
from jiefang_tui.store.queries.reception.people import surviving
from jiefang_tui.terms import EntryKind, PairKind, VisitPurpose

_REGISTERED_BY = ("visit.register", "visit.enter_paper")


def move_visit(desk: Desk, visit_id: int, person_id: int | None, reason: str, new: dict[str, Any] | None = None) -> str:
    """Give an arrival to the right person: one who is known, or with `new` (columns) one who is written down now.

    Returns what was done beside, in a sentence. `Refused` names what has to be taken back first.
    """
    if not reason.strip():
        raise Refused("请写明哪里登记错了。", "reason")
    with acting(desk, "visit.move", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(MOVE_VISIT, desk, 0, visit)
        was, shown = visit.petitioner, visit.shown_name
        person = _person(act, person_id, new or {})
        if was is not None and person.id == was.id:
            raise Refused(f"本来就登记在{person.name}名下。", "name")
        given = _taken_from(act, visit, was) if was is not None else {}
        fill_gaps(act.change(person), given)
        visit.petitioner, visit.shown_name = person, person.name
        notes = [_move_pair(act, visit, pair, was) for pair in pairs_of(visit) if not is_sealed(pair)]
        for one in (was, person):
            if one is not None:
                one.save()  # the index reads the rows
                search.index_person(one, desk.reference.pinyin)
        if was is None:
            search.forget("visit", [visit.id])
    printed = rename_papers(desk, [visit], shown, person.name)
    return "；".join(part for part in (f"已换到{person.name}名下", *notes, print_again(printed)) if part) + "。"


def _person(act: Act, person_id: int | None, new: dict[str, Any]) -> Petitioner:
    if person_id is not None:
        known: Petitioner = Petitioner.get_by_id(surviving(person_id))
        return act.change(known)
    if not str(new.get("name") or "").strip():
        raise Refused("请填写来访人的姓名。", "name")
    blank = Petitioner(recorded_on=act.today)
    apply_person(blank, {key: value for key, value in new.items() if value not in (None, "")})
    return act.create(Petitioner, **{k: v for k, v in blank.__data__.items() if k not in ("id", "uid")})


def _taken_from(act: Act, visit: Visit, was: Petitioner) -> dict[str, Any]:
    """What this arrival wrote into the wrong person's row and still stands there: it is taken out, and returned."""
    person, key = act.change(was), f"petitioner:{was.id}"
    told: dict[str, Any] = {}
    for entry in reversed(_entries(visit, was)):
        before, after = (json.loads(text).get(key, {}) for text in (entry.before, entry.after))
        for column in PERSON_COLUMNS:
            if column == "name" or column not in before:
                continue
            field = Petitioner._meta.fields[column]
            now = getattr(person, column)
            if now == field.python_value(after.get(column)):
                told.setdefault(column, now)
                setattr(person, column, field.python_value(before[column]))
    return told


def _entries(visit: Visit, was: Petitioner) -> list[AuditEntry]:
    """The act that registered it, and the correction it brought with it."""
    by = AuditEntry.act.in_(_REGISTERED_BY) & (AuditEntry.subject == f"visit:{visit.id}")
    registered = AuditEntry.select().where(by).order_by(AuditEntry.id).first()
    if registered is None:
        return []
    same = (AuditEntry.subject == f"petitioner:{was.id}") & (AuditEntry.id == registered.id + 1)
    told = AuditEntry.get_or_none(same & (AuditEntry.reason == TOLD_AT_REGISTERING))
    return [registered, told] if told is not None else [registered]


def _move_pair(act: Act, visit: Visit, pair: VisitMatter, was: Petitioner | None) -> str:
    """What becomes of one thing the arrival was about. No timeline names the other person: theirs may be sealed."""
    matter, person = act.change(Matter.get_by_id(pair.matter_id)), visit.petitioner
    assert person is not None
    if matter.petitioner_id != (was.id if was is not None else None):
        return ""  # it was never theirs
    if pair.kind == PairKind.INITIAL:
        if matter.id not in [one.id for one in new_matters(visit)]:
            raise Refused(f"后来又为 {matter.register_no} 来过，请先把那几次也换到{person.name}名下。", "name")
        matter.petitioner, matter.petitioner_name = person, person.name
        search.index_matter(matter, act.desk.reference.pinyin)
        quiet_event(act, matter.id, EntryKind.CHANGE, f"更正来访人：原登记到另一人名下；{act.reason}")
        return ""
    if pair.outcome:
        raise Refused(f"已为 {matter.register_no} 定了处理结果，请先更正处理结果，再换到{person.name}名下。", "name")
    number = f"{visit.day}第{visit.queue_no or 0:02d}号"
    quiet_event(act, matter.id, EntryKind.CHANGE, f"{number}来的是另一人，与这件无关；{act.reason}")
    act.remove(pair)
    if visit.purpose != VisitPurpose.PETITION:
        return ""
    said = pair.request_said or matter.request or matter.title
    made = pair_in(act, visit, person, MatterIn(said), pair.ordinal)
    assert made is not None
    return f"已另登事项 {made.matter.register_no}，诉求请核对"
