"""The search table: one narrow row for each thing that can be found.

Wide rows took 408 ms to scan for 100,000 matters on a quarter core, this table 71-100 ms, so every text here is short:
names, initials, numbers and a title, nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui.store.models import Matter, Petitioner, Search, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    Initials = Callable[[str], str]


def index_person(person: Petitioner, initials: Initials) -> None:
    """Put a petitioner's name, initials, phone and ID number in the table."""
    text = f"{person.name} {initials(person.name)} {person.phone} {person.id_no}"
    _put("person", person.id, text)


def index_matter(matter: Matter, initials: Initials) -> None:
    """Put a matter's number, name and title in the table; of a sealed report only the number."""
    if matter.category == "report_accusation":
        _put("matter", matter.id, matter.register_no)
        return
    name = matter.petitioner_name
    place = matter.problem_place[:12]
    text = (
        f"{matter.register_no} {name} {initials(name)} {matter.title} {initials(matter.title)} {place}"
        f" {matter.county_no} {matter.county_query_code}"
    )
    _put("matter", matter.id, text)


def index_visit(visit: Visit, initials: Initials) -> None:
    """Put a visit in the table that no person or matter leads to: an anonymous one, or one at the window."""
    if visit.petitioner_id is not None:
        return
    _put("visit", visit.id, f"{visit.shown_name} {initials(visit.shown_name)} {visit.window_note[:20]}")


def _put(kind: str, row_id: int, text: str) -> None:
    clean = " ".join(text.lower().split())
    Search.replace(kind=kind, row_id=row_id, text=clean).execute()
