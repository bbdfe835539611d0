"""Taking a report (检举控告) out of the file: number, date and destination stay, and nothing else.

Regulation Art. 30(3) and 46(5) forbid that what was reported, or by whom, can be read here. What becomes of a table's
rows stands beside its fields (`models.lifecycle`); here they are found, by their foreign keys, and with them what
names them otherwise: drafts, merges, the timelines of other matters, the audit trail. That and the timeline are
append-only for everything else; this is the one exception, and the act that does it says so in its own audit entry.
``secure_delete`` (see `store.database`) makes SQLite overwrite what is deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiefang_tui.reference import Reference
from jiefang_tui.rules.reports import Words
from jiefang_tui.rules.text import fold
from jiefang_tui.store import household_words, lifecycles, retold, schema, search
from jiefang_tui.store.apart import TOLD
from jiefang_tui.store.drafts_of import Concerned, forget_drafts
from jiefang_tui.store.models import (
    Attachment,
    AuditEntry,
    Correction,
    Household,
    Matter,
    MatterEvent,
    Merge,
    Petitioner,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.store.models.lifecycle import CLEARED, Clear, Drop
from jiefang_tui.terms import Category

_Columns = tuple[str, ...] | None
"""Columns cleared, None for all: the row is gone."""
_Rows = dict[str, _Columns]
"""By ``matter:12``."""


@dataclass(frozen=True)
class Sealed:
    """What was cleared beside the rows the caller holds."""

    visits: tuple[Visit, ...]
    """Every visit that was about the matter, as it is now."""
    alone: frozenset[int]
    """Those that were about nothing else: who came is cleared, too."""
    files: tuple[str, ...]
    """Names of attached files nothing points at any more."""
    people: tuple[Petitioner, ...] = ()
    """Those who stay and are found by less than before: a row merged into theirs went."""
    told: frozenset[str] = frozenset()
    """Keys (``matter:12``) of every row that told of it: papers that tell of one of them go, too."""
    came: frozenset[str] = frozenset()
    """The names of who came with it, folded: for papers of which nobody noted what they tell."""


def clear_matter(matter: Matter, report_words: Words | None = None) -> Sealed:
    """Clear every word about a matter from its row, from all that hangs on it, and from what tells of that.

    Of a visit that was about something else, too, only the talk goes. The people go with the visits, unless others
    are theirs. `report_words`: by which a text sounds like a report, those of the shipped reports.toml where nobody
    says. Runs inside the caller's transaction; rows the caller holds get `emptied`.
    """
    schema.lift_triggers(db.execute_sql)
    visits, alone = _visits(matter)
    people = _only_here(matter, alone)
    merged = _brought_nothing_else(matter, alone, people)
    people += merged.keys()
    names = retold.names_of(matter, visits, people)
    found = lifecycles.hanging({Matter: [matter.id], Visit: alone, Petitioner: people})
    beside = _beside(matter.id, found)
    words = _said_of(people)
    hanging = [key for model, ids in found.items() for key in _keys(model, ids)]
    concerned = _concerned(matter, hanging, visits, people)
    files = _files(found.get(Attachment, []))
    telling = retold.rows_that_tell(matter, found, visits, names, report_words or Reference().reports.words)
    rows: _Rows = {f"visit:{number}": lifecycles.words_of(Visit) for number in visits - alone}
    Visit.update(emptied(Visit, alone=False)).where(Visit.id.in_(visits - alone)).execute()
    # Who came for something else, too, is not led to the report by their visit.
    beside_it = VisitMatter.matter.in_([matter.id]) & VisitMatter.visit.in_(visits - alone)
    unlinked = [row.id for row in VisitMatter.select(VisitMatter.id).where(beside_it)]
    households = household_words.of_report(matter)
    typed = [text for one in households for text in household_words.words_of(one).values()]
    told = household_words.told_in(household_words.said_of(matter), typed)
    cells = household_words.empty(households, told)
    for model in reversed(found):
        rows |= _clear(model, found[model])
    rows |= {key: (*names, *(rows.get(key) or ())) for key, names in cells.items()}
    _clear_old_notes(visits)
    VisitMatter.delete().where(VisitMatter.id.in_(unlinked)).execute()
    rows |= dict.fromkeys(_keys(VisitMatter, unlinked))
    stay = _give_gaps_back(merged)
    rows |= _clear_merges(matter, alone, people)
    rows |= _clear_retold(telling)
    search.forget("person", people)
    forget_drafts(concerned)
    MatterEvent.update(text=CLEARED).where(
        MatterEvent.matter.in_(beside) & MatterEvent.text.contains(matter.register_no)
    ).execute()
    _clear_audit(rows, words | (told if cells else frozenset()), {"matter": {matter.id}, "visit": alone})
    schema.lay_triggers(db.execute_sql)
    told = frozenset({*rows, *hanging, *(f"visit:{number}" for number in visits)})
    return Sealed(tuple(Visit.select().where(Visit.id.in_(visits))), frozenset(alone), files, stay, told, names.came)


def _clear_retold(telling: retold.Found) -> _Rows:
    """Rows of no matter, or of several, lose what they tell of it, also where a timeline repeats it."""
    rows: _Rows = {}
    for model, found in telling.items():
        for row in model.select().where(model.id.in_(list(found))):
            columns = found[row.id]
            repeated = [getattr(row, name) for name in columns]
            model.update({name: _nothing(model._meta.fields[name]) for name in columns}).where(
                model.id == row.id
            ).execute()
            for text in (one for one in repeated if len(one) >= _REPEATED):
                MatterEvent.update(text=CLEARED).where(MatterEvent.text.contains(text)).execute()
            rows[f"{model._meta.table_name}:{row.id}"] = columns
    return rows


_REPEATED = 4
"""From so many characters on a text that stands in a timeline is the same text."""


def _clear_old_notes(visits: Iterable[int]) -> None:
    """What the notes of these visits said before they were put right is kept with their other matters, too."""
    of_visits = (Correction.about == Visit._meta.table_name) & Correction.row_id.in_(list(visits))
    Correction.delete().where(of_visits & ~Correction.is_voided_pair).execute()


def forget(model: Any, ids: list[int]) -> None:
    """Do with these rows what their model says, and clear what the audit trail told of them."""
    schema.lift_triggers(db.execute_sql)
    _clear_audit(_clear(model, ids))
    schema.lay_triggers(db.execute_sql)


def forget_words(households: Iterable[Household]) -> None:
    """Empty every cell of words of these households, and clear what the audit trail told of them: of an older copy,
    where nobody can say any more which of them was a report.
    """
    rows: _Rows = dict(household_words.empty(households))
    if rows:
        schema.lift_triggers(db.execute_sql)
        _clear_audit(rows)
        schema.lay_triggers(db.execute_sql)


def emptied(model: Any, *, alone: bool = True) -> dict[str, Any]:
    """What stands in the columns of a row that is cleared; of a visit that was not about this `alone` in its words."""
    rule = lifecycles.lifecycle_of(model).on_sealing
    columns = rule.columns if alone and isinstance(rule, Clear) else lifecycles.words_of(model)
    return {name: _nothing(model._meta.fields[name]) for name in columns}


def _nothing(field: Any) -> Any:
    """What an empty column holds."""
    if field.null:
        return None
    return CLEARED if field.default is None else field.default


def _visits(matter: Matter) -> tuple[set[int], set[int]]:
    """Ids of the visits that were about the matter, and of those about nothing else that may be read here."""
    mine = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter == matter)
    others = (
        VisitMatter.select(VisitMatter.visit)
        .join(Matter)
        .where(
            VisitMatter.visit.in_(mine)
            & (VisitMatter.matter != matter)
            & (Matter.category != Category.REPORT_ACCUSATION)
        )
    )
    visits = {row.visit_id for row in mine}
    return visits, visits - {row.visit_id for row in others}


def _only_here(matter: Matter, alone: set[int]) -> list[int]:
    """Petitioners who were here for this alone, with the rows merged into them (系同一人)."""
    found: list[int] = []
    came = {row.petitioner_id for row in Visit.select().where(Visit.id.in_(alone))}
    people = {matter.petitioner_id, *came, *_came_first(alone)}
    for number in sorted(one for one in people if one is not None):
        matters = Matter.select().where((Matter.petitioner == number) & (Matter.id != matter.id))
        visits = Visit.select().where((Visit.petitioner == number) & Visit.id.not_in(alone))
        if not matters.exists() and not visits.exists():
            found += _same_as(number)
    return found


def _came_first(alone: set[int]) -> set[int | None]:
    """Who stood there before a visit was moved to the right person (认错人)."""
    keys = [f"visit:{number}" for number in alone]
    moves = AuditEntry.select().where((AuditEntry.act == "visit.move") & AuditEntry.subject.in_(keys))
    told = [json.loads(entry.before).get(entry.subject, {}).get("petitioner") for entry in moves]
    found: set[int | None] = {row.id for row in Petitioner.select().where(Petitioner.id.in_(told))}
    return found


def _brought_nothing_else(matter: Matter, alone: set[int], people: list[int]) -> dict[int, Merge]:
    """Rows merged into somebody who stays (系同一人) that brought this matter and nothing else, with the merge."""
    found: dict[int, Merge] = {}
    open_merges = (Merge.kind == "person") & Merge.undone_on.is_null() & Merge.into_id.not_in(people)
    for merge in Merge.select().where(open_merges):
        moved = json.loads(merge.moved)
        visits, matters = ({int(number) for number in moved.get(table, {})} for table in ("visit", "matter"))
        if (visits or matters) and visits <= alone and matters <= {matter.id}:
            found |= dict.fromkeys(_same_as(merge.from_id), merge)
    return found


def _give_gaps_back(merged: Mapping[int, Merge]) -> tuple[Petitioner, ...]:
    """Who stays loses what was filled in from a row that goes. Returns them."""
    stay: dict[int, Petitioner] = {}
    for merge in merged.values():
        person = stay.setdefault(merge.into_id, Petitioner.get_by_id(merge.into_id))
        filled = json.loads(merge.moved).get("petitioner", {}).get(str(person.id), {})
        for column, (was, became) in filled.items():
            field = Petitioner._meta.fields[column]
            if getattr(person, column) == field.python_value(became):
                setattr(person, column, field.python_value(was))
        person.save()
    return tuple(stay.values())


def _same_as(person_id: int) -> list[int]:
    """The petitioner and every row merged into it, whose visits and matters are the petitioner's now."""
    found = [person_id]
    for one in found:
        found += [row.id for row in Petitioner.select(Petitioner.id).where(Petitioner.merged_into == one)]
    return found


