"""Taking a report (检举控告) out of the file: number, date and destination stay, and nothing else.

Regulation Art. 30(3) and 46(5) forbid that what was reported, or by whom, can be read here. The audit trail and the
timeline are append-only for everything else; this is the one exception, and the act that does it says so in its own
audit entry. ``secure_delete`` (see `store.database`) makes SQLite overwrite what is deleted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jiefang_tui.store import schema, search
from jiefang_tui.store.models import (
    Appointment,
    Attachment,
    AuditEntry,
    Closing,
    Commitment,
    Companion,
    Consultation,
    ConsultationPart,
    Dispatch,
    Document,
    Draft,
    Escalation,
    Extension,
    FollowUp,
    Instruction,
    LevelSkip,
    Material,
    Matter,
    MatterEvent,
    MatterLink,
    Merge,
    NotSamePerson,
    Pause,
    Petitioner,
    Recusal,
    Relief,
    Reopening,
    Resubmission,
    Review,
    SupervisionCard,
    Urge,
    UrgentReport,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.terms import EntryKind

CLEARED = "(密)"

MATTER_WORDS = (
    "petitioner", "petitioner_name", "title", "request", "facts", "content_class", "problem_area", "problem_place",
    "problem_on", "concerned_unit", "concerned_person", "amount_fen", "affected_count", "prior_procedures",
    "prior_query_code", "result", "county_no", "county_query_code", "executed_note", "wait_note",
    "notice_exempt_reason",
)  # fmt: skip
PAIR_WORDS = ("request_said", "told")
VISIT_WORDS = (
    "petitioner", "shown_name", "on_behalf_of", "needs", "priority_reason", "window_note", "talk_note", "left_reason",
)  # fmt: skip

_Columns = tuple[str, ...] | None
"""Columns to clear, None for all."""


def clear_matter(matter: Matter, visit: Visit, alone: bool) -> list[str]:
    """Clear every word about a matter from the tables beside its own row, from the timeline and the audit trail.

    With `alone` (nothing else was talked about in `visit`) the person goes as well, unless other visits or matters
    are theirs. The rows of the matter, the visit and the pair themselves are the caller's business. Returns the names
    of attached files nothing points at any more. Runs inside the caller's transaction.
    """
    rows: dict[str, _Columns] = {f"matter:{matter.id}": MATTER_WORDS}
    for pair in VisitMatter.select().where(VisitMatter.matter == matter.id):
        rows[f"visit_matter:{pair.id}"] = PAIR_WORDS
    person_id = visit.petitioner_id
    rows[f"visit:{visit.id}"] = VISIT_WORDS if alone else ("talk_note",)
    files = _attachments(matter.id, rows)
    _drop(Instruction, Instruction.matter == matter.id, rows)
    _drop(Commitment, Commitment.matter == matter.id, rows)
    _drop(Dispatch, Dispatch.matter == matter.id, rows)
    beside = _beside(matter.id)
    _drop_records(matter.id, rows)
    mine = Material.matter == matter.id
    _drop(Material, (mine | (Material.visit == visit.id)) if alone else mine, rows)
    if alone:
        _drop(Companion, Companion.visit == visit.id, rows)
    for slot in Appointment.select().where((Appointment.matter == matter.id) | (Appointment.visit == visit.id)):
        if alone or slot.matter_id == matter.id:
            rows[f"appointment:{slot.id}"] = ("name", "phone", "about")
            Appointment.update(name=CLEARED, phone="", about="").where(Appointment.id == slot.id).execute()
    about_it = (Draft.form == f"talk:{visit.id}") | Draft.form.startswith(f"matter:{matter.id}:")
    about_it |= Draft.form.startswith(f"visit:{visit.id}:")
    Draft.delete().where(about_it).execute()
    VisitMatter.update(request_said="", told="").where(VisitMatter.matter == matter.id).execute()
    if alone and person_id is not None:
        _forget_person(person_id, matter.id, visit.id, rows)
    _clear_history(matter, beside, rows)
    return files


def _drop(model: Any, where: Any, rows: dict[str, _Columns]) -> None:
    table = model._meta.table_name
    for row in model.select(model.id).where(where):
        rows[f"{table}:{row.id}"] = None
    model.delete().where(where).execute()


def _beside(matter_id: int) -> list[int]:
    """Matters whose timeline tells why they were linked or merged with this one."""
    found: set[int] = set()
    for link in MatterLink.select().where((MatterLink.first == matter_id) | (MatterLink.second == matter_id)):
        found |= {link.first_id, link.second_id}
    mine = (Merge.from_id == matter_id) | (Merge.into_id == matter_id)
    for merge in Merge.select().where((Merge.kind == "matter") & mine):
        found |= {merge.from_id, merge.into_id}
    return sorted(found - {matter_id})


_RECORDS: tuple[Any, ...] = (
    Document, Review, Extension, Pause, Recusal, Urge, Resubmission, Escalation, UrgentReport, FollowUp, Relief,
    Closing, Reopening,
)  # fmt: skip
_CARD_WORDS = ("reason", "requirement", "answer", "talk_note", "appeal", "appeal_decision", "withdrawn_reason")


def _drop_records(matter_id: int, rows: dict[str, _Columns]) -> None:
    """What was written down while the matter was handled, before somebody saw that it is a report.

    A card keeps its number, so that numbers neither repeat nor restart, and loses its words.
    """
    for model in _RECORDS:
        _drop(model, model.matter == matter_id, rows)
    held = Consultation.select(Consultation.id).where(Consultation.matter == matter_id)
    _drop(ConsultationPart, ConsultationPart.consultation.in_(held), rows)
    _drop(Consultation, Consultation.matter == matter_id, rows)
    cards = SupervisionCard.matter == matter_id
    for card in SupervisionCard.select(SupervisionCard.id).where(cards):
        rows[f"supervision_card:{card.id}"] = _CARD_WORDS
    SupervisionCard.update(dict.fromkeys(_CARD_WORDS, "")).where(cards).execute()
    for skip in LevelSkip.select(LevelSkip.id).where(LevelSkip.matter == matter_id):
        rows[f"level_skip:{skip.id}"] = ("matter",)
    LevelSkip.update(matter=None).where(LevelSkip.matter == matter_id).execute()
    _drop(MatterLink, (MatterLink.first == matter_id) | (MatterLink.second == matter_id), rows)
    _drop(Merge, (Merge.kind == "matter") & ((Merge.from_id == matter_id) | (Merge.into_id == matter_id)), rows)


def _attachments(matter_id: int, rows: dict[str, _Columns]) -> list[str]:
    kept = [row.kept_at for row in Attachment.select().where((Attachment.matter == matter_id) & (Attachment.size > 0))]
    _drop(Attachment, Attachment.matter == matter_id, rows)
    return [name for name in kept if not Attachment.select().where(Attachment.kept_at == name).exists()]


def _forget_person(person_id: int, matter_id: int, visit_id: int, rows: dict[str, _Columns]) -> None:
    """Delete a petitioner who is here for this report alone; who has been here for something else stays."""
    if Matter.select().where((Matter.petitioner == person_id) & (Matter.id != matter_id)).exists():
        return
    if Visit.select().where((Visit.petitioner == person_id) & (Visit.id != visit_id)).exists():
        return
    Matter.update(petitioner=None).where(Matter.id == matter_id).execute()
    Visit.update(petitioner=None).where(Visit.id == visit_id).execute()
    same = _same_as(person_id)
    _drop(NotSamePerson, NotSamePerson.first.in_(same) | NotSamePerson.second.in_(same), rows)
    _drop(Merge, (Merge.kind == "person") & (Merge.from_id.in_(same) | Merge.into_id.in_(same)), rows)
    search.forget("person", same)
    for one in reversed(same):  # those merged into others first
        _drop(Petitioner, Petitioner.id == one, rows)


def _same_as(person_id: int) -> list[int]:
    """The petitioner and every row merged into it (系同一人), whose visits and matters are the petitioner's now."""
    found = [person_id]
    for one in found:
        found += [row.id for row in Petitioner.select(Petitioner.id).where(Petitioner.merged_into == one)]
    return found


