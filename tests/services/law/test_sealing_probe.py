"""A marker in every text column of every table that hangs on a matter is nowhere once the matter is sealed.

The tables are found by their foreign keys and the rows are made from the types of their columns, so that a table
somebody adds is among them without a word here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from peewee import BooleanField, DateField, ForeignKeyField, TextField

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealed_paper
from jiefang_tui.services.law import sealing as law_sealing
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import intake, papers, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, Registered, VisitIn
from jiefang_tui.store import database, lifecycles, schema, sealing
from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models import (
    ALL,
    Matter,
    Merge,
    Officer,
    Petitioner,
    Responsibility,
    SealedReport,
    Search,
    SupervisionCard,
    Unit,
    Urge,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.store.models.lifecycle import Clear, Drop, Keep
from tests.services.given import handed_over, registered
from tests.services.law.test_sealing_rest import _terms, _windows_of

MARK = "饕餮鳏魍"
INITIALS = "ttgw"
SAID_OTHERWISE = "那个会计把钱装进自己口袋"
"""A paraphrase: no word of it was said."""
OF_THE_TALK = "账本在村委二楼的铁柜里"
"""Part of what was said in the talk."""
KEPT_DRAFT = "别人的"
ROOTS = (Matter, Visit, Petitioner)
HANGING = [one for one in ALL if one not in ROOTS and any(lifecycles.way_to(one, root) is not None for root in ROOTS)]
SHEET = [one for one in HANGING if lifecycles.way_to(one, Responsibility) is not None]
"""A matter under a leader is not sealed at all; what would become of its sheet is tried apart."""
THERE = (VisitMatter, SealedReport)
"""Rows that registering and sealing make themselves."""
FILLED = [one for one in HANGING if one not in SHEET and one not in THERE]
_number = count(1)


@dataclass(frozen=True)
class Case:
    """A matter that three visits were about: one of somebody else's, one that was about more, and the last."""

    matter: int
    earlier: Registered
    shared: Registered
    last: Registered
    beside: int
    """Another matter, of another petitioner."""


@pytest.fixture
def case(desk: Desk) -> Case:
    beside = registered(desk, "旁人", "路灯不亮", person={"phone": "", "id_no": ""}).matter_ids[0]
    given = MatterIn(MARK, facts=MARK, concerned_person=MARK, problem_place=MARK, prior_procedures=MARK)
    companions, materials = [intake.CompanionIn(MARK)], [intake.MaterialIn(MARK)]
    person = {"phone": "13911112222", "address": MARK}
    earlier = intake.register_visit(
        desk, VisitIn(MARK, person=person, matters=[given], companions=companions, materials=materials)
    )
    matter = earlier.matter_ids[0]
    again = MatterIn(MARK, matter_id=matter)
    shared = intake.register_visit(desk, VisitIn("同来的", matters=[again, MatterIn("修渠")]))
    last = intake.register_visit(desk, VisitIn(f"{MARK}之妻", matters=[again], companions=companions))
    for one in (earlier, shared, last):
        talk.save_talk_note(desk, one.visit_id, f"{MARK}，{OF_THE_TALK}")
    return Case(matter, earlier, shared, last, beside)


def _value(field: Any, rule: Any, mark: str) -> Any:
    """Something for a column: the marker where it takes text that is not kept."""
    if isinstance(field, TextField):
        if isinstance(rule, Clear) and field.name in rule.kept:
            return f"x{next(_number)}" if field.default is None else field.default
        return f"{mark}{next(_number)}"
    if isinstance(field, DateField):
        return clock.today()
    if isinstance(field, MomentField):
        return clock.now()
    return bool(field.default) if isinstance(field, BooleanField) else next(_number)