def _beside(matter_id: int, found: Mapping[Any, list[int]]) -> list[int]:
    """Other matters that rows of this one name (关联), or that were merged with it: their timelines tell of it."""
    beside = set[int]()
    for model, ids in found.items():
        names = [key for key in lifecycles.keys_of(model) if key.rel_model is Matter]
        if len(names) > 1:
            for row in model.select(*names).where(model.id.in_(ids)).tuples():
                beside.update(number for number in row if number is not None)
    for merge in Merge.select().where(_merges_of("matter", [matter_id])):
        beside |= {merge.from_id, merge.into_id}
    return sorted(beside - {matter_id})


def _merges_of(kind: str, ids: Iterable[int]) -> Any:
    ids = list(ids)
    return (Merge.kind == kind) & (Merge.from_id.in_(ids) | Merge.into_id.in_(ids))


def _files(attachments: list[int]) -> tuple[str, ...]:
    """Names of the files that these alone point at."""
    mine = Attachment.id.in_(attachments)
    kept = {row.kept_at for row in Attachment.select().where(mine & (Attachment.size > 0))}
    others = {row.kept_at for row in Attachment.select().where(~mine & Attachment.kept_at.in_(kept))}
    return tuple(sorted(kept - others))


def _clear(model: Any, ids: list[int]) -> _Rows:
    """Do with these rows what their model says. Returns what was cleared."""
    rule = lifecycles.lifecycle_of(model).on_sealing
    these = model.id.in_(ids)
    if isinstance(rule, Drop):
        model.delete().where(these).execute()
        return dict.fromkeys(_keys(model, ids))
    if isinstance(rule, Clear):
        if rule.columns:
            model.update(emptied(model)).where(these if rule.unless is None else these & ~rule.unless).execute()
        return dict.fromkeys(_keys(model, ids), rule.columns)
    return {}