def _clear_history(matter: Matter, beside: list[int], rows: Mapping[str, _Columns]) -> None:
    execute = db.execute_sql
    schema.lift_triggers(execute)
    MatterEvent.update(text=CLEARED).where(
        (MatterEvent.matter == matter) & (MatterEvent.kind != EntryKind.REGISTERED)
    ).execute()
    MatterEvent.update(text=CLEARED).where(
        MatterEvent.matter.in_(beside) & MatterEvent.text.contains(matter.register_no)
    ).execute()
    first = AuditEntry.select(AuditEntry.id).where(AuditEntry.subject.in_(list(rows))).order_by(AuditEntry.id).scalar()
    for entry in AuditEntry.select().where(AuditEntry.id >= (first or 0)).iterator():
        before, after = _cleared(entry.before, rows), _cleared(entry.after, rows)
        about = entry.subject in rows and bool(entry.reason)
        if before is None and after is None and not about:
            continue
        AuditEntry.update(
            before=entry.before if before is None else before,
            after=entry.after if after is None else after,
            reason=CLEARED if about else entry.reason,
        ).where(AuditEntry.id == entry.id).execute()
    schema.lay_triggers(execute)


def _cleared(text: str, rows: Mapping[str, _Columns]) -> str | None:
    """`text` (JSON of an audit entry) with the words of `rows` cleared; None when it has none of them."""
    told: dict[str, dict[str, Any]] = json.loads(text)
    touched = False
    for key in told.keys() & rows.keys():
        columns = rows[key]
        for column, value in told[key].items():
            if (columns is None or column in columns) and value not in (None, "", CLEARED):
                told[key][column] = CLEARED
                touched = True
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if touched else None