def _rows(model: Any, made: dict[Any, Any], others: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    """Values of a row that hangs on what is `made`; of one with two keys to the same table, each way round."""
    rule = lifecycles.lifecycle_of(model).on_sealing
    keys = [field for field in model._meta.sorted_fields if isinstance(field, ForeignKeyField)]
    twice = [key for key in keys if sum(one.rel_model is key.rel_model for one in keys) > 1]
    for mine in [key for key in twice if key.rel_model in others] or [None]:
        values = {
            field.name: _value(field, rule, MARK)
            for field in model._meta.sorted_fields
            if not isinstance(field, ForeignKeyField) and field.name not in ("id", "uid")
        }
        for key in keys:
            swapped = mine is not None and key.rel_model is mine.rel_model and key is not mine
            values[key.name] = (others if swapped else made)[key.rel_model]
        yield values


def _fill(desk: Desk, case: Case, tables: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of each table by an act with the marker as its reason, and a second act that changes every text of it."""
    first, last = (Visit.get_by_id(one.visit_id) for one in (case.earlier, case.last))
    made: dict[Any, Any] = {Matter: Matter.get_by_id(case.matter), Petitioner: first.petitioner, Visit: first}
    made |= {Officer: Officer.create(name="无关人"), Unit: Unit.create(name="无关单位")}
    others = {Matter: Matter.get_by_id(case.beside), Petitioner: last.petitioner}
    made |= {model: model.select().first() for model in ALL if model not in made and model not in tables}
    for model in _parents(tables, made):
        made[model] = model.create(**_least(model, made))
    with monkeypatch.context() as still:
        still.setattr(Act, "_settle_dates", lambda self: set())  # kinds are no kinds of ours
        for model in tables:
            for values in _rows(model, made, others):
                with acting(desk, "probe.make", MARK) as act:
                    made[model] = act.create(model, **values)
                    act.about(made[model])
                _retell(desk, made[model])
        for row in (made[Matter], made[Petitioner], last.petitioner, first, last, *VisitMatter.select()):
            if not isinstance(row, VisitMatter) or row.matter_id == case.matter:
                _retell(desk, row)


def _parents(tables: list[Any], made: dict[Any, Any]) -> list[Any]:
    """Tables under nobody, of which there is no row yet and on whose rows those of `tables` hang; parents first."""
    wanted: set[Any] = set()
    for model in reversed(ALL):
        if model in tables or model in wanted:
            wanted |= {key.rel_model for key in lifecycles.keys_of(model)}
    return [model for model in ALL if model in wanted and model not in tables and made.get(model) is None]


def _least(model: Any, made: dict[Any, Any]) -> dict[str, Any]:
    """What a row has to have, and nothing more."""
    needed = [one for one in model._meta.sorted_fields if not one.null and one.default is None]
    return {
        one.name: made[one.rel_model] if isinstance(one, ForeignKeyField) else _value(one, Keep("under nobody"), "x")
        for one in needed
        if one.name != "id"
    }


def _retell(desk: Desk, row: Any) -> None:
    rule = lifecycles.lifecycle_of(type(row)).on_sealing
    if f"{row._meta.table_name}_no_update" in schema.triggers():  # appended to only
        return
    with acting(desk, "probe.change", MARK) as act:
        row = act.change(type(row).get_by_id(row.id))
        for field in row._meta.sorted_fields:
            told = isinstance(rule, Drop) or (isinstance(rule, Clear) and field.name in rule.columns)
            if isinstance(field, TextField) and told:
                setattr(row, field.name, _value(field, rule, MARK))
        act.about(row)


def _half_type(desk: Desk, case: Case) -> None:
    people = [Visit.get_by_id(one.visit_id).petitioner_id for one in (case.earlier, case.last)]
    forms = [f"matter:{case.matter}:a", *(f"person:{number}:b" for number in people)]
    for one in (case.earlier, case.shared, case.last):
        forms += [f"talk:{one.visit_id}", f"visit:{one.visit_id}:c"]
    for form in forms:
        drafts.save_draft(desk, form, {"note": MARK}, MARK)
    _half_type_elsewhere(desk, case, people[0])


def _half_type_elsewhere(desk: Desk, case: Case, person: int | None) -> None:
    """Forms that are about nothing yet, in words of their own: the links and the name tell whose they are."""
    blocks = json.dumps([0, [[{"request": SAID_OTHERWISE}, case.matter]]], ensure_ascii=False)
    of_the_visit = Visit.get_by_id(case.earlier.visit_id).uid
    for body in (
        {"_person": str(person), "request": SAID_OTHERWISE},
        {"_blocks": blocks},
        {"name": MARK, "request": SAID_OTHERWISE},
        {"name": "路人", "on_behalf_of": MARK, "request": SAID_OTHERWISE},
    ):
        drafts.save_draft(desk, "intake", body, "没写完")
    drafts.save_draft(desk, "intake", {"request": SAID_OTHERWISE}, "没写完", of_the_visit)
    drafts.save_draft(desk, "desk:0:book:1", {"name": MARK, "about": SAID_OTHERWISE}, "预约来访")
    drafts.save_draft(desk, "lines", {"name": "路人", "request": f"他还说{OF_THE_TALK}"}, "没写完")
    drafts.save_draft(desk, "intake", {"name": "路人", "request": "修路"}, KEPT_DRAFT)
    drafts.save_draft(desk, f"matter:{case.beside}:accept", {"on_day": "今天"}, KEPT_DRAFT)


def _found(desk: Desk) -> list[str]:
    """Where the marker is: columns, the full-text index, the file, names of files beside it."""
    file = database.connection()
    found = []
    for table in database.table_names(file):
        rows = file.execute(f'SELECT * FROM "{table}"')
        names = [one[0] for one in rows.description]
        told = {name for row in rows for name, value in zip(names, row, strict=True) if _tells(value)}
        found += sorted(f"{table}.{name}" for name in told)
    found += ["search.letters"] if Search.select().where(Search.letters.contains(INITIALS)).exists() else []
    found += ["the full-text index"] if _terms() & _windows_of(MARK) else []
    found += [str(path.name) for path in desk.folder.root.rglob("*") if MARK in path.name]
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    return found + (["the file"] if MARK.encode() in content else [])


def _tells(value: Any) -> bool:
    return isinstance(value, str) and MARK in value


def _probe(desk: Desk, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fill every table, merge and take apart, print, attach, half type, then seal. Where the marker still is."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    matters.correct_matter(desk, case.matter, {"facts": MARK + "二"}, MARK)
    matters.add_entry(desk, case.matter, MARK)
    merging.undo_merge(desk, merging.merge_matters(desk, case.beside, case.matter, MARK), MARK)
    twin = Petitioner.create(name=MARK, phone=MARK, recorded_on=clock.today())
    merging.merge_people(desk, twin.id, Visit.get_by_id(case.earlier.visit_id).petitioner_id or 0, MARK)
    source = tmp_path / f"{MARK}.jpg"
    source.write_bytes(MARK.encode())
    matters.attach_file(desk, case.matter, source)
    papers.reception_form(desk, case.earlier.visit_id)
    law_sealing.make_report(desk, case.matter, "王芳", "何静")
    paper = sealed_paper.print_sealed(desk, case.matter)
    assert MARK not in paper.path.name
    _fill(desk, case, FILLED, monkeypatch)
    _half_type(desk, case)
    receiving.start_talk(desk, case.last.visit_id)
    reached = {one.partition(".")[0] for one in _found(desk)}
    assert {model._meta.table_name for model in FILLED if _has_words(model)} <= reached
    with monkeypatch.context() as still:
        still.setattr(law_sealing, "must", lambda *_: None)  # terms are no terms of ours
        law_sealing.hand_over(desk, case.matter, "县纪委监委信访室")
    return _found(desk)


def _has_words(model: Any) -> bool:
    rule, fields = lifecycles.lifecycle_of(model).on_sealing, model._meta.sorted_fields
    texts = {one.name for one in fields if isinstance(one, TextField)}
    return bool(texts if isinstance(rule, Drop) else texts & set(rule.columns) if isinstance(rule, Clear) else ())


def test_the_marker_is_nowhere(desk: Desk, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _probe(desk, case, tmp_path, monkeypatch) == []
    shared = Visit.get_by_id(case.shared.visit_id)
    assert (shared.shown_name, shared.talk_note) == ("同来的", "")
    assert [row.name for row in Petitioner.select().order_by(Petitioner.id)] == ["旁人", "同来的"]
    content = desk.folder.db.read_bytes()
    assert not [words for words in (SAID_OTHERWISE, OF_THE_TALK) if words.encode() in content]
    assert {one.title for one in drafts.drafts(desk)} == {KEPT_DRAFT} and len(drafts.drafts(desk)) == 2
    assert not list(desk.folder.attachments.iterdir()) and not list(desk.folder.exports.iterdir())


@pytest.mark.parametrize("model", [Urge, SupervisionCard], ids=lambda model: model.__name__)
def test_what_a_table_keeps_is_found(
    desk: Desk, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    declared = replace(model.lifecycle, on_sealing=Keep("as if somebody had said so"))
    monkeypatch.setattr(model, "lifecycle", declared)
    left = _probe(desk, case, tmp_path, monkeypatch)
    assert {f"{model._meta.table_name}.answer", "audit_entry.after", "the file"} <= set(left)


def test_a_sheet_would_leave_nothing_either(desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(desk, case, SHEET, monkeypatch)
    assert {f"{model._meta.table_name}." for model in SHEET} <= {f"{one.partition('.')[0]}." for one in _found(desk)}
    with db.atomic():
        sealing.clear_matter(Matter.get_by_id(case.matter))
    written = {one.partition(".")[0] for one in _found(desk)}
    assert written <= {"search", "the full-text index", "the file"}, "what is found by is the act's to put right"


def test_who_stays_is_not_known_by_the_report(desk: Desk, case: Case) -> None:
    """A petitioner who came for something else, too, was written down twice: the merge forgets what is sealed."""
    person = Visit.get_by_id(case.earlier.visit_id).petitioner_id or 0
    intake.register_visit(desk, VisitIn("常客", petitioner_id=person, matters=[MatterIn("修路")]))
    other = registered(desk, "常客", "修路", person={"phone": "", "id_no": ""}).petitioner_id or 0
    merging.merge_people(desk, person, other, "同一人")
    receiving.start_talk(desk, case.last.visit_id)
    handed_over(desk, case.matter)
    moved = json.loads(Merge.get().moved)
    assert str(case.matter) not in moved["matter"] and str(case.earlier.visit_id) not in moved["visit"]
    assert moved["matter"] and moved["visit"]