def _keys(model: Any, ids: Iterable[int]) -> list[str]:
    return [f"{model._meta.table_name}:{number}" for number in ids]


def _clear_merges(matter: Matter, alone: set[int], people: list[int]) -> _Rows:
    """Merges of the matter and of the people who go are dropped; one of who stays forgets the matter.

    A merge names rows by kind and number, because both rows of it may be of either table.
    """
    gone = [row.id for row in Merge.select().where(_merges_of("matter", [matter.id]) | _merges_of("person", people))]
    told = [("matter", str(matter.id)), *(("visit", str(number)) for number in alone)]
    for merge in Merge.select().where((Merge.kind != "matter") & Merge.id.not_in(gone)):
        moved = json.loads(merge.moved)
        here = [(table, number) for table, number in told if number in moved.get(table, {})]
        for table, number in here:
            del moved[table][number]
        if here:
            text = json.dumps(moved, ensure_ascii=False, separators=(",", ":"))
            Merge.update(moved=text).where(Merge.id == merge.id).execute()
    return _clear(Merge, gone)


def _concerned(matter: Matter, rows: Iterable[str], visits: Iterable[int], people: list[int]) -> Concerned:
    """What drafts are asked for, read before anything is cleared."""
    came = list(Visit.select().where(Visit.id.in_(list(visits))))
    known: dict[str, frozenset[str]] = {}
    for row in Petitioner.select().where(Petitioner.id.in_(people)):
        phones = frozenset(fold(row.phone).split()) if row.phone else frozenset[str]()
        known[fold(row.name)] = known.get(fold(row.name), frozenset()) | phones
    pairs = VisitMatter.select(VisitMatter.request_said).where(VisitMatter.matter == matter)
    said = {getattr(matter, name) for name in TOLD} | {one.talk_note for one in came}
    return Concerned(
        frozenset({*rows, *(f"person:{number}" for number in people), *(f"visit:{one.id}" for one in came)}),
        frozenset(one.uid for one in came),
        known,
        frozenset(said | {pair.request_said for pair in pairs} | _said_of(people)),
    )


