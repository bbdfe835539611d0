"""转录: the values of one matter in the order of the county system's form, in full, ready to be typed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from jiefang_tui.rules.typed.amounts import yuan
from jiefang_tui.store.models import Visit, VisitMatter
from jiefang_tui.store.queries.matter.matter_history import MatterVisit, companions_of, visits_of
from jiefang_tui.store.queries.matter.matter_progress import progress_of
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


@dataclass(frozen=True)
class TranscriptLine:
    """One field of the county's form."""

    order: int
    label: str
    value: str
    """In full; empty when we have none. Line ends are kept."""


def transcript(matter_id: int, today: date, reference: Reference) -> list[TranscriptLine]:
    """The lines of the county's form (county_form.toml) for a matter; a field we do not know stays empty.

    Heads and companions are those of the first arrival, what was said and decided those of the last finished one.
    `Matter.DoesNotExist` for an unknown id.
    """
    values = _values(matter_view(matter_id, today, reference))
    return [TranscriptLine(one.order, one.label, values.get(one.source, "")) for one in reference.county_form]


def _values(matter: MatterView) -> dict[str, str]:
    values = {
        "register_no": matter.register_no,
        "channel": matter.channel.label,
        "received_on": _day(matter.received_on),
        "accepted_on": _day(matter.accepted_on),
        "category": matter.category.label,
        "county_no": matter.county_no,
        "county_query_code": matter.county_query_code,
    }
    if matter.is_sealed:  # nothing of a report is typed anywhere (Regulation Art. 30(3))
        return values
    person = matter.person
    if person is not None:
        values |= {
            "sex": person.sex_label,
            "id_doc": person.id_doc_label if person.id_no else "",
            "id_no": person.id_no,
            "birth_date": _day(person.birth_date),
            "phone": person.phone,
            "address": person.address,
        }
    return (
        values
        | {
            "petitioner_name": matter.petitioner_name,
            "content_class": matter.content_class_label,
            "problem_area": matter.problem_area_name,
            "problem_place": matter.problem_place,
            "problem_on": _day(matter.problem_on),
            "affected_count": str(matter.affected_count) if matter.affected_count is not None else "",
            "amount_fen": yuan(matter.amount_fen) if matter.amount_fen is not None else "",
            "concerned_unit": matter.concerned_unit,
            "concerned_person": matter.concerned_person,
            "title": matter.title,
            "request": matter.request,
            "facts": matter.facts,
            "prior_procedures": matter.prior_procedures,
            "prior_query_code": matter.prior_query_code,
            "lead_unit": matter.lead_unit,
            "handler": matter.handler,
            "due_on": _day(_due(matter)),
            "result": matter.result,
            "sent_by": _sent_by(matter.id),
        }
        | _of_visits(matter.id)
    )


def _sent_by(matter_id: int) -> str:
    """Which higher level sent it, out of whose reception, under which number."""
    at = progress_of(matter_id)
    received = at.assigned_level.received(at.assigned_leader) if at.assigned_level else ""
    return " ".join(part for part in (received, at.transferred_from, at.transfer_no) if part)


def _of_visits(matter_id: int) -> dict[str, str]:
    visits = visits_of(matter_id)
    decided = next((visit for visit in visits if visit.outcome), None)
    first = _first(matter_id)
    values: dict[str, str] = {}
    if first is not None:
        values |= {
            "headcount": str(first.headcount),
            "companions": "、".join(companions_of(first.id)),
            "on_behalf_of": first.on_behalf_of,
        }
    if decided is not None:
        values |= {"leader": decided.leader, "talk_note": decided.talk_note, "outcome": _outcome(decided)}
    return values


def _first(matter_id: int) -> Any:
    return (
        Visit.select(Visit.id, Visit.headcount, Visit.on_behalf_of)
        .join(VisitMatter)
        .where((VisitMatter.matter == matter_id) & Visit.counts)
        .order_by(Visit.day, Visit.queue_no)
        .first()
    )


def _outcome(visit: MatterVisit) -> str:
    return f"{visit.outcome}: {visit.told_words}" if visit.told_words else visit.outcome


def _due(matter: MatterView) -> date | None:
    fixed = matter.sheet.resolve_due if matter.sheet else None
    return fixed or matter.due_on or (matter.handling.raw if matter.handling else None)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