def _said_of(people: list[int]) -> frozenset[str]:
    """What the rows of these people say: a merge may have filled the gaps of somebody else's with it."""
    texts = [field for field in Petitioner._meta.sorted_fields if field.name in ("name", "phone", "id_no", "address")]
    rows: Any = Petitioner.select(*texts).where(Petitioner.id.in_(people)).tuples()
    return frozenset(value for row in rows for value in row if value)


def _clear_audit(
    rows: _Rows, words: frozenset[str] = frozenset(), hung_on: Mapping[str, set[int]] | None = None
) -> None:
    """Clear what was told of these rows, and the reasons of the acts that were about them or that they repeat.

    An entry that tells of them loses these `words` of theirs in other rows as well. `hung_on`: rows that were taken
    away before (a companion put right) and hung on these, by column and id.
    """
    for entry in AuditEntry.select().iterator():  # a row may be told of in the entry of another
        gone = [_taken_away(text, rows, hung_on or {}) for text in (entry.before, entry.after)]
        ours = rows | gone[0] | gone[1]
        (before, old), (after, new) = _cleared(entry.before, ours, words), _cleared(entry.after, ours, words)
        about = bool(entry.reason) and (entry.subject in rows or entry.reason.strip() in old | new)
        if not (old or new or about):
            continue
        AuditEntry.update(before=before, after=after, reason=CLEARED if about else entry.reason, salt="").where(
            AuditEntry.id == entry.id
        ).execute()


def _taken_away(text: str, rows: _Rows, hung_on: Mapping[str, set[int]]) -> _Rows:
    """Of the rows told of those that hung on what is cleared and are no longer there to be found."""
    found: _Rows = {}
    for key, columns in json.loads(text).items():
        if key not in rows and any(columns.get(name) in ids for name, ids in hung_on.items()):
            rule = lifecycles.lifecycle_of(lifecycles.BY_TABLE[key.partition(":")[0]]).on_sealing
            if isinstance(rule, Drop):
                found[key] = None
            elif isinstance(rule, Clear):
                found[key] = rule.columns
    return found


def _cleared(text: str, rows: Mapping[str, _Columns], words: frozenset[str]) -> tuple[str, set[str]]:
    """`text` (JSON of an audit entry) without the words of `rows`, and the words that it had."""
    told: dict[str, dict[str, Any]] = json.loads(text)
    ours = told.keys() & rows.keys()
    had: set[str] = set()
    for key in told if ours else ():
        columns = rows[key] if key in ours else ()
        for column, value in told[key].items():
            if (columns is None or column in columns or str(value) in words) and value not in (None, "", CLEARED):
                told[key][column] = CLEARED
                had.add(str(value))
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) if had else text), had
